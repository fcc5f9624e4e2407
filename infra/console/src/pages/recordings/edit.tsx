import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Schemas } from "../../api/client";
import { read } from "../../api/resources";
import { TextField } from "../../form/fields";
import { leaves } from "../../form/pointer";
import { EditResource } from "../../form/resource";
import { UsedBy } from "../../form/used-by";
import { useConsole, useMay } from "../../frame/console";
import { base } from "../../frame/follow";
import { Page } from "../../frame/page";
import { useTexts } from "../../words/language";
import { UploadForm } from "./upload";
import { recordingTexts } from "./words";

type Prompt = Schemas["Prompt"];

export default function EditRecording() {
  const texts = useTexts(recordingTexts);
  return (
    <EditResource<Prompt>
      kind="prompts"
      to="/recordings"
      title={texts.title}
      newTitle={texts.new}
      nameOf={(prompt, id) => prompt.description || id}
      fields={() => (
        <Container header={<Header variant="h2">{texts.name}</Header>}>
          <SpaceBetween size="l">
            <TextField at="/description" label={texts.description} />
            <TextField at="/address" label={texts.address} also={["/recording"]} />
          </SpaceBetween>
        </Container>
      )}
      beside={(id, editing) => <Beside id={id} address={editing.base.address} />}
    />
  );
}

export function NewRecording() {
  const texts = useTexts(recordingTexts);
  const router = useRouter();
  return (
    <Page title={texts.new} parents={[{ text: texts.title, to: "/recordings" }]}>
      <Container>
        <UploadForm onDone={(id) => router.history.push(`${base}/recordings/${id}`)} />
      </Container>
    </Page>
  );
}

function Beside({ id, address }: { id: string; address?: string }) {
  const texts = useTexts(recordingTexts);
  const may = useMay();
  const { api } = useConsole();
  const { data } = useQuery({ queryKey: ["prompts", id], queryFn: () => read<Prompt>(api, "prompts", id) });
  const ours = address?.startsWith(window.location.origin) || address?.startsWith("/");
  return (
    <>
      {address && (
        <Container header={<Header variant="h2">{texts.listen}</Header>}>
          {ours ? (
            <audio controls preload="metadata" src={address} aria-label={texts.listen} />
          ) : (
            <Link href={address} external>
              {address}
            </Link>
          )}
        </Container>
      )}
      <UsedBy title={texts.usedBy} none={texts.usedByNone} uses={(line) => [...leaves(line)].some(([pointer, value]) => pointer.endsWith("/prompt") && value === id)} />
      {may.write && data && (
        <Container header={<Header variant="h2">{texts.replace}</Header>}>
          <UploadForm of={{ id, tag: data.tag, description: data.value.description }} onDone={() => undefined} />
        </Container>
      )}
    </>
  );
}

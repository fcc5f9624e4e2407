import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { read, type Stored } from "../../api/resources";
import { Editor } from "../../form/editor";
import { useEditing } from "../../form/draft";
import { Remove } from "../../form/remove";
import { useConsole, useMay } from "../../frame/console";
import { base, useFollow } from "../../frame/follow";
import { Loading } from "../../frame/loading";
import { Page } from "../../frame/page";
import { Trouble } from "../../frame/trouble";
import { useTexts } from "../../words/language";
import { LineFields, type Line } from "./form";
import { Hear } from "./hear";
import { lineTexts } from "./words";

export default function EditLine() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { api } = useConsole();
  const texts = useTexts(lineTexts);
  const { data, error, refetch } = useQuery({ queryKey: ["lines", id], queryFn: () => read<Line>(api, "lines", id) });
  if (data) return <LinePage key={id} id={id} loaded={data} />;
  return (
    <Page title={id} parents={[{ text: texts.title, to: "/lines" }]}>
      {error ? <Trouble error={error} again={() => void refetch()} /> : <Loading />}
    </Page>
  );
}

function LinePage({ id, loaded }: { id: string; loaded: Stored<Line> }) {
  const texts = useTexts(lineTexts);
  const may = useMay();
  const follow = useFollow();
  const editing = useEditing<Line>("lines", id, loaded, {});
  const name = editing.base.description || id;
  return (
    <Page
      title={name}
      parents={[{ text: texts.title, to: "/lines" }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button href={`${base}/calls?line=${id}`} onFollow={follow}>
            {texts.calls}
          </Button>
          <Button href={`${base}/lines/${id}/versions`} onFollow={follow}>
            {texts.versions}
          </Button>
          {may.write && <Remove kind="lines" id={id} name={name} to="/lines" about={texts.removeText} />}
        </SpaceBetween>
      }
    >
      <Editor editing={editing} name={name} isNew={false}>
        <LineFields isNew={false} />
      </Editor>
      {may.write && <Hear id={id} line={editing.value} />}
    </Page>
  );
}

export function NewLine() {
  const texts = useTexts(lineTexts);
  const router = useRouter();
  const editing = useEditing<Line>("lines", "", undefined, {});
  return (
    <Page title={texts.newTitle} parents={[{ text: texts.title, to: "/lines" }]}>
      <Editor editing={editing} name={editing.value.description || texts.newTitle} isNew idOf={(line) => line.id} onSaved={(id) => router.history.push(`${base}/lines/${id}`)}>
        <LineFields isNew />
      </Editor>
    </Page>
  );
}

import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FileUpload from "@cloudscape-design/components/file-upload";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { problemOf, type Problem } from "../../api/problem";
import { formTexts } from "../../form/words";
import { announce } from "../../frame/announcements";
import { useConsole } from "../../frame/console";
import { RequestName } from "../../frame/trouble";
import { useTexts } from "../../words/language";
import { send } from "./send";
import { recordingTexts } from "./words";

// UploadForm sends a sound file; with an id and a tag it takes the place of a recording that exists.
export function UploadForm({ of, onDone }: { of?: { id: string; tag: string; description?: string }; onDone: (id: string) => void }) {
  const texts = useTexts(recordingTexts);
  const form = useTexts(formTexts);
  const { api } = useConsole();
  const queries = useQueryClient();
  const [files, setFiles] = useState<File[]>([]);
  const [id, setID] = useState(of?.id ?? "");
  const [description, setDescription] = useState(of?.description ?? "");
  const [percent, setPercent] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const file = files[0];
  const take = (chosen: File[]) => {
    setFiles(chosen.slice(-1));
    const name = chosen.at(-1)?.name.replace(/\.\w+$/, "") ?? "";
    if (!id) setID(name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, ""));
    if (!description) setDescription(name);
  };
  const go = async () => {
    if (!file) return;
    setPercent(0);
    setProblem(undefined);
    try {
      await send(api, id, file, description, of?.tag, setPercent);
      await queries.invalidateQueries({ queryKey: ["prompts"] });
      announce({ kind: "success", text: texts.uploaded(description || id) });
      setFiles([]);
      onDone(id);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setPercent(undefined);
    }
  };
  return (
    <SpaceBetween size="m">
      <FormField label={texts.file} description={texts.fileAbout}>
        <FileUpload
          value={files}
          accept=".mp3,.wav,.aif,.aiff,audio/*"
          showFileSize
          onChange={({ detail }) => take(detail.value)}
          i18nStrings={{ uploadButtonText: () => texts.choose, dropzoneText: () => texts.drop, removeFileAriaLabel: () => texts.removeFile, limitShowFewer: "", limitShowMore: "" }}
        />
      </FormField>
      {!of && (
        <>
          <FormField label={texts.description}>
            <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
          </FormField>
          <FormField label={form.idLabel} constraintText={form.idHint}>
            <Input value={id} onChange={({ detail }) => setID(detail.value)} />
          </FormField>
        </>
      )}
      {percent !== undefined && <ProgressBar value={percent} label={texts.upload} description={percent < 100 ? texts.uploading(percent) : texts.working} />}
      {problem && (
        <Alert type="error" header={problem.title || texts.failed}>
          <div>{problem.errors?.map((e) => e.detail).join("; ") || problem.detail}</div>
          <RequestName instance={problem.instance} />
        </Alert>
      )}
      <Button variant="primary" disabled={!file || !id} loading={percent !== undefined} onClick={() => void go()}>
        {texts.upload}
      </Button>
    </SpaceBetween>
  );
}

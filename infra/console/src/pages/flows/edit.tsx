import { useState } from "react";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FileUpload from "@cloudscape-design/components/file-upload";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Schemas } from "../../api/client";
import { TextField } from "../../form/fields";
import { useField, useWhole } from "../../form/form";
import { EditResource, NewResource, type Resource } from "../../form/resource";
import { UsedBy } from "../../form/used-by";
import { formTexts } from "../../form/words";
import { Facts, headsOf } from "../../frame/facts";
import { useTexts } from "../../words/language";
import { actionsOf, next, startOf, type Action } from "./document";
import { flowTexts } from "./words";

type Flow = Schemas["FlowDocument"];

function useOf(): Resource<Flow> {
  const texts = useTexts(flowTexts);
  return {
    kind: "flows",
    to: "/flows",
    title: texts.title,
    newTitle: texts.new,
    nameOf: (flow, id) => flow.description || id,
    fields: (isNew) => <Fields isNew={isNew} />,
    beside: (id) => <UsedBy title={texts.usedBy} none={texts.usedByNone} uses={(line) => line.flow === id} />,
  };
}

export default function EditFlow() {
  return <EditResource {...useOf()} />;
}

export function NewFlow() {
  return <NewResource {...useOf()} />;
}

function Fields({ isNew }: { isNew: boolean }) {
  const texts = useTexts(flowTexts);
  const form = useTexts(formTexts);
  const { value, put, readOnly } = useWhole<Flow>();
  const [files, setFiles] = useState<File[]>([]);
  const [unread, setUnread] = useState(false);
  const take = async (chosen: File[]) => {
    setFiles(chosen.slice(-1));
    const file = chosen.at(-1);
    if (!file) return;
    try {
      const document = JSON.parse(await file.text()) as object;
      put("/document", document);
      const name = file.name.replace(/\.json$/i, "");
      if (isNew && !value.id) put("/id", name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60));
      if (isNew && !value.description) put("/description", name);
      setUnread(false);
    } catch {
      setUnread(true);
    }
  };
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.flow}</Header>}>
        <SpaceBetween size="l">
          {!readOnly && (
            <FormField label={texts.file} description={texts.fileAbout} errorText={unread ? texts.notJSON : undefined}>
              <FileUpload
                value={files}
                accept=".json,application/json"
                onChange={({ detail }) => void take(detail.value)}
                i18nStrings={{ uploadButtonText: () => texts.choose, dropzoneText: () => texts.drop, removeFileAriaLabel: () => texts.removeFile, limitShowFewer: "", limitShowMore: "", errorIconAriaLabel: texts.errors, warningIconAriaLabel: texts.warnings }}
              />
            </FormField>
          )}
          <ColumnLayout columns={2}>
            <TextField at="/description" label={texts.description} />
            {isNew && <TextField at="/id" label={form.idLabel} hint={form.idHint} />}
          </ColumnLayout>
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2" counter={`(${actionsOf(value.document).length})`}>{texts.actions}</Header>}>
        <Actions document={value.document} />
      </Container>
    </SpaceBetween>
  );
}

function Actions({ document }: { document: unknown }) {
  const texts = useTexts(flowTexts);
  const actions = actionsOf(document);
  if (actions.length === 0) return <div>{texts.noActions}</div>;
  return (
    <Facts label={texts.actions} heads={headsOf([texts.identifier, texts.type, texts.next, texts.findings])}>
      {actions.map((a, i) => (
        <Row key={i} action={a} at={`/document/Actions/${i}`} begins={a.Identifier === startOf(document)} />
      ))}
    </Facts>
  );
}

function Row({ action, at, begins }: { action: Action; at: string; begins: boolean }) {
  const texts = useTexts(flowTexts);
  const field = useField(at);
  return (
    <tr>
      <th scope="row">
        {action.Identifier}
        {begins && ` (${texts.begin})`}
      </th>
      <td>{action.Type}</td>
      <td>
        {next(action).map((n, i) => (
          <div key={i}>
            {n.when && `${n.when}: `}
            {n.to}
          </div>
        ))}
      </td>
      <td>
        {field.error && <StatusIndicator type="error">{field.error}</StatusIndicator>}
        {field.warning && <StatusIndicator type="warning">{field.warning}</StatusIndicator>}
        {!field.error && !field.warning && texts.fine}
      </td>
    </tr>
  );
}

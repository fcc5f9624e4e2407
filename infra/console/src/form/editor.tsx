import { type ReactNode } from "react";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { announce } from "../frame/announcements";
import { useMay } from "../frame/console";
import { RequestName } from "../frame/trouble";
import { useTexts } from "../words/language";
import { moment } from "../words/time";
import { Conflict } from "./conflict";
import type { Editing } from "./draft";
import { Filling } from "./form";
import { formTexts } from "./words";

interface EditorProps<T> {
  editing: Editing<T>;
  name: string; // of what is edited
  isNew: boolean;
  idOf?: (value: T) => string | undefined; // of what is new
  onSaved?: (id: string) => void;
  children: ReactNode;
}

// Editor is what stands around the fields of one resource: the draft's state, conflicts, what saving would change, and the buttons.
export function Editor<T extends object>({ editing: e, name, isNew, idOf, onSaved, children }: EditorProps<T>) {
  const texts = useTexts(formTexts);
  const may = useMay();
  const submit = async () => {
    const saved = await e.save(isNew ? idOf?.(e.value) || "new" : undefined);
    if (!saved) return;
    announce({ kind: "success", text: saved.unchanged ? texts.unchanged : texts.savedAs(name, saved.version) });
    onSaved?.(saved.id);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <SpaceBetween size="l">
        {!may.write && <Alert type="info">{texts.readOnly}</Alert>}
        {e.restoredAt && e.isChanged && (
          <Alert type="info" action={<Button formAction="none" onClick={e.discard}>{texts.discard}</Button>}>
            {texts.restored(moment(e.restoredAt))}
          </Alert>
        )}
        {e.theirs && <Conflict before={e.base} mine={e.value} theirs={e.theirs.value} settle={e.settle} />}
        <Filling value={e.value} change={e.change} faults={e.faults} readOnly={!may.write}>
          <SpaceBetween size="l">{children}</SpaceBetween>
        </Filling>
        {e.problem && (
          <Alert type="error" header={e.problem.title}>
            <div>{e.problem.detail}</div>
            <RequestName instance={e.problem.instance} />
          </Alert>
        )}
        {e.isChanged && e.effects.length > 0 && (
          <ExpandableSection headerText={texts.effects} variant="container">
            <Effects editing={e} />
          </ExpandableSection>
        )}
        {may.write && (
          <div className="editor-actions">
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Button variant="primary" formAction="submit" loading={e.saving} disabled={!e.isChanged}>
                {isNew ? texts.create : texts.save}
              </Button>
              <Button formAction="none" disabled={!e.isChanged} onClick={e.discard}>
                {texts.discard}
              </Button>
              {e.checking && <StatusIndicator type="loading">{texts.checking}</StatusIndicator>}
            </SpaceBetween>
          </div>
        )}
      </SpaceBetween>
    </form>
  );
}

function Effects<T>({ editing: e }: { editing: Editing<T> }) {
  const texts = useTexts(formTexts);
  return (
    <SpaceBetween size="s">
      {e.effects.map((effect) => (
        <div key={effect.line}>
          <Box fontWeight="bold">
            {effect.line} {texts.states[effect.state] ?? effect.state}
          </Box>
          <ul>
            {(effect.changes ?? []).map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </div>
      ))}
    </SpaceBetween>
  );
}

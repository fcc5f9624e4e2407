import { useRef } from "react";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { Schemas } from "../../api/client";
import { useNamed, type Named } from "../../api/resources";
import { ChoiceField, SelectField, TextField, ToggleField } from "../../form/fields";
import { useField, useWhole } from "../../form/form";
import { set } from "../../form/pointer";
import { SentenceField } from "../../form/sentence";
import { useTexts } from "../../words/language";
import { Advanced } from "./advanced";
import { AttendantFields } from "./attendant";
import { lineTexts } from "./words";

export type Line = Schemas["Line"];

// LineFields is the form of a line, in the order in which admins of such products know it: the number, its description, whether it
// is on, the welcome, whom it leads to; then the advanced settings.
export function LineFields({ isNew }: { isNew: boolean }) {
  const texts = useTexts(lineTexts);
  const { value } = useWhole<Line>();
  const teams = useNamed("teams", (team: Schemas["Team"]) => team.name);
  const prompts = useNamed("prompts", (prompt: Schemas["Prompt"]) => prompt.description);
  const hasFlow = value.flow !== undefined;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.line}</Header>}>
        <SpaceBetween size="l">
          <ColumnLayout columns={2}>
            <Numbers />
            <TextField at="/description" label={texts.description} about={texts.descriptionAbout} />
            {isNew && <TextField at="/id" label={texts.idLabel} hint={texts.idHint} placeholder="acme-support" />}
            <ToggleField at="/enabled" label={texts.enabledLabel} about={texts.enabledAbout} usual={true} />
          </ColumnLayout>
          {!hasFlow && (
            <>
              <SentenceField at="/messages/welcome" label={texts.welcome} about={texts.welcomeAbout} prompts={prompts} />
              <ToggleField at="/messages/welcomeMustBeHeard" label={texts.welcomeMustBeHeard} about={texts.welcomeMustBeHeardAbout} usual={false} />
            </>
          )}
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{texts.routing}</Header>}>
        <Routing teams={teams} prompts={prompts} />
      </Container>
      <Advanced hasFlow={hasFlow} prompts={prompts} />
    </SpaceBetween>
  );
}

// Numbers are one setting on the form and two in the API: number, or numbers where there are several.
function Numbers() {
  const texts = useTexts(lineTexts);
  const { put } = useWhole<Line>();
  const one = useField<string>("/number");
  const several = useField<string[]>("/numbers");
  const lines = several.value ?? (one.value ? [one.value] : []);
  const write = (text: string) => {
    const next = text.split("\n");
    put("/number", next.length > 1 || next[0] === "" ? undefined : next[0]);
    put("/numbers", next.length > 1 ? next : undefined);
  };
  const tidy = () => write(lines.map((n) => n.trim()).filter(Boolean).join("\n"));
  return (
    <FormField label={texts.numbers} description={texts.numbersAbout} constraintText={texts.numbersHint} errorText={[one.error, several.error].filter(Boolean).join("; ") || undefined} warningText={one.warning ?? several.warning}>
      <Textarea rows={Math.max(1, lines.length)} readOnly={one.readOnly} value={lines.join("\n")} onChange={({ detail }) => write(detail.value)} onBlur={tidy} />
    </FormField>
  );
}

type Way = "team" | "attendant" | "flow";

// beside are the settings that a flow of one's own takes the place of.
const beside = ["attendant", "mode", "voicemail", "closed", "messages", "ring"] as const;

function Routing({ teams, prompts }: { teams: Named[]; prompts: Named[] }) {
  const texts = useTexts(lineTexts);
  const { value, put, readOnly } = useWhole<Line>();
  const flows = useNamed("flows", (flow: Schemas["FlowDocument"]) => flow.description);
  const way: Way = value.flow !== undefined ? "flow" : value.attendant ? "attendant" : "team";
  const laidAside = useRef<Partial<Line>>({}); // so that trying another way loses nothing
  const take = (next: Way) => {
    if (next === way) return;
    let line: Line = value;
    for (const key of ["flow", "lenient", "team", ...beside] as const) {
      const leaves = next === "flow" ? (beside as readonly string[]).includes(key) : key === "flow" || key === "lenient" || (next === "attendant" ? key === "team" : key === "attendant");
      if (leaves && line[key] !== undefined) {
        laidAside.current = { ...laidAside.current, [key]: line[key] };
        line = set(line, `/${key}`, undefined);
      } else if (!leaves && line[key] === undefined && laidAside.current[key] !== undefined) {
        line = set(line, `/${key}`, laidAside.current[key]);
      }
    }
    if (next === "attendant" && !line.attendant) line = set(line, "/attendant/keys", { "1": value.team ?? "" });
    if (next === "flow" && line.flow === undefined) line = { ...line, flow: flows[0]?.id ?? "" };
    if (next === "team" && !line.team) line = set(line, "/team", Object.values(value.attendant?.keys ?? {})[0] || undefined);
    put("", line);
  };
  const ofTeams = teams.map((t) => ({ value: t.id, label: t.name, about: t.name === t.id ? undefined : t.id }));
  return (
    <SpaceBetween size="l">
      <FormField label={texts.routeBy}>
        <RadioGroup
          value={way}
          readOnly={readOnly}
          items={[
            { value: "team", label: texts.oneTeam, description: texts.oneTeamAbout },
            { value: "attendant", label: texts.attendant, description: texts.attendantAbout },
            { value: "flow", label: texts.aFlow, description: texts.aFlowAbout },
          ]}
          onChange={({ detail }) => take(detail.value as Way)}
        />
      </FormField>
      {way === "team" && <SelectField at="/team" label={texts.team} choices={ofTeams} filter empty={texts.noTeams} />}
      {way === "attendant" && <AttendantFields teams={ofTeams} prompts={prompts} />}
      {way === "flow" && (
        <>
          <SelectField at="/flow" label={texts.flow} choices={flows.map((f) => ({ value: f.id, label: f.name, about: f.name === f.id ? undefined : f.id }))} filter empty={texts.noFlows} />
          <SelectField at="/team" label={texts.teamOfFlow} choices={ofTeams} filter empty={texts.noTeams} />
          <ToggleField at="/lenient" label={texts.lenient} usual={false} />
        </>
      )}
      {way !== "flow" && (
        <ChoiceField
          at="/mode"
          label={texts.mode}
          choices={[
            { value: "", label: texts.modeLive, about: texts.modeLiveAbout },
            { value: "voicemail", label: texts.modeVoicemail, about: texts.modeVoicemailAbout },
          ]}
        />
      )}
    </SpaceBetween>
  );
}

import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Multiselect from "@cloudscape-design/components/multiselect";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Schemas } from "../../api/client";
import { useNamed, type Named } from "../../api/resources";
import { ListField, SelectField, TextField } from "../../form/fields";
import { useField, useWhole } from "../../form/form";
import { EditResource, NewResource, type Resource } from "../../form/resource";
import { Rows } from "../../form/rows";
import { formTexts } from "../../form/words";
import { useTexts } from "../../words/language";
import { peopleTexts } from "../people/words";

type Team = Schemas["Team"];

function useOf(): Resource<Team> {
  const texts = useTexts(peopleTexts);
  return { kind: "teams", to: "/teams", title: texts.teams, newTitle: texts.newTeam, nameOf: (team, id) => team.name || id, fields: (isNew) => <Fields isNew={isNew} /> };
}

export default function EditTeam() {
  return <EditResource {...useOf()} />;
}

export function NewTeam() {
  return <NewResource {...useOf()} />;
}

function Fields({ isNew }: { isNew: boolean }) {
  const texts = useTexts(peopleTexts);
  const form = useTexts(formTexts);
  const { value, put, readOnly } = useWhole<Team>();
  const users = useNamed("users", (user: Schemas["User"]) => user.name);
  const schedules = useNamed("schedules", (s: Schemas["Schedule"]) => s.id);
  const hours = useNamed("hours", (h: Schemas["Hours"]) => h.id);
  const rules = useNamed("escalation-rules", (rule: Schemas["Rule"]) => rule.id);
  const choices = (named: Named[]) => named.map((n) => ({ value: n.id, label: n.name }));
  const way = value.schedule !== undefined ? "schedule" : "tiers";
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.team}</Header>}>
        <ColumnLayout columns={2}>
          <TextField at="/name" label={texts.name} />
          {isNew && <TextField at="/id" label={form.idLabel} hint={form.idHint} placeholder="support" />}
          <SelectField at="/hours" label={texts.hours} about={texts.hoursAbout} none={texts.hoursNone} choices={choices(hours)} />
          <SelectField at="/escalation" label={texts.escalation} none={texts.escalationNone} choices={choices(rules)} />
        </ColumnLayout>
      </Container>
      <Container header={<Header variant="h2">{texts.onCall}</Header>}>
        <SpaceBetween size="l">
          <RadioGroup
            ariaLabel={texts.onCall}
            value={way}
            readOnly={readOnly}
            items={[
              { value: "tiers", label: texts.byTiers },
              { value: "schedule", label: texts.bySchedule, disabled: schedules.length === 0 && way !== "schedule", description: schedules.length === 0 ? texts.noSchedules : undefined },
            ]}
            onChange={({ detail }) => {
              put("/schedule", detail.value === "schedule" ? (schedules[0]?.id ?? "") : undefined);
              put("/tiers", detail.value === "schedule" ? undefined : [[]]);
            }}
          />
          {way === "schedule" ? (
            <SelectField at="/schedule" label={texts.schedule} choices={choices(schedules)} />
          ) : (
            <Rows at="/tiers" about={texts.tiersAbout} add={texts.addTier} name={texts.tier} blank={[] as string[]}>
              {(at, i) => <Tier at={at} label={texts.tier(i)} users={users} />}
            </Rows>
          )}
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{texts.contacts}</Header>}>
        <ColumnLayout columns={2}>
          <ListField at="/emails" label={texts.emails} hint={texts.perLine} />
          <ListField at="/texts" label={texts.texts} hint={texts.perLine} />
        </ColumnLayout>
      </Container>
    </SpaceBetween>
  );
}

function Tier({ at, label, users }: { at: string; label: string; users: Named[] }) {
  const texts = useTexts(peopleTexts);
  const field = useField<string[]>(at);
  const option = (id: string) => ({ value: id, label: users.find((u) => u.id === id)?.name ?? id });
  return (
    <FormField label={label} errorText={field.error} warningText={field.warning} stretch>
      <Multiselect
        selectedOptions={(field.value ?? []).map(option)}
        options={users.map((u) => option(u.id))}
        placeholder={texts.chooseUsers}
        readOnly={field.readOnly}
        expandToViewport
        onChange={({ detail }) => field.put(detail.selectedOptions.map((o) => o.value ?? ""))}
      />
    </FormField>
  );
}

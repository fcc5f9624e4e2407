import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Schemas } from "../../api/client";
import { useNamed, type Named } from "../../api/resources";
import { NumberField, SelectField, TextField } from "../../form/fields";
import { useField, useWhole } from "../../form/form";
import { EditResource } from "../../form/resource";
import { Rows } from "../../form/rows";
import { Facts, headsOf } from "../../frame/facts";
import { useTexts } from "../../words/language";
import { minute } from "../../words/time";
import { scheduleTexts } from "./words";

type Schedule = Schemas["Schedule"];

export default function EditSchedule() {
  const texts = useTexts(scheduleTexts);
  return <EditResource<Schedule> kind="schedules" to="/schedules" title={texts.title} newTitle={texts.name} nameOf={(_, id) => id} fields={() => <Fields />} />;
}

function Fields() {
  const texts = useTexts(scheduleTexts);
  const users = useNamed("users", (user: Schemas["User"]) => user.name);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2" description={texts.layersAbout}>{texts.layers}</Header>}>
        <Layers users={users} />
      </Container>
      <Container header={<Header variant="h2">{texts.overrides}</Header>}>
        <Rows at="/overrides" about={texts.overridesAbout} add={texts.addOverride} name={texts.override} blank={{ id: "", from: "", until: "", users: [] as string[], mode: "cover" }}>
          {(at) => <Override at={at} users={users} />}
        </Rows>
      </Container>
    </SpaceBetween>
  );
}

function Layers({ users }: { users: Named[] }) {
  const texts = useTexts(scheduleTexts);
  const { value } = useWhole<Schedule>();
  const nameOf = (id: string) => users.find((u) => u.id === id)?.name ?? id;
  if (!value.layers?.length) return <div>{texts.noLayers}</div>;
  return (
    <Facts label={texts.layers} heads={headsOf([texts.layer, texts.tier, texts.every, texts.first, texts.turns, texts.windows, texts.from, texts.until])}>
      {value.layers.map((l) => (
        <tr key={l.id}>
          <th scope="row">{l.id}</th>
          <td>{l.tier ?? 1}</td>
          <td>{l.rotation ? texts.everyUnit(l.rotation.every ?? 1, l.rotation.unit) : "–"}</td>
          <td>{l.rotation ? `${l.rotation.anchor} (${l.tz ?? value.tz})` : "–"}</td>
          <td>{(l.rotation?.turns ?? (l.users ? [l.users] : [])).map((turn) => (turn as string[]).map(nameOf).join(", ")).join(" → ")}</td>
          <td>{l.windows?.map((w, i) => <div key={i}>{[w.days?.join(" "), w.start, `${w.minutes / 60} h`].filter(Boolean).join(" ")}</div>) ?? texts.always}</td>
          <td>{l.from ? minute(l.from, value.tz) : "–"}</td>
          <td>{l.until ? minute(l.until, value.tz) : "–"}</td>
        </tr>
      ))}
    </Facts>
  );
}

function Override({ at, users }: { at: string; users: Named[] }) {
  const texts = useTexts(scheduleTexts);
  const field = useField<string[]>(`${at}/users`);
  const option = (id: string) => ({ value: id, label: users.find((u) => u.id === id)?.name ?? id });
  return (
    <>
      <TextField at={`${at}/id`} label={texts.id} />
      <SelectField at={`${at}/mode`} label={texts.mode} choices={Object.entries(texts.modes).map(([value, label]) => ({ value, label }))} />
      <TextField at={`${at}/from`} label={texts.from} hint={texts.timeHint} />
      <TextField at={`${at}/until`} label={texts.until} hint={texts.timeHint} />
      <FormField label={texts.users} errorText={field.error} warningText={field.warning}>
        <Multiselect selectedOptions={(field.value ?? []).map(option)} options={users.map((u) => option(u.id))} readOnly={field.readOnly} expandToViewport onChange={({ detail }) => field.put(detail.selectedOptions.map((o) => o.value ?? ""))} />
      </FormField>
      <SelectField at={`${at}/replaces`} label={texts.replaces} none="–" choices={users.map((u) => ({ value: u.id, label: u.name }))} />
      <NumberField at={`${at}/tier`} label={texts.tier} about={texts.allTiers} limit="Override.tier" />
    </>
  );
}

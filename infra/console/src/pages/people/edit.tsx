import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Schemas } from "../../api/client";
import { NumberField, SelectField, TextField, ToggleField } from "../../form/fields";
import { useWhole } from "../../form/form";
import { EditResource, NewResource, type Resource } from "../../form/resource";
import { Rows } from "../../form/rows";
import { formTexts } from "../../form/words";
import { useTexts } from "../../words/language";
import { peopleTexts } from "./words";

type User = Schemas["User"];

function useOf(): Resource<User> {
  const texts = useTexts(peopleTexts);
  return { kind: "users", to: "/people", title: texts.people, newTitle: texts.newPerson, nameOf: (user, id) => user.name || id, fields: (isNew) => <Fields isNew={isNew} /> };
}

export default function EditPerson() {
  return <EditResource {...useOf()} />;
}

export function NewPerson() {
  return <NewResource {...useOf()} />;
}

function Fields({ isNew }: { isNew: boolean }) {
  const texts = useTexts(peopleTexts);
  const form = useTexts(formTexts);
  const { value } = useWhole<User>();
  const contacts = (value.contacts ?? []).map((c) => c.label || c.kind).filter((c, i, all) => all.indexOf(c) === i);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.person}</Header>}>
        <ColumnLayout columns={2}>
          <TextField at="/name" label={texts.name} />
          {isNew && <TextField at="/id" label={form.idLabel} hint={form.idHint} placeholder="ana" />}
          <TextField at="/email" label={texts.email} />
          <TextField at="/language" label={texts.language} hint={texts.languageHint} />
          <TextField at="/timezone" label={texts.timezone} hint={texts.timezoneHint} />
        </ColumnLayout>
      </Container>
      <Container header={<Header variant="h2">{texts.phones}</Header>}>
        <Rows at="/phones" about={texts.phonesAbout} add={texts.addPhone} name={texts.phone} blank={{ number: "" }}>
          {(at) => (
            <>
              <TextField at={`${at}/number`} label={texts.number} placeholder="+14155550101" />
              <TextField at={`${at}/label`} label={texts.label} />
              <TextField at={`${at}/extension`} label={texts.extension} hint={texts.extensionHint} />
            </>
          )}
        </Rows>
      </Container>
      <Container header={<Header variant="h2">{texts.contacts}</Header>}>
        <Rows at="/contacts" about={texts.contactsAbout} add={texts.addContact} name={texts.contact} blank={{ kind: "sms", address: "" }}>
          {(at) => (
            <>
              <SelectField at={`${at}/kind`} label={texts.kind} choices={Object.entries(texts.kinds).map(([kind, label]) => ({ value: kind, label }))} />
              <TextField at={`${at}/address`} label={texts.address} />
              <TextField at={`${at}/label`} label={texts.label} />
            </>
          )}
        </Rows>
      </Container>
      <Container header={<Header variant="h2">{texts.notify}</Header>}>
        <Rows at="/notify" about={texts.notifyAbout} add={texts.addRule} name={texts.rule} blank={{ contact: contacts[0] ?? "" }}>
          {(at) => (
            <>
              <SelectField at={`${at}/contact`} label={texts.byContact} choices={contacts.map((c) => ({ value: c, label: texts.kinds[c] ?? c }))} />
              <NumberField at={`${at}/afterMinutes`} label={texts.after} limit="NotifyRule.afterMinutes" />
              <ToggleField at={`${at}/important`} label={texts.important} usual={false} />
            </>
          )}
        </Rows>
      </Container>
    </SpaceBetween>
  );
}

import type { Schemas } from "../../api/client";
import { Listing } from "../../form/listing";
import { useTexts } from "../../words/language";
import { peopleTexts } from "./words";

type User = Schemas["User"];

export default function People() {
  const texts = useTexts(peopleTexts);
  return (
    <Listing<User>
      kind="users"
      to="/people"
      title={texts.people}
      about={texts.peopleAbout}
      name={texts.name}
      nameOf={(user, id) => user.name || id}
      create={texts.addPerson}
      emptyTitle={texts.noPeople}
      emptyText={texts.noPeopleText}
      columns={[
        { id: "phones", header: texts.phones, cell: (user) => user.phones?.map((p, i) => <div key={i}>{[p.label, p.number, p.extension].filter(Boolean).join(" ")}</div>) ?? "–" },
        { id: "contacts", header: texts.contacts, cell: (user) => user.contacts?.map((c, i) => <div key={i}>{c.label || texts.kinds[c.kind] || c.kind}</div>) ?? "–" },
        { id: "email", header: texts.email, cell: (user) => user.email || "–" },
      ]}
    />
  );
}

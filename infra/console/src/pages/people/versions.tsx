import { useParams } from "@tanstack/react-router";
import { Versions } from "../../form/versions";
import { useTexts } from "../../words/language";
import { peopleTexts } from "./words";

export default function Page() {
  const { id } = useParams({ strict: false }) as { id: string };
  const texts = useTexts(peopleTexts);
  return <Versions kind="users" id={id} parents={[{ text: texts.people, to: "/people" }, { text: id, to: `/people/${id}` }]} />;
}

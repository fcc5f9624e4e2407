import { useParams } from "@tanstack/react-router";
import { Versions } from "../../form/versions";
import { useTexts } from "../../words/language";
import { peopleTexts } from "../people/words";

export default function Page() {
  const { id } = useParams({ strict: false }) as { id: string };
  const texts = useTexts(peopleTexts);
  return <Versions kind="teams" id={id} parents={[{ text: texts.teams, to: "/teams" }, { text: id, to: `/teams/${id}` }]} />;
}

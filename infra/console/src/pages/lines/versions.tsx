import { useParams } from "@tanstack/react-router";
import { Versions } from "../../form/versions";
import { useTexts } from "../../words/language";
import { lineTexts } from "./words";

export default function LineVersions() {
  const { id } = useParams({ strict: false }) as { id: string };
  const texts = useTexts(lineTexts);
  return <Versions kind="lines" id={id} parents={[{ text: texts.title, to: "/lines" }, { text: id, to: `/lines/${id}` }]} />;
}

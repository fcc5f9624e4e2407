import { useParams } from "@tanstack/react-router";
import { Versions } from "../../form/versions";
import { useTexts } from "../../words/language";
import { recordingTexts } from "./words";

export default function Page() {
  const { id } = useParams({ strict: false }) as { id: string };
  const texts = useTexts(recordingTexts);
  return <Versions kind="prompts" id={id} parents={[{ text: texts.title, to: "/recordings" }, { text: id, to: `/recordings/${id}` }]} />;
}

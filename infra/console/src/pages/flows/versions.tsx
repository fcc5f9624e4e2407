import { useParams } from "@tanstack/react-router";
import { Versions } from "../../form/versions";
import { useTexts } from "../../words/language";
import { flowTexts } from "./words";

export default function Page() {
  const { id } = useParams({ strict: false }) as { id: string };
  const texts = useTexts(flowTexts);
  return <Versions kind="flows" id={id} parents={[{ text: texts.title, to: "/flows" }, { text: id, to: `/flows/${id}` }]} />;
}

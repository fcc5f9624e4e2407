import { useParams } from "@tanstack/react-router";
import { Versions } from "../../form/versions";
import { useTexts } from "../../words/language";
import { scheduleTexts } from "./words";

export default function Page() {
  const { id } = useParams({ strict: false }) as { id: string };
  const texts = useTexts(scheduleTexts);
  return <Versions kind="schedules" id={id} parents={[{ text: texts.title, to: "/schedules" }, { text: id, to: `/schedules/${id}` }]} />;
}

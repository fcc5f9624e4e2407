import { useEffect, useState } from "react";
import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import Button from "@cloudscape-design/components/button";
import { isKept } from "../start/storage";
import { useTexts } from "../words/language";
import { useAnnouncements, withdraw } from "./announcements";
import { useConsole } from "./console";
import { frameTexts } from "./words";

// Messages stand above the page: announcements, and what is so at the moment (the sign-in has ended, nothing is kept).
export function Messages() {
  const texts = useTexts(frameTexts);
  const { session } = useConsole();
  const [ended, setEnded] = useState(session.ended);
  useEffect(() => session.onChange(setEnded), [session]);
  const [saidNotKept, setSaidNotKept] = useState(false);
  const items: FlashbarProps.MessageDefinition[] = [];
  if (ended) {
    items.push({
      id: "ended",
      type: "warning",
      header: texts.ended,
      content: texts.endedText,
      action: <Button onClick={() => void session.signIn()}>{texts.signIn}</Button>,
    });
  }
  if (!isKept && !saidNotKept) {
    items.push({ id: "notKept", type: "warning", header: texts.notKept, content: texts.notKeptText, dismissible: true, dismissLabel: texts.dismiss, onDismiss: () => setSaidNotKept(true) });
  }
  for (const a of useAnnouncements()) {
    items.push({
      id: a.id,
      type: a.kind,
      header: a.header,
      content: a.text,
      dismissible: true,
      dismissLabel: texts.dismiss,
      onDismiss: () => withdraw(a.id),
      action: a.action && <Button onClick={a.action.do}>{a.action.text}</Button>,
    });
  }
  return <div style={{ marginBlockEnd: items.length > 0 ? 16 : 0 }}>{<Flashbar items={items} />}</div>;
}

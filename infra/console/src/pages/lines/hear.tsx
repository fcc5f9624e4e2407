import { useState } from "react";
import { useMutation } from "@tanstack/react-query";
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { answer, type Schemas } from "../../api/client";
import { problemOf } from "../../api/problem";
import { useNamed } from "../../api/resources";
import { useConsole } from "../../frame/console";
import { RequestName } from "../../frame/trouble";
import { useTexts } from "../../words/language";
import { lasting } from "../../words/time";
import type { Line } from "./form";
import { hearTexts } from "./hear-words";
import "../calls/calls.css";

// someCaller is a number that belongs to nobody.
const someCaller = "+14155550199";

// Hear shows what a call to the line would sound like, with what is typed in the form and not yet saved, at any moment, for any
// keys; what callers hear can be spoken by the browser.
export function Hear({ id, line }: { id: string; line: Line }) {
  const texts = useTexts(hearTexts);
  const { api } = useConsole();
  const users = useNamed("users", (user: Schemas["User"]) => user.name);
  const [at, setAt] = useState("");
  const [keys, setKeys] = useState("");
  const [who, setWho] = useState("");
  const asked = useMutation({
    mutationFn: async () =>
      answer(
        await api.POST("/lines/{id}/preview", {
          params: { path: { id } },
          body: {
            at: at ? new Date(at).toISOString() : undefined,
            caller: someCaller,
            keys: keys ? [...keys.replaceAll(" ", "")].map((press) => ({ press })) : undefined,
            people: who ? [{ user: who, seconds: 6 }] : undefined,
            messageSeconds: 8,
            talkSeconds: 10,
            changes: [{ kind: "lines", id, value: line }],
          },
        }),
      ),
  });
  const options = [{ value: "", label: texts.nobody }, ...users.map((u) => ({ value: u.id, label: u.name }))];
  return (
    <Container header={<Header variant="h2" description={texts.about}>{texts.title}</Header>}>
      <SpaceBetween size="m">
        <div className="filters">
          <FormField label={texts.at} constraintText={texts.atHint}>
            <Input value={at} placeholder="2026-12-24 03:10" onChange={({ detail }) => setAt(detail.value)} />
          </FormField>
          <FormField label={texts.keys} constraintText={texts.keysHint}>
            <Input value={keys} onChange={({ detail }) => setKeys(detail.value)} />
          </FormField>
          <FormField label={texts.who}>
            <Select selectedOption={options.find((o) => o.value === who) ?? null} options={options} expandToViewport onChange={({ detail }) => setWho(detail.selectedOption.value ?? "")} />
          </FormField>
        </div>
        <Button loading={asked.isPending} disabled={at !== "" && Number.isNaN(Date.parse(at))} onClick={() => asked.mutate()}>
          {texts.play}
        </Button>
        {asked.error && (
          <Alert type="error" header={problemOf(asked.error).title}>
            {problemOf(asked.error).errors?.map((e) => e.detail).join("; ") || problemOf(asked.error).detail}
            <RequestName instance={problemOf(asked.error).instance} />
          </Alert>
        )}
        {asked.data && <Heard call={asked.data} language={line.language} />}
      </SpaceBetween>
    </Container>
  );
}

function Heard({ call, language }: { call: Schemas["Previewed"]; language?: string }) {
  const texts = useTexts(hearTexts);
  const said = (call.transcript ?? []).filter((l) => l.who === "caller" && l.does === "hears").map((l) => l.text ?? "");
  const canSpeak = "speechSynthesis" in window && window.speechSynthesis.getVoices().length > 0;
  const speak = () => {
    window.speechSynthesis.cancel();
    for (const text of said) {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = language ?? "en-US";
      window.speechSynthesis.speak(utterance);
    }
  };
  return (
    <>
      {canSpeak && (
        <Button iconName="audio-full" onClick={speak}>
          {texts.speak}
        </Button>
      )}
      <ol className="moments" aria-label={texts.title}>
        {call.transcript?.map((l, i) => (
          <li key={i}>
            <span className="at">{lasting(l.seconds)}</span>
            <span>
              <b>{l.who}</b> {texts.does[l.does ?? ""] ?? l.does} {l.text && (l.does === "hears" ? `“${l.text}”` : l.text)}
            </span>
          </li>
        ))}
      </ol>
      <div>{texts.outcome(call.outcome ?? "")}</div>
    </>
  );
}

import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { Schemas } from "../api/client";
import type { Named } from "../api/resources";
import { useTexts } from "../words/language";
import { useField } from "./form";
import { formTexts } from "./words";

type Kind = "text" | "prompt" | "audio";

// SentenceField is what is said to somebody: words, one of the recordings, or a recording elsewhere. Left empty, Ringdown has words
// of its own, in the line's language.
export function SentenceField({ at, label, about, prompts }: { at: string; label: string; about?: string; prompts: Named[] }) {
  const texts = useTexts(formTexts);
  const field = useField<Schemas["Sentence"]>(at);
  const has: Kind | undefined = field.value?.audio !== undefined ? "audio" : field.value?.prompt !== undefined ? "prompt" : field.value?.text !== undefined ? "text" : undefined;
  const [chosen, setChosen] = useState<Kind>(has ?? "text");
  const kind = has ?? chosen;
  const write = (value: string) => field.put(value === "" ? undefined : { [kind]: value });
  return (
    <FormField label={label} description={about} errorText={field.error} warningText={field.warning} stretch>
      <SpaceBetween size="xs">
        <RadioGroup
          ariaLabel={`${label}: ${texts.form}`}
          direction="horizontal"
          readOnly={field.readOnly}
          value={kind}
          items={[
            { value: "text", label: texts.words },
            { value: "prompt", label: texts.recording },
            { value: "audio", label: texts.address },
          ]}
          onChange={({ detail }) => {
            setChosen(detail.value as Kind);
            field.put(undefined);
          }}
        />
        {kind === "text" && <Textarea rows={2} readOnly={field.readOnly} ariaLabel={label} value={field.value?.text ?? ""} placeholder={texts.builtIn} onChange={({ detail }) => write(detail.value)} />}
        {kind === "audio" && <Input readOnly={field.readOnly} ariaLabel={label} inputMode="url" value={field.value?.audio ?? ""} placeholder="https://" onChange={({ detail }) => write(detail.value)} />}
        {kind === "prompt" && (
          <Select
            readOnly={field.readOnly}
            ariaLabel={label}
            placeholder={texts.chooseRecording}
            selectedOption={field.value?.prompt ? { value: field.value.prompt, label: prompts.find((p) => p.id === field.value?.prompt)?.name ?? field.value.prompt } : null}
            options={[{ value: "", label: texts.builtIn }, ...prompts.map((p) => ({ value: p.id, label: p.name, description: p.name === p.id ? undefined : p.id }))]}
            expandToViewport
            onChange={({ detail }) => write(detail.selectedOption.value ?? "")}
          />
        )}
      </SpaceBetween>
    </FormField>
  );
}

import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import { limits } from "../api/limits";
import { useTexts } from "../words/language";
import { useField } from "./form";
import { formTexts } from "./words";

interface Common {
  at: string; // JSON pointer
  label: string;
  about?: string; // what it does
  hint?: string; // how it is written
}

export function TextField({ at, label, about, hint, placeholder, rows, also = [] }: Common & { placeholder?: string; rows?: number; also?: string[] }) {
  const field = useField<string>(at, ...also);
  const props = {
    value: field.value ?? "",
    placeholder,
    readOnly: field.readOnly,
    onChange: ({ detail }: { detail: { value: string } }) => field.put(detail.value === "" ? undefined : detail.value),
  };
  return (
    <FormField label={label} description={about} constraintText={hint} errorText={field.error} warningText={field.warning} stretch={rows !== undefined}>
      {rows ? <Textarea rows={rows} {...props} /> : <Input {...props} />}
    </FormField>
  );
}

// NumberField takes its bounds and its default from the API's document.
export function NumberField({ at, label, about, limit, unit }: Common & { limit: string; unit?: string }) {
  const texts = useTexts(formTexts);
  const field = useField<number>(at);
  const { least, most, usual } = limits[limit] ?? {};
  const hint = [least !== undefined && most !== undefined ? texts.bounds(least, most) + (unit ? ` ${unit}` : "") : "", usual !== undefined ? texts.usual(usual) : ""].filter(Boolean).join("; ");
  return (
    <FormField label={label} description={about} constraintText={hint} errorText={field.error} warningText={field.warning}>
      <Input
        type="number"
        inputMode="numeric"
        value={field.value === undefined ? "" : String(field.value)}
        placeholder={usual === undefined ? undefined : String(usual)}
        readOnly={field.readOnly}
        onChange={({ detail }) => field.put(detail.value === "" ? undefined : Number(detail.value))}
      />
    </FormField>
  );
}

export interface Choice {
  value: string; // "" is what is left out
  label: string;
  about?: string;
}

export function ChoiceField({ at, label, about, choices }: Common & { choices: Choice[] }) {
  const field = useField<string>(at);
  return (
    <FormField label={label} description={about} errorText={field.error} warningText={field.warning}>
      <RadioGroup
        value={field.value ?? ""}
        readOnly={field.readOnly}
        items={choices.map((c) => ({ value: c.value, label: c.label, description: c.about }))}
        onChange={({ detail }) => field.put(detail.value === "" ? undefined : detail.value)}
      />
    </FormField>
  );
}

export function SelectField({ at, label, about, hint, choices, none, filter, empty }: Common & { choices: Choice[]; none?: string; filter?: boolean; empty?: string }) {
  const field = useField<string | number>(at);
  const options: SelectProps.Option[] = choices.map((c) => ({ value: c.value, label: c.label, description: c.about }));
  if (none !== undefined) options.unshift({ value: "", label: none });
  const value = field.value === undefined ? "" : String(field.value);
  const selected = options.find((o) => o.value === value) ?? (value ? { value, label: value } : null);
  return (
    <FormField label={label} description={about} constraintText={hint} errorText={field.error} warningText={field.warning}>
      <Select
        selectedOption={selected}
        options={options}
        readOnly={field.readOnly}
        filteringType={filter ? "auto" : "none"}
        placeholder={none ?? "…"}
        empty={empty}
        expandToViewport
        onChange={({ detail }) => field.put(detail.selectedOption.value || undefined)}
      />
    </FormField>
  );
}

// ToggleField is a setting that is on or off; usual is what it is when left out, and is then left out.
export function ToggleField({ at, label, about, usual }: Common & { usual: boolean }) {
  const field = useField<boolean>(at);
  return (
    <FormField errorText={field.error} warningText={field.warning}>
      <Toggle description={about} checked={field.value ?? usual} readOnly={field.readOnly} onChange={({ detail }) => field.put(detail.checked === usual ? undefined : detail.checked)}>
        {label}
      </Toggle>
    </FormField>
  );
}

// ListField is a list of texts, written one a line.
export function ListField({ at, label, about, hint, rows = 3 }: Common & { rows?: number }) {
  const field = useField<string[]>(at);
  return (
    <FormField label={label} description={about} constraintText={hint} errorText={field.error} warningText={field.warning}>
      <Textarea
        rows={rows}
        value={(field.value ?? []).join("\n")}
        readOnly={field.readOnly}
        onChange={({ detail }) => field.put(detail.value === "" ? undefined : detail.value.split("\n"))}
        onBlur={() => field.value && field.put(tidy(field.value))}
      />
    </FormField>
  );
}

function tidy(lines: string[]): string[] | undefined {
  const left = lines.map((line) => line.trim()).filter(Boolean);
  return left.length > 0 ? left : undefined;
}

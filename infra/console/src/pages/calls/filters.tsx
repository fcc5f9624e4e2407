import { useState } from "react";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useNamed, type Named } from "../../api/resources";
import type { Schemas } from "../../api/client";
import { useTexts } from "../../words/language";
import { useSearch } from "../../words/search";
import { RangePicker } from "./range";
import { callTexts } from "./words";

// Filters narrow a list of calls; what they say stands in the page's address.
export function Filters({ usual }: { usual?: string }) {
  const texts = useTexts(callTexts);
  const lines = useNamed("lines", (line: Schemas["Line"]) => line.description);
  const teams = useNamed("teams", (team: Schemas["Team"]) => team.name);
  const outcomes = ["talked", "voicemail", "missed", "closed", "lasting"].map((id) => ({ id, name: texts.outcomes[id] ?? id }));
  return (
    <div className="filters">
      <RangePicker usual={usual} />
      <Choose name="line" label={texts.line} all={texts.all} of={lines} />
      <Choose name="team" label={texts.team} all={texts.all} of={teams} />
      <Choose name="outcome" label={texts.outcome} all={texts.all} of={outcomes} />
      <Write name="caller" label={texts.caller} placeholder={texts.callerHint} />
      <Write name="q" label={texts.find} />
    </div>
  );
}

function Choose({ name, label, all, of }: { name: string; label: string; all: string; of: Named[] }) {
  const [search, change] = useSearch();
  const value = search.get(name) ?? "";
  const options = [{ value: "", label: all }, ...of.map((o) => ({ value: o.id, label: o.name }))];
  return (
    <FormField label={label}>
      <Select selectedOption={options.find((o) => o.value === value) ?? { value, label: value }} options={options} expandToViewport onChange={({ detail }) => change({ [name]: detail.selectedOption.value })} />
    </FormField>
  );
}

// Write filters once somebody leaves the field or presses Enter: each letter would be a question to the API.
function Write({ name, label, placeholder }: { name: string; label: string; placeholder?: string }) {
  const [search, change] = useSearch();
  const [text, setText] = useState(search.get(name) ?? "");
  const send = () => change({ [name]: text.trim() || undefined });
  return (
    <FormField label={label}>
      <Input type="search" value={text} placeholder={placeholder} onChange={({ detail }) => (setText(detail.value), detail.value === "" && change({ [name]: undefined }))} onBlur={send} onKeyDown={({ detail }) => detail.key === "Enter" && send()} />
    </FormField>
  );
}

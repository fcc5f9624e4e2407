import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Named } from "../../api/resources";
import { NumberField, SelectField, type Choice } from "../../form/fields";
import { useField } from "../../form/form";
import { join } from "../../form/pointer";
import { SentenceField } from "../../form/sentence";
import { useTexts } from "../../words/language";
import { lineTexts } from "./words";

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

// AttendantFields are a team for each key, and what callers hear of it.
export function AttendantFields({ teams, prompts }: { teams: Choice[]; prompts: Named[] }) {
  const texts = useTexts(lineTexts);
  const keys = useField<Record<string, string>>("/attendant/keys");
  const used = Object.keys(keys.value ?? {}).sort();
  const free = digits.find((d) => !used.includes(d));
  return (
    <SpaceBetween size="l">
      <FormField label={texts.keys} description={texts.keysAbout} constraintText={free ? undefined : texts.allKeys} errorText={used.length === 0 ? keys.error : undefined}>
        <SpaceBetween size="s">
          {used.map((digit) => (
            <Key key={digit} digit={digit} teams={teams} remove={used.length > 1 ? () => keys.put(without(keys.value, digit)) : undefined} />
          ))}
          {!keys.readOnly && (
            <Button formAction="none" iconName="add-plus" disabled={!free} onClick={() => free && keys.put({ ...keys.value, [free]: "" })}>
              {texts.addKey}
            </Button>
          )}
        </SpaceBetween>
      </FormField>
      <SentenceField at="/messages/menu" label={texts.menu} about={texts.menuAbout} prompts={prompts} />
      <ColumnLayout columns={3}>
        <SelectField at="/attendant/default" label={texts.defaultTeam} about={texts.defaultTeamAbout} choices={teams} none={texts.lowestKey} />
        <NumberField at="/attendant/waitSeconds" label={texts.waitSeconds} limit="Attendant.waitSeconds" />
        <NumberField at="/attendant/plays" label={texts.plays} limit="Attendant.plays" />
      </ColumnLayout>
    </SpaceBetween>
  );
}

function without(keys: Record<string, string> | undefined, digit: string): Record<string, string> {
  return Object.fromEntries(Object.entries(keys ?? {}).filter(([key]) => key !== digit));
}

function Key({ digit, teams, remove }: { digit: string; teams: Choice[]; remove?: () => void }) {
  const texts = useTexts(lineTexts);
  const field = useField<string>(join("/attendant/keys", digit));
  const chosen = teams.find((t) => t.value === field.value);
  return (
    <FormField label={texts.key(digit)} errorText={field.error} warningText={field.warning}>
      <div className="beside">
        <div>
          <Select
        selectedOption={field.value ? { value: field.value, label: chosen?.label ?? field.value } : null}
        options={teams.map((t) => ({ value: t.value, label: t.label }))}
        placeholder={texts.team}
        empty={texts.noTeams}
        readOnly={field.readOnly}
        expandToViewport
        onChange={({ detail }) => field.put(detail.selectedOption.value)}
          />
        </div>
        {remove && !field.readOnly && <Button formAction="none" variant="icon" ariaLabel={`${texts.remove1}: ${texts.key(digit)}`} iconName="remove" onClick={remove} />}
      </div>
    </FormField>
  );
}

import DateRangePicker, { type DateRangePickerProps } from "@cloudscape-design/components/date-range-picker";
import FormField from "@cloudscape-design/components/form-field";
import { useSearch } from "../../words/search";
import { useTexts } from "../../words/language";
import { zone } from "../../words/time";
import { callTexts } from "./words";

// Range is what a list is about, in the viewer's zone: the last so many hours or days, or days from the calendar.
export interface Range {
  from?: string;
  to?: string;
  zone: string;
}

const units = { h: "hour", d: "day", w: "week" } as const;
const milliseconds = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

// rangeOf reads ?last=7d or ?from=2026-11-01&to=2026-11-07. Relative ranges begin at a whole minute, so that asking again soon is
// the same question.
export function rangeOf(search: URLSearchParams, usual = "7d"): Range {
  const from = search.get("from");
  if (from) return { from, to: search.get("to") ?? undefined, zone };
  const [, amount, unit] = (search.get("last") ?? usual).match(/^(\d+)([hdw])$/) ?? ["", "7", "d"];
  const start = Date.now() - Number(amount) * milliseconds[unit as keyof typeof milliseconds];
  return { from: new Date(Math.floor(start / 60_000) * 60_000).toISOString(), zone };
}

export function RangePicker({ usual = "7d" }: { usual?: string }) {
  const texts = useTexts(callTexts);
  const [search, change] = useSearch();
  const [, amount, unit] = (search.get("last") ?? usual).match(/^(\d+)([hdw])$/) ?? [];
  const from = search.get("from");
  const value: DateRangePickerProps.Value = from
    ? { type: "absolute", startDate: from, endDate: search.get("to") ?? from }
    : { type: "relative", amount: Number(amount), unit: units[unit as keyof typeof units] ?? "day" };
  const options = ([[1, "hour"], [24, "hour"], [7, "day"], [30, "day"]] as const).map(([n, u]) => ({ key: `${n}${u}`, amount: n, unit: u, type: "relative" as const }));
  return (
    <FormField label={texts.range}>
      <DateRangePicker
        value={value}
        relativeOptions={options}
        dateOnly
        expandToViewport
        placeholder={texts.range}
        isValidRange={(range) => (range?.type === "absolute" && !range.endDate ? { valid: false, errorMessage: texts.bothDays } : { valid: true })}
        i18nStrings={{ ariaLabel: texts.range, formatRelativeRange: (r) => texts.last(r.amount, r.unit), relativeModeTitle: texts.relative, absoluteModeTitle: texts.absolute, modeSelectionLabel: texts.range }}
        onChange={({ detail }) => {
          const chosen = detail.value;
          if (!chosen) change({ last: undefined, from: undefined, to: undefined });
          else if (chosen.type === "absolute") change({ last: undefined, from: chosen.startDate.slice(0, 10), to: chosen.endDate.slice(0, 10) });
          else change({ from: undefined, to: undefined, last: `${chosen.amount}${chosen.unit[0]}` });
        }}
      />
    </FormField>
  );
}

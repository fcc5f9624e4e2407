import type { ReactNode } from "react";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useTexts } from "../words/language";
import { useField } from "./form";
import { join } from "./pointer";
import { formTexts } from "./words";
import "./rows.css";

interface RowsProps<T> {
  at: string;
  about?: string;
  add: string; // what the button to add one says
  name: (i: number) => string; // of a row, for those who do not see where it stands
  blank: T;
  children: (at: string, i: number) => ReactNode;
}

// Rows is a list in an order that matters: each row has buttons that move it, so that a keyboard is enough.
export function Rows<T>({ at, about, add, name, blank, children }: RowsProps<T>) {
  const texts = useTexts(formTexts);
  const field = useField<T[]>(at);
  const rows = field.value ?? [];
  const put = (next: T[]) => field.put(next.length > 0 ? next : undefined);
  const move = (from: number, to: number) => {
    const next = [...rows];
    const [row] = next.splice(from, 1);
    next.splice(to, 0, row as T);
    put(next);
  };
  return (
    <FormField description={about} errorText={rows.length === 0 ? field.error : undefined} stretch>
      <SpaceBetween size="s">
        {rows.map((_, i) => (
          <div key={i} className="row" role="group" aria-label={name(i)}>
            <div className="row-fields">{children(join(at, i), i)}</div>
            {!field.readOnly && (
              <div className="row-buttons">
                <Button formAction="none" variant="icon" iconName="arrow-up" disabled={i === 0} ariaLabel={`${texts.up}: ${name(i)}`} onClick={() => move(i, i - 1)} />
                <Button formAction="none" variant="icon" iconName="arrow-down" disabled={i === rows.length - 1} ariaLabel={`${texts.down}: ${name(i)}`} onClick={() => move(i, i + 1)} />
                <Button formAction="none" variant="icon" iconName="remove" ariaLabel={`${texts.removeRow}: ${name(i)}`} onClick={() => put(rows.filter((__, j) => j !== i))} />
              </div>
            )}
          </div>
        ))}
        {!field.readOnly && (
          <Button formAction="none" iconName="add-plus" onClick={() => put([...rows, blank])}>
            {add}
          </Button>
        )}
      </SpaceBetween>
    </FormField>
  );
}

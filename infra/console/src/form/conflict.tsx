import { useState } from "react";
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useTexts } from "../words/language";
import { differences, merge } from "./merge";
import type { Value } from "./pointer";
import { formTexts } from "./words";

interface ConflictProps<T> {
  before: T;
  mine: T;
  theirs: T;
  settle: (merged: T) => void;
}

// Conflict shows what it was, what was typed, and what somebody else has saved meanwhile, and makes one of them.
export function Conflict<T>({ before, mine, theirs, settle }: ConflictProps<T>) {
  const texts = useTexts(formTexts);
  const found = differences(before, mine, theirs);
  const [takesTheirs, setTakesTheirs] = useState<Record<string, boolean>>({});
  return (
    <Alert
      type="warning"
      header={texts.conflict}
      action={<Button onClick={() => settle(merge(theirs, found, (p) => !takesTheirs[p]))}>{texts.goOn}</Button>}
    >
      <SpaceBetween size="s">
        <div>{texts.conflictText}</div>
        <div className="scroll" tabIndex={0} role="group" aria-label={texts.conflict}>
          <table className="facts">
            <thead>
              <tr>
                <th scope="col">{texts.setting}</th>
                <th scope="col">{texts.before}</th>
                <th scope="col">{texts.mine}</th>
                <th scope="col">{texts.theirs}</th>
                <th scope="col">{texts.take}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((d) => (
                <tr key={d.pointer}>
                  <th scope="row">
                    <code>{d.pointer}</code>
                  </th>
                  <td>{show(d.before, texts.nothing)}</td>
                  <td>{show(d.mine, texts.nothing)}</td>
                  <td>{show(d.theirs, texts.nothing)}</td>
                  <td>
                    {d.both ? (
                      <RadioGroup
                        ariaLabel={d.pointer}
                        value={takesTheirs[d.pointer] ? "theirs" : "mine"}
                        items={[
                          { value: "mine", label: texts.takeMine },
                          { value: "theirs", label: texts.takeTheirs },
                        ]}
                        onChange={({ detail }) => setTakesTheirs({ ...takesTheirs, [d.pointer]: detail.value === "theirs" })}
                      />
                    ) : JSON.stringify(d.before) === JSON.stringify(d.mine) ? (
                      texts.theirs
                    ) : (
                      texts.mine
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </SpaceBetween>
    </Alert>
  );
}

export function show(value: Value, nothing: string): string {
  if (value === undefined || value === null) return nothing;
  if (typeof value === "string") return value;
  return JSON.stringify(value);
}

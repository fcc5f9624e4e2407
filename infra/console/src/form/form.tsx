import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import type { Fault } from "../api/problem";
import { useTexts } from "../words/language";
import { get, isWithin, set, type Value } from "./pointer";
import { formTexts } from "./words";

interface Filling {
  value: Value;
  put: (pointer: string, value: Value) => void;
  faults: Fault[];
  readOnly: boolean;
  claim: (pointers: string[]) => () => void;
}

const Given = createContext<Filling | undefined>(undefined);

function useFilling(): Filling {
  const given = useContext(Given);
  if (!given) throw new Error("a field outside of a form");
  return given;
}

interface FillingProps<T> {
  value: T;
  change: (make: (value: T) => T) => void;
  faults: Fault[];
  readOnly: boolean;
  children: ReactNode;
}

// Filling gives fields their values by pointer, and what the API finds wrong with them. What no field claims is told above.
export function Filling<T>({ value, change, faults, readOnly, children }: FillingProps<T>) {
  const texts = useTexts(formTexts);
  const claims = useRef(new Map<string, number>());
  const [claimed, setClaimed] = useState<string[]>([]);
  const claim = useCallback((pointers: string[]) => {
    const count = (by: number) => {
      for (const p of pointers) claims.current.set(p, (claims.current.get(p) ?? 0) + by);
      setClaimed([...claims.current].filter(([, n]) => n > 0).map(([p]) => p));
    };
    count(1);
    return () => count(-1);
  }, []);
  const put = useCallback((pointer: string, next: Value) => change((old) => set(old, pointer, next)), [change]);
  const given = useMemo(() => ({ value, put, faults, readOnly, claim }), [value, put, faults, readOnly, claim]);
  const errors = faults.filter((f) => f.severity !== "warning");
  const elsewhere = faults.filter((f) => !claimed.some((p) => isWithin(f.pointer, p)));
  return (
    <Given.Provider value={given}>
      {errors.length > 0 && (
        <Alert type="error" header={texts.faultsAbove(errors.length)}>
          {elsewhere.length > 0 && <FaultList faults={elsewhere} head={texts.elsewhere} />}
        </Alert>
      )}
      {errors.length === 0 && elsewhere.length > 0 && (
        <Alert type="warning">
          <FaultList faults={elsewhere} head={texts.elsewhere} />
        </Alert>
      )}
      {children}
    </Given.Provider>
  );
}

function FaultList({ faults, head }: { faults: Fault[]; head: string }) {
  return (
    <>
      <Box>{head}</Box>
      <ul>
        {faults.map((f) => (
          <li key={f.pointer + f.detail}>
            {f.pointer && <code>{f.pointer}</code>} {f.detail}
          </li>
        ))}
      </ul>
    </>
  );
}

export interface Field<T> {
  value: T | undefined;
  put: (value: T | undefined) => void;
  error?: string;
  warning?: string;
  readOnly: boolean;
}

// useField is one setting: its value, and what is wrong with it. Others are pointers whose faults belong to the same field.
export function useField<T>(pointer: string, ...others: string[]): Field<T> {
  const filling = useFilling();
  const pointers = [pointer, ...others];
  const key = pointers.join(" ");
  const { claim } = filling;
  useEffect(() => claim(key.split(" ")), [claim, key]);
  const mine = filling.faults.filter((f) => pointers.some((p) => isWithin(f.pointer, p)));
  const text = (warning: boolean) =>
    mine
      .filter((f) => (f.severity === "warning") === warning)
      .map((f) => f.detail)
      .join("; ") || undefined;
  return {
    value: get(filling.value, pointer) as T | undefined,
    put: (value) => filling.put(pointer, value),
    error: text(false),
    warning: text(true),
    readOnly: filling.readOnly,
  };
}

// useFaultsWithin reports whether anything is wrong in a part of the form, so that the part can be opened.
export function useFaultsWithin(...pointers: string[]): boolean {
  return useFilling().faults.some((f) => pointers.some((p) => isWithin(f.pointer, p)));
}

export function useWhole<T>(): { value: T; put: (pointer: string, value: Value) => void; readOnly: boolean } {
  const { value, put, readOnly } = useFilling();
  return { value: value as T, put, readOnly };
}

import { get, leaves, same, set, type Value } from "./pointer";

// Difference is one setting that somebody changed while somebody else was editing.
export interface Difference {
  pointer: string;
  before: Value;
  mine: Value;
  theirs: Value;
  both: boolean; // both changed it, and not alike: a person has to choose
}

// differences compares what was edited, what it was, and what it has become meanwhile.
export function differences(before: Value, mine: Value, theirs: Value): Difference[] {
  const pointers = new Set([...leaves(before).keys(), ...leaves(mine).keys(), ...leaves(theirs).keys()]);
  const found: Difference[] = [];
  for (const pointer of pointers) {
    const [b, m, t] = [get(before, pointer), get(mine, pointer), get(theirs, pointer)].map(leafOnly);
    if (same(b, m) && same(b, t)) continue;
    found.push({ pointer, before: b, mine: m, theirs: t, both: !same(b, m) && !same(b, t) && !same(m, t) });
  }
  return found.sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
}

// Where one side has an object and another a value, the object's own leaves say what is so.
function leafOnly(value: Value): Value {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? undefined : value;
}

// merge returns theirs with my changes; where both changed a setting, mine where the choice says so.
export function merge<T>(theirs: T, found: Difference[], takeMine: (pointer: string) => boolean): T {
  let merged = theirs;
  for (const d of found) {
    const changed = !same(d.before, d.mine);
    if (changed && (!d.both || takeMine(d.pointer))) {
      merged = set(merged, d.pointer, d.mine);
    }
  }
  return merged;
}

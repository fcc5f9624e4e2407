// JSON pointers (RFC 6901) into the resource that a form edits: the API's faults name fields by them, so the form does as well.
export type Value = unknown;

export function parts(pointer: string): string[] {
  return pointer === "" ? [] : pointer.slice(1).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function join(pointer: string, ...more: (string | number)[]): string {
  return pointer + more.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

export function get(of: Value, pointer: string): Value {
  let value: Value = of;
  for (const part of parts(pointer)) {
    if (value === null || typeof value !== "object") return undefined;
    value = (value as Record<string, Value>)[part];
  }
  return value;
}

// set returns a copy with another value at the pointer. What is undefined is left out, and so is an object that has become empty,
// because the API takes what is left out for its default.
export function set<T>(of: T, pointer: string, value: Value): T {
  return (put(of, parts(pointer), value) ?? {}) as T;
}

function put(of: Value, path: string[], value: Value): Value {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = put((of as Record<string, Value> | undefined)?.[key], rest, value);
  if (Array.isArray(of)) {
    const copy = [...of];
    copy[Number(key)] = inner ?? {}; // a row that is still empty
    return copy;
  }
  const copy: Record<string, Value> = { ...((of as Record<string, Value> | undefined) ?? {}) };
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return Object.keys(copy).length === 0 ? undefined : copy;
}

// isWithin reports whether a pointer is the other one or leads to a part of it.
export function isWithin(pointer: string, other: string): boolean {
  return pointer === other || pointer.startsWith(`${other}/`);
}

export function same(a: Value, b: Value): boolean {
  return stable(a) === stable(b);
}

function stable(value: Value): string {
  return JSON.stringify(value, (_, v: Value) =>
    v !== null && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v,
  ) ?? "";
}

// leaves lists every value of a resource by pointer. Lists are values: their parts have no names that outlive a change.
export function leaves(of: Value, pointer = ""): Map<string, Value> {
  const found = new Map<string, Value>();
  if (of !== null && typeof of === "object" && !Array.isArray(of)) {
    for (const [key, value] of Object.entries(of)) {
      leaves(value, join(pointer, key)).forEach((leaf, at) => found.set(at, leaf));
    }
  } else if (of !== undefined) {
    found.set(pointer, of);
  }
  return found;
}

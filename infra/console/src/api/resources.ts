import { useQuery } from "@tanstack/react-query";
import { useConsole } from "../frame/console";
import { answer, tagOf, type Api, type Schemas } from "./client";

// Kinds of settings all have the same operations, at paths that differ in one word. The typed client wants a path that it knows,
// so these functions say "lines" to it where they mean any kind.
export type KindName = "lines" | "users" | "teams" | "schedules" | "hours" | "flows" | "prompts" | "escalation-rules";

export type Item = Schemas["Item"];

// Stored is a resource as it is in force.
export interface Stored<T> {
  value: T;
  tag: string; // of its version
}

// pagesMost bounds how far a list is read on: 10,000 resources.
const pagesMost = 20;

const many = (kind: KindName) => `/${kind}` as "/lines";
const one = (kind: KindName) => `/${kind}/{id}` as "/lines/{id}";
const at = (id: string) => ({ id });

export async function list(api: Api, kind: KindName): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMost; page++) {
    const given = answer(await api.GET(many(kind), { params: { query: { limit: 500, cursor } } }));
    items.push(...given.items);
    cursor = given.next;
    if (!cursor) break;
  }
  return items;
}

export async function read<T>(api: Api, kind: KindName, id: string): Promise<Stored<T>> {
  const given = await api.GET(one(kind), { params: { path: at(id) } });
  return { value: answer(given) as T, tag: tagOf(given.response) };
}

// only is the condition of a change: the version that it follows, or that there is none yet.
function only(tag: string | undefined): Record<string, string> {
  return tag ? { "If-Match": tag } : { "If-None-Match": "*" };
}

export async function save<T>(api: Api, kind: KindName, id: string, value: T, tag: string | undefined): Promise<{ saved: Schemas["Saved"]; tag: string }> {
  const given = await api.PUT(one(kind), { params: { path: at(id) }, body: value as never, headers: only(tag) });
  return { saved: answer(given) as Schemas["Saved"], tag: tagOf(given.response) };
}

// tryOut says what a save would do.
export async function tryOut<T>(api: Api, kind: KindName, id: string, value: T, tag: string | undefined): Promise<Schemas["Trial"]> {
  const given = await api.PUT(one(kind), { params: { path: at(id), query: { dryRun: true } }, body: value as never, headers: only(tag) });
  return answer(given) as Schemas["Trial"];
}

export async function remove(api: Api, kind: KindName, id: string, tag: string): Promise<void> {
  answer(await api.DELETE(one(kind), { params: { path: at(id) }, headers: only(tag) }));
}

export async function versions(api: Api, kind: KindName, id: string): Promise<Item[]> {
  const path = `/${kind}/{id}/versions` as "/lines/{id}/versions";
  return answer(await api.GET(path, { params: { path: at(id), query: { limit: 100 } } })).items;
}

export async function difference(api: Api, kind: KindName, id: string, from: number, to: number): Promise<Schemas["Diff"]> {
  const path = `/${kind}/{id}/diff` as "/lines/{id}/diff";
  return answer(await api.GET(path, { params: { path: at(id), query: { from, to } } }));
}

// restore brings a version back; without a tag, of something that was deleted.
export async function restore(api: Api, kind: KindName, id: string, version: number, tag: string | undefined): Promise<Schemas["Saved"]> {
  const path = `/${kind}/{id}/versions/{version}/restore` as "/lines/{id}/versions/{version}/restore";
  return answer(await api.POST(path, { params: { path: { id, version: String(version) } as never }, headers: only(tag) })) as Schemas["Saved"];
}

export function useList(kind: KindName, enabled = true) {
  const { api } = useConsole();
  return useQuery({ queryKey: [kind], queryFn: () => list(api, kind), enabled });
}

// Named is what is offered to choose from.
export interface Named {
  id: string;
  name: string;
}

// useNamed lists a kind by name, for fields that refer to it.
export function useNamed(kind: KindName, nameOf: (value: never) => string | undefined): Named[] {
  const { data } = useList(kind);
  return (data ?? []).map((item) => ({ id: item.id, name: nameOf(item.value as never) || item.id }));
}

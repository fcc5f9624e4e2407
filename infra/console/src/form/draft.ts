import { useCallback, useEffect, useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { read, save, tryOut, type KindName, type Stored } from "../api/resources";
import type { Schemas } from "../api/client";
import { problemOf, Refusal, type Fault, type Problem } from "../api/problem";
import { useConsole } from "../frame/console";
import { tab } from "../start/storage";
import { same } from "./pointer";

// Draft is what somebody is editing: the version they began with, and what they have made of it. It is kept in the tab until it
// is saved or thrown away, so that neither a reload nor a new sign-in loses a word.
interface Draft<T> {
  base: T;
  tag: string | undefined; // undefined: it is new
  value: T;
  at: string; // it was last touched
}

// checkAfter is how long somebody has to pause before what they typed is checked, in milliseconds.
const checkAfter = 500;

const keyOf = (kind: KindName, id: string) => `ringdown.draft:${kind}/${id}`;

function kept<T>(kind: KindName, id: string): Draft<T> | undefined {
  const text = tab.get(keyOf(kind, id));
  if (!text) return undefined;
  try {
    return JSON.parse(text) as Draft<T>;
  } catch {
    return undefined; // not ours
  }
}

export interface Editing<T> {
  value: T;
  base: T;
  change: (make: (value: T) => T) => void;
  isChanged: boolean;
  restoredAt?: string; // this is a draft from before, last touched then
  discard: () => void;
  faults: Fault[]; // errors and warnings
  effects: Schemas["Effect"][];
  checking: boolean;
  saving: boolean;
  problem?: Problem; // of the last save, unless it is told at fields
  theirs?: Stored<T>; // somebody else was faster
  settle: (merged: T) => void;
  save: (id?: string) => Promise<Schemas["Saved"] | undefined>;
}

// useEditing edits one resource; loaded is undefined for one that is new.
export function useEditing<T>(kind: KindName, id: string, loaded: Stored<T> | undefined, blank: T): Editing<T> {
  const { api } = useConsole();
  const queries = useQueryClient();
  const begin = (): Draft<T> => ({ base: loaded?.value ?? blank, tag: loaded?.tag, value: loaded?.value ?? blank, at: "" });
  const [draft, setDraft] = useState<Draft<T>>(() => kept<T>(kind, id) ?? begin());
  const [restoredAt, setRestoredAt] = useState(() => kept<T>(kind, id)?.at);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [effects, setEffects] = useState<Schemas["Effect"][]>([]);
  const [checking, setChecking] = useState(false);
  const [saving, setSaving] = useState(false);
  const [attempted, setAttempted] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [theirs, setTheirs] = useState<Stored<T>>();
  const isChanged = !same(draft.base, draft.value);
  const current = useRef(draft);
  current.current = draft;

  const put = useCallback(
    (next: Draft<T>) => {
      current.current = next; // several changes in one event follow each other
      setDraft(next);
      tab.set(keyOf(kind, id), same(next.base, next.value) ? undefined : JSON.stringify(next));
    },
    [kind, id],
  );
  const change = useCallback((make: (value: T) => T) => put({ ...current.current, value: make(current.current.value), at: new Date().toISOString() }), [put]);
  const discard = useCallback(() => {
    tab.set(keyOf(kind, id), undefined);
    setDraft(begin());
    setRestoredAt(undefined);
    setFaults([]);
    setEffects([]);
    setProblem(undefined);
    setTheirs(undefined);
  }, [kind, id, loaded]);

  // What somebody else saved is shown at once where nothing is being edited; where something is, saving will tell.
  useEffect(() => {
    if (loaded && loaded.tag !== current.current.tag && same(current.current.base, current.current.value)) setDraft(begin());
  }, [loaded?.tag]);

  // told puts a refusal where it belongs: at fields, beside their version, or above the form.
  const told = useCallback(
    async (error: unknown, aloud: boolean) => {
      const p = problemOf(error);
      if (p.status === 412 && current.current.tag) {
        if (aloud) setTheirs(await read<T>(api, kind, id));
        return;
      }
      if (p.status === 422 && p.errors?.length) {
        setFaults(p.errors);
        setEffects([]);
        return;
      }
      if (aloud) setProblem(p);
    },
    [api, kind, id],
  );

  useEffect(() => {
    if (!isChanged || (!draft.tag && !attempted)) { // what is new is incomplete until somebody says that it is not
      setFaults([]);
      setEffects([]);
      return;
    }
    let over = false;
    const wait = window.setTimeout(() => {
      setChecking(true);
      const target = draft.tag ? id : String((draft.value as { id?: string }).id || "new");
      tryOut(api, kind, target, draft.value, draft.tag)
        .then((trial) => {
          if (over) return;
          setFaults(trial.warnings ?? []);
          setEffects(trial.effects ?? []);
        })
        .catch((error) => (over ? undefined : told(error, false)))
        .finally(() => !over && setChecking(false));
    }, checkAfter);
    return () => {
      over = true;
      window.clearTimeout(wait);
    };
  }, [draft.value, draft.tag, isChanged, attempted]);

  async function saveDraft(as = id): Promise<Schemas["Saved"] | undefined> {
    setSaving(true);
    setAttempted(true);
    setProblem(undefined);
    try {
      const { saved, tag } = await save(api, kind, as, draft.value, draft.tag);
      tab.set(keyOf(kind, id), undefined);
      setDraft({ base: draft.value, tag, value: draft.value, at: "" });
      setRestoredAt(undefined);
      setFaults(saved.warnings ?? []);
      setEffects([]);
      await queries.invalidateQueries({ queryKey: [kind] });
      return saved;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await told(error, true);
      return undefined;
    } finally {
      setSaving(false);
    }
  }

  function settle(merged: T): void {
    if (!theirs) return;
    put({ base: theirs.value, tag: theirs.tag, value: merged, at: new Date().toISOString() });
    setTheirs(undefined);
  }

  return { value: draft.value, base: draft.base, change, isChanged, restoredAt, discard, faults, effects, checking, saving, problem, theirs, settle, save: saveDraft };
}

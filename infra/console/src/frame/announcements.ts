import { useSyncExternalStore } from "react";
import type { ReactNode } from "react";

// Announcement is one message above the page: what was done, what went wrong, what can be undone.
export interface Announcement {
  id: string;
  kind: "success" | "error" | "warning" | "info";
  header?: string;
  text: ReactNode;
  action?: { text: string; do: () => void };
}

// mostAnnouncements bounds what is shown at once; the oldest goes first.
const mostAnnouncements = 4;

let list: Announcement[] = [];
let made = 0;
const listeners = new Set<() => void>();

function show(next: Announcement[]): void {
  list = next;
  listeners.forEach((listener) => listener());
}

export function announce(what: Omit<Announcement, "id"> & { id?: string }): string {
  const id = what.id ?? `a${++made}`;
  show([...list.filter((a) => a.id !== id), { ...what, id }].slice(-mostAnnouncements));
  return id;
}

export function withdraw(id: string): void {
  show(list.filter((a) => a.id !== id));
}

export function useAnnouncements(): Announcement[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => list);
}

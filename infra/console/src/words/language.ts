import { useSyncExternalStore } from "react";
import { device } from "../start/storage";

export type Language = "en" | "de";

// Texts are what a page says, in every language of the console. English is written first; German has to have the same.
export interface Texts<T> {
  en: T;
  de: T;
}

const listeners = new Set<() => void>();
let current: Language = chosen();

function chosen(): Language {
  const kept = device.get("ringdown.language");
  if (kept === "en" || kept === "de") return kept;
  return navigator.language.toLowerCase().startsWith("de") ? "de" : "en";
}

export function language(): Language {
  return current;
}

export function speak(next: Language): void {
  current = next;
  device.set("ringdown.language", next);
  document.documentElement.lang = next;
  listeners.forEach((listener) => listener());
}

export function useLanguage(): Language {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, language);
}

export function useTexts<T>(texts: Texts<T>): T {
  return texts[useLanguage()];
}

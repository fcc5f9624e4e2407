import { useSyncExternalStore } from "react";
import { applyMode, Mode } from "@cloudscape-design/global-styles";
import { device } from "../start/storage";

export type Theme = "system" | "light" | "dark";

const listeners = new Set<() => void>();
const system = window.matchMedia("(prefers-color-scheme: dark)");

function kept(): Theme {
  const theme = device.get("ringdown.theme");
  return theme === "light" || theme === "dark" ? theme : "system";
}

let current = kept();

export function isDark(): boolean {
  return current === "dark" || (current === "system" && system.matches);
}

function apply(): void {
  applyMode(isDark() ? Mode.Dark : Mode.Light);
  document.documentElement.style.colorScheme = isDark() ? "dark" : "light";
  listeners.forEach((listener) => listener());
}

export function startTheme(): void {
  system.addEventListener("change", apply);
  apply();
}

export function choose(theme: Theme): void {
  current = theme;
  device.set("ringdown.theme", theme === "system" ? undefined : theme);
  apply();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => current);
}

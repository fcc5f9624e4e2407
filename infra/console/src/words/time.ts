import { language } from "./language";

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const made = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language() + JSON.stringify(options);
  let f = made.get(key);
  if (!f) {
    f = new Intl.DateTimeFormat(language() === "de" ? "de-DE" : "en-GB", { timeZone: zone, ...options });
    made.set(key, f);
  }
  return f;
}

// moment is a time with its zone: "28 Nov 2026, 14:21:47 CET".
export function moment(at: string | undefined, of = zone): string {
  if (!at) return "–";
  return format({ timeZone: of, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" }).format(new Date(at));
}

// minute is a time with its zone, for lists: "28 Nov 2026, 14:21 CET".
export function minute(at: string | undefined, of = zone): string {
  if (!at) return "–";
  return format({ timeZone: of, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(new Date(at));
}

// clock is a time of day, for lists that say the zone once: "14:21:47".
export function clock(at: string | undefined, of = zone): string {
  if (!at) return "–";
  return format({ timeZone: of, hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(new Date(at));
}

export function day(at: string | Date, of = zone): string {
  return format({ timeZone: of, weekday: "short", day: "numeric", month: "short" }).format(new Date(at));
}

// zoneName is the short name of a zone at a time: "CET".
export function zoneName(at: string | Date = new Date(), of = zone): string {
  return format({ timeZone: of, timeZoneName: "short" }).formatToParts(new Date(at)).find((p) => p.type === "timeZoneName")?.value ?? of;
}

// lasting is a number of seconds: "1:05" or "1:02:09".
export function lasting(seconds: number | undefined): string {
  if (seconds === undefined || Number.isNaN(seconds)) return "–";
  const whole = Math.max(0, Math.round(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${hours > 0 ? two(Math.floor(whole / 60) % 60) : Math.floor(whole / 60)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

export function number(n: number): string {
  return new Intl.NumberFormat(language()).format(n);
}

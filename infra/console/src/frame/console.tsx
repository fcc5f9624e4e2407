import { createContext, useContext } from "react";
import type { Api, Schemas } from "../api/client";
import type { Session } from "../session/session";
import type { Place } from "../start/place";

// What every page is given.
export interface Console {
  api: Api;
  place: Place;
  session: Session;
  me: Schemas["Me"];
}

const Given = createContext<Console | undefined>(undefined);

export const ConsoleProvider = Given.Provider;

export function useConsole(): Console {
  const given = useContext(Given);
  if (!given) throw new Error("outside of the console's frame");
  return given;
}

// useMay reports what the person may do, so that no page offers what the API would refuse. The API decides all the same.
export function useMay() {
  const { roles } = useConsole().me;
  const has = (...wanted: string[]) => wanted.some((role) => (roles as string[]).includes(role));
  return {
    read: has("viewer", "editor", "admin"), // settings and calls
    write: has("editor", "admin"),
    readAudit: has("admin"),
    listen: has("editor", "admin"),
    act: has("responder", "editor", "admin"), // on alerts
  };
}

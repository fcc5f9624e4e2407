import createClient, { type Client } from "openapi-fetch";
import type { Session } from "../session/session";
import type { Place } from "../start/place";
import { Refusal, type Problem } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Api = Client<paths>;

// awayAfter is how long an answer may take, in milliseconds: longer than the API's own functions may run.
const awayAfter = 35_000;

// connect returns the one way to the API. Each request carries the token; an answer of 401 ends the session, without
// anything on the page being lost.
export function connect(place: Place, session: Session): Api {
  const api = createClient<paths>({ baseUrl: new URL(place.api, window.location.origin).href });
  api.use({
    async onRequest({ request }) {
      if (session.token) {
        request.headers.set("authorization", `Bearer ${session.token}`);
      }
      return new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(awayAfter)]) });
    },
    async onResponse({ response }) {
      if (response.status === 401) {
        session.expire();
      }
      if (!response.ok && !(response.headers.get("content-type") ?? "").includes("json")) {
        const text = (await response.text()).slice(0, 200); // of something in between, not of the API
        throw new Refusal({ type: "urn:ringdown:problem:away", title: "", status: response.status, detail: text });
      }
    },
    onError({ error }) {
      const detail = error instanceof Error ? error.message : String(error);
      return new Refusal({ type: "urn:ringdown:problem:away", title: "", status: 0, detail });
    },
  });
  return api;
}

// answer returns what an operation gives, or throws the refusal.
export function answer<T>(given: { data?: T; error?: unknown; response: Response }): T {
  if (given.error !== undefined || !given.response.ok) {
    const problem = (given.error ?? {}) as Partial<Problem>;
    throw new Refusal({ type: "", title: given.response.statusText, detail: "", ...problem, status: given.response.status });
  }
  return given.data as T;
}

// tagOf is the version of a resource as its entity tag tells it.
export function tagOf(response: Response): string {
  return response.headers.get("etag") ?? "";
}

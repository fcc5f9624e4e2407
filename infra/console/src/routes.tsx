import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { Frame } from "./frame/frame";
import { base } from "./frame/follow";
import { Lost } from "./frame/lost";
import Now from "./pages/now/now";

const root = createRootRoute({ component: Frame, notFoundComponent: Lost });

type Loader = Parameters<typeof lazyRouteComponent>[0];

// page is a route whose page is loaded when somebody goes there.
function page(path: string, load: Loader): AnyRoute {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) });
}

// pages are all addresses of the console, below its base.
const pages: AnyRoute[] = [
  createRoute({ getParentRoute: () => root, path: "/", component: Now }),
  page("/lines", () => import("./pages/lines/list")),
  page("/lines/new", () => import("./pages/lines/new")),
  page("/lines/$id", () => import("./pages/lines/edit")),
  page("/lines/$id/versions", () => import("./pages/lines/versions")),
  page("/calls", () => import("./pages/calls/list")),
  page("/statistics", () => import("./pages/statistics/statistics")),
  page("/alerts", () => import("./pages/alerts/list")),
  page("/alerts/$id", () => import("./pages/alerts/alert")),
  page("/calls/$id", () => import("./pages/calls/call")),
  page("/people", () => import("./pages/people/list")),
  page("/people/new", () => import("./pages/people/new")),
  page("/people/$id", () => import("./pages/people/edit")),
  page("/people/$id/versions", () => import("./pages/people/versions")),
  page("/teams", () => import("./pages/teams/list")),
  page("/teams/new", () => import("./pages/teams/new")),
  page("/teams/$id", () => import("./pages/teams/edit")),
  page("/teams/$id/versions", () => import("./pages/teams/versions")),
  page("/flows", () => import("./pages/flows/list")),
  page("/flows/new", () => import("./pages/flows/new")),
  page("/flows/$id", () => import("./pages/flows/edit")),
  page("/flows/$id/versions", () => import("./pages/flows/versions")),
  page("/recordings", () => import("./pages/recordings/list")),
  page("/recordings/new", () => import("./pages/recordings/new")),
  page("/recordings/$id", () => import("./pages/recordings/edit")),
  page("/recordings/$id/versions", () => import("./pages/recordings/versions")),
  page("/schedules", () => import("./pages/schedules/list")),
  page("/schedules/$id", () => import("./pages/schedules/edit")),
  page("/schedules/$id/versions", () => import("./pages/schedules/versions")),
  page("/audit", () => import("./pages/audit/audit")),
];

export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren(pages),
    basepath: base,
    defaultPreload: "intent",
    scrollRestoration: false,
  });
}

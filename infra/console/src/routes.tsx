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
];

export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren(pages),
    basepath: base,
    defaultPreload: "intent",
    scrollRestoration: false,
  });
}

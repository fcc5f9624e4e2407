import { useEffect, useRef, useState } from "react";
import { Outlet, useRouterState } from "@tanstack/react-router";
import SideNavigation, { type SideNavigationProps } from "@cloudscape-design/components/side-navigation";
import Button from "@cloudscape-design/components/button";
import Box from "@cloudscape-design/components/box";
import { useTexts } from "../words/language";
import { zone, zoneName } from "../words/time";
import { useConsole, useMay } from "./console";
import { base, useFollow } from "./follow";
import { Messages } from "./messages";
import { TopBar } from "./topbar";
import { frameTexts } from "./words";
import "./frame.css";

// Frame is what stands around every page.
export function Frame() {
  const texts = useTexts(frameTexts);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    setOpen(false);
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true }); // a reader begins with the new page
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <>
      <a className="skip" href="#main" onClick={(e) => (e.preventDefault(), main.current?.focus())}>
        {texts.skip}
      </a>
      <div className="frame-top" id="top">
        <TopBar />
      </div>
      <div className="frame">
        <div className="frame-pages">
          <Button iconName={open ? "close" : "menu"} ariaExpanded={open} onClick={() => setOpen(!open)}>
            {texts.menu}
          </Button>
        </div>
        <nav className="frame-navigation" data-open={open} aria-label={texts.navigation}>
          <Navigation path={path} />
        </nav>
        <main className="frame-main" id="main" tabIndex={-1} ref={main}>
          <Messages />
          <Outlet />
          <Box color="text-status-inactive" fontSize="body-s" padding={{ top: "xl" }}>
            {texts.timesIn(`${zone} (${zoneName()})`)}
          </Box>
        </main>
      </div>
    </>
  );
}

function Navigation({ path }: { path: string }) {
  const texts = useTexts(frameTexts);
  const may = useMay();
  const follow = useFollow();
  const { place } = useConsole();
  const link = (text: string, to: string): SideNavigationProps.Link => ({ type: "link", text, href: base + to });
  const section = (text: string, items: SideNavigationProps.Link[]): SideNavigationProps.Item => ({ type: "section-group", title: text, items });
  const items: SideNavigationProps.Item[] = [link(texts.now, "/")];
  if (may.read) {
    items.push(section(texts.calls, [link(texts.routing, "/lines"), link(texts.activity, "/calls"), link(texts.statistics, "/statistics"), link(texts.alerts, "/alerts")]));
    items.push(section(texts.whom, [link(texts.schedules, "/schedules"), link(texts.people, "/people"), link(texts.teams, "/teams")]));
    items.push(section(texts.how, [link(texts.flows, "/flows"), link(texts.prompts, "/recordings")]));
  } else {
    items.push(link(texts.alerts, "/alerts"));
  }
  const last: SideNavigationProps.Link[] = may.readAudit ? [link(texts.audit, "/audit")] : [];
  last.push({ type: "link", text: texts.api, href: `${place.api}/docs`, external: true });
  items.push(section(texts.oversight, last));
  const active = base + (path.replace(base, "").match(/^\/[^/]*/)?.[0] ?? "/");
  return <SideNavigation activeHref={active} items={items} onFollow={follow} />;
}

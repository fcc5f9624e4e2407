import { after, before, test } from "node:test";
import { accessible, openConsole, startBrowser } from "./browser.mjs";
import { startDesk } from "./desk.mjs";

// Every page, with something on it, light and dark, wide and narrow: no violation, no error, no request that failed.
const pages = [
  ["/", "Now"],
  ["/lines", "Call routing"],
  ["/lines/new", "New line"],
  ["/lines/operations", "Acme operations"],
  ["/lines/operations/versions", "Versions"],
  ["/calls", "Call activity"],
  ["/statistics", "Statistics"],
  ["/alerts", "Alerts"],
  ["/schedules", "Schedules"],
  ["/schedules/platform-week", "platform-week"],
  ["/people", "People"],
  ["/people/ana", "Ana Lopez"],
  ["/people/new", "New person"],
  ["/teams", "Teams"],
  ["/teams/network", "network"],
  ["/flows", "Flows"],
  ["/flows/new", "New flow"],
  ["/recordings", "Recordings"],
  ["/recordings/office-recording", "office-recording"],
  ["/recordings/new", "New recording"],
  ["/audit", "Audit"],
  ["/nowhere", "There is no such page"],
];

let desk, browser;
before(async () => {
  desk = await startDesk({ config: "testdata/config/good/everything.yaml" });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await desk?.end();
});

for (const dark of [false, true]) {
  test(`every page is accessible, ${dark ? "dark and narrow" : "light and wide"}`, async (t) => {
    const { page, settled, close } = await openConsole(browser, desk, { dark, width: dark ? 360 : 1280 });
    for (const [path, heading] of pages) {
      await t.test(path, async () => {
        await page.evaluate((to) => window.history.pushState(null, "", to), `/console${path}`);
        await page.evaluate(() => window.dispatchEvent(new PopStateEvent("popstate")));
        await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
        await settled();
        await accessible(page, path);
      });
    }
    await close();
  });
}

test("an address leads straight to its page", async () => {
  const { page, close } = await openConsole(browser, desk, { path: "/people/ben" });
  await page.getByRole("heading", { level: 1, name: "Ben Okafor" }).waitFor();
  await close();
});

test("somebody who may not see a page is told so", async () => {
  const { page, close } = await openConsole(browser, desk, { path: "/lines", role: "responder", expected: [403] });
  await page.getByText("Not allowed").first().waitFor();
  await close();
});

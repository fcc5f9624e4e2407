// A browser of the tests: Debian's Chromium, and a page that fails its test on any error of the console or request that failed.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const program = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

// startBrowser starts one, with more switches than all need.
export async function startBrowser(...more) {
  if (!existsSync(program)) throw new Error(`there is no ${program}: install Chromium, or name it in CHROMIUM`);
  return chromium.launch({ executablePath: program, args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", ...more] });
}

// openConsole signs in as the person of a role and returns the page. Expected are answers of the API that a test provokes
// by opening it; expect adds those that come later.
export async function openConsole(browser, desk, { role = "admin", path = "/", width = 1280, height = 900, language = "en-GB", dark = false, expected = [] } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language,
    timezoneId: "Europe/Berlin",
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults = watch(page);
  faults.expected.push(...expected);
  await page.goto(`${desk.url}/console${path}`);
  await page.getByRole("button", { name: `, ${role}` }).click();
  await page.getByRole("main").waitFor();
  return {
    page,
    context,
    // expect lets a test provoke a refusal that the browser reports as a failed request.
    expect: (status) => faults.expected.push(status),
    // settled waits until nothing is being loaded.
    async settled() {
      await page.waitForLoadState("networkidle");
      await page.locator("[data-loading]").first().waitFor({ state: "detached" });
    },
    async close() {
      await context.close();
      assert.deepEqual(faults.found, [], "errors of the console and requests that failed");
    },
  };
}

// watch collects what goes wrong in a page.
export function watch(page) {
  const faults = { found: [], expected: [] };
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const refused = message.text().match(/the server responded with a status of (\d+)/);
    if (refused && faults.expected.includes(Number(refused[1]))) return;
    faults.found.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => faults.found.push(`error: ${error.stack}`));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    if (why === "net::ERR_ABORTED" || faults.expected.includes(0)) return; // a page that was left while it loaded
    faults.found.push(`request failed: ${request.method()} ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !faults.expected.includes(response.status())) faults.found.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  return faults;
}

// accessible fails where axe finds a violation of WCAG 2.2 AA, or of its own best practice.
export async function accessible(page, what) {
  // Not by addScriptTag: the page's policy forbids it, as it should.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.map((v) => `${v.id} (${v.impact}): ${v.help}\n    ${v.nodes.map((n) => `${n.html.slice(0, 160)} ${n.failureSummary?.replaceAll("\n", " ")}`).join("\n    ")}`);
  });
  assert.deepEqual(found, [], `axe on ${what}`);
}

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openConsole, startBrowser } from "./browser.mjs";
import { startDesk } from "./desk.mjs";

let desk, browser;
before(async () => {
  desk = await startDesk();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await desk?.end();
});

test("people sign in and come back to where they were", async () => {
  const console = await openConsole(browser, desk, { path: "/" });
  await console.page.getByRole("heading", { level: 1, name: "Now" }).waitFor();
  assert.equal(new URL(console.page.url()).search, "", "the code is gone from the address");
  await accessible(console.page, "the first page");
  await console.close();
});

test("the policy lets nothing inline run", async () => {
  const answer = await fetch(`${desk.url}/console/`);
  const policy = answer.headers.get("content-security-policy");
  assert.match(policy, /script-src 'self';/);
  assert.doesNotMatch(policy, /unsafe/);
});

test("the console speaks German where the browser does", async () => {
  const console = await openConsole(browser, desk, { language: "de-DE" });
  await console.page.getByRole("heading", { level: 1, name: "Jetzt" }).waitFor();
  assert.equal(await console.page.evaluate(() => document.documentElement.lang), "de");
  await console.close();
});

test("who signs out has to sign in again", async () => {
  const console = await openConsole(browser, desk);
  await console.page.getByRole("button", { name: "ada" }).click();
  await console.page.getByRole("menuitem", { name: "Sign out" }).click();
  await console.page.getByRole("heading", { name: "Sign in to this desk" }).waitFor();
  await console.close();
});

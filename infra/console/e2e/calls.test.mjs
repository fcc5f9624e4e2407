import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, openConsole, startBrowser } from "./browser.mjs";
import { startDesk } from "./desk.mjs";

let desk, browser, message;
before(async () => {
  desk = await startDesk();
  browser = await startBrowser();
  message = await desk.call('caller: 1s after hearing "Please hold" press star; 1s after tone speak 6s; 8s after tone hang up', "acme-support");
});
after(async () => {
  await browser?.close();
  await desk?.end();
});

test("a message is found, played, and marked as heard", async () => {
  const { page, close, settled } = await openConsole(browser, desk, { path: "/calls" });
  const row = page.getByRole("row", { name: /Voicemail left/ });
  await row.waitFor();
  await settled();
  await accessible(page, "the list of calls");
  await row.getByRole("link").first().click();
  await page.getByText("The call is over: the caller left a message").waitFor();
  await accessible(page, "a call");
  const ranged = page.waitForRequest((request) => request.url().includes("/recordings/") && request.headers().range !== undefined);
  await page.getByRole("button", { name: "Load audio" }).click();
  await ranged;
  const audio = page.locator("audio");
  await audio.evaluate((a) => (a.readyState >= 1 ? undefined : new Promise((resolve) => a.addEventListener("loadedmetadata", resolve, { once: true }))));
  assert.ok((await audio.evaluate((a) => a.duration)) > 3, "the message lasts");
  await audio.evaluate(async (a) => {
    a.muted = true;
    await a.play();
    a.currentTime = 2;
    await new Promise((resolve) => a.addEventListener("seeked", resolve, { once: true }));
  });
  await page.getByRole("button", { name: "Mark as heard" }).click();
  await page.getByText("Heard by ada").waitFor();
  await page.getByRole("button", { name: "Keep" }).click();
  await page.getByText("Kept beyond the usual time").waitFor();
  assert.ok(await page.getByRole("button", { name: "Delete audio" }).isDisabled(), "what is kept is not deleted");
  await close();
});

test("calls are narrowed by what stands in the address", async () => {
  const { page, close } = await openConsole(browser, desk, { path: "/calls?outcome=missed&last=24h" });
  await page.getByText("No call in this range").waitFor();
  await page.getByRole("button", { name: /Outcome/ }).click();
  await page.getByRole("option", { name: "Voicemail left" }).click();
  await page.getByRole("row", { name: /Voicemail left/ }).waitFor();
  assert.match(page.url(), /outcome=voicemail/);
  await close();
});

test("the figures count it", async () => {
  const { page, close, settled } = await openConsole(browser, desk, { path: "/statistics" });
  await page.getByRole("heading", { name: "By day" }).waitFor();
  await page.getByRole("row", { name: /Acme support/ }).waitFor();
  await settled();
  await accessible(page, "statistics");
  await close();
});

test("its alert is acknowledged and resolved", async () => {
  const { page, close, settled } = await openConsole(browser, desk, { path: "/" });
  await page.getByRole("heading", { name: "Open alerts" }).waitFor();
  await page.getByRole("link", { name: /Voicemail from/ }).first().click();
  await page.getByRole("heading", { name: "Who was told" }).waitFor();
  await settled();
  await accessible(page, "an alert");
  await page.getByRole("button", { name: /^Acknowledge/ }).click();
  await page.getByText("You see to this alert now.").waitFor();
  await page.getByRole("button", { name: /^Resolve/ }).click();
  await page.getByText("It is resolved.").waitFor();
  const { body } = await desk.api("GET", `/alerts/${message.id}-1`);
  assert.equal(body.status, "resolved");
  await close();
});

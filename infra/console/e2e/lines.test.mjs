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

test("a line is made field by field, and its caller hears it", async () => {
  const { page, close } = await openConsole(browser, desk, { path: "/lines" });
  await page.getByRole("link", { name: "Create line" }).click();
  await page.getByRole("textbox", { name: "Phone number" }).fill("+14155550177");
  await page.getByLabel("Description").fill("Acme night desk");
  await page.getByLabel("Name in the API").fill("night-desk");
  await page.getByRole("textbox", { name: "Welcome message" }).fill("Good evening, this is {line}.");
  await page.getByRole("button", { name: "Team", exact: false }).first().click();
  await page.getByRole("option", { name: "support" }).click();
  await page.getByRole("button", { name: "Advanced settings" }).click();
  await page.getByRole("textbox", { name: "No response message" }).fill("Nobody is free tonight.");
  await page.getByLabel("Ring each phone").fill("10");
  await page.getByLabel("Rounds", { exact: true }).fill("1");
  await page.getByText("All at once").click();
  await page.getByText("The caller's").click();
  await accessible(page, "the form of a line");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("was saved as version 1").waitFor();
  await page.getByRole("heading", { level: 1, name: "Acme night desk" }).waitFor();
  const { body } = await desk.api("GET", "/lines/night-desk");
  assert.deepEqual(body, {
    id: "night-desk",
    number: "+14155550177",
    description: "Acme night desk",
    team: "support",
    messages: { welcome: { text: "Good evening, this is {line}." }, noResponse: { text: "Nobody is free tonight." } },
    ring: { ringSeconds: 10, rounds: 1, strategy: "all", callerId: "caller" },
  });
  const { transcript } = await desk.call(`caller: 2s after hearing "Good evening" hang up`, "night-desk");
  assert.match(transcript, /Good evening, this is Acme night desk\./);
  assert.ok(transcript.split('"what":"ring for 10 s"').length > 3, `all phones were to ring for ten seconds at once: ${transcript}`);
  await close();
});

test("what is wrong stands at its field, and nothing is saved", async () => {
  const { page, close, expect } = await openConsole(browser, desk, { path: "/lines/acme-support" });
  expect(422);
  await page.getByRole("button", { name: "Advanced settings" }).click();
  await page.getByLabel("Ring each phone").fill("5");
  await page.getByText("5 is out of range").waitFor();
  const described = await page.getByLabel("Ring each phone").getAttribute("aria-describedby");
  const texts = await page.evaluate((ids) => ids.split(" ").map((id) => document.getElementById(id)?.textContent).join(" "), described);
  assert.match(texts, /5 is out of range/, "the field is described by its fault");
  await accessible(page, "a form with a fault");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("One setting has to be changed").waitFor();
  assert.equal((await desk.api("GET", "/lines/acme-support")).tag, '"1"');
  await page.getByRole("button", { name: "Discard changes" }).click();
  await close();
});

test("two who change the same line see what each did, and nothing is lost", async () => {
  const { page, close, expect } = await openConsole(browser, desk, { path: "/lines/acme-support" });
  expect(412);
  await page.getByLabel("Description").fill("Acme help");
  await page.getByRole("button", { name: "Advanced settings" }).click();
  await page.getByLabel("Rounds", { exact: true }).fill("4");
  const theirs = await desk.api("PATCH", "/lines/acme-support", { description: "Acme hotline", ring: { ringSeconds: 30 } }, { "if-match": '"1"', "content-type": "application/merge-patch+json" });
  assert.equal(theirs.status, 200);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Somebody else saved this meanwhile").waitFor();
  await page.getByRole("row", { name: /description/ }).getByText("Acme hotline").waitFor();
  await accessible(page, "a conflict");
  await page.getByRole("row", { name: /description/ }).getByText("Take theirs").click();
  await page.getByRole("button", { name: "Go on with the result" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("was saved as version 3").waitFor();
  const { body } = await desk.api("GET", "/lines/acme-support");
  assert.equal(body.description, "Acme hotline");
  assert.deepEqual(body.ring, { ringSeconds: 30, rounds: 4 });
  await close();
});

test("a call is played with what is typed and not saved", async () => {
  const { page, close } = await openConsole(browser, desk, { path: "/lines/acme-support" });
  await page.getByRole("textbox", { name: "Welcome message" }).fill("This was never saved.");
  await page.getByRole("button", { name: "Play the call" }).click();
  await page.getByText("“This was never saved.”").waitFor();
  await page.getByText("ana mobile rings").first().waitFor();
  await accessible(page, "a call that is played");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await close();
});

test("versions are compared and brought back", async () => {
  const { page, close } = await openConsole(browser, desk, { path: "/lines/acme-support/versions" });
  await page.getByRole("heading", { name: "From version 2 to version 3" }).waitFor();
  await page.getByRole("rowheader", { name: "/ring/rounds" }).waitFor();
  await accessible(page, "versions");
  await page.getByRole("button", { name: "Restore: Version 1" }).click();
  await page.getByText("Version 1 is in force again").waitFor();
  assert.equal((await desk.api("GET", "/lines/acme-support")).body.description, "Acme support");
  await close();
});

test("what is deleted can be had back", async () => {
  const { page, close, expect } = await openConsole(browser, desk, { path: "/lines/night-desk" });
  expect(404);
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Acme night desk?" });
  await dialog.waitFor();
  await accessible(page, "the question before deleting");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByText("Acme night desk was deleted.").waitFor();
  assert.equal((await desk.api("GET", "/lines/night-desk")).status, 404);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Acme night desk is back.").waitFor();
  await page.getByRole("link", { name: "Acme night desk" }).waitFor();
  await close();
});

test("a session that ends while somebody types loses nothing", async () => {
  const { page, close, expect } = await openConsole(browser, desk, { path: "/lines/acme-support" });
  expect(401);
  await page.route("**/api/v1/**", (route) => route.continue({ headers: { ...route.request().headers(), authorization: "Bearer expired" } }));
  await page.getByLabel("Description").fill("Typed while nobody was signed in");
  await page.getByText("Your sign-in has ended").waitFor();
  await page.unroute("**/api/v1/**");
  await page.getByRole("button", { name: "Sign in again" }).click();
  await page.getByRole("button", { name: ", admin" }).click();
  await page.getByText("This is your draft").waitFor();
  assert.equal(await page.getByLabel("Description").inputValue(), "Typed while nobody was signed in");
  await page.getByRole("button", { name: "Discard changes" }).first().click();
  await close();
});

test("who may only look is offered nothing to change", async () => {
  const { page, close } = await openConsole(browser, desk, { path: "/lines/acme-support", role: "viewer" });
  await page.getByText("You may look at these settings.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Save" }).count(), 0);
  assert.equal(await page.getByRole("button", { name: "Delete" }).count(), 0);
  await close();
});

for (const dark of [false, true]) {
  test(`the table of lines is accessible, ${dark ? "dark" : "light"}`, async () => {
    const { page, settled, close } = await openConsole(browser, desk, { path: "/lines", dark });
    await page.getByRole("link", { name: "Acme support" }).waitFor();
    await settled();
    await accessible(page, "the table of lines");
    await close();
  });
}

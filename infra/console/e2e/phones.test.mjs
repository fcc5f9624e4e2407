// The phones of a desk in the browser: the tour, a message by microphone, a talk between two browsers, and what goes wrong.
import assert from "node:assert/strict";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessible, startBrowser, watch } from "./browser.mjs";
import { startDesk } from "./desk.mjs";

// voice is a WAV file that the fake microphone plays over and over: syllables, as loud as somebody near it.
function voice() {
  const rate = 48_000;
  const samples = rate * 4;
  const file = Buffer.alloc(44 + 2 * samples);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + 2 * samples, 4);
  file.write("WAVEfmt ", 8);
  [[16, 4], [1, 2], [1, 2], [rate, 4], [2 * rate, 4], [2, 2], [16, 2]].reduce((at, [value, size]) => file.writeUIntLE(value, at, size), 16);
  file.write("data", 36);
  file.writeUInt32LE(2 * samples, 40);
  for (let i = 0; i < samples; i++) {
    const seconds = i / rate;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 3 * seconds)) ** 2;
    const pitch = 130 + 40 * Math.sin(2 * Math.PI * 0.7 * seconds);
    const pulse = ((seconds * pitch) % 1) ** 4; // as of a throat: an even tone is no speech
    const breath = ((i * 7919) % 1000) / 1000 - 0.5;
    file.writeInt16LE(Math.round(16_000 * syllable * (pulse - 0.2 + 0.15 * breath)), 44 + 2 * i);
  }
  return file;
}

let desk, browser, folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "ringdown-voice-"));
  writeFileSync(join(folder, "voice.wav"), voice());
  browser = await startBrowser("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-audio-capture=${join(folder, "voice.wav")}`);
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

// Each test has a desk of its own: what one sets, and leaves open where it fails, is not there for the next.
const left = new Set();
beforeEach(async () => (desk = await startDesk()));
afterEach(async () => {
  for (const context of left) await context.close();
  left.clear();
  await desk?.end();
});

// opened opens the page of the phones; close fails on any error of the console or request that failed.
async function opened({ by = browser, at = desk, width = 1280, dark = false, prepare } = {}) {
  const context = await by.newContext({ viewport: { width, height: 900 }, locale: "en-GB", timezoneId: "Europe/Berlin", colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  left.add(context);
  const page = await context.newPage();
  const faults = watch(page);
  await prepare?.(page);
  await page.goto(at.url); // the one address that make run prints
  await page.locator("#callers [data-phone=caller]").waitFor();
  return {
    page,
    context,
    phone: (id) => page.locator(`[data-phone="${id}"]`),
    async close({ faulty = false } = {}) {
      await context.close();
      if (!faulty) assert.deepEqual(faults.found, [], "errors of the console and requests that failed");
    },
  };
}

// dial calls from a number of its own: a second message of a caller joins the alert of the first.
let numbers = 0;
async function dial(page) {
  await page.getByLabel("Your number").fill(`+14155552${String(++numbers).padStart(3, "0")}`);
  await page.getByRole("button", { name: "Call", exact: true }).click();
}

const step = (page, name) => page.locator("#tour-steps [aria-current=step]", { hasText: name }).waitFor();

test("the tour goes on by what is done, by keyboard alone, to an acknowledged alert", async () => {
  const { page, context, phone, close } = await opened();
  await accessible(page, "the phones before anybody called");
  await page.getByRole("button", { name: "Start the tour" }).press("Enter");
  await step(page, "Call");
  await page.getByRole("button", { name: "Show me" }).press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Call");
  await page.keyboard.press("Enter");
  await step(page, "Answer");
  await page.getByText("Ana Lopez is on call, and the phone rings.").waitFor();
  await accessible(page, "a phone that rings");
  assert.match(await page.title(), /^Ana Lopez is rung/);
  await page.getByRole("button", { name: "Show me" }).press("Enter");
  await page.keyboard.press("Enter");
  await step(page, "Press 1");
  await phone("ana mobile").locator(".subtitle", { hasText: /press 1/i }).waitFor();
  await page.keyboard.press("1");
  await step(page, "Hang up");
  await phone("caller").getByText("Talks with Ana Lopez.").waitFor();
  await page.getByRole("button", { name: "Show me" }).press("Enter");
  await page.keyboard.press("Enter");
  await step(page, "Call again");
  await dial(page);
  await step(page, "Leave a message");
  await phone("caller").locator(".subtitle", { hasText: "press star" }).waitFor();
  await page.keyboard.press("*");
  await step(page, "Speak");
  await phone("caller").getByRole("button", { name: "Say it" }).press("Enter");
  await accessible(page, "a message that is recorded");
  await page.locator("#calls li", { hasText: "speaks for" }).waitFor();
  await phone("caller").focus();
  await page.keyboard.press("#");
  await step(page, "See the alert");
  const [alert] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "Open the alert" }).first().press("Enter")]);
  await step(page, "Acknowledge");
  await alert.getByRole("button", { name: "Acknowledge" }).click();
  await page.getByText("That was Ringdown").waitFor();
  await page.locator("#alerts .pill", { hasText: "acknowledged" }).first().waitFor();
  await page.getByRole("tab", { name: /Webhooks and orders/ }).click();
  await page.getByRole("listitem").filter({ hasText: "ring +1 415 555 0101" }).first().locator("summary").click();
  await page.getByText("POST /v1/calls").first().waitFor();
  await accessible(page, "the phones after the tour");
  await close();
});

test("a message by microphone is in the store, with speech, and can be heard", async () => {
  const { page, context, phone, close } = await opened();
  await page.getByRole("button", { name: "Microphone off" }).click();
  await page.getByRole("button", { name: "Microphone on" }).waitFor();
  await dial(page);
  await phone("caller").locator(".subtitle", { hasText: "press star" }).waitFor();
  await page.keyboard.press("*");
  await phone("caller").getByText("Your microphone is recorded.").waitFor();
  await page.locator("#calls details[open] li", { hasText: "hears the tone" }).waitFor();
  await page.waitForFunction(() => { // seven seconds of talk, by the page's own count
    const since = document.querySelector("[data-phone=caller] .since").textContent;
    globalThis.spoken ??= since;
    const seconds = (text) => text.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
    return seconds(since) - seconds(globalThis.spoken) >= 7;
  });
  await phone("caller").focus();
  await page.keyboard.press("#");
  await page.locator("#calls details[open] .told", { hasText: /Message: ([4-9]|1\d) s/ }).waitFor();
  const [alert] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "Open the alert" }).first().click()]);
  const address = await alert.locator("audio").getAttribute("src");
  const heard = await page.evaluate(async (src) => {
    const answer = await fetch(new URL(src).pathname + new URL(src).search);
    const bytes = await answer.arrayBuffer();
    const audio = await new OfflineAudioContext(1, 16000, 16000).decodeAudioData(bytes.slice(0));
    const samples = audio.getChannelData(0);
    return { kind: answer.headers.get("content-type"), rate: bytes.byteLength / audio.duration, seconds: audio.duration, loud: Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length) };
  }, address);
  assert.equal(heard.kind, "audio/mpeg");
  assert.ok(Math.abs(heard.rate - 4000) < 60, `every frame is decoded, and is of 32 kbit/s as the provider's: ${heard.rate} bytes a second`);
  assert.ok(heard.seconds > 5 && heard.seconds < 15, `it lasts ${heard.seconds} s`);
  assert.ok(heard.loud > 0.02, `what was said is in it: ${heard.loud}`);
  await close();
});

test("the music and the ringing are whole for a strict decoder", async () => {
  const { page, close } = await opened();
  for (const [name, seconds] of [["hold", 20.16], ["ringback", 6.012]]) {
    const plays = await page.evaluate(async (name) => {
      const bytes = await (await fetch(`/assets/${name}.mp3`)).arrayBuffer();
      return (await new OfflineAudioContext(1, 16000, 16000).decodeAudioData(bytes)).duration;
    }, name);
    assert.ok(Math.abs(plays - seconds) < 0.05, `${name} plays for ${plays} s of ${seconds}`);
  }
  await close();
});

test("two browsers play caller and responder, and hear each other", async () => {
  const one = await opened();
  const two = await opened({ dark: true, width: 360 });
  await two.phone("ana mobile").getByText("In another tab.").waitFor();
  await accessible(two.page, "phones that another tab holds, dark and narrow");
  await two.phone("ana mobile").getByRole("button", { name: "Take this phone" }).click();
  await one.page.getByText("The phone of Ana Lopez was taken by another tab.").waitFor();
  for (const { page } of [one, two]) {
    await page.getByRole("button", { name: "Microphone off" }).click();
    await page.getByRole("button", { name: "Microphone on" }).waitFor();
  }
  await dial(one.page);
  await two.phone("ana mobile").getByRole("button", { name: "Answer" }).click();
  await two.phone("ana mobile").locator(".subtitle", { hasText: /press 1/i }).waitFor();
  await two.phone("ana mobile").getByRole("button", { name: "1", exact: true }).click();
  await one.phone("caller").getByText("You and Ana Lopez hear each other.").waitFor();
  await two.phone("ana mobile").getByText("hear each other.").waitFor();
  await two.phone("ana mobile").getByRole("button", { name: "Hang up" }).click();
  await one.phone("caller").getByText("The call is over.").waitFor();
  await two.close();
  await one.phone("ana mobile").getByText("In no tab").waitFor();
  await one.phone("ana mobile").getByRole("button", { name: "Take this phone" }).click();
  await one.close();
});

test("busy, a number that does not exist, a mailbox, and the clock ten times as fast", async () => {
  const { page, phone, close } = await opened({ dark: true });
  await phone("ana mobile").getByLabel("When called, it").selectOption("busy");
  await phone("ana office").getByLabel("When called, it").selectOption("dead");
  await phone("ben").getByLabel("When called, it").selectOption("mailbox");
  await page.getByText("×10").click();
  await dial(page);
  await phone("ana mobile").getByText("Was called: busy.").waitFor();
  await phone("ana office").getByText("Was called: the number does not exist.").waitFor();
  await phone("ben").getByText("connected", { exact: true }).waitFor();
  await phone("cy").getByRole("button", { name: "Decline" }).click();
  await phone("cy").getByText("Declined.").waitFor();
  await accessible(page, "phones with every mode, dark");
  await page.getByText("Real time", { exact: true }).click();
  await phone("caller").getByRole("button", { name: "Hang up" }).click();
  for (const id of ["ana mobile", "ana office", "ben"]) await phone(id).getByLabel("When called, it").selectOption("rings");
  await close();
});

test("without microphone, voices and storage it says so, and works", async () => {
  const plain = await startBrowser();
  const { page, phone, close } = await opened({
    by: plain,
    prepare: async (page) => {
      await page.addInitScript(() => {
        Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
      });
      await page.route("**/phones/speech/*", (route) => route.abort());
    },
  });
  await page.getByRole("button", { name: "Microphone off" }).click();
  await page.getByText(/There is no microphone|The microphone was refused/).first().waitFor();
  await page.getByRole("button", { name: "Sound on" }).click();
  await page.getByRole("button", { name: "Sound off" }).click();
  await dial(page);
  await phone("caller").getByText(/Neither this machine nor this browser has a voice for en-US: read along/).waitFor();
  await phone("caller").locator(".subtitle", { hasText: "press star" }).waitFor();
  await phone("caller").getByRole("button", { name: "Hang up" }).click();
  await phone("caller").getByText("The call is over.").waitFor();
  await close({ faulty: true });
  await plain.close();
});

test("a desk that stops is told, and one that is back is found", async () => {
  const mortal = await startDesk();
  const { page, phone, close } = await opened({ at: mortal });
  await page.getByRole("button", { name: "Not now" }).click();
  await mortal.end();
  await page.getByText("The desk does not answer. Start it with make run").waitFor();
  assert.equal(await page.getByRole("button", { name: "Call", exact: true }).isDisabled(), true);
  await accessible(page, "a desk that has stopped");
  const again = await startDesk({ port: new URL(mortal.url).port });
  await page.locator("#banner").waitFor({ state: "hidden" });
  await dial(page);
  await phone("ana mobile").getByText(/It rings, and shows/).waitFor();
  await close({ faulty: true }); // the browser reports each try
  await again.end();
});

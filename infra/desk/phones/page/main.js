// The page: it draws what the desk says, and sends what the visitor does.
import { by, clockTime, make, show, write } from "./dom.js";
import { Microphone } from "./microphone.js";
import { Outbox, Requests, Transcripts } from "./panels.js";
import { PhoneCard } from "./phone.js";
import { Connection } from "./socket.js";
import { Sound } from "./sound.js";
import { begin, caller, newState, now, responders, take } from "./state.js";
import { Talks } from "./talk.js";
import { steps, Tour } from "./tour.js";

const state = newState();
const cards = new Map();
const tour = new Tour();
const transcripts = new Transcripts();
const requests = new Requests();
const outbox = new Outbox((alert) => {
  if (alert) tour.opened = true;
  draw();
});
const page = {
  listening: "caller",
  note: "",
  pace: 1,
  microphone: "off",
  microphoneSays: "",
  noteOf: (phone) => (phone.id === page.listening && phone.state !== "idle" ? page.note : ""),
  talkState: (phone, leg) => talks.state(phone, leg),
};

const connection = new Connection({ onMessage, onState });
const sound = new Sound((note) => {
  page.note = note;
  draw();
});
const microphone = new Microphone(picked, microphoneChanged);
const talks = new Talks(connection, microphone, () => draw());

function onMessage(message) {
  const kind = take(state, message);
  if (kind === "notice" || kind === "refused") notice(message.says, kind === "refused");
  if (kind === "signal") talks.hears(message);
  draw();
}

function onState(connected, more) {
  if (connected === "open") begin(state);
  state.connection = connected;
  const seconds = typeof more === "number" ? Math.max(1, Math.round(more / 1000)) : 0;
  const says = {
    open: "",
    lost: `The connection to the desk is lost. Calls go on there, and you keep your phones for 15 seconds; trying again in ${seconds} s.`,
    stopped: `The desk does not answer. Start it with make run: this page comes back by itself. What it shows is how things stood. Trying again in ${seconds} s.`,
    refused: `The desk closed this page's connection: ${more}. Reload the page to go on here.`,
  }[connected];
  write(by("banner"), says ?? "");
  show(by("banner"), Boolean(says));
  by("banner").classList.toggle("error", Boolean(says));
  if (connected !== "open") quiet();
  draw();
}

function quiet() {
  sound.stop();
  for (const id of [...sound.rings.keys()]) sound.stopRinging(id);
}

// notice shows a sentence for a while; the log keeps it for who reads later.
function notice(text, bad) {
  const close = make("button", { type: "button", class: "plain", "aria-label": "Dismiss" }, "×");
  const one = make("p", { class: bad ? "banner error" : "banner" }, text, close);
  close.addEventListener("click", () => one.remove());
  by("notices").append(one);
  while (by("notices").children.length > 3) by("notices").firstElementChild.remove();
  setTimeout(() => one.remove(), 12_000);
}

function picked(samples) {
  if (page.pace > 1) return;
  for (const phone of state.phones.values()) if (phone.holder === "you" && phone.listen) connection.sound(phone.id, samples);
}

function microphoneChanged() {
  page.microphone = tour.microphone = microphone.state;
  page.microphoneSays = microphone.says;
  const button = by("microphone");
  button.setAttribute("aria-pressed", String(microphone.state === "on"));
  write(button, { off: "Microphone off", asking: "Asking …", on: "Microphone on", refused: "Microphone off" }[microphone.state]);
  if (microphone.says) notice(microphone.says, true);
  talks.microphoneChanged();
  draw();
}

// act does what the visitor does with a phone.
function act(verb, phone, more) {
  sound.unlock();
  if (["dial", "answer", "listen"].includes(verb)) page.listening = phone;
  switch (verb) {
    case "listen":
      return draw();
    case "dial":
      connection.do("dial", { phone, ...more });
      cards.get(phone).element.focus({ preventScroll: true });
      break;
    case "answer":
      connection.do("answer", { phone });
      cards.get(phone).element.focus({ preventScroll: true });
      break;
    case "press":
      sound.key(more);
      connection.do("press", { phone, keys: more });
      break;
    case "say":
      tour.said = true;
      connection.do("say", { phone, text: more, language: state.phones.get(phone)?.hears?.language ?? "" });
      break;
    case "mode":
      connection.do("mode", { phone, mode: more });
      break;
    default:
      connection.do(verb, { phone });
  }
  draw();
}

// draw brings the page up to date, once for all that came in one moment.
let drawing = false;
function draw() {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    drawNow();
  });
}

function drawNow() {
  page.pace = state.clock?.pace ?? 1;
  const list = [caller(state), ...responders(state)].filter(Boolean);
  drawCards(list);
  transcripts.update(state);
  outbox.update(state);
  requests.update(state);
  listen(list);
  talks.follow(list);
  for (const input of document.querySelectorAll("input[name=pace]")) {
    input.checked = Number(input.value) === page.pace;
    input.disabled = state.connection !== "open";
  }
  const ringing = list.find((p) => p.state === "ringing" && p.holder === "you");
  const title = ringing ? `${ringing.person} is rung – Ringdown` : "Phones – Ringdown";
  if (document.title !== title) document.title = title;
  if (state.desk?.console) {
    by("console").href = state.desk.console;
    show(by("console"), true);
  }
  drawTour();
}

function drawCards(list) {
  const ids = list.map((phone) => phone.id);
  for (const phone of list) {
    if (!cards.has(phone.id)) cards.set(phone.id, new PhoneCard(phone.id, act));
    cards.get(phone.id).update(phone, state, page);
  }
  for (const [id, card] of cards) {
    if (ids.includes(id)) continue;
    card.element.remove();
    cards.delete(id);
  }
  if (cards.has("caller") && !by("callers").children.length) by("callers").append(cards.get("caller").element);
  const root = by("cards");
  ids.filter((id) => id !== "caller").forEach((id, i) => {
    const { element } = cards.get(id);
    if (root.children[i] !== element) root.insertBefore(element, root.children[i] ?? null);
  });
}

// listen lets the visitor hear the phone that was used last, and every phone ring.
let heard = "";
function listen(list) {
  if (state.connection !== "open") return;
  for (const phone of list) {
    const rings = phone.holder === "you" && phone.state === "ringing";
    const far = phone.id === page.listening && phone.hears?.sound === "ringback";
    if (rings || far) sound.ringing(phone.id, far ? 0.03 : 0.09);
    else sound.stopRinging(phone.id);
  }
  const phone = list.find((p) => p.id === page.listening && p.holder === "you");
  const hears = phone?.state === "idle" ? null : phone?.hears;
  const key = hears ? `${phone.leg} ${hears.count} ${page.pace} ${sound.on}` : "";
  if (key === heard) return;
  heard = key;
  if (hears) sound.hear(hears, (now(state) - Date.parse(hears.at)) / 1000, page.pace);
  else sound.stop();
}

const after = "That was Ringdown: somebody was reached, and when nobody was, nothing was lost. Next: make a phone busy or give it a mailbox, run the clock ten times as fast, take a phone in a second browser, or change who is on call in the console.";
const invitation = "You call a support line, answer it as the person on call, leave a message, and see to its alert. Nothing is dialled for real.";

function drawTour() {
  if (state.connection === "open") tour.follow(state);
  if (tour.over) keep("tour", "done");
  const invites = tour.invites;
  const shown = invites || tour.running || tour.over;
  show(by("tour"), shown);
  show(by("tour-start"), !shown);
  for (const one of document.querySelectorAll(".pointed")) one.classList.remove("pointed");
  if (!shown) return;
  by("tour").classList.toggle("invites", invites);
  write(by("tour-title"), invites ? "New here? A tour of one minute" : "Tour of one minute");
  write(by("tour-count"), tour.over ? "done" : `step ${tour.at + 1} of ${steps.length}`);
  write(by("tour-text"), invites ? invitation : tour.over ? after : tour.says(state));
  drawSteps();
  const target = tour.running ? pointed() : null;
  target?.classList.add("pointed");
  show(by("tour-begin"), invites);
  by("tour-begin").disabled = state.connection !== "open";
  show(by("tour-go"), Boolean(target));
  show(by("tour-skip"), tour.running);
  write(by("tour-end"), tour.running ? "End" : invites ? "Not now" : "Close");
}

function drawSteps() {
  const list = by("tour-steps");
  if (!list.children.length) list.append(...steps.map((step) => make("li", {}, step.name)));
  [...list.children].forEach((item, i) => {
    item.className = i < tour.at ? "past" : i === tour.at ? "present" : "";
    if (i === tour.at) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
}

function pointed() {
  const name = tour.target(state);
  return name ? [...document.querySelectorAll("[data-tour]")].find((e) => e.dataset.tour === name && e.checkVisibility()) : null;
}

function beginTour() {
  sound.unlock();
  tour.begin(state);
  draw();
  by("tour").scrollIntoView({ block: "nearest" });
}
by("tour-begin").addEventListener("click", beginTour);
by("tour-start").addEventListener("click", beginTour);
by("tour-go").addEventListener("click", () => {
  const target = pointed();
  target?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  target?.focus({ preventScroll: true });
});
by("tour-skip").addEventListener("click", () => {
  tour.enter(tour.at + 1);
  draw();
});
by("tour-end").addEventListener("click", () => {
  keep("tour", "done");
  tour.end();
  draw();
  by("phones").focus({ preventScroll: true });
});
by("sound").addEventListener("click", () => {
  sound.unlock();
  toggleSound();
  keep("sound", sound.on ? "on" : "off");
  draw();
});
by("microphone").addEventListener("click", () => {
  sound.unlock();
  microphone.toggle();
});
for (const input of document.querySelectorAll("input[name=pace]")) input.addEventListener("change", () => connection.do("pace", { pace: Number(input.value) }));

const tabs = [...document.querySelectorAll("[role=tab]")];
function choose(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    show(by(one.getAttribute("aria-controls")), one === tab);
  }
}
tabs.forEach((tab, i) => {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(i + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
});

// What a browser that denies storage does not keep is as it is without.
function keep(name, value) {
  try {
    localStorage.setItem(`ringdown.phones.${name}`, value);
  } catch {
    // this time only
  }
}
function kept(name) {
  try {
    return localStorage.getItem(`ringdown.phones.${name}`);
  } catch {
    return null;
  }
}
function toggleSound() {
  const on = sound.toggle();
  by("sound").setAttribute("aria-pressed", String(on));
  write(by("sound"), on ? "Sound on" : "Sound off");
}
if (kept("sound") === "off") toggleSound();
addEventListener("pointerdown", () => sound.unlock(), { once: true });
globalThis.speechSynthesis?.getVoices(); // browsers load them when first asked

setInterval(() => {
  if (!state.clock) return;
  write(by("time"), clockTime(new Date(now(state))));
  for (const phone of state.phones.values()) cards.get(phone.id)?.tick(phone, state);
  if (tour.running) drawTour();
}, 500);

write(by("zone"), Intl.DateTimeFormat().resolvedOptions().timeZone);
tour.invites = kept("tour") !== "done";
drawTour();
connection.open();

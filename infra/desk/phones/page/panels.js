// Beside the phones: what happened in each call, what people were told, and what passed between provider and product.
import { by, clockTime, duration, make, pretty, show, write } from "./dom.js";
import { lineOf, nameOf } from "./state.js";

// Transcripts are the calls, the latest first and open.
export class Transcripts {
  constructor() {
    this.root = by("calls");
    this.drawn = new Map();
  }

  update(state) {
    for (const call of state.calls.values()) {
      let one = this.drawn.get(call.id);
      if (!one) {
        if (this.drawn.size === 0) this.root.replaceChildren();
        for (const other of this.drawn.values()) other.element.open = false;
        one = this.begin();
        this.drawn.set(call.id, one);
      }
      this.fill(one, call, state);
    }
    for (const [id, one] of this.drawn) {
      if (state.calls.has(id)) continue;
      one.element.remove();
      this.drawn.delete(id);
    }
  }

  begin() {
    const one = { title: make("span"), lines: make("ol", { class: "lines", tabindex: "0" }), told: make("p", { class: "told" }), shown: 0 };
    one.element = make("details", { open: true, class: "call" }, make("summary", {}, one.title), one.lines, one.told);
    this.root.prepend(one.element);
    return one;
  }

  fill(one, call, state) {
    if (one.shown > call.lines.length) {
      one.lines.replaceChildren();
      one.shown = 0;
    }
    const atEnd = one.lines.scrollHeight - one.lines.scrollTop - one.lines.clientHeight < 40;
    const added = call.lines.slice(one.shown);
    for (const line of added) one.lines.append(this.line(line));
    one.shown = call.lines.length;
    if (added.length && atEnd) one.lines.scrollTop = one.lines.scrollHeight;
    const dialled = call.lines[0]?.what.replace("dials ", "") ?? "";
    const line = lineOf(state, dialled);
    const name = line ? nameOf(line) : pretty(dialled);
    write(one.title, `Call to ${name}${call.told ? ` – ${call.told.outcome}` : " – under way"}`);
    one.lines.setAttribute("aria-label", `Transcript of the call to ${name}`);
    write(one.told, call.told ? this.summary(call.told) : "");
    show(one.told, Boolean(call.told));
  }

  line(line) {
    return make("li", { class: line.ordered ? "ordered" : "" },
      make("span", { class: "at" }, duration(line.seconds)),
      make("span", { class: "who" }, line.ordered ? `Ringdown${line.who ? ` → ${line.who}` : ""}` : line.who),
      make("span", { class: "what" }, line.what));
  }

  summary(told) {
    const alerts = told.alerts.length ? ` Alerts: ${told.alerts.join(", ")}.` : "";
    const message = told.message && told.message !== "none" ? ` Message: ${told.message}.` : "";
    return `Outcome: ${told.outcome}. Rung: ${told.rung.join(", ") || "nobody"}.${alerts}${message}`;
  }
}

const channels = { topic: "Topic", sms: "Text message", email: "Email", push: "Push message", chat: "Chat", voice: "Call" };

// links are the addresses of this desk in a text: whatever else somebody wrote stays text.
export function links(text) {
  const found = text.match(/https?:\/\/[^\s"<>]+/g) ?? [];
  return [...new Set(found)].filter((address) => {
    try {
      return new URL(address).pathname.match(/^\/(alert|listen)\//) && sameDesk(address);
    } catch {
      return false;
    }
  });
}

// sameDesk allows for a desk that was opened by another of its names.
function sameDesk(address) {
  const { hostname, port } = new URL(address);
  return port === location.port && (hostname === location.hostname || ["127.0.0.1", "localhost", "[::1]"].includes(hostname));
}

// Outbox is what people were told.
export class Outbox {
  constructor(onOpen) {
    this.root = by("posted");
    this.alerts = by("alerts");
    this.count = by("outbox-count");
    this.last = 0;
    this.onOpen = onOpen;
  }

  update(state) {
    const open = state.alerts.filter((a) => a.status === "open").length;
    write(this.count, open ? `${open} open` : "");
    const drawn = JSON.stringify(state.alerts);
    if (this.drawn !== drawn) {
      this.drawn = drawn;
      this.alerts.replaceChildren(...state.alerts.map((a) => make("li", {}, make("span", { class: "pill", "data-state": a.status }, a.status), make("span", {}, `${a.subject}${a.by ? `: ${a.status} by ${a.by}` : ""}`), make("time", { class: "at" }, clockTime(new Date(a.at))))));
      show(this.alerts, state.alerts.length > 0);
    }
    const fresh = state.posted.filter((one) => one.n > this.last);
    if (!fresh.length) return;
    if (this.last === 0) this.root.replaceChildren();
    for (const one of fresh) this.root.prepend(this.message(one));
    this.last = fresh.at(-1).n;
  }

  message(one) {
    const machine = one.text.trimStart().startsWith("{");
    const found = links(one.text).map((address) => {
      const alert = new URL(address).pathname.startsWith("/alert/");
      return make("a", { class: "button", href: new URL(address).pathname, target: "_blank", rel: "noopener", "data-tour": alert ? "alert" : "listen", onclick: () => this.onOpen(alert) }, alert ? "Open the alert" : "Open the message");
    });
    const body = make("pre", { tabindex: "0", role: "region", "aria-label": `Text of ${one.title}` }, one.text);
    return make("article", { class: "message" },
      make("p", { class: "small" }, `${clockTime(new Date(one.at))} · ${channels[one.channel] ?? one.channel}${one.address ? ` to ${one.address}` : ", for programs that subscribe"}`),
      make("h3", {}, one.title),
      found.length ? make("p", { class: "buttons" }, ...found) : null,
      make("details", {}, make("summary", {}, machine ? "As programs get it" : "Read it"), body));
  }
}

// reading says in a few words what a request is about.
export function reading(one) {
  let body;
  try {
    body = JSON.parse(one.body ?? "");
  } catch {
    body = {};
  }
  if (one.way === "webhook") {
    if (body.status) return `${body.direction ?? "a"} leg: ${body.status}`;
    if (body.dtmf) return body.dtmf.digits ? `keys: ${body.dtmf.digits}` : "no keys";
    if (body.recording_url) return "a recording is ready";
    if (body.payload) return "the script has come to a mark";
    if (body.type) return body.type;
    if (one.path.endsWith("/answer")) return "a call: what shall it hear?";
    return one.path.split("/")[2] ?? one.path;
  }
  if (one.method === "POST" && one.path === "/v1/calls") return `ring ${pretty(body.to?.[0]?.number ?? "")}`;
  if (body.action === "hangup") return "hang up a leg";
  if (body.action === "transfer") return "give a leg another script";
  if (one.path.startsWith("/v1/files/")) return "fetch a recording";
  return `${one.method} ${one.path}`;
}

// Requests are webhooks and orders.
export class Requests {
  constructor() {
    this.root = by("requests");
    this.count = by("passed-count");
    this.last = 0;
  }

  update(state) {
    const fresh = state.passed.filter((one) => one.n > this.last);
    write(this.count, state.passed.length ? String(state.passed.at(-1).n) : "");
    if (!fresh.length) return;
    if (this.last === 0) this.root.replaceChildren();
    for (const one of fresh) this.root.prepend(this.request(one));
    while (this.root.children.length > 200) this.root.lastElementChild.remove();
    this.last = fresh.at(-1).n;
  }

  request(one) {
    const part = (title, text) => (text ? [make("p", { class: "label" }, title), make("pre", { tabindex: "0", role: "region", "aria-label": title }, text)] : []);
    return make("li", {}, make("details", {},
      make("summary", {}, make("span", { class: "at" }, clockTime(new Date(one.at))), make("span", { class: `way ${one.way}` }, one.way), make("span", { class: "what" }, reading(one)), make("span", { class: one.status >= 200 && one.status < 300 ? "status" : "status bad" }, String(one.status || "none"))),
      make("p", { class: "small" }, `${one.method} ${one.path}`), ...part("Sent", one.body), ...part("Answered", one.reply)));
  }
}

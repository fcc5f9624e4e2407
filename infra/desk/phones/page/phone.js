// A phone on the page: what is to be seen of it, and its keys.
import { duration, make, pretty, show, write } from "./dom.js";
import { lineOf, nameOf, now } from "./state.js";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const keyNames = { "*": "star", "#": "pound" };
const modes = [["rings", "rings"], ["mailbox", "has its mailbox answer"], ["busy", "is busy"], ["dead", "does not exist"]];
const endings = {
  completed: "The call is over.", busy: "Was called: busy.", timeout: "Rang, and nobody answered.", unanswered: "Rang, and nobody answered.",
  cancelled: "Rang, until the call went elsewhere.", rejected: "Declined.", failed: "Was called: the number does not exist.",
};
const callerEndings = { ...endings, cancelled: "You gave up.", failed: "The call could not be put through.", busy: "The line was busy." };
const sentence = "This is a test. Please call me back about the order of this morning.";

export class PhoneCard {
  constructor(id, act) {
    this.id = id;
    this.act = act;
    this.caller = id === "caller";
    const name = `phone-${id.replace(/\W+/g, "-")}`;
    const button = (label, style, what, deed) => make("button", { type: "button", class: style, "data-tour": `${what}:${id}`, onclick: deed }, label);
    this.title = make("h3", { id: `${name}-title` });
    this.number = make("p", { class: "number" });
    this.pill = make("span", { class: "pill" });
    this.since = make("span", { class: "since", "aria-hidden": "true" });
    this.sees = make("p", { class: "sees" });
    this.subtitle = make("p", { class: "subtitle", lang: "en" });
    this.screen = make("div", { class: "screen", role: "status" }, this.sees, this.subtitle);
    this.note = make("p", { class: "note" });
    this.speaker = make("button", { type: "button", class: "speaker", "aria-pressed": "false", onclick: () => act("listen", id) }, "Listen");
    this.answer = button("Answer", "primary good", "answer", () => act("answer", id));
    this.decline = button("Decline", "bad", "hang up", () => act("hang up", id));
    this.hangUp = button("Hang up", "bad", "hang up", () => act("hang up", id));
    this.buttons = make("div", { class: "buttons" }, this.answer, this.decline, this.hangUp, this.speaker);
    this.pad = make("div", { class: "pad", role: "group" }, ...keys.map((key) => make("button", { type: "button", "data-tour": `key ${key}:${id}`, "aria-label": keyNames[key], onclick: () => act("press", id, key) }, key)));
    this.pressed = make("p", { class: "pressed" });
    this.say = this.saying(name);
    this.element = make("article", { class: `phone${this.caller ? " caller" : ""}`, "aria-labelledby": `${name}-title`, tabindex: "-1", "data-phone": id },
      make("header", {}, this.title, this.pill, this.number, this.since),
      this.caller ? this.form(name) : null, this.screen, this.note, this.say, this.buttons, this.pad, this.pressed, this.caller ? null : this.foot(name));
    this.element.addEventListener("keydown", (event) => this.typed(event));
  }

  // form is what a caller fills in.
  form(name) {
    this.line = make("select", { id: `${name}-line` });
    this.from = make("input", { id: `${name}-from`, type: "tel", value: "+14155550199", autocomplete: "off", spellcheck: "false" });
    this.withheld = make("input", { type: "checkbox", onchange: () => (this.from.disabled = this.withheld.checked) });
    this.call = make("button", { type: "submit", class: "primary good", "data-tour": "call:caller" }, "Call");
    return (this.fields = make("form", { class: "dialling", onsubmit: (event) => (event.preventDefault(), this.act("dial", this.id, { to: this.line.value, from: this.withheld.checked ? "withheld" : this.from.value.trim() })) },
      make("label", { for: `${name}-line` }, "Line to call"), this.line,
      make("label", { for: `${name}-from` }, "Your number"), this.from,
      make("label", { class: "check" }, this.withheld, "Withhold the number"), this.call));
  }

  // saying is for who has no microphone.
  saying(name) {
    const words = make("input", { id: `${name}-words`, type: "text", value: sentence, maxlength: "300", autocomplete: "off" });
    return make("form", { class: "saying", hidden: true, onsubmit: (event) => (event.preventDefault(), words.value.trim() && this.act("say", this.id, words.value.trim())) },
      make("label", { for: `${name}-words` }, "Words to say without a microphone"), words, make("button", { type: "submit", "data-tour": `say:${this.id}` }, "Say it"));
  }

  foot(name) {
    this.mode = make("select", { id: `${name}-mode`, onchange: () => this.act("mode", this.id, this.mode.value) }, ...modes.map(([value, label]) => make("option", { value }, label)));
    this.take = make("button", { type: "button", onclick: () => this.act("take", this.id) }, "Take this phone");
    this.modeField = make("div", { class: "mode" }, make("label", { for: `${name}-mode` }, "When called, it"), this.mode);
    this.where = make("p", { class: "small" });
    return make("footer", {}, this.modeField, make("div", { class: "taking" }, this.take, this.where));
  }

  // typed presses keys while the phone has the focus, and nothing that is typed into a field.
  typed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select") || !keys.includes(event.key) || this.pad.hidden) return;
    event.preventDefault();
    this.act("press", this.id, event.key);
    const key = this.pad.children[keys.indexOf(event.key)];
    key.classList.add("down");
    setTimeout(() => key.classList.remove("down"), 150);
  }

  update(phone, state, page) {
    const mine = phone.holder === "you";
    const open = state.connection === "open";
    const { state: standing } = phone;
    this.element.dataset.state = standing;
    this.element.classList.toggle("elsewhere", !mine);
    write(this.title, this.caller ? "Caller" : phone.person);
    write(this.number, this.caller ? "Your phone for calling in" : [phone.label, pretty(phone.number)].filter(Boolean).join(" · "));
    const pills = { idle: this.caller ? "ready" : { rings: "ready", mailbox: "mailbox", busy: "busy", dead: "dead" }[phone.mode], dialling: "calling", ringing: "rings", up: phone.talks.length ? "talking" : "connected" };
    write(this.pill, pills[standing] ?? standing);
    this.pill.dataset.state = standing === "idle" && phone.mode !== "rings" ? "off" : standing;
    write(this.sees, this.says(phone, state));
    const spoken = phone.hears?.sound === "speech";
    this.subtitle.lang = (spoken && phone.hears.language) || "en";
    write(this.subtitle, spoken ? `“${phone.hears.text}”` : "");
    show(this.subtitle, spoken);
    const notes = [page.noteOf(phone), phone.talks.map((peer) => this.talk(phone, peer, page)).join(" "), this.recording(phone, page)].filter(Boolean).join(" ");
    write(this.note, notes);
    show(this.note, notes !== "");
    show(this.answer, mine && standing === "ringing");
    show(this.decline, mine && standing === "ringing");
    show(this.hangUp, mine && (standing === "up" || standing === "dialling"));
    show(this.buttons, mine && standing !== "idle");
    show(this.speaker, mine && (standing === "up" || standing === "dialling"));
    const listening = page.listening === this.id;
    this.speaker.setAttribute("aria-pressed", String(listening));
    write(this.speaker, listening ? "Listening" : "Listen");
    show(this.say, mine && phone.listen && page.microphone !== "on");
    show(this.pad, mine && (standing === "up" || (this.caller && standing === "dialling")));
    this.pad.setAttribute("aria-label", `Keys of ${this.caller ? "the caller's phone" : `the phone of ${phone.person}`}; type them while it has the focus`);
    write(this.pressed, phone.keys ? `Pressed: ${[...phone.keys].join(" ")}` : "");
    show(this.pressed, Boolean(phone.keys) && standing !== "idle");
    for (const button of this.element.querySelectorAll("button, select, input")) button.disabled = !open || (button === this.from && this.withheld.checked);
    if (this.caller) this.updateCaller(standing, state);
    else {
      show(this.take.parentElement, !mine);
      write(this.where, { another: "In another tab.", nobody: "In no tab: nobody answers." }[phone.holder] ?? "");
      show(this.modeField, mine);
      if (document.activeElement !== this.mode) this.mode.value = phone.mode;
    }
  }

  updateCaller(standing, state) {
    show(this.fields, standing === "idle");
    const lines = state.desk?.lines ?? [];
    const drawn = JSON.stringify(lines);
    if (this.drawn !== drawn) {
      const chosen = this.line.value;
      this.line.replaceChildren(...lines.map((line) => make("option", { value: line.line }, `${nameOf(line)} · ${pretty(line.number)}`)));
      if (lines.some((line) => line.line === chosen)) this.line.value = chosen;
      this.drawn = drawn;
    }
    if (lines.length === 0) this.call.disabled = true;
  }

  // says tells in words what is so.
  says(phone, state) {
    if (phone.state === "idle") return this.idle(phone, state);
    if (phone.state === "ringing") {
      const line = lineOf(state, phone.shown);
      return `It rings, and shows ${phone.shown ? pretty(phone.shown) : "no number"}${line ? `, ${nameOf(line)}` : ""}.`;
    }
    if (phone.talks.length) return `Talks with ${phone.talks.map((peer) => peer.name).join(" and ")}.`;
    switch (phone.hears?.sound) {
      case "ringback": return "It rings at the other end.";
      case "speech": return "Hears:";
      case "audio": return `Hears the recording ${phone.hears.text}.`;
      case "music": return "Hears music.";
      case "tone": return "Hears the tone.";
      case "quiet": return "The tone has sounded: speak now. # ends the message.";
      case "awaiting keys": return "A key is awaited.";
    }
    return phone.state === "dialling" ? "Dials." : "Hears nothing.";
  }

  idle(phone, state) {
    if (this.caller && state.desk && state.desk.lines.length === 0) return "There is no line to call: make one in the console.";
    if (phone.ended) {
      const [word] = phone.ended.split(" ");
      return (this.caller ? callerEndings : endings)[word] ?? `The call ended: ${phone.ended}.`;
    }
    if (this.caller) return "Choose a line, and call.";
    return { rings: "Waits for a call.", mailbox: "Its mailbox answers after 3 s.", busy: "In another call, as far as anybody can tell.", dead: "As if the number were given up." }[phone.mode];
  }

  talk(phone, peer, page) {
    if (peer.here) return "Both phones are in this tab. To speak with each other, open this address in a second tab or browser and take one of them there.";
    if (!peer.held) return `${peer.name} is played by a script: there is nobody to hear.`;
    switch (page.talkState(phone.id, peer.leg)) {
      case "connected": return page.microphone === "on" ? `You and ${peer.name} hear each other.` : `You can hear ${peer.name}. To be heard, turn your microphone on.`;
      case "failed": return `This browser and that of ${peer.name} did not find each other: the call is connected, but without sound.`;
    }
    return `Looking for the browser of ${peer.name} …`;
  }

  recording(phone, page) {
    if (!phone.listen) return "";
    if (page.microphone === "on") return page.pace > 1 ? "You are recorded, but the clock runs faster than you speak: set it to real time." : "Your microphone is recorded.";
    return page.microphone === "refused" ? page.microphoneSays : "Turn your microphone on above, or let the desk say something for you:";
  }

  // tick shows how long it has been like this.
  tick(phone, state) {
    const shown = phone.state !== "idle" && phone.since;
    write(this.since, shown ? duration((now(state) - Date.parse(phone.since)) / 1000) : "");
  }
}

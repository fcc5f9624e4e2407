// The tour: what to do next, said from what the page shows at this moment, and noticed when it is done.
import { caller, responders } from "./state.js";

const mine = (phone) => phone.holder === "you";
const idle = (state) => !caller(state) || caller(state).state === "idle";
const ringing = (state) => responders(state).find((p) => p.state === "ringing");
const up = (state) => responders(state).find((p) => p.state === "up" && mine(p));
const heard = (phone) => (phone?.hears?.text ?? "").toLowerCase();

// Each step is done when the page shows it. says and target come from the state: what rings is who is on call, not who is expected.
export const steps = [
  {
    name: "Call", target: () => "call:caller",
    says: () => "You are a customer. Press Call on the caller's phone.",
    done: (state) => !idle(state),
  },
  {
    name: "Answer",
    target: (state) => (idle(state) ? "call:caller" : ringing(state) && mine(ringing(state)) ? `answer:${ringing(state).id}` : null),
    says: (state) => {
      const phone = ringing(state);
      if (phone && !mine(phone)) return `The phone of ${phone.person} rings, in another tab: answer it there, or take it into this one.`;
      if (phone) return `${phone.person} is on call, and the phone rings. Press Answer on it.`;
      return idle(state) ? "The call is over. Press Call again." : "Ringdown welcomes the caller and looks up who is on call. A phone rings in a moment.";
    },
    done: (state) => Boolean(up(state)),
    past: (state) => caller(state)?.listen,
  },
  {
    name: "Press 1",
    target: (state) => (up(state) ? `key 1:${up(state).id}` : ringing(state) ? `answer:${ringing(state).id}` : idle(state) ? "call:caller" : null),
    says: (state) => {
      const phone = up(state);
      if (phone && heard(phone).includes("press 1")) return `Ringdown tells ${phone.person} who calls, and asks. Press 1 to take the call: a mailbox could not.`;
      if (phone) return `${phone.person} hears who calls. Press 1 to take the call.`;
      if (ringing(state)) return `The next phone rings, of ${ringing(state).person}. Press Answer on it.`;
      return idle(state) ? "The call is over. Press Call again." : "Nobody has taken the call yet: Ringdown rings the next phone.";
    },
    done: (state) => (caller(state)?.talks.length ?? 0) > 0,
    past: (state) => caller(state)?.listen,
  },
  {
    name: "Hang up", target: (state) => (up(state) ? `hang up:${up(state).id}` : "hang up:caller"),
    says: () => "The two are connected. In two browsers they would now hear each other. Hang up, on either phone.",
    done: (state) => idle(state),
  },
  {
    name: "Call again", target: () => "call:caller",
    says: () => "Now suppose that nobody answers. Press Call again, and let it ring.",
    done: (state) => !idle(state),
  },
  {
    name: "Leave a message",
    target: (state) => (idle(state) ? "call:caller" : starred(state) || !greeted(state) ? null : "key *:caller"),
    says: (state) => {
      if (idle(state)) return "The call is over. Press Call again, and let it ring.";
      if (starred(state)) return "Wait for the tone …";
      if (caller(state).talks.length) return "Somebody took the call. Hang up, call again, and let it ring.";
      return greeted(state)
        ? "Whoever does not want to wait leaves a message: press * on the caller's phone."
        : "Ringdown answers, and welcomes the caller …";
    },
    done: (state) => Boolean(caller(state)?.listen),
  },
  {
    name: "Speak",
    target: (state, page) => (!caller(state)?.listen ? null : page.said || page.microphone === "on" ? "key #:caller" : "say:caller"),
    says: (state, page) => {
      if (!caller(state)?.listen) return "Ringdown keeps the message, and listens whether anybody spoke in it …";
      if (page.microphone === "on") return "Speak into your microphone. Then press # on the caller's phone.";
      return page.said ? "Let it speak to its end. Then press #." : "Press Say it: the desk speaks for you. With your microphone on, you would speak yourself.";
    },
    done: (state, page) => told(state, page),
    again: (state, page) => idle(state) && page.since > 15_000, // nothing was said, so nobody is told
  },
  {
    name: "See the alert", target: () => "alert",
    says: (state, page) => page.newAlert(state)?.status === "open"
      ? "The team is told at once: by email, text, push, chat, whatever each of them chose. What arrives stands under Alerts. Press Open the alert."
      : "Somebody has acknowledged an alert of this caller before, so the message joined it, and who is at it was told. Press Open the alert.",
    done: (state, page) => page.opened,
    past: (state, page) => page.wasOpen && page.newAlert(state).status !== "open", // by another way
  },
  {
    name: "Acknowledge", target: () => "alert",
    says: () => "On the page that opened: listen to the message, and press Acknowledge. This page notices.",
    done: (state, page) => { const a = page.newAlert(state); return Boolean(a) && a.status !== "open"; },
  },
];

// told reports whether people were told of the message: of a new alert, or of one that it joined.
function told(state, page) {
  return state.alerts.some((a) => !page.alertsBefore.has(a.id)) || (state.posted.at(-1)?.n ?? 0) > page.postedBefore;
}

// greeted reports whether the line has answered, and * is offered: with the words, or by now.
function greeted(state) {
  const phone = caller(state);
  return phone.state === "up" && (heard(phone).includes("star") || phone.hears?.sound === "music");
}

// starred reports whether the caller is past the ringing.
function starred(state) {
  return heard(caller(state)).includes("after the tone");
}

// Tour goes through the steps. It is told of every change, and never waits for a click of its own.
export class Tour {
  constructor() {
    this.at = -1; // not begun
    this.invites = false;
    this.opened = this.said = false;
    this.alertsBefore = new Set();
    this.microphone = "off";
    this.entered = 0;
  }

  get running() {
    return this.at >= 0 && this.at < steps.length;
  }

  get over() {
    return this.at >= steps.length;
  }

  get since() {
    return performance.now() - this.entered;
  }

  begin(state) {
    this.opened = this.said = this.invites = this.wasOpen = false;
    this.alertsBefore = new Set(state.alerts.map((a) => a.id));
    this.enter(0);
  }

  enter(step) {
    this.at = step;
    this.entered = performance.now();
  }

  end() {
    this.invites = false;
    this.at = -1;
  }

  newAlert(state) {
    return state.alerts.find((a) => !this.alertsBefore.has(a.id)) ?? state.alerts[0];
  }

  // follow goes on as far as the page shows that steps are done.
  follow(state) {
    while (this.running) {
      const step = steps[this.at];
      if (step.name === "Leave a message") this.postedBefore = state.posted.at(-1)?.n ?? 0;
      if (step.name === "See the alert" && this.newAlert(state)?.status === "open") this.wasOpen = true;
      if (step.past?.(state, this)) this.enter(steps.findIndex((s) => s.name === (this.at < steps.length / 2 ? "Speak" : "Acknowledge")));
      else if (step.done(state, this)) this.enter(this.at + 1);
      else if (step.again?.(state, this)) this.enter(this.at - 2);
      else return;
    }
  }

  says(state) {
    return steps[this.at].says(state, this);
  }

  target(state) {
    return steps[this.at].target(state, this);
  }
}

// What the desk said, as one value. The desk sends states and not steps, so a page that was gone for a while misses nothing.

const passedMax = 200;
const postedMax = 200;

export function newState() {
  return { connection: "connecting", desk: null, phones: new Map(), calls: new Map(), passed: [], posted: [], alerts: [], clock: null };
}

// take adds a message of the desk. It returns the message's kind, or "" where it makes no sense.
export function take(state, message, at = performance.now()) {
  switch (message?.kind) {
    case "desk":
      state.desk = message;
      for (const id of state.phones.keys()) if (id !== "caller" && !message.phones.includes(id)) state.phones.delete(id);
      break;
    case "phone":
      state.phones.set(message.id, message);
      break;
    case "clock":
      state.clock = { now: Date.parse(message.now), pace: message.pace, at };
      break;
    case "transcript": {
      const call = state.calls.get(message.call) ?? { id: message.call, lines: [], told: null };
      call.lines.length = Math.min(call.lines.length, message.after);
      call.lines.push(...(message.lines ?? []));
      call.told = message.told ?? call.told;
      state.calls.set(message.call, call);
      break;
    }
    case "passed":
      state.passed = [...state.passed, ...message.list].slice(-passedMax);
      break;
    case "posted":
      state.posted = [...state.posted, ...message.list].slice(-postedMax);
      break;
    case "alerts":
      state.alerts = message.list;
      break;
    case "notice":
    case "refused":
    case "signal":
      break;
    default:
      return "";
  }
  return message.kind;
}

// begin forgets what a new connection tells again.
export function begin(state) {
  state.calls = new Map();
  state.passed = [];
  state.posted = [];
}

// now is the time on the desk.
export function now(state, at = performance.now()) {
  return state.clock ? state.clock.now + (at - state.clock.at) * state.clock.pace : Date.now();
}

export const caller = (state) => state.phones.get("caller");

// responders are the phones of the settings, in their order.
export function responders(state) {
  return (state.desk?.phones ?? []).map((id) => state.phones.get(id)).filter(Boolean);
}

export function lineOf(state, number) {
  const digits = (number ?? "").replace(/\D/g, "");
  return state.desk?.lines.find((line) => line.number.replace(/\D/g, "") === digits);
}

export const nameOf = (line) => line.description || line.line;

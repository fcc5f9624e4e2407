// What the browser keeps for us. Storage may be denied (a setting of the browser, a sandbox): then things are kept for as
// long as the page is open, and isKept says so, so that the frame can tell people.
const memory = new Map<string, string>();

function probe(kind: "sessionStorage" | "localStorage"): Storage | undefined {
  try {
    const storage = window[kind];
    storage.setItem("ringdown.probe", "1");
    storage.removeItem("ringdown.probe");
    return storage;
  } catch {
    return undefined;
  }
}

const session = probe("sessionStorage");
const local = probe("localStorage");

export const isKept = session !== undefined;

function read(storage: Storage | undefined, name: string): string | undefined {
  try {
    return storage?.getItem(name) ?? memory.get(name);
  } catch {
    return memory.get(name);
  }
}

function write(storage: Storage | undefined, name: string, value: string | undefined): void {
  try {
    if (value === undefined) {
      memory.delete(name);
      storage?.removeItem(name);
    } else if (storage) {
      storage.setItem(name, value);
    } else {
      memory.set(name, value);
    }
  } catch {
    if (value !== undefined) memory.set(name, value); // full, or denied since
  }
}

// Kept until the tab is closed: drafts, the sign-in.
export const tab = {
  get: (name: string) => read(session, name),
  set: (name: string, value: string | undefined) => write(session, name, value),
  names: () => {
    const names = new Set(memory.keys());
    for (let i = 0; session && i < session.length; i++) names.add(session.key(i) ?? "");
    return [...names];
  },
};

// Kept on this device: language, theme, widths.
export const device = {
  get: (name: string) => read(local, name),
  set: (name: string, value: string | undefined) => write(local, name, value),
};

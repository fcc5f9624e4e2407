// The one connection to the desk. It comes back by itself, and tells the page how things stand.

const waits = [500, 1000, 2000, 4000, 8000];

// session is known to the desk as long as this page lives, so that a lost socket loses no call. It is kept nowhere: a tab that was
// duplicated must not be taken for the first one.
function newSession() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}

export class Connection {
  constructor({ onMessage, onState }) {
    this.session = newSession();
    this.onMessage = onMessage;
    this.onState = onState;
    this.tries = 0;
    this.ended = false;
    // Out of the page's memory into which a browser may put it, the session is gone: close it as if the tab were closed.
    addEventListener("pagehide", () => this.end());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("online", () => this.again(0));
  }

  open() {
    this.ended = false;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/phones/socket`);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ do: "hello", session: this.session }));
    socket.onmessage = (event) => {
      let message;
      try {
        message = JSON.parse(event.data);
      } catch {
        return; // not of this desk's version; what follows may be
      }
      if (this.tries !== -1) {
        this.tries = -1;
        this.onState("open");
      }
      this.onMessage(message);
    };
    socket.onclose = (event) => {
      if (this.socket !== socket || this.ended) return;
      const opened = this.tries === -1;
      if (opened) this.tries = 0;
      if (event.code === 1008) {
        this.ended = true;
        this.onState("refused", event.reason || "the desk refused this page");
        return;
      }
      const wait = waits[Math.min(this.tries, waits.length - 1)];
      this.onState(event.code === 1001 || (!opened && this.tries > 1) ? "stopped" : "lost", wait);
      this.again(wait);
    };
  }

  again(wait) {
    if (this.ended || this.tries === -1) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.tries++;
      this.open();
    }, wait);
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket?.close(1000);
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  // do sends what the visitor does; false: there is no connection.
  do(verb, fields = {}) {
    if (!this.isOpen) return false;
    this.socket.send(JSON.stringify({ do: verb, ...fields }));
    return true;
  }

  // sound sends what a microphone picked up at a phone.
  sound(phone, samples) {
    if (!this.isOpen || this.socket.bufferedAmount > 1 << 18) return;
    const name = new TextEncoder().encode(phone);
    const frame = new Uint8Array(2 + name.length + samples.length * 2);
    frame[0] = 1;
    frame[1] = name.length;
    frame.set(name, 2);
    const view = new DataView(frame.buffer);
    for (let i = 0; i < samples.length; i++) view.setInt16(2 + name.length + 2 * i, samples[i], true);
    this.socket.send(frame);
  }
}

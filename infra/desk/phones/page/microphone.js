// The visitor's microphone: asked for once, listened to while a recording runs, and part of a talk between two tabs.

// why says in words what became of asking for it.
function why(error) {
  switch (error?.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "The microphone was refused. Allow it in the browser's settings of this page, or type what you would say: it is spoken for you.";
    case "NotFoundError":
    case "OverconstrainedError":
      return "There is no microphone. Type what you would say: it is spoken for you.";
    case "NotReadableError":
      return "Another program holds the microphone. End it and try again, or type what you would say.";
  }
  return "The microphone cannot be used here. Type what you would say: it is spoken for you.";
}

export class Microphone {
  constructor(onPiece, onChange) {
    this.onPiece = onPiece;
    this.onChange = onChange;
    this.state = "off"; // off, asking, on, refused
    this.level = 0;
    this.says = "";
  }

  async toggle() {
    if (this.state === "on") this.end();
    else if (this.state !== "asking") await this.begin();
  }

  change(state, says = "") {
    this.state = state;
    this.says = says;
    this.onChange();
  }

  async begin() {
    if (!navigator.mediaDevices?.getUserMedia) {
      const local = `http://127.0.0.1${location.port ? `:${location.port}` : ""}`;
      this.change("refused", globalThis.isSecureContext ? why() : `Browsers give a microphone to secure addresses alone. On the desk's own machine open ${local}; here, type what you would say.`);
      return;
    }
    this.change("asking");
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
      this.context = new AudioContext();
      await this.context.audioWorklet.addModule(new URL("worklet.js", import.meta.url));
      const node = new AudioWorkletNode(this.context, "microphone");
      node.port.onmessage = ({ data }) => {
        let sum = 0;
        for (const sample of data) sum += sample * sample;
        this.level = Math.sqrt(sum / data.length) / 32767;
        this.onPiece(data);
      };
      this.context.createMediaStreamSource(this.stream).connect(node);
      // Some browsers run only what leads to the loudspeaker; the worklet gives silence.
      node.connect(this.context.destination);
      await this.context.resume();
      for (const track of this.stream.getTracks()) track.onended = () => (this.end(), this.change("refused", "The microphone is gone: it was unplugged, or the browser took it back."));
      this.change("on");
    } catch (error) {
      this.end();
      this.change("refused", why(error));
    }
  }

  get track() {
    return this.stream?.getAudioTracks()[0] ?? null;
  }

  end() {
    for (const track of this.stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.context?.close().catch(() => {});
    this.stream = this.context = undefined;
    this.level = 0;
    this.change("off");
  }
}

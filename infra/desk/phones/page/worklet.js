// Runs beside the page: brings what a microphone picks up to the 16 kHz of a telephone, in pieces of 100 ms.

const rate = 16000;
const pieceSize = 1600;

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / rate;
    this.place = 0; // of the next sample, in what is left
    this.left = [];
    this.piece = new Int16Array(pieceSize);
    this.size = 0;
  }

  process([input]) {
    const channel = input[0];
    if (!channel) return true;
    const samples = this.left.concat(Array.from(channel));
    let place = this.place;
    // The mean over the stretch that one sample stands for: it keeps out most of what a telephone cannot carry.
    for (; place + this.step <= samples.length; place += this.step) {
      const from = Math.floor(place);
      const until = Math.max(from + 1, Math.floor(place + this.step));
      let sum = 0;
      for (let i = from; i < until; i++) sum += samples[i];
      this.piece[this.size++] = Math.max(-1, Math.min(1, sum / (until - from))) * 32767;
      if (this.size === pieceSize) {
        this.port.postMessage(this.piece.slice());
        this.size = 0;
      }
    }
    const used = Math.floor(place);
    this.left = samples.slice(used);
    this.place = place - used;
    return true;
  }
}

registerProcessor("microphone", Microphone);

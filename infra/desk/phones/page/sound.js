// What is to be heard: ringing, tones and keys are made here, speech and music come by address, and where the machine has no
// voice the browser's own speaks.

const ring = { frequencies: [440, 480], on: 2, off: 4 }; // as phones of North America are rung (ITU-T E.180)
const keyTones = { 1: [697, 1209], 2: [697, 1336], 3: [697, 1477], 4: [770, 1209], 5: [770, 1336], 6: [770, 1477], 7: [852, 1209], 8: [852, 1336], 9: [852, 1477], "*": [941, 1209], 0: [941, 1336], "#": [941, 1477] };

export class Sound {
  constructor(onNote) {
    this.on = true;
    this.onNote = onNote; // told what cannot be heard, and why
    this.player = new Audio();
    this.player.preload = "auto";
    this.player.addEventListener("error", () => this.player.src && this.failed());
    this.rings = new Map();
  }

  // unlock is called by a click: browsers are silent before.
  unlock() {
    this.context ??= new AudioContext();
    if (this.context.state === "suspended") this.context.resume().catch(() => {});
  }

  toggle() {
    this.on = !this.on;
    if (!this.on) {
      this.stop();
      for (const id of [...this.rings.keys()]) this.stopRinging(id);
    }
    return this.on;
  }

  beep(frequencies, seconds, level = 0.08) {
    if (!this.on || !this.context) return null;
    const gain = this.context.createGain();
    const at = this.context.currentTime;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(level, at + 0.02);
    gain.gain.setValueAtTime(level, at + seconds - 0.03);
    gain.gain.linearRampToValueAtTime(0, at + seconds);
    gain.connect(this.context.destination);
    for (const frequency of frequencies) {
      const tone = this.context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(gain);
      tone.start(at);
      tone.stop(at + seconds);
    }
    return gain;
  }

  key(key) {
    this.beep(keyTones[key] ?? [], 0.12, 0.05);
  }

  // ringing lets a phone ring, or a caller hear it ring far away, until stopRinging.
  ringing(id, level) {
    if (this.rings.has(id) || !this.on || !this.context) return;
    const one = () => this.beep(ring.frequencies, ring.on, level);
    const entry = { gain: one() };
    entry.timer = setInterval(() => (entry.gain = one()), (ring.on + ring.off) * 1000);
    this.rings.set(id, entry);
  }

  stopRinging(id) {
    const entry = this.rings.get(id);
    if (!entry) return;
    clearInterval(entry.timer);
    entry.gain?.disconnect();
    this.rings.delete(id);
  }

  stop() {
    this.heard = null;
    this.player.pause();
    this.player.removeAttribute("src");
    globalThis.speechSynthesis?.cancel();
  }

  // hear plays what a leg hears, from where it is by now.
  hear(sound, elapsed, pace) {
    this.stop();
    if (!this.on) return;
    this.heard = sound;
    this.onNote("");
    if (sound.sound === "tone") this.beep([1000], 0.4, 0.12);
    if (!["speech", "audio", "music"].includes(sound.sound)) return;
    if (pace > 2) {
      this.onNote("The clock runs too fast to listen: read along, or set it to real time.");
      return;
    }
    if (sound.audio) this.play(sound, elapsed);
    else if (sound.sound === "speech") this.speak(sound);
    else this.onNote("This recording is on another host: it is not fetched from here.");
  }

  play(sound, elapsed) {
    const player = this.player;
    player.loop = sound.sound === "music";
    player.volume = sound.sound === "music" ? 0.5 : 1;
    player.src = sound.audio;
    player.onloadedmetadata = () => {
      if (this.heard !== sound) return;
      // The network takes its own time for a sentence; the voice keeps to it, within what still sounds like one.
      if (sound.sound === "speech" && sound.seconds > 0) player.playbackRate = Math.min(1.4, Math.max(0.8, player.duration / sound.seconds));
      else player.playbackRate = 1;
      const at = elapsed * player.playbackRate;
      if (at > 0.7 && Number.isFinite(player.duration)) player.currentTime = player.loop ? at % player.duration : Math.min(at, player.duration);
    };
    player.play().catch((error) => {
      if (this.heard === sound && error.name === "NotAllowedError") this.onNote("The browser plays nothing before you click somewhere on this page.");
    });
  }

  failed() {
    const sound = this.heard;
    if (sound?.sound === "speech") this.speak(sound);
    else if (sound) this.onNote("This recording cannot be played: read along.");
  }

  speak(sound) {
    const synthesis = globalThis.speechSynthesis;
    const language = sound.language || "en-US";
    const voices = synthesis?.getVoices() ?? [];
    const voice = voices.find((v) => v.lang.replace("_", "-").toLowerCase() === language.toLowerCase()) ?? voices.find((v) => v.lang.slice(0, 2) === language.slice(0, 2));
    if (!voice) {
      this.onNote(`Neither this machine nor this browser has a voice for ${language}: read along. With espeak-ng installed, the desk speaks.`);
      return;
    }
    const utterance = new SpeechSynthesisUtterance(sound.text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = 1.1;
    synthesis.speak(utterance);
  }
}

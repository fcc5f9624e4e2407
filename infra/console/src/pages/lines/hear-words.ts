import type { Texts } from "../../words/language";

const en = {
  title: "What a caller would hear",
  about: "A call that is only played, with what this form says now, saved or not. Nobody is rung.",
  at: "At",
  atHint: "Now, when left empty; in this device's zone",
  keys: "Keys the caller presses",
  keysHint: "One after the other, whenever they are asked",
  who: "Who picks up",
  nobody: "Nobody",
  play: "Play the call",
  speak: "Speak it",
  outcome: (outcome: string) => (outcome ? `It ends: ${outcome}.` : "It goes on for longer than is shown."),
  does: {
    dials: "dials", hears: "hears", plays: "hears the recording", music: "hears music", tone: "hears the tone", asked: "is asked for a key", presses: "presses", speaks: "speaks",
    rings: "rings", "picks up": "picks up", talks: "talks with", ends: "ends", alert: "is told:", "goes on": "goes on", "not asked": "is not asked",
  } as Record<string, string>,
};

const de: typeof en = {
  title: "Was ein Anrufer hören würde",
  about: "Ein nur gespielter Anruf, mit dem, was dieses Formular jetzt sagt, gespeichert oder nicht. Niemand wird angerufen.",
  at: "Zeitpunkt",
  atHint: "Leer ist jetzt; in der Zone dieses Geräts",
  keys: "Tasten, die der Anrufer drückt",
  keysHint: "Nacheinander, wann immer gefragt wird",
  who: "Wer abhebt",
  nobody: "Niemand",
  play: "Anruf spielen",
  speak: "Vorsprechen",
  outcome: (outcome) => (outcome ? `Es endet: ${outcome}.` : "Es geht länger weiter als gezeigt."),
  does: {
    dials: "wählt", hears: "hört", plays: "hört die Aufnahme", music: "hört Musik", tone: "hört den Ton", asked: "wird nach einer Taste gefragt", presses: "drückt", speaks: "spricht",
    rings: "klingelt", "picks up": "hebt ab", talks: "spricht mit", ends: "endet", alert: "wird benachrichtigt:", "goes on": "geht weiter", "not asked": "wird nicht gefragt",
  },
};

export const hearTexts: Texts<typeof en> = { en, de };

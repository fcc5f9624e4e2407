import { language } from "../../words/language";
import type { Choice } from "../../form/fields";

// tags are the languages that Ringdown has words for; others can be given in the account's settings.
const tags = ["en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "it-IT", "pt-BR", "nl-NL", "pl-PL", "sv-SE", "da-DK", "nb-NO", "fi-FI", "cs-CZ", "tr-TR", "ja-JP", "cmn-CN"];

export function languages(): Choice[] {
  const names = new Intl.DisplayNames([language()], { type: "language" });
  return tags.map((tag) => ({ value: tag, label: names.of(tag === "cmn-CN" ? "zh-CN" : tag) ?? tag, about: tag }));
}

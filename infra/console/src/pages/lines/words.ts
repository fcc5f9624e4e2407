import type { Texts } from "../../words/language";
import { english } from "./english";
import { german } from "./german";

export const lineTexts: Texts<typeof english> = { en: english, de: german };

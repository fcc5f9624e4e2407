// Writes src/api/limits.ts: the bounds and defaults that the API's document states of numbers, so that a form says what the check
// will say.
import { readFileSync, writeFileSync } from "node:fs";

const document = JSON.parse(readFileSync(new URL("../../../shared/api/document/openapi.json", import.meta.url), "utf8"));
const lines = [];
for (const name of ["Line", "Attendant", "Ring", "Voicemail", "CallLimits", "Layer", "NotifyRule"]) {
  for (const [key, property] of Object.entries(document.components.schemas[name]?.properties ?? {})) {
    if (property.minimum === undefined && property.maximum === undefined) continue;
    lines.push(`  "${name}.${key}": ${JSON.stringify({ least: property.minimum, most: property.maximum, usual: property.default })},`);
  }
}
writeFileSync(
  new URL("../src/api/limits.ts", import.meta.url),
  `// Made of the API's document by bundle/limits.mjs.\nexport interface Limit {\n  least?: number;\n  most?: number;\n  usual?: number;\n}\n\nexport const limits: Record<string, Limit> = {\n${lines.join("\n")}\n};\n`,
);

// Writes dist/licences.txt: what the bundle is made of, with each library's licence. The bundle itself carries no notices.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
const allowed = new Set(["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "Unlicense"]);

const parts = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === "" || entry.dev || entry.optional || entry.peer === true && entry.dev) continue;
  const folder = join(root, path);
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!allowed.has(license)) {
    throw new Error(`${name} ${version} has the licence ${license}: read it, and add it to the list in bundle/licences.mjs or leave the library`);
  }
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim().replace(/\r\n/g, "\n"));
  parts.push({ name, version, text: [`${name} ${version} (${license})`, ...texts].join("\n\n") });
}
parts.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
const head = "The console of Ringdown contains the following libraries.";
writeFileSync(join(root, "dist", "licences.txt"), [head, ...parts.map((part) => part.text)].join(`\n\n${"-".repeat(80)}\n\n`) + "\n");
console.log(`licences.txt: ${parts.length} libraries`);

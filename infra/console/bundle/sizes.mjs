// Prints what the first page and each route weigh, compressed, and fails where the first page is over its bound.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const firstPageMost = 350_000; // bytes: two seconds on a slow phone's line
const dist = new URL("../dist/", import.meta.url).pathname;
const weigh = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);

// A script brings the scripts that it imports, and the styles that the build notes beside its import.
function closure(files, seen = new Set()) {
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    if (!file.endsWith(".js")) continue;
    const body = readFileSync(join(dist, file), "utf8");
    closure([...body.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map((match) => match[1]), seen);
  }
  return seen;
}

const index = readFileSync(join(dist, "index.html"), "utf8");
const first = closure([...index.matchAll(/(?:src|href)="\/console\/([^"]+)"/g)].map((match) => match[1]));
first.add("index.html").add("all.en.js");
const firstPage = [...first].reduce((sum, file) => sum + weigh(file), 0);
console.log(`first page ${kB(firstPage)}  (${[...first].sort().join(" ")})`);
for (const file of readdirSync(dist).filter((name) => !first.has(name) && /\.(js|css)$/.test(name)).sort()) {
  console.log(`           ${kB(weigh(file))}  ${file}`);
}
const all = readdirSync(dist).reduce((sum, file) => sum + weigh(file), 0);
console.log(`everything ${kB(all)}`);
if (firstPage > firstPageMost) {
  console.error(`the first page is over ${kB(firstPageMost)}: load more of it with its route`);
  process.exit(1);
}

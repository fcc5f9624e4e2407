// A desk of the tests: the real product, built and started on a free port with nothing kept between runs.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const top = new URL("../../..", import.meta.url).pathname;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

let binary;
function build() {
  if (binary) return binary;
  const folder = mkdtempSync(join(tmpdir(), "ringdown-e2e-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  binary = join(folder, "dev");
  const made = spawnSync("go", ["build", "-o", binary, "./infra/dev"], { cwd: top, stdio: ["ignore", "inherit", "inherit"] });
  if (made.status !== 0) throw new Error("go build ./infra/dev failed");
  return binary;
}

// startDesk returns a running desk: its address, what can be asked of it, and how it ends.
export async function startDesk({ config, port } = {}) {
  const program = build();
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const args = ["serve", "--addr", address, "--state", "", "--outbox", ""];
  if (config) args.push("--config", join(top, config));
  const running = spawn(program, args, { cwd: top, stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  running.stdout.on("data", (part) => (told += part));
  running.stderr.on("data", (part) => (told += part));
  const url = `http://${address}`;
  const until = Date.now() + 30_000;
  while (true) {
    if (running.exitCode !== null) throw new Error(`the desk ended: ${told}`);
    const there = await fetch(`${url}/desk/`).then((r) => r.ok, () => false);
    if (there) break;
    if (Date.now() > until) throw new Error(`the desk did not start: ${told}`);
    await new Promise((resolve) => setTimeout(resolve, 50)); // its start is all that is waited for
  }
  const desk = {
    url,
    token(role = "admin") {
      const made = spawnSync(program, ["token", "--role", role, "--addr", address], { encoding: "utf8" });
      if (made.status !== 0) throw new Error(made.stderr);
      return made.stdout.trim();
    },
    // api asks the API past the console, to prepare what a test finds, or to look at what it did.
    async api(method, path, body, headers = {}) {
      desk.admin ??= desk.token();
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${desk.admin}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, tag: answer.headers.get("etag"), body: text ? JSON.parse(text) : undefined };
    },
    // call places a call and returns its id and the transcript, once it is over.
    async call(script, to) {
      const answer = await fetch(`${url}/desk/call`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ script, to }) });
      const placed = await answer.json();
      if (!answer.ok) throw new Error(JSON.stringify(placed));
      const followed = await fetch(url + placed.transcript).then((r) => r.text());
      return { id: placed.call, transcript: followed };
    },
    async end() {
      if (running.exitCode === null) {
        running.kill("SIGTERM");
        await new Promise((resolve) => running.once("exit", resolve));
      }
    },
  };
  return desk;
}

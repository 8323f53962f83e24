/** Programs that are measured: started, read line by line, looked at from outside, ended. */

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** How long anything may take before the run fails, in ms. */
const PATIENCE = 120_000;
const running = new Set();

// What this program started ends with it, however that comes.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

export class Program {
  #child;
  #lines = [];
  #waiting;

  constructor(command, options, { cwd } = {}) {
    this.name = `${command} ${options.join(" ")}`;
    this.#child = spawn(command, options, { cwd, stdio: ["pipe", "pipe", "pipe"] });
    this.pid = this.#child.pid;
    running.add(this.#child);
    this.#child.stdin.on("error", () => {});
    this.ended = new Promise((resolve) => {
      this.#child.on("exit", resolve);
      this.#child.on("error", resolve);
    }).then((code) => {
      running.delete(this.#child);
      this.#take({ event: "ended", code });
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#take(parsed(line)));
    createInterface({ input: this.#child.stderr }).on("line", (line) => {
      this.#take({ event: "line", line });
      if (process.env.BENCH_DEBUG) console.error(`${command}: ${line}`);
    });
  }

  #take(event) {
    if (this.#waiting?.matches(event)) this.#waiting.resolve(event);
    else if (event.event === "ended") this.#waiting?.reject(new Error(`${this.name} ended`));
    // What nobody waits for is forgotten, but for what came before the first who waits.
    else if (this.#lines.length < 100) this.#lines.push(event);
    this.onEvent?.(event);
  }

  /** Waits for an event that matches; those before it are passed over. */
  async event(matches) {
    const known = this.#lines.findIndex(matches);
    const passed = this.#lines.splice(0, known === -1 ? this.#lines.length : known + 1);
    if (known !== -1) return passed[known];
    let timer;
    try {
      return await new Promise((resolve, reject) => {
        const give = () => reject(new Error(`nothing came of ${this.name} within ${PATIENCE} ms`));
        timer = setTimeout(give, PATIENCE);
        this.#waiting = { matches, resolve, reject };
      });
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
    }
  }

  named(name) {
    return this.event(({ event }) => event === name);
  }

  say(line) {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Says a line, and hands over the bytes that belong to it. */
  sayWith(line, body) {
    const { stdin } = this.#child;
    stdin.cork();
    stdin.write(`${line}\n`);
    stdin.write(body);
    stdin.uncork();
  }

  async stop() {
    this.#child.stdin.end();
    this.#child.kill("SIGTERM");
    const kill = setTimeout(() => this.#child.kill("SIGKILL"), 3_000);
    await this.ended;
    clearTimeout(kill);
  }

  /** Processor time that it and its children have used, in ms. */
  cpu() {
    return tree(this.pid).reduce((sum, pid) => sum + cpuOf(pid), 0);
  }

  /** Resident memory of it and its children, in bytes. */
  memory() {
    return tree(this.pid).reduce((sum, pid) => sum + residentOf(pid), 0);
  }
}

/** Ours and our load clients print JSON lines; other tools print what they like. */
function parsed(line) {
  try {
    const event = JSON.parse(line);
    if (typeof event?.event === "string") return event;
  } catch {}
  return { event: "line", line };
}

function tree(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ");
    return [pid, ...children.filter(Boolean).flatMap(tree)];
  } catch {
    return [];
  }
}

function cpuOf(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const nanoseconds = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
    );
    return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
  } catch {
    return 0;
  }
}

function residentOf(pid) {
  try {
    const [, kilobytes] = readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+) kB/);
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}

// Shows HTML in every open browser, from Node: `sopwright host` does the work.
//
//   node live_preview.mjs            shows a clock
//
// Or, in a program of your own:
//
//   const preview = await startPreview();
//   console.log(preview.url);
//   await preview.update("<h1>Rotor</h1>");

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

/** Starts a preview; rejects if it cannot be started. The options are those of `sopwright host`. */
export async function startPreview({ program = "sopwright", options = [], onEvent } = {}) {
  const host = spawn(program, ["host", ...options], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve, reject) => {
    host.on("exit", resolve);
    host.on("error", reject);
  });
  const events = createInterface({ input: host.stdout });
  const listening = await new Promise((resolve, reject) => {
    events.once("line", (line) => resolve(JSON.parse(line)));
    ended.then((code) => reject(new Error(`${program} ended with ${code}`)), reject);
  });
  const asked = new Map();
  events.on("line", (line) => {
    const event = JSON.parse(line);
    if (!asked.has(event.id)) return onEvent?.(event);
    const { resolve, reject } = asked.get(event.id);
    asked.delete(event.id);
    if (event.event === "error") reject(new Error(event.message));
    else resolve(event);
  });
  events.on("close", () => {
    for (const { reject } of asked.values()) reject(new Error("the preview has ended"));
  });
  // That it has ended is told above.
  host.stdin.on("error", () => {});

  let ids = 0;
  function say(command, fields, body) {
    const id = ++ids;
    const line = { id, command, ...fields, length: body?.length };
    return new Promise((resolve, reject) => {
      asked.set(id, { resolve, reject });
      host.stdin.write(`${JSON.stringify(line)}\n`);
      if (body) host.stdin.write(body);
    });
  }
  return {
    url: listening.url,
    /** Shows a page, whole or in part; a document by another name is another page. */
    update: (html, document = "") => say("update", { document }, Buffer.from(html)),
    /** Dresses it in a style sheet. */
    setTheme: (css, document = "") => say("theme", { css, document }),
    /** Lets browsers fetch a file; resolves to the address to use in the page. */
    registerFile: async (path, document = "") =>
      (await say("register_file", { path, document })).url,
    /** Closes the preview. */
    stop() {
      host.stdin.end();
      return ended;
    },
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const preview = await startPreview({ options: process.argv.slice(2) });
  console.log(preview.url);
  const show = () => preview.update(`<h1>${new Date().toLocaleTimeString("en-GB")}</h1>`);
  await show();
  setInterval(show, 1000);
}

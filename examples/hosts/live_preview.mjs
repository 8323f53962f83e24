// Shows HTML in every open browser, from Node: `sopwright host` serves, HTTP pushes.
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
  events.on("line", (line) => onEvent?.(JSON.parse(line)));
  const { origin } = new URL(listening.url);
  const headers = { authorization: `Bearer ${listening.secret}` };

  async function send(method, path, body) {
    const answer = await fetch(`${origin}/_preview/${path}`, { method, headers, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text ? JSON.parse(text) : undefined;
  }
  return {
    url: listening.url,
    /** Shows a page, whole or in part; a document by another name is another page. */
    update: (html, document = "") => send("PUT", `documents/${document}`, html),
    /** Dresses it in a style sheet. */
    setTheme: (css, document = "") => send("PUT", `themes/${document}`, css),
    /** Lets browsers fetch a file; resolves to the address to use in the page. */
    registerFile: async (path, document = "") =>
      (await send("POST", `files/${document}`, JSON.stringify({ path }))).url,
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

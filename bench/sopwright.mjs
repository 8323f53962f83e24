/** The program that this is all about, started as users start it. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Program } from "./processes.mjs";

export const PROGRAM = process.env.SOPWRIGHT_PROGRAM ?? built("sopwright");
const VIEWERS = ["--max-viewers", "20000"];

/** A program of the release build. */
export function built(name) {
  return fileURLToPath(new URL(`../target/release/${name}`, import.meta.url));
}

/** A folder that is gone when `remove` was called. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "sopwright-bench-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * `sopwright preview` of a file that is written by each edit. What it is to contain is made before, as
 * with all tools: `edit(word)` returns what does it.
 */
export async function startPreview(source) {
  const { path, remove } = folder();
  const file = join(path, "sop.md");
  writeFileSync(file, source(0));
  const options = ["preview", "--no-open", "--json", "--port", "0", ...VIEWERS, file];
  const program = new Program(PROGRAM, options);
  const { url } = await program.named("listening");
  return {
    url,
    program,
    edit(word) {
      const content = Buffer.from(source(word));
      return () => writeFileSync(file, content);
    },
    async stop() {
      await program.stop();
      remove();
    },
  };
}

/** `sopwright edit` of a file. */
export async function startBuilder(source) {
  const { path, remove } = folder();
  const file = join(path, "sop.md");
  writeFileSync(file, source(0));
  const options = ["edit", "--no-open", "--json", "--port", "0", ...VIEWERS, file];
  const program = new Program(PROGRAM, options);
  const { url } = await program.named("listening");
  return {
    url,
    program,
    async stop() {
      await program.stop();
      remove();
    },
  };
}

/** `sopwright host`, that is pushed a whole page by each edit. */
export async function startHost(page) {
  const program = new Program(PROGRAM, ["host", "--port", "0", ...VIEWERS]);
  const { url } = await program.named("listening");
  const update = (html) => {
    const body = Buffer.from(html);
    program.sayWith(JSON.stringify({ command: "update", length: body.length }), body);
  };
  update(page(0));
  await program.named("updated");
  return {
    url,
    program,
    edit(word) {
      const html = page(word);
      return () => update(html);
    },
    stop: () => program.stop(),
  };
}

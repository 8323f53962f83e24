/** What people would pick instead, by the versions in `package.json`. */

import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wait } from "./clock.mjs";
import { page, sop } from "./documents.mjs";
import { Program } from "./processes.mjs";
import { folder } from "./sopwright.mjs";

/**
 * How each is started. `file` is what an edit writes, of the size in question, as `write` makes it.
 * Those that take HTML get a page; the one that makes pages of Markdown gets an SOP.
 */
const PEERS = {
  vite: {
    options: (port) => ["--port", port, "--host", "127.0.0.1", "--strictPort"],
    program: "vite/bin/vite.js",
    file: "index.html",
    write: page,
  },
  "live-server": {
    options: (port) => ["--no-browser", `--port=${port}`, "--host=127.0.0.1", "--quiet"],
    program: "live-server/live-server.js",
    file: "index.html",
    write: page,
  },
  "browser-sync": {
    options: (port) => [
      "start",
      "--server",
      "--files",
      ".",
      "--port",
      port,
      "--no-open",
      "--no-ui",
      "--no-notify",
      "--no-online",
      "--host",
      "127.0.0.1",
    ],
    program: "browser-sync/dist/bin.js",
    file: "index.html",
    write: page,
  },
  eleventy: {
    options: (port) => ["--serve", `--port=${port}`],
    program: "@11ty/eleventy/cmd.cjs",
    file: "index.md",
    // It knows no containers and no control block; what is looked at is written as it would be there.
    write: (size, word) =>
      sop(size, word)
        .replace(/^---\n.*?---\n/s, "---\ntitle: Cleaning a centrifuge\n---\n\n")
        .replace(
          /::record.*/,
          '<p><input id="typed"></p>\n<details><summary>More</summary></details>',
        )
        .replace(/:::note\{#probe\}\n(.*)\n:::/, '<p id="probe">$1</p>'),
  },
};

export const PEER_NAMES = Object.keys(PEERS);

export async function startPeer(name, size) {
  const { options, program, file, write } = PEERS[name];
  const { path, remove } = folder();
  const port = String(await freePort());
  const edit = (word) => {
    const content = Buffer.from(write(size, word));
    return () => writeFileSync(join(path, file), content);
  };
  edit(0)();
  const child = new Program(process.execPath, [installed(program), ...options(port)], {
    cwd: path,
  });
  const url = `http://127.0.0.1:${port}/`;
  await answers(url, child);
  return {
    url,
    program: child,
    edit,
    async stop() {
      await child.stop();
      remove();
    },
  };
}

export function version(name) {
  const [, packageName] = PEERS[name].program.match(/^(@[^/]+\/[^/]+|[^/]+)/);
  return JSON.parse(readFileSync(installed(`${packageName}/package.json`), "utf8")).version;
}

function installed(path) {
  return fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
}

/** These tools take a number; each is asked for one that was free a moment ago. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(url, child) {
  for (let attempt = 0; attempt < 600; attempt++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {}
    await wait(100);
  }
  throw new Error(`${child.name} does not answer at ${url}`);
}

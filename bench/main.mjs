/** `bench/run`: measures the rows that are asked for, or all, and prints them as Markdown. */

import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { launch } from "./browser.mjs";
import { PEER_NAMES } from "./peers.mjs";
import { applying } from "./rows/applying.mjs";
import { fanout } from "./rows/fanout.mjs";
import { opening } from "./rows/opening.mjs";
import { host, write } from "./rows/paint.mjs";
import { soak } from "./rows/soak.mjs";
import { stall } from "./rows/stall.mjs";
import { keystroke, typing } from "./rows/typing.mjs";
import { PROGRAM } from "./sopwright.mjs";

const ROWS = {
  write: { title: "File written → painted", run: write, inBrowser: true },
  host: { title: "Host pushes a whole page → painted", run: host, inBrowser: true },
  applying: { title: "The browser's part of an update", run: applying, inBrowser: true },
  opening: { title: "Opening a source", run: opening, inBrowser: true },
  keystroke: {
    title: "Key in the builder → painted in its preview",
    run: keystroke,
    inBrowser: true,
  },
  typing: { title: "Fast typing in the builder", run: typing, inBrowser: true },
  fanout: { title: "Many viewers", run: fanout },
  stall: { title: "One stalled viewer among 200", run: stall },
  soak: { title: "Edits without end", run: soak },
};

const USAGE = `usage: bench/run [OPTIONS] [ROW…]

rows, all of them if none is named:
${Object.entries(ROWS)
  .map(([name, { title }]) => `  ${name.padEnd(12)}${title}`)
  .join("\n")}

options:
  --quick          small sizes and few samples: a look at whether all still works
  --sizes KB,…     the sizes of what is edited [10,100,1000,10000]
  --samples N      samples of each, or rounds [34]
  --peers NAME,…   the tools beside ours in \`write\`, or none [${PEER_NAMES.join(",")}]
  --idle           let the browser's frames stop between samples, so that it draws at once
  --viewers N,…    how many viewers [100,1000,10000]
  --acks           let the viewers of \`fanout\` say that they have painted, at once
  --stall S        how many seconds one viewer is stalled [60]
  --edits N        how many edits \`soak\` makes [1000000]`;

const text = { type: "string" };
const flag = { type: "boolean" };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: flag,
    quick: flag,
    acks: flag,
    idle: flag,
    sizes: text,
    samples: text,
    peers: text,
    viewers: text,
    stall: text,
    edits: text,
  },
});
const unknown = positionals.filter((name) => !(name in ROWS));
if (values.help || unknown.length > 0) {
  if (!values.help) console.error(`there is no row ${unknown.join(", ")}`);
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const list = (given, usual) => (given ?? usual).split(",").filter(Boolean);
const { quick } = values;
const settings = {
  sizes: list(values.sizes, quick ? "10,100" : "10,100,1000,10000").map((size) => size * 1_000),
  samples: Number(values.samples ?? (quick ? 8 : 34)),
  peers: values.peers === "none" ? [] : list(values.peers, PEER_NAMES.join(",")),
  viewers: list(values.viewers, quick ? "100,1000" : "100,1000,10000").map(Number),
  acks: values.acks ?? false,
  idle: values.idle ?? false,
  stallSeconds: Number(values.stall ?? (quick ? 10 : 60)),
  edits: Number(values.edits ?? (quick ? 20_000 : 1_000_000)),
};

console.log(`${machine()}\n`);
for (const name of positionals.length > 0 ? positionals : Object.keys(ROWS)) {
  const { title, run, inBrowser } = ROWS[name];
  console.error(`bench: ${name}`);
  const before = loadavg()[0];
  const browser = inBrowser ? await launch() : undefined;
  console.log(`### ${title}\n\n${await run({ ...settings, browser })}\n`);
  console.log(`Load average ${before.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after.\n`);
  await browser?.close();
}
process.exit(0);

function machine() {
  const version = (program) => {
    const said = execFileSync(program, ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return said.trim();
  };
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${model}, ${memory} GiB, Linux ${release()}.`,
    `${version(PROGRAM)}, ${version(process.env.CHROMIUM ?? "/usr/bin/chromium")}, Node ${process.version}.`,
  ].join("\n");
}

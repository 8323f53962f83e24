/**
 * One viewer that reads nothing for a minute, among others: what it costs them, and where it ends.
 * The updates are large enough that no buffer on the way holds what it does not read.
 */

import { now, wait } from "../clock.mjs";
import { page } from "../documents.mjs";
import { startHost } from "../sopwright.mjs";
import { bytes, digits, median, p95, table } from "../statistics.mjs";
import { startViewers } from "./fanout.mjs";

const VIEWERS = 200;
const PAGE = 100_000;
const TEXT = 20_000;

export async function stall({ stallSeconds: seconds }) {
  const text = (word) => `${word} `.repeat(TEXT / 5);
  const host = await startHost((word) => page(PAGE, word, { extra: `<p>${text(word)}</p>` }));
  const viewers = await startViewers(host.url, VIEWERS + 1);
  let word = 1_000;
  const phases = [];
  const run = async (name, stalled) => {
    viewers.say(stalled ? "stall 1" : "resume");
    const times = [];
    let memory = 0;
    const end = now() + (seconds * 1_000) / (stalled ? 1 : 2);
    while (now() < end) {
      const start = now();
      host.edit(word++);
      times.push((await viewers.named("update")).last - start);
      memory = Math.max(memory, host.program.memory());
      await wait(100);
    }
    phases.push({ name, times, memory });
  };
  await run("all read", false);
  await run("one is stalled", true);
  viewers.say("resume");
  const end = await settled(viewers);
  await run("all read again", false);
  await settled(viewers);
  for (const program of [viewers, host]) await program.stop();

  const others = [...phases[0].times, ...phases[2].times];
  const rows = phases.map(({ name, times, memory }) => [
    name,
    times.length,
    `${digits(median(times))} / ${digits(p95(times))}`,
    digits(median(times) / median(others)),
    bytes(memory),
  ]);
  const head = [
    "phase",
    "updates",
    "last of the others: median / p95 ms",
    "× without a stalled one",
    "server memory, most",
  ];
  return `${table(head, rows)}\n\nAfter ${seconds} s the stalled one ${outcome(end)}.`;
}

function outcome({ joined, at_newest: atNewest, misfits, snapshots, reconnects }) {
  const is = joined === VIEWERS + 1 && atNewest === joined && misfits === 0;
  return `${is ? "has" : "does not have"} the newest page (${snapshots} snapshots, ${reconnects} reconnects, ${misfits} patches that did not fit)`;
}

/** Waits until all viewers show the same page, for 30 s at most. */
export async function settled(viewers, newest = 0) {
  let state;
  for (let attempt = 0; attempt < 300; attempt++) {
    viewers.say("state");
    state = await viewers.named("state");
    const { joined, at_newest: atNewest } = state;
    if (state.viewers === joined && atNewest === joined && state.newest >= newest) break;
    await wait(100);
  }
  return state;
}

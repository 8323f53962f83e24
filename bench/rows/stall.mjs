/**
 * One viewer that reads nothing for a minute, among others: what it costs them, and where it ends.
 * Another server, of which all viewers read, takes turns with that one.
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
  const [control, stalled] = [await start("all read", 0), await start("one is stalled", 1)];
  stalled.viewers.say("stall 1");
  const end = now() + seconds * 1_000;
  for (let word = 1_000; now() < end; word++) {
    for (const group of [control, stalled]) {
      const edit = group.host.edit(word);
      const start = now();
      edit();
      group.times.push((await group.viewers.named("update")).last - start);
      group.memory.push(group.host.program.memory());
      await wait(20);
    }
  }
  stalled.viewers.say("resume");
  const state = await settled(stalled.viewers);
  const rows = [control, stalled].map(({ name, times, memory }) => [
    name,
    times.length,
    `${digits(median(times))} / ${digits(p95(times))}`,
    digits(median(times) / median(control.times)),
    bytes(memory[0]),
    bytes(Math.max(...memory)),
  ]);
  for (const { viewers, host } of [control, stalled]) {
    await viewers.stop();
    await host.stop();
  }
  const head = [
    "viewers",
    "updates",
    "last of those that read: median / p95 ms",
    "× where all read",
    "server memory, first",
    "most",
  ];
  return `${table(head, rows)}\n\nAfter ${seconds} s the stalled one ${outcome(state)}.`;
}

/** A server with its viewers. */
async function start(name, more) {
  const text = (word) => `${word} `.repeat(TEXT / 5);
  const host = await startHost((word) => page(PAGE, word, { extra: `<p>${text(word)}</p>` }));
  const viewers = await startViewers(host.url, VIEWERS + more);
  return { name, host, viewers, times: [], memory: [] };
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

/**
 * Many viewers: how long until the last of them has an update, beside a bare broadcast of as many
 * bytes to as many, with the same load client; and what each costs in memory.
 *
 * The load clients run on the same machine.
 */

import { now, wait } from "../clock.mjs";
import { page } from "../documents.mjs";
import { Program } from "../processes.mjs";
import { built, startHost } from "../sopwright.mjs";
import { bytes, digits, median, p95, table } from "../statistics.mjs";

/** The page; a patch of `LARGE` bytes is smaller, so that it is sent and not fetched. */
const PAGE = 48 * 1024;
const LARGE = 32 * 1024;

export async function fanout({ viewers, samples, acks }) {
  const rows = [];
  for (const count of viewers) rows.push(await measured(count, samples, acks));
  return table(
    [
      "viewers",
      "floor, last: median / p95 ms",
      "sopwright, last: median / p95 ms",
      "ratio of medians",
      "first: median ms",
      "bytes",
      "server CPU, µs per viewer and update: floor / sopwright",
      "memory per viewer: idle / after small updates / after a large one",
    ],
    rows,
  );
}

async function measured(count, rounds, acks) {
  const large = "x".repeat(LARGE);
  const host = await startHost((word) =>
    page(PAGE, word, { extra: word === "large" ? `<p>${large}</p>` : "" }),
  );
  const floor = await startBroadcast();
  await wait(500);
  const empty = host.program.memory();
  const ours = await startViewers(host.url, count, acks ? ["--acks"] : []);
  await wait(1_000);
  const idle = host.program.memory();
  const theirs = await startViewers(floor.url, count);

  const times = { floor: [], ours: [], first: [] };
  const cpu = { floor: 0, ours: 0 };
  let patch = 200;
  for (let round = 0; round <= rounds; round++) {
    const one = await sampled(host.program, ours, host.edit(1_000 + round));
    patch = one.bytes;
    await wait(200);
    const other = await sampled(floor.program, theirs, () => floor.broadcast(patch));
    await wait(200);
    // The first round warms up.
    if (round === 0) continue;
    times.ours.push(one.last);
    times.first.push(one.first);
    times.floor.push(other.last);
    cpu.ours += one.cpu;
    cpu.floor += other.cpu;
  }
  const small = host.program.memory();
  await sampled(host.program, ours, host.edit("large"));
  await sampled(host.program, ours, host.edit(2_000));
  await wait(2_000);
  const after = host.program.memory();
  for (const program of [ours, theirs, host, floor]) await program.stop();
  const each = (total) => bytes((total - empty) / count);
  const perViewer = (total) => digits((total / rounds / count) * 1_000);
  return [
    count.toLocaleString("en"),
    `${digits(median(times.floor))} / ${digits(p95(times.floor))}`,
    `${digits(median(times.ours))} / ${digits(p95(times.ours))}`,
    digits(median(times.ours) / median(times.floor)),
    digits(median(times.first)),
    patch,
    `${perViewer(cpu.floor)} / ${perViewer(cpu.ours)}`,
    `${each(idle)} / ${each(small)} / ${each(after)}`,
  ];
}

/** One update, from the order to its arrival at all. */
async function sampled(server, viewers, edit) {
  const before = server.cpu();
  const start = now();
  edit();
  const { first, last, bytes: size } = await viewers.named("update");
  await wait(100);
  return { first: first - start, last: last - start, bytes: size, cpu: server.cpu() - before };
}

export async function startViewers(url, count, flags = []) {
  const viewers = new Program(built("examples/viewers"), [url, String(count), ...flags]);
  await viewers.named("joined");
  return viewers;
}

/** The floor: a server that sends what it is told to everybody. */
async function startBroadcast() {
  const program = new Program(built("examples/broadcast"), []);
  const { url } = await program.named("listening");
  let revision = 0;
  return {
    url,
    program,
    /** Sends a patch of so many bytes. */
    broadcast(size) {
      const patch = (text) =>
        JSON.stringify({
          type: "patch",
          base: revision,
          revision: revision + 1,
          digest: "0000000000000000",
          shape: 0,
          ops: [{ op: "text", at: [0], text }],
        });
      program.say(patch("x".repeat(Math.max(0, size - patch("").length))));
      revision++;
    },
    stop: () => program.stop(),
  };
}

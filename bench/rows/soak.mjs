/**
 * Edits without end, as fast as the server takes them, while viewers come and go: memory must stay
 * flat, and all must end on the newest page.
 */

import { now, wait } from "../clock.mjs";
import { page } from "../documents.mjs";
import { startHost } from "../sopwright.mjs";
import { bytes, digits, median, table } from "../statistics.mjs";
import { startViewers } from "./fanout.mjs";
import { settled } from "./stall.mjs";

const VIEWERS = 20;
/** So many leave each second, and as many new ones come. */
const CHURN = 2;
const PAGE = 10_000;

export async function soak({ edits }) {
  const host = await startHost((word) => page(PAGE, word));
  const viewers = await startViewers(host.url, VIEWERS, ["--quiet"]);
  viewers.say(`churn ${CHURN}`);
  const memory = [];
  const cpu = host.program.cpu();
  const start = now();
  const newest = await push(host, edits, () => memory.push(host.program.memory()));
  const seconds = (now() - start) / 1_000;
  const used = host.program.cpu() - cpu;
  viewers.say("churn 0");
  await wait(1_000);
  const end = await settled(viewers, newest);
  for (const program of [viewers, host]) await program.stop();

  const tenth = (index) =>
    median(memory.slice((memory.length * index) / 10, (memory.length * (index + 1)) / 10));
  const [second, last] = [tenth(1), tenth(9)];
  const isRight = end.at_newest === VIEWERS && end.newest === newest;
  return table(
    [
      "edits",
      "edits a second",
      "server CPU, ms per edit",
      "viewers, and how many come and go in all",
      "memory in the second tenth",
      "in the last",
      "growth",
      "ended",
    ],
    [
      [
        edits.toLocaleString("en"),
        digits(edits / seconds),
        digits(used / edits),
        `${VIEWERS}, ${Math.round(CHURN * seconds)}`,
        bytes(second),
        bytes(last),
        `${((last / second - 1) * 100).toFixed(1)} %`,
        `${isRight ? "all" : `only ${end.at_newest}`} of ${VIEWERS} on the newest page; ${end.patches} patches, ${end.snapshots} snapshots, ${end.misfits} patches that did not fit`,
      ],
    ],
  );
}

/**
 * Keeps one page waiting while another is worked on: with more, the newest would take the place of
 * those before, and not each would be an edit. Returns the last revision.
 */
async function push(host, edits, sample) {
  let done = 0;
  let sent = 0;
  let revision = 0;
  return new Promise((resolve) => {
    host.program.onEvent = (event) => {
      if (event.event !== "updated") return;
      if (event.changed) {
        done++;
        revision = event.revision;
        if (done % Math.ceil(edits / 200) === 0) sample();
      }
      if (done >= edits) {
        // What is still on its way is the newest page.
        if (event.superseded !== true && --sent === 0) resolve(revision);
        return;
      }
      host.edit(++word)();
    };
    let word = 10;
    for (sent = 0; sent < 2; sent++) host.edit(++word)();
  });
}

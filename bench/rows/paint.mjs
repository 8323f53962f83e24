/**
 * From the edit to the painted change, in one browser, every tool in turn: A B C A B C.
 *
 * The first floor is a page that has nothing but the text. The second is the page that the tool
 * shows, without the tool: what that takes is the browser's own layout and painting.
 */

import { Tab } from "../browser.mjs";
import { now, phase, wait } from "../clock.mjs";
import { page, sop } from "../documents.mjs";
import { startFloor } from "../floor.mjs";
import { startPeer, version } from "../peers.mjs";
import { startHost, startPreview } from "../sopwright.mjs";
import { bytes, digits, median, p95, table } from "../statistics.mjs";

const SAME_PAGE = "floor, same page";
const HEAD = [
  "source",
  "tool",
  "samples",
  "median ms",
  "p95 ms",
  "× floor",
  "× floor with the same page",
  "bytes to the page",
  "server CPU, ms",
  "kept: place, input, details, page",
];

/** A file is written, by ours and by what people would pick instead. */
export async function write({ browser, sizes, samples, peers, idle }) {
  const rows = [];
  for (const size of sizes) {
    const source = (word) => sop(size, word);
    const ours = { name: "**sopwright preview**", start: () => startPreview(source) };
    const others = peers.map((name) => ({
      name: `${name} ${version(name)}`,
      start: () => startPeer(name, size),
    }));
    rows.push(...(await compared({ browser, size, samples, idle }, [ours, ...others])));
  }
  return table(HEAD, rows);
}

/** A host pushes a whole page. */
export async function host({ browser, sizes, samples, idle }) {
  const rows = [];
  for (const size of sizes) {
    const pushed = (word) => page(size, word, { isLong: true });
    const ours = { name: "**sopwright host**", start: () => startHost(pushed) };
    rows.push(...(await compared({ browser, size, samples, idle }, [ours])));
  }
  return table(HEAD, rows);
}

async function compared({ browser, size, samples, idle }, tools) {
  const contestants = [];
  const unopened = [];
  const add = async (name, start, samplesOfIt) => {
    const tool = await start();
    const tab = await attempt(name, () => opened(browser, tool.url, size));
    if (tab) {
      contestants.push({ name, tool, tab, samples: samplesOfIt, times: [], cpu: 0, lost: 0 });
    } else {
      unopened.push(name);
      await tool.stop();
    }
    return tab;
  };
  await add("floor", () => startFloor(), samples);
  const [ours, ...others] = tools;
  const shown = await add(ours.name, ours.start, samples);
  if (shown) {
    const page = await stripped(shown.page);
    await add(SAME_PAGE, () => startFloor({ page }), samples);
  }
  for (const { name, start } of others) {
    // Fewer samples, since they take ten times as long and more.
    await attempt(name, () => add(name, start, Math.max(5, Math.ceil(samples / 4))));
  }
  for (let count = 1; count <= samples; count++) {
    for (const contestant of contestants) await sample(contestant, size, count, idle);
  }
  for (const contestant of contestants) await count(contestant, size, samples);
  const [bare, sameFloor] = ["floor", SAME_PAGE].map((name) =>
    median(contestants.find((contestant) => contestant.name === name)?.times ?? []),
  );
  const rows = contestants.map(({ name, times, cpu, received, kept, lost, tool }) => [
    bytes(size),
    name,
    times.length + (lost ? ` (${lost} lost)` : ""),
    digits(median(times)),
    digits(p95(times)),
    digits(median(times) / bare),
    digits(median(times) / sameFloor),
    bytes(received),
    tool.program ? digits(cpu / times.length) : "–",
    kept ?? "–",
  ]);
  for (const { tool, tab } of contestants) {
    await tab.close();
    await tool.stop();
  }
  for (const name of unopened)
    rows.push([bytes(size), name, "does not open", ...Array(7).fill("–")]);
  return rows.sort((one, other) => order(one) - order(other));
}

/** Floors first. */
function order([, name]) {
  return name.startsWith("floor") ? 0 : name.startsWith("**") ? 1 : 2;
}

/** A tab with the page in it, as a reader has left it; fails if it does not open in three minutes. */
async function opened(browser, url, size) {
  const tab = await Tab.open(browser, url);
  await tab.page.waitForSelector("#probe");
  await settle(size);
  await tab.disturb();
  return tab;
}

async function sample(contestant, size, count, idle) {
  const { tool, tab, times, samples } = contestant;
  // Twice lost is enough to know.
  if (count > samples || contestant.lost > 1) return;
  const edit = tool.edit(count);
  await settle(size);
  if (!idle) await tab.frames(true);
  await phase(count);
  const before = tool.program?.cpu() ?? 0;
  const start = now();
  edit();
  const painted = await attempt(contestant.name, () => tab.paints(count));
  await tab.frames(false);
  if (painted === undefined) {
    contestant.lost++;
    return;
  }
  times.push(painted - start);
  await settle(size);
  contestant.cpu += (tool.program?.cpu() ?? 0) - before;
}

/** After all that is timed, since counting takes time: what arrives, and what is left of the page. */
async function count(contestant, size, samples) {
  const { tool, tab } = contestant;
  if (contestant.lost > 1) return;
  const edits = 2;
  contestant.received =
    (await attempt(contestant.name, () =>
      tab.received(async () => {
        for (let edit = 1; edit <= edits; edit++) {
          tool.edit(samples + edit)();
          await tab.paints(samples + edit);
          await settle(size);
        }
      }),
    )) / edits;
  contestant.kept = await attempt(contestant.name, () => tab.survived());
}

/** Lets what follows an edit come to its end: other people's watchers, the browser's idle work. */
function settle(size) {
  return wait(size > 5e6 ? 700 : size > 5e5 ? 250 : 100);
}

async function attempt(name, task) {
  try {
    return await task();
  } catch (error) {
    console.error(`bench: ${name}: ${error.message}`);
  }
}

/** The page as it is shown, with its style, without the preview's own parts. */
async function stripped(shown) {
  return shown.evaluate(async () => {
    const copy = await (await fetch(location.href)).text();
    const page = new DOMParser().parseFromString(copy, "text/html");
    for (const link of page.querySelectorAll("link[rel=stylesheet]")) {
      const style = page.createElement("style");
      style.textContent = await (await fetch(link.getAttribute("href"))).text();
      style.media = link.media;
      link.replaceWith(style);
    }
    for (const own of page.querySelectorAll("script, [data-preview]:not(style)")) own.remove();
    const probe = page.getElementById("probe");
    const texts = page.createTreeWalker(probe, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (/word \d/.test(texts.currentNode.data)) break;
    // The floor sets the text of the probe's first child; the SOP has it one level further down.
    probe.removeAttribute("id");
    texts.currentNode.parentElement.id = "probe";
    return `<!DOCTYPE html>${page.documentElement.outerHTML}`;
  });
}

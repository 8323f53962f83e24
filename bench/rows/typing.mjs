/**
 * Keys in the builder, each timed from the browser's own time of the key to the frame of the preview
 * that shows it; beside a text area whose text comes back through a bare WebSocket.
 */

import { Tab } from "../browser.mjs";
import { now, wait } from "../clock.mjs";
import { sop } from "../documents.mjs";
import { startFloor } from "../floor.mjs";
import { startBuilder } from "../sopwright.mjs";
import { bytes, digits, median, p95, quantile, table } from "../statistics.mjs";

const KEYS = 40;
/** No finger leaves a key at once; letters take turns, since the next one may be down by then. */
const HELD = 60;
const LETTERS = "asdfghjkl";
const FRAME = 1_000 / 60;

/** One key at a time. */
export async function keystroke({ browser, sizes, samples, idle }) {
  const rows = [];
  for (const size of sizes.filter((size) => size <= 1e6)) {
    const tools = await opened(browser, size, idle);
    const times = tools.map(() => []);
    const frames = tools.map(() => []);
    for (let count = 0; count < samples; count++) {
      for (const [index, tool] of tools.entries()) {
        await wait(150 + ((count * 7) % 17));
        const [key] = await typed(tool, 1, 0);
        times[index].push(key.painted - key.pressed);
        frames[index].push(key.frames);
      }
    }
    for (const tool of tools) await tool.stop();
    for (const [index, { name }] of tools.entries()) {
      rows.push([
        bytes(size),
        name,
        samples,
        digits(median(times[index])),
        digits(p95(times[index])),
        digits(median(times[index]) / median(times[0])),
        idle ? "–" : median(frames[index]),
        idle ? "–" : p95(frames[index]),
      ]);
    }
  }
  const head = ["source", "tool", "keys", "median ms", "p95 ms", "× floor"];
  return table([...head, "painted in frame, median", "p95"], rows);
}

/** Many keys, faster than anybody types. */
export async function typing({ browser, sizes, idle }) {
  const rows = [];
  for (const size of sizes.filter((size) => size <= 1e6)) {
    const tools = await opened(browser, size, idle);
    for (const interval of [100, 25]) {
      for (const tool of tools) {
        await wait(500);
        const keys = await typed(tool, KEYS, interval);
        const times = keys.map(({ pressed, painted }) => painted - pressed);
        const within = times.filter((time) => time <= 2 * FRAME).length;
        const inFrame = keys.map(({ frames }) => frames);
        rows.push([
          bytes(size),
          interval,
          tool.name,
          digits(median(times)),
          digits(p95(times)),
          digits(quantile(times, 1)),
          `${within} of ${KEYS}`,
          idle ? "–" : median(inFrame),
          idle ? "–" : `${inFrame.filter((frame) => frame <= 2).length} of ${KEYS}`,
          mostWaiting(keys),
        ]);
      }
    }
    for (const tool of tools) await tool.stop();
  }
  const head = [
    "source",
    "a key each, ms",
    "tool",
    "median ms",
    "p95 ms",
    "slowest ms",
    "within 33 ms",
    "painted in frame, median",
    "within two frames",
    "keys not yet painted, at most",
  ];
  return table(head, rows);
}

/** How many keys had been pressed and not been painted at any moment. */
function mostWaiting(keys) {
  const waiting = keys.map(
    ({ pressed }) => keys.filter((key) => key.pressed <= pressed && key.painted > pressed).length,
  );
  return Math.max(...waiting);
}

/** The floor and the builder, each with the caret behind the word of the probe. */
async function opened(browser, size, idle) {
  const floor = await startFloor({ hasField: true });
  const bare = await Tab.open(browser, floor.url);
  await bare.page.focus("#source");

  const builder = await startBuilder((word) => sop(size, word, { probeFirst: true }));
  const tab = await Tab.open(browser, builder.url);
  await tab.page.setViewport({ width: 1440, height: 900 });
  await tab.page.waitForSelector(".canvas");
  await tab.page.waitForFunction(() => {
    const text = document.querySelector("iframe")?.contentDocument?.getElementById("probe");
    return text?.textContent.includes("word");
  });
  await wait(1_000);
  for (const frame of tab.page.frames()) await frame.evaluate(() => window.benchWatch());
  await write(tab.page, "The word");
  if (!idle) for (const one of [bare, tab]) await one.frames(true);
  const both = [
    { name: "floor", tool: floor, tab: bare },
    { name: "**sopwright edit**", tool: builder, tab },
  ];
  return both.map((one) => ({
    ...one,
    typed: 0,
    async stop() {
      await one.tab.close();
      await one.tool.stop();
    },
  }));
}

/** Clicks into the field with a text and goes to its end. */
async function write(page, text) {
  const field = await page.waitForFunction(
    (text) =>
      [...document.querySelectorAll(".text-field, [data-field]")].find((field) =>
        field.textContent.includes(text),
      ),
    {},
    text,
  );
  await field.click();
  await page.waitForFunction(() => document.activeElement.closest(".cm-editor"));
  await page.keyboard.press("End");
}

/** Types letters and waits until the last is painted; returns when each was pressed and painted. */
async function typed(tool, count, interval) {
  const { tab } = tool;
  tab.pressed = [];
  tab.painted = [];
  const before = tool.typed;
  const start = now();
  const sent = [];
  for (let key = 0; key < count; key++) {
    await wait(start + key * interval - now());
    // Not waited for: a slow page must not slow the typist down.
    const letter = LETTERS[key % LETTERS.length];
    sent.push(tab.page.keyboard.press(letter, { delay: HELD }));
  }
  await Promise.all(sent);
  tool.typed += count;
  const paint = (length) => tab.painted.find(({ word }) => word.length - 1 >= length);
  for (let attempt = 0; attempt < 2_000; attempt++) {
    if (paint(tool.typed) && tab.pressed.length === count) break;
    await wait(10);
  }
  if (!paint(tool.typed)) throw new Error(`${tool.name}: a key was not painted`);
  return tab.pressed.map((pressed, key) => {
    const { at, frame } = paint(before + key + 1);
    // The first frame after a key is the one that shows the letter where it was typed.
    return { pressed: pressed.at, painted: at, frames: frame - pressed.frame };
  });
}

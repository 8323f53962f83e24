/**
 * How long it takes until a source is there to be read and edited: from the navigation to the frame
 * that shows the first blocks, and until changes are followed. Each load has a browser window,
 * cookies and a cache of its own.
 */

import { now, wait } from "../clock.mjs";
import { sop } from "../documents.mjs";
import { startBuilder, startPreview } from "../sopwright.mjs";
import { bytes, digits, median, quantile, table } from "../statistics.mjs";

const TOOLS = [
  { name: "**sopwright preview**", start: startPreview, block: "main [data-key]", frame: "" },
  { name: "**sopwright edit**", start: startBuilder, block: "[data-row]", frame: "iframe" },
];
const LOADS = 10;
const PATIENCE = 180_000;

export async function opening({ browser, sizes, samples }) {
  const rows = [];
  for (const size of sizes) {
    for (const tool of TOOLS.filter(({ frame }) => !frame || size <= 1e6)) {
      const started = await tool.start((word) => sop(size, word));
      const times = [];
      for (let load = 0; load < Math.min(samples, LOADS); load++) {
        times.push(await loaded(browser, started.url, tool));
        await wait(300);
      }
      await started.stop();
      const [shown, live] = ["shown", "live"].map((name) => times.map((time) => time[name]));
      rows.push([
        bytes(size),
        tool.name,
        times.length,
        digits(median(shown)),
        digits(quantile(shown, 1)),
        digits(median(live)),
      ]);
    }
  }
  const head = [
    "source",
    "tool",
    "loads",
    "blocks shown: median ms",
    "slowest ms",
    "live: median ms",
  ];
  return table(head, rows);
}

async function loaded(browser, url, { block, frame }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport({ width: 1440, height: 900 });
  await page.evaluateOnNewDocument(
    (block, frame) => {
      if (window.top !== window) return;
      window.benchTimes = {};
      const note = (name) => {
        const { benchTimes: times } = window;
        if (name in times) return;
        times[name] = undefined;
        setTimeout(() => {
          times[name] = performance.now();
        });
      };
      requestAnimationFrame(function look() {
        if (document.querySelector(block)) note("shown");
        const page = frame ? document.querySelector(frame)?.contentDocument : document;
        const state = page?.documentElement?.dataset.previewState;
        if (state === "live" || state === "error") note("live");
        else requestAnimationFrame(look);
      });
    },
    block,
    frame,
  );
  await page.goto(url, { waitUntil: "domcontentloaded", timeout: PATIENCE });
  let times = {};
  const end = now() + PATIENCE;
  while (!(times.shown && times.live)) {
    if (now() > end) throw new Error(`it did not open within ${PATIENCE / 1000} s`);
    await wait(50);
    // The page may just be replaced by that of another address.
    times = await page.evaluate(() => window.benchTimes).catch(() => ({}));
  }
  await context.close();
  return times;
}

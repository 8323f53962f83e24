/** The browser's part of an update, as the client itself reports it: see docs/design/latency.md. */

import { Tab } from "../browser.mjs";
import { wait } from "../clock.mjs";
import { sop } from "../documents.mjs";
import { startPreview } from "../sopwright.mjs";
import { bytes, digits, median, p95, table } from "../statistics.mjs";

export async function applying({ browser, sizes, samples }) {
  const rows = [];
  let smallest;
  for (const size of sizes) {
    const tool = await startPreview((word) => sop(size, word));
    const acks = [];
    tool.program.onEvent = (event) => {
      if (event.event === "acked") acks.push(event);
    };
    const tab = await Tab.open(browser, tool.url);
    await tab.page.waitForSelector("#probe");
    const blocks = await tab.page.evaluate(() => document.querySelectorAll("[data-key]").length);
    await wait(1_000);
    await tab.disturb();
    for (let count = 1; count <= samples; count++) {
      tool.edit(count)();
      await tab.paints(count);
      await wait(size > 1e6 ? 700 : 150);
    }
    const applied = acks.slice(-samples).map((ack) => ack.applied);
    const painted = acks.slice(-samples).map((ack) => ack.painted);
    smallest ??= median(applied);
    rows.push([
      bytes(size),
      blocks,
      applied.length,
      digits(median(applied)),
      digits(p95(applied)),
      digits(median(applied) / smallest),
      digits(median(painted)),
    ]);
    await tab.close();
    await tool.stop();
  }
  const head = [
    "source",
    "blocks",
    "edits",
    "applied: median ms",
    "p95 ms",
    "× smallest",
    "painted: median ms",
  ];
  return table(head, rows);
}

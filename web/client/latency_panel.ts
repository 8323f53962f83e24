/** The panel of [latency.ts](./latency.ts): figures, and a line through the last updates. */

import { element } from "./element";
import { SHOWN } from "./latency";
import css from "./latency.css";

const HEIGHT = 24;
/** What the line reaches to at least, in ms. */
const TOP = 50;
const SVG = "http://www.w3.org/2000/svg";

export class LatencyPanel {
  private readonly text = element("span");
  private readonly path = document.createElementNS(SVG, "path");
  private readonly panel = element("div", { class: "panel latency" });

  private readonly sheet = new CSSStyleSheet();

  /** @param corner where it is put. */
  constructor(private readonly corner: Element) {
    this.sheet.replaceSync(css);
    this.root().adoptedStyleSheets.push(this.sheet);
    const chart = document.createElementNS(SVG, "svg");
    chart.setAttribute("viewBox", `0 0 ${SHOWN - 1} ${HEIGHT}`);
    chart.setAttribute("preserveAspectRatio", "none");
    chart.setAttribute("aria-hidden", "true");
    chart.append(this.path);
    this.panel.append(this.text, chart);
    // Beside files there is no server that could tell more.
    if (location.protocol !== "file:") {
      const status = { href: "_preview/status/", target: "_blank" };
      this.panel.append(element("a", status, "All figures"));
    }
    corner.prepend(this.panel);
  }

  /** @param times milliseconds from edits to their paint, the newest last. */
  show(times: readonly number[]): void {
    const last = times.at(-1);
    if (last === undefined) {
      this.text.textContent = "Edit to paint: no update yet";
      return;
    }
    const median = [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
    this.text.textContent = `Edit to paint ${last.toFixed(0)} ms, median ${median.toFixed(0)} ms`;
    const top = Math.max(TOP, ...times);
    const from = SHOWN - times.length;
    const points = times.map((time, index) => {
      const y = HEIGHT - (time / top) * HEIGHT;
      return `${index === 0 ? "M" : "L"}${from + index} ${y.toFixed(1)}`;
    });
    this.path.setAttribute("d", points.join(""));
  }

  remove(): void {
    const root = this.root();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
    this.panel.remove();
  }

  private root(): ShadowRoot | Document {
    const root = this.corner.getRootNode();
    return root instanceof ShadowRoot ? root : document;
  }
}

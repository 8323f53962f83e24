/**
 * How long the last edits took to the paint, for who works on speed: a small panel, off until it is
 * asked for by Alt+L, and then remembered by the browser.
 *
 * The panel is a module of its own, which is loaded when it is first asked for.
 */

import type { LatencyPanel } from "./latency_panel";
import { importModule } from "./module";
import { isShortcut } from "./shortcut";
import { recall, remember } from "./storage";

/** How many updates are shown. */
export const SHOWN = 40;

export class Latency {
  private readonly times: number[] = [];
  private isShown = false;
  private panel: LatencyPanel | undefined;

  /** @param corner where the panel is put. */
  constructor(private readonly corner: Element) {}

  start(): void {
    addEventListener("keydown", this.press);
    if (recall("latency")) void this.turn();
  }

  stop(): void {
    removeEventListener("keydown", this.press);
    this.panel?.remove();
  }

  /** @param time milliseconds from the edit to its paint. */
  painted(time: number): void {
    this.times.push(time);
    if (this.times.length > SHOWN) this.times.shift();
    this.panel?.show(this.times);
  }

  private readonly press = (event: KeyboardEvent): void => {
    if (!isShortcut(event, "KeyL")) return;
    event.preventDefault();
    void this.turn();
    remember("latency", this.isShown ? "shown" : undefined);
  };

  private async turn(): Promise<void> {
    this.isShown = !this.isShown;
    this.panel?.remove();
    this.panel = undefined;
    if (!this.isShown) return;
    try {
      const { LatencyPanel } = await importModule<typeof import("./latency_panel")>("latency");
      // It may have been turned again in the meantime.
      if (!this.isShown || this.panel) return;
      this.panel = new LatencyPanel(this.corner);
      this.panel.show(this.times);
    } catch (error) {
      console.warn("sopwright: the latency cannot be shown", error);
    }
  }
}

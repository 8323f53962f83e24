/**
 * The badge in the corner: how the preview is, quiet when all is well.
 *
 * It stands in a shadow root beside the page's own elements, so that neither's styles reach the
 * other. What the eye sees is not read out; screen readers are told of changes in a line of their
 * own, politely and at most once in two seconds.
 */

import { counted, element } from "./element";
import css from "./status.css";

export type State = "connecting" | "live" | "reconnecting" | "refused" | "stale" | "error";

const LABELS: Readonly<Record<State, string>> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  refused: "Open the printed address again",
  stale: "Updating",
  error: "Error in the source",
};

const SPOKEN: Readonly<Record<State, string>> = {
  connecting: "",
  live: "The preview is live",
  reconnecting: "The connection is lost; reconnecting",
  refused: "The preview does not let this page in any more; open the printed address again",
  stale: "The page is being brought up to date",
  error: "The source has errors",
};

/** Milliseconds between two announcements. */
const SPEECH_PAUSE = 2_000;

export class Status {
  /** Where others put what they have to show: above the row, and in it. */
  readonly corner = element("div", { class: "corner" });
  readonly row = element("div", { class: "row" });

  private readonly host = element("sopwright-status" as "div", { "data-preview": "" });
  private readonly label = element("span", { class: "label" });
  private readonly badge = element(
    "button",
    { type: "button", class: "chip badge" },
    element("span", { class: "dot" }),
    this.label,
  );
  private readonly speech = element("p", { class: "speech", role: "status" });

  private state: State | undefined;
  private nextTry: number | undefined;
  private countdown: ReturnType<typeof setInterval> | undefined;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private changes = 0;

  /** @param hurry is called when the reader does not want to wait for the next attempt. */
  constructor(hurry: () => void) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const root = this.host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.row.append(this.badge);
    this.corner.append(this.row, this.speech);
    root.append(this.corner);
    this.badge.addEventListener("click", hurry);
  }

  start(): void {
    document.documentElement.append(this.host);
  }

  stop(): void {
    clearInterval(this.countdown);
    clearTimeout(this.pause);
    this.host.remove();
  }

  /** @param delay milliseconds until the next attempt to connect, if one is planned. */
  show(state: State, delay: number | undefined): void {
    const old = this.state;
    // It is asked for with each patch: what is written again is laid out again, even if it is the same.
    if (state === old && delay === undefined && this.nextTry === undefined) return;
    this.state = state;
    this.corner.dataset.state = state;
    this.nextTry = delay === undefined ? undefined : performance.now() + delay;
    this.badge.disabled = state !== "reconnecting" && state !== "stale";
    clearInterval(this.countdown);
    if (delay !== undefined) this.countdown = setInterval(() => this.write(), 250);
    this.write();
    const isFirst = old === undefined || old === "connecting";
    if (state !== old && !(isFirst && state === "live")) this.speech.textContent = SPOKEN[state];
  }

  /** Tells screen readers of changes. */
  announce(changes: number): void {
    this.changes += changes;
    this.pause ??= setTimeout(() => {
      this.pause = undefined;
      if (this.changes > 0) {
        this.speech.textContent = `Page updated: ${counted(this.changes, "change")}`;
      }
      this.changes = 0;
    }, SPEECH_PAUSE);
  }

  private write(): void {
    const seconds = Math.ceil(((this.nextTry ?? 0) - performance.now()) / 1000);
    const label = LABELS[this.state ?? "connecting"];
    this.label.textContent =
      seconds > 0 && this.state !== "refused" ? `${label} in ${seconds} s` : label;
  }
}

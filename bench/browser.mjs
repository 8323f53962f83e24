/** One real Chromium for all that is measured; each page has a window and cookies of its own. */

import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

/** How long a change may take to be painted before the tool counts as one that did not survive, ms. */
const PATIENCE = 60_000;
const PROBE = readFileSync(new URL("probe.js", import.meta.url), "utf8");

export async function launch() {
  const flags =
    "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync disable-renderer-backgrounding disable-background-timer-throttling disable-backgrounding-occluded-windows";
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: flags.split(" ").map((flag) => `--${flag}`),
    defaultViewport: null,
    protocolTimeout: PATIENCE * 5,
  });
}

/** A page that tells when a word in its probe was painted. */
export class Tab {
  #session;
  #context;
  #seen = [];
  #waiting;
  #received = 0;
  /** When each key arrived in the page, `{ at, frame }`. */
  pressed = [];
  /** What was painted, `{ word, at, frame }`. */
  painted = [];

  static async open(browser, url) {
    const tab = new Tab();
    tab.#context = await browser.createBrowserContext();
    tab.page = await tab.#context.newPage();
    tab.page.setDefaultTimeout(PATIENCE * 3);
    const session = await tab.page.createCDPSession();
    tab.#session = session;
    session.on("Runtime.bindingCalled", ({ name, payload }) => tab.#called(name, payload));
    session.on("Network.webSocketFrameReceived", ({ response }) => {
      tab.#received += Buffer.byteLength(
        response.payloadData,
        response.opcode === 2 ? "base64" : "utf8",
      );
    });
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      tab.#received += encodedDataLength;
    });
    session.on("Network.eventSourceMessageReceived", ({ data }) => {
      tab.#received += data.length;
    });
    await session.send("Runtime.enable");
    await session.send("Runtime.addBinding", { name: "benchPainted" });
    await session.send("Runtime.addBinding", { name: "benchPressed" });
    await tab.page.evaluateOnNewDocument(PROBE);
    await tab.page.goto(url, { waitUntil: "load", timeout: PATIENCE * 3 });
    return tab;
  }

  #called(name, payload) {
    if (name === "benchPressed") this.pressed.push(JSON.parse(payload));
    else {
      const painted = JSON.parse(payload);
      this.painted.push(painted);
      if (this.#waiting?.word === painted.word) this.#waiting.resolve(painted.at);
      else this.#seen.push(painted);
    }
  }

  /** Waits until the word was painted and returns when that was. */
  async paints(word) {
    const known = this.#seen.find((painted) => painted.word === String(word));
    this.#seen = [];
    if (known) return known.at;
    let timer;
    try {
      return await new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`${word} was not painted`)), PATIENCE);
        this.#waiting = { word: String(word), resolve };
      });
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
    }
  }

  /**
   * Lets frames come all the time, or not. A headless browser that was idle draws a change at once,
   * where a screen makes it wait for the next frame; and any animation, such as the glow of what has
   * changed, keeps the frames coming in one page and not in the other.
   */
  async frames(on) {
    // A page that is just being loaded again has no frames to stop.
    await this.page.evaluate((on) => window.benchFrames(on), on).catch(() => {});
  }

  /** Leaves what a reader leaves in a page: scrolled to the probe, typed in a field, unfolded. */
  async disturb() {
    this.left = await this.page.evaluate(async () => {
      const field = document.querySelector("input:not([type=checkbox])");
      const details = document.querySelector("main details, details");
      const probe = document.getElementById("probe");
      if (field) field.value = "typed";
      if (details) details.open = true;
      probe.scrollIntoView({ block: "center", behavior: "instant" });
      window.isSamePage = true;
      // What comes into view may be higher than the browser had guessed.
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      const { top } = probe.getBoundingClientRect();
      return { top, field: Boolean(field), details: Boolean(details) };
    });
  }

  /** Says what of it is still there, as `place, input, details, page`. */
  async survived() {
    const now = await this.page.evaluate(() => ({
      top: document.getElementById("probe").getBoundingClientRect().top,
      field: document.querySelector("input:not([type=checkbox])")?.value === "typed",
      details: document.querySelector("main details, details")?.open === true,
      page: window.isSamePage === true,
    }));
    const { left } = this;
    const mark = (was, is) => (was ? (is ? "y" : "n") : "–");
    return [
      mark(true, Math.abs(now.top - left.top) <= 1),
      mark(left.field, now.field),
      mark(left.details, now.details),
      mark(true, now.page),
    ].join(" ");
  }

  /** Counts the bytes that reach the page while `task` runs. */
  async received(task) {
    await this.#session.send("Network.enable");
    this.#received = 0;
    await task();
    const received = this.#received;
    await this.#session.send("Network.disable");
    return received;
  }

  async close() {
    await this.#context.close();
  }
}

/**
 * The viewer: keeps this page in step with the server.
 *
 * ```text
 *         join                 joined
 * open ──────────▶ joining ─────────────▶ joined ─── patch ──▶ applied, painted, acked
 *                     ▲  └── snapshot ──┐    │ a patch that does not fit
 *                     │                 ▼    ▼
 *                     └── joins again ─ fetching: the page is compared with the mirror,
 *                                       and what differs is changed in place
 * ```
 *
 * The page is never loaded again. What cannot be mended now is tried again after the socket's delay.
 */

import type { Transport } from "../shared/connection";
import { Connection } from "../shared/connection";
import type { FromViewer, Op, Patch, ToViewer, Why } from "../shared/protocol";
import { decode, encode } from "../shared/protocol";
import { Clock } from "./clock";
import { Composition } from "./composition";
import { Diagnostics } from "./diagnostics";
import { Highlight } from "./highlight";
import { Ladder } from "./ladder";
import { Latency } from "./latency";
import type { MirrorRoot } from "./mirror";
import { mirrorOf } from "./mirror";
import { importModule } from "./module";
import type { Page } from "./page";
import { disturb, fit, perform } from "./patch";
import { Place } from "./place";
import type { State } from "./status";
import { Status } from "./status";
import type { Step } from "./step";
import { resolve } from "./step";
import { guessStretches } from "./stretch";
import { useStyle } from "./style";
import type { Version } from "./version";
import { versionOf } from "./version";
import { View } from "./view";

export class Viewer {
  private mirror: MirrorRoot;
  private version: Version;

  private readonly connection: Connection;
  private readonly ladder: Ladder;
  private readonly place = new Place();
  private readonly status = new Status(() => this.connection.hurry());
  private readonly diagnostics = new Diagnostics(this.status.corner, this.status.row);
  private readonly highlight = new Highlight(this.status.row);
  private readonly view = new View(this.status.row, this.place);
  private readonly latency = new Latency(this.status.corner);
  private readonly clock = new Clock(() => this.connection.ask());
  private readonly composition = new Composition(() => this.release());

  /** Whether no attempt to connect has failed or ended yet. */
  private isNew = true;
  private isJoined = false;
  /** Why the next join is sent. */
  private why: Why | undefined;
  /** How many joins were sent on this connection and not answered: until then no patch counts. */
  private unanswered = 0;
  /** Whether the server has another key than the one that let this page in. */
  private isRefused = false;
  private isStale = false;
  private isFetching = false;
  private isStopped = false;
  /** Whether scripts of the page's own may have changed it before this client ran. */
  private readonly isScripted = document.documentElement.hasAttribute("data-preview-scripted");
  private hasErrors = false;
  /** Patches that wait for the end of a composition, in order. */
  private held: (() => void)[] = [];
  /** How often the page was hidden or shown, to tell apart what was painted in between. */
  private visibilityChanges = 0;

  /** Builds the mirror; so this comes before anything else may change the page. */
  constructor(transport: Transport) {
    this.mirror = mirrorOf(document);
    this.version = versionOf(document) ?? { epoch: "", revision: 0, digest: "" };
    this.connection = new Connection(transport, encode({ type: "ping" }), {
      connecting: () => this.lost(undefined),
      waiting: (delay) => this.lost(delay),
      opened: () => this.opened(),
      received: (frame) => this.receive(frame),
      failed: (attempts) => void this.ladder.failed(attempts),
      asked: () => this.clock.leaves(),
    });
    this.ladder = new Ladder(this.connection, transport, () => {
      this.isRefused = true;
      this.showState();
    });
  }

  start(): void {
    document.addEventListener("visibilitychange", this.noteVisibility);
    guessStretches();
    this.status.start();
    this.diagnostics.start();
    this.highlight.start();
    this.place.start();
    this.view.start();
    this.latency.start();
    this.composition.start();
    document.addEventListener("click", this.clicked);
    this.connection.start();
    this.ladder.start();
    if (this.isScripted) void this.align();
  }

  stop(): void {
    this.isStopped = true;
    this.clock.stop();
    this.ladder.stop();
    this.connection.stop();
    document.removeEventListener("click", this.clicked);
    this.composition.stop();
    this.latency.stop();
    this.view.stop();
    this.place.stop();
    this.highlight.stop();
    this.diagnostics.stop();
    this.status.stop();
    document.removeEventListener("visibilitychange", this.noteVisibility);
  }

  private readonly noteVisibility = (): void => {
    this.visibilityChanges++;
  };

  /** Tells the server where the reader points. */
  private readonly clicked = ({ target }: MouseEvent): void => {
    const block = target instanceof Element ? target.closest("[id]") : null;
    if (block && !block.closest("[data-preview]")) this.send({ type: "clicked", block: block.id });
  };

  private lost(delay: number | undefined): void {
    this.isJoined = false;
    // The server sends again what follows the revision that is shown.
    this.held = [];
    this.showState(delay);
  }

  private opened(): void {
    this.unanswered = 0;
    if (!this.isFetching) this.join();
  }

  private join(): void {
    this.unanswered++;
    this.send({ type: "join", ...this.version, why: this.why });
  }

  private send(message: FromViewer): void {
    this.connection.send(encode(message));
  }

  private receive(frame: string): void {
    const arrival = performance.now();
    try {
      this.handle(decode(frame), arrival);
    } catch (error) {
      console.warn("sopwright: a message could not be used; the page is fetched again", error);
      void this.resync();
    }
  }

  private handle(message: ToViewer | undefined, arrival: number): void {
    switch (message?.type) {
      case "joined":
        if (this.isAnswered()) this.joined(message.epoch, message.revision);
        break;
      case "patch":
        if (this.isJoined) this.patch(message, arrival);
        break;
      case "snapshot":
        if (this.isAnswered()) void this.resync();
        break;
      case "theme":
      case "paper":
        useStyle(message.type, message.href, this.view.offer);
        this.view.offer();
        break;
      case "diagnostics":
        this.hasErrors = message.items.some(({ severity }) => severity === "error");
        this.diagnostics.show(message.items);
        this.showState();
        break;
      case "pong":
        if (message.now !== undefined) this.clock.answered(message.now / 1_000, arrival);
        break;
      case "goodbye":
      case undefined:
        // That the connection ends, it will notice itself.
        break;
      default:
        message satisfies never;
    }
  }

  /** Takes an answer to a join, and returns whether it answers the last one. */
  private isAnswered(): boolean {
    this.unanswered = Math.max(0, this.unanswered - 1);
    return this.unanswered === 0 && !this.isFetching;
  }

  private joined(epoch: string, revision: number): void {
    this.isJoined = true;
    this.isRefused = this.isStale = this.isNew = false;
    this.connection.confirm();
    this.ladder.worked();
    this.why = "reconnected";
    this.clock.start(epoch !== this.version.epoch);
    this.shows({ ...this.version, epoch, revision });
  }

  private patch(patch: Patch, arrival: number): void {
    if (this.held.length > 0) {
      this.hold(patch, arrival);
      return;
    }
    const steps = patch.base === this.version.revision ? fit(this.mirror, patch) : undefined;
    const field = this.composition.composing;
    if (!steps) {
      void this.resync();
    } else if (field && disturb(steps, field)) {
      this.hold(patch, arrival);
    } else {
      this.perform(steps);
      this.shows({ ...this.version, revision: patch.revision, digest: patch.digest });
      this.acknowledge(patch, arrival);
    }
  }

  private hold(patch: Patch, arrival: number): void {
    this.held.push(() => this.patch(patch, arrival));
    this.showState();
  }

  /** A composition is over. */
  private release(): void {
    const held = this.held;
    this.held = [];
    for (const patch of held) patch();
  }

  /** Finds in the page what was delivered; no patch is applied before that. */
  private async align(): Promise<void> {
    this.isFetching = true;
    try {
      const resync = await importModule<typeof import("./resync")>("resync");
      this.mirror = resync.alignedMirror(await resync.fetchDelivered(this.version));
    } catch (error) {
      console.warn("sopwright: the page cannot be told from what its scripts made of it", error);
    }
    this.isFetching = false;
    if (!this.isStopped) this.join();
  }

  /** Brings the page up to date, in place, without patches; then joins again. */
  private async resync(): Promise<void> {
    if (this.isFetching) return;
    this.isFetching = true;
    this.isJoined = false;
    this.isStale = true;
    this.held = [];
    this.showState();
    try {
      const { diff, fetchPage } = await importModule<typeof import("./resync")>("resync");
      const page = await fetchPage();
      await this.composition.over();
      this.isFetching = false;
      if (!this.isStopped) this.take(page, diff(this.mirror.children, page.tree.children));
    } catch (error) {
      console.warn("sopwright: the page could not be fetched; it is tried again", error);
      this.isFetching = false;
      if (!this.isStopped) this.connection.retry();
    }
  }

  private take({ styles, version }: Page, difference: readonly Op[]): void {
    const steps = resolve(this.mirror, difference);
    if (!steps) throw new Error("the difference of two pages has an op that does not fit");
    this.perform(steps);
    useStyle("theme", styles.theme, this.view.offer);
    useStyle("paper", styles.paper, this.view.offer);
    this.view.offer();
    this.shows(version);
    this.why = "resynced";
    this.join();
  }

  private perform(steps: readonly Step[]): void {
    if (steps.length === 0) return;
    const { blocks, removed } = this.place.keepOver(() => perform(steps));
    // The page changes all the time, or its author looks on: changes are not worth a word.
    if (document.documentElement.hasAttribute("data-preview-quiet")) return;
    this.highlight.show(blocks);
    this.status.announce(blocks.size + removed);
  }

  /** Tells the server when a patch was painted; a hidden page paints nothing. */
  private acknowledge({ revision, edited }: Patch, arrival: number): void {
    const applied = performance.now() - arrival;
    const since = edited === undefined ? undefined : this.clock.since(edited / 1_000, arrival);
    const changes = this.visibilityChanges;
    if (document.hidden) return;
    afterPaint(() => {
      if (changes !== this.visibilityChanges) return;
      const painted = performance.now() - arrival;
      // Behind whatever else waits for the paint.
      setTimeout(() => {
        this.send({
          type: "ack",
          revision,
          since,
          applied,
          painted,
          roundtrip: this.clock.roundtrip,
        });
        if (since !== undefined) this.latency.painted(since + painted);
      });
    });
  }

  private shows(version: Version): void {
    this.version = version;
    const page = document.documentElement;
    page.setAttribute("data-preview-epoch", version.epoch);
    page.setAttribute("data-preview-revision", String(version.revision));
    page.setAttribute("data-preview-digest", version.digest);
    this.showState();
  }

  private showState(delay?: number): void {
    if (delay !== undefined) this.isNew = false;
    const state = this.state();
    const page = document.documentElement;
    if (page.dataset.previewState !== state) page.dataset.previewState = state;
    this.status.show(state, delay);
  }

  private state(): State {
    if (this.isRefused) return "refused";
    if (this.isStale || this.held.length > 0) return "stale";
    if (!this.isJoined) return this.isNew ? "connecting" : "reconnecting";
    return this.hasErrors ? "error" : "live";
  }
}

/**
 * Calls back when the page was painted as it is now: a task that a frame begins runs behind its
 * painting. That frame may be the one that is being made, in which the next `requestAnimationFrame`
 * is not any more, but the observation of sizes.
 */
function afterPaint(then: () => void): void {
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    setTimeout(then);
  });
  observer.observe(document.documentElement);
}

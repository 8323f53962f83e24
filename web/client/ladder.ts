/**
 * The ladder of transports: WebSocket, and below it what gets through where that does not.
 *
 * The lower rungs are a module of their own, which is loaded when the first one fails: most readers
 * never need them.
 */

import type { Connection, Transport } from "../shared/connection";
import { importModule } from "./module";
import type { Rungs } from "./rungs";
import { recall } from "./storage";

/** How long the page may be on its way, in milliseconds. */
const ANSWER_WITHIN = 5_000;
/** After how many attempts in a row that were of no use another rung is tried. */
const ATTEMPTS = 2;

export class Ladder {
  private rungs: Rungs | undefined;
  private isLooking = false;
  /** Whether the page could be had when the last attempt had failed. */
  private wasThere = false;

  /**
   * @param top the first rung.
   * @param refused is called when the server does not let this page in any more.
   */
  constructor(
    private readonly connection: Connection,
    private readonly top: Transport,
    private readonly refused: () => void,
  ) {}

  /** Begins where it ended the last time. */
  start(): void {
    if (recall("rung")) void this.load().then((rungs) => rungs?.start());
  }

  stop(): void {
    this.rungs?.stop();
  }

  /** @param attempts how many in a row were of no use. */
  async failed(attempts: number): Promise<void> {
    if (attempts < ATTEMPTS || this.isLooking) return;
    this.isLooking = true;
    const status = await statusOfPage();
    if (status === 403) this.refused();
    // Where the page cannot be had either, it is not the rung that fails; and the server may have
    // come back only now, so the top has one more chance.
    const isThere = status === 200;
    if (isThere && (this.wasThere || this.rungs?.isLower)) (await this.load())?.descend();
    this.wasThere = isThere;
    this.isLooking = false;
  }

  /** The connection is of use. */
  worked(): void {
    this.wasThere = false;
  }

  private async load(): Promise<Rungs | undefined> {
    if (this.rungs) return this.rungs;
    try {
      const { Rungs } = await importModule<typeof import("./rungs")>("rungs");
      this.rungs ??= new Rungs(this.connection, this.top);
    } catch {
      // The server is away; there is nothing to descend to.
    }
    return this.rungs;
  }
}

/** Returns the status with which the page is answered; `undefined` if nobody answers. */
async function statusOfPage(): Promise<number | undefined> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", signal });
    return answer.status;
  } catch {
    return undefined;
  }
}

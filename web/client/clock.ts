/**
 * How the server's clock differs from this page's, estimated as NTP does (RFC 5905 §8): when a
 * question left and its answer came, and what the server's clock said in between. The answer that
 * came soonest says most; it counts until a better one comes or it is old.
 */

/** How long an answer counts, in ms: clocks drift apart by some ms in that time. */
const COUNTS_FOR = 5 * 60_000;
/** How many questions are asked in a row: a page that is busy answers late. */
const IN_A_ROW = 4;
/** Milliseconds until it asks again: soon, since a page that was just opened is busy; then seldom. */
const FIRST_PAUSE = 1_000;
const PAUSE = 30_000;

interface Sample {
  /** Milliseconds between question and answer. */
  readonly roundtrip: number;
  /** What is added to a time of this page to get one of the server, in ms. */
  readonly offset: number;
  readonly at: number;
}

export class Clock {
  private left = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked: number | undefined;
  private best: Sample | undefined;

  /** How long the last question and its answer took, in ms. */
  roundtrip: number | undefined;

  /** @param ask asks the server, which may come to nothing; says so by {@link leaves}. */
  constructor(private readonly ask: () => void) {}

  /** The server can be asked. @param isOther whether it may be another one than before. */
  start(isOther: boolean): void {
    if (isOther) this.best = this.roundtrip = undefined;
    this.compare(FIRST_PAUSE);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** A question leaves. */
  leaves(): void {
    this.asked = performance.now();
  }

  /** An answer came at that time. @param server what the server's clock said, in ms. */
  answered(server: number, at: number): void {
    const { asked } = this;
    if (asked === undefined) return;
    this.asked = undefined;
    const roundtrip = at - asked;
    this.roundtrip = roundtrip;
    const isOld = this.best !== undefined && at - this.best.at > COUNTS_FOR;
    if (!this.best || isOld || roundtrip <= this.best.roundtrip) {
      this.best = { roundtrip, offset: server - (asked + at) / 2, at };
    }
    if (--this.left > 0) this.ask();
  }

  /**
   * Returns how many ms passed from a time on the server's clock to one of this page; nothing while
   * it is not known how they differ.
   */
  since(server: number, time: number): number | undefined {
    return this.best && Math.max(0, time + this.best.offset - server);
  }

  private compare(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.compare(PAUSE), pause);
    this.left = IN_A_ROW;
    this.ask();
  }
}

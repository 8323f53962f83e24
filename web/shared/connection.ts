/**
 * A connection that is always there again: it never gives up and needs no care.
 *
 * ```text
 *            opened                    lost, or no answer to a ping
 * connecting ──────▶ open ─────────────────────────────┐
 *      ▲                                               ▼
 *      └─── the delay is over, `online`, or the ─── waiting
 *           page comes into view                   (for ever, while the page is hidden)
 * ```
 *
 * The delay is drawn from 0 to a limit that begins at 250 ms and doubles up to 10 s ("full jitter"),
 * so that many viewers do not come back to a restarted server all at once. It begins anew when the
 * user of the connection says that it is of use, not already when it opens.
 */

/** One attempt at talking to the server, by a transport. */
export interface Link<Frame = string> {
  send(frame: Frame): void;
  close(): void;
}

/** What a link tells; nothing any more once it is closed. */
export interface LinkUser<Frame = string> {
  opened(): void;
  received(frame: Frame): void;
  closed(): void;
}

/** A transport: makes a link. Calls nothing back before it returns. */
export type Transport<Frame = string> = (user: LinkUser<Frame>) => Link<Frame>;

export interface ConnectionUser<Frame = string> {
  opened(): void;
  received(frame: Frame): void;
  /** @param delay in milliseconds; `undefined` while the page is hidden. */
  waiting(delay: number | undefined): void;
  connecting(): void;
  /** @param attempts how many in a row were of no use. */
  failed(attempts: number): void;
  /** A ping leaves. */
  asked?(): void;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 10_000;
/** How long a link may take to open, and then to bring the first frame. */
const OPEN_WITHIN = 5_000;
/** After how long a silence the other end is asked whether it lives. */
const QUIET = 15_000;
const ANSWER_WITHIN = 2_000;

type Timer = ReturnType<typeof setTimeout>;

export class Connection<Frame = string> {
  private link: Link<Frame> | undefined;
  private isOpen = false;
  private attempts = 0;
  /** The one timer: for the next attempt, the opening, the next ping or its answer. */
  private timer: Timer | undefined;
  private isAsked = false;

  /** @param ping the frame that asks the server for an answer. */
  constructor(
    private transport: Transport<Frame>,
    private readonly ping: Frame,
    private readonly user: ConnectionUser<Frame>,
  ) {}

  start(): void {
    document.addEventListener("visibilitychange", this.look);
    addEventListener("online", this.look);
    addEventListener("offline", this.look);
    this.connect();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.look);
    removeEventListener("online", this.look);
    removeEventListener("offline", this.look);
    this.release();
  }

  send(frame: Frame): void {
    if (this.isOpen) this.link?.send(frame);
  }

  /** Says that the connection is of use: the next delay is the first one again. */
  confirm(): void {
    this.attempts = 0;
  }

  /** Ends a link that is of no use, to try another one after a delay. */
  retry(): void {
    this.release();
    this.wait();
  }

  /** Tries now instead of waiting on. */
  hurry(): void {
    if (!this.link) this.connect();
  }

  /** Goes on by another transport, at once. */
  use(transport: Transport<Frame>): void {
    this.transport = transport;
    this.attempts = 0;
    this.connect();
  }

  private connect(): void {
    this.release();
    this.user.connecting();
    this.schedule(OPEN_WITHIN, () => this.retry());
    const link = this.transport({
      opened: () => {
        if (this.link !== link) return;
        this.isOpen = true;
        this.schedule(OPEN_WITHIN, () => this.retry());
        this.user.opened();
      },
      received: (frame) => {
        if (this.link !== link) return;
        this.listen();
        this.user.received(frame);
      },
      closed: () => {
        if (this.link === link) this.retry();
      },
    });
    this.link = link;
  }

  private wait(): void {
    if (document.hidden) {
      this.user.waiting(undefined);
      return;
    }
    const limit = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.attempts);
    const delay = Math.random() * limit;
    this.attempts++;
    this.schedule(delay, () => this.connect());
    this.user.waiting(delay);
    this.user.failed(this.attempts);
  }

  /** The other end lives. */
  private listen(): void {
    this.isAsked = false;
    this.schedule(QUIET, () => this.ask());
  }

  /** Asks whether the other end lives. */
  ask(): void {
    // A page that nobody sees does not care; it asks when it is seen again.
    if (!this.isOpen || document.hidden || this.isAsked) return;
    this.isAsked = true;
    this.user.asked?.();
    this.send(this.ping);
    this.schedule(ANSWER_WITHIN, () => this.retry());
  }

  /** The page came into view or was hidden, or the network came or went. */
  private readonly look = (): void => {
    if (this.isOpen) {
      this.ask();
    } else if (document.hidden) {
      if (!this.link) this.pause();
    } else {
      this.connect();
    }
  };

  private pause(): void {
    clearTimeout(this.timer);
    this.user.waiting(undefined);
  }

  private release(): void {
    clearTimeout(this.timer);
    const { link } = this;
    this.link = undefined;
    this.isOpen = this.isAsked = false;
    link?.close();
  }

  private schedule(delay: number, action: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, delay);
  }
}

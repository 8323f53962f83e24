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
 * user of the socket says that the connection is of use, not already when it opens.
 */

export interface SocketUser {
  opened(): void;
  received(frame: string): void;
  /** @param delay in milliseconds; `undefined` while the page is hidden. */
  waiting(delay: number | undefined): void;
  connecting(): void;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 10_000;
/** How long a connection may take to open. */
const OPEN_WITHIN = 10_000;
/** After how long a silence the other end is asked whether it lives. */
const QUIET = 15_000;
const ANSWER_WITHIN = 2_000;

type Timer = ReturnType<typeof setTimeout>;

export class Socket {
  private socket: WebSocket | undefined;
  private attempts = 0;
  /** The one timer: for the next attempt, the opening, the next ping or its answer. */
  private timer: Timer | undefined;
  private isAsked = false;

  /** @param ping the frame that asks the server for an answer. */
  constructor(
    private readonly address: URL,
    private readonly ping: string,
    private readonly user: SocketUser,
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

  send(frame: string): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(frame);
  }

  /** Says that the connection is of use: the next delay is the first one again. */
  confirm(): void {
    this.attempts = 0;
  }

  /** Ends a connection that is of no use, to try another one after a delay. */
  retry(): void {
    this.release();
    this.wait();
  }

  /** Tries now instead of waiting on. */
  hurry(): void {
    if (!this.socket) this.connect();
  }

  private connect(): void {
    this.release();
    this.user.connecting();
    const socket = new WebSocket(this.address);
    this.socket = socket;
    this.schedule(OPEN_WITHIN, () => this.retry());
    socket.onopen = () => {
      this.listen();
      this.user.opened();
    };
    socket.onmessage = ({ data }) => {
      this.listen();
      if (typeof data === "string") this.user.received(data);
    };
    socket.onclose = () => this.retry();
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
  }

  /** The other end lives. */
  private listen(): void {
    this.isAsked = false;
    this.schedule(QUIET, () => this.ask());
  }

  private ask(): void {
    // A page that nobody sees does not care; it asks when it is seen again.
    if (document.hidden || this.isAsked) return;
    this.isAsked = true;
    this.send(this.ping);
    this.schedule(ANSWER_WITHIN, () => this.retry());
  }

  /** The page came into view or was hidden, or the network came or went. */
  private readonly look = (): void => {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.ask();
    } else if (document.hidden) {
      if (!this.socket) this.pause();
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
    const { socket } = this;
    this.socket = undefined;
    this.isAsked = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private schedule(delay: number, action: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, delay);
  }
}

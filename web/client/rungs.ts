/**
 * The lower rungs of the ladder, for networks that let WebSockets through badly or not at all.
 *
 * ```text
 * WebSocket ── fails, though the page can be had ──▶ events ── as well ──▶ poll
 *     ▲  ▲                                             │                    │ │
 *     │  └──────────── a WebSocket gets through ───────┴────────────────────┘ │
 *     └────────────────────────────────────────────────────────── as well ────┘
 * ```
 *
 * The rung that was used last is remembered, and whether the top can be reached again is tried out
 * every minute, beside the connection.
 */

import type { Connection, Link, LinkUser, Transport } from "../shared/connection";
import { encode } from "../shared/protocol";
import { recall, remember } from "./storage";

const CLIMB_EVERY = 60_000;
/** How long the answer to a ping may be on its way, in milliseconds. */
const ANSWER_WITHIN = 5_000;

const LOWER = { events, poll } as const;
type Lower = keyof typeof LOWER;

export class Rungs {
  private current: Lower | undefined;
  private climbing: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly top: Transport,
  ) {}

  get isLower(): boolean {
    return this.current !== undefined;
  }

  /** Uses the rung that was used last, and looks at once whether the top can be reached. */
  start(): void {
    const last = recall("rung");
    if (last === "events" || last === "poll") this.use(last);
    void this.climb();
  }

  stop(): void {
    clearInterval(this.climbing);
  }

  /** Goes one rung down. */
  descend(): void {
    this.use(this.current === undefined ? "events" : below(this.current));
  }

  private use(rung: Lower | undefined): void {
    this.current = rung;
    remember("rung", rung);
    clearInterval(this.climbing);
    if (rung) this.climbing = setInterval(() => void this.climb(), CLIMB_EVERY);
    const page = document.documentElement;
    if (rung) page.setAttribute("data-preview-transport", rung);
    else page.removeAttribute("data-preview-transport");
    this.connection.use(rung ? LOWER[rung] : this.top);
  }

  /** Uses the top again if an answer comes from there. */
  private async climb(): Promise<void> {
    if (!document.hidden && (await answers(this.top)) && this.current) this.use(undefined);
  }
}

function below(rung: Lower): Lower | undefined {
  return rung === "events" ? "poll" : undefined;
}

/** Whether a ping by a transport is answered. */
function answers(transport: Transport): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (answered: boolean) => {
      clearTimeout(timer);
      link.close();
      resolve(answered);
    };
    const timer = setTimeout(() => end(false), ANSWER_WITHIN);
    const link = transport({
      opened: () => link.send(encode({ type: "ping" })),
      received: () => end(true),
      closed: () => end(false),
    });
  });
}

/** A `join`, and the other messages, as they come to a link. */
interface Message {
  readonly type: string;
  readonly epoch: string;
  readonly revision: number;
  readonly digest: string;
  readonly why?: string;
}

/** What tells the server that several requests are of the same viewer. */
const VIEWER = crypto.getRandomValues(new Uint32Array(4)).join("-");

function address(path: string, why?: string): URL {
  const address = new URL(`_preview/${path}`, location.href);
  address.searchParams.set("viewer", VIEWER);
  if (why) address.searchParams.set("why", why);
  return address;
}

/** A link whose downward half begins anew with each join, and which says all else by itself. */
function joined(user: LinkUser, join: (message: Message) => void, close: () => void): Link {
  // There is nothing to open before the join.
  const opening = setTimeout(user.opened);
  return {
    send(frame) {
      const message = JSON.parse(frame) as Message;
      if (message.type === "join") join(message);
      else void say(frame, user);
    },
    close() {
      clearTimeout(opening);
      close();
    },
  };
}

/** Says something; only a ping has an answer. */
async function say(frame: string, user: LinkUser): Promise<void> {
  try {
    const answer = await fetch(address("say"), { method: "POST", body: frame });
    if (answer.status === 200) user.received(await answer.text());
  } catch {
    // What is said so is for statistics; that the server is away shows elsewhere.
  }
}

/** Server-sent events. */
function events(user: LinkUser): Link {
  let source: EventSource | undefined;
  return joined(
    user,
    ({ epoch, revision, digest, why }) => {
      source?.close();
      const join = [epoch || "none", revision, digest || "none"].join("/");
      source = new EventSource(address(`events/${join}`, why));
      source.onmessage = ({ data }) => user.received(data as string);
      source.onerror = () => user.closed();
    },
    () => source?.close(),
  );
}

/** Long polling. */
function poll(user: LinkUser): Link {
  let current: AbortController | undefined;
  return joined(
    user,
    (join) => {
      current?.abort();
      current = new AbortController();
      void follow(join, user, current.signal);
    },
    () => current?.abort(),
  );
}

async function follow(
  { epoch, revision, digest, why }: Message,
  user: LinkUser,
  signal: AbortSignal,
): Promise<void> {
  let at: Record<string, unknown> = { viewer: VIEWER, epoch, revision, digest, why, seen: "" };
  try {
    while (!signal.aborted) {
      const body = JSON.stringify(at);
      const answer = await fetch(address("poll"), { method: "POST", body, signal });
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      const { seen, frames } = (await answer.json()) as { seen: string; frames: Message[] };
      at = { ...at, why: undefined, seen };
      for (const frame of frames) {
        if (frame.type === "joined" || frame.type === "patch") at = { ...at, ...versionIn(frame) };
        if (!signal.aborted) user.received(JSON.stringify(frame));
        // It joins again when it has the page.
        if (frame.type === "snapshot") return;
        if (frame.type === "goodbye") throw new Error("the server stops");
      }
    }
  } catch {
    if (!signal.aborted) user.closed();
  }
}

function versionIn({ epoch, revision, digest }: Partial<Message>): Partial<Message> {
  return {
    ...(epoch !== undefined && { epoch }),
    ...(revision !== undefined && { revision }),
    ...(digest !== undefined && { digest }),
  };
}

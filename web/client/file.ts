/**
 * The client of a page that is kept in files: it looks again and again at a script that carries the
 * newest patches, since a `file:` address cannot be fetched. All of the client is in this one script,
 * for the same reason; the page as paper is left out, whose style sheet cannot be read there.
 */

import type { Link, LinkUser } from "../shared/connection";
import { alignedMirror } from "./align";
import { diff } from "./diff";
import { provideModule } from "./module";
import type { Page } from "./page";
import { readPage } from "./page";
import { Viewer } from "./viewer";

/** Milliseconds between two looks. */
const PAUSE = 250;
/** How long a script may take to load. */
const LOAD_WITHIN = 5_000;

interface Frame {
  readonly type: string;
  readonly base?: number;
}

interface Updates {
  readonly epoch: string;
  /** The revision that the first patch leads on from. */
  readonly base: number;
  readonly revision: number;
  readonly frames: readonly Frame[];
  readonly patches: readonly Frame[];
}

let scripts = 0;

/** Runs a script that calls a function of this name with what it holds. */
function load(name: string, callback: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const end = (finish: () => void) => {
      clearTimeout(timer);
      script.remove();
      finish();
    };
    const fail = () => end(() => reject(new Error(`${name} cannot be loaded`)));
    const timer = setTimeout(fail, LOAD_WITHIN);
    script.setAttribute("data-preview", "");
    // Each under a name of its own: a browser may have kept the last one.
    script.src = `_preview/${name}?${scripts++}`;
    script.onerror = fail;
    let value: unknown;
    Object.assign(window, {
      [callback]: (held: unknown) => {
        value = held;
      },
    });
    script.onload = () => end(() => resolve(value));
    document.head.append(script);
  });
}

async function fetchPage(): Promise<Page> {
  return readPage((await load("page.js", "sopwrightPage")) as string);
}

function files(user: LinkUser): Link {
  let current: AbortController | undefined;
  const opening = setTimeout(user.opened);
  return {
    send(frame) {
      const message = JSON.parse(frame) as Frame & { epoch: string; revision: number };
      if (message.type === "ping") user.received(JSON.stringify({ type: "pong" }));
      if (message.type !== "join") return;
      current?.abort();
      current = new AbortController();
      void follow(message, user, current.signal);
    },
    close() {
      clearTimeout(opening);
      current?.abort();
    },
  };
}

async function follow(
  { epoch, revision }: { epoch: string; revision: number },
  user: LinkUser,
  signal: AbortSignal,
): Promise<void> {
  const receive = (frame: object) => {
    if (!signal.aborted) user.received(JSON.stringify(frame));
  };
  let at: number | undefined;
  const sent = new Map<string, string>();
  try {
    while (!signal.aborted) {
      const updates = (await load("updates.js", "sopwrightUpdates")) as Updates;
      const shown = at ?? revision;
      if (updates.epoch !== epoch || shown < updates.base || shown > updates.revision) {
        // It joins again when it has the page.
        receive({ type: "snapshot", epoch: updates.epoch, revision: updates.revision });
        return;
      }
      if (at === undefined) receive({ type: "joined", epoch, revision });
      for (const frame of updates.frames) {
        const text = JSON.stringify(frame);
        if (sent.get(frame.type) === text) continue;
        sent.set(frame.type, text);
        receive(frame);
      }
      for (const patch of updates.patches) if ((patch.base ?? 0) >= shown) receive(patch);
      if (at === updates.revision) receive({ type: "pong" });
      at = updates.revision;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  } catch {
    if (!signal.aborted) user.closed();
  }
}

provideModule("resync", {
  alignedMirror,
  diff,
  fetchPage,
  fetchDelivered: () => load("page.js", "sopwrightPage"),
});
// There are no other transports here.
provideModule("rungs", {});
new Viewer(files).start();

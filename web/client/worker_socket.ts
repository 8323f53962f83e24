/**
 * A WebSocket in a worker, for a page that shows what somebody types beside it.
 *
 * Chromium puts off all tasks of a page between a key and the next frame, so that what comes by a
 * socket is shown a frame late, and with fast typing later and later. It never puts off frames: so
 * while keys are pressed, each frame looks what has come, in memory that the worker shares.
 */

import type { Transport } from "../shared/connection";
import { Slots } from "./slots";

export interface ToWorker {
  address: string;
  memory: SharedArrayBuffer;
}

export type FromWorker =
  | { type: "opened" }
  /** The number counts from 1. */
  | { type: "received"; number: number; frame: string }
  | { type: "closed" };

/** What tells the page that an author has written; the application dispatches it on the window. */
export const WRITTEN = "sopwright-written";
/** How long after that frames look, in ms; with no key for so long, messages have their turn. */
const LOOK_FOR = 300;

export function workerSocket(address: URL): Transport {
  // All scripts of the client are asked for by the same version.
  const script = new URL(`worker.js${new URL(import.meta.url).search}`, import.meta.url);
  return ({ opened, received, closed }) => {
    const worker = new Worker(script, { type: "module" });
    const slots = new Slots();
    let taken = 0;
    let until = 0;
    let looking: number | undefined;

    const take = (number: number, frame: string): void => {
      taken = number;
      slots.free(number);
      received(frame);
    };
    const look = (): void => {
      looking = undefined;
      for (;;) {
        const frame = slots.take(taken + 1);
        if (frame === undefined) break;
        take(taken + 1, frame);
      }
      if (performance.now() < until) lookInFrame();
    };
    const lookInFrame = (): void => {
      looking ??= requestAnimationFrame(look);
    };
    const written = (): void => {
      until = performance.now() + LOOK_FOR;
      lookInFrame();
    };
    const close = (): void => {
      removeEventListener(WRITTEN, written);
      if (looking !== undefined) cancelAnimationFrame(looking);
      worker.onmessage = worker.onerror = null;
      worker.terminate();
    };

    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === "opened") opened();
      else if (data.type === "closed") closed();
      else if (data.number > taken) take(data.number, data.frame);
    };
    worker.onerror = () => closed();
    worker.postMessage({ address: address.href, memory: slots.memory } satisfies ToWorker);
    addEventListener(WRITTEN, written);
    return { send: (frame) => worker.postMessage(frame), close };
  };
}

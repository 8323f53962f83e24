/** The worker of `worker_socket.ts`: has the WebSocket, and hands on what comes by it. */

import { webSocket } from "../shared/websocket";
import { Slots } from "./slots";
import type { FromWorker, ToWorker } from "./worker_socket";

addEventListener(
  "message",
  ({ data: { address, memory } }: MessageEvent<ToWorker>) => {
    const slots = new Slots(memory);
    let number = 0;
    const say = (said: FromWorker): void => postMessage(said);
    const link = webSocket(new URL(address))({
      opened: () => say({ type: "opened" }),
      received(frame) {
        number++;
        slots.put(number, frame);
        say({ type: "received", number, frame });
      },
      closed: () => say({ type: "closed" }),
    });
    addEventListener("message", ({ data }: MessageEvent<string>) => link.send(data));
  },
  { once: true },
);

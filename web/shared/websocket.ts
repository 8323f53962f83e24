/** The first transport: a WebSocket. */

import type { Transport } from "./connection";

export function webSocket(address: URL): Transport {
  return ({ opened, received, closed }) => {
    const socket = new WebSocket(address);
    socket.onopen = opened;
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") received(data);
    };
    socket.onclose = closed;
    return {
      send: (frame) => socket.send(frame),
      close() {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      },
    };
  };
}

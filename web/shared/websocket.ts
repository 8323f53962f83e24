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

/** The same, with frames of bytes, at an address that is asked for each time. */
export function binaryWebSocket(address: () => URL): Transport<Uint8Array> {
  return ({ opened, received, closed }) => {
    const socket = new WebSocket(address());
    socket.binaryType = "arraybuffer";
    socket.onopen = opened;
    socket.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) received(new Uint8Array(data));
    };
    socket.onclose = closed;
    return {
      send: (frame) => socket.send(frame as Uint8Array<ArrayBuffer>),
      close() {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      },
    };
  };
}

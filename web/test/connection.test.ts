/** The connection that is always there again, over links that fail, with a clock of our own. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { LinkUser } from "../shared/connection";
import { Connection } from "../shared/connection";

Object.assign(globalThis, {
  document: { hidden: false, addEventListener() {}, removeEventListener() {} },
  addEventListener() {},
  removeEventListener() {},
});

/** A connection whose links do as they are told. */
function connect() {
  const links: LinkUser[] = [];
  const delays: number[] = [];
  const failures: number[] = [];
  let opened = 0;
  const connection = new Connection(
    (user) => {
      links.push(user);
      return { send() {}, close() {} };
    },
    "ping",
    {
      opened: () => opened++,
      received() {},
      connecting() {},
      waiting: (delay) => delays.push(delay ?? Number.NaN),
      failed: (attempts) => failures.push(attempts),
    },
  );
  connection.start();
  return { connection, links, delays, failures, opened: () => opened };
}

test("s07: it waits longer and longer, up to ten seconds, and never gives up", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const random = mock.method(Math, "random", () => 1);
  const { links, delays, failures } = connect();
  for (let attempt = 0; attempt < 100; attempt++) {
    links.at(-1)?.closed();
    mock.timers.tick(10_000);
  }
  assert.deepEqual(delays.slice(0, 8), [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  assert.equal(delays.length, 100);
  assert.equal(links.length, 101);
  assert.deepEqual(failures.slice(0, 3), [1, 2, 3]);
  random.mock.restore();
  mock.timers.reset();
});

test("a link that does not open, or brings nothing, is left", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { links, delays, opened } = connect();
  mock.timers.tick(5_000);
  assert.equal(delays.length, 1);
  mock.timers.tick(10_000);
  links.at(-1)?.opened();
  assert.equal(opened(), 1);
  mock.timers.tick(5_000);
  assert.equal(delays.length, 2, "a proxy holds back what the server sends");
  mock.timers.reset();
});

test("the first delay is short again once a connection was of use", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const random = mock.method(Math, "random", () => 1);
  const { connection, links, delays } = connect();
  for (let attempt = 0; attempt < 5; attempt++) {
    links.at(-1)?.closed();
    mock.timers.tick(10_000);
  }
  links.at(-1)?.opened();
  connection.confirm();
  links.at(-1)?.closed();
  assert.equal(delays.at(-1), 250);
  random.mock.restore();
  mock.timers.reset();
});

test("what a link that was left still says is not heard", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { links, delays, opened } = connect();
  const [first] = links;
  first?.closed();
  first?.opened();
  first?.closed();
  assert.equal(opened(), 0);
  assert.equal(delays.length, 1);
  mock.timers.reset();
});

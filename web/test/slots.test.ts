import assert from "node:assert/strict";
import { test } from "node:test";
import { Slots } from "../client/slots";

/** The two sides of one memory. */
function sides(): { worker: Slots; page: Slots } {
  const page = new Slots();
  return { page, worker: new Slots(page.memory) };
}

test("frames are taken in order, once they are there", () => {
  const { worker, page } = sides();
  assert.equal(page.take(1), undefined);
  worker.put(1, "größer");
  worker.put(2, "");
  assert.equal(page.take(1), "größer");
  assert.equal(page.take(2), "");
  assert.equal(page.take(3), undefined);
});

test("what does not fit is a gap", () => {
  const { worker, page } = sides();
  worker.put(1, "x".repeat(2_000_000));
  worker.put(2, "b");
  assert.equal(page.take(1), undefined);
  assert.equal(page.take(2), "b");
});

for (const length of [10, 300_000]) {
  test(`frames of ${length} bytes that were not taken are never written over`, () => {
    const { worker, page } = sides();
    const frame = (number: number): string => String(number).padEnd(length, "é");
    for (let number = 1; number <= 100; number++) worker.put(number, frame(number));
    let taken = 0;
    while (page.take(taken + 1) === frame(taken + 1)) taken++;
    assert.ok(taken > 0 && taken < 100, `${taken} frames had room`);
    assert.equal(page.take(taken + 1), undefined);
    // What was left out has come by messages; from there on there is room again.
    page.free(100);
    for (let number = 101; number <= 300; number++) {
      worker.put(number, frame(number));
      assert.equal(page.take(number), frame(number));
      page.free(number);
    }
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { textDifference } from "../client/text";

const cases: [string, string, number, number, string][] = [
  ["", "", 0, 0, ""],
  ["rinse once", "rinse twice", 6, 2, "twi"],
  ["aaa", "aa", 2, 1, ""],
  ["aa", "aaa", 2, 0, "a"],
  ["abc", "xyz", 0, 3, "xyz"],
];

for (const [old, fresh, offset, remove, insert] of cases) {
  test(`from ${JSON.stringify(old)} to ${JSON.stringify(fresh)}`, () => {
    assert.deepEqual(textDifference(old, fresh), { offset, remove, insert });
  });
}

/** Time that can be compared between programs: milliseconds since 1970, with a fraction. */

let offset;

/** `Date.now()` has whole milliseconds; the moment that it changes tells what the finer clock shows. */
export function calibrate() {
  const before = Date.now();
  let after = before;
  while (after === before) after = Date.now();
  offset = after - performance.now();
}

export function now() {
  return offset + performance.now();
}

export function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Lets a sample begin at any phase of the browser's frames: the one before ended with a frame, and
 * were the next to begin right then, all would meet the frames at the same moment.
 */
export function phase(count) {
  return wait((count * 7) % 17);
}

calibrate();

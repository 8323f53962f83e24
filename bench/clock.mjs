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
 * Waits for another part of a frame with each sample, in the frame that has just begun: how long an
 * edit waits for the next frame is most of what is measured, and chance would need hundreds of samples
 * to be as even. Seventeen in a row have met a frame, of 16.7 ms, at every millisecond.
 */
export function phase(count) {
  return wait((count * 7) % 17);
}

calibrate();

/**
 * Frames in memory that a worker and its page share, so that the page sees them before the worker's
 * messages have their turn.
 *
 * ```text
 * taken │ slots: number, place, length │ bytes      frame n is told of in slot n modulo SLOTS
 * ```
 *
 * Only the worker writes slots and bytes, and only the page says up to which number it has taken
 * frames. A frame for which there is no room is left out: the page finds a gap and waits for the
 * message.
 */

const SLOTS = 64;
const BYTES = 1 << 20;
/** What a slot has, and where the bytes begin, in whole numbers of four bytes. */
const [NUMBER, PLACE, LENGTH, SLOT] = [0, 1, 2, 3];
const HEAD = 1 + SLOTS * SLOT;

export class Slots {
  private readonly head: Int32Array;
  private readonly bytes: Uint8Array;
  /** Where the next frame is put; known to the worker alone, as is what lies where. */
  private end = 0;
  private readonly kept: { number: number; from: number; to: number }[] = [];

  constructor(readonly memory = new SharedArrayBuffer(HEAD * 4 + BYTES)) {
    this.head = new Int32Array(memory, 0, HEAD);
    this.bytes = new Uint8Array(memory, HEAD * 4, BYTES);
  }

  /** @param number from 1, one more than that of the frame before. */
  put(number: number, frame: string): void {
    const bytes = new TextEncoder().encode(frame);
    const from = this.room(number, bytes.length);
    if (from === undefined) return;
    this.bytes.set(bytes, from);
    const slot = slotOf(number);
    this.head[slot + PLACE] = from;
    this.head[slot + LENGTH] = bytes.length;
    // Last, since it says that all else is there.
    Atomics.store(this.head, slot + NUMBER, number);
    this.end = from + bytes.length;
    this.kept.push({ number, from, to: this.end });
  }

  private room(number: number, length: number): number | undefined {
    const taken = Atomics.load(this.head, 0);
    while (this.kept[0] && this.kept[0].number <= taken) this.kept.shift();
    if (number - taken > SLOTS) return undefined;
    const from = this.end + length <= BYTES ? this.end : 0;
    const to = from + length;
    const isFree = to <= BYTES && this.kept.every((kept) => kept.to <= from || kept.from >= to);
    return isFree ? from : undefined;
  }

  /** Returns a frame if it is there. */
  take(number: number): string | undefined {
    const slot = slotOf(number);
    if (Atomics.load(this.head, slot + NUMBER) !== number) return undefined;
    const from = this.head[slot + PLACE] ?? 0;
    // What is shared cannot be decoded where it is.
    const bytes = this.bytes.slice(from, from + (this.head[slot + LENGTH] ?? 0));
    return new TextDecoder().decode(bytes);
  }

  /** Says that all frames up to one were taken, by whatever way they came. */
  free(number: number): void {
    Atomics.store(this.head, 0, number);
  }
}

function slotOf(number: number): number {
  return 1 + (number % SLOTS) * SLOT;
}

/**
 * What is typed into a form before the server has written it into the source: shown and said at
 * once. While one value is under way the newest waits, and those between are never said.
 */

import { useEffect, useRef, useState } from "preact/hooks";

/** What was written comes back by then, in ms. */
const ECHO_WITHIN = 1_500;

export interface Draft<T> {
  value: T;
  /** Takes what was typed; `isValid` false keeps it here. */
  type(value: T, isValid?: boolean): void;
  /** Ends the typing: what the source makes of it is shown from now on. */
  leave(): void;
  /** Shows what the source says, whatever was typed. */
  drop(): void;
}

/** Says what was typed only when the field is left: what is half typed would mean something else. */
export const WHEN_LEFT = "when left";

/**
 * @param value what the source says.
 * @param send writes a value into the source. Returns whether that was done.
 */
export function useDraft<T>(
  value: T,
  send: (value: T) => Promise<boolean>,
  when?: typeof WHEN_LEFT,
): Draft<T> {
  const [, redraw] = useState(0);
  const sending = useRef<Sending<T>>(undefined as unknown as Sending<T>);
  sending.current ??= new Sending<T>(() => redraw((count) => count + 1));
  sending.current.send = send;
  sending.current.value = value;
  useEffect(() => () => sending.current.flush(), []);
  useEffect(() => sending.current.heard(), [value]);
  const held = sending.current.draft;
  return {
    value: held ? held.value : value,
    type: (typed, isValid = true) => {
      sending.current.type(typed, isValid);
      if (when !== WHEN_LEFT) sending.current.flush();
    },
    leave: () => sending.current.leave(),
    drop: () => sending.current.drop(),
  };
}

class Sending<T> {
  draft: { value: T } | null = null;
  /** What the source says. */
  value: T | undefined;
  send: (value: T) => Promise<boolean> = () => Promise.resolve(false);
  private echo: ReturnType<typeof setTimeout> | undefined;
  private isValid = true;
  private isUnsaid = false;
  private isUnderWay = false;
  /** What was said is written, and has not come back yet. */
  private isAwaited = false;
  private isLeft = true;

  constructor(private readonly changed: () => void) {}

  type(value: T, isValid: boolean): void {
    this.draft = { value };
    this.isValid = isValid;
    this.isUnsaid = true;
    this.isLeft = false;
    this.changed();
  }

  drop(): void {
    this.isUnsaid = false;
    this.isAwaited = false;
    this.draft = null;
    this.changed();
  }

  leave(): void {
    this.isLeft = true;
    // What cannot be taken stays to be mended.
    if (this.draft && !this.isValid) return;
    this.flush();
    this.heard();
  }

  /** The source says something else now, or again. */
  heard(): void {
    if (!this.draft || this.isUnsaid || this.isUnderWay) return;
    if (isSame(this.draft.value, this.value)) {
      this.isAwaited = false;
      // A blank at the end is on its way to a word.
      if (!this.isLeft) return;
    } else if (this.isAwaited) return;
    this.draft = null;
    this.changed();
  }

  flush(): void {
    const { draft } = this;
    if (!draft || !this.isUnsaid || !this.isValid || this.isUnderWay) return;
    this.isUnsaid = false;
    this.isUnderWay = true;
    void this.send(draft.value).then((isDone) => {
      this.isUnderWay = false;
      if (this.isUnsaid) this.flush();
      else if (isDone) this.await();
      else if (this.isLeft) this.heard();
    });
  }

  private await(): void {
    this.isAwaited = true;
    clearTimeout(this.echo);
    this.echo = setTimeout(() => {
      this.isAwaited = false;
      if (this.isLeft) this.heard();
    }, ECHO_WITHIN);
    this.heard();
  }
}

function isSame(one: unknown, other: unknown): boolean {
  const [first, second] = [one, other].map((value) =>
    typeof value === "string" ? value.trim().replace(/\s+/g, " ") : JSON.stringify(value),
  );
  return first === second;
}

/**
 * Watches whether the reader is composing text with an input method: a change of the field that is
 * composed in would break the composition off, so such changes wait until it ends.
 */

export class Composition {
  private field: Element | undefined;
  private waiting: (() => void)[] = [];

  /** @param ended is called when a composition is over and its text has arrived. */
  constructor(private readonly ended: () => void) {}

  start(): void {
    addEventListener("compositionstart", this.begin, true);
    addEventListener("compositionend", this.end, true);
  }

  stop(): void {
    removeEventListener("compositionstart", this.begin, true);
    removeEventListener("compositionend", this.end, true);
    this.field = undefined;
  }

  /** The field that is composed in, if there is one. */
  get composing(): Element | undefined {
    // A field that somebody took out of the page does not tell that its composition ended.
    return this.field?.isConnected ? this.field : undefined;
  }

  /** Resolves when nothing is composed. */
  over(): Promise<void> {
    if (!this.composing) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private readonly begin = ({ target }: Event): void => {
    if (target instanceof Element) this.field = target;
  };

  private readonly end = (): void => {
    this.field = undefined;
    // The event is still on its way; the field must not vanish under it.
    setTimeout(() => {
      this.ended();
      for (const resolve of this.waiting.splice(0)) resolve();
    });
  };
}

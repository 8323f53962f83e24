/**
 * The page in the frame of the preview: what is marked in it, what is clicked in it, and when it was
 * last painted. The page is of this server, so the application may look into it; it puts no element
 * there, since the page is compared with what the server sent.
 */

import type { Source } from "./source";

/** What is further from the edge than this, in px, is in view. */
const EDGE = 24;
/** A change that is not painted by then changed nothing that can be seen, in ms. */
const SEEN_WITHIN = 2_000;
/** So often it is looked whether the page can be shown as paper, once a frame. */
const TRIES = 120;
/** What the page shows so long after this author wrote is taken for theirs, in ms. */
const OWN_FOR = 1_000;
/** Pictures may move a block for so long after it was scrolled to, in ms. */
const SETTLES_WITHIN = 2_000;

export interface PreviewUser {
  /** A block was clicked; null for the control block. */
  clicked(key: string | null): void;
  /** A change by this author was painted so many ms after it was made. */
  painted(after: number): void;
}

/** Tells the page that something for it is on its way: see `web/client/worker_socket.ts`. */
const WRITTEN = "sopwright-written";

type Realm = Window & typeof globalThis;

export class PreviewFrame {
  private window: Realm | null = null;
  private document: Document | null = null;
  private marks: CSSStyleSheet | undefined;
  private marked: readonly string[] = [];
  private observer: MutationObserver | undefined;
  /** When the oldest change was made that was not painted yet. */
  private changed: number | null = null;
  private isPaper = false;
  private loud: ReturnType<typeof setTimeout> | undefined;
  private quietened: ShadowRoot | undefined;
  /** The block that was last scrolled to, and when. */
  private shown: { key: string; at: number } | null = null;

  constructor(
    private readonly frame: HTMLIFrameElement,
    private readonly user: PreviewUser,
  ) {}

  /** The page is there, perhaps another one than before. */
  loaded(): void {
    this.leave();
    this.window = this.frame.contentWindow as Realm | null;
    this.document = this.frame.contentDocument;
    if (!this.window || !this.document) return;
    this.marks = new this.window.CSSStyleSheet();
    this.document.adoptedStyleSheets.push(this.marks);
    this.document.addEventListener("click", this.click);
    this.document.addEventListener("load", this.loadedPicture, true);
    this.document.addEventListener("wheel", this.scrolled, { passive: true });
    this.document.addEventListener("keydown", this.scrolled);
    this.observer = new this.window.MutationObserver(this.mutated);
    this.observer.observe(this.document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    this.mark(this.marked);
    this.showPaper(this.isPaper);
  }

  leave(): void {
    this.observer?.disconnect();
    this.document?.removeEventListener("click", this.click);
    this.document?.removeEventListener("load", this.loadedPicture, true);
    this.document?.removeEventListener("wheel", this.scrolled);
    this.document?.removeEventListener("keydown", this.scrolled);
    this.document = null;
    this.window = null;
  }

  /** Watches what this author changes. Returns how to end it. */
  watch(source: Source): () => void {
    const updated = (
      _update: Uint8Array,
      _origin: unknown,
      _doc: unknown,
      change: unknown,
    ): void => {
      if (!(change as { local: boolean }).local) return;
      const now = performance.now();
      if (this.changed === null || now - this.changed > SEEN_WITHIN) this.changed = now;
      this.hush();
      this.window?.dispatchEvent(new Event(WRITTEN));
    };
    source.doc.on("update", updated);
    return () => source.doc.off("update", updated);
  }

  /**
   * Lets the page show changes without a glow and a word while its author makes them: they know, and
   * a glow that begins anew with each letter costs a frame of the whole page all the time.
   */
  private hush(): void {
    this.document?.documentElement.toggleAttribute("data-preview-quiet", true);
    clearTimeout(this.loud);
    this.loud = setTimeout(() => {
      this.document?.documentElement.toggleAttribute("data-preview-quiet", false);
    }, OWN_FOR);
  }

  /** Marks the elements of blocks, in place of those that were marked. */
  mark(keys: readonly string[]): void {
    this.marked = keys;
    const selector = keys.map(selectorOf).join(", ");
    this.marks?.replaceSync(
      selector
        ? `@media screen { ${selector} { outline: 2px solid #0b8a62 !important; outline-offset: 3px; } }`
        : "",
    );
  }

  /** Scrolls to a block if it is out of view; never sideways. */
  show(key: string): void {
    this.shown = { key, at: performance.now() };
    this.scrollTo(key);
  }

  private scrollTo(key: string): void {
    const element = this.document?.querySelector(selectorOf(key));
    const { window } = this;
    if (!element || !window) return;
    const { top, bottom } = element.getBoundingClientRect();
    const height = window.innerHeight;
    if (bottom > EDGE && top < height - EDGE) return;
    const room = Math.max(EDGE, (height - (bottom - top)) / 3);
    window.scrollTo({
      top: window.scrollY + top - room,
      left: window.scrollX,
      behavior: "instant",
    });
  }

  /** Shows the page as sheets of paper, by the button that readers have for it. */
  showPaper(isPaper: boolean): void {
    this.isPaper = isPaper;
    this.turn(TRIES);
  }

  private turn(tries: number): void {
    const host = this.document?.querySelector("sopwright-status");
    this.quieten(host?.shadowRoot);
    const button = host?.shadowRoot?.querySelector<HTMLButtonElement>(".view");
    if (!button || button.hidden) {
      // The page's own script may still be on its way.
      if (tries > 0) this.window?.requestAnimationFrame(() => this.turn(tries - 1));
      return;
    }
    if ((button.ariaPressed === "true") === this.isPaper) return;
    const kept = localStorage.getItem(VIEW);
    button.click();
    // What the author chooses here is not what this browser shows as a reader's.
    if (kept === null) localStorage.removeItem(VIEW);
    else localStorage.setItem(VIEW, kept);
  }

  /** A picture that comes late moves what is below it. */
  private readonly loadedPicture = (): void => {
    const { shown } = this;
    if (shown && performance.now() - shown.at < SETTLES_WITHIN) this.scrollTo(shown.key);
  };

  private readonly scrolled = (): void => {
    this.shown = null;
  };

  /** Hides what the application has a place of its own for: findings, and the choice of paper. */
  private quieten(root: ShadowRoot | null | undefined): void {
    if (!root || !this.window || this.quietened === root) return;
    this.quietened = root;
    const sheet = new this.window.CSSStyleSheet();
    sheet.replaceSync(".panel, .count, .view { display: none !important; }");
    root.adoptedStyleSheets.push(sheet);
  }

  private readonly click = (event: MouseEvent): void => {
    const target = event.target as Element | null;
    const link = target?.closest?.("a[href]")?.getAttribute("href");
    if (link && !link.startsWith("#")) {
      // The frame stays at this document.
      event.preventDefault();
      open(new URL(link, this.document?.baseURI), "_blank", "noopener");
      return;
    }
    const key = target?.closest?.("[data-key]")?.getAttribute("data-key");
    if (key) this.user.clicked(key === "control-block" ? null : key);
  };

  private readonly mutated = (): void => {
    const from = this.changed;
    if (from === null || !this.window) return;
    this.changed = null;
    if (performance.now() - from > SEEN_WITHIN) return;
    // The frame that shows it, which may be the one that is being made.
    const observer = new this.window.ResizeObserver(() => {
      observer.disconnect();
      // A task behind the frame: the frame was painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => this.user.painted(performance.now() - from);
      port2.postMessage(null);
    });
    observer.observe(this.window.document.documentElement);
  };
}

/** Where the page's own script remembers how it is shown. */
const VIEW = "sopwright-view";

function selectorOf(key: string): string {
  return `[data-key="${CSS.escape(key)}"]`;
}

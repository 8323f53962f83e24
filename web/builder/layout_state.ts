/** How the application is laid out: which panes are open and how big, light or dark. Kept in this browser. */

import { effect, signal } from "@preact/signals";

export type Scheme = "system" | "light" | "dark";

interface Kept {
  left: number;
  right: number;
  properties: number;
  isLeftOpen: boolean;
  isRightOpen: boolean;
  arePropertiesOpen: boolean;
  scheme: Scheme;
}

const KEY = "sopwright-layout";
/** How wide the outer panes may be, and how high the properties, in CSS pixels. */
export const SIZES = { left: [200, 480], right: [280, 1200], properties: [96, 1200] } as const;
export type Pane = keyof typeof SIZES;

function kept(): Kept {
  const usual: Kept = {
    left: 272,
    right: Math.round(Math.max(360, innerWidth * 0.38)),
    properties: Math.round(innerHeight * 0.4),
    isLeftOpen: true,
    isRightOpen: true,
    arePropertiesOpen: true,
    scheme: "system",
  };
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return usual;
  }
}

const first = kept();

class Layout {
  readonly left = signal(first.left);
  readonly right = signal(first.right);
  readonly properties = signal(first.properties);
  readonly isLeftOpen = signal(first.isLeftOpen);
  readonly isRightOpen = signal(first.isRightOpen);
  readonly arePropertiesOpen = signal(first.arePropertiesOpen);
  readonly scheme = signal<Scheme>(first.scheme);
  /** Whether the window of the live preview is open. */
  readonly isPreviewOpen = signal(false);
  private window: Window | null = null;

  start(): void {
    effect(() => {
      const now: Kept = {
        left: this.left.value,
        right: this.right.value,
        properties: this.properties.value,
        isLeftOpen: this.isLeftOpen.value,
        isRightOpen: this.isRightOpen.value,
        arePropertiesOpen: this.arePropertiesOpen.value,
        scheme: this.scheme.value,
      };
      localStorage.setItem(KEY, JSON.stringify(now));
      if (now.scheme === "system") delete document.documentElement.dataset.scheme;
      else document.documentElement.dataset.scheme = now.scheme;
    });
  }

  toggle(pane: Pane): void {
    const isOpen = {
      left: this.isLeftOpen,
      right: this.isRightOpen,
      properties: this.arePropertiesOpen,
    }[pane];
    isOpen.value = !isOpen.value;
  }

  /** Sets the size of a pane in CSS pixels, within what is of use. */
  resize(pane: Pane, size: number): void {
    const [least, most] = SIZES[pane];
    this[pane].value = Math.round(Math.min(most, Math.max(least, size)));
  }

  nextScheme(): void {
    const order: Scheme[] = ["system", "light", "dark"];
    this.scheme.value = order[(order.indexOf(this.scheme.value) + 1) % order.length] ?? "system";
  }

  /** Opens the page that readers see in its own window, or closes that. */
  openLivePreview(address: string): void {
    if (this.window && !this.window.closed) {
      this.window.close();
      this.window = null;
      this.isPreviewOpen.value = false;
      return;
    }
    this.window = open(address, "sopwright-preview");
    this.isPreviewOpen.value = this.window !== null;
    // A window that somebody closes tells nobody.
    const look = setInterval(() => {
      if (this.window && !this.window.closed) return;
      clearInterval(look);
      this.isPreviewOpen.value = false;
    }, 500);
  }
}

export const layout = new Layout();

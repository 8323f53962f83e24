/**
 * The choice between the page as screens show it and as sheets of paper, remembered by the browser.
 *
 * What lays the page out on sheets is a module of its own, which is loaded when it is first asked
 * for: most readers never do. Where the server has no style sheet to print by, there is no choice.
 */

import { element } from "./element";
import { importModule } from "./module";
import type { Paper } from "./paper";
import type { Place } from "./place";
import { isShortcut } from "./shortcut";
import { recall, remember } from "./storage";
import { styleLink } from "./style";

export class View {
  private isPaper = false;
  private paper: Paper | undefined;
  private readonly button = element(
    "button",
    {
      type: "button",
      class: "chip view",
      "aria-pressed": "false",
      "aria-keyshortcuts": "Alt+P",
      title: "Show the page as it is printed (Alt+P)",
      hidden: "",
    },
    "Paper",
  );

  /** @param row where the button is put. */
  constructor(
    private readonly row: Element,
    private readonly place: Place,
  ) {
    this.button.addEventListener("click", () => this.turn());
  }

  start(): void {
    this.row.prepend(this.button);
    addEventListener("keydown", this.press);
    this.offer();
    if (!this.button.hidden && recall("view")) this.turn();
  }

  stop(): void {
    removeEventListener("keydown", this.press);
    this.button.remove();
    this.isPaper = false;
    this.paper?.stop();
    this.paper = undefined;
  }

  /** The style sheet to print by has come, or is another one. */
  readonly offer = (): void => {
    // The style sheet of a file cannot be read.
    this.button.hidden = !styleLink("paper") || location.protocol === "file:";
    this.paper?.read();
  };

  private readonly press = (event: KeyboardEvent): void => {
    if (this.button.hidden || !isShortcut(event, "KeyP")) return;
    event.preventDefault();
    this.turn();
  };

  private turn(): void {
    this.isPaper = !this.isPaper;
    this.button.setAttribute("aria-pressed", String(this.isPaper));
    remember("view", this.isPaper ? "paper" : undefined);
    void this.show();
  }

  private async show(): Promise<void> {
    const paper = this.isPaper && !this.paper ? await load() : undefined;
    // It may have been turned back in the meantime, or turned twice.
    if (paper && this.isPaper && !this.paper) {
      this.paper = paper;
      this.place.keepOver(() => still(() => paper.start()));
    } else if (!this.isPaper && this.paper) {
      const { paper } = this;
      this.paper = undefined;
      this.place.keepOver(() => still(() => paper.stop()));
    }
  }
}

/** A change that moves no node. */
function still(change: () => void): { readonly moved: ReadonlySet<Node> } {
  change();
  return { moved: new Set() };
}

/** Loads the module once its style sheet is there too. */
async function load(): Promise<Paper | undefined> {
  const link = styleLink("paper");
  const loaded =
    !link || link.sheet ? undefined : new Promise((then) => link.addEventListener("load", then));
  try {
    const [module] = await Promise.all([importModule<typeof import("./paper")>("paper"), loaded]);
    return new module.Paper();
  } catch (error) {
    console.warn("sopwright: the page cannot be shown as paper", error);
    return undefined;
  }
}

/**
 * The panel with the findings about the source. The page behind it stays as it is.
 *
 * Errors open the panel; once the reader has closed it, only the reader opens it again. Warnings
 * and remarks show no more than how many they are.
 */

import type { Diagnostic, Severity } from "../shared/protocol";
import { counted, element } from "./element";

const NOUNS: readonly [Severity, string][] = [
  ["error", "error"],
  ["warning", "warning"],
  ["info", "remark"],
];

export class Diagnostics {
  private isOpen = false;
  private isUnwanted = false;
  private readonly list = element("ol");
  private readonly closer = element("button", { type: "button", class: "close" }, "Close");
  private readonly panel = element(
    "section",
    { id: "findings", class: "panel", "aria-labelledby": "findings-title", hidden: "" },
    element("header", {}, element("h2", { id: "findings-title" }, "In the source"), this.closer),
    this.list,
  );
  private readonly count = element("button", {
    type: "button",
    class: "chip count",
    "aria-controls": "findings",
    "aria-expanded": "false",
    hidden: "",
  });

  /**
   * @param corner where the panel is put, above what is there.
   * @param row where the button with the count is put.
   */
  constructor(
    private readonly corner: Element,
    private readonly row: Element,
  ) {
    this.count.addEventListener("click", () => this.toggle());
    this.closer.addEventListener("click", () => this.close());
    this.panel.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.close();
    });
  }

  start(): void {
    this.corner.prepend(this.panel);
    this.row.append(this.count);
  }

  stop(): void {
    this.panel.remove();
    this.count.remove();
  }

  show(items: readonly Diagnostic[]): void {
    const hasErrors = items.some(({ severity }) => severity === "error");
    this.list.replaceChildren(...items.map(entry));
    this.count.textContent = summary(items);
    this.count.dataset.severity = NOUNS.map(([severity]) => severity).find((severity) =>
      items.some((item) => item.severity === severity),
    );
    this.count.hidden = items.length === 0;
    if (items.length === 0) this.open(false);
    else if (hasErrors && !this.isUnwanted) this.open(true);
  }

  private toggle(): void {
    this.isUnwanted = this.isOpen;
    this.open(!this.isOpen);
  }

  private close(): void {
    this.isUnwanted = true;
    this.open(false);
    this.count.focus();
  }

  private open(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.panel.hidden = !isOpen;
    this.count.setAttribute("aria-expanded", String(isOpen));
  }
}

/** Writes how many findings there are of each severity. */
export function summary(items: readonly Diagnostic[]): string {
  const parts = NOUNS.map(([severity, noun]) => {
    const count = items.filter((item) => item.severity === severity).length;
    return count > 0 ? counted(count, noun) : "";
  });
  return parts.filter(Boolean).join(", ");
}

function entry({ severity, message, hint, line, column }: Diagnostic): HTMLLIElement {
  const noun = NOUNS.find(([name]) => name === severity)?.[1] ?? severity;
  const place = [line, column].filter((part) => part !== undefined).join(":");
  const where = place && element("span", { class: "place" }, `line ${place}`);
  return element(
    "li",
    { "data-severity": severity },
    element("p", { class: "heading" }, element("strong", {}, noun), " ", where),
    element("p", { class: "message" }, ...codeIn(message)),
    ...(hint ? [element("p", { class: "hint" }, ...codeIn(hint))] : []),
  );
}

/** Sets what stands between backticks as code. */
function codeIn(text: string): (Node | string)[] {
  const parts = text.split("`");
  // A backtick without a partner stands for itself.
  if (parts.length % 2 === 0) return [text];
  return parts.map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}

/**
 * The page as sheets of paper, with the breaks that it will have in print.
 *
 * The style sheet that the page is printed by is turned on for the screen, and the page is laid out
 * in columns of the size of a printed page, one below the other; the browser breaks columns by the
 * same rules as pages. Sheets, what stands in their margins, and the mark across them are drawn
 * around the page, from what `@page` says; none of that is part of the page.
 *
 * ```text
 * ┌ .sheet ─────────┐ ┐
 * │ top-left  top-r.│ │ above
 * │┌ column of main┐│ │
 * ││               ││ │ height
 * │└───────────────┘│ │
 * │ bottom-left  x/y│ │ below
 * └─────────────────┘ ┘
 *   gap
 * ┌ .sheet ─────────┐
 * ```
 *
 * A view that is narrower than a sheet shows it smaller: only its picture is, its lines and breaks
 * stay. Browsers that cannot put columns below each other have the sheets side by side.
 */

import { element } from "./element";
import css from "./paper.css";
import { styleLink } from "./style";

/** Pixels between two sheets, and between a sheet and the edge of the view. */
const GAP = 24;
const EDGE = 16;

/** What `@page` says, as CSS. */
interface Format {
  readonly width: string;
  readonly height: string;
  readonly above: string;
  readonly right: string;
  readonly below: string;
  readonly left: string;
  /** The rules of what stands in the corners. */
  readonly corners: string;
}

export class Paper {
  private readonly page = document.querySelector("main") ?? document.body;
  private readonly host = element("sopwright-paper" as "div", {
    "data-preview": "",
    "aria-hidden": "true",
  });
  private readonly sheets = element("div", { class: "layer sheets" });
  private readonly marks = element("div", { class: "layer marks" });
  private readonly margins = new CSSStyleSheet();
  /** In the page itself: columns instead of one long strip. */
  private readonly columns = new CSSStyleSheet();
  private readonly isStacked = CSS.supports("column-wrap", "wrap");
  private readonly resized = new ResizeObserver(() => this.lay());

  start(): void {
    const look = new CSSStyleSheet();
    look.replaceSync(css);
    const root = this.host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [look, this.margins];
    root.append(this.sheets, this.marks);
    document.adoptedStyleSheets.push(this.columns);
    document.documentElement.append(this.host);
    this.read();
    addEventListener("resize", this.lay);
    this.resized.observe(this.page);
  }

  stop(): void {
    this.resized.disconnect();
    removeEventListener("resize", this.lay);
    this.host.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== this.columns);
    const link = styleLink("paper");
    if (link) link.media = "print";
  }

  /** Reads the style sheet that the page is printed by, at the beginning and when it is another. */
  read(): void {
    const link = styleLink("paper");
    if (link) link.media = "all";
    const format = formatOf(link?.sheet ?? undefined);
    this.margins.replaceSync(marginsOf(format));
    this.columns.replaceSync(columnsOf(format, this.page.localName, this.isStacked));
    this.lay();
  }

  /** Puts as many sheets below the page as it fills, as large as the view allows. */
  private readonly lay = (): void => {
    const { clientWidth } = document.documentElement;
    const { offsetWidth, offsetHeight } = this.sheets;
    const count = this.isStacked
      ? Math.ceil(this.page.offsetHeight / offsetHeight)
      : Math.ceil(this.page.scrollWidth / (offsetWidth + GAP));
    const scale = Math.min(1, (clientWidth - 2 * EDGE) / offsetWidth);
    const left = Math.max(EDGE, (clientWidth - offsetWidth * scale) / 2);
    const [rule] = this.columns.cssRules;
    if (rule instanceof CSSStyleRule) {
      rule.style.setProperty("--sheet-scale", String(scale));
      rule.style.setProperty("--sheet-left", `${Math.floor(left)}px`);
    }
    if (count !== this.sheets.childElementCount) this.draw(count);
    loadPictures(this.page);
  };

  private draw(count: number): void {
    const places = Array.from({ length: count }, (_, index) =>
      this.isStacked ? `--row: ${index}; --column: 0` : `--row: 0; --column: ${index}`,
    );
    this.sheets.replaceChildren(
      ...places.map((place, index) => {
        const sheet = placed(element("div", { class: "sheet" }, ...rows()), place);
        sheet.style.counterSet = `page ${index + 1} pages ${count}`;
        return sheet;
      }),
    );
    this.marks.replaceChildren(
      ...places.map((place) => placed(element("div", { class: "mark" }), place)),
    );
  }
}

/** Loads the pictures that wait until they are near the view: they, too, have a place on a sheet. */
function loadPictures(page: Element): void {
  for (const picture of page.querySelectorAll<HTMLImageElement>("img[loading=lazy]")) {
    if (picture.complete) continue;
    // Being eager for a moment is enough, and the attribute stays that of the page.
    picture.loading = "eager";
    picture.loading = "lazy";
  }
}

function rows(): HTMLElement[] {
  const corner = (name: string) => element("div", { class: `corner ${name}` });
  return [
    element("div", { class: "head" }, corner("top-left"), corner("top-right")),
    element("div", { class: "foot" }, corner("bottom-left"), corner("bottom-right")),
  ];
}

function placed(sheet: HTMLElement, place: string): HTMLElement {
  sheet.style.cssText = place;
  return sheet;
}

/** Reads the `@page` rules that are for all pages; a later one goes on where it says something. */
function formatOf(sheet: CSSStyleSheet | undefined): Format {
  const rules = [...(sheet?.cssRules ?? [])].filter((rule) => rule instanceof CSSPageRule);
  const pages = rules.filter((rule) => rule.selectorText === "");
  const value = (name: string) =>
    pages
      .map((page) => page.style.getPropertyValue(name))
      .filter(Boolean)
      .at(-1);
  const [width = "210mm", height = "297mm"] = (value("size") ?? "").split(" ").filter(Boolean);
  const inherited = ["font-family", "direction"].map((name) => `${name}: ${value(name) ?? ""};`);
  return {
    width,
    height,
    above: value("margin-top") ?? "20mm",
    right: value("margin-right") ?? "20mm",
    below: value("margin-bottom") ?? "20mm",
    left: value("margin-left") ?? "20mm",
    corners: `.corner { ${inherited.join(" ")} }\n${pages.flatMap(cornersOf).join("\n")}`,
  };
}

/** The rules of the corners, of a browser that lets them be read. */
function cornersOf(page: CSSPageRule): string[] {
  const rules = [...((page as Partial<CSSGroupingRule>).cssRules ?? [])] as MarginRule[];
  return rules.map(({ name, style }) => {
    const corner = `.${name.replace("@", "")}`;
    const content = style.getPropertyValue("content");
    const text = content && `${corner}::before { content: ${content} }`;
    return `${corner} { ${style.cssText} } ${text}`;
  });
}

/** `CSSMarginRule`, which TypeScript does not know yet. */
interface MarginRule extends CSSRule {
  readonly name: string;
  readonly style: CSSStyleDeclaration;
}

function marginsOf({ width, height, above, right, below, left, corners }: Format): string {
  return `:host {
    --width: ${width}; --height: ${height}; --gap: ${GAP}px; --edge: ${EDGE}px;
    --above: ${above}; --right: ${right}; --below: ${below}; --left: ${left};
  }
  ${corners}`;
}

function columnsOf(format: Format, page: string, isStacked: boolean): string {
  const { width, height, above, right, below, left } = format;
  // Chromium prints on pages of whole pixels, rounded up in just this way.
  const inline = `round(up, ${width} - ${left} - ${right}, 1px)`;
  const block = `round(up, ${height} - ${above} - ${below}, 1px)`;
  const columns = isStacked
    ? `columns: 1; column-height: ${block}; column-wrap: wrap;
       row-gap: calc(${height} + ${GAP}px - ${block});`
    : `columns: ${inline} auto; height: ${block} !important;
       column-gap: calc(${width} + ${GAP}px - ${inline});`;
  return `:root { --sheet-scale: 1; --sheet-left: ${EDGE}px }
  @media screen {
    html { background: #dcdfdd !important }
    body { margin: 0 !important }
    ${page} {
      position: absolute;
      top: calc(${EDGE}px + ${above} * var(--sheet-scale));
      left: calc(var(--sheet-left) + ${left} * var(--sheet-scale));
      box-sizing: border-box !important;
      width: ${inline} !important;
      max-width: none !important;
      margin: 0 !important;
      column-fill: auto;
      ${columns}
      transform: scale(var(--sheet-scale));
      transform-origin: 0 0;
    }
  }
  @media screen and (prefers-color-scheme: dark) {
    html { background: #1b1f1e !important }
  }`;
}

/** The preview: the page that readers get, as wide as their devices, linked with the selection. */

import "./preview.css";

import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { run } from "./commands";
import { showTabsOf } from "./drag";
import { Icon, type IconName } from "./icons";
import { PreviewFrame } from "./preview_frame";
import { selectedBlocks } from "./rows";
import {
  blockById,
  catalogue,
  dress,
  isLinked,
  isStyling,
  latency,
  numbers,
  project,
  select,
  source,
  theme,
} from "./state";
import { strings } from "./strings/strings";

const words = strings.preview;

type Width = "phone" | "tablet" | "desktop" | "paper";
const ICONS: Record<Width, IconName> = {
  phone: "phone",
  tablet: "tablet",
  desktop: "screen",
  paper: "paper",
};
/** In CSS pixels; without one, as wide as the pane is. */
const WIDTHS: Partial<Record<Width, number>> = { phone: 390, tablet: 820 };

/** So often it is told how fast the preview is, in ms: each time costs a frame of the whole page. */
const TOLD_EVERY = 300;

export function Preview() {
  const width = useSignal<Width>("desktop");
  const at = source.value;
  if (!at) return null;
  return (
    <section class="preview" aria-label={words.name}>
      <div class="pane-head">
        <fieldset class="segments">
          <legend class="visually-hidden">{words.name}</legend>
          {(Object.keys(ICONS) as Width[]).map((which) => (
            <button
              type="button"
              key={which}
              aria-pressed={width.value === which}
              aria-label={words.widths[which]}
              title={words.widths[which]}
              onClick={() => {
                width.value = which;
              }}
            >
              <Icon name={ICONS[which]} />
            </button>
          ))}
        </fieldset>
        <ThemeChoice />
        <button
          type="button"
          class="button quiet icon"
          aria-pressed={isStyling.value}
          aria-label={words.style}
          title={words.style}
          onClick={() => run("style")}
        >
          <Icon name="edit" />
        </button>
        <span class="fill" />
        <button
          type="button"
          class="button quiet icon"
          aria-pressed={isLinked.value}
          aria-label={words.link}
          title={isLinked.value ? words.link : words.unlink}
          onClick={() => {
            isLinked.value = !isLinked.value;
          }}
        >
          <Icon name={isLinked.value ? "link" : "unlink"} />
        </button>
        <button
          type="button"
          class="button quiet icon"
          aria-label={words.own}
          title={words.own}
          onClick={() => run("live-preview")}
        >
          <Icon name="external" />
        </button>
      </div>
      <Stage key={at.name} name={at.name} width={width.value} />
    </section>
  );
}

export function ThemeChoice() {
  return (
    <select
      class="field preview-theme"
      aria-label={words.theme}
      title={words.theme}
      value={theme.value ?? ""}
      onChange={(event) => {
        dress(event.currentTarget.value || null);
      }}
    >
      <option value="">{words.themeOfDocument}</option>
      {catalogue.value.themes.map((name) => (
        <option key={name} value={name}>
          {strings.options[name] ?? name}
        </option>
      ))}
      {project.value.styles.length > 0 && (
        <optgroup label={words.styles}>
          {project.value.styles.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

function Stage({ name, width }: { name: string; width: Width }) {
  const stage = useRef<HTMLDivElement>(null);
  const iframe = useRef<HTMLIFrameElement>(null);
  const page = useRef<PreviewFrame | null>(null);
  /** What was selected by a click in the page, which is in view there. */
  const clicked = useRef<string | null>(null);
  const at = source.value;

  useEffect(() => {
    if (!iframe.current || !at) return;
    let last = 0;
    let telling: ReturnType<typeof setTimeout> | undefined;
    const now = new PreviewFrame(iframe.current, {
      clicked: (key) => {
        if (!isLinked.peek()) return;
        clicked.current = key;
        if (key === null) select();
        else if (blockById.peek().has(key)) {
          showTabsOf(key);
          select(key);
        }
      },
      painted: (after) => {
        last = after;
        telling ??= setTimeout(() => {
          telling = undefined;
          latency.value = last;
        }, TOLD_EVERY);
      },
    });
    page.current = now;
    const { current: frame } = iframe;
    const loaded = (): void => now.loaded();
    frame.addEventListener("load", loaded);
    if (frame.contentDocument?.readyState === "complete") loaded();
    const unwatch = now.watch(at);
    return () => {
      frame.removeEventListener("load", loaded);
      unwatch();
      now.leave();
      clearTimeout(telling);
    };
  }, [at]);

  useEffect(() => page.current?.showPaper(width === "paper"), [width]);

  const marked = isLinked.value ? selectedBlocks.value.map(({ id }) => id) : [];
  const last = marked.at(-1);
  // A block that is new is on the page only once the server has sent it, which is told here too.
  const { value: sent } = numbers;
  useEffect(() => page.current?.mark(marked), [marked.join(" ")]);
  useEffect(() => {
    if (last === undefined || last === clicked.current) return;
    clicked.current = null;
    const frame = requestAnimationFrame(() => page.current?.show(last));
    return () => cancelAnimationFrame(frame);
  }, [last, last !== undefined && sent.length]);

  useLayoutEffect(() => {
    if (!stage.current || !iframe.current) return;
    const fit = (): void => fitFrame(stage.current, iframe.current, WIDTHS[width]);
    const resized = new ResizeObserver(fit);
    resized.observe(stage.current);
    fit();
    return () => resized.disconnect();
  }, [width]);

  const path = name.split("/").map(encodeURIComponent).join("/");
  return (
    <div class={`preview-stage ${WIDTHS[width] ? "is-narrow" : ""}`} ref={stage}>
      <iframe ref={iframe} title={words.frame} src={`./${path}/`} />
    </div>
  );
}

/** Makes the frame as wide as a device, and smaller to look at if the pane is narrower. */
function fitFrame(
  stage: HTMLElement | null,
  frame: HTMLElement | null,
  width: number | undefined,
): void {
  if (!stage || !frame) return;
  const gap = width === undefined ? 0 : 24;
  const [roomWidth, roomHeight] = [stage.clientWidth - gap, stage.clientHeight - gap];
  const wide = width ?? roomWidth;
  const scale = Math.min(1, roomWidth / wide);
  frame.style.width = `${wide}px`;
  frame.style.height = `${roomHeight / scale}px`;
  frame.style.transform = scale < 1 ? `scale(${scale})` : "";
  frame.style.marginInline = scale < 1 ? "0" : "auto";
}

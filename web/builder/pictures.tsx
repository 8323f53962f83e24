/** Small pictures of what the library can put in: drawn for this application, on a grid of 40 × 28. */

interface Drawing {
  /** Lines. */
  lines?: string;
  /** Thin lines, that stand for text. */
  text?: string;
  /** What is filled. */
  filled?: string;
  /** What is filled lightly. */
  shaded?: string;
}

const BOX = "M4 4h32v20H4z";
const BAR = "M4 4h3v20H4z";
const ROWS = "M4 8h32M4 14h32M4 20h22";
const TRIANGLE = "M14 6l7 13H7z";
const MARK = "M14 10.5v4M14 16.8h.01";
const HAZARD: Drawing = { lines: `${BOX}${TRIANGLE}${MARK}`, text: "M24 10h8M24 14h8M24 18h5" };
const REMARK: Drawing = { filled: BAR, shaded: BOX, text: "M16 10h16M16 14h16M16 18h9" };
const SUPPLIES: Drawing = {
  lines: "M6 7h3v3H6zM6 13h3v3H6zM6 19h3v3H6z",
  text: "M13 8.5h21M13 14.5h21M13 20.5h14",
};

const DRAWINGS: Record<string, Drawing> = {
  section: { filled: "M4 5h20v4H4z", text: "M4 14h32M4 18h32M4 22h20" },
  subsection: { filled: "M4 7h14v2.6H4z", text: "M4 14h32M4 18h32M4 22h20" },
  paragraph: { text: `${ROWS}` },
  steps: {
    lines:
      "M7 4.5v4M5.6 5.6 7 4.5M5.5 12a1.6 1.6 0 0 1 3 .6c0 1-3 2.6-3 3.6h3M5.5 20h3l-1.6 1.6a1.4 1.4 0 1 1-1.5 2.1",
    text: "M13 6.5h22M13 14.5h22M13 22h14",
  },
  step: { lines: "M9 9.5v8M6.4 11.6 9 9.5M6.4 17.5h5.2", text: "M16 12h19M16 17h12" },
  list: { filled: "M5 6h3v3H5zM5 12.5h3v3H5zM5 19h3v3H5z", text: "M13 7.5h22M13 14h22M13 20.5h14" },
  "numbered-list": {
    lines:
      "M6.5 5v4.5M5.2 6 6.5 5M5 12.6a1.5 1.5 0 0 1 2.8.6c0 .9-2.8 2.3-2.8 3.3h2.8M5 19.5h2.8l-1.5 1.5a1.3 1.3 0 1 1-1.3 2",
    text: "M13 7.5h22M13 14.5h22M13 21.5h14",
  },
  item: { filled: "M5 12.5h3v3H5z", text: "M13 14h22" },
  tabs: { lines: "M4 10h32v14H4zM4 10V5h10v5M14 10V6h9v4", text: "M9 15h22M9 19h14" },
  tab: { lines: "M4 10h32v14H4zM4 10V5h13v5", shaded: "M4 5h13v5H4z", text: "M9 15h22M9 19h14" },
  quote: { filled: "M6 6h2v16H6z", text: "M13 9h21M13 14h21M13 19h12" },
  line: { lines: "M4 14h32", text: "M10 7h20M10 21h20" },
  footnote: { text: "M4 6h32M4 10h24M10 20h24", lines: "M4 15h12M5.5 18.5v3M4.8 19.1l.7-.6" },
  danger: { ...HAZARD, filled: "M4 4h2.4v20H4z" },
  warning: HAZARD,
  caution: { ...HAZARD, shaded: "M14 6l7 13H7z" },
  notice: {
    lines: `${BOX}M14 8.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM14 11.5v3.2M14 16.6h.01`,
    text: "M24 10h8M24 14h8M24 18h5",
  },
  ppe: {
    lines: "M10 12a10 8 0 0 1 20 0v2H10zM18 4.6V9M22 4.6V9M7 14h26",
    text: "M12 20h16M15 23.5h10",
  },
  hazards: { lines: "M8 4.5 11 10H5zM8 17.5 11 23H5z", text: "M15 7.5h20M15 20.5h20M15 14h12" },
  note: REMARK,
  tip: {
    ...REMARK,
    lines: "M11.5 8a3 3 0 0 1 1.6 5.5v1.6h-3.2v-1.6A3 3 0 0 1 11.5 8zM10.6 18h1.8",
  },
  important: { ...REMARK, lines: "M11.5 9v6M11.5 18.3h.01" },
  success: { ...REMARK, lines: "M9 14l2 2 3.4-4.4" },
  info: { ...REMARK, lines: "M11.5 13v5M11.5 9.8h.01" },
  checklist: {
    lines: "M5 5h5v5H5zM5 16h5v5H5zM6 7.5l1.2 1.2L9.4 6",
    text: "M15 7.5h20M15 18.5h14",
  },
  decision: {
    lines:
      "M20 3.5l8 6-8 6-8-6zM12 9.5H6v9M28 9.5h6v9M3.5 16l2.5 2.7L8.5 16M31.5 16l2.5 2.7 2.5-2.7",
    text: "M3 23.5h7M30 23.5h7",
  },
  record: { lines: "M16 9h20v10H16z", text: "M4 14h8M20 14h1" },
  records: { lines: "M18 4h17v6H18zM18 16h17v6H18z", text: "M4 7h9M4 19h9" },
  "sign-off": { lines: "M5 21h30M8 17.5c4-9 6-9 5-3s2 3.5 4-.5 3 4 6 .5" },
  attachment: { lines: "M10 3.5h13l6 6v15H10zM23 3.5v6h6", text: "M14 15h11M14 19h8" },
  materials: SUPPLIES,
  reagents: {
    lines:
      "M17 4h6M18.5 4v7L12 22.5a1.4 1.4 0 0 0 1.2 2h13.6a1.4 1.4 0 0 0 1.2-2L21.5 11V4M15.5 17h9",
  },
  equipment: { lines: "M8 6h24v12H8zM14 23h12M20 18v5M13 11h5l2-2 2 4h5" },
  definitions: {
    filled: "M4 6h8v2.6H4zM4 16h8v2.6H4z",
    text: "M16 7h20M16 11h13M16 17h20M16 21h10",
  },
  responsibilities: {
    lines: "M9 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM4 15a5 5 0 0 1 10 0M9 20.5",
    text: "M19 7h17M19 11h12M4 20h32M4 24h20",
  },
  issue: { lines: "M20 4.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zM20 9v6M20 18.5h.01" },
  cause: {
    lines:
      "M20 4.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zM17.3 11.2a2.8 2.8 0 1 1 4 2.5c-.9.5-1.3 1-1.3 2M20 18.8h.01",
  },
  solution: { lines: "M20 4.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zM15.5 14.2l3 3 6-6.4" },
  picture: { lines: `${BOX}M4 20l9-8 7 6 5-4 11 8M27 10.5h.01` },
  video: { lines: `${BOX}M17 9.5v9l8-4.5z` },
  sound: { lines: "M9 11.5h4l6-5v15l-6-5H9zM24 10.5a5 5 0 0 1 0 7M27.5 7.5a9.5 9.5 0 0 1 0 13" },
  figure: { lines: "M7 3.5h26V18H7zM7 15l7-5 6 4.5 4-2.5 9 5", text: "M10 23h20" },
  grid: {
    lines: "M4 4h14.5v16H4zM21.5 4H36v16H21.5zM4 16l5-4 9.5 6M21.5 16l5-4 9.5 6",
    text: "M8 24h24",
  },
  table: { lines: `${BOX}M4 10h32M4 17h32M15 4v20M26 4v20`, shaded: "M4 4h32v6H4z" },
  "captioned-table": {
    lines: "M4 9h32v15H4zM4 14h32M4 19h32M15 9v15M26 9v15",
    text: "M4 4.5h20",
    shaded: "M4 9h32v5H4z",
  },
  code: { lines: "M13 8l-6 6 6 6M27 8l6 6-6 6M22.5 6l-5 16" },
  math: { lines: "M29 6H12l8 8-8 8h17" },
  diagram: { lines: "M4 4h11v7H4zM25 4h11v7H25zM14.5 17.5h11v7h-11zM15 7.5h10M20 7.5v10" },
  toc: { text: "M4 6h26M8 11h22M8 16h22M4 21h26M34 6h2M34 11h2M34 16h2M34 21h2" },
  references: {
    lines: "M9 4h20a2 2 0 0 1 2 2v18H11a2 2 0 0 1-2-2zM9 21.5a2 2 0 0 1 2-2h20",
    text: "M14 9h12M14 13h8",
  },
  revisions: { lines: "M20 4.5a9.5 9.5 0 1 1-9 6.4M10.5 5v6h6M20 9v5.5l4 2.5" },
  approvals: {
    lines:
      "M20 3.5l3 2.2 3.7-.2 1 3.6 3 2.1-1.3 3.5 1.3 3.5-3 2.1-1 3.6-3.7-.2-3 2.2-3-2.2-3.7.2-1-3.6-3-2.1 1.3-3.5-1.3-3.5 3-2.1 1-3.6 3.7.2zM16 14l3 3 5-5.6",
  },
  include: { lines: "M14 3.5h10l5 5v16H14zM24 3.5v5h5M4 14h15M15.5 10.5 19 14l-3.5 3.5" },
};

export function Picture({ entry }: { entry: string }) {
  const drawing = DRAWINGS[entry] ?? DRAWINGS.paragraph;
  if (!drawing) return null;
  const { lines, text, filled, shaded } = drawing;
  return (
    <svg
      class="picture-of"
      viewBox="0 0 40 28"
      width="40"
      height="28"
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {shaded && <path d={shaded} fill="currentColor" stroke="none" opacity="0.14" />}
      {filled && <path d={filled} fill="currentColor" stroke="none" />}
      {text && <path d={text} opacity="0.5" stroke-width="1.8" />}
      {lines && <path d={lines} />}
    </svg>
  );
}

/** Icons, drawn for this application: strokes on a grid of 20 × 20. */

const PATHS = {
  add: "M10 4v12M4 10h12",
  "arrow-down": "M10 4v12M5 11l5 5 5-5",
  "arrow-up": "M10 16V4M5 9l5-5 5 5",
  attach: "M14 6.5 8 12.5a2 2 0 0 0 2.8 2.8l6-6a4 4 0 0 0-5.6-5.6l-6.4 6.4a6 6 0 0 0 8.4 8.4",
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  check: "M4 10.5 8 14.5 16 5.5",
  "chevron-down": "M5 8l5 5 5-5",
  "chevron-left": "M12 5l-5 5 5 5",
  "chevron-right": "M8 5l5 5-5 5",
  close: "M5 5l10 10M15 5 5 15",
  copy: "M7 7h9v9H7zM4 13V4h9",
  delete: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6M8.5 9v4M11.5 9v4",
  document: "M5 3h7l3 3v11H5zM12 3v3h3M7.5 10h5M7.5 13h5",
  download: "M10 3v9M6 8.5l4 4 4-4M4 16h12",
  drag: "M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01",
  edit: "M4 16l.8-3.2L13.5 4a1.7 1.7 0 0 1 2.4 2.4l-8.7 8.8z",
  error: "M10 2.8 17.5 16h-15zM10 8v4M10 14.2h.01",
  export: "M10 12V3M6.5 6 10 2.8 13.5 6M4 10v6h12v-6",
  external: "M8 4H4v12h12v-4M11 3h6v6M17 3l-8 8",
  front: "M4 3h12v14H4zM7 7h6M7 10h6M7 13h3",
  help: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM8 8a2 2 0 1 1 2.6 1.9c-.5.2-.6.5-.6 1.1M10 13.5h.01",
  hide: "M3 10s2.5-5 7-5 7 5 7 5-2.5 5-7 5-7-5-7-5zM4 16 16 4",
  image: "M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.5L17 14M13 7.5h.01",
  import: "M10 3v9M6.5 9 10 12.2 13.5 9M4 10v6h12v-6",
  indent: "M4 5h12M9 10h7M9 15h7M4 8.5l2.5 2-2.5 2",
  info: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9v4.5M10 6.3h.01",
  italic: "M12 4h-4M12 16H8M11 4 9 16",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2l-.9.9M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l.9-.9",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  new: "M5 3h6l4 4v10H5zM10 8.5v6M7 11.5h6",
  open: "M3 5h5l1.5 2H17v9H3z",
  outdent: "M4 5h12M9 10h7M9 15h7M7 8.5l-2.5 2 2.5 2",
  palette: "M4 6l4 4-4 4M10 15h6",
  paper: "M4 3h12v14H4zM4 9h12M8 6h4",
  phone: "M6.5 2.5h7v15h-7zM9.3 15h1.4",
  play: "M6 4l10 6-10 6z",
  redo: "M13 5l3.5 3.5L13 12M16 8.5H8a4 4 0 0 0 0 8h4",
  save: "M4 4h10l2 2v10H4zM7 4v4h5V4M7 16v-5h6v5",
  screen: "M2.5 4h15v9.5h-15zM7 16.5h6M10 13.5v3",
  search: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17",
  source: "M7 6l-4 4 4 4M13 6l4 4-4 4M11.5 4l-3 12",
  blocks: "M3 4h14v3.5H3zM3 10h14v6H3z",
  sun: "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4",
  moon: "M16 12A6.5 6.5 0 0 1 8 4a6.5 6.5 0 1 0 8 8z",
  tablet: "M4.5 2.5h11v15h-11zM9.3 15h1.4",
  undo: "M7 5 3.5 8.5 7 12M4 8.5h8a4 4 0 0 1 0 8H8",
  unlink: "M8 5.5l.9-.9a3 3 0 0 1 4.2 4.2l-.6.7M12 14.5l-.9.9a3 3 0 0 1-4.2-4.2l.6-.7M4 4l12 12",
  user: "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17a6 6 0 0 1 12 0",
  warning: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.5V11M10 13.5h.01",
  "align-center": "M4 5h12M6 10h8M4 15h12",
  "align-left": "M4 5h12M4 10h8M4 15h12",
  "align-right": "M4 5h12M8 10h8M4 15h12",
  up: "M10 16V9M6 11.5 10 7.5l4 4M4 4h12",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 2",
  hold: "M6.5 6v8M13.5 6v8M3 3h14v14H3z",
  danger: "M10 2.8 17.5 16h-15zM10 8v4M10 14.2h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

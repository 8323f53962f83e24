/**
 * What the application and the server say to each other beside the shared text: JSON in frames of
 * type 100, on the socket of the text. The other side is `crates/builder/src/editor/wire.rs`.
 */

/** A place in the text that stays where it is, as Yjs writes it in JSON. */
export type StickyPlace = unknown;

export type FieldValue = string | boolean | string[];

export type Alignment = "start" | "left" | "center" | "right";

export interface TableCells {
  header: string[];
  rows: string[][];
  alignments: Alignment[];
}

export interface Block {
  id: string;
  kind: string;
  /** 0 for the outermost. */
  depth: number;
  parent: string | null;
  /** The `id` on the page. */
  anchor?: string;
  /** The fields that say something. */
  fields: Record<string, FieldValue>;
  table?: TableCells;
  /** Comes from an included file, and is not edited here. */
  foreign?: true;
  /** What the include says that it is the first block of: it stands for that as a whole. */
  include?: { file: string; part: string | null };
}

export type FrontValue = string | FrontValue[] | { [key: string]: FrontValue };

export interface FrontMatter {
  /** Where it stands, in UTF-16 offsets. */
  span: [number, number] | null;
  fields: { key: string; value: FrontValue }[];
}

export type Severity = "error" | "warning" | "info";

export interface Finding {
  severity: Severity;
  code: string;
  message: string;
  hint: string | null;
  block: string | null;
  /** UTF-16 offsets of the source. */
  from: number;
  to: number;
  /** From 1. */
  line: number;
  /** What its fix does, if it has one. */
  fix: string | null;
}

export type Saved =
  | { state: "saved" }
  | { state: "saving" }
  | { state: "cannot-save"; message: string }
  /** The file has the other version still, or that is kept at a path in the project. */
  | { state: "conflict"; message: string; path: string | null };

/** One of the two versions of a conflict. */
export type Version = "here" | "other";

export type Place =
  | { before: string }
  | { after: string }
  | { first: string }
  | { last: string }
  | { end: true };

/** What is to be done, by block; the server answers with the edits of the text that do it. */
export type Edit =
  | { do: "set"; block: string; field: string; value: FieldValue | null }
  | { do: "set-front-matter"; key: string; value: FrontValue | null }
  | { do: "insert"; entry: string; place: Place; text?: string }
  | { do: "insert-source"; source: string; place: Place }
  | { do: "part"; block: string }
  | { do: "delete" | "duplicate" | "nest" | "unnest"; blocks: string[] }
  | { do: "move"; blocks: string[]; place: Place }
  | { do: "set-cell"; table: string; row: number; column: number; text: string }
  | { do: "splice-rows"; table: string; at: number; remove: number; insert: string[][] }
  | { do: "splice-columns"; table: string; at: number; remove: number; insert: number }
  | { do: "move-row" | "move-column"; table: string; from: number; to: number }
  | { do: "align"; table: string; column: number; alignment: Alignment }
  | { do: "fix"; code: string; from: number; to: number };

/** What is answered, with the same number. */
export type Question =
  | { type: "range"; ask: number; block: string; field: string }
  | { type: "edit"; ask: number; edit: Edit };

export type ToServer =
  | { type: "open" }
  | Question
  | { type: "theme"; theme: string | null }
  /** Decides a conflict, or says that it was seen. */
  | { type: "settle"; take: Version };

export interface TextEdit {
  from: StickyPlace;
  to: StickyPlace;
  insert: string;
}

export interface Opened {
  type: "document";
  /** The life of the text: texts of two lives cannot be merged. */
  life: string;
  name: string;
  blocks: Block[];
  /** What each block shows as its number. */
  numbers: string[];
  front: FrontMatter;
  findings: Finding[];
  saved: Saved;
  viewers: number;
  theme: string | null;
}

export type RangeAnswer = {
  type: "range";
  ask: number;
  from: StickyPlace;
  to: StickyPlace;
  /** What stands before each line but the first, and is no part of the text. */
  prefix: string;
};

export type EditsAnswer = {
  type: "edits";
  ask: number;
  edits: TextEdit[];
  /** The ids that new blocks will have. */
  select: string[];
};

export type Refused = { type: "refused"; ask: number; message: string; hint: string | null };

export type FromServer =
  | Opened
  | { type: "blocks"; at: number; remove: number; insert: (Block | string)[] }
  | { type: "numbers"; at: number; remove: number; insert: string[] }
  | { type: "front"; front: FrontMatter }
  | { type: "findings"; findings: Finding[] }
  | { type: "saved"; saved: Saved }
  | { type: "viewers"; viewers: number }
  | { type: "published"; revision: number }
  | { type: "gone"; message: string }
  /** The text that the author has is of another life; nothing of it was taken. */
  | { type: "another-life" }
  | RangeAnswer
  | EditsAnswer
  | Refused;

export interface FieldSpec {
  name: string;
  control:
    | "text"
    | "line"
    | "markdown"
    | "choice"
    | "switch"
    | "number"
    | "date"
    | "time"
    | "duration"
    | "file"
    | "color"
    | "code"
    | "list"
    | "id"
    | "rows";
  /** What can be chosen; what is only usual, if the control is no choice. */
  options: string[];
  unit: string | null;
  /** The fields of a row. */
  rows: FieldSpec[];
}

export interface KindSpec {
  fields: FieldSpec[];
  holds: "nothing" | "blocks" | "steps" | "items" | "tabs" | "entries" | "pictures";
  /** Whether it has a text in Markdown, the field `text`. */
  text: boolean;
}

/** `GET _builder/catalogue.json` */
export interface Catalogue {
  groups: { name: string; entries: string[] }[];
  kinds: Record<string, KindSpec>;
  front_matter: FieldSpec[];
  themes: string[];
  templates: string[];
}

/** `GET _builder/project.json` */
export interface Project {
  folder: string;
  open: string | null;
  documents: { name: string; title: string | null }[];
  /** The names of all style sheets. */
  styles: string[];
}

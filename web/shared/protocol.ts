/**
 * Every message between the preview server and a viewer, as docs/protocol.md describes them.
 *
 * What comes in is checked here, once; past `decode` all is typed. A message of a type that this
 * client does not know is left out: a newer server may say more.
 */

/** The way from the root list to a node: at each level the index among its parent's children. */
export type Path = readonly number[];

export type TreeNode = TreeElement | TreeText;

export interface TreeElement {
  readonly kind: "element";
  /** The namespace's URI. */
  readonly namespace: string;
  /** The local name. */
  readonly name: string;
  /** Values by qualified name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Those of a `<template>` are its contents. */
  readonly children: readonly TreeNode[];
}

export interface TreeText {
  readonly kind: "text" | "comment";
  readonly text: string;
}

/** One change; addresses speak of the tree before the patch, offsets count UTF-16 units. */
export type Op =
  | { readonly op: "text"; readonly at: Path; readonly text: string }
  | {
      readonly op: "splice";
      readonly at: Path;
      readonly offset: number;
      readonly remove: number;
      readonly insert: string;
    }
  | { readonly op: "set"; readonly at: Path; readonly name: string; readonly value: string }
  | { readonly op: "unset"; readonly at: Path; readonly name: string }
  | {
      readonly op: "insert";
      readonly at: Path;
      readonly before: number | undefined;
      readonly nodes: readonly TreeNode[];
    }
  | { readonly op: "remove"; readonly at: Path; readonly index: number; readonly count: number }
  | {
      readonly op: "move";
      readonly at: Path;
      readonly index: number;
      readonly count: number;
      readonly before: number | undefined;
    };

export type Severity = "error" | "warning" | "info";

/** A finding about the source; lines and columns count from 1. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

export interface Patch {
  readonly type: "patch";
  readonly base: number;
  readonly revision: number;
  readonly digest: string;
  readonly shape: number;
  /** When the edit came, in microseconds on the server's clock. */
  readonly edited: number | undefined;
  readonly ops: readonly Op[];
}

export type ToViewer =
  | Patch
  | { readonly type: "joined"; readonly epoch: string; readonly revision: number }
  | { readonly type: "snapshot"; readonly epoch: string; readonly revision: number }
  | { readonly type: "theme" | "paper"; readonly href: string }
  | { readonly type: "diagnostics"; readonly items: readonly Diagnostic[] }
  /** `now` is in microseconds on the server's clock; a sign of life that nobody asked for has none. */
  | { readonly type: "pong"; readonly now: number | undefined }
  | { readonly type: "goodbye" };

/** Why a viewer joins; not said when its page was just opened. */
export type Why = "reconnected" | "resynced";

export type FromViewer =
  | {
      readonly type: "join";
      readonly epoch: string;
      readonly revision: number;
      readonly digest: string;
      readonly why: Why | undefined;
    }
  | {
      readonly type: "ack";
      readonly revision: number;
      /** Milliseconds from the edit to the arrival of the frame. */
      readonly since: number | undefined;
      /** Milliseconds from the arrival of the frame. */
      readonly applied: number;
      /** Milliseconds from the arrival of the frame. */
      readonly painted: number;
      /** Milliseconds that the last ping and its answer took. */
      readonly roundtrip: number | undefined;
    }
  | { readonly type: "clicked"; readonly block: string }
  | { readonly type: "ping" };

/** A frame that is not what docs/protocol.md says. */
export class ProtocolError extends Error {}

export function encode(message: FromViewer): string {
  return JSON.stringify(message);
}

/** Reads a frame; returns `undefined` for a type of message that this client does not know. */
export function decode(frame: string): ToViewer | undefined {
  const message = record(parse(frame));
  switch (message.type) {
    case "patch":
      return {
        type: "patch",
        base: count(message.base),
        revision: count(message.revision),
        digest: text(message.digest),
        shape: count(message.shape),
        edited: optional(message.edited, count),
        ops: list(message.ops).map(decodeOp),
      };
    case "joined":
    case "snapshot":
      return {
        type: message.type,
        epoch: text(message.epoch),
        revision: count(message.revision),
      };
    case "theme":
    case "paper":
      return { type: message.type, href: text(message.href) };
    case "diagnostics":
      return { type: "diagnostics", items: list(message.items).map(decodeDiagnostic) };
    case "pong":
      return { type: "pong", now: optional(message.now, count) };
    case "goodbye":
      return { type: "goodbye" };
    default:
      return undefined;
  }
}

function decodeOp(value: unknown): Op {
  const op = record(value);
  const at = list(op.at).map(count);
  switch (op.op) {
    case "text":
      return { op: "text", at, text: text(op.text) };
    case "splice":
      return {
        op: "splice",
        at,
        offset: count(op.offset),
        remove: count(op.remove),
        insert: text(op.insert),
      };
    case "set":
      return { op: "set", at, name: text(op.name), value: text(op.value) };
    case "unset":
      return { op: "unset", at, name: text(op.name) };
    case "insert":
      return {
        op: "insert",
        at,
        before: optional(op.before, count),
        nodes: list(op.nodes).map(decodeNode),
      };
    case "remove":
      return { op: "remove", at, index: count(op.index), count: count(op.count ?? 1) };
    case "move":
      return {
        op: "move",
        at,
        index: count(op.index),
        count: count(op.count ?? 1),
        before: optional(op.before, count),
      };
    default:
      // A patch cannot be applied in part.
      throw new ProtocolError(`the op ${String(op.op)} is not known`);
  }
}

const NAMESPACES = [
  "http://www.w3.org/1999/xhtml",
  "http://www.w3.org/2000/svg",
  "http://www.w3.org/1998/Math/MathML",
] as const;

function decodeNode(value: unknown): TreeNode {
  if (typeof value === "string") return { kind: "text", text: value };
  if (!Array.isArray(value)) return { kind: "comment", text: text(record(value).comment) };
  const items: unknown[] = value;
  const isForeign = typeof items[0] === "number";
  const namespace = NAMESPACES[isForeign ? count(items[0]) : 0];
  if (namespace === undefined) throw new ProtocolError("the namespace is not known");
  const [name, ...rest] = isForeign ? items.slice(1) : items;
  const hasAttributes = isRecord(rest[0]);
  const attributes = hasAttributes ? Object.entries(record(rest[0])) : [];
  return {
    kind: "element",
    namespace,
    name: text(name),
    attributes: new Map(attributes.map(([key, entry]) => [key, text(entry)])),
    children: (hasAttributes ? rest.slice(1) : rest).map(decodeNode),
  };
}

function decodeDiagnostic(value: unknown): Diagnostic {
  const item = record(value);
  const { severity } = item;
  return {
    // What this client does not know should still be shown.
    severity: severity === "error" || severity === "warning" ? severity : "info",
    message: text(item.message),
    hint: optional(item.hint, text),
    line: optional(item.line, count),
    column: optional(item.column, count),
  };
}

function parse(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch (cause) {
    throw new ProtocolError("the frame is no JSON", { cause });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function record(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw new ProtocolError("an object is missing");
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new ProtocolError("a list is missing");
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new ProtocolError("a text is missing");
}

function count(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new ProtocolError("a number is missing");
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

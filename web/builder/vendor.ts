/** The libraries that the application is built with, whole: they make a file of their own. */

import * as dragCombine from "@atlaskit/pragmatic-drag-and-drop/combine";
import * as dragAdapter from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import * as dragExternal from "@atlaskit/pragmatic-drag-and-drop/external/adapter";
import * as dragFiles from "@atlaskit/pragmatic-drag-and-drop/external/file";
import * as dragEdge from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge";
import * as autocomplete from "@codemirror/autocomplete";
import * as codeCommands from "@codemirror/commands";
import * as codeLanguage from "@codemirror/language";
import * as codeLint from "@codemirror/lint";
import * as codeSearch from "@codemirror/search";
import * as codeState from "@codemirror/state";
import * as codeView from "@codemirror/view";
import * as lezerCommon from "@lezer/common";
import * as lezerHighlight from "@lezer/highlight";
import * as lezerMarkdown from "@lezer/markdown";
import * as signals from "@preact/signals";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as preact from "preact";
import * as hooks from "preact/hooks";
import * as jsx from "preact/jsx-runtime";
import * as codeYjs from "y-codemirror.next";
import * as awareness from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import * as yjs from "yjs";

export const libraries = [
  dragAdapter,
  dragExternal,
  dragFiles,
  dragCombine,
  dragEdge,
  autocomplete,
  codeCommands,
  codeLanguage,
  codeLint,
  codeSearch,
  codeState,
  codeView,
  lezerCommon,
  lezerHighlight,
  lezerMarkdown,
  signals,
  decoding,
  encoding,
  preact,
  hooks,
  jsx,
  codeYjs,
  awareness,
  sync,
  yjs,
];

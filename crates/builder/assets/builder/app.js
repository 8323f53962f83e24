// Made from web/builder by: npm --prefix web run build
import {
  $,
  A,
  Annotation,
  Awareness,
  ChangeSet,
  Decoration,
  Doc,
  EditorState,
  EditorView,
  F,
  GFM,
  Language,
  M,
  O,
  P,
  Prec,
  Q,
  RangeSetBuilder,
  T,
  Tag,
  Transaction,
  UndoManager,
  ViewPlugin,
  WidgetType,
  _,
  _defineProperty,
  a,
  applyAwarenessUpdate,
  attachClosestEdge,
  autocompletion,
  closeCompletion,
  codeFolding,
  combine,
  completionKeymap,
  completionStatus,
  createAbsolutePositionFromRelativePosition,
  createDecoder,
  createEncoder,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  d,
  defineLanguageFacet,
  draggable,
  drawSelection,
  dropTargetForElements,
  encodeAwarenessUpdate,
  extractClosestEdge,
  foldGutter,
  foldKeymap,
  foldService,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightTree,
  isSafari,
  keymap,
  lineNumbers,
  lintGutter,
  lintKeymap,
  maxZIndex,
  monitorForElements,
  parser,
  placeholder,
  popoverResetUserAgentStyles,
  r,
  readSyncMessage,
  readVarString,
  readVarUint,
  readVarUint8Array,
  removeAwarenessStates,
  setDiagnostics,
  standardKeymap,
  supportsPopover,
  syntaxHighlighting,
  tagHighlighter,
  tags,
  toUint8Array,
  useComputed,
  useSignal,
  useSignalEffect,
  w,
  writeSyncStep1,
  writeUpdate,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
  x,
  x2,
  y,
  yCollab
} from "./vendor.js";

// builder/focus.ts
var focused = y(null);
var wanted = y(null);
function focusField(block, field = "text", at = "end") {
  wanted.value = { block, field, at };
}
function focusBlock(block, at = "end") {
  wanted.value = { block, field: null, at };
}
function focusRow(block) {
  wanted.value = { block, field: null, at: "start", isRow: true };
}
function besideField(element, step) {
  const canvas = element.closest("[data-canvas]");
  const fields2 = [...canvas?.querySelectorAll("[data-field]") ?? []];
  const at = fields2.findIndex((field) => field === element || field.contains(element));
  return at < 0 ? void 0 : fields2[at + step];
}
function leaveField(element, step) {
  const beside = besideField(element, step);
  if (!beside) return false;
  enterField(beside, step === 1 ? "start" : "end");
  return true;
}
function enterField(field, at) {
  const { block, field: name } = field.dataset;
  if (block && name) focusField(block, name, at);
}

// builder/strings/app.ts
var appStrings = {
  app: {
    name: "Sopwright",
    noDocument: "No document is open",
    welcome: "Write a procedure",
    welcomeAbout: "Open an SOP of this folder, begin a new one from a template, or import what you have.",
    folder: (folder) => `Folder: ${folder}`,
    loading: "Opening…",
    small: "The builder needs a wider window (1024 px or more). Here is the page as readers see it.",
    panes: {
      left: "Library and outline",
      middle: "Document",
      right: "Preview and properties",
      resize: "Resize panes (arrow keys)"
    },
    tabs: {
      library: "Library",
      outline: "Outline",
      properties: "Properties",
      preview: "Preview",
      blocks: "Blocks",
      source: "Source"
    },
    toolbar: "Main",
    livePreview: "Live preview",
    livePreviewOn: "on",
    livePreviewOff: "off",
    scheme: { light: "Light", dark: "Dark", system: "As the system" },
    more: "More"
  },
  commands: {
    new: "New document…",
    open: "Open…",
    saveAs: "Save as…",
    import: "Import…",
    export: "Export…",
    front: "Document properties…",
    undo: "Undo",
    redo: "Redo",
    search: "Search and replace",
    palette: "All commands…",
    livePreview: "Open the live preview in its own window",
    status: "Open the status page: how fast the preview is, and who looks",
    toggleSource: "Switch between blocks and source",
    togglePreview: "Show or hide the preview pane",
    toggleLibrary: "Show or hide the library pane",
    toggleLink: "Link the preview with the selection, or unlink it",
    scheme: "Switch between light and dark",
    duplicate: "Duplicate the selected blocks",
    delete: "Delete the selected blocks",
    moveUp: "Move the selected blocks up",
    moveDown: "Move the selected blocks down",
    nest: "Make a sub-step",
    unnest: "Make a step of the level above",
    selectAll: "Select all blocks",
    help: "Keyboard shortcuts",
    insert: (name) => `Insert: ${name}`,
    style: "Write the style sheet",
    theme: (name) => `Theme: ${name}`
  }
};

// builder/strings/blocks.ts
var kinds = {
  section: { name: "Section", about: "A heading, and all up to the next one" },
  paragraph: { name: "Text", about: "A paragraph" },
  picture: { name: "Picture", about: "A picture, video or sound with a caption" },
  list: { name: "List", about: "Items with bullets, numbers or letters" },
  item: { name: "Item", about: "One item of a list" },
  steps: { name: "Steps", about: "Work in order, with numbers that keep themselves" },
  step: { name: "Step", about: "One thing to do" },
  quote: { name: "Quotation", about: "What somebody else said or wrote" },
  hazard: { name: "Hazard", about: "What can hurt people or damage things" },
  admonition: { name: "Remark", about: "Something beside the text" },
  table: { name: "Table", about: "Rows and columns" },
  code: { name: "Code", about: "Commands or program text, kept as it is" },
  math: { name: "Formula", about: "A formula in LaTeX, on a line of its own" },
  line: { name: "Line", about: "A line across the page" },
  footnotes: { name: "Footnotes", about: "All footnotes of the document" },
  footnote: { name: "Footnote", about: "A remark at the foot of the page" },
  html: { name: "HTML", about: "HTML of your own; what is not safe is left out" },
  unknown: {
    name: "Unknown block",
    about: "A block that this version does not know, kept as it is"
  },
  entries: { name: "Terms", about: "Terms, each with its text" },
  entry: { name: "Term", about: "A term and its text" },
  checklist: { name: "Checklist", about: "Items with boxes that readers tick" },
  figure: { name: "Figure", about: "A caption for anything: diagrams, code, several pictures" },
  grid: { name: "Picture grid", about: "Pictures beside each other" },
  "captioned-table": {
    name: "Table with a caption",
    about: "A numbered table that can be referred to"
  },
  decision: { name: "Decision", about: "A question; each answer leads somewhere" },
  materials: { name: "Materials", about: "What is used up" },
  reagents: { name: "Reagents", about: "Chemicals, with amounts and hazards" },
  equipment: { name: "Equipment", about: "Devices and tools" },
  ppe: { name: "Protective equipment", about: "What people wear" },
  definitions: { name: "Definitions", about: "Words and what they mean" },
  responsibilities: { name: "Responsibilities", about: "Roles and what they do" },
  issue: { name: "Problem", about: "Something that goes wrong, and how it shows" },
  cause: { name: "Cause", about: "Why it happens" },
  solution: { name: "Solution", about: "What to do about it" },
  tabs: { name: "Tabs", about: "Several variants, of which one is for the reader" },
  tab: { name: "Tab", about: "One of the variants" },
  references: { name: "References", about: "Standards, manuals and other documents" },
  toc: { name: "Table of contents", about: "Made from the sections" },
  hazards: { name: "Summary of hazards", about: "All hazards of the document in one place" },
  records: { name: "Summary of records", about: "All fields that are filled in, in one place" },
  revisions: {
    name: "Revision history",
    about: "The table of revisions, from the document properties"
  },
  approvals: { name: "Approvals", about: "The table of approvals, from the document properties" },
  record: { name: "Record", about: "Something to write down while the work is done" },
  "sign-off": { name: "Sign-off", about: "A name, a date and a signature" },
  attachment: { name: "Attachment", about: "A file that goes with the document" },
  include: { name: "Part of another file", about: "Shown here as if it were pasted" }
};
var entries = {
  ...kinds,
  subsection: { name: "Subsection", about: "A heading one level below the section before it" },
  "numbered-list": { name: "Numbered list", about: "Items in an order; for work, use steps" },
  danger: { name: "Danger", about: "Will kill or badly hurt people if it is not avoided" },
  warning: { name: "Warning", about: "Could kill or badly hurt people" },
  caution: { name: "Caution", about: "Could hurt people" },
  notice: { name: "Notice", about: "Could damage things" },
  note: { name: "Note", about: "Something worth knowing" },
  tip: { name: "Tip", about: "A way to do it more easily" },
  important: { name: "Important", about: "Something that must not be overlooked" },
  success: { name: "Success", about: "How it looks when it went well" },
  info: { name: "Information", about: "Background for those who want it" },
  picture: { name: "Picture", about: "A photo or drawing, with a caption" },
  video: { name: "Video", about: "A film, with a caption" },
  sound: { name: "Sound", about: "A recording, with a caption" },
  diagram: { name: "Diagram", about: "A flow chart in Mermaid's language" }
};
var fields = {
  text: { label: "Text", help: "Markdown: **bold**, *italic*, [link](address)." },
  title: { label: "Title", help: "Stands above the block." },
  id: {
    label: "Name for references",
    help: "A short word. Others refer to it by this name, and its number is filled in."
  },
  level: { label: "Level", help: "1 is the highest." },
  kind: { label: "Kind", help: "" },
  na: {
    label: "Not applicable because",
    help: "Says that the section is empty on purpose, and why."
  },
  path: { label: "File", help: "A path that starts at the folder of the document." },
  alt: { label: "Description", help: "What it shows, for people who cannot see it." },
  width: { label: "Width", help: "Without it, as wide as it is, up to the width of the page." },
  height: { label: "Height", help: "Without it, as the width asks for." },
  poster: { label: "Still picture", help: "Shown before the video plays, and on paper." },
  marks: { label: "Marks", help: "What stands before each item." },
  check: { label: "Box", help: "A box that readers tick." },
  iso: { label: "Safety sign", help: "The code of a sign of ISO 7010, such as W012 or M004." },
  start: { label: "First number", help: "Without it, 1." },
  who: { label: "Who", help: "Who does it, if it is not the usual person." },
  when: { label: "When", help: "The condition under which it is done." },
  time: { label: "Time", help: "How long it takes, such as 5 min or 1 h 30 min." },
  critical: { label: "Critical", help: "Must not go wrong: shown bold, with a bar." },
  hold: { label: "Hold point", help: "Nobody goes on before it is fulfilled." },
  optional: { label: "Optional", help: "May be left out." },
  expect: { label: "Expected result", help: "How to see that it worked." },
  repeat: { label: "Repeat", help: "How often, or until when." },
  consequence: { label: "Consequence", help: "What happens to those who do not avoid it." },
  avoid: { label: "How to avoid it", help: "What to do so that it does not happen." },
  language: { label: "Language", help: "Colours the code: bash, python, json …" },
  name: { label: "Name", help: "Without blanks; records are filed under it." },
  opening: { label: "Opening line", help: "The line as it is written." },
  head: { label: "Term", help: "The word or role that the text is about." },
  columns: { label: "Columns", help: "How many pictures stand beside each other." },
  severity: { label: "Severity", help: "How bad it is." },
  depth: { label: "Depth", help: "How many levels of sections it lists." },
  type: { label: "Type", help: "What is written down." },
  unit: { label: "Unit", help: "Such as °C or ml." },
  min: { label: "Least", help: "The smallest value that is all right." },
  max: { label: "Most", help: "The largest value that is all right." },
  options: { label: "Choices", help: "One a line." },
  role: { label: "Role", help: "Who signs." },
  meaning: { label: "Meaning", help: "What the signature says, such as: performed as written." },
  file: { label: "File", help: "Below the folder of the document." },
  part: {
    label: "Part",
    help: "The name of a section or block in that file; without it, all of it."
  },
  "section.text": { label: "Heading", help: "Begins a section." },
  "section.kind": { label: "What it is for", help: "Usual headings are understood without it." },
  "step.text": { label: "What to do", help: "One thing, as an order: Pull the mains plug." },
  "step.kind": { label: "Kind of step", help: "One of: do one of the sub-steps. Timed: waits." },
  "step.check": { label: "Box", help: "A box that readers tick when it is done." },
  "admonition.kind": { label: "Kind", help: "Colour and word of the remark." },
  "hazard.level": {
    label: "Level",
    help: "By what can happen: death, injury, a small injury, damage."
  },
  "hazard.title": { label: "Hazard", help: "What it is, such as: electric shock." },
  "picture.title": { label: "Caption", help: "Stands below it." },
  "figure.title": {
    label: "Caption",
    help: "Stands below it. Numbered if it has a name for references."
  },
  "grid.title": { label: "Caption", help: "Stands below the pictures." },
  "captioned-table.title": {
    label: "Caption",
    help: "Stands above it. Numbered if it has a name for references."
  },
  "decision.title": {
    label: "Question",
    help: "Each answer is an item with an arrow: Yes → where it leads."
  },
  "tab.title": { label: "Name of the tab", help: "What readers choose by." },
  "issue.title": { label: "Problem", help: "What one sees or hears." },
  "record.title": { label: "What to write down", help: "Stands before the field." },
  "sign-off.title": { label: "Title", help: "Stands before the line to sign on." },
  "attachment.title": { label: "Title", help: "Without it, the name of the file." },
  "code.text": { label: "Code", help: "Kept as it is." },
  "math.text": { label: "Formula", help: "LaTeX, without dollar signs." },
  "html.text": { label: "HTML", help: "Scripts, styles and forms are left out." },
  "footnote.name": { label: "Mark", help: "The text refers to it as [^mark]." }
};
var front = {
  title: { label: "Title", help: "What the procedure is called." },
  subtitle: { label: "Subtitle", help: "" },
  label: { label: "Type of document", help: "Such as: Standard operating procedure." },
  id: { label: "Number", help: "The number of the document, such as LAB-SOP-031." },
  revision: { label: "SOP revision", help: "Text: 1.10 stays 1.10." },
  status: { label: "Status", help: "Shown on every page." },
  effective_date: { label: "Effective from", help: "" },
  issued_date: { label: "Issued on", help: "" },
  withdrawn_date: { label: "Withdrawn on", help: "" },
  review_due: { label: "Review due", help: "" },
  owner: { label: "Owner", help: "Who answers for it." },
  department: { label: "Department", help: "" },
  organization: { label: "Organization", help: "" },
  authors: { label: "Authors", help: "" },
  level_of_use: { label: "Level of use", help: "Such as: reference use, continuous use." },
  classification: { label: "Classification", help: "Such as: internal." },
  distribution: { label: "Distribution", help: "Who gets it." },
  applies_to: { label: "Applies to", help: "Devices, sites, groups." },
  supersedes: { label: "Supersedes", help: "Documents that it takes the place of." },
  depends_on: { label: "Depends on", help: "Documents that one must know." },
  tags: { label: "Tags", help: "" },
  approvals: {
    label: "Approvals",
    help: "A record of what happened elsewhere: printed, not signed."
  },
  revisions: { label: "Revision history", help: "The newest first." },
  copy_notice: { label: "Note on copies", help: "What a printed copy is worth." },
  logo: { label: "Logo", help: "A picture in the folder of the document." },
  lang: { label: "Language", help: "Such as en or zh-Hans. The words of the page follow it." },
  dir: { label: "Direction", help: "Only if it is not that of the language." },
  theme: { label: "Theme", help: "How the page looks, where no other theme is asked for." },
  page: { label: "Printed page", help: "Size, and what stands at its head and foot." },
  numbering: { label: "Numbering", help: "How sections and steps are numbered." },
  vars: { label: "Placeholders", help: "{{NAME}} in the text shows the value." },
  profile: { label: "Rules", help: "What the document is checked by." },
  allow: { label: "Rules that are not reported", help: "Their codes, such as todo." },
  "approvals.role": { label: "Role", help: "" },
  "approvals.name": { label: "Name", help: "" },
  "approvals.meaning": { label: "Meaning", help: "" },
  "approvals.date": { label: "Date", help: "" },
  "revisions.rev": { label: "Rev.", help: "" },
  "revisions.date": { label: "Date", help: "" },
  "revisions.by": { label: "By", help: "" },
  "revisions.change": { label: "Change", help: "" },
  "revisions.sections": { label: "Sections", help: "" },
  "revisions.category": { label: "Category", help: "" },
  "revisions.reason": { label: "Reason", help: "" },
  "page.size": { label: "Size", help: "" },
  "page.header": { label: "Head of the page", help: "" },
  "page.footer": { label: "Foot of the page", help: "" },
  "numbering.sections": { label: "Sections", help: "" },
  "numbering.steps": { label: "Steps", help: "" },
  "numbering.across": { label: "Steps count through", help: "" }
};
var options = {
  bullets: "Bullets",
  numbers: "Numbers",
  letters: "Letters",
  open: "Box, empty",
  done: "Box, ticked",
  danger: "Danger",
  warning: "Warning",
  caution: "Caution",
  notice: "Notice",
  note: "Note",
  tip: "Tip",
  important: "Important",
  success: "Success",
  info: "Information",
  purpose: "Purpose",
  scope: "Scope",
  definitions: "Definitions",
  responsibilities: "Responsibilities",
  materials: "Materials",
  safety: "Safety",
  procedure: "Procedure",
  records: "Records",
  quality: "Quality",
  references: "References",
  attachments: "Attachments",
  revisions: "Revision history",
  action: "Action",
  conditional: "Conditional",
  "one-of": "One of its sub-steps",
  repeat: "Repeated",
  timed: "Timed",
  low: "Low",
  medium: "Medium",
  high: "High",
  text: "Text",
  number: "Number",
  date: "Date",
  time: "Time",
  choice: "Choice",
  photo: "Photo",
  sign: "Signature",
  draft: "Draft",
  "in-review": "In review",
  approved: "Approved",
  effective: "Effective",
  superseded: "Superseded",
  withdrawn: "Withdrawn",
  ltr: "Left to right",
  rtl: "Right to left",
  calm: "Calm",
  dark: "Dark",
  contrast: "High contrast",
  none: "None",
  steps: "One block of steps",
  section: "A section",
  document: "The document",
  basic: "Basic",
  epa: "EPA QA/G-6",
  iso9001: "ISO 9001",
  ops: "Operations"
};
var groups = {
  structure: "Structure",
  safety: "Safety",
  remarks: "Remarks",
  work: "Work and records",
  supplies: "Supplies and people",
  trouble: "When something goes wrong",
  media: "Pictures and sound",
  data: "Tables, code, formulas",
  document: "Made from the document"
};
var templates = {
  blank: { name: "Blank", about: "A title, and nothing else" },
  technical: {
    name: "Technical SOP",
    about: "Work with devices and materials, with safety and records"
  },
  administrative: {
    name: "Administrative SOP",
    about: "Who does what when, with responsibilities"
  },
  "work-instruction": { name: "Work instruction", about: "One task, step by step, with pictures" },
  "incident-runbook": {
    name: "Incident runbook",
    about: "From the alarm to the cause, with decisions and commands"
  },
  checklist: { name: "Checklist", about: "Items to tick, with a sign-off" }
};
var blockStrings = { kinds, entries, fields, front, options, groups, templates };

// builder/strings/canvas.ts
var canvasStrings = {
  canvas: {
    name: "Document",
    loading: "Opening the document …",
    empty: {
      title: "An empty page",
      about: "An SOP is made of sections, and of the steps in them. Begin with one of these, or drag a block here from the library.",
      section: "Section",
      sectionAbout: "A heading, such as Purpose or Procedure",
      steps: "Steps",
      stepsAbout: "Numbered work, with sub-steps",
      paragraph: "Text",
      paragraphAbout: "A paragraph",
      import: "Import",
      importAbout: "A project file, or Markdown"
    },
    end: "Add text at the end",
    isMade: "The text of the block that is being made",
    emptyContainer: "Nothing in here yet",
    addTab: "Add a tab",
    addInside: {
      steps: "Add a step",
      items: "Add an item",
      pictures: "Add a picture",
      blocks: "Add text"
    },
    included: (file) => `Included from ${file}`,
    foreign: "Comes from an included file, and is edited there",
    unknown: "Kept as it is: this kind of block is not known",
    deleted: (count) => count === 1 ? "Block deleted" : `${count} blocks deleted`,
    undo: "Undo",
    isChosen: "Selected",
    chosen: (count) => `${count} blocks selected`,
    notUploaded: (name, why) => `${name} could not be added: ${why}`,
    isEdited: (name) => `${name} is here`
  },
  blockBar: {
    name: "Block",
    drag: "Drag to move; click to select",
    up: "Move up",
    down: "Move down",
    nest: "Make it a sub-step",
    unnest: "Move it one level up",
    duplicate: "Duplicate",
    delete: "Delete",
    around: "Select the block around it"
  },
  blockFields: {
    text: "Text",
    head: "Term",
    title: "Title",
    section: "Section title",
    step: "What to do",
    item: "Item",
    paragraph: "Text",
    emptyText: {
      section: "Title of the section",
      step: "What to do",
      item: "Item",
      paragraph: "Text",
      entry: "Text",
      head: "Term"
    },
    alt: "Description for people who cannot see it",
    caption: "Caption",
    code: "Code",
    language: "Language",
    formula: "Formula in LaTeX",
    html: "HTML",
    hasCheck: "Done",
    picture: "Choose a picture",
    pictureAbout: "or drop or paste it here",
    replacePicture: "Replace",
    pictureMissing: (path) => `${path} is not there`
  },
  chips: {
    critical: "Critical",
    hold: "Hold point",
    optional: "Optional",
    expect: (what) => `Expected: ${what}`,
    repeat: (what) => `Repeat: ${what}`,
    consequence: "Consequence",
    avoid: "How to avoid it"
  },
  signals: {
    danger: "Danger",
    warning: "Warning",
    caution: "Caution",
    notice: "Notice",
    note: "Note",
    tip: "Tip",
    important: "Important",
    success: "Success",
    info: "Info"
  },
  leaves: {
    toc: "Table of contents",
    hazards: "All hazards of this document",
    records: "All records of this document",
    revisions: "Revision history",
    approvals: "Approvals",
    include: "Included file",
    attachment: "Attachment",
    "sign-off": "Sign-off",
    record: "Record",
    footnotes: "Footnotes",
    line: "Line"
  },
  table: {
    name: "Table",
    header: (column) => `Header of column ${column}`,
    cell: (row, column) => `Row ${row}, column ${column}`,
    addRow: "Add a row",
    addColumn: "Add a column",
    rowMenu: (row) => `Row ${row}`,
    columnMenu: (column) => `Column ${column}`,
    rowUp: "Move the row up",
    rowDown: "Move the row down",
    rowDelete: "Delete the row",
    rowAbove: "Add a row above",
    rowBelow: "Add a row below",
    columnLeft: "Move the column left",
    columnRight: "Move the column right",
    columnDelete: "Delete the column",
    columnBefore: "Add a column before",
    columnAfter: "Add a column after",
    align: {
      start: "No alignment",
      left: "Align left",
      center: "Align centre",
      right: "Align right"
    }
  }
};

// builder/strings/panels.ts
var plural = (count, one, many) => count === 1 ? `1 ${one}` : `${count} ${many}`;
var panelStrings = {
  library: {
    search: "Search blocks",
    none: (query) => `No block is called “${query}”.`,
    hint: "Click to put one in behind the current block, or drag it to its place.",
    list: "Blocks"
  },
  outline: {
    filter: "Filter the outline",
    list: "Outline",
    front: "Document properties",
    empty: "Sections and steps appear here as you write them.",
    none: "Nothing matches.",
    untitled: { section: "Section without a title", step: "Empty step" },
    expand: "Unfold",
    collapse: "Fold",
    problems: (count) => plural(count, "problem", "problems")
  },
  properties: {
    name: "Properties",
    nothingAbout: "Select a block to see what it can say. What is the document's own stands here:",
    front: "Document properties…",
    several: (count) => `${count} blocks are selected`,
    severalAbout: "What is set here is set for all of them.",
    nothingInCommon: "They have no field in common.",
    noFields: "This block has nothing to set.",
    foreign: "This block comes from an included file, and is edited there.",
    mixed: "Different values",
    unset: "Not set",
    fix: (title) => `Fix: ${title}`,
    addRow: "Add a row",
    removeRow: (row) => `Remove row ${row}`,
    moveRowUp: (row) => `Move row ${row} up`,
    moveRowDown: (row) => `Move row ${row} down`,
    upload: "Choose a file…",
    uploading: "Adding …",
    list: "One a line.",
    badNumber: "This is no number.",
    badDate: "Dates are written as 2026-11-02.",
    badId: "One word, without blanks, brackets and quotes.",
    takenId: "Another block has this name.",
    fold: "Fold the properties",
    unfold: "Unfold the properties"
  },
  frontForm: {
    title: "Document properties",
    about: "They become the control block at the head of the page.",
    groups: {
      identity: "Document",
      dates: "Dates",
      people: "People and use",
      history: "Approvals and revisions",
      page: "Language, look and printing",
      rules: "Numbers, placeholders and rules",
      other: "Keys of your own"
    },
    placeholder: "Name",
    value: "Value",
    addKey: "Add a key",
    key: "Key",
    remove: (name) => `Remove ${name}`,
    structured: "This value has parts of its own; edit it in the source.",
    close: "Done"
  },
  preview: {
    name: "Preview",
    frame: "Preview of the page",
    widths: { phone: "Phone", tablet: "Tablet", desktop: "Desktop", paper: "Paper" },
    theme: "Theme",
    themeOfDocument: "Own theme",
    styles: "Your style sheets",
    style: "Write the style sheet",
    link: "Preview follows the selection",
    unlink: "Preview does not follow the selection",
    own: "Open in its own window"
  },
  style: {
    name: "Style sheet",
    about: "A style sheet of your own gives the page the look of your organisation. It is a file of this project; what you write shows at once.",
    make: "Begin with this theme",
    fromFile: "From a file…",
    forGood: "Keep for this SOP",
    forGoodAbout: "Names the style sheet in the properties of the document, for readers and exports",
    close: "Close the style sheet",
    text: (name) => `Rules of ${name}`,
    changed: "Another program changed the file.",
    takeTheirs: "Show what it wrote",
    keepMine: "Keep what is here"
  },
  sourceView: {
    name: "Source in Markdown"
  },
  palette: {
    name: "All commands",
    search: "Type what to do",
    none: "No command matches."
  },
  search: {
    name: "Search and replace",
    find: "Find",
    replace: "Replace with",
    case: "Match case",
    word: "Whole words",
    regex: "Regular expression",
    next: "Next match",
    previous: "Previous match",
    replaceOne: "Replace",
    replaceAll: "Replace all",
    close: "Close the search",
    count: (at, count) => count === 0 ? "No matches" : `${at} of ${count}`,
    more: (count) => `and ${count} more`,
    bad: "This is no regular expression.",
    replaced: (count) => plural(count, "match replaced", "matches replaced"),
    front: "Document properties",
    matches: "Matches"
  },
  dialogs: {
    cancel: "Cancel",
    close: "Close",
    new: {
      title: "New document",
      template: "Template",
      titleField: "Title",
      titleDefault: "Untitled procedure",
      name: "File",
      nameHelp: "In the folder of the project. A folder of its own keeps its pictures together.",
      make: "Create"
    },
    open: {
      title: "Open",
      filter: "Filter by title or file",
      none: "No document matches.",
      empty: "This folder has no documents yet."
    },
    saveAs: {
      title: "Save as",
      about: "The document is saved as you write. This makes a copy under another name and opens it.",
      name: "File",
      make: "Save a copy"
    },
    import: {
      title: "Import",
      about: "A project file (.sopx), or Markdown of any of the known dialects.",
      choose: "Choose a file…",
      drop: "or drop it here",
      reading: (name) => `Reading ${name} …`,
      report: "What was found",
      clean: "All of it was understood.",
      open: "Open the document",
      line: (line) => `line ${line}`
    },
    export: {
      title: "Export",
      about: "The document as it is now, as one file.",
      formats: {
        html: {
          name: "Page",
          about: "One HTML file with all pictures in it; opens in any browser"
        },
        pdf: { name: "PDF", about: "For printing and filing" },
        md: { name: "Markdown", about: "The source in its normal form" },
        json: { name: "JSON", about: "The blocks as data, for other programs" }
      },
      making: "Making the file …"
    },
    help: {
      title: "Keyboard shortcuts",
      general: "Everywhere",
      blocks: "In the document",
      keys: [
        ["Enter", "A new block of the same kind behind this one"],
        ["Shift+Enter", "A new line in the text"],
        ["Tab", "Make it a sub-step, or the next cell"],
        ["Shift+Tab", "Move it one level up, or the cell before"],
        ["Esc", "From the text to its block"],
        ["ArrowUp, ArrowDown", "The block before, the block behind"],
        ["Shift+ArrowUp, Shift+ArrowDown", "Select more blocks"],
        ["Alt+ArrowUp, Alt+ArrowDown", "Move the selected blocks"],
        ["Delete", "Delete the selected blocks"],
        ["Ctrl+B", "Bold"],
        ["Ctrl+I", "Italic, in a text"]
      ]
    },
    conflict: {
      title: "Two versions",
      about: (path) => `${path === null ? "Another program changed the same words as you. The file keeps its version until you choose one, or write on." : `Another program changed the same words as you, and you wrote on. Your text is in the file; the other version is kept in ${path}.`} Lines that only one of them has are marked. The version that you do not choose is kept.`,
      ours: "Here",
      theirs: "The other version",
      useOurs: "Use what is here",
      useTheirs: "Use the other version"
    },
    failed: (why) => `This did not work: ${why}`
  },
  status: {
    saved: "Saved",
    saving: "Saving …",
    cannotSave: "Cannot save",
    conflict: "Another program changed the same words",
    offline: "Offline: what you write is kept here",
    connecting: "Connecting …",
    compare: "Compare",
    noProblems: "No problems",
    problems: (count) => plural(count, "problem", "problems"),
    problemList: "Problems",
    line: (line) => `line ${line}`,
    viewers: (count) => plural(count, "viewer", "viewers"),
    latency: (ms) => `Edit to paint ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`,
    latencyAbout: "From the keystroke to the paint of the preview. All figures are on the status page.",
    severities: { error: "Error", warning: "Warning", info: "Note" }
  },
  people: {
    name: "Who is here",
    me: (name) => `${name} (you)`,
    rename: "Your name",
    others: (count) => plural(count, "other author", "other authors"),
    at: (name, block) => `${name}, at ${block}`
  },
  toasts: {
    undo: "Undo",
    copy: "Copy",
    close: "Close the message"
  }
};

// builder/strings/strings.ts
var strings = {
  ...appStrings,
  ...canvasStrings,
  ...panelStrings,
  ...blockStrings,
  presence: { guest: "Guest" },
  notices: {
    anotherLife: "The server has a new copy of this document. What you had here can be copied to the clipboard."
  }
};

// builder/held_keys.ts
var COMES_WITHIN = 1e4;
var EDITING = /* @__PURE__ */ new Set([
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "Backspace",
  "Delete",
  "End",
  "Enter",
  "Escape",
  "Home",
  "Tab"
]);
var TAKEN = 229;
var held = [];
var isHolding = false;
var isForAnother = false;
var late;
var isComposing = y(false);
function holdKeysForAnother() {
  isForAnother = true;
  holdKeys();
}
function holdKeys() {
  if (isHolding) return;
  isHolding = true;
  addEventListener("keydown", holdKey, { capture: true });
  addEventListener("beforeinput", holdInput, { capture: true });
  late = setTimeout(tooLate, COMES_WITHIN);
}
function tooLate() {
  if (isComposing.peek()) late = setTimeout(tooLate, COMES_WITHIN);
  else releaseKeys(document.activeElement);
}
function isHoldingKeys() {
  return isHolding;
}
function releaseKeys(target) {
  if (!isHolding) return;
  isHolding = false;
  isForAnother = false;
  clearTimeout(late);
  removePad();
  removeEventListener("keydown", holdKey, { capture: true });
  removeEventListener("beforeinput", holdInput, { capture: true });
  const waiting = held;
  held = [];
  for (const [index, one] of waiting.entries()) {
    press(one, target);
    if (isHolding) {
      held = waiting.slice(index + 1);
      return;
    }
  }
}
function holdInput(event) {
  if (!event.isTrusted || event.inputType !== "insertText" || !event.data) return;
  if (event.target === pad) return;
  if (event.cancelable) hold(event, { text: event.data });
}
function holdKey(key) {
  if (!key.isTrusted || key.isComposing) return;
  if (key.keyCode === TAKEN) {
    if (isForAnother) usePad();
    return;
  }
  const isCommand = (key.ctrlKey || key.metaKey) && !key.getModifierState("AltGraph");
  const isHeld = isCommand ? /^[beiyz]$/i.test(key.key) : isText(key) || EDITING.has(key.key);
  if (isHeld) hold(key, { key });
}
function hold(event, what) {
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(what);
}
var pad;
function usePad() {
  if (pad) return;
  const { left, bottom } = document.activeElement?.getBoundingClientRect() ?? {
    left: 0,
    bottom: 0
  };
  pad = document.body.appendChild(document.createElement("textarea"));
  pad.className = "held-pad";
  pad.ariaLabel = strings.canvas.isMade;
  pad.style.translate = `${left}px ${bottom}px`;
  const take2 = () => {
    const text = pad?.value;
    if (pad) pad.value = "";
    if (text) held.push({ text });
  };
  pad.addEventListener("compositionstart", () => {
    isComposing.value = true;
  });
  pad.addEventListener("compositionend", () => {
    take2();
    isComposing.value = false;
  });
  pad.addEventListener("input", () => {
    if (!isComposing.peek()) take2();
  });
  pad.focus({ preventScroll: true });
}
function removePad() {
  pad?.remove();
  pad = void 0;
  isComposing.value = false;
}
function isText(key) {
  return [...key.key].length === 1 && (!key.altKey || key.getModifierState("AltGraph"));
}
function press(one, target) {
  if ("text" in one) {
    write(one.text, target);
    return;
  }
  const again = new KeyboardEvent("keydown", {
    ...shown(one.key),
    bubbles: true,
    cancelable: true
  });
  const isFree = (target ?? document.body).dispatchEvent(again);
  if (!isFree) return;
  const { key, ctrlKey, metaKey } = one.key;
  if (isText(one.key) && !(ctrlKey || metaKey)) write(key, target);
  else if (key === "Backspace") document.execCommand("delete");
}
function shown({ key, code, keyCode, ctrlKey, shiftKey, altKey, metaKey }) {
  return { key, code, keyCode, ctrlKey, shiftKey, altKey, metaKey };
}
function write(text, target) {
  const view2 = target instanceof HTMLElement ? EditorView.findFromDOM(target) : null;
  if (view2) view2.dispatch(view2.state.replaceSelection(text), { userEvent: "input.type" });
  else document.execCommand("insertText", false, text);
}

// shared/connection.ts
var FIRST_DELAY = 250;
var LONGEST_DELAY = 1e4;
var OPEN_WITHIN = 5e3;
var QUIET = 15e3;
var ANSWER_WITHIN = 2e3;
var Connection = class {
  /** @param ping the frame that asks the server for an answer. */
  constructor(transport, ping, user) {
    this.transport = transport;
    this.ping = ping;
    this.user = user;
  }
  transport;
  ping;
  user;
  link;
  isOpen = false;
  attempts = 0;
  /** The one timer: for the next attempt, the opening, the next ping or its answer. */
  timer;
  isAsked = false;
  start() {
    document.addEventListener("visibilitychange", this.look);
    addEventListener("online", this.look);
    addEventListener("offline", this.look);
    this.connect();
  }
  stop() {
    document.removeEventListener("visibilitychange", this.look);
    removeEventListener("online", this.look);
    removeEventListener("offline", this.look);
    this.release();
  }
  send(frame2) {
    if (this.isOpen) this.link?.send(frame2);
  }
  /** Says that the connection is of use: the next delay is the first one again. */
  confirm() {
    this.attempts = 0;
  }
  /** Ends a link that is of no use, to try another one after a delay. */
  retry() {
    this.release();
    this.wait();
  }
  /** Tries now instead of waiting on. */
  hurry() {
    if (!this.link) this.connect();
  }
  /** Goes on by another transport, at once. */
  use(transport) {
    this.transport = transport;
    this.attempts = 0;
    this.connect();
  }
  connect() {
    this.release();
    this.user.connecting();
    this.schedule(OPEN_WITHIN, () => this.retry());
    const link = this.transport({
      opened: () => {
        if (this.link !== link) return;
        this.isOpen = true;
        this.schedule(OPEN_WITHIN, () => this.retry());
        this.user.opened();
      },
      received: (frame2) => {
        if (this.link !== link) return;
        this.listen();
        this.user.received(frame2);
      },
      closed: () => {
        if (this.link === link) this.retry();
      }
    });
    this.link = link;
  }
  wait() {
    if (document.hidden) {
      this.user.waiting(void 0);
      return;
    }
    const limit = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.attempts);
    const delay = Math.random() * limit;
    this.attempts++;
    this.schedule(delay, () => this.connect());
    this.user.waiting(delay);
    this.user.failed(this.attempts);
  }
  /** The other end lives. */
  listen() {
    this.isAsked = false;
    this.schedule(QUIET, () => this.ask());
  }
  /** Asks whether the other end lives. */
  ask() {
    if (!this.isOpen || document.hidden || this.isAsked) return;
    this.isAsked = true;
    this.user.asked?.();
    this.send(this.ping);
    this.schedule(ANSWER_WITHIN, () => this.retry());
  }
  /** The page came into view or was hidden, or the network came or went. */
  look = () => {
    if (this.isOpen) {
      this.ask();
    } else if (document.hidden) {
      if (!this.link) this.pause();
    } else {
      this.connect();
    }
  };
  pause() {
    clearTimeout(this.timer);
    this.user.waiting(void 0);
  }
  release() {
    clearTimeout(this.timer);
    const { link } = this;
    this.link = void 0;
    this.isOpen = this.isAsked = false;
    link?.close();
  }
  schedule(delay, action) {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, delay);
  }
};

// shared/websocket.ts
function binaryWebSocket(address) {
  return ({ opened, received, closed }) => {
    const socket = new WebSocket(address());
    socket.binaryType = "arraybuffer";
    socket.onopen = opened;
    socket.onmessage = ({ data: data2 }) => {
      if (data2 instanceof ArrayBuffer) received(new Uint8Array(data2));
    };
    socket.onclose = closed;
    return {
      send: (frame2) => socket.send(frame2),
      close() {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      }
    };
  };
}

// builder/source.ts
var SYNC = 0;
var AWARENESS = 1;
var QUERY_AWARENESS = 3;
var OURS = 100;
var ANSWER_WITHIN2 = 1e4;
var Refusal = class extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
  hint;
};
var Absence = class extends Refusal {
};
var OWN = { own: true };
var Source = class {
  constructor(name, user) {
    this.name = name;
    this.user = user;
    const path = name.split("/").map(encodeURIComponent).join("/");
    const address = () => {
      const address2 = new URL(`_builder/sync/${path}`, location.href);
      address2.protocol = address2.protocol.replace("http", "ws");
      address2.hash = "";
      if (this.life !== void 0) address2.searchParams.set("life", this.life);
      return address2;
    };
    const ping = frame((encoder) => writeVarUint(encoder, QUERY_AWARENESS));
    this.connection = new Connection(binaryWebSocket(address), ping, {
      connecting: () => this.lost(),
      waiting: () => this.lost(),
      failed: () => {
      },
      opened: () => this.opened(),
      received: (bytes) => this.receive(bytes)
    });
  }
  name;
  user;
  doc = new Doc();
  text = this.doc.getText("source");
  awareness = new Awareness(this.doc);
  undo = new UndoManager(this.text, {
    trackedOrigins: /* @__PURE__ */ new Set([OWN]),
    captureTimeout: 600
  });
  connection;
  waiting = /* @__PURE__ */ new Map();
  lastAsk = 0;
  isConnected = false;
  isStopped = false;
  /** The life of the text, once the server has said it. */
  life;
  /** The server has what it needs to answer, and will be told when it has. */
  isReady = false;
  awaiting = /* @__PURE__ */ new Set();
  /** The edits that were asked for, of which each is made before the next one is asked for. */
  edits = Promise.resolve();
  /** What was last written to. */
  captured = null;
  /** What was written here and is not on its way to the server. */
  isUnsent = false;
  unsaid = 0;
  /** The ids of blocks that had other ones when they were last asked about. */
  renamed = /* @__PURE__ */ new Map();
  start() {
    this.doc.on("update", this.updated);
    this.awareness.on("update", this.present);
    addEventListener("pagehide", this.leave);
    addEventListener("beforeunload", this.warn);
    this.connection.start();
  }
  stop() {
    this.isStopped = true;
    this.leave();
    removeEventListener("pagehide", this.leave);
    removeEventListener("beforeunload", this.warn);
    this.connection.stop();
    this.awareness.destroy();
    this.undo.destroy();
    this.doc.destroy();
  }
  /** Asks where the text of a field stands. Waits for the server, since its text is being written. */
  async range(block, field) {
    return this.insist(
      async () => await this.ask({ type: "range", ask: 0, block: this.idOf(block), field })
    );
  }
  /** Takes note of blocks that a server knows by other ids than the one before it. */
  rename(ids) {
    for (const [old, id] of this.renamed) this.renamed.set(old, ids.get(id) ?? id);
    for (const [old, id] of ids) this.renamed.set(old, id);
  }
  /**
   * Makes an edit by block. Returns the ids of the blocks that it makes.
   *
   * @throws Refusal if it cannot be done.
   */
  edit(edit2) {
    const made = this.edits.then(() => this.make(edit2));
    this.edits = made.catch(() => {
    });
    return made;
  }
  /** Makes an edit of what was typed: waits for the server if that is not there. */
  async write(edit2) {
    this.unsaid += 1;
    try {
      return await this.insist(() => this.edit(this.renewed(edit2)));
    } finally {
      this.unsaid -= 1;
    }
  }
  async make(edit2) {
    const answer = await this.ask({ type: "edit", ask: 0, edit: edit2 });
    this.capture(targetOf(edit2));
    this.doc.transact(() => {
      for (const { from: from2, to, insert: insert2 } of [...answer.edits].reverse()) {
        this.replace(this.offset(from2), this.offset(to), insert2);
      }
    }, OWN);
    return answer.select;
  }
  /**
   * Says what is written to next: what is typed into one place without a long pause is undone as
   * one, and without a place by itself.
   */
  capture(target) {
    if (target === null || target !== this.captured) this.undo.stopCapturing();
    this.captured = target;
  }
  /** Takes back this author's last change or makes it again, behind the edits that are under way. */
  takeBack(how) {
    void this.edits.then(() => this.undo[how]());
  }
  renewed(edit2) {
    if (edit2.do === "set" || edit2.do === "part") {
      return { ...edit2, block: this.idOf(edit2.block) };
    }
    if (edit2.do === "set-cell") return { ...edit2, table: this.idOf(edit2.table) };
    return edit2;
  }
  idOf(block) {
    return this.renamed.get(block) ?? block;
  }
  /** Tries until the server was there for all of it. */
  async insist(attempt2) {
    for (; ; ) {
      if (!this.isReady) await this.ready();
      try {
        return await attempt2();
      } catch (error) {
        if (!(error instanceof Absence)) throw error;
      }
    }
  }
  ready() {
    return new Promise((settle) => this.awaiting.add(settle));
  }
  /** Asks what an edit would write, and does not make it. */
  async planned(edit2) {
    const answer = await this.ask({ type: "edit", ask: 0, edit: edit2 });
    return answer.edits.map(({ insert: insert2 }) => insert2).join("");
  }
  /** Dresses the page in a theme; without one, in what the SOP says. */
  useTheme(theme2) {
    this.say({ type: "theme", theme: theme2 });
  }
  /** Decides between two versions that could not be merged. */
  settle(take2) {
    this.say({ type: "settle", take: take2 });
  }
  /** Where a place is by now. */
  offset(place2) {
    if (place2 === null) return this.text.length;
    const position = createRelativePositionFromJSON(place2);
    const absolute = createAbsolutePositionFromRelativePosition(position, this.doc);
    return absolute?.index ?? this.text.length;
  }
  replace(from2, to, insert2) {
    if (to > from2) this.text.delete(from2, to - from2);
    if (insert2) this.text.insert(from2, insert2);
  }
  ask(message) {
    const ask = ++this.lastAsk;
    return new Promise((settle, refuse) => {
      if (!this.isConnected) {
        refuse(new Absence("the server is not there", "what you type is kept; try again"));
        return;
      }
      const late3 = () => {
        this.waiting.delete(ask);
        refuse(new Absence("the server does not answer", "try again"));
      };
      this.waiting.set(ask, { settle, refuse, timer: setTimeout(late3, ANSWER_WITHIN2) });
      this.say({ ...message, ask });
    });
  }
  say(message) {
    this.connection.send(
      frame((encoder) => {
        writeVarUint(encoder, OURS);
        writeVarString(encoder, JSON.stringify(message));
      })
    );
  }
  opened() {
    this.isConnected = true;
    this.connection.send(
      frame((encoder) => {
        writeVarUint(encoder, SYNC);
        writeSyncStep1(encoder, this.doc);
      })
    );
    if (this.awareness.getLocalState()) this.sendPresence([this.doc.clientID]);
    this.say({ type: "open" });
    this.user.connected(true);
  }
  lost() {
    for (const { refuse, timer } of this.waiting.values()) {
      clearTimeout(timer);
      refuse(new Absence("the connection was lost", "what you typed is kept; try again"));
    }
    this.waiting.clear();
    this.isReady = false;
    if (this.isConnected) {
      this.isConnected = false;
      const others = [...this.awareness.getStates().keys()].filter(
        (client) => client !== this.doc.clientID
      );
      removeAwarenessStates(this.awareness, others, this);
    }
    this.user.connected(false);
  }
  receive(bytes) {
    if (this.isStopped) return;
    const decoder = createDecoder(bytes);
    switch (readVarUint(decoder)) {
      case SYNC: {
        const answer = frame((encoder) => {
          writeVarUint(encoder, SYNC);
          readSyncMessage(decoder, encoder, this.doc, this);
        });
        if (answer.length > 1) this.connection.send(answer);
        break;
      }
      case AWARENESS: {
        const update = readVarUint8Array(decoder);
        applyAwarenessUpdate(this.awareness, update, this);
        break;
      }
      case OURS:
        this.heed(JSON.parse(readVarString(decoder)));
        break;
    }
  }
  heed(message) {
    switch (message.type) {
      case "range":
      case "edits":
        this.take(message.ask)?.settle(message);
        break;
      case "refused":
        this.take(message.ask)?.refuse(new Refusal(message.message, message.hint));
        break;
      default:
        if (message.type === "document") {
          this.connection.confirm();
          this.life = message.life;
        }
        this.user.received(message);
        if (message.type === "document") this.begin();
    }
  }
  /** What was written while there was no server has been exchanged, and questions have answers. */
  begin() {
    this.isReady = true;
    this.isUnsent = false;
    for (const settle of this.awaiting) settle();
    this.awaiting.clear();
  }
  take(ask) {
    const waiting = this.waiting.get(ask);
    this.waiting.delete(ask);
    clearTimeout(waiting?.timer);
    return waiting;
  }
  updated = (update, origin) => {
    if (origin === this) return;
    if (!this.isReady) this.isUnsent = true;
    this.connection.send(
      frame((encoder) => {
        writeVarUint(encoder, SYNC);
        writeUpdate(encoder, update);
      })
    );
  };
  warn = (event) => {
    if (this.isUnsent || this.unsaid > 0 && !this.isReady) event.preventDefault();
  };
  present = ({ added, updated, removed }, origin) => {
    if (origin !== this) this.sendPresence([...added, ...updated, ...removed]);
  };
  sendPresence(clients) {
    this.connection.send(
      frame((encoder) => {
        writeVarUint(encoder, AWARENESS);
        writeVarUint8Array(
          encoder,
          encodeAwarenessUpdate(this.awareness, clients)
        );
      })
    );
  }
  leave = () => {
    removeAwarenessStates(this.awareness, [this.doc.clientID], "leave");
  };
};
function targetOf(edit2) {
  if (edit2.do === "set") return fieldTarget(edit2.block, edit2.field);
  if (edit2.do === "set-cell") return fieldTarget(edit2.table, `${edit2.row} ${edit2.column}`);
  return edit2.do === "set-front-matter" ? `front ${edit2.key}` : null;
}
function fieldTarget(block, field) {
  return `${block} ${field}`;
}
function frame(write2) {
  const encoder = createEncoder();
  write2(encoder);
  return toUint8Array(encoder);
}

// builder/successors.ts
function successors(before, after) {
  const found = /* @__PURE__ */ new Map();
  const places = new Map(after.map(({ id }, index) => [id, index]));
  let [from2, to] = [0, 0];
  for (const [index, { id }] of before.entries()) {
    const place2 = places.get(id);
    if (place2 === void 0 || place2 < to) continue;
    pair(before.slice(from2, index), after.slice(to, place2), found);
    [from2, to] = [index + 1, place2 + 1];
  }
  pair(before.slice(from2), after.slice(to), found);
  return found;
}
function pair(before, after, found) {
  const shorter = Math.min(before.length, after.length);
  const agree = (old, fresh) => {
    if (!old || !fresh || old.kind !== fresh.kind) return false;
    if (old.id !== fresh.id) found.set(old.id, fresh.id);
    return true;
  };
  let begin = 0;
  while (begin < shorter && agree(before[begin], after[begin])) begin += 1;
  let end = 1;
  while (end <= shorter - begin && agree(before.at(-end), after.at(-end))) end += 1;
}

// builder/state.ts
var catalogue = y({
  groups: [],
  kinds: {},
  front_matter: [],
  themes: [],
  templates: []
});
var project = y({ folder: "", open: null, documents: [], styles: [] });
var source = y(null);
var isOpen = y(false);
var isConnected = y(false);
var blocks = y([]);
var numbers = y([]);
var front2 = y({ span: null, fields: [] });
var findings = y([]);
var saved = y({ state: "saved" });
var viewers = y(0);
var theme = y(null);
function dress(name) {
  source.peek()?.useTheme(name);
  theme.value = name;
}
var gone = y(null);
var blockById = O(() => new Map(blocks.value.map((block) => [block.id, block])));
var numberById = O(
  () => new Map(blocks.value.map((block, index) => [block.id, numbers.value[index] ?? ""]))
);
var childrenOf = O(() => {
  const children = /* @__PURE__ */ new Map();
  for (const block of blocks.value) {
    const beside = children.get(block.parent);
    if (beside) beside.push(block);
    else children.set(block.parent, [block]);
  }
  return children;
});
var findingsByBlock = O(() => {
  const byBlock = /* @__PURE__ */ new Map();
  for (const finding of findings.value) {
    if (!finding.block) continue;
    const beside = byBlock.get(finding.block);
    if (beside) beside.push(finding);
    else byBlock.set(finding.block, [finding]);
  }
  return byBlock;
});
var selection = y([]);
var current = O(() => {
  const id = selection.value.at(-1);
  return id === void 0 ? void 0 : blockById.value.get(id);
});
var toast = y(null);
var dialog = y(null);
var isSearching = y(false);
var isStyling = y(false);
var view = y("blocks");
var isLinked = y(true);
var latency = y(null);
function open2(name) {
  close();
  const opened = new Source(name, {
    received: (message) => receive(message),
    connected: (is) => {
      isConnected.value = is;
    }
  });
  source.value = opened;
  opened.awareness.setLocalStateField("user", author());
  keepSelections(opened);
  opened.start();
  location.hash = `#${encodeURI(name)}`;
}
function close() {
  source.value?.stop();
  late2.length = 0;
  r(() => {
    source.value = null;
    isOpen.value = false;
    isConnected.value = false;
    blocks.value = [];
    numbers.value = [];
    findings.value = [];
    selection.value = [];
    gone.value = null;
  });
}
async function edit(wanted2) {
  const at = source.peek();
  if (!at) return false;
  const isHolding2 = !isTyped(wanted2) && focused.peek() !== null && !isHoldingKeys();
  if (isHolding2) holdKeys();
  try {
    const made = await (isTyped(wanted2) ? at.write(wanted2) : at.edit(wanted2));
    if (MAKING.has(wanted2.do)) selectWhenThere(made);
    return true;
  } catch (error) {
    sayRefused(error);
    return false;
  } finally {
    if (isHolding2) releaseKeys(document.activeElement);
  }
}
function sayRefused(error) {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof Refusal ? error.hint : null;
  say(hint ? `${message}; ${hint}` : message, true);
}
var MAKING = /* @__PURE__ */ new Set(["insert", "insert-source", "duplicate"]);
function isTyped(wanted2) {
  return wanted2.do === "set" || wanted2.do === "set-cell" || wanted2.do === "set-front-matter";
}
function say(text, isError = false, undo3) {
  toast.value = { text, isError, ...undo3 && { undo: undo3 } };
}
function select(...ids) {
  awaited = [];
  selection.value = ids;
}
var awaited = [];
function selectWhenThere(ids) {
  awaited = ids;
  selectAwaited();
}
function selectAwaited() {
  if (awaited.length > 0 && awaited.every((id) => blockById.peek().has(id))) select(...awaited);
}
function whenBlocks(areSo) {
  return new Promise((settle) => {
    const stop = x2(() => {
      if (!blocks.value || !areSo()) return;
      settle();
      queueMicrotask(() => stop());
    });
  });
}
function keepSelections({ undo: undo3 }) {
  undo3.on("stack-item-added", ({ stackItem }) => {
    stackItem.meta.set("selection", selection.peek());
  });
  undo3.on("stack-item-popped", ({ stackItem }) => {
    const before = stackItem.meta.get("selection");
    if (before && before.length > 0) selectWhenThere(before);
  });
}
function receive(message) {
  late2.push(message);
  if (focused.peek() === null || isHoldingKeys()) takeLate();
  else if (!isTakenSoon) {
    isTakenSoon = true;
    const rest2 = Math.max(0, takenAt + TAKEN_EVERY - performance.now());
    if (rest2 > 0) setTimeout(() => behindFrame(takeLate), rest2);
    else behindFrame(takeLate);
  }
}
var late2 = [];
var TAKEN_EVERY = 100;
var takenAt = 0;
var isTakenSoon = false;
function takeLate() {
  isTakenSoon = false;
  takenAt = performance.now();
  takeAll(late2.splice(0));
}
function takeAll(messages) {
  r(() => messages.forEach(take));
  selectAwaited();
}
function behindFrame(act) {
  let isDone = false;
  const once = () => {
    if (!isDone) act();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, FRAME_WITHIN);
}
var FRAME_WITHIN = 100;
function take(message) {
  switch (message.type) {
    case "document":
      takeDocument(message);
      break;
    case "blocks": {
      const known2 = blockById.peek();
      const inserted = message.insert.map(
        (item) => typeof item === "string" ? known2.get(item) : item
      );
      const all = [...blocks.peek()];
      const fresh = inserted.filter((item) => item !== void 0);
      const removed = all.splice(message.at, message.remove, ...fresh);
      blocks.value = all;
      if (isLost()) followRenamed(removed, fresh);
      break;
    }
    case "numbers": {
      const all = [...numbers.peek()];
      all.splice(message.at, message.remove, ...message.insert);
      numbers.value = all;
      break;
    }
    case "front":
      front2.value = message.front;
      break;
    case "findings":
      findings.value = message.findings;
      break;
    case "saved":
      saved.value = message.saved;
      break;
    case "viewers":
      viewers.value = message.viewers;
      break;
    case "published":
      break;
    case "gone":
      gone.value = message.message;
      break;
    case "another-life":
      beginAnew();
      break;
    default:
      message;
  }
}
function takeDocument(message) {
  if (message.name !== source.peek()?.name) {
    open2(message.name);
    return;
  }
  const before = blocks.peek();
  blocks.value = message.blocks;
  followRenamed(before, message.blocks);
  numbers.value = message.numbers;
  front2.value = message.front;
  findings.value = message.findings;
  saved.value = message.saved;
  viewers.value = message.viewers;
  theme.value = message.theme;
  gone.value = null;
  isOpen.value = true;
}
function followRenamed(before, after) {
  const at = focused.peek();
  const renamed = successors(before, after);
  source.peek()?.rename(renamed);
  const block = at && renamed.get(at.block);
  if (block) focusField(block, at.field, at.caret());
  selection.value = selection.peek().map((id) => renamed.get(id) ?? id).filter((id) => blockById.peek().has(id));
}
function isLost() {
  const there = blockById.peek();
  const at = focused.peek();
  return selection.peek().some((id) => !there.has(id)) || at !== null && !there.has(at.block);
}
function beginAnew() {
  const mine = source.peek();
  if (!mine) return;
  const text = mine.text.toString();
  open2(mine.name);
  say(strings.notices.anotherLife, true, () => void navigator.clipboard.writeText(text));
}
var COLORS = [
  ["#0b6e4f", "#0b6e4f33"],
  ["#8a3ffc", "#8a3ffc33"],
  ["#b4471f", "#b4471f33"],
  ["#0f62fe", "#0f62fe33"],
  ["#9f1853", "#9f185333"],
  ["#6f5a00", "#6f5a0033"]
];
function author() {
  const name = localStorage.getItem("sopwright-author") ?? strings.presence.guest;
  const number = Number(
    localStorage.getItem("sopwright-color") ?? Math.floor(Math.random() * COLORS.length)
  );
  localStorage.setItem("sopwright-color", String(number));
  const [color, colorLight] = COLORS[number % COLORS.length] ?? ["#0b6e4f", "#0b6e4f33"];
  return { name, color, colorLight };
}

// builder/rows.ts
var chosenTabs = y(/* @__PURE__ */ new Map());
function chooseTab(tabs, tab) {
  chosenTabs.value = new Map(chosenTabs.peek()).set(tabs, tab);
}
function chosenTab(tabs) {
  const all = childrenOf.value.get(tabs) ?? [];
  const chosen2 = chosenTabs.value.get(tabs);
  return all.some(({ id }) => id === chosen2) ? chosen2 : all[0]?.id;
}
var HOLDERS = /* @__PURE__ */ new Set(["list", "steps", "entries"]);
var INSETS = { card: { start: 16, end: 14 }, indent: { start: 34, end: 0 } };
var rows = O(() => {
  const shown3 = [];
  let hiddenFrom = Number.POSITIVE_INFINITY;
  for (const block of blocks.value) {
    if (block.depth > hiddenFrom) continue;
    hiddenFrom = Number.POSITIVE_INFINITY;
    if (block.kind === "tab" && block.parent !== null) {
      if (chosenTab(block.parent) === block.id) {
        if (childrenOf.value.has(block.id)) continue;
      } else {
        hiddenFrom = block.depth;
        continue;
      }
    }
    if (isShown(block)) shown3.push({ block, index: shown3.length });
  }
  return shown3;
});
var rowById = O(() => new Map(rows.value.map((row) => [row.block.id, row])));
function isShown(block) {
  if (!HOLDERS.has(block.kind)) return true;
  return Boolean(block.fields.title) || !childrenOf.value.has(block.id);
}
function framesOf(row) {
  const next = rows.value[row.index + 1]?.block;
  const behind = next ? new Set(around(next)) : /* @__PURE__ */ new Set();
  const frames = [];
  const chosen2 = selection.value;
  for (const id of [...around(row.block), row.block.id]) {
    const block = blockById.value.get(id);
    const look2 = block && lookOf(block);
    if (!block || !look2 || id === row.block.id && look2 === "indent") continue;
    frames.push({
      id,
      kind: block.kind,
      look: look2,
      tone: toneOf(block),
      isEnd: !behind.has(id),
      isChosen: chosen2.includes(id)
    });
  }
  return frames;
}
function endsAbove(ending) {
  return 6 + 8 * ending;
}
function around(block) {
  const ids = [];
  for (let id = block.parent; id !== null; id = blockById.value.get(id)?.parent ?? null) {
    ids.unshift(id);
  }
  return ids;
}
var selectedBlocks = O(() => {
  const chosen2 = new Set(selection.value);
  const found = [...chosen2].flatMap((id) => blockById.value.get(id) ?? []);
  if (found.length < 2) return found;
  return blocks.value.filter(
    (block) => chosen2.has(block.id) && !around(block).some((id) => chosen2.has(id))
  );
});
var INDENTS = /* @__PURE__ */ new Set(["step", "item", "entry"]);
var CARDS = /* @__PURE__ */ new Set([
  "admonition",
  "captioned-table",
  "cause",
  "checklist",
  "decision",
  "definitions",
  "equipment",
  "figure",
  "footnote",
  "grid",
  "hazard",
  "issue",
  "materials",
  "ppe",
  "quote",
  "reagents",
  "references",
  "responsibilities",
  "solution",
  "tabs",
  "unknown"
]);
function lookOf(block) {
  if (INDENTS.has(block.kind)) return "indent";
  if (CARDS.has(block.kind)) return "card";
  if (block.kind === "steps" && block.fields.title) return "card";
  return void 0;
}
function toneOf(block) {
  if (block.kind === "hazard") return String(block.fields.level ?? "warning");
  if (block.kind === "admonition") return String(block.fields.kind ?? "note");
  return block.kind;
}

// builder/actions.ts
function editable() {
  const chosen2 = selectedBlocks.peek().map(includeOf);
  return chosen2.filter((block, index) => chosen2.indexOf(block) === index);
}
function includeOf(block) {
  if (!block.foreign) return block;
  const all = blocks.peek();
  return all[all.slice(0, all.indexOf(block) + 1).findLastIndex(({ include }) => include)] ?? block;
}
async function deleteBlocks(doomed = editable()) {
  const ids = doomed.map(({ id }) => id);
  if (ids.length === 0) return;
  const next = rowBeside(ids);
  if (!await edit({ do: "delete", blocks: ids })) return;
  if (next) goToBlock(next);
  say(strings.canvas.deleted(ids.length), false, () => source.peek()?.takeBack("undo"));
}
function rowBeside(ids) {
  const gone2 = new Set(ids);
  const stays = ({ block }) => !gone2.has(block.id) && !around(block).some((id) => gone2.has(id));
  const all = rows.peek();
  const first2 = all.findIndex((row) => !stays(row));
  const next = all.slice(Math.max(0, first2)).find(stays) ?? all[first2 - 1];
  return next?.block.id;
}
function duplicateBlocks() {
  const ids = editable().map(({ id }) => id);
  if (ids.length > 0) void edit({ do: "duplicate", blocks: ids });
}
function nestBlocks(how) {
  const ids = editable().map(({ id }) => id);
  if (ids.length > 0) void edit({ do: how, blocks: ids }).then(refocus);
}
function moveBlocks(step) {
  const moved = editable();
  const [first2, last2] = [moved[0], moved.at(-1)];
  if (!first2 || !last2) return;
  const beside = childrenOf.peek().get(first2.parent) ?? [];
  const edge = step < 0 ? first2 : last2;
  const isPart = ({ foreign, include }) => Boolean(foreign && !include);
  const at = beside.findIndex(({ id }) => id === edge.id);
  const reach = step < 0 ? beside.slice(0, at).reverse() : beside.slice(at + 1);
  const other = last2.include && step > 0 ? reach.find((block) => !isPart(block)) : reach[0];
  const beyond = other?.id ?? (first2.parent ? moveOut(first2) : void 0);
  if (!beyond) return;
  const place2 = step < 0 ? { before: beyond } : { after: beyond };
  const ids = moved.map(({ id }) => id);
  void edit({ do: "move", blocks: ids, place: place2 }).then(refocus);
}
function moveOut(block) {
  return block.kind === "step" || block.kind === "item" ? void 0 : block.parent ?? void 0;
}
async function copyBlocks() {
  const ids = selectedBlocks.peek().map(({ id }) => id);
  const at = source.peek();
  if (ids.length === 0 || !at) return false;
  try {
    const markdown = await at.planned({ do: "duplicate", blocks: ids });
    await navigator.clipboard.writeText(outdented(markdown));
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), true);
    return false;
  }
}
async function cutBlocks() {
  const cut = editable();
  if (await copyBlocks()) await deleteBlocks(cut);
}
function pasteSource(text) {
  const source2 = text.replace(/\r\n?/g, "\n").trim();
  if (source2) void edit({ do: "insert-source", source: source2, place: behindCurrent() });
}
function behindCurrent() {
  const id = selection.peek().at(-1);
  const block = id === void 0 ? void 0 : blockById.peek().get(id);
  return block ? { after: block.id } : { end: true };
}
function outdented(markdown) {
  const lines2 = markdown.replace(/^\n+|\s+$/g, "").split("\n");
  const indents = lines2.filter((line) => line.trim()).map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents);
  return `${lines2.map((line) => line.slice(common)).join("\n")}
`;
}
function goToBlock(id) {
  select(id);
  focusRow(id);
}
function focusFirstRow() {
  const stop = x2(() => {
    const first2 = rows.value[0]?.block.id;
    if (first2 === void 0) return;
    goToBlock(first2);
    queueMicrotask(() => stop());
  });
}
function refocus() {
  const id = selection.peek().at(-1);
  if (id !== void 0 && !document.activeElement?.closest("[data-field]")) focusRow(id);
}
function rowElement(id) {
  return document.querySelector(`[data-row="${CSS.escape(id)}"]`);
}

// builder/icons.tsx
var PATHS = {
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
  danger: "M10 2.8 17.5 16h-15zM10 8v4M10 14.2h.01"
};
function Icon({ name }) {
  return /* @__PURE__ */ a(
    "svg",
    {
      class: "icon",
      viewBox: "0 0 20 20",
      width: "20",
      height: "20",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": "1.6",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
      "aria-hidden": "true",
      children: /* @__PURE__ */ a("path", { d: PATHS[name] })
    }
  );
}

// builder/insert.ts
function insertion(entry, place2, text = "") {
  const isEmptyParagraph = entry === "paragraph" && text === "";
  return { do: "insert", entry, place: place2, ...!isEmptyParagraph && { text } };
}
async function insert(wanted2) {
  const at = source.peek();
  if (!at) return false;
  holdKeysForAnother();
  try {
    const [made] = await at.edit(wanted2);
    if (made === void 0) releaseKeys(document.activeElement);
    else {
      selectWhenThere([made]);
      const isGivenText = wanted2.do === "insert" && wanted2.text !== void 0;
      focusBlock(made, isGivenText ? "start" : "all");
    }
    return true;
  } catch (error) {
    sayRefused(error);
    releaseKeys(document.activeElement);
    return false;
  }
}

// builder/names.ts
function kindName(kind) {
  const named3 = strings;
  return named3.kinds?.[kind]?.name ?? kind;
}
function blockName(block, number) {
  const { text, title, head, alt, path } = block.fields;
  const says = String(text ?? title ?? head ?? alt ?? path ?? "").split("\n", 1)[0] ?? "";
  const kind = kindName(block.kind);
  const name = /^\p{L}/u.test(number) ? number : `${kind} ${number}`.trim();
  return says ? `${name}: ${says.slice(0, 80)}` : name;
}

// builder/draft.ts
var ECHO_WITHIN = 1500;
var WHEN_LEFT = "when left";
function useDraft(value, send, when) {
  const [, redraw] = d(0);
  const sending = T(void 0);
  sending.current ??= new Sending(() => redraw((count) => count + 1));
  sending.current.send = send;
  sending.current.value = value;
  A(() => () => sending.current.flush(), []);
  A(() => sending.current.heard(), [value]);
  const held2 = sending.current.draft;
  return {
    value: held2 ? held2.value : value,
    type: (typed2, isValid = true) => {
      sending.current.type(typed2, isValid);
      if (when !== WHEN_LEFT) sending.current.flush();
    },
    leave: () => sending.current.leave(),
    drop: () => sending.current.drop()
  };
}
var Sending = class {
  constructor(changed2) {
    this.changed = changed2;
  }
  changed;
  draft = null;
  /** What the source says. */
  value;
  send = () => Promise.resolve(false);
  echo;
  isValid = true;
  isUnsaid = false;
  isUnderWay = false;
  /** What was said is written, and has not come back yet. */
  isAwaited = false;
  isLeft = true;
  type(value, isValid) {
    this.draft = { value };
    this.isValid = isValid;
    this.isUnsaid = true;
    this.isLeft = false;
    this.changed();
  }
  drop() {
    this.isUnsaid = false;
    this.isAwaited = false;
    this.draft = null;
    this.changed();
  }
  leave() {
    this.isLeft = true;
    if (this.draft && !this.isValid) return;
    this.flush();
    this.heard();
  }
  /** The source says something else now, or again. */
  heard() {
    if (!this.draft || this.isUnsaid || this.isUnderWay) return;
    if (isSame(this.draft.value, this.value)) {
      this.isAwaited = false;
      if (!this.isLeft) return;
    } else if (this.isAwaited) return;
    this.draft = null;
    this.changed();
  }
  flush() {
    const { draft } = this;
    if (!draft || !this.isUnsaid || !this.isValid || this.isUnderWay) return;
    this.isUnsaid = false;
    this.isUnderWay = true;
    void this.send(draft.value).then((isDone) => {
      this.isUnderWay = false;
      if (this.isUnsaid) this.flush();
      else if (isDone) this.await();
      else if (this.isLeft) this.heard();
    });
  }
  await() {
    this.isAwaited = true;
    clearTimeout(this.echo);
    this.echo = setTimeout(() => {
      this.isAwaited = false;
      if (this.isLeft) this.heard();
    }, ECHO_WITHIN);
    this.heard();
  }
};
function isSame(one, other) {
  const [first2, second] = [one, other].map(
    (value) => typeof value === "string" ? value.trim().replace(/\s+/g, " ") : JSON.stringify(value)
  );
  return first2 === second;
}

// builder/set_field.tsx
function SetField(props) {
  const { block, field, value, label, empty, isCode, isReadOnly } = props;
  const input = T(null);
  const draft = useDraft(
    value,
    props.set ?? ((value2) => edit({ do: "set", block, field, value: value2 || null }))
  );
  useSignalEffect(() => {
    const to = wanted.value;
    if (to?.block !== block || to.field !== field || isComposing.value) return;
    wanted.value = null;
    if (input.current) enter(input.current, to.at);
  });
  const pressed2 = (event) => {
    const element = event.currentTarget;
    const undo3 = undoKey(event);
    if (props.pressed?.(event)) {
    } else if (undo3) {
      draft.drop();
      source.peek()?.takeBack(undo3);
    } else if (event.key === "Escape") {
      element.closest("[data-row]")?.focus();
    } else if (event.key === "Enter" && !isCode) {
      leaveField(element, event.shiftKey ? -1 : 1);
    } else if (!isAtEdge(element, event.key) || !leaveField(element, STEPS[event.key] ?? 1)) {
      return;
    }
    event.preventDefault();
  };
  return /* @__PURE__ */ a("span", { class: `set-field ${isCode ? "is-code" : ""}`, "data-value": `${draft.value} `, children: /* @__PURE__ */ a(
    "textarea",
    {
      ref: input,
      "data-field": field,
      "data-block": block,
      rows: 1,
      value: draft.value,
      placeholder: empty ?? label,
      "aria-label": label,
      readOnly: isReadOnly ?? false,
      spellcheck: !isCode,
      onFocus: () => select(block),
      onInput: (event) => draft.type(oneLine(event.currentTarget.value, isCode)),
      onBlur: draft.leave,
      onKeyDown: pressed2,
      onClick: (event) => event.stopPropagation()
    }
  ) });
}
function enter(input, at) {
  input.focus();
  const end = at === "start" ? 0 : input.value.length;
  if (at === "all") input.select();
  else input.setSelectionRange(end, end);
  releaseKeys(input);
}
var STEPS = { ArrowUp: -1, ArrowDown: 1 };
function oneLine(text, isCode) {
  return isCode ? text : text.replace(/\s*\n\s*/g, " ");
}
function isAtEdge({ selectionStart, selectionEnd, value }, key) {
  if (selectionStart !== selectionEnd) return false;
  if (key === "ArrowUp") return !value.slice(0, selectionStart).includes("\n");
  return key === "ArrowDown" && !value.slice(selectionEnd).includes("\n");
}
function undoKey(event) {
  if (!event.ctrlKey && !event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}

// builder/binding.ts
var fromShared = Annotation.define();
var Binding = class {
  constructor(source2, block, field, failed) {
    this.source = source2;
    this.block = block;
    this.field = field;
    this.failed = failed;
  }
  source;
  block;
  field;
  failed;
  range = null;
  /** What was typed before the place was known. */
  early = null;
  begun = "";
  makesPlace;
  /** Why there is no place any more. */
  gone;
  view;
  isWriting = false;
  isStopped = false;
  met = Promise.resolve();
  /** Begins; a field that has no place yet gets one by an edit, once something is typed. */
  start(view2, makesPlace) {
    this.view = view2;
    this.begun = view2.state.doc.toString();
    this.source.text.observe(this.heard);
    this.makesPlace = makesPlace;
    if (!makesPlace) this.met = this.locate();
  }
  /** Is settled when editor and shared text have met: what was typed is in both. */
  meeting() {
    return this.met;
  }
  /** Ends it; what was typed before the place was known is still written there. */
  stop() {
    this.isStopped = true;
    this.view = void 0;
    this.source.text.unobserve(this.heard);
  }
  /** Asks anew where the field stands, since something moved it that is no mere text. */
  locate() {
    return this.seek(this.failed);
  }
  async seek(failed) {
    try {
      const answer = await this.source.range(this.block, this.field);
      if (this.isStopped && !this.early) return;
      const [from2, to] = [this.source.offset(answer.from), this.source.offset(answer.to)];
      const isFirst = this.range === null;
      const text = this.source.text.toString().slice(from2, to);
      this.range = { from: from2, to, text, prefix: answer.prefix };
      if (isFirst) this.meet();
      else this.pull(null);
    } catch (error) {
      if (!this.isStopped || this.early) failed(error);
    }
  }
  /**
   * The whole text was taken away. It may be moved: then it stands elsewhere, where it is found anew,
   * and what is typed meanwhile goes along. If its block was deleted, the field will be soon.
   */
  lose() {
    this.begun = this.view?.state.doc.toString() ?? "";
    this.range = null;
    const failed = (reason) => {
      if (this.early) this.failed(reason);
      else this.gone = reason;
    };
    this.met = Promise.resolve().then(() => this.seek(failed));
  }
  /** Takes what was changed in the editor to the shared text. */
  push(changes) {
    if (this.range) {
      this.write(changes);
      return;
    }
    if (this.gone) {
      this.failed(this.gone);
      return;
    }
    this.early = this.early ? this.early.compose(changes) : changes;
    const { makesPlace } = this;
    if (!makesPlace) return;
    this.makesPlace = void 0;
    this.met = this.source.write(makesPlace).then(() => this.locate(), this.failed);
  }
  /** Where an offset of the editor is in the shared text. */
  toShared(offset) {
    return this.range && this.range.from + this.lines().toShared(offset);
  }
  /** Where an offset of the shared text is in the editor, if it is in this field. */
  toEditor(offset) {
    if (!this.range || offset < this.range.from || offset > this.range.to) return null;
    return this.lines().toEditor(offset - this.range.from);
  }
  /** Merges what was typed before the place was known with what stands there. */
  meet() {
    const theirs = difference(this.begun, this.lines().text);
    const ours = this.early;
    this.early = null;
    this.show(ours ? theirs.map(ours) : theirs, null);
    if (ours) this.write(ours.map(theirs, true));
  }
  write(changes) {
    const { range } = this;
    if (!range) return;
    const lines2 = this.lines();
    const edits = [];
    changes.iterChanges((from2, to, _from, _to, inserted) => {
      edits.push({
        from: range.from + lines2.toShared(from2),
        to: range.from + lines2.toShared(to),
        insert: [...inserted.iterLines()].join(`
${range.prefix}`)
      });
    });
    this.isWriting = true;
    this.source.capture(fieldTarget(this.block, this.field));
    this.source.doc.transact(() => {
      for (const { from: from2, to, insert: insert2 } of edits.reverse()) {
        if (to > from2) this.source.text.delete(from2, to - from2);
        if (insert2) this.source.text.insert(from2, insert2);
      }
    }, OWN);
    this.isWriting = false;
  }
  heard = (event, transaction) => {
    const { range } = this;
    if (!range) return;
    const wasEmpty = range.from === range.to;
    this.follow(range, event.delta);
    if (this.isWriting) return;
    if (!wasEmpty && range.from === range.to) this.lose();
    else this.pull(transaction.origin);
  };
  /** Moves the place by what changed, and changes what stands there. */
  follow(range, delta) {
    let at = 0;
    for (const { retain, insert: insert2, delete: removed } of delta) {
      if (retain) at += retain;
      if (typeof insert2 === "string") {
        const { length } = insert2;
        const belongs = this.isWriting || !insert2.includes("\n");
        const isBefore = at < range.from || at === range.from && !belongs;
        const isBehind = at > range.to || at === range.to && !belongs;
        if (isBefore) range.from += length;
        if (!isBehind) range.to += length;
        range.to = Math.max(range.from, range.to);
        if (!isBefore && !isBehind) replace(range, at, 0, insert2);
        at += length;
      }
      if (removed) {
        const before = Math.max(0, Math.min(removed, range.from - at));
        const upToEnd = Math.max(0, Math.min(removed, range.to - at));
        replace(range, Math.max(at, range.from), upToEnd - before, "");
        range.from -= before;
        range.to -= upToEnd;
      }
    }
  }
  /** Takes what the shared text has into the editor. */
  pull(origin) {
    const now = this.view?.state.doc.toString() ?? "";
    this.show(difference(now, this.lines().text), origin);
  }
  show(changes, origin) {
    if (changes.empty || !this.view) return;
    let end = 0;
    changes.iterChanges((_from, _to, _fromB, toB) => {
      end = toB;
    });
    this.view.dispatch({
      changes,
      // What is taken back is looked at.
      ...origin === this.source.undo && { selection: { anchor: end } },
      annotations: [fromShared.of(true), Transaction.addToHistory.of(false)]
    });
  }
  lines() {
    const { range } = this;
    if (!range) return new Lines("", "");
    return new Lines(range.text, range.prefix);
  }
};
function replace(range, at, remove, insert2) {
  const start2 = at - range.from;
  range.text = range.text.slice(0, start2) + insert2 + range.text.slice(start2 + remove);
}
var Lines = class {
  text;
  /** Where each line begins in the editor, and how much was left out up to there. */
  starts = [];
  constructor(shared, prefix) {
    let at = 0;
    let left = 0;
    const lines2 = shared.split("\n").map((line, index) => {
      const bare2 = index === 0 ? line : withoutPrefix(line, prefix);
      left += line.length - bare2.length;
      this.starts.push({ at, left });
      at += bare2.length + 1;
      return bare2;
    });
    this.text = lines2.join("\n");
  }
  toShared(offset) {
    let before = 0;
    for (const { at, left } of this.starts) if (at <= offset) before = left;
    return offset + before;
  }
  toEditor(offset) {
    let before = 0;
    for (const { at, left } of this.starts) if (at + left <= offset) before = left;
    return offset - before;
  }
};
function withoutPrefix(line, prefix) {
  if (line.startsWith(prefix)) return line.slice(prefix.length);
  const marks = [...prefix].filter((char) => char === ">").length;
  const found = new RegExp(`^(?:[ \\t]*>){0,${marks}}[ \\t]*`).exec(line);
  return line.slice(found?.[0].length ?? 0);
}
function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start2 = 0;
  while (start2 < shorter && before[start2] === after[start2]) start2 += 1;
  let end = 0;
  while (end < shorter - start2 && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  if (start2 === before.length && start2 === after.length) return ChangeSet.empty(before.length);
  const insert2 = after.slice(start2, after.length - end);
  return ChangeSet.of({ from: start2, to: before.length - end, insert: insert2 }, before.length);
}

// builder/carets.ts
var Caret = class extends WidgetType {
  constructor(person) {
    super();
    this.person = person;
  }
  person;
  eq(other) {
    return other.person.name === this.person.name && other.person.color === this.person.color;
  }
  toDOM() {
    const caret2 = document.createElement("span");
    caret2.className = "others-caret";
    caret2.style.setProperty("--person", this.person.color);
    const name = caret2.appendChild(document.createElement("span"));
    name.className = "others-name";
    name.textContent = this.person.name;
    return caret2;
  }
  ignoreEvent() {
    return true;
  }
};
function othersCarets(source2, binding) {
  return ViewPlugin.fromClass(
    class {
      constructor(view2) {
        this.view = view2;
        source2.awareness.on("change", this.changed);
      }
      view;
      decorations = Decoration.none;
      update(_update) {
        this.decorations = decorations(source2, binding, this.view.state.doc.length);
      }
      destroy() {
        source2.awareness.off("change", this.changed);
      }
      changed = ({ added, updated, removed }) => {
        const others = [added, updated, removed].flat().filter((id) => id !== source2.doc.clientID);
        if (others.length > 0) this.view.dispatch({});
      };
    },
    { decorations: (plugin) => plugin.decorations }
  );
}
function decorations(source2, binding, length) {
  const found = [];
  for (const [client, state] of source2.awareness.getStates()) {
    if (client === source2.doc.clientID || !state.user || !state.cursor) continue;
    const anchor2 = binding.toEditor(place(source2, state.cursor.anchor));
    const head = binding.toEditor(place(source2, state.cursor.head));
    if (head === null || head > length) continue;
    if (anchor2 !== null && anchor2 !== head && anchor2 <= length) {
      const decoration2 = Decoration.mark({ class: "others-selection" });
      found.push({ from: Math.min(anchor2, head), to: Math.max(anchor2, head), decoration: decoration2 });
    }
    const decoration = Decoration.widget({ widget: new Caret(state.user), side: 1 });
    found.push({ from: head, to: head, decoration });
  }
  found.sort((a2, b) => a2.from - b.from || a2.decoration.startSide - b.decoration.startSide);
  const builder = new RangeSetBuilder();
  for (const { from: from2, to, decoration } of found) builder.add(from2, to, decoration);
  return builder.finish();
}
function place(source2, json) {
  try {
    return source2.offset(json);
  } catch {
    return -1;
  }
}
var SAID_WITHIN = 100;
function sayCaret(source2, binding, block) {
  return ViewPlugin.fromClass(
    class {
      constructor(view2) {
        this.view = view2;
      }
      view;
      soon;
      update({ selectionSet, docChanged, focusChanged }) {
        if (!selectionSet && !docChanged && !focusChanged) return;
        this.soon ??= setTimeout(this.say, SAID_WITHIN);
      }
      destroy() {
        clearTimeout(this.soon);
      }
      say = () => {
        this.soon = void 0;
        if (!this.view.hasFocus) return;
        const { anchor: anchor2, head } = this.view.state.selection.main;
        const [from2, to] = [binding.toShared(anchor2), binding.toShared(head)];
        if (from2 === null || to === null) return;
        const sticky = (at) => createRelativePositionFromTypeIndex(source2.text, at);
        const cursor = { anchor: sticky(from2), head: sticky(to) };
        source2.awareness.setLocalState({ ...source2.awareness.getLocalState(), cursor, block });
      };
    }
  );
}
function sayNoCaret(source2) {
  if (source2.awareness.getLocalState()) source2.awareness.setLocalStateField("cursor", null);
}

// builder/field_keys.ts
var NEXT = {
  step: "step",
  item: "item",
  paragraph: "paragraph",
  section: "paragraph",
  entry: "item"
};
function fieldKeys(at) {
  return [
    { key: "Enter", run: (view2) => goOn(at, view2) },
    { key: "Shift-Enter", run: breakLine },
    { key: "Backspace", run: (view2) => deleteEmpty(at, view2) },
    {
      key: "Tab",
      run: (view2) => nest(at, view2, "nest"),
      shift: (view2) => nest(at, view2, "unnest")
    },
    { key: "ArrowUp", run: (view2) => leaveAtEdge(view2, -1) },
    { key: "ArrowDown", run: (view2) => leaveAtEdge(view2, 1) },
    { key: "ArrowLeft", run: (view2) => isAt(view2.state, 0) && leaveField(view2.dom, -1) },
    {
      key: "ArrowRight",
      run: (view2) => isAt(view2.state, view2.state.doc.length) && leaveField(view2.dom, 1)
    },
    { key: "Alt-ArrowUp", run: (view2) => move(at, view2, -1) },
    { key: "Alt-ArrowDown", run: (view2) => move(at, view2, 1) },
    { key: "Escape", run: () => toBlock(at) },
    { key: "Mod-b", run: wrap("**"), preventDefault: true },
    { key: "Mod-i", run: wrap("*"), preventDefault: true },
    { key: "Mod-e", run: wrap("`"), preventDefault: true },
    { key: "Mod-z", run: () => undo(at.source), preventDefault: true },
    { key: "Mod-y", run: () => redo(at.source), preventDefault: true },
    { key: "Mod-Shift-z", run: () => redo(at.source), preventDefault: true }
  ];
}
function undo(source2) {
  source2.takeBack("undo");
  return true;
}
function redo(source2) {
  source2.takeBack("redo");
  return true;
}
function toBlock(at) {
  at.leave();
  select(at.block);
  document.querySelector(`[data-row="${CSS.escape(at.block)}"]`)?.focus();
  return true;
}
function isAt(state, offset) {
  const { main } = state.selection;
  return main.empty && main.head === offset;
}
function breakLine(view2) {
  view2.dispatch(view2.state.replaceSelection("\n"), { scrollIntoView: true, userEvent: "input" });
  return true;
}
function goOn(at, view2) {
  const block = blockById.peek().get(at.block);
  if (!block) return true;
  const isEntry = block.kind === "entry";
  if (isEntry && at.field === "head" && view2.state.doc.length > 0) {
    holdKeys();
    if (!leaveField(view2.dom, 1)) releaseKeys(view2.contentDOM);
    return true;
  }
  const entry = NEXT[block.kind];
  if (!entry) return breakLine(view2);
  const isEmpty = view2.state.doc.length === 0 && !(isEntry && block.fields.head);
  if (isEmpty && (isItem(block) || isEntry)) return endList(at, view2, block);
  const { from: from2, to } = view2.state.selection.main;
  const [taken, rest2] = [view2.state.sliceDoc(from2), view2.state.sliceDoc(to).trimStart()];
  if (taken) {
    view2.dispatch({ changes: { from: from2, to: view2.state.doc.length }, userEvent: "delete" });
  }
  void insert(insertion(entry, { after: at.block }, rest2)).then((isMade) => {
    if (!isMade) view2.dispatch({ changes: { from: view2.state.doc.length, insert: taken } });
  });
  return true;
}
function isItem(block) {
  return block.kind === "step" || block.kind === "item";
}
function endList(at, view2, block) {
  const list = block.parent === null ? void 0 : blockById.peek().get(block.parent);
  const around2 = list?.parent ? blockById.peek().get(list.parent) : void 0;
  if (around2 && isItem(around2)) return nestBlocks2(at, view2, "unnest");
  const beside = childrenOf.peek().get(block.parent) ?? [];
  if (!list || beside.length < 2 || beside.at(-1) !== block) return true;
  holdKeys();
  void (async () => {
    const isDeleted = await edit({ do: "delete", blocks: [at.block] });
    if (!isDeleted) return releaseKeys(document.activeElement);
    const behind = block.kind === "entry" ? list.parent : list.id;
    await insert(insertion("paragraph", { after: behind ?? list.id }));
  })();
  return true;
}
function deleteEmpty(at, view2) {
  if (!isAt(view2.state, 0)) return false;
  if (view2.state.doc.length > 0 || at.field !== "text") return mergeWithBefore(at, view2);
  if ((childrenOf.peek().get(at.block) ?? []).length > 0) return true;
  const before = besideField(view2.dom, -1);
  void edit({ do: "delete", blocks: [at.block] });
  if (before) enterField(before, "end");
  return true;
}
function mergeWithBefore(at, view2) {
  const all = blocks.peek();
  const index = all.findIndex(({ id }) => id === at.block);
  const [before, block] = [all[index - 1], all[index]];
  const isMergeable = at.field === "text" && block?.kind === before?.kind && block?.parent === before?.parent && (block?.kind === "paragraph" || block !== void 0 && isItem(block)) && (childrenOf.peek().get(at.block) ?? []).length === 0;
  if (!isMergeable || !before) return true;
  const text = view2.state.doc.toString();
  const old = String(before.fields.text ?? "");
  const joined = old && !/\s$/.test(old) && /^\S/.test(text) ? `${old} ${text}` : old + text;
  holdKeys();
  void (async () => {
    const isDeleted = await edit({ do: "delete", blocks: [at.block] });
    if (!isDeleted) return releaseKeys(document.activeElement);
    await edit({ do: "set", block: before.id, field: "text", value: joined });
    focusField(before.id, "text", joined.length - text.length);
  })();
  return true;
}
function nest(at, view2, how) {
  const block = blockById.peek().get(at.block);
  return block !== void 0 && isItem(block) && nestBlocks2(at, view2, how);
}
function nestBlocks2(at, view2, how) {
  holdKeys();
  void (async () => {
    await at.binding.meeting();
    if (await edit({ do: how, blocks: [at.block] })) await at.binding.locate();
    releaseKeys(view2.contentDOM);
  })();
  return true;
}
function move(at, view2, step) {
  const block = blockById.peek().get(at.block);
  const beside = childrenOf.peek().get(block?.parent ?? null) ?? [];
  const other = beside[beside.findIndex((sibling) => sibling.id === at.block) + step];
  if (!block || !other) return true;
  const place2 = step < 0 ? { before: other.id } : { after: other.id };
  const caret2 = view2.state.selection.main.head;
  const order = () => indexOf(at.block) - indexOf(other.id);
  holdKeys();
  void (async () => {
    await at.binding.meeting();
    at.leave();
    if (await edit({ do: "move", blocks: [at.block], place: place2 })) {
      await whenBlocks(() => indexOf(at.block) < 0 || Math.sign(order()) === step);
    }
    if (indexOf(at.block) < 0) releaseKeys(document.activeElement);
    else focusField(at.block, at.field, caret2);
  })();
  return true;
}
function indexOf(id) {
  return blocks.peek().findIndex((block) => block.id === id);
}
function leaveAtEdge(view2, step) {
  const { main } = view2.state.selection;
  if (!main.empty) return false;
  const moved = view2.moveVertically(main, step > 0);
  const isStuck = moved.head === main.head || moved.head === (step > 0 ? view2.state.doc.length : 0);
  const here = view2.coordsAtPos(main.head);
  const there = view2.coordsAtPos(moved.head);
  const isSameLine = !here || !there || Math.abs(here.top - there.top) < 3;
  return isStuck && isSameLine && leaveField(view2.dom, step);
}
function wrap(mark2) {
  return ({ state, dispatch }) => {
    const { from: from2, to } = state.selection.main;
    const { length } = mark2;
    const isWrapped = state.sliceDoc(from2 - length, from2) === mark2 && state.sliceDoc(to, to + length) === mark2;
    const changes = isWrapped ? [
      { from: from2 - length, to: from2 },
      { from: to, to: to + length }
    ] : [
      { from: from2, insert: mark2 },
      { from: to, insert: mark2 }
    ];
    const shift = isWrapped ? -length : length;
    dispatch(
      state.update({
        changes,
        selection: { anchor: from2 + shift, head: to + shift },
        annotations: Transaction.userEvent.of("input")
      })
    );
    return true;
  };
}

// builder/markdown.ts
var attributes = Tag.define();
var placeholder2 = Tag.define();
var reference = Tag.define();
function parseAttributes(cx, next, at) {
  if (next !== OPEN_BRACE || cx.char(at + 1) === OPEN_BRACE) return -1;
  const found = /^\{[^{}\n]*\}/.exec(cx.slice(at, cx.end));
  return found ? cx.addElement(cx.elt("Attributes", at, at + found[0].length)) : -1;
}
function parsePlaceholder(cx, next, at) {
  if (next !== OPEN_BRACE || cx.char(at + 1) !== OPEN_BRACE) return -1;
  const found = /^\{\{[^{}\n]+\}\}/.exec(cx.slice(at, cx.end));
  return found ? cx.addElement(cx.elt("Placeholder", at, at + found[0].length)) : -1;
}
function parseReference(cx, next, at) {
  if (next !== AT_SIGN) return -1;
  const found = /^@step\([^()\n]*\)/.exec(cx.slice(at, cx.end));
  return found ? cx.addElement(cx.elt("StepReference", at, at + found[0].length)) : -1;
}
var OPEN_BRACE = 123;
var AT_SIGN = 64;
var sopInline = {
  defineNodes: [
    { name: "Attributes", style: attributes },
    { name: "Placeholder", style: placeholder2 },
    { name: "StepReference", style: reference }
  ],
  parseInline: [
    { name: "Placeholder", parse: parsePlaceholder, before: "Escape" },
    { name: "Attributes", parse: parseAttributes, before: "Escape" },
    { name: "StepReference", parse: parseReference, before: "Escape" }
  ]
};
var withoutBlocks = {
  remove: [
    "ATXHeading",
    "Blockquote",
    "BulletList",
    "FencedCode",
    "HTMLBlock",
    "HorizontalRule",
    "IndentedCode",
    "LinkReference",
    "OrderedList",
    "SetextHeading",
    "Table",
    "TaskList"
  ]
};
var documentParser = parser.configure([GFM, sopInline]);
var textParser = documentParser.configure(withoutBlocks);
var highlighter = tagHighlighter([
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strikethrough, class: "md-struck" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-address" },
  { tag: tags.processingInstruction, class: "md-mark" },
  { tag: tags.contentSeparator, class: "md-mark" },
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.comment, class: "md-mark" },
  { tag: tags.labelName, class: "md-address" },
  { tag: tags.string, class: "md-address" },
  { tag: attributes, class: "md-attributes" },
  { tag: placeholder2, class: "md-placeholder" },
  { tag: reference, class: "md-reference" }
]);
var data = defineLanguageFacet({ commentTokens: { block: { open: "<!--", close: "-->" } } });
var colours = syntaxHighlighting(highlighter);
var textLanguage = [new Language(data, textParser, [], "markdown"), colours];
var documentLanguage = [
  new Language(data, documentParser, [], "markdown"),
  colours
];
function colouredLines(text) {
  const lines2 = [[]];
  const put2 = (piece, classes) => {
    for (const [index, part] of piece.split("\n").entries()) {
      if (index > 0) lines2.push([]);
      if (part) lines2.at(-1)?.push({ text: part, classes });
    }
  };
  let at = 0;
  highlightTree(textParser.parse(text), highlighter, (from2, to, classes) => {
    if (from2 > at) put2(text.slice(at, from2), "");
    put2(text.slice(from2, to), classes);
    at = to;
  });
  put2(text.slice(at), "");
  return lines2;
}

// builder/targets.ts
function targetCompletion() {
  const keys = completionKeymap.map(
    (binding) => binding.key === "Escape" ? { ...binding, run: closeList } : binding
  );
  return [
    autocompletion({ override: [completeTargets], icons: false, defaultKeymap: false }),
    Prec.highest(keymap.of(keys))
  ];
}
function closeList(view2) {
  return completionStatus(view2.state) === "active" && closeCompletion(view2);
}
function completeTargets(context) {
  const found = context.matchBefore(/(?:@step\(|\]\(#)[^()\s]*/);
  if (!found) return null;
  const open3 = found.text.indexOf("#") >= 0 ? found.text.indexOf("#") + 1 : "@step(".length;
  const isStep = found.text.startsWith("@step(");
  const options2 = blocks.peek().filter((block) => isTarget(block, isStep)).map(option);
  return { from: found.from + open3, options: options2, validFor: /^[^()\s]*$/ };
}
function isTarget(block, isStep) {
  if (!block.anchor) return false;
  return isStep ? block.kind === "step" : block.kind === "section" || "id" in block.fields;
}
function option(block) {
  const number = numberById.peek().get(block.id) ?? "";
  const text = String(block.fields.text ?? block.fields.title ?? block.fields.alt ?? "");
  return {
    label: block.anchor ?? "",
    detail: `${number} ${text}`.trim().slice(0, 60),
    apply: (view2, completion, from2, to) => {
      const isClosed = view2.state.sliceDoc(to, to + 1) === ")";
      const insert2 = completion.label + (isClosed ? "" : ")");
      const anchor2 = from2 + completion.label.length + 1;
      view2.dispatch({ changes: { from: from2, to, insert: insert2 }, selection: { anchor: anchor2 }, userEvent: "input" });
    }
  };
}

// builder/whole_characters.ts
var wholeCharacters = EditorState.transactionFilter.of((transaction) => {
  const { doc } = transaction.startState;
  const changes = [];
  let isTearing = false;
  transaction.changes.iterChanges((from2, to, _from, _to, inserted) => {
    const [begin, end] = [isInPair(doc, from2) ? 1 : 0, isInPair(doc, to) ? 1 : 0];
    isTearing ||= begin + end > 0;
    const before = doc.sliceString(from2 - begin, from2);
    const behind = doc.sliceString(to, to + end);
    changes.push({ from: from2 - begin, to: to + end, insert: before + inserted + behind });
  });
  return isTearing ? madeOf(transaction, changes) : transaction;
});
function madeOf(transaction, changes) {
  const event = transaction.annotation(Transaction.userEvent);
  return {
    changes,
    selection: transaction.newSelection,
    effects: transaction.effects,
    scrollIntoView: transaction.scrollIntoView,
    ...event !== void 0 && { userEvent: event }
  };
}
function isInPair(doc, offset) {
  const around2 = doc.sliceString(Math.max(0, offset - 1), offset + 1);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(around2);
}

// builder/field.tsx
function Field(props) {
  const { block, field, text, label, empty, isReadOnly } = props;
  const [begin, setBegin] = d(null);
  const [held2, setHeld] = d(null);
  const element = T(null);
  F(() => setHeld(null), [text]);
  useSignalEffect(() => {
    const to = wanted.value;
    if (isReadOnly || to?.block !== block || to.field !== field || isComposing.value) return;
    wanted.value = null;
    setBegin(to.at);
  });
  if (begin !== null) {
    const done = (last2) => {
      setHeld(last2 === text ? null : last2);
      setBegin(null);
    };
    return /* @__PURE__ */ a("div", { class: "text-field is-edited", "data-field": field, "data-block": block, ref: element, children: /* @__PURE__ */ a(Editor, { ...props, text: held2 ?? text, begin, done }) });
  }
  const clicked2 = (event) => {
    if (isReadOnly || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.stopPropagation();
    select(block);
    setBegin(chosen(event.currentTarget) ?? { x: event.clientX, y: event.clientY });
  };
  const pressed2 = (event) => {
    if (isReadOnly || event.key !== "Enter" && event.key !== "F2") return;
    event.preventDefault();
    select(block);
    setBegin("end");
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a text in colours is no input element.
    /* @__PURE__ */ a(
      "div",
      {
        class: "text-field",
        "data-field": field,
        "data-block": block,
        ref: element,
        role: "textbox",
        tabIndex: isReadOnly ? -1 : 0,
        "aria-label": label,
        "aria-multiline": true,
        "aria-readonly": isReadOnly,
        onClick: clicked2,
        onKeyDown: pressed2,
        children: /* @__PURE__ */ a(Shown, { text: held2 ?? text, empty })
      }
    )
  );
}
function Shown({ text, empty }) {
  const lines2 = w(() => colouredLines(text), [text]);
  if (!text) return /* @__PURE__ */ a("div", { class: "text-line is-empty", children: empty });
  return /* @__PURE__ */ a($, { children: lines2.map((pieces, line) => /* @__PURE__ */ a("div", { class: "text-line", children: [
    pieces.length === 0 ? /* @__PURE__ */ a("br", {}) : null,
    pieces.map(
      ({ text: text2, classes }) => classes ? /* @__PURE__ */ a("span", { class: classes, children: text2 }) : text2
    )
  ] }, line)) });
}
function Editor(props) {
  const { text } = props;
  const host = T(null);
  const editing = T(null);
  F(() => {
    const at = source.peek();
    if (!host.current || !at) return;
    const now = new Editing(host.current, props);
    editing.current = now;
    return () => now.stop();
  }, []);
  A(() => {
    const timer = setTimeout(() => void editing.current?.agree(text), DISAGREES_AFTER);
    return () => clearTimeout(timer);
  }, [text]);
  return /* @__PURE__ */ a("div", { class: "text-editor", ref: host });
}
var DISAGREES_AFTER = 700;
var Editing = class {
  constructor(host, props) {
    this.props = props;
    const { block, field, text, begin } = props;
    if (this.source) this.binding = new Binding(this.source, block, field, this.failed);
    this.view = new EditorView({ doc: text, parent: host, extensions: this.extensions() });
    const isEntry = blockById.peek().get(block)?.kind === "entry";
    const isUnparted = isEntry && field === "text" && text === "";
    this.binding?.start(this.view, isUnparted ? { do: "part", block } : void 0);
    focused.value = { block, field, caret: () => this.view.state.selection.main.head };
    this.view.focus();
    if (typeof begin === "number" && begin > text.length)
      void this.binding?.meeting().then(this.begin);
    else this.begin();
  }
  props;
  source = source.peek();
  view;
  binding;
  isStopped = false;
  begin = () => {
    if (this.isStopped) return;
    const selection2 = caret(this.view, this.props.begin);
    this.view.dispatch({ selection: selection2, scrollIntoView: true });
    releaseKeys(this.view.contentDOM);
  };
  stop() {
    if (this.isStopped) return;
    this.isStopped = true;
    this.binding?.stop();
    if (this.source) sayNoCaret(this.source);
    this.view.destroy();
    const { block, field } = this.props;
    const now = focused.peek();
    if (now?.block === block && now.field === field) focused.value = null;
  }
  /** Looks whether the server means the same text; if not, the field is found anew. */
  async agree(text) {
    const before = this.view.state.doc.toString();
    if (this.isStopped || !isConnected.peek() || before === text) return;
    const caret2 = this.binding?.toShared(this.view.state.selection.main.head) ?? null;
    await this.binding?.locate();
    if (this.isStopped || this.view.state.doc.toString() === before) return;
    if (caret2 === null || this.binding?.toEditor(caret2) !== null) return;
    const next = besideField(this.view.dom, 1);
    if (next) enterField(next, "end");
  }
  extensions() {
    const { block, field, label, empty } = this.props;
    const { source: source2, binding } = this;
    const nonce = document.querySelector('meta[name="csp-nonce"]')?.content;
    return [
      textLanguage,
      wholeCharacters,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true" }),
      nonce ? EditorView.cspNonce.of(nonce) : [],
      placeholder(empty),
      targetCompletion(),
      EditorView.updateListener.of((update) => {
        const isOurs2 = update.transactions.some(
          (transaction) => transaction.docChanged && !transaction.annotation(fromShared)
        );
        if (isOurs2) binding?.push(update.changes);
      }),
      EditorView.domEventHandlers({ blur: () => this.blurred() }),
      source2 && binding ? [
        othersCarets(source2, binding),
        sayCaret(source2, binding, block),
        Prec.high(keymap.of(fieldKeys({ source: source2, binding, block, field, leave: this.leave })))
      ] : [],
      keymap.of(standardKeymap)
    ];
  }
  leave = () => {
    if (!this.isStopped) this.props.done(this.view.state.doc.toString());
  };
  blurred() {
    if (document.hasFocus()) queueMicrotask(this.leave);
  }
  failed = (reason) => {
    say(reason instanceof Error ? reason.message : String(reason), true);
    this.props.done(this.props.text);
  };
};
function caret(view2, begin) {
  const end = view2.state.doc.length;
  if (begin === "start") return { anchor: 0 };
  if (begin === "end") return { anchor: end };
  if (begin === "all") return { anchor: 0, head: end };
  if (typeof begin === "number") return { anchor: Math.min(begin, end) };
  if ("anchor" in begin) {
    return { anchor: Math.min(begin.anchor, end), head: Math.min(begin.head, end) };
  }
  return { anchor: view2.posAtCoords(begin, false) };
}
function chosen(element) {
  const selection2 = getSelection();
  if (!selection2 || selection2.isCollapsed) return null;
  const anchor2 = offsetIn(element, selection2.anchorNode, selection2.anchorOffset);
  const head = offsetIn(element, selection2.focusNode, selection2.focusOffset);
  return anchor2 === null || head === null ? null : { anchor: anchor2, head };
}
function offsetIn(element, node, offset) {
  const lines2 = [...element.querySelectorAll(".text-line")];
  const line = lines2.findIndex((line2) => line2.contains(node));
  if (!node || line < 0) return null;
  const range = document.createRange();
  range.setStart(lines2[line], 0);
  range.setEnd(node, offset);
  const before = lines2.slice(0, line).reduce((sum, { textContent }) => sum + (textContent?.length ?? 0) + 1, 0);
  return before + range.toString().length;
}

// builder/blocks/texts.tsx
function TextField({ block, field = "text" }) {
  const words18 = strings.blockFields;
  const name = field === "head" ? "head" : block.kind;
  return /* @__PURE__ */ a(
    Field,
    {
      block: block.id,
      field,
      text: said(block, field),
      label: words18.emptyText[name] ?? words18.text,
      empty: words18.emptyText[name] ?? words18.text,
      isReadOnly: block.foreign
    }
  );
}
function said(block, field) {
  const value = block.fields[field];
  return typeof value === "string" ? value : "";
}
function Section({ block, number }) {
  const level = Number(block.fields.level ?? 1);
  const reason = said(block, "na");
  return /* @__PURE__ */ a("div", { class: `section-title is-level-${Math.min(level, 4)}`, children: [
    number ? /* @__PURE__ */ a("span", { class: "section-number", children: number }) : null,
    /* @__PURE__ */ a(TextField, { block }),
    reason ? /* @__PURE__ */ a(Chip, { icon: "hide", children: reason }) : null
  ] });
}
function Step({ block, number }) {
  return /* @__PURE__ */ a("div", { class: "step-line", children: [
    /* @__PURE__ */ a("span", { class: "step-number", children: number }),
    /* @__PURE__ */ a(Check, { block }),
    /* @__PURE__ */ a("div", { class: "step-text", children: [
      /* @__PURE__ */ a(TextField, { block }),
      /* @__PURE__ */ a(Chips, { block })
    ] })
  ] });
}
function Item({ block, number, marks }) {
  return /* @__PURE__ */ a("div", { class: "step-line", children: [
    block.fields.check === void 0 ? /* @__PURE__ */ a("span", { class: "item-mark", children: marks === "bullets" ? "•" : number }) : /* @__PURE__ */ a(Check, { block }),
    /* @__PURE__ */ a("div", { class: "step-text", children: /* @__PURE__ */ a(TextField, { block }) })
  ] });
}
function Entry({ block }) {
  return /* @__PURE__ */ a("div", { class: "entry-line", children: [
    /* @__PURE__ */ a("div", { class: "entry-head", children: /* @__PURE__ */ a(TextField, { block, field: "head" }) }),
    /* @__PURE__ */ a(TextField, { block })
  ] });
}
function Check({ block }) {
  const { check } = block.fields;
  if (check === void 0) return null;
  const value = check === "done" ? "open" : "done";
  return /* @__PURE__ */ a(
    "input",
    {
      type: "checkbox",
      class: "item-check",
      "aria-label": strings.blockFields.hasCheck,
      checked: check === "done",
      disabled: block.foreign ?? false,
      onChange: () => edit({ do: "set", block: block.id, field: "check", value })
    }
  );
}
function Chips({ block }) {
  const { fields: fields2 } = block;
  const words18 = strings.chips;
  const chips = [];
  const add = (name, icon, text, tone = "") => {
    if (fields2[name] === void 0 || fields2[name] === false) return;
    chips.push(
      /* @__PURE__ */ a(Chip, { icon, tone, children: text })
    );
  };
  add("critical", "warning", words18.critical, "warning");
  add("hold", "hold", words18.hold, "danger");
  add("optional", "info", words18.optional);
  add("who", "user", said(block, "who"));
  add("when", "play", said(block, "when"));
  add("time", "clock", said(block, "time"));
  add("repeat", "redo", words18.repeat(said(block, "repeat")));
  add("expect", "check", words18.expect(said(block, "expect")), "ok");
  return chips.length > 0 ? /* @__PURE__ */ a("div", { class: "chips", children: chips }) : null;
}
function Chip({ icon, tone = "", children }) {
  return /* @__PURE__ */ a("span", { class: `chip ${tone && `is-${tone}`}`, children: [
    /* @__PURE__ */ a(Icon, { name: icon }),
    children
  ] });
}

// builder/blocks/boxes.tsx
var ICONS = {
  danger: "danger",
  warning: "danger",
  caution: "danger",
  notice: "info",
  note: "info",
  tip: "sun",
  important: "warning",
  success: "check",
  info: "info",
  checklist: "check",
  decision: "help",
  tabs: "blocks",
  issue: "error",
  cause: "search",
  solution: "check"
};
function BoxHead({ block, number }) {
  const tone = toneOf(block);
  const icon = ICONS[tone];
  const hasTitle = isTitled(block.kind);
  return /* @__PURE__ */ a("div", { class: "box-head", children: [
    /* @__PURE__ */ a("div", { class: "box-line", children: [
      /* @__PURE__ */ a("span", { class: "box-name", children: [
        icon ? /* @__PURE__ */ a(Icon, { name: icon }) : null,
        strings.signals[tone] ?? (number || kindName(block.kind))
      ] }),
      hasTitle ? /* @__PURE__ */ a(
        SetField,
        {
          block: block.id,
          field: "title",
          value: said(block, "title"),
          label: strings.blockFields.title,
          isReadOnly: block.foreign
        }
      ) : null
    ] }),
    /* @__PURE__ */ a(Said, { block, field: "consequence", name: strings.chips.consequence }),
    /* @__PURE__ */ a(Said, { block, field: "avoid", name: strings.chips.avoid }),
    block.kind === "tabs" ? /* @__PURE__ */ a(TabStrip, { block }) : null,
    block.kind === "unknown" ? /* @__PURE__ */ a("p", { class: "box-note", children: strings.canvas.unknown }) : null,
    childrenOf.value.has(block.id) ? null : /* @__PURE__ */ a(EmptyBox, { block })
  ] });
}
function isTitled(kind) {
  return catalogue.value.kinds[kind]?.fields.some(({ name }) => name === "title") ?? false;
}
function Said({ block, field, name }) {
  const value = said(block, field);
  if (!value) return null;
  return /* @__PURE__ */ a("div", { class: "box-said", children: [
    /* @__PURE__ */ a("span", { children: name }),
    /* @__PURE__ */ a(
      SetField,
      {
        block: block.id,
        field,
        value,
        label: name,
        isReadOnly: block.foreign
      }
    )
  ] });
}
function TabStrip({ block }) {
  const tabs = (childrenOf.value.get(block.id) ?? []).filter(({ kind }) => kind === "tab");
  const front3 = chosenTab(block.id);
  const beside = (event, index) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const to = step && tabs[(index + step + tabs.length) % tabs.length];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    chooseTab(block.id, to.id);
    const strip = event.currentTarget.parentElement;
    requestAnimationFrame(() => strip?.querySelector("[aria-selected=true]")?.focus());
  };
  return /* @__PURE__ */ a("div", { class: "tab-strip", children: [
    /* @__PURE__ */ a("div", { class: "tab-list", role: "tablist", "aria-label": said(block, "title") || kindName("tabs"), children: tabs.map((tab, index) => /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        role: "tab",
        class: "tab-button",
        "aria-selected": tab.id === front3,
        tabIndex: tab.id === front3 ? 0 : -1,
        "data-tab": tab.id,
        onKeyDown: (event) => beside(event, index),
        onClick: (event) => {
          event.stopPropagation();
          chooseTab(block.id, tab.id);
          select(tab.id);
        },
        children: said(tab, "title") || `${kindName("tab")} ${index + 1}`
      },
      tab.id
    )) }),
    block.foreign ? null : /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        class: "button quiet icon",
        title: strings.canvas.addTab,
        "aria-label": strings.canvas.addTab,
        onClick: () => insert({ do: "insert", entry: "tab", place: { last: block.id } }),
        children: /* @__PURE__ */ a(Icon, { name: "add" })
      }
    )
  ] });
}
var FIRST = {
  steps: { entry: "step", words: "steps" },
  items: { entry: "item", words: "items" },
  pictures: { entry: "picture", words: "pictures" },
  blocks: { entry: "paragraph", words: "blocks" }
};
function EmptyBox({ block }) {
  const holds = catalogue.value.kinds[block.kind]?.holds ?? "nothing";
  if (holds === "nothing" || holds === "tabs" || block.foreign) return null;
  const first2 = FIRST[holds];
  const add = () => {
    if (first2) void insert(insertion(first2.entry, { first: block.id }));
  };
  return /* @__PURE__ */ a("div", { class: "box-empty", children: [
    strings.canvas.emptyContainer,
    first2 ? /* @__PURE__ */ a("button", { type: "button", class: "button quiet", onClick: add, children: [
      /* @__PURE__ */ a(Icon, { name: "add" }),
      strings.canvas.addInside[first2.words]
    ] }) : null
  ] });
}

// builder/blocks/leaves.tsx
var ICONS2 = {
  approvals: "user",
  attachment: "attach",
  hazards: "danger",
  include: "import",
  record: "edit",
  records: "edit",
  revisions: "clock",
  "sign-off": "user",
  toc: "menu"
};
function Leaf({ block }) {
  const name = strings.leaves[block.kind] ?? kindName(block.kind);
  return /* @__PURE__ */ a("div", { class: "leaf", children: [
    /* @__PURE__ */ a(Icon, { name: ICONS2[block.kind] ?? "document" }),
    /* @__PURE__ */ a("span", { class: "leaf-name", children: name }),
    /* @__PURE__ */ a("span", { class: "leaf-title", children: said(block, "title") }),
    /* @__PURE__ */ a("span", { class: "leaf-about", children: about(block).join(" · ") })
  ] });
}
function about(block) {
  const { fields: fields2 } = block;
  const range = [fields2.min, fields2.max].some((value) => value !== void 0) ? `${said(block, "min") || "…"} – ${said(block, "max") || "…"}` : "";
  const options2 = Array.isArray(fields2.options) ? fields2.options.join(", ") : said(block, "options");
  const texts = ["type", "role", "meaning", "path", "file", "part"].map(
    (name) => said(block, name)
  );
  return [...texts, range, said(block, "unit"), options2].filter((text) => text !== "");
}
function Line() {
  return /* @__PURE__ */ a("hr", { class: "leaf-line" });
}
function Code({ block }) {
  const words18 = strings.blockFields;
  const isCode = block.kind === "code";
  const label = isCode ? words18.code : block.kind === "math" ? words18.formula : words18.html;
  return /* @__PURE__ */ a("div", { class: "code-block", children: [
    /* @__PURE__ */ a("div", { class: "code-head", children: isCode ? /* @__PURE__ */ a(
      SetField,
      {
        block: block.id,
        field: "language",
        value: said(block, "language"),
        label: words18.language,
        isReadOnly: block.foreign
      }
    ) : kindName(block.kind) }),
    /* @__PURE__ */ a(
      SetField,
      {
        block: block.id,
        field: "text",
        value: said(block, "text"),
        label,
        isCode: true,
        isReadOnly: block.foreign
      }
    )
  ] });
}

// builder/media.ts
var MEDIA_TYPES = "image/*,video/*,audio/*";
function mediaFiles(data2) {
  return [...data2?.files ?? []].filter((file) => /^(?:image|video|audio)\//.test(file.type));
}
async function upload(file) {
  const name = nameOf(file);
  try {
    const address = `_builder/media/${documentPath()}?file=${encodeURIComponent(name)}`;
    const response = await fetch(address, { method: "POST", body: file });
    const answer = await response.json();
    if (answer.path) return answer.path;
    say(strings.canvas.notUploaded(name, answer.error ?? response.statusText), true);
  } catch (error) {
    say(strings.canvas.notUploaded(name, String(error)), true);
  }
  return null;
}
async function insertMedia(files, place2) {
  const paths = [];
  for (const file of files) {
    const path = await upload(file);
    if (path) paths.push(path);
  }
  if (paths.length === 0) return;
  const source2 = paths.map((path) => `![](${asTarget(path)})`).join("\n\n");
  await edit({ do: "insert-source", source: source2, place: place2 });
}
function mediaAddress(path) {
  if (/^(?:https?:|data:)/i.test(path)) return path;
  return `_builder/file/${documentPath()}?path=${encodeURIComponent(path)}`;
}
function documentPath() {
  return (source.peek()?.name ?? "").split("/").map(encodeURIComponent).join("/");
}
function nameOf(file) {
  if (file.name && file.name !== "image.png") return file.name;
  const kind = file.type.split("/")[1]?.replace("jpeg", "jpg").replace("svg+xml", "svg") ?? "png";
  const now = (/* @__PURE__ */ new Date()).toISOString().slice(0, 19).replace(/[^0-9]/g, "");
  return `picture-${now}.${kind}`;
}
function asTarget(path) {
  return /[\s()<>]/.test(path) ? `<${path.replace(/[<>]/g, "")}>` : path;
}

// builder/blocks/picture.tsx
function Picture({ block }) {
  const path = String(block.fields.path ?? "");
  const dropped2 = (event) => {
    const [file] = mediaFiles(event.dataTransfer);
    if (!file || block.foreign) return;
    event.preventDefault();
    event.stopPropagation();
    void replace2(block.id, file);
  };
  const words18 = strings.blockFields;
  const [missing, setMissing] = d("");
  const isShown2 = path !== "" && path !== missing;
  return /* @__PURE__ */ a("figure", { class: "picture", onDrop: dropped2, children: [
    isShown2 ? /* @__PURE__ */ a(Media, { block, path, failed: () => setMissing(path) }) : null,
    block.foreign ? null : /* @__PURE__ */ a(PickFile, { block, isEmpty: !isShown2, missing }),
    /* @__PURE__ */ a("figcaption", { children: [
      /* @__PURE__ */ a("span", { class: "picture-line picture-caption", children: /* @__PURE__ */ a(
        SetField,
        {
          block: block.id,
          field: "title",
          value: String(block.fields.title ?? ""),
          label: words18.caption,
          isReadOnly: block.foreign
        }
      ) }),
      /* @__PURE__ */ a("span", { class: "picture-line", children: [
        /* @__PURE__ */ a(Icon, { name: "image" }),
        /* @__PURE__ */ a(
          SetField,
          {
            block: block.id,
            field: "alt",
            value: String(block.fields.alt ?? ""),
            label: words18.alt,
            isReadOnly: block.foreign
          }
        )
      ] })
    ] })
  ] });
}
var VIDEO = /\.(?:mp4|webm|mov|m4v|ogv)$/i;
var SOUND = /\.(?:mp3|ogg|oga|wav|m4a|flac|opus)$/i;
function Media({ block, path, failed }) {
  const alt = String(block.fields.alt ?? "");
  const address = mediaAddress(path);
  if (VIDEO.test(path)) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: the document has the captions that there are.
      /* @__PURE__ */ a("video", { src: address, "aria-label": alt, controls: true, preload: "metadata", onError: failed })
    );
  }
  if (SOUND.test(path)) {
    return /* @__PURE__ */ a("audio", { src: address, "aria-label": alt, controls: true, preload: "metadata", onError: failed });
  }
  return /* @__PURE__ */ a("img", { src: address, alt, draggable: false, loading: "lazy", onError: failed });
}
function PickFile({ block, isEmpty, missing }) {
  const input = T(null);
  const words18 = strings.blockFields;
  return /* @__PURE__ */ a("div", { class: isEmpty ? "picture-pick is-empty" : "picture-pick", children: [
    isEmpty && missing ? /* @__PURE__ */ a("span", { class: "picture-missing", children: words18.pictureMissing(missing) }) : null,
    /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: () => input.current?.click(), children: [
      /* @__PURE__ */ a(Icon, { name: "image" }),
      isEmpty ? words18.picture : words18.replacePicture
    ] }),
    isEmpty ? /* @__PURE__ */ a("span", { children: words18.pictureAbout }) : null,
    /* @__PURE__ */ a(
      "input",
      {
        ref: input,
        type: "file",
        accept: MEDIA_TYPES,
        hidden: true,
        onChange: (event) => {
          const file = event.currentTarget.files?.[0];
          if (file) void replace2(block.id, file);
          event.currentTarget.value = "";
        }
      }
    )
  ] });
}
async function replace2(block, file) {
  const value = await upload(file);
  if (value) await edit({ do: "set", block, field: "path", value });
}

// node_modules/@atlaskit/pragmatic-drag-and-drop/dist/esm/public-utils/element/custom-native-drag-preview/set-custom-native-drag-preview.js
function ownKeys(e, r2) {
  var t = Object.keys(e);
  if (Object.getOwnPropertySymbols) {
    var o = Object.getOwnPropertySymbols(e);
    r2 && (o = o.filter(function(r3) {
      return Object.getOwnPropertyDescriptor(e, r3).enumerable;
    })), t.push.apply(t, o);
  }
  return t;
}
function _objectSpread(e) {
  for (var r2 = 1; r2 < arguments.length; r2++) {
    var t = null != arguments[r2] ? arguments[r2] : {};
    r2 % 2 ? ownKeys(Object(t), true).forEach(function(r3) {
      _defineProperty(e, r3, t[r3]);
    }) : Object.getOwnPropertyDescriptors ? Object.defineProperties(e, Object.getOwnPropertyDescriptors(t)) : ownKeys(Object(t)).forEach(function(r3) {
      Object.defineProperty(e, r3, Object.getOwnPropertyDescriptor(t, r3));
    });
  }
  return e;
}
function defaultOffset() {
  return {
    x: 0,
    y: 0
  };
}
function setCustomNativeDragPreview(_ref) {
  var render = _ref.render, nativeSetDragImage = _ref.nativeSetDragImage, _ref$getOffset = _ref.getOffset, getOffset = _ref$getOffset === void 0 ? defaultOffset : _ref$getOffset;
  var container2 = document.createElement("div");
  if (supportsPopover()) {
    container2.setAttribute("popover", "manual");
  }
  Object.assign(container2.style, _objectSpread(_objectSpread({
    // Ensuring we don't cause reflow when adding the element to the page
    // Using `position:fixed` rather than `position:absolute` so we are
    // positioned on the current viewport.
    // `position:fixed` also creates a new stacking context, so we don't need to do that here
    position: "fixed"
  }, supportsPopover() ? (
    // needs to come first as it has 'inset: unset' which
    // needs to be overridden by our top / left values
    popoverResetUserAgentStyles
  ) : {
    // Fallback: using maximum possible z-index so that this element
    // will always be on top of other positioned content.
    zIndex: maxZIndex
  }), {}, {
    // According to `mdn`, the element can be offscreen:
    // https://developer.mozilla.org/en-US/docs/Web/API/DataTransfer/setDragImage#imgelement
    //
    // However, that  information does not appear in the specs:
    // https://html.spec.whatwg.org/multipage/dnd.html#dom-datatransfer-setdragimage-dev
    //
    // If the element is _completely_ offscreen, Safari@17.1 will cancel the drag
    top: 0,
    left: 0,
    // Avoiding any additional events caused by the new element (being super safe)
    pointerEvents: "none"
  }));
  document.body.append(container2);
  if (supportsPopover()) {
    container2.showPopover();
  }
  var unmount = render({
    container: container2
  });
  queueMicrotask(function() {
    var previewOffset = getOffset({
      container: container2
    });
    if (isSafari()) {
      var rect = container2.getBoundingClientRect();
      if (rect.width === 0) {
        return;
      }
      container2.style.left = "-".concat(rect.width - 1e-4, "px");
    }
    nativeSetDragImage === null || nativeSetDragImage === void 0 || nativeSetDragImage(container2, previewOffset.x, previewOffset.y);
  });
  function cleanup() {
    unbindMonitor();
    unmount === null || unmount === void 0 || unmount();
    document.body.removeChild(container2);
  }
  var unbindMonitor = monitorForElements({
    // Remove portal in the dragstart event so that the user will never see it
    onDragStart: cleanup,
    // Backup: remove portal when the drop finishes (this would be an error case)
    onDrop: cleanup
  });
}

// builder/touch.ts
var SLOP = 8;
var EDGE = 56;
var FASTEST = 14;
function dragByTouch(element, drag) {
  const pressed2 = (down) => {
    if (down.pointerType === "mouse" || !down.isPrimary) return;
    new Finger(element, drag, down).follow();
  };
  element.addEventListener("pointerdown", pressed2);
  return () => element.removeEventListener("pointerdown", pressed2);
}
var Finger = class {
  constructor(element, drag, down) {
    this.element = element;
    this.drag = drag;
    this.down = down;
    this.at = { x: down.clientX, y: down.clientY };
  }
  element;
  drag;
  down;
  at;
  card;
  frame = 0;
  ended = new AbortController();
  follow() {
    const { signal } = this.ended;
    const listen = (type, heard) => this.element.addEventListener(type, heard, { signal });
    this.element.draggable = false;
    this.element.setPointerCapture(this.down.pointerId);
    listen("pointermove", this.moved);
    listen("pointerup", () => this.end(this.drag.drop));
    listen("pointercancel", () => this.end(this.drag.cancel));
    listen("lostpointercapture", () => this.end(this.drag.cancel));
    listen("contextmenu", (event) => event.preventDefault());
  }
  moved = (event) => {
    this.at = { x: event.clientX, y: event.clientY };
    if (!this.card) {
      const { clientX, clientY } = this.down;
      if (Math.hypot(this.at.x - clientX, this.at.y - clientY) < SLOP) return;
      this.card = card(this.drag.begin());
      this.frame = requestAnimationFrame(this.scroll);
    }
    this.card.style.translate = `${this.at.x}px ${this.at.y}px`;
    this.drag.over(this.at);
  };
  /** Scrolls the document while the finger is near its edge. */
  scroll = () => {
    this.frame = requestAnimationFrame(this.scroll);
    const view2 = document.elementFromPoint(this.at.x, this.at.y)?.closest("[data-canvas]");
    if (!view2) return;
    const { top, bottom } = view2.getBoundingClientRect();
    const above = Math.max(0, top + EDGE - this.at.y);
    const below = Math.max(0, this.at.y - (bottom - EDGE));
    if (above === below) return;
    view2.scrollTop += FASTEST * (below - above) / EDGE;
    this.drag.over(this.at);
  };
  end(how) {
    if (this.ended.signal.aborted) return;
    this.ended.abort();
    this.element.draggable = true;
    cancelAnimationFrame(this.frame);
    this.card?.remove();
    if (this.card) how();
  }
};
function card(text) {
  const card2 = document.body.appendChild(document.createElement("div"));
  card2.className = "drag-preview is-by-touch";
  card2.textContent = text;
  return card2;
}

// builder/drag.ts
var dropAt = y(null);
var dragged = y([]);
function dragRow(row, handle, block) {
  const drop = dropTargetForElements({
    element: row,
    canDrop: ({ source: source2 }) => isOurs(source2.data) && !isWithin(block, source2.data),
    getData: ({ input, element }) => attachClosestEdge({ id: block.id }, { input, element, allowedEdges: ["top", "bottom"] }),
    onDrag: ({ self, location: location2 }) => {
      const { clientX: x3, clientY: y2 } = location2.current.input;
      showDrop(dropOf(block, extractClosestEdge(self.data), () => endedAt(row, block, x3, y2)));
    },
    onDragLeave: () => {
      if (dropAt.peek()?.id === block.id) dropAt.value = null;
    }
  });
  if (!handle) return drop;
  const drag = draggable({
    element: handle,
    getInitialData: () => dataOf(block),
    onGenerateDragPreview: ({ nativeSetDragImage }) => {
      setCustomNativeDragPreview({
        nativeSetDragImage,
        render: ({ container: container2 }) => preview(container2, row)
      });
    },
    onDragStart: ({ source: source2 }) => {
      dragged.value = source2.data.ids;
    },
    onDrop: () => {
      dragged.value = [];
    }
  });
  return combine(
    drop,
    drag,
    dragByTouch(
      handle,
      touchDrag(
        () => dataOf(block),
        () => nameOf2(row)
      )
    )
  );
}
function dataOf(block) {
  if (!selection.peek().includes(block.id)) select(block.id);
  return { type: "blocks", ids: selectedBlocks.peek().map(({ id }) => id) };
}
function touchDrag(begin, name) {
  let data2 = {};
  let isOver = false;
  const end = () => {
    dropAt.value = null;
    dragged.value = [];
  };
  return {
    begin: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      data2 = begin();
      isOver = false;
      if (data2.type === "blocks") dragged.value = data2.ids;
      return name();
    },
    over: ({ x: x3, y: y2 }) => {
      const element = document.elementFromPoint(x3, y2);
      const row = element?.closest("[data-row]");
      const block = blockById.peek().get(row?.dataset.row ?? "");
      isOver = Boolean(element?.closest("[data-canvas]"));
      showDrop(row && block && !isWithin(block, data2) ? dropOn(row, block, x3, y2) : null);
      if (block && isWithin(block, data2)) isOver = false;
    },
    drop: () => {
      const at = dropAt.peek();
      end();
      if (isOver) put(data2, at ? placeOf(at) : { end: true });
    },
    cancel: end
  };
}
function dropOn(row, block, x3, y2) {
  const { top, height } = row.getBoundingClientRect();
  const edge = y2 < top + height / 2 ? "top" : "bottom";
  return dropOf(block, edge, () => endedAt(row, block, x3, y2));
}
function watchDrops(canvas) {
  return combine(
    // What is dropped beside all rows goes to the end.
    dropTargetForElements({ element: canvas, canDrop: ({ source: source2 }) => isOurs(source2.data) }),
    monitorForElements({
      canMonitor: ({ source: source2 }) => isOurs(source2.data),
      onDrop: ({ source: source2, location: location2 }) => {
        const at = dropAt.peek();
        dropAt.value = null;
        if (location2.current.dropTargets.length > 0)
          put(source2.data, at ? placeOf(at) : { end: true });
      }
    })
  );
}
function dragEntry(element, entry) {
  const data2 = () => ({ type: "entry", entry });
  return combine(
    draggable({ element, getInitialData: data2 }),
    dragByTouch(
      element,
      touchDrag(data2, () => strings.entries[entry]?.name ?? entry)
    )
  );
}
function isOurs({ type }) {
  return type === "blocks" || type === "entry";
}
function isWithin(block, { type, ids }) {
  if (type !== "blocks") return false;
  const moved = ids;
  return moved.includes(block.id) || around(block).some((id) => moved.includes(id));
}
function showDrop(at) {
  if (JSON.stringify(at) !== JSON.stringify(dropAt.peek())) dropAt.value = at;
}
function dropOf({ id, kind }, edge, ended) {
  if (edge === "top") return { id, at: "top" };
  const holds = catalogue.peek().kinds[kind]?.holds ?? "nothing";
  const isHolder = holds !== "nothing" && !["step", "item", "entry"].includes(kind);
  if (isHolder) return { id, at: "inside" };
  const behind = ended();
  return behind ? { id, at: "behind", ...behind } : { id, at: "bottom" };
}
var HANDLE = 16;
function endedAt(element, block, x3, y2) {
  const row = rowById.peek().get(block.id);
  const box = element.getBoundingClientRect();
  const beside = element.matches(":dir(rtl)") ? box.right - x3 : x3 - box.left;
  const below = box.bottom - y2;
  let [start2, ending] = [0, 0];
  for (const { id, look: look2, isEnd } of row ? framesOf(row) : []) {
    if (id === block.id) return void 0;
    const isBelow = look2 === "card" && below < endsAbove(ending);
    const isBeside = beside < start2 + INSETS[look2].start / 2 - HANDLE;
    if (isEnd && (isBelow || isBeside)) return { outer: id, start: start2 };
    if (isEnd && look2 === "card") ending += 1;
    start2 += INSETS[look2].start;
  }
  return void 0;
}
function placeOf(drop) {
  switch (drop.at) {
    case "top":
      return { before: drop.id };
    case "bottom":
      return { after: drop.id };
    case "inside":
      return { first: drop.id };
    case "behind":
      return { after: drop.outer };
  }
}
function put({ type, ids, entry }, place2) {
  if (type === "entry") void insert({ do: "insert", entry: String(entry), place: place2 });
  else void edit({ do: "move", blocks: ids, place: place2 });
}
function preview(container2, row) {
  const card2 = container2.appendChild(document.createElement("div"));
  card2.className = "drag-preview";
  card2.textContent = nameOf2(row);
}
function nameOf2(row) {
  const count = dragged.peek().length || selectedBlocks.peek().length;
  return count > 1 ? strings.canvas.chosen(count) : row.getAttribute("aria-label") ?? "";
}
function dropFiles(files, target, y2) {
  const row = target?.closest("[data-row]");
  const id = row?.dataset.row;
  if (!row || !id) {
    void insertMedia(files, { end: true });
    return;
  }
  const { top, height } = row.getBoundingClientRect();
  void insertMedia(files, y2 < top + height / 2 ? { before: id } : { after: id });
}
function showTabsOf(id) {
  const block = blockById.peek().get(id);
  if (!block) return;
  for (const outer of [...around(block), id]) {
    const tab = blockById.peek().get(outer);
    if (tab?.kind === "tab" && tab.parent && childrenOf.peek().has(tab.parent)) {
      chooseTab(tab.parent, tab.id);
    }
  }
}

// builder/pasted_cells.ts
function pastedCells(text) {
  const trimmed = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  if (!trimmed.includes("	") && !trimmed.includes("\n")) return null;
  const rows2 = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;
  while (cell.lastIndex <= trimmed.length) {
    const found = cell.exec(trimmed);
    if (!found) return null;
    const [, quoted, plain2, end] = found;
    const value = quoted === void 0 ? plain2 : quoted.replaceAll('""', '"');
    rows2.at(-1)?.push((value ?? "").replace(/\s*\n\s*/g, " ").trim());
    if (end === "") break;
    if (end === "\n") rows2.push([]);
  }
  return rows2;
}
function writtenOver(rows2, over, column) {
  return over.map((cells, index) => {
    const row = [...rows2[index] ?? []];
    while (row.length < column) row.push("");
    row.splice(column, cells.length, ...cells);
    return row;
  });
}

// builder/table.tsx
function Table({ block }) {
  const [at, setAt] = d(null);
  const cells = block.table;
  if (!cells) return null;
  const isReadOnly = block.foreign ?? false;
  const left = (event) => {
    const grid = event.currentTarget;
    if (!grid.contains(event.relatedTarget)) setAt(null);
  };
  return /* @__PURE__ */ a("div", { class: "table-grid", onFocusOut: left, children: [
    at && !isReadOnly ? /* @__PURE__ */ a(TableBar, { block, cells, at }) : null,
    /* @__PURE__ */ a("div", { class: "table-scroll", children: /* @__PURE__ */ a("table", { children: /* @__PURE__ */ a("tbody", { children: [cells.header, ...cells.rows].map((texts, row) => /* @__PURE__ */ a("tr", { children: cells.header.map((_2, column) => /* @__PURE__ */ a(
      CellField,
      {
        block,
        cells,
        at: { row, column },
        text: texts[column] ?? "",
        entered: () => setAt({ row, column })
      }
    )) })) }) }) }),
    isReadOnly ? null : /* @__PURE__ */ a($, { children: [
      /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "table-add is-row",
          "aria-label": strings.table.addRow,
          title: strings.table.addRow,
          onClick: () => addRow(block.id, cells, cells.rows.length, 0),
          children: /* @__PURE__ */ a(Icon, { name: "add" })
        }
      ),
      /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "table-add is-column",
          "aria-label": strings.table.addColumn,
          title: strings.table.addColumn,
          onClick: () => addColumn(block.id, cells.header.length, 0),
          children: /* @__PURE__ */ a(Icon, { name: "add" })
        }
      )
    ] })
  ] });
}
function CellField({ block, cells, at, text, entered }) {
  const { row, column } = at;
  const table = block.id;
  const alignment = cells.alignments[column] ?? "start";
  const pasted2 = (event) => {
    const rows2 = pastedCells(event.clipboardData?.getData("text/plain") ?? "");
    if (!rows2 || block.foreign) return;
    event.preventDefault();
    event.stopPropagation();
    void paste(table, cells, at, rows2);
  };
  const isHeader = row === 0;
  const field = /* @__PURE__ */ a(
    SetField,
    {
      block: table,
      field: cellField(at),
      value: text,
      label: isHeader ? strings.table.header(column + 1) : strings.table.cell(row, column + 1),
      empty: " ",
      isReadOnly: block.foreign,
      set: (text2) => edit({ do: "set-cell", table, row, column, text: text2 }),
      pressed: (event) => cellKey(event, table, cells, at)
    }
  );
  const shared = { class: `align-${alignment}`, onPaste: pasted2, onFocusIn: entered };
  return isHeader ? /* @__PURE__ */ a("th", { ...shared, children: field }) : /* @__PURE__ */ a("td", { ...shared, children: field });
}
function cellField({ row, column }) {
  return `cell-${row}-${column}`;
}
function enter2(table, cell) {
  focusField(table, cellField(cell));
}
function cellKey(event, table, cells, at) {
  const { row, column } = at;
  const [last2, columns] = [cells.rows.length, cells.header.length];
  if (event.altKey) {
    const move2 = moves(table, cells, at)[event.key];
    if (move2) void edit(move2.edit).then((isDone) => isDone && enter2(table, move2.to));
    return move2 !== void 0;
  }
  switch (event.key) {
    case "Tab": {
      const next = row * columns + column + (event.shiftKey ? -1 : 1);
      if (next < 0) return false;
      const to = { row: Math.floor(next / columns), column: next % columns };
      if (to.row > last2) addRow(table, cells, last2, 0);
      else enter2(table, to);
      return true;
    }
    case "Enter":
      if (event.ctrlKey || event.metaKey || row === last2) addRow(table, cells, row, column);
      else enter2(table, { row: row + 1, column });
      return true;
    case "ArrowDown":
      if (row === last2) return false;
      enter2(table, { row: row + 1, column });
      return true;
    case "ArrowUp":
      if (row === 0) return false;
      enter2(table, { row: row - 1, column });
      return true;
    default:
      return false;
  }
}
function moves(table, cells, { row, column }) {
  const found = {};
  const moveRow = (key, to) => {
    if (row < 1 || to < 1 || to > cells.rows.length) return;
    const edit2 = { do: "move-row", table, from: row - 1, to: to - 1 };
    found[key] = { edit: edit2, to: { row: to, column } };
  };
  const moveColumn = (key, to) => {
    if (to < 0 || to >= cells.header.length) return;
    found[key] = { edit: { do: "move-column", table, from: column, to }, to: { row, column: to } };
  };
  moveRow("ArrowUp", row - 1);
  moveRow("ArrowDown", row + 1);
  moveColumn("ArrowLeft", column - 1);
  moveColumn("ArrowRight", column + 1);
  return found;
}
function addRow(table, cells, at, column) {
  const empty = cells.header.map(() => "");
  void edit({ do: "splice-rows", table, at, remove: 0, insert: [empty] }).then(
    (isDone) => isDone && enter2(table, { row: at + 1, column })
  );
}
function addColumn(table, at, row) {
  void edit({ do: "splice-columns", table, at, remove: 0, insert: 1 }).then(
    (isDone) => isDone && enter2(table, { row, column: at })
  );
}
async function paste(table, cells, at, rows2) {
  const body = at.row === 0 ? rows2.slice(1) : rows2;
  const first2 = Math.max(0, at.row - 1);
  const under = cells.rows.slice(first2, first2 + body.length);
  if (body.length > 0) {
    const insert2 = writtenOver(under, body, at.column);
    await edit({ do: "splice-rows", table, at: first2, remove: under.length, insert: insert2 });
  }
  if (at.row !== 0) return;
  for (const [index, text] of (rows2[0] ?? []).entries()) {
    const column = at.column + index;
    if (body.length > 0 || column < cells.header.length) {
      await edit({ do: "set-cell", table, row: 0, column, text });
    }
  }
}
var ALIGNMENTS = ["left", "center", "right"];
var ALIGN_ICONS = {
  start: "align-left",
  left: "align-left",
  center: "align-center",
  right: "align-right"
};
function TableBar({ block, cells, at }) {
  const table = block.id;
  const words18 = strings.table;
  const move2 = moves(table, cells, at);
  const { row, column } = at;
  const make = (title, icon, act) => /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      class: "button quiet icon",
      title,
      "aria-label": title,
      disabled: !act,
      onMouseDown: (event) => event.preventDefault(),
      onClick: act,
      children: /* @__PURE__ */ a(Icon, { name: icon })
    }
  );
  const moving = (key) => {
    const found = move2[key];
    return found && (() => edit(found.edit).then((isDone) => isDone && enter2(table, found.to)));
  };
  const deleteRow = () => edit({ do: "splice-rows", table, at: row - 1, remove: 1, insert: [] }).then(
    (isDone) => isDone && enter2(table, { row: Math.min(row, cells.rows.length - 1), column })
  );
  const deleteColumn = () => edit({ do: "splice-columns", table, at: column, remove: 1, insert: 0 }).then(
    (isDone) => isDone && enter2(table, { row, column: Math.max(0, column - 1) })
  );
  const current2 = cells.alignments[column] ?? "start";
  const align = (alignment) => edit({ do: "align", table, column, alignment: current2 === alignment ? "start" : alignment });
  return /* @__PURE__ */ a("div", { class: "table-bar", role: "toolbar", "aria-label": words18.name, children: [
    /* @__PURE__ */ a("span", { class: "table-bar-name", children: words18.rowMenu(row) }),
    make(words18.rowBelow, "add", () => addRow(table, cells, row, column)),
    make(words18.rowUp, "arrow-up", moving("ArrowUp")),
    make(words18.rowDown, "arrow-down", moving("ArrowDown")),
    make(words18.rowDelete, "delete", row > 0 ? deleteRow : void 0),
    /* @__PURE__ */ a("span", { class: "divider" }),
    /* @__PURE__ */ a("span", { class: "table-bar-name", children: words18.columnMenu(column + 1) }),
    make(words18.columnAfter, "add", () => addColumn(table, column + 1, row)),
    make(words18.columnLeft, "chevron-left", moving("ArrowLeft")),
    make(words18.columnRight, "chevron-right", moving("ArrowRight")),
    ALIGNMENTS.map(
      (alignment) => make(words18.align[alignment], ALIGN_ICONS[alignment], () => align(alignment))
    ),
    make(words18.columnDelete, "delete", cells.header.length > 1 ? deleteColumn : void 0)
  ] });
}

// builder/block.tsx
var COMPARED = ["block", "number", "isSelected", "isCurrent", "isReached", "findings"];
var BlockRow = class extends x {
  row = M();
  handle = M();
  endDrag;
  componentDidMount() {
    this.drag();
  }
  componentDidUpdate({ block }) {
    if (block !== this.props.block) this.drag();
  }
  componentWillUnmount() {
    this.endDrag?.();
  }
  shouldComponentUpdate(next) {
    const now = this.props;
    const isSame3 = COMPARED.every((name) => now[name] === next[name]);
    const key = ({ frames, people }) => JSON.stringify([frames, people]);
    return !isSame3 || key(now) !== key(next);
  }
  drag() {
    this.endDrag?.();
    if (this.row.current) {
      this.endDrag = dragRow(this.row.current, this.handle.current, this.props.block);
    }
  }
  render() {
    const { block, number, frames, isSelected, isCurrent, isReached, findings: findings2, people } = this.props;
    const { boxes, start: start2, end, above, below } = layOut(frames, block.id);
    const label = [blockName(block, number)];
    if (isSelected) label.push(strings.canvas.isChosen);
    if (block.foreign) label.push(foreignText(block));
    const own = frames.at(-1)?.id === block.id ? frames.at(-1) : void 0;
    const classes = ["row", `is-${block.kind}`];
    if (isSelected) classes.push("is-selected");
    if (own) classes.push("is-card");
    return (
      // biome-ignore lint/a11y/useAriaPropsSupportedByRole: items of lists have levels.
      /* @__PURE__ */ a(
        "li",
        {
          class: classes.join(" "),
          "data-row": block.id,
          ref: this.row,
          "aria-level": frames.length + 1,
          "aria-current": isSelected,
          "aria-label": label.join(", "),
          tabIndex: isReached ? 0 : -1,
          style: {
            paddingInlineStart: `${start2}px`,
            paddingInlineEnd: `${end}px`,
            paddingBlockStart: `${above}px`,
            paddingBlockEnd: `${below}px`
          },
          children: [
            boxes.map(({ frame: frame2, ...style }) => /* @__PURE__ */ a("i", { class: boxClass(frame2, block.id), style, "data-frame": frame2.id }, frame2.id)),
            /* @__PURE__ */ a("div", { class: own ? `row-content tone-${own.tone}` : "row-content", children: [
              block.foreign && !block.include ? null : /* @__PURE__ */ a(
                "button",
                {
                  type: "button",
                  class: "row-handle",
                  ref: this.handle,
                  tabIndex: -1,
                  title: strings.blockBar.drag,
                  "aria-label": strings.blockBar.drag,
                  children: /* @__PURE__ */ a(Icon, { name: "drag" })
                }
              ),
              /* @__PURE__ */ a(Content, { block, number }),
              findings2 ? /* @__PURE__ */ a(Findings, { findings: findings2 }) : null,
              people.map(({ name, color }) => /* @__PURE__ */ a(
                "span",
                {
                  class: "row-person",
                  style: { backgroundColor: color },
                  title: strings.canvas.isEdited(name),
                  children: name.slice(0, 1)
                }
              )),
              block.foreign ? /* @__PURE__ */ a("span", { class: "row-foreign", children: foreignText(block) }) : null,
              isCurrent && (block.include || !block.foreign) ? /* @__PURE__ */ a(BlockBar, { block }) : null
            ] }),
            /* @__PURE__ */ a(DropMark, { id: block.id, start: start2, end })
          ]
        }
      )
    );
  }
};
function foreignText({ include }) {
  return include ? strings.canvas.included(include.file) : strings.canvas.foreign;
}
function layOut(frames, own) {
  let [start2, end, ending] = [0, 0, 0];
  const boxes = [];
  for (const frame2 of frames) {
    const inset = INSETS[frame2.look];
    if (frame2.look === "card") {
      boxes.push({
        frame: frame2,
        insetInlineStart: `${start2}px`,
        insetInlineEnd: `${end}px`,
        insetBlockStart: frame2.id === own ? "8px" : "0",
        insetBlockEnd: frame2.isEnd ? `${endsAbove(ending)}px` : "0"
      });
      if (frame2.isEnd) ending += 1;
    }
    start2 += inset.start;
    end += inset.end;
  }
  const isCard = frames.at(-1)?.id === own;
  return { boxes, start: start2, end, above: isCard ? 16 : 3, below: ending > 0 ? 8 + 8 * ending : 3 };
}
function boxClass({ id, tone, isEnd, isChosen }, own) {
  const classes = ["frame", `tone-${tone}`];
  if (id === own) classes.push("is-begin");
  if (isEnd) classes.push("is-end");
  if (isChosen) classes.push("is-chosen");
  return classes.join(" ");
}
function Content({ block, number }) {
  switch (block.kind) {
    case "section":
      return /* @__PURE__ */ a(Section, { block, number });
    case "paragraph":
      return /* @__PURE__ */ a(TextField, { block });
    case "step":
      return /* @__PURE__ */ a(Step, { block, number });
    case "item":
      return /* @__PURE__ */ a(Item, { block, number, marks: marksOf(block) });
    case "entry":
      return /* @__PURE__ */ a(Entry, { block });
    case "picture":
      return /* @__PURE__ */ a(Picture, { block });
    case "table":
      return /* @__PURE__ */ a(Table, { block });
    case "code":
    case "math":
    case "html":
      return /* @__PURE__ */ a(Code, { block });
    case "line":
      return /* @__PURE__ */ a(Line, {});
    case "footnotes":
      return /* @__PURE__ */ a("div", { class: "box-name", children: kindName(block.kind) });
    case "list":
    case "entries":
      return /* @__PURE__ */ a(EmptyBox, { block });
    case "approvals":
    case "attachment":
    case "hazards":
    case "include":
    case "record":
    case "records":
    case "revisions":
    case "sign-off":
    case "toc":
      return /* @__PURE__ */ a(Leaf, { block });
    default:
      return /* @__PURE__ */ a(BoxHead, { block, number });
  }
}
function marksOf(item) {
  const list = item.parent === null ? void 0 : blockById.peek().get(item.parent);
  return String(list?.fields.marks ?? "bullets");
}
function Findings({ findings: findings2 }) {
  const order = ["error", "warning", "info"];
  const worst = order.find((severity) => findings2.some((finding) => finding.severity === severity));
  const text = findings2.map(({ message }) => message).join("\n");
  return /* @__PURE__ */ a("span", { class: `row-finding is-${worst}`, title: text, role: "img", "aria-label": text, children: /* @__PURE__ */ a(Icon, { name: worst === "error" ? "error" : worst === "warning" ? "warning" : "info" }) });
}
function DropMark({ id, start: start2, end }) {
  const at = dropAt.value;
  const isDragged = dragged.value.includes(id);
  if (isDragged) return /* @__PURE__ */ a("span", { class: "row-veil" });
  if (at?.id !== id) return null;
  const style = {
    insetInlineStart: `${at.at === "behind" ? at.start : start2}px`,
    insetInlineEnd: `${at.at === "behind" ? 0 : end}px`
  };
  return /* @__PURE__ */ a("span", { class: `drop-mark is-${at.at}`, style });
}
function BlockBar({ block }) {
  const words18 = strings.blockBar;
  const isItem2 = !block.foreign && (block.kind === "step" || block.kind === "item");
  const make = (title, icon, act) => /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      class: "button quiet icon",
      title,
      "aria-label": title,
      tabIndex: -1,
      onMouseDown: (event) => event.preventDefault(),
      onClick: (event) => {
        event.stopPropagation();
        select(block.id);
        act();
      },
      children: /* @__PURE__ */ a(Icon, { name: icon })
    }
  );
  const { parent } = block;
  return /* @__PURE__ */ a("div", { class: "block-bar", role: "toolbar", "aria-label": kindName(block.kind), children: [
    /* @__PURE__ */ a("span", { class: "block-bar-name", children: kindName(block.include ? "include" : block.kind) }),
    parent ? make(words18.around, "up", () => goToBlock(parent)) : null,
    make(words18.up, "arrow-up", () => moveBlocks(-1)),
    make(words18.down, "arrow-down", () => moveBlocks(1)),
    isItem2 ? make(words18.unnest, "outdent", () => nestBlocks("unnest")) : null,
    isItem2 ? make(words18.nest, "indent", () => nestBlocks("nest")) : null,
    make(words18.duplicate, "copy", duplicateBlocks),
    make(words18.delete, "delete", () => void deleteBlocks())
  ] });
}

// builder/canvas_keys.ts
var anchor;
function clickRow(id, event) {
  if (event.shiftKey) selectTo(id);
  else if (event.ctrlKey || event.metaKey) toggle(id);
  else {
    anchor = id;
    goToBlock(id);
  }
}
function toggle(id) {
  anchor = id;
  const before = selection.peek();
  select(...before.includes(id) ? before.filter((other) => other !== id) : [...before, id]);
}
function selectTo(id) {
  const from2 = rowById.peek().get(anchor ?? selection.peek()[0] ?? id);
  const to = rowById.peek().get(id);
  if (!from2 || !to) return;
  const [first2, last2] = [Math.min(from2.index, to.index), Math.max(from2.index, to.index)];
  const ids = rows.peek().slice(first2, last2 + 1).map(({ block }) => block.id);
  select(...to.index < from2.index ? ids.reverse() : ids);
}
function pressRow(event) {
  const act = (event.ctrlKey || event.metaKey ? withControl : event.altKey ? withAlt : plain)(
    event
  );
  if (act) act();
  return act !== void 0;
}
function withControl(event) {
  switch (event.key.toLowerCase()) {
    case "a":
      return () => select(
        ...blocks.peek().filter(({ depth }) => depth === 0).map(({ id }) => id)
      );
    case "c":
      return copyBlocks;
    case "x":
      return cutBlocks;
    case "d":
      return duplicateBlocks;
    case "z":
      return () => source.peek()?.takeBack(event.shiftKey ? "redo" : "undo");
    case "y":
      return () => source.peek()?.takeBack("redo");
    default:
      return void 0;
  }
}
function withAlt(event) {
  switch (event.key) {
    case "ArrowUp":
      return () => moveBlocks(-1);
    case "ArrowDown":
      return () => moveBlocks(1);
    case "ArrowRight":
      return () => nestBlocks("nest");
    case "ArrowLeft":
      return () => nestBlocks("unnest");
    default:
      return void 0;
  }
}
function plain(event) {
  const id = selection.peek().at(-1);
  const row = id === void 0 ? void 0 : rowById.peek().get(id);
  const all = rows.peek();
  const go = (index) => {
    const to = all[Math.max(0, Math.min(all.length - 1, index))]?.block.id;
    return to === void 0 ? void 0 : () => goTo(to, event.shiftKey);
  };
  const at = row?.index ?? 0;
  switch (event.key) {
    case "ArrowUp":
      return go(at - 1);
    case "ArrowDown":
      return go(row ? at + 1 : 0);
    case "PageUp":
      return go(at - 10);
    case "PageDown":
      return go(at + 10);
    case "Home":
      return go(0);
    case "End":
      return go(all.length - 1);
    case "ArrowLeft":
      return () => goAround(id);
    case "ArrowRight":
      return go(at + 1);
    case "Enter":
    case "F2":
      return id === void 0 ? void 0 : () => focusBlock(id);
    case "Delete":
    case "Backspace":
      return () => deleteBlocks();
    case "Escape":
      return () => select();
    default:
      return void 0;
  }
}
function goTo(id, isExtending) {
  if (!isExtending) {
    anchor = id;
    goToBlock(id);
    return;
  }
  selectTo(id);
  rowElement(id)?.focus();
}
function goAround(id) {
  let outer = id === void 0 ? void 0 : blockById.peek().get(id)?.parent;
  while (outer && !rowById.peek().has(outer)) outer = blockById.peek().get(outer)?.parent;
  if (outer) goToBlock(outer);
}

// builder/stretch.ts
var ALL_UP_TO = 300;
var BEYOND = 900;
var Heights = class {
  measured = /* @__PURE__ */ new Map();
  /** Returns how much taller the row is than was thought. */
  measure(row, height) {
    const before = this.of(row);
    this.measured.set(row.block.id, height);
    return height - before;
  }
  of({ block }) {
    const known2 = this.measured.get(block.id);
    if (known2 !== void 0) return known2;
    if (block.table) return 60 + 34 * (block.table.rows.length + 1);
    if (block.kind === "picture") return 260;
    if (block.kind === "section") return 64;
    const text = String(block.fields.text ?? "");
    const lines2 = text.split("\n").reduce((sum, line) => sum + Math.ceil((line.length + 1) / 80), 0);
    return 16 + 22 * Math.max(1, lines2);
  }
  /** Returns where a row begins. */
  top(rows2, index) {
    let top = 0;
    for (const row of rows2.slice(0, index)) top += this.of(row);
    return top;
  }
};
function stretch(rows2, heights, { top, height }) {
  if (rows2.length <= ALL_UP_TO) return { from: 0, to: rows2.length, above: 0, below: 0 };
  const found = { from: -1, to: rows2.length, above: 0, below: 0 };
  let at = 0;
  for (const [index, row] of rows2.entries()) {
    const next = at + heights.of(row);
    if (found.from < 0 && next >= top - BEYOND) [found.from, found.above] = [index, at];
    if (at <= top + height + BEYOND) found.to = index + 1;
    at = next;
    if (at > top + height + BEYOND && index >= found.to) found.below += heights.of(row);
  }
  return found.from < 0 ? { from: 0, to: 0, above: at, below: 0 } : found;
}

// builder/canvas.tsx
function Canvas() {
  if (!isOpen.value) return /* @__PURE__ */ a("p", { class: "canvas-note", children: source.value ? strings.canvas.loading : "" });
  return /* @__PURE__ */ a(Document, {});
}
var language = O(() => {
  const lang = front2.value.fields.find(({ key }) => key === "lang" || key === "language")?.value;
  return typeof lang === "string" ? lang : "";
});
var RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ku-arab|ps|sd|ug|ur|yi)\b/i;
function Document() {
  const canvas = T(null);
  const heights = T(new Heights()).current;
  const [, redraw] = _((count) => count + 1, 0);
  const people = usePeople();
  const all = rows.value;
  const view2 = canvas.current;
  const shown3 = stretch(all, heights, {
    top: view2?.scrollTop ?? 0,
    height: view2?.clientHeight ?? 900
  });
  const isLong = shown3.to - shown3.from < all.length;
  A(() => canvas.current ? watchDrops(canvas.current) : void 0, []);
  useMeasured(canvas, heights, shown3, redraw);
  useReveal(canvas, heights, redraw);
  const scrolled = () => {
    const now = canvas.current;
    if (!now || rows.peek().length <= shown3.to - shown3.from) return;
    const place2 = { top: now.scrollTop, height: now.clientHeight };
    const next = stretch(rows.peek(), heights, place2);
    const isNear = Math.abs(next.from - shown3.from) < 8 && Math.abs(next.to - shown3.to) < 8;
    if (!isNear) redraw();
  };
  const chosen2 = new Set(selection.value);
  const current2 = selection.value.at(-1);
  const isOne = selection.value.length === 1;
  const reached = current2 !== void 0 && rowById.value.has(current2) ? current2 : all[0]?.block.id;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what its rows do not.
    /* @__PURE__ */ a(
      "div",
      {
        class: "canvas",
        ref: canvas,
        "data-canvas": true,
        lang: language.value || void 0,
        dir: RIGHT_TO_LEFT.test(language.value) ? "rtl" : "ltr",
        onScroll: scrolled,
        onClick: clicked,
        onKeyDown: pressed,
        onPaste: pasted,
        onDragOver: draggedOver,
        onDrop: dropped,
        children: all.length === 0 ? /* @__PURE__ */ a(EmptyDocument, {}) : /* @__PURE__ */ a("div", { class: "canvas-page", children: [
          /* @__PURE__ */ a("ol", { class: "rows", "aria-label": strings.canvas.name, children: [
            isLong ? /* @__PURE__ */ a("li", { role: "none", class: "canvas-gap", style: { blockSize: `${shown3.above}px` } }) : null,
            all.slice(shown3.from, shown3.to).map((row) => /* @__PURE__ */ a(
              BlockRow,
              {
                block: row.block,
                number: numberById.value.get(row.block.id) ?? "",
                frames: framesOf(row),
                isSelected: chosen2.has(row.block.id),
                isCurrent: isOne && row.block.id === current2,
                isReached: row.block.id === reached,
                findings: findingsByBlock.value.get(row.block.id),
                people: people.get(row.block.id) ?? NOBODY
              },
              row.block.id
            )),
            isLong ? /* @__PURE__ */ a("li", { role: "none", class: "canvas-gap", style: { blockSize: `${shown3.below}px` } }) : null
          ] }),
          /* @__PURE__ */ a("button", { type: "button", class: "canvas-end", onClick: addAtEnd, children: [
            /* @__PURE__ */ a(Icon, { name: "add" }),
            strings.canvas.end
          ] })
        ] })
      }
    )
  );
}
var NOBODY = [];
function usePeople() {
  const [, redraw] = _((count) => count + 1, 0);
  const at = source.value;
  A(() => {
    if (!at) return;
    let last2 = "";
    const changed2 = () => {
      const next = JSON.stringify([...peopleOf(at)]);
      if (next !== last2) redraw();
      last2 = next;
    };
    at.awareness.on("change", changed2);
    return () => at.awareness.off("change", changed2);
  }, [at]);
  return at ? peopleOf(at) : /* @__PURE__ */ new Map();
}
function peopleOf(at) {
  const people = /* @__PURE__ */ new Map();
  for (const [client, state] of at.awareness.getStates()) {
    const { user, block } = state;
    if (client === at.doc.clientID || !user || !block) continue;
    people.set(block, [...people.get(block) ?? [], user]);
  }
  return people;
}
function useMeasured(canvas, heights, shown3, redraw) {
  F(() => {
    const view2 = canvas.current;
    if (!view2 || shown3.to - shown3.from >= rows.peek().length) return;
    let grown = 0;
    const found = view2.querySelectorAll("[data-row]");
    for (const element of found) {
      const row = rowById.peek().get(element.dataset.row ?? "");
      if (row) grown += Math.abs(heights.measure(row, rowHeight(element)));
    }
    if (grown > 200) redraw();
  });
}
function rowHeight(element) {
  return element.offsetHeight + Number.parseFloat(getComputedStyle(element).marginBlockStart || "0");
}
function useReveal(canvas, heights, redraw) {
  const reveal = (id) => {
    showTabsOf(id);
    const row = shownFor(id);
    const view2 = canvas.current;
    if (!row || !view2) return;
    const element = rowElement(row.block.id);
    if (element) {
      scrollTo(view2, element);
      return;
    }
    view2.scrollTop = heights.top(rows.peek(), row.index) - view2.clientHeight / 3;
    redraw();
    requestAnimationFrame(() => {
      const drawn = rowElement(row.block.id);
      if (drawn) scrollTo(view2, drawn);
    });
  };
  useSignalEffect(() => {
    const id = selection.value.at(-1);
    if (id === void 0) return;
    requestAnimationFrame(() => {
      reveal(id);
      if (document.activeElement?.matches("[data-row]"))
        rowElement(id)?.focus({ preventScroll: true });
    });
  });
  useSignalEffect(() => {
    const to = wanted.value?.block;
    if (to && rows.value && !isComposing.value) {
      requestAnimationFrame(() => {
        if (wanted.peek()?.block !== to) return;
        reveal(to);
        enterFirst();
      });
    }
  });
  F(enterFirst);
}
function enterFirst() {
  const to = wanted.peek();
  if (to === null || to.field !== null || isComposing.peek()) return;
  const row = rowElement(shownFor(to.block)?.block.id ?? "");
  if (!row) return;
  wanted.value = null;
  const field = row.querySelector("[data-field]");
  if (field && !to.isRow) enterField(field, to.at);
  else {
    row.focus({ preventScroll: true });
    releaseKeys(row);
  }
}
function shownFor(id) {
  let at = id;
  while (at !== void 0 && !rowById.peek().has(at)) at = childrenOf.peek().get(at)?.[0]?.id;
  const parent = blockById.peek().get(id)?.parent;
  return rowById.peek().get(at ?? parent ?? "");
}
function scrollTo(view2, element) {
  const [outer, inner] = [view2.getBoundingClientRect(), element.getBoundingClientRect()];
  const margin = 48;
  if (inner.top < outer.top + margin) view2.scrollTop += inner.top - outer.top - margin;
  else if (inner.bottom > outer.bottom - margin) {
    const down = inner.bottom - outer.bottom + margin;
    view2.scrollTop += Math.min(down, inner.top - outer.top - margin);
  }
}
function clicked(event) {
  const target = event.target;
  const row = target.closest("[data-row]");
  const isControl = target.closest(
    "input, textarea, video, audio, .is-edited, button:not(.row-handle)"
  );
  if (row?.dataset.row && !isControl) clickRow(row.dataset.row, event);
}
function isRow(target) {
  return target instanceof HTMLElement && target.matches("[data-row], [data-canvas]");
}
function pressed(event) {
  if (!isRow(event.target) || event.defaultPrevented || !pressRow(event)) return;
  event.preventDefault();
  event.stopPropagation();
}
function pasted(event) {
  const files = mediaFiles(event.clipboardData);
  if (files.length > 0) {
    event.preventDefault();
    void insertMedia(files, behindCurrent());
  } else if (isRow(event.target)) {
    event.preventDefault();
    pasteSource(event.clipboardData?.getData("text/plain") ?? "");
  }
}
function draggedOver(event) {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
}
function dropped(event) {
  const files = mediaFiles(event.dataTransfer);
  if (files.length === 0 || event.defaultPrevented) return;
  event.preventDefault();
  dropFiles(files, event.target, event.clientY);
}
function addAtEnd() {
  void insert(insertion("paragraph", { end: true }));
}
function EmptyDocument() {
  const words18 = strings.canvas.empty;
  const begin = (entry) => {
    void insert({ do: "insert", entry, place: { end: true } });
  };
  const offer = (icon, name, about2, act) => /* @__PURE__ */ a("button", { type: "button", class: "canvas-offer", onClick: act, children: [
    /* @__PURE__ */ a(Icon, { name: icon }),
    /* @__PURE__ */ a("strong", { children: name }),
    /* @__PURE__ */ a("span", { children: about2 })
  ] });
  return /* @__PURE__ */ a("div", { class: "canvas-empty", children: [
    /* @__PURE__ */ a("h2", { children: words18.title }),
    /* @__PURE__ */ a("p", { children: words18.about }),
    /* @__PURE__ */ a("div", { class: "canvas-offers", children: [
      offer("document", words18.section, words18.sectionAbout, () => begin("section")),
      offer("indent", words18.steps, words18.stepsAbout, () => begin("steps")),
      offer("menu", words18.paragraph, words18.paragraphAbout, () => begin("paragraph")),
      offer("import", words18.import, words18.importAbout, () => {
        dialog.value = "import";
      })
    ] })
  ] });
}

// builder/layout_state.ts
var KEY = "sopwright-layout";
var SIZES = { left: [200, 480], right: [280, 1200], properties: [96, 1200] };
function kept() {
  const usual = {
    left: 272,
    right: Math.round(Math.max(360, innerWidth * 0.38)),
    properties: Math.round(innerHeight * 0.4),
    isLeftOpen: true,
    isRightOpen: true,
    arePropertiesOpen: true,
    scheme: "system"
  };
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return usual;
  }
}
var first = kept();
var Layout = class {
  left = y(first.left);
  right = y(first.right);
  properties = y(first.properties);
  isLeftOpen = y(first.isLeftOpen);
  isRightOpen = y(first.isRightOpen);
  arePropertiesOpen = y(first.arePropertiesOpen);
  scheme = y(first.scheme);
  /** Whether the window of the live preview is open. */
  isPreviewOpen = y(false);
  window = null;
  start() {
    x2(() => {
      const now = {
        left: this.left.value,
        right: this.right.value,
        properties: this.properties.value,
        isLeftOpen: this.isLeftOpen.value,
        isRightOpen: this.isRightOpen.value,
        arePropertiesOpen: this.arePropertiesOpen.value,
        scheme: this.scheme.value
      };
      localStorage.setItem(KEY, JSON.stringify(now));
      if (now.scheme === "system") delete document.documentElement.dataset.scheme;
      else document.documentElement.dataset.scheme = now.scheme;
    });
  }
  toggle(pane) {
    const isOpen3 = {
      left: this.isLeftOpen,
      right: this.isRightOpen,
      properties: this.arePropertiesOpen
    }[pane];
    isOpen3.value = !isOpen3.value;
  }
  /** Sets the size of a pane in CSS pixels, within what is of use. */
  resize(pane, size) {
    const [least, most] = SIZES[pane];
    this[pane].value = Math.round(Math.min(most, Math.max(least, size)));
  }
  nextScheme() {
    const order = ["system", "light", "dark"];
    this.scheme.value = order[(order.indexOf(this.scheme.value) + 1) % order.length] ?? "system";
  }
  /** Opens the page that readers see in its own window, or closes that. */
  openLivePreview(address) {
    if (this.window && !this.window.closed) {
      this.window.close();
      this.window = null;
      this.isPreviewOpen.value = false;
      return;
    }
    this.window = open(address, "sopwright-preview");
    this.isPreviewOpen.value = this.window !== null;
    const look2 = setInterval(() => {
      if (this.window && !this.window.closed) return;
      clearInterval(look2);
      this.isPreviewOpen.value = false;
    }, 500);
  }
};
var layout = new Layout();

// builder/commands.ts
var isOpen2 = () => source.value !== null;
var hasSelection = () => selection.value.length > 0;
var words = strings.commands;
var fixed = [
  { id: "new", title: words.new, shortcut: "Alt+N", run: () => show("new") },
  { id: "open", title: words.open, shortcut: "Ctrl+O", run: () => show("open") },
  {
    id: "save-as",
    title: words.saveAs,
    shortcut: "Ctrl+Shift+S",
    isEnabled: isOpen2,
    run: () => show("save-as")
  },
  { id: "import", title: words.import, run: () => show("import") },
  {
    id: "export",
    title: words.export,
    shortcut: "Ctrl+E",
    isEnabled: isOpen2,
    run: () => show("export")
  },
  {
    id: "front",
    title: words.front,
    shortcut: "Ctrl+I",
    isEnabled: isOpen2,
    run: () => show("front")
  },
  { id: "undo", title: words.undo, shortcut: "Ctrl+Z", isEnabled: isOpen2, run: undo2 },
  { id: "redo", title: words.redo, shortcut: "Ctrl+Shift+Z", isEnabled: isOpen2, run: redo2 },
  {
    id: "search",
    title: words.search,
    shortcut: "Ctrl+F",
    isEnabled: isOpen2,
    run: () => {
      isSearching.value = !isSearching.value;
    }
  },
  { id: "palette", title: words.palette, shortcut: "Ctrl+K", run: () => show("palette") },
  {
    id: "live-preview",
    title: words.livePreview,
    shortcut: "Ctrl+Alt+P",
    isEnabled: isOpen2,
    run: openLivePreview
  },
  {
    id: "status",
    title: words.status,
    run: () => void open("./_preview/status/", "sopwright-status")
  },
  {
    id: "toggle-source",
    title: words.toggleSource,
    shortcut: "Ctrl+Alt+S",
    isEnabled: isOpen2,
    run: () => {
      view.value = view.value === "blocks" ? "source" : "blocks";
    }
  },
  {
    id: "toggle-preview",
    title: words.togglePreview,
    shortcut: "Ctrl+Alt+R",
    run: () => layout.toggle("right")
  },
  {
    id: "style",
    title: words.style,
    isEnabled: isOpen2,
    run: () => {
      isStyling.value = !isStyling.value;
      layout.isRightOpen.value = true;
    }
  },
  {
    id: "toggle-library",
    title: words.toggleLibrary,
    shortcut: "Ctrl+Alt+L",
    run: () => layout.toggle("left")
  },
  {
    id: "toggle-link",
    title: words.toggleLink,
    run: () => {
      isLinked.value = !isLinked.value;
    }
  },
  { id: "scheme", title: words.scheme, run: () => layout.nextScheme() },
  {
    id: "duplicate",
    title: words.duplicate,
    shortcut: "Ctrl+D",
    isEnabled: hasSelection,
    run: duplicateBlocks
  },
  { id: "delete", title: words.delete, isEnabled: hasSelection, run: () => void deleteBlocks() },
  {
    id: "move-up",
    title: words.moveUp,
    shortcut: "Alt+ArrowUp",
    isEnabled: hasSelection,
    run: () => moveBlocks(-1)
  },
  {
    id: "move-down",
    title: words.moveDown,
    shortcut: "Alt+ArrowDown",
    isEnabled: hasSelection,
    run: () => moveBlocks(1)
  },
  { id: "nest", title: words.nest, isEnabled: hasSelection, run: () => nestBlocks("nest") },
  {
    id: "unnest",
    title: words.unnest,
    isEnabled: hasSelection,
    run: () => nestBlocks("unnest")
  },
  {
    id: "select-all",
    title: words.selectAll,
    isEnabled: isOpen2,
    run: () => {
      selection.value = (childrenOf.value.get(null) ?? []).map((block) => block.id);
    }
  },
  { id: "help", title: words.help, shortcut: "F1", run: () => show("help") }
];
function commands() {
  const entries2 = catalogue.value.groups.flatMap((group) => group.entries);
  const named3 = strings;
  const inserts = entries2.map((entry) => ({
    id: `insert-${entry}`,
    title: words.insert(named3.entries?.[entry]?.name ?? entry),
    isEnabled: isOpen2,
    run: () => insertEntry(entry)
  }));
  const themes = catalogue.value.themes.map((name) => ({
    id: `theme-${name}`,
    title: words.theme(name),
    isEnabled: isOpen2,
    run: () => {
      dress(name);
    }
  }));
  return [...fixed, ...inserts, ...themes];
}
function command(id) {
  return fixed.find((command2) => command2.id === id);
}
function run(id) {
  const found = command(id);
  if (found && (found.isEnabled?.() ?? true)) found.run();
}
function insertEntry(entry) {
  void insert({ do: "insert", entry, place: behindCurrent() });
}
function runShortcut(event) {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return false;
  const pressed2 = shortcutOf(event);
  const found = fixed.find((command2) => command2.shortcut === pressed2);
  if (!found || !(found.isEnabled?.() ?? true)) return false;
  event.preventDefault();
  found.run();
  return true;
}
function shortcutOf(event) {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const parts = [
    (event.ctrlKey || event.metaKey) && "Ctrl",
    event.altKey && "Alt",
    event.shiftKey && "Shift",
    key
  ];
  return parts.filter(Boolean).join("+");
}
function show(name) {
  dialog.value = name;
}
function undo2() {
  source.value?.takeBack("undo");
}
function redo2() {
  source.value?.takeBack("redo");
}
function openLivePreview() {
  const name = source.value?.name;
  if (name) layout.openLivePreview(`./${name.split("/").map(encodeURIComponent).join("/")}/`);
}

// builder/files_api.ts
async function makeDocument(template, name, title) {
  const body = JSON.stringify({ template, name, title });
  return (await posted("_builder/documents", body)).name;
}
async function copyDocument(from2, name) {
  const body = JSON.stringify({ name });
  return (await posted(`_builder/copies/${encoded(from2)}`, body)).name;
}
async function importFile(file) {
  return posted(`_builder/import?name=${encodeURIComponent(file.name)}`, file);
}
async function otherVersionOf(name) {
  const response = await fetch(`_builder/other/${encoded(name)}`);
  if (!response.ok) throw new Error(await reasonOf(response));
  return (await response.json()).source;
}
async function makeStyleSheet(name, from2) {
  const body = JSON.stringify({ name, ...from2 });
  return (await posted("_builder/styles", body)).name;
}
async function styleSheetOf(name) {
  const response = await fetch(`_builder/styles/${encoded(name)}`);
  if (!response.ok) throw new Error(await reasonOf(response));
  return (await response.json()).css;
}
async function saveStyleSheet(name, css, before) {
  const response = await fetch(`_builder/styles/${encoded(name)}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ css, before })
  });
  if (response.status === 409) return (await response.json()).css;
  if (!response.ok) throw new Error(await reasonOf(response));
  return null;
}
function exportAddress(name, format) {
  return `_builder/export/${encoded(name)}?as=${format}`;
}
async function refreshProject() {
  const response = await fetch("_builder/project.json");
  if (response.ok) project.value = await response.json();
}
async function posted(address, body) {
  const headers = typeof body === "string" ? { "content-type": "application/json" } : void 0;
  const response = await fetch(address, { method: "POST", body, ...headers && { headers } });
  if (!response.ok) throw new Error(await reasonOf(response));
  return await response.json();
}
async function reasonOf(response) {
  const text = await response.text();
  try {
    const { error, hint } = JSON.parse(text);
    return hint ? `${error}; ${hint}` : error;
  } catch {
    return text || response.statusText;
  }
}
function encoded(name) {
  return name.split("/").map(encodeURIComponent).join("/");
}

// builder/modal.tsx
function Modal({ title, width, children, foot, done }) {
  const element = T(null);
  const id = P();
  const own = T(dialog.peek());
  F(() => {
    element.current?.showModal();
    const first2 = element.current?.querySelector("[data-first]") ?? element.current?.querySelector(
      ".modal-body :is(input:not([type=file]), button)"
    );
    first2?.focus();
  }, []);
  return /* @__PURE__ */ a(
    "dialog",
    {
      class: "modal",
      ref: element,
      "aria-labelledby": id,
      style: { "--wide": width ? `${width}px` : "" },
      onClose: () => {
        if (dialog.peek() === own.current) closeDialog();
      },
      onClick: (event) => {
        if (event.target === element.current) closeDialog();
      },
      onKeyDown: (event) => {
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) done?.();
      },
      children: [
        /* @__PURE__ */ a("div", { class: "modal-head", children: [
          /* @__PURE__ */ a("h2", { id, children: title }),
          /* @__PURE__ */ a(
            "button",
            {
              type: "button",
              class: "button quiet icon",
              "aria-label": strings.dialogs.close,
              onClick: closeDialog,
              children: /* @__PURE__ */ a(Icon, { name: "close" })
            }
          )
        ] }),
        /* @__PURE__ */ a("div", { class: "modal-body", tabIndex: 0, children }),
        foot && /* @__PURE__ */ a("div", { class: "modal-foot", children: foot })
      ]
    }
  );
}
function closeDialog() {
  dialog.value = null;
}

// builder/conflict_dialog.tsx
var words2 = strings.dialogs.conflict;
function ConflictDialog() {
  const theirs = useSignal(null);
  const { value: now } = saved;
  const isConflict = now.state === "conflict";
  const name = source.value?.name;
  A(() => {
    if (!isConflict || name === void 0) return;
    otherVersionOf(name).then(
      (text) => {
        theirs.value = text;
      },
      (reason) => say(strings.dialogs.failed(String(reason)), true)
    );
  }, [now, name]);
  if (!isConflict) return null;
  const ours = source.value?.text.toString() ?? "";
  const take2 = (version) => {
    source.value?.settle(version);
    closeDialog();
  };
  return /* @__PURE__ */ a(
    Modal,
    {
      title: words2.title,
      width: 1100,
      foot: /* @__PURE__ */ a($, { children: [
        /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: () => take2("other"), children: words2.useTheirs }),
        /* @__PURE__ */ a("button", { type: "button", class: "button primary", "data-first": true, onClick: () => take2("here"), children: words2.useOurs })
      ] }),
      children: [
        /* @__PURE__ */ a("p", { class: "soft", children: words2.about(now.path) }),
        /* @__PURE__ */ a("div", { class: "versions", children: [
          /* @__PURE__ */ a(Shown2, { name: words2.ours, text: ours, other: theirs.value ?? ours }),
          /* @__PURE__ */ a(Shown2, { name: words2.theirs, text: theirs.value ?? "", other: ours })
        ] })
      ]
    }
  );
}
var ABOVE = 90;
function Shown2({ name, text, other }) {
  const shown3 = T(null);
  A(() => {
    const first2 = shown3.current?.querySelector("mark");
    if (shown3.current && first2) shown3.current.scrollTop = first2.offsetTop - ABOVE;
  }, [text, other]);
  const known2 = new Set(lines(other));
  return /* @__PURE__ */ a("section", { class: "version", "aria-label": name, children: [
    /* @__PURE__ */ a("h3", { children: name }),
    /* @__PURE__ */ a("pre", { tabIndex: 0, ref: shown3, children: lines(text).map(
      (line, index) => known2.has(line) ? `${line}
` : /* @__PURE__ */ a("mark", { children: `${line}
` }, index)
    ) })
  ] });
}
function lines(text) {
  return text.split(/\r\n|\r|\n/);
}

// builder/controls.tsx
var words3 = strings.properties;
function Control(props) {
  switch (props.spec.control) {
    case "switch":
      return /* @__PURE__ */ a(Switch, { ...props });
    case "choice":
      return /* @__PURE__ */ a(Choice, { ...props });
    case "file":
      return /* @__PURE__ */ a(FileField, { ...props });
    case "color":
      return /* @__PURE__ */ a(ColorField, { ...props });
    default:
      return /* @__PURE__ */ a(TextField2, { ...props });
  }
}
function Frame({ id, label, help, bad, kind, isNarrow, children }) {
  return /* @__PURE__ */ a("div", { class: `control ${kind ?? ""}`, children: [
    /* @__PURE__ */ a("label", { class: isNarrow ? "visually-hidden" : "control-label", for: id, children: label }),
    children,
    bad && /* @__PURE__ */ a("span", { class: "control-bad", id: `${id}-bad`, role: "alert", children: bad }),
    help && !isNarrow && /* @__PURE__ */ a("span", { class: "control-help", id: `${id}-help`, children: help })
  ] });
}
var TALL = /* @__PURE__ */ new Set(["text", "markdown", "code", "list"]);
function TextField2(props) {
  const { spec, label, help, isNarrow, instead, isReadOnly } = props;
  const id = P();
  const when = spec.control === "id" ? WHEN_LEFT : void 0;
  const send = (text) => props.send(asValue(spec, text));
  const draft = useDraft(asText(props.value), send, when);
  const bad = whatIsBad(props, draft.value);
  const isDate = spec.control === "date" && /^(?:\d{4}-\d{2}-\d{2})?$/.test(draft.value);
  const shared = {
    id,
    name: spec.name,
    class: `field ${spec.control === "code" ? "is-code" : ""}`,
    value: draft.value,
    placeholder: instead ?? "",
    readOnly: isReadOnly ?? false,
    "aria-invalid": bad !== void 0,
    "aria-describedby": `${id}-bad ${id}-help`,
    onInput: (event) => {
      const { value } = event.currentTarget;
      draft.type(value, whatIsBad(props, value) === void 0);
    },
    onBlur: draft.leave
  };
  return /* @__PURE__ */ a(Frame, { id, label, help, bad, isNarrow: isNarrow ?? false, children: [
    TALL.has(spec.control) && !isNarrow ? /* @__PURE__ */ a("textarea", { ...shared, rows: 2, spellcheck: spec.control !== "code" }) : /* @__PURE__ */ a("span", { class: "control-row", children: [
      /* @__PURE__ */ a(
        "input",
        {
          ...shared,
          onChange: draft.leave,
          type: isDate ? "date" : "text",
          inputMode: spec.control === "number" ? "decimal" : "text",
          list: spec.options.length > 0 ? `${id}-list` : void 0
        }
      ),
      spec.unit && /* @__PURE__ */ a("span", { class: "control-unit", children: spec.unit })
    ] }),
    spec.options.length > 0 && /* @__PURE__ */ a("datalist", { id: `${id}-list`, children: spec.options.map((option2) => /* @__PURE__ */ a("option", { value: option2 }, option2)) })
  ] });
}
function Choice({ spec, label, help, value, instead, isReadOnly, isNarrow, send }) {
  const id = P();
  const draft = useDraft(asText(value), (text) => send(text || null));
  const isOther = draft.value !== "" && !spec.options.includes(draft.value);
  return /* @__PURE__ */ a(Frame, { id, label, help, isNarrow: isNarrow ?? false, children: /* @__PURE__ */ a(
    "select",
    {
      id,
      name: spec.name,
      class: "field",
      value: draft.value,
      disabled: isReadOnly,
      onChange: (event) => {
        draft.type(event.currentTarget.value);
        draft.leave();
      },
      children: [
        /* @__PURE__ */ a("option", { value: "", children: instead ?? words3.unset }),
        isOther && /* @__PURE__ */ a("option", { value: draft.value, children: draft.value }),
        spec.options.map((option2) => /* @__PURE__ */ a("option", { value: option2, children: strings.options[option2] ?? option2 }, option2))
      ]
    }
  ) });
}
function Switch({ spec, label, help, value, isReadOnly, send }) {
  const id = P();
  const isOn = value === true || typeof value === "string" && value !== "false";
  const draft = useDraft(isOn, (on) => send(on || null));
  return /* @__PURE__ */ a(Frame, { id, label, help, kind: "is-switch", children: /* @__PURE__ */ a(
    "input",
    {
      id,
      name: spec.name,
      class: "switch",
      type: "checkbox",
      role: "switch",
      "aria-checked": draft.value,
      checked: draft.value,
      disabled: isReadOnly,
      onChange: (event) => {
        draft.type(event.currentTarget.checked);
        draft.leave();
      }
    }
  ) });
}
function FileField({
  spec,
  label,
  help,
  value,
  instead,
  isReadOnly,
  isNarrow,
  send
}) {
  const id = P();
  const picker = T(null);
  const [isUploading, setUploading] = d(false);
  const draft = useDraft(asText(value), (text) => send(text || null));
  const take2 = async (file) => {
    if (!file) return;
    setUploading(true);
    const path = await upload(file);
    setUploading(false);
    if (!path) return;
    draft.type(path);
    draft.leave();
  };
  const accept = { poster: "image/*", logo: "image/*", path: "", file: ".md" }[spec.name] ?? "";
  return /* @__PURE__ */ a(Frame, { id, label, help, isNarrow: isNarrow ?? false, children: /* @__PURE__ */ a("span", { class: "control-row", children: [
    /* @__PURE__ */ a(
      "input",
      {
        id,
        name: spec.name,
        class: "field",
        value: draft.value,
        placeholder: instead ?? "",
        readOnly: isReadOnly ?? false,
        onInput: (event) => draft.type(event.currentTarget.value),
        onBlur: draft.leave
      }
    ),
    !isReadOnly && /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        class: "button",
        disabled: isUploading,
        onClick: () => picker.current?.click(),
        children: isUploading ? words3.uploading : words3.upload
      }
    ),
    /* @__PURE__ */ a(
      "input",
      {
        type: "file",
        hidden: true,
        ref: picker,
        accept,
        "aria-label": words3.upload,
        onChange: (event) => void take2(event.currentTarget.files?.[0])
      }
    )
  ] }) });
}
function ColorField({ spec, label, help, value, isReadOnly, send }) {
  const id = P();
  const draft = useDraft(asText(value), (text) => send(text || null));
  const isColor = /^#[0-9a-f]{6}$/i.test(draft.value);
  const typed2 = (event) => draft.type(event.currentTarget.value);
  return /* @__PURE__ */ a(Frame, { id, label, help, children: /* @__PURE__ */ a("span", { class: "control-row", children: [
    /* @__PURE__ */ a(
      "input",
      {
        class: "control-color",
        type: "color",
        "aria-label": label,
        value: isColor ? draft.value : "#000000",
        disabled: isReadOnly,
        onInput: typed2,
        onBlur: draft.leave
      }
    ),
    /* @__PURE__ */ a(
      "input",
      {
        id,
        name: spec.name,
        class: "field",
        value: draft.value,
        onInput: typed2,
        onBlur: draft.leave
      }
    )
  ] }) });
}
function asText(value) {
  if (Array.isArray(value)) return value.join("\n");
  return typeof value === "string" ? value : "";
}
function asValue({ control }, text) {
  if (control !== "list") return text === "" ? null : text;
  const texts = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return texts.length > 0 ? texts : null;
}
function whatIsBad({ spec, check }, text) {
  const value = text.trim();
  if (!value) return void 0;
  if (spec.control === "number" && !/^-?\d+(?:[.,]\d+)?%?$/.test(value)) return words3.badNumber;
  if (spec.control === "id" && /[\s{}()[\]"'`<>#]/.test(value)) return words3.badId;
  if (spec.control === "date" && !/^\d{4}-\d{2}(?:-\d{2})?$/.test(value)) return words3.badDate;
  return check?.(value);
}

// builder/front_rows.tsx
var words4 = strings.properties;
function Rows({ name, label, specs, rows: rows2, send }) {
  const table = T(null);
  const draft = useDraft(rows2, (rows3) => send(rows3.filter(saysSomething)));
  const change = (at, field, text) => draft.type(draft.value.map((row, index) => index === at ? changed(row, field, text) : row));
  const move2 = (at, by) => {
    const all = [...draft.value];
    all.splice(at + by, 0, ...all.splice(at, 1));
    draft.type(all);
  };
  const add = () => {
    draft.type([...draft.value, {}]);
    requestAnimationFrame(
      () => table.current?.querySelector("tbody tr:last-child .field")?.focus()
    );
  };
  const left = (event) => {
    if (!table.current?.contains(event.relatedTarget)) draft.leave();
  };
  return /* @__PURE__ */ a("div", { class: "rows-scroll", ref: table, onFocusOut: left, children: [
    draft.value.length > 0 && /* @__PURE__ */ a("table", { class: "rows-table", "aria-label": label, children: [
      /* @__PURE__ */ a("thead", { children: /* @__PURE__ */ a("tr", { children: [
        specs.map((spec) => /* @__PURE__ */ a("th", { scope: "col", children: strings.front[`${name}.${spec.name}`]?.label ?? spec.name }, spec.name)),
        /* @__PURE__ */ a("td", {})
      ] }) }),
      /* @__PURE__ */ a("tbody", { children: draft.value.map((row, at) => /* @__PURE__ */ a("tr", { children: [
        specs.map((spec) => /* @__PURE__ */ a("td", { "data-column": spec.name, children: /* @__PURE__ */ a(
          "input",
          {
            class: "field",
            ...typed(spec, row[spec.name]),
            "aria-label": strings.front[`${name}.${spec.name}`]?.label ?? spec.name,
            value: asText2(row[spec.name]),
            onInput: (event) => change(at, spec, event.currentTarget.value)
          }
        ) }, spec.name)),
        /* @__PURE__ */ a("td", { class: "rows-tools", children: [
          /* @__PURE__ */ a(
            RowButton,
            {
              icon: "arrow-up",
              label: words4.moveRowUp(at + 1),
              isOff: at === 0,
              run: () => move2(at, -1)
            }
          ),
          /* @__PURE__ */ a(
            RowButton,
            {
              icon: "arrow-down",
              label: words4.moveRowDown(at + 1),
              isOff: at === draft.value.length - 1,
              run: () => move2(at, 1)
            }
          ),
          /* @__PURE__ */ a(
            RowButton,
            {
              icon: "delete",
              label: words4.removeRow(at + 1),
              run: () => draft.type(draft.value.filter((_2, index) => index !== at))
            }
          )
        ] })
      ] }, at)) })
    ] }),
    /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: add, children: [
      /* @__PURE__ */ a(Icon, { name: "add" }),
      words4.addRow
    ] })
  ] });
}
function RowButton({ icon, label, isOff, run: run2 }) {
  return /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      class: "button quiet icon",
      "aria-label": label,
      title: label,
      disabled: isOff ?? false,
      onClick: run2,
      children: /* @__PURE__ */ a(Icon, { name: icon })
    }
  );
}
function Pairs({ label, map, send }) {
  const group = T(null);
  const draft = useDraft(
    Object.entries(map),
    (pairs) => send(Object.fromEntries(pairs.filter(([name]) => name.trim() !== "")))
  );
  const change = (at, pair2) => draft.type(draft.value.map((old, index) => index === at ? pair2 : old));
  const left = (event) => {
    if (!group.current?.contains(event.relatedTarget)) draft.leave();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the fields around it are one set already
    /* @__PURE__ */ a("div", { class: "control", role: "group", "aria-label": label, ref: group, onFocusOut: left, children: [
      draft.value.map(([name, value], at) => /* @__PURE__ */ a("div", { class: "front-pair", children: [
        /* @__PURE__ */ a(
          "input",
          {
            class: "field",
            "aria-label": strings.frontForm.placeholder,
            placeholder: strings.frontForm.placeholder,
            value: name,
            onInput: (event) => change(at, [event.currentTarget.value, value])
          }
        ),
        /* @__PURE__ */ a(
          "input",
          {
            class: "field",
            "aria-label": strings.frontForm.value,
            placeholder: strings.frontForm.value,
            value: asText2(value),
            onInput: (event) => change(at, [name, event.currentTarget.value])
          }
        ),
        /* @__PURE__ */ a(
          RowButton,
          {
            icon: "delete",
            label: strings.frontForm.remove(name),
            run: () => draft.type(draft.value.filter((_2, index) => index !== at))
          }
        )
      ] }, at)),
      /* @__PURE__ */ a("span", { children: /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: () => draft.type([...draft.value, ["", ""]]), children: [
        /* @__PURE__ */ a(Icon, { name: "add" }),
        words4.addRow
      ] }) })
    ] })
  );
}
function isRows(value) {
  return value === void 0 || Array.isArray(value) && value.every(isMap);
}
function isMap(value) {
  return typeof value === "object" && !Array.isArray(value);
}
function asText2(value) {
  if (Array.isArray(value)) return value.map(asText2).join(", ");
  return typeof value === "string" ? value : "";
}
function changed(row, { name, control }, text) {
  const next = { ...row };
  const texts = text.split(/,\s*/);
  if (text === "") delete next[name];
  else next[name] = control === "list" && texts.length > 1 ? texts : text;
  return next;
}
function saysSomething(row) {
  return Object.keys(row).length > 0;
}
function typed({ control }, value) {
  const isDate = control === "date" && /^(?:\d{4}-\d{2}-\d{2})?$/.test(asText2(value));
  return { type: isDate ? "date" : "text" };
}

// builder/source_places.ts
var wantedPlace = y(null);
var REACH = 5e4;
var known;
function placesIn(text) {
  const all = blocks.peek();
  if (known?.text === text && known.blocks === all) return known.places;
  const places = [];
  let at = frontMatterEnd(text);
  for (const block of all) {
    const says = block.foreign ? "" : saysFirst(block);
    if (!says) continue;
    const found = text.slice(at, at + REACH).indexOf(says);
    if (found < 0) continue;
    const from2 = at + found;
    places.push({ id: block.id, from: text.lastIndexOf("\n", from2 - 1) + 1 });
    at = from2 + says.length;
  }
  known = { text, blocks: all, places };
  return places;
}
function blockAt(text, offset) {
  const places = placesIn(text);
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = low + high >> 1;
    if ((places[middle]?.from ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return places[low - 1]?.id ?? null;
}
function placeOf2(text, id) {
  const from2 = new Map(placesIn(text).map((place2) => [place2.id, place2.from]));
  const all = blocks.peek();
  const start2 = all.findIndex((block) => block.id === id);
  if (start2 < 0) return null;
  const found = all.slice(start2).find((block) => from2.has(block.id));
  return found ? from2.get(found.id) ?? null : null;
}
function saysFirst({ fields: fields2, table }) {
  const said3 = [fields2.text, fields2.title, fields2.head, fields2.path, fields2.name, fields2.alt];
  const first2 = said3.find((value) => typeof value === "string" && value.trim() !== "");
  const text = typeof first2 === "string" ? first2 : table?.header.find(Boolean) ?? "";
  return text.split("\n", 1)[0]?.trim() ?? "";
}
function frontMatterEnd(text) {
  const mark2 = /^(?:---|\+\+\+)\n/.exec(text)?.[0].trim();
  if (!mark2) return 0;
  const end = text.indexOf(`
${mark2}`, 3);
  return end < 0 ? 0 : end + mark2.length + 1;
}

// builder/problems.tsx
var words5 = strings.status;
function ProblemList({ done }) {
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a("h2", { children: words5.problemList }),
    /* @__PURE__ */ a("ul", { children: findings.value.map((finding) => /* @__PURE__ */ a(
      "li",
      {
        class: `problem is-${finding.severity}`,
        children: [
          /* @__PURE__ */ a(SeverityIcon, { finding }),
          /* @__PURE__ */ a(
            "button",
            {
              type: "button",
              class: "problem-go",
              onClick: () => {
                goTo2(finding);
                done();
              },
              children: [
                finding.message,
                /* @__PURE__ */ a("small", { children: [words5.line(finding.line), finding.hint].filter(Boolean).join(" · ") })
              ]
            }
          ),
          /* @__PURE__ */ a(FixButton, { finding })
        ]
      },
      `${finding.code} ${finding.from} ${finding.to}`
    )) })
  ] });
}
function FindingOf({ finding }) {
  return /* @__PURE__ */ a("li", { class: `finding is-${finding.severity}`, children: [
    /* @__PURE__ */ a(SeverityIcon, { finding }),
    /* @__PURE__ */ a("span", { children: [
      /* @__PURE__ */ a(Said2, { text: finding.message }),
      finding.hint && /* @__PURE__ */ a("small", { children: /* @__PURE__ */ a(Said2, { text: finding.hint }) })
    ] }),
    /* @__PURE__ */ a(FixButton, { finding })
  ] });
}
function Said2({ text }) {
  const parts = text.split(/(`+)(.+?)\1/);
  return /* @__PURE__ */ a($, { children: parts.map((part, index) => {
    if (index % 3 === 0) return part;
    return index % 3 === 2 ? /* @__PURE__ */ a("code", { children: part }, `${index}${part}`) : null;
  }) });
}
function SeverityIcon({ finding }) {
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a(Icon, { name: finding.severity === "info" ? "info" : finding.severity }),
    /* @__PURE__ */ a("span", { class: "visually-hidden", children: words5.severities[finding.severity] })
  ] });
}
function FixButton({ finding }) {
  if (!finding.fix) return null;
  const { code, from: from2, to } = finding;
  return /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      class: "button",
      title: finding.fix,
      "aria-label": strings.properties.fix(finding.fix),
      onClick: () => void edit({ do: "fix", code, from: from2, to }),
      children: finding.fix
    }
  );
}
function goTo2({ block, from: from2, to }) {
  if (block) select(block);
  else view.value = "source";
  if (view.value === "source") wantedPlace.value = { from: from2, to };
}

// builder/front.tsx
var words6 = strings.frontForm;
var GROUPS = [
  [
    "identity",
    [
      "title",
      "subtitle",
      "label",
      "id",
      "revision",
      "status",
      "organization",
      "department",
      "logo"
    ]
  ],
  ["dates", ["effective_date", "issued_date", "review_due", "withdrawn_date"]],
  [
    "people",
    [
      "owner",
      "authors",
      "level_of_use",
      "classification",
      "distribution",
      "applies_to",
      "supersedes",
      "depends_on",
      "tags"
    ]
  ],
  ["history", ["approvals", "revisions"]],
  ["page", ["lang", "dir", "theme", "page", "copy_notice"]],
  ["rules", ["numbering", "vars", "profile", "allow"]]
];
var WIDE = /* @__PURE__ */ new Set(["rows", "text", "file"]);
function Front() {
  const specs = new Map(catalogue.value.front_matter.map((spec) => [spec.name, spec]));
  const [from2, to] = front2.value.span ?? [0, 0];
  const wrong = findings.value.filter(
    (finding) => !finding.block && finding.from >= from2 && finding.to <= to && to > from2
  );
  return /* @__PURE__ */ a(
    Modal,
    {
      title: words6.title,
      width: 1e3,
      foot: /* @__PURE__ */ a("button", { type: "button", class: "button primary", onClick: closeDialog, children: words6.close }),
      children: [
        /* @__PURE__ */ a("p", { class: "soft", children: words6.about }),
        wrong.length > 0 && /* @__PURE__ */ a("ul", { class: "properties-findings", children: wrong.map((finding) => /* @__PURE__ */ a(FindingOf, { finding }, `${finding.code} ${finding.from}`)) }),
        GROUPS.map(([group, keys]) => /* @__PURE__ */ a("fieldset", { class: "front-group", children: [
          /* @__PURE__ */ a("legend", { children: words6.groups[group] }),
          /* @__PURE__ */ a("div", { class: "front-fields", children: keys.map((key) => {
            const spec = specs.get(key);
            return spec && /* @__PURE__ */ a(KnownKey, { spec }, key);
          }) })
        ] }, group)),
        /* @__PURE__ */ a(OwnKeys, { known: specs })
      ]
    }
  );
}
function said2(key) {
  return front2.value.fields.find((field) => field.key === key)?.value;
}
function set(key, value) {
  return edit({ do: "set-front-matter", key, value });
}
function KnownKey({ spec }) {
  const { name } = spec;
  const value = said2(name);
  const { label, help } = strings.front[name] ?? { label: name, help: "" };
  const isWide = WIDE.has(spec.control);
  if (spec.control !== "rows") {
    return /* @__PURE__ */ a("div", { class: isWide ? "is-wide" : "", children: /* @__PURE__ */ a(
      Control,
      {
        spec,
        label,
        help: isMap(value) ? words6.structured : help,
        value: asField(value),
        isReadOnly: isMap(value),
        send: (next) => set(name, asFront(next, value))
      }
    ) });
  }
  return /* @__PURE__ */ a("div", { class: "is-wide control", children: [
    /* @__PURE__ */ a("span", { class: "control-label", children: label }),
    help && /* @__PURE__ */ a("span", { class: "control-help", children: help }),
    /* @__PURE__ */ a(Parts, { spec, label, value })
  ] });
}
function Parts({
  spec,
  label,
  value
}) {
  const { name } = spec;
  const send = (next) => set(name, Object.keys(next).length > 0 ? next : null);
  if (name === "approvals" || name === "revisions") {
    return isRows(value) ? /* @__PURE__ */ a(
      Rows,
      {
        name,
        label,
        specs: spec.rows,
        rows: value ?? [],
        send: (rows2) => set(name, rows2.length > 0 ? rows2 : null)
      }
    ) : /* @__PURE__ */ a("p", { class: "soft", children: words6.structured });
  }
  if (value !== void 0 && !isMap(value)) return /* @__PURE__ */ a("p", { class: "soft", children: words6.structured });
  const map = value ?? {};
  if (spec.rows.length === 0) return /* @__PURE__ */ a(Pairs, { label, map, send });
  return /* @__PURE__ */ a("div", { class: "front-fields", children: spec.rows.map((part) => /* @__PURE__ */ a(
    Control,
    {
      spec: part,
      label: strings.front[`${name}.${part.name}`]?.label ?? part.name,
      help: "",
      value: asField(map[part.name]),
      send: (next) => {
        const { [part.name]: _2, ...others } = map;
        const value2 = asFront(next, void 0);
        return send(value2 === null ? others : { ...others, [part.name]: value2 });
      }
    },
    part.name
  )) });
}
function OwnKeys({ known: known2 }) {
  const key = useSignal("");
  const value = useSignal("");
  const own = front2.value.fields.filter((field) => !known2.has(field.key));
  const add = () => {
    const name = key.value.trim();
    if (!name || !value.value) return;
    void set(name, value.value).then((isDone) => {
      if (isDone) [key.value, value.value] = ["", ""];
    });
  };
  return /* @__PURE__ */ a("fieldset", { class: "front-group", children: [
    /* @__PURE__ */ a("legend", { children: words6.groups.other }),
    /* @__PURE__ */ a("div", { class: "front-fields", children: [
      own.map((field) => /* @__PURE__ */ a("div", { class: "control-row", children: /* @__PURE__ */ a(
        Control,
        {
          spec: { name: field.key, control: "list", options: [], unit: null, rows: [] },
          label: field.key,
          help: isPlain(field.value) ? "" : words6.structured,
          value: isPlain(field.value) ? asField(field.value) : void 0,
          isReadOnly: !isPlain(field.value),
          send: (next) => set(field.key, asFront(next, field.value))
        }
      ) }, field.key)),
      /* @__PURE__ */ a("div", { class: "is-wide front-pair", children: [
        /* @__PURE__ */ a(
          "input",
          {
            class: "field",
            "aria-label": words6.key,
            placeholder: words6.key,
            value: key.value,
            onInput: (event) => {
              key.value = event.currentTarget.value;
            }
          }
        ),
        /* @__PURE__ */ a(
          "input",
          {
            class: "field",
            "aria-label": words6.value,
            placeholder: words6.value,
            value: value.value,
            onInput: (event) => {
              value.value = event.currentTarget.value;
            },
            onKeyDown: (event) => event.key === "Enter" && add()
          }
        ),
        /* @__PURE__ */ a("button", { type: "button", class: "button", disabled: !key.value.trim(), onClick: add, children: [
          /* @__PURE__ */ a(Icon, { name: "add" }),
          words6.addKey
        ] })
      ] })
    ] })
  ] });
}
function isPlain(value) {
  return Array.isArray(value) ? value.every((item) => typeof item === "string") : !isMap(value);
}
function asField(value) {
  if (Array.isArray(value)) return value.map(asText2);
  return typeof value === "string" ? value : void 0;
}
function asFront(value, before) {
  if (Array.isArray(value)) {
    return value.length === 1 && !Array.isArray(before) ? value[0] ?? null : value;
  }
  return value === null ? null : String(value);
}

// builder/import_dialog.tsx
var words7 = strings.dialogs.import;
function ImportDialog() {
  const progress = useSignal({ is: "waiting" });
  const take2 = async (file) => {
    if (!file) return;
    progress.value = { is: "reading", file: file.name };
    try {
      progress.value = { is: "done", ...await importFile(file) };
      void refreshProject();
    } catch (error) {
      progress.value = {
        is: "failed",
        why: error instanceof Error ? error.message : String(error)
      };
    }
  };
  const now = progress.value;
  if (now.is === "done") return /* @__PURE__ */ a(Report, { name: now.name, report: now.report });
  return /* @__PURE__ */ a(Modal, { title: words7.title, children: [
    /* @__PURE__ */ a("p", { class: "soft", children: words7.about }),
    /* @__PURE__ */ a(DropPlace, { take: (file) => void take2(file) }),
    now.is === "reading" && /* @__PURE__ */ a("p", { role: "status", children: words7.reading(now.file) }),
    now.is === "failed" && /* @__PURE__ */ a("p", { class: "control-bad", role: "alert", children: strings.dialogs.failed(now.why) })
  ] });
}
function DropPlace({ take: take2 }) {
  const picker = T(null);
  const isOver = useSignal(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its button does the same by keys
    /* @__PURE__ */ a(
      "div",
      {
        class: `drop-place ${isOver.value ? "is-over" : ""}`,
        onDragOver: (event) => {
          event.preventDefault();
          isOver.value = true;
        },
        onDragLeave: () => {
          isOver.value = false;
        },
        onDrop: (event) => {
          event.preventDefault();
          isOver.value = false;
          take2(event.dataTransfer?.files[0]);
        },
        children: [
          /* @__PURE__ */ a(Icon, { name: "import" }),
          /* @__PURE__ */ a(
            "button",
            {
              type: "button",
              class: "button primary",
              "data-first": true,
              onClick: () => picker.current?.click(),
              children: words7.choose
            }
          ),
          /* @__PURE__ */ a("span", { children: words7.drop }),
          /* @__PURE__ */ a(
            "input",
            {
              type: "file",
              hidden: true,
              ref: picker,
              "aria-label": words7.choose,
              accept: ".sopx,.json,.md,.markdown,.rmd,.qmd",
              onChange: (event) => take2(event.currentTarget.files?.[0])
            }
          )
        ]
      }
    )
  );
}
function Report({ name, report }) {
  const show3 = () => {
    closeDialog();
    open2(name);
  };
  return /* @__PURE__ */ a(
    Modal,
    {
      title: words7.report,
      width: 680,
      foot: /* @__PURE__ */ a("button", { type: "button", class: "button primary", "data-first": true, onClick: show3, children: words7.open }),
      children: [
        /* @__PURE__ */ a("p", { children: name }),
        report.length === 0 && /* @__PURE__ */ a("p", { class: "soft", children: words7.clean }),
        /* @__PURE__ */ a("ul", { class: "report", children: report.map(({ severity, message, line }) => /* @__PURE__ */ a("li", { class: `finding is-${severity}`, children: [
          /* @__PURE__ */ a(Icon, { name: severity === "info" ? "info" : severity }),
          /* @__PURE__ */ a("span", { children: [
            /* @__PURE__ */ a(Said2, { text: message }),
            line !== void 0 && /* @__PURE__ */ a("small", { children: words7.line(line) })
          ] })
        ] }, `${line} ${message}`)) })
      ]
    }
  );
}

// builder/keys.tsx
var IS_MAC = /mac|iphone|ipad/i.test(navigator.platform);
var NAMES = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  ...IS_MAC && { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" }
};
function Keys({ shortcut }) {
  return /* @__PURE__ */ a("kbd", { children: keyNames(shortcut) });
}
function keyNames(shortcut) {
  const words18 = shortcut.replace(/[A-Za-z]+/g, (key) => NAMES[key] ?? key);
  return IS_MAC ? words18.replaceAll("+", "") : words18;
}

// builder/dialogs.tsx
var words8 = strings.dialogs;
function Dialogs() {
  switch (dialog.value) {
    case "new":
      return /* @__PURE__ */ a(NewDialog, {});
    case "open":
      return /* @__PURE__ */ a(OpenDialog, {});
    case "save-as":
      return /* @__PURE__ */ a(SaveAsDialog, {});
    case "import":
      return /* @__PURE__ */ a(ImportDialog, {});
    case "export":
      return /* @__PURE__ */ a(ExportDialog, {});
    case "front":
      return /* @__PURE__ */ a(Front, {});
    case "help":
      return /* @__PURE__ */ a(HelpDialog, {});
    case "conflict":
      return /* @__PURE__ */ a(ConflictDialog, {});
    default:
      return null;
  }
}
async function attempt(act) {
  try {
    const name = await act();
    closeDialog();
    open2(name);
    focusFirstRow();
    void refreshProject();
  } catch (error) {
    say(words8.failed(error instanceof Error ? error.message : String(error)), true);
  }
}
function NewDialog() {
  const template = useSignal(catalogue.value.templates[0] ?? "blank");
  const title = useSignal("");
  const name = useSignal(null);
  const file = name.value ?? fileNameOf(title.value || words8.new.titleDefault);
  const make = () => void attempt(
    () => makeDocument(template.value, asMarkdown(file), title.value || words8.new.titleDefault)
  );
  return /* @__PURE__ */ a(
    Modal,
    {
      title: words8.new.title,
      width: 680,
      done: make,
      foot: /* @__PURE__ */ a(Foot, { action: words8.new.make, run: make, isOff: !file.trim() }),
      children: [
        /* @__PURE__ */ a("fieldset", { class: "templates", children: [
          /* @__PURE__ */ a("legend", { class: "control-label", children: words8.new.template }),
          catalogue.value.templates.map((each) => /* @__PURE__ */ a("label", { class: "template", children: [
            /* @__PURE__ */ a(
              "input",
              {
                type: "radio",
                name: "template",
                value: each,
                checked: template.value === each,
                onChange: () => {
                  template.value = each;
                }
              }
            ),
            /* @__PURE__ */ a("b", { children: strings.templates[each]?.name ?? each }),
            /* @__PURE__ */ a("small", { children: strings.templates[each]?.about })
          ] }, each))
        ] }),
        /* @__PURE__ */ a(
          Line2,
          {
            label: words8.new.titleField,
            value: title.value,
            placeholder: words8.new.titleDefault,
            isFirst: true,
            set: (text) => {
              title.value = text;
            }
          }
        ),
        /* @__PURE__ */ a(
          Line2,
          {
            label: words8.new.name,
            help: words8.new.nameHelp,
            value: file,
            set: (text) => {
              name.value = text;
            }
          }
        )
      ]
    }
  );
}
function OpenDialog() {
  const filter = useSignal("");
  A(() => void refreshProject(), []);
  const { documents } = project.value;
  const wanted2 = filter.value.toLowerCase();
  const shown3 = documents.filter(
    ({ name, title }) => `${name} ${title ?? ""}`.toLowerCase().includes(wanted2)
  );
  const choose = (name) => {
    if (name === void 0) return;
    closeDialog();
    open2(name);
  };
  return /* @__PURE__ */ a(Modal, { title: words8.open.title, width: 620, done: () => choose(shown3[0]?.name), children: [
    /* @__PURE__ */ a(
      "input",
      {
        class: "field",
        type: "search",
        "data-first": true,
        placeholder: words8.open.filter,
        "aria-label": words8.open.filter,
        value: filter.value,
        onInput: (event) => {
          filter.value = event.currentTarget.value;
        }
      }
    ),
    /* @__PURE__ */ a("ul", { class: "choices", children: shown3.map(({ name, title }) => /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        class: "choice-line",
        "aria-current": source.value?.name === name,
        onClick: () => choose(name),
        children: [
          /* @__PURE__ */ a(Icon, { name: "document" }),
          /* @__PURE__ */ a("span", { children: [
            /* @__PURE__ */ a("b", { children: title ?? name }),
            /* @__PURE__ */ a("small", { children: name })
          ] })
        ]
      }
    ) }, name)) }),
    shown3.length === 0 && /* @__PURE__ */ a("p", { class: "soft", children: documents.length === 0 ? words8.open.empty : words8.open.none })
  ] });
}
function SaveAsDialog() {
  const from2 = source.value?.name ?? "";
  const name = useSignal(from2.replace(/(\.\w+)?$/, "-copy$1"));
  const copy = () => void attempt(() => copyDocument(from2, asMarkdown(name.value)));
  return /* @__PURE__ */ a(
    Modal,
    {
      title: words8.saveAs.title,
      done: copy,
      foot: /* @__PURE__ */ a(Foot, { action: words8.saveAs.make, run: copy, isOff: !name.value.trim() }),
      children: [
        /* @__PURE__ */ a("p", { class: "soft", children: words8.saveAs.about }),
        /* @__PURE__ */ a(
          Line2,
          {
            label: words8.saveAs.name,
            value: name.value,
            isFirst: true,
            set: (text) => {
              name.value = text;
            }
          }
        )
      ]
    }
  );
}
function ExportDialog() {
  const making = useSignal(null);
  const { formats } = words8.export;
  const save = async (format) => {
    const name = source.peek()?.name;
    if (!name || making.peek()) return;
    making.value = format;
    try {
      const response = await fetch(exportAddress(name, format));
      if (!response.ok) throw new Error(await reasonOf(response));
      download(await response.blob(), `${stemOf(name)}.${format}`);
      closeDialog();
    } catch (error) {
      say(words8.failed(error instanceof Error ? error.message : String(error)), true);
    }
    making.value = null;
  };
  return /* @__PURE__ */ a(Modal, { title: words8.export.title, children: [
    /* @__PURE__ */ a("p", { class: "soft", children: words8.export.about }),
    /* @__PURE__ */ a("ul", { class: "choices", children: Object.keys(formats).map((format) => /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        class: "choice-line",
        "data-format": format,
        disabled: making.value !== null,
        onClick: () => void save(format),
        children: [
          /* @__PURE__ */ a(Icon, { name: "download" }),
          /* @__PURE__ */ a("span", { children: [
            /* @__PURE__ */ a("b", { children: formats[format].name }),
            /* @__PURE__ */ a("small", { children: making.value === format ? words8.export.making : formats[format].about })
          ] })
        ]
      }
    ) }, format)) })
  ] });
}
function HelpDialog() {
  const all = commands().filter(({ shortcut }) => shortcut);
  return /* @__PURE__ */ a(Modal, { title: words8.help.title, width: 820, children: /* @__PURE__ */ a("div", { class: "help-columns", children: [
    /* @__PURE__ */ a("section", { children: [
      /* @__PURE__ */ a("h3", { children: words8.help.general }),
      /* @__PURE__ */ a("dl", { children: all.map(({ id, title, shortcut }) => /* @__PURE__ */ a("div", { children: [
        /* @__PURE__ */ a("dt", { children: title.replace("…", "") }),
        /* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { shortcut: shortcut ?? "" }) })
      ] }, id)) })
    ] }),
    /* @__PURE__ */ a("section", { children: [
      /* @__PURE__ */ a("h3", { children: words8.help.blocks }),
      /* @__PURE__ */ a("dl", { children: words8.help.keys.map(([keys, what]) => /* @__PURE__ */ a("div", { children: [
        /* @__PURE__ */ a("dt", { children: what }),
        /* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { shortcut: keys }) })
      ] }, keys)) })
    ] })
  ] }) });
}
function Foot({ action, run: run2, isOff }) {
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: closeDialog, children: words8.cancel }),
    /* @__PURE__ */ a("button", { type: "button", class: "button primary", disabled: isOff, onClick: run2, children: action })
  ] });
}
function Line2({ label, value, help, placeholder: placeholder3, isFirst, set: set2 }) {
  return /* @__PURE__ */ a("label", { class: "control", children: [
    /* @__PURE__ */ a("span", { class: "control-label", children: label }),
    /* @__PURE__ */ a(
      "input",
      {
        class: "field",
        value,
        placeholder: placeholder3 ?? "",
        "data-first": isFirst,
        onInput: (event) => set2(event.currentTarget.value)
      }
    ),
    help && /* @__PURE__ */ a("span", { class: "control-help", children: help })
  ] });
}
function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
}
function fileNameOf(title) {
  const stem = title.toLowerCase().normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${stem || "sop"}/${stem || "sop"}.md`;
}
function asMarkdown(name) {
  const trimmed = name.trim();
  return /\.(?:md|markdown)$/i.test(trimmed) ? trimmed : `${trimmed}.md`;
}
function stemOf(name) {
  return name.split("/").at(-1)?.replace(/\.\w+$/, "") ?? name;
}

// builder/handle.tsx
var STEP = 24;
var KEYS = { x: ["ArrowLeft", "ArrowRight"], y: ["ArrowUp", "ArrowDown"] };
function Handle({ pane, axis, size, range, resize, fold }) {
  const direction = pane === "before" ? 1 : -1;
  const at = (event) => axis === "x" ? event.clientX : event.clientY;
  const drag = (down) => {
    const handle = down.currentTarget;
    const start2 = at(down);
    handle.setPointerCapture(down.pointerId);
    document.documentElement.classList.add("is-resizing");
    const move2 = (event) => resize(size + direction * (at(event) - start2));
    const end = () => {
      document.documentElement.classList.remove("is-resizing");
      handle.removeEventListener("pointermove", move2);
    };
    handle.addEventListener("pointermove", move2);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };
  const press2 = (event) => {
    const step = KEYS[axis].indexOf(event.key);
    if (step < 0) return;
    event.preventDefault();
    resize(size + direction * (step === 0 ? -STEP : STEP));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is dragged is no <hr>
    /* @__PURE__ */ a(
      "div",
      {
        class: `handle is-${axis}`,
        role: "separator",
        "aria-orientation": axis === "x" ? "vertical" : "horizontal",
        "aria-label": strings.app.panes.resize,
        "aria-valuenow": size,
        "aria-valuemin": range[0],
        "aria-valuemax": range[1],
        tabIndex: 0,
        onPointerDown: drag,
        onKeyDown: press2,
        onDblClick: fold
      }
    )
  );
}

// builder/layout.tsx
var isSmall = y(false);
var narrow = matchMedia("(width < 1024px)");
var look = () => {
  isSmall.value = narrow.matches;
};
narrow.addEventListener("change", look);
look();
function Layout2({ left, middle, right }) {
  const { panes } = strings.app;
  const address = source.value?.name.split("/").map(encodeURIComponent).join("/");
  if (isSmall.value) {
    return /* @__PURE__ */ a("main", { class: "small-notice", children: [
      /* @__PURE__ */ a("p", { children: strings.app.small }),
      address && /* @__PURE__ */ a("iframe", { title: strings.app.tabs.preview, src: `./${address}/` })
    ] });
  }
  return /* @__PURE__ */ a(
    "main",
    {
      class: "panes",
      style: { "--left": `${layout.left.value}px`, "--right": `${layout.right.value}px` },
      children: [
        layout.isLeftOpen.value && /* @__PURE__ */ a($, { children: [
          /* @__PURE__ */ a("section", { class: "pane pane-left", "aria-label": panes.left, children: left }),
          /* @__PURE__ */ a(Edge, { side: "left" })
        ] }),
        /* @__PURE__ */ a("section", { class: "pane pane-middle", "aria-label": panes.middle, children: middle }),
        layout.isRightOpen.value && /* @__PURE__ */ a($, { children: [
          /* @__PURE__ */ a(Edge, { side: "right" }),
          /* @__PURE__ */ a("section", { class: "pane pane-right", "aria-label": panes.right, children: right })
        ] })
      ]
    }
  );
}
function Edge({ side }) {
  return /* @__PURE__ */ a(
    Handle,
    {
      axis: "x",
      pane: side === "left" ? "before" : "behind",
      size: layout[side].value,
      range: SIZES[side],
      resize: (size) => layout.resize(side, size),
      fold: () => layout.toggle(side)
    }
  );
}

// builder/palette.tsx
var words9 = strings.palette;
var SHOWN = 60;
function Palette() {
  return dialog.value === "palette" ? /* @__PURE__ */ a(Open, {}) : null;
}
function Open() {
  const query = useSignal("");
  const at = useSignal(0);
  const element = T(null);
  const list = T(null);
  F(() => element.current?.showModal(), []);
  const found = matching(query.value).slice(0, SHOWN);
  const index = Math.min(at.value, found.length - 1);
  A(() => {
    list.current?.children[index]?.scrollIntoView({ block: "nearest" });
  }, [index]);
  const choose = (command2) => {
    if (!command2 || !(command2.isEnabled?.() ?? true)) return;
    dialog.value = null;
    element.current?.close();
    command2.run();
  };
  const press2 = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at.value = (index + step + found.length) % Math.max(1, found.length);
    else if (event.key === "Enter") choose(found[index]?.command);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own
    /* @__PURE__ */ a(
      "dialog",
      {
        class: "palette",
        ref: element,
        "aria-label": words9.name,
        onClose: () => {
          if (dialog.peek() === "palette") dialog.value = null;
        },
        onClick: (event) => {
          if (event.target === element.current) dialog.value = null;
        },
        children: [
          /* @__PURE__ */ a(
            "input",
            {
              class: "palette-search",
              role: "combobox",
              "aria-expanded": "true",
              "aria-controls": "palette-list",
              "aria-activedescendant": found[index] ? `palette-${found[index].command.id}` : "",
              "aria-label": words9.search,
              placeholder: words9.search,
              value: query.value,
              onInput: (event) => {
                query.value = event.currentTarget.value;
                at.value = 0;
              },
              onKeyDown: press2
            }
          ),
          /* @__PURE__ */ a("div", { class: "palette-list", id: "palette-list", role: "listbox", "aria-label": words9.name, ref: list, children: found.map(({ command: command2, hits }, line) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the search
            /* @__PURE__ */ a(
              "div",
              {
                class: "palette-line",
                role: "option",
                id: `palette-${command2.id}`,
                "aria-selected": line === index,
                "aria-disabled": !(command2.isEnabled?.() ?? true),
                onPointerMove: () => {
                  at.value = line;
                },
                onClick: () => choose(command2),
                children: [
                  /* @__PURE__ */ a("span", { children: /* @__PURE__ */ a(Marked, { text: command2.title, hits }) }),
                  command2.shortcut && /* @__PURE__ */ a(Keys, { shortcut: command2.shortcut })
                ]
              },
              command2.id
            )
          )) }),
          found.length === 0 && /* @__PURE__ */ a("p", { class: "panel-empty", children: words9.none })
        ]
      }
    )
  );
}
function Marked({ text, hits }) {
  return /* @__PURE__ */ a($, { children: [...text].map(
    (char, index) => hits.has(index) ? /* @__PURE__ */ a("mark", { children: char }, `${index}${char}`) : char
  ) });
}
function matching(query) {
  return commands().map((command2) => ({ command: command2, ...fuzzy([...command2.title], [...query.replace(/\s+/g, "")]) })).filter(({ score }) => score >= 0).sort((one, other) => other.score - one.score);
}
function fuzzy(text, query) {
  let best = { hits: /* @__PURE__ */ new Set(), score: -1 };
  if (query.length === 0) return { hits: /* @__PURE__ */ new Set(), score: 0 };
  for (let start2 = 0; start2 < text.length; start2 += 1) {
    if (!isSame2(text[start2], query[0])) continue;
    const tried = from(text, query, start2);
    if (tried.score > best.score) best = tried;
  }
  return best;
}
function from(text, query, start2) {
  const hits = /* @__PURE__ */ new Set();
  let score = start2 === 0 ? 5 : 0;
  let at = start2;
  for (const letter of query) {
    while (at < text.length && !isSame2(text[at], letter)) at += 1;
    if (at === text.length) return { hits, score: -1 };
    const isBegin = at === 0 || /[\s:-]/.test(text[at - 1] ?? "");
    score += hits.has(at - 1) ? 4 : isBegin ? 3 : 0;
    hits.add(at);
    at += 1;
  }
  return { hits, score };
}
function isSame2(one, other) {
  return one?.toLowerCase() === other?.toLowerCase();
}

// builder/presence.tsx
var words10 = strings.people;
function Presence() {
  const at = source.value;
  const others = useSignal([]);
  A(() => {
    if (!at) return;
    const look2 = () => {
      others.value = othersAt(at);
    };
    look2();
    at.awareness.on("change", look2);
    return () => at.awareness.off("change", look2);
  }, [at]);
  if (!at) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons is no set of fields
    /* @__PURE__ */ a("div", { class: "people", role: "group", "aria-label": words10.name, children: [
      others.value.map((present) => /* @__PURE__ */ a(Other, { ...present }, present.client)),
      /* @__PURE__ */ a(Myself, {})
    ] })
  );
}
function Other({ person, block }) {
  const at = block === null ? void 0 : blockById.value.get(block);
  const name = at ? words10.at(person.name, blockName(at, numberById.value.get(at.id) ?? "")) : person.name;
  return /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      class: "person",
      style: { "--person": person.color },
      title: name,
      "aria-label": name,
      onClick: () => at && select(at.id),
      children: initials(person.name)
    }
  );
}
function Myself() {
  const me = useSignal(author());
  const popover = T(null);
  const button = T(null);
  const rename = (name) => {
    localStorage.setItem("sopwright-author", name.trim() || strings.presence.guest);
    me.value = author();
    source.peek()?.awareness.setLocalStateField("user", me.value);
  };
  const place2 = () => {
    const box = button.current?.getBoundingClientRect();
    if (!box || !popover.current) return;
    popover.current.style.top = `${box.bottom + 6}px`;
    popover.current.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 260))}px`;
  };
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        class: "person",
        ref: button,
        style: { "--person": me.value.color },
        title: words10.me(me.value.name),
        "aria-label": words10.me(me.value.name),
        onClick: () => {
          place2();
          popover.current?.togglePopover();
          popover.current?.querySelector("input")?.select();
        },
        children: initials(me.value.name)
      }
    ),
    /* @__PURE__ */ a("div", { class: "person-name", popover: "auto", ref: popover, children: /* @__PURE__ */ a("label", { children: [
      words10.rename,
      /* @__PURE__ */ a(
        "input",
        {
          class: "field",
          value: me.value.name,
          maxLength: 60,
          onChange: (event) => rename(event.currentTarget.value),
          onKeyDown: (event) => {
            if (event.key === "Enter") {
              rename(event.currentTarget.value);
              popover.current?.hidePopover();
            }
          }
        }
      )
    ] }) })
  ] });
}
function othersAt(at) {
  const found = [];
  for (const [client, state] of at.awareness.getStates()) {
    const { user, block } = state;
    if (client === at.doc.clientID || typeof user?.name !== "string") continue;
    found.push({
      client,
      person: { name: user.name, color: colour(user.color), colorLight: colour(user.colorLight) },
      block: typeof block === "string" ? block : null
    });
  }
  return found;
}
function colour(said3) {
  return typeof said3 === "string" && /^#[0-9a-f]{3,8}$/i.test(said3) ? said3 : "#58615c";
}
function initials(name) {
  const parts = name.trim().split(/\s+/);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0]];
  return letters.map((part) => [...part ?? ""][0]?.toUpperCase() ?? "").join("") || "?";
}

// builder/preview_frame.ts
var EDGE2 = 24;
var SEEN_WITHIN = 2e3;
var TRIES = 120;
var OWN_FOR = 1e3;
var SETTLES_WITHIN = 2e3;
var WRITTEN = "sopwright-written";
var PreviewFrame = class {
  constructor(frame2, user) {
    this.frame = frame2;
    this.user = user;
  }
  frame;
  user;
  window = null;
  document = null;
  marks;
  marked = [];
  observer;
  /** When the oldest change was made that was not painted yet. */
  changed = null;
  isPaper = false;
  loud;
  quietened;
  /** The block that was last scrolled to, and when. */
  shown = null;
  /** The page is there, perhaps another one than before. */
  loaded() {
    this.leave();
    this.window = this.frame.contentWindow;
    this.document = this.frame.contentDocument;
    if (!this.window || !this.document) return;
    this.marks = new this.window.CSSStyleSheet();
    this.document.adoptedStyleSheets.push(this.marks);
    this.document.addEventListener("click", this.click);
    this.document.addEventListener("load", this.loadedPicture, true);
    this.document.addEventListener("wheel", this.scrolled, { passive: true });
    this.document.addEventListener("keydown", this.scrolled);
    this.observer = new this.window.MutationObserver(this.mutated);
    this.observer.observe(this.document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true
    });
    this.mark(this.marked);
    this.showPaper(this.isPaper);
  }
  leave() {
    this.observer?.disconnect();
    this.document?.removeEventListener("click", this.click);
    this.document?.removeEventListener("load", this.loadedPicture, true);
    this.document?.removeEventListener("wheel", this.scrolled);
    this.document?.removeEventListener("keydown", this.scrolled);
    this.document = null;
    this.window = null;
  }
  /** Watches what this author changes. Returns how to end it. */
  watch(source2) {
    const updated = (_update, _origin, _doc, change) => {
      if (!change.local) return;
      const now = performance.now();
      if (this.changed === null || now - this.changed > SEEN_WITHIN) this.changed = now;
      this.hush();
      this.window?.dispatchEvent(new Event(WRITTEN));
    };
    source2.doc.on("update", updated);
    return () => source2.doc.off("update", updated);
  }
  /**
   * Lets the page show changes without a glow and a word while its author makes them: they know, and
   * a glow that begins anew with each letter costs a frame of the whole page all the time.
   */
  hush() {
    this.document?.documentElement.toggleAttribute("data-preview-quiet", true);
    clearTimeout(this.loud);
    this.loud = setTimeout(() => {
      this.document?.documentElement.toggleAttribute("data-preview-quiet", false);
    }, OWN_FOR);
  }
  /** Marks the elements of blocks, in place of those that were marked. */
  mark(keys) {
    this.marked = keys;
    const selector = keys.map(selectorOf).join(", ");
    this.marks?.replaceSync(
      selector ? `@media screen { ${selector} { outline: 2px solid #0b8a62 !important; outline-offset: 3px; } }` : ""
    );
  }
  /** Scrolls to a block if it is out of view; never sideways. */
  show(key) {
    this.shown = { key, at: performance.now() };
    this.scrollTo(key);
  }
  scrollTo(key) {
    const element = this.document?.querySelector(selectorOf(key));
    const { window } = this;
    if (!element || !window) return;
    const { top, bottom } = element.getBoundingClientRect();
    const height = window.innerHeight;
    if (bottom > EDGE2 && top < height - EDGE2) return;
    const room = Math.max(EDGE2, (height - (bottom - top)) / 3);
    window.scrollTo({
      top: window.scrollY + top - room,
      left: window.scrollX,
      behavior: "instant"
    });
  }
  /** Shows the page as sheets of paper, by the button that readers have for it. */
  showPaper(isPaper) {
    this.isPaper = isPaper;
    this.turn(TRIES);
  }
  turn(tries) {
    const host = this.document?.querySelector("sopwright-status");
    this.quieten(host?.shadowRoot);
    const button = host?.shadowRoot?.querySelector(".view");
    if (!button || button.hidden) {
      if (tries > 0) this.window?.requestAnimationFrame(() => this.turn(tries - 1));
      return;
    }
    if (button.ariaPressed === "true" === this.isPaper) return;
    const kept2 = localStorage.getItem(VIEW);
    button.click();
    if (kept2 === null) localStorage.removeItem(VIEW);
    else localStorage.setItem(VIEW, kept2);
  }
  /** A picture that comes late moves what is below it. */
  loadedPicture = () => {
    const { shown: shown3 } = this;
    if (shown3 && performance.now() - shown3.at < SETTLES_WITHIN) this.scrollTo(shown3.key);
  };
  scrolled = () => {
    this.shown = null;
  };
  /** Hides what the application has a place of its own for: findings, and the choice of paper. */
  quieten(root) {
    if (!root || !this.window || this.quietened === root) return;
    this.quietened = root;
    const sheet = new this.window.CSSStyleSheet();
    sheet.replaceSync(".panel, .count, .view { display: none !important; }");
    root.adoptedStyleSheets.push(sheet);
  }
  click = (event) => {
    const target = event.target;
    const link = target?.closest?.("a[href]")?.getAttribute("href");
    if (link && !link.startsWith("#")) {
      event.preventDefault();
      open(new URL(link, this.document?.baseURI), "_blank", "noopener");
      return;
    }
    const key = target?.closest?.("[data-key]")?.getAttribute("data-key");
    if (key) this.user.clicked(key === "control-block" ? null : key);
  };
  mutated = () => {
    const from2 = this.changed;
    if (from2 === null || !this.window) return;
    this.changed = null;
    if (performance.now() - from2 > SEEN_WITHIN) return;
    const observer = new this.window.ResizeObserver(() => {
      observer.disconnect();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => this.user.painted(performance.now() - from2);
      port2.postMessage(null);
    });
    observer.observe(this.window.document.documentElement);
  };
};
var VIEW = "sopwright-view";
function selectorOf(key) {
  return `[data-key="${CSS.escape(key)}"]`;
}

// builder/preview.tsx
var words11 = strings.preview;
var ICONS3 = {
  phone: "phone",
  tablet: "tablet",
  desktop: "screen",
  paper: "paper"
};
var WIDTHS = { phone: 390, tablet: 820 };
var TOLD_EVERY = 300;
function Preview() {
  const width = useSignal("desktop");
  const at = source.value;
  if (!at) return null;
  return /* @__PURE__ */ a("section", { class: "preview", "aria-label": words11.name, children: [
    /* @__PURE__ */ a("div", { class: "pane-head", children: [
      /* @__PURE__ */ a("fieldset", { class: "segments", children: [
        /* @__PURE__ */ a("legend", { class: "visually-hidden", children: words11.name }),
        Object.keys(ICONS3).map((which) => /* @__PURE__ */ a(
          "button",
          {
            type: "button",
            "aria-pressed": width.value === which,
            "aria-label": words11.widths[which],
            title: words11.widths[which],
            onClick: () => {
              width.value = which;
            },
            children: /* @__PURE__ */ a(Icon, { name: ICONS3[which] })
          },
          which
        ))
      ] }),
      /* @__PURE__ */ a(ThemeChoice, {}),
      /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "button quiet icon",
          "aria-pressed": isStyling.value,
          "aria-label": words11.style,
          title: words11.style,
          onClick: () => run("style"),
          children: /* @__PURE__ */ a(Icon, { name: "edit" })
        }
      ),
      /* @__PURE__ */ a("span", { class: "fill" }),
      /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "button quiet icon",
          "aria-pressed": isLinked.value,
          "aria-label": words11.link,
          title: isLinked.value ? words11.link : words11.unlink,
          onClick: () => {
            isLinked.value = !isLinked.value;
          },
          children: /* @__PURE__ */ a(Icon, { name: isLinked.value ? "link" : "unlink" })
        }
      ),
      /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "button quiet icon",
          "aria-label": words11.own,
          title: words11.own,
          onClick: () => run("live-preview"),
          children: /* @__PURE__ */ a(Icon, { name: "external" })
        }
      )
    ] }),
    /* @__PURE__ */ a(Stage, { name: at.name, width: width.value }, at.name)
  ] });
}
function ThemeChoice() {
  return /* @__PURE__ */ a(
    "select",
    {
      class: "field preview-theme",
      "aria-label": words11.theme,
      title: words11.theme,
      value: theme.value ?? "",
      onChange: (event) => {
        dress(event.currentTarget.value || null);
      },
      children: [
        /* @__PURE__ */ a("option", { value: "", children: words11.themeOfDocument }),
        catalogue.value.themes.map((name) => /* @__PURE__ */ a("option", { value: name, children: strings.options[name] ?? name }, name)),
        project.value.styles.length > 0 && /* @__PURE__ */ a("optgroup", { label: words11.styles, children: project.value.styles.map((name) => /* @__PURE__ */ a("option", { value: name, children: name }, name)) })
      ]
    }
  );
}
function Stage({ name, width }) {
  const stage = T(null);
  const iframe = T(null);
  const page = T(null);
  const clicked2 = T(null);
  const at = source.value;
  A(() => {
    if (!iframe.current || !at) return;
    let last3 = 0;
    let telling;
    const now = new PreviewFrame(iframe.current, {
      clicked: (key) => {
        if (!isLinked.peek()) return;
        clicked2.current = key;
        if (key === null) select();
        else if (blockById.peek().has(key)) {
          showTabsOf(key);
          select(key);
        }
      },
      painted: (after) => {
        last3 = after;
        telling ??= setTimeout(() => {
          telling = void 0;
          latency.value = last3;
        }, TOLD_EVERY);
      }
    });
    page.current = now;
    const { current: frame2 } = iframe;
    const loaded = () => now.loaded();
    frame2.addEventListener("load", loaded);
    if (frame2.contentDocument?.readyState === "complete") loaded();
    const unwatch = now.watch(at);
    return () => {
      frame2.removeEventListener("load", loaded);
      unwatch();
      now.leave();
      clearTimeout(telling);
    };
  }, [at]);
  A(() => page.current?.showPaper(width === "paper"), [width]);
  const marked = isLinked.value ? selectedBlocks.value.map(({ id }) => id) : [];
  const last2 = marked.at(-1);
  const { value: sent } = numbers;
  A(() => page.current?.mark(marked), [marked.join(" ")]);
  A(() => {
    if (last2 === void 0 || last2 === clicked2.current) return;
    clicked2.current = null;
    const frame2 = requestAnimationFrame(() => page.current?.show(last2));
    return () => cancelAnimationFrame(frame2);
  }, [last2, last2 !== void 0 && sent.length]);
  F(() => {
    if (!stage.current || !iframe.current) return;
    const fit = () => fitFrame(stage.current, iframe.current, WIDTHS[width]);
    const resized = new ResizeObserver(fit);
    resized.observe(stage.current);
    fit();
    return () => resized.disconnect();
  }, [width]);
  const path = name.split("/").map(encodeURIComponent).join("/");
  return /* @__PURE__ */ a("div", { class: `preview-stage ${WIDTHS[width] ? "is-narrow" : ""}`, ref: stage, children: /* @__PURE__ */ a("iframe", { ref: iframe, title: words11.frame, src: `./${path}/` }) });
}
function fitFrame(stage, frame2, width) {
  if (!stage || !frame2) return;
  const gap = width === void 0 ? 0 : 24;
  const [roomWidth, roomHeight] = [stage.clientWidth - gap, stage.clientHeight - gap];
  const wide = width ?? roomWidth;
  const scale = Math.min(1, roomWidth / wide);
  frame2.style.width = `${wide}px`;
  frame2.style.height = `${roomHeight / scale}px`;
  frame2.style.transform = scale < 1 ? `scale(${scale})` : "";
  frame2.style.marginInline = scale < 1 ? "0" : "auto";
}

// builder/lower_pane.tsx
function LowerPane({ name, heading: heading2, isOpen: isOpen3, fold, actions, children }) {
  const height = layout.properties.value;
  return /* @__PURE__ */ a($, { children: [
    isOpen3 && /* @__PURE__ */ a(
      Handle,
      {
        axis: "y",
        pane: "behind",
        size: height,
        range: SIZES.properties,
        resize: (size) => layout.resize("properties", size),
        fold
      }
    ),
    /* @__PURE__ */ a(
      "section",
      {
        class: `properties ${isOpen3 ? "is-open" : ""}`,
        style: { "--properties": `${height}px` },
        "aria-label": name,
        children: [
          /* @__PURE__ */ a("div", { class: "properties-head", children: [
            /* @__PURE__ */ a("h2", { children: heading2 }),
            actions
          ] }),
          isOpen3 && children
        ]
      }
    )
  ] });
}

// builder/properties.tsx
var words12 = strings.properties;
var WIDE2 = /* @__PURE__ */ new Set(["markdown", "text", "code", "list", "file"]);
function Properties() {
  const isOpen3 = layout.arePropertiesOpen.value;
  const { value: selected } = selectedBlocks;
  const { value: block } = current;
  const fold = () => layout.toggle("properties");
  return /* @__PURE__ */ a(
    LowerPane,
    {
      name: words12.name,
      heading: heading(selected, block),
      isOpen: isOpen3,
      fold,
      actions: /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "button quiet icon",
          "aria-expanded": isOpen3,
          "aria-label": isOpen3 ? words12.fold : words12.unfold,
          onClick: fold,
          children: /* @__PURE__ */ a(Icon, { name: isOpen3 ? "chevron-down" : "arrow-up" })
        }
      ),
      children: /* @__PURE__ */ a("div", { class: "properties-body", tabIndex: 0, children: selected.length > 1 ? /* @__PURE__ */ a(Several, { selected }, selected.map(({ id }) => id).join(" ")) : block ? /* @__PURE__ */ a(One, { block }, block.id) : /* @__PURE__ */ a(Nothing, {}) }, selected.map(({ id }) => id).join(" "))
    }
  );
}
function heading(selected, block) {
  if (selected.length > 1) return words12.several(selected.length);
  return block ? blockName(block, numberById.value.get(block.id) ?? "") : words12.name;
}
function Nothing() {
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a("p", { class: "properties-about", children: words12.nothingAbout }),
    /* @__PURE__ */ a("p", { children: /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: () => run("front"), children: [
      /* @__PURE__ */ a(Icon, { name: "front" }),
      words12.front
    ] }) })
  ] });
}
function One({ block }) {
  const kind = block.include ? "include" : block.kind;
  const values = block.include ? { file: block.include.file, part: block.include.part ?? "" } : block.fields;
  const fields2 = (catalogue.value.kinds[kind]?.fields ?? []).filter(
    ({ name }) => !block.include || name in values
  );
  const findings2 = findingsByBlock.value.get(block.id) ?? [];
  const about2 = strings.kinds[block.kind]?.about;
  return /* @__PURE__ */ a($, { children: [
    findings2.length > 0 && /* @__PURE__ */ a("ul", { class: "properties-findings", children: findings2.map((finding) => /* @__PURE__ */ a(FindingOf, { finding }, `${finding.code} ${finding.from}`)) }),
    /* @__PURE__ */ a("p", { class: "properties-about", children: block.foreign ? words12.foreign : fields2.length === 0 ? words12.noFields : about2 }),
    /* @__PURE__ */ a("div", { class: "properties-fields", children: fields2.map((spec) => /* @__PURE__ */ a("div", { class: WIDE2.has(spec.control) ? "is-wide" : "", children: /* @__PURE__ */ a(
      Control,
      {
        spec,
        ...fieldWords(kind, spec.name),
        value: values[spec.name],
        isReadOnly: block.foreign && !block.include,
        send: (value) => edit({ do: "set", block: block.id, field: spec.name, value }),
        check: (value) => spec.control === "id" ? takenBy(value, block) : void 0
      }
    ) }, spec.name)) })
  ] });
}
function Several({ selected }) {
  const [first2, ...others] = selected;
  const kinds2 = catalogue.value.kinds;
  const inAll = (spec) => others.every(
    ({ kind }) => kinds2[kind]?.fields.some(
      ({ name, control }) => name === spec.name && control === spec.control
    )
  );
  const fields2 = (kinds2[first2?.kind ?? ""]?.fields ?? []).filter(
    (spec) => spec.control !== "id" && spec.control !== "markdown" && inAll(spec)
  );
  const send = async (field, value) => {
    let isDone = true;
    for (const { id, foreign } of selected) {
      if (!foreign && !await edit({ do: "set", block: id, field, value })) isDone = false;
    }
    return isDone;
  };
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a("p", { class: "properties-about", children: fields2.length > 0 ? words12.severalAbout : words12.nothingInCommon }),
    /* @__PURE__ */ a("div", { class: "properties-fields", children: fields2.map((spec) => {
      const value = first2?.fields[spec.name];
      const isSame3 = others.every(({ fields: fields3 }) => isEqual(fields3[spec.name], value));
      return /* @__PURE__ */ a("div", { class: WIDE2.has(spec.control) ? "is-wide" : "", children: /* @__PURE__ */ a(
        Control,
        {
          spec,
          ...fieldWords(first2?.kind ?? "", spec.name),
          value: isSame3 ? value : void 0,
          instead: isSame3 ? void 0 : words12.mixed,
          send: (value2) => send(spec.name, value2)
        }
      ) }, spec.name);
    }) })
  ] });
}
function isEqual(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
function fieldWords(kind, name) {
  const { fields: fields2 } = strings;
  return fields2[`${kind}.${name}`] ?? fields2[name] ?? { label: name, help: kindName(kind) };
}
function takenBy(name, block) {
  const isTaken = blocks.peek().some((other) => other.id !== block.id && other.anchor === name);
  return isTaken ? words12.takenId : void 0;
}

// builder/matches.ts
var MOST = 5e3;
function expressionOf({ find, isCase, isWord, isRegex }) {
  const pattern = isRegex ? find : find.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const whole = isWord ? `(?<![\\p{L}\\p{N}_])(?:${pattern})(?![\\p{L}\\p{N}_])` : pattern;
  try {
    return new RegExp(whole, isCase ? "gmu" : "gimu");
  } catch {
    return void 0;
  }
}
function matchesIn(text, expression) {
  const found = [];
  for (const groups2 of text.matchAll(expression)) {
    if (groups2[0]) found.push({ from: groups2.index, to: groups2.index + groups2[0].length, groups: groups2 });
    if (found.length === MOST) break;
  }
  return found;
}
function replacementOf({ groups: groups2 }, replace3, isRegex) {
  if (!isRegex) return replace3;
  return replace3.replace(/\\n/g, "\n").replace(/\$(\$|&|\d)/g, (_2, mark2) => {
    if (mark2 === "$") return "$";
    return (mark2 === "&" ? groups2[0] : groups2[Number(mark2)]) ?? "";
  });
}

// builder/search.tsx
var words13 = strings.search;
var LISTED = 200;
var last = { find: "", replace: "", isCase: false, isWord: false, isRegex: false };
function Search() {
  const wanted2 = useSignal(last);
  const text = useSourceText();
  const at = useSignal(0);
  const field = T(null);
  F(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const expression = useComputed(() => wanted2.value.find ? expressionOf(wanted2.value) : null);
  const matches2 = useComputed(
    () => expression.value ? matchesIn(text.value, expression.value) : []
  );
  const found = matches2.value;
  const index = Math.min(at.value, Math.max(0, found.length - 1));
  const want = (change) => {
    last = { ...wanted2.value, ...change };
    wanted2.value = last;
    if (!("replace" in change)) at.value = 0;
  };
  const go = (to) => {
    if (found.length === 0) return;
    at.value = (to + found.length) % found.length;
    show2(found[at.value], text.value);
  };
  const replace3 = (chosen2) => {
    const { replace: replace4, isRegex } = wanted2.value;
    const now = source.peek();
    if (!now || chosen2.length === 0) return;
    now.capture(null);
    now.doc.transact(() => {
      for (const match of [...chosen2].reverse()) {
        now.text.delete(match.from, match.to - match.from);
        const insert2 = replacementOf(match, replace4, isRegex);
        if (insert2) now.text.insert(match.from, insert2);
      }
    }, OWN);
    say(words13.replaced(chosen2.length), false, () => now.takeBack("undo"));
  };
  const press2 = (event) => {
    if (event.key === "Escape") isSearching.value = false;
    else if (event.key === "Enter") go(event.shiftKey ? index - 1 : index + 1);
    else return;
    event.preventDefault();
  };
  const current2 = found[index];
  return /* @__PURE__ */ a("search", { class: "search", "aria-label": words13.name, children: [
    /* @__PURE__ */ a("div", { class: "search-line", children: [
      /* @__PURE__ */ a(
        "input",
        {
          class: "field",
          ref: field,
          "aria-label": words13.find,
          placeholder: words13.find,
          "aria-invalid": expression.value === void 0,
          value: wanted2.value.find,
          onInput: (event) => want({ find: event.currentTarget.value }),
          onKeyDown: press2
        }
      ),
      /* @__PURE__ */ a(Option, { name: "isCase", mark: "Aa", label: words13.case, wanted: wanted2.value, want }),
      /* @__PURE__ */ a(Option, { name: "isWord", mark: "[w]", label: words13.word, wanted: wanted2.value, want }),
      /* @__PURE__ */ a(Option, { name: "isRegex", mark: ".*", label: words13.regex, wanted: wanted2.value, want }),
      /* @__PURE__ */ a("span", { class: "search-count", role: "status", children: expression.value === void 0 ? words13.bad : wanted2.value.find && words13.count(index + 1, found.length) }),
      /* @__PURE__ */ a(Tool, { icon: "arrow-up", label: words13.previous, run: () => go(index - 1) }),
      /* @__PURE__ */ a(Tool, { icon: "arrow-down", label: words13.next, run: () => go(index + 1) }),
      /* @__PURE__ */ a(
        Tool,
        {
          icon: "close",
          label: words13.close,
          run: () => {
            isSearching.value = false;
          }
        }
      )
    ] }),
    /* @__PURE__ */ a("div", { class: "search-line", children: [
      /* @__PURE__ */ a(
        "input",
        {
          class: "field",
          "aria-label": words13.replace,
          placeholder: words13.replace,
          value: wanted2.value.replace,
          onInput: (event) => want({ replace: event.currentTarget.value }),
          onKeyDown: (event) => {
            if (event.key === "Enter" && current2) replace3([current2]);
            else press2(event);
          }
        }
      ),
      /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "button",
          disabled: !current2,
          onClick: () => current2 && replace3([current2]),
          children: words13.replaceOne
        }
      ),
      /* @__PURE__ */ a("button", { type: "button", class: "button", disabled: !current2, onClick: () => replace3(found), children: words13.replaceAll })
    ] }),
    found.length > 0 && /* @__PURE__ */ a("ul", { class: "search-matches", "aria-label": words13.matches, children: [
      found.slice(0, LISTED).map((match, place2) => /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "search-match",
          "aria-current": place2 === index,
          onClick: () => go(place2),
          children: [
            /* @__PURE__ */ a("small", { children: placeName(text.value, match) }),
            /* @__PURE__ */ a(Context, { text: text.value, match })
          ]
        }
      ) }, `${match.from} ${match.to}`)),
      found.length > LISTED && /* @__PURE__ */ a("li", { class: "soft", children: words13.more(found.length - LISTED) })
    ] })
  ] });
}
function useSourceText() {
  const text = useSignal(source.peek()?.text.toString() ?? "");
  const at = source.value;
  A(() => {
    if (!at) return;
    const read = () => {
      text.value = at.text.toString();
    };
    read();
    at.text.observe(read);
    return () => at.text.unobserve(read);
  }, [at]);
  return text;
}
function Option({ name, mark: mark2, label, wanted: wanted2, want }) {
  return /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      class: "button search-option",
      "aria-pressed": wanted2[name],
      "aria-label": `${label}: ${mark2}`,
      title: label,
      onClick: () => want({ [name]: !wanted2[name] }),
      children: mark2
    }
  );
}
function Tool({ icon, label, run: run2 }) {
  return /* @__PURE__ */ a("button", { type: "button", class: "button quiet icon", "aria-label": label, title: label, onClick: run2, children: /* @__PURE__ */ a(Icon, { name: icon }) });
}
function Context({ text, match: { from: from2, to } }) {
  const begin = Math.max(text.lastIndexOf("\n", from2 - 1) + 1, from2 - 40);
  const lineEnd = text.indexOf("\n", to);
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, to + 120);
  return /* @__PURE__ */ a("span", { children: [
    text.slice(begin, from2),
    /* @__PURE__ */ a("mark", { children: text.slice(from2, to) }),
    text.slice(to, end)
  ] });
}
function placeName(text, { from: from2 }) {
  const id = blockAt(text, from2);
  const block = id === null ? void 0 : blockById.value.get(id);
  return block ? blockName(block, numberById.value.get(block.id) ?? "") : words13.front;
}
function show2(match, text) {
  if (!match) return;
  const id = blockAt(text, match.from);
  if (id !== null) select(id);
  if (view.peek() === "source") wantedPlace.value = { from: match.from, to: match.to };
}

// builder/pictures.tsx
var BOX = "M4 4h32v20H4z";
var BAR = "M4 4h3v20H4z";
var ROWS = "M4 8h32M4 14h32M4 20h22";
var TRIANGLE = "M14 6l7 13H7z";
var MARK = "M14 10.5v4M14 16.8h.01";
var HAZARD = { lines: `${BOX}${TRIANGLE}${MARK}`, text: "M24 10h8M24 14h8M24 18h5" };
var REMARK = { filled: BAR, shaded: BOX, text: "M16 10h16M16 14h16M16 18h9" };
var SUPPLIES = {
  lines: "M6 7h3v3H6zM6 13h3v3H6zM6 19h3v3H6z",
  text: "M13 8.5h21M13 14.5h21M13 20.5h14"
};
var DRAWINGS = {
  section: { filled: "M4 5h20v4H4z", text: "M4 14h32M4 18h32M4 22h20" },
  subsection: { filled: "M4 7h14v2.6H4z", text: "M4 14h32M4 18h32M4 22h20" },
  paragraph: { text: `${ROWS}` },
  steps: {
    lines: "M7 4.5v4M5.6 5.6 7 4.5M5.5 12a1.6 1.6 0 0 1 3 .6c0 1-3 2.6-3 3.6h3M5.5 20h3l-1.6 1.6a1.4 1.4 0 1 1-1.5 2.1",
    text: "M13 6.5h22M13 14.5h22M13 22h14"
  },
  step: { lines: "M9 9.5v8M6.4 11.6 9 9.5M6.4 17.5h5.2", text: "M16 12h19M16 17h12" },
  list: { filled: "M5 6h3v3H5zM5 12.5h3v3H5zM5 19h3v3H5z", text: "M13 7.5h22M13 14h22M13 20.5h14" },
  "numbered-list": {
    lines: "M6.5 5v4.5M5.2 6 6.5 5M5 12.6a1.5 1.5 0 0 1 2.8.6c0 .9-2.8 2.3-2.8 3.3h2.8M5 19.5h2.8l-1.5 1.5a1.3 1.3 0 1 1-1.3 2",
    text: "M13 7.5h22M13 14.5h22M13 21.5h14"
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
    text: "M24 10h8M24 14h8M24 18h5"
  },
  ppe: {
    lines: "M10 12a10 8 0 0 1 20 0v2H10zM18 4.6V9M22 4.6V9M7 14h26",
    text: "M12 20h16M15 23.5h10"
  },
  hazards: { lines: "M8 4.5 11 10H5zM8 17.5 11 23H5z", text: "M15 7.5h20M15 20.5h20M15 14h12" },
  note: REMARK,
  tip: {
    ...REMARK,
    lines: "M11.5 8a3 3 0 0 1 1.6 5.5v1.6h-3.2v-1.6A3 3 0 0 1 11.5 8zM10.6 18h1.8"
  },
  important: { ...REMARK, lines: "M11.5 9v6M11.5 18.3h.01" },
  success: { ...REMARK, lines: "M9 14l2 2 3.4-4.4" },
  info: { ...REMARK, lines: "M11.5 13v5M11.5 9.8h.01" },
  checklist: {
    lines: "M5 5h5v5H5zM5 16h5v5H5zM6 7.5l1.2 1.2L9.4 6",
    text: "M15 7.5h20M15 18.5h14"
  },
  decision: {
    lines: "M20 3.5l8 6-8 6-8-6zM12 9.5H6v9M28 9.5h6v9M3.5 16l2.5 2.7L8.5 16M31.5 16l2.5 2.7 2.5-2.7",
    text: "M3 23.5h7M30 23.5h7"
  },
  record: { lines: "M16 9h20v10H16z", text: "M4 14h8M20 14h1" },
  records: { lines: "M18 4h17v6H18zM18 16h17v6H18z", text: "M4 7h9M4 19h9" },
  "sign-off": { lines: "M5 21h30M8 17.5c4-9 6-9 5-3s2 3.5 4-.5 3 4 6 .5" },
  attachment: { lines: "M10 3.5h13l6 6v15H10zM23 3.5v6h6", text: "M14 15h11M14 19h8" },
  materials: SUPPLIES,
  reagents: {
    lines: "M17 4h6M18.5 4v7L12 22.5a1.4 1.4 0 0 0 1.2 2h13.6a1.4 1.4 0 0 0 1.2-2L21.5 11V4M15.5 17h9"
  },
  equipment: { lines: "M8 6h24v12H8zM14 23h12M20 18v5M13 11h5l2-2 2 4h5" },
  definitions: {
    filled: "M4 6h8v2.6H4zM4 16h8v2.6H4z",
    text: "M16 7h20M16 11h13M16 17h20M16 21h10"
  },
  responsibilities: {
    lines: "M9 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM4 15a5 5 0 0 1 10 0M9 20.5",
    text: "M19 7h17M19 11h12M4 20h32M4 24h20"
  },
  issue: { lines: "M20 4.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zM20 9v6M20 18.5h.01" },
  cause: {
    lines: "M20 4.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zM17.3 11.2a2.8 2.8 0 1 1 4 2.5c-.9.5-1.3 1-1.3 2M20 18.8h.01"
  },
  solution: { lines: "M20 4.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zM15.5 14.2l3 3 6-6.4" },
  picture: { lines: `${BOX}M4 20l9-8 7 6 5-4 11 8M27 10.5h.01` },
  video: { lines: `${BOX}M17 9.5v9l8-4.5z` },
  sound: { lines: "M9 11.5h4l6-5v15l-6-5H9zM24 10.5a5 5 0 0 1 0 7M27.5 7.5a9.5 9.5 0 0 1 0 13" },
  figure: { lines: "M7 3.5h26V18H7zM7 15l7-5 6 4.5 4-2.5 9 5", text: "M10 23h20" },
  grid: {
    lines: "M4 4h14.5v16H4zM21.5 4H36v16H21.5zM4 16l5-4 9.5 6M21.5 16l5-4 9.5 6",
    text: "M8 24h24"
  },
  table: { lines: `${BOX}M4 10h32M4 17h32M15 4v20M26 4v20`, shaded: "M4 4h32v6H4z" },
  "captioned-table": {
    lines: "M4 9h32v15H4zM4 14h32M4 19h32M15 9v15M26 9v15",
    text: "M4 4.5h20",
    shaded: "M4 9h32v5H4z"
  },
  code: { lines: "M13 8l-6 6 6 6M27 8l6 6-6 6M22.5 6l-5 16" },
  math: { lines: "M29 6H12l8 8-8 8h17" },
  diagram: { lines: "M4 4h11v7H4zM25 4h11v7H25zM14.5 17.5h11v7h-11zM15 7.5h10M20 7.5v10" },
  toc: { text: "M4 6h26M8 11h22M8 16h22M4 21h26M34 6h2M34 11h2M34 16h2M34 21h2" },
  references: {
    lines: "M9 4h20a2 2 0 0 1 2 2v18H11a2 2 0 0 1-2-2zM9 21.5a2 2 0 0 1 2-2h20",
    text: "M14 9h12M14 13h8"
  },
  revisions: { lines: "M20 4.5a9.5 9.5 0 1 1-9 6.4M10.5 5v6h6M20 9v5.5l4 2.5" },
  approvals: {
    lines: "M20 3.5l3 2.2 3.7-.2 1 3.6 3 2.1-1.3 3.5 1.3 3.5-3 2.1-1 3.6-3.7-.2-3 2.2-3-2.2-3.7.2-1-3.6-3-2.1 1.3-3.5-1.3-3.5 3-2.1 1-3.6 3.7.2zM16 14l3 3 5-5.6"
  },
  include: { lines: "M14 3.5h10l5 5v16H14zM24 3.5v5h5M4 14h15M15.5 10.5 19 14l-3.5 3.5" }
};
function Picture2({ entry }) {
  const drawing = DRAWINGS[entry] ?? DRAWINGS.paragraph;
  if (!drawing) return null;
  const { lines: lines2, text, filled, shaded } = drawing;
  return /* @__PURE__ */ a(
    "svg",
    {
      class: "picture-of",
      viewBox: "0 0 40 28",
      width: "40",
      height: "28",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": "1.4",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
      "aria-hidden": "true",
      children: [
        shaded && /* @__PURE__ */ a("path", { d: shaded, fill: "currentColor", stroke: "none", opacity: "0.14" }),
        filled && /* @__PURE__ */ a("path", { d: filled, fill: "currentColor", stroke: "none" }),
        text && /* @__PURE__ */ a("path", { d: text, opacity: "0.5", "stroke-width": "1.8" }),
        lines2 && /* @__PURE__ */ a("path", { d: lines2 })
      ]
    }
  );
}

// builder/library.tsx
var words14 = strings.library;
function Library() {
  const query = useSignal("");
  const groups2 = catalogue.value.groups.map(({ name, entries: entries2 }) => ({
    name,
    entries: entries2.filter((entry) => matches(entry, name, query.value))
  })).filter(({ entries: entries2 }) => entries2.length > 0);
  const first2 = groups2[0]?.entries[0];
  return /* @__PURE__ */ a("div", { class: "library", children: [
    /* @__PURE__ */ a("div", { class: "panel-search", children: [
      /* @__PURE__ */ a(Icon, { name: "search" }),
      /* @__PURE__ */ a(
        "input",
        {
          class: "field",
          type: "search",
          placeholder: words14.search,
          "aria-label": words14.search,
          value: query.value,
          onInput: (event) => {
            query.value = event.currentTarget.value;
          },
          onKeyDown: (event) => {
            if (event.key === "Enter" && query.value && first2) insertEntry(first2);
          }
        }
      )
    ] }),
    /* @__PURE__ */ a("section", { class: "library-groups", "aria-label": words14.list, tabIndex: 0, children: [
      groups2.map(({ name, entries: entries2 }) => /* @__PURE__ */ a("div", { children: [
        /* @__PURE__ */ a("h2", { children: strings.groups[name] ?? name }),
        /* @__PURE__ */ a("ul", { children: entries2.map((entry) => /* @__PURE__ */ a(Entry2, { entry }, entry)) })
      ] }, name)),
      groups2.length === 0 && /* @__PURE__ */ a("p", { class: "panel-empty", children: words14.none(query.value) })
    ] }),
    /* @__PURE__ */ a("p", { class: "panel-hint", children: words14.hint })
  ] });
}
function Entry2({ entry }) {
  const button = T(null);
  A(() => button.current ? dragEntry(button.current, entry) : void 0, [entry]);
  const { name, about: about2 } = named(entry);
  return /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      class: "library-entry",
      "data-entry": entry,
      ref: button,
      onClick: () => insertEntry(entry),
      children: [
        /* @__PURE__ */ a(Picture2, { entry }),
        /* @__PURE__ */ a("span", { children: [
          /* @__PURE__ */ a("b", { children: name }),
          /* @__PURE__ */ a("small", { children: about2 })
        ] })
      ]
    }
  ) });
}
function named(entry) {
  return strings.entries[entry] ?? { name: entry, about: "" };
}
function matches(entry, group, query) {
  const { name, about: about2 } = named(entry);
  const text = `${entry} ${name} ${about2} ${strings.groups[group] ?? group}`.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

// builder/outline_lines.ts
var RANK = { error: 2, warning: 1, info: 0 };
function outlineLines() {
  const lines2 = [];
  let section = 0;
  const stepLevels = /* @__PURE__ */ new Map();
  for (const block of blocks.value) {
    if (block.kind === "section") {
      section = Number(block.fields.level ?? 1);
      push(lines2, block, section);
    } else if (block.kind === "step") {
      const outer = outerStep(block);
      const level = outer === void 0 ? section + 1 : (stepLevels.get(outer) ?? section) + 1;
      stepLevels.set(block.id, level);
      push(lines2, block, level);
    } else {
      mark(lines2.at(-1), findingsByBlock.value.get(block.id) ?? []);
    }
  }
  for (const [index, line] of lines2.entries()) {
    line.hasInner = (lines2[index + 1]?.level ?? 0) > line.level;
  }
  return lines2;
}
function push(lines2, block, level) {
  const line = {
    block,
    level,
    number: numberById.value.get(block.id) ?? "",
    text: bare(String(block.fields.text ?? "")),
    hasInner: false,
    problems: { count: 0, severity: "info" }
  };
  mark(line, findingsByBlock.value.get(block.id) ?? []);
  lines2.push(line);
}
function mark(line, findings2) {
  if (!line) return;
  for (const { severity } of findings2) {
    line.problems.count += 1;
    if (RANK[severity] > RANK[line.problems.severity]) line.problems.severity = severity;
  }
}
function outerStep(block) {
  for (let id = block.parent; id !== null; ) {
    const around2 = blockById.value.get(id);
    if (around2?.kind === "step") return around2.id;
    id = around2?.parent ?? null;
  }
  return void 0;
}
function bare(text) {
  const first2 = text.split("\n", 1)[0] ?? "";
  return first2.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`~]+/g, "");
}

// builder/outline.tsx
var words15 = strings.outline;
function Outline() {
  const query = useSignal("");
  const folded = useSignal(/* @__PURE__ */ new Set());
  const lines2 = outlineLines();
  const shown3 = query.value ? matching2(lines2, query.value) : unfolded(lines2, folded.value);
  const chosen2 = lineOfSelection(new Set(lines2.map(({ block }) => block.id)));
  const list = T(null);
  A(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen2]);
  const fold = (id, isFolded) => {
    const next = new Set(folded.value);
    if (isFolded) next.add(id);
    else next.delete(id);
    folded.value = next;
  };
  return /* @__PURE__ */ a("div", { class: "outline", children: [
    /* @__PURE__ */ a("div", { class: "panel-search", children: [
      /* @__PURE__ */ a(Icon, { name: "search" }),
      /* @__PURE__ */ a(
        "input",
        {
          class: "field",
          type: "search",
          placeholder: words15.filter,
          "aria-label": words15.filter,
          value: query.value,
          onInput: (event) => {
            query.value = event.currentTarget.value;
          }
        }
      )
    ] }),
    /* @__PURE__ */ a("div", { class: "outline-list", role: "tree", "aria-label": words15.list, ref: list, onKeyDown: walk, children: [
      !query.value && /* @__PURE__ */ a(FrontLine, {}),
      shown3.map((line) => /* @__PURE__ */ a(
        OutlineLine,
        {
          line,
          isChosen: line.block.id === chosen2,
          isFolded: folded.value.has(line.block.id),
          isFiltered: query.value !== "",
          fold
        },
        line.block.id
      )),
      lines2.length === 0 && /* @__PURE__ */ a("p", { class: "panel-empty", children: words15.empty }),
      lines2.length > 0 && shown3.length === 0 && /* @__PURE__ */ a("p", { class: "panel-empty", children: words15.none })
    ] })
  ] });
}
function FrontLine() {
  const title = front2.value.fields.find(({ key }) => key === "title")?.value;
  const [from2, to] = front2.value.span ?? [0, 0];
  const count = findings.value.filter(
    (finding) => !finding.block && finding.from >= from2 && finding.to <= to
  ).length;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
    /* @__PURE__ */ a("div", { class: "outline-line is-section", role: "treeitem", "aria-level": 1, style: { "--level": "0" }, children: [
      /* @__PURE__ */ a("span", { class: "outline-fold" }),
      /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "outline-go",
          onClick: () => {
            dialog.value = "front";
          },
          children: [
            /* @__PURE__ */ a(Icon, { name: "front" }),
            /* @__PURE__ */ a("span", { class: "text", children: typeof title === "string" && title ? title : words15.front })
          ]
        }
      ),
      count > 0 && /* @__PURE__ */ a("span", { class: "outline-mark", children: count })
    ] })
  );
}
function OutlineLine({ line, isChosen, isFolded, isFiltered, fold }) {
  const { block, level, number, text, hasInner, problems } = line;
  const canFold = hasInner && !isFiltered;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
    /* @__PURE__ */ a(
      "div",
      {
        class: `outline-line is-${block.kind}`,
        role: "treeitem",
        "aria-level": level,
        "aria-selected": isChosen,
        ...canFold && { "aria-expanded": !isFolded },
        style: { "--level": String(Math.min(8, level - 1)) },
        children: [
          canFold ? /* @__PURE__ */ a(
            "button",
            {
              type: "button",
              class: "outline-fold",
              tabIndex: -1,
              "aria-label": isFolded ? words15.expand : words15.collapse,
              onClick: () => fold(block.id, !isFolded),
              children: /* @__PURE__ */ a(Icon, { name: isFolded ? "chevron-right" : "chevron-down" })
            }
          ) : /* @__PURE__ */ a("span", { class: "outline-fold" }),
          /* @__PURE__ */ a(
            "button",
            {
              type: "button",
              class: "outline-go",
              title: text,
              onClick: () => select(block.id),
              onKeyDown: (event) => {
                if (!canFold || event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
                event.preventDefault();
                fold(block.id, event.key === "ArrowLeft");
              },
              children: [
                number && /* @__PURE__ */ a("span", { class: "number", children: number }),
                /* @__PURE__ */ a("span", { class: "text", children: text || words15.untitled[block.kind] })
              ]
            }
          ),
          problems.count > 0 && /* @__PURE__ */ a(
            "span",
            {
              class: `outline-mark is-${problems.severity}`,
              role: "img",
              "aria-label": words15.problems(problems.count),
              title: words15.problems(problems.count),
              children: problems.count
            }
          )
        ]
      }
    )
  );
}
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const list = event.currentTarget;
  const buttons = [...list.querySelectorAll(".outline-go")];
  const at = buttons.indexOf(document.activeElement);
  const next = buttons[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
function unfolded(lines2, folded) {
  let hiddenFrom = Number.POSITIVE_INFINITY;
  return lines2.filter(({ block, level }) => {
    if (level > hiddenFrom) return false;
    hiddenFrom = folded.has(block.id) ? level : Number.POSITIVE_INFINITY;
    return true;
  });
}
function matching2(lines2, query) {
  const wanted2 = query.toLowerCase();
  return lines2.filter(({ number, text }) => `${number} ${text}`.toLowerCase().includes(wanted2));
}
function lineOfSelection(there) {
  for (let id = selection.value.at(-1) ?? null; id !== null; ) {
    if (there.has(id)) return id;
    id = blockById.value.get(id)?.parent ?? null;
  }
  return void 0;
}

// builder/side_pane.tsx
var shown2 = y("library");
function SidePane() {
  if (!isOpen.value) return null;
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a("div", { class: "pane-head", children: /* @__PURE__ */ a("div", { class: "segments", role: "tablist", children: ["library", "outline"].map((which) => /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": shown2.value === which,
        onClick: () => {
          shown2.value = which;
        },
        children: strings.app.tabs[which]
      },
      which
    )) }) }),
    shown2.value === "library" ? /* @__PURE__ */ a(Library, {}) : /* @__PURE__ */ a(Outline, {})
  ] });
}

// builder/source_completion.ts
var OTHERS = {
  "captioned-table": "table",
  hazard: null,
  admonition: null,
  table: null,
  list: null,
  item: null,
  step: null,
  quote: null,
  entries: null,
  entry: null,
  footnotes: null,
  footnote: null,
  unknown: null,
  picture: null,
  line: null
};
var LEAVES = /* @__PURE__ */ new Set([
  "toc",
  "hazards",
  "records",
  "revisions",
  "approvals",
  "record",
  "sign-off",
  "attachment",
  "include"
]);
var NAMED = ["level", "kind"];
function completeContainers(context) {
  const line = context.state.doc.lineAt(context.pos);
  const found = /^(\s*)(:{2,})([\w-]*)$/.exec(line.text.slice(0, context.pos - line.from));
  if (!found) return null;
  const [, indent = "", colons = "", typed2 = ""] = found;
  const isLeaf = colons.length === 2;
  const from2 = context.pos - typed2.length;
  const names = isLeaf ? [...LEAVES] : containerNames();
  const options2 = names.map((name) => {
    const known2 = strings.entries[name === "table" ? "captioned-table" : name];
    return {
      label: name,
      ...known2 && { detail: known2.about },
      ...!isLeaf && { apply: closing(name, indent, colons, line.to) }
    };
  });
  return { from: from2, options: options2, validFor: /^[\w-]*$/ };
}
function closing(name, indent, colons, lineEnd) {
  return (view2, _completion, from2, to) => {
    const isEnd = view2.state.doc.lineAt(from2).to === to || to === lineEnd;
    const insert2 = isEnd ? `${name}
${indent}
${indent}${colons}` : name;
    const anchor2 = from2 + name.length + (isEnd ? 1 + indent.length : 0);
    view2.dispatch({ changes: { from: from2, to, insert: insert2 }, selection: { anchor: anchor2 }, userEvent: "input" });
  };
}
function containerNames() {
  const { kinds: kinds2 } = catalogue.peek();
  const names = /* @__PURE__ */ new Set();
  for (const [kind, { fields: fields2, holds }] of Object.entries(kinds2)) {
    if (kind === "hazard" || kind === "admonition") {
      const choice = fields2.find(({ name: name2 }) => NAMED.includes(name2));
      for (const option2 of choice?.options ?? []) names.add(option2);
      continue;
    }
    if (holds === "nothing" || LEAVES.has(kind)) continue;
    const name = kind in OTHERS ? OTHERS[kind] : kind;
    if (name) names.add(name);
  }
  return [...names];
}

// builder/source_folding.ts
var sourceFolding = foldService.of((state, from2, to) => {
  const first2 = state.doc.lineAt(from2);
  const level = /^(#{1,6})\s/.exec(first2.text)?.[1]?.length;
  if (level) return rest(first2, endOfSection(state, first2.number, level));
  if (/^\s*:{3,}\s*\{?\w/.test(first2.text)) return rest(first2, endOfContainer(state, first2.number));
  const isFrontMatter = first2.number === 1 && /^(?:---|\+\+\+)\s*$/.test(first2.text);
  return isFrontMatter && to > from2 ? rest(first2, endOfFrontMatter(state, first2.text)) : null;
});
function rest(first2, last2) {
  return last2 && last2.number > first2.number ? { from: first2.to, to: last2.to } : null;
}
function walk2(state, behind, visit) {
  let fence = "";
  for (let number = behind + 1; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    const mark2 = /^\s*(`{3,}|~{3,})/.exec(line.text)?.[1];
    if (fence) {
      if (mark2?.startsWith(fence)) fence = "";
    } else if (mark2) fence = mark2;
    else if (visit(line)) return;
  }
}
function endOfSection(state, at, level) {
  let end = state.doc.lines;
  walk2(state, at, ({ text, number }) => {
    const other = /^(#{1,6})\s/.exec(text)?.[1]?.length;
    if (other === void 0 || other > level) return false;
    end = number - 1;
    return true;
  });
  while (end > at && state.doc.line(end).text.trim() === "") end -= 1;
  return state.doc.line(end);
}
function endOfContainer(state, at) {
  let depth = 1;
  let end = null;
  walk2(state, at, (line) => {
    if (/^\s*:{3,}\s*$/.test(line.text)) depth -= 1;
    else if (/^\s*:{3,}\s*\{?\w/.test(line.text)) depth += 1;
    if (depth > 0) return false;
    end = line;
    return true;
  });
  return end;
}
function endOfFrontMatter(state, mark2) {
  for (let number = 2; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    if (line.text.trim() === mark2.trim()) return line;
  }
  return null;
}

// builder/source_view.tsx
var RESTS = 150;
function SourceView() {
  const host = T(null);
  const at = source.value;
  F(() => {
    if (!host.current || !at) return;
    const editing = new SourceEditing(host.current, at);
    return () => editing.stop();
  }, [at]);
  return /* @__PURE__ */ a("div", { class: "source-view", ref: host });
}
var SourceEditing = class {
  constructor(host, source2) {
    this.source = source2;
    this.view = new EditorView({
      parent: host,
      state: EditorState.create({ doc: source2.text.toString(), extensions: this.extensions() })
    });
    this.view.scrollDOM.tabIndex = 0;
    this.ends = [
      x2(() => this.showFindings(findings.value)),
      x2(() => this.follow(selection.value.at(-1))),
      x2(() => this.goTo(wantedPlace.value)),
      // A block that was just written is known only now.
      blocks.subscribe(() => this.rest(this.view.hasFocus))
    ];
    this.view.focus();
  }
  source;
  view;
  ends;
  resting;
  /** The block that the caret chose. */
  chosen = null;
  stop() {
    clearTimeout(this.resting);
    for (const end of this.ends) end();
    this.view.destroy();
    if (this.source.awareness.getLocalState()) {
      this.source.awareness.setLocalStateField("cursor", null);
    }
  }
  extensions() {
    const { source: source2 } = this;
    const nonce = document.querySelector('meta[name="csp-nonce"]')?.content;
    return [
      nonce ? EditorView.cspNonce.of(nonce) : [],
      lineNumbers(),
      codeFolding(),
      foldGutter(),
      sourceFolding,
      lintGutter(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": strings.sourceView.name, tabindex: "0" }),
      documentLanguage,
      sopLines,
      autocompletion({ override: [completeContainers, completeTargets], icons: false }),
      wholeCharacters,
      yCollab(source2.text, source2.awareness, { undoManager: source2.undo }),
      // Undo is a command of the application.
      keymap.of([
        { key: "Mod-y", run: () => redo3(source2) },
        ...foldKeymap,
        ...lintKeymap,
        ...standardKeymap
      ]),
      EditorView.updateListener.of((update) => {
        if (update.selectionSet || update.docChanged) this.rest(update.view.hasFocus);
      })
    ];
  }
  /** Selects the block that the caret is in, once it rests. */
  rest(isHere) {
    clearTimeout(this.resting);
    if (!isHere) return;
    this.resting = setTimeout(() => {
      const id = blockAt(this.view.state.doc.toString(), this.view.state.selection.main.head);
      this.source.awareness.setLocalStateField("block", id);
      if (id === null || id === selection.peek().at(-1)) return;
      this.chosen = id;
      select(id);
    }, RESTS);
  }
  /** Shows the block that was selected elsewhere. */
  follow(id) {
    if (id === void 0 || id === this.chosen) return;
    this.chosen = id;
    const text = this.view.state.doc.toString();
    const from2 = placeOf2(text, id);
    if (from2 === null || blockAt(text, this.view.state.selection.main.head) === id) return;
    this.show(from2, from2);
  }
  goTo(place2) {
    if (!place2) return;
    wantedPlace.value = null;
    this.show(place2.from, place2.to);
  }
  show(from2, to) {
    const { length } = this.view.state.doc;
    this.view.dispatch({
      selection: { anchor: Math.min(from2, length), head: Math.min(to, length) },
      effects: EditorView.scrollIntoView(Math.min(from2, length), { y: "center" })
    });
  }
  showFindings(found) {
    const { length } = this.view.state.doc;
    const diagnostics = found.filter(({ from: from2 }) => from2 <= length).map((finding) => diagnosticOf(finding, length));
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }
};
function diagnosticOf(finding, length) {
  const { severity, message, hint, from: from2, to, code, fix } = finding;
  return {
    from: from2,
    to: Math.min(Math.max(from2, to), length),
    severity,
    message: hint ? `${message}
${hint}` : message,
    source: code,
    actions: fix ? [{ name: fix, apply: () => void edit({ do: "fix", code, from: from2, to }) }] : []
  };
}
var sopLines = ViewPlugin.fromClass(
  class {
    decorations;
    constructor(view2) {
      this.decorations = decorated(view2);
    }
    update(update) {
      if (update.docChanged || update.viewportChanged) this.decorations = decorated(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations }
);
var container = Decoration.line({ class: "is-container" });
var frontLine = Decoration.line({ class: "is-front" });
function decorated(view2) {
  const builder = new RangeSetBuilder();
  const { doc } = view2.state;
  const frontEnd = endOfFront(view2);
  for (const { from: from2, to } of view2.visibleRanges) {
    for (let at = from2; at <= to; ) {
      const line = doc.lineAt(at);
      if (line.number <= frontEnd) builder.add(line.from, line.from, frontLine);
      else if (/^\s*:{2,}(?:\s*\{?[\w[]|\s*$)/.test(line.text)) {
        builder.add(line.from, line.from, container);
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}
function endOfFront({ state: { doc } }) {
  const mark2 = doc.line(1).text.trim();
  if (mark2 !== "---" && mark2 !== "+++") return 0;
  for (let number = 2; number <= Math.min(doc.lines, 400); number += 1) {
    if (doc.line(number).text.trim() === mark2) return number;
  }
  return 0;
}
function redo3(source2) {
  source2.takeBack("redo");
  return true;
}

// builder/status.tsx
var words16 = strings.status;
function Status() {
  return /* @__PURE__ */ a("footer", { class: "status", children: source.value && /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a(SavedState, {}),
    isOpen.value && /* @__PURE__ */ a(Problems, {}),
    /* @__PURE__ */ a("span", { class: "status-fill" }),
    /* @__PURE__ */ a("span", { class: "status-part", title: words16.viewers(viewers.value), children: [
      /* @__PURE__ */ a(Icon, { name: "screen" }),
      words16.viewers(viewers.value)
    ] }),
    latency.value !== null && /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        class: "status-part status-latency",
        title: words16.latencyAbout,
        "data-latency": true,
        onClick: () => run("status"),
        children: words16.latency(latency.value)
      }
    )
  ] }) });
}
function SavedState() {
  const { state, text, about: about2 } = whatIsSaved();
  const isBad = state !== "saved" && state !== "saving";
  return /* @__PURE__ */ a(
    "span",
    {
      class: `status-part ${isBad ? "is-bad" : ""}`,
      role: "status",
      title: about2,
      "data-saved": state,
      children: [
        /* @__PURE__ */ a("span", { class: `status-lamp ${state}` }),
        text,
        isBad && about2 !== text && state !== "conflict" && /* @__PURE__ */ a("span", { class: "status-about", children: about2 }),
        state === "conflict" && /* @__PURE__ */ a(
          "button",
          {
            type: "button",
            class: "button",
            onClick: () => {
              dialog.value = "conflict";
            },
            children: words16.compare
          }
        )
      ]
    }
  );
}
function whatIsSaved() {
  if (!isConnected.value) {
    const text = isOpen.value ? words16.offline : words16.connecting;
    return { state: isOpen.value ? "offline" : "saving", text, about: text };
  }
  const now = saved.value;
  switch (now.state) {
    case "saved":
      return { state: "saved", text: words16.saved, about: words16.saved };
    case "saving":
      return { state: "saving", text: words16.saving, about: words16.saving };
    case "cannot-save":
      return { state: now.state, text: words16.cannotSave, about: now.message };
    case "conflict":
      return {
        state: now.state,
        text: words16.conflict,
        about: now.message
      };
  }
}
function Problems() {
  const list = T(null);
  const all = findings.value;
  const errors = all.filter(({ severity }) => severity === "error").length;
  if (all.length === 0) {
    return /* @__PURE__ */ a("span", { class: "status-part", children: [
      /* @__PURE__ */ a(Icon, { name: "check" }),
      words16.noProblems
    ] });
  }
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        class: `status-part ${errors > 0 ? "is-bad" : ""}`,
        onClick: () => list.current?.togglePopover(),
        children: [
          /* @__PURE__ */ a(Icon, { name: errors > 0 ? "error" : "warning" }),
          words16.problems(all.length)
        ]
      }
    ),
    /* @__PURE__ */ a("div", { class: "problem-list", popover: "auto", ref: list, children: /* @__PURE__ */ a(ProblemList, { done: () => list.current?.hidePopover() }) })
  ] });
}

// builder/style_pane.tsx
var words17 = strings.style;
var SAVED_AFTER = 60;
function StylePane() {
  const name = sheetInUse();
  const close3 = () => {
    isStyling.value = false;
  };
  return /* @__PURE__ */ a(
    LowerPane,
    {
      name: words17.name,
      heading: name ?? words17.name,
      isOpen: true,
      fold: close3,
      actions: /* @__PURE__ */ a($, { children: [
        name !== null && /* @__PURE__ */ a(ForGood, { name }),
        /* @__PURE__ */ a(
          "button",
          {
            type: "button",
            class: "button quiet icon",
            "aria-label": words17.close,
            title: words17.close,
            onClick: close3,
            children: /* @__PURE__ */ a(Icon, { name: "close" })
          }
        )
      ] }),
      children: name === null ? /* @__PURE__ */ a(NoSheet, {}) : /* @__PURE__ */ a(Sheet, { name }, name)
    }
  );
}
function sheetInUse() {
  if (theme.value !== null) return isSheet(theme.value) ? theme.value : null;
  const own = front2.value.fields.find(({ key }) => key === "theme")?.value;
  return typeof own === "string" && isSheet(own) ? folderOfDocument() + own : null;
}
function isSheet(name) {
  return /\.css$/i.test(name.trim());
}
function folderOfDocument() {
  return (source.value?.name ?? "").replace(/[^/]*$/, "");
}
function ForGood({ name }) {
  const folder = folderOfDocument();
  const own = front2.value.fields.find(({ key }) => key === "theme")?.value;
  const path = name.slice(folder.length);
  if (!name.startsWith(folder) || own === path) return null;
  const keep = async () => {
    if (await edit({ do: "set-front-matter", key: "theme", value: path })) dress(null);
  };
  return /* @__PURE__ */ a("button", { type: "button", class: "button quiet", title: words17.forGoodAbout, onClick: keep, children: words17.forGood });
}
function NoSheet() {
  const picker = T(null);
  const make = async (name, from2) => {
    try {
      const made = await makeStyleSheet(name, from2);
      await refreshProject();
      dress(made);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error), true);
    }
  };
  const take2 = async (file) => {
    if (file) await make(file.name, { css: await file.text() });
  };
  return /* @__PURE__ */ a("div", { class: "properties-body", children: [
    /* @__PURE__ */ a("p", { class: "properties-about", children: words17.about }),
    /* @__PURE__ */ a("p", { class: "style-actions", children: [
      /* @__PURE__ */ a(
        "button",
        {
          type: "button",
          class: "button primary",
          onClick: () => void make("style.css", { theme: theme.peek() }),
          children: [
            /* @__PURE__ */ a(Icon, { name: "new" }),
            words17.make
          ]
        }
      ),
      /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: () => picker.current?.click(), children: [
        /* @__PURE__ */ a(Icon, { name: "import" }),
        words17.fromFile
      ] }),
      /* @__PURE__ */ a(
        "input",
        {
          type: "file",
          hidden: true,
          ref: picker,
          accept: ".css,text/css",
          "aria-label": words17.fromFile,
          onChange: (event) => void take2(event.currentTarget.files?.[0])
        }
      )
    ] })
  ] });
}
function Sheet({ name }) {
  const text = useSignal(null);
  const wrong = useSignal(null);
  const theirs = useSignal(null);
  const saving = T(new Saving(name)).current;
  const load = async () => {
    if (saving.isUnsaved) return;
    try {
      const loaded = await saving.load();
      if (loaded !== void 0) text.value = loaded;
    } catch (error) {
      wrong.value = error instanceof Error ? error.message : String(error);
    }
  };
  A(() => {
    saving.told = (reason, other2) => {
      wrong.value = reason;
      theirs.value = other2;
    };
    void load();
    return () => saving.end();
  }, []);
  const settle = (before, take2) => {
    theirs.value = null;
    if (take2) text.value = before;
    saving.settle(before, text.peek() ?? "");
  };
  const { value: other } = theirs;
  return /* @__PURE__ */ a($, { children: [
    wrong.value !== null && /* @__PURE__ */ a("p", { class: "style-wrong", role: "alert", children: wrong.value }),
    other !== null && /* @__PURE__ */ a("div", { class: "style-wrong", role: "alert", children: [
      words17.changed,
      /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: () => settle(other, true), children: words17.takeTheirs }),
      /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: () => settle(other, false), children: words17.keepMine })
    ] }),
    /* @__PURE__ */ a(
      "textarea",
      {
        class: "style-text",
        "aria-label": words17.text(name),
        spellcheck: false,
        disabled: text.value === null,
        value: text.value ?? "",
        onFocus: () => void load(),
        onInput: (event) => {
          text.value = event.currentTarget.value;
          saving.save(event.currentTarget.value);
        }
      }
    )
  ] });
}
var Saving = class {
  constructor(name) {
    this.name = name;
  }
  name;
  /** What is told of each attempt: why it failed, or what another program wrote. */
  told = () => {
  };
  before = "";
  next = null;
  isBusy = false;
  timer;
  get isUnsaved() {
    return this.next !== null || this.isBusy;
  }
  /** Returns what is in the file, unless somebody has begun to write here in the meantime. */
  async load() {
    const loaded = await styleSheetOf(this.name);
    if (this.isUnsaved) return void 0;
    this.before = loaded;
    return loaded;
  }
  save(text) {
    this.next = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.write(), SAVED_AFTER);
  }
  /** Goes on from what another program wrote. */
  settle(before, text) {
    this.before = before;
    if (text !== before) this.save(text);
    else this.next = null;
  }
  /** Saves what is not saved yet. */
  end() {
    this.told = () => {
    };
    clearTimeout(this.timer);
    void this.write();
  }
  async write() {
    const { next } = this;
    if (next === null || this.isBusy) return;
    this.next = null;
    this.isBusy = true;
    try {
      const theirs = await saveStyleSheet(this.name, next, this.before);
      if (theirs === null) this.before = next;
      else this.next ??= next;
      this.told(null, theirs);
      this.isBusy = false;
      if (theirs === null) await this.write();
    } catch (error) {
      this.isBusy = false;
      this.next ??= next;
      this.told(error instanceof Error ? error.message : String(error), null);
    }
  }
};

// builder/toast.tsx
var STAYS = 7e3;
function Toast() {
  const said3 = toast.value;
  const [isHeld, setHeld] = d(false);
  A(() => {
    if (!said3 || said3.isError || isHeld) return;
    const timer = setTimeout(close2, STAYS);
    return () => clearTimeout(timer);
  }, [said3, isHeld]);
  return /* @__PURE__ */ a("div", { class: "toast-place", "aria-live": "polite", children: said3 && /* @__PURE__ */ a(
    "div",
    {
      class: `toast ${said3.isError ? "is-error" : ""}`,
      onPointerEnter: () => setHeld(true),
      onPointerLeave: () => setHeld(false),
      onFocusCapture: () => setHeld(true),
      onBlurCapture: () => setHeld(false),
      children: [
        said3.isError && /* @__PURE__ */ a(Icon, { name: "error" }),
        /* @__PURE__ */ a("span", { children: said3.text }),
        said3.undo && /* @__PURE__ */ a(
          "button",
          {
            type: "button",
            class: "button",
            onClick: () => {
              said3.undo?.();
              close2();
            },
            children: said3.isError ? strings.toasts.copy : strings.toasts.undo
          }
        ),
        /* @__PURE__ */ a(
          "button",
          {
            type: "button",
            class: "button quiet icon",
            "aria-label": strings.toasts.close,
            onClick: close2,
            children: /* @__PURE__ */ a(Icon, { name: "close" })
          }
        )
      ]
    }
  ) });
}
function close2() {
  toast.value = null;
}

// builder/app.tsx
function App() {
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a(TopBar, {}),
    /* @__PURE__ */ a(Layout2, { left: /* @__PURE__ */ a(SidePane, {}), middle: /* @__PURE__ */ a(Middle, {}), right: /* @__PURE__ */ a(RightPane, {}) }),
    /* @__PURE__ */ a(Status, {}),
    /* @__PURE__ */ a(Dialogs, {}),
    /* @__PURE__ */ a(Palette, {}),
    /* @__PURE__ */ a(Toast, {})
  ] });
}
function TopBar() {
  const title = front2.value.fields.find(({ key }) => key === "title")?.value;
  return /* @__PURE__ */ a("header", { class: "top-bar", children: [
    /* @__PURE__ */ a("span", { class: "brand", "aria-hidden": "true", children: /* @__PURE__ */ a(Icon, { name: "blocks" }) }),
    /* @__PURE__ */ a("div", { class: "toolbar", role: "toolbar", "aria-label": strings.app.toolbar, children: [
      /* @__PURE__ */ a(BarButton, { id: "new", icon: "new", isNamed: true }),
      /* @__PURE__ */ a(BarButton, { id: "open", icon: "open", isNamed: true }),
      /* @__PURE__ */ a(BarButton, { id: "save-as", icon: "save" }),
      /* @__PURE__ */ a(BarButton, { id: "import", icon: "import" }),
      /* @__PURE__ */ a(BarButton, { id: "export", icon: "export", isNamed: true }),
      /* @__PURE__ */ a("span", { class: "divider" }),
      /* @__PURE__ */ a(BarButton, { id: "undo", icon: "undo" }),
      /* @__PURE__ */ a(BarButton, { id: "redo", icon: "redo" }),
      /* @__PURE__ */ a(BarButton, { id: "search", icon: "search" })
    ] }),
    /* @__PURE__ */ a("h1", { class: "document-title", children: source.value ? /* @__PURE__ */ a(
      "button",
      {
        type: "button",
        class: "button quiet",
        disabled: isSmall.value,
        title: `${source.value.name}: ${strings.commands.front} (Ctrl+I)`,
        onClick: () => run("front"),
        children: typeof title === "string" && title || source.value.name
      }
    ) : strings.app.name }),
    /* @__PURE__ */ a(Presence, {}),
    /* @__PURE__ */ a("div", { class: "toolbar", children: [
      /* @__PURE__ */ a(LivePreviewButton, {}),
      /* @__PURE__ */ a(BarButton, { id: "palette", icon: "palette" }),
      /* @__PURE__ */ a(BarButton, { id: "scheme", icon: layout.scheme.value === "dark" ? "moon" : "sun" }),
      /* @__PURE__ */ a(BarButton, { id: "help", icon: "help" })
    ] })
  ] });
}
function BarButton({ id, icon, isNamed }) {
  const found = command(id);
  if (!found) return null;
  const title = found.shortcut ? `${found.title} (${found.shortcut})` : found.title;
  return /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      class: isNamed ? "button quiet" : "button quiet icon",
      title,
      "aria-label": found.title,
      disabled: !(found.isEnabled?.() ?? true),
      onClick: () => run(id),
      children: [
        /* @__PURE__ */ a(Icon, { name: icon }),
        isNamed && /* @__PURE__ */ a("span", { children: found.title.replace("…", "").split(" ")[0] })
      ]
    }
  );
}
function LivePreviewButton() {
  const isOn = layout.isPreviewOpen.value;
  return /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      class: `button live-preview ${isOn ? "is-on" : ""}`,
      "aria-pressed": isOn,
      disabled: !source.value,
      onClick: () => run("live-preview"),
      children: [
        /* @__PURE__ */ a("span", { class: "lamp" }),
        strings.app.livePreview,
        /* @__PURE__ */ a("span", { class: "state", children: isOn ? strings.app.livePreviewOn : strings.app.livePreviewOff })
      ]
    }
  );
}
function Middle() {
  if (!source.value) return /* @__PURE__ */ a(Welcome, {});
  if (gone.value !== null) return /* @__PURE__ */ a("p", { class: "notice-line", children: gone.value });
  if (!isOpen.value) return /* @__PURE__ */ a("p", { class: "notice-line", children: strings.app.loading });
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a("div", { class: "pane-head", children: /* @__PURE__ */ a("div", { class: "segments", role: "tablist", children: [
      /* @__PURE__ */ a(ViewTab, { which: "blocks" }),
      /* @__PURE__ */ a(ViewTab, { which: "source" })
    ] }) }),
    isSearching.value && /* @__PURE__ */ a(Search, {}),
    view.value === "blocks" ? /* @__PURE__ */ a(Canvas, {}) : /* @__PURE__ */ a(SourceView, {})
  ] });
}
function ViewTab({ which }) {
  return /* @__PURE__ */ a(
    "button",
    {
      type: "button",
      role: "tab",
      "aria-selected": view.value === which,
      onClick: () => {
        view.value = which;
      },
      children: [
        /* @__PURE__ */ a(Icon, { name: which }),
        strings.app.tabs[which]
      ]
    }
  );
}
function RightPane() {
  if (!source.value || !isOpen.value) return null;
  return /* @__PURE__ */ a($, { children: [
    /* @__PURE__ */ a(Preview, {}),
    isStyling.value ? /* @__PURE__ */ a(StylePane, {}) : /* @__PURE__ */ a(Properties, {})
  ] });
}
function Welcome() {
  return /* @__PURE__ */ a("div", { class: "welcome", children: [
    /* @__PURE__ */ a("h2", { children: strings.app.welcome }),
    /* @__PURE__ */ a("p", { children: strings.app.welcomeAbout }),
    /* @__PURE__ */ a("div", { class: "welcome-actions", children: [
      /* @__PURE__ */ a("button", { type: "button", class: "button primary", onClick: () => run("new"), children: [
        /* @__PURE__ */ a(Icon, { name: "new" }),
        strings.commands.new
      ] }),
      /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: () => run("open"), children: [
        /* @__PURE__ */ a(Icon, { name: "open" }),
        strings.commands.open
      ] }),
      /* @__PURE__ */ a("button", { type: "button", class: "button", onClick: () => run("import"), children: [
        /* @__PURE__ */ a(Icon, { name: "import" }),
        strings.commands.import
      ] })
    ] }),
    /* @__PURE__ */ a("p", { class: "soft", children: strings.app.folder(project.value.folder) })
  ] });
}

// builder/main.tsx
async function fetched(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}
function named2() {
  return location.hash ? decodeURI(location.hash.slice(1)) : null;
}
async function start() {
  layout.start();
  const place2 = document.getElementById("app");
  if (!place2) throw new Error("the page has no place for the application");
  Q(/* @__PURE__ */ a(App, {}), place2);
  addEventListener("keydown", (event) => runShortcut(event));
  const name = named2();
  if (name) open2(name);
  addEventListener("hashchange", () => {
    const name2 = named2();
    if (name2 && name2 !== source.value?.name) open2(name2);
  });
  [catalogue.value, project.value] = await Promise.all([
    fetched("_builder/catalogue.json"),
    fetched("_builder/project.json")
  ]);
  if (!source.value && project.value.open) open2(project.value.open);
}
void start();

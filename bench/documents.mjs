/**
 * What is edited: SOPs and pages of any size, made here. In the middle of each is the *probe*, an
 * element with that id and `word N.` in it; there is a field to type in and something to unfold.
 */

const STEP =
  "Lower the rotor slowly onto the drive shaft until it has settled, and look at the display.";
const CELLS = ["Buffer A", "20 mM", "pH 7.4", "filtered, degassed"];

/** An SOP of about so many bytes; the probe may be first, where an editor that was opened has it. */
export function sop(size, word, { probeFirst = false } = {}) {
  const parts = [
    "---\ntitle: Cleaning a centrifuge\nrevision: '4'\nrevisions:\n" +
      "  - {rev: '4', date: 2026-11-02, by: MO, change: Waiting time raised}\n---\n\n" +
      "::record{name=typed} Typed by the reader\n\n",
  ];
  const probe = `:::note{#probe}\nThe word ${word}\n:::\n\n`;
  fill(parts, probeFirst ? 0 : size / 2, size, sopSection, probe);
  return parts.join("");
}

/** A page of HTML of about so many bytes; it may say that it is long, as `docs/host-api.md` asks. */
export function page(size, word, { head = "", extra = "", isLong = false } = {}) {
  const parts = [
    `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Cleaning a centrifuge</title>${head}</head>\n<body><main${isLong ? " data-long" : ""}>\n` +
      '<p><label>Typed by the reader <input id="typed"></label></p>\n' +
      '<details id="opened"><summary>Revisions</summary><p>Waiting time raised</p></details>\n',
  ];
  fill(parts, size / 2, size, pageSection, `<p id="probe">The word ${word}.</p>\n${extra}`);
  parts.push("</main></body></html>\n");
  return parts.join("");
}

function fill(parts, at, size, section, probe) {
  let length = parts[0].length;
  let hasProbe = false;
  for (let number = 1; length < size || !hasProbe; number++) {
    const part = !hasProbe && length >= at ? probe : section(number);
    hasProbe ||= part === probe;
    parts.push(part);
    length += part.length;
  }
}

function sopSection(number) {
  const steps = range(16).map((step) => `${step}. ${STEP} (${number}.${step})\n`);
  const rows = range(4).map((row) => `| ${CELLS.join(" | ")} | ${number}.${row} |\n`);
  return (
    `# Section ${number}\n\n:::steps\n${steps.slice(0, 8).join("")}\n` +
    ":::warning Moving parts\nKeep your hands away while the rotor turns.\n:::\n\n" +
    `${steps.slice(8).join("")}:::\n\n| what | how much | acidity | how | lot |\n| --- | --- | --- | --- | --- |\n${rows.join("")}\n`
  );
}

function pageSection(number) {
  const steps = range(8).map((step) => `<li>${STEP} (${number}.${step})</li>\n`);
  const cells = CELLS.map((cell) => `<td>${cell}</td>`).join("");
  const rows = range(4).map((row) => `<tr>${cells}<td>${number}.${row}</td></tr>\n`);
  return (
    `<h2>Section ${number}</h2>\n<ol>\n${steps.join("")}</ol>\n` +
    "<aside><b>Moving parts</b><p>Keep your hands away while the rotor turns.</p></aside>\n" +
    `<ol>\n${steps.join("")}</ol>\n<table>\n${rows.join("")}</table>\n`
  );
}

function range(count) {
  return Array.from({ length: count }, (_, index) => index + 1);
}

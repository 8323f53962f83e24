/** What is said of many samples, and how. */

/** The value that a share of the samples does not exceed. */
export function quantile(samples, share) {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

export const median = (samples) => quantile(samples, 0.5);
export const p95 = (samples) => quantile(samples, 0.95);

/** Three digits, or a dash for what was not measured. */
export function digits(value) {
  if (value === undefined || Number.isNaN(value)) return "–";
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

export function bytes(count) {
  if (count === undefined || Number.isNaN(count)) return "–";
  if (count < 1_000) return `${Math.round(count)} B`;
  return count < 1e6 ? `${digits(count / 1e3)} KB` : `${digits(count / 1e6)} MB`;
}

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

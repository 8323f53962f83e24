/** What the server does with files of the project: new ones, copies, imports, exports. */

import { project } from "./state";
import type { Project, Severity } from "./wire";

export interface Remark {
  severity: Severity;
  message: string;
  line?: number;
}

export async function makeDocument(template: string, name: string, title: string): Promise<string> {
  const body = JSON.stringify({ template, name, title });
  return (await posted<{ name: string }>("_builder/documents", body)).name;
}

export async function copyDocument(from: string, name: string): Promise<string> {
  const body = JSON.stringify({ name });
  return (await posted<{ name: string }>(`_builder/copies/${encoded(from)}`, body)).name;
}

export async function importFile(file: File): Promise<{ name: string; report: Remark[] }> {
  return posted(`_builder/import?name=${encodeURIComponent(file.name)}`, file);
}

/** Returns the version of a conflict that is not in the text. */
export async function otherVersionOf(name: string): Promise<string> {
  const response = await fetch(`_builder/other/${encoded(name)}`);
  if (!response.ok) throw new Error(await reasonOf(response));
  return ((await response.json()) as { source: string }).source;
}

/** Makes a style sheet, of a text or as a theme is. Returns its name. */
export async function makeStyleSheet(
  name: string,
  from: { css: string } | { theme: string | null },
): Promise<string> {
  const body = JSON.stringify({ name, ...from });
  return (await posted<{ name: string }>("_builder/styles", body)).name;
}

export async function styleSheetOf(name: string): Promise<string> {
  const response = await fetch(`_builder/styles/${encoded(name)}`);
  if (!response.ok) throw new Error(await reasonOf(response));
  return ((await response.json()) as { css: string }).css;
}

/** Saves a style sheet. Returns what another program wrote since `before`, which is then kept. */
export async function saveStyleSheet(
  name: string,
  css: string,
  before: string,
): Promise<string | null> {
  const response = await fetch(`_builder/styles/${encoded(name)}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ css, before }),
  });
  if (response.status === 409) return ((await response.json()) as { css: string }).css;
  if (!response.ok) throw new Error(await reasonOf(response));
  return null;
}

export function exportAddress(name: string, format: string): string {
  return `_builder/export/${encoded(name)}?as=${format}`;
}

/** Looks anew which documents there are. */
export async function refreshProject(): Promise<void> {
  const response = await fetch("_builder/project.json");
  if (response.ok) project.value = (await response.json()) as Project;
}

async function posted<T>(address: string, body: string | File): Promise<T> {
  const headers = typeof body === "string" ? { "content-type": "application/json" } : undefined;
  const response = await fetch(address, { method: "POST", body, ...(headers && { headers }) });
  if (!response.ok) throw new Error(await reasonOf(response));
  return (await response.json()) as T;
}

/** Returns why the server did not do something. */
export async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { error, hint } = JSON.parse(text) as { error: string; hint?: string | null };
    return hint ? `${error}; ${hint}` : error;
  } catch {
    return text || response.statusText;
  }
}

function encoded(name: string): string {
  return name.split("/").map(encodeURIComponent).join("/");
}

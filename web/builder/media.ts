/** Pictures, videos and sounds: brought into the folder of the document, and shown from there. */

import { edit, say, source } from "./state";
import { strings } from "./strings/strings";
import type { Place } from "./wire";

export const MEDIA_TYPES = "image/*,video/*,audio/*";

/** Returns the files among what was dropped or pasted that can be shown in a document. */
export function mediaFiles(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => /^(?:image|video|audio)\//.test(file.type));
}

/** Brings a file into the folder of the document. Returns its path there. */
export async function upload(file: File): Promise<string | null> {
  const name = nameOf(file);
  try {
    const address = `_builder/media/${documentPath()}?file=${encodeURIComponent(name)}`;
    const response = await fetch(address, { method: "POST", body: file });
    const answer = (await response.json()) as { path?: string; error?: string };
    if (answer.path) return answer.path;
    say(strings.canvas.notUploaded(name, answer.error ?? response.statusText), true);
  } catch (error) {
    say(strings.canvas.notUploaded(name, String(error)), true);
  }
  return null;
}

/** Puts files into the document as pictures, one behind the other. */
export async function insertMedia(files: readonly File[], place: Place): Promise<void> {
  const paths: string[] = [];
  for (const file of files) {
    const path = await upload(file);
    if (path) paths.push(path);
  }
  if (paths.length === 0) return;
  const source = paths.map((path) => `![](${asTarget(path)})`).join("\n\n");
  await edit({ do: "insert-source", source, place });
}

/** Returns the address of a file that the document names. */
export function mediaAddress(path: string): string {
  if (/^(?:https?:|data:)/i.test(path)) return path;
  return `_builder/file/${documentPath()}?path=${encodeURIComponent(path)}`;
}

function documentPath(): string {
  return (source.peek()?.name ?? "").split("/").map(encodeURIComponent).join("/");
}

/** A pasted picture has no name of its own. */
function nameOf(file: File): string {
  if (file.name && file.name !== "image.png") return file.name;
  const kind = file.type.split("/")[1]?.replace("jpeg", "jpg").replace("svg+xml", "svg") ?? "png";
  const now = new Date()
    .toISOString()
    .slice(0, 19)
    .replace(/[^0-9]/g, "");
  return `picture-${now}.${kind}`;
}

function asTarget(path: string): string {
  return /[\s()<>]/.test(path) ? `<${path.replace(/[<>]/g, "")}>` : path;
}

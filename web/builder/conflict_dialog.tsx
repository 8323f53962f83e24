/** Two versions that could not be merged, beside each other. Both are kept whatever is done here. */

import "./conflict_dialog.css";

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { sourceOf } from "./files_api";
import { closeDialog, Modal } from "./modal";
import { open, saved, say, source } from "./state";
import { strings } from "./strings/strings";

const words = strings.dialogs.conflict;

export function ConflictDialog() {
  const theirs = useSignal<string | null>(null);
  const { value: now } = saved;
  const path = now.state === "conflict" ? now.path : null;
  useEffect(() => {
    if (path === null) return;
    sourceOf(beside(path)).then(
      (text) => {
        theirs.value = text;
      },
      (reason) => say(strings.dialogs.failed(String(reason)), true),
    );
  }, [path]);
  if (path === null) return null;
  const ours = source.value?.text.toString() ?? "";
  const settle = (): void => {
    source.value?.settle();
    closeDialog();
  };
  const openOther = (): void => {
    settle();
    open(beside(path));
  };
  return (
    <Modal
      title={words.title}
      width={1100}
      foot={
        <>
          <button type="button" class="button" onClick={openOther}>
            {words.open}
          </button>
          <button type="button" class="button primary" data-first onClick={settle}>
            {words.settle}
          </button>
        </>
      }
    >
      <p class="soft">{words.about(path)}</p>
      <div class="versions">
        <Version name={words.ours} text={ours} other={theirs.value ?? ours} />
        <Version name={words.theirs} text={theirs.value ?? ""} other={ours} />
      </div>
    </Modal>
  );
}

/** Returns the name of a file in the folder of the open source. */
function beside(file: string): string {
  return (source.peek()?.name.replace(/[^/]*$/, "") ?? "") + file;
}

/** So much is shown above the first line that is marked, in px. */
const ABOVE = 90;

interface VersionProps {
  name: string;
  text: string;
  other: string;
}

/** A version; lines that the other one does not have are marked. */
function Version({ name, text, other }: VersionProps) {
  const shown = useRef<HTMLPreElement>(null);
  useEffect(() => {
    const first = shown.current?.querySelector("mark");
    if (shown.current && first) shown.current.scrollTop = first.offsetTop - ABOVE;
  }, [text, other]);
  const known = new Set(lines(other));
  return (
    <section class="version" aria-label={name}>
      <h3>{name}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
      <pre tabIndex={0} ref={shown}>
        {lines(text).map((line, index) =>
          known.has(line) ? `${line}\n` : <mark key={index}>{`${line}\n`}</mark>,
        )}
      </pre>
    </section>
  );
}

function lines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

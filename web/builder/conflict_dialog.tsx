/** Two versions that could not be merged, beside each other. Both are kept whatever is done here. */

import "./conflict_dialog.css";

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { otherVersionOf } from "./files_api";
import { closeDialog, Modal } from "./modal";
import { saved, say, source } from "./state";
import { strings } from "./strings/strings";
import type { Version } from "./wire";

const words = strings.dialogs.conflict;

export function ConflictDialog() {
  const theirs = useSignal<string | null>(null);
  const { value: now } = saved;
  const isConflict = now.state === "conflict";
  const name = source.value?.name;
  // The other program may have written once more.
  useEffect(() => {
    if (!isConflict || name === undefined) return;
    otherVersionOf(name).then(
      (text) => {
        theirs.value = text;
      },
      (reason) => say(strings.dialogs.failed(String(reason)), true),
    );
  }, [now, name]);
  if (!isConflict) return null;
  const ours = source.value?.text.toString() ?? "";
  const take = (version: Version): void => {
    source.value?.settle(version);
    closeDialog();
  };
  return (
    <Modal
      title={words.title}
      width={1100}
      foot={
        <>
          <button type="button" class="button" onClick={() => take("other")}>
            {words.useTheirs}
          </button>
          <button type="button" class="button primary" data-first onClick={() => take("here")}>
            {words.useOurs}
          </button>
        </>
      }
    >
      <p class="soft">{words.about(now.path)}</p>
      <div class="versions">
        <Shown name={words.ours} text={ours} other={theirs.value ?? ours} />
        <Shown name={words.theirs} text={theirs.value ?? ""} other={ours} />
      </div>
    </Modal>
  );
}

/** So much is shown above the first line that is marked, in px. */
const ABOVE = 90;

interface ShownProps {
  name: string;
  text: string;
  other: string;
}

/** A version; lines that the other one does not have are marked. */
function Shown({ name, text, other }: ShownProps) {
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

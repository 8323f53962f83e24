/** The status bar: whether all is saved, what is wrong, who looks, and how fast the preview is. */

import "./status.css";

import { useRef } from "preact/hooks";

import { run } from "./commands";
import { Icon } from "./icons";
import { ProblemList } from "./problems";
import { dialog, findings, isConnected, isOpen, latency, saved, source, viewers } from "./state";
import { strings } from "./strings/strings";

const words = strings.status;

export function Status() {
  return (
    <footer class="status">
      {source.value && (
        <>
          <SavedState />
          {isOpen.value && <Problems />}
          <span class="status-fill" />
          <span class="status-part" title={words.viewers(viewers.value)}>
            <Icon name="screen" />
            {words.viewers(viewers.value)}
          </span>
          {latency.value !== null && (
            <button
              type="button"
              class="status-part status-latency"
              title={words.latencyAbout}
              data-latency
              onClick={() => run("status")}
            >
              {words.latency(latency.value)}
            </button>
          )}
        </>
      )}
    </footer>
  );
}

function SavedState() {
  const { state, text, about } = whatIsSaved();
  const isBad = state !== "saved" && state !== "saving";
  return (
    <span
      class={`status-part ${isBad ? "is-bad" : ""}`}
      role="status"
      title={about}
      data-saved={state}
    >
      <span class={`status-lamp ${state}`} />
      {text}
      {isBad && about !== text && state !== "conflict" && <span class="status-about">{about}</span>}
      {state === "conflict" && (
        <button
          type="button"
          class="button"
          onClick={() => {
            dialog.value = "conflict";
          }}
        >
          {words.compare}
        </button>
      )}
    </span>
  );
}

function whatIsSaved(): { state: string; text: string; about: string } {
  if (!isConnected.value) {
    const text = isOpen.value ? words.offline : words.connecting;
    return { state: isOpen.value ? "offline" : "saving", text, about: text };
  }
  const now = saved.value;
  switch (now.state) {
    case "saved":
      return { state: "saved", text: words.saved, about: words.saved };
    case "saving":
      return { state: "saving", text: words.saving, about: words.saving };
    case "cannot-save":
      return { state: now.state, text: words.cannotSave, about: now.message };
    case "conflict":
      return {
        state: now.state,
        text: words.conflict,
        about: now.message,
      };
  }
}

function Problems() {
  const list = useRef<HTMLDivElement>(null);
  const all = findings.value;
  const errors = all.filter(({ severity }) => severity === "error").length;
  if (all.length === 0) {
    return (
      <span class="status-part">
        <Icon name="check" />
        {words.noProblems}
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        class={`status-part ${errors > 0 ? "is-bad" : ""}`}
        onClick={() => list.current?.togglePopover()}
      >
        <Icon name={errors > 0 ? "error" : "warning"} />
        {words.problems(all.length)}
      </button>
      <div class="problem-list" popover="auto" ref={list}>
        <ProblemList done={() => list.current?.hidePopover()} />
      </div>
    </>
  );
}

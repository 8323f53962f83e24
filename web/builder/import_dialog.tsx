/** The dialog that takes files of other programs in, and shows what became of them. */

import "./dialogs.css";

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { importFile, type Remark, refreshProject } from "./files_api";
import { Icon } from "./icons";
import { closeDialog, Modal } from "./modal";
import { Said } from "./problems";
import { open } from "./state";
import { strings } from "./strings/strings";

const words = strings.dialogs.import;

type Progress =
  | { is: "waiting" }
  | { is: "reading"; file: string }
  | { is: "failed"; why: string }
  | { is: "done"; name: string; report: Remark[] };

export function ImportDialog() {
  const progress = useSignal<Progress>({ is: "waiting" });
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    progress.value = { is: "reading", file: file.name };
    try {
      progress.value = { is: "done", ...(await importFile(file)) };
      void refreshProject();
    } catch (error) {
      progress.value = {
        is: "failed",
        why: error instanceof Error ? error.message : String(error),
      };
    }
  };
  const now = progress.value;
  if (now.is === "done") return <Report name={now.name} report={now.report} />;
  return (
    <Modal title={words.title}>
      <p class="soft">{words.about}</p>
      <DropPlace take={(file) => void take(file)} />
      {now.is === "reading" && <p role="status">{words.reading(now.file)}</p>}
      {now.is === "failed" && (
        <p class="control-bad" role="alert">
          {strings.dialogs.failed(now.why)}
        </p>
      )}
    </Modal>
  );
}

function DropPlace({ take }: { take(file: File | undefined): void }) {
  const picker = useRef<HTMLInputElement>(null);
  const isOver = useSignal(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its button does the same by keys
    <div
      class={`drop-place ${isOver.value ? "is-over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        take(event.dataTransfer?.files[0]);
      }}
    >
      <Icon name="import" />
      <button
        type="button"
        class="button primary"
        data-first
        onClick={() => picker.current?.click()}
      >
        {words.choose}
      </button>
      <span>{words.drop}</span>
      <input
        type="file"
        hidden
        ref={picker}
        aria-label={words.choose}
        accept=".sopx,.json,.md,.markdown,.rmd,.qmd"
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
    </div>
  );
}

function Report({ name, report }: { name: string; report: readonly Remark[] }) {
  const show = (): void => {
    closeDialog();
    open(name);
  };
  return (
    <Modal
      title={words.report}
      width={680}
      foot={
        <button type="button" class="button primary" data-first onClick={show}>
          {words.open}
        </button>
      }
    >
      <p>{name}</p>
      {report.length === 0 && <p class="soft">{words.clean}</p>}
      <ul class="report">
        {report.map(({ severity, message, line }) => (
          <li class={`finding is-${severity}`} key={`${line} ${message}`}>
            <Icon name={severity === "info" ? "info" : severity} />
            <span>
              <Said text={message} />
              {line !== undefined && <small>{words.line(line)}</small>}
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

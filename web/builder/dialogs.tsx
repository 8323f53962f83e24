/** The dialogs: new, open, save as, import, export, document properties, shortcuts. */

import "./dialogs.css";

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { focusFirstRow } from "./actions";
import { commands } from "./commands";
import { ConflictDialog } from "./conflict_dialog";
import { copyDocument, exportAddress, makeDocument, reasonOf, refreshProject } from "./files_api";
import { Front } from "./front";
import { Icon } from "./icons";
import { ImportDialog } from "./import_dialog";
import { Keys } from "./keys";
import { closeDialog, Modal } from "./modal";
import { catalogue, dialog, open, project, say, source } from "./state";
import { strings } from "./strings/strings";

const words = strings.dialogs;

export function Dialogs() {
  switch (dialog.value) {
    case "new":
      return <NewDialog />;
    case "open":
      return <OpenDialog />;
    case "save-as":
      return <SaveAsDialog />;
    case "import":
      return <ImportDialog />;
    case "export":
      return <ExportDialog />;
    case "front":
      return <Front />;
    case "help":
      return <HelpDialog />;
    case "conflict":
      return <ConflictDialog />;
    default:
      return null;
  }
}

/** Does something with files, and says why if it cannot be done. */
async function attempt(act: () => Promise<string>): Promise<void> {
  try {
    const name = await act();
    closeDialog();
    open(name);
    focusFirstRow();
    void refreshProject();
  } catch (error) {
    say(words.failed(error instanceof Error ? error.message : String(error)), true);
  }
}

function NewDialog() {
  const template = useSignal(catalogue.value.templates[0] ?? "blank");
  const title = useSignal("");
  const name = useSignal<string | null>(null);
  const file = name.value ?? fileNameOf(title.value || words.new.titleDefault);
  const make = (): void =>
    void attempt(() =>
      makeDocument(template.value, asMarkdown(file), title.value || words.new.titleDefault),
    );
  return (
    <Modal
      title={words.new.title}
      width={680}
      done={make}
      foot={<Foot action={words.new.make} run={make} isOff={!file.trim()} />}
    >
      <fieldset class="templates">
        <legend class="control-label">{words.new.template}</legend>
        {catalogue.value.templates.map((each) => (
          <label class="template" key={each}>
            <input
              type="radio"
              name="template"
              value={each}
              checked={template.value === each}
              onChange={() => {
                template.value = each;
              }}
            />
            <b>{strings.templates[each]?.name ?? each}</b>
            <small>{strings.templates[each]?.about}</small>
          </label>
        ))}
      </fieldset>
      <Line
        label={words.new.titleField}
        value={title.value}
        placeholder={words.new.titleDefault}
        isFirst
        set={(text) => {
          title.value = text;
        }}
      />
      <Line
        label={words.new.name}
        help={words.new.nameHelp}
        value={file}
        set={(text) => {
          name.value = text;
        }}
      />
    </Modal>
  );
}

function OpenDialog() {
  const filter = useSignal("");
  useEffect(() => void refreshProject(), []);
  const { documents } = project.value;
  const wanted = filter.value.toLowerCase();
  const shown = documents.filter(({ name, title }) =>
    `${name} ${title ?? ""}`.toLowerCase().includes(wanted),
  );
  const choose = (name: string | undefined): void => {
    if (name === undefined) return;
    closeDialog();
    open(name);
  };
  return (
    <Modal title={words.open.title} width={620} done={() => choose(shown[0]?.name)}>
      <input
        class="field"
        type="search"
        data-first
        placeholder={words.open.filter}
        aria-label={words.open.filter}
        value={filter.value}
        onInput={(event) => {
          filter.value = event.currentTarget.value;
        }}
      />
      <ul class="choices">
        {shown.map(({ name, title }) => (
          <li key={name}>
            <button
              type="button"
              class="choice-line"
              aria-current={source.value?.name === name}
              onClick={() => choose(name)}
            >
              <Icon name="document" />
              <span>
                <b>{title ?? name}</b>
                <small>{name}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p class="soft">{documents.length === 0 ? words.open.empty : words.open.none}</p>
      )}
    </Modal>
  );
}

function SaveAsDialog() {
  const from = source.value?.name ?? "";
  const name = useSignal(from.replace(/(\.\w+)?$/, "-copy$1"));
  const copy = (): void => void attempt(() => copyDocument(from, asMarkdown(name.value)));
  return (
    <Modal
      title={words.saveAs.title}
      done={copy}
      foot={<Foot action={words.saveAs.make} run={copy} isOff={!name.value.trim()} />}
    >
      <p class="soft">{words.saveAs.about}</p>
      <Line
        label={words.saveAs.name}
        value={name.value}
        isFirst
        set={(text) => {
          name.value = text;
        }}
      />
    </Modal>
  );
}

type Format = keyof typeof words.export.formats;

function ExportDialog() {
  const making = useSignal<Format | null>(null);
  const { formats } = words.export;
  const save = async (format: Format): Promise<void> => {
    const name = source.peek()?.name;
    if (!name || making.peek()) return;
    making.value = format;
    try {
      const response = await fetch(exportAddress(name, format));
      if (!response.ok) throw new Error(await reasonOf(response));
      download(await response.blob(), `${stemOf(name)}.${format}`);
      closeDialog();
    } catch (error) {
      say(words.failed(error instanceof Error ? error.message : String(error)), true);
    }
    making.value = null;
  };
  return (
    <Modal title={words.export.title}>
      <p class="soft">{words.export.about}</p>
      <ul class="choices">
        {(Object.keys(formats) as Format[]).map((format) => (
          <li key={format}>
            <button
              type="button"
              class="choice-line"
              data-format={format}
              disabled={making.value !== null}
              onClick={() => void save(format)}
            >
              <Icon name="download" />
              <span>
                <b>{formats[format].name}</b>
                <small>
                  {making.value === format ? words.export.making : formats[format].about}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function HelpDialog() {
  const all = commands().filter(({ shortcut }) => shortcut);
  return (
    <Modal title={words.help.title} width={820}>
      <div class="help-columns">
        <section>
          <h3>{words.help.general}</h3>
          <dl>
            {all.map(({ id, title, shortcut }) => (
              <div key={id}>
                <dt>{title.replace("…", "")}</dt>
                <dd>
                  <Keys shortcut={shortcut ?? ""} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{words.help.blocks}</h3>
          <dl>
            {words.help.keys.map(([keys, what]) => (
              <div key={keys}>
                <dt>{what}</dt>
                <dd>
                  <Keys shortcut={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}

function Foot({ action, run, isOff }: { action: string; run(): void; isOff: boolean }) {
  return (
    <>
      <button type="button" class="button" onClick={closeDialog}>
        {words.cancel}
      </button>
      <button type="button" class="button primary" disabled={isOff} onClick={run}>
        {action}
      </button>
    </>
  );
}

interface LineProps {
  label: string;
  value: string;
  help?: string;
  placeholder?: string;
  isFirst?: boolean;
  set(text: string): void;
}

function Line({ label, value, help, placeholder, isFirst, set }: LineProps) {
  return (
    <label class="control">
      <span class="control-label">{label}</span>
      <input
        class="field"
        value={value}
        placeholder={placeholder ?? ""}
        data-first={isFirst}
        onInput={(event) => set(event.currentTarget.value)}
      />
      {help && <span class="control-help">{help}</span>}
    </label>
  );
}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Returns the name of a file for a title: in a folder of its own, so that pictures have a place. */
function fileNameOf(title: string): string {
  const stem = title
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${stem || "sop"}/${stem || "sop"}.md`;
}

function asMarkdown(name: string): string {
  const trimmed = name.trim();
  return /\.(?:md|markdown)$/i.test(trimmed) ? trimmed : `${trimmed}.md`;
}

function stemOf(name: string): string {
  return (
    name
      .split("/")
      .at(-1)
      ?.replace(/\.\w+$/, "") ?? name
  );
}

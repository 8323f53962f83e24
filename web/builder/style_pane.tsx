/** The style sheet that the page is dressed in, written while one sees what comes of it. */

import "./style_pane.css";

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { makeStyleSheet, refreshProject, saveStyleSheet, styleSheetOf } from "./files_api";
import { Icon } from "./icons";
import { LowerPane } from "./lower_pane";
import { dress, edit, front, isStyling, say, source, theme } from "./state";
import { strings } from "./strings/strings";

const words = strings.style;

/** How long after the last key a style sheet is saved, in ms. */
const SAVED_AFTER = 60;

export function StylePane() {
  const name = sheetInUse();
  const close = (): void => {
    isStyling.value = false;
  };
  return (
    <LowerPane
      name={words.name}
      heading={name ?? words.name}
      isOpen
      fold={close}
      actions={
        <>
          {name !== null && <ForGood name={name} />}
          <button
            type="button"
            class="button quiet icon"
            aria-label={words.close}
            title={words.close}
            onClick={close}
          >
            <Icon name="close" />
          </button>
        </>
      }
    >
      {name === null ? <NoSheet /> : <Sheet key={name} name={name} />}
    </LowerPane>
  );
}

/** Returns the name of the style sheet that the page has: the one that was chosen, else the SOP's. */
function sheetInUse(): string | null {
  if (theme.value !== null) return isSheet(theme.value) ? theme.value : null;
  const own = front.value.fields.find(({ key }) => key === "theme")?.value;
  return typeof own === "string" && isSheet(own) ? folderOfDocument() + own : null;
}

function isSheet(name: string): boolean {
  return /\.css$/i.test(name.trim());
}

function folderOfDocument(): string {
  return (source.value?.name ?? "").replace(/[^/]*$/, "");
}

/** Makes the style sheet the SOP's own, if it lies where the SOP can name it. */
function ForGood({ name }: { name: string }) {
  const folder = folderOfDocument();
  const own = front.value.fields.find(({ key }) => key === "theme")?.value;
  const path = name.slice(folder.length);
  if (!name.startsWith(folder) || own === path) return null;
  const keep = async (): Promise<void> => {
    if (await edit({ do: "set-front-matter", key: "theme", value: path })) dress(null);
  };
  return (
    <button type="button" class="button quiet" title={words.forGoodAbout} onClick={keep}>
      {words.forGood}
    </button>
  );
}

function NoSheet() {
  const picker = useRef<HTMLInputElement>(null);
  const make = async (name: string, from: { css: string } | { theme: string | null }) => {
    try {
      const made = await makeStyleSheet(name, from);
      await refreshProject();
      dress(made);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error), true);
    }
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (file) await make(file.name, { css: await file.text() });
  };
  return (
    <div class="properties-body">
      <p class="properties-about">{words.about}</p>
      <p class="style-actions">
        <button
          type="button"
          class="button primary"
          onClick={() => void make("style.css", { theme: theme.peek() })}
        >
          <Icon name="new" />
          {words.make}
        </button>
        <button type="button" class="button" onClick={() => picker.current?.click()}>
          <Icon name="import" />
          {words.fromFile}
        </button>
        <input
          type="file"
          hidden
          ref={picker}
          accept=".css,text/css"
          aria-label={words.fromFile}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </p>
    </div>
  );
}

function Sheet({ name }: { name: string }) {
  const text = useSignal<string | null>(null);
  const wrong = useSignal<string | null>(null);
  /** What another program wrote while this was edited here. */
  const theirs = useSignal<string | null>(null);
  const saving = useRef(new Saving(name)).current;

  const load = async (): Promise<void> => {
    if (saving.isUnsaved) return;
    try {
      const loaded = await saving.load();
      if (loaded !== undefined) text.value = loaded;
    } catch (error) {
      wrong.value = error instanceof Error ? error.message : String(error);
    }
  };
  useEffect(() => {
    saving.told = (reason, other) => {
      wrong.value = reason;
      theirs.value = other;
    };
    void load();
    return () => saving.end();
  }, []);

  const settle = (before: string, take: boolean): void => {
    theirs.value = null;
    if (take) text.value = before;
    saving.settle(before, text.peek() ?? "");
  };
  const { value: other } = theirs;
  return (
    <>
      {wrong.value !== null && (
        <p class="style-wrong" role="alert">
          {wrong.value}
        </p>
      )}
      {other !== null && (
        <div class="style-wrong" role="alert">
          {words.changed}
          <button type="button" class="button" onClick={() => settle(other, true)}>
            {words.takeTheirs}
          </button>
          <button type="button" class="button" onClick={() => settle(other, false)}>
            {words.keepMine}
          </button>
        </div>
      )}
      <textarea
        class="style-text"
        aria-label={words.text(name)}
        spellcheck={false}
        disabled={text.value === null}
        value={text.value ?? ""}
        onFocus={() => void load()}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          saving.save(event.currentTarget.value);
        }}
      />
    </>
  );
}

/** Takes what is typed to the file, one state after the other. */
class Saving {
  /** What is told of each attempt: why it failed, or what another program wrote. */
  told: (wrong: string | null, theirs: string | null) => void = () => {};
  private before = "";
  private next: string | null = null;
  private isBusy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly name: string) {}

  get isUnsaved(): boolean {
    return this.next !== null || this.isBusy;
  }

  /** Returns what is in the file, unless somebody has begun to write here in the meantime. */
  async load(): Promise<string | undefined> {
    const loaded = await styleSheetOf(this.name);
    if (this.isUnsaved) return undefined;
    this.before = loaded;
    return loaded;
  }

  save(text: string): void {
    this.next = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.write(), SAVED_AFTER);
  }

  /** Goes on from what another program wrote. */
  settle(before: string, text: string): void {
    this.before = before;
    if (text !== before) this.save(text);
    else this.next = null;
  }

  /** Saves what is not saved yet. */
  end(): void {
    this.told = () => {};
    clearTimeout(this.timer);
    void this.write();
  }

  private async write(): Promise<void> {
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
}

/** Values of the front matter that have parts: tables of rows, and names with their values. */

import "./front.css";

import { useRef } from "preact/hooks";

import { useDraft } from "./draft";
import { Icon } from "./icons";
import { strings } from "./strings/strings";
import type { FieldSpec, FrontValue } from "./wire";

const words = strings.properties;

export type FrontMap = { [key: string]: FrontValue };

interface RowsProps {
  name: string;
  label: string;
  specs: readonly FieldSpec[];
  rows: readonly FrontMap[];
  send(rows: FrontMap[]): Promise<boolean>;
}

/** A small table; each row says some of the fields. */
export function Rows({ name, label, specs, rows, send }: RowsProps) {
  const table = useRef<HTMLDivElement>(null);
  const draft = useDraft<readonly FrontMap[]>(rows, (rows) => send(rows.filter(saysSomething)));
  const change = (at: number, field: FieldSpec, text: string): void =>
    draft.type(draft.value.map((row, index) => (index === at ? changed(row, field, text) : row)));
  const move = (at: number, by: number): void => {
    const all = [...draft.value];
    all.splice(at + by, 0, ...all.splice(at, 1));
    draft.type(all);
  };
  const add = (): void => {
    draft.type([...draft.value, {}]);
    requestAnimationFrame(() =>
      table.current?.querySelector<HTMLElement>("tbody tr:last-child .field")?.focus(),
    );
  };
  const left = (event: FocusEvent): void => {
    if (!table.current?.contains(event.relatedTarget as Node | null)) draft.leave();
  };
  return (
    <div class="rows-scroll" ref={table} onFocusOut={left}>
      {draft.value.length > 0 && (
        <table class="rows-table" aria-label={label}>
          <thead>
            <tr>
              {specs.map((spec) => (
                <th key={spec.name} scope="col">
                  {strings.front[`${name}.${spec.name}`]?.label ?? spec.name}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {draft.value.map((row, at) => (
              <tr key={at}>
                {specs.map((spec) => (
                  <td key={spec.name} data-column={spec.name}>
                    <input
                      class="field"
                      {...typed(spec, row[spec.name])}
                      aria-label={strings.front[`${name}.${spec.name}`]?.label ?? spec.name}
                      value={asText(row[spec.name])}
                      onInput={(event) => change(at, spec, event.currentTarget.value)}
                    />
                  </td>
                ))}
                <td class="rows-tools">
                  <RowButton
                    icon="arrow-up"
                    label={words.moveRowUp(at + 1)}
                    isOff={at === 0}
                    run={() => move(at, -1)}
                  />
                  <RowButton
                    icon="arrow-down"
                    label={words.moveRowDown(at + 1)}
                    isOff={at === draft.value.length - 1}
                    run={() => move(at, 1)}
                  />
                  <RowButton
                    icon="delete"
                    label={words.removeRow(at + 1)}
                    run={() => draft.type(draft.value.filter((_, index) => index !== at))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <button type="button" class="button" onClick={add}>
        <Icon name="add" />
        {words.addRow}
      </button>
    </div>
  );
}

interface RowButtonProps {
  icon: "arrow-up" | "arrow-down" | "delete";
  label: string;
  isOff?: boolean;
  run(): void;
}

function RowButton({ icon, label, isOff, run }: RowButtonProps) {
  return (
    <button
      type="button"
      class="button quiet icon"
      aria-label={label}
      title={label}
      disabled={isOff ?? false}
      onClick={run}
    >
      <Icon name={icon} />
    </button>
  );
}

interface PairsProps {
  label: string;
  map: FrontMap;
  send(map: FrontMap): Promise<boolean>;
}

type Pair = readonly [string, FrontValue];

/** Names with their values, as those of placeholders. */
export function Pairs({ label, map, send }: PairsProps) {
  const group = useRef<HTMLDivElement>(null);
  const draft = useDraft<readonly Pair[]>(Object.entries(map), (pairs) =>
    send(Object.fromEntries(pairs.filter(([name]) => name.trim() !== ""))),
  );
  const change = (at: number, pair: Pair): void =>
    draft.type(draft.value.map((old, index) => (index === at ? pair : old)));
  const left = (event: FocusEvent): void => {
    if (!group.current?.contains(event.relatedTarget as Node | null)) draft.leave();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the fields around it are one set already
    <div class="control" role="group" aria-label={label} ref={group} onFocusOut={left}>
      {draft.value.map(([name, value], at) => (
        <div class="front-pair" key={at}>
          <input
            class="field"
            aria-label={strings.frontForm.placeholder}
            placeholder={strings.frontForm.placeholder}
            value={name}
            onInput={(event) => change(at, [event.currentTarget.value, value])}
          />
          <input
            class="field"
            aria-label={strings.frontForm.value}
            placeholder={strings.frontForm.value}
            value={asText(value)}
            onInput={(event) => change(at, [name, event.currentTarget.value])}
          />
          <RowButton
            icon="delete"
            label={strings.frontForm.remove(name)}
            run={() => draft.type(draft.value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <span>
        <button type="button" class="button" onClick={() => draft.type([...draft.value, ["", ""]])}>
          <Icon name="add" />
          {words.addRow}
        </button>
      </span>
    </div>
  );
}

/** Whether a value is a list of rows, so that a table can show it. */
export function isRows(value: FrontValue | undefined): value is FrontMap[] {
  return value === undefined || (Array.isArray(value) && value.every(isMap));
}

export function isMap(value: FrontValue | undefined): value is FrontMap {
  return typeof value === "object" && !Array.isArray(value);
}

export function asText(value: FrontValue | undefined): string {
  if (Array.isArray(value)) return value.map(asText).join(", ");
  return typeof value === "string" ? value : "";
}

function changed(row: FrontMap, { name, control }: FieldSpec, text: string): FrontMap {
  const next = { ...row };
  const texts = text.split(/,\s*/);
  if (text === "") delete next[name];
  else next[name] = control === "list" && texts.length > 1 ? texts : text;
  return next;
}

function saysSomething(row: FrontMap): boolean {
  return Object.keys(row).length > 0;
}

/** The type of an input, which stays a text while what is in it is no whole date. */
function typed({ control }: FieldSpec, value: FrontValue | undefined): object {
  const isDate = control === "date" && /^(?:\d{4}-\d{2}-\d{2})?$/.test(asText(value));
  return { type: isDate ? "date" : "text" };
}

/** The front matter as a form. Keys that are not known stand below the known ones. */

import "./front.css";

import { useSignal } from "@preact/signals";

import { Control } from "./controls";
import { asText, type FrontMap, isMap, isRows, Pairs, Rows } from "./front_rows";
import { Icon } from "./icons";
import { closeDialog, Modal } from "./modal";
import { FindingOf } from "./problems";
import { catalogue, edit, findings, front } from "./state";
import { strings } from "./strings/strings";
import type { FieldSpec, FieldValue, FrontValue } from "./wire";

const words = strings.frontForm;

/** Which key stands in which part of the form; others are in the last one. */
const GROUPS: [keyof typeof words.groups, string[]][] = [
  [
    "identity",
    [
      "title",
      "subtitle",
      "label",
      "id",
      "revision",
      "status",
      "organization",
      "department",
      "logo",
    ],
  ],
  ["dates", ["effective_date", "issued_date", "review_due", "withdrawn_date"]],
  [
    "people",
    [
      "owner",
      "authors",
      "level_of_use",
      "classification",
      "distribution",
      "applies_to",
      "supersedes",
      "depends_on",
      "tags",
    ],
  ],
  ["history", ["approvals", "revisions"]],
  ["page", ["lang", "dir", "theme", "page", "copy_notice"]],
  ["rules", ["numbering", "vars", "profile", "allow"]],
];
const WIDE = new Set(["rows", "text", "file"]);

export function Front() {
  const specs = new Map(catalogue.value.front_matter.map((spec) => [spec.name, spec]));
  const [from, to] = front.value.span ?? [0, 0];
  const wrong = findings.value.filter(
    (finding) => !finding.block && finding.from >= from && finding.to <= to && to > from,
  );
  return (
    <Modal
      title={words.title}
      width={1000}
      foot={
        <button type="button" class="button primary" onClick={closeDialog}>
          {words.close}
        </button>
      }
    >
      <p class="soft">{words.about}</p>
      {wrong.length > 0 && (
        <ul class="properties-findings">
          {wrong.map((finding) => (
            <FindingOf key={`${finding.code} ${finding.from}`} finding={finding} />
          ))}
        </ul>
      )}
      {GROUPS.map(([group, keys]) => (
        <fieldset class="front-group" key={group}>
          <legend>{words.groups[group]}</legend>
          <div class="front-fields">
            {keys.map((key) => {
              const spec = specs.get(key);
              return spec && <KnownKey key={key} spec={spec} />;
            })}
          </div>
        </fieldset>
      ))}
      <OwnKeys known={specs} />
    </Modal>
  );
}

function said(key: string): FrontValue | undefined {
  return front.value.fields.find((field) => field.key === key)?.value;
}

function set(key: string, value: FrontValue | null): Promise<boolean> {
  return edit({ do: "set-front-matter", key, value });
}

function KnownKey({ spec }: { spec: FieldSpec }) {
  const { name } = spec;
  const value = said(name);
  const { label, help } = strings.front[name] ?? { label: name, help: "" };
  const isWide = WIDE.has(spec.control);
  if (spec.control !== "rows") {
    return (
      <div class={isWide ? "is-wide" : ""}>
        <Control
          spec={spec}
          label={label}
          help={isMap(value) ? words.structured : help}
          value={asField(value)}
          isReadOnly={isMap(value)}
          send={(next) => set(name, asFront(next, value))}
        />
      </div>
    );
  }
  return (
    <div class="is-wide control">
      <span class="control-label">{label}</span>
      {help && <span class="control-help">{help}</span>}
      <Parts spec={spec} label={label} value={value} />
    </div>
  );
}

/** A value with parts: a table, names with values, or a few fields. */
function Parts({
  spec,
  label,
  value,
}: {
  spec: FieldSpec;
  label: string;
  value: FrontValue | undefined;
}) {
  const { name } = spec;
  const send = (next: FrontMap): Promise<boolean> =>
    set(name, Object.keys(next).length > 0 ? next : null);
  if (name === "approvals" || name === "revisions") {
    return isRows(value) ? (
      <Rows
        name={name}
        label={label}
        specs={spec.rows}
        rows={value ?? []}
        send={(rows) => set(name, rows.length > 0 ? rows : null)}
      />
    ) : (
      <p class="soft">{words.structured}</p>
    );
  }
  if (value !== undefined && !isMap(value)) return <p class="soft">{words.structured}</p>;
  const map = value ?? {};
  if (spec.rows.length === 0) return <Pairs label={label} map={map} send={send} />;
  return (
    <div class="front-fields">
      {spec.rows.map((part) => (
        <Control
          key={part.name}
          spec={part}
          label={strings.front[`${name}.${part.name}`]?.label ?? part.name}
          help=""
          value={asField(map[part.name])}
          send={(next) => {
            const { [part.name]: _, ...others } = map;
            const value = asFront(next, undefined);
            return send(value === null ? others : { ...others, [part.name]: value });
          }}
        />
      ))}
    </div>
  );
}

function OwnKeys({ known }: { known: ReadonlyMap<string, FieldSpec> }) {
  const key = useSignal("");
  const value = useSignal("");
  const own = front.value.fields.filter((field) => !known.has(field.key));
  const add = (): void => {
    const name = key.value.trim();
    if (!name || !value.value) return;
    void set(name, value.value).then((isDone) => {
      if (isDone) [key.value, value.value] = ["", ""];
    });
  };
  return (
    <fieldset class="front-group">
      <legend>{words.groups.other}</legend>
      <div class="front-fields">
        {own.map((field) => (
          <div class="control-row" key={field.key}>
            <Control
              spec={{ name: field.key, control: "list", options: [], unit: null, rows: [] }}
              label={field.key}
              help={isPlain(field.value) ? "" : words.structured}
              value={isPlain(field.value) ? asField(field.value) : undefined}
              isReadOnly={!isPlain(field.value)}
              send={(next) => set(field.key, asFront(next, field.value))}
            />
          </div>
        ))}
        <div class="is-wide front-pair">
          <input
            class="field"
            aria-label={words.key}
            placeholder={words.key}
            value={key.value}
            onInput={(event) => {
              key.value = event.currentTarget.value;
            }}
          />
          <input
            class="field"
            aria-label={words.value}
            placeholder={words.value}
            value={value.value}
            onInput={(event) => {
              value.value = event.currentTarget.value;
            }}
            onKeyDown={(event) => event.key === "Enter" && add()}
          />
          <button type="button" class="button" disabled={!key.value.trim()} onClick={add}>
            <Icon name="add" />
            {words.addKey}
          </button>
        </div>
      </div>
    </fieldset>
  );
}

function isPlain(value: FrontValue): boolean {
  return Array.isArray(value) ? value.every((item) => typeof item === "string") : !isMap(value);
}

/** What a control shows of a value. */
function asField(value: FrontValue | undefined): FieldValue | undefined {
  if (Array.isArray(value)) return value.map(asText);
  return typeof value === "string" ? value : undefined;
}

/** One text stays a text, unless it was a list before. */
function asFront(value: FieldValue | null, before: FrontValue | undefined): FrontValue | null {
  if (Array.isArray(value)) {
    return value.length === 1 && !Array.isArray(before) ? (value[0] ?? null) : value;
  }
  return value === null ? null : String(value);
}

/** Fields of forms: the right control for each, its label and help, and what is wrong with it. */

import "./controls.css";

import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

import { useDraft, WHEN_LEFT } from "./draft";
import { upload } from "./media";
import { strings } from "./strings/strings";
import type { FieldSpec, FieldValue } from "./wire";

const words = strings.properties;

export interface ControlProps {
  spec: FieldSpec;
  label: string;
  help: string;
  /** Undefined if it says nothing. */
  value: FieldValue | undefined;
  /** Shown in place of a value, where several blocks have different ones. */
  instead?: string | undefined;
  isReadOnly?: boolean | undefined;
  isNarrow?: boolean;
  send(value: FieldValue | null): Promise<boolean>;
  /** Why a value cannot be taken. */
  check?(value: string): string | undefined;
}

export function Control(props: ControlProps) {
  switch (props.spec.control) {
    case "switch":
      return <Switch {...props} />;
    case "choice":
      return <Choice {...props} />;
    case "file":
      return <FileField {...props} />;
    case "color":
      return <ColorField {...props} />;
    default:
      return <TextField {...props} />;
  }
}

interface FrameProps extends Pick<ControlProps, "label" | "help" | "isNarrow"> {
  id: string;
  bad?: string | undefined;
  kind?: string;
  children: ComponentChildren;
}

function Frame({ id, label, help, bad, kind, isNarrow, children }: FrameProps) {
  return (
    <div class={`control ${kind ?? ""}`}>
      <label class={isNarrow ? "visually-hidden" : "control-label"} for={id}>
        {label}
      </label>
      {children}
      {bad && (
        <span class="control-bad" id={`${id}-bad`} role="alert">
          {bad}
        </span>
      )}
      {help && !isNarrow && (
        <span class="control-help" id={`${id}-help`}>
          {help}
        </span>
      )}
    </div>
  );
}

const TALL = new Set(["text", "markdown", "code", "list"]);

function TextField(props: ControlProps) {
  const { spec, label, help, isNarrow, instead, isReadOnly } = props;
  const id = useId();
  const when = spec.control === "id" ? WHEN_LEFT : undefined;
  const send = (text: string): Promise<boolean> => props.send(asValue(spec, text));
  const draft = useDraft(asText(props.value), send, when);
  const bad = whatIsBad(props, draft.value);
  const isDate = spec.control === "date" && /^(?:\d{4}-\d{2}-\d{2})?$/.test(draft.value);
  const shared = {
    id,
    name: spec.name,
    class: `field ${spec.control === "code" ? "is-code" : ""}`,
    value: draft.value,
    placeholder: instead ?? "",
    readOnly: isReadOnly ?? false,
    "aria-invalid": bad !== undefined,
    "aria-describedby": `${id}-bad ${id}-help`,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      const { value } = event.currentTarget;
      draft.type(value, whatIsBad(props, value) === undefined);
    },
    onBlur: draft.leave,
  };
  return (
    <Frame id={id} label={label} help={help} bad={bad} isNarrow={isNarrow ?? false}>
      {TALL.has(spec.control) && !isNarrow ? (
        <textarea {...shared} rows={2} spellcheck={spec.control !== "code"} />
      ) : (
        <span class="control-row">
          <input
            {...shared}
            onChange={draft.leave}
            type={isDate ? "date" : "text"}
            inputMode={spec.control === "number" ? "decimal" : "text"}
            list={spec.options.length > 0 ? `${id}-list` : undefined}
          />
          {spec.unit && <span class="control-unit">{spec.unit}</span>}
        </span>
      )}
      {spec.options.length > 0 && (
        <datalist id={`${id}-list`}>
          {spec.options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
    </Frame>
  );
}

function Choice({ spec, label, help, value, instead, isReadOnly, isNarrow, send }: ControlProps) {
  const id = useId();
  const draft = useDraft(asText(value), (text) => send(text || null));
  const isOther = draft.value !== "" && !spec.options.includes(draft.value);
  return (
    <Frame id={id} label={label} help={help} isNarrow={isNarrow ?? false}>
      <select
        id={id}
        name={spec.name}
        class="field"
        value={draft.value}
        disabled={isReadOnly}
        onChange={(event) => {
          draft.type(event.currentTarget.value);
          draft.leave();
        }}
      >
        <option value="">{instead ?? words.unset}</option>
        {isOther && <option value={draft.value}>{draft.value}</option>}
        {spec.options.map((option) => (
          <option key={option} value={option}>
            {strings.options[option] ?? option}
          </option>
        ))}
      </select>
    </Frame>
  );
}

function Switch({ spec, label, help, value, isReadOnly, send }: ControlProps) {
  const id = useId();
  const isOn = value === true || (typeof value === "string" && value !== "false");
  const draft = useDraft(isOn, (on) => send(on || null));
  return (
    <Frame id={id} label={label} help={help} kind="is-switch">
      <input
        id={id}
        name={spec.name}
        class="switch"
        type="checkbox"
        role="switch"
        aria-checked={draft.value}
        checked={draft.value}
        disabled={isReadOnly}
        onChange={(event) => {
          draft.type(event.currentTarget.checked);
          draft.leave();
        }}
      />
    </Frame>
  );
}

function FileField({
  spec,
  label,
  help,
  value,
  instead,
  isReadOnly,
  isNarrow,
  send,
}: ControlProps) {
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [isUploading, setUploading] = useState(false);
  const draft = useDraft(asText(value), (text) => send(text || null));
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setUploading(true);
    const path = await upload(file);
    setUploading(false);
    if (!path) return;
    draft.type(path);
    draft.leave();
  };
  const accept = { poster: "image/*", logo: "image/*", path: "", file: ".md" }[spec.name] ?? "";
  return (
    <Frame id={id} label={label} help={help} isNarrow={isNarrow ?? false}>
      <span class="control-row">
        <input
          id={id}
          name={spec.name}
          class="field"
          value={draft.value}
          placeholder={instead ?? ""}
          readOnly={isReadOnly ?? false}
          onInput={(event) => draft.type(event.currentTarget.value)}
          onBlur={draft.leave}
        />
        {!isReadOnly && (
          <button
            type="button"
            class="button"
            disabled={isUploading}
            onClick={() => picker.current?.click()}
          >
            {isUploading ? words.uploading : words.upload}
          </button>
        )}
        <input
          type="file"
          hidden
          ref={picker}
          accept={accept}
          aria-label={words.upload}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </span>
    </Frame>
  );
}

function ColorField({ spec, label, help, value, isReadOnly, send }: ControlProps) {
  const id = useId();
  const draft = useDraft(asText(value), (text) => send(text || null));
  const isColor = /^#[0-9a-f]{6}$/i.test(draft.value);
  const typed = (event: { currentTarget: HTMLInputElement }): void =>
    draft.type(event.currentTarget.value);
  return (
    <Frame id={id} label={label} help={help}>
      <span class="control-row">
        <input
          class="control-color"
          type="color"
          aria-label={label}
          value={isColor ? draft.value : "#000000"}
          disabled={isReadOnly}
          onInput={typed}
          onBlur={draft.leave}
        />
        <input
          id={id}
          name={spec.name}
          class="field"
          value={draft.value}
          onInput={typed}
          onBlur={draft.leave}
        />
      </span>
    </Frame>
  );
}

function asText(value: FieldValue | undefined): string {
  if (Array.isArray(value)) return value.join("\n");
  return typeof value === "string" ? value : "";
}

function asValue({ control }: FieldSpec, text: string): FieldValue | null {
  if (control !== "list") return text === "" ? null : text;
  const texts = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return texts.length > 0 ? texts : null;
}

function whatIsBad({ spec, check }: ControlProps, text: string): string | undefined {
  const value = text.trim();
  if (!value) return undefined;
  if (spec.control === "number" && !/^-?\d+(?:[.,]\d+)?%?$/.test(value)) return words.badNumber;
  if (spec.control === "id" && /[\s{}()[\]"'`<>#]/.test(value)) return words.badId;
  if (spec.control === "date" && !/^\d{4}-\d{2}(?:-\d{2})?$/.test(value)) return words.badDate;
  return check?.(value);
}

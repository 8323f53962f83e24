/**
 * Keys pressed while the caret is on its way to a block that is being made: the server has to say
 * first that it is there. They are held back, and pressed in its field, in order.
 */

import { EditorView } from "@codemirror/view";

type Held = { key: KeyboardEvent } | { text: string };

/** How long a field may take to come, in ms; then what is held goes where the caret is. */
const COMES_WITHIN = 10_000;
const EDITING = new Set([
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "Backspace",
  "Delete",
  "End",
  "Enter",
  "Escape",
  "Home",
  "Tab",
]);

let held: Held[] = [];
let isHolding = false;
let late: ReturnType<typeof setTimeout> | undefined;

/** Holds keys back from now on. */
export function holdKeys(): void {
  if (isHolding) return;
  isHolding = true;
  addEventListener("keydown", holdKey, { capture: true });
  addEventListener("beforeinput", holdInput, { capture: true });
  late = setTimeout(() => releaseKeys(document.activeElement), COMES_WITHIN);
}

export function isHoldingKeys(): boolean {
  return isHolding;
}

/** Presses in an element what was held back, up to a key that makes the next block. */
export function releaseKeys(target: Element | null): void {
  if (!isHolding) return;
  isHolding = false;
  clearTimeout(late);
  removeEventListener("keydown", holdKey, { capture: true });
  removeEventListener("beforeinput", holdInput, { capture: true });
  const waiting = held;
  held = [];
  for (const [index, one] of waiting.entries()) {
    press(one, target);
    if (isHolding) {
      held = waiting.slice(index + 1);
      return;
    }
  }
}

/** What keyboards on a screen write comes without keys. */
function holdInput(event: InputEvent): void {
  if (!event.isTrusted || event.inputType !== "insertText" || !event.data) return;
  if (event.cancelable) hold(event, { text: event.data });
}

function holdKey(key: KeyboardEvent): void {
  if (!key.isTrusted || key.isComposing) return;
  const isCommand = (key.ctrlKey || key.metaKey) && !key.getModifierState("AltGraph");
  const isHeld = isCommand ? /^[beiyz]$/i.test(key.key) : isText(key) || EDITING.has(key.key);
  if (isHeld) hold(key, { key });
}

function hold(event: Event, what: Held): void {
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(what);
}

function isText(key: KeyboardEvent): boolean {
  return [...key.key].length === 1 && (!key.altKey || key.getModifierState("AltGraph"));
}

function press(one: Held, target: Element | null): void {
  if ("text" in one) {
    write(one.text, target);
    return;
  }
  const again = new KeyboardEvent("keydown", {
    ...shown(one.key),
    bubbles: true,
    cancelable: true,
  });
  const isFree = (target ?? document.body).dispatchEvent(again);
  if (!isFree) return;
  const { key, ctrlKey, metaKey } = one.key;
  if (isText(one.key) && !(ctrlKey || metaKey)) write(key, target);
  else if (key === "Backspace") document.execCommand("delete");
}

/** Returns what an event says of its key. */
function shown({ key, code, keyCode, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent) {
  return { key, code, keyCode, ctrlKey, shiftKey, altKey, metaKey };
}

function write(text: string, target: Element | null): void {
  const view = target instanceof HTMLElement ? EditorView.findFromDOM(target) : null;
  if (view) view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type" });
  else document.execCommand("insertText", false, text);
}

/**
 * Keys pressed while the caret is on its way to a block that is being made: the server has to say
 * first that it is there. They are held back, and pressed in its field, in order.
 *
 * What an input method composes cannot be held back: it goes where the focus is when it begins. So
 * the focus goes to a pad then, and the new field waits for what is composed on it.
 */

import { EditorView } from "@codemirror/view";
import { signal } from "@preact/signals";

import { strings } from "./strings/strings";

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

/** The code of a key that an input method has taken (UI Events §4.3). */
const TAKEN = 229;

let held: Held[] = [];
let isHolding = false;
/** Whether they are for another field than the one that has the focus. */
let isForAnother = false;
let late: ReturnType<typeof setTimeout> | undefined;

/** Whether something is composed that is for a field that is not there yet, or waits for its end. */
export const isComposing = signal(false);

/** Holds keys back from now on, until the field that they are for is there. */
export function holdKeysForAnother(): void {
  isForAnother = true;
  holdKeys();
}

/** Holds keys back from now on. */
export function holdKeys(): void {
  if (isHolding) return;
  isHolding = true;
  addEventListener("keydown", holdKey, { capture: true });
  addEventListener("beforeinput", holdInput, { capture: true });
  late = setTimeout(tooLate, COMES_WITHIN);
}

function tooLate(): void {
  if (isComposing.peek()) late = setTimeout(tooLate, COMES_WITHIN);
  else releaseKeys(document.activeElement);
}

export function isHoldingKeys(): boolean {
  return isHolding;
}

/** Presses in an element what was held back, up to a key that makes the next block. */
export function releaseKeys(target: Element | null): void {
  if (!isHolding) return;
  isHolding = false;
  isForAnother = false;
  clearTimeout(late);
  removePad();
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
  if (event.target === pad) return;
  if (event.cancelable) hold(event, { text: event.data });
}

function holdKey(key: KeyboardEvent): void {
  if (!key.isTrusted || key.isComposing) return;
  if (key.keyCode === TAKEN) {
    if (isForAnother) usePad();
    return;
  }
  const isCommand = (key.ctrlKey || key.metaKey) && !key.getModifierState("AltGraph");
  const isHeld = isCommand ? /^[beiyz]$/i.test(key.key) : isText(key) || EDITING.has(key.key);
  if (isHeld) hold(key, { key });
}

function hold(event: Event, what: Held): void {
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(what);
}

let pad: HTMLTextAreaElement | undefined;

/** Gives the focus to the pad, where the caret was, since that is where candidates are shown. */
function usePad(): void {
  if (pad) return;
  const { left, bottom } = document.activeElement?.getBoundingClientRect() ?? {
    left: 0,
    bottom: 0,
  };
  pad = document.body.appendChild(document.createElement("textarea"));
  pad.className = "held-pad";
  pad.ariaLabel = strings.canvas.isMade;
  pad.style.translate = `${left}px ${bottom}px`;
  const take = (): void => {
    const text = pad?.value;
    if (pad) pad.value = "";
    if (text) held.push({ text });
  };
  pad.addEventListener("compositionstart", () => {
    isComposing.value = true;
  });
  pad.addEventListener("compositionend", () => {
    take();
    isComposing.value = false;
  });
  pad.addEventListener("input", () => {
    if (!isComposing.peek()) take();
  });
  pad.focus({ preventScroll: true });
}

function removePad(): void {
  pad?.remove();
  pad = undefined;
  isComposing.value = false;
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

/** Whether a key with Alt alone was pressed, and not into a text: `code` is the place of the key. */
export function isShortcut(event: KeyboardEvent, code: string): boolean {
  const { altKey, ctrlKey, metaKey, shiftKey, target } = event;
  const isText =
    target instanceof HTMLElement && target.matches("input, textarea, [contenteditable]");
  return event.code === code && altKey && !ctrlKey && !metaKey && !shiftKey && !isText;
}

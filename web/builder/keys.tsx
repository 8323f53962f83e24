/** Keys as people read them. */

const IS_MAC = /mac|iphone|ipad/i.test(navigator.platform);
const NAMES: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  ...(IS_MAC && { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" }),
};

export function Keys({ shortcut }: { shortcut: string }) {
  return <kbd>{keyNames(shortcut)}</kbd>;
}

export function keyNames(shortcut: string): string {
  const words = shortcut.replace(/[A-Za-z]+/g, (key) => NAMES[key] ?? key);
  return IS_MAC ? words.replaceAll("+", "") : words;
}

/**
 * Swaps the style sheet without a flash: the old one stays until the new one has loaded. If that
 * fails, it stays for good.
 */

/** Uses a style sheet; of several that are loading, the newest wins. */
export function useTheme(href: string | undefined): void {
  const links = themeLinks();
  const newest = links.at(-1);
  if (href === undefined) {
    for (const link of links) link.remove();
    return;
  }
  const address = new URL(href, location.href).href;
  if (newest?.href === address) return;
  const link = document.createElement("link");
  link.setAttribute("data-preview", "");
  link.rel = "stylesheet";
  link.href = address;
  link.onload = () => {
    for (const older of themeLinks()) {
      if (older === link) break;
      older.remove();
    }
  };
  link.onerror = () => link.remove();
  if (newest) newest.after(link);
  else document.head.append(link);
}

function themeLinks(): HTMLLinkElement[] {
  return [
    ...document.querySelectorAll<HTMLLinkElement>("head > link[data-preview][rel=stylesheet]"),
  ];
}

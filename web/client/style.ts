/**
 * Swaps a style sheet of the preview's without a flash: the old one stays until the new one has
 * loaded. If that fails, it stays for good.
 */

/** The theme, and behind it what the page is printed by. */
export type StyleName = "theme" | "paper";

/** Uses a style sheet; of several that are loading, the newest wins. */
export function useStyle(name: StyleName, href: string | undefined, loaded?: () => void): void {
  const links = styleLinks(document, name);
  const newest = links.at(-1);
  if (href === undefined) {
    for (const link of links) link.remove();
    return;
  }
  const address = new URL(href, location.href).href;
  if (newest?.href === address) return;
  const link = document.createElement("link");
  link.setAttribute("data-preview", name);
  link.rel = "stylesheet";
  if (name === "paper") link.media = newest?.media ?? "print";
  link.href = address;
  link.onload = () => {
    for (const older of styleLinks(document, name)) {
      if (older === link) break;
      older.remove();
    }
    loaded?.();
  };
  link.onerror = () => link.remove();
  if (newest) newest.after(link);
  else if (name === "theme") document.head.insertBefore(link, styleLink("paper"));
  else document.head.append(link);
}

/** Returns the link of a style sheet that is in use. */
export function styleLink(name: StyleName): HTMLLinkElement | null {
  return styleLinks(document, name)[0] ?? null;
}

/** Returns the addresses of a page's style sheets, as they are written. */
export function stylesOf(page: Document): Record<StyleName, string | undefined> {
  const href = (name: StyleName) => styleLinks(page, name)[0]?.getAttribute("href") ?? undefined;
  return { theme: href("theme"), paper: href("paper") };
}

function styleLinks(page: Document, name: StyleName): HTMLLinkElement[] {
  return [...page.querySelectorAll<HTMLLinkElement>(`head > link[data-preview=${name}]`)];
}

/** The parts of the client that are loaded when they are first asked for. */

let attempts = 0;

const provided = new Map<string, unknown>();

/** Has a part at hand that is not to be loaded. */
export function provideModule(name: string, part: unknown): void {
  provided.set(name, part);
}

/** Loads a part; rejects if it cannot be had. */
export function importModule<Module>(name: string): Promise<Module> {
  if (provided.has(name)) return Promise.resolve(provided.get(name) as Module);
  const address = new URL(`${name}.js`, import.meta.url);
  address.search = new URL(import.meta.url).search;
  // A browser may remember that a module could not be had, but not under another name.
  address.hash = String(attempts++);
  return import(address.href) as Promise<Module>;
}

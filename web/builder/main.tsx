/** The entry of the application: finds out what there is, and shows it. */

import "./app.css";

import { render } from "preact";

import { App } from "./app";
import { runShortcut } from "./commands";
import { layout } from "./layout_state";
import { catalogue, open, project, source } from "./state";
import type { Catalogue, Project } from "./wire";

async function fetched<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

function named(): string | null {
  return location.hash ? decodeURI(location.hash.slice(1)) : null;
}

async function start(): Promise<void> {
  layout.start();
  const place = document.getElementById("app");
  if (!place) throw new Error("the page has no place for the application");
  render(<App />, place);
  addEventListener("keydown", (event) => runShortcut(event));
  const name = named();
  // The document comes at once; what can be put in and opened is read meanwhile.
  if (name) open(name);
  addEventListener("hashchange", () => {
    const name = named();
    if (name && name !== source.value?.name) open(name);
  });
  [catalogue.value, project.value] = await Promise.all([
    fetched<Catalogue>("_builder/catalogue.json"),
    fetched<Project>("_builder/project.json"),
  ]);
  if (!source.value && project.value.open) open(project.value.open);
}

void start();

/** The application: bars above and below, and three panes between. */

import { Canvas } from "./canvas";
import { command, run } from "./commands";
import { Dialogs } from "./dialogs";
import type { IconName } from "./icons";
import { Icon } from "./icons";
import { isSmall, Layout } from "./layout";
import { layout } from "./layout_state";
import { Palette } from "./palette";
import { Presence } from "./presence";
import { Preview } from "./preview";
import { Properties } from "./properties";
import { Search } from "./search";
import { SidePane } from "./side_pane";
import { SourceView } from "./source_view";
import { front, gone, isOpen, isSearching, isStyling, project, source, view } from "./state";
import { Status } from "./status";
import { strings } from "./strings/strings";
import { StylePane } from "./style_pane";
import { Toast } from "./toast";

export function App() {
  return (
    <>
      <TopBar />
      <Layout left={<SidePane />} middle={<Middle />} right={<RightPane />} />
      <Status />
      <Dialogs />
      <Palette />
      <Toast />
    </>
  );
}

function TopBar() {
  const title = front.value.fields.find(({ key }) => key === "title")?.value;
  return (
    <header class="top-bar">
      <span class="brand" aria-hidden="true">
        <Icon name="blocks" />
      </span>
      <div class="toolbar" role="toolbar" aria-label={strings.app.toolbar}>
        <BarButton id="new" icon="new" isNamed />
        <BarButton id="open" icon="open" isNamed />
        <BarButton id="save-as" icon="save" />
        <BarButton id="import" icon="import" />
        <BarButton id="export" icon="export" isNamed />
        <span class="divider" />
        <BarButton id="undo" icon="undo" />
        <BarButton id="redo" icon="redo" />
        <BarButton id="search" icon="search" />
      </div>
      <h1 class="document-title">
        {source.value ? (
          <button
            type="button"
            class="button quiet"
            disabled={isSmall.value}
            title={`${source.value.name}: ${strings.commands.front} (Ctrl+I)`}
            onClick={() => run("front")}
          >
            {(typeof title === "string" && title) || source.value.name}
          </button>
        ) : (
          strings.app.name
        )}
      </h1>
      <Presence />
      <div class="toolbar">
        <LivePreviewButton />
        <BarButton id="palette" icon="palette" />
        <BarButton id="scheme" icon={layout.scheme.value === "dark" ? "moon" : "sun"} />
        <BarButton id="help" icon="help" />
      </div>
    </header>
  );
}

/** A button for a command: its icon, and its first word where there is room. */
function BarButton({ id, icon, isNamed }: { id: string; icon: IconName; isNamed?: boolean }) {
  const found = command(id);
  if (!found) return null;
  const title = found.shortcut ? `${found.title} (${found.shortcut})` : found.title;
  return (
    <button
      type="button"
      class={isNamed ? "button quiet" : "button quiet icon"}
      title={title}
      aria-label={found.title}
      disabled={!(found.isEnabled?.() ?? true)}
      onClick={() => run(id)}
    >
      <Icon name={icon} />
      {isNamed && <span>{found.title.replace("…", "").split(" ")[0]}</span>}
    </button>
  );
}

/** Opens the page that readers see in its own window; shows whether it is open. */
function LivePreviewButton() {
  const isOn = layout.isPreviewOpen.value;
  return (
    <button
      type="button"
      class={`button live-preview ${isOn ? "is-on" : ""}`}
      aria-pressed={isOn}
      disabled={!source.value}
      onClick={() => run("live-preview")}
    >
      <span class="lamp" />
      {strings.app.livePreview}
      <span class="state">{isOn ? strings.app.livePreviewOn : strings.app.livePreviewOff}</span>
    </button>
  );
}

function Middle() {
  if (!source.value) return <Welcome />;
  if (gone.value !== null) return <p class="notice-line">{gone.value}</p>;
  if (!isOpen.value) return <p class="notice-line">{strings.app.loading}</p>;
  return (
    <>
      <div class="pane-head">
        <div class="segments" role="tablist">
          <ViewTab which="blocks" />
          <ViewTab which="source" />
        </div>
      </div>
      {isSearching.value && <Search />}
      {view.value === "blocks" ? <Canvas /> : <SourceView />}
    </>
  );
}

function ViewTab({ which }: { which: "blocks" | "source" }) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={view.value === which}
      onClick={() => {
        view.value = which;
      }}
    >
      <Icon name={which} />
      {strings.app.tabs[which]}
    </button>
  );
}

function RightPane() {
  if (!source.value || !isOpen.value) return null;
  return (
    <>
      <Preview />
      {isStyling.value ? <StylePane /> : <Properties />}
    </>
  );
}

function Welcome() {
  return (
    <div class="welcome">
      <h2>{strings.app.welcome}</h2>
      <p>{strings.app.welcomeAbout}</p>
      <div class="welcome-actions">
        <button type="button" class="button primary" onClick={() => run("new")}>
          <Icon name="new" />
          {strings.commands.new}
        </button>
        <button type="button" class="button" onClick={() => run("open")}>
          <Icon name="open" />
          {strings.commands.open}
        </button>
        <button type="button" class="button" onClick={() => run("import")}>
          <Icon name="import" />
          {strings.commands.import}
        </button>
      </div>
      <p class="soft">{strings.app.folder(project.value.folder)}</p>
    </div>
  );
}

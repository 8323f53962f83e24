/** What stands below the preview: properties, or the style sheet; as high as the author makes it. */

import type { ComponentChildren } from "preact";

import { Handle } from "./handle";
import { layout, SIZES } from "./layout_state";

interface LowerPaneProps {
  name: string;
  heading: string;
  /** Without that, only its head is shown. */
  isOpen: boolean;
  fold(): void;
  actions: ComponentChildren;
  children: ComponentChildren;
}

export function LowerPane({ name, heading, isOpen, fold, actions, children }: LowerPaneProps) {
  const height = layout.properties.value;
  return (
    <>
      {isOpen && (
        <Handle
          axis="y"
          pane="behind"
          size={height}
          range={SIZES.properties}
          resize={(size) => layout.resize("properties", size)}
          fold={fold}
        />
      )}
      <section
        class={`properties ${isOpen ? "is-open" : ""}`}
        style={{ "--properties": `${height}px` }}
        aria-label={name}
      >
        <div class="properties-head">
          <h2>{heading}</h2>
          {actions}
        </div>
        {isOpen && children}
      </section>
    </>
  );
}

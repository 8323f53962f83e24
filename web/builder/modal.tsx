/** A dialog over the application: Escape, its cross and a click beside it close it. */

import "./modal.css";

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { Icon } from "./icons";
import { dialog } from "./state";
import { strings } from "./strings/strings";

interface ModalProps {
  title: string;
  /** In CSS pixels. */
  width?: number;
  children: ComponentChildren;
  foot?: ComponentChildren;
  /** What is done with Enter. */
  done?(): void;
}

export function Modal({ title, width, children, foot, done }: ModalProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const own = useRef(dialog.peek());
  useLayoutEffect(() => {
    element.current?.showModal();
    const first =
      element.current?.querySelector<HTMLElement>("[data-first]") ??
      element.current?.querySelector<HTMLElement>(
        ".modal-body :is(input:not([type=file]), button)",
      );
    // Where there is nothing to fill in, the button that closes has the focus.
    first?.focus();
  }, []);
  return (
    <dialog
      class="modal"
      ref={element}
      aria-labelledby={id}
      style={{ "--wide": width ? `${width}px` : "" }}
      onClose={() => {
        // It is told late: another one may be open by now.
        if (dialog.peek() === own.current) closeDialog();
      }}
      onClick={(event) => {
        if (event.target === element.current) closeDialog();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) done?.();
      }}
    >
      <div class="modal-head">
        <h2 id={id}>{title}</h2>
        <button
          type="button"
          class="button quiet icon"
          aria-label={strings.dialogs.close}
          onClick={closeDialog}
        >
          <Icon name="close" />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
      <div class="modal-body" tabIndex={0}>
        {children}
      </div>
      {foot && <div class="modal-foot">{foot}</div>}
    </dialog>
  );
}

export function closeDialog(): void {
  dialog.value = null;
}

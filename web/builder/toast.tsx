/** Something said to the author for a while: what was done, with the way back, or what did not work. */

import "./toast.css";

import { useEffect, useState } from "preact/hooks";

import { Icon } from "./icons";
import { toast } from "./state";
import { strings } from "./strings/strings";

/** How long it stays, in ms; what went wrong stays until it is closed. */
const STAYS = 7000;

export function Toast() {
  const said = toast.value;
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!said || said.isError || isHeld) return;
    const timer = setTimeout(close, STAYS);
    return () => clearTimeout(timer);
  }, [said, isHeld]);
  return (
    <div class="toast-place" aria-live="polite">
      {said && (
        <div
          class={`toast ${said.isError ? "is-error" : ""}`}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocusCapture={() => setHeld(true)}
          onBlurCapture={() => setHeld(false)}
        >
          {said.isError && <Icon name="error" />}
          <span>{said.text}</span>
          {said.undo && (
            <button
              type="button"
              class="button"
              onClick={() => {
                said.undo?.();
                close();
              }}
            >
              {said.isError ? strings.toasts.copy : strings.toasts.undo}
            </button>
          )}
          <button
            type="button"
            class="button quiet icon"
            aria-label={strings.toasts.close}
            onClick={close}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

function close(): void {
  toast.value = null;
}

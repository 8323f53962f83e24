/** Who is at this document: initials in each one's colour. The own name can be changed. */

import "./presence.css";

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { blockName } from "./names";
import { author, blockById, numberById, type Person, select, source } from "./state";
import { strings } from "./strings/strings";

const words = strings.people;

interface Present {
  client: number;
  person: Person;
  block: string | null;
}

export function Presence() {
  const at = source.value;
  const others = useSignal<Present[]>([]);
  useEffect(() => {
    if (!at) return;
    const look = (): void => {
      others.value = othersAt(at);
    };
    look();
    at.awareness.on("change", look);
    return () => at.awareness.off("change", look);
  }, [at]);
  if (!at) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons is no set of fields
    <div class="people" role="group" aria-label={words.name}>
      {others.value.map((present) => (
        <Other key={present.client} {...present} />
      ))}
      <Myself />
    </div>
  );
}

function Other({ person, block }: Present) {
  const at = block === null ? undefined : blockById.value.get(block);
  const name = at
    ? words.at(person.name, blockName(at, numberById.value.get(at.id) ?? ""))
    : person.name;
  return (
    <button
      type="button"
      class="person"
      style={{ "--person": person.color }}
      title={name}
      aria-label={name}
      onClick={() => at && select(at.id)}
    >
      {initials(person.name)}
    </button>
  );
}

function Myself() {
  const me = useSignal(author());
  const popover = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const rename = (name: string): void => {
    localStorage.setItem("sopwright-author", name.trim() || strings.presence.guest);
    me.value = author();
    source.peek()?.awareness.setLocalStateField("user", me.value);
  };
  const place = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (!box || !popover.current) return;
    popover.current.style.top = `${box.bottom + 6}px`;
    popover.current.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 260))}px`;
  };
  return (
    <>
      <button
        type="button"
        class="person"
        ref={button}
        style={{ "--person": me.value.color }}
        title={words.me(me.value.name)}
        aria-label={words.me(me.value.name)}
        onClick={() => {
          place();
          popover.current?.togglePopover();
          popover.current?.querySelector("input")?.select();
        }}
      >
        {initials(me.value.name)}
      </button>
      <div class="person-name" popover="auto" ref={popover}>
        <label>
          {words.rename}
          <input
            class="field"
            value={me.value.name}
            maxLength={60}
            onChange={(event) => rename(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") {
                rename(event.currentTarget.value);
                popover.current?.hidePopover();
              }
            }}
          />
        </label>
      </div>
    </>
  );
}

function othersAt(at: NonNullable<typeof source.value>): Present[] {
  const found: Present[] = [];
  for (const [client, state] of at.awareness.getStates()) {
    const { user, block } = state as { user?: Partial<Person>; block?: string | null };
    if (client === at.doc.clientID || typeof user?.name !== "string") continue;
    found.push({
      client,
      person: { name: user.name, color: colour(user.color), colorLight: colour(user.colorLight) },
      block: typeof block === "string" ? block : null,
    });
  }
  return found;
}

/** What others say of themselves is taken only if it is a colour. */
function colour(said: unknown): string {
  return typeof said === "string" && /^#[0-9a-f]{3,8}$/i.test(said) ? said : "#58615c";
}

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0]];
  return letters.map((part) => [...(part ?? "")][0]?.toUpperCase() ?? "").join("") || "?";
}

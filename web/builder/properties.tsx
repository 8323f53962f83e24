/** The properties of the selected blocks: every field of their kind, and what is wrong with them. */

import "./properties.css";

import { run } from "./commands";
import { Control } from "./controls";
import { Icon } from "./icons";
import { layout } from "./layout_state";
import { LowerPane } from "./lower_pane";
import { blockName, kindName } from "./names";
import { FindingOf } from "./problems";
import { selectedBlocks } from "./rows";
import { blocks, catalogue, current, edit, findingsByBlock, numberById } from "./state";
import { strings } from "./strings/strings";
import type { Block, FieldSpec, FieldValue } from "./wire";

const words = strings.properties;
/** Controls that take the whole width. */
const WIDE = new Set(["markdown", "text", "code", "list", "file"]);

export function Properties() {
  const isOpen = layout.arePropertiesOpen.value;
  const { value: selected } = selectedBlocks;
  const { value: block } = current;
  const fold = (): void => layout.toggle("properties");
  return (
    <LowerPane
      name={words.name}
      heading={heading(selected, block)}
      isOpen={isOpen}
      fold={fold}
      actions={
        <button
          type="button"
          class="button quiet icon"
          aria-expanded={isOpen}
          aria-label={isOpen ? words.fold : words.unfold}
          onClick={fold}
        >
          <Icon name={isOpen ? "chevron-down" : "arrow-up"} />
        </button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
      <div class="properties-body" tabIndex={0} key={selected.map(({ id }) => id).join(" ")}>
        {selected.length > 1 ? (
          <Several key={selected.map(({ id }) => id).join(" ")} selected={selected} />
        ) : block ? (
          <One key={block.id} block={block} />
        ) : (
          <Nothing />
        )}
      </div>
    </LowerPane>
  );
}

function heading(selected: readonly Block[], block: Block | undefined): string {
  if (selected.length > 1) return words.several(selected.length);
  return block ? blockName(block, numberById.value.get(block.id) ?? "") : words.name;
}

function Nothing() {
  return (
    <>
      <p class="properties-about">{words.nothingAbout}</p>
      <p>
        <button type="button" class="button" onClick={() => run("front")}>
          <Icon name="front" />
          {words.front}
        </button>
      </p>
    </>
  );
}

function One({ block }: { block: Block }) {
  // The first block of an included file stands for the include.
  const kind = block.include ? "include" : block.kind;
  const values: Block["fields"] = block.include
    ? { file: block.include.file, part: block.include.part ?? "" }
    : block.fields;
  const fields = (catalogue.value.kinds[kind]?.fields ?? []).filter(
    ({ name }) => !block.include || name in values,
  );
  const findings = findingsByBlock.value.get(block.id) ?? [];
  const about = strings.kinds[block.kind]?.about;
  return (
    <>
      {findings.length > 0 && (
        <ul class="properties-findings">
          {findings.map((finding) => (
            <FindingOf key={`${finding.code} ${finding.from}`} finding={finding} />
          ))}
        </ul>
      )}
      <p class="properties-about">
        {block.foreign ? words.foreign : fields.length === 0 ? words.noFields : about}
      </p>
      <div class="properties-fields">
        {fields.map((spec) => (
          <div key={spec.name} class={WIDE.has(spec.control) ? "is-wide" : ""}>
            <Control
              spec={spec}
              {...fieldWords(kind, spec.name)}
              value={values[spec.name]}
              isReadOnly={block.foreign && !block.include}
              send={(value) => edit({ do: "set", block: block.id, field: spec.name, value })}
              check={(value) => (spec.control === "id" ? takenBy(value, block) : undefined)}
            />
          </div>
        ))}
      </div>
    </>
  );
}

/** What several blocks have in common; a name for references they cannot share. */
function Several({ selected }: { selected: readonly Block[] }) {
  const [first, ...others] = selected;
  const kinds = catalogue.value.kinds;
  const inAll = (spec: FieldSpec): boolean =>
    others.every(({ kind }) =>
      kinds[kind]?.fields.some(
        ({ name, control }) => name === spec.name && control === spec.control,
      ),
    );
  const fields = (kinds[first?.kind ?? ""]?.fields ?? []).filter(
    (spec) => spec.control !== "id" && spec.control !== "markdown" && inAll(spec),
  );
  const send = async (field: string, value: FieldValue | null): Promise<boolean> => {
    let isDone = true;
    for (const { id, foreign } of selected) {
      if (!foreign && !(await edit({ do: "set", block: id, field, value }))) isDone = false;
    }
    return isDone;
  };
  return (
    <>
      <p class="properties-about">
        {fields.length > 0 ? words.severalAbout : words.nothingInCommon}
      </p>
      <div class="properties-fields">
        {fields.map((spec) => {
          const value = first?.fields[spec.name];
          const isSame = others.every(({ fields }) => isEqual(fields[spec.name], value));
          return (
            <div key={spec.name} class={WIDE.has(spec.control) ? "is-wide" : ""}>
              <Control
                spec={spec}
                {...fieldWords(first?.kind ?? "", spec.name)}
                value={isSame ? value : undefined}
                instead={isSame ? undefined : words.mixed}
                send={(value) => send(spec.name, value)}
              />
            </div>
          );
        })}
      </div>
    </>
  );
}

function isEqual(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fieldWords(kind: string, name: string): { label: string; help: string } {
  const { fields } = strings;
  return fields[`${kind}.${name}`] ?? fields[name] ?? { label: name, help: kindName(kind) };
}

function takenBy(name: string, block: Block): string | undefined {
  const isTaken = blocks.peek().some((other) => other.id !== block.id && other.anchor === name);
  return isTaken ? words.takenId : undefined;
}

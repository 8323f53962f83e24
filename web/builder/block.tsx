/**
 * One row of the document: a block with its frames, its handle and its bar.
 *
 * A row is drawn anew only if something of it changed: documents have thousands.
 */

import "./block.css";

import { Component, createRef } from "preact";

import { deleteBlocks, duplicateBlocks, goToBlock, moveBlocks, nestBlocks } from "./actions";
import { BoxHead, EmptyBox } from "./blocks/boxes";
import { Code, Leaf, Line } from "./blocks/leaves";
import { Picture } from "./blocks/picture";
import { Entry, Item, Section, Step, TextField } from "./blocks/texts";
import { dragged, dragRow, dropAt } from "./drag";
import { Icon, type IconName } from "./icons";
import { blockName, kindName } from "./names";
import { endsAbove, type Frame, INSETS } from "./rows";
import { blockById, select } from "./state";
import { strings } from "./strings/strings";
import { Table } from "./table";
import type { Block, Finding } from "./wire";

export interface BlockRowProps {
  block: Block;
  number: string;
  frames: readonly Frame[];
  isSelected: boolean;
  /** Whether it is the only selected one. */
  isCurrent: boolean;
  /** Whether Tab comes to it. */
  isReached: boolean;
  findings: readonly Finding[] | undefined;
  /** Who else is in it. */
  people: readonly { name: string; color: string }[];
}

const COMPARED = ["block", "number", "isSelected", "isCurrent", "isReached", "findings"] as const;

export class BlockRow extends Component<BlockRowProps> {
  private readonly row = createRef<HTMLLIElement>();
  private readonly handle = createRef<HTMLButtonElement>();
  private endDrag: (() => void) | undefined;

  override componentDidMount(): void {
    this.drag();
  }

  override componentDidUpdate({ block }: BlockRowProps): void {
    if (block !== this.props.block) this.drag();
  }

  override componentWillUnmount(): void {
    this.endDrag?.();
  }

  override shouldComponentUpdate(next: BlockRowProps): boolean {
    const now = this.props;
    const isSame = COMPARED.every((name) => now[name] === next[name]);
    const key = ({ frames, people }: BlockRowProps): string => JSON.stringify([frames, people]);
    return !isSame || key(now) !== key(next);
  }

  private drag(): void {
    this.endDrag?.();
    if (this.row.current) {
      this.endDrag = dragRow(this.row.current, this.handle.current, this.props.block);
    }
  }

  override render() {
    const { block, number, frames, isSelected, isCurrent, isReached, findings, people } =
      this.props;
    const { boxes, start, end, above, below } = layOut(frames, block.id);
    const label = [blockName(block, number)];
    if (isSelected) label.push(strings.canvas.isChosen);
    if (block.foreign) label.push(foreignText(block));
    const own = frames.at(-1)?.id === block.id ? frames.at(-1) : undefined;
    const classes = ["row", `is-${block.kind}`];
    if (isSelected) classes.push("is-selected");
    if (own) classes.push("is-card");
    return (
      // biome-ignore lint/a11y/useAriaPropsSupportedByRole: items of lists have levels.
      <li
        class={classes.join(" ")}
        data-row={block.id}
        ref={this.row}
        aria-level={frames.length + 1}
        aria-current={isSelected}
        aria-label={label.join(", ")}
        tabIndex={isReached ? 0 : -1}
        style={{
          paddingInlineStart: `${start}px`,
          paddingInlineEnd: `${end}px`,
          paddingBlockStart: `${above}px`,
          paddingBlockEnd: `${below}px`,
        }}
      >
        {boxes.map(({ frame, ...style }) => (
          <i key={frame.id} class={boxClass(frame, block.id)} style={style} data-frame={frame.id} />
        ))}
        <div class={own ? `row-content tone-${own.tone}` : "row-content"}>
          {block.foreign && !block.include ? null : (
            <button
              type="button"
              class="row-handle"
              ref={this.handle}
              tabIndex={-1}
              title={strings.blockBar.drag}
              aria-label={strings.blockBar.drag}
            >
              <Icon name="drag" />
            </button>
          )}
          <Content block={block} number={number} />
          {findings ? <Findings findings={findings} /> : null}
          {people.map(({ name, color }) => (
            <span
              class="row-person"
              style={{ backgroundColor: color }}
              title={strings.canvas.isEdited(name)}
            >
              {name.slice(0, 1)}
            </span>
          ))}
          {block.foreign ? <span class="row-foreign">{foreignText(block)}</span> : null}
          {isCurrent && (block.include || !block.foreign) ? <BlockBar block={block} /> : null}
        </div>
        <DropMark id={block.id} start={start} end={end} />
      </li>
    );
  }
}

function foreignText({ include }: Block): string {
  return include ? strings.canvas.included(include.file) : strings.canvas.foreign;
}

interface Box {
  frame: Frame;
  insetInlineStart: string;
  insetInlineEnd: string;
  insetBlockStart: string;
  insetBlockEnd: string;
}

/** Says where frames and content of a row are: frames are nested boxes, open to the next row. */
function layOut(frames: readonly Frame[], own: string) {
  let [start, end, ending] = [0, 0, 0];
  const boxes: Box[] = [];
  for (const frame of frames) {
    const inset = INSETS[frame.look];
    if (frame.look === "card") {
      boxes.push({
        frame,
        insetInlineStart: `${start}px`,
        insetInlineEnd: `${end}px`,
        insetBlockStart: frame.id === own ? "8px" : "0",
        insetBlockEnd: frame.isEnd ? `${endsAbove(ending)}px` : "0",
      });
      if (frame.isEnd) ending += 1;
    }
    start += inset.start;
    end += inset.end;
  }
  const isCard = frames.at(-1)?.id === own;
  return { boxes, start, end, above: isCard ? 16 : 3, below: ending > 0 ? 8 + 8 * ending : 3 };
}

function boxClass({ id, tone, isEnd, isChosen }: Frame, own: string): string {
  const classes = ["frame", `tone-${tone}`];
  if (id === own) classes.push("is-begin");
  if (isEnd) classes.push("is-end");
  if (isChosen) classes.push("is-chosen");
  return classes.join(" ");
}

function Content({ block, number }: { block: Block; number: string }) {
  switch (block.kind) {
    case "section":
      return <Section block={block} number={number} />;
    case "paragraph":
      return <TextField block={block} />;
    case "step":
      return <Step block={block} number={number} />;
    case "item":
      return <Item block={block} number={number} marks={marksOf(block)} />;
    case "entry":
      return <Entry block={block} />;
    case "picture":
      return <Picture block={block} />;
    case "table":
      return <Table block={block} />;
    case "code":
    case "math":
    case "html":
      return <Code block={block} />;
    case "line":
      return <Line />;
    case "footnotes":
      return <div class="box-name">{kindName(block.kind)}</div>;
    case "list":
    case "entries":
      return <EmptyBox block={block} />;
    case "approvals":
    case "attachment":
    case "hazards":
    case "include":
    case "record":
    case "records":
    case "revisions":
    case "sign-off":
    case "toc":
      return <Leaf block={block} />;
    default:
      return <BoxHead block={block} number={number} />;
  }
}

function marksOf(item: Block): string {
  const list = item.parent === null ? undefined : blockById.peek().get(item.parent);
  return String(list?.fields.marks ?? "bullets");
}

/** What is wrong with a block. */
function Findings({ findings }: { findings: readonly Finding[] }) {
  const order = ["error", "warning", "info"] as const;
  const worst = order.find((severity) => findings.some((finding) => finding.severity === severity));
  const text = findings.map(({ message }) => message).join("\n");
  return (
    <span class={`row-finding is-${worst}`} title={text} role="img" aria-label={text}>
      <Icon name={worst === "error" ? "error" : worst === "warning" ? "warning" : "info"} />
    </span>
  );
}

function DropMark({ id, start, end }: { id: string; start: number; end: number }) {
  const at = dropAt.value;
  const isDragged = dragged.value.includes(id);
  if (isDragged) return <span class="row-veil" />;
  if (at?.id !== id) return null;
  const style = {
    insetInlineStart: `${at.at === "behind" ? at.start : start}px`,
    insetInlineEnd: `${at.at === "behind" ? 0 : end}px`,
  };
  return <span class={`drop-mark is-${at.at}`} style={style} />;
}

/** What can be done with the current block. */
function BlockBar({ block }: { block: Block }) {
  const words = strings.blockBar;
  const isItem = !block.foreign && (block.kind === "step" || block.kind === "item");
  const make = (title: string, icon: IconName, act: () => void) => (
    <button
      type="button"
      class="button quiet icon"
      title={title}
      aria-label={title}
      tabIndex={-1}
      // The caret stays in its text.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.stopPropagation();
        select(block.id);
        act();
      }}
    >
      <Icon name={icon} />
    </button>
  );
  const { parent } = block;
  return (
    <div class="block-bar" role="toolbar" aria-label={kindName(block.kind)}>
      <span class="block-bar-name">{kindName(block.include ? "include" : block.kind)}</span>
      {parent ? make(words.around, "up", () => goToBlock(parent)) : null}
      {make(words.up, "arrow-up", () => moveBlocks(-1))}
      {make(words.down, "arrow-down", () => moveBlocks(1))}
      {isItem ? make(words.unnest, "outdent", () => nestBlocks("unnest")) : null}
      {isItem ? make(words.nest, "indent", () => nestBlocks("nest")) : null}
      {make(words.duplicate, "copy", duplicateBlocks)}
      {make(words.delete, "delete", () => void deleteBlocks())}
    </div>
  );
}

/** Blocks that are no text: what the page makes by itself, records to fill in, code and formulas. */

import "./leaves.css";

import { Icon, type IconName } from "../icons";
import { kindName } from "../names";
import { SetField } from "../set_field";
import { strings } from "../strings/strings";
import type { Block } from "../wire";
import { said } from "./texts";

const ICONS: Record<string, IconName> = {
  approvals: "user",
  attachment: "attach",
  hazards: "danger",
  include: "import",
  record: "edit",
  records: "edit",
  revisions: "clock",
  "sign-off": "user",
  toc: "menu",
};

/** A quiet card that says what stands here on the page. */
export function Leaf({ block }: { block: Block }) {
  const name = strings.leaves[block.kind] ?? kindName(block.kind);
  return (
    <div class="leaf">
      <Icon name={ICONS[block.kind] ?? "document"} />
      <span class="leaf-name">{name}</span>
      <span class="leaf-title">{said(block, "title")}</span>
      <span class="leaf-about">{about(block).join(" · ")}</span>
    </div>
  );
}

/** Returns what else is to be seen of a leaf without its properties. */
function about(block: Block): string[] {
  const { fields } = block;
  const range = [fields.min, fields.max].some((value) => value !== undefined)
    ? `${said(block, "min") || "…"} – ${said(block, "max") || "…"}`
    : "";
  const options = Array.isArray(fields.options)
    ? fields.options.join(", ")
    : said(block, "options");
  const texts = ["type", "role", "meaning", "path", "file", "part"].map((name) =>
    said(block, name),
  );
  return [...texts, range, said(block, "unit"), options].filter((text) => text !== "");
}

export function Line() {
  return <hr class="leaf-line" />;
}

/** Code, a formula or HTML. */
export function Code({ block }: { block: Block }) {
  const words = strings.blockFields;
  const isCode = block.kind === "code";
  const label = isCode ? words.code : block.kind === "math" ? words.formula : words.html;
  return (
    <div class="code-block">
      <div class="code-head">
        {isCode ? (
          <SetField
            block={block.id}
            field="language"
            value={said(block, "language")}
            label={words.language}
            isReadOnly={block.foreign}
          />
        ) : (
          kindName(block.kind)
        )}
      </div>
      <SetField
        block={block.id}
        field="text"
        value={said(block, "text")}
        label={label}
        isCode
        isReadOnly={block.foreign}
      />
    </div>
  );
}

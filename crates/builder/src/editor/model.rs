//! What the application shows of a document: its blocks, numbers, front matter and findings, and of
//! these only what changed since they were last told.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Value as Json, json};
use sopwright_sop::edit::{Outline, OutlineBlock, Refusal, Replaced, TextEdit, apply};
use sopwright_sop::{BlockId, Diagnostic, Document, LineIndex};

use super::shared_text::Utf16;
use super::wire::{AlignmentJson, Saved, ToAuthor, json_of, json_of_yaml};
use crate::live::Live;
use crate::{output, source};

/// What authors were last told.
pub(crate) struct Model {
    outline: Outline,
    front: Json,
}

/// All that an author is told beside the blocks.
pub(crate) struct About<'a> {
    pub(crate) life: &'a str,
    pub(crate) name: &'a str,
    pub(crate) front: Json,
    pub(crate) findings: &'a Json,
    pub(crate) saved: &'a Saved,
    pub(crate) viewers: usize,
    pub(crate) theme: Option<&'a str>,
}

impl Model {
    pub(crate) fn of(live: &Live) -> Self {
        Self {
            outline: Outline::of(live.document(), live.source(), None),
            front: front_json(live.source(), live.document()),
        }
    }

    /// Returns everything, for who has just come.
    pub(crate) fn document<'a>(&'a self, about: About<'a>) -> ToAuthor<'a> {
        ToAuthor::Document {
            life: about.life,
            name: about.name,
            blocks: self.outline.blocks().iter().map(|block| block_json(block)).collect(),
            numbers: self.outline.numbers().iter().map(|number| &**number).collect(),
            front: about.front,
            findings: about.findings,
            saved: about.saved,
            viewers: about.viewers,
            theme: about.theme,
        }
    }

    /// Follows the document; returns what authors are to be told, as JSON.
    pub(crate) fn follow(&mut self, live: &Live) -> Vec<Json> {
        let changed = self.outline.follow(live.document(), live.source());
        let mut told = Vec::new();
        let json = |message: &ToAuthor<'_>| serde_json::to_value(message).unwrap_or_default();
        if let Some(Replaced { range, removed }) = changed.blocks {
            let known: HashMap<&BlockId, &Arc<OutlineBlock>> =
                removed.iter().map(|block| (&block.id, block)).collect();
            let insert = self.outline.blocks()[range.clone()].iter().map(|block| {
                match known.get(&block.id).is_some_and(|known| Arc::ptr_eq(known, block)) {
                    true => json!(block.id.as_str()),
                    false => block_json(block),
                }
            });
            let (at, remove, insert) = (range.start, removed.len(), insert.collect());
            told.push(json(&ToAuthor::Blocks { at, remove, insert }));
        }
        if let Some(Replaced { range, removed }) = changed.numbers {
            let insert = self.outline.numbers()[range.clone()].iter().map(|number| &**number);
            let (at, remove, insert) = (range.start, removed.len(), insert.collect());
            told.push(json(&ToAuthor::Numbers { at, remove, insert }));
        }
        let front = front_json(live.source(), live.document());
        if front != self.front {
            told.push(json(&ToAuthor::Front { front: &front }));
            self.front = front;
        }
        told
    }

    /// Returns the ids that new blocks will have when a source is edited: those that are not there
    /// yet, without what lies in them. If there are none, that of the block that is edited.
    pub(crate) fn ids_after(&self, live: &Live, edits: &[TextEdit]) -> Vec<String> {
        let text = apply(live.source(), edits);
        let document = source::parse(live.path(), &text, Some(live.document()));
        let after = Outline::of(&document, &text, Some(&self.outline));
        let mut new: Vec<&OutlineBlock> = Vec::new();
        let known: std::collections::HashSet<&BlockId> =
            self.outline.blocks().iter().map(|block| &block.id).collect();
        let mut inside_deeper_than = None;
        for block in after.blocks() {
            if inside_deeper_than.is_some_and(|depth| block.depth > depth) {
                continue;
            }
            let is_new = !known.contains(&block.id);
            inside_deeper_than = is_new.then_some(block.depth);
            if is_new {
                new.push(block);
            }
        }
        new.into_iter().map(|block| block.id.to_string()).collect()
    }

    /// Returns the findings in JSON, each with the block that it is about. Nothing is said of typed
    /// numbers: authors see those that are shown, and a step put in between leaves the typed ones as
    /// they are, since an edit changes no line of another block.
    pub(crate) fn findings(&self, live: &Live) -> Json {
        let (source, document) = (live.source(), live.document());
        let lines = LineIndex::new(source);
        let mut utf16 = Utf16::of(source);
        // The last block that begins before a place and goes on behind it is the innermost.
        let spans: Vec<_> = self
            .outline
            .blocks()
            .iter()
            .filter_map(|block| Some((document.span(&block.id)?, &block.id)))
            .collect();
        let block_at = |byte: usize| {
            let before = spans.partition_point(|(span, _)| span.start <= byte);
            let around = spans[..before].iter().rev().find(|(span, _)| byte <= span.end);
            around.map(|(_, id)| id.as_str())
        };
        let told = live.findings().iter().filter(|found| found.code != "typed-number");
        let findings = told.map(|found| {
            let Diagnostic { severity, code, span, message, hint, fix } = found;
            json!({
                "severity": output::severity(*severity), "code": code, "message": message,
                "hint": hint, "block": block_at(span.start),
                "from": utf16.offset(span.start), "to": utf16.offset(span.end),
                "line": lines.position(source, span.start).line,
                "fix": fix.as_ref().map(|fix| &fix.title),
            })
        });
        findings.collect()
    }
}

fn block_json(block: &OutlineBlock) -> Json {
    let fields: serde_json::Map<String, Json> =
        block.fields.iter().map(|(name, value)| (name.to_string(), json_of(value))).collect();
    let mut json = json!({
        "id": block.id.as_str(), "kind": block.kind, "depth": block.depth,
        "parent": block.parent.as_ref().map(BlockId::as_str), "fields": fields,
    });
    if let Some(anchor) = &block.anchor {
        json["anchor"] = json!(anchor);
    }
    if let Some(table) = &block.table {
        let alignments: Vec<AlignmentJson> =
            table.alignments.iter().map(|alignment| (*alignment).into()).collect();
        json["table"] =
            json!({ "header": table.header, "rows": table.rows, "alignments": alignments });
    }
    if block.is_foreign {
        json["foreign"] = json!(true);
    }
    if let Some(include) = &block.include {
        json["include"] = json!({ "file": include.file, "part": include.part });
    }
    json
}

/// Returns a whole document in JSON.
pub(crate) fn whole(source: &str, document: &Document) -> Json {
    let outline = Outline::of(document, source, None);
    let numbered = outline.blocks().iter().zip(outline.numbers()).map(|(block, number)| {
        let mut json = block_json(block);
        json["number"] = json!(number);
        json
    });
    let blocks: Vec<Json> = numbered.collect();
    json!({ "front_matter": front_json(source, document)["fields"], "blocks": blocks })
}

/// Returns what a document says of itself, in JSON.
pub(crate) fn front_json(source: &str, document: &Document) -> Json {
    let front_matter = document.front_matter();
    let fields = front_matter
        .fields()
        .iter()
        .map(|field| json!({ "key": field.key, "value": json_of_yaml(&field.value) }));
    let mut utf16 = Utf16::of(source);
    let span = front_matter.span().map(|span| [utf16.offset(span.start), utf16.offset(span.end)]);
    json!({ "span": span, "fields": fields.collect::<Vec<_>>() })
}

/// Returns what a finding proposes to do.
pub(crate) fn fix_edits(found: Option<&Diagnostic>) -> Result<Vec<TextEdit>, Refusal> {
    let refusal = |message: &str| Refusal { message: message.to_owned(), hint: None };
    let found = found.ok_or_else(|| refusal("this finding is not there any more"))?;
    let fix = found.fix.as_ref().ok_or_else(|| refusal("this finding has no fix"))?;
    let edits = fix.edits.iter().map(|(span, text)| TextEdit { span: *span, text: text.clone() });
    Ok(edits.collect())
}

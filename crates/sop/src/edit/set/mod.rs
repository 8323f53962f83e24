//! A field gets another value: the smallest edits that do it.
//!
//! There are mostly several ways to write a value. The plainest comes first, and each is tried by a
//! parse until one gives exactly this value and leaves everything else alone; if none does, the
//! edit is refused.
//!
//! | module | what it sets |
//! |---|---|
//! | [`text`] | texts in Markdown, levels of headings |
//! | [`attribute`] | attributes |
//! | [`names`] | ids and names of footnotes, with what names them |
//! | [`container`] | names and titles of containers |
//! | [`image`] | the parts of an image |
//! | [`code`] | code, formulas, raw HTML |
//! | [`marks`] | marks of lists and steps, boxes |

mod attribute;
mod code;
mod container;
mod image;
mod marks;
mod names;
mod text;

use self::names::Renamed;
use super::anatomy::{Located, include_at, path_of, text_part};
use super::catalogue::{self, Control};
use super::check::Expected;
use super::fields::{Said, entry_part, fields, marks_of};
use super::{Refusal, TextEdit, TextRange, Value};
use crate::block::{Block, BlockId, BlockKind};
use crate::document::Document;
use crate::span::Span;

/// Several ways to do one thing.
type Ways = Result<Vec<Vec<TextEdit>>, Refusal>;

/// Gives a field of a block a value.
pub(super) fn edits(
    document: &Document,
    source: &str,
    block: &BlockId,
    field: &str,
    value: &Value,
) -> Result<Vec<TextEdit>, Refusal> {
    let path = path_of(document.blocks(), block)
        .ok_or_else(|| Refusal::new("this block is no longer there"))?;
    let located = Located::along(document, &path)
        .ok_or_else(|| Refusal::new("this block is no longer there"))?;
    if located.is_foreign(source) {
        if let Some(include) = include_at(source, located.span) {
            return of_include(&include, source, located.span, field, value);
        }
        return Err(Refusal::new("this block comes from another file").hint("edit that file"));
    }
    let before = fields(source, &located);
    let control = control_of(&located, field, &before)?;
    let value = settled(value, control)?;
    if is_said(&before, field, &value) {
        return Ok(Vec::new());
    }
    let renamed = renamed(&located, field);
    let setter = Setter { source, located, field, value: &value };
    let ways = setter.ways(control, renamed.as_ref())?;
    let ways = ways.into_iter().map(|edits| smallest(source, edits)).collect();
    let others = before.iter().filter(|(name, _)| name != field);
    let mut after: Vec<Said> = others.cloned().collect();
    if let Some(renamed) = &renamed {
        after.iter_mut().for_each(|(_, said)| *said = renamed.in_value(said, setter.plain()));
    }
    if value != Value::Absent {
        after.push((field.to_owned().into(), value.clone()));
    }
    let names_it = |block: &Block| renamed.as_ref().is_some_and(|renamed| renamed.is_in(block));
    let expected = Expected {
        document,
        source,
        path: &path,
        fields: &after,
        may_become,
        may_follow: &names_it,
    };
    expected.first_of(ways).ok_or_else(|| not_possible(control, &located, field))
}

/// Gives a field of an include a value.
fn of_include(
    include: &Document,
    source: &str,
    span: Span,
    field: &str,
    value: &Value,
) -> Result<Vec<TextEdit>, Refusal> {
    let Some(block) = include.blocks().first().filter(|_| ["file", "part"].contains(&field)) else {
        return Err(Refusal::new("this block comes from another file").hint("edit that file"));
    };
    let mut edits = edits(include, &source[span.range()], block.id(), field, value)?;
    for edit in &mut edits {
        edit.span = Span { start: edit.span.start + span.start, end: edit.span.end + span.start };
    }
    Ok(edits)
}

/// Finds a block that can be edited.
fn located<'d>(
    document: &'d Document,
    source: &str,
    block: &BlockId,
) -> Result<Located<'d>, Refusal> {
    let located = path_of(document.blocks(), block)
        .and_then(|path| Located::along(document, &path))
        .ok_or_else(|| Refusal::new("this block is no longer there"))?;
    if located.is_foreign(source) {
        return Err(Refusal::new("this block comes from another file").hint("edit that file"));
    }
    Ok(located)
}

/// Finds the text of a field.
pub(super) fn text_range(
    document: &Document,
    source: &str,
    block: &BlockId,
    field: &str,
) -> Result<TextRange, Refusal> {
    let located = located(document, source, block)?;
    let (span, prefix) = match (located.block.kind(), field) {
        (BlockKind::Entry { .. }, "head") => {
            let entry = entry_part(source, &located)?;
            (entry.head, entry.whole.prefix)
        }
        (BlockKind::Entry { .. }, "text") => {
            let entry = entry_part(source, &located)?;
            if entry.mark.is_none() {
                return Err(Refusal::new("there is nothing yet that parts it from the rest"));
            }
            let Span { start, end } = entry.tail;
            let stands_apart = source[..start].ends_with([' ', '\t', '\u{a0}', '：']);
            // White space at the end of a line is no part of a text; what is typed comes behind it.
            let space = start == end && !stands_apart && source[end..].starts_with(' ');
            let at = start + usize::from(space);
            (Span { start: at, end: end.max(at) }, entry.whole.prefix)
        }
        (
            BlockKind::Section { .. }
            | BlockKind::Paragraph { .. }
            | BlockKind::Item { .. }
            | BlockKind::Step { .. },
            "text",
        ) => {
            let part = text_part(source, &located)?;
            (part.span, part.prefix)
        }
        _ => return Err(Refusal::new(format!("the field `{field}` is no text of its own"))),
    };
    Ok(TextRange { span, prefix })
}

/// Parts an entry behind its head.
pub(super) fn part(
    document: &Document,
    source: &str,
    block: &BlockId,
) -> Result<Vec<TextEdit>, Refusal> {
    let located = located(document, source, block)?;
    let entry = entry_part(source, &located)?;
    let Some(mark) = Some(marks_of(&located)[0]).filter(|_| entry.mark.is_none()) else {
        return Ok(Vec::new());
    };
    let before = if mark.ends_with(' ') { "" } else { " " };
    let text = format!("{before}{} ", mark.trim_end());
    Ok(vec![insert(entry.whole.span.end, text)])
}

/// A formula that is not one yet is code; and so is any other block, if its opening says so.
fn may_become(old: &BlockKind, new: &BlockKind) -> bool {
    let is_formula = |kind: &BlockKind| match kind {
        BlockKind::Math { .. } => true,
        BlockKind::Code { info, .. } => &**info == "math",
        _ => false,
    };
    catalogue::kind_name(old) == catalogue::kind_name(new) || is_formula(old) && is_formula(new)
}

fn not_possible(control: Control, located: &Located<'_>, field: &str) -> Refusal {
    match (control, field) {
        (Control::Markdown, _) => {
            Refusal::new("with this text, the block would become another one")
                .hint("put in another block, or write `\\` in front of the character")
        }
        (_, "check") => Refusal::new("the list gives every item a box"),
        (_, "marks") => Refusal::new("this list cannot have these marks here"),
        (_, "text") => Refusal::new("this text would end the block").hint("edit it as source"),
        _ if matches!(located.block.kind(), BlockKind::Step { .. } | BlockKind::Item { .. })
            && located.block.kind().texts().iter().all(|text| text.is_empty()) =>
        {
            Refusal::new("there is no text yet").hint("write the text first")
        }
        _ => Refusal::new("this cannot be written here").hint("edit it as source"),
    }
}

fn control_of(located: &Located<'_>, field: &str, said: &[Said]) -> Result<Control, Refusal> {
    let kind = catalogue::kind_name(located.block.kind());
    let fields = catalogue::kind(kind).map_or(&[][..], |kind| kind.fields);
    if let Some(found) = fields.iter().find(|found| found.name == field) {
        return Ok(found.control);
    }
    // Attributes that are not known here can be changed, too.
    let is_there = said.iter().any(|(name, _)| name == field);
    is_there
        .then_some(Control::Line)
        .ok_or_else(|| Refusal::new(format!("a block of the kind `{kind}` has no field `{field}`")))
}

/// Returns a value as it will be read.
fn settled(value: &Value, control: Control) -> Result<Value, Refusal> {
    let value = match value {
        Value::Absent | Value::Switch(false) => Value::Absent,
        Value::Switch(true) => Value::Switch(true),
        Value::Texts(texts) if control == Control::List => {
            let texts: Vec<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
            if texts.iter().any(|text| text.contains([',', '\n', '\r'])) {
                return Err(Refusal::new("a comma parts one text from the next")
                    .hint("write it without a comma"));
            }
            Value::Texts(texts.into_iter().filter(|text| !text.is_empty()).collect())
        }
        Value::Texts(texts) => return settled(&Value::Text(texts.join(", ")), control),
        Value::Text(text) if control == Control::List => {
            let texts = text.split(',').map(String::from).collect();
            return settled(&Value::Texts(texts), control);
        }
        Value::Text(text) => Value::Text(settled_text(text, control)?),
    };
    let is_empty = match &value {
        Value::Text(text) => text.is_empty(),
        Value::Texts(texts) => texts.is_empty(),
        _ => false,
    };
    Ok(if is_empty { Value::Absent } else { value })
}

fn settled_text(text: &str, control: Control) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err(Refusal::new("there is a character that no text can have"));
    }
    match control {
        Control::Code => Ok(text),
        Control::Markdown => {
            let mut lines = text.trim_matches([' ', '\t', '\n']).split('\n');
            let first = lines.next().unwrap_or_default().to_owned();
            let lines: Vec<&str> = lines.map(|line| line.trim_start_matches([' ', '\t'])).collect();
            if lines.iter().any(|line| line.trim().is_empty()) {
                return Err(Refusal::new("a blank line ends the text")
                    .hint("put in another block for what follows"));
            }
            Ok(lines.into_iter().fold(first, |text, line| text + "\n" + line))
        }
        _ if text.trim().contains('\n') => {
            Err(Refusal::new("this must be one line").hint("write it without line breaks"))
        }
        _ => Ok(text.trim().to_owned()),
    }
}

fn is_said(said: &[Said], field: &str, value: &Value) -> bool {
    match said.iter().find(|(name, _)| name == field) {
        Some((_, said)) => said == value,
        None => *value == Value::Absent,
    }
}

/// Leaves out of each edit what it does not change.
pub(super) fn smallest(source: &str, edits: Vec<TextEdit>) -> Vec<TextEdit> {
    let one = |TextEdit { span, text }: TextEdit| {
        let old = &source[span.range()];
        let same = |(a, b): &(char, char)| a == b;
        let start: usize =
            old.chars().zip(text.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (old, new) = (&old[start..], &text[start..]);
        let rest = old.chars().rev().zip(new.chars().rev());
        let end: usize = rest.take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let span = Span { start: span.start + start, end: span.end - end };
        TextEdit { span, text: new[..new.len() - end].to_owned() }
    };
    let mut edits: Vec<TextEdit> = edits.into_iter().map(one).collect();
    edits.retain(|edit| edit.span.start < edit.span.end || !edit.text.is_empty());
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

fn replace(span: Span, text: impl Into<String>) -> TextEdit {
    TextEdit { span, text: text.into() }
}

fn insert(at: usize, text: impl Into<String>) -> TextEdit {
    replace(Span { start: at, end: at }, text)
}

/// Returns the name that is another one once the field has its new value.
fn renamed(located: &Located<'_>, field: &str) -> Option<Renamed> {
    match (located.block.kind(), field) {
        (BlockKind::Footnote { name }, "name") => Some(Renamed::Footnote(name.clone())),
        (_, "id") => located.block.attributes().id.as_deref().map(|id| Renamed::Id(id.into())),
        _ => None,
    }
}

/// A field that is set.
struct Setter<'s> {
    source: &'s str,
    located: Located<'s>,
    field: &'s str,
    value: &'s Value,
}

impl Setter<'_> {
    fn ways(&self, control: Control, renamed: Option<&Renamed>) -> Ways {
        let kind = self.located.block.kind();
        match (kind, self.field) {
            (BlockKind::Section { level, .. }, "level") => self.heading_level(*level),
            (BlockKind::Entry { .. }, "head" | "text") => self.entry(),
            (_, "text") if control == Control::Markdown => self.text(),
            (BlockKind::Item { .. } | BlockKind::Step { .. }, "check") => self.check_box(),
            (BlockKind::Figure { .. }, "path") => self.address(),
            (BlockKind::Figure { .. }, "alt") => self.alt(),
            (BlockKind::Figure { .. }, "title") => self.image_title(),
            (BlockKind::List { marks, .. }, "marks") => self.marks(*marks),
            (BlockKind::Steps { .. }, "start") => self.start(),
            (BlockKind::Hazard { .. }, "level") | (BlockKind::Admonition { .. }, "kind") => {
                self.fence_name()
            }
            (BlockKind::Code { .. } | BlockKind::Math { .. }, "text") => self.code_text(),
            (BlockKind::Code { .. }, "language") => self.language(),
            (BlockKind::RawHtml { .. }, "text") => self.html(),
            (BlockKind::Footnote { .. }, "name") => self.note_name(renamed),
            (BlockKind::Unknown { .. }, "opening") => self.opening(),
            (_, "title") => self.title(),
            (_, "id") => self.id(renamed),
            _ => self.attribute(),
        }
    }

    /// Returns the text of the value; empty if there is none.
    fn plain(&self) -> &str {
        match self.value {
            Value::Text(text) => text,
            _ => "",
        }
    }

    fn line_end(&self) -> &'static str {
        if self.source.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Writes lines, a prefix in front of each but the first; of blank ones without white space.
    fn lines(&self, text: &str, prefix: &str) -> String {
        let mut lines = text.split('\n');
        let first = lines.next().unwrap_or_default().to_owned();
        lines.fold(first, |text, line| {
            let prefix = if line.is_empty() { prefix.trim_end() } else { prefix };
            text + self.line_end() + prefix + line
        })
    }
}

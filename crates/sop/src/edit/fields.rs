//! What the fields of a block say.

use std::borrow::Cow;

use super::Value;
use super::anatomy::{Located, TextPart, item_mark, lines_without_marks, text_part, title_of};
use crate::block::{Block, BlockKind, Check, LeafRole, ListMarks, Role};
use crate::parse::{BRANCH_MARKS, TERM_MARKS};
use crate::span::Span;

/// The name of a field and what it says.
pub(crate) type Said = (Cow<'static, str>, Value);

/// Returns the fields of a block that say something. Attributes that the kind does not know are
/// fields, too.
pub(crate) fn fields(source: &str, located: &Located<'_>) -> Vec<Said> {
    let block = located.block;
    let mut said = Vec::new();
    push_own(source, located, &mut said);
    if let Some(title) = title_of(block.kind()) {
        push_text(&mut said, "title", title);
    }
    let attributes = block.attributes();
    if let Some(id) = &attributes.id {
        push_text(&mut said, "id", id);
    }
    let pairs = match block.kind() {
        BlockKind::Figure { image } => attributes.pairs.iter().chain(&image.attributes.pairs),
        _ => attributes.pairs.iter().chain(&[]),
    };
    for (key, value) in pairs {
        if said.iter().all(|(name, _)| **name != **key) {
            let value = attribute(block, key, value.as_deref());
            said.push((Cow::Owned(key.to_string()), value));
        }
    }
    said
}

fn attribute(block: &Block, key: &str, value: Option<&str>) -> Value {
    let is_record = matches!(block.kind(), BlockKind::Leaf { role: LeafRole::Record, .. });
    match value {
        None | Some("") => Value::Switch(true),
        Some(value) if is_record && key == "options" => {
            let options = value.split(',').map(str::trim).filter(|option| !option.is_empty());
            Value::Texts(options.map(String::from).collect())
        }
        Some(value) => Value::Text(value.into()),
    }
}

fn push_text(said: &mut Vec<Said>, name: &'static str, text: &str) {
    if !text.is_empty() {
        said.push((Cow::Borrowed(name), Value::Text(text.into())));
    }
}

/// Appends what is not said by attributes.
fn push_own(source: &str, located: &Located<'_>, said: &mut Vec<Said>) {
    match located.block.kind() {
        BlockKind::Section { level, .. } => {
            push_markdown(source, located, said);
            push_text(said, "level", &level.to_string());
        }
        BlockKind::Paragraph { .. } => push_markdown(source, located, said),
        BlockKind::Item { check, .. } | BlockKind::Step { check, .. } => {
            push_markdown(source, located, said);
            if let Some(check) = check {
                push_text(said, "check", check_name(*check));
            }
        }
        BlockKind::Entry { .. } => {
            if let Ok(entry) = entry_part(source, located) {
                push_text(said, "head", &entry.head_text(source));
                push_text(said, "text", &entry.tail_text(source));
            }
        }
        BlockKind::Figure { image } => {
            push_text(said, "path", &image.url);
            push_text(said, "alt", &image.alt);
            push_text(said, "title", &image.title);
        }
        BlockKind::List { marks, .. } => push_text(said, "marks", marks_name(*marks)),
        BlockKind::Steps { start, .. } => push_text(said, "start", &start.to_string()),
        BlockKind::Hazard { level, .. } => push_text(said, "level", level.name()),
        BlockKind::Admonition { kind, .. } => push_text(said, "kind", kind.name()),
        BlockKind::Code { info, text } => {
            push_text(said, "language", language(info));
            push_text(said, "text", text);
        }
        BlockKind::Math { tex } => push_text(said, "text", tex),
        BlockKind::RawHtml { html } => push_text(said, "text", html),
        BlockKind::Footnote { name } => push_text(said, "name", name),
        BlockKind::Unknown { opening } => push_text(said, "opening", opening),
        _ => {}
    }
}

fn push_markdown(source: &str, located: &Located<'_>, said: &mut Vec<Said>) {
    if located.is_foreign(source) {
        let texts = located.block.kind().texts();
        let text = texts.first().map(|text| crate::inline::plain_text(text)).unwrap_or_default();
        push_text(said, "text", &text);
    } else if let Ok(part) = text_part(source, located) {
        push_text(said, "text", &part.text(source));
    }
}

/// Returns the language of code: the first word behind its fence.
pub(crate) fn language(info: &str) -> &str {
    match info.strip_prefix('{') {
        Some(_) => info,
        None => info.split([' ', '\t']).next().unwrap_or_default(),
    }
}

pub(crate) fn check_name(check: Check) -> &'static str {
    match check {
        Check::Open => "open",
        Check::Done => "done",
    }
}

pub(crate) fn marks_name(marks: ListMarks) -> &'static str {
    match marks {
        ListMarks::Bullets => "bullets",
        ListMarks::Numbers(_) => "numbers",
        ListMarks::Letters => "letters",
    }
}

/// The two parts of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryPart {
    pub(crate) whole: TextPart,
    pub(crate) head: Span,
    /// What parts the two, if it is there.
    pub(crate) mark: Option<Span>,
    pub(crate) tail: Span,
}

impl EntryPart {
    fn head_text(&self, source: &str) -> String {
        lines_without_marks(source, self.head, &self.whole.prefix)
    }

    fn tail_text(&self, source: &str) -> String {
        let tail = TextPart { span: self.tail, ..self.whole.clone() };
        tail.text(source)
    }
}

/// Finds the parts of an entry.
pub(crate) fn entry_part(source: &str, located: &Located<'_>) -> Result<EntryPart, super::Refusal> {
    let whole = text_part(source, located)?;
    let text = &source[whole.span.range()];
    let start = whole.span.start;
    let BlockKind::Entry { head, .. } = located.block.kind() else {
        return Err(super::anatomy::other_dialect());
    };
    let wanted: String = letters(&crate::inline::plain_text(head));
    let at = (0..text.len()).filter(|place| text.is_char_boundary(*place)).find_map(|place| {
        let length = mark_length(&text[place..], marks_of(located))?;
        (letters(&text[..place]).ends_with(&wanted)).then_some((place, length))
    });
    let Some((place, length)) = at else {
        let end = Span { start: whole.span.end, end: whole.span.end };
        return Ok(EntryPart { head: whole.span, mark: None, tail: end, whole });
    };
    let head = Span { start, end: start + text[..place].trim_end().len() };
    let behind = &text[place + length..];
    let tail = start + place + length + (behind.len() - behind.trim_start().len());
    let mark = Span { start: start + place, end: start + place + length };
    let end = whole.span.end;
    Ok(EntryPart { head, mark: Some(mark), tail: Span { start: tail.min(end), end }, whole })
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns what parts the two parts of entries in a container.
pub(crate) fn marks_of(located: &Located<'_>) -> &'static [&'static str] {
    match located.container {
        Some(BlockKind::Container { role: Role::Decision, .. }) => BRANCH_MARKS,
        _ => TERM_MARKS,
    }
}

fn mark_length(text: &str, marks: &[&str]) -> Option<usize> {
    marks.iter().find_map(|mark| {
        let bare = mark.trim_end();
        if text.starts_with(mark) {
            Some(mark.len())
        } else {
            (text == bare || text.strip_prefix(bare).is_some_and(|rest| rest.starts_with('\n')))
                .then_some(bare.len())
        }
    })
}

/// Returns the mark of a numbered item as typed.
pub(crate) fn typed_number(source: &str, located: &Located<'_>) -> Option<Span> {
    let mark = item_mark(source, located)?;
    let digits = source[mark.clone()].bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then_some(Span { start: mark.start, end: mark.start + digits })
}

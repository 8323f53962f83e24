//! A field gets another value: the smallest edits that do it.
//!
//! There are mostly several ways to write a value. The plainest comes first, and each is tried by a
//! parse until one gives exactly this value and leaves everything else alone; if none does, the
//! edit is refused.

use super::anatomy::{
    CodePart, Located, TextPart, alert_part, code_part, fence_part, image_part, item_box,
    item_mark, joints, line_start, lines_without_marks, note_label, other_dialect, path_of,
    prefix_at, text_part,
};
use super::catalogue::{self, Control};
use super::check::Expected;
use super::fields::{Said, entry_part, fields, marks_of, typed_number};
use super::list::{self, Key, Unsaid};
use super::{Refusal, TextEdit, TextRange, Value};
use crate::attributes;
use crate::block::{AdmonitionKind, Block, BlockId, BlockKind, HazardLevel, ListMarks};
use crate::document::Document;
use crate::parse::{FenceKind, read_fence};
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
        return Err(Refusal::new("this block comes from another file").hint("edit that file"));
    }
    let before = fields(source, &located);
    let control = control_of(&located, field, &before)?;
    let value = settled(value, control)?;
    if is_said(&before, field, &value) {
        return Ok(Vec::new());
    }
    let is_gone = value == Value::Absent;
    let ways = Setter { source, located, field, value: &value }.ways(control)?;
    let ways = ways.into_iter().map(|edits| smallest(source, edits)).collect();
    let mut after: Vec<Said> = before.iter().filter(|(name, _)| name != field).cloned().collect();
    if !is_gone {
        after.push((field.to_owned().into(), value));
    }
    let old_name = match located.block.kind() {
        BlockKind::Footnote { name } => Some(name.clone()),
        _ => None,
    };
    let names_it = |block: &Block| {
        old_name.as_ref().is_some_and(|name| block.references.footnotes.contains(name))
    };
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

/// Finds the text of a field.
pub(super) fn text_range(
    document: &Document,
    source: &str,
    block: &BlockId,
    field: &str,
) -> Result<TextRange, Refusal> {
    let path = path_of(document.blocks(), block);
    let located = path
        .and_then(|path| Located::along(document, &path))
        .ok_or_else(|| Refusal::new("this block is no longer there"))?;
    if located.is_foreign(source) {
        return Err(Refusal::new("this block comes from another file").hint("edit that file"));
    }
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
            (entry.tail, entry.whole.prefix)
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

/// Where the attributes of a block stand.
struct ListPlace {
    list: Option<Span>,
    /// Where a new one is put, and what stands in front of it.
    at: usize,
    space: &'static str,
    is_in_markdown: bool,
}

/// A field that is set.
struct Setter<'s> {
    source: &'s str,
    located: Located<'s>,
    field: &'s str,
    value: &'s Value,
}

impl Setter<'_> {
    fn ways(&self, control: Control) -> Ways {
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
            (BlockKind::Footnote { name }, "name") => self.note_name(name),
            (BlockKind::Unknown { .. }, "opening") => self.opening(),
            (_, "title") => self.title(),
            (_, "id") => self.id(),
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

    /// Writes the lines of the value in place of those of a text. What stands between two lines stays
    /// as it is.
    fn lines_for(&self, span: Span, prefix: &str) -> String {
        let old = lines_without_marks(self.source, span, prefix);
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.split('\n').collect(), self.plain().split('\n').collect());
        let joints = joints(self.source, span, prefix);
        let same = |(old, new): &(&&str, &&str)| old == new;
        let most = old.len().min(new.len());
        let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
        let own = format!("{}{prefix}", self.line_end());
        let joint = |place: usize| {
            let from_end = new.len() - place;
            let old_place = if from_end <= end { old.len() - from_end } else { place };
            match joints.get(old_place) {
                _ if place == 0 => "",
                Some(joint) if old_place > 0 => &self.source[joint.range()],
                _ => &own,
            }
        };
        new.iter().enumerate().flat_map(|(place, line)| [joint(place), line]).collect()
    }

    fn text(&self) -> Ways {
        let part = text_part(self.source, &self.located)?;
        self.text_at(&part, part.span)
    }

    fn text_at(&self, part: &TextPart, span: Span) -> Ways {
        let text = self.lines_for(span, &part.prefix);
        if let Some(list) = part.list.filter(|list| list.end <= span.end) {
            let text = self.lines(self.plain(), &part.prefix);
            let text = format!("{text} {}", &self.source[list.range()]);
            return Ok(vec![vec![replace(span, text)]]);
        }
        let before = &self.source[..span.start];
        let needs_space = !text.is_empty() && before.ends_with(']') | before.ends_with('#');
        let text = if needs_space { format!(" {text}") } else { text };
        Ok(vec![vec![replace(span, text)]])
    }

    fn entry(&self) -> Ways {
        let entry = entry_part(self.source, &self.located)?;
        if self.field == "head" {
            let head = TextPart { list: None, ..entry.whole.clone() };
            return self.text_at(&head, entry.head);
        }
        if entry.mark.is_some() {
            // What is put behind a mark at the end of a line stands apart from it.
            let is_apart = entry.tail.start < entry.tail.end
                || self.source[..entry.tail.start].ends_with([' ', '\t', '\u{a0}', '：']);
            let text = self.lines_for(entry.tail, &entry.whole.prefix);
            let text = if is_apart || text.is_empty() { text } else { format!(" {text}") };
            let list = entry.whole.list.filter(|list| list.end <= entry.tail.end);
            let list = list.map(|list| format!(" {}", &self.source[list.range()]));
            return Ok(vec![vec![replace(entry.tail, text + &list.unwrap_or_default())]]);
        }
        let mark = marks_of(&self.located)[0];
        let mark = if mark.ends_with(' ') { mark.to_owned() } else { format!(" {mark} ") };
        let text = mark + &self.lines(self.plain(), &entry.whole.prefix);
        Ok(vec![vec![insert(entry.whole.span.end, text)]])
    }

    fn heading_level(&self, old: u8) -> Ways {
        let level: usize = self
            .plain()
            .parse()
            .ok()
            .filter(|level| (1..=6).contains(level))
            .ok_or_else(|| Refusal::new("a level is a number from 1 to 6"))?;
        let span = self.located.span;
        let text = &self.source[span.range()];
        let marks = text.len() - text.trim_start_matches('#').len();
        if marks == usize::from(old) {
            let marks = Span { start: span.start, end: span.start + marks };
            return Ok(vec![vec![replace(marks, "#".repeat(level))]]);
        }
        // Underlined: the line below becomes marks in front.
        let part = text_part(self.source, &self.located)?;
        if self.source[part.span.range()].contains('\n') {
            return Err(Refusal::new("an underlined heading of several lines has level 1 or 2")
                .hint("edit it as source"));
        }
        let end = self.source[..line_start(self.source, span.end)].trim_end().len();
        let front = insert(span.start, format!("{} ", "#".repeat(level)));
        Ok(vec![vec![front, replace(Span { start: end, end: span.end }, "")]])
    }

    fn check_box(&self) -> Ways {
        let mark = item_mark(self.source, &self.located).ok_or_else(other_dialect)?;
        let written = match self.plain() {
            "" => None,
            "open" => Some("[ ]"),
            "done" => Some("[x]"),
            _ => return Err(Refusal::new("a box is open or done")),
        };
        let edit = match (item_box(self.source, &self.located), written) {
            (Some(found), Some(written)) => {
                replace(Span { start: found.start, end: found.end }, written)
            }
            (Some(found), None) => {
                let rest = &self.source[found.end..];
                let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                replace(Span { start: found.start, end: found.end + space }, "")
            }
            (None, Some(written)) => insert(mark.end, format!("{written} ")),
            (None, None) => return Err(Refusal::new("the list gives every item a box")),
        };
        Ok(vec![vec![edit]])
    }

    fn address(&self) -> Ways {
        let part = image_part(self.source, &self.located)?;
        let value = self.plain();
        if value.is_empty() {
            return Err(Refusal::new("a picture needs a file"));
        }
        let escaped = |marks: &str| {
            value.chars().fold(String::new(), |mut written, c| {
                if c.is_ascii_punctuation() && marks.contains(c) {
                    written.push('\\');
                }
                written.push(c);
                written
            })
        };
        let ways = [value.to_owned(), format!("<{value}>"), format!("<{}>", escaped("<>\\&"))];
        Ok(ways.into_iter().map(|way| vec![replace(part.address, way)]).collect())
    }

    fn alt(&self) -> Ways {
        let part = image_part(self.source, &self.located)?;
        let ways = [self.plain().to_owned(), escaped(self.plain())];
        Ok(ways.into_iter().map(|way| vec![replace(part.alt, way)]).collect())
    }

    fn image_title(&self) -> Ways {
        let part = image_part(self.source, &self.located)?;
        let value = self.plain();
        let place = match part.title {
            Some(title) => Span { start: part.address.end, ..title },
            None => Span { start: part.address.end, end: part.address.end },
        };
        if value.is_empty() {
            return Ok(vec![vec![replace(place, "")]]);
        }
        let ways = [value.to_owned(), value.replace('"', "\\\""), escaped(value)];
        Ok(ways.into_iter().map(|way| vec![replace(place, format!(" \"{way}\""))]).collect())
    }

    /// Changes the name of a container, or the word of an alert.
    fn fence_name(&self) -> Ways {
        let name = self.plain();
        let is_hazard = matches!(self.located.block.kind(), BlockKind::Hazard { .. });
        let is_known = match is_hazard {
            true => HazardLevel::ALL.iter().any(|level| level.name() == name),
            false => AdmonitionKind::ALL.iter().any(|kind| kind.name() == name),
        };
        if !is_known {
            return Err(Refusal::new(format!("there is no `{name}`")));
        }
        if let Some(alert) = alert_part(self.source, &self.located) {
            if !["note", "tip", "important", "warning", "caution"].contains(&name) {
                return Err(Refusal::new(format!("an alert in a quote cannot be `{name}`"))
                    .hint("write it as a container"));
            }
            return Ok(vec![vec![replace(alert.word, name.to_uppercase())]]);
        }
        let fence = fence_part(self.source, &self.located)?;
        if &self.source[fence.name.range()] == "hazard" {
            return self.attribute();
        }
        Ok(vec![vec![replace(fence.name, name)]])
    }

    fn title(&self) -> Ways {
        let value = self.plain();
        if let Some(alert) = alert_part(self.source, &self.located) {
            let place = Span { start: alert.word.end + 1, end: alert.title.end };
            let text = if value.is_empty() { String::new() } else { format!(" {value}") };
            return Ok(vec![vec![replace(place, text)]]);
        }
        if matches!(self.located.block.kind(), BlockKind::Steps { .. })
            && !self.source[self.located.span.start..].starts_with(':')
        {
            return Err(Refusal::new("steps inside of a step have no title"));
        }
        let fence = fence_part(self.source, &self.located)?;
        let behind = fence.list.map_or(fence.name.end, |list| list.end);
        if value.is_empty() {
            return Ok(vec![vec![replace(Span { start: behind, end: fence.title.end }, "")]]);
        }
        if fence.title.start < fence.title.end {
            return Ok(vec![vec![replace(fence.title, value)]]);
        }
        let place = Span { start: behind, end: behind };
        let plain = vec![replace(place, format!(" {value}"))];
        // A title in braces stands behind an empty list.
        Ok(vec![plain, vec![replace(place, format!("{{}} {value}"))]])
    }

    /// Finds where the attributes of the block stand.
    fn list_place(&self) -> Result<ListPlace, Refusal> {
        let Self { source, located, .. } = self;
        match located.block.kind() {
            BlockKind::Section { .. }
            | BlockKind::Paragraph { .. }
            | BlockKind::Item { .. }
            | BlockKind::Step { .. }
            | BlockKind::Entry { .. } => {
                let part = text_part(source, located)?;
                if part.list.is_none() && !located.block.attributes().is_empty() {
                    return Err(other_dialect());
                }
                let at = part.span.end;
                Ok(ListPlace { list: part.list, at, space: " ", is_in_markdown: true })
            }
            BlockKind::Figure { image } => {
                let part = image_part(source, located)?;
                let has_own = !image.attributes.is_empty();
                let is_apart = part.apart.is_some()
                    && part.list.is_none()
                    && (self.field == "id"
                        || !has_own && !located.block.attributes().pairs.is_empty());
                let list = if is_apart { part.apart } else { part.list };
                Ok(ListPlace { list, at: part.end, space: "", is_in_markdown: true })
            }
            _ if alert_part(source, located).is_some() => {
                Err(Refusal::new("an alert in a quote has no attributes")
                    .hint("write it as a container"))
            }
            BlockKind::Steps { .. } if !source[located.span.start..].starts_with(':') => {
                Err(Refusal::new("steps inside of a step have no attributes"))
            }
            _ => {
                let fence = fence_part(source, located)?;
                let at = fence.name.end;
                Ok(ListPlace { list: fence.list, at, space: "", is_in_markdown: false })
            }
        }
    }

    fn id(&self) -> Ways {
        let id = self.plain();
        if id.is_empty() {
            return self.in_list(Key::Id, Vec::new());
        }
        if !id.chars().all(attributes::is_name) {
            return Err(Refusal::new("an id has letters, digits, `-`, `_`, `.` and `:` only")
                .hint("write `-` for a space"));
        }
        if has_id(self.located.document.blocks(), id) {
            return Err(Refusal::new(format!("the id `{id}` is already taken"))
                .hint("give each block an id of its own"));
        }
        self.in_list(Key::Id, vec![format!("#{id}")])
    }

    fn attribute(&self) -> Ways {
        let is_in_markdown = self.list_place()?.is_in_markdown;
        let key = self.field;
        let with_key = |value: String| format!("{key}={value}");
        let items = match self.value {
            Value::Switch(true) => vec![key.to_owned()],
            Value::Text(text) => {
                list::written(text, is_in_markdown).into_iter().map(with_key).collect()
            }
            Value::Texts(texts) => {
                list::written(&texts.join(", "), is_in_markdown).into_iter().map(with_key).collect()
            }
            Value::Absent | Value::Switch(false) => Vec::new(),
        };
        self.in_list(Key::Named(key), items)
    }

    /// Says one of some items in the attributes; none takes it away.
    fn in_list(&self, key: Key<'_>, items: Vec<String>) -> Ways {
        let place = self.list_place()?;
        let Some(list) = place.list else {
            let new = |item: String| vec![insert(place.at, format!("{}{{{item}}}", place.space))];
            return Ok(items.into_iter().map(new).collect());
        };
        let text = &self.source[list.range()];
        let placed = |(range, text): list::Change| {
            let span = Span { start: list.start + range.start, end: list.start + range.end };
            replace(span, text)
        };
        if items.is_empty() {
            let before = self.source[..list.start].trim_end_matches([' ', '\t']).len();
            return Ok(match list::unsaid(text, key).ok_or_else(other_dialect)? {
                Unsaid::Empty => {
                    let start = if place.space.is_empty() { list.start } else { before };
                    vec![
                        vec![replace(Span { start, end: list.end }, "")],
                        // A title in braces stands behind an empty list.
                        vec![replace(list, "{}")],
                    ]
                }
                Unsaid::Changed(changes) => vec![changes.into_iter().map(placed).collect()],
            });
        }
        let ways = items.iter().filter_map(|item| list::said(text, key, item));
        Ok(ways.map(|changes| changes.into_iter().map(placed).collect()).collect())
    }

    fn code_text(&self) -> Ways {
        let text = match self.value {
            Value::Text(text) => text.as_str(),
            _ => "",
        };
        let start = self.located.span.start;
        let prefix = prefix_at(self.source, start);
        let is_formula = matches!(self.located.block.kind(), BlockKind::Math { .. });
        match code_part(self.source, &self.located) {
            CodePart::Dollars { inside } => {
                let old = &self.source[inside.range()];
                let formula = text.trim();
                let body = match old.contains('\n') || formula.contains('\n') {
                    true => self.lines(&format!("\n{formula}\n"), &prefix),
                    false => formula.to_owned(),
                };
                Ok(vec![vec![replace(inside, body)]])
            }
            CodePart::Fenced { marks, body, close, .. } => {
                let text = if is_formula { text.trim() } else { text };
                let mut edits = Vec::new();
                let longest = longest_fence(text, &self.source[marks.range()]);
                let count = marks.end - marks.start;
                if longest >= count {
                    let close = close.ok_or_else(|| {
                        Refusal::new("the code is never closed").hint("edit it as source")
                    })?;
                    let more = self.source[marks.start..=marks.start].repeat(longest + 1 - count);
                    edits.push(insert(marks.end, more.clone()));
                    edits.push(insert(close.end, more));
                }
                let start = body.start;
                // A code block that ends with its opening has no line of its own yet.
                let lead =
                    if self.source[..start].ends_with(['\n', '\r']) { "" } else { self.line_end() };
                let first = if text.starts_with('\n') || text.is_empty() {
                    prefix.trim_end()
                } else {
                    &prefix
                };
                let mut new = match text.is_empty() && is_empty_value(self.value) {
                    true => String::new(),
                    false => format!("{lead}{first}{}", self.lines(text, &prefix)),
                };
                if close.is_some() && !new.is_empty() {
                    new += self.line_end();
                }
                edits.push(replace(body, new));
                Ok(vec![edits])
            }
            CodePart::Indented => {
                let end = self.source[..self.located.span.end].trim_end_matches(['\n', '\r']).len();
                let span = Span { start, end: end.max(start) };
                Ok(vec![vec![replace(span, self.lines(text, &prefix))]])
            }
        }
    }

    fn language(&self) -> Ways {
        let CodePart::Fenced { info, marks, .. } = code_part(self.source, &self.located) else {
            return Err(Refusal::new("code that is only indented has no language")
                .hint("write it between two lines of three backticks"));
        };
        let value = self.plain();
        if value.contains(char::is_whitespace) {
            return Err(Refusal::new("a language is one word"));
        }
        let text = &self.source[info.range()];
        let length = super::fields::language(text).len();
        let span = match text.is_empty() {
            true => Span { start: marks.end, end: marks.end },
            false => Span { start: info.start, end: info.start + length },
        };
        Ok(vec![vec![replace(span, value)]])
    }

    fn html(&self) -> Ways {
        let Located { span, .. } = self.located;
        let end = self.source[..span.end].trim_end().len().max(span.start);
        let prefix = prefix_at(self.source, span.start);
        let text = self.lines(self.plain().trim_end(), &prefix);
        Ok(vec![vec![replace(Span { end, ..span }, text)]])
    }

    fn opening(&self) -> Ways {
        if !matches!(read_fence(self.plain()), Some((0, FenceKind::Open(_)))) {
            return Err(Refusal::new("this opens no container").hint("write `:::name` and a title"));
        }
        let fence = fence_part(self.source, &self.located)?;
        let end = self.source[fence.line.range()].trim_end().len();
        let line = Span { end: fence.line.start + end, ..fence.line };
        Ok(vec![vec![replace(line, self.plain())]])
    }

    /// Changes the name of a footnote, and of all references to it.
    fn note_name(&self, old: &str) -> Ways {
        let new = self.plain();
        let is_name = |c: char| !c.is_whitespace() && !matches!(c, '[' | ']' | '\\');
        if new.is_empty() || !new.chars().all(is_name) {
            return Err(Refusal::new("a footnote needs a name without spaces and brackets"));
        }
        let label = note_label(self.source, &self.located).ok_or_else(other_dialect)?;
        let mut edits = vec![replace(label, new)];
        push_note_references(
            self.located.document.blocks(),
            &self.located,
            self.source,
            old,
            new,
            &mut edits,
        );
        edits.sort_by_key(|edit| edit.span.start);
        edits.dedup();
        Ok(vec![edits])
    }

    fn start(&self) -> Ways {
        let start: u64 = self
            .plain()
            .parse()
            .ok()
            .filter(|start| *start < 1_000_000_000)
            .ok_or_else(|| Refusal::new("a number of a step is a whole number"))?;
        let steps = self.located.block.children();
        let first = steps.iter().position(|step| matches!(step.kind(), BlockKind::Step { .. }));
        let first = first.ok_or_else(|| Refusal::new("there are no steps yet"))?;
        let step = Located::at(
            self.located.document,
            (self.located.parent, Some(self.located.block)),
            first,
        );
        let step = step.filter(|step| !step.is_foreign(self.source)).ok_or_else(other_dialect)?;
        let number = typed_number(self.source, &step).ok_or_else(|| {
            Refusal::new("these steps count in letters").hint("edit them as source")
        })?;
        let written = start.to_string();
        let mut edits = vec![replace(number, written.clone())];
        let by = written.len() as isize - (number.end - number.start) as isize;
        self.indent(&step, by, &mut edits);
        Ok(vec![edits])
    }

    /// Moves the lines of an item that are behind its first one, as its mark gets longer.
    fn indent(&self, item: &Located<'_>, by: isize, edits: &mut Vec<TextEdit>) {
        let (Some(mark), true) = (item_mark(self.source, item), by != 0) else { return };
        let quotes = prefix_at(self.source, mark.start).matches('>').count();
        let mut line =
            super::anatomy::next_line(self.source, super::anatomy::line_end(self.source, mark.end));
        while line < item.span.end {
            let end = super::anatomy::line_end(self.source, line);
            let text = &self.source[line..end];
            let mut at = 0;
            for _ in 0..quotes {
                at = text[at..].find('>').map_or(at, |found| at + found + 1);
            }
            let spaces = text[at..].len() - text[at..].trim_start_matches(' ').len();
            let is_blank = text[at..].trim().is_empty();
            if !is_blank && by > 0 && spaces > 0 {
                edits.push(insert(line + at, " ".repeat(by.unsigned_abs())));
            } else if !is_blank && by < 0 {
                let less = by.unsigned_abs().min(spaces);
                edits.push(replace(Span { start: line + at, end: line + at + less }, ""));
            }
            let next = super::anatomy::next_line(self.source, end);
            if next == line {
                break;
            }
            line = next;
        }
    }

    fn marks(&self, old: ListMarks) -> Ways {
        let mut edits = Vec::new();
        let wanted = self.plain();
        for place in 0..self.located.block.children().len() {
            let around = (self.located.parent, Some(self.located.block));
            let Some(item) = Located::at(self.located.document, around, place) else { continue };
            let new = match wanted {
                "bullets" => "-".to_owned(),
                "numbers" => format!("{}.", place + 1),
                "letters" if place < 26 => format!("{}.", char::from(b'a' + place as u8)),
                "letters" => return Err(Refusal::new("there are more items than letters")),
                _ => return Err(Refusal::new("a list has bullets, numbers or letters")),
            };
            if item.is_foreign(self.source) {
                return Err(Refusal::new("an item of the list comes from another file"));
            }
            let mark = match old {
                ListMarks::Letters => letter_mark(self.source, &item),
                _ => item_mark(self.source, &item).map(|mark| Span {
                    start: mark.start,
                    end: mark.start + self.source[mark].trim_end().len(),
                }),
            };
            let mark = mark.ok_or_else(other_dialect)?;
            edits.push(replace(mark, new.clone()));
            let by = new.len() as isize - (mark.end - mark.start) as isize;
            if old != ListMarks::Letters {
                self.indent(&item, by, &mut edits);
            }
        }
        Ok(vec![edits])
    }
}

fn is_empty_value(value: &Value) -> bool {
    matches!(value, Value::Absent)
}

/// Returns the letter in front of an item, and what stands behind the letter.
fn letter_mark(source: &str, item: &Located<'_>) -> Option<Span> {
    let text = item.document.text_place(item.block.id())?;
    let end = source[..text.start].trim_end_matches([' ', '\t']).len();
    let mark = source.get(end.checked_sub(2)?..end)?;
    let is_mark = mark.starts_with(|c: char| c.is_ascii_lowercase()) && mark.ends_with(['.', ')']);
    is_mark.then_some(Span { start: end - 2, end })
}

fn has_id(blocks: &[Block], id: &str) -> bool {
    let is_reserved = crate::identity::is_reserved(id);
    is_reserved
        || blocks.iter().any(|block| {
            block.attributes().id.as_deref() == Some(id)
                || !block.children().is_empty() && has_id(block.children(), id)
        })
}

fn push_note_references(
    blocks: &[Block],
    note: &Located<'_>,
    source: &str,
    old: &str,
    new: &str,
    edits: &mut Vec<TextEdit>,
) {
    for block in blocks {
        if block.references.footnotes.iter().any(|name| **name == *old) {
            let span = note.document.span(block.id()).unwrap_or_default();
            let own = format!("[^{old}]");
            for (place, _) in source[span.range()].match_indices(&own) {
                let start = span.start + place + 2;
                edits.push(replace(Span { start, end: start + old.len() }, new));
            }
        }
        push_note_references(block.children(), note, source, old, new, edits);
    }
}

/// Returns the length of the longest line in a text that could close a fence of these marks.
fn longest_fence(text: &str, marks: &str) -> usize {
    let mark = marks.chars().next().unwrap_or('`');
    let lengths = text.split('\n').map(|line| {
        let line = line.trim();
        let rest = line.trim_start_matches(mark);
        if rest.is_empty() { line.chars().count() } else { 0 }
    });
    lengths.max().unwrap_or_default()
}

/// Writes a text such that Markdown has no use for any of its characters.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut written, c| {
        if c.is_ascii_punctuation() {
            written.push('\\');
        }
        written.push(c);
        written
    })
}

//! Other dialects of Markdown, line by line written as our own: MkDocs, MyST, Quarto,
//! Docusaurus.
//!
//! ```text
//! !!! warning "Hot"              :::warning Hot
//!     Let it cool.        →      Let it cool.
//!                                :::
//! ```
//!
//! What is indented or fenced by these dialects becomes the content of a container, so that
//! nothing behind this step knows of them. A line keeps its place in the source: findings and
//! spans are those of what the author wrote. Code is left alone.

mod directive;
mod indented;
mod names;
mod quarto;

use std::borrow::Cow;

use crate::attributes::Attributes;
use crate::span::Span;

/// A line as the Markdown parser gets it.
#[derive(Clone, Debug)]
pub(super) struct Row<'s> {
    pub(super) text: Cow<'s, str>,
    /// Where it stands in the source; of a line that is not there, where it would stand.
    pub(super) span: Span,
    /// How many bytes of the source's line are missing at its beginning.
    pub(super) removed: usize,
}

impl<'s> Row<'s> {
    fn written(text: impl Into<Cow<'s, str>>, span: Span) -> Self {
        Self { text: text.into(), span, removed: 0 }
    }

    /// A line that the source does not have, in front of the one at `span`.
    fn added(text: impl Into<Cow<'s, str>>, span: Span) -> Self {
        Self::written(text, Span { start: span.start, end: span.start })
    }
}

/// Whether a line is in a dialect in which the lines below it, however far, are read in another
/// way.
pub(super) fn reaches_below(line: &str) -> bool {
    let text = line.trim_start();
    indented::opening(text).is_some()
        || directive::opening(text).is_some()
        || text.starts_with(directive::FIGURE)
        || directive::label(text).is_some()
        || quarto::opening(text).is_some()
}

/// Writes lines as our own dialect has them.
pub(super) fn rewritten<'s>(source: &'s str, lines: &[Span]) -> Vec<Row<'s>> {
    let is_ours = !lines.iter().any(|line| is_other(&source[line.range()]));
    if is_ours {
        let row = |line: &Span| Row::written(&source[line.range()], *line);
        return lines.iter().map(row).collect();
    }
    let mut writer = Writer::default();
    let all: Vec<Row<'s>> =
        lines.iter().map(|line| Row::written(&source[line.range()], *line)).collect();
    let mut rest = all.as_slice();
    while let Some((line, below)) = rest.split_first() {
        let taken = writer.line(line, below);
        rest = &below[taken..];
    }
    // What is still open ends in front of the blank lines at the end.
    let is_blank = |row: &Row<'_>| row.text.trim().is_empty();
    let last = writer.rows.iter().rposition(|row| !is_blank(row)).map_or(0, |last| last + 1);
    let blank = writer.rows.split_off(last);
    let end = lines.last().map_or(0, |line| line.end);
    let end = blank.first().map_or(end, |row| row.span.start);
    writer.close_blocks(0, Span { start: end, end });
    writer.rows.extend(blank);
    writer.rows
}

/// Whether a line may be in another dialect.
fn is_other(line: &str) -> bool {
    reaches_below(line) || line.contains("ref}`") || bracketed(line.trim_start()).is_some()
}

/// Rows on their way.
#[derive(Default)]
struct Writer<'s> {
    rows: Vec<Row<'s>>,
    /// The indented blocks that are open, the innermost last.
    blocks: Vec<indented::Block>,
    /// The fence of the code that is open.
    code: Option<Fence>,
    /// The fences of directives that are open, the innermost last.
    directives: Vec<Fence>,
    /// The containers that are open, the innermost last, so long as one of them is a tab set.
    containers: Vec<quarto::Container>,
    /// Whether the lines above are a list: what is indented by four is no code.
    is_in_list: bool,
}

/// A fence: what it is made of and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    /// Reads the fence of code that a line begins with; also returns what stands behind it.
    fn of(text: &str) -> Option<(Self, &str)> {
        let mark = text.chars().next().filter(|c| matches!(c, '`' | '~' | ':'))?;
        let rest = text.trim_start_matches(mark);
        let length = text.len() - rest.len();
        (length >= 3).then_some((Self { mark, length }, rest.trim()))
    }

    /// Whether a line closes what this fence opens (CommonMark §4.5).
    fn is_closed_by(self, text: &str) -> bool {
        Self::of(text).is_some_and(|(fence, rest)| {
            rest.is_empty() && fence.mark == self.mark && fence.length >= self.length
        })
    }
}

impl<'s> Writer<'s> {
    /// Writes a line; returns how many of those below it are written, too.
    fn line(&mut self, line: &Row<'s>, below: &[Row<'s>]) -> usize {
        if line.text.trim().is_empty() {
            self.rows.push(line.clone());
            return 0;
        }
        let line = self.dedented(line);
        let text = line.text.trim_start();
        let indent = line.text.len() - text.len();
        if let Some(code) = self.code {
            if code.is_closed_by(text) {
                self.code = None;
            }
            self.rows.push(line);
            return 0;
        }
        if self.directives.last().is_some_and(|open| open.is_closed_by(text)) {
            self.directives.pop();
            let text = format!("{}:::", &line.text[..indent]);
            self.rows.push(Row { text: text.into(), ..line });
            return 0;
        }
        let is_code = indent >= 4 && !self.is_in_list;
        if !is_code && let Some(taken) = self.other(&line, text, indent, below) {
            return taken;
        }
        if let Some((fence, _)) = Fence::of(text).filter(|(fence, _)| fence.mark != ':') {
            self.code = Some(fence);
        }
        self.is_in_list = starts_item(text) || self.is_in_list && indent > 0;
        let text = directive::without_roles(&line.text);
        self.rows.push(Row { text: text.into_owned().into(), ..line });
        0
    }

    /// Writes a line that is in another dialect.
    fn other(
        &mut self,
        line: &Row<'s>,
        text: &str,
        indent: usize,
        below: &[Row<'s>],
    ) -> Option<usize> {
        if let Some(opening) = indented::opening(text) {
            self.open_block(line, indent, &opening);
            return Some(0);
        }
        if let Some(opening) = directive::opening(text) {
            return self.directive(line, indent, &opening, below);
        }
        if text.starts_with(directive::FIGURE) {
            return self.figure(line, indent, below);
        }
        if let Some(opening) = quarto::opening(text) {
            return Some(self.quarto(line, indent, opening, below));
        }
        if let Some(fence) = bracketed(text) {
            self.rows.push(Row {
                text: (line.text[..indent].to_owned() + &fence).into(),
                ..line.clone()
            });
            return Some(0);
        }
        if self.in_tab_set(line, text, indent) {
            return Some(0);
        }
        let label = directive::label(text)?;
        self.label(line, label, below)
    }
}

/// Writes an opening of Docusaurus as ours: `:::note[Title]{#id}` as `:::note{#id} Title`.
fn bracketed(text: &str) -> Option<String> {
    let (name, rest) = text.strip_prefix(":::")?.split_once('[')?;
    let (title, attributes) = rest.trim_end().split_once(']')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_list = attributes.is_empty() || Attributes::read(attributes).is_some();
    (is_name && is_list).then(|| format!(":::{name}{attributes} {}", title.trim()))
}

fn starts_item(text: &str) -> bool {
    let after_digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if after_digits.len() < text.len() {
        after_digits.strip_prefix(['.', ')'])
    } else {
        text.strip_prefix(['-', '*', '+'])
    };
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

//! Places in a source: byte ranges, and the lines and columns that people count in.

use std::ops::Range;

/// A byte range of the source as it was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
}

impl Span {
    /// Returns the span as a range, to index the source with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns the span so many bytes further on.
    pub(crate) fn moved(self, by: isize) -> Self {
        let moved = |byte: usize| byte.saturating_add_signed(by);
        Self { start: moved(self.start), end: moved(self.end) }
    }

    /// Returns the smallest span that holds both.
    pub(crate) fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// Where the lines of a source begin and end. A line ends with `\n`, `\r\n` or `\r`.
///
/// ```
/// use sopwright_sop::LineIndex;
///
/// let source = "a\nbö!";
/// let position = LineIndex::new(source).position(source, source.len() - 1);
/// assert_eq!((position.line, position.column), (2, 3));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    lines: Vec<Span>,
}

impl LineIndex {
    /// Finds the lines of a source. There is at least one.
    pub fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut lines = Vec::new();
        let mut start = 0;
        for place in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let is_in_pair = bytes[place] == b'\r' && bytes.get(place + 1) == Some(&b'\n');
            if !is_in_pair {
                let is_pair = bytes[place] == b'\n' && place > start && bytes[place - 1] == b'\r';
                let end = if is_pair { place - 1 } else { place };
                lines.push(Span { start, end });
                start = place + 1;
            }
        }
        lines.push(Span { start, end: bytes.len() });
        Self { lines }
    }

    /// Returns the spans of all lines, without what ends them.
    pub fn lines(&self) -> &[Span] {
        &self.lines
    }

    /// Returns the line and column of a byte of the same source. A byte behind the end counts as
    /// the end.
    pub fn position(&self, source: &str, byte: usize) -> Position {
        let line = self.lines.partition_point(|line| line.start <= byte).max(1);
        let start = self.lines[line - 1].start;
        let mut end = byte.min(source.len());
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        Position { line, column: source[start.min(end)..end].chars().count() + 1 }
    }
}

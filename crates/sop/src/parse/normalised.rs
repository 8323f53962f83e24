//! The normalised form of a source: other dialects written as our own, everything else as its
//! author wrote it.
//!
//! It is made of the lines that the Markdown parser gets, so what is read again is the same
//! document by construction; and nothing of what people wrote in their own way is written in ours
//! without need.

use super::dialect;
use crate::front_matter;
use crate::span::Span;
use crate::yaml;

/// Returns the normalised form of a source. Reading it gives the same document.
///
/// ```
/// let source = "!!! tip \"Dry it\"\n    First.\n";
/// assert_eq!(sopwright_sop::normalised(source), ":::tip Dry it\nFirst.\n:::\n");
/// ```
pub fn normalised(source: &str) -> String {
    let lines = super::lines_without_mark(source);
    let (front_matter, first) = front_matter::read(source, &lines, &mut Vec::new());
    let mut written = match front_matter.unreadable() {
        // It is kept as it is, between the lines that it stands between.
        Some(_) => as_written(source, &lines[..first]),
        None if first > 0 && !front_matter.is_yaml() => {
            let entries = front_matter.fields().iter().map(|field| (&*field.key, &field.value));
            format!("---\n{}---\n", yaml::write(entries))
        }
        None => as_written(source, &lines[..first]),
    };
    let body = &lines[first.min(lines.len())..];
    let mut rows = dialect::rewritten(source, body);
    // Behind the last line end there is no line.
    rows.pop_if(|last| last.text.is_empty());
    for row in rows {
        written.push_str(&row.text.replace('\0', "\u{fffd}"));
        written.push('\n');
    }
    written
}

fn as_written(source: &str, lines: &[Span]) -> String {
    let pieces = lines.iter().flat_map(|line| [&source[line.range()], "\n"]);
    pieces.collect::<String>().replace('\0', "\u{fffd}")
}

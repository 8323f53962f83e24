//! Any text → Markdown that shows just this text. Every text of an imported project passes one of
//! these functions; none reaches the source in another way.
//!
//! Only what could mean something is escaped, so that the source stays pleasant to read: marks of
//! inlines wherever they stand, marks of blocks at the beginning of a line.

/// Escapes one line that stands at the beginning of a block or of a line of a paragraph. White
/// space around it is left out: it would be code or a line break.
pub(super) fn line(text: &str) -> String {
    let text = single_line(text);
    let escaped = inline(&text);
    match block_mark(&text) {
        // Nothing up to the mark is escaped by `inline`.
        Some(at) => format!("{}\\{}", &escaped[..at], &escaped[at..]),
        None => escaped,
    }
}

/// Escapes a line with `**bold**` pieces, the only formatting that projects know.
pub(super) fn bold_line(text: &str) -> String {
    let text = single_line(text);
    let mut out = String::new();
    let mut rest = &*text;
    while let Some((before, bold, after)) = split_bold(rest) {
        out.push_str(&piece(before, out.is_empty()));
        push_strong(&mut out, bold, after);
        rest = after;
    }
    out.push_str(&piece(rest, out.is_empty()));
    out
}

fn piece(text: &str, is_first: bool) -> String {
    if !is_first || text.is_empty() {
        return inline(text);
    }
    // `line` trims; the space before a bold piece counts.
    let space = if text.ends_with(char::is_whitespace) { " " } else { "" };
    line(text) + space
}

/// Splits a text around the first `**bold**`.
fn split_bold(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find("**")?;
    let inside = &text[open + 2..];
    // There is at least one character between the marks.
    let first = inside.chars().next()?.len_utf8();
    let length = first + inside[first..].find("**")?;
    Some((&text[..open], &inside[..length], &inside[length + 2..]))
}

/// Asterisks are marks only in some surroundings (CommonMark §6.2); a tag always is.
fn push_strong(out: &mut String, bold: &str, after: &str) {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_plain = is_word(bold.chars().next()) && is_word(bold.chars().next_back());
    let stands_apart = !out.ends_with('*') && !after.starts_with('*');
    if is_plain && stands_apart {
        out.push_str(&format!("**{}**", inline(bold)));
    } else {
        out.push_str(&format!("<strong>{}</strong>", inline(bold)));
    }
}

/// Escapes text within a line.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c == '\0' {
            out.push('\u{fffd}');
        } else {
            if is_mark(c, before, &out, rest.as_str()) {
                out.push('\\');
            }
            out.push(c);
        }
        before = Some(c);
    }
    out
}

fn is_mark(c: char, before: Option<char>, out: &str, rest: &str) -> bool {
    let next = rest.chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '{' | '}' | '$' | '~' | '|' => true,
        '_' => !(is_word(before) && is_word(next)),
        '<' => next.is_some_and(|c| !c.is_whitespace() && !c.is_ascii_digit()),
        '&' => next.is_some_and(|c| c.is_alphanumeric() || c == '#'),
        '@' => is_word(before) || rest.starts_with("step("),
        // The end of a heading.
        '#' => next.is_none_or(char::is_whitespace),
        // Addresses are made links where they are bare.
        ':' => rest.starts_with("//"),
        '.' => out.len() >= 3 && out.as_bytes()[out.len() - 3..].eq_ignore_ascii_case(b"www"),
        _ => false,
    }
}

/// Returns where the mark is that makes a block of a line, unless it is escaped in any case.
fn block_mark(line: &str) -> Option<usize> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ends_at = |at: usize| line[at..].chars().next().is_none_or(char::is_whitespace);
    match line.chars().next()? {
        '-' | '+' | '=' | '>' => Some(0),
        // What other dialects of Markdown have.
        '!' | '?' if line.starts_with("!!!") || line.starts_with("???") => Some(0),
        '(' if line.ends_with(")=") => Some(0),
        '#' if line.len() > 1 && !ends_at(1) => Some(0),
        ':' if line.starts_with("::") && !line.starts_with("://") => Some(0),
        _ if digits > 0 && line[digits..].starts_with(['.', ')']) && ends_at(digits + 1) => {
            Some(digits)
        }
        _ => None,
    }
}

/// Writes a cell of a table. Its lines stay lines.
pub(super) fn cell(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| inline(&single_line(line))).collect();
    lines.join("<br>").trim().to_owned()
}

/// Writes the title of a container, which is plain text up to the end of the line.
pub(super) fn title(text: &str) -> String {
    let text = single_line(text).replace('\0', "\u{fffd}");
    match text.chars().next() {
        None => String::new(),
        // It would be read as attributes: here are some already.
        Some('{') => format!("{{}} {text}"),
        Some(_) => format!(" {text}"),
    }
}

/// Writes an image; the caption may be empty.
pub(super) fn image(alt: &str, address: &str, caption: &str) -> String {
    let alt = inline(&single_line(alt));
    let caption = single_line(caption);
    // In a title the parser reads references to characters before it reads escapes.
    let pieces: Vec<String> = caption.split('&').map(inline).collect();
    let caption = pieces.join("&amp;").replace('"', "\\\"");
    let address = self::address(address);
    if caption.is_empty() {
        format!("![{alt}]({address})")
    } else {
        format!("![{alt}]({address} \"{caption}\")")
    }
}

/// Writes a link.
pub(super) fn link(text: &str, address: &str) -> String {
    format!("[{}]({})", inline(&single_line(text)), self::address(address))
}

/// Writes an address such that neither Markdown nor a placeholder is seen in it. It may hold
/// percent signs that mean something already.
fn address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_special = c.is_whitespace() || c.is_control() || "\\<>()\"'`{}&*[]|".contains(c);
        match c {
            '&' => out.push_str("&amp;"),
            '*' | '[' | ']' | '|' => out.extend(['\\', c]),
            _ if is_special => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
            _ => out.push(c),
        }
    }
    out
}

/// Writes a value of the front matter.
pub(super) fn yaml(text: &str) -> String {
    let text = single_line(text);
    let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-' || c == '/';
    if text.starts_with(char::is_alphabetic) && text.chars().all(is_plain) {
        return text;
    }
    // Strings of JSON are strings of YAML, but for characters that YAML wants escaped (§5.1).
    let quoted = serde_json::Value::from(text).to_string();
    let is_bare = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
    };
    quoted
        .chars()
        .map(|c| if is_bare(c) { c.to_string() } else { format!("\\u{:04X}", c as u32) })
        .collect()
}

/// Joins lines by single spaces.
pub(super) fn single_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BlockKind, Document, Inline};

    /// The text of a source that is one paragraph.
    fn shown(source: &str) -> Option<String> {
        let document = Document::parse(source);
        let [block] = document.blocks() else {
            return None;
        };
        let BlockKind::Paragraph { text } = block.kind() else {
            return None;
        };
        text.iter()
            .map(|inline| match inline {
                Inline::Text(text) => Some(text.to_string()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_mark_is_shown_as_it_is() {
        let starts = ["", "a ", "1. ", "12) ", "- ", "# ", "> ", "    "];
        let marks = [
            "#",
            "##",
            "# x #",
            "*a*",
            "**",
            "_b_",
            "__c__",
            "a_b",
            "`d`",
            "```",
            "~~~",
            "~~e~~",
            "<b>f</b>",
            "< 5",
            "<!-- g -->",
            "<https://h.i>",
            "https://j.k/l_m",
            "www.n.o",
            "p@q.rs",
            "&amp;",
            "&#65;",
            "R&D",
            "[t](u)",
            "![v](w)",
            "[^1]",
            "[x]: y",
            "[ ] z",
            "| a | b |",
            "|---|",
            "---",
            "===",
            "***",
            "+++",
            "+ a",
            "-",
            "1.",
            "1)",
            "1.5",
            "::: note",
            ":::",
            "::toc",
            "{#id}",
            "x {#id}",
            "{{NAME}}",
            "@step(a)",
            "$a$",
            "$$",
            "\\",
            "\\*",
            "[!NOTE]",
            "a\\",
            "<a",
            "\"q\"",
            "://",
            "::// x",
        ];
        for start in starts {
            for mark in marks {
                let text = format!("{start}{mark}");
                let source = line(&text);
                let expected = text.trim();
                assert_eq!(shown(&source).as_deref(), Some(expected), "{text:?} as {source:?}");
                let source = format!("before\n{source}\nbehind");
                let paragraph = Document::parse(&source);
                assert_eq!(paragraph.blocks().len(), 1, "{source:?}");
            }
        }
    }

    #[test]
    fn bold_stays_bold_wherever_it_stands() {
        let check = |text: &str, expected: &str| assert_eq!(bold_line(text), expected);
        check("Keep the **key** safe", "Keep the **key** safe");
        check("**A**: b", "**A**: b");
        check("a**b**c", "a**b**c");
        check("**\"Never\"**open", "<strong>\"Never\"</strong>open");
        check("** a **", "<strong> a </strong>");
        check("**a****b**", "<strong>a</strong>**b**");
        check("a ** b", "a \\*\\* b");
        check("- **a**", "\\- **a**");
        check("**a*b**", "**a\\*b**");
    }

    #[test]
    fn addresses_and_values_are_kept_together() {
        assert_eq!(image("a]", "m/x y.png", "\"q\""), "![a\\]](m/x%20y.png \"\\\"q\\\"\")");
        assert_eq!(title("{#a} b"), "{} {#a} b");
        assert_eq!(yaml("Line 3"), "Line 3");
        assert_eq!(yaml("3: \"x\""), "\"3: \\\"x\\\"\"");
        assert_eq!(cell("a|b\nc"), "a\\|b<br>c");
    }
}

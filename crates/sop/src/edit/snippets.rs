//! What a new block looks like: for each entry of the library the Markdown of one.
//!
//! Where Markdown has no empty block, as with paragraphs, a new one begins with a word that says what
//! belongs there.

/// Returns the Markdown of a new block, with this text in place of the usual one. It ends with a line
/// end.
pub(crate) fn snippet(entry: &str, text: Option<&str>) -> Option<String> {
    let said = |usual: &str| text.unwrap_or(usual).replace("\r\n", "\n");
    let first_line = |usual: &str| said(usual).lines().next().unwrap_or_default().trim().to_owned();
    let item = |mark: &str, usual: &str| {
        let indented = said(usual).replace('\n', &format!("\n{}", " ".repeat(mark.len() + 1)));
        format!("{mark} {indented}\n")
    };
    let container = |opening: &str, usual: &str| format!(":::{opening}\n{}\n:::\n", said(usual));
    let titled =
        |name: &str, body: &str| format!(":::{name} {}\n{body}\n:::\n", first_line("Title"));
    Some(match entry {
        "section" => format!("# {}\n", first_line("Section")),
        "subsection" => format!("## {}\n", first_line("Section")),
        "paragraph" => format!("{}\n", said("Text")),
        "steps" => format!(":::steps\n{}:::\n", item("1.", "Step")),
        "step" => item("1.", "Step"),
        "list" => item("-", "Item"),
        "numbered-list" => item("1.", "Item"),
        "item" => item("-", "Item"),
        "tabs" => format!(":::tabs\n:::tab {}\nText\n:::\n:::\n", first_line("Tab")),
        "tab" => format!(":::tab {}\nText\n:::\n", first_line("Tab")),
        "quote" => format!("> {}\n", said("Text").replace('\n', "\n> ")),
        "line" => "---\n".into(),
        "footnote" => format!("[^note]: {}\n", said("Text").replace('\n', "\n    ")),
        "danger" | "warning" | "caution" | "notice" => {
            format!(":::{entry} {}\nText\n:::\n", first_line("Hazard"))
        }
        "note" | "tip" | "important" | "success" | "info" => container(entry, "Text"),
        "ppe" | "materials" | "equipment" => {
            format!(":::{entry}\n{}:::\n", item("-", "Item"))
        }
        "definitions" => format!(":::definitions\n{}:::\n", item("-", "Word: meaning")),
        "responsibilities" => format!(":::responsibilities\n{}:::\n", item("-", "Role: task")),
        "references" => format!(":::references\n{}:::\n", item("-", "Work")),
        "checklist" => format!(":::checklist\n{}:::\n", item("-", "Item")),
        "decision" => {
            format!(":::decision {}\n- Yes → go on\n- No → stop\n:::\n", first_line("Question?"))
        }
        "record" => format!("::record{{type=text}} {}\n", first_line("Field")),
        "sign-off" => format!("::sign-off{{role={}}}\n", quoted(&first_line("Operator"))),
        "attachment" => format!("::attachment{{path=file.pdf}} {}\n", first_line("Attachment")),
        "include" => "::include{file=part.md}\n".into(),
        "hazards" | "records" | "toc" | "revisions" | "approvals" => format!("::{entry}\n"),
        "reagents" => ":::reagents\n| Item | Amount |\n| --- | --- |\n| Item |  |\n:::\n".into(),
        "issue" => titled("issue", "Text\n\n:::cause\nText\n:::\n\n:::solution\nText\n:::"),
        "cause" | "solution" => container(entry, "Text"),
        "picture" => format!("![{}](media/picture.svg)\n", first_line("Picture")),
        "video" => format!("![{}](media/video.mp4)\n", first_line("Video")),
        "sound" => format!("![{}](media/sound.mp3)\n", first_line("Sound")),
        "figure" => titled("figure", "![Picture](media/picture.svg)"),
        "grid" => {
            titled("grid", "![Picture](media/picture-1.svg)\n![Picture](media/picture-2.svg)")
        }
        "table" => "| Column | Column |\n| --- | --- |\n|  |  |\n".into(),
        "captioned-table" => titled("table", "| Column | Column |\n| --- | --- |\n|  |  |"),
        "code" => format!("```\n{}\n```\n", said("code")),
        "math" => format!("$$\n{}\n$$\n", said("a = b")),
        "diagram" => format!("```mermaid\n{}\n```\n", said("graph LR; Begin --> End")),
        _ => return None,
    })
}

fn quoted(value: &str) -> String {
    if value.contains(' ') { format!("\"{}\"", value.replace('"', "'")) } else { value.to_owned() }
}

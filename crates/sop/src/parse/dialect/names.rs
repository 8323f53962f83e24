//! What other dialects call their admonitions, in our words.

/// Returns our name for an admonition, and the title that it has without one of the author's.
pub(in crate::parse) fn ours(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "note" => ("note", ""),
        "tip" | "hint" => ("tip", ""),
        "important" => ("important", ""),
        "success" | "check" | "done" => ("success", ""),
        "info" => ("info", ""),
        "danger" | "error" => ("danger", ""),
        "warning" => ("warning", ""),
        "caution" | "attention" => ("caution", ""),
        "notice" => ("notice", ""),
        "abstract" | "summary" | "tldr" => ("info", "Summary"),
        "question" | "help" | "faq" => ("info", "Question"),
        "failure" | "fail" | "missing" => ("important", "Failure"),
        "bug" => ("important", "Bug"),
        "example" => ("note", "Example"),
        "quote" | "cite" => ("note", "Quote"),
        "seealso" => ("note", "See also"),
        "todo" => ("note", "To do"),
        "secondary" | "dropdown" => ("note", ""),
        _ => return None,
    })
}

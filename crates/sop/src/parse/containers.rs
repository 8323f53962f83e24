//! What a container's name makes of its content, and which attributes each kind of block knows.

use super::entries;
use super::fences::Opening;
use crate::attributes::{self, Attributes};
use crate::block::{
    AdmonitionKind, BlockKind, Check, HazardLevel, LeafRole, ListMarks, References, Role,
};
use crate::diagnostic::{Diagnostic, resembling};
use crate::draft::Draft;

use crate::link;
use crate::span::Span;

/// The attributes of a step.
pub(crate) const STEP_KEYS: &[&str] =
    &["who", "when", "time", "critical", "hold", "optional", "expect", "repeat", "kind"];

/// The attributes of an item of a list.
const ITEM_KEYS: &[&str] = &["iso"];

/// All that may stand behind the text of an item: whether it is a step is only known later.
pub(super) const ITEM_OR_STEP_KEYS: &[&str] =
    &["who", "when", "time", "critical", "hold", "optional", "expect", "repeat", "kind", "iso"];

/// The attributes of a section.
pub(crate) const SECTION_KEYS: &[&str] = &["kind", "na"];

/// Names of containers that have no role.
const OTHER_NAMES: &[&str] = &["steps", "hazard"];

/// A container from its opening to its end.
pub(super) struct Built {
    pub(super) opening: Opening,
    /// The opening fence as written.
    pub(super) text: Box<str>,
    /// Where that is.
    pub(super) fence: Span,
    /// Where the whole container is.
    pub(super) span: Span,
    pub(super) children: Vec<Draft>,
}

/// Returns the attributes that blocks of a kind understand.
pub(crate) fn known_keys(kind: &BlockKind) -> &'static [&'static str] {
    match kind {
        BlockKind::Step { .. } => STEP_KEYS,
        BlockKind::Item { .. } => ITEM_KEYS,
        BlockKind::Section { .. } => SECTION_KEYS,
        BlockKind::Hazard { .. } => &["level", "iso", "consequence", "avoid"],
        BlockKind::Container { role: Role::Grid, .. } => &["columns"],
        BlockKind::Container { role: Role::Issue, .. } => &["severity"],
        BlockKind::Leaf { role, .. } => match role {
            LeafRole::Toc => &["depth"],
            LeafRole::Record => &["name", "type", "unit", "min", "max", "options"],
            LeafRole::SignOff => &["role", "meaning"],
            LeafRole::Attachment => &["path"],
            LeafRole::Include => &["file", "part"],
            LeafRole::Hazards | LeafRole::Records => &[],
            LeafRole::Revisions | LeafRole::Approvals => &[],
        },
        _ => &[],
    }
}

/// Returns the attributes of a block that this version does not understand, as a source has them.
pub(crate) fn unknown_pairs(kind: &BlockKind, attributes: &Attributes) -> Vec<String> {
    // The opening of an unknown container is shown whole.
    if matches!(kind, BlockKind::Unknown { .. }) {
        return Vec::new();
    }
    let known = known_keys(kind);
    attributes
        .pairs
        .iter()
        .filter(|(key, _)| !known.contains(&&**key))
        .map(|(key, value)| attributes::pair(key, value.as_deref()))
        .collect()
}

/// Makes the block that a container is.
pub(super) fn build(container: Built, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let name = &*container.opening.name;
    let title = container.opening.title.clone();
    if let Some(level) = HazardLevel::named(name) {
        return filled(container, BlockKind::Hazard { level, title });
    }
    if let Some(kind) = AdmonitionKind::named(name) {
        return filled(container, BlockKind::Admonition { kind, title });
    }
    if let Some(role) = LeafRole::named(name) {
        return leaf(container, role, diagnostics);
    }
    if let Some(role) = Role::named(name) {
        return with_role(container, role);
    }
    match name {
        "hazard" => {
            let level = hazard_level(&container, diagnostics);
            filled(container, BlockKind::Hazard { level, title })
        }
        "steps" => steps_container(container, diagnostics),
        _ => unknown(container, diagnostics),
    }
}

fn filled(container: Built, kind: BlockKind) -> Draft {
    let attributes = container.opening.attributes;
    Draft::new(kind, attributes, container.span, container.children)
}

fn with_role(mut container: Built, role: Role) -> Draft {
    let children = std::mem::take(&mut container.children).into_iter();
    container.children = match role {
        Role::Checklist => children.map(with_boxes).collect(),
        Role::Figure | Role::Grid => children.flat_map(super::gallery::split).collect(),
        Role::Decision => children.map(entries::branches).collect(),
        Role::Definitions | Role::Responsibilities => children.map(entries::terms).collect(),
        Role::References => children.map(numbered).collect(),
        _ => children.collect(),
    };
    let title = container.opening.title.clone();
    filled(container, BlockKind::Container { role, title })
}

fn leaf(container: Built, role: LeafRole, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let attributes = &container.opening.attributes;
    let mut references = References::default();
    let needed = match role {
        LeafRole::Attachment => Some("path"),
        LeafRole::Include => Some("file"),
        _ => None,
    };
    if let Some(key) = needed.filter(|key| attributes.get(key).is_none_or(str::is_empty)) {
        let message = format!("`{}` does not say which file", container.text);
        diagnostics.push(
            Diagnostic::error("no-address", container.fence, message)
                .hint(format!("write `::{}{{{key}=folder/file}}`", role.name())),
        );
    }
    if role == LeafRole::Attachment {
        let path = attributes.get("path").and_then(link::media_path);
        references.media.extend(path.map(String::into_boxed_str));
    }
    if let (LeafRole::Record, Some(said)) = (role, attributes.get("type"))
        && !RECORD_TYPES.contains(&said)
    {
        let message = format!("`{said}` is no type of record; shown as text");
        diagnostics.push(
            Diagnostic::warning("unknown-type", container.fence, message)
                .hint(format!("say type={}", RECORD_TYPES.join(", "))),
        );
    }
    let title = container.opening.title.clone();
    filled(container, BlockKind::Leaf { role, title }).references(references)
}

/// What can be recorded.
pub(crate) const RECORD_TYPES: &[&str] =
    &["text", "number", "date", "time", "choice", "photo", "sign"];

fn hazard_level(container: &Built, diagnostics: &mut Vec<Diagnostic>) -> HazardLevel {
    let said = container.opening.attributes.get("level");
    if let Some(level) = said.and_then(HazardLevel::named) {
        return level;
    }
    let message = match said {
        Some(said) => format!("`{said}` is not a level of hazard; shown as a warning"),
        None => "the hazard has no level; shown as a warning".into(),
    };
    diagnostics.push(
        Diagnostic::warning("unknown-level", container.fence, message)
            .hint("say level=danger, warning, caution or notice"),
    );
    HazardLevel::Warning
}

fn unknown(container: Built, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let opening = container.text.clone();
    let name = &*container.opening.name;
    let message = match name {
        "" => format!("`{opening}` has no name; shown as it is"),
        name => format!("a container `{name}` is not known; shown as it is"),
    };
    let mut diagnostic = Diagnostic::warning("unknown-container", container.fence, message);
    if let Some(meant) = resembling(name, all_names()) {
        diagnostic = diagnostic.hint(format!("did you mean `{meant}`?"));
    }
    diagnostics.push(diagnostic);
    filled(container, BlockKind::Unknown { opening })
}

fn all_names() -> impl Iterator<Item = &'static str> {
    let levels = HazardLevel::ALL.into_iter().map(HazardLevel::name);
    let kinds = AdmonitionKind::ALL.into_iter().map(AdmonitionKind::name);
    let roles = Role::ALL.iter().map(|role| role.name());
    let leaves = LeafRole::ALL.iter().map(|role| role.name());
    levels.chain(kinds).chain(roles).chain(leaves).chain(OTHER_NAMES.iter().copied())
}

/// Ordered lists directly inside become steps that count on, whatever stands between them.
fn steps_container(mut container: Built, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let mut start = None;
    let mut children = Vec::new();
    for child in std::mem::take(&mut container.children) {
        match child.kind {
            BlockKind::List { marks: ListMarks::Numbers(first), .. } => {
                start.get_or_insert(first);
                children.extend(child.children.into_iter().map(step));
            }
            _ => children.push(child),
        }
    }
    if start.is_none() {
        diagnostics.push(
            Diagnostic::warning("no-steps", container.fence, "there are no steps in `:::steps`")
                .hint("write them as a numbered list: `1. First`"),
        );
    }
    container.children = children;
    let title = container.opening.title.clone();
    let start = start.unwrap_or(1);
    filled(container, BlockKind::Steps { title, start })
}

fn step(item: Draft) -> Draft {
    let children = item.children.into_iter().map(sub_steps).collect();
    let kind = match item.kind {
        BlockKind::Item { text, check } => BlockKind::Step { text, check },
        other => other,
    };
    Draft::new(kind, item.attributes, item.span, children)
        .references(item.references)
        .text_at(item.text)
}

/// Makes steps of an ordered list that stands directly in a step.
fn sub_steps(draft: Draft) -> Draft {
    let start = match draft.kind {
        BlockKind::List { marks: ListMarks::Numbers(start), .. } => start,
        BlockKind::List { marks: ListMarks::Letters, .. } => 1,
        _ => return draft,
    };
    let kind = BlockKind::Steps { title: Box::default(), start };
    let children = draft.children.into_iter().map(step).collect();
    Draft::new(kind, draft.attributes, draft.span, children)
}

/// Gives every item of a list in a `:::checklist` a box to tick.
fn with_boxes(draft: Draft) -> Draft {
    if !matches!(draft.kind, BlockKind::List { .. }) {
        return draft;
    }
    draft.map_children(|item| match item.kind {
        BlockKind::Item { ref text, check } => {
            let kind = BlockKind::Item { text: text.clone(), check: check.or(Some(Check::Open)) };
            item.with_kind(kind)
        }
        _ => item,
    })
}

/// Numbers the works of a list in `:::references`.
fn numbered(draft: Draft) -> Draft {
    match draft.kind {
        BlockKind::List { marks: ListMarks::Bullets, is_tight } => {
            draft.with_kind(BlockKind::List { marks: ListMarks::Numbers(1), is_tight })
        }
        _ => draft,
    }
}

/// Reports the attributes that nothing understands.
pub(super) fn check_attributes(drafts: &[Draft], diagnostics: &mut Vec<Diagnostic>) {
    for draft in drafts {
        let known = known_keys(&draft.kind);
        if !unknown_pairs(&draft.kind, &draft.attributes).is_empty() {
            for (key, _) in &draft.attributes.pairs {
                if !known.contains(&&**key) {
                    diagnostics.push(unknown_attribute(key, known, draft.span));
                }
            }
        }
        check_attributes(&draft.children, diagnostics);
    }
}

fn unknown_attribute(key: &str, known: &[&str], span: Span) -> Diagnostic {
    let message = format!("an attribute `{key}` is not known here; shown as it is");
    let diagnostic = Diagnostic::info("unknown-attribute", span, message);
    match resembling(key, known.iter().copied()) {
        Some(meant) => diagnostic.hint(format!("did you mean `{meant}`?")),
        None => diagnostic,
    }
}

//! Quarto's containers, which have classes in place of names: `::: {.callout-note title="…"}`,
//! `::: {.panel-tabset}`, `::: {layout-ncol=2}`.

use super::containers::{self, Built};
use super::dialect::names;
use super::fences::Opening;
use crate::attributes::Attributes;
use crate::block::BlockKind;
use crate::draft::Draft;
use crate::inline;

/// Returns a container of Quarto as one of ours; any other as it is.
pub(super) fn as_ours(container: Built) -> Built {
    if !container.opening.name.is_empty() {
        return container;
    }
    let classes = &container.opening.attributes.classes;
    let callout = classes.iter().find_map(|class| names::ours(class.strip_prefix("callout-")?));
    if let Some((name, title)) = callout {
        return as_callout(container, name, title);
    }
    if classes.iter().any(|class| &**class == "panel-tabset") {
        return as_tabs(container);
    }
    let attributes = &container.opening.attributes;
    match attributes.get("layout-ncol").map(Box::from) {
        Some(columns) => {
            let mut container = container;
            let attributes = without(&container.opening.attributes, "layout-ncol");
            let columns = ("columns".into(), Some(columns));
            let pairs = attributes.pairs.into_iter().chain([columns]).collect();
            container.opening.attributes = Attributes { pairs, ..attributes };
            container.opening.name = "grid".into();
            container
        }
        None => container,
    }
}

/// A callout has its title in an attribute, or in a heading at its beginning.
fn as_callout(mut container: Built, name: &str, title: &str) -> Built {
    let said = container.opening.attributes.get("title").map(String::from);
    let title = match (said, container.children.first().and_then(heading)) {
        (Some(said), _) => said,
        (None, Some((_, heading))) => {
            container.children.remove(0);
            heading
        }
        (None, None) => title.into(),
    };
    let mut attributes = without(&container.opening.attributes, "title");
    attributes.classes.retain(|class| !class.starts_with("callout-"));
    // How a callout unfolds is a matter of the page.
    for setting in ["collapse", "appearance", "icon"] {
        attributes = without(&attributes, setting);
    }
    container.opening = Opening { name: name.into(), attributes, title: title.into() };
    container
}

/// Each heading of the highest level begins a tab.
fn as_tabs(mut container: Built) -> Built {
    let children = std::mem::take(&mut container.children);
    let highest = children.iter().filter_map(heading).map(|(level, _)| level).min();
    let mut tabs: Vec<Built> = Vec::new();
    let mut before = Vec::new();
    for child in children {
        match heading(&child).filter(|(level, _)| Some(*level) == highest) {
            Some((_, title)) => tabs.push(Built {
                opening: Opening {
                    name: "tab".into(),
                    attributes: child.attributes,
                    title: title.into(),
                },
                text: Box::default(),
                fence: child.span,
                span: child.span,
                children: Vec::new(),
            }),
            None => match tabs.last_mut() {
                Some(tab) => {
                    tab.span = tab.span.to(child.span);
                    tab.children.push(child);
                }
                None => before.push(child),
            },
        }
    }
    let tabs = tabs.into_iter().map(|tab| containers::build(tab, &mut Vec::new()));
    container.children = before.into_iter().chain(tabs).collect();
    container.opening.attributes.classes.retain(|class| &**class != "panel-tabset");
    container.opening.name = "tabs".into();
    container
}

fn heading(draft: &Draft) -> Option<(u8, String)> {
    match &draft.kind {
        BlockKind::Section { level, text } => Some((*level, inline::plain_text(text))),
        _ => None,
    }
}

fn without(attributes: &Attributes, key: &str) -> Attributes {
    let mut attributes = attributes.clone();
    attributes.pairs.retain(|(name, _)| **name != *key);
    attributes
}

//! Quarto's containers, which have classes in place of names: `::: {.callout-note title="…"}`,
//! `::: {.panel-tabset}`, `::: {layout-ncol=2}`.

use super::{Row, Writer, names};
use crate::attributes::Attributes;

/// The opening of a container of Quarto.
pub(super) struct Opening {
    kind: Kind,
    attributes: Attributes,
}

enum Kind {
    Callout { name: &'static str, title: &'static str },
    TabSet,
    Grid { columns: Box<str> },
}

/// A container that is open while a tab set is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// A tab set, with the level of the headings that begin its tabs, once there is one.
    TabSet(Option<usize>),
    Other,
}

/// Reads the opening of a container of Quarto.
pub(super) fn opening(text: &str) -> Option<Opening> {
    let list = text.strip_prefix(":::")?.trim_start_matches(':').trim();
    if !list.starts_with('{') {
        return None;
    }
    let attributes = Attributes::read(list)?;
    let callout = |class: &str| names::ours(class.strip_prefix("callout-")?);
    let kind =
        if let Some((name, title)) = attributes.classes.iter().find_map(|class| callout(class)) {
            Kind::Callout { name, title }
        } else if attributes.classes.iter().any(|class| &**class == "panel-tabset") {
            Kind::TabSet
        } else {
            Kind::Grid { columns: attributes.get("layout-ncol")?.into() }
        };
    Some(Opening { kind, attributes })
}

/// What Quarto says of the look of a container: that is a matter of the page.
const LOOKS: &[&str] = &["title", "collapse", "appearance", "icon", "layout-ncol"];

impl<'s> Writer<'s> {
    /// Writes an opening; returns how many lines below are written, too.
    pub(super) fn quarto(
        &mut self,
        line: &Row<'s>,
        indent: usize,
        opening: Opening,
        below: &[Row<'s>],
    ) -> usize {
        let Opening { kind, mut attributes } = opening;
        let said = attributes.get("title").map(String::from);
        attributes.pairs.retain(|(key, _)| !LOOKS.contains(&&**key));
        attributes
            .classes
            .retain(|class| !class.starts_with("callout-") && &**class != "panel-tabset");
        let mut taken = 0;
        let mut container = Container::Other;
        let (name, title) = match kind {
            Kind::Callout { name, title } => {
                let blank = below.iter().take_while(|row| row.text.trim().is_empty()).count();
                let heading = below.get(blank).and_then(|row| heading(row.text.trim()));
                let title = match (said, heading) {
                    (Some(said), _) => said,
                    (None, Some((_, heading))) => {
                        taken = blank + 1;
                        heading.to_owned()
                    }
                    (None, None) => title.to_owned(),
                };
                (name, title)
            }
            Kind::TabSet => {
                container = Container::TabSet(None);
                ("tabs", String::new())
            }
            Kind::Grid { columns } => {
                attributes.pairs.push(("columns".into(), Some(columns)));
                ("grid", String::new())
            }
        };
        let text = format!("{}:::{name}{attributes} {title}", " ".repeat(indent));
        self.rows.push(Row { text: text.trim_end().to_owned().into(), ..line.clone() });
        if container != Container::Other || !self.containers.is_empty() {
            self.containers.push(container);
        }
        taken
    }

    /// Writes a line inside of a tab set, if it begins a tab or ends a container.
    pub(super) fn in_tab_set(&mut self, line: &Row<'s>, text: &str, indent: usize) -> bool {
        let Some(innermost) = self.containers.last().copied() else {
            return false;
        };
        let space = " ".repeat(indent);
        if let Some(rest) = text.strip_prefix(":::") {
            if !rest.trim_start_matches(':').trim().is_empty() {
                self.containers.push(Container::Other);
                return false;
            }
            self.containers.pop();
            if let Container::TabSet(Some(_)) = innermost {
                self.rows.push(Row::added(format!("{space}:::"), line.span));
            }
            return false;
        }
        let (Container::TabSet(tabs), Some((level, title))) = (innermost, heading(text)) else {
            return false;
        };
        if tabs.is_some_and(|tabs| tabs != level) {
            return false;
        }
        if tabs.is_some() {
            self.rows.push(Row::added(format!("{space}:::"), line.span));
        }
        if let Some(container) = self.containers.last_mut() {
            *container = Container::TabSet(Some(level));
        }
        self.rows.push(Row { text: format!("{space}:::tab {title}").into(), ..line.clone() });
        true
    }
}

/// Reads a heading: its level and its text, without an attribute list.
fn heading(text: &str) -> Option<(usize, &str)> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let title = rest.strip_prefix(' ')?.trim().trim_end_matches('#').trim_end();
    let title = Attributes::split_from(title, &[]).map_or(title, |(title, _)| title);
    (1..=6).contains(&level).then_some((level, title))
}

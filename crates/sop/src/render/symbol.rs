//! Symbols, drawn by us: of the levels of hazard, and of the signs of ISO 7010 that occur most.

use sopwright_html::{Element, Name, Namespace, Node};

use crate::block::HazardLevel;

/// Draws the sign of a level: a triangle where people are in danger, a disc where things are.
pub(super) fn of_level(level: HazardLevel) -> Node {
    let shape = match level {
        HazardLevel::Danger | HazardLevel::Warning | HazardLevel::Caution => TRIANGLE,
        HazardLevel::Notice => DISC,
    };
    drawn(shape, "M11 9h2l-.4 6h-1.2ZM11 16.5h2v2h-2Z")
}

/// Draws the sign of a code of ISO 7010, if it is one that we have.
pub(super) fn of_code(_code: &str) -> Option<Node> {
    None
}

const TRIANGLE: &str = "M12 2.5 22.5 21H1.5Z";
const DISC: &str = "M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21Z";

/// Draws a shape and a mark on it.
fn drawn(shape: &str, mark: &str) -> Node {
    let path = |class: &str, d: &str| svg("path").attribute("class", class).attribute("d", d);
    svg("svg")
        .attribute("class", "hazard-symbol")
        .attribute("aria-hidden", "true")
        .attribute("viewBox", "0 0 24 24")
        .child(path("hazard-sign", shape))
        .child(path("hazard-mark", mark))
        .into()
}

fn svg(name: &str) -> Element {
    Element::new(Namespace::Svg, Name::from(name))
}

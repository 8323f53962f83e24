//! Symbols, drawn by us: of the levels of hazard, and of the signs of ISO 7010 and GHS that occur
//! most. What each shows is in [`super::signs`]; colours come from the style sheet.

use sopwright_html::{Element, Name, Namespace, Node};

use super::signs::{EXCLAMATION, Mark, SIGNS, Shape};
use crate::block::HazardLevel;

/// Draws the sign of a level: a triangle where people are in danger, a disc where things are.
pub(super) fn of_level(level: HazardLevel) -> Node {
    let shape = match level {
        HazardLevel::Danger | HazardLevel::Warning | HazardLevel::Caution => Shape::Warning,
        HazardLevel::Notice => Shape::Mandatory,
    };
    drawn(shape, &EXCLAMATION)
}

/// Draws the signs of a list of codes, if they are all codes of ISO 7010 or GHS that we have.
pub(super) fn of_codes(codes: &str) -> Option<Vec<Node>> {
    codes.split([',', '،', '、', '，']).map(of_code).collect()
}

/// Draws the sign of a code of ISO 7010 or GHS, if it is one that we have.
pub(super) fn of_code(code: &str) -> Option<Node> {
    let code = code.trim();
    let sign = SIGNS.iter().find(|sign| sign.code.eq_ignore_ascii_case(code))?;
    Some(drawn(sign.shape, sign.mark))
}

/// Draws a shape and a mark on it.
fn drawn(shape: Shape, mark: &Mark) -> Node {
    let (class, outline, place) = match shape {
        Shape::Warning => {
            ("sign sign-warning", "M12 2 22.8 21.5H1.2Z", "translate(5.9 8.6) scale(.51)")
        }
        Shape::Mandatory => (
            "sign sign-mandatory",
            "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22Z",
            "translate(4.2 4.2) scale(.65)",
        ),
        Shape::Prohibition => (
            "sign sign-prohibition",
            "M12 2.2a9.8 9.8 0 1 0 0 19.6a9.8 9.8 0 1 0 0-19.6Z",
            "translate(5.4 5.4) scale(.55)",
        ),
        Shape::Chemical => (
            "sign sign-chemical",
            "M12 1.2 22.8 12 12 22.8 1.2 12Z",
            "translate(5.52 5.52) scale(.54)",
        ),
    };
    let bar = (shape == Shape::Prohibition).then(|| path("sign-bar", "M5.1 5.1 18.9 18.9").into());
    let on_shape = |class: &str, data: &str| {
        (!data.is_empty()).then(|| path(class, data).attribute("transform", place).into())
    };
    svg("svg")
        .attribute("class", class)
        .attribute("aria-hidden", "true")
        .attribute("viewBox", "0 0 24 24")
        .child(path("sign-shape", outline))
        .children_from(on_shape("sign-mark", mark.filled))
        .children_from(on_shape("sign-line", mark.drawn))
        .children_from(bar)
        .into()
}

fn path(class: &str, data: &str) -> Element {
    svg("path").attribute("class", class).attribute("d", data)
}

fn svg(name: &str) -> Element {
    Element::new(Namespace::Svg, Name::from(name))
}

//! Style sheets as data: the base that every page needs, and the themes that colour it.

use crate::front_matter::FrontMatter;
use crate::parse::path_below;

/// The style sheet that lays every page out, whatever its theme: the page and its text, then the
/// parts of a procedure.
pub const BASE: &str =
    concat!(include_str!("../assets/base.css"), "\n", include_str!("../assets/parts.css"));

/// The rules of the printed page, the same for every document; see [`paper`](crate::paper).
pub(crate) const PAPER: &str = include_str!("../assets/paper.css");

/// The name of the theme that is used when none is asked for.
pub const DEFAULT: &str = "calm";

/// A theme: custom properties and rules that come after [`BASE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The name that people ask for.
    pub name: &'static str,
    /// The style sheet.
    pub css: &'static str,
}

/// All themes, the default first.
pub const THEMES: &[Theme] = &[
    Theme { name: DEFAULT, css: include_str!("../assets/themes/calm.css") },
    Theme { name: "dark", css: include_str!("../assets/themes/dark.css") },
    Theme { name: "contrast", css: include_str!("../assets/themes/contrast.css") },
];

/// Finds a theme by its name.
pub fn find(name: &str) -> Option<&'static Theme> {
    THEMES.iter().find(|theme| theme.name == name)
}

/// Returns the path of the style sheet that an SOP asks for itself, from its folder and below it.
pub fn sheet(front_matter: &FrontMatter) -> Option<Box<str>> {
    let path = front_matter.text("theme")?.trim();
    let (_, ending) = path.rsplit_once('.')?;
    if ending.eq_ignore_ascii_case("css") { path_below(path) } else { None }
}

/// Returns the theme that an SOP asks for itself: the default, if it asks for none that there is.
pub fn of(front_matter: &FrontMatter) -> &'static Theme {
    front_matter.text("theme").and_then(|name| find(name.trim())).unwrap_or(&THEMES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_theme_is_there() {
        assert_eq!(find(DEFAULT), THEMES.first());
        assert_eq!(find("gaudy"), None);
    }
}

//! Style sheets as data: the base that every page needs, and the themes that colour it.

/// The style sheet that lays every page out, whatever its theme.
pub const BASE: &str = include_str!("../assets/base.css");

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
pub const THEMES: &[Theme] =
    &[Theme { name: DEFAULT, css: include_str!("../assets/themes/calm.css") }];

/// Finds a theme by its name.
pub fn find(name: &str) -> Option<&'static Theme> {
    THEMES.iter().find(|theme| theme.name == name)
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

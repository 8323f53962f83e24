//! Images and figures. A file that is missing leaves a line that names it.

use sopwright_html::{Element, Node, element};

use super::prose::Writer;
use super::{Page, Resolved, outermost, unknown_attributes, unknown_attributes_inline};
use crate::block::{Block, BlockKind, Role};
use crate::inline::Image;
use crate::link::{self, ImageSource, MediaKind};
use crate::words;

/// Where a picture is, for the page.
pub(super) enum Picture {
    /// At this address.
    At(String),
    /// Nowhere: what to say instead, and the path or address.
    Nowhere(&'static str, String),
}

impl Page<'_> {
    pub(super) fn figure(&mut self, block: &Block, image: &Image) -> Element {
        let title = self.filled(&image.title);
        let caption = self.caption(block, &title);
        let figure = match self.picture(&image.url) {
            Picture::At(url) => {
                outermost("figure", "figure", block).child(self.medium(image, &url))
            }
            Picture::Nowhere(why, path) => {
                outermost("figure", "figure missing", block).child(missing("p", why, &path, image))
            }
        };
        figure.children_from(caption).children_from(unknown_attributes(block))
    }

    /// The caption of a figure or a table, with its number if it has one: its title, or the last
    /// paragraph in it.
    pub(super) fn caption(&self, block: &Block, title: &str) -> Option<Node> {
        if let Some(paragraph) = block.caption()
            && let BlockKind::Paragraph { text } = &paragraph.kind
        {
            let caption = self.numbered(block, outermost("figcaption", "", paragraph));
            let caption = Writer::new(self, paragraph).fill(caption, text);
            return Some(caption.children_from(unknown_attributes_inline(paragraph)).into());
        }
        let caption = self.numbered(block, element("figcaption"));
        (!title.is_empty()).then(|| caption.text(title).into())
    }

    /// Begins a caption with the number of the figure or table, if it has one.
    fn numbered(&self, block: &Block, caption: Element) -> Element {
        let Some(number) = self.index.number(block) else {
            return caption;
        };
        let pattern = match &block.kind {
            BlockKind::Container { role: Role::Table, .. } => self.words.table,
            _ => self.words.figure,
        };
        let number = words::numbered(pattern, number);
        caption.child(element("span").attribute("class", "caption-number").text(number)).text(" ")
    }

    /// A picture, or what plays a video or a sound.
    fn medium(&self, image: &Image, url: &str) -> Element {
        let kind = link::media_kind(&image.url);
        if kind == MediaKind::Picture {
            return shown(image, url, None).attribute("alt", self.filled(&image.alt));
        }
        let name = if kind == MediaKind::Video { "video" } else { "audio" };
        let poster = image.attributes.get("poster").map(|poster| self.picture(poster));
        let poster = match poster {
            Some(Picture::At(url)) => Some(url),
            _ => None,
        };
        let alt = (!image.alt.is_empty()).then(|| image.alt.clone());
        element(name)
            .attribute("src", url)
            .attribute("controls", "")
            .attribute("preload", "metadata")
            .attribute_if("aria-label", alt)
            .attribute_if("poster", poster)
            .attribute_if("width", image.attributes.get("width"))
            .attribute_if("height", image.attributes.get("height"))
    }

    pub(super) fn inline_image(&self, image: &Image) -> Element {
        match self.picture(&image.url) {
            Picture::At(url) => shown(image, &url, Some("inline-image"))
                .attribute_if("title", (!image.title.is_empty()).then(|| image.title.clone())),
            Picture::Nowhere(why, path) => missing("span", why, &path, image),
        }
    }

    /// Finds a picture by its address in the source.
    pub(super) fn picture(&self, url: &str) -> Picture {
        match link::image_source(url) {
            ImageSource::Web(url) | ImageSource::Data(url) => Picture::At(url),
            ImageSource::Refused(_) => Picture::Nowhere(self.words.picture_not_shown, url.into()),
            ImageSource::File(path) if path.is_empty() => {
                Picture::Nowhere(self.words.picture_not_found, path)
            }
            ImageSource::File(path) => match (self.media)(&path) {
                Resolved::Url(url) => Picture::At(url),
                Resolved::Missing => Picture::Nowhere(self.words.picture_not_found, path),
            },
        }
    }
}

fn shown(image: &Image, url: &str, class: Option<&str>) -> Element {
    let classes = image.attributes.classes.iter().map(|class| &**class);
    let classes: Vec<&str> = class.into_iter().chain(classes).collect();
    element("img")
        .attribute("src", url)
        .attribute("alt", image.alt.clone())
        .attribute("loading", "lazy")
        .attribute("decoding", "async")
        .attribute_if("class", (!classes.is_empty()).then(|| classes.join(" ")))
        .attribute_if("width", image.attributes.get("width"))
        .attribute_if("height", image.attributes.get("height"))
}

fn missing(name: &str, why: &'static str, path: &str, image: &Image) -> Element {
    missing_line(name, why, path, &image.alt)
}

/// Says which picture is not there, and what it would have shown.
pub(super) fn missing_line(name: &str, why: &'static str, path: &str, alt: &str) -> Element {
    let line = element(name)
        .attribute("class", "missing-media")
        .text(format!("{why} "))
        .child(element("code").text(path));
    if alt.is_empty() {
        return line;
    }
    let alt = element("span").attribute("class", "missing-alt").text(alt);
    line.text(" ").child(alt)
}

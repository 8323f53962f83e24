//! Inline nodes → inlines; what is found in them; the attribute lists behind text and images.

use comrak::Node;
use comrak::nodes::{NodeMath, NodeValue, Sourcepos};

use super::blocks::Converter;
use super::{gallery, letters, text};
use crate::attributes::Attributes;
use crate::block::References;
use crate::diagnostic::Diagnostic;
use crate::inline::{self, Image, Inline};
use crate::link::{self, Destination, ImageSource};
use crate::math;
use crate::sanitize;
use crate::span::Span;

/// How deep inlines may be nested. What would lie deeper is shown as plain text.
const MAX_DEPTH: usize = 50;

/// The attributes of an image.
const IMAGE_KEYS: [&str; 3] = ["width", "height", "poster"];

/// Inlines on their way: texts are not joined yet, so that an escaped brace still stands alone, and
/// references in them are not found yet, so that an attribute list may have placeholders.
pub(super) struct Inlines {
    pub(super) inlines: Vec<Inline>,
}

impl Converter<'_, '_> {
    /// Converts the inlines of a block.
    pub(super) fn inlines(&mut self, node: Node<'_>, block: Span) -> Inlines {
        let mut inlines = self.content(node, block, 0);
        attach_image_attributes(&mut inlines);
        Inlines { inlines }
    }

    fn content(&mut self, node: Node<'_>, block: Span, depth: usize) -> Vec<Inline> {
        let mut out = Vec::new();
        for child in node.children() {
            if depth < MAX_DEPTH {
                self.inline(child, block, depth, &mut out);
            } else {
                out.push(Inline::Text(text_below(child).into()));
            }
        }
        out
    }

    fn inline(&mut self, node: Node<'_>, block: Span, depth: usize, out: &mut Vec<Inline>) {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) => out.push(Inline::Text(text.as_ref().into())),
            NodeValue::Code(code) => {
                out.push(Inline::Code(self.masked.restore(&code.literal).into()));
            }
            NodeValue::Math(math) => {
                let span = self.span_within(block, data.sourcepos);
                out.push(self.formula(&math.literal, &written(math), span));
            }
            NodeValue::SoftBreak => out.push(Inline::SoftBreak),
            NodeValue::LineBreak => out.push(Inline::HardBreak),
            NodeValue::HtmlInline(html) => out.extend(self.raw_inline(html)),
            NodeValue::Emph => out.push(Inline::Emphasis(self.content(node, block, depth + 1))),
            NodeValue::Strong => out.push(Inline::Strong(self.content(node, block, depth + 1))),
            NodeValue::Strikethrough => {
                out.push(Inline::Strikethrough(self.content(node, block, depth + 1)));
            }
            NodeValue::Link(link) => {
                let url = self.masked.restore(&link.url);
                self.check_link(&url, self.span_within(block, data.sourcepos));
                let content = self.content(node, block, depth + 1);
                out.push(match text::bare_reference(&url, &content) {
                    Some(reference) => Inline::Reference(reference),
                    None => {
                        let title = self.masked.restore(&link.title).into();
                        Inline::Link { url: url.into(), title, content }
                    }
                });
            }
            NodeValue::Image(image) => {
                let url = self.masked.restore(&image.url);
                self.check_image(&url, self.span_within(block, data.sourcepos));
                out.push(Inline::Image(Image {
                    title: self.masked.restore(&image.title).into(),
                    alt: text_below(node).into(),
                    attributes: Attributes::default(),
                    url: url.into(),
                }));
            }
            NodeValue::FootnoteReference(note) => {
                out.push(Inline::FootnoteReference(note.name.as_str().into()));
            }
            NodeValue::Escaped => out.push(Inline::Text(text_below(node).into())),
            // Whatever else holds inlines is shown as what it holds.
            _ => out.extend(self.content(node, block, depth + 1)),
        }
    }

    /// Returns the span of an inline. The parser's positions of inlines are wrong in places; those
    /// of blocks, which then stand for them, are right.
    fn span_within(&self, block: Span, position: Sourcepos) -> Span {
        let span = self.span(position);
        let is_inside = block.start <= span.start && span.end <= block.end;
        if is_inside { span } else { block }
    }

    fn raw_inline(&mut self, html: &str) -> Option<Inline> {
        let restored = self.masked.restore(html);
        if restored != html {
            // A line that looked like a fence, in the middle of a paragraph.
            return Some(Inline::Text(restored.into()));
        }
        if is_line_break(html) {
            return Some(Inline::HardBreak);
        }
        (!sanitize::is_silent(html)).then(|| Inline::RawHtml(html.into()))
    }

    /// Takes what stands between dollars for a formula, if it is one: prices and shell variables
    /// have dollars too.
    fn formula(&mut self, tex: &str, written: &str, span: Span) -> Inline {
        let tex = self.masked.restore(tex);
        match math::to_mathml(&tex, math::Setting::Inline) {
            Ok(_) => Inline::Math(tex.trim().into()),
            Err(why) => {
                self.diagnostics.push(bad_math(&why, span));
                Inline::Text(self.masked.restore(written).into())
            }
        }
    }

    fn check_link(&mut self, url: &str, span: Span) {
        if let Destination::Refused(scheme) = link::destination(url) {
            let message = format!("a link may not lead to `{scheme}:`; shown without its address");
            self.diagnostics.push(
                Diagnostic::warning("unsafe-link", span, message)
                    .hint("use http, https, mailto, tel, a file or `#id`"),
            );
        }
    }

    fn check_image(&mut self, url: &str, span: Span) {
        match link::image_source(url) {
            ImageSource::File(path) if !path.is_empty() => self.note_media(&path, span),
            ImageSource::File(_) => {
                let message = "the picture has no address";
                self.diagnostics.push(Diagnostic::warning("no-address", span, message));
            }
            ImageSource::Refused(scheme) => {
                let message = format!("a picture may not be loaded from `{scheme}:`; not shown");
                self.diagnostics.push(
                    Diagnostic::warning("unsafe-image", span, message)
                        .hint("put the picture beside the document and name its path"),
                );
            }
            ImageSource::Web(_) | ImageSource::Data(_) => {}
        }
    }

    /// Gathers what inlines name outside of their block, and what is found in their raw HTML.
    pub(super) fn add_references(
        &mut self,
        inlines: &[Inline],
        span: Span,
        references: &mut References,
    ) {
        let mut has_raw = false;
        inline::visit(inlines, &mut |inline| match inline {
            Inline::Image(image) => {
                references.media.extend(link::media_path(&image.url).map(String::into_boxed_str));
            }
            Inline::FootnoteReference(name) => references.footnotes.push(name.clone()),
            Inline::Reference(reference) => references.blocks.push(reference.clone()),
            Inline::Placeholder(_) => references.has_placeholders = true,
            Inline::Link { url, .. } => references.has_placeholders |= url.contains("{{"),
            Inline::Code(code) => references.has_placeholders |= code.contains("{{"),
            Inline::RawHtml(_) => has_raw = true,
            _ => {}
        });
        if has_raw {
            let mut html = String::new();
            push_raw(&mut html, inlines);
            self.add_raw_findings(&html, span, references);
        }
    }
}

/// Reports a formula that is not understood.
pub(super) fn bad_math(why: &str, span: Span) -> Diagnostic {
    let message = format!("this is no formula: {why}; shown as it is");
    Diagnostic::warning("bad-math", span, message)
        .hint("write `\\$` for a dollar, and LaTeX between two of them")
}

/// Returns a formula as the source has it.
fn written(math: &NodeMath) -> String {
    let literal = &math.literal;
    match (math.dollar_math, math.display_math) {
        (true, true) => format!("$${literal}$$"),
        (true, false) => format!("${literal}$"),
        (false, _) => format!("$`{literal}`$"),
    }
}

/// Appends the raw HTML of inlines; a space stands for what is between.
fn push_raw(out: &mut String, inlines: &[Inline]) {
    inline::visit(inlines, &mut |inline| match inline {
        Inline::RawHtml(html) => out.push_str(html),
        _ => out.push(' '),
    });
}

/// `<br>` is so common in cells of tables that it need not be sanitised.
fn is_line_break(html: &str) -> bool {
    let inside = html.strip_prefix('<').and_then(|html| html.strip_suffix('>'));
    inside.is_some_and(|name| name.trim_end_matches('/').trim_end().eq_ignore_ascii_case("br"))
}

/// Returns the plain text below a node, without recursion: it may be nested as deep as it likes.
fn text_below(node: Node<'_>) -> String {
    let mut text = String::new();
    for below in node.descendants() {
        match &below.data().value {
            NodeValue::Text(piece) => text.push_str(piece),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::Math(math) => text.push_str(&math.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// `![Rack](rack.png){width=300}`: the list belongs to the image if it says only what images know.
/// An id it may have only where the image becomes a figure.
fn attach_image_attributes(inlines: &mut [Inline]) {
    let may_have_id = is_gallery_with_lists(inlines);
    for place in 1..inlines.len() {
        let (before, after) = inlines.split_at_mut(place);
        if let (Some(Inline::Image(image)), Some(Inline::Text(text))) =
            (before.last_mut(), after.first_mut())
            && let Some((attributes, length)) = Attributes::read_start(text)
            && is_for_images(&attributes)
            && (may_have_id || attributes.id.is_none())
        {
            image.attributes = attributes;
            *text = text[length..].into();
        }
    }
}

/// Whether inlines are nothing but images, attribute lists behind them, and what keeps them apart.
fn is_gallery_with_lists(inlines: &[Inline]) -> bool {
    let without_lists: Vec<Inline> = inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) if Attributes::read(text.trim_end()).is_some() => {
                Inline::Text("".into())
            }
            other => other.clone(),
        })
        .collect();
    inlines.len() > 1 && gallery::is_gallery(&without_lists)
}

fn is_for_images(attributes: &Attributes) -> bool {
    attributes.pairs.iter().all(|(key, _)| IMAGE_KEYS.contains(&&**key))
}

impl Inlines {
    /// Takes the attribute list off the end of the whole text.
    pub(super) fn take_attributes_at_end(&mut self, known: &[&str]) -> Attributes {
        self.take_attributes(self.inlines.len(), known)
    }

    /// Takes the attribute list off the end of the first line, or else off that of the last one.
    pub(super) fn take_attributes_of_line(&mut self, known: &[&str]) -> Attributes {
        let is_break = |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
        let first = self.inlines.iter().position(is_break);
        let attributes = first.map(|end| self.take_attributes(end, known)).unwrap_or_default();
        // Behind the last line of a list by letters, it is that of the last item.
        if attributes.is_empty() && !letters::begin(&self.inlines) {
            return self.take_attributes_at_end(known);
        }
        attributes
    }

    fn take_attributes(&mut self, end: usize, known: &[&str]) -> Attributes {
        let Some(last) = end.checked_sub(1) else {
            return Attributes::default();
        };
        let Inline::Text(text) = &self.inlines[last] else {
            return Attributes::default();
        };
        match Attributes::split_from(text, known) {
            Some((before, attributes)) if last > 0 || !before.is_empty() => {
                self.inlines[last] = Inline::Text(before.into());
                attributes
            }
            _ => Attributes::default(),
        }
    }

    /// Joins neighbouring texts and drops empty ones.
    pub(super) fn merged(self) -> Vec<Inline> {
        merge(self.inlines)
    }
}

fn merge(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut merged = Vec::with_capacity(inlines.len());
    let mut text = String::new();
    for inline in inlines.into_iter().flat_map(text::split) {
        let inline = match inline {
            Inline::Text(piece) => {
                text.push_str(&piece);
                continue;
            }
            Inline::Emphasis(content) => Inline::Emphasis(merge(content)),
            Inline::Strong(content) => Inline::Strong(merge(content)),
            Inline::Strikethrough(content) => Inline::Strikethrough(merge(content)),
            Inline::Link { url, title, content } => {
                Inline::Link { url, title, content: merge(content) }
            }
            other => other,
        };
        flush(&mut text, &mut merged);
        merged.push(inline);
    }
    flush(&mut text, &mut merged);
    merged
}

fn flush(text: &mut String, merged: &mut Vec<Inline>) {
    if !text.is_empty() {
        merged.push(Inline::Text(std::mem::take(text).into()));
    }
}

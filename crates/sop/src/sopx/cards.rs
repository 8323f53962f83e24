//! Modules that hold pictures or tables.

use serde_json::Value;

use super::convert::{Converter, container};
use super::fields::{Fields, text_of};
use super::markdown;
use super::pictures::{self, Origin};
use super::prose::Lines;
use super::report::Outcome;
use super::steps::{Block, Opens};

/// The fields of one picture or video, which are named differently everywhere.
struct Names {
    source: String,
    alt: String,
    caption: String,
    header: Option<&'static str>,
}

impl Names {
    fn with_prefix(prefix: &str) -> Self {
        let name = |key: &str| format!("{prefix}{key}");
        Self {
            source: name("source"),
            alt: name("alt_text"),
            caption: name("caption"),
            header: None,
        }
    }
}

const CLICKABLE: &str = "every picture can be looked at by itself";

impl Converter {
    pub(super) fn picture(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let mut blocks = self.own_heading(fields, "title");
        blocks.extend(self.boxed(fields, "content_before"));
        let kind = fields.choice("media_type", &["image", "video"], &mut self.report);
        let width = self.width(fields, "max_width", "800px");
        fields.looks("max_height", &[], &mut self.report);
        fields.setting("clickable", &["true", "1"], CLICKABLE, &mut self.report);
        let names = Names { header: Some("header"), ..Names::with_prefix("") };
        blocks.extend(self.figure(fields, &names, kind, &width));
        blocks.extend(self.boxed(fields, "content_after"));
        blocks
    }

    /// Takes a formatted text of a box: its lines are paragraphs.
    fn boxed(&mut self, fields: &mut Fields<'_>, key: &str) -> Vec<Block> {
        self.prose(fields, key, Lines::Paragraphs, Opens::Never)
    }

    /// Takes the name of a file and returns where it will be.
    pub(super) fn file(&mut self, fields: &mut Fields<'_>, key: &str) -> Option<String> {
        let source = fields.text(key, &mut self.report);
        if source.trim().is_empty() {
            return None;
        }
        match self.media.origin(&source) {
            Origin::File(address) | Origin::Web(address) => Some(address),
            Origin::Refused(why) => {
                fields.add(Outcome::Lost, key, why, &mut self.report);
                None
            }
        }
    }

    /// Takes a width; returns attributes.
    fn width(&mut self, fields: &mut Fields<'_>, key: &str, usual: &str) -> String {
        let text = fields.text_but(key, usual, &mut self.report);
        let text = text.trim();
        if text.is_empty() {
            return String::new();
        }
        match text.strip_suffix("px").unwrap_or(text).trim().parse::<u16>() {
            Ok(pixels) => format!("{{width={pixels}}}"),
            Err(_) => {
                let why = "only widths in pixels can be said";
                fields.add(Outcome::Lost, key, why, &mut self.report);
                String::new()
            }
        }
    }

    fn figure(
        &mut self,
        fields: &mut Fields<'_>,
        names: &Names,
        kind: &str,
        attributes: &str,
    ) -> Option<Block> {
        let alt = fields.text_but(&names.alt, "Image description", &mut self.report);
        let header = names.header.map(|key| fields.text_but(key, "Media Title", &mut self.report));
        let header = header.unwrap_or_default();
        let caption = fields.text(&names.caption, &mut self.report);
        let Some(address) = self.file(fields, &names.source) else {
            let header_key = names.header.unwrap_or_default();
            for (key, text) in
                [(&*names.alt, &alt), (header_key, &header), (&*names.caption, &caption)]
            {
                if !text.is_empty() {
                    let why = "no picture is named that it could belong to";
                    fields.add(Outcome::Lost, key, why, &mut self.report);
                }
            }
            return None;
        };
        let caption = joined(&header, &caption);
        if kind == "video" && !pictures::is_video(&address) {
            let why = "a page or file that cannot be shown as video; made a link";
            fields.add(Outcome::Changed, &names.source, why, &mut self.report);
            if !alt.is_empty() {
                fields.add(Outcome::Lost, &names.alt, "a link needs none", &mut self.report);
            }
            let text = if caption.is_empty() { &address } else { &caption };
            return Some(Block::Plain(markdown::link(text, &address)));
        }
        let image = markdown::image(&alt, &address, &caption);
        Some(Block::Plain(format!("{image}{attributes}")))
    }

    pub(super) fn grid(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let mut blocks = self.own_heading(fields, "header");
        blocks.extend(self.boxed(fields, "content_before"));
        let layouts = ["side-by-side", "grid-3", "grid-4"];
        let columns = match fields.choice("layout", &layouts, &mut self.report) {
            "grid-3" => 3,
            "grid-4" => 4,
            _ => 2,
        };
        fields.looks("gap", &["medium"], &mut self.report);
        fields.looks("max_width", &["100%"], &mut self.report);
        fields.setting("clickable", &["true", "1"], CLICKABLE, &mut self.report);
        let items = self.items(fields, "items");
        if !items.is_empty() {
            blocks.push(container("grid", &format!("{{columns={columns}}}"), "", &items));
        }
        blocks.extend(self.boxed(fields, "content_after"));
        blocks
    }

    fn items(&mut self, fields: &mut Fields<'_>, key: &str) -> Vec<Block> {
        let mut figures = Vec::new();
        for (at, item) in fields.list(key, &mut self.report).iter().enumerate() {
            let name = format!("{key}[{at}]");
            let Value::Object(map) = item else {
                self.report.lost(fields.place(), &name, item, "not a picture");
                continue;
            };
            let mut item = Fields::of(Some(map), fields.place(), &format!("{name}."));
            let kind = item.choice("type", &["image", "video"], &mut self.report);
            let names = Names { header: Some("header"), ..Names::with_prefix("") };
            figures.extend(self.figure(&mut item, &names, kind, ""));
            item.finish(&mut self.report);
        }
        figures
    }

    pub(super) fn table(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let mut blocks = self.own_heading(fields, "header");
        // The table of early versions stands in the module itself.
        if fields.has("rows") || fields.has("headers") {
            blocks.extend(self.one_table(fields));
        }
        for (at, section) in fields.list("sections", &mut self.report).iter().enumerate() {
            let name = format!("sections[{at}]");
            let Value::Object(map) = section else {
                self.report.lost(fields.place(), &name, section, "not a table");
                continue;
            };
            let mut section = Fields::of(Some(map), fields.place(), &format!("{name}."));
            match section.choice("type", &["content", "table"], &mut self.report) {
                "table" => blocks.extend(self.one_table(&mut section)),
                _ => blocks.extend(self.boxed(&mut section, "content")),
            }
            section.finish(&mut self.report);
        }
        blocks
    }

    fn one_table(&mut self, fields: &mut Fields<'_>) -> Option<Block> {
        fields.looks("hover_effect", &["true", "1"], &mut self.report);
        fields.looks("compact", &["false", "0"], &mut self.report);
        let title = fields.text("title", &mut self.report);
        let headers = fields.list("headers", &mut self.report);
        let mut rows = vec![self.cells(fields, "headers", headers)];
        for (at, row) in fields.list("rows", &mut self.report).iter().enumerate() {
            let name = format!("rows[{at}]");
            match row {
                Value::Array(cells) => rows.push(self.cells(fields, &name, cells)),
                other => {
                    self.report.lost(fields.place(), &fields.name(&name), other, "not a row");
                }
            }
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        if width == 0 {
            fields.add(Outcome::Lost, "title", "the table has no cells", &mut self.report);
            return None;
        }
        let table = Block::Plain(grid_of_cells(&rows, width));
        Some(match title.trim().is_empty() {
            true => table,
            false => container("table", "", &title, &[table]),
        })
    }

    fn cells(&mut self, fields: &Fields<'_>, name: &str, cells: &[Value]) -> Vec<String> {
        let mut written = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            let name = fields.name(&format!("{name}[{at}]"));
            let text = text_of(cell, fields.place(), &name, &mut self.report);
            written.push(markdown::cell(&text));
        }
        written
    }

    pub(super) fn issue(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let title = fields.text("issue_title", &mut self.report);
        fields.looks("show_icon", &["true", "1"], &mut self.report);
        let mut inside = self.boxed(fields, "issue_description_before");
        // The same in early versions.
        inside.extend(self.boxed(fields, "issue_description"));
        if fields.is_on("issue_include_media", &mut self.report) {
            let kinds = ["image", "video"];
            let kind = fields.choice("issue_media_type", &kinds, &mut self.report);
            let width = self.width(fields, "issue_media_max_width", "545px");
            inside.extend(self.figure(fields, &Names::with_prefix("issue_media_"), kind, &width));
        } else {
            let keys = ["type", "source", "caption", "alt_text", "max_width"];
            self.switched_off(fields, "issue_media_", &keys);
        }
        inside.extend(self.boxed(fields, "issue_description_after"));
        inside.extend(self.old_issue_picture(fields));
        inside.extend(self.solution(fields));
        vec![container("issue", "", &title, &inside)]
    }

    fn old_issue_picture(&mut self, fields: &mut Fields<'_>) -> Option<Block> {
        if fields.is_on("include_media", &mut self.report) {
            let mut names = Names::with_prefix("media_");
            names.alt = "media_alt_text".into();
            return self.figure(fields, &names, "image", "");
        }
        self.switched_off(fields, "media_", &["source", "caption", "alt_text"]);
        None
    }

    fn solution(&mut self, fields: &mut Fields<'_>) -> Option<Block> {
        let title = fields.text_but("solution_title", "Solution:", &mut self.report);
        let mut inside = self.boxed(fields, "solution_content");
        let is_on = fields.is_on("solution_include_media", &mut self.report);
        let kind = match fields.choice("solution_media_type", &["single", "grid"], &mut self.report)
        {
            _ if !is_on => "",
            kind => kind,
        };
        if kind == "single" {
            let names = Names::with_prefix("solution_single_media_");
            inside.extend(self.figure(fields, &names, "image", ""));
        } else {
            let keys = ["source", "caption", "alt_text"];
            self.switched_off(fields, "solution_single_media_", &keys);
        }
        if kind == "grid" {
            let items = self.items(fields, "solution_media_items");
            if !items.is_empty() {
                inside.push(container("grid", "{columns=2}", "", &items));
            }
        } else {
            self.switched_off(fields, "solution_media_items", &[""]);
        }
        let is_empty = title.trim().is_empty() && inside.is_empty();
        (!is_empty).then(|| container("solution", "", &title, &inside))
    }

    /// Names what is there for pictures that are not shown. Where no file is named, it is what the
    /// other program put there by itself.
    fn switched_off(&mut self, fields: &mut Fields<'_>, prefix: &str, keys: &[&str]) {
        let taken: Vec<_> = keys
            .iter()
            .map(|key| format!("{prefix}{key}"))
            .filter_map(|name| fields.value(&name).map(|value| (name, value)))
            .collect();
        let is_meant = taken.iter().any(|(name, value)| names_a_file(name, value));
        for (name, value) in taken {
            let (place, name) = (fields.place(), fields.name(&name));
            let why = "pictures are switched off here";
            if is_meant {
                self.report.lost(place, &name, value, why);
            } else {
                self.report.unneeded(place, &name, value, why);
            }
        }
    }
}

fn names_a_file(name: &str, value: &Value) -> bool {
    let is_named = |value: &Value| value.as_str().is_none_or(|text| !text.is_empty());
    match value {
        Value::Array(items) => items.iter().any(|item| item.get("source").is_none_or(is_named)),
        value => name.ends_with("source") && is_named(value),
    }
}

/// A dark bar above a picture and a line below it are one caption.
fn joined(header: &str, caption: &str) -> String {
    match (header.trim(), caption.trim()) {
        (header, caption) if header == caption => caption.into(),
        (header, "") => header.into(),
        ("", caption) => caption.into(),
        (header, caption) => format!("{header}: {caption}"),
    }
}

fn grid_of_cells(rows: &[Vec<String>], width: usize) -> String {
    let row = |cells: &Vec<String>| {
        let cells = cells.iter().map(String::as_str).chain(std::iter::repeat("")).take(width);
        cells.fold("|".to_owned(), |line, cell| match cell {
            "" => line + " |",
            cell => line + " " + cell + " |",
        })
    };
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    lines.insert(1, "|".to_owned() + &" --- |".repeat(width));
    lines.join("\n")
}

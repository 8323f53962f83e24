//! Modules → blocks: the walk through a project, and the modules that hold or say little. Cards
//! with pictures and tables are in [`super::cards`].

use serde_json::{Map, Value};

use super::fields::{Fields, text_of};
use super::markdown;
use super::modules::{self, Module};
use super::pictures::Media;
use super::prose::{self, Lines};
use super::report::{Outcome, Place, Report};
use super::steps::{self, Block, Opens};

/// What is gathered on the way through a project.
#[derive(Default)]
pub(super) struct Converter {
    pub(super) report: Report,
    pub(super) media: Media,
    /// Front matter, written: `key: value`.
    pub(super) front: Vec<String>,
    /// What stands at the very end.
    closing: Vec<Block>,
    has_header: bool,
    has_footer: bool,
    /// How deep the section is that the next module belongs to.
    level: usize,
}

/// The deepest heading.
const DEEPEST: usize = 6;

const LIST: &str = "modules";

impl Converter {
    /// Returns the source of the modules of a project, without its front matter.
    pub(super) fn project(&mut self, list: &Value) -> String {
        let modules = modules::read(list, &Place::default(), LIST, &mut self.report);
        let has_tabs = modules.iter().any(|module| module.place.kind == "tabs");
        let mut blocks = Vec::new();
        for module in &modules {
            let kind = module.place.kind.as_str();
            match kind {
                "header" if !self.has_header => self.header(module),
                "footer" if !self.has_footer => self.footer(module),
                _ => blocks.extend(self.module(module)),
            }
            if has_tabs && !matches!(kind, "header" | "footer" | "tabs") {
                let why = "beside a tab section, which the other program does not show";
                let value = Value::from(kind);
                self.report.add(Outcome::Changed, &module.place, "module_type", &value, why);
            }
        }
        blocks.append(&mut self.closing);
        steps::write(&blocks)
    }

    fn module(&mut self, module: &Module<'_>) -> Vec<Block> {
        let mut fields = Fields::of(module.content, &module.place, "");
        let mut blocks = match module.place.kind.as_str() {
            "header" => self.another_header(&mut fields),
            "footer" => self.another_footer(&mut fields),
            "section_title" => self.section_title(&mut fields),
            "text" => self.text(&mut fields),
            "disclaimer" => self.disclaimer(&mut fields),
            "media" => self.picture(&mut fields),
            "media_grid" => self.grid(&mut fields),
            "table" => self.table(&mut fields),
            "issue_card" => self.issue(&mut fields),
            "step_card" => self.step_card(&mut fields),
            "tabs" => self.tabs(&mut fields, module.sub_modules),
            kind => {
                let why = match kind {
                    "" => "a module without a type".into(),
                    kind => format!("a module of the type `{kind}` is not known"),
                };
                fields.finish_because(&why, &mut self.report);
                if module.content.is_none_or(Map::is_empty) {
                    let value = Value::from(kind);
                    self.report.lost(&module.place, "module_type", &value, &why);
                }
                return self.strays(module);
            }
        };
        fields.finish(&mut self.report);
        if module.place.kind != "tabs" {
            blocks.extend(self.strays(module));
        }
        blocks
    }

    /// Modules in a module that has no tabs.
    fn strays(&mut self, module: &Module<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (name, list) in module.sub_modules.into_iter().flatten() {
            let field = format!("sub_modules.{name}");
            let why = "modules in a module that has no tabs; they stand behind it";
            self.report.add(Outcome::Changed, &module.place, &field, &name.as_str().into(), why);
            blocks.extend(self.list(list, &module.place, &field));
        }
        blocks
    }

    fn list(&mut self, list: &Value, parent: &Place, field: &str) -> Vec<Block> {
        let modules = modules::read(list, parent, field, &mut self.report);
        modules.iter().flat_map(|module| self.module(module)).collect()
    }

    fn header(&mut self, module: &Module<'_>) {
        self.has_header = true;
        // The title comes first, wherever the footer stands.
        let of_footer = std::mem::take(&mut self.front);
        let mut fields = Fields::of(module.content, &module.place, "");
        for (key, field, usual) in [
            ("title", "title", ""),
            ("subtitle", "subtitle", "Process Name"),
            ("label", "document_label", ""),
            ("last_updated", "date", "Last Updated: MM/DD/YYYY"),
        ] {
            let text = fields.text_but(field, usual, &mut self.report);
            let text = match key {
                "last_updated" => text.strip_prefix("Last Updated:").unwrap_or(&text),
                _ => &text,
            };
            self.front_matter(key, text);
        }
        if let Some(address) = self.file(&mut fields, "logo_path") {
            self.front_matter("logo", &address);
        }
        self.front.extend(of_footer);
        fields.finish(&mut self.report);
        let strays = self.strays(module);
        self.closing.extend(strays);
    }

    fn footer(&mut self, module: &Module<'_>) {
        self.has_footer = true;
        let mut fields = Fields::of(module.content, &module.place, "");
        for key in ["organization", "department", "revision_date"] {
            let text = fields.text_but(key, "MM.DD.YYYY", &mut self.report);
            self.front_matter(key, &text);
        }
        let text = self.footer_text(&mut fields);
        if !text.is_empty() {
            self.closing.push(Block::Wall("***".into()));
            self.closing.extend(text);
        }
        fields.finish(&mut self.report);
        let strays = self.strays(module);
        self.closing.extend(strays);
    }

    fn footer_text(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let report = &mut self.report;
        fields.looks("background_image", &["assets/mountains.png"], report);
        let why = "no line about copyright is made";
        fields.setting("show_copyright", &["true", "1"], why, report);
        let text = fields.text("additional_text", report);
        text.lines().map(|line| Block::Plain(markdown::line(line))).collect()
    }

    /// Only one header can be the front matter.
    fn another_header(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let title = fields.text("title", &mut self.report);
        fields.add(Outcome::Changed, "title", "a further header; made a section", &mut self.report);
        let mut blocks = self.section(1, &title);
        for key in ["document_label", "subtitle", "date"] {
            let text = fields.text(key, &mut self.report);
            blocks.push(Block::Plain(markdown::line(&text)));
        }
        if let Some(address) = self.file(fields, "logo_path") {
            blocks.push(Block::Plain(markdown::image("", &address, "")));
        }
        blocks
    }

    fn another_footer(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for key in ["organization", "department", "revision_date"] {
            let text = fields.text(key, &mut self.report);
            let why = "a further footer; made text where it stands";
            fields.add(Outcome::Changed, key, why, &mut self.report);
            blocks.push(Block::Plain(markdown::line(&text)));
        }
        blocks.extend(self.footer_text(fields));
        blocks
    }

    fn front_matter(&mut self, key: &str, text: &str) {
        if !text.trim().is_empty() {
            self.front.push(format!("{key}: {}", markdown::yaml(text)));
        }
    }

    fn section_title(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let level = match fields.choice("size", &["large", "medium", "small"], &mut self.report) {
            "small" => 3,
            "medium" => 2,
            _ => 1,
        };
        fields.looks("style", &["default"], &mut self.report);
        let title = fields.text("title", &mut self.report);
        let mut blocks = self.section(level, &title);
        let subtitle = fields.text("subtitle", &mut self.report);
        blocks.push(Block::Plain(markdown::line(&subtitle)));
        blocks
    }

    fn section(&mut self, level: usize, title: &str) -> Vec<Block> {
        self.level = level;
        heading(level, title)
    }

    /// Returns the heading of a module: one level below the section that it is in.
    pub(super) fn own_heading(&mut self, fields: &mut Fields<'_>, key: &str) -> Vec<Block> {
        let text = fields.text(key, &mut self.report);
        heading(self.level + 1, &text)
    }

    fn text(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let mut blocks = self.own_heading(fields, "header");
        let formats = ["paragraph", "list", "blockquote"];
        let format = fields.choice("format", &formats, &mut self.report);
        fields.looks("style", &["normal"], &mut self.report);
        match format {
            "list" => blocks.extend(self.prose(fields, "content", Lines::Items, Opens::Steps)),
            "blockquote" => {
                let quoted = self.prose(fields, "content", Lines::Paragraphs, Opens::Never);
                blocks.push(Block::Plain(quote(&steps::write(&quoted))));
            }
            _ => blocks.extend(self.prose(fields, "content", Lines::Joined, Opens::Steps)),
        }
        blocks
    }

    /// Takes a formatted text.
    pub(super) fn prose(
        &mut self,
        fields: &mut Fields<'_>,
        key: &str,
        unmarked: Lines,
        opens: Opens,
    ) -> Vec<Block> {
        let text = fields.text(key, &mut self.report);
        let prose = prose::read(&text, unmarked, opens);
        for line in prose.renumbered {
            let why = "numbers follow each other; this line has another one now";
            let (place, name) = (fields.place(), fields.name(key));
            self.report.add(Outcome::Changed, place, &name, &line.into(), why);
        }
        prose.blocks
    }

    fn disclaimer(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let kinds = ["warning", "info", "danger", "success"];
        let kind = fields.choice("type", &kinds, &mut self.report);
        let title = fields.text("title", &mut self.report);
        let mut inside = Vec::new();
        let label = fields.text_but("label", "IMPORTANT!", &mut self.report);
        if !label.trim().is_empty() {
            inside.push(Block::Plain(format!("<strong>{}</strong>", markdown::line(&label))));
        }
        fields.looks("icon", &["true", "1"], &mut self.report);
        inside.extend(self.prose(fields, "content", Lines::Paragraphs, Opens::Never));
        vec![container(kind, "", &title, &inside)]
    }

    /// A kind of module of early versions: one step.
    fn step_card(&mut self, fields: &mut Fields<'_>) -> Vec<Block> {
        let typed = fields.text("step_number", &mut self.report);
        let number = typed.trim().trim_end_matches('.').parse::<u32>().ok();
        let kinds = ["text", "list", "mixed"];
        let unmarked = match fields.choice("content_type", &kinds, &mut self.report) {
            "list" => Lines::Items,
            _ => Lines::Paragraphs,
        };
        let title = fields.text("title", &mut self.report);
        let content = self.prose(fields, "content", unmarked, Opens::Never);
        let Some(first) = number.map(u64::from).filter(|number| *number < 1_000_000_000) else {
            let why = "not a number; the step is a section";
            fields.add(Outcome::Changed, "step_number", why, &mut self.report);
            let mut blocks = heading(self.level + 1, &format!("{typed} {title}"));
            blocks.extend(content);
            return blocks;
        };
        let mut inside = vec![Block::Plain(markdown::line(&title))];
        inside.extend(content);
        // What belongs to a step is indented as far as its text.
        let indent = " ".repeat(first.to_string().len() + 2);
        let lines = steps::write(&inside);
        let item =
            lines.replace('\n', &format!("\n{indent}")).replace(&format!("{indent}\n"), "\n");
        vec![Block::Numbers { first, items: vec![item], opens: Opens::Steps }]
    }

    fn tabs(
        &mut self,
        fields: &mut Fields<'_>,
        sub_modules: Option<&Map<String, Value>>,
    ) -> Vec<Block> {
        fields.setting("active_tab", &["0"], "the first tab is open at first", &mut self.report);
        let names: Vec<String> = fields
            .list("tabs", &mut self.report)
            .iter()
            .enumerate()
            .map(|(at, name)| {
                text_of(name, fields.place(), &format!("tabs[{at}]"), &mut self.report)
            })
            .collect();
        let mut inside = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let is_first = !names[..at].contains(name);
            let list = sub_modules.and_then(|tabs| tabs.get(name)).filter(|_| is_first);
            inside.push(self.tab(fields, name, list));
            if !is_first {
                let why = "another tab has this name, and the modules";
                self.changed(fields, &format!("tabs[{at}]"), name, why);
            }
        }
        for (name, list) in sub_modules.into_iter().flatten() {
            if !names.contains(name) {
                let why = "modules of a tab that is not in the list of tabs, which the other \
                           program does not show; made a tab";
                self.changed(fields, &format!("sub_modules.{name}"), name, why);
                inside.push(self.tab(fields, name, Some(list)));
            }
        }
        if inside.is_empty() { Vec::new() } else { vec![wall("::::tabs", "::::", &inside)] }
    }

    fn changed(&mut self, fields: &Fields<'_>, field: &str, value: &str, why: &str) {
        self.report.add(Outcome::Changed, fields.place(), field, &value.into(), why);
    }

    fn tab(&mut self, fields: &Fields<'_>, name: &str, list: Option<&Value>) -> Block {
        let level = std::mem::take(&mut self.level);
        let field = format!("sub_modules.{name}");
        let inside = list.map_or_else(Vec::new, |list| self.list(list, fields.place(), &field));
        self.level = level;
        if name.trim_end().ends_with(':') {
            self.changed(fields, "tabs", name, "a colon at the end is not shown");
        }
        wall(&format!(":::tab{}", markdown::title(name)), ":::", &inside)
    }
}

/// A container, with attributes in braces or none.
pub(super) fn container(name: &str, attributes: &str, title: &str, inside: &[Block]) -> Block {
    let opening = format!(":::{name}{attributes}{}", markdown::title(title));
    Block::Plain(enclosed(&opening, ":::", inside))
}

fn wall(opening: &str, closing: &str, inside: &[Block]) -> Block {
    Block::Wall(enclosed(opening, closing, inside))
}

fn enclosed(opening: &str, closing: &str, inside: &[Block]) -> String {
    let inside = steps::write(inside);
    let end = if inside.is_empty() { "" } else { "\n" };
    format!("{opening}\n{inside}{end}{closing}")
}

pub(super) fn heading(level: usize, text: &str) -> Vec<Block> {
    let text = markdown::inline(&markdown::single_line(text));
    if text.is_empty() {
        return Vec::new();
    }
    vec![Block::Wall(format!("{} {text}", "#".repeat(level.clamp(1, DEEPEST))))]
}

fn quote(source: &str) -> String {
    let lines: Vec<String> = source.lines().map(|line| format!("> {line}")).collect();
    lines.join("\n").replace("> \n", ">\n")
}

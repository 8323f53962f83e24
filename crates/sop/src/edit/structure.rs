//! Blocks are put in, taken away, copied, moved and nested, by whole lines.
//!
//! What a block needs of the lines around it is its *prefix*: the indentation and the quote marks of
//! what it stands in. Containers with fences need none; so a block is moved by taking one prefix off
//! its lines and putting another on. Steps and items also take the mark of those beside them.
//!
//! Every edit is tried before it is returned: the edited source must have the very blocks that it
//! should have. Where Markdown would make something else of it, the edit is refused.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};

use super::anatomy::{
    Located, first_of_include, line_end, line_start, next_line, other_dialect, path_of, prefix_at,
};
use super::{Edit, Place, Refusal, TextEdit, apply, snippets};
use crate::block::{Block, BlockId, BlockKind, Role};
use crate::document::Document;
use crate::span::Span;

/// Returns the edits of the source that a structural edit is.
pub(crate) fn edits(
    document: &Document,
    source: &str,
    edit: &Edit,
) -> Result<Vec<TextEdit>, Refusal> {
    let ground = Ground { document, source };
    match edit {
        Edit::Insert { entry, place, text } => ground.insert(entry, place, text.as_deref()),
        Edit::InsertSource { source: text, place } => ground.insert_source(text, place),
        Edit::Delete { blocks } => ground.delete(blocks),
        Edit::Duplicate { blocks } => ground.duplicate(blocks),
        Edit::Move { blocks, place } => ground.relocate(blocks, place),
        Edit::Nest { blocks } => ground.nest(blocks),
        Edit::Unnest { blocks } => ground.unnest(blocks),
        _ => Err(Refusal::new("this is no edit of the structure")),
    }
}

/// What the edits are worked out on.
struct Ground<'d> {
    document: &'d Document,
    source: &'d str,
}

/// A block, and what is around it.
struct Found<'d> {
    block: &'d Block,
    parent: Option<&'d Block>,
    siblings: &'d [Block],
    at: usize,
    /// How many blocks it is: several, where they come from one include.
    count: usize,
    span: Span,
}

impl<'d> Found<'d> {
    fn blocks(&self) -> &'d [Block] {
        &self.siblings[self.at..self.at + self.count]
    }
}

/// Where text is put, and how its lines must begin.
struct Spot<'d> {
    /// The beginning of a line, or the end of the source.
    at: usize,
    prefix: String,
    /// The step, item or entry whose mark a new one takes.
    beside: Option<Mark>,
    /// What it will stand in.
    inside: Option<&'d Block>,
    /// Whether it is put directly behind a line that belongs to the same block.
    is_tight: bool,
}

/// The mark of a step, an item or an entry.
#[derive(Clone, Debug)]
struct Mark {
    text: String,
    /// How far its content is indented.
    width: usize,
}

impl<'d> Ground<'d> {
    fn find(&self, id: &BlockId) -> Result<Found<'d>, Refusal> {
        let missing = || Refusal::new(format!("there is no block {id}")).hint("it may be gone");
        let path = path_of(self.document.blocks(), id).ok_or_else(missing)?;
        // What stands in another file is moved and taken away as a whole, by its include.
        let (path, count) =
            first_of_include(self.document, self.source, &path).unwrap_or((path, 1));
        let located = Located::along(self.document, &path).ok_or_else(missing)?;
        let Located { block, parent, siblings, place: at, span, .. } = located;
        if span == Span::default() {
            return Err(other_dialect());
        }
        Ok(Found { block, parent, siblings, at, count, span })
    }

    /// Returns the blocks in the order of the document, without those inside others of them.
    fn find_all(&self, ids: &[BlockId]) -> Result<Vec<Found<'d>>, Refusal> {
        if ids.is_empty() {
            return Err(Refusal::new("no block is chosen"));
        }
        let mut found: Vec<Found<'d>> =
            ids.iter().map(|id| self.find(id)).collect::<Result<_, _>>()?;
        found.sort_by_key(|found| (found.span.start, usize::MAX - found.span.end));
        let mut outermost: Vec<Found<'d>> = Vec::new();
        for next in found {
            let is_inside = outermost.last().is_some_and(|last| {
                last.block.id == next.block.id || is_within(last.block, &next.block.id)
            });
            if !is_inside {
                outermost.push(next);
            }
        }
        Ok(outermost)
    }

    /// Returns the whole lines of a block, without blank ones at the end.
    fn lines(&self, span: Span) -> Span {
        let text = &self.source[span.range()];
        let end = span.start + text.trim_end().len();
        let start = line_start(self.source, span.start);
        Span { start, end: next_line(self.source, line_end(self.source, end.max(start))) }
    }

    /// Returns the lines of a block without its prefix.
    fn body(&self, found: &Found<'_>) -> String {
        let prefix = prefix_at(self.source, found.span.start);
        let lines = self.lines(found.span);
        let text = &self.source[found.span.start..lines.end];
        let mut body = String::new();
        for (number, line) in text.lines().enumerate() {
            let line = if number == 0 { line } else { without(line, &prefix) };
            body.push_str(line);
            body.push('\n');
        }
        body
    }

    // Where things are put.

    fn spot(&self, place: &Place) -> Result<Spot<'d>, Refusal> {
        match place {
            Place::Before(id) => {
                let found = self.find(id)?;
                let at = self.lines(found.span).start;
                // What shares its first line with the mark of an item cannot have anything before it.
                let own = &self.source[at..found.span.start];
                if !own.chars().all(|c| matches!(c, ' ' | '\t' | '>')) {
                    return Err(Refusal::new("nothing can stand between an item and its mark")
                        .hint("put it before the item, or behind this block"));
                }
                Ok(self.beside(&found, at))
            }
            Place::After(id) => {
                let found = self.find(id)?;
                let spot = self.beside(&found, self.lines(found.span).end);
                Ok(Spot { beside: spot.beside.map(|mark| self.counted_on(mark, &found)), ..spot })
            }
            Place::First(id) => self.inside(&self.find(id)?, true),
            Place::Last(id) => self.inside(&self.find(id)?, false),
            Place::End => {
                // Footnotes are collected from where they stand.
                let last = self.document.blocks().iter().rev();
                let mut last = last.filter(|block| !matches!(block.kind, BlockKind::Footnotes));
                match last.next().and_then(|block| self.find(&block.id).ok()) {
                    Some(found) if is_marked(found.block) => {
                        Ok(self.beside(&found, self.lines(found.span).end))
                    }
                    _ => Ok(Spot {
                        at: self.source.len(),
                        prefix: String::new(),
                        beside: None,
                        inside: None,
                        is_tight: false,
                    }),
                }
            }
        }
    }

    fn beside(&self, found: &Found<'d>, at: usize) -> Spot<'d> {
        let prefix = prefix_at(self.source, found.span.start);
        let beside = is_marked(found.block).then(|| self.mark(found.span)).flatten();
        let is_tight = beside.is_some() && self.is_tight(found);
        Spot { at, prefix, beside, inside: found.parent, is_tight }
    }

    /// Returns the mark for what follows an item: counted on, if the items around it are counted.
    fn counted_on(&self, mark: Mark, found: &Found<'_>) -> Mark {
        let number = |block: &Block| -> Option<u64> {
            number_of(&self.mark(self.document.span(&block.id)?)?.text)?.parse().ok()
        };
        let Some(own) = number(found.block) else { return mark };
        let before = found.siblings[..found.at].iter().rev().find(|block| is_marked(block));
        let behind = found.siblings[found.at + 1..].iter().find(|block| is_marked(block));
        let is_counted = match (before.and_then(number), behind.and_then(number)) {
            (Some(before), _) => before + 1 == own,
            (None, Some(behind)) => behind != own,
            (None, None) => true,
        };
        if !is_counted {
            return mark;
        }
        let text = format!("{}{}", own + 1, &mark.text[mark.text.len() - 1..]);
        Mark { width: mark.width + text.len() - mark.text.len(), text }
    }

    /// Whether the items around one stand close.
    fn is_tight(&self, found: &Found<'_>) -> bool {
        let marked: Vec<Span> = found
            .siblings
            .iter()
            .filter(|block| is_marked(block))
            .filter_map(|block| self.document.span(&block.id))
            .collect();
        marked
            .windows(2)
            .any(|pair| self.lines(pair[0]).end == line_start(self.source, pair[1].start))
            || marked.len() < 2
    }

    fn inside(&self, found: &Found<'d>, is_first: bool) -> Result<Spot<'d>, Refusal> {
        let block = found.block;
        if let Some(child) = if is_first { block.children.first() } else { block.children.last() }
            && !matches!(block.kind, BlockKind::Step { .. } | BlockKind::Item { .. })
            && let Ok(child) = self.find(&child.id)
        {
            let lines = self.lines(child.span);
            let at = if is_first { lines.start } else { lines.end };
            return Ok(Spot { inside: Some(block), ..self.beside(&child, at) });
        }
        let lines = self.lines(found.span);
        let prefix = prefix_at(self.source, found.span.start);
        let first_end = next_line(self.source, line_end(self.source, found.span.start));
        match &block.kind {
            BlockKind::Step { .. } | BlockKind::Item { .. } => {
                let mark = self.mark(found.span).ok_or_else(other_dialect)?;
                let before = block.children.first().filter(|_| is_first);
                let at = match before.and_then(|child| self.document.span(&child.id)) {
                    Some(span) => line_start(self.source, span.start),
                    None => lines.end,
                };
                let prefix = format!("{prefix}{}", " ".repeat(mark.width));
                Ok(Spot { at, prefix, beside: None, inside: Some(block), is_tight: false })
            }
            _ if self.source[found.span.start..].starts_with(":::") => Ok(Spot {
                at: first_end,
                prefix,
                beside: None,
                inside: Some(block),
                is_tight: true,
            }),
            _ => Err(Refusal::new("nothing can be put into this block").hint("put it beside it")),
        }
    }

    fn mark(&self, span: Span) -> Option<Mark> {
        let line = &self.source[span.start..line_end(self.source, span.start)];
        let digits = line.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let length = match line.as_bytes().get(digits)? {
            b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
            b'-' | b'*' | b'+' if digits == 0 => 1,
            _ => return None,
        };
        let behind = &line[length..];
        let space = behind.len() - behind.trim_start_matches(' ').len();
        // More than four spaces are code, and none is an empty item (CommonMark §5.2).
        let space = if (1..=4).contains(&space) { space } else { 1 };
        Some(Mark { text: line[..length].to_owned(), width: length + space })
    }

    // The edits.

    fn insert(
        &self,
        entry: &str,
        place: &Place,
        text: Option<&str>,
    ) -> Result<Vec<TextEdit>, Refusal> {
        let snippet = snippets::snippet(entry, text)
            .ok_or_else(|| Refusal::new(format!("there is no block {entry} in the library")))?;
        let spot = self.spot(place)?;
        let role = |block: &Block| match &block.kind {
            BlockKind::Container { role, .. } => Some(*role),
            _ => None,
        };
        let inside = spot.inside.and_then(role);
        let wrapped = match entry {
            "cause" | "solution" if inside != Some(Role::Issue) => {
                return Err(Refusal::new(format!("a {entry} belongs to an issue"))
                    .hint("put an issue in first, or choose a block in one"));
            }
            "tab" if inside != Some(Role::Tabs) => format!(":::tabs\n{snippet}:::\n"),
            "step" if spot.beside.is_none() && !is_steps(spot.inside) => {
                format!(":::steps\n{snippet}:::\n")
            }
            _ => snippet,
        };
        self.put(&wrapped, &spot, &[])
    }

    fn insert_source(&self, text: &str, place: &Place) -> Result<Vec<TextEdit>, Refusal> {
        if text.trim().is_empty() {
            return Err(Refusal::new("there is nothing to put in"));
        }
        let mut text = text.replace("\r\n", "\n").trim_matches('\n').to_owned();
        text.push('\n');
        self.put(&text, &self.spot(place)?, &[])
    }

    fn delete(&self, ids: &[BlockId]) -> Result<Vec<TextEdit>, Refusal> {
        let all = self.find_all(ids)?;
        let removed = self.removals(&all);
        let gone: Vec<&Block> = all.iter().flat_map(Found::blocks).collect();
        let plain = merged(removed.clone());
        // Two lists that were apart by what is gone would become one.
        let apart = merged(
            removed
                .into_iter()
                .map(|edit| match edit.text.is_empty() {
                    true => TextEdit { text: self.separator(edit.span.start), ..edit },
                    false => edit,
                })
                .collect(),
        );
        self.first_right(vec![plain, apart], &gone, &[])
    }

    fn duplicate(&self, ids: &[BlockId]) -> Result<Vec<TextEdit>, Refusal> {
        let all = self.find_all(ids)?;
        let last = all.last().ok_or_else(|| Refusal::new("no block is chosen"))?;
        let text = self.bodies(&all, |body| without_ids(&body));
        let spot = self.spot(&Place::After(last.block.id.clone()))?;
        self.put(&text, &spot, &[])
    }

    fn relocate(&self, ids: &[BlockId], place: &Place) -> Result<Vec<TextEdit>, Refusal> {
        let all = self.find_all(ids)?;
        let (Place::Before(target)
        | Place::After(target)
        | Place::First(target)
        | Place::Last(target)) = place
        else {
            return self.move_to(&all, &self.spot(place)?);
        };
        if all.iter().any(|found| is_within(found.block, target) || *ids == [target.clone()]) {
            return Err(Refusal::new("a block cannot be moved into itself"));
        }
        self.move_to(&all, &self.spot(place)?)
    }

    fn move_to(&self, all: &[Found<'d>], spot: &Spot<'d>) -> Result<Vec<TextEdit>, Refusal> {
        if all.iter().any(|found| matches!(found.block.kind, BlockKind::Footnote { .. })) {
            return Err(Refusal::new("footnotes stand where they are written")
                .hint("move them in the source"));
        }
        let text = self.bodies(all, |body| body);
        let needs_steps = spot.beside.is_none()
            && all.iter().any(|found| matches!(found.block.kind, BlockKind::Step { .. }))
            && !is_steps(spot.inside);
        let text = if needs_steps { format!(":::steps\n{text}:::\n") } else { text };
        self.put(&text, spot, all)
    }

    fn bodies(&self, all: &[Found<'_>], change: impl Fn(String) -> String) -> String {
        let mut text = String::new();
        for (number, found) in all.iter().enumerate() {
            let is_close = number > 0 && is_marked(found.block) && is_marked(all[number - 1].block);
            if number > 0 && !is_close {
                text.push('\n');
            }
            text.push_str(&change(self.body(found)));
        }
        text
    }

    /// Puts lines at a spot, and takes blocks away that they were made of.
    fn put(
        &self,
        text: &str,
        spot: &Spot<'d>,
        moved: &[Found<'d>],
    ) -> Result<Vec<TextEdit>, Refusal> {
        let marked = match &spot.beside {
            Some(mark) if starts_with_mark(text) => with_mark(text, mark),
            _ => text.to_owned(),
        };
        let is_item = spot.beside.is_some() && starts_with_mark(&marked);
        let added = if moved.is_empty() { self.read(&marked, spot) } else { Vec::new() };
        let removed = self.removals(moved);
        let with = |lines: String| {
            let insertion = TextEdit { span: Span { start: spot.at, end: spot.at }, text: lines };
            merged([insertion].into_iter().chain(removed.clone()).collect())
        };
        let close = self.lines_at(&marked, spot, is_item && spot.is_tight);
        let loose = self.lines_at(&marked, spot, false);
        let added: Vec<&Block> = added.iter().collect();
        self.first_right(vec![with(close), with(loose)], &[], &added)
    }

    /// Returns the blocks that lines are at a spot.
    fn read(&self, text: &str, spot: &Spot<'_>) -> Vec<Block> {
        let entries = spot.inside.filter(|block| matches!(block.kind, BlockKind::Entries));
        let path = entries.and_then(|block| path_of(self.document.blocks(), &block.id));
        let Some(entries) = path.and_then(|path| Located::along(self.document, &path)) else {
            return self.document.edited(text).blocks().to_vec();
        };
        let name = match entries.parent.map(Block::kind) {
            Some(BlockKind::Container { role: Role::Decision, .. }) => "decision",
            _ => "definitions",
        };
        let document = Document::parse(&format!(":::{name}\n{text}:::\n"));
        document.blocks().iter().flat_map(Block::children).cloned().collect()
    }

    fn newline(&self) -> &'static str {
        if self.source.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Returns the lines with their prefix, and with blank lines around them as they are needed.
    fn lines_at(&self, text: &str, spot: &Spot<'_>, is_close: bool) -> String {
        let newline = self.newline();
        let blank = format!("{}{newline}", spot.prefix.trim_end());
        let mut lines = String::new();
        let before = &self.source[..spot.at];
        if !before.is_empty() && !before.ends_with(['\n', '\r']) {
            lines.push_str(newline);
        }
        let above = before.lines().next_back().unwrap_or_default();
        let is_open = is_fence(above) && spot.is_tight && spot.beside.is_none()
            || is_opening(above, spot.inside.is_some());
        if !is_close && !is_blank(above) && !is_open {
            lines.push_str(&blank);
        }
        for line in text.lines() {
            if line.is_empty() {
                lines.push_str(&blank);
            } else {
                lines.push_str(&spot.prefix);
                lines.push_str(line);
                lines.push_str(newline);
            }
        }
        let below = self.source[spot.at..].lines().next().unwrap_or_default();
        if !is_close && !is_blank(below) && !is_closing(below) {
            lines.push_str(&blank);
        }
        lines
    }

    /// Takes blocks away. Where the first one of a list goes, the next one has its number: a list
    /// begins with the number of its first item, and one that begins with another than 1 is none
    /// directly below a text (CommonMark §5.3).
    fn removals(&self, all: &[Found<'_>]) -> Vec<TextEdit> {
        let gone = || all.iter().flat_map(Found::blocks);
        let is_gone = |block: &Block| gone().any(|gone| gone.id == block.id);
        let heirs = all.iter().filter_map(|found| {
            let is_first = !found.siblings[..found.at].iter().any(is_marked);
            let heir = found.siblings[found.at..].iter().find(|block| !is_gone(block))?;
            let span = self.document.span(&heir.id).filter(|_| is_first && is_marked(heir))?;
            self.numbered(span, number_of(&self.mark(found.span)?.text)?)
        });
        all.iter().map(|found| self.removal(found)).chain(heirs).collect()
    }

    /// Gives an item another number.
    fn numbered(&self, span: Span, number: &str) -> Option<TextEdit> {
        let mark = self.mark(span)?;
        let old = number_of(&mark.text)?;
        let span = Span { start: span.start, end: span.start + old.len() };
        (old != number).then(|| TextEdit { span, text: number.to_owned() })
    }

    /// Takes the lines of a block away, with the blank ones behind it, or before it at the end.
    fn removal(&self, found: &Found<'_>) -> TextEdit {
        let lines = self.lines(found.span);
        let (mut start, mut end) = (lines.start, lines.end);
        // The first block of an item shares the line of its mark.
        if !self.source[start..found.span.start].chars().all(|c| matches!(c, ' ' | '\t' | '>')) {
            start = found.span.start;
            end = line_end(self.source, end.saturating_sub(1).max(start)).min(end);
            return TextEdit { span: Span { start, end }, text: String::new() };
        }
        let above_is_blank = self.source[..start].lines().next_back().is_none_or(is_blank);
        let mut behind = end;
        while behind < self.source.len() {
            let line = &self.source[behind..line_end(self.source, behind)];
            if !is_blank(line) {
                break;
            }
            behind = next_line(self.source, line_end(self.source, behind));
        }
        let is_last = behind >= self.source.len();
        let below = &self.source[behind.min(self.source.len())..];
        if above_is_blank && !is_last && !is_closing(below) {
            end = behind;
        } else if is_last || is_closing(below) {
            while start > 0 {
                let above = line_start(self.source, start - 1);
                if !is_blank(&self.source[above..start]) {
                    break;
                }
                start = above;
            }
        }
        TextEdit { span: Span { start, end }, text: String::new() }
    }

    fn separator(&self, at: usize) -> String {
        let prefix = prefix_at(self.source, at);
        format!("{prefix}<!-- -->\n{}\n", prefix.trim_end())
    }

    fn nest(&self, ids: &[BlockId]) -> Result<Vec<TextEdit>, Refusal> {
        let all = self.find_all(ids)?;
        let first = &all[0];
        if !all.iter().all(|found| is_marked(found.block)) {
            return Err(Refusal::new("only steps and items can be nested"));
        }
        let above = first.siblings[..first.at].last();
        let above = above.filter(|block| is_marked(block)).ok_or_else(|| {
            Refusal::new("there is no step directly above that it could belong to")
                .hint("move it below a step first")
        })?;
        let span = self.document.span(&above.id).ok_or_else(other_dialect)?;
        let indent = self.mark(span).ok_or_else(other_dialect)?.width;
        let begins_list = !above.children.last().is_some_and(|child| {
            matches!(child.kind, BlockKind::List { .. } | BlockKind::Steps { .. })
        });
        let mut edits = Vec::new();
        for (number, found) in all.iter().enumerate() {
            let prefix = prefix_at(self.source, found.span.start);
            edits.extend(self.line_starts(found.span).into_iter().map(|at| TextEdit {
                span: Span { start: at + prefix.len(), end: at + prefix.len() },
                text: " ".repeat(indent),
            }));
            if begins_list && number == 0 {
                edits.extend(self.numbered(found.span, "1"));
            }
        }
        // A list whose first item is empty needs a blank line below a text (CommonMark §5.3).
        let mut loose = edits.clone();
        let prefix = prefix_at(self.source, first.span.start);
        let newline = self.newline();
        if let Some(indentation) = loose.first_mut() {
            indentation.span.start -= prefix.len();
            indentation.text =
                format!("{}{newline}{prefix}{}", prefix.trim_end(), " ".repeat(indent));
        }
        self.first_right(vec![merged(edits), merged(loose)], &[], &[])
    }

    fn unnest(&self, ids: &[BlockId]) -> Result<Vec<TextEdit>, Refusal> {
        let all = self.find_all(ids)?;
        let outermost = || Refusal::new("this is no sub-step").hint("only sub-steps can go up");
        let mut edits = Vec::new();
        for found in &all {
            let list = found.parent.filter(|_| is_marked(found.block)).ok_or_else(outermost)?;
            let list = self.find(&list.id)?;
            let item = list.parent.filter(|block| is_marked(block)).ok_or_else(outermost)?;
            let span = self.document.span(&item.id).ok_or_else(other_dialect)?;
            let next = self.mark(span).and_then(|mark| number_of(&mark.text)?.parse::<u64>().ok());
            edits.extend(next.and_then(|next| self.numbered(found.span, &(next + 1).to_string())));
            let outer = prefix_at(self.source, span.start).len();
            let inner = prefix_at(self.source, found.span.start).len();
            for at in self.line_starts(found.span) {
                let end = line_end(self.source, at).min(at + inner);
                edits.push(TextEdit {
                    span: Span { start: at + outer.min(end - at), end },
                    text: String::new(),
                });
            }
        }
        self.first_right(vec![merged(edits)], &[], &[])
    }

    /// Returns where the lines of a block begin that are not blank.
    fn line_starts(&self, span: Span) -> Vec<usize> {
        let lines = self.lines(span);
        let mut starts = Vec::new();
        let mut at = lines.start;
        while at < lines.end {
            let end = line_end(self.source, at);
            if !is_blank(&self.source[at..end]) {
                starts.push(at);
            }
            at = next_line(self.source, end);
        }
        starts
    }

    /// Returns the first of several ways that gives the blocks that it should give.
    fn first_right(
        &self,
        ways: Vec<Vec<TextEdit>>,
        gone: &[&Block],
        added: &[&Block],
    ) -> Result<Vec<TextEdit>, Refusal> {
        let mut expected = HashMap::new();
        count(self.document.blocks(), 1, &mut expected);
        gone.iter().for_each(|block| count(std::slice::from_ref(*block), -1, &mut expected));
        added.iter().for_each(|block| count(std::slice::from_ref(*block), 1, &mut expected));
        expected.retain(|_, times| *times != 0);
        let is_right = |edits: &Vec<TextEdit>| {
            let mut got = HashMap::new();
            let edited = self.document.edited(&apply(self.source, edits));
            count(edited.blocks(), 1, &mut got);
            got == expected
        };
        ways.into_iter().find(is_right).ok_or_else(|| {
            Refusal::new("this cannot be done here without changing something else")
                .hint("edit it as source")
        })
    }
}

/// Counts blocks by what they are. What only holds others together, and comes and goes with them,
/// does not count.
fn count(blocks: &[Block], times: i64, counts: &mut HashMap<u64, i64>) {
    for block in blocks {
        let is_wrapper = matches!(
            block.kind,
            BlockKind::List { .. }
                | BlockKind::Steps { .. }
                | BlockKind::Entries
                | BlockKind::Footnotes
        );
        let is_tabs = matches!(block.kind, BlockKind::Container { role: Role::Tabs, .. });
        if !is_wrapper && !is_tabs {
            let mut hasher = DefaultHasher::new();
            match &block.kind {
                // A step that becomes an item is the same work.
                BlockKind::Step { text, check } | BlockKind::Item { text, check } => {
                    (text, check).hash(&mut hasher);
                }
                kind => kind.hash(&mut hasher),
            }
            block.attributes.hash(&mut hasher);
            *counts.entry(hasher.finish()).or_default() += times;
        }
        count(&block.children, times, counts);
    }
}

fn is_steps(block: Option<&Block>) -> bool {
    block.is_some_and(|block| matches!(block.kind, BlockKind::Steps { .. }))
}

/// Whether a block begins with a mark: a step, an item, an entry.
fn is_marked(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Step { .. } | BlockKind::Item { .. } | BlockKind::Entry { .. })
}

fn is_within(block: &Block, id: &BlockId) -> bool {
    block.children.iter().any(|child| child.id == *id || is_within(child, id))
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| matches!(c, ' ' | '\t' | '>' | '\r' | '\n'))
}

fn is_fence(line: &str) -> bool {
    line.trim_start_matches([' ', '\t', '>']).starts_with("::")
}

/// Whether a line opens a container, whose first block follows without a blank line.
fn is_opening(line: &str, is_inside: bool) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    is_inside && line.starts_with(":::") && !line.trim_end().trim_start_matches(':').is_empty()
}

fn is_closing(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim_start_matches([' ', '\t', '>']);
    line.starts_with(":::") && line.trim_end().trim_start_matches(':').is_empty()
}

/// Takes a prefix off a line, as far as it is there.
fn without<'l>(line: &'l str, prefix: &str) -> &'l str {
    let mut rest = line;
    for wanted in prefix.chars() {
        match rest.chars().next() {
            Some(c) if c == wanted || c == ' ' && wanted == '\t' => rest = &rest[c.len_utf8()..],
            _ => break,
        }
    }
    rest
}

/// Returns the number in a mark, unless it is a bullet or a letter.
fn number_of(mark: &str) -> Option<&str> {
    let digits = mark.len() - 1;
    let number = mark.get(..digits)?;
    (digits > 0 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// Whether lines begin with the mark of an item.
fn starts_with_mark(text: &str) -> bool {
    mark_of(text).is_some()
}

/// Returns the length of the mark that lines begin with, and of the white space behind it.
fn mark_of(text: &str) -> Option<(usize, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match text.as_bytes().get(digits)? {
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        b'-' | b'*' | b'+' if digits == 0 => 1,
        _ => return None,
    };
    let line = text[length..].lines().next().unwrap_or_default();
    let space = line.len() - line.trim_start_matches(' ').len();
    (line.is_empty() || space > 0).then_some((length, space.max(1)))
}

/// Gives the items of some lines another mark, and their other lines the indentation for it.
fn with_mark(text: &str, mark: &Mark) -> String {
    let Some((length, space)) = mark_of(text) else {
        return text.to_owned();
    };
    let old = length + space;
    let mut lines = String::new();
    for line in text.lines() {
        match mark_of(line) {
            Some((length, _)) => {
                lines.push_str(&mark.text);
                lines.push_str(&" ".repeat(mark.width - mark.text.len()));
                lines.push_str(line[length..].trim_start_matches(' '));
            }
            None if line.starts_with(' ') => {
                let indent = line.len() - line.trim_start_matches(' ').len();
                lines.push_str(&" ".repeat(mark.width));
                lines.push_str(&line[indent.min(old)..]);
            }
            None => lines.push_str(line),
        }
        lines.push('\n');
    }
    lines
}

/// Takes the ids out of what is copied: each names one block.
fn without_ids(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(['}', '\n']).filter(|end| rest[*end..].starts_with('}')) else {
            kept.push('{');
            rest = &rest[1..];
            continue;
        };
        let items: Vec<&str> =
            rest[1..end].split(' ').filter(|item| !item.starts_with('#')).collect();
        let list = items.join(" ");
        if list.trim().is_empty() && rest[1..end].trim_start().starts_with('#') {
            let before = kept.trim_end_matches(' ').len();
            kept.truncate(before);
        } else {
            kept.push('{');
            kept.push_str(&list);
            kept.push('}');
        }
        rest = &rest[end + 1..];
    }
    kept.push_str(rest);
    kept
}

/// Puts edits in order and joins those that overlap.
fn merged(mut edits: Vec<TextEdit>) -> Vec<TextEdit> {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut merged: Vec<TextEdit> = Vec::new();
    for edit in edits {
        match merged.last_mut() {
            Some(last) if edit.span.start < last.span.end => {
                last.span.end = last.span.end.max(edit.span.end);
                last.text.push_str(&edit.text);
            }
            _ => merged.push(edit),
        }
    }
    merged
}

//! Laws over generated sources.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::prelude::*;
use sopwright_html::{apply, diff};
use sopwright_sop::edit::Outline;
use sopwright_sop::{Block, BlockKind, Document, Renderer, normalised};

use crate::page::{check_page, checked_page, ids, media, render};

/// A line as authors write it, well formed or not.
fn line() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "",
        "",
        "",
        "# ",
        "## ",
        "- ",
        "  - ",
        "1. ",
        "   1. ",
        "> ",
        ">> ",
        "- [ ] ",
        "    ",
        "\t",
        "| ",
        "[^1]: ",
        ":::steps",
        ":::warning ",
        ":::note{#n} ",
        ":::",
        "   :::",
        "> :::",
        "::: x",
        ":::{a} ",
        "```",
        "```{r} ",
        "---",
        "<div>",
        "</div>",
        "<details><summary>",
        "<!-- ",
        "-->",
        "<table><tr><td>",
        "> [!NOTE]",
        "[x]: ",
        "::toc",
        "::hazards ",
        "::record{type=number max=8} ",
        "   ::sign-off",
        "::attachment{path=x.pdf} ",
        ":::tabs",
        ":::tab ",
        ":::decision ",
        ":::definitions",
        ":::references",
        ":::grid{columns=2} ",
        ":::table{#t} ",
        ":::ppe",
        "```bash",
        "!!! note \"",
        "    !!! danger",
        "=== \"T\"",
        "    ",
        "```{tip} ",
        "```{figure} x.png",
        "(n)=",
        "::: {.panel-tabset}",
        "::: {.callout-tip}",
    ]);
    let piece = prop_oneof![
        4 => "[a-c ]{0,12}",
        2 => prop::sample::select(vec![
            "*a*", "**", "_b", "~~c~~", "`d`", "`", "[e](f)", "[g](javascript:h)", "![i](j.png)", "![k](missing.png)",
            "{#l}", "{.m}", "{time=\"5 min\" critical}", "{n=o}", "[^1]", "<b>", "</b>", "<br>", "<p>", "<a href=p>",
            "<VERSION>", "<img src=q.png>", "<li>", "</li>", "<td>", "<h2>", "</p>", "&amp;", "&#0;", "\\{#r}", "|", "|---|", "https://s.t", "\0",
            "[![u](v)](w)", "警告", "é", "\u{a0}", "<table>", "<details>", "[y[^1]](z)",
            "@step(n)", "@step(l..n)", "[](#l)", "[](#a)", "{{A}}", "{{B}}", " → ", ": ", "![i](j.mp4 \"k\"){#i}", "$x^2$",
            "$\\frac{a}{", "$$", "\\begin{matrix}", "}$", "echo \"$A\" # b",
        ]).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ];
    (start, vec(piece, 0..6)).prop_map(|(start, pieces)| format!("{start}{}", pieces.concat()))
}

pub(crate) fn source() -> impl Strategy<Value = String> {
    let end = prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n"]);
    let front = prop_oneof![
        4 => Just(String::new()),
        1 => Just("---\ntitle: T\nstatus: draft\nx: [1, {a: b}]\n---\n".into()),
        1 => Just("---\na: [\n---\n".into()),
        1 => Just("+++\na = [\"b: \\\\ \\\"\", 1.10]\n[c]\nd = '''\n e'''\n+++\n".into()),
        1 => Just("---\nlang: fr\nvars: {A: \"1 < 2\"}\nnumbering: {sections: A.1, across: document}\n---\n".into()),
    ];
    (front, vec((line(), end), 0..24)).prop_map(|(front, lines)| {
        lines.into_iter().fold(front, |source, (line, end)| source + &line + end)
    })
}

fn lines_edited(source: &str, at: usize, choice: u8, with: &str) -> String {
    let mut lines: Vec<&str> = source.split_inclusive('\n').collect();
    let place = at % (lines.len() + 1);
    match choice % 3 {
        0 => lines.insert(place, with),
        1 if place < lines.len() => {
            lines.remove(place);
        }
        _ if place < lines.len() => {
            let moved = lines.remove(place);
            lines.insert(at / 7 % (lines.len() + 1), moved);
        }
        _ => {}
    }
    lines.concat()
}

/// Checks that a document whose parse kept parts of the one before is what a whole parse makes.
fn check_same_but_ids(kept: &Document, whole: &Document) {
    fn check(kept: (&Document, &[Block]), whole: (&Document, &[Block])) {
        assert_eq!(kept.1.len(), whole.1.len());
        for (a, b) in kept.1.iter().zip(whole.1) {
            assert_eq!((a.kind(), a.attributes()), (b.kind(), b.attributes()));
            assert_eq!(kept.0.span(a.id()), whole.0.span(b.id()), "of {a:?}");
            assert_eq!(a.fingerprint(), b.fingerprint());
            if let BlockKind::Section { .. } = a.kind() {
                assert_eq!(a.anchor(), b.anchor(), "of {a:?}");
            }
            check((kept.0, a.children()), (whole.0, b.children()));
        }
    }
    check((kept, kept.blocks()), (whole, whole.blocks()));
    assert_eq!(kept.diagnostics(), whole.diagnostics());
    assert!(kept.media().eq(whole.media()));
}

/// Checks that two sources are the same document, wherever its blocks stand.
fn check_same_content(a: &Document, b: &Document) {
    let content = |document: &Document| -> Vec<_> {
        let own = |block: &Block| (block.fingerprint(), format!("{:?}", block.kind()));
        document.blocks().iter().map(own).collect()
    };
    assert_eq!(content(a), content(b));
    let fields = |document: &Document| -> Vec<_> {
        let fields = document.front_matter().fields().iter();
        fields.map(|field| (field.key.clone(), field.value.clone())).collect()
    };
    assert_eq!(fields(a), fields(b));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// A browser reads every page as the tree that it is.
    #[test]
    fn pages_are_read_as_they_are(source in source()) {
        checked_page(&source);
    }

    /// The normalised form of a source is the same document, and its own normalised form.
    #[test]
    fn normalising_changes_nothing_that_is_read(source in source()) {
        let written = normalised(&source);
        check_same_content(&Document::parse(&source), &Document::parse(&written));
        prop_assert_eq!(normalised(&written), written);
    }

    #[test]
    fn any_text_is_a_source(source in any::<String>()) {
        checked_page(&source);
    }

    /// However a source is edited, ids are unique, a memo does not show, and the patch is right.
    #[test]
    fn edits_keep_the_document_whole(
        start in source(),
        edits in vec((any::<usize>(), any::<u8>(), line()), 1..8),
    ) {
        let mut renderer = Renderer::new();
        let mut source = start;
        let mut document = Document::parse(&source);
        let mut page = renderer.render(&document, &media);
        for (at, choice, with) in edits {
            source = lines_edited(&source, at, choice, &(with + "\n"));
            let next = Document::parse_after(&source, &document);
            check_same_but_ids(&next, &Document::parse(&source));
            let all = ids(&next);
            let unique: HashSet<_> = all.iter().collect();
            prop_assert_eq!(unique.len(), all.len());
            prop_assert!(all.iter().all(|id| next.span(id).is_some()));
            let next_page = renderer.render(&next, &media);
            prop_assert!(next_page == render(&next));
            check_page(&next_page, &source);
            let patched = apply(&page.nodes, &diff(&page.nodes, &next_page.nodes));
            prop_assert_eq!(patched.as_deref(), Ok(&next_page.nodes[..]));
            (document, page) = (next, next_page);
        }
    }

    /// The same letter by letter, in place, in sources without the definitions that make every edit
    /// reach everywhere: what is not looked at again is as it would be.
    #[test]
    fn edits_in_place_keep_the_document_whole(
        front_matter in prop::sample::select(FRONT_MATTERS.to_vec()),
        blocks in vec(prop::sample::select(BLOCKS.to_vec()), 0..24),
        edits in vec((any::<usize>(), 0..12_usize, prop::sample::select(PIECES.to_vec())), 1..12),
    ) {
        let no_files = |_: &str| Err("there are no other files here".into());
        let mut source = format!("{front_matter}{}", blocks.concat());
        let mut document = Document::parse(&source);
        let mut renderer = Renderer::new();
        let mut page = renderer.render(&document, &media);
        let mut outline = Outline::of(&document, &source, None);
        for (at, remove, with) in edits {
            let places: Vec<usize> =
                source.char_indices().map(|(place, _)| place).chain([source.len()]).collect();
            let first = at % places.len();
            let range = places[first]..places[(first + remove).min(places.len() - 1)];
            source.replace_range(range.clone(), with);
            if at % 3 == 0 {
                document.update(&source, &no_files);
            } else {
                document.replace_range(range, with, &no_files);
            }
            prop_assert_eq!(&document.source(), &source);
            check_same_but_ids(&document, &Document::parse(&source));
            let all = ids(&document);
            prop_assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
            prop_assert!(all.iter().all(|id| document.span(id).is_some()));
            let next = renderer.render(&document, &media);
            prop_assert!(next == render(&document), "a memo may not show");
            let patched = apply(&page.nodes, &diff(&page.nodes, &next.nodes));
            prop_assert_eq!(patched.as_deref(), Ok(&next.nodes[..]));
            page = next;
            outline.follow(&document, &source);
            let anew = Outline::of(&document, &source, None);
            prop_assert_eq!(outline.blocks(), anew.blocks());
            prop_assert_eq!(outline.numbers(), anew.numbers());
        }
    }
}

const FRONT_MATTERS: &[&str] = &[
    "",
    "---\nnumbering: {across: document, sections: \"1.1\"}\n---\n\n",
    "---\nnumbering: {across: section, steps: 1.a.i}\n---\n\n",
];

/// Blocks that others are numbered after, refer to, list or are named apart from.
const BLOCKS: &[&str] = &[
    "## Result\n\n",
    "## Result\n\n",
    "# Result 1\n\n",
    "## Other {#result-1}\n\n",
    ":::steps{#s}\n1. First {#one}\n2. Second\n   1. Inner {#two}\n:::\n\n",
    ":::steps\n1. Alone\n\n:::note\n1. x\n:::\n\n2. More\n:::\n\n",
    "See @step(one..two), [](#result) and @step(gone).\n\n",
    ":::warning{iso=W001} Hot\nBe careful.\n:::\n\n",
    ":::danger Sharp\n![a](x.png)\n:::\n\n",
    "::hazards\n\n",
    "::toc\n\n",
    "::record{type=number} Weight\n\n::records\n\n",
    "![picture](y.png \"Caption\"){#fig}\n\n",
    ":::table{#t} Values\n| a | b |\n|---|---|\n| 1 | 2 |\n:::\n\n",
    ":::materials\n- a\n- b\n:::\n\n",
    "Same words.\n\n",
    "Same words.\n\n",
    "> Quote\n>\n> - item {#item}\n\n",
    "<details><summary>Raw</summary>html</details>\n\n",
    "```\ncode\n```\n\n",
    "- [ ] check\n- [x] done\n\n",
    "1. one\n2. two\n\n3. three\n\n",
    "---\n\n",
    "Text {{A}} behind.\n",
];

/// What is written in the place of something.
const PIECES: &[&str] = &[
    "",
    "",
    "a",
    "word",
    " ",
    "\n",
    "\n\n",
    ":",
    ":::\n",
    ":::note\n",
    "\n:::steps\n",
    "#",
    "# ",
    "1",
    "- ",
    "`",
    "```\n",
    "{#one}",
    "{#new}",
    "<!--",
    "-->",
    "---\n",
    "+++\n",
    "é",
    "[x]: y",
    "::include{file=a.md}\n",
    "\r",
    "\u{feff}",
    "@step(s)",
];

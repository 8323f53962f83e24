//! The printed page, and the view of it in the preview: a real browser prints, and what it printed
//! is read again.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use lopdf::{Document, Object};

use crate::browser::Tab;
use crate::folder::{Folder, checkout};
use crate::program::{Preview, run};

/// Front matter, and then text, a table, and steps with hazards before some of them; the paper in
/// between makes every kind of break.
fn long(front_matter: &str) -> String {
    let mut source = format!("---\nid: SOP-7\ntitle: Rinsing\n{front_matter}---\n\n# Purpose\n\n");
    for number in 1..=24 {
        let words = "goes on for a while, so that it fills more than one line of the paper.";
        write!(source, "Paragraph{number} begins here and {words} It even {words}\n\n").unwrap();
    }
    source.push_str("# Doses\n\n| Weightcolumn | Dosecolumn |\n| --- | --- |\n");
    for number in 1..=80 {
        writeln!(source, "| weight{number} | dose{number} |").unwrap();
    }
    source.push_str("\n# Work\n\n:::steps\n");
    for number in 1..=50 {
        if number % 3 == 0 {
            let hazard = "Mind it, whatever you think of it.\n\nAnd mind it again.\n:::";
            write!(source, "\n:::warning Hazard{number}before\n{hazard}\n\n").unwrap();
        }
        write!(source, "{number}. Action{number}follows\n    1. First part\n").unwrap();
    }
    source.push_str(":::\n");
    source
}

/// What was printed: the texts of the pages without spaces, and their sizes in points.
struct Printed {
    pages: Vec<String>,
    sizes: Vec<(f32, f32)>,
    document: Document,
}

fn read(pdf: &[u8]) -> Printed {
    let document = Document::load_mem(pdf).unwrap();
    let (mut pages, mut sizes) = (Vec::new(), Vec::new());
    for (number, id) in document.get_pages() {
        pages.push(without_spaces(&document.extract_text(&[number]).unwrap()));
        let page = document.get_dictionary(id).unwrap();
        let area = page.get(b"MediaBox").and_then(Object::as_array).unwrap();
        let side = |index: usize| area[index].as_float().unwrap();
        sizes.push((side(2), side(3)));
    }
    Printed { pages, sizes, document }
}

/// PDFs write letters that are drawn as one as one.
fn without_spaces(text: &str) -> String {
    let letters = [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl")];
    let text: String = text.split_whitespace().collect();
    letters.into_iter().fold(text, |text, (one, all)| text.replace(one, all))
}

/// Builds a PDF by the program and reads it.
fn built(source: &str) -> Printed {
    let folder = Folder::with(source);
    let output = folder.path("out.pdf");
    let done = run(&["build", folder.sop().to_str().unwrap(), "-o", output.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let names: Vec<_> = fs::read_dir(output.parent().unwrap()).unwrap().collect();
    assert_eq!(names.len(), 2, "nothing is left beside the PDF: {names:?}");
    read(&fs::read(output).unwrap())
}

/// Opens a preview and turns to the paper view.
fn on_paper(preview: &Preview, width: i64) -> Tab {
    let tab = Tab::open("about:blank");
    tab.size(width, 900);
    tab.goto(&preview.url);
    tab.wait("['live', 'error'].includes(document.documentElement.dataset.previewState)");
    tab.press_alt("p");
    tab.wait(SETTLED);
    tab
}

/// Whether there are sheets, and every picture of the page is there.
const SETTLED: &str =
    "document.querySelector('sopwright-paper')?.shadowRoot.querySelector('.sheet')
    && [...document.images].every(image => image.complete)";

/// The texts on each sheet, without spaces; one that goes on on the next sheet is there twice, each
/// time with what stands there. Only texts that are long enough to be told from others.
const TEXTS: &str = r"(() => {
    const sheets = [...document.querySelector('sopwright-paper').shadowRoot.querySelectorAll('.sheet')]
        .map(sheet => sheet.getBoundingClientRect());
    const texts = sheets.map(() => []);
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
        const here = sheets.map(() => '');
        for (const word of walker.currentNode.data.matchAll(/\S+/g)) {
            range.setStart(walker.currentNode, word.index);
            range.setEnd(walker.currentNode, word.index + word[0].length);
            const box = [...range.getClientRects()].find(box => box.width > 0);
            if (!box) continue;
            const at = sheets.findIndex(sheet => box.top >= sheet.top && box.bottom <= sheet.bottom
                && box.left >= sheet.left && box.right <= sheet.right);
            if (at < 0) throw new Error(`${word[0]} is on no sheet`);
            here[at] += word[0];
        }
        here.forEach((text, at) => text.length > 5 && texts[at].push(text));
    }
    return texts;
})()";

/// Fails unless every text stands on the page that its sheet shows.
fn assert_same_breaks(tab: &Tab, what: &str) {
    let printed = read(&tab.pdf());
    let sheets = tab.eval(TEXTS);
    let sheets = sheets.as_array().unwrap();
    assert!(printed.pages.len() >= 4, "{what}");
    assert_eq!(sheets.len(), printed.pages.len(), "{what}");
    for (number, (sheet, page)) in sheets.iter().zip(&printed.pages).enumerate() {
        // Capitals may be the style sheet's.
        let page = page.to_lowercase();
        let texts = sheet.as_array().unwrap();
        assert!(!texts.is_empty(), "{what}: sheet {} is empty", number + 1);
        for text in texts.iter().map(|text| text.as_str().unwrap().to_lowercase()) {
            assert!(page.contains(&text), "{what}: {text:?} is not on page {}: {page}", number + 1);
        }
    }
}

#[test]
fn every_page_says_what_it_is() {
    let printed = built(&long("revision: \"4\"\nstatus: draft\neffective_date: 2026-11-02\n"));
    let count = printed.pages.len();
    assert!(count >= 4, "{count} pages");
    for (index, page) in printed.pages.iter().enumerate() {
        let number = format!("Page{}of{count}", index + 1);
        let parts =
            ["SOP-7·Rinsing", "Revision4·Draft·Effective2026-11-02", "Uncontrolledwhenprinted"];
        for part in parts.into_iter().chain([number.as_str(), "DRAFT"]) {
            assert!(page.contains(part), "{part} is not on page {}: {page}", index + 1);
        }
    }
    let catalog = printed.document.catalog().unwrap();
    assert!(catalog.has(b"StructTreeRoot"), "it is tagged");
    assert!(catalog.has(b"Outlines"), "it has an outline");
}

#[test]
fn an_effective_document_has_no_mark_and_its_own_notice() {
    let printed = built("---\nid: S-1\nstatus: effective\ncopy_notice: Burn it.\n---\n\nRinse.\n");
    let page = &printed.pages[0];
    assert!(!page.contains("EFFECTIVE") && page.contains("Burnit."), "{page}");
}

#[test]
fn the_paper_is_the_one_asked_for() {
    let close = |(width, height): (f32, f32), (w, h): (f32, f32)| {
        (width - w).abs() < 1.0 && (height - h).abs() < 1.0
    };
    for (front_matter, size) in [
        ("", (595.3, 841.9)),
        ("page: {size: A4}\n", (595.3, 841.9)),
        ("page: {size: Letter}\n", (612.0, 792.0)),
    ] {
        let printed = built(&format!("---\nid: S-1\n{front_matter}---\n\nRinse.\n"));
        assert!(close(printed.sizes[0], size), "{front_matter}: {:?}", printed.sizes);
    }
}

#[test]
fn tables_go_on_with_their_header_and_hazards_stay_with_their_step() {
    let printed = built(&long("status: effective\n"));
    let with = |text: &str| -> Vec<usize> {
        let pages = printed.pages.iter().enumerate();
        pages.filter(|(_, page)| page.contains(text)).map(|(index, _)| index).collect()
    };
    let with_rows = with("weight");
    assert!(with_rows.len() >= 2, "the table goes on: {with_rows:?}");
    assert_eq!(with("WeightcolumnDosecolumn"), with_rows, "with its header");
    for number in (3..=48).step_by(3) {
        let hazard = with(&format!("Hazard{number}before"));
        assert_eq!(hazard, with(&format!("Action{number}follows")), "hazard {number}");
        assert_eq!(hazard.len(), 1);
    }
}

#[test]
fn the_paper_view_breaks_where_print_does() {
    for (paper, width) in [("A4", 1440), ("Letter", 820), ("A4", 390)] {
        let folder = Folder::with(&long(&format!("status: draft\npage: {{size: {paper}}}\n")));
        let preview = Preview::of(&folder.sop());
        let tab = on_paper(&preview, width);
        let what = format!("{paper} in a view of {width}");
        assert_same_breaks(&tab, &what);
        let is_wider = tab.eval("document.documentElement.scrollWidth > innerWidth");
        assert_eq!(is_wider, false, "{what}: sheets fit the view");
    }
}

#[test]
fn the_paper_view_of_our_example_breaks_where_print_does() {
    let example = checkout().join("examples/centrifuge-cleaning/centrifuge-cleaning.md");
    let preview = Preview::of(Path::new(&example));
    let tab = on_paper(&preview, 1200);
    assert_same_breaks(&tab, "with pictures");
}

#[test]
fn the_paper_view_follows_the_source_and_is_remembered() {
    let source = long("status: draft\n");
    let folder = Folder::with(&source);
    let preview = Preview::of(&folder.sop());
    let tab = on_paper(&preview, 1200);
    tab.run("window.mark = 1");
    let sheets = "document.querySelector('sopwright-paper').shadowRoot";
    let count = tab.eval(&format!("{sheets}.querySelectorAll('.sheet').length"));

    let more = "Inserted at the beginning. ".repeat(400);
    let changed = source.replace("# Purpose\n", &format!("# Purpose\n\n{more}\n"));
    folder
        .replace(&changed.replace("title: Rinsing", "title: Drying").replace("draft", "approved"));
    tab.wait_for_revision(2);
    tab.wait(&format!("{sheets}.querySelectorAll('.sheet').length > {count}"));
    tab.wait(&format!(
        "getComputedStyle({sheets}.querySelector('.top-left'), '::before').content.includes('Drying')"
    ));
    tab.wait(&format!(
        "getComputedStyle({sheets}.querySelector('.mark'), '::before').content.includes('APPROVED')"
    ));
    assert_same_breaks(&tab, "after an edit");
    assert_eq!(tab.eval("window.mark"), 1, "the page was not loaded again");
    assert_eq!(tab.dom(), tab.fresh_dom(), "the page itself is as the server has it");

    tab.goto(&preview.url);
    tab.wait(SETTLED);
    tab.press_alt("p");
    tab.wait("!document.querySelector('sopwright-paper')");
    let media = tab.eval("document.querySelector('link[data-preview=paper]').media");
    assert_eq!(media, "print");
    tab.goto(&preview.url);
    tab.wait("document.documentElement.dataset.previewState === 'live'");
    assert_eq!(tab.eval("document.querySelector('sopwright-paper')"), serde_json::Value::Null);
}

//! A procedure of any length, made by rule: outermost blocks of about a kilobyte each, of the kinds
//! and in the proportions that procedures have, with ids, references, nested lists and hazards.

/// Stands once in the text of each block but headings, and is what edits replace.
pub(crate) const WORD: &str = "slowly";

const WORDS: &[&str] = &[
    "rotor",
    "buffer",
    "valve",
    "pressure",
    "the",
    "into",
    "sample",
    "until",
    "operator",
    "clean",
    "bench",
    "with",
    "record",
    "temperature",
    "before",
    "filter",
    "holder",
    "and",
    "check",
    "lid",
    "close",
    "open",
    "centrifuge",
    "pipette",
    "rinse",
    "twice",
    "gloves",
    "of",
    "wait",
    "minutes",
];

/// Words that follow from a number, so that the same document comes out each time.
struct Text(u64);

impl Text {
    fn next(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn words(&mut self, count: usize) -> String {
        let words = (0..count).map(|_| WORDS[self.next() as usize % WORDS.len()]);
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Returns the source of a procedure with so many outermost blocks.
pub(crate) fn source(blocks: usize) -> String {
    let front =
        "---\ntitle: Cleaning the centrifuge\nid: SOP-017\nrevision: 3\nstatus: draft\n---\n\n";
    let mut text = Text(7);
    let blocks = (0..blocks).map(|number| block(number, &mut text));
    std::iter::once(front.to_owned()).chain(blocks).collect()
}

fn block(number: usize, text: &mut Text) -> String {
    match number % 10 {
        0 => format!("## Part {number}: {}\n\n", text.words(4)),
        1 | 5 => steps(number, text),
        2 => format!(
            ":::warning{{#hazard-{number}}} Hot surface {number}\nWear *gloves* {WORD}. {}.\n\n- {}\n- {}\n:::\n\n",
            text.words(60),
            text.words(40),
            text.words(40)
        ),
        3 => table(text),
        4 => format!(
            "Proceed {WORD} as in @step(s{}). {}, **{}**, `code {number}`, [a link](https://example.com/{number}). {}.\n\n",
            number - 3,
            text.words(80),
            text.words(4),
            text.words(70)
        ),
        6 => format!(
            ":::checklist Before part {number}\n- [ ] Go {WORD}: {}\n- [ ] {}\n- [ ] {}\n- [ ] {}\n:::\n\n",
            text.words(40),
            text.words(40),
            text.words(40),
            text.words(40)
        ),
        7 => format!("> Said {WORD}: {}\n>\n> {}\n\n", text.words(80), text.words(80)),
        8 => format!(":::note\nWork {WORD}. {}.\n\n{}.\n:::\n\n", text.words(80), text.words(80)),
        _ => format!(
            "Go on {WORD}. {}.\n{}.\n{}.\n\n",
            text.words(55),
            text.words(55),
            text.words(55)
        ),
    }
}

fn steps(number: usize, text: &mut Text) -> String {
    let mut steps = format!(
        ":::steps{{#steps-{number}}}\n1. Do it {WORD}: {}. {{#s{number}}}\n",
        text.words(24)
    );
    for _ in 0..3 {
        steps +=
            &format!("2. {}.\n   - {}\n   - {}\n", text.words(24), text.words(12), text.words(12));
    }
    steps + ":::\n\n"
}

fn table(text: &mut Text) -> String {
    let mut table =
        format!("| Part | How | Value |\n|---|---|---:|\n| {} | {WORD} | 1 |\n", text.words(4));
    for row in 0..10 {
        table += &format!("| {} | {} | {row} |\n", text.words(6), text.words(9));
    }
    table + "\n"
}

/// Returns the places of the words that edits replace.
pub(crate) fn places(source: &str) -> Vec<usize> {
    source.match_indices(WORD).map(|(place, _)| place).collect()
}

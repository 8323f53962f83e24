//! Faults of the first implementation that show in a browser or at the program; the others are in
//! `crates/preview/tests/it/faults.rs`.

use std::fs;
use std::io::Read as _;
use std::process::Stdio;

use sopwright_preview::{Port, Server, ServerOptions};

use crate::browser::Tab;
use crate::folder::{Folder, checkout};
use crate::host::Host;
use crate::program::{Preview, program};

#[test]
fn s06_p11_a_picture_of_the_users_shows() {
    let folder = Folder::with("");
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    folder.write("my pictures/lid #1 50%.svg", svg);
    let path = folder.path("my pictures/lid #1 50%.svg");
    let options = ServerOptions { port: Port::Exactly(0), ..ServerOptions::default() };
    let server = Server::start_blocking(options).unwrap();
    let address = server.register_file(&path).unwrap();
    let encoded =
        path.to_str().unwrap().replace('%', "%25").replace('#', "%23").replace(' ', "%20");
    server.update(&format!("<img src='{address}'><img src='file://{encoded}'>"));
    let tab = Tab::live(&server.url());
    tab.wait("[...document.images].every(image => image.naturalWidth === 9)");
    assert_eq!(tab.eval("document.images.length"), 2);
}

#[test]
fn p03_an_update_keeps_what_the_reader_did() {
    let page = |text: &str| {
        format!(
            "<h1>{text}</h1><input id=text><textarea></textarea><input type=checkbox>
             <select><option>a<option>b</select><details><summary>more</summary>text</details>
             <div style='height: 50px; overflow: auto'><p style='height: 500px'>{text}</p></div>
             <p style='height: 3000px'>{text}</p>"
        )
    };
    let host = Host::of(&page("one"));
    let tab = Tab::live(&host.url);
    tab.run(
        "window.mark = 1;
         document.querySelector('textarea').value = 'noted';
         document.querySelector('[type=checkbox]').checked = true;
         document.querySelector('select').selectedIndex = 1;
         document.querySelector('details').open = true;
         document.querySelector('div').scrollTop = 99;
         const field = document.querySelector('#text');
         field.value = 'typed';
         field.focus({ preventScroll: true });
         field.setSelectionRange(2, 3);
         scrollTo(0, 333);",
    );
    host.publish(&page("two"));
    tab.wait("document.querySelector('h1').textContent === 'two'");
    let kept = tab.eval(
        "[window.mark, document.querySelector('textarea').value,
          document.querySelector('[type=checkbox]').checked,
          document.querySelector('select').value, document.querySelector('details').open,
          document.querySelector('div').scrollTop, document.activeElement.id,
          document.activeElement.value, document.activeElement.selectionStart,
          document.activeElement.selectionEnd, scrollY].join()",
    );
    assert_eq!(kept, "1,noted,true,b,true,99,text,typed,2,3,333");
}

#[test]
fn s08_the_browsers_that_are_promised_are_those_that_are_built_for() {
    let readme = fs::read_to_string(checkout().join("README.md")).unwrap();
    let build = fs::read_to_string(checkout().join("web/package.json")).unwrap();
    assert!(readme.contains("Chrome and Edge from 103, Firefox from 101, Safari from 16.4"));
    assert!(build.contains("--target=es2022"), "what those browsers know");
}

#[test]
fn p19_nothing_is_printed_but_the_address() {
    let folder = Folder::with("# Rinse\n\nonce\n");
    let mut child = program()
        .args(["preview", "--no-open", "--http-port", "0"])
        .arg(folder.sop())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = child.stdout.take().unwrap();
    let mut first = Vec::new();
    while first.last() != Some(&b'\n') {
        let mut byte = [0];
        output.read_exact(&mut byte).unwrap();
        first.push(byte[0]);
    }
    let first = String::from_utf8(first).unwrap();
    let url = first.strip_prefix("Preview: ").unwrap().trim_end();
    let tab = Tab::live(url);
    for number in 0..20 {
        folder.write("sop.md", format!("# Rinse\n\ntimes {number}\n"));
        tab.wait(&format!("document.querySelector('main p').textContent === 'times {number}'"));
    }
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[test]
fn r01_what_an_author_writes_is_text_and_never_runs() {
    let hostile = "\"><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>";
    let folder = Folder::with(&format!(
        "---\ntitle: '{}'\nnumber: '{}'\n---\n\n# Steps {hostile}\n\n\
         1. Rinse {hostile}\n\n| a | b |\n|---|---|\n| {hostile} | `{hostile}` |\n\n\
         ![{}](x.png)\n\n[{hostile}](javascript:window.hacked=3)\n\n<svg onload='window.hacked = 4'></svg>\n\n\
         :::warning\n{hostile}\n:::\n",
        hostile.replace('\'', "''"),
        hostile.replace('\'', "''"),
        hostile.replace(['[', ']'], ""),
    ));
    let preview = Preview::of(&folder.sop());
    let tab = Tab::live(&preview.url);
    folder.write("sop.md", format!("# Again\n\n{hostile}\n\n> {hostile}\n"));
    tab.wait("document.querySelector('h1, h2').textContent.startsWith('Again')");
    assert_eq!(tab.eval("window.hacked ?? null"), serde_json::Value::Null);
    let risky = "document.querySelectorAll('script:not([data-preview]), [onerror], [onload], [href^=javascript]').length";
    assert_eq!(tab.eval(risky), 0);
}

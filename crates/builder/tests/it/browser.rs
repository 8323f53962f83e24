//! A real Chromium, behind the few functions that tests need, so that the driver can be changed in
//! this one file.
//!
//! All tests share one browser; each has a tab of its own. The browser ends, and its profile is
//! removed, when the last tab is dropped. Waiting is always for a condition in the page, looked at
//! in every frame, with a deadline.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, Weak};
use std::time::Duration;

use chromiumoxide::browser::{Browser, BrowserConfig};
use chromiumoxide::cdp::browser_protocol::accessibility::{AxValue, GetFullAxTreeParams};
use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::emulation::{
    SetDeviceMetricsOverrideParams, SetTouchEmulationEnabledParams,
};
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchDragEventParams, DispatchDragEventType, DispatchKeyEventParams, DispatchKeyEventType,
    DispatchMouseEventParams, DispatchMouseEventType, DispatchTouchEventReturns,
    EventDragIntercepted, ImeSetCompositionParams, InsertTextParams, MouseButton,
    SetInterceptDragsParams,
};
use chromiumoxide::cdp::browser_protocol::page::PrintToPdfParams;
use chromiumoxide::cdp::browser_protocol::target::{
    CreateBrowserContextParams, CreateTargetParams,
};
use chromiumoxide::layout::Point;
use chromiumoxide::types::{Command, Method, MethodId};
use futures_util::StreamExt as _;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// How long a condition may take to come true before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A tab with cookies and storage of its own.
pub(crate) struct Tab {
    page: chromiumoxide::Page,
    context: Arc<BrowserContextId>,
    chromium: Arc<Chromium>,
}

struct Chromium {
    browser: tokio::sync::Mutex<Browser>,
    _profile: TempDir,
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

impl Chromium {
    fn shared() -> Arc<Self> {
        static RUNNING: Mutex<Weak<Chromium>> = Mutex::new(Weak::new());
        let mut running = RUNNING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(chromium) = running.upgrade() {
            return chromium;
        }
        let chromium = Arc::new(Self::launch());
        *running = Arc::downgrade(&chromium);
        chromium
    }

    fn launch() -> Self {
        let profile = tempfile::tempdir().unwrap();
        let flags = [
            "disable-gpu",
            "disable-quic",
            "no-first-run",
            "disable-background-networking",
            "disable-component-update",
            "disable-sync",
        ];
        let config = flags
            .into_iter()
            .fold(BrowserConfig::builder(), |config, flag| config.arg(flag))
            .chrome_executable(std::env::var_os("CHROMIUM").unwrap_or("/usr/bin/chromium".into()))
            .user_data_dir(profile.path())
            .new_headless_mode()
            .no_sandbox()
            .viewport(None)
            .window_size(1200, 800)
            .launch_timeout(Duration::from_secs(60))
            .build()
            .unwrap();
        let browser = runtime().block_on(async {
            let (browser, mut handler) = Browser::launch(config).await.unwrap();
            // Ends with the connection, when the browser is closed.
            tokio::spawn(async move { while handler.next().await.is_some() {} });
            browser
        });
        Self { browser: browser.into(), _profile: profile }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let browser = self.browser.get_mut();
        runtime().block_on(async {
            // A browser that has gone by itself cannot be closed; either way it has ended.
            let _ = browser.close().await;
            let _ = browser.wait().await;
        });
    }
}

impl Tab {
    /// Opens an address and waits until the client there is joined, whatever it says of the source.
    pub(crate) fn live(url: &str) -> Self {
        let tab = Self::open(url);
        tab.wait("['live', 'error'].includes(document.documentElement.dataset.previewState)");
        tab
    }

    /// Opens an address.
    pub(crate) fn open(url: &str) -> Self {
        let chromium = Chromium::shared();
        let context = runtime().block_on(async {
            let browser = chromium.browser.lock().await;
            browser.create_browser_context(CreateBrowserContextParams::default()).await.unwrap()
        });
        Self::within(chromium, context.into(), url)
    }

    /// Opens an address in another tab, with the cookies and the storage of this one.
    pub(crate) fn beside(&self, url: &str) -> Self {
        Self::within(Arc::clone(&self.chromium), Arc::clone(&self.context), url)
    }

    fn within(chromium: Arc<Chromium>, context: Arc<BrowserContextId>, url: &str) -> Self {
        let page = runtime().block_on(async {
            let target = CreateTargetParams::builder()
                .url("about:blank")
                .browser_context_id((*context).clone())
                .build()
                .unwrap();
            chromium.browser.lock().await.new_page(target).await.unwrap()
        });
        let tab = Self { page, context, chromium };
        tab.size(1200, 800);
        tab.goto(url);
        tab
    }

    /// Goes to an address and waits until it is loaded.
    pub(crate) fn goto(&self, url: &str) {
        runtime().block_on(self.page.goto(url)).unwrap();
    }

    /// Returns what a program can find that breaks the rules of WCAG; frames are not looked into.
    pub(crate) fn axe(&self) -> Value {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../web/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(axe).expect("the npm packages; run: npm --prefix web ci");
        self.run(&format!(
            "{axe}; window.found = undefined;
            axe.run({{ exclude: [['iframe']] }}).then(result => {{ window.found = result.violations.map(
                ({{ id, nodes }}) => `${{id}}: ${{nodes[0].html.slice(0, 200)}}`) }})"
        ));
        self.wait("window.found");
        self.eval("window.found")
    }

    /// Sets the size of the view, in CSS pixels.
    pub(crate) fn size(&self, width: i64, height: i64) {
        let metrics = SetDeviceMetricsOverrideParams::new(width, height, 1.0, false);
        runtime().block_on(self.page.execute(metrics)).unwrap();
    }

    /// Returns the value of an expression, awaited if it is a promise.
    pub(crate) fn eval(&self, expression: &str) -> Value {
        let function = format!("async () => ({expression})");
        match runtime().block_on(self.page.evaluate_function(function)) {
            Ok(result) => result.value().cloned().unwrap_or(Value::Null),
            Err(error) => panic!("{expression}: {error}"),
        }
    }

    /// Runs statements.
    pub(crate) fn run(&self, statements: &str) {
        let function = format!("async () => {{ {statements} }}");
        if let Err(error) = runtime().block_on(self.page.evaluate_function(function)) {
            panic!("{statements}: {error}");
        }
    }

    /// Waits until an expression is true.
    pub(crate) fn wait(&self, condition: &str) {
        let seconds = PATIENCE.as_secs();
        let outcome = self.eval(&format!(
            "new Promise(resolve => {{
                const end = performance.now() + {seconds} * 1000;
                const look = () => {{
                    if ({condition}) resolve(true);
                    else if (performance.now() > end) resolve(false);
                    else requestAnimationFrame(look);
                }};
                look();
            }})"
        ));
        if outcome != true {
            let focus = self.eval("document.activeElement?.outerHTML.slice(0, 200)");
            panic!("not within {seconds} s: {condition}; the focus is on {focus}");
        }
    }

    /// Waits until the page shows a revision, or a later one.
    pub(crate) fn wait_for_revision(&self, revision: u64) {
        self.wait(&format!("document.documentElement.dataset.previewRevision >= {revision}"));
    }

    /// Returns the page's own DOM as text: sorted attributes, nothing of the preview's.
    pub(crate) fn dom(&self) -> String {
        let dom = self.eval(&format!("({DOM_AS_TEXT})(document.documentElement)"));
        dom.as_str().unwrap().to_owned()
    }

    /// Returns the same of the page as the server delivers it now, read afresh.
    pub(crate) fn fresh_dom(&self) -> String {
        let dom = self.eval(&format!(
            "fetch(location.href, {{ cache: 'no-store' }}).then(answer => answer.text())
                .then(html => new DOMParser().parseFromString(html, 'text/html'))
                .then(page => ({DOM_AS_TEXT})(page.documentElement))"
        ));
        dom.as_str().unwrap().to_owned()
    }

    /// Clicks in the middle of the element that a selector finds.
    pub(crate) fn click(&self, selector: &str) {
        let middle = self.point(selector, 0.5);
        runtime().block_on(self.page.click(middle)).unwrap();
    }

    /// Returns a point of the element that a selector finds: in its middle, at a part of its height.
    fn point(&self, selector: &str, part: f64) -> Point {
        let found = self.eval(&format!(
            "(() => {{
                const element = document.querySelector({selector:?});
                element.scrollIntoView({{ block: 'nearest' }});
                const box = element.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height * {part}];
            }})()"
        ));
        let at = |index: usize| found[index].as_f64().unwrap();
        Point::new(at(0), at(1))
    }

    /// Clicks three times, as one does to select a line.
    pub(crate) fn triple_click(&self, selector: &str) {
        let Point { x, y } = self.point(selector, 0.5);
        for clicks in 1..=3 {
            for kind in
                [DispatchMouseEventType::MousePressed, DispatchMouseEventType::MouseReleased]
            {
                self.mouse(kind, x, y, clicks);
            }
        }
    }

    /// Drags an element by its middle onto another one, at a part of its height.
    pub(crate) fn drag(&self, from: &str, to: &str, part: f64) {
        let begin = self.point(from, 0.5);
        let intercept = |is| {
            runtime().block_on(self.page.execute(SetInterceptDragsParams::new(is))).unwrap();
        };
        let mut begun =
            runtime().block_on(self.page.event_listener::<EventDragIntercepted>()).unwrap();
        intercept(true);
        self.mouse(DispatchMouseEventType::MousePressed, begin.x, begin.y, 1);
        self.mouse(DispatchMouseEventType::MouseMoved, begin.x + 4.0, begin.y + 4.0, 1);
        self.mouse(DispatchMouseEventType::MouseMoved, begin.x + 9.0, begin.y + 9.0, 1);
        let data = runtime()
            .block_on(async { tokio::time::timeout(PATIENCE, begun.next()).await })
            .expect("a drag begins")
            .unwrap()
            .data
            .clone();
        let end = self.point(to, part);
        let over = DispatchDragEventType::DragOver;
        for kind in
            [DispatchDragEventType::DragEnter, over.clone(), over, DispatchDragEventType::Drop]
        {
            let event = DispatchDragEventParams::new(kind, end.x, end.y, data.clone());
            runtime().block_on(self.page.execute(event)).unwrap();
            // Drop targets look at the pointer once in a frame.
            self.eval("new Promise(resolve => requestAnimationFrame(() => resolve()))");
        }
        self.mouse(DispatchMouseEventType::MouseReleased, end.x, end.y, 1);
        intercept(false);
    }

    /// From now on there is a touch screen.
    pub(crate) fn have_touch(&self) {
        let touch = SetTouchEmulationEnabledParams::new(true);
        runtime().block_on(self.page.execute(touch)).unwrap();
    }

    /// Taps in the middle of the element that a selector finds.
    pub(crate) fn tap(&self, selector: &str) {
        let at = self.point(selector, 0.5);
        self.touch("touchStart", Some(at));
        self.touch("touchEnd", None);
    }

    /// Drags an element by a finger onto another one, at a part of its height.
    pub(crate) fn drag_by_finger(&self, from: &str, to: &str, part: f64) {
        let begin = self.point(from, 0.5);
        self.touch("touchStart", Some(begin));
        let aside = Point::new(begin.x + 30.0, begin.y);
        self.touch("touchMove", Some(aside));
        let end = self.point(to, part);
        for at in [Point::new((begin.x + end.x) / 2.0, (begin.y + end.y) / 2.0), end] {
            self.touch("touchMove", Some(at));
        }
        self.touch("touchEnd", None);
    }

    /// Moves a finger up or down on an element, by so many CSS pixels.
    pub(crate) fn swipe(&self, on: &str, by: f64) {
        let begin = self.point(on, 0.5);
        self.touch("touchStart", Some(begin));
        for step in 1..=5 {
            let at = Point::new(begin.x, begin.y + by * f64::from(step) / 5.0);
            self.touch("touchMove", Some(at));
        }
        self.touch("touchEnd", None);
    }

    fn touch(&self, kind: &str, at: Option<Point>) {
        let points: Vec<Value> =
            at.map(|Point { x, y }| json!({ "x": x, "y": y })).into_iter().collect();
        let event = Touch(json!({ "type": kind, "touchPoints": points }));
        runtime().block_on(self.page.execute(event)).unwrap();
    }

    fn mouse(&self, kind: DispatchMouseEventType, x: f64, y: f64, clicks: i64) {
        let event = DispatchMouseEventParams::builder()
            .r#type(kind)
            .x(x)
            .y(y)
            .button(MouseButton::Left)
            .buttons(1)
            .click_count(clicks);
        runtime().block_on(self.page.execute(event.build().unwrap())).unwrap();
    }

    /// Types text as a keyboard would put it in.
    pub(crate) fn type_text(&self, text: &str) {
        runtime().block_on(self.page.execute(InsertTextParams::new(text))).unwrap();
    }

    /// Presses a key with Alt held down.
    pub(crate) fn press_alt(&self, key: &str) {
        let code = format!("Key{}", key.to_uppercase());
        let event =
            |kind| DispatchKeyEventParams::builder().r#type(kind).key(key).code(&code).modifiers(1);
        for kind in [DispatchKeyEventType::RawKeyDown, DispatchKeyEventType::KeyUp] {
            runtime().block_on(self.page.execute(event(kind).build().unwrap())).unwrap();
        }
    }

    /// Presses a key, as `Ctrl+Shift+z`, `Enter` or `ArrowDown`.
    pub(crate) fn press(&self, chord: &str) {
        let (modifiers, key) = chord.rsplit_once('+').unwrap_or(("", chord));
        let modifiers = modifiers.split('+').fold(0, |sum, modifier| {
            sum + match modifier {
                "Alt" => 1,
                "Ctrl" => 2,
                "Shift" => 8,
                _ => 0,
            }
        });
        // Key codes of UI Events, which default actions go by.
        let code = match key {
            "Backspace" => 8,
            "Tab" => 9,
            "Enter" => 13,
            "Escape" => 27,
            "End" => 35,
            "Home" => 36,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            "Delete" => 46,
            "F2" => 113,
            // What is no letter or digit has another code on each keyboard.
            letter if letter.as_bytes()[0].is_ascii_alphanumeric() => {
                i64::from(letter.to_ascii_uppercase().as_bytes()[0])
            }
            _ => 0,
        };
        let typed = match key {
            "Enter" => Some("\r"),
            letter if letter.len() == 1 && modifiers & 3 == 0 => Some(letter),
            _ => None,
        };
        for kind in [DispatchKeyEventType::KeyDown, DispatchKeyEventType::KeyUp] {
            let mut event = DispatchKeyEventParams::builder()
                .r#type(kind)
                .key(key)
                .windows_virtual_key_code(code)
                .modifiers(modifiers);
            if let Some(typed) = typed {
                event = event.text(typed);
            }
            runtime().block_on(self.page.execute(event.build().unwrap())).unwrap();
        }
    }

    /// Presses keys one after the other without waiting for any of them; what is the name of no key
    /// is typed letter by letter.
    pub(crate) fn keys(&self, keys: &[&str]) {
        for &keys in keys {
            match keys {
                "Backspace" | "End" | "Enter" | "Home" | "Tab" | "Shift+Tab" => self.press(keys),
                text => text.chars().for_each(|letter| self.press(&letter.to_string())),
            }
        }
    }

    /// Prints the page, as the browser's own dialog does.
    pub(crate) fn pdf(&self) -> Vec<u8> {
        let how = PrintToPdfParams::builder().prefer_css_page_size(true).build();
        runtime().block_on(self.page.pdf(how)).unwrap()
    }

    /// Returns what assistive technology reads, from beginning to end, texts of style sheets
    /// included.
    pub(crate) fn read_aloud(&self) -> String {
        let tree = runtime().block_on(self.page.execute(GetFullAxTreeParams::default())).unwrap();
        let said =
            |value: &Option<AxValue>| Some(value.as_ref()?.value.as_ref()?.as_str()?.to_owned());
        let texts = tree.result.nodes.iter().filter_map(|node| {
            (said(&node.role)? == "InlineTextBox").then(|| said(&node.name)).flatten()
        });
        texts.collect()
    }

    /// Presses a key that an input method takes.
    pub(crate) fn press_for_input_method(&self) {
        let event = DispatchKeyEventParams::builder()
            .r#type(DispatchKeyEventType::RawKeyDown)
            .key("Process")
            .windows_virtual_key_code(229);
        runtime().block_on(self.page.execute(event.build().unwrap())).unwrap();
    }

    /// Sets what an input method is composing at the caret.
    pub(crate) fn compose(&self, text: &str) {
        let end = text.encode_utf16().count() as i64;
        let composition = ImeSetCompositionParams::new(text, end, end);
        runtime().block_on(self.page.execute(composition)).unwrap();
    }
}

/// `Input.dispatchTouchEvent`. The driver's own leaves an empty list of points out, without which no
/// finger is lifted.
struct Touch(Value);

impl Serialize for Touch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Method for Touch {
    fn identifier(&self) -> MethodId {
        "Input.dispatchTouchEvent".into()
    }
}

impl Command for Touch {
    type Response = DispatchTouchEventReturns;
}

impl Drop for Tab {
    fn drop(&mut self) {
        // The last tab takes with it what it shared with those beside it.
        let Some(context) = Arc::get_mut(&mut self.context) else { return };
        runtime().block_on(async {
            let browser = self.chromium.browser.lock().await;
            // Where the browser has gone, so has the tab.
            let _ = browser.dispose_browser_context(context.clone()).await;
        });
    }
}

/// A function of an element. `<template>` contents stand for its children, as everywhere in ours, and
/// what stands in a stretch for the stretch.
const DOM_AS_TEXT: &str = r"
function text(node) {
    if (node.nodeType === Node.TEXT_NODE) return JSON.stringify(node.data);
    if (node.nodeType === Node.COMMENT_NODE) return '<!--' + node.data + '-->';
    if (node.nodeType !== Node.ELEMENT_NODE || node.hasAttribute('data-preview')) return '';
    const own = ['data-preview-epoch', 'data-preview-revision', 'data-preview-digest', 'data-preview-state',
        'data-preview-scripted', 'data-preview-socket-port', 'data-preview-transport'];
    const attributes = [...node.attributes]
        .filter(({ name }) => !own.includes(name))
        .map(({ name, namespaceURI, value }) => ` ${namespaceURI ?? ''}|${name}=${JSON.stringify(value)}`)
        .sort();
    const parent = node instanceof HTMLTemplateElement ? node.content : node;
    const isStretch = (child) => child instanceof Element && child.hasAttribute('data-stretch');
    const children = [...parent.childNodes]
        .flatMap((child) => isStretch(child) ? [...child.childNodes] : child)
        .map(text)
        .filter(Boolean);
    return `<${node.namespaceURI}|${node.localName}${attributes.join('')}>\n${children.join('\n')}\n</>`;
}";

//! The status page: the figures for people to look at, as a page that the preview keeps live itself.

use std::time::{Duration, Instant};

use sopwright_html::{Document, Element, Name, Namespace, Node, element, parse_document, text};

use super::health::Health;
use super::process::Process;
use super::{Means, Measured, Metrics, Recorded, SLOT, SLOTS, Slot, Stage, Viewer};
use crate::debug::DebugMode;

/// The style sheet of the page.
pub(crate) const STYLE: &str = include_str!("../../assets/status.css");
/// The `id` of the button that switches debug mode.
pub(crate) const DEBUG_SWITCH: &str = "debug-mode";
/// How many viewers are listed.
const LISTED: usize = 50;

/// What the page is made of beside the figures.
pub(crate) struct About<'a> {
    pub(crate) debug: &'a DebugMode,
    pub(crate) max_viewers: usize,
}

/// Makes the page as things are now.
pub(crate) fn page(metrics: &Metrics, about: &About<'_>) -> Document {
    let process = Process::look();
    let main = metrics.look(|recorded| {
        element("main")
            .child(head(metrics, recorded, about.max_viewers))
            .child(tiles(recorded, process))
            .child(latency(recorded))
            .child(stages(recorded))
            .child(updates(recorded))
            .child(counts(recorded))
            .child(viewers(recorded))
            .child(happened(recorded, about.debug))
    });
    // A document with nothing but its skeleton, which the parser makes as browsers do.
    let mut document = parse_document(
        "<!DOCTYPE html><html lang=en data-preview-quiet><head><title>Preview status</title>\
         <meta name=viewport content=\"width=device-width\"></head><body></body></html>",
    );
    for node in &mut document.nodes {
        let Some(html) = node.as_element() else { continue };
        let filled = html.children().iter().map(|child| match child.as_element() {
            Some(body) if &**body.name() == "body" => body.clone().child(main.clone()).into(),
            _ => child.clone(),
        });
        let filled: Vec<Node> = filled.collect();
        let mut html = html.clone();
        html.set_children(filled);
        *node = html.into();
    }
    document
}

fn head(metrics: &Metrics, recorded: &Recorded, max_viewers: usize) -> Element {
    let health = Health::of(recorded, max_viewers);
    let (state, word) = if health.is_ok() { ("ok", "All is well") } else { ("bad", "Degraded") };
    let reasons = health.reasons.iter().map(|reason| element("li").text(reason.as_str()).into());
    let about =
        format!("Sopwright {} · up {}", env!("CARGO_PKG_VERSION"), spoken(metrics.uptime()));
    element("header")
        .child(element("h1").text("Preview status"))
        .child(class("p", &format!("health is-{state}")).text(word))
        .child(class("p", "soft").text(about))
        .child(class("ul", "reasons").children_from(reasons.collect::<Vec<_>>()))
}

fn tiles(recorded: &Recorded, process: Process) -> Element {
    let paint = |share| milliseconds(recorded.quantile(Stage::Painted, share));
    let minute: Vec<&Slot> = lately(recorded, Duration::from_secs(60));
    let updates: u64 = minute.iter().map(|slot| slot.updates).sum();
    let patch = median(&recorded.patch_bytes);
    let page = median(&recorded.page_bytes);
    let share = match (patch, page) {
        (Some(patch), Some(page)) if page > 0 => {
            format!("{:.2} % of a page of {}", patch as f64 / page as f64 * 100.0, bytes(page))
        }
        _ => "no page was sent yet".into(),
    };
    let tile = |name: &str, value: String, about: String| {
        class("div", "tile")
            .child(class("p", "name").text(name))
            .child(class("p", "value").text(value))
            .child(class("p", "soft").text(about))
    };
    let of = |value: Option<u64>| value.map_or("–".into(), bytes);
    let cpu = process.cpu_seconds.map_or(String::new(), |seconds| format!("{seconds:.1} s of CPU"));
    class("section", "tiles")
        .child(tile(
            "Edit to paint, median",
            paint(0.5),
            format!("95 %: {} · 99 %: {}", paint(0.95), paint(0.99))
                .replace(": ", ":\u{a0}")
                .replace(" %", "\u{a0}%")
                .replace(" ms", "\u{a0}ms"),
        ))
        .child(tile(
            "Updates in a minute",
            updates.to_string(),
            format!("{} since the start", recorded.counts.updates),
        ))
        .child(tile("Viewers", recorded.viewers.len().to_string(), by_means(recorded)))
        .child(tile("Patch, median", of(patch), share))
        .child(tile("Memory", of(process.resident_bytes), cpu))
        .child(tile(
            "Tasks",
            process.tasks.map_or("–".into(), |tasks| tasks.to_string()),
            process.open_files.map_or(String::new(), |files| format!("{files} open files")),
        ))
}

fn by_means(recorded: &Recorded) -> String {
    let counted = Means::ALL.map(|means| {
        let of = |viewer: &&Viewer| viewer.means == means;
        (means.name(), recorded.viewers.values().filter(of).count())
    });
    let parts = counted.iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts.map(|(name, count)| format!("{count} by {name}")).collect();
    if parts.is_empty() { "nobody looks".into() } else { parts.join(", ") }
}

// Charts, in units of a slot across and of a percent upwards.

const HEIGHT: f64 = 100.0;

/// From edit to paint over the last minutes: the median of each slot, and what 95 % are below.
fn latency(recorded: &Recorded) -> Element {
    let quantiles: Vec<Option<(f64, f64)>> = padded(recorded)
        .map(|slot| {
            let mut painted = slot?.painted.clone();
            painted.sort_by(f32::total_cmp);
            let at = |share: f64| {
                let place = ((painted.len().saturating_sub(1)) as f64 * share).round() as usize;
                painted.get(place).map(|value| f64::from(*value))
            };
            Some((at(0.5)?, at(0.95)?))
        })
        .collect();
    let top = quantiles.iter().flatten().map(|(_, high)| *high).fold(20.0, f64::max);
    let top = nice(top);
    let median = quantiles.iter().map(|both| both.map(|(median, _)| median));
    let high = quantiles.iter().map(|both| both.map(|(_, high)| high));
    let last = quantiles.iter().rev().flatten().next();
    let said = match last {
        Some((median, high)) => format!(
            "Edit to paint in the last five minutes; lately {median:.0} ms in the median, {high:.0} ms at 95 %"
        ),
        None => "No viewer has told of a paint in the last five minutes".into(),
    };
    let chart = chart(&said)
        .child(path("high", &line(high, top)))
        .child(path("median", &line(median, top)));
    panel("Edit to paint")
        .child(legend(&[("median", "median"), ("high", "95 %")]))
        .child(with_axis(chart, &format!("{top:.0} ms")))
}

/// How often pages changed, and how many bytes that was.
fn updates(recorded: &Recorded) -> Element {
    let counts: Vec<f64> =
        padded(recorded).map(|slot| slot.map_or(0.0, |slot| slot.updates as f64)).collect();
    let top = nice(counts.iter().copied().fold(5.0, f64::max));
    let bars: String = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0.0)
        .map(|(place, count)| {
            let height = count / top * HEIGHT;
            format!("M{place}.15 {HEIGHT}v-{height:.1}h0.7v{height:.1}z")
        })
        .collect();
    let sent: u64 = recorded.slots.iter().map(|slot| slot.patch_bytes).sum();
    let said = format!(
        "Updates in the last five minutes, for each {} seconds; {} of patches",
        SLOT.as_secs(),
        bytes(sent)
    );
    let chart = chart(&said).child(path("bars", &bars));
    panel("Updates")
        .child(class("p", "soft").text(said))
        .child(with_axis(chart, &format!("{top:.0} in {} s", SLOT.as_secs())))
}

/// Each slot that the charts show, the oldest first; nothing where there was none yet.
fn padded(recorded: &Recorded) -> impl Iterator<Item = Option<&Slot>> {
    let missing = SLOTS - recorded.slots.len().min(SLOTS);
    std::iter::repeat_n(None, missing).chain(recorded.slots.iter().map(Some))
}

fn lately(recorded: &Recorded, how_long: Duration) -> Vec<&Slot> {
    let slots = (how_long.as_secs() / SLOT.as_secs()) as usize;
    recorded.slots.iter().rev().take(slots).collect()
}

/// Draws a line through the values; where there are none it ends.
fn line(values: impl Iterator<Item = Option<f64>>, top: f64) -> String {
    let mut drawn = String::new();
    let mut is_on = false;
    for (place, value) in values.enumerate() {
        if let Some(value) = value {
            let (x, y) = (place as f64 + 0.5, HEIGHT - value / top * HEIGHT);
            // A single value would be no line.
            let mark = if is_on { 'L' } else { 'M' };
            let dot = if is_on { "" } else { "h0.01" };
            drawn.push_str(&format!("{mark}{x} {y:.1}{dot}"));
        }
        is_on = value.is_some();
    }
    drawn
}

/// Returns the next round number from a value on.
fn nice(value: f64) -> f64 {
    let step = 10f64.powf(value.max(1.0).log10().floor());
    let found = [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * step);
    found.into_iter().find(|round| *round >= value).unwrap_or(value)
}

fn chart(said: &str) -> Element {
    svg("svg")
        .attribute("viewBox", format!("0 0 {SLOTS} {HEIGHT}"))
        .attribute("preserveAspectRatio", "none")
        .attribute("role", "img")
        .attribute("aria-label", said)
        .child(path("grid", &format!("M0 0H{SLOTS}M0 50H{SLOTS}M0 100H{SLOTS}")))
}

fn path(name: &str, drawn: &str) -> Element {
    svg("path").attribute("class", name).attribute("d", drawn)
}

fn svg(name: &str) -> Element {
    Element::new(Namespace::Svg, Name::from(name))
}

fn with_axis(chart: Element, top: &str) -> Element {
    class("div", "chart")
        .child(class("p", "top").text(top))
        .child(chart)
        .child(class("p", "ends").child(span("5 min ago")).child(span("now")))
}

fn legend(entries: &[(&str, &str)]) -> Element {
    let entries = entries
        .iter()
        .map(|(name, words)| element("li").attribute("class", *name).text(*words).into());
    class("ul", "legend").children_from(entries.collect::<Vec<_>>())
}

/// Where the time goes: each stage from the edit on.
fn stages(recorded: &Recorded) -> Element {
    let medians: Vec<(Stage, f64)> = Stage::ALL
        .into_iter()
        .filter_map(|stage| Some((stage, recorded.quantile(stage, 0.5)?)))
        .collect();
    let longest = medians.iter().map(|(_, median)| *median).fold(1.0, f64::max);
    let rows = Stage::ALL.map(|stage| {
        let quantile = |share| milliseconds(recorded.quantile(stage, share));
        let at = |wanted: Stage| {
            medians.iter().find(|(stage, _)| *stage == wanted).map(|(_, median)| *median)
        };
        // What came before this stage, which may not have been told by all hosts.
        let before = Stage::ALL[..stage as usize].iter().rev().find_map(|stage| at(*stage));
        let end = at(stage).unwrap_or_default();
        let begin = before.unwrap_or_default().min(end);
        let drawn = format!(
            "M{:.2} 0H{:.2}V1H{:.2}z",
            begin / longest * HEIGHT,
            (end / longest * HEIGHT).max(begin / longest * HEIGHT + 0.4),
            begin / longest * HEIGHT
        );
        let bar = svg("svg")
            .attribute("viewBox", format!("0 0 {HEIGHT} 1"))
            .attribute("preserveAspectRatio", "none")
            .attribute("aria-hidden", "true")
            .child(path("bar", &drawn));
        let many = recorded.stages[stage as usize].values.len();
        row([
            cell("th").text(stage.name()),
            cell("td").attribute("class", "bar-cell").child(bar),
            cell("td").attribute("class", "trend-cell").child(trend(recorded, stage)),
            cell("td").text(quantile(0.5)),
            cell("td").text(quantile(0.95)),
            cell("td").text(quantile(0.99)),
            cell("td").text(many.to_string()),
        ])
        .attribute("data-key", stage.name())
    });
    panel("Stages, from the edit on").child(table(
        "Stages",
        &["stage", "where the time goes", "last five minutes", "50 %", "95 %", "99 %", "times"],
        rows.map(Node::from),
    ))
}

/// Draws how long it took to pass a stage, in the mean of each slot, for the eye alone: the figures
/// stand beside it.
fn trend(recorded: &Recorded, stage: Stage) -> Element {
    let means: Vec<Option<f64>> = padded(recorded)
        .map(|slot| {
            let (sum, count) = slot?.stages[stage as usize];
            (count > 0).then(|| sum / count as f64)
        })
        .collect();
    let top = means.iter().flatten().copied().fold(0.1, f64::max);
    svg("svg")
        .attribute("viewBox", format!("0 0 {SLOTS} {HEIGHT}"))
        .attribute("preserveAspectRatio", "none")
        .attribute("aria-hidden", "true")
        .child(path("median", &line(means.into_iter(), top)))
}

fn viewers(recorded: &Recorded) -> Element {
    let rows = recorded.viewers.iter().rev().take(LISTED).map(|(id, viewer)| {
        let newest = recorded.newest.get(&viewer.document).map(|(newest, _)| newest.0);
        let lag = match (newest, viewer.painted) {
            (Some(newest), Some((painted, _))) if painted.0 < newest => {
                format!("{} behind", newest - painted.0)
            }
            (_, Some(_)) => "none".into(),
            (_, None) => "–".into(),
        };
        let document = if viewer.document.is_empty() { "/" } else { &viewer.document };
        let time = |time: Option<f32>| milliseconds(time.map(f64::from));
        row([
            cell("th").text(viewer.device.spoken()),
            cell("td").text(document),
            cell("td").text(viewer.means.name()),
            cell("td").text(time(viewer.latency)),
            cell("td").text(lag),
            cell("td").text(time(viewer.roundtrip)),
            cell("td").text(spoken(viewer.since.elapsed())),
        ])
        .attribute("data-key", format!("viewer-{id}"))
        .into()
    });
    let rows: Vec<Node> = rows.collect();
    let panel = panel("Viewers");
    if rows.is_empty() {
        return panel.child(class("p", "soft").text("Nobody looks at the moment."));
    }
    let more = recorded.viewers.len().saturating_sub(LISTED);
    let panel = panel.child(table(
        "Who looks",
        &["device", "document", "transport", "last edit to paint", "lag", "round trip", "here for"],
        rows,
    ));
    if more == 0 {
        return panel;
    }
    panel.child(class("p", "soft").text(format!("and {more} more")))
}

fn counts(recorded: &Recorded) -> Element {
    let counts = &recorded.counts;
    let counted = [
        ("pages that changed", counts.updates),
        ("pages that did not", counts.unchanged),
        ("edits without a page of their own", counts.collapsed),
        ("whole pages sent", counts.pages),
        ("snapshots asked for", counts.snapshots),
        ("pages fetched again", counts.resyncs),
        ("connections that came back", counts.reconnects),
        ("messages of no use", counts.messages_ignored),
        ("connections cut", counts.cuts.values().sum()),
    ];
    let pairs = counted.iter().map(|(name, count)| {
        element("div")
            .child(element("dt").text(*name))
            .child(element("dd").text(count.to_string()))
            .into()
    });
    let mut list = class("dl", "counts").children_from(pairs.collect::<Vec<_>>());
    let sent = element("div")
        .child(element("dt").text("sent to viewers"))
        .child(element("dd").text(bytes(counts.sent_bytes)));
    list = list.child(sent);
    panel("Since the start").child(list)
}

fn happened(recorded: &Recorded, debug: &DebugMode) -> Element {
    let is_on = debug.is_on();
    let now = Instant::now();
    let switch = element("button")
        .attribute("type", "button")
        .attribute("id", DEBUG_SWITCH)
        .attribute("role", "switch")
        .attribute("aria-checked", if is_on { "true" } else { "false" })
        .text("Debug mode");
    let notes = recorded.notes.iter().map(|note| {
        let ago = now.saturating_duration_since(note.at);
        let document = if note.document.is_empty() { "/" } else { &note.document };
        element("li")
            .child(class("span", "soft").text(format!("{} ago, {document}: ", spoken(ago))))
            .child(text(note.text.as_str()))
            .into()
    });
    let notes: Vec<Node> = notes.collect();
    let messages = debug.recent().into_iter().map(|line| element("li").text(line).into());
    let messages: Vec<Node> = messages.collect();
    let mut panel = panel("What happened").child(switch);
    if notes.is_empty() {
        panel = panel.child(class("p", "soft").text("Nothing of note."));
    }
    panel = panel.child(class("ol", "notes").children_from(notes));
    if is_on {
        panel = panel
            .child(element("h3").text("Messages"))
            .child(class("ol", "messages").children_from(messages));
    }
    panel
}

// Pieces.

fn class(name: &str, class: &str) -> Element {
    element(name).attribute("class", class)
}

fn span(words: &str) -> Element {
    element("span").text(words)
}

fn panel(title: &str) -> Element {
    class("section", "panel").child(element("h2").text(title))
}

fn cell(name: &str) -> Element {
    element(name)
}

fn row<const N: usize>(cells: [Element; N]) -> Element {
    element("tr").children_from(cells.map(Node::from))
}

/// `label` is what the table is called by those who do not see it.
fn table(label: &str, head: &[&str], rows: impl IntoIterator<Item = Node>) -> Element {
    let head = head.iter().map(|name| cell("th").attribute("scope", "col").text(*name).into());
    let head = element("thead").child(element("tr").children_from(head.collect::<Vec<Node>>()));
    let body = element("tbody").children_from(rows);
    // What is wider than a phone is scrolled, by keys as well.
    class("div", "scroll")
        .attribute("tabindex", "0")
        .attribute("role", "region")
        .attribute("aria-label", label)
        .child(element("table").child(head).child(body))
}

fn median(measured: &Measured) -> Option<u64> {
    (!measured.values.is_empty()).then(|| measured.values.value_at_quantile(0.5))
}

fn milliseconds(time: Option<f64>) -> String {
    match time {
        None => "–".into(),
        Some(time) if time < 1.0 => format!("{time:.2} ms"),
        Some(time) if time < 10.0 => format!("{time:.1} ms"),
        Some(time) if time < 10_000.0 => format!("{time:.0} ms"),
        Some(time) => format!("{:.1} s", time / 1e3),
    }
}

fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{:.1} KB", count as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.1} GB", count as f64 / 1e9),
    }
}

fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h {} min", seconds / 3_600, seconds / 60 % 60),
        _ => format!("{} d {} h", seconds / 86_400, seconds / 3_600 % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_shortly() {
        assert_eq!(
            [0.5, 3.17, 41.7, 12_345.0].map(|time| milliseconds(Some(time))),
            ["0.50 ms", "3.2 ms", "42 ms", "12.3 s"]
        );
        assert_eq!(
            [999, 1_234, 104_000, 2_000_000].map(bytes),
            ["999 B", "1.2 KB", "104.0 KB", "2.0 MB"]
        );
        assert_eq!([3.0, 20.0, 21.0, 700.0].map(nice), [5.0, 20.0, 50.0, 1000.0]);
        let day = Duration::from_secs(90_000);
        assert_eq!([Duration::from_secs(61), day].map(spoken), ["1 min", "1 d 1 h"]);
    }

    #[test]
    fn a_line_ends_where_nothing_is_known() {
        let values = [Some(50.0), None, Some(0.0), Some(100.0)];
        assert_eq!(line(values.into_iter(), 100.0), "M0.5 50.0h0.01M2.5 100.0h0.01L3.5 0.0");
    }
}

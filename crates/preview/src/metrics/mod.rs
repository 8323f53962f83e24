//! How fast edits reach the eyes of readers, and how the server fares: measured on every update.
//!
//! ```text
//! edit ─▶ parsed ─▶ rendered ─▶ diffed ─▶ sent ─▶ received ─▶ applied ─▶ painted
//! └────────────── on this machine ─────────────┘  └───── told by the viewer ───┘
//! ```
//!
//! Every stage is measured from the edit on, in histograms that keep two digits of each value (HDR).
//! What a viewer tells is on the server's clock: it estimates how its own differs as NTP does
//! (RFC 5905 §8), from when a question left and its answer came.
//!
//! | module | what it makes of that |
//! |---|---|
//! | `health` | whether all is well, and if not, why |
//! | `openmetrics` | the text that monitoring systems fetch |
//! | `page` | the page that people look at |
//! | `process` | what the system says of this process |

pub(crate) mod health;
pub(crate) mod openmetrics;
pub(crate) mod page;
mod process;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, header};
use hdrhistogram::Histogram;

use crate::protocol::{Frame, Why};
use crate::session::Revision;

/// What is passed on the way from an edit to the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The source was read.
    Parsed,
    /// The page was made.
    Rendered,
    /// It was compared with the page before, and the patch encoded.
    Diffed,
    /// The patch was handed to the system, once for each viewer.
    Sent,
    /// A viewer has it.
    Received,
    /// Its ops are done.
    Applied,
    /// The frame with it is painted.
    Painted,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 7] = [
        Self::Parsed,
        Self::Rendered,
        Self::Diffed,
        Self::Sent,
        Self::Received,
        Self::Applied,
        Self::Painted,
    ];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parsed => "parsed",
            Self::Rendered => "rendered",
            Self::Diffed => "diffed",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Applied => "applied",
            Self::Painted => "painted",
        }
    }
}

/// An edit on its way to becoming a page: when it came, and when it had got how far. For hosts that
/// know more than when they publish.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    arrived: Instant,
    parsed: Option<Instant>,
    rendered: Option<Instant>,
    collapsed: u64,
}

impl Edit {
    /// An edit that came at that time.
    pub fn at(arrived: Instant) -> Self {
        Self { arrived, parsed: None, rendered: None, collapsed: 0 }
    }

    /// An edit that comes now.
    pub fn now() -> Self {
        Self::at(Instant::now())
    }

    /// Returns when it came.
    pub fn arrived(&self) -> Instant {
        self.arrived
    }

    /// Its source has been read.
    pub fn parsed(&mut self) {
        self.parsed = Some(Instant::now());
    }

    /// Its page has been made.
    pub fn rendered(&mut self) {
        self.rendered = Some(Instant::now());
    }

    /// Another edit came behind it, and is in the same page.
    pub fn collapses_another(&mut self) {
        self.collapsed += 1;
    }
}

/// How a viewer is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Means {
    Socket,
    Events,
    Poll,
}

impl Means {
    pub(crate) const ALL: [Self; 3] = [Self::Socket, Self::Events, Self::Poll];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Socket => "socket",
            Self::Events => "events",
            Self::Poll => "poll",
        }
    }
}

/// Why the server ends a viewer's connection that would go on otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cut {
    /// It did not say which page it shows.
    Unjoined,
    /// It did not answer a ping.
    Silent,
    /// It did not take a frame.
    Stalled,
    /// What it sent is against the rules.
    Broken,
}

impl Cut {
    pub(crate) const ALL: [Self; 4] = [Self::Unjoined, Self::Silent, Self::Stalled, Self::Broken];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unjoined => "unjoined",
            Self::Silent => "silent",
            Self::Stalled => "stalled",
            Self::Broken => "broken",
        }
    }
}

/// What a viewer tells when it has painted a patch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ack {
    pub(crate) revision: Revision,
    /// Milliseconds from the edit to the arrival of the patch, if the viewer knows our clock.
    pub(crate) since: Option<f64>,
    /// Milliseconds from the arrival of the patch on.
    pub(crate) applied: f64,
    pub(crate) painted: f64,
    /// Milliseconds that a question and its answer take.
    pub(crate) roundtrip: Option<f64>,
}

/// Names a viewer.
pub(crate) type ViewerId = u64;

/// A viewer that comes.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    means: Means,
    device: Device,
    /// The name that it drew for itself, if it speaks by requests of their own.
    name: Box<str>,
}

impl Arrival {
    pub(crate) fn new(means: Means, headers: &HeaderMap) -> Self {
        Self::of(means, Device::said(headers))
    }

    pub(crate) fn of(means: Means, device: Device) -> Self {
        Self { means, device, name: "".into() }
    }

    /// Returns what people call it.
    pub(crate) fn spoken(&self) -> String {
        format!("{} by {}", self.device.spoken(), self.means.name())
    }

    pub(crate) fn named(self, name: String) -> Self {
        Self { name: name.into(), ..self }
    }
}

/// A viewer that has joined.
#[derive(Clone, Debug)]
pub(crate) struct Viewer {
    pub(crate) document: Arc<str>,
    name: Box<str>,
    pub(crate) means: Means,
    pub(crate) device: Device,
    pub(crate) since: Instant,
    /// The newest revision that it has painted, and when it said so.
    pub(crate) painted: Option<(Revision, Instant)>,
    /// Milliseconds from the last edit to its paint.
    pub(crate) latency: Option<f32>,
    /// Milliseconds.
    pub(crate) roundtrip: Option<f32>,
}

/// What a browser says that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) browser: &'static str,
    pub(crate) system: &'static str,
}

/// What tells browsers apart in their `User-Agent`, the more special first: each also says that it is
/// most of those behind it.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

impl Device {
    /// Returns what people call it.
    pub(crate) fn spoken(&self) -> String {
        match (self.browser, self.system) {
            ("", "") => "a program".into(),
            ("", system) => system.into(),
            (browser, "") => browser.into(),
            (browser, system) => format!("{browser} on {system}"),
        }
    }

    pub(crate) fn said(headers: &HeaderMap) -> Self {
        let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Self::of(said.unwrap_or_default())
    }

    /// Reads what a `User-Agent` header says (RFC 9110 §10.1.5).
    pub(crate) fn of(user_agent: &str) -> Self {
        let find = |known: &[(&str, &'static str)]| {
            known.iter().find(|(mark, _)| user_agent.contains(mark)).map_or("", |(_, name)| *name)
        };
        Self { browser: find(&BROWSERS), system: find(&SYSTEMS) }
    }
}

/// Something that happened, for people to read.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) at: Instant,
    pub(crate) document: Arc<str>,
    pub(crate) text: String,
}

/// How long one slot of the charts is, and how many there are: five minutes.
pub(crate) const SLOT: Duration = Duration::from_secs(5);
pub(crate) const SLOTS: usize = 60;
/// How many notes are kept.
const NOTES: usize = 40;
/// The longest time that is told apart, in microseconds: a minute.
const LONGEST: u64 = 60_000_000;
/// The largest size that is told apart, in bytes.
const LARGEST: u64 = 1 << 30;
/// Painted times kept for a slot; with more, the first ones stand for all.
const PAINTED_OF_SLOT: usize = 512;

/// What happened in five seconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slot {
    pub(crate) updates: u64,
    pub(crate) patch_bytes: u64,
    /// The sum of the milliseconds of each stage, and how many there were.
    pub(crate) stages: [(f64, u64); Stage::ALL.len()],
    /// Milliseconds from edits to paint.
    pub(crate) painted: Vec<f32>,
}

/// A histogram that knows its sum.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    pub(crate) values: Histogram<u64>,
    pub(crate) sum: f64,
}

impl Measured {
    fn up_to(largest: u64) -> Self {
        let values = Histogram::new_with_bounds(1, largest, 2);
        Self { values: values.expect("the bounds are in order"), sum: 0.0 }
    }

    fn record(&mut self, value: u64, times: u64) {
        self.values.saturating_record_n(value, times);
        self.sum += value as f64 * times as f64;
    }
}

/// Everything that is counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) updates: u64,
    pub(crate) unchanged: u64,
    pub(crate) collapsed: u64,
    pub(crate) snapshots: u64,
    pub(crate) resyncs: u64,
    pub(crate) reconnects: u64,
    pub(crate) messages_ignored: u64,
    pub(crate) cuts: BTreeMap<Cut, u64>,
    pub(crate) joins: BTreeMap<Means, u64>,
    pub(crate) sent_bytes: u64,
    pub(crate) pages: u64,
    pub(crate) page_bytes: u64,
}

/// All that is known; see [`Metrics::look`].
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub(crate) stages: [Measured; Stage::ALL.len()],
    pub(crate) patch_bytes: Measured,
    pub(crate) page_bytes: Measured,
    pub(crate) counts: Counts,
    pub(crate) viewers: BTreeMap<ViewerId, Viewer>,
    pub(crate) newest: BTreeMap<Arc<str>, (Revision, Instant)>,
    pub(crate) notes: VecDeque<Note>,
    /// The slots that passed, the newest last, and which number the newest has.
    pub(crate) slots: VecDeque<Slot>,
    slot: u64,
    next_viewer: ViewerId,
}

/// See the [module](self). Cloning gives another handle to the same figures.
#[derive(Clone)]
pub(crate) struct Metrics(Arc<Inner>);

struct Inner {
    origin: Instant,
    recorded: Mutex<Recorded>,
}

impl Default for Metrics {
    fn default() -> Self {
        let times = || Measured::up_to(LONGEST);
        let recorded = Recorded {
            stages: std::array::from_fn(|_| times()),
            patch_bytes: Measured::up_to(LARGEST),
            page_bytes: Measured::up_to(LARGEST),
            counts: Counts::default(),
            viewers: BTreeMap::new(),
            newest: BTreeMap::new(),
            notes: VecDeque::new(),
            slots: VecDeque::from([Slot::default()]),
            slot: 0,
            next_viewer: 0,
        };
        Self(Arc::new(Inner { origin: Instant::now(), recorded: Mutex::new(recorded) }))
    }
}

impl Metrics {
    /// Returns a time on the clock that the wire speaks of: microseconds since the server began.
    pub(crate) fn clock(&self, at: Instant) -> u64 {
        let since = at.saturating_duration_since(self.0.origin);
        u64::try_from(since.as_micros()).unwrap_or(u64::MAX)
    }

    /// Returns for how long there have been figures.
    pub(crate) fn uptime(&self) -> Duration {
        self.0.origin.elapsed()
    }

    /// Looks at all that is known, for as short as possible: whoever records waits.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Recorded) -> T) -> T {
        look(&self.recorded())
    }

    /// A page was published.
    pub(crate) fn published(
        &self,
        document: &Arc<str>,
        revision: Revision,
        edit: &Edit,
        bytes: usize,
    ) {
        let now = Instant::now();
        let mut recorded = self.recorded();
        let stages = [
            (Stage::Parsed, edit.parsed),
            (Stage::Rendered, edit.rendered),
            (Stage::Diffed, Some(now)),
        ];
        for (stage, at) in stages {
            if let Some(at) = at {
                let since = at.saturating_duration_since(edit.arrived);
                recorded.passed(stage, since.as_secs_f64() * 1e3, 1);
            }
        }
        recorded.patch_bytes.record(bytes as u64, 1);
        recorded.counts.updates += 1;
        recorded.counts.collapsed += edit.collapsed;
        recorded.newest.insert(Arc::clone(document), (revision, now));
        let slot = recorded.newest_slot();
        slot.updates += 1;
        slot.patch_bytes += bytes as u64;
    }

    /// A page was published that equals the one before.
    pub(crate) fn unchanged(&self) {
        self.recorded().counts.unchanged += 1;
    }

    /// A frame was handed to the system, for so many viewers; for the last of them at this time.
    pub(crate) fn sent(&self, frame: &Frame, viewers: u64, at: Instant) {
        let at = self.clock(at);
        let mut recorded = self.recorded();
        recorded.counts.sent_bytes += frame.bytes().len() as u64 * viewers;
        if frame.is_snapshot() {
            recorded.counts.snapshots += viewers;
        }
        if let Some(edited) = frame.edited() {
            recorded.passed(Stage::Sent, at.saturating_sub(edited) as f64 / 1e3, viewers);
        }
    }

    /// A whole page was sent.
    pub(crate) fn page_sent(&self, bytes: usize) {
        let mut recorded = self.recorded();
        recorded.counts.pages += 1;
        recorded.counts.page_bytes += bytes as u64;
        recorded.page_bytes.record(bytes as u64, 1);
    }

    /// A viewer has painted a patch. What it says is taken for no more than its word.
    pub(crate) fn acked(&self, viewer: Option<ViewerId>, ack: Ack) {
        let is_time = |time: &f64| (0.0..=60_000.0).contains(time);
        let mut recorded = self.recorded();
        let since = ack.since.filter(is_time);
        let [applied, painted] = [ack.applied, ack.painted].map(|time| Some(time).filter(is_time));
        if let (Some(since), Some(applied), Some(painted)) = (since, applied, painted) {
            recorded.passed(Stage::Received, since, 1);
            recorded.passed(Stage::Applied, since + applied, 1);
            recorded.passed(Stage::Painted, since + painted, 1);
            let slot = recorded.newest_slot();
            if slot.painted.len() < PAINTED_OF_SLOT {
                slot.painted.push((since + painted) as f32);
            }
        }
        if let Some(viewer) = viewer.and_then(|viewer| recorded.viewers.get_mut(&viewer)) {
            viewer.painted = Some((ack.revision, Instant::now()));
            if let (Some(since), Some(painted)) = (since, painted) {
                viewer.latency = Some((since + painted) as f32);
            }
            if let Some(roundtrip) = ack.roundtrip.filter(is_time) {
                viewer.roundtrip = Some(roundtrip as f32);
            }
        }
    }

    /// A viewer came.
    pub(crate) fn came(&self, document: &Arc<str>, arrival: Arrival) -> ViewerId {
        let Arrival { means, device, name } = arrival;
        let mut recorded = self.recorded();
        let id = recorded.next_viewer;
        recorded.next_viewer += 1;
        let viewer = Viewer {
            document: Arc::clone(document),
            name,
            means,
            device,
            since: Instant::now(),
            painted: None,
            latency: None,
            roundtrip: None,
        };
        recorded.viewers.insert(id, viewer);
        *recorded.counts.joins.entry(means).or_default() += 1;
        id
    }

    /// Finds a viewer by the name that it drew for itself.
    pub(crate) fn find(&self, document: &str, name: &str) -> Option<ViewerId> {
        let is_it = |viewer: &Viewer| *viewer.name == *name && *viewer.document == *document;
        let recorded = self.recorded();
        let mut found = recorded.viewers.iter().filter(|(_, viewer)| is_it(viewer));
        found.next().filter(|_| !name.is_empty()).map(|(id, _)| *id)
    }

    /// A viewer joined, or did so again, for this reason.
    pub(crate) fn joined(&self, why: Why) {
        let counts = &mut self.recorded().counts;
        match why {
            Why::Opened => {}
            Why::Reconnected => counts.reconnects += 1,
            Why::Resynced => counts.resyncs += 1,
        }
    }

    /// A viewer is gone.
    pub(crate) fn left(&self, viewer: ViewerId) {
        self.recorded().viewers.remove(&viewer);
    }

    /// Notes what happened, for people.
    pub(crate) fn note(&self, document: &Arc<str>, text: impl Into<String>) {
        let note = Note { at: Instant::now(), document: Arc::clone(document), text: text.into() };
        let mut recorded = self.recorded();
        recorded.notes.push_front(note);
        recorded.notes.truncate(NOTES);
    }

    /// A viewer's connection is ended by the server.
    pub(crate) fn cut(&self, why: Cut) {
        *self.recorded().counts.cuts.entry(why).or_default() += 1;
    }

    pub(crate) fn message_ignored(&self) {
        self.recorded().counts.messages_ignored += 1;
    }

    fn recorded(&self) -> MutexGuard<'_, Recorded> {
        // Figures that somebody panicked over are figures still.
        let mut recorded = self.0.recorded.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = self.0.origin.elapsed().as_secs() / SLOT.as_secs();
        recorded.turn_to(slot);
        recorded
    }
}

impl Recorded {
    /// Returns the milliseconds below which this share of all edits passed a stage.
    pub(crate) fn quantile(&self, stage: Stage, share: f64) -> Option<f64> {
        let values = &self.stages[stage as usize].values;
        (!values.is_empty()).then(|| values.value_at_quantile(share) as f64 / 1e3)
    }

    fn passed(&mut self, stage: Stage, milliseconds: f64, times: u64) {
        // What took no time took some: the histograms begin at one microsecond.
        let micros = (milliseconds * 1e3).max(1.0) as u64;
        self.stages[stage as usize].record(micros, times);
        let (sum, count) = &mut self.newest_slot().stages[stage as usize];
        *sum += milliseconds * times as f64;
        *count += times;
    }

    fn newest_slot(&mut self) -> &mut Slot {
        if self.slots.is_empty() {
            self.slots.push_back(Slot::default());
        }
        let last = self.slots.len() - 1;
        &mut self.slots[last]
    }

    /// Begins the slots up to this one.
    fn turn_to(&mut self, slot: u64) {
        let passed = slot.saturating_sub(self.slot).min(SLOTS as u64);
        for _ in 0..passed {
            self.slots.push_back(Slot::default());
        }
        while self.slots.len() > SLOTS {
            self.slots.pop_front();
        }
        self.slot = self.slot.max(slot);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart() {
        for (said, browser, system) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
                "Chrome",
                "Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
                "Edge",
                "Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
                "Firefox",
                "Android",
            ),
            ("curl/8.5.0", "", ""),
        ] {
            assert_eq!(Device::of(said), Device { browser, system }, "{said}");
        }
    }

    #[test]
    fn what_viewers_tell_is_checked() {
        let metrics = Metrics::default();
        let document: Arc<str> = "".into();
        let viewer = metrics.came(&document, Arrival::of(Means::Socket, Device::default()));
        let ack = |since| Ack {
            revision: Revision(1),
            since,
            applied: 1.0,
            painted: 9.0,
            roundtrip: Some(0.5),
        };
        for since in [None, Some(-1.0), Some(f64::NAN), Some(f64::INFINITY), Some(1e9)] {
            metrics.acked(Some(viewer), ack(since));
        }
        assert_eq!(metrics.look(|recorded| recorded.quantile(Stage::Painted, 0.5)), None);
        metrics.acked(Some(viewer), ack(Some(3.0)));
        metrics.acked(Some(77), ack(Some(3.0)));
        metrics.look(|recorded| {
            let painted = recorded.quantile(Stage::Painted, 0.5).unwrap();
            assert!((11.9..12.1).contains(&painted), "{painted}");
            assert_eq!(recorded.viewers[&viewer].latency, Some(12.0));
            assert_eq!(recorded.stages[Stage::Painted as usize].values.len(), 2);
        });
        metrics.left(viewer);
        assert!(metrics.look(|recorded| recorded.viewers.is_empty()));
    }

    #[test]
    fn slots_pass() {
        let mut recorded = Metrics::default().look(Recorded::clone);
        recorded.newest_slot().updates = 3;
        recorded.turn_to(2);
        assert_eq!(recorded.slots.iter().map(|slot| slot.updates).collect::<Vec<_>>(), [3, 0, 0]);
        recorded.turn_to(1_000_000);
        assert_eq!(recorded.slots.len(), SLOTS);
        assert!(recorded.slots.iter().all(|slot| slot.updates == 0));
    }
}

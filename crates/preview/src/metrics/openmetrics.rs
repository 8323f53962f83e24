//! The figures as monitoring systems fetch them: the text format of Prometheus, which is that of
//! OpenMetrics 1.0 but for its end, so that both read it.

use std::fmt::{Display, Write as _};

use super::process::Process;
use super::{Cut, Means, Measured, Metrics, Recorded, Stage};

/// Upper bounds of the buckets, in seconds.
const SECONDS: [f64; 13] =
    [0.001, 0.002, 0.004, 0.008, 0.016, 0.033, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// Upper bounds of the buckets, in bytes.
const BYTES: [f64; 8] = [100.0, 200.0, 500.0, 1e3, 1e4, 1e5, 1e6, 1e7];

/// Returns all figures.
pub(crate) fn text(metrics: &Metrics, documents: usize, max_viewers: usize) -> String {
    let process = Process::look();
    let mut text = Text::default();
    metrics.look(|recorded| {
        text.latency(recorded);
        text.counts(recorded);
        let viewers = Means::ALL.map(|means| {
            let viewers = recorded.viewers.values().filter(|viewer| viewer.means == means);
            (format!("transport=\"{}\"", means.name()), viewers.count())
        });
        text.family("viewers", "gauge", "Viewers that have joined, by transport.", &viewers);
    });
    let one = |value: u64| [(String::new(), value)];
    text.family(
        "viewers_limit",
        "gauge",
        "How many viewers there may be.",
        &one(max_viewers as u64),
    );
    text.family("documents", "gauge", "Documents that are shown.", &one(documents as u64));
    let uptime = [(String::new(), metrics.uptime().as_secs_f64())];
    text.family("uptime_seconds", "gauge", "Seconds since the server began.", &uptime);
    text.process(process);
    text.0
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn latency(&mut self, recorded: &Recorded) {
        self.head(
            "sopwright_update_seconds",
            "histogram",
            "Seconds from an edit until it has passed a stage.",
        );
        for stage in Stage::ALL {
            let label = format!("stage=\"{}\"", stage.name());
            self.histogram(
                "sopwright_update_seconds",
                &label,
                &recorded.stages[stage as usize],
                &SECONDS,
                1e6,
            );
        }
        for (name, help, measured) in [
            ("sopwright_patch_bytes", "Bytes of patches.", &recorded.patch_bytes),
            ("sopwright_page_bytes", "Bytes of whole pages that were sent.", &recorded.page_bytes),
        ] {
            self.head(name, "histogram", help);
            self.histogram(name, "", measured, &BYTES, 1.0);
        }
    }

    fn counts(&mut self, recorded: &Recorded) {
        let counts = &recorded.counts;
        for (name, help, value) in [
            ("updates_total", "Pages that differed from the one before.", counts.updates),
            ("unchanged_total", "Pages that equalled the one before.", counts.unchanged),
            ("collapsed_total", "Edits that got no page of their own.", counts.collapsed),
            ("snapshots_total", "Times that a viewer had to fetch the page.", counts.snapshots),
            ("resyncs_total", "Joins after a page was fetched again.", counts.resyncs),
            ("reconnects_total", "Joins after a connection was lost.", counts.reconnects),
            ("messages_ignored_total", "Messages that were of no use.", counts.messages_ignored),
            ("sent_bytes_total", "Bytes of frames to viewers.", counts.sent_bytes),
            ("pages_total", "Whole pages that were sent.", counts.pages),
        ] {
            self.family(name, "counter", help, &[(String::new(), value)]);
        }
        let joins = Means::ALL.map(|means| {
            let joined = counts.joins.get(&means).copied().unwrap_or_default();
            (format!("transport=\"{}\"", means.name()), joined)
        });
        self.family("viewers_joined_total", "counter", "Viewers that came, by transport.", &joins);
        let cuts = Cut::ALL.map(|why| {
            let cut = counts.cuts.get(&why).copied().unwrap_or_default();
            (format!("reason=\"{}\"", why.name()), cut)
        });
        let help = "WebSockets that the server ended, by what was wrong with them.";
        self.family("connections_cut_total", "counter", help, &cuts);
    }

    fn process(&mut self, process: Process) {
        if let Some(bytes) = process.resident_bytes {
            self.head("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.");
            let _ = writeln!(self.0, "process_resident_memory_bytes {bytes}");
        }
        if let Some(seconds) = process.cpu_seconds {
            let help = "Total user and system CPU time spent in seconds.";
            self.head("process_cpu_seconds_total", "counter", help);
            let _ = writeln!(self.0, "process_cpu_seconds_total {seconds}");
        }
        if let Some(files) = process.open_files {
            self.head("process_open_fds", "gauge", "Number of open file descriptors.");
            let _ = writeln!(self.0, "process_open_fds {files}");
        }
        if let Some(tasks) = process.tasks {
            let help = "Tasks of the runtime that are alive.";
            self.family("tasks", "gauge", help, &[(String::new(), tasks)]);
        }
    }

    fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn family(&mut self, name: &str, kind: &str, help: &str, values: &[(String, impl Display)]) {
        let name = format!("sopwright_{name}");
        self.head(&name, kind, help);
        for (label, value) in values {
            let label = if label.is_empty() { String::new() } else { format!("{{{label}}}") };
            let _ = writeln!(self.0, "{name}{label} {value}");
        }
    }

    /// `scale` is how many of the units that were measured make one of those that are told.
    fn histogram(
        &mut self,
        name: &str,
        label: &str,
        measured: &Measured,
        bounds: &[f64],
        scale: f64,
    ) {
        let Measured { values, sum } = measured;
        let before = if label.is_empty() { String::new() } else { format!("{label},") };
        for bound in bounds {
            let below = values.count_between(0, (bound * scale) as u64);
            let _ = writeln!(self.0, "{name}_bucket{{{before}le=\"{bound}\"}} {below}");
        }
        let count = values.len();
        let _ = writeln!(self.0, "{name}_bucket{{{before}le=\"+Inf\"}} {count}");
        let label = if label.is_empty() { String::new() } else { format!("{{{label}}}") };
        let _ = writeln!(self.0, "{name}_sum{label} {}", sum / scale);
        let _ = writeln!(self.0, "{name}_count{label} {count}");
    }
}

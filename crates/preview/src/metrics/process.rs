//! What the system says of this process; nothing where it says nothing.

use std::fs;

/// What the process has taken.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Process {
    /// Memory that is in use, in bytes.
    pub(crate) resident_bytes: Option<u64>,
    /// Seconds of all processors.
    pub(crate) cpu_seconds: Option<f64>,
    /// Files and sockets that are open.
    pub(crate) open_files: Option<u64>,
    /// Tasks of the runtime that are alive.
    pub(crate) tasks: Option<u64>,
}

/// How often a second the kernel counts; `sysconf(_SC_CLK_TCK)` is this on every Linux there is.
const TICKS: f64 = 100.0;

impl Process {
    /// Looks at this process: `proc(5)`, and the runtime that this is called in.
    pub(crate) fn look() -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes: Option<u64> =
            resident.and_then(|said| said.split_whitespace().next()?.parse().ok());
        let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // The name, in parentheses, may have blanks in it.
        let fields = stat.rsplit_once(')').map(|(_, fields)| fields).unwrap_or_default();
        let ticks: Vec<f64> =
            fields.split_whitespace().skip(11).take(2).filter_map(|it| it.parse().ok()).collect();
        let tasks = tokio::runtime::Handle::try_current();
        Self {
            resident_bytes: kilobytes.map(|kilobytes| kilobytes * 1024),
            cpu_seconds: (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / TICKS),
            open_files: fs::read_dir("/proc/self/fd").ok().map(|files| files.count() as u64),
            tasks: tasks.ok().map(|runtime| runtime.metrics().num_alive_tasks() as u64),
        }
    }
}

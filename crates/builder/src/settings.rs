//! The settings of a preview: from the command line, else from a configuration file, else by default.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use sopwright_preview::{Config, ManagerOptions, Status};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::cli::Settings;
use crate::failure::Failure;
use crate::kept_key::{self, kept_key};

impl Settings {
    /// Returns what is set.
    ///
    /// # Errors
    ///
    /// If the configuration file cannot be read, or says what is none of ours.
    pub(crate) fn config(&self) -> Result<Config, Failure> {
        let mut config = match &self.config {
            None => Config::default(),
            Some(path) => {
                let text = fs::read_to_string(path)
                    .map_err(|error| Failure::of_file("read", path, error))?;
                Config::from_toml(&text).map_err(|error| Failure::of_file("use", path, error))?
            }
        };
        set(&mut config.http_port, self.http_port.map(Some));
        set(&mut config.ws_port, self.ws_port.map(Some));
        set(&mut config.host, self.host.or(self.lan.then_some(Ipv4Addr::UNSPECIFIED.into())));
        set(&mut config.theme, self.theme.clone().map(Some));
        set(&mut config.enabled, self.enabled);
        set(&mut config.fallback_on_failure, self.fallback_on_failure);
        set(&mut config.debug_mode, self.debug_mode.then_some(true));
        set(&mut config.history_bytes, self.history_bytes);
        set(&mut config.max_viewers, self.max_viewers);
        config.allowed_hosts.extend(self.allowed_hosts.iter().cloned());
        Ok(config)
    }
}

fn set<T>(setting: &mut T, said: Option<T>) {
    if let Some(said) = said {
        *setting = said;
    }
}

/// Returns the options that a configuration means, with the key that is kept.
pub(crate) fn manager_options(config: &Config) -> ManagerOptions {
    let mut options = config.manager_options();
    options.server.serve.key = kept_key(kept_key::Of::Readers);
    options
}

/// Writes what debug mode tells, to standard error, one JSON object a line.
pub(crate) fn log_to_stderr() {
    let lines = fmt::layer().json().flatten_event(true).with_writer(io::stderr);
    let ours = Targets::new().with_target("sopwright", tracing::Level::DEBUG);
    // Where a log is set up already, it stays.
    let _ = tracing_subscriber::registry().with(lines).with(ours).try_init();
}

/// Returns the address at which other devices find a preview that listens on all addresses.
pub(crate) fn lan_url(config: &Config, status: &Status) -> Option<String> {
    if !config.host.is_unspecified() {
        return None;
    }
    let (_, rest) = status.url.as_ref()?.strip_prefix("http://")?.split_once(':')?;
    Some(format!("http://{}:{rest}", own_address()?))
}

/// Returns the address of this machine in its network.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // Nothing is sent: this only looks up the route to an address that is nobody's (RFC 5737).
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

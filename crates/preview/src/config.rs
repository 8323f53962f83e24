//! The configuration of a preview, as a struct that hosts fill in, and as a TOML file.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use serde::Deserialize;

use crate::debug::DebugMode;
use crate::http::{Port, ServeOptions};
use crate::hub::HubOptions;
use crate::key::Key;
use crate::manager::ManagerOptions;
use crate::server::ServerOptions;

/// All settings. Each has a default, and each is a key of the TOML file by its name here.
///
/// ```
/// use sopwright_preview::Config;
///
/// let config = Config::from_toml("http_port = 9000\ndebug_mode = true").unwrap();
/// assert_eq!((config.http_port, config.max_viewers), (Some(9000), 1000));
/// let error = Config::from_toml("htp_port = 9000").unwrap_err();
/// assert!(error.to_string().contains("unknown field `htp_port`"));
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Whether there is a preview at all. `true` by default.
    pub enabled: bool,
    /// The port for pages, this one and no other; 0 lets the system choose. By default the first
    /// free one from 8080.
    pub http_port: Option<u16>,
    /// A port of its own for WebSockets; by default that of the pages.
    pub ws_port: Option<u16>,
    /// Whether the preview is shown from files if no port can be had. `true` by default.
    pub fallback_on_failure: bool,
    /// Whether each message and request is logged. `false` by default.
    pub debug_mode: bool,
    /// The address to listen on. 127.0.0.1 by default: this machine alone.
    pub host: IpAddr,
    /// A theme by its name or the path of a style sheet; what the host makes of it.
    pub theme: Option<String>,
    /// How many bytes of patches are kept for viewers that are behind. 1 MiB by default.
    pub history_bytes: usize,
    /// How many viewers there may be at once. 1,000 by default.
    pub max_viewers: usize,
    /// Names that the server goes by beside `localhost` and its address, for instance that of a
    /// proxy. None by default.
    pub allowed_hosts: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            enabled: true,
            http_port: None,
            ws_port: None,
            fallback_on_failure: true,
            debug_mode: false,
            host: Ipv4Addr::LOCALHOST.into(),
            theme: None,
            history_bytes: HubOptions::default().history_bytes,
            max_viewers: ServeOptions::default().max_viewers,
            allowed_hosts: Vec::new(),
        }
    }
}

/// Why a text is no configuration. Shows the line, and what would have been right.
#[derive(Clone, Debug)]
pub struct ConfigError(String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads a TOML file's text.
    ///
    /// # Errors
    ///
    /// If it is not TOML, has a key that is none of ours, or a value that does not suit its key. The
    /// error names the key and the line.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        toml_edit::de::from_str(text)
            .map_err(|error| ConfigError(error.to_string().trim_end().to_owned()))
    }

    /// Returns the options of a manager that this describes, with a key drawn for it.
    pub fn manager_options(&self) -> ManagerOptions {
        ManagerOptions {
            enabled: self.enabled,
            server: self.server_options(),
            fallback_on_failure: self.fallback_on_failure,
            ..ManagerOptions::default()
        }
    }

    /// Returns the options of a server that this describes, with a key drawn for it.
    pub fn server_options(&self) -> ServerOptions {
        ServerOptions {
            host: self.host,
            port: self.http_port.map_or(ServerOptions::default().port, Port::Exactly),
            socket_port: self.ws_port,
            history_bytes: self.history_bytes,
            serve: ServeOptions {
                key: Key::random(),
                allowed_hosts: self.allowed_hosts.clone(),
                max_viewers: self.max_viewers,
                debug: DebugMode::new(self.debug_mode),
                ..ServeOptions::default()
            },
        }
    }
}

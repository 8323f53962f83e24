//! Finding a port: by binding it. The socket that was bound is kept and served, so nobody can take
//! the port between the search and the use.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};

use tokio::net::TcpListener;

/// Which port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// The first of `tries` ports, from `from` upwards, that nobody listens on.
    FirstFree {
        /// The port to try first.
        from: u16,
        /// How many ports to try.
        tries: u16,
    },
    /// This one if nobody listens on it, or else the first free one.
    Preferred {
        /// The port to try before all.
        port: u16,
        /// As in [`FirstFree`](Self::FirstFree).
        from: u16,
        /// As in [`FirstFree`](Self::FirstFree).
        tries: u16,
    },
    /// This one and no other; 0 lets the system choose.
    Exactly(u16),
}

/// Why no port could be listened on.
#[derive(Debug)]
pub enum BindError {
    /// Somebody else listens on the port that was asked for.
    Taken(SocketAddr),
    /// Somebody else listens on each of the ports that were tried.
    AllTaken {
        /// The address.
        host: IpAddr,
        /// The first port that was tried.
        first: u16,
        /// The last port that was tried.
        last: u16,
    },
    /// The system refuses: the address is not this machine's, or the port is a privileged one.
    Refused(SocketAddr, io::Error),
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken(address) => write!(
                f,
                "port {} on {} is already in use; choose another port, or let the first free one \
                 be found",
                address.port(),
                address.ip()
            ),
            Self::AllTaken { host, first, last } => write!(
                f,
                "all ports from {first} to {last} on {host} are in use; stop a program that uses \
                 one, or choose another port"
            ),
            Self::Refused(address, source) => write!(
                f,
                "cannot listen on port {} of {}: {source}; choose an address of this machine and \
                 a port above 1023",
                address.port(),
                address.ip()
            ),
        }
    }
}

impl std::error::Error for BindError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused(_, source) => Some(source),
            Self::Taken(_) | Self::AllTaken { .. } => None,
        }
    }
}

/// Listens on a port of `host`.
///
/// # Errors
///
/// [`BindError`] names the port and a way out.
pub async fn bind(host: IpAddr, port: Port) -> Result<TcpListener, BindError> {
    match port {
        Port::Exactly(port) => bind_one(SocketAddr::new(host, port)).await,
        Port::FirstFree { from, tries } => bind_first(host, from, tries).await,
        Port::Preferred { port, from, tries } => {
            match bind_one(SocketAddr::new(host, port)).await {
                Ok(listener) => Ok(listener),
                Err(_) => bind_first(host, from, tries).await,
            }
        }
    }
}

async fn bind_first(host: IpAddr, first: u16, tries: u16) -> Result<TcpListener, BindError> {
    let last = first.saturating_add(tries.saturating_sub(1));
    for port in first..=last {
        match bind_one(SocketAddr::new(host, port)).await {
            Err(BindError::Taken(_)) => {}
            bound_or_refused => return bound_or_refused,
        }
    }
    Err(BindError::AllTaken { host, first, last })
}

async fn bind_one(address: SocketAddr) -> Result<TcpListener, BindError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => BindError::Taken(address),
        _ => BindError::Refused(address, error),
    })
}

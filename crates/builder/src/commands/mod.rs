//! The commands: one module each.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod convert;
pub(crate) mod preview;

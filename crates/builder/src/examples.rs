//! The examples that come with the program, for who has no SOPs yet.

use std::fs;
use std::path::Path;

use crate::commands::check::folder;
use crate::failure::Failure;
use crate::save;

/// The example that is shown first.
pub(crate) const FIRST: &str = "centrifuge-cleaning/centrifuge-cleaning.md";

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../../examples/", $path)))),+]
    };
}

const FILES: &[(&str, &[u8])] = files![
    "centrifuge-cleaning/centrifuge-cleaning.md",
    "centrifuge-cleaning/media/centrifuge-section.svg",
    "centrifuge-cleaning/media/rotor-inspection.svg",
    "centrifuge-cleaning/media/wiping-order.svg",
    "mould-change/mould-change.md",
    "mould-change/media/clamp-right.svg",
    "mould-change/media/clamp-wrong.svg",
    "mould-change/media/lifting.svg",
    "mould-change/media/mould-in-machine.svg",
    "mould-change/media/tightening-order.svg",
    "mould-change/media/water-circuits.svg",
    "workshop-open-and-close.md",
];

/// Writes the examples into a new folder.
///
/// # Errors
///
/// If it cannot be made.
pub(crate) fn copy(to: &Path) -> Result<(), Failure> {
    for (path, content) in FILES {
        let file = to.join(path);
        fs::create_dir_all(folder(&file))
            .map_err(|error| Failure::of_file("make the folder", folder(&file), error))?;
        save::bytes(&file, content)?;
    }
    Ok(())
}

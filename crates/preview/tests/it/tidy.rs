//! The session is pure: time, files and sockets come in through others.

use std::fs;
use std::path::Path;

fn sources(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn the_session_knows_no_runtime_clock_files_or_network() {
    let sources = sources("src/session");
    assert!(sources.len() > 1, "the folder is where this test looks");
    for (file, text) in sources {
        for impure in ["tokio", "axum", "hyper", "std::net", "std::fs", "std::time", "std::thread"]
        {
            assert!(!text.contains(impure), "{file} names {impure}");
        }
    }
}

#[test]
fn only_the_protocol_and_the_configuration_derive_serde() {
    for folder in ["src", "src/session", "src/http"] {
        for (file, text) in sources(folder) {
            let derives = text.contains("Serialize") || text.contains("Deserialize");
            let may = ["src/config.rs", "src/protocol.rs"].iter().any(|end| file.ends_with(end));
            assert_eq!(derives, may, "{file}");
        }
    }
}

//! Every message of `fixtures/messages/` is read, and written back as the same JSON.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sopwright_preview::protocol::{FromViewer, Poll, ToViewer};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/messages")
}

fn files() -> Vec<(String, Value)> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let json = entries.filter(|path| path.extension().is_some_and(|kind| kind == "json"));
    json.map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let file = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        (name, file)
    })
    .collect()
}

fn round_trip<T: Serialize + DeserializeOwned>(message: &Value) -> Value {
    let read: T = serde_json::from_str(&message.to_string()).unwrap();
    serde_json::to_value(read).unwrap()
}

#[test]
fn every_message_comes_back_as_it_was() {
    for (name, file) in files() {
        for case in file["cases"].as_array().unwrap() {
            let message = &case["message"];
            assert_eq!(message["type"], name, "{name}.json holds messages of that type");
            let back = match file["direction"].as_str().unwrap() {
                "to-server" => round_trip::<FromViewer>(message),
                "to-viewer" => round_trip::<ToViewer>(message),
                other => panic!("{name}.json: no direction is called {other}"),
            };
            assert_eq!(&numbers_as_floats(&back), &numbers_as_floats(message), "{}", case["name"]);
        }
    }
}

/// JSON does not tell 1 from 1.0.
fn numbers_as_floats(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().unwrap().into(),
        Value::Array(items) => items.iter().map(numbers_as_floats).collect(),
        Value::Object(fields) => {
            let fields = fields.iter();
            fields.map(|(name, value)| (name.clone(), numbers_as_floats(value))).collect()
        }
        other => other.clone(),
    }
}

#[test]
fn there_is_a_file_for_each_message_and_a_line_in_the_document() {
    let mut names: Vec<String> = files().into_iter().map(|(name, _)| name).collect();
    names.sort();
    let all = [
        "ack",
        "clicked",
        "diagnostics",
        "goodbye",
        "join",
        "joined",
        "paper",
        "patch",
        "ping",
        "pong",
        "snapshot",
        "theme",
    ];
    assert_eq!(names, all);
    let document = fs::read_to_string(folder().join("../../docs/protocol.md")).unwrap();
    for name in all {
        assert!(document.contains(&format!("\n| `{name}` |")), "docs/protocol.md tells of {name}");
    }
}

#[test]
fn what_is_no_node_is_refused() {
    for node in ["null", "7", "[]", "[3, \"p\"]", "[\"p\", {\"class\": 1}]", "{\"text\": \"x\"}"] {
        let insert = format!(r#"{{"op": "insert", "at": [], "nodes": [{node}]}}"#);
        let read = serde_json::from_str::<sopwright_preview::protocol::Op>(&insert);
        assert!(read.is_err(), "{node} was read as {read:?}");
    }
}

/// JSON of any kind, with the names that messages use among others.
fn json() -> impl Strategy<Value = Value> {
    let name = || {
        let known =
            "type|join|ack|clicked|ping|epoch|revision|digest|applied|painted|block|viewer|seen";
        prop_oneof![3 => known, 1 => "\\PC{0,8}"]
    };
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        name().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    /// What is read is written back as something that is read as the same.
    #[test]
    fn any_json_is_a_message_or_an_error(json in json()) {
        let text = json.to_string();
        if let Ok(message) = serde_json::from_str::<FromViewer>(&text) {
            let again = serde_json::to_string(&message).unwrap();
            prop_assert_eq!(serde_json::from_str::<FromViewer>(&again).unwrap(), message);
        }
        if let Ok(message) = serde_json::from_str::<ToViewer>(&text) {
            let again = serde_json::to_string(&message).unwrap();
            prop_assert_eq!(serde_json::from_str::<ToViewer>(&again).unwrap(), message);
        }
        let _ = serde_json::from_str::<Poll>(&text);
    }

    #[test]
    fn any_bytes_are_a_message_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = serde_json::from_slice::<FromViewer>(&bytes);
        let _ = serde_json::from_slice::<ToViewer>(&bytes);
        let _ = serde_json::from_slice::<Poll>(&bytes);
    }
}

//! `attrflow map` as a sync engine calls it: the input is records and the target's objects, the output is envelopes.

use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The release build, made by `cargo xtask test --servers`.
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/dist/attrflow");

/// How one object mapping of a connector is run.
pub struct Map<'m> {
    pub connector: &'m str,
    pub object: &'m str,
    /// `patch` or `replace`.
    pub operation: &'m str,
    pub flavor: &'m str,
    /// A folder for input files.
    pub folder: &'m Path,
}

/// The outcome of one record.
#[derive(Debug)]
pub struct Envelope {
    pub id: String,
    pub status: String,
    /// The object in the target afterwards; null if there is none.
    pub payload: Json,
    pub requests: Vec<Json>,
}

impl Map<'_> {
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, text).expect("the file can be written");
        path
    }

    /// The payloads of new objects.
    pub fn create(&self, records: &Path, ids: &BTreeMap<String, String>) -> Vec<Envelope> {
        self.run(records, ids, &["--operation", "create"])
    }

    /// The requests that update a target with the objects in `previous`.
    pub fn update(&self, records: &Path, ids: &BTreeMap<String, String>, previous: &[Envelope]) -> Vec<Envelope> {
        let line = |it: &Envelope| json!({"id": it.id, "status": it.status, "payload": it.payload}).to_string() + "\n";
        let previous = self.file("previous.ndjson", &previous.iter().map(line).collect::<String>());
        // Everybody leaves in the end.
        let limit = ["--max-deletions", "100%"];
        let known = ["--operation", self.operation, "--previous", &previous.to_string_lossy()];
        self.run(records, ids, &[known.as_slice(), &limit].concat())
    }

    fn run(&self, records: &Path, ids: &BTreeMap<String, String>, options: &[&str]) -> Vec<Envelope> {
        let ids = self.file("ids.json", &json!(ids).to_string());
        let output = Command::new(PROGRAM)
            .args(["map", "--envelope", "--now", "2026-01-15T09:30:00Z", "--object", self.object])
            .args(["--flavor", self.flavor, "--references"])
            .arg(ids)
            .args(options)
            .arg(self.connector)
            .arg(records)
            .output()
            .expect("attrflow can be started");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(" 0 failed"), "{} {}: {said}", self.connector, records.display());
        let lines = String::from_utf8(output.stdout).expect("it is UTF-8");
        let envelopes = lines.lines().map(|line| Envelope::read(&serde_json::from_str(line).expect("it is JSON")));
        // Directory exports contain more than users.
        envelopes.filter(|envelope| envelope.status != "out-of-scope").collect()
    }
}

impl Envelope {
    fn read(line: &Json) -> Self {
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        Self {
            id: text("id"),
            status: text("status"),
            payload: line["payload"].clone(),
            requests: line["requests"].as_array().cloned().unwrap_or_default(),
        }
    }
}

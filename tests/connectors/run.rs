//! Maps a file of records with an object mapping, as the command line does.

use attrflow::tool::bumpalo::Bump;
use attrflow::tool::{Mapping, Outcome, RECORD_LIMIT, RecordInput, RecordReader, Records, RunLimits, compile_object};
use attrflow::{Flavor, RecordFormat, World, moment};
use serde_json::Value as Json;
use std::fs::File;
use std::path::Path;

/// The outcome of a record.
#[derive(Debug)]
pub enum Mapped {
    Payload(Json),
    /// The reason why there is no payload.
    #[allow(dead_code, reason = "shown if a test fails")]
    Nothing(String),
}

/// Maps every record of a file under `examples` that is in scope.
pub fn map(mapping: &Mapping, object: &str, records: &str, flavor: Flavor) -> Vec<Mapped> {
    let (program, diagnostics) = compile_object(mapping, Some(object), None, flavor);
    let program = program.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let slots = program.attributes().slots();
    let session = program.attributes().session(RunLimits::default());
    let world = World::at(moment("2024-11-20").expect("the day exists"));
    let path = Path::new("examples").join(records);
    let format = path.extension().and_then(|extension| RecordFormat::of_extension(extension.to_str()?));
    let mut records = Records::new(File::open(&path).expect("the file is there"), format, RECORD_LIMIT);
    let mut reader = RecordReader::new(slots);
    let mut mapped = Vec::new();
    while let Some(record) = records.next_record() {
        let arena = Bump::new();
        let record = record.unwrap_or_else(|refused| panic!("{}: {:?}", path.display(), refused.diagnostic));
        let turn = RecordInput::read(record.shape, &mut reader, &session, &arena, &world);
        let turn = turn.unwrap_or_else(|_| panic!("{}: line {}", path.display(), record.location.line));
        let mut payload = Vec::new();
        let outcome = program.create(&turn, &mut payload);
        mapped.push(match outcome {
            Outcome::OutOfScope(_) => continue,
            Outcome::Payload { .. } => Mapped::Payload(serde_json::from_slice(&payload).expect("payloads are JSON")),
            other => Mapped::Nothing(format!("{other:?}")),
        });
    }
    mapped
}

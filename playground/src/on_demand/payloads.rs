//! The payloads of many records. What a mapping means is decided in the library.

use crate::mapping::{became, compiled, described};
use crate::request::Request;
use attrflow::tool::{RECORD_LIMIT, Records, RunLimits, Unseen};
use attrflow::{Diagnostic, Source};
use serde_json::{Value as Json, json};

/// See [`super::payloads`].
pub(crate) fn payloads(request: Request) -> Result<Json, String> {
    let (mapping, program) = match compiled(&request)? {
        Ok(compiled) => compiled,
        Err(refused) => return Ok(refused),
    };
    let world = request.world(&mapping.settings.values())?;
    let mut records = Records::new(request.on_demand.records.as_bytes(), None, RECORD_LIMIT);
    let (mut runner, mut rows, mut payload) = (program.runner(RunLimits::default()), Vec::new(), Vec::new());
    let unseen = Unseen::default();
    while let Some(record) = records.next_record() {
        payload.clear();
        let record = match record {
            Ok(record) => record,
            Err(refused) => {
                rows.push(json!({"line": refused.location.line, "status": "record",
                    "message": refused.diagnostic.message}));
                continue;
            }
        };
        unseen.note(record.shape);
        let mut row = match runner.create(record.shape, &world, &mut payload) {
            Ok(outcome) => became(&program, &outcome, &payload),
            Err(malformed) => json!({"status": "record", "message": malformed.diagnostic().message}),
        };
        row["line"] = json!(record.location.line);
        row["identity"] = json!(record.identity().map(|(_, value)| value));
        rows.push(row);
    }
    unseen.add(&runner);
    let unread = all_described(&mapping.source, &program.attributes().unread(&unseen));
    let reads = program.attributes().referenced_attributes();
    Ok(json!({"status": "rows", "reads": reads, "rows": rows, "unread": unread}))
}

/// Diagnostics about a mapping file.
pub(super) fn all_described(source: &Source, found: &[Diagnostic]) -> Json {
    found.iter().map(|diagnostic| described(source, diagnostic)).collect()
}

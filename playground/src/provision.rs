//! Provisioning: from records and the state of the target to envelopes with requests. Does not know who sends them.

use crate::mapping;
use crate::request::Request;
use attrflow::{Envelope, Mapper, Operation, Provisioner};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// See [`crate::provision`]. All records come at once, because nothing is kept between requests.
pub(crate) fn provision(request: Request) -> Result<Json, String> {
    let operation = Operation::parse(&request.operation, request.previous.is_some())?;
    let source = mapping::source(&request)?;
    let mapper = match Mapper::new(source.clone(), request.options()?) {
        Ok(mapper) => mapper,
        Err(report) => {
            let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
            return Ok(mapping::refused(&source, errors));
        }
    };
    let previous = request.previous.as_deref().map(str::as_bytes);
    let mapper = Arc::new(mapper);
    let mut provisioner = Provisioner::new(mapper.clone(), operation, previous);
    let unusable = json!(provisioner.unusable());
    let mut envelopes = Vec::new();
    let mut add = |envelope: Envelope<'_>| {
        envelopes.push(serde_json::to_value(&envelope).map_err(|why| why.to_string())?);
        Ok::<_, String>(())
    };
    provisioner.step_all(request.records.as_bytes(), None, &mut add)?;
    provisioner.finish(&mut add)?;
    let unread = mapping::all_described(&source, &mapper.unread().diagnostics);
    Ok(json!({"status": "envelopes", "envelopes": envelopes, "unusable": unusable, "unread": unread}))
}

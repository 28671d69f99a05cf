//! Provisioning: from records and the state of the target to envelopes with requests. Does not know who sends them.

use super::payloads::all_described;
use crate::mapping;
use crate::request::Request;
use attrflow::{DeletionLimit, Envelope, Mapper, Operation, Options, Provisioner};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// See [`super::provision`]. All records come at once, because nothing is kept between requests.
pub(crate) fn provision(request: Request) -> Result<Json, String> {
    let operation = Operation::parse(&request.on_demand.operation, request.on_demand.previous.is_some())?;
    let source = mapping::source(&request)?;
    let mapper = match Mapper::new(source.clone(), options(&request)?) {
        Ok(mapper) => mapper,
        Err(report) => {
            let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
            return Ok(mapping::refused(&source, errors));
        }
    };
    let previous = request.on_demand.previous.as_deref().map(str::as_bytes);
    let mapper = Arc::new(mapper);
    let mut provisioner = Provisioner::new(mapper.clone(), operation, previous);
    let unusable = json!(provisioner.unusable());
    let mut envelopes = Vec::new();
    let mut add = |envelope: Envelope<'_>| {
        envelopes.push(serde_json::to_value(&envelope).map_err(|why| why.to_string())?);
        Ok::<_, String>(())
    };
    provisioner.step_all(request.on_demand.records.as_bytes(), None, &mut add)?;
    provisioner.finish(&mut add)?;
    let unread = all_described(&source, &mapper.unread().diagnostics);
    Ok(json!({"status": "envelopes", "envelopes": envelopes, "unusable": unusable, "unread": unread}))
}

/// The options of a mapper.
fn options(request: &Request) -> Result<Options, String> {
    let mut options = Options::default();
    options.flavor = request.on_demand.flavor()?;
    if let Some(most) = &request.on_demand.max_deletions {
        options.max_deletions = DeletionLimit::parse(most)?;
    }
    options.object.clone_from(&request.on_demand.object);
    options.dialect = request.dialect()?;
    options.now = Some(request.moment()?);
    options.seed = request.seed();
    options.settings = request.settings().collect();
    options.taken = request.taken().to_vec();
    options.references.clone_from(&request.on_demand.references);
    Ok(options)
}

//! The differences between two mapping files. What counts as one is decided in the library.

use crate::mapping::source;
use crate::request::Request;
use attrflow::tool::comparison::compare;
use attrflow::tool::read_mapping;
use serde_json::{Value as Json, json};

/// See [`super::diff`].
pub(crate) fn diff(request: Request) -> Result<Json, String> {
    let read = |request: Option<Box<Request>>| {
        let source = source(&request.unwrap_or_default())?;
        let (mapping, diagnostics) = read_mapping(&source);
        match diagnostics.iter().find(|diagnostic| diagnostic.is_error()) {
            Some(error) => Err(format!("{}: {}", source.name(), error.message)),
            None => Ok(mapping),
        }
    };
    let (old, new) = (read(request.on_demand.old)?, read(request.on_demand.new)?);
    let changes: Vec<Json> = compare(&old, &new)
        .into_iter()
        .map(|change| {
            json!({"object": change.object, "target": change.target, "topic": change.topic.name(), "old": change.old,
                "new": change.new, "details": change.details})
        })
        .collect();
    Ok(json!({"old": old.source.name(), "new": new.source.name(), "changes": changes}))
}

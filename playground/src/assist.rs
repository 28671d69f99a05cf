//! Help at the caret: completions, hover, signature. Converts offsets; the library decides what is
//! suggested.

use crate::request::{Request, bytes, units};
use attrflow::tool::assistance;
use attrflow::tool::assistance::Surroundings as Around;
use serde_json::{Value as Json, json};

/// See [`crate::complete`].
pub(crate) fn complete(request: Request) -> Result<Json, String> {
    let (text, sample) = (&request.expression, serde_json::from_str::<Json>(&request.record).ok());
    let source_schema = request.source_schema();
    let context = request.context(source_schema.as_ref())?;
    let around = Around { context, sample: sample.as_ref(), settings: &[] };
    let found = assistance::complete(text, bytes(&request.expression, request.offset), &around).into_iter().map(|found| {
        json!({"label": found.label, "kind": found.kind, "detail": found.detail, "documentation": found.documentation,
            "from": units(text, found.start), "to": units(text, found.end), "caret": units(&found.insert, found.caret),
            "insert": found.insert})
    });
    Ok(found.collect())
}

/// See [`crate::hover`].
pub(crate) fn hover(request: Request) -> Result<Json, String> {
    let (text, sample) = (&request.expression, serde_json::from_str::<Json>(&request.record).ok());
    let source_schema = request.source_schema();
    let context = request.context(source_schema.as_ref())?;
    let around = Around { context, sample: sample.as_ref(), settings: &[] };
    let found = assistance::hover(text, bytes(&request.expression, request.offset), &around);
    Ok(json!(
        found.map(|found| {
            json!({"from": units(text, found.start), "to": units(text, found.end), "text": found.text})
        })
    ))
}

/// See [`crate::signature`].
pub(crate) fn signature(request: Request) -> Result<Json, String> {
    let language = request.dialect()?.unwrap_or_default();
    let found = assistance::signature(&request.expression, bytes(&request.expression, request.offset), language);
    Ok(found.map_or(Json::Null, |found| {
        let parameters = found.parameters.into_iter().map(|one| {
            json!({"name": one.name, "start": one.start, "end": one.end, "kind": one.kind,
                "documentation": one.documentation})
        });
        json!({"label": found.label, "documentation": found.documentation, "parameters": parameters.collect::<Json>(),
            "active": found.active})
    }))
}

//! Help at the caret.

use crate::request::{Request, bytes, units};
use attrflow::Context;
use attrflow::assistance::{self, Layout, Surroundings};
use serde_json::{Value as Json, json};

/// The expression and the caret in it, in bytes.
fn caret(request: &Request) -> Result<(&str, usize), String> {
    let (text, units) = (request.text("expression")?, request.number("offset")?);
    Ok((text, bytes(text, usize::try_from(units).unwrap_or(usize::MAX))))
}

/// A record to complete from, where there is one that can be read.
fn sample(request: &Request) -> Result<Option<Json>, String> {
    Ok(serde_json::from_str(request.text("record")?).ok())
}

fn context(request: &Request) -> Result<Context<'static>, String> {
    Ok(Context { dialect: request.dialect()?.unwrap_or_default(), vocabulary: None })
}

/// See [`crate::complete`].
pub(crate) fn complete(request: &Request) -> Result<Json, String> {
    let ((text, offset), sample) = (caret(request)?, sample(request)?);
    let around = Surroundings { context: context(request)?, sample: sample.as_ref(), settings: &[] };
    let found = assistance::complete(text, offset, &around).into_iter().map(|found| {
        json!({"label": found.label, "kind": found.kind, "detail": found.detail, "documentation": found.documentation,
            "from": units(text, found.start), "to": units(text, found.end), "caret": units(&found.insert, found.caret),
            "insert": found.insert})
    });
    Ok(found.collect())
}

/// See [`crate::hover`].
pub(crate) fn hover(request: &Request) -> Result<Json, String> {
    let ((text, offset), sample) = (caret(request)?, sample(request)?);
    let around = Surroundings { context: context(request)?, sample: sample.as_ref(), settings: &[] };
    let found = assistance::hover(text, offset, &around);
    Ok(json!(
        found.map(|found| {
            json!({"from": units(text, found.start), "to": units(text, found.end), "text": found.text})
        })
    ))
}

/// See [`crate::signature`].
pub(crate) fn signature(request: &Request) -> Result<Json, String> {
    let (text, offset) = caret(request)?;
    Ok(json!(assistance::signature(text, offset)))
}

/// See [`crate::format`].
pub(crate) fn format(request: &Request) -> Result<Json, String> {
    let layout = if request.flag("multi")? { Layout::Multi } else { Layout::Line };
    Ok(json!({"text": assistance::format(request.text("expression")?, layout)}))
}

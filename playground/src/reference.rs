//! The lists of functions, diagnostics and connectors, the first two with their pages. Holds no list of its own.

use crate::request::Request;
use attrflow::tool::page;
use attrflow::{Language, diagnostics};
use serde_json::{Value as Json, json};

/// See [`crate::reference`].
pub(crate) fn functions(_: Request) -> Result<Json, String> {
    let functions = Language::all_functions().into_iter().map(|function| {
        json!({"name": function.name, "signature": function.signature(), "summary": function.summary(),
            "dialects": Language::having(function.name).collect::<Vec<_>>(), "page": page::markdown(function.docs()),
            "rows": rows(function.docs())})
    });
    Ok(functions.collect())
}

/// See [`crate::registry`].
pub(crate) fn registry(_: Request) -> Result<Json, String> {
    let entries = diagnostics::sorted().into_iter().map(|entry| {
        json!({"code": entry.code, "severity": entry.severity.to_string(), "summary": entry.summary(),
            "page": page::markdown(entry.page()), "rows": rows(entry.page())})
    });
    Ok(entries.collect())
}

/// See [`crate::install`].
#[cfg(attrflow_external_resources)]
pub(crate) fn install(request: Request) -> Result<Json, String> {
    attrflow::tool::install(request.texts.into_iter().collect());
    Ok(Json::Bool(true))
}

/// See [`crate::connectors`].
pub(crate) fn connectors(_: Request) -> Result<Json, String> {
    let all = attrflow::connectors::CONNECTORS.iter();
    Ok(all.map(|connector| json!({"name": connector.name, "summary": connector.summary()})).collect())
}

/// The rows of a page that have an expression.
fn rows(text: &str) -> Vec<Json> {
    let rows = page::rows(text);
    let rows = rows.iter().filter_map(|row| {
        let expression = row.get("expression")?;
        Some(json!({"expression": expression, "record": row.get("record").filter(|record| !record.is_empty()),
            "dialect": row.get("dialect"), "gives": row.get("gives"), "raises": row.get("raises")}))
    });
    rows.collect()
}

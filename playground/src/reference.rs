//! What there is: functions, findings, connectors, each with its page.

use crate::request::Request;
use attrflow::{diagnostics, language, page};
use serde_json::{Value as Json, json};

/// See [`crate::reference`].
pub(crate) fn functions(_: &Request) -> Result<Json, String> {
    let functions = language::all().map(|function| {
        let described = json!({"name": function.name, "signature": function.signature(), "summary": function.summary(),
            "dialects": function.dialects.names().collect::<Vec<_>>(), "page": page::markdown(function.docs),
            "rows": rows(function.docs)});
        (function.name.to_lowercase(), described)
    });
    Ok(sorted(functions.collect()))
}

/// See [`crate::catalogue`].
pub(crate) fn catalogue(_: &Request) -> Result<Json, String> {
    let entries = diagnostics::all().map(|entry| {
        let described = json!({"code": entry.code, "severity": entry.severity.to_string(), "summary": entry.summary(),
            "page": page::markdown(entry.page), "rows": rows(entry.page)});
        (entry.code.to_owned(), described)
    });
    Ok(sorted(entries.collect()))
}

/// See [`crate::connectors`].
pub(crate) fn connectors(_: &Request) -> Result<Json, String> {
    let all = attrflow::connectors::CONNECTORS.iter();
    Ok(all.map(|connector| json!({"name": connector.name, "summary": connector.summary()})).collect())
}

/// The descriptions in the order of their keys.
fn sorted(mut described: Vec<(String, Json)>) -> Json {
    described.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    described.into_iter().map(|(_, described)| described).collect()
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

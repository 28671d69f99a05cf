//! An expression's result as Microsoft Graph's `parseExpression` answers it
//! (<https://learn.microsoft.com/graph/api/synchronization-synchronizationschema-parseexpression>).
//!
//! The documents show no failing response; `error` is a `publicError` with attrflow's own code. Knows no mappings.

use super::{Expression, to_json};
use crate::diagnostic::{Diagnostic, EvalError, Report};
use crate::tree::to_tree;
use crate::value::Value;
use serde_json::{Value as Json, json};

impl Expression {
    /// The response for what the expression gave.
    pub fn response(&self, result: Result<Value<'_>, &EvalError>) -> Json {
        let parsed = serde_json::to_value(to_tree(&self.ast().root)).unwrap_or_default();
        let values = match result.map(plain) {
            Ok(Json::Null) | Err(_) => Vec::new(),
            Ok(Json::Array(values)) => values,
            Ok(value) => vec![value],
        };
        let texts: Vec<String> =
            values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
        let error = result.err().map(|error| public_error(error));
        json!({"error": error, "evaluationSucceeded": result.is_ok(), "evaluationResult": texts,
            "parsedExpression": parsed, "parsingSucceeded": true})
    }

    /// The response for an expression that cannot be run: its first error.
    pub fn refusal(report: &Report) -> Json {
        let first = report.diagnostics.iter().find(|diagnostic| diagnostic.is_error());
        json!({"error": first.map(public_error), "evaluationSucceeded": false, "evaluationResult": [],
            "parsedExpression": null, "parsingSucceeded": false})
    }
}

/// A diagnostic as Graph's `publicError`.
fn public_error(diagnostic: &Diagnostic) -> Json {
    json!({"code": diagnostic.code(), "message": diagnostic.message, "target": null, "details": [], "innerError": null})
}

/// A value as JSON; no values at all are no value.
fn plain(value: Value<'_>) -> Json {
    if value.is_absent() { Json::Null } else { to_json(value) }
}

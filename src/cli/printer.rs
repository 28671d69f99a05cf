//! How `attrflow eval` prints values and errors: as text, as NDJSON, as responses of Microsoft Graph. Evaluates
//! nothing.

use super::error::CliError;
use super::output::{self, Output};
use super::trace::{self, text};
use super::{pipeline, reports};
use attrflow::tool::render::printable;
use attrflow::tool::{EvalError, Expression, Trace, Value};
use attrflow::{Diagnostic, Report, Source};
use clap::ValueEnum;
use serde_json::{Value as Json, json};
use std::io::{IsTerminal, Write};

/// How a value is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EvalFormat {
    /// The value as it is; on a terminal and in the log of a pipeline control characters are replaced, and the other formats
    /// have it to the character
    Text,
    /// `{"value":…}`, `{"skip":true}`, `{"authoritative_null":true}` or `{"error":{…}}`, one line per record
    Ndjson,
    /// The response of Microsoft Graph's `parseExpression`
    Graph,
}

/// Prints one value after another.
pub(super) struct Printer<'e> {
    expression: &'e Expression,
    /// The expression, with the name of where it stands.
    source: &'e Source,
    format: EvalFormat,
    /// Whether there are many values, each on a line of its own.
    many: bool,
    show_values: bool,
    /// Whether people read the output, and not a program or a file: control characters are shown then.
    for_people: bool,
    out: Output,
    failed: bool,
}

impl<'e> Printer<'e> {
    pub(super) fn new(
        expression: &'e Expression,
        source: &'e Source,
        format: EvalFormat,
        many: bool,
        show_values: bool,
    ) -> Self {
        let for_people = std::io::stdout().is_terminal() || pipeline::auto() != "pretty";
        Self { expression, source, format, many, show_values, for_people, out: output::data(), failed: false }
    }

    /// Writes what is left and returns whether a value was an error.
    pub(super) fn finish(mut self) -> Result<bool, CliError> {
        self.out.flush()?;
        Ok(self.failed)
    }

    /// Prints the values of the subexpressions.
    pub(super) fn trace(&mut self, trace: &Trace, result: Option<Value<'_>>) -> Result<(), CliError> {
        let text = self.expression.source().text();
        Ok(trace::print(text, &trace.tree(self.expression.checked().root(), result), &mut self.out)?)
    }

    /// Prints one value or its error.
    pub(super) fn value(&mut self, result: Result<Value<'_>, EvalError>) -> Result<(), CliError> {
        self.failed |= result.is_err();
        match (self.format, result) {
            (EvalFormat::Graph, result) => {
                let response = self.expression.response(result.as_ref().copied());
                self.json(&response)
            }
            (EvalFormat::Text, Ok(value)) if self.for_people => {
                Ok(writeln!(self.out, "{}", printable::lines(&text(value)))?)
            }
            (EvalFormat::Text, Ok(value)) => Ok(writeln!(self.out, "{}", text(value))?),
            (EvalFormat::Text, Err(error)) => {
                self.out.flush()?;
                let value = error.value.clone().filter(|_| self.show_values);
                let report = Report::new(self.source.clone(), vec![Diagnostic { value, ..*error }]);
                reports::print_errors(&report);
                Ok(())
            }
            (EvalFormat::Ndjson, Ok(Value::Skip)) => self.line(&json!({"skip": true})),
            (EvalFormat::Ndjson, Ok(value)) if value.is_clear() => self.line(&json!({"authoritative_null": true})),
            (EvalFormat::Ndjson, Ok(value)) => {
                // An empty list of values is `null`, like no value.
                let shown = if value.is_absent() { Json::Null } else { self.expression.json(value) };
                self.line(&json!({"value": shown}))
            }
            (EvalFormat::Ndjson, Err(error)) => {
                let error = json!({"code": error.code(), "message": error.message});
                self.line(&json!({"error": error}))
            }
        }
    }

    /// Prints one line, also for readers that end lines at Unicode's other line breaks.
    fn line(&mut self, json: &Json) -> Result<(), CliError> {
        let mut line = json.to_string();
        for (character, escape) in [('\u{85}', "\\u0085"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")] {
            if line.contains(character) {
                line = line.replace(character, escape);
            }
        }
        Ok(writeln!(self.out, "{line}")?)
    }

    fn json(&mut self, response: &Json) -> Result<(), CliError> {
        let printed = if self.many { writeln!(self.out, "{response}") } else { writeln!(self.out, "{response:#}") };
        Ok(printed?)
    }
}

/// Prints the output of an expression that cannot be run.
pub(super) fn refused(report: &Report, format: EvalFormat) -> Result<(), CliError> {
    let Some(first) = report.diagnostics.iter().find(|diagnostic| diagnostic.is_error()) else { return Ok(()) };
    let mut out = output::data();
    match format {
        EvalFormat::Text => {}
        EvalFormat::Ndjson => {
            let error = json!({"code": first.code(), "message": first.message});
            writeln!(out, "{}", json!({"error": error}))?;
        }
        EvalFormat::Graph => {
            let response = Expression::refusal(report);
            writeln!(out, "{response:#}")?;
        }
    }
    Ok(out.flush()?)
}

//! One expression, ready to run: owned, shared by threads, a record as a JSON text in, its value as JSON out. Knows no
//! mappings.

use super::options::{Limits, Options};
use super::world::Lasting;
use crate::check::Context;
use crate::diagnostic::{Diagnostic, Report, registry};
use crate::engine::Expression;
use crate::functions::Host;
use crate::provision::{MappingLocation, RecordError};
use crate::record::RecordLocation;
use crate::stack::with_room;
use crate::text::Span;
use crate::value::Value;
use serde::Serialize;
use serde_json::Value as Json;

/// An expression, ready to run. It is `Send + Sync`: make one, share it, call it from any thread.
pub struct Evaluator {
    expression: Expression,
    world: Lasting,
    limits: Limits,
    report: Report,
}

/// What an expression gives for a record. Serialises to `{"value":…}`, null where there is none, `{"skip":true}` and
/// `{"authoritative_null":true}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evaluated {
    /// A value; null where there is none.
    Value(Json),
    /// Ignore flow: the target is left as it is. `IgnoreFlowIfNullOrEmpty` gives it, for example.
    #[serde(serialize_with = "is_true")]
    Skip,
    /// `AuthoritativeNull` of Entra Connect Sync: no value, and no other rule may give the attribute one.
    #[serde(rename = "authoritative_null", serialize_with = "is_true")]
    Clear,
}

fn is_true<S: serde::Serializer>(to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(true)
}

impl Evaluated {
    /// The value, where it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Evaluated::Value(value) => value.as_str(),
            Evaluated::Skip | Evaluated::Clear => None,
        }
    }
}

impl Evaluator {
    /// Parses, checks and compiles an expression of application provisioning.
    ///
    /// # Errors
    /// Everything there is to say about the expression, if some of it is an error.
    pub fn new(text: &str) -> Result<Self, Box<Report>> {
        Self::with_options(text, &Options::default())
    }

    /// The same with another language, time, settings or limits.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn with_options(text: &str, options: &Options) -> Result<Self, Box<Report>> {
        with_room(|| Self::made(text, options))
    }

    fn made(text: &str, options: &Options) -> Result<Self, Box<Report>> {
        if let Some(diagnostic) = options.limits.refuse(text) {
            return Err(Box::new(Report::new(Expression::source_of(text), vec![diagnostic])));
        }
        let context = Context { language: options.dialect.unwrap_or_default(), source_schema: None };
        let expression = Expression::new(text, context)?;
        let report = Report::new(expression.source().clone(), expression.diagnostics().to_vec());
        let world = Lasting::new(options, []);
        Ok(Self { expression, world, limits: options.limits, report })
    }

    /// What there is to say about the expression, none of it an error.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The attributes that are read from a record.
    pub fn referenced_attributes(&self) -> &[Box<str>] {
        self.expression.program().attributes()
    }

    /// The expression's value for a record, a JSON object in UTF-8.
    ///
    /// # Errors
    /// Why there is no value, with a location in the expression; without one if the record cannot be read.
    pub fn evaluate(&self, record: impl AsRef<[u8]>) -> Result<Evaluated, Box<RecordError<'static>>> {
        self.evaluate_in(record, &self.world.now())
    }

    /// The same with a host of the caller's own, instead of the clock, the settings and the rest of the options.
    ///
    /// # Errors
    /// As for [`evaluate`](Self::evaluate).
    pub fn evaluate_in(
        &self,
        record: impl AsRef<[u8]>,
        host: &dyn Host,
    ) -> Result<Evaluated, Box<RecordError<'static>>> {
        with_room(|| self.run(record.as_ref(), host))
    }

    fn run(&self, record: &[u8], host: &dyn Host) -> Result<Evaluated, Box<RecordError<'static>>> {
        let record = self.limits.record(record, RecordLocation::default());
        let record = record.map_err(|refused| Self::error(None, refused.diagnostic))?;
        if host.is_cancelled() {
            return Err(Self::error(None, registry::run_cancelled(Span::default())));
        }
        let mut runner = self.expression.runner(self.limits.of_a_run());
        let evaluated = runner.value(record.shape, host, &mut (), |value, ()| match value {
            Ok(Value::Skip) => Ok(Evaluated::Skip),
            Ok(value) if value.is_absent() => Ok(Evaluated::Value(Json::Null)),
            Ok(value) if value.is_clear() => Ok(Evaluated::Clear),
            Ok(value) => Ok(Evaluated::Value(self.expression.json(value))),
            Err(error) => Err(Self::error(Some(self.location(&error)), *error)),
        });
        evaluated.unwrap_or_else(|malformed| Err(Self::error(None, malformed.diagnostic())))
    }

    fn error(location: Option<MappingLocation>, diagnostic: Diagnostic) -> Box<RecordError<'static>> {
        Box::new(RecordError { line: 1, id: None, attribute: None, location, diagnostic })
    }

    fn location(&self, error: &Diagnostic) -> MappingLocation {
        let (source, span) = (self.expression.source(), error.span.range());
        let position = source.position(span.start);
        MappingLocation {
            file: source.name().to_owned(),
            line: position.line,
            column: position.column,
            expression: Some(source.text().to_owned()),
            start: span.start,
            end: span.end,
        }
    }
}

impl std::fmt::Debug for Evaluator {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Evaluator").field("expression", &self.expression.source().text()).finish()
    }
}

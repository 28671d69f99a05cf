//! `attrflow eval`: evaluates one expression, once or over records. Knows no mapping files.

use super::error::CliError;
use super::world::{WorldOptions, assignment, dialects};
use super::write::Claims;
use super::{files, printer, reports};
use attrflow::tool::{Context, Expression, ExpressionRunner, RecordBody, RunLimits, Trace};
use attrflow::{Language, Report, World};
use printer::{EvalFormat, Printer};
use std::collections::BTreeMap;

/// Evaluate an expression, once or for every record of a file
#[derive(Debug, clap::Args)]
pub(super) struct Eval {
    /// The expression
    expression: String,
    /// Records: NDJSON, a JSON array, CSV or LDIF; `-` is standard input [default: evaluate once, without a record]
    records: Option<String>,
    /// Value of an attribute; repeat the option for a multi-valued attribute
    #[arg(short, long = "attribute", value_name = "NAME=VALUE", value_parser = assignment)]
    attributes: Vec<(String, String)>,
    /// Expression dialect
    #[arg(long, value_parser = dialects(), default_value = "entra")]
    dialect: &'static Language,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: EvalFormat,
    /// Show the value of every subexpression
    #[arg(long)]
    trace: bool,
    /// Show the record's value that caused an error; always on if there are no records
    #[arg(long)]
    show_values: bool,
    #[command(flatten)]
    world: WorldOptions,
}

impl Eval {
    pub(super) fn run(self) -> Result<(), CliError> {
        Claims::of(self.records.as_deref().into_iter().chain(self.world.taken())).check([])?;
        let world = self.world.world(&BTreeMap::new())?;
        let expression =
            match Expression::new(&self.expression, Context { language: self.dialect, source_schema: None }) {
                Ok(expression) => expression,
                Err(report) => {
                    if let Some(failure) = files::no_expression(&self.expression) {
                        return Err(failure);
                    }
                    printer::refused(&report, self.format)?;
                    reports::print_errors(&report);
                    return Err(CliError::Diagnostics);
                }
            };
        let report = Report::new(expression.source().clone(), expression.diagnostics().to_vec());
        reports::print_errors(&reports::worth_showing(report));
        let mut runner = expression.runner(RunLimits::default());
        // Attributes of the command line override those of the record.
        runner.give(self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let many = self.records.is_some();
        let mut printer = Printer::new(&expression, self.format, many, self.show_values || !many);
        match &self.records {
            None => self.value(&mut runner, None, &world, &mut printer)?,
            Some(path) => self.over(path, &mut runner, &world, &mut printer)?,
        }
        if printer.finish()? { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    fn over(
        &self,
        path: &str,
        runner: &mut ExpressionRunner<'_>,
        world: &World,
        printer: &mut Printer<'_>,
    ) -> Result<(), CliError> {
        let mut records = files::records(path)?;
        while let Some(record) = records.next_record() {
            match record {
                Ok(record) => self.value(runner, Some(record.shape), world, printer)?,
                Err(refused) => printer.value(Err(Box::new(refused.diagnostic)))?,
            }
        }
        reports::print_errors(&files::about_records(path, &records));
        Ok(())
    }

    /// Evaluates and prints the value for a record, or for no record.
    fn value(
        &self,
        runner: &mut ExpressionRunner<'_>,
        record: Option<RecordBody<'_>>,
        world: &World,
        printer: &mut Printer<'_>,
    ) -> Result<(), CliError> {
        let read = if self.trace {
            runner.value(record, world, &mut Trace::default(), |value, trace| {
                printer.trace(trace, value.as_ref().ok().copied())?;
                printer.value(value)
            })
        } else {
            runner.value(record, world, &mut (), |value, ()| printer.value(value))
        };
        read.unwrap_or_else(|malformed| printer.value(Err(Box::new(malformed.diagnostic()))))
    }
}

//! `attrflow eval`: evaluates one expression, once or over records. Knows no mapping files.

use super::error::CliError;
use super::expression::GivenExpression;
use super::world::{WorldOptions, assignment, dialects};
use super::write::Claims;
use super::{files, printer, quotes, reports};
use attrflow::tool::{Context, Expression, ExpressionRunner, RecordBody, RunLimits, Trace};
use attrflow::{Language, World};
use printer::{EvalFormat, Printer};
use std::collections::BTreeMap;

/// Evaluate an expression, once or for every record of a file
#[derive(Debug, clap::Args)]
pub(super) struct Eval {
    /// The expression; `-` is standard input
    #[arg(required_unless_present = "expression_file")]
    expression: Option<String>,
    /// Records: NDJSON, a JSON array, CSV or LDIF; `-` is standard input [default: evaluate once, without a record]
    records: Option<String>,
    /// Read the expression from a file, where no shell changes it; the first argument is then the records
    #[arg(short = 'f', long, value_name = "FILE")]
    expression_file: Option<String>,
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
        let (expression, records) = self.inputs()?;
        Claims::of([self.expression_file.as_deref(), records, self.world.taken()].into_iter().flatten()).check([])?;
        let given = GivenExpression::read(expression, self.expression_file.as_deref())?;
        let world = self.world.world(&BTreeMap::new())?;
        let expression = match Expression::new(given.text(), Context { language: self.dialect, source_schema: None }) {
            Ok(expression) => expression,
            Err(refused) => {
                if let Some(failure) = given.is_file() {
                    return Err(failure);
                }
                let report = given.report(refused.diagnostics);
                printer::refused(&report, self.format)?;
                reports::print_errors(&report);
                match records.filter(|records| quotes::are_pieces(&[given.text().to_owned(), (*records).to_owned()])) {
                    Some(_) => quotes::tell_of_pieces(),
                    None => given.tell_of_quotes(&report),
                }
                return Err(CliError::Diagnostics);
            }
        };
        reports::print_errors(&reports::worth_showing(given.report(expression.diagnostics().to_vec())));
        let mut runner = expression.runner(RunLimits::default());
        // Attributes of the command line override those of the record.
        runner.give(self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let many = records.is_some();
        let mut printer = Printer::new(&expression, given.source(), self.format, many, self.show_values || !many);
        match records {
            None => self.value(&mut runner, None, &world, &mut printer)?,
            Some(path) => self.over(path, &mut runner, &world, &mut printer)?,
        }
        if printer.finish()? { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    /// The argument with the expression, and the file of records. Where a file has the expression, the only argument is the
    /// records.
    fn inputs(&self) -> Result<(Option<&str>, Option<&str>), CliError> {
        let (expression, records) = match (&self.expression_file, &self.expression, &self.records) {
            (Some(_), Some(_), Some(second)) => {
                let message = format!("unexpected argument `{second}`: the expression is in the file of `-f`");
                return Err(CliError::with_help(message, "name one file of records"));
            }
            (Some(_), records, None) => (None, records.as_deref()),
            (_, expression, records) => (expression.as_deref(), records.as_deref()),
        };
        if expression.or(self.expression_file.as_deref()) == Some("-") && records == Some("-") {
            let message = "both the expression and the records are to be read from standard input";
            return Err(CliError::with_help(message, "name a file for one of them"));
        }
        Ok((expression, records))
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

//! `attrflow eval`: evaluates one expression, once or over records.

use super::error::CliError;
use super::world::{WorldOptions, assignment, dialects};
use super::{check, files, printer};
use attrflow::bumpalo::Bump;
use attrflow::{
    Context, Expression, Host, Language, RecordReader, Report, RunLimits, Session, Slots, Trace, Value, World,
};
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
        let world = self.world.world(&BTreeMap::new())?;
        let expression =
            match Expression::new(&self.expression, Context { language: self.dialect, source_schema: None }) {
                Ok(expression) => expression,
                Err(report) => {
                    printer::refused(&report, self.format)?;
                    return check::print_errors(&report).and(Err(CliError::Diagnostics));
                }
            };
        let report = Report::new(expression.source().clone(), expression.diagnostics().to_vec());
        check::print_errors(&check::worth_showing(report))?;
        let evaluator = Evaluator {
            options: &self,
            session: Session::new(expression.program(), RunLimits::default()),
            slots: Slots::new(expression.program().attributes().iter().map(|name| &**name)),
            world: &world,
        };
        let many = self.records.is_some();
        let mut printer = Printer::new(&expression, self.format, many, self.show_values || !many);
        match &self.records {
            None => evaluator.once(&mut printer)?,
            Some(path) => evaluator.over(path, &mut printer)?,
        }
        if printer.finish()? { Err(CliError::Diagnostics) } else { Ok(()) }
    }
}

/// What is the same for all records.
struct Evaluator<'e> {
    options: &'e Eval,
    session: Session<'e>,
    slots: Slots,
    world: &'e World,
}

impl Evaluator<'_> {
    fn once(&self, printer: &mut Printer<'_>) -> Result<(), CliError> {
        let arena = Bump::new();
        let values = arena.alloc_slice_fill_copy(self.slots.len(), Value::Absent);
        self.value(values, "", &arena, printer)
    }

    fn over(&self, path: &str, printer: &mut Printer<'_>) -> Result<(), CliError> {
        let mut records = files::records(path)?;
        let mut reader = RecordReader::new(&self.slots);
        let mut arena = Bump::new();
        while let Some(record) = records.next_record() {
            arena.reset();
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    printer.value(Err(Box::new(refused.diagnostic)))?;
                    continue;
                }
            };
            let values = reader.room(&arena);
            match reader.read_shape(record.shape, &arena, values) {
                Ok(()) => self.value(values, record.shape.text(&arena), &arena, printer)?,
                Err(malformed) => printer.value(Err(Box::new(malformed.diagnostic())))?,
            }
        }
        Ok(())
    }

    /// Evaluates for one record. Attributes of the command line override those of the record.
    fn value<'r>(
        &'r self,
        values: &mut [Value<'r>],
        record: &'r str,
        arena: &'r Bump,
        printer: &mut Printer<'_>,
    ) -> Result<(), CliError> {
        for (name, location) in self.slots.names().zip(values.iter_mut()) {
            let given = self.options.attributes.iter().filter(|(known, _)| known == name);
            let given: Vec<Value<'r>> = given.map(|(_, value)| Value::Str(value)).collect();
            match given.as_slice() {
                [] => {}
                [only] => *location = *only,
                several => *location = Value::Multi(arena.alloc_slice_copy(several)),
            }
        }
        let host: &'r dyn Host = self.world;
        let scope = arena.alloc(self.session.scope(arena, host, record));
        if !self.options.trace {
            return printer.value(self.session.value(0, values, scope, &mut ()));
        }
        let mut trace = Trace::default();
        let result = self.session.value(0, values, scope, &mut trace);
        printer.trace(&trace, result.as_ref().ok().copied())?;
        printer.value(result)
    }
}

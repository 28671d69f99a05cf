//! `attrflow simulate`: shows which attributes flow when records change. What flows is decided by the library.

mod keys;
mod pairs;
mod state;

use super::error::CliError;
use super::world::{WorldOptions, dialects};
use super::write::Claims;
use super::{files, output, reports};
use crate::cli::fit::Fit;
use crate::cli::say::say;
use attrflow::tool::comparison::masked;
use attrflow::tool::render::printable;
use attrflow::tool::simulation::{Simulated, SimulatedFlow, Simulation, Simulator};
use attrflow::tool::{ObjectProgram, RawRecord};
use attrflow::{Language, World};
use clap::ValueEnum;
use pairs::{Pairs, Sink};
use serde_json::{Value as Json, json};
use std::io::Write;

/// Show which attributes flow when records change, as in an incremental cycle of the service
#[derive(Debug, clap::Args)]
pub(super) struct Simulate {
    /// Mapping file or name of a connector
    mapping: String,
    /// Records before the change
    #[arg(long, value_name = "FILE")]
    before: String,
    /// Records after the change; they are matched with those before by id
    #[arg(long, value_name = "FILE")]
    after: String,
    /// Object mapping to run, by its name or target object [default: the first in execution order that is enabled]
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
    /// Expression dialect [default: inferred from the mapping's source and target]
    #[arg(long, value_parser = dialects())]
    dialect: Option<&'static Language>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: SimulateFormat,
    /// Show the values instead of masking them; those that `Redact` hides are never shown
    #[arg(long)]
    show_values: bool,
    #[command(flatten)]
    world: WorldOptions,
}

/// How flows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SimulateFormat {
    /// Text for people
    Text,
    /// One JSON line per record: its id, its status, the changed source attributes, whether values are masked, and the
    /// flows
    Json,
}

impl Simulate {
    pub(super) fn run(self) -> Result<(), CliError> {
        let inputs = [Some(self.mapping.as_str()), Some(&self.before), Some(&self.after), self.world.taken()];
        Claims::of(inputs.into_iter().flatten()).check([])?;
        let (mapping, read) = files::mapping(&self.mapping)?;
        let (simulator, diagnostics) = Simulator::new(&mapping, self.object.as_deref(), self.dialect);
        let report = mapping.report(read.diagnostics, diagnostics);
        let Some(simulator) = simulator.filter(|_| !report.has_errors()) else {
            reports::print_errors(&report);
            return Err(CliError::Diagnostics);
        };
        let settings = mapping.settings.values();
        let world = self.world.world(&settings)?;
        let mut broken = 0;
        let fits = [(); 2].map(|()| Fit::new(simulator.program(), &world));
        let pairs = Pairs::new(&self.before, &self.after, Some(fits), &mut broken)?;
        let mut printer = Printer {
            options: &self,
            program: simulator.program(),
            simulation: simulator.simulation(),
            world: &world,
            out: output::standard(),
            printed: Printed::default(),
        };
        pairs.each(&mut printer)?;
        let Printer { mut out, printed, .. } = printer;
        out.flush()?;
        let Printed { changed, flows, overwritten, faulty, new, left, unknown } = printed;
        let unknown = if unknown > 0 { format!(", {unknown} unknown") } else { String::new() };
        say!(
            "{changed} changed, {flows} flows, {overwritten} overwritten without their `Switch`, {new} new, {left} left{unknown} (flavor {})",
            simulator.program().template().flavor().name()
        );
        if broken > 0 || faulty > 0 { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    /// A value as it is shown: its letters and digits only on request.
    fn value(&self, value: &Json) -> Json {
        match value {
            value if self.show_values => value.clone(),
            Json::Null => Json::Null,
            Json::String(text) => masked(text).into(),
            Json::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            other => masked(&other.to_string()).into(),
        }
    }
}

/// Simulates the change of each record, and prints it.
struct Printer<'p> {
    options: &'p Simulate,
    program: &'p ObjectProgram,
    simulation: Simulation<'p>,
    world: &'p World,
    out: output::Output,
    printed: Printed,
}

impl Sink for Printer<'_> {
    fn on_pair(&mut self, id: &str, before: RawRecord<'_>, after: RawRecord<'_>) -> Result<(), CliError> {
        let simulated = self.simulation.compare(before.shape, after.shape, self.world);
        // Both have been read when their ids were.
        let Simulated { changed, flows } = simulated.map_err(|_| CliError::Defect)?;
        if changed.is_empty() { Ok(()) } else { self.record(id, &changed, &flows) }
    }

    fn on_new(&mut self, id: &str) -> Result<(), CliError> {
        self.printed.new += 1;
        self.status(id, "created")
    }

    fn on_left(&mut self, id: &str) -> Result<(), CliError> {
        self.printed.left += 1;
        self.status(id, "left")
    }

    fn on_unknown(&mut self, id: &str) -> Result<(), CliError> {
        self.printed.unknown += 1;
        self.status(id, "unknown")
    }
}

impl Printer<'_> {
    fn record(&mut self, id: &str, changed: &[String], flows: &[SimulatedFlow]) -> Result<(), CliError> {
        let Self { options, program, out, printed, .. } = self;
        printed.changed += 1;
        for flow in flows {
            let diagnostic = flow.diagnostic.as_ref();
            printed.faulty += u64::from(diagnostic.is_some_and(|diagnostic| diagnostic.is_error()));
            printed.overwritten += u64::from(diagnostic.is_some_and(|diagnostic| !diagnostic.is_error()));
        }
        printed.flows += flows.len();
        let target = |flow: &SimulatedFlow| program.attributes().target(flow.attribute);
        if options.format == SimulateFormat::Json {
            let flows: Vec<Json> = flows
                .iter()
                .map(|flow| {
                    let mut line = json!({"target": target(flow), "before": options.value(&flow.before), "after": options.value(&flow.after)});
                    if let (Some(diagnostic), Some(line)) = (&flow.diagnostic, line.as_object_mut()) {
                        line.insert("code".to_owned(), json!(diagnostic.code()));
                        line.insert("message".to_owned(), json!(diagnostic.message));
                    }
                    line
                })
                .collect();
            return Ok(writeln!(
                out,
                "{}",
                json!({"id": id, "status": "changed", "changed": changed, "masked": !options.show_values, "flows": flows})
            )?);
        }
        writeln!(out, "{}: {} changed", printable::line(id), printable::line(&changed.join(", ")))?;
        if flows.is_empty() {
            writeln!(out, "  nothing flows")?;
        }
        for flow in flows {
            let (before, after) = (options.value(&flow.before), options.value(&flow.after));
            let line = format!("{}: {} -> {}", target(flow), shown(flow, &before), shown(flow, &after));
            writeln!(out, "  {}", printable::line(&line))?;
            if let Some(diagnostic) = &flow.diagnostic {
                let message = printable::line(&diagnostic.message);
                writeln!(out, "    {}[{}]: {message}", diagnostic.severity(), diagnostic.code())?;
                if let Some(help) = &diagnostic.help {
                    writeln!(out, "    help: {}", printable::line(help))?;
                }
            }
        }
        Ok(())
    }

    fn status(&mut self, id: &str, status: &str) -> Result<(), CliError> {
        let out = &mut self.out;
        match self.options.format {
            SimulateFormat::Json => {
                writeln!(out, "{}", json!({"id": id, "status": status, "changed": [], "flows": []}))?
            }
            SimulateFormat::Text if status == "created" => {
                writeln!(out, "{}: new, every attribute flows", printable::line(id))?
            }
            SimulateFormat::Text if status == "unknown" => {
                writeln!(out, "{}: unknown, as not all records were read", printable::line(id))?
            }
            SimulateFormat::Text => writeln!(out, "{}: left", printable::line(id))?,
        }
        Ok(())
    }
}

/// The counts of the summary.
#[derive(Default)]
struct Printed {
    changed: u64,
    flows: usize,
    overwritten: u64,
    faulty: u64,
    new: u64,
    left: u64,
    unknown: u64,
}

fn shown(flow: &SimulatedFlow, value: &Json) -> String {
    match value {
        Json::Null => "(no value)".to_owned(),
        Json::String(text) if flow.hidden => text.clone(),
        value => value.to_string(),
    }
}

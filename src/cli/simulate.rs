//! `attrflow simulate`: shows which attributes flow when records change. What flows is decided by the library.

use super::error::CliError;
use super::world::{WorldOptions, dialects};
use super::write::Claims;
use super::{files, output, reports};
use crate::cli::say::say;
use attrflow::tool::comparison::masked;
use attrflow::tool::render::printable;
use attrflow::tool::{RecordBody, Simulated, SimulatedFlow, Simulator};
use attrflow::{Language, World};
use clap::ValueEnum;
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;
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
        let Some(mut simulator) = simulator.filter(|_| !report.has_errors()) else {
            reports::print_errors(&report);
            return Err(CliError::Diagnostics);
        };
        let settings = mapping.settings.values();
        let world = self.world.world(&settings)?;
        let mut broken = 0;
        let before = records(&self.before, &mut broken)?;
        let after = records(&self.after, &mut broken)?;
        let earlier: HashMap<&str, &str> = before.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        let mut out = output::standard();
        let mut printed = Printed::default();
        for (id, text) in &after {
            let Some(before) = earlier.get(id.as_str()) else {
                printed.new += 1;
                self.print_status(&mut out, id, "created")?;
                continue;
            };
            self.record(&mut simulator, &world, (id, before, text), &mut out, &mut printed)?;
        }
        let present: std::collections::HashSet<&str> = after.iter().map(|(id, _)| id.as_str()).collect();
        for (id, _) in before.iter().filter(|(id, _)| !present.contains(id.as_str())) {
            printed.left += 1;
            self.print_status(&mut out, id, "left")?;
        }
        out.flush()?;
        let Printed { changed, flows, overwritten, faulty, new, left } = printed;
        say!(
            "{changed} changed, {flows} flows, {overwritten} overwritten without their `Switch`, {new} new, {left} left (flavor {})",
            simulator.program().template().flavor().name()
        );
        if broken > 0 || faulty > 0 { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    fn record(
        &self,
        simulator: &mut Simulator,
        world: &World,
        (id, before, after): (&str, &str, &str),
        out: &mut output::Output,
        printed: &mut Printed,
    ) -> Result<(), CliError> {
        let Simulated { changed, flows } = simulator.compare(before, after, world).map_err(|_| CliError::Defect)?;
        if changed.is_empty() {
            return Ok(());
        }
        printed.changed += 1;
        for flow in &flows {
            let diagnostic = flow.diagnostic.as_ref();
            printed.faulty += u64::from(diagnostic.is_some_and(|diagnostic| diagnostic.is_error()));
            printed.overwritten += u64::from(diagnostic.is_some_and(|diagnostic| !diagnostic.is_error()));
        }
        printed.flows += flows.len();
        let target = |flow: &SimulatedFlow| simulator.program().attributes().target(flow.attribute).to_owned();
        if self.format == SimulateFormat::Json {
            let flows: Vec<Json> = flows
                .iter()
                .map(|flow| {
                    let mut line = json!({"target": target(flow), "before": self.value(&flow.before), "after": self.value(&flow.after)});
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
                json!({"id": id, "status": "changed", "changed": changed, "masked": !self.show_values, "flows": flows})
            )?);
        }
        writeln!(out, "{}: {} changed", printable::line(id), printable::line(&changed.join(", ")))?;
        if flows.is_empty() {
            writeln!(out, "  nothing flows")?;
        }
        for flow in &flows {
            let (before, after) = (self.value(&flow.before), self.value(&flow.after));
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

    fn print_status(&self, out: &mut output::Output, id: &str, status: &str) -> Result<(), CliError> {
        match self.format {
            SimulateFormat::Json => {
                writeln!(out, "{}", json!({"id": id, "status": status, "changed": [], "flows": []}))?
            }
            SimulateFormat::Text if status == "created" => {
                writeln!(out, "{}: new, every attribute flows", printable::line(id))?
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
}

fn shown(flow: &SimulatedFlow, value: &Json) -> String {
    match value {
        Json::Null => "(no value)".to_owned(),
        Json::String(text) if flow.hidden => text.clone(),
        value => value.to_string(),
    }
}

/// The records of a file as JSON, each with its id. Those that cannot be read or have no id are reported.
fn records(path: &str, broken: &mut u64) -> Result<Vec<(String, String)>, CliError> {
    let mut records = files::records(path)?;
    let mut found = Vec::new();
    while let Some(record) = records.next_record() {
        let refused = match record {
            Err(refused) => Some((refused.location.line, refused.diagnostic.message)),
            Ok(record) => match (record.shape.check(), record.identity()) {
                (Err(malformed), _) => Some((record.location.line, malformed.diagnostic().message)),
                (Ok(()), None) => Some((record.location.line, "the record has no id".to_owned())),
                (Ok(()), Some((_, id))) => {
                    found.push((id, json_text(record.shape)));
                    None
                }
            },
        };
        if let Some((line, why)) = refused {
            *broken += 1;
            say!("{path}: record {line}: {why}");
        }
    }
    reports::print_errors(&files::about_records(path, &records));
    Ok(found)
}

/// A record as JSON; a name that comes more than once has multiple values.
fn json_text(shape: RecordBody<'_>) -> String {
    let fields = match shape {
        RecordBody::Json(text) => return text.to_owned(),
        RecordBody::Fields(fields) => fields,
    };
    let mut object = Map::new();
    for (name, value) in fields.iter() {
        match object.get_mut(name) {
            None => {
                object.insert(name.to_owned(), Json::from(value));
            }
            Some(Json::Array(values)) => values.push(Json::from(value)),
            Some(first) => *first = json!([first.take(), value]),
        }
    }
    Json::Object(object).to_string()
}

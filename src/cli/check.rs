//! `attrflow check`: what is wrong with mapping files and expressions.

use super::failure::Failure;
use super::{files, output, world};
use attrflow::render::{self, Style};
use attrflow::{Context, Dialect, Flavor, Report, Severity, Source, check_expression, check_mapping, trees};
use std::io::Write;

/// Check mapping files, connectors or one expression
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Mapping files (synchronizationSchema JSON or TOML) or names of connectors
    #[arg(required_unless_present = "expression")]
    paths: Vec<String>,
    /// An expression to check instead
    #[arg(short, long, value_name = "EXPR")]
    expression: Option<String>,
    /// Which product's language it is [default: what the file's directories say]
    #[arg(long, value_parser = world::dialect)]
    dialect: Option<Dialect>,
    /// Show what is only worth knowing, too
    #[arg(long)]
    all: bool,
    /// How to print the findings
    #[arg(long, value_name = "FORMAT", value_parser = format, default_value = "pretty")]
    format: &'static render::Format,
}

impl Check {
    pub(super) fn run(self) -> Result<(), Failure> {
        let mut out = output::standard();
        let mut reports = Vec::new();
        if let Some(text) = &self.expression {
            let context = Context { dialect: self.dialect.unwrap_or_default(), vocabulary: None };
            let (_, findings) = check_expression(text, &trees::parse(text), context);
            reports.push(Report::new(Source::new("<expression>", text.as_str()), findings));
        }
        for path in &self.paths {
            let (mapping, read) = files::mapping(path)?;
            let findings = check_mapping(&mapping, self.dialect, Flavor::default());
            let all = read.diagnostics.into_iter().chain(findings).collect();
            reports.push(Report::new(mapping.source.clone(), all));
        }
        if !self.all {
            reports = reports.into_iter().map(worth_showing).collect();
        }
        (self.format.render)(&reports, &output::style(&std::io::stdout()), &mut out)?;
        out.flush()?;
        if reports.iter().any(Report::has_errors) { Err(Failure::Findings) } else { Ok(()) }
    }
}

/// Prints what there is to say about a text to standard error.
pub(super) fn print_errors(report: &Report) -> Result<(), Failure> {
    let pretty = render::find("pretty").filter(|_| !report.diagnostics.is_empty());
    if let Some(format) = pretty {
        let style = Style { show_values: true, ..output::style(&std::io::stderr()) };
        (format.render)(std::slice::from_ref(report), &style, &mut std::io::stderr().lock())?;
    }
    Ok(())
}

/// The report without what is only worth knowing.
pub(super) fn worth_showing(mut report: Report) -> Report {
    report.diagnostics.retain(|finding| finding.severity() < Severity::Info);
    report
}

/// A format's name.
fn format(name: &str) -> Result<&'static render::Format, String> {
    render::find(name).ok_or_else(|| {
        let known: Vec<&str> = render::FORMATS.iter().map(|format| format.name).collect();
        format!("the formats are {}", known.join(", "))
    })
}

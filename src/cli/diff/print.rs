//! Differences as text, as JSON, and as Markdown for a comment on a pull request. Compares nothing.

use super::{Diff, DiffFormat};
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::pipeline;
use crate::cli::write::{self, Claims};
use attrflow::tool::comparison::{Change, Impact, Pattern, Sample, Tally, masked};
use attrflow::tool::render::markdown::{cell, code};
use attrflow::tool::render::printable;
use serde_json::{Value as Json, json};
use std::io::Write;

/// The comparison to print.
pub(super) struct Comparison<'c> {
    pub options: &'c Diff,
    pub changes: &'c [Change],
    pub impact: Option<&'c Impact>,
}

impl Comparison<'_> {
    /// Prints to standard output, and to the files of the reports.
    pub(super) fn print(&self, claims: &mut Claims) -> Result<(), CliError> {
        let mut out = output::standard();
        self.write(self.options.format, &mut out)?;
        out.flush()?;
        for (format, path) in &self.options.report {
            write::to(path, claims, |out| self.write(*format, out))?;
        }
        pipeline::summarize(|| {
            let mut markdown = Vec::new();
            // Writing to memory does not fail.
            let _ = self.markdown(&mut markdown);
            String::from_utf8_lossy(&markdown).into_owned()
        });
        Ok(())
    }

    fn write(&self, format: DiffFormat, out: &mut dyn Write) -> Result<(), CliError> {
        match format {
            DiffFormat::Text => self.text(out),
            DiffFormat::Json => Ok(writeln!(out, "{:#}", self.json()?)?),
            DiffFormat::Markdown => self.markdown(out),
            DiffFormat::Html => self.html(out),
        }
    }

    fn text(&self, out: &mut dyn Write) -> Result<(), CliError> {
        let mut object = "";
        for change in self.changes {
            if change.object != object {
                writeln!(out, "{}", printable::line(&change.object))?;
                object = &change.object;
            }
            writeln!(out, "  {}", printable::line(&headline(change)))?;
            for detail in &change.details {
                writeln!(out, "      {}", printable::line(detail))?;
            }
        }
        if self.changes.is_empty() {
            writeln!(out, "no differences in meaning")?;
        }
        let Some(impact) = self.impact else { return Ok(()) };
        writeln!(out, "\n{}", total(impact))?;
        for tally in impact.tallies() {
            writeln!(out, "  {:>7}  {}", tally.count, printable::line(&subject(&tally)))?;
            for sample in &tally.samples {
                writeln!(out, "           {}", printable::line(&self.sample(&tally, sample)))?;
            }
        }
        Ok(())
    }

    fn markdown(&self, out: &mut dyn Write) -> Result<(), CliError> {
        writeln!(out, "### Mapping changes\n")?;
        match self.changes {
            [] => writeln!(out, "No differences in meaning.")?,
            changes => {
                writeln!(out, "| object mapping | target | change | before | after |\n|---|---|---|---|---|")?;
                for change in changes {
                    let code = |text: &Option<String>| text.as_ref().map_or("–".to_owned(), |text| code(text));
                    let what = [change.topic.name().to_owned()].into_iter().chain(change.details.iter().cloned());
                    let what = what.map(|line| cell(&line)).collect::<Vec<_>>().join("<br>");
                    let (old, new) = (code(&change.old), code(&change.new));
                    writeln!(out, "| {} | {} | {what} | {old} | {new} |", cell(&change.object), cell(&change.target))?;
                }
            }
        }
        let Some(impact) = self.impact else { return Ok(()) };
        writeln!(out, "\n### Records\n\n{}", total(impact))?;
        if impact.changed > 0 {
            writeln!(out, "\n| payloads | attribute | change | sample |\n|---:|---|---|---|")?;
        }
        for tally in impact.tallies() {
            let sample = tally.samples.first().map_or(String::new(), |sample| code(&self.sample(&tally, sample)));
            let target = if tally.target.is_empty() { "the whole payload".to_owned() } else { cell(&tally.target) };
            writeln!(out, "| {} | {target} | {} | {sample} |", tally.count, tally.pattern.name())?;
        }
        Ok(())
    }

    fn json(&self) -> Result<Json, CliError> {
        let plain = |value| serde_json::to_value(value).map_err(|_| CliError::Defect);
        let impact = match self.impact {
            None => Json::Null,
            Some(impact) => {
                let tallies: Vec<Tally> = impact.tallies().into_iter().map(|tally| self.shown(tally)).collect();
                json!({"records": impact.records, "changed": impact.changed, "share": impact.share(),
                    "masked": !self.options.show_values, "tallies": tallies})
            }
        };
        let changes = self.changes.iter().map(plain).collect::<Result<Vec<Json>, CliError>>()?;
        Ok(json!({"format_version": "1.0", "old": self.options.old, "new": self.options.new,
            "changes": changes, "impact": impact}))
    }

    /// A tally whose values are masked unless they may be shown.
    fn shown(&self, mut tally: Tally) -> Tally {
        let hidden = !self.options.show_values && !tells_codes(&tally);
        for sample in tally.samples.iter_mut().filter(|_| hidden) {
            sample.old = sample.old.as_deref().map(masked);
            sample.new = sample.new.as_deref().map(masked);
        }
        tally
    }

    pub(super) fn sample(&self, tally: &Tally, sample: &Sample) -> String {
        let value = |value: &Option<String>| match value {
            None => "–".to_owned(),
            Some(value) if self.options.show_values || tells_codes(tally) => value.escape_debug().to_string(),
            Some(value) => masked(value),
        };
        let location = format!("record {}", sample.line);
        match (&sample.old, &sample.new) {
            (None, None) => location,
            (old, new) => format!("{location}: {} → {}", value(old), value(new)),
        }
    }
}

/// Whether the samples are codes of diagnostics instead of values of records.
fn tells_codes(tally: &Tally) -> bool {
    tally.target.is_empty() && matches!(tally.pattern, Pattern::Fails | Pattern::Succeeds | Pattern::Other)
}

pub(super) fn total(impact: &Impact) -> String {
    let Impact { records, changed, .. } = impact;
    format!("{changed} of {records} payloads change ({:.1} %)", impact.share() * 100.0)
}

pub(super) fn subject(tally: &Tally) -> String {
    match tally.target.as_str() {
        "" => tally.pattern.name().to_owned(),
        target => format!("{target}: {}", tally.pattern.name()),
    }
}

fn headline(change: &Change) -> String {
    let target = if change.target.is_empty() { String::new() } else { format!("{}: ", change.target) };
    let topic = change.topic.name();
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("~ {target}{topic}: {old} → {new}"),
        (None, Some(new)) => format!("+ {target}{topic}: {new}"),
        (Some(old), None) => format!("- {target}{topic}: {old}"),
        (None, None) => format!("~ {target}{topic}"),
    }
}

//! Differences as an HTML page for reviewers: before and after side by side, and the blast radius as charts.

use super::print::{Comparison, subject, total};
use crate::cli::error::CliError;
use attrflow::tool::comparison::{Change, Impact, Tally};
use attrflow::tool::render::html::sheet;
use attrflow::tool::render::html::sheet::{Prose, Text, bar};
use similar::{ChangeTag, TextDiff};
use std::io::Write;

impl Comparison<'_> {
    /// Writes the page.
    pub(super) fn html(&self, out: &mut dyn Write) -> Result<(), CliError> {
        let title = format!("{} → {}", self.options.old, self.options.new);
        sheet::open(out, "attrflow diff", &title)?;
        writeln!(out, "<ul class=\"tiles\">\n<li><b>{}</b>differences in meaning</li>", self.changes.len())?;
        if let Some(impact) = self.impact {
            let share = impact.share();
            writeln!(out, "<li><b>{:.1} %</b>of the payloads change{}</li>", share * 100.0, bar(share, "bad"))?;
            writeln!(out, "<li><b>{}</b>of {} payloads</li>", impact.changed, impact.records)?;
        }
        writeln!(out, "</ul>")?;
        if let Some(impact) = self.impact {
            self.radius(impact, out)?;
        }
        writeln!(out, "<section>\n<h2>Differences</h2>")?;
        if self.changes.is_empty() {
            writeln!(out, "<p class=\"dim\">no differences in meaning</p>")?;
        }
        self.changes.iter().try_for_each(|change| article(change, out))?;
        writeln!(out, "</section>")?;
        Ok(sheet::close(out)?)
    }

    /// Which attributes of how many payloads change, and how.
    fn radius(&self, impact: &Impact, out: &mut dyn Write) -> Result<(), CliError> {
        writeln!(out, "<section>\n<h2>{}</h2>", Text(&total(impact)))?;
        let tallies = impact.tallies();
        if tallies.is_empty() {
            writeln!(out, "<p class=\"dim\">every record has the same result as before</p>\n</section>")?;
            return Ok(());
        }
        writeln!(out, "<div class=\"wide\"><table>\n<thead><tr><th class=\"number\">payloads</th><th>change</th>")?;
        writeln!(
            out,
            "<th>{}</th></tr></thead>\n<tbody>",
            if self.options.show_values { "samples" } else { "samples, masked" }
        )?;
        for tally in &tallies {
            self.row(tally, impact, out)?;
        }
        writeln!(out, "</tbody></table></div>\n</section>")?;
        Ok(())
    }

    fn row(&self, tally: &Tally, impact: &Impact, out: &mut dyn Write) -> Result<(), CliError> {
        let share = tally.count as f64 / impact.records.max(1) as f64;
        writeln!(
            out,
            "<tr><td class=\"number\">{}<br/><span class=\"dim\">{:.1} %</span></td>",
            tally.count,
            share * 100.0
        )?;
        writeln!(out, "<td>{}{}</td>\n<td>", Text(&subject(tally)), bar(share, "bar"))?;
        for sample in &tally.samples {
            writeln!(out, "<code>{}</code><br/>", Text(&self.sample(tally, sample)))?;
        }
        writeln!(out, "</td></tr>")?;
        Ok(())
    }
}

/// One change: its title, and the text before and after with the differences marked.
fn article(change: &Change, out: &mut dyn Write) -> Result<(), CliError> {
    let title = if change.target.is_empty() { &change.object } else { &change.target };
    writeln!(out, "<article>\n<span class=\"location\">{}</span>", Text(change.topic.name()))?;
    writeln!(out, "<h3>{}</h3>", Text(title))?;
    if !change.target.is_empty() {
        writeln!(out, "<p class=\"dim\">{}</p>", Text(&change.object))?;
    }
    let (old, new) = (change.old.as_deref().unwrap_or_default(), change.new.as_deref().unwrap_or_default());
    let difference = TextDiff::from_words(old, new);
    for (sign, side, other) in [("−", &change.old, ChangeTag::Insert), ("+", &change.new, ChangeTag::Delete)] {
        if side.is_none() {
            continue;
        }
        write!(out, "<pre>{sign} ")?;
        for piece in difference.iter_all_changes().filter(|piece| piece.tag() != other) {
            let text = Text(piece.value());
            match piece.tag() {
                ChangeTag::Equal => write!(out, "{text}")?,
                ChangeTag::Delete => write!(out, "<del>{text}</del>")?,
                ChangeTag::Insert => write!(out, "<ins>{text}</ins>")?,
            }
        }
        writeln!(out, "</pre>")?;
    }
    if !change.details.is_empty() {
        writeln!(out, "<ul class=\"plain\">")?;
        for detail in &change.details {
            writeln!(out, "<li>{}</li>", Prose(detail))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</article>")?;
    Ok(())
}

//! Differences as an HTML page for reviewers: the texts before and after, and the blast radius as charts. Compares
//! nothing.

use super::print::{Comparison, subject, total};
use crate::cli::error::CliError;
use attrflow::tool::comparison::{Change, Impact, Tally};
use attrflow::tool::render::html::sheet;
use attrflow::tool::render::html::sheet::{BREAK, bar, prose};
use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};
use std::io::Write;

impl Comparison<'_> {
    /// Writes the page.
    pub(super) fn html(&self, out: &mut dyn Write) -> Result<(), CliError> {
        let title = format!("{} → {}", self.options.old, self.options.new);
        let content = html! {
            "\n" ul.tiles {
                "\n" li { b { (self.changes.len()) } "differences in meaning" }
                @if let Some(impact) = self.impact {
                    @let share = impact.share();
                    "\n" li {
                        b { (format_args!("{:.1} %", share * 100.0)) } "of the payloads change" (bar(share, "bad"))
                    }
                    "\n" li { b { (impact.changed) } "of " (impact.records) " payloads" }
                }
                "\n"
            }
            @if let Some(impact) = self.impact { (self.radius(impact)) }
            "\n" section {
                "\n" h2 { "Differences" }
                @if self.changes.is_empty() { "\n" p.dim { "no differences in meaning" } }
                @for change in self.changes { (article(change)) }
                "\n"
            }
        };
        Ok(sheet::write(out, "attrflow diff", &title, &content)?)
    }

    /// Which attributes of how many payloads change, and how.
    fn radius(&self, impact: &Impact) -> Markup {
        let tallies = impact.tallies();
        let samples = if self.options.show_values { "samples" } else { "samples, masked" };
        html! {
            "\n" section {
                "\n" h2 { (total(impact)) }
                @if tallies.is_empty() {
                    "\n" p.dim { "every record has the same result as before" }
                } @else {
                    "\n" div.wide {
                        table {
                            "\n" thead { tr { th.number { "payloads" } th { "change" } th { (samples) } } }
                            "\n" tbody { @for tally in &tallies { (self.row(tally, impact)) } "\n" }
                        }
                    }
                }
                "\n"
            }
        }
    }

    fn row(&self, tally: &Tally, impact: &Impact) -> Markup {
        let share = tally.count as f64 / impact.records.max(1) as f64;
        html! {
            "\n" tr {
                td.number { (tally.count) (BREAK) span.dim { (format_args!("{:.1} %", share * 100.0)) } }
                "\n" td { (subject(tally)) (bar(share, "bar")) }
                "\n" td { @for sample in &tally.samples { code { (self.sample(tally, sample)) } (BREAK) "\n" } }
            }
        }
    }
}

/// One change: its title, and the text before and after with the differences marked.
fn article(change: &Change) -> Markup {
    let title = if change.target.is_empty() { &change.object } else { &change.target };
    let (old, new) = (change.old.as_deref().unwrap_or_default(), change.new.as_deref().unwrap_or_default());
    let difference = TextDiff::from_words(old, new);
    let sides = [("−", &change.old, ChangeTag::Insert), ("+", &change.new, ChangeTag::Delete)];
    html! {
        "\n" article {
            "\n" span.location { (change.topic.name()) }
            "\n" h3 { (title) }
            @if !change.target.is_empty() { "\n" p.dim { (change.object) } }
            @for (sign, _, other) in sides.into_iter().filter(|(_, side, _)| side.is_some()) {
                "\n" pre {
                    (sign) " "
                    @for piece in difference.iter_all_changes().filter(|piece| piece.tag() != other) {
                        @match piece.tag() {
                            ChangeTag::Equal => (piece.value()),
                            ChangeTag::Delete => del { (piece.value()) },
                            ChangeTag::Insert => ins { (piece.value()) },
                        }
                    }
                }
            }
            @if !change.details.is_empty() {
                "\n" ul.plain { @for detail in &change.details { "\n" li { (prose(detail)) } } "\n" }
            }
            "\n"
        }
    }
}

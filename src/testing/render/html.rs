//! HTML: one page for reviewers – failures with their differences, the expressions coloured by coverage, and the
//! changes that no test notices.

use super::{location, summary};
use crate::diagnostic::render::Style;
use crate::diagnostic::render::html::marks::{Part, marked};
use crate::diagnostic::render::html::sheet::{self, bar, prose};
use crate::testing::{Branch, Coverage, Failure, FileResult, Mutation, Run, TestResult, Unit, percent};
use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};
use std::io::{self, Write};

pub(super) fn render(run: &Run, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let content = html! {
        (tiles(run))
        @for file in run.files.iter().filter(|file| !file.tests.is_empty()) { (results(file)) }
        @for coverage in &run.coverage { (covered(coverage)) }
        @for mutation in run.mutation.iter().filter(|mutation| mutation.tried > 0) { (survivors(mutation)) }
    };
    sheet::write(out, "attrflow test", &summary(run), &content)
}

fn tiles(run: &Run) -> Markup {
    let (all, failed) = run.count();
    let shares = [
        (run.covered(), "branches covered", !run.coverage.is_empty()),
        (run.killed(), "changes noticed", !run.mutation.is_empty()),
    ];
    html! {
        "\n" ul.tiles {
            "\n" li { b class="word good" { (all - failed) } "passed" }
            "\n" li { b.word.error[failed > 0] { (failed) } "failed" }
            @for ((part, all), what, _) in shares.into_iter().filter(|(_, _, shown)| *shown) {
                "\n" li {
                    b { (percent(part, all)) " %" }
                    (part) " of " (all) " " (what)
                    (bar(part as f64 / all.max(1) as f64, "good"))
                }
            }
            "\n"
        }
    }
}

/// A file's failures in full, and its other tests by name.
fn results(file: &FileResult) -> Markup {
    let (passed, failures): (Vec<&TestResult>, Vec<&TestResult>) = file.tests.iter().partition(|test| test.passed());
    html! {
        "\n" section {
            "\n" h2 { (file.source.name()) }
            @for test in failures {
                "\n" article {
                    "\n" h3 { span.word.error { "failed" } " " (test.name) }
                    @for failure in &test.failures { (failed(file, failure)) }
                    "\n"
                }
            }
            @if !passed.is_empty() {
                "\n" details {
                    summary { (passed.len()) " passed" }
                    ul.plain { @for test in &passed { "\n" li { (test.name) } } "\n" }
                }
            }
            "\n"
        }
    }
}

fn failed(file: &FileResult, failure: &Failure) -> Markup {
    let difference = TextDiff::from_lines(&failure.expected, &failure.actual);
    html! {
        "\n" p { code { (failure.subject) } " " span.dim { "at " (location(file, failure.span)) } }
        @if failure.lines {
            "\n" pre {
                @for change in difference.iter_all_changes() {
                    @let line = change.value().trim_end_matches('\n');
                    @match change.tag() {
                        ChangeTag::Equal => { "  " (line) },
                        ChangeTag::Delete => del { "- " (line) },
                        ChangeTag::Insert => ins { "+ " (line) },
                    }
                    "\n"
                }
            }
            "\n" p.dim { "- is expected, + is the actual result" }
        } @else {
            "\n" pre { "expected  " ins { (failure.expected) } "\nactual    " del { (failure.actual) } }
        }
    }
}

/// The expressions of a mapping, each part coloured by the smallest branches that contain it.
fn covered(coverage: &Coverage) -> Markup {
    let (part, all) = coverage.count();
    html! {
        "\n" section {
            "\n" h2 { "coverage of " (coverage.source.name()) ": " (part) " of " (all) " branches" }
            "\n" p.dim {
                mark.taken { "covered" } ", " mark.partly { "partly covered" } ", " mark.missed { "not covered" }
            }
            @for unit in &coverage.units { (expression(coverage, unit)) }
            "\n"
        }
    }
}

fn expression(coverage: &Coverage, unit: &Unit) -> Markup {
    let whole = unit.covered() == unit.branches.len();
    html! {
        "\n" article {
            "\n" span.location { (unit.covered()) "/" (unit.branches.len()) }
            "\n" h3 { (unit.name) @if !unit.tested { " " span.word.error { "untested" } } }
            "\n" pre { (drawn(coverage, unit)) }
            @if !whole && unit.tested {
                "\n" ol.plain {
                    @for branch in unit.branches.iter().filter(|branch| !branch.covered) {
                        "\n" li.error {
                            span.word { "not covered" } " " (prose(&branch.what)) " "
                            span.dim { (super::at(&coverage.source, branch.span)) }
                        }
                    }
                    "\n"
                }
            }
            "\n"
        }
    }
}

/// A unit's source text, with its branches.
fn drawn(coverage: &Coverage, unit: &Unit) -> Markup {
    let text = coverage.source.text();
    let whole = unit.span.range();
    let escaped = whole.start.checked_sub(1).and_then(|before| text.get(before..whole.start)) == Some("\"");
    let shown = |piece: &str| {
        let meant = escaped.then(|| serde_json::from_str(&format!("\"{piece}\"")).ok()).flatten();
        meant.unwrap_or_else(|| piece.to_owned())
    };
    // A default is elsewhere in the file, and is listed below.
    let inside: Vec<&Branch> = unit.branches.iter().filter(|branch| unit.span.contains(branch.span)).collect();
    let own = |branch: &Branch| branch.span.start as usize - whole.start..branch.span.end as usize - whole.start;
    let parts: Vec<Part> = inside.iter().map(|branch| Part { range: own(branch), number: None }).collect();
    let decide = |holding: &[&Part]| {
        let smallest = holding.iter().map(|part| part.range.len()).min()?;
        let here = inside
            .iter()
            .filter(|branch| holding.iter().any(|part| part.range == own(branch)) && branch.span.len() == smallest);
        let (taken, missed) = here.fold(
            (0, 0),
            |(taken, missed), branch| {
                if branch.covered { (taken + 1, missed) } else { (taken, missed + 1) }
            },
        );
        Some(match (taken, missed) {
            (_, 0) => "taken",
            (0, _) => "missed",
            _ => "partly",
        })
    };
    marked(unit.span.of(text), &parts, &decide, &shown)
}

fn survivors(mutation: &Mutation) -> Markup {
    html! {
        "\n" section {
            "\n" h2 {
                "changes to " (mutation.source.name()) ": " (mutation.killed) " of " (mutation.tried) " noticed"
            }
            @if mutation.survivors.is_empty() {
                "\n" p.dim { "a test notices each of them" }
            } @else {
                "\n" article {
                    "\n" h3 { "No test notices when" }
                    "\n" ol.plain {
                        @for mutant in &mutation.survivors {
                            "\n" li.warning {
                                (prose(&mutant.what)) " "
                                span.dim { (mutant.target) ", " (super::at(&mutation.source, mutant.span)) }
                            }
                        }
                        "\n"
                    }
                    "\n"
                }
            }
            "\n"
        }
    }
}

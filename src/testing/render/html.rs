//! HTML: one page for reviewers – failures with their differences, the expressions coloured by coverage, and the
//! changes that no test notices.

use super::{location, summary};
use crate::diagnostic::render::Style;
use crate::diagnostic::render::html::marks::{Part, marked};
use crate::diagnostic::render::html::sheet::{self, Prose, Text, bar};
use crate::testing::{Branch, Coverage, Failure, FileResult, Mutation, Run, Unit, percent};
use similar::{ChangeTag, TextDiff};
use std::io::{self, Write};

pub(super) fn render(run: &Run, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    sheet::open(out, "attrflow test", &summary(run))?;
    tiles(run, out)?;
    for file in run.files.iter().filter(|file| !file.tests.is_empty()) {
        results(file, out)?;
    }
    run.coverage.iter().try_for_each(|coverage| covered(coverage, out))?;
    run.mutation.iter().filter(|mutation| mutation.tried > 0).try_for_each(|mutation| survivors(mutation, out))?;
    sheet::close(out)
}

fn tiles(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let (all, failed) = run.count();
    let bad = if failed > 0 { " error" } else { "" };
    writeln!(out, "<ul class=\"tiles\">\n<li><b class=\"word good\">{}</b>passed</li>", all - failed)?;
    writeln!(out, "<li><b class=\"word{bad}\">{failed}</b>failed</li>")?;
    for ((part, all), what, shown) in [
        (run.covered(), "branches covered", !run.coverage.is_empty()),
        (run.killed(), "changes noticed", !run.mutation.is_empty()),
    ] {
        if shown {
            let bar = bar(part as f64 / all.max(1) as f64, "good");
            writeln!(out, "<li><b>{} %</b>{part} of {all} {what}{bar}</li>", percent(part, all))?;
        }
    }
    writeln!(out, "</ul>")
}

/// A file's failures in full, and its other tests by name.
fn results(file: &FileResult, out: &mut dyn Write) -> io::Result<()> {
    let name = Text(file.source.name());
    writeln!(out, "<section>\n<h2>{name}</h2>")?;
    for test in file.tests.iter().filter(|test| !test.passed()) {
        let title = Text(&test.name);
        writeln!(out, "<article>\n<h3><span class=\"word error\">failed</span> {title}</h3>")?;
        test.failures.iter().try_for_each(|failure| failed(file, failure, out))?;
        writeln!(out, "</article>")?;
    }
    let passed: Vec<&str> = file.tests.iter().filter(|test| test.passed()).map(|test| test.name.as_str()).collect();
    if !passed.is_empty() {
        writeln!(out, "<details><summary>{} passed</summary><ul class=\"plain\">", passed.len())?;
        passed.iter().try_for_each(|name| writeln!(out, "<li>{}</li>", Text(name)))?;
        writeln!(out, "</ul></details>")?;
    }
    writeln!(out, "</section>")
}

fn failed(file: &FileResult, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let (at, subject) = (location(file, failure.span), Text(&failure.subject));
    writeln!(out, "<p><code>{subject}</code> <span class=\"dim\">at {}</span></p>", Text(&at))?;
    if !failure.lines {
        let (expected, actual) = (Text(&failure.expected), Text(&failure.actual));
        return writeln!(out, "<pre>expected  <ins>{expected}</ins>\nactual    <del>{actual}</del></pre>");
    }
    write!(out, "<pre>")?;
    let difference = TextDiff::from_lines(&failure.expected, &failure.actual);
    for change in difference.iter_all_changes() {
        let line = Text(change.value().trim_end_matches('\n')).to_string();
        match change.tag() {
            ChangeTag::Equal => writeln!(out, "  {line}")?,
            ChangeTag::Delete => writeln!(out, "<del>- {line}</del>")?,
            ChangeTag::Insert => writeln!(out, "<ins>+ {line}</ins>")?,
        }
    }
    writeln!(out, "</pre>\n<p class=\"dim\">- is expected, + is the actual result</p>")
}

/// The expressions of a mapping, each part coloured by the smallest branches that contain it.
fn covered(coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    let (part, all) = coverage.count();
    let name = Text(coverage.source.name());
    writeln!(out, "<section>\n<h2>coverage of {name}: {part} of {all} branches</h2>")?;
    writeln!(
        out,
        "<p class=\"dim\"><mark class=\"taken\">covered</mark>, <mark class=\"partly\">partly covered</mark>, \
         <mark class=\"missed\">not covered</mark></p>"
    )?;
    for unit in &coverage.units {
        let whole = unit.covered() == unit.branches.len();
        writeln!(out, "<article>\n<span class=\"location\">{}/{}</span>", unit.covered(), unit.branches.len())?;
        let untested = if unit.tested { "" } else { " <span class=\"word error\">untested</span>" };
        writeln!(out, "<h3>{}{untested}</h3>\n<pre>{}</pre>", Text(&unit.name), drawn(coverage, unit))?;
        if !whole && unit.tested {
            writeln!(out, "<ol class=\"plain\">")?;
            for branch in unit.branches.iter().filter(|branch| !branch.covered) {
                let at = super::at(&coverage.source, branch.span);
                write!(out, "<li class=\"error\"><span class=\"word\">not covered</span> {} ", Prose(&branch.what))?;
                writeln!(out, "<span class=\"dim\">{}</span></li>", Text(&at))?;
            }
            writeln!(out, "</ol>")?;
        }
        writeln!(out, "</article>")?;
    }
    writeln!(out, "</section>")
}

/// A unit's source text, with its branches.
fn drawn(coverage: &Coverage, unit: &Unit) -> String {
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

fn survivors(mutation: &Mutation, out: &mut dyn Write) -> io::Result<()> {
    let (name, killed, tried) = (Text(mutation.source.name()), mutation.killed, mutation.tried);
    writeln!(out, "<section>\n<h2>changes to {name}: {killed} of {tried} noticed</h2>")?;
    if mutation.survivors.is_empty() {
        return writeln!(out, "<p class=\"dim\">a test notices each of them</p>\n</section>");
    }
    writeln!(out, "<article>\n<h3>No test notices when</h3>\n<ol class=\"plain\">")?;
    for mutant in &mutation.survivors {
        let at = super::at(&mutation.source, mutant.span);
        write!(out, "<li class=\"warning\">{} ", Prose(&mutant.what))?;
        writeln!(out, "<span class=\"dim\">{}, {}</span></li>", Text(&mutant.target), Text(&at))?;
    }
    writeln!(out, "</ol>\n</article>\n</section>")
}

//! `attrflow test`: runs the tests of mappings. What a test is, and whether it passes, is known to the library.

mod discover;
mod generate;
pub(super) mod load;

use super::error::CliError;
use super::write::{self, Claims};
use super::{edits, files, output, pipeline, reports};
use crate::cli::say::say;
use attrflow::Source;
use attrflow::tool::render::Style;
use attrflow::tool::testing;
use attrflow::tool::testing::{Coverage, FileResult, Mutation, Run, Suite, percent, render};
use clap::builder::TypedValueParser;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Test mappings: run the cases of test files (`*.test.toml`, or JSON) and compare the results
///
/// JSON has the form of the scripts that send expressions to the service: `Expression`, `InputAttributes` and
/// `ExpectedResult` for each case.
#[derive(Debug, clap::Args)]
pub(super) struct Test {
    /// Test files and folders [default: every `*.test.toml`, and every JSON file of test cases, in the current folder
    /// and below]
    paths: Vec<String>,
    /// Run only the tests whose names match this regular expression
    #[arg(long, value_name = "REGEX", value_parser = pattern)]
    run: Option<regex::Regex>,
    /// Update the expected payloads in the test files, and the expected results of cases in JSON, with the actual ones
    #[arg(long)]
    update: bool,
    /// Succeed if there are no tests
    #[arg(long)]
    allow_empty: bool,
    /// Show which branches of the mapping's expressions the tests cover
    #[arg(long)]
    coverage: bool,
    /// Fail if branch coverage is below this percentage
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    coverage_threshold: Option<u8>,
    /// Mutation testing: make many small changes to the mapping, one at a time, and show which ones no test detects
    #[arg(long)]
    mutate: bool,
    /// Fail if the tests detect less than this percentage of the changes
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    mutation_threshold: Option<u8>,
    /// Maximum number of changes to try
    #[arg(long, value_name = "COUNT", default_value_t = 2_000)]
    mutation_limit: usize,
    /// Maximum time to try changes
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    mutation_time: u64,
    /// Write cases for uncovered branches, with their actual results; a mapping without a test file gets one
    #[arg(long)]
    generate: bool,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = formats(), default_value = "auto", env = "ATTRFLOW_TEST_FORMAT")]
    format: &'static render::TestReportFormat,
    /// Also write a report to a file, such as `junit=tests.xml`; can be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report)]
    report: Vec<(&'static render::TestReportFormat, PathBuf)>,
}

impl Test {
    pub(super) fn run(self) -> Result<(), CliError> {
        let paths = discover::tests(&self.paths)?;
        let begun = |path: &String| if self.generate { generate::begun(path) } else { files::source(path) };
        let sources = paths.iter().map(begun).collect::<Result<Vec<Source>, _>>()?;
        let mut sound = true;
        let (mut suites, mut named, mut unloaded) = (Vec::new(), Vec::new(), Vec::new());
        for source in &sources {
            let (suite, reports) = load::suite(source, &mut named)?;
            reports.into_iter().map(reports::worth_showing).for_each(|report| reports::print_errors(&report));
            sound &= suite.is_some();
            unloaded.extend(suite.is_none().then(|| source.name().to_owned()));
            suites.extend(suite);
        }
        let inputs = sources.iter().map(Source::name).chain(named.iter().map(String::as_str));
        let mut claims = Claims::of(inputs);
        claims.check(self.report.iter().map(|(_, path)| path.as_path()))?;
        if self.generate && sound {
            for group in groups(&suites) {
                generate::append(&group)?;
            }
            let again = |source: &Source| match Path::new(source.name()).exists() {
                true => Ok(load::suite(&files::source(source.name())?, &mut named)?.0),
                // It has no case to be written for.
                false => Ok(None),
            };
            suites = sources.iter().map(again).collect::<Result<Vec<_>, CliError>>()?.into_iter().flatten().collect();
        }
        let selected = |name: &str| self.run.as_ref().is_none_or(|pattern| pattern.is_match(name));
        let mut results: Vec<FileResult> = suites.iter().map(|suite| result(suite, &selected)).collect();
        let count: usize = results.iter().map(|file| file.tests.len()).sum();
        if count == 0 && sound && !self.allow_empty {
            return Err(nothing(&self));
        }
        if self.update {
            results = self.update(&suites, results, &selected)?;
        }
        let mut run = Run { files: results, unloaded, ..Run::default() };
        if self.coverage || self.coverage_threshold.is_some() {
            run.coverage = coverage(&suites, &selected);
        }
        if self.mutate || self.mutation_threshold.is_some() {
            if run.count().1 > 0 || !sound {
                say!("error: mutation testing needs all tests to pass");
            } else {
                run.mutation = self.mutations(&suites, &selected);
            }
        }
        self.show(&run, &mut claims)?;
        let below = below(self.coverage_threshold, run.covered(), "cover")
            | below(self.mutation_threshold, run.killed(), "detect");
        if run.count().1 > 0 || below || !sound { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    /// Writes payloads, and returns the new results of the tests.
    fn update(
        &self,
        suites: &[Suite],
        results: Vec<FileResult>,
        selected: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<FileResult>, CliError> {
        let mut after = Vec::new();
        for (suite, before) in suites.iter().zip(results) {
            let (text, count) = testing::update(suite, &before.tests);
            if count == 0 {
                after.push(before);
                continue;
            }
            let path = suite.file.source.name();
            edits::apply(path, suite.file.source.text(), &text)?;
            let what = if suite.file.cases.is_empty() { "result" } else { "payload" };
            say!("{count} {what}{} written to {path}", if count == 1 { "" } else { "s" });
            let (again, _) = load::suite(&files::source(path)?, &mut Vec::new())?;
            after.push(again.map_or(before, |again| result(&again, selected)));
        }
        Ok(after)
    }

    /// The outcome of changes to each mapping.
    fn mutations(&self, suites: &[Suite], selected: &dyn Fn(&str) -> bool) -> Vec<Mutation> {
        let begun = Instant::now();
        let (mut left, limit) = (self.mutation_limit, Duration::from_secs(self.mutation_time));
        let mut mutations = Vec::new();
        for group in groups(suites) {
            let mutation = testing::mutate(&group, selected, left, &mut || begun.elapsed() < limit);
            left = left.saturating_sub(mutation.as_ref().map_or(0, |mutation| mutation.tried));
            mutations.extend(mutation);
        }
        mutations
    }

    fn show(&self, run: &Run, claims: &mut Claims) -> Result<(), CliError> {
        let root = std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default();
        let mut out = output::standard();
        let style = Style { root: root.clone(), ..output::style(&std::io::stdout()) };
        // Without a test there is nothing for people to see; programs need a document.
        let is_wanted =
            |format: &render::TestReportFormat| run.count().0 > 0 || format.is_document && !run.unloaded.is_empty();
        if is_wanted(self.format) {
            (self.format.render)(run, &style, &mut out)?;
        }
        out.flush()?;
        for (format, path) in self.report.iter().filter(|(format, _)| is_wanted(format)) {
            let style = Style { root: root.clone(), ..output::file_style() };
            write::to(path, claims, |out| Ok((format.render)(run, &style, out)?))?;
        }
        if run.count().0 == 0 {
            return Ok(());
        }
        pipeline::summarize(|| {
            let mut markdown = Vec::new();
            // Writing to memory does not fail.
            let _ = render::find("markdown").map(|format| (format.render)(run, &Style::default(), &mut markdown));
            String::from_utf8_lossy(&markdown).into_owned()
        });
        Ok(())
    }
}

/// Whether a share is below its threshold; if so, reports it.
fn below(least: Option<u8>, (part, all): (usize, usize), verb: &str) -> bool {
    let Some(least) = least.filter(|least| percent(part, all) < usize::from(*least)) else { return false };
    say!("error: the tests {verb} {} %, but the threshold is {least} %", percent(part, all));
    true
}

fn result(suite: &Suite, selected: &dyn Fn(&str) -> bool) -> FileResult {
    FileResult { source: suite.file.source.clone(), tests: suite.run(selected) }
}

/// Groups the suites by mapping, without those that have none.
fn groups(suites: &[Suite]) -> Vec<Vec<&Suite>> {
    let mut groups: Vec<Vec<&Suite>> = Vec::new();
    for suite in suites.iter().filter(|suite| suite.subject.is_some()) {
        let known = groups.iter_mut().find(|group| group.first().is_some_and(|first| suite.belongs_to(first)));
        match known {
            Some(group) => group.push(suite),
            None => groups.push(vec![suite]),
        }
    }
    groups
}

fn coverage(suites: &[Suite], selected: &dyn Fn(&str) -> bool) -> Vec<Coverage> {
    let mappings = groups(suites).into_iter().filter_map(|group| Coverage::of(&group, selected));
    let own = suites.iter().map(|suite| Coverage::of_expressions(suite, selected));
    mappings.chain(own.filter(|own| !own.units.is_empty())).collect()
}

fn nothing(options: &Test) -> CliError {
    match &options.run {
        Some(pattern) => CliError::with_help(
            format!("no test has a name that matches `{pattern}`"),
            "run `attrflow test` without `--run` to see all names",
        ),
        None => CliError::with_help(
            "there are no tests",
            "write one next to the mapping, in a file that ends in `.test.toml`, or use `--allow-empty`",
        ),
    }
}

fn pattern(text: &str) -> Result<regex::Regex, String> {
    regex::Regex::new(text).map_err(|error| match error {
        regex::Error::Syntax(_) => "not a valid regular expression; literal parentheses are written `\\(`".to_owned(),
        other => other.to_string(),
    })
}

/// Reads a format's name on the command line, where clap knows what there is.
fn formats() -> impl TypedValueParser<Value = &'static render::TestReportFormat> {
    pipeline::formats(render::FORMATS.iter().map(|format| (format.name, format.about))).try_map(|name| format(&name))
}

/// A format's name.
fn format(name: &str) -> Result<&'static render::TestReportFormat, String> {
    let name = if name == "auto" { pipeline::auto() } else { name };
    render::find(name).ok_or_else(|| {
        let known: Vec<&str> = render::FORMATS.iter().map(|format| format.name).collect();
        format!("the formats are auto, {}", known.join(", "))
    })
}

/// `FORMAT=PATH`.
fn report(text: &str) -> Result<(&'static render::TestReportFormat, PathBuf), String> {
    let (name, path) = text.split_once('=').ok_or("write it as `format=path`, such as `junit=tests.xml`")?;
    Ok((format(name)?, PathBuf::from(path)))
}

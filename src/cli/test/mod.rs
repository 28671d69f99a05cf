//! `attrflow test`: test files beside mappings, run.

mod discover;
mod load;

use super::failure::Failure;
use super::{check, output};
use attrflow::render::Style;
use attrflow::testing::{self, Coverage, FileResult, Run, Suite, percent, render};
use std::io::Write;
use std::path::PathBuf;

/// Test mappings: run the cases of test files, `*.test.toml`, and compare
#[derive(Debug, clap::Args)]
pub(super) struct Test {
    /// Test files and folders [default: every `*.test.toml` in this folder]
    paths: Vec<String>,
    /// Only the tests whose names match a regular expression
    #[arg(long, value_name = "REGEX", value_parser = pattern)]
    run: Option<regex::Regex>,
    /// Write the payloads that come into the test files that have them
    #[arg(long)]
    update: bool,
    /// Succeed where there are no tests
    #[arg(long)]
    allow_empty: bool,
    /// Show which ways through the mapping's expressions the tests take
    #[arg(long)]
    coverage: bool,
    /// Fail where the tests take less of the ways than so many percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    coverage_threshold: Option<u8>,
    /// How to print the results
    #[arg(long, value_name = "FORMAT", value_parser = format, default_value = "pretty", env = "ATTRFLOW_TEST_FORMAT")]
    format: &'static render::Format,
    /// Write a report to a file as well, such as `junit=tests.xml`; can be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report)]
    report: Vec<(&'static render::Format, PathBuf)>,
}

impl Test {
    pub(super) fn run(self) -> Result<(), Failure> {
        let paths = discover::tests(&self.paths)?;
        let mut sound = true;
        let mut suites = Vec::new();
        for path in &paths {
            let (suite, reports) = load::suite(path)?;
            reports.into_iter().map(check::worth_showing).try_for_each(|report| check::print_errors(&report))?;
            sound &= suite.is_some();
            suites.extend(suite);
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
        let mut run = Run { files: results, ..Run::default() };
        if self.coverage || self.coverage_threshold.is_some() {
            run.coverage = coverage(&suites, &selected);
        }
        if count > 0 {
            self.show(&run)?;
        }
        let (covered, all) = run.covered();
        let below = self.coverage_threshold.is_some_and(|least| percent(covered, all) < usize::from(least));
        if below {
            eprintln!("error: the tests cover less than {} %", self.coverage_threshold.unwrap_or_default());
        }
        if run.count().1 > 0 || below || !sound { Err(Failure::Findings) } else { Ok(()) }
    }

    /// Writes payloads, and gives what the tests come to then.
    fn update(
        &self,
        suites: &[Suite],
        results: Vec<FileResult>,
        selected: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<FileResult>, Failure> {
        let mut after = Vec::new();
        for (suite, before) in suites.iter().zip(results) {
            let (text, count) = testing::update(suite, &before.tests);
            if count == 0 {
                after.push(before);
                continue;
            }
            let path = suite.file.source.name();
            load::write(path, &text)?;
            eprintln!("{count} {} written to {path}", if count == 1 { "payload" } else { "payloads" });
            let (again, _) = load::suite(path)?;
            after.push(again.map_or(before, |again| result(&again, selected)));
        }
        Ok(after)
    }

    fn show(&self, run: &Run) -> Result<(), Failure> {
        let root = std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default();
        let mut out = output::standard();
        let style = Style { root: root.clone(), ..output::style(&std::io::stdout()) };
        (self.format.render)(run, &style, &mut out)?;
        out.flush()?;
        for (format, path) in &self.report {
            let mut file = output::to(Some(path))?;
            (format.render)(run, &Style { root: root.clone(), ..Style::default() }, &mut file)?;
            file.flush()?;
        }
        Ok(())
    }
}

fn result(suite: &Suite, selected: &dyn Fn(&str) -> bool) -> FileResult {
    FileResult { source: suite.file.source.clone(), tests: suite.run(selected) }
}

/// Suites of one mapping belong together; a file's own expressions are a unit of their own.
fn groups(suites: &[Suite]) -> Vec<Vec<&Suite>> {
    let mut groups: Vec<Vec<&Suite>> = Vec::new();
    for suite in suites.iter().filter(|suite| suite.subject.is_some()) {
        let known = groups.iter_mut().find(|group| group.first().is_some_and(|first| first.key() == suite.key()));
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

fn nothing(options: &Test) -> Failure {
    match &options.run {
        Some(pattern) => Failure::with_help(
            format!("no test is called anything that `{pattern}` matches"),
            "`attrflow test` without `--run` shows all names",
        ),
        None => Failure::with_help(
            "there is no test",
            "write one beside the mapping, in a file that ends in `.test.toml`; `--allow-empty` is for folders without tests",
        ),
    }
}

fn pattern(text: &str) -> Result<regex::Regex, String> {
    regex::Regex::new(text).map_err(|error| match error {
        regex::Error::Syntax(_) => {
            "it is not a regular expression; brackets that mean themselves are written `\\(`".to_owned()
        }
        other => other.to_string(),
    })
}

/// A format's name.
fn format(name: &str) -> Result<&'static render::Format, String> {
    render::find(name).ok_or_else(|| {
        let known: Vec<&str> = render::FORMATS.iter().map(|format| format.name).collect();
        format!("the formats are {}", known.join(", "))
    })
}

/// `FORMAT=PATH`.
fn report(text: &str) -> Result<(&'static render::Format, PathBuf), String> {
    let (name, path) = text.split_once('=').ok_or("write it as `format=path`, such as `junit=tests.xml`")?;
    Ok((format(name)?, PathBuf::from(path)))
}

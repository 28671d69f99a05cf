//! The cases of a file and those that are added to it. A case is added only if, read back from its text, it passes and
//! covers something new: so a second run finds nothing to add.
//!
//! Does not know how records are found.

use super::write::{self, Expects};
use super::{Generated, Record, json};
use crate::diagnostic::Diagnostic;
use crate::engine::{ObjectProgram, World};
use crate::testing::assertions::check_expectations;
use crate::testing::coverage::{Coverage, Watch};
use crate::testing::file::{Case, TestRecord};
use crate::testing::harness::{Actual, Harness, Mapped};
use crate::testing::read::read;
use crate::testing::subject::MappingUnderTest;
use crate::testing::suite::{Probe, Suite};
use crate::testing::table_editor::as_in_toml;
use crate::text::Source;
use serde_json::Value as Json;
use std::collections::HashSet;

/// The tests of a mapping, and the cases added to them.
pub(super) struct Book<'s> {
    pub suite: &'s Suite,
    pub subject: &'s MappingUnderTest,
    pub watch: Watch,
    /// Whether each case is about a record in scope, and its record.
    pub cases: Vec<(bool, String)>,
    pub generated: Generated,
    harness: Harness<'s>,
    names: HashSet<String>,
}

impl<'s> Book<'s> {
    /// The tests of suites of one mapping; cases are for the first.
    pub fn new(suites: &[&'s Suite], selected: &dyn Fn(&str) -> bool) -> Option<Self> {
        let suite = suites.first()?;
        let subject = suite.subject.as_ref()?;
        let watch = Watch::new(Coverage::of(suites, selected)?.units, Vec::new());
        let all = suites.iter().flat_map(|suite| &suite.file.cases);
        let names = all.clone().map(|case| case.name.clone()).collect();
        let within = |case: &Case| case.scope.is_none_or(|(within, _)| within);
        let cases = all.filter(|case| selected(&case.name)).map(|case| (within(case), case.record.json.clone()));
        let cases = cases.collect();
        let harness = Harness::new(&subject.program);
        let generated = Generated { text: String::new(), cases: 0, open: Vec::new() };
        Some(Self { suite, subject, watch, cases, generated, harness, names })
    }

    /// An evaluation context like that of each test.
    pub fn world(&self) -> World {
        self.suite.own_world()
    }

    /// The results for a record.
    pub fn map(&mut self, record: &Record) -> Mapped {
        let world = self.world();
        self.harness.map(&self.as_written(record), &world, &mut ())
    }

    /// The result of one attribute mapping for a record; the branches that it takes count as covered.
    pub fn try_attribute(&mut self, index: usize, record: &Record, world: &World) -> Actual {
        self.watch.check_all();
        let record = TestRecord { json: json(record), names: Vec::new() };
        self.harness.attribute(index, &record, world, &mut self.watch)
    }

    /// Adds a case that says whether a record is in scope.
    pub fn add_scope(&mut self, name: &str, record: &Record, within: bool) -> bool {
        let mapped = self.map(record);
        let errors = failed(&self.subject.program, &mapped, None);
        let errors: Vec<(&str, &Actual)> = errors.iter().map(|(target, gave)| (*target, gave)).collect();
        let expects = if within { Expects::Results(&errors, true) } else { Expects::Scope(false) };
        self.accept(name, record, &expects, None)
    }

    /// Adds a case about an attribute mapping. Unless `any`, the record has to have a payload.
    pub fn add(&mut self, index: usize, name: &str, record: &Record, any: bool) -> bool {
        let mapped = self.map(record);
        if mapped.out_of_scope.is_some() || mapped.payload.is_none() && !any {
            return false;
        }
        let results = failed(&self.subject.program, &mapped, Some(index));
        let results: Vec<(&str, &Actual)> = results.iter().map(|(target, gave)| (*target, gave)).collect();
        if self.accept(name, record, &Expects::Results(&results, false), Some(index)) {
            return true;
        }
        // Not every value can be written as one expectation, such as an object.
        mapped.payload.is_some_and(|payload| self.accept(name, record, &Expects::Payload(&payload), Some(index)))
    }

    /// Adds a case if it can be read back, passes, and covers a new branch of the attribute mapping that it is about.
    fn accept(&mut self, name: &str, record: &Record, expects: &Expects<'_>, index: Option<usize>) -> bool {
        let name = self.unused(name);
        let base = &self.suite.file.base;
        let text = write::case(&name, base, record, expects);
        let Some(case) = parsed(&format!("{}{text}", write::record(base))) else { return false };
        let (world, program) = (self.world(), &self.subject.program);
        let mapped = self.harness.map(&case.record, &world, &mut ());
        if !check_expectations(&case, program, mapped).passed() {
            return false;
        }
        let before = self.watch.states();
        self.watch.case(&case, program);
        let world = self.world();
        self.harness.map(&case.record, &world, &mut self.watch);
        self.watch.settle();
        let covers = |index: usize| before.get(index).is_some_and(|state| *state != self.watch.state(index));
        if !index.is_none_or(covers) {
            self.watch.restore(&before);
            return false;
        }
        self.names.insert(name);
        self.cases.push((case.scope.is_none_or(|(within, _)| within), case.record.json));
        self.generated.text.push_str(&text);
        self.generated.cases += 1;
        true
    }

    /// The name, with a number where another test has it.
    fn unused(&self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let names = std::iter::once(name.to_owned()).chain(numbered);
        names.into_iter().find(|name| !self.names.contains(name)).unwrap_or_default()
    }

    /// A record as it will be read from the file: random values depend on its text.
    fn as_written(&self, record: &Record) -> TestRecord {
        let base = &self.suite.file.base;
        let mut written = base.clone();
        written.retain(|name, _| record.contains_key(name));
        let own: Record = record
            .iter()
            .filter(|(name, value)| base.get(*name) != Some(*value))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if let Json::Object(own) = as_in_toml(&Json::Object(own)) {
            written.extend(own);
        }
        TestRecord { json: json(&written), names: Vec::new() }
    }
}

/// The only case of a test file, if it is sound.
fn parsed(text: &str) -> Option<Case> {
    let (mut file, diagnostics) = read(&Source::new("", text), &|_| Err(String::new()));
    if diagnostics.iter().any(Diagnostic::is_error) { None } else { file.cases.pop() }
}

/// The results of an attribute mapping, and of all that failed, by target.
fn failed<'p>(program: &'p ObjectProgram, mapped: &Mapped, index: Option<usize>) -> Vec<(&'p str, Actual)> {
    let results = mapped.gave.iter().enumerate();
    let wanted = results.filter(|(at, gave)| Some(*at) == index || matches!(gave, Actual::Error(..)));
    wanted.map(|(at, gave)| (program.attributes().target(at), gave.clone())).collect()
}

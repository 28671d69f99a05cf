//! A test file with its mapping, compiled: errors in either are reported here, and then the tests run. How a record
//! runs is in `harness`, and what a right result is in `assertions`.

use super::assertions::check_expectations;
use super::file::{Case, Table, TableSubject, TestFile};
use super::harness::{Harness, evaluate, world};
use super::outcome::{Failure, TestResult};
use super::subject::{MappingUnderTest, Refusal, index_of};
use crate::check::{Analysis, Checked, Context};
use crate::compile::compile;
use crate::diagnostic::{Diagnostic, Report, registry, render};
use crate::engine::{AttributeObserver, ObjectProgram, World};
use crate::language::Language;
use crate::mapping::Mapping;
use crate::program::Program;
use crate::text::{Source, Span, nearest};
use std::collections::{BTreeMap, HashSet};

/// The tests of one file, ready to run.
pub struct Suite {
    /// The file.
    pub file: TestFile,
    /// The mapping that cases run through, if there is one.
    pub subject: Option<MappingUnderTest>,
    /// The program of each table whose expression is in the test file, with the checked tree.
    pub(super) expressions: Vec<Option<(Program, Checked)>>,
}

impl Suite {
    /// Compiles the tests of a file. `mapping` is the file that its key `mapping` names, with the diagnostics of its
    /// reading. There is a suite exactly when no report has errors; the mapping's report is returned only if it has
    /// some.
    pub fn new(
        file: TestFile,
        diagnostics: Vec<Diagnostic>,
        mapping: Option<(Mapping, Vec<Diagnostic>)>,
    ) -> (Option<Self>, Vec<Report>) {
        let mut reports = Vec::new();
        let mut found = diagnostics;
        let mut subject = None;
        let span = file.mapping.as_ref().map_or(Span::at(0), |name| name.span());
        if let Some((mapping, read)) = mapping {
            match MappingUnderTest::new(mapping, read, &file) {
                Ok(compiled) => subject = Some(compiled),
                Err(Refusal::NoObject(diagnostic)) => {
                    let span = file.object.as_ref().map_or(span, |name| name.span());
                    found.push(Diagnostic { span, ..*diagnostic });
                }
                Err(Refusal::Faulty(report)) => {
                    let name = file.mapping.as_ref().map_or("", |name| &name.value);
                    let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).cloned();
                    let errors = Report::new(report.source.clone(), errors.collect());
                    let count = render::summary(std::slice::from_ref(&errors));
                    found.push(registry::test_mapping_has_errors(span, name, &count));
                    reports.push(report);
                }
            }
        } else if file.mapping.is_none() && needs_mapping(&file) {
            found.push(registry::test_without_mapping(Span::at(0)));
        }
        let dialect = file.dialect.or(subject.as_ref().map(|subject| subject.dialect)).unwrap_or_default();
        let expressions = file.tables.iter().map(|table| match &table.subject {
            TableSubject::Text(text) => {
                let (compiled, diagnostic) = expression(&file.source, text, dialect);
                found.extend(diagnostic);
                compiled
            }
            TableSubject::Target(_) => None,
        });
        let expressions: Vec<Option<(Program, Checked)>> = expressions.collect();
        for (table, (program, _)) in
            file.tables.iter().zip(&expressions).filter_map(|(table, of)| Some((table, of.as_ref()?)))
        {
            found.extend(misspelled(table, program));
        }
        if let Some(subject) = &subject {
            found.extend(subject.unknown_names(&file));
        }
        let report = Report::new(file.source.clone(), found);
        let sound = !report.has_errors();
        reports.insert(0, report);
        (sound.then_some(Self { file, subject, expressions }), reports)
    }

    /// Whether another suite tests the same object mapping in the same way, so that their coverage is combined.
    pub fn belongs_to(&self, other: &Self) -> bool {
        let (Some(one), Some(other)) = (&self.subject, &other.subject) else { return false };
        let same_file = one.mapping.source.name() == other.mapping.source.name();
        same_file && (one.at, one.dialect, one.flavor) == (other.at, other.dialect, other.flavor)
    }

    /// Runs the tests whose names are selected.
    pub fn run(&self, selected: &dyn Fn(&str) -> bool) -> Vec<TestResult> {
        let program = self.subject.as_ref().map(|subject| &subject.program);
        let mut results = Vec::new();
        self.each(program, true, selected, &mut (), &mut |result| {
            results.push(result);
            true
        });
        results
    }

    /// Whether every test of the suite that needs the mapping passes with another program instead.
    pub(super) fn passes_with(&self, program: &ObjectProgram, selected: &dyn Fn(&str) -> bool) -> bool {
        self.each(Some(program), false, selected, &mut (), &mut |result| result.passed())
    }

    /// Runs tests one after the other until `take` stops them; returns whether all were run. Without a program only the
    /// tables of the file's `own` expressions are run, and those only if requested.
    pub(super) fn each<W: Probe>(
        &self,
        program: Option<&ObjectProgram>,
        own: bool,
        selected: &dyn Fn(&str) -> bool,
        looker: &mut W,
        take: &mut dyn FnMut(TestResult) -> bool,
    ) -> bool {
        let settings = self.settings();
        let mut harness = program.map(Harness::new);
        for case in self.file.cases.iter().filter(|case| selected(&case.name)) {
            let Some((harness, program)) = harness.as_mut().zip(program) else { continue };
            looker.case(case, program);
            let mapped = harness.map(&case.record, &self.world(&settings), looker);
            if !take(check_expectations(case, program, mapped)) {
                return false;
            }
        }
        for (number, table) in self.file.tables.iter().enumerate() {
            for row in &table.rows {
                let name = row.full_name(table);
                if !selected(&name) {
                    continue;
                }
                let world = self.world(&settings);
                let (gave, hides) = match (&table.subject, harness.as_mut().zip(program)) {
                    (TableSubject::Text(_), _) if !own => continue,
                    (TableSubject::Text(_), _) => {
                        let Some(Some((program, checked))) = self.expressions.get(number) else { continue };
                        looker.expression(number);
                        (evaluate(program, &row.record, &world, looker), checked.root().hides())
                    }
                    (TableSubject::Target(target), Some((harness, program))) => {
                        let Some(index) = index_of(program, &target.value) else { continue };
                        looker.row(index);
                        (harness.attribute(index, &row.record, &world, looker), program.hides(index))
                    }
                    (TableSubject::Target(_), None) => continue,
                };
                let gave = row.seen(gave);
                let failures = Failure::of_row(&row.wanted, &gave, row.span, hides).into_iter().collect();
                let payload = row.literal.filter(|_| !hides).and_then(|_| gave.json());
                if !take(TestResult { name, span: row.span, failures, payload }) {
                    return false;
                }
            }
        }
        true
    }

    fn settings(&self) -> BTreeMap<String, String> {
        self.subject.as_ref().map(|subject| subject.mapping.settings.values()).unwrap_or_default()
    }

    fn world(&self, settings: &BTreeMap<String, String>) -> World {
        world(&self.file, settings)
    }

    /// An evaluation context like that of each test.
    pub(super) fn own_world(&self) -> World {
        self.world(&self.settings())
    }
}

/// An observer of running tests.
pub(super) trait Probe: AttributeObserver {
    /// A case is run next.
    fn case(&mut self, case: &Case, program: &ObjectProgram);
    /// A row about an attribute mapping is run next.
    fn row(&mut self, attribute: usize);
    /// A row about the expression of a table is run next.
    fn expression(&mut self, table: usize);
}

impl Probe for () {
    fn case(&mut self, _: &Case, _: &ObjectProgram) {}
    fn row(&mut self, _: usize) {}
    fn expression(&mut self, _: usize) {}
}

/// Attributes of a table's records that its expression does not read, although it reads one of almost the same name.
fn misspelled(table: &Table, program: &Program) -> Vec<Diagnostic> {
    let read = || program.attributes().iter().map(|name| &**name);
    let names = || table.rows.iter().flat_map(|row| &row.record.names);
    let given: HashSet<&str> = names().map(|(name, _)| name.as_str()).collect();
    let mut seen: HashSet<&str> = HashSet::new();
    let names = names().filter(|(name, _)| seen.insert(name));
    let unknown = names.filter_map(|(name, span)| {
        let inside = |known: &str| {
            known.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let near = nearest(name, read()).filter(|_| !read().any(inside))?;
        // Both may be there on purpose: then nothing is missing.
        (!given.contains(near))
            .then(|| registry::unknown_test_attribute(*span, name, Some(format!("did you mean `{near}`?"))))
    });
    unknown.collect()
}

fn needs_mapping(file: &TestFile) -> bool {
    !file.cases.is_empty() || file.tables.iter().any(|table| matches!(table.subject, TableSubject::Target(_)))
}

/// A test file's own expression, compiled, or its errors.
fn expression(
    source: &Source,
    text: &crate::mapping::Located<String>,
    dialect: &'static Language,
) -> (Option<(Program, Checked)>, Vec<Diagnostic>) {
    let context = Context { language: dialect, source_schema: None };
    let Analysis { checked, diagnostics, .. } = Analysis::new(&text.value, context);
    let diagnostics = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).map(|diagnostic| {
        let span = text.locate(source.text(), diagnostic.span);
        registry::test_expression_has_errors(span, diagnostic.code(), &diagnostic.message)
    });
    let compiled = checked.map(|checked| (compile(dialect, [("value", &checked)], []), checked));
    (compiled, diagnostics.collect())
}

//! The object mapping that a test file is about, compiled, and which of the file's names it does not have. Runs no
//! test.

use super::file::{TableSubject, TestFile};
use crate::check::{Checked, check_object, language_of};
use crate::diagnostic::{Diagnostic, Report, registry};
use crate::engine::{ObjectProgram, find_object};
use crate::language::Language;
use crate::mapping::{Mapping, ObjectMapping, Rule};
use crate::scim::Flavor;
use crate::text::nearest;
use std::collections::{HashMap, HashSet};

/// An object mapping under test.
pub struct MappingUnderTest {
    /// The whole file that contains it.
    pub mapping: Mapping,
    /// The compiled object mapping.
    pub program: ObjectProgram,
    /// The checked expression of each attribute mapping.
    pub(super) checked: Vec<Option<Checked>>,
    /// The indices of the rule, and of the object mapping in it.
    pub(super) at: (usize, usize),
    pub(super) dialect: &'static Language,
    pub(super) flavor: Flavor,
}

/// The index of the attribute mapping that fills a target.
pub(super) fn index_of(program: &ObjectProgram, target: &str) -> Option<usize> {
    program.attributes().targets().position(|known| known == target)
}

/// Why a test file has no object mapping to test.
pub(super) enum Refusal {
    /// Its file has no such object mapping.
    NoObject(Box<Diagnostic>),
    /// The file has errors.
    Faulty(Report),
}

/// The same for all targets.
pub(super) fn indexes(program: &ObjectProgram) -> HashMap<&str, usize> {
    let mut indexes = HashMap::new();
    for (index, target) in program.attributes().targets().enumerate() {
        indexes.entry(target).or_insert(index);
    }
    indexes
}

impl MappingUnderTest {
    /// Compiles the object mapping that a test file names.
    pub(super) fn new(mapping: Mapping, read: Vec<Diagnostic>, file: &TestFile) -> Result<Self, Refusal> {
        let report = |diagnostics: Vec<Diagnostic>| Refusal::Faulty(Report::new(mapping.source.clone(), diagnostics));
        if read.iter().any(Diagnostic::is_error) {
            return Err(report(read));
        }
        let name = file.object.as_ref().map(|name| name.value.as_str());
        let (rule, object) = find_object(&mapping, name).map_err(Refusal::NoObject)?;
        let at = position(&mapping, object);
        let dialect = file.dialect.unwrap_or_else(|| language_of(rule));
        let (checked, diagnostics) = check_object(&mapping, rule, object, dialect, file.flavor);
        let Some(checked) = checked else { return Err(report(diagnostics)) };
        let expressions = checked.expressions.clone();
        let program = ObjectProgram::new(&mapping, rule, object, checked);
        Ok(Self { program, checked: expressions, at, dialect, flavor: file.flavor, mapping })
    }

    /// The rule and the object mapping under test.
    pub fn object(&self) -> Option<(&Rule, &ObjectMapping)> {
        let rule = self.mapping.rules.get(self.at.0)?;
        Some((rule, rule.object_mappings.get(self.at.1)?))
    }

    /// Targets that no attribute mapping fills, attributes that are probably misspelled.
    pub(super) fn unknown_names(&self, file: &TestFile) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let of_cases = file.cases.iter().flat_map(|case| case.expectations.iter().map(|expected| &expected.target));
        let of_tables = file.tables.iter().filter_map(|table| match &table.subject {
            TableSubject::Target(target) => Some(target),
            TableSubject::Text(_) => None,
        });
        let indexes = indexes(&self.program);
        for target in of_cases.chain(of_tables) {
            if !indexes.contains_key(target.value.as_str()) {
                let near = nearest(&target.value, self.program.attributes().targets());
                let help = near.map(|near| format!("did you mean `{near}`?"));
                found.push(registry::unknown_test_target(target.span(), &target.value, help));
            }
        }
        let records = file.cases.iter().map(|case| &case.record);
        let rows = file.tables.iter().filter(|table| matches!(table.subject, TableSubject::Target(_)));
        let records = records.chain(rows.flat_map(|table| table.rows.iter().map(|row| &row.record)));
        let (mut seen, read) = (HashSet::new(), self.read_names());
        for (name, span) in records.flat_map(|record| &record.names) {
            if seen.insert(name)
                && let Some(help) = self.suspicious(name, &read)
            {
                found.push(registry::unknown_test_attribute(*span, name, help));
            }
        }
        found
    }

    /// The attributes that the program reads, and those that it reads a part of.
    fn read_names(&self) -> HashSet<&str> {
        let names = self.program.attributes().referenced_attributes().iter();
        let each = names.flat_map(|name| {
            let ends = name.match_indices(['.', '[']).map(|(end, _)| end).chain([name.len()]);
            ends.filter_map(|end| name.get(..end))
        });
        each.collect()
    }

    /// The help for an attribute that is probably misspelled; `None` if the name is fine. `known_parts` are
    /// [`read_names`](Self::read_names).
    fn suspicious(&self, name: &str, known_parts: &HashSet<&str>) -> Option<Option<String>> {
        let read = self.program.attributes().referenced_attributes().iter().map(|name| &**name);
        let (rule, object) = self.object()?;
        let known = self.mapping.source_definition(rule, object).filter(|known| !known.attributes.is_empty());
        if known_parts.contains(name) || known.is_some_and(|known| known.attribute(name).is_some()) {
            return None;
        }
        let all = known.into_iter().flat_map(|known| &known.attributes).map(|known| known.name.value.as_str());
        let near = nearest(name, read.chain(all));
        (known.is_some() || near.is_some()).then(|| near.map(|near| format!("did you mean `{near}`?")))
    }
}

fn position(mapping: &Mapping, object: &ObjectMapping) -> (usize, usize) {
    let numbered = mapping.rules.iter().enumerate();
    let mut all =
        numbered.flat_map(|(rule, of)| of.object_mappings.iter().enumerate().map(move |(at, one)| (rule, at, one)));
    all.find(|(_, _, one)| std::ptr::eq(*one, object)).map_or((0, 0), |(rule, at, _)| (rule, at))
}

//! Records for uncovered branches: found by trying values that the expression itself mentions, and written as cases
//! with their actual results. Users who keep such a case confirm that it is right.

mod candidates;
mod write;

use super::coverage::{Coverage, Unit, Watch, Way};
use super::file::TestRecord;
use super::harness::{Actual, Harness};
use super::subject::MappingUnderTest;
use super::suite::Suite;
use candidates::{Candidates, combinations};
use serde_json::{Map, Value as Json};

/// The cases generated for a test file.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Cases, as text to append to the file; empty if there are none.
    pub text: String,
    /// How many cases there are.
    pub cases: usize,
    /// Branches that no record was found for, each as its target and its description.
    pub open: Vec<(String, String)>,
}

/// A record that takes branches that no test took.
struct Witness {
    /// The number of the attribute mapping.
    index: usize,
    /// The branches that it takes.
    what: Vec<String>,
    record: Map<String, Json>,
}

/// How good a record is as an example, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    /// It is mapped, and the attribute mapping returns a value that is not empty.
    Mapped,
    /// The attribute mapping returns a value, but it is empty or the record cannot be mapped.
    Value,
    /// Neither.
    Any,
}

/// How many records are tried for one attribute mapping.
const TRIES: usize = 10_000;

/// Cases for the uncovered branches of a mapping that these suites test; they are for the first suite's file.
pub fn generate(suites: &[&Suite], selected: &dyn Fn(&str) -> bool) -> Option<Generated> {
    let suite = suites.first()?;
    let subject = suite.subject.as_ref()?;
    let coverage = Coverage::of(suites, selected)?;
    let mut ground = Ground::new(suite, subject);
    let mut generated = Generated { text: String::new(), cases: 0, open: Vec::new() };
    let mut watch = Watch::new(coverage.units, Vec::new());
    watch.check_all();
    for index in 0..subject.checked.len() {
        for witness in ground.witnesses(index, &mut watch) {
            generated.text.push_str(&ground.case(&witness));
            generated.cases += 1;
        }
    }
    let wanted = |unit: &Unit| unit.branches.iter().any(|branch| branch.way == Way::OutOfScope && !branch.covered);
    let (units, _) = watch.finish();
    // A generated case is in scope, unless it tests records out of scope.
    let in_scope = generated.cases > 0;
    let mut scope_found = false;
    if units.last().is_some_and(wanted)
        && let Some(record) = ground.out_of_scope()
    {
        generated.text.push_str(&write::scope_case(&ground.suite.file.base, &record));
        generated.cases += 1;
        scope_found = true;
    }
    for unit in &units {
        let open = unit.branches.iter().filter(|branch| match branch.way {
            Way::InScope => !in_scope && !branch.covered,
            Way::OutOfScope => !scope_found && !branch.covered,
            _ => !branch.covered,
        });
        generated.open.extend(open.map(|branch| (unit.name.clone(), branch.what.clone())));
    }
    Some(generated)
}

/// The start of every generated record: a record that is in scope and can be mapped, as far as one is known.
struct Ground<'s> {
    suite: &'s Suite,
    subject: &'s MappingUnderTest,
    machine: Harness<'s>,
    record: Map<String, Json>,
}

impl<'s> Ground<'s> {
    fn new(suite: &'s Suite, subject: &'s MappingUnderTest) -> Self {
        let machine = Harness::new(&subject.program);
        let record = suite.file.base.clone();
        let mut ground = Self { suite, subject, machine, record };
        ground.put_in_scope();
        ground.fill();
        ground
    }

    /// Sets the attributes of the scope to values that are in scope.
    fn put_in_scope(&mut self) {
        if self.is_out(&self.record) {
            let found = self.by_scope(|ground, record| !ground.is_out(record));
            self.record = found.unwrap_or_else(|| self.record.clone());
        }
    }

    /// A record that is out of scope.
    fn out_of_scope(&self) -> Option<Map<String, Json>> {
        self.by_scope(Self::is_out)
    }

    /// A record with other values for the scope's attributes.
    fn by_scope(&self, fits: impl Fn(&Self, &Map<String, Json>) -> bool) -> Option<Map<String, Json>> {
        let (_, object) = self.subject.object()?;
        let scope = object.scope.as_ref()?;
        let names = self.subject.program.filter().attributes().to_vec();
        let clauses = scope.groups.iter().chain(&scope.input_groups).flat_map(|group| &group.clauses);
        let operands: Vec<&str> =
            clauses.flat_map(|clause| clause.values.iter().map(|value| value.value.as_str())).collect();
        let candidates = Candidates::of_texts(&names, &operands, &self.record);
        let mut records = combinations(&candidates, &self.record, TRIES);
        records.find(|record| fits(self, record))
    }

    fn is_out(&self, record: &Map<String, Json>) -> bool {
        self.suite.map(self.subject, &of_map(record), &mut ()).out_of_scope.is_some()
    }

    /// Sets the attributes without which attribute mappings would fail.
    fn fill(&mut self) {
        let mapped = self.suite.map(self.subject, &of_map(&self.record), &mut ());
        for (index, gave) in mapped.gave.iter().enumerate() {
            let (Actual::Error(..), Some(Some(checked))) = (gave, self.subject.checked.get(index)) else { continue };
            let candidates = Candidates::of_expression(checked, &self.record);
            let world = self.suite.own_world();
            let healthy = combinations(&candidates, &self.record, TRIES).find(|record| {
                let gave = self.machine.attribute(index, &of_map(record), &world, &mut ());
                !matches!(gave, Actual::Error(..))
            });
            self.record = healthy.unwrap_or_else(|| self.record.clone());
        }
    }

    /// Records that take branches of an attribute mapping that were not taken before. Records that are mapped to a
    /// value come before those that another attribute mapping makes fail, and those before any other that takes the
    /// branch.
    fn witnesses(&mut self, index: usize, watch: &mut Watch) -> Vec<Witness> {
        let mut found = Vec::new();
        let Some(Some(checked)) = self.subject.checked.get(index) else { return found };
        let candidates = Candidates::of_expression(checked, &self.record);
        for grade in [Grade::Mapped, Grade::Value, Grade::Any] {
            for record in combinations(&candidates, &self.record, TRIES) {
                let (before, state) = (watch.open(index), watch.state(index));
                if before.is_empty() {
                    return found;
                }
                let world = self.suite.own_world();
                let gave = self.machine.attribute(index, &of_map(&record), &world, watch);
                let after = watch.open(index);
                if after.len() == before.len() {
                    continue;
                }
                if self.grade(&gave, &record) > grade {
                    watch.restore(index, &state);
                    continue;
                }
                let what = before.into_iter().filter(|what| !after.contains(what)).collect();
                found.push(Witness { index, what, record });
            }
        }
        found
    }

    fn grade(&self, gave: &Actual, record: &Map<String, Json>) -> Grade {
        if !matches!(gave, Actual::Value(_)) {
            return Grade::Any;
        }
        let mapped = self.suite.map(self.subject, &of_map(record), &mut ());
        let says_something = *gave != Actual::Value(Json::from(""));
        if mapped.payload.is_some() && says_something { Grade::Mapped } else { Grade::Value }
    }

    fn case(&self, witness: &Witness) -> String {
        let mapped = self.suite.map(self.subject, &of_map(&witness.record), &mut ());
        let target = self.subject.program.attributes().target(witness.index);
        let name = format!("{target}: {}", witness.what.join(", "));
        if mapped.out_of_scope.is_some() {
            return write::case(&name, &self.suite.file.base, &witness.record, &[], true);
        }
        let errors = mapped
            .gave
            .iter()
            .enumerate()
            .filter(|(index, gave)| *index == witness.index || matches!(gave, Actual::Error(..)));
        let expected: Vec<(&str, &Actual)> =
            errors.map(|(index, gave)| (self.subject.program.attributes().target(index), gave)).collect();
        write::case(&name, &self.suite.file.base, &witness.record, &expected, false)
    }
}

fn of_map(record: &Map<String, Json>) -> TestRecord {
    TestRecord { json: Json::Object(record.clone()).to_string(), names: Vec::new() }
}

//! Whether the tests notice that one attribute mapping is another one: it is run alone, or with those of the same attribute of
//! the target, over the records of the tests, which are read once. What the others give stays as it is.
//!
//! Does not know what was changed.

use super::super::file::{Case, Expected, Row, TableSubject};
use super::super::harness::{Actual, Harness, Mapped, attribute, map};
use super::super::subject::indexes;
use super::super::suite::Suite;
use super::parts::PartialObject;
use crate::engine::{ObjectProgram, RecordInput, RunLimits, Session, World};
use crate::record::RecordReader;
use crate::value::Value;
use bumpalo::Bump;
use std::collections::HashMap;

/// The tests of one object mapping, ready to be run with a part of it.
pub(super) struct Trials<'s> {
    /// The slots of the attributes that the whole object mapping reads.
    slots: HashMap<&'s str, usize>,
    /// Those whose record is in scope.
    cases: Vec<CaseTrial<'s>>,
    /// The rows about each attribute mapping.
    rows: HashMap<usize, Vec<(&'s Row, TestInput<'s>)>>,
}

/// What a record has for the attributes that the whole object mapping reads.
#[derive(Clone, Copy)]
struct TestInput<'s> {
    json: &'s str,
    values: &'s [Value<'s>],
    world: &'s World,
}

struct CaseTrial<'s> {
    case: &'s Case,
    input: TestInput<'s>,
    /// The expected results by attribute mapping.
    wanted: HashMap<usize, Vec<&'s Expected>>,
    /// Whether there is a payload with the whole object mapping.
    has_payload: bool,
}

impl<'s> Trials<'s> {
    /// Reads the records of the tests, and runs the whole object mapping over those of cases. Each suite comes with a world
    /// like that of its tests.
    pub fn new(
        suites: &'s [(&'s Suite, World)],
        program: &'s ObjectProgram,
        selected: &dyn Fn(&str) -> bool,
        arena: &'s Bump,
    ) -> Self {
        let names = program.attributes().referenced_attributes().iter().enumerate();
        let slots = names.map(|(slot, name)| (&**name, slot)).collect();
        let mut trials = Self { slots, cases: Vec::new(), rows: HashMap::new() };
        let (mut reader, mut harness) = (RecordReader::new(program.attributes().slots()), Harness::new(program));
        let indexes = indexes(program);
        for (suite, world) in suites {
            let mut read = |json: &'s str| {
                let values = reader.room(arena);
                // The tests pass, so there is none that cannot be read.
                reader.read(json, arena, values).ok().map(|()| TestInput { json, values, world })
            };
            for case in suite.file.cases.iter().filter(|case| selected(&case.name)) {
                // Each has a world of its own: no value is in use because of another test.
                let mapped = harness.map(&case.record, &suite.own_world(), &mut ());
                let Some(input) = read(&case.record.json).filter(|_| mapped.out_of_scope.is_none()) else { continue };
                let mut wanted: HashMap<usize, Vec<&Expected>> = HashMap::new();
                for expected in &case.expectations {
                    let index = indexes.get(expected.target.value.as_str());
                    index.into_iter().for_each(|index| wanted.entry(*index).or_default().push(&expected.wanted));
                }
                trials.cases.push(CaseTrial { case, input, wanted, has_payload: mapped.payload.is_some() });
            }
            for table in &suite.file.tables {
                let TableSubject::Target(target) = &table.subject else { continue };
                let Some(index) = indexes.get(target.value.as_str()) else { continue };
                for row in table.rows.iter().filter(|row| selected(&row.full_name(table))) {
                    let input = read(&row.record.json).map(|input| (row, input));
                    trials.rows.entry(*index).or_default().extend(input);
                }
            }
        }
        trials
    }

    /// Whether all tests pass with another attribute mapping in the place of one, which has this number in the whole. The
    /// part as it was and as it is now have to be pure.
    pub fn pass(&self, index: usize, unchanged: &PartialObject, changed: &PartialObject) -> bool {
        let (old, new) = (self.session(&unchanged.program), self.session(&changed.program));
        let mut arena = Bump::new();
        for trial in &self.cases {
            let after = new.run(&trial.input, &arena, |input| map(&changed.program, input, &mut ()));
            let before = || old.run(&trial.input, &arena, |input| map(&unchanged.program, input, &mut ()));
            if !trial.passes((index, changed.at), before, &after) {
                return false;
            }
            arena.reset();
        }
        self.rows.get(&index).into_iter().flatten().all(|(row, input)| {
            arena.reset();
            row.passes(new.run(input, &arena, |input| attribute(&changed.program, changed.at, input, &mut ())))
        })
    }

    fn session<'p>(&self, program: &'p ObjectProgram) -> PartialSession<'p> {
        let names = program.attributes().referenced_attributes().iter();
        PartialSession {
            session: program.attributes().session(RunLimits::default()),
            slots: names.map(|name| self.slots.get(&**name).copied()).collect(),
        }
    }
}

impl CaseTrial<'_> {
    /// Whether the case passes. `index` is the number of the changed attribute mapping among all, `at` in its part.
    fn passes(&self, (index, at): (usize, usize), before: impl FnOnce() -> Mapped, after: &Mapped) -> bool {
        let Some(gave) = after.gave.get(at) else { return false };
        let wanted = self.wanted.get(&index).map_or(&[][..], Vec::as_slice);
        let is_expected = wanted.iter().any(|wanted| matches!(wanted, Expected::Error(_)));
        let fails = matches!(gave, Actual::Error(..)) && !is_expected;
        if fails || after.error.is_some() || !wanted.iter().all(|wanted| wanted.is(gave)) {
            return false;
        }
        if self.case.payload.is_none() {
            return true;
        }
        let before = before();
        // Without a payload another attribute mapping has an error, or this one has, which then is the same.
        let failed = |mapped: &Mapped| matches!(mapped.gave.get(at), Some(Actual::Error(..)));
        if self.has_payload { before.payload == after.payload } else { failed(&before) == failed(after) }
    }
}

/// A session of a part of the object mapping, and where its attributes are among those of the whole.
struct PartialSession<'p> {
    session: Session<'p>,
    slots: Vec<Option<usize>>,
}

impl PartialSession<'_> {
    fn run<T>(&self, input: &TestInput<'_>, arena: &Bump, run: impl for<'r> FnOnce(&RecordInput<'r>) -> T) -> T {
        let value = |slot: &Option<usize>| slot.and_then(|slot| input.values.get(slot)).copied().unwrap_or_default();
        let values = arena.alloc_slice_fill_iter(self.slots.iter().map(value));
        run(&RecordInput { session: &self.session, values, text: input.json, arena, host: input.world })
    }
}

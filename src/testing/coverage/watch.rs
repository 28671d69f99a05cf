//! Observes the tests while they run and marks the branches that are taken. Does not know which tests pass.

use super::{Branch, Unit, Way};
use crate::diagnostic::EvalError;
use crate::engine::{AttributeObserver, ObjectProgram};
use crate::testing::file::Case;
use crate::testing::subject::index_of;
use crate::testing::suite::Probe;
use crate::text::Span;
use crate::value::Value;
use crate::vm::{Observer, Shown};
use bumpalo::Bump;
use std::collections::HashMap;

/// Marks the taken branches of attribute mappings, and of the expressions of tables.
pub(in crate::testing) struct Watch {
    /// By attribute mapping, followed by the scope.
    attributes: Vec<Unit>,
    /// By table.
    tables: Vec<Option<Unit>>,
    now: Now,
    /// The last values of the sources of replacing calls, by their locations.
    sources: HashMap<Span, Option<String>>,
    /// Which attribute mappings the current test checks.
    checked: Checked,
    /// Whether a case has started but none of its attribute mappings yet.
    undecided: bool,
}

/// What is being evaluated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Now {
    Nothing,
    Attribute(usize),
    Table(usize),
}

enum Checked {
    All,
    These(Vec<usize>),
}

impl Watch {
    pub fn new(attributes: Vec<Unit>, tables: Vec<Option<Unit>>) -> Self {
        let (checked, sources) = (Checked::These(Vec::new()), HashMap::new());
        Self { attributes, tables, now: Now::Nothing, sources, checked, undecided: false }
    }

    /// From here on counts everything as checked, whatever tests expect.
    pub fn check_all(&mut self) {
        self.checked = Checked::All;
    }

    /// The branches of an attribute mapping, or of the scope, which comes last.
    pub fn branches(&self, attribute: usize) -> &[Branch] {
        self.attributes.get(attribute).map_or(&[], |unit| &unit.branches)
    }

    /// Which branches of an attribute mapping are taken.
    pub fn state(&self, attribute: usize) -> Vec<bool> {
        self.branches(attribute).iter().map(|branch| branch.covered).collect()
    }

    /// Which branches are taken, for [`restore`](Self::restore).
    pub fn states(&self) -> Vec<Vec<bool>> {
        (0..self.attributes.len()).map(|attribute| self.state(attribute)).collect()
    }

    /// Resets all branches to that state.
    pub fn restore(&mut self, states: &[Vec<bool>]) {
        (0..states.len()).zip(states).for_each(|(attribute, state)| self.restore_one(attribute, state));
    }

    /// Resets the branches of an attribute mapping to that state.
    pub fn restore_one(&mut self, attribute: usize, state: &[bool]) {
        let unit = self.attributes.get_mut(attribute);
        for (branch, covered) in unit.into_iter().flat_map(|unit| &mut unit.branches).zip(state) {
            branch.covered = *covered;
        }
    }

    /// The marked branches: of attribute mappings, of tables.
    pub fn finish(mut self) -> (Vec<Unit>, Vec<Option<Unit>>) {
        self.settle();
        (self.attributes, self.tables)
    }

    /// Ends a test: a case that evaluated nothing was out of scope.
    pub fn settle(&mut self) {
        if std::mem::take(&mut self.undecided) {
            self.scope(Way::OutOfScope);
        }
    }

    fn scope(&mut self, taken: Way) {
        let scope = self.attributes.last_mut().filter(|unit| unit.branches.iter().any(|branch| branch.way == taken));
        if let Some(scope) = scope {
            scope.tested = true;
            mark(scope, |way| way == taken);
        }
    }

    /// The unit that is being evaluated, if the current test checks it.
    fn unit(&mut self) -> Option<&mut Unit> {
        match self.now {
            Now::Nothing => None,
            Now::Table(table) => self.tables.get_mut(table)?.as_mut(),
            Now::Attribute(index) => {
                let counts = match &self.checked {
                    Checked::All => true,
                    Checked::These(these) => these.contains(&index),
                };
                if counts { self.attributes.get_mut(index) } else { None }
            }
        }
    }
}

fn mark(unit: &mut Unit, taken: impl Fn(Way) -> bool) {
    for branch in unit.branches.iter_mut().filter(|branch| taken(branch.way)) {
        branch.covered = true;
    }
}

impl Observer for Watch {
    fn value(&mut self, shown: Shown, span: Span, value: Value<'_>) {
        let mut sources = std::mem::take(&mut self.sources);
        if let Some(unit) = self.unit() {
            let arena = Bump::new();
            for branch in &mut unit.branches {
                let (call, source, changes) = match branch.way {
                    Way::Runs(part) => {
                        branch.covered |= part.contains(span);
                        continue;
                    }
                    Way::RunsUnwritten(whole) => {
                        branch.covered |= shown == Shown::Constant && whole == span;
                        continue;
                    }
                    Way::Present(part) => {
                        branch.covered |= shown == Shown::Present && part == span;
                        continue;
                    }
                    Way::Changes { call, source } => (call, source, true),
                    Way::Keeps { call, source } => (call, source, false),
                    _ => continue,
                };
                if source.contains(span) {
                    sources.insert(source, value.text(&arena).map(str::to_owned));
                } else if call == span && shown == Shown::Result {
                    let before = sources.get(&source).cloned().flatten();
                    if let Some(after) = value.text(&arena) {
                        branch.covered |= (before.as_deref() != Some(after)) == changes;
                    }
                }
            }
        }
        self.sources = sources;
    }
}

impl AttributeObserver for Watch {
    fn on_start(&mut self, attribute: usize) {
        if std::mem::take(&mut self.undecided) {
            self.scope(Way::InScope);
        }
        self.now = Now::Attribute(attribute);
        self.sources.clear();
        if let Some(unit) = self.unit() {
            unit.tested = true;
        }
    }

    fn on_value(&mut self, _: usize, result: &Result<Value<'_>, EvalError>, filled: Value<'_>) {
        let way = match result {
            Ok(Value::Skip) => Some(Way::Skips),
            Ok(value) if !value.is_absent() => Some(Way::Gives),
            Ok(_) if !filled.is_absent() => Some(Way::Defaults),
            _ => None,
        };
        if let (Some(unit), Some(taken)) = (self.unit(), way) {
            mark(unit, |way| way == taken);
        }
        self.now = Now::Nothing;
    }
}

impl Probe for Watch {
    fn case(&mut self, case: &Case, program: &ObjectProgram) {
        self.settle();
        self.undecided = true;
        self.checked = match &case.payload {
            Some(_) => Checked::All,
            None => {
                let targets = case.expectations.iter();
                Checked::These(targets.filter_map(|one| index_of(program, &one.target.value)).collect())
            }
        };
    }

    fn row(&mut self, attribute: usize) {
        self.settle();
        self.checked = Checked::These(vec![attribute]);
    }

    fn expression(&mut self, table: usize) {
        self.settle();
        self.now = Now::Table(table);
        self.sources.clear();
        if let Some(unit) = self.unit() {
            unit.tested = true;
            mark(unit, |way| way == Way::Gives);
        }
    }
}

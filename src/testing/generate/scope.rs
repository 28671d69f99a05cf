//! Records that satisfy a scoping filter, made clause by clause, and records that break one clause and no other.
//!
//! Asks the filter alone; no expression is evaluated.

use super::values::values;
use super::{Record, json};
use crate::mapping::{Clause, FailedClause, Filter, GroupSet, Scope, ScopeDecision};
use crate::record::{RecordBody, RecordReader, Slots};
use crate::testing::subject::MappingUnderTest;
use crate::value::Value;
use bumpalo::Bump;
use serde_json::Value as Json;

/// A clause, and whether it has to hold.
pub(super) type Goal = (FailedClause, bool);

/// The scoping filter of an object mapping.
pub(super) struct ScopeSolver<'s> {
    pub filter: &'s Filter,
    scope: Option<&'s Scope>,
    slots: Slots,
}

/// A record that satisfies one group of each set that has groups.
pub(super) struct Entry {
    pub record: Record,
    /// The clauses of these groups.
    pub clauses: Vec<FailedClause>,
}

/// Clauses for one attribute that no value was found for.
pub(super) struct Conflict(pub Vec<FailedClause>);

const SETS: [GroupSet; 2] = [GroupSet::Groups, GroupSet::InputGroups];

impl<'s> ScopeSolver<'s> {
    pub fn new(subject: &'s MappingUnderTest) -> Self {
        let filter = subject.program.filter();
        let slots = Slots::new(filter.attributes().iter().map(String::as_str));
        Self { filter, scope: subject.object().and_then(|(_, object)| object.scope.as_ref()), slots }
    }

    /// Every group of both sets, as its clauses.
    pub fn groups(&self) -> Vec<(GroupSet, Vec<FailedClause>)> {
        let of = |set: GroupSet| self.filter.clauses(set).into_iter().map(move |group| (set, group));
        SETS.into_iter().flat_map(of).collect()
    }

    /// Whether a record, as JSON, is in scope.
    pub fn is_in(&self, json: &str) -> bool {
        let read = |values: &[Value<'_>]| {
            let verdict = self.filter.verdict_by_slot(|slot| values.get(slot).copied().unwrap_or_default());
            matches!(verdict, ScopeDecision::In)
        };
        self.filter.lets_all_in() || self.read(json, read).unwrap_or(false)
    }

    /// Whether each clause is as wanted for a record, as JSON.
    pub fn meets(&self, json: &str, goals: &[Goal]) -> bool {
        let read = |values: &[Value<'_>]| {
            goals.iter().all(|(at, wanted)| {
                let value = self.filter.slot_of(at).and_then(|slot| values.get(slot));
                self.filter.holds_at(at, value.copied().unwrap_or_default()) == *wanted
            })
        };
        self.read(json, read).unwrap_or(false)
    }

    /// A record in scope that satisfies a group, and a group of the other set if there are any.
    pub fn entry(&self, base: &Record, set: GroupSet, group: &[FailedClause]) -> Result<Entry, Conflict> {
        let other = if set == GroupSet::Groups { GroupSet::InputGroups } else { GroupSet::Groups };
        let mut partners = self.filter.clauses(other);
        if partners.is_empty() {
            partners.push(Vec::new());
        }
        let mut conflict = Conflict(Vec::new());
        for partner in partners {
            let clauses: Vec<FailedClause> = group.iter().chain(&partner).copied().collect();
            let goals: Vec<Goal> = clauses.iter().map(|at| (*at, true)).collect();
            match self.solve(base, &goals) {
                Ok(record) if self.is_in(&json(&record)) => return Ok(Entry { record, clauses }),
                Ok(_) => {}
                Err(found) => conflict = found,
            }
        }
        Err(conflict)
    }

    /// A record out of scope in which the entry's other clauses hold and this one does not.
    pub fn breaking(&self, entry: &Entry, at: &FailedClause) -> Option<Record> {
        let mut goals: Vec<Goal> = entry.clauses.iter().map(|one| (*one, one != at)).collect();
        let mut record = self.solve(&entry.record, &goals).ok()?;
        // Each other group is an alternative, and has to fail as well.
        for (number, group) in self.filter.clauses(at.set).iter().enumerate() {
            if number == at.group {
                continue;
            }
            let held: Vec<Goal> = group.iter().map(|one| (*one, true)).collect();
            if !self.meets(&json(&record), &held) {
                continue;
            }
            let broken = group.iter().find_map(|one| {
                let mut more = goals.clone();
                more.push((*one, false));
                Some((self.solve(&record, &more).ok()?, more))
            });
            (record, goals) = broken?;
        }
        (!self.is_in(&json(&record)) && self.meets(&json(&record), &goals)).then_some(record)
    }

    /// Whether this clause fails for a record, as JSON, and no other of its group.
    pub fn breaks_only(&self, json: &str, at: &FailedClause) -> bool {
        let group = self.filter.clauses(at.set).into_iter().nth(at.group).unwrap_or_default();
        let goals: Vec<Goal> = group.iter().map(|one| (*one, one != at)).collect();
        self.meets(json, &goals) && !self.is_in(json)
    }

    /// The clause as it is in the file.
    pub fn clause(&self, at: &FailedClause) -> Option<&'s Clause> {
        let scope = self.scope?;
        let groups = match at.set {
            GroupSet::Groups => &scope.groups,
            GroupSet::InputGroups => &scope.input_groups,
        };
        groups.get(at.group)?.clauses.get(at.clause)
    }

    /// For each attribute of the filter some values that satisfy one of its clauses, for expressions that read it too.
    pub fn satisfying(&self) -> Vec<(String, Vec<Json>)> {
        let mut found: Vec<(String, Vec<Json>)> = Vec::new();
        for at in self.groups().into_iter().flat_map(|(_, group)| group) {
            let Some(name) = self.filter.slot_of(&at).and_then(|slot| self.filter.attributes().get(slot)) else {
                continue;
            };
            let goal = [(at, true)];
            let fits = |value: &Json| self.meets(&json(&Record::from_iter([(name.clone(), value.clone())])), &goal);
            let fitting = values(self, name, &goal).into_iter().flatten().filter(fits).take(SATISFYING);
            match found.iter_mut().find(|(known, _)| known == name) {
                Some((_, more)) => more.extend(fitting),
                None => found.push((name.clone(), fitting.collect())),
            }
        }
        found
    }

    /// The record with other values where a clause is not as wanted.
    fn solve(&self, base: &Record, goals: &[Goal]) -> Result<Record, Conflict> {
        let mut record = base.clone();
        let mut attributes: Vec<usize> = Vec::new();
        for slot in goals.iter().filter_map(|(at, _)| self.filter.slot_of(at)) {
            if !attributes.contains(&slot) {
                attributes.push(slot);
            }
        }
        for slot in attributes {
            let own: Vec<Goal> =
                goals.iter().filter(|(at, _)| self.filter.slot_of(at) == Some(slot)).copied().collect();
            let Some(name) = self.filter.attributes().get(slot) else { continue };
            // What a path to this attribute may start from.
            let near = record.iter().filter(|(known, _)| name.starts_with(known.as_str()));
            let near: Record = near.map(|(known, value)| (known.clone(), value.clone())).collect();
            if self.meets(&json(&near), &own) {
                continue;
            }
            let fits = |value: &Option<Json>| {
                let mut trial = near.clone();
                set(&mut trial, name, value.as_ref());
                self.meets(&json(&trial), &own)
            };
            match values(self, name, &own).into_iter().find(fits) {
                Some(value) => set(&mut record, name, value.as_ref()),
                None => return Err(Conflict(own.into_iter().map(|(at, _)| at).collect())),
            }
        }
        Ok(record)
    }

    /// Calls `use_it` with the values of the filter's attributes in a record.
    fn read<T>(&self, json: &str, use_it: impl FnOnce(&[Value<'_>]) -> T) -> Option<T> {
        let arena = Bump::new();
        let mut reader = RecordReader::new(&self.slots);
        let values = reader.room(&arena);
        reader.read_shape(RecordBody::Json(json), &arena, values).ok()?;
        Some(use_it(values))
    }
}

/// How many values of one clause are tried in expressions.
const SATISFYING: usize = 3;

fn set(record: &mut Record, name: &str, value: Option<&Json>) {
    match value {
        Some(value) => record.insert(name.to_owned(), value.clone()),
        None => record.remove(name),
    };
}

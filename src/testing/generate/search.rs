//! Records for the branches of one expression, found by trying values on that expression alone; the whole mapping runs
//! only for records that take a branch which no test takes.

use super::Record;
use super::book::Book;
use super::candidates::{Candidates, combinations};
use super::json;
use super::scope::{Entry, Goal, ScopeSolver};
use crate::testing::coverage::Branch;
use crate::testing::harness::Actual;
use serde_json::Value as Json;
use std::collections::HashMap;

/// How good a record is as an example, the best first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Grade {
    /// The attribute mapping returns a value that is not empty.
    Value,
    /// It returns a value, but it is empty.
    Empty,
    /// Neither.
    Any,
}

/// How many records are tried for one attribute mapping from the first record in scope, and from each further one.
const TRIES: [usize; 2] = [3_000, 600];

/// How many records are mapped as a whole that take the same branches.
const ATTEMPTS: usize = 8;

/// How many records are tried to make one attribute mapping return something.
const FILLING: usize = 300;

/// Where the search for branches starts.
pub(super) struct Grounds {
    /// Records in scope.
    pub records: Vec<Record>,
    /// For attributes of the scope, values that satisfy their clauses.
    pub values: Vec<(String, Vec<Json>)>,
}

/// How many branches the name of a case lists.
const NAMED: usize = 8;

/// A record that may become a case.
struct Witness {
    grade: Grade,
    /// The branches that it takes.
    takes: Vec<usize>,
    record: Record,
}

/// Adds cases for the branches of an attribute mapping that no test takes, on the basis of records in scope. Records
/// that are mapped to a value come before those that another attribute mapping makes fail, and those before any other
/// that takes the branch. Returns whether another search may find more: some records were passed over, and with what
/// was added others take their place.
pub(super) fn cover(book: &mut Book<'_>, solver: &ScopeSolver<'_>, grounds: &Grounds, index: usize) -> bool {
    let Some(Some(checked)) = book.subject.checked.get(index) else { return false };
    let before = book.generated.cases;
    let mut passed_over = false;
    let mut attempts: HashMap<(Vec<usize>, Grade), usize> = HashMap::new();
    let mut later = Vec::new();
    let world = book.world();
    for (number, ground) in grounds.records.iter().enumerate() {
        let candidates = Candidates::of_expression(checked, ground, &grounds.values);
        let shared = |name: &str| {
            solver.filter.attributes().iter().any(|own| own.starts_with(name) || name.starts_with(own.as_str()))
        };
        let may_leave = candidates.names().any(shared);
        let most = if number == 0 { TRIES[0] } else { TRIES[1] };
        let part = candidates.part_of(ground);
        for choice in combinations(&candidates, most) {
            let state = book.watch.state(index);
            if state.iter().all(|covered| *covered) {
                return false;
            }
            let gave = book.try_attribute(index, &candidates.applied(&part, &choice), &world);
            let takes = newly(&state, book.watch.branches(index));
            book.watch.restore_one(index, &state);
            if takes.is_empty() {
                continue;
            }
            let record = candidates.applied(ground, &choice);
            if may_leave && !solver.is_in(&json(&record)) {
                continue;
            }
            let grade = match &gave {
                Actual::Value(value) if value != "" => Grade::Value,
                Actual::Value(_) => Grade::Empty,
                _ => Grade::Any,
            };
            let count = attempts.entry((takes.clone(), grade)).or_default();
            *count += 1;
            if *count > ATTEMPTS {
                passed_over = true;
                continue;
            }
            let name = name(book, index, &takes);
            if grade != Grade::Value || !book.add(index, &name, &record, false) {
                later.push(Witness { grade, takes, record });
            }
        }
    }
    later.sort_by_key(|witness| witness.grade);
    for Witness { takes, record, .. } in later {
        let state = book.watch.state(index);
        let open: Vec<usize> = takes.into_iter().filter(|at| state.get(*at) == Some(&false)).collect();
        if !open.is_empty() {
            let name = name(book, index, &open);
            book.add(index, &name, &record, true);
        }
    }
    passed_over && book.generated.cases > before
}

/// The branches that are taken now and were not before.
fn newly(before: &[bool], now: &[Branch]) -> Vec<usize> {
    let both = before.iter().zip(now).enumerate();
    both.filter(|(_, (before, now))| now.covered && !**before).map(|(at, _)| at).collect()
}

fn name(book: &Book<'_>, index: usize, takes: &[usize]) -> String {
    let branches = book.watch.branches(index);
    let what: Vec<&str> = takes.iter().filter_map(|at| branches.get(*at)).map(|branch| branch.what.as_str()).collect();
    let more = match what.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", {more} more"),
    };
    let what = what.get(..NAMED).unwrap_or(&what).join(", ");
    format!("{}: {what}{more}", book.subject.program.attributes().target(index))
}

/// The entry's record with the attributes set without which attribute mappings would fail, as far as it stays in scope.
pub(super) fn filled(book: &mut Book<'_>, solver: &ScopeSolver<'_>, entry: &Entry) -> Record {
    let goals: Vec<Goal> = entry.clauses.iter().map(|at| (*at, true)).collect();
    let mut filled = entry.record.clone();
    let subject = book.subject;
    for (index, checked) in subject.checked.iter().enumerate() {
        let fails =
            |mapped: &crate::testing::harness::Mapped| matches!(mapped.gave.get(index), Some(Actual::Error(..)));
        let Some(checked) = checked else { continue };
        if !fails(&book.map(&filled)) {
            continue;
        }
        let candidates = Candidates::of_expression(checked, &filled, &[]);
        let world = book.world();
        let state = book.watch.states();
        let part = candidates.part_of(&filled);
        let healthy = combinations(&candidates, FILLING).find_map(|choice| {
            let gave = book.try_attribute(index, &candidates.applied(&part, &choice), &world);
            if let Actual::Error(..) = gave {
                return None;
            }
            let record = candidates.applied(&filled, &choice);
            let json = json(&record);
            (solver.meets(&json, &goals) && solver.is_in(&json) && !fails(&book.map(&record))).then_some(record)
        });
        book.watch.restore(&state);
        filled = healthy.unwrap_or(filled);
    }
    filled
}

//! Records for the scope and for uncovered branches, written as cases with their actual results. Users who keep such a
//! case confirm that it is right.
//!
//! | file       | what                                                     |
//! |------------|----------------------------------------------------------|
//! | scope      | records that satisfy a scoping filter, or break a clause |
//! | values     | values for attributes in clauses                         |
//! | pattern    | strings that a pattern matches                           |
//! | candidates | values for attributes in expressions                     |
//! | search     | records for branches                                     |
//! | book       | which cases are added                                    |
//! | write      | cases as TOML                                            |

mod book;
mod candidates;
mod pattern;
mod scope;
mod search;
mod values;
mod write;

use super::coverage::Way;
use super::suite::Suite;
use crate::mapping::{FailedClause, GroupSet};
use book::Book;
use scope::{Conflict, Entry, Goal, ScopeSolver};
use search::Grounds;
use serde_json::{Map, Value as Json};

/// The attributes of a record.
type Record = Map<String, Json>;

/// The cases generated for a test file.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Cases, as text to append to the file; empty if there are none.
    pub text: String,
    /// How many cases there are.
    pub cases: usize,
    /// What no record was found for, each as its target or `scope`, and its description.
    pub open: Vec<(String, String)>,
}

/// From how many records in scope branches are searched.
const GROUNDS: usize = 4;

/// Cases for a mapping that these suites test; they are for the first suite's file. First a record in scope for each
/// group, then one out of scope for each clause, then the branches of expressions.
pub fn generate(suites: &[&Suite], selected: &dyn Fn(&str) -> bool) -> Option<Generated> {
    let mut book = Book::new(suites, selected)?;
    let solver = ScopeSolver::new(book.subject);
    let entries = entries(&mut book, &solver);
    in_scope(&mut book, &solver, &entries);
    out_of_scope(&mut book, &solver, &entries);
    let mut records: Vec<Record> = Vec::new();
    for (_, _, entry) in entries {
        if records.len() < GROUNDS && !records.contains(&entry.record) {
            records.push(entry.record);
        }
    }
    // Without a record in scope nothing else can be covered, and that was said.
    if records.is_empty() {
        return Some(book.generated);
    }
    let grounds = Grounds { records, values: solver.satisfying() };
    let attributes = book.subject.checked.len();
    let mut left: Vec<usize> = (0..attributes).collect();
    // So that a second run has nothing to add, what another search may find is searched for here.
    while !left.is_empty() {
        left.retain(|index| search::cover(&mut book, &solver, &grounds, *index));
    }
    for index in 0..attributes {
        let open = book.watch.branches(index).iter().filter(|branch| !branch.covered);
        let target = book.subject.program.attributes().target(index);
        let open: Vec<(String, String)> = open.map(|branch| (target.to_owned(), branch.what.clone())).collect();
        book.generated.open.extend(open);
    }
    Some(book.generated)
}

/// A record in scope for each group, with the group's set and its clauses. Without groups it is one record.
fn entries(book: &mut Book<'_>, solver: &ScopeSolver<'_>) -> Vec<(GroupSet, Vec<FailedClause>, Entry)> {
    let base = book.suite.file.base.clone();
    let mut groups = solver.groups();
    if groups.is_empty() {
        groups.push((GroupSet::Groups, Vec::new()));
    }
    let mut entries = Vec::new();
    for (set, group) in groups {
        match solver.entry(&base, set, &group) {
            Ok(mut entry) => {
                entry.record = search::filled(book, solver, &entry);
                entries.push((set, group, entry));
            }
            Err(Conflict(clauses)) => {
                let what = format!("in the scope{}", unsatisfied(solver, &clauses));
                let open = ("scope".to_owned(), what);
                if !book.generated.open.contains(&open) {
                    book.generated.open.push(open);
                }
            }
        }
    }
    entries
}

/// The clauses that no value satisfies, in words.
fn unsatisfied(solver: &ScopeSolver<'_>, clauses: &[FailedClause]) -> String {
    let Some(clause) = clauses.first().and_then(|first| solver.clause(first)) else { return String::new() };
    let mut groups: Vec<(GroupSet, usize, String)> = Vec::new();
    for at in clauses {
        match groups.last_mut() {
            Some((set, group, text)) if (*set, *group) == (at.set, at.group) => {
                text.push_str(" and ");
                text.push_str(solver.filter.clause_text(at));
            }
            _ => groups.push((at.set, at.group, solver.filter.describe(at))),
        }
    }
    let groups: Vec<String> = groups.into_iter().map(|(_, _, text)| text).collect();
    format!("; no value of `{}` was found that satisfies {}", clause.attribute.value, groups.join(" and "))
}

/// Adds a case in scope for each group that no test of a record in scope satisfies.
fn in_scope(book: &mut Book<'_>, solver: &ScopeSolver<'_>, entries: &[(GroupSet, Vec<FailedClause>, Entry)]) {
    for (set, group, entry) in entries {
        let goals: Vec<Goal> = group.iter().map(|at| (*at, true)).collect();
        let tested = |(within, json): &(bool, String)| *within && solver.is_in(json) && solver.meets(json, &goals);
        if solver.filter.lets_all_in() || book.cases.iter().any(tested) {
            continue;
        }
        let alone = solver.filter.clauses(*set).len() == 1;
        let which = group.first().map(|at| solver.filter.group_name(at));
        let which = which.filter(|_| !alone).map(|name| format!(": {name}")).unwrap_or_default();
        if !book.add_scope(&format!("in the scope{which}"), &entry.record, true) {
            book.generated.open.push(("scope".to_owned(), format!("in the scope{which}")));
        }
    }
}

/// Adds a case out of scope for each clause that no test breaks without breaking others of its group.
fn out_of_scope(book: &mut Book<'_>, solver: &ScopeSolver<'_>, entries: &[(GroupSet, Vec<FailedClause>, Entry)]) {
    for (at, entry) in entries.iter().flat_map(|(_, group, entry)| group.iter().map(move |at| (at, entry))) {
        if book.cases.iter().any(|(within, json)| !within && solver.breaks_only(json, at)) {
            continue;
        }
        let clause = solver.filter.describe(at);
        let added = solver
            .breaking(entry, at)
            .is_some_and(|record| book.add_scope(&format!("out of the scope: {clause}"), &record, false));
        if !added {
            book.generated.open.push(("scope".to_owned(), format!("out of the scope by {clause} alone")));
        }
    }
    // Where no clause can fail alone, any record out of scope is better than none.
    let scope = book.watch.branches(book.subject.checked.len());
    if scope.iter().any(|branch| branch.way == Way::OutOfScope && !branch.covered) {
        let record = Record::new();
        if !solver.is_in(&json(&record)) {
            book.add_scope("out of the scope", &record, false);
        }
    }
}

/// A record as JSON.
fn json(record: &Record) -> String {
    Json::Object(record.clone()).to_string()
}

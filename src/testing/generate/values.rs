//! Values worth trying for an attribute in a scoping filter, made of what its clauses compare it with.
//!
//! Does not decide which of them satisfy a clause.

use super::candidates::SHAPES;
use super::pattern::examples;
use super::scope::{Goal, ScopeSolver};
use crate::mapping::Operands;
use crate::value::Value;
use serde_json::Value as Json;

/// The longest list of strings that are put together to satisfy several clauses.
const JOINED: usize = 5;

/// How many strings of one clause are put together with those of others.
const CHOICES: usize = 3;

/// Values for an attribute, the plainest first; `None` stands for no value.
pub(super) fn values(solver: &ScopeSolver<'_>, name: &str, goals: &[Goal]) -> Vec<Option<Json>> {
    let (mut numbers, mut texts, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    let mut boolean = false;
    for (at, wanted) in goals {
        let operands = solver.clause(at).into_iter().flat_map(|clause| &clause.values);
        let operands: Vec<&str> = operands.map(|value| value.value.as_str()).collect();
        let own: Vec<String> = match solver.filter.operands_of(at) {
            None => continue,
            Some(Operands::None) => {
                // IS TRUE and IS FALSE tell them apart, IS NULL and IS NOT NULL do not.
                boolean |=
                    solver.filter.holds_at(at, Value::Bool(true)) != solver.filter.holds_at(at, Value::Bool(false));
                continue;
            }
            Some(Operands::Integers) => {
                numbers.extend(operands.iter().filter_map(|text| crate::functions::integer(text)));
                continue;
            }
            Some(Operands::Patterns) => operands.iter().flat_map(|pattern| examples(pattern)).collect(),
            Some(Operands::Texts) => operands.iter().map(|text| (*text).to_owned()).collect(),
        };
        let fitting = own.iter().filter(|text| solver.filter.holds_at(at, Value::Str(text)) == *wanted);
        let fitting: Vec<String> = fitting.take(CHOICES).cloned().collect();
        parts.extend(Some(fitting).filter(|fitting| !fitting.is_empty()));
        texts.extend(own);
    }
    let mut found: Vec<Option<Json>> = Vec::new();
    if boolean {
        found.extend([true, false].map(|flag| Some(Json::from(flag))));
    }
    found.extend(integers(&numbers).into_iter().map(|number| Some(Json::from(number))));
    let text = |text: &str| Some(Json::from(text));
    // The attribute's own name as its value distinguishes it from all others.
    found.push(text(name));
    found.extend(texts.iter().map(|one| text(one)));
    parts.truncate(JOINED);
    let mut joined = Vec::new();
    for choice in 0..CHOICES {
        let chosen = |part: &Vec<String>| part.get(choice).or(part.last()).cloned();
        let parts: Vec<String> = parts.iter().filter_map(chosen).collect();
        join(&parts, &mut Vec::new(), &mut joined);
    }
    found.extend(joined.iter().map(|one| text(one)));
    for one in &texts {
        found.extend([format!("{one}a"), format!("a{one}")].iter().map(|one| text(one)));
    }
    found.extend(SHAPES.iter().filter(|shape| !shape.is_empty()).map(|shape| text(shape)));
    // A path into a value that stays can only be blanked.
    found.extend([None, text("")]);
    found
}

/// All parts of two and more in every order, each in one string: the start that one clause wants with the end that
/// another does.
fn join(parts: &[String], chosen: &mut Vec<usize>, found: &mut Vec<String>) {
    if chosen.len() > 1 {
        found.push(chosen.iter().filter_map(|at| parts.get(*at)).map(String::as_str).collect());
    }
    for at in 0..parts.len() {
        if !chosen.contains(&at) {
            chosen.push(at);
            join(parts, chosen, found);
            chosen.pop();
        }
    }
}

/// Numbers beside those that an attribute is compared with, and with some of their bits.
fn integers(operands: &[i64]) -> Vec<i64> {
    if operands.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for number in operands {
        found.extend([*number, number.saturating_add(1), number.saturating_sub(1)]);
    }
    found.extend([1, 0]);
    let bits = || (0..i64::BITS - 1).map(|bit| 1_i64 << bit);
    let all = operands.iter().fold(0, |all, number| all | number);
    let singles = bits().filter(|bit| all & bit != 0);
    let starts: Vec<i64> = [0, all].into_iter().chain(operands.iter().copied()).chain(singles).collect();
    found.extend(starts.iter().copied());
    for start in starts {
        found.extend(bits().map(|bit| start | bit));
    }
    found.extend(operands.iter().map(|number| !number & i64::MAX));
    let mut seen = std::collections::HashSet::new();
    found.retain(|number| seen.insert(*number));
    found
}

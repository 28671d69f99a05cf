//! Values worth trying: those that an expression compares with and searches for, similar ones, and common forms. Does
//! not know which branches they take.

use super::Record;
use super::pattern::examples;
use crate::check::{Checked, Expr, ExprKind};
use crate::program::Constant;
use crate::syntax::Operator;
use crate::value::ValueKind;
use serde_json::Value as Json;
use std::collections::HashSet;

/// Attributes with the values to try for each; `None` stands for no value.
pub(super) struct Candidates {
    attributes: Vec<(String, Vec<Option<Json>>)>,
}

/// Typical values in directories.
pub(super) const SHAPES: [&str; 12] = [
    "Ada",
    "Ada Lovelace",
    "ada@contoso.com",
    "",
    "0",
    "1",
    "12345",
    "2026-01-15",
    "1/15/2026 9:30:00 AM",
    "2030-06-30T12:00:00Z",
    "+1 555 123-4567",
    "Zoë-Łucja",
];

/// How many values are tried for one attribute.
const MOST: usize = 64;

/// How many strings are tried that a pattern matches.
const EXAMPLES: usize = 3;

impl Candidates {
    /// For the attributes that an expression reads, with more values for some attributes. The record's own come first.
    pub fn of_expression(checked: &Checked, record: &Record, more: &[(String, Vec<Json>)]) -> Self {
        let mut texts = Vec::new();
        mentioned(checked.root(), None, &mut texts);
        let names: Vec<String> = checked.attributes().iter().map(|name| name.to_string()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut candidates = Self::of_texts(&names, &texts, record);
        more.iter().for_each(|(attribute, values)| candidates.add(attribute, values));
        candidates.put_numbers_first(checked.root(), record);
        candidates
    }

    /// An attribute that is compared with a number usually is one: tries the number itself, and those next to it.
    fn put_numbers_first(&mut self, root: &Expr, record: &Record) {
        root.walk(&mut |part| {
            let ExprKind::Operate(first, rest) = &part.node else { return };
            let [(Operator::Compare(_), second)] = rest.as_slice() else { return };
            for (attribute, constant) in [(&**first, second), (second, &**first)] {
                let (ExprKind::Attribute(slot), Some(number)) = (&attribute.node, constant.text()) else { continue };
                let (Ok(number), Some((name, values))) =
                    (number.parse::<i64>(), self.attributes.get_mut(*slot as usize))
                else {
                    continue;
                };
                let usual = usize::from(record.contains_key(name));
                let beside = [number, number.saturating_add(1), number.saturating_sub(1)];
                let (at, with) = (usual.min(values.len()), beside.map(|number| Some(Json::from(number))));
                values.splice(at..at, with);
                // The second entry stands for no value.
                values.retain(Option::is_some);
                values.insert(1, None);
            }
        });
    }

    /// For these attributes, with strings that they may be compared with.
    pub fn of_texts(names: &[String], texts: &[&str], record: &Record) -> Self {
        let attributes = names.iter().map(|name| {
            // The attribute's own name as its value distinguishes it from all others.
            let usual = record.get(name).cloned().unwrap_or_else(|| Json::from(name.as_str()));
            let mut values = vec![Some(usual), None];
            let mut add = |text: &str| values.push(Some(Json::from(text)));
            texts.iter().for_each(|text| add(text));
            for text in texts {
                if let Ok(number) = text.parse::<i64>() {
                    add(&number.saturating_add(1).to_string());
                    add(&number.saturating_sub(1).to_string());
                }
                add(&format!("{text}a"));
                add(&format!("a{text}b"));
            }
            SHAPES.iter().for_each(|shape| add(shape));
            values.push(Some(Json::from(vec!["Ada", "Grace"])));
            let mut seen = HashSet::new();
            values.retain(|value| seen.insert(value.as_ref().map(Json::to_string)));
            values.truncate(MOST);
            (name.clone(), values)
        });
        Self { attributes: attributes.collect() }
    }

    /// The names of the attributes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| name.as_str())
    }

    /// More values for an attribute, to be tried before common forms.
    fn add(&mut self, attribute: &str, more: &[Json]) {
        let Some((_, values)) = self.attributes.iter_mut().find(|(name, _)| name == attribute) else { return };
        let new: Vec<Option<Json>> = more.iter().cloned().map(Some).filter(|one| !values.contains(one)).collect();
        // Behind the usual value and none.
        let at = values.len().min(2);
        values.splice(at..at, new);
    }

    /// The part of a record that has these attributes, and what paths to them may start from.
    pub fn part_of(&self, record: &Record) -> Record {
        let own = record.iter().filter(|(known, _)| self.names().any(|name| name.starts_with(known.as_str())));
        own.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// The record with the chosen values.
    pub fn applied(&self, record: &Record, choice: &[usize]) -> Record {
        let mut record = record.clone();
        choice.iter().enumerate().for_each(|(attribute, value)| self.apply(&mut record, attribute, *value));
        record
    }

    fn apply(&self, record: &mut Record, attribute: usize, value: usize) {
        let Some((name, values)) = self.attributes.get(attribute) else { return };
        match values.get(value) {
            Some(Some(value)) => {
                record.insert(name.clone(), value.clone());
            }
            Some(None) => {
                record.remove(name);
            }
            None => {}
        }
    }
}

/// The constants of an expression; for a pattern a string that it matches.
fn mentioned(part: &Expr, takes: Option<ValueKind>, found: &mut Vec<String>) {
    match &part.node {
        ExprKind::Constant(Constant::Str(text)) if takes == Some(ValueKind::Pattern) => {
            found.extend(examples(text).into_iter().take(EXAMPLES));
        }
        ExprKind::Constant(Constant::Str(text)) if takes != Some(ValueKind::Replacement) => {
            found.push(text.to_string())
        }
        ExprKind::Constant(Constant::Int(number)) => found.push(number.to_string()),
        ExprKind::Call(function, arguments) => {
            for (slot, argument) in arguments.iter().enumerate() {
                let parameter = function.parameter_of(slot, arguments.len());
                mentioned(argument, parameter.map(|parameter| parameter.ty.kind), found);
            }
        }
        _ => part.children().into_iter().for_each(|child| mentioned(child, None, found)),
    }
}

/// Choices of a value for each attribute, at most the given number and each once: first with one attribute changed,
/// then with two, then with all chosen by a fixed pseudo-random sequence. The first choice has the usual values, the
/// second has none of them.
pub(super) fn combinations(candidates: &Candidates, most: usize) -> impl Iterator<Item = Vec<usize>> + use<> {
    let lengths: Vec<usize> = candidates.attributes.iter().map(|(_, values)| values.len()).collect();
    let count = lengths.len();
    let possible = lengths.iter().fold(1_usize, |all, length| all.saturating_mul(*length));
    let with = move |changes: &[(usize, usize)], absent: bool| {
        let mut choice = vec![usize::from(absent); count];
        for (attribute, value) in changes {
            choice.get_mut(*attribute).into_iter().for_each(|chosen| *chosen = *value);
        }
        choice
    };
    let all: Vec<(usize, usize)> = lengths
        .iter()
        .enumerate()
        .flat_map(|(attribute, length)| (0..*length).map(move |at| (attribute, at)))
        .collect();
    let none = [false, true].into_iter().map(move |absent| with(&[], absent));
    let ones = [false, true].into_iter().flat_map({
        let all = all.clone();
        move |absent| all.clone().into_iter().map(move |one| with(&[one], absent))
    });
    let twos = all.clone().into_iter().flat_map(move |one| {
        let later = all.clone().into_iter().filter(move |other| other.0 > one.0);
        later.map(move |other| with(&[one, other], false))
    });
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let thrown = std::iter::from_fn(move || {
        let choose = |length: &usize| {
            state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
            let high = usize::try_from(state >> 33).unwrap_or_default();
            high.checked_rem(*length).unwrap_or_default()
        };
        Some(lengths.iter().map(choose).collect())
    });
    let mut seen = HashSet::new();
    let choices = none.chain(ones.take(most)).chain(twos.take(most / 2)).chain(thrown).take(most);
    let news =
        choices.map_while(move |choice| (seen.len() < possible).then(|| seen.insert(choice.clone()).then_some(choice)));
    news.flatten()
}

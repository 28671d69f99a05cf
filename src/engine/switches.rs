//! A `Switch` that has a key for none of the values of a run: its target gets no value from any record, and no record has an
//! error. Watched are attribute mappings that are a `Switch` over an attribute, with constant keys and without a default.
//!
//! Does not know how a `Switch` runs. A page, which sees few records, does not watch.

use super::ObjectProgram;
use super::attributes::AttributeProgram;
use crate::check::{Checked, ExprKind};
use crate::diagnostic::{Diagnostic, registry};
use crate::text::Span;
use crate::value::Value;
use bumpalo::Bump;

/// Whether runs watch.
pub(super) const WATCHES: bool = !cfg!(target_family = "wasm");

/// With fewer keys than these, records that fit none are nothing special: `Switch([country], , "DE", "x")`.
const FEWEST_KEYS: usize = 2;

/// How many keys are named in one message.
const MOST_LISTED: usize = 8;

/// An attribute mapping that is watched.
#[derive(Debug)]
pub(super) struct KeyedSwitch {
    /// The attribute mapping's number.
    attribute: usize,
    /// The slot of its source.
    slot: usize,
    keys: Vec<Box<str>>,
}

/// One that has had a key for no value so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenSwitch {
    /// Its number among those that are watched.
    number: usize,
    /// Whether a record in scope had a value.
    has_value: bool,
    /// Whether that was a key but for letter case and blanks.
    is_alike: bool,
}

impl KeyedSwitch {
    /// Those of an object mapping.
    pub fn all(expressions: &[Option<Checked>], slot_of: &dyn Fn(&str) -> Option<usize>) -> Vec<Self> {
        let each = expressions.iter().enumerate().filter(|_| WATCHES);
        each.filter_map(|(attribute, checked)| Self::of(attribute, checked.as_ref()?, slot_of)).collect()
    }

    fn of(attribute: usize, checked: &Checked, slot_of: &dyn Fn(&str) -> Option<usize>) -> Option<Self> {
        let root = checked.root();
        let ExprKind::Switch(ends, pairs) = &root.node else { return None };
        let [source, default] = &**ends;
        let ExprKind::Attribute(index) = source.node else { return None };
        let keys: Option<Vec<Box<str>>> = pairs.iter().map(|(key, _)| key.text().map(Box::from)).collect();
        let slot = slot_of(checked.attributes().get(index as usize)?)?;
        Some(Self { attribute, slot, keys: keys? }).filter(|_| default.is_empty_slot_of(root))
    }

    /// Whether a text is a key but for letter case and blanks.
    fn is_alike(&self, text: &str) -> bool {
        self.keys.iter().any(|key| key.trim().eq_ignore_ascii_case(text.trim()))
    }
}

/// All that a program watches.
pub(super) fn open(program: &AttributeProgram) -> Vec<OpenSwitch> {
    let numbers = 0..program.switches().len();
    numbers.map(|number| OpenSwitch { number, has_value: false, is_alike: false }).collect()
}

/// Watches a record. Soon nothing is open any more but what has a key for nobody.
pub(super) fn watch<'r>(open: &mut Vec<OpenSwitch>, program: &ObjectProgram, values: &[Value<'r>], arena: &'r Bump) {
    let completed = program.attributes().completed(values, arena);
    open.retain_mut(|one| {
        let Some(switch) = program.attributes().switches().get(one.number) else { return false };
        let value = completed.get(switch.slot).map(|value| value.single()).unwrap_or_default();
        let text = if value.is_absent() { Some("") } else { value.text(arena) };
        // Several values are an error of their own.
        let Some(text) = text else { return true };
        if switch.keys.iter().any(|key| **key == *text) {
            return false;
        }
        let is_alike = !one.is_alike && switch.is_alike(text);
        if !text.is_empty() && (is_alike || !one.has_value) && program.lets_in(values) {
            (one.has_value, one.is_alike) = (true, one.is_alike || is_alike);
        }
        true
    });
}

/// Whether all that is open in one stays open beside what is open in another, with nothing new about it.
pub(super) fn is_known(known: &[OpenSwitch], other: &[OpenSwitch]) -> bool {
    known.iter().all(|one| {
        let other = other.iter().find(|other| other.number == one.number);
        other.is_some_and(|other| other.has_value <= one.has_value && other.is_alike <= one.is_alike)
    })
}

/// What is open in both.
pub(super) fn merge(known: &mut Vec<OpenSwitch>, other: &[OpenSwitch]) {
    known.retain_mut(|one| {
        let Some(other) = other.iter().find(|other| other.number == one.number) else { return false };
        one.has_value |= other.has_value;
        one.is_alike |= other.is_alike;
        true
    });
}

/// What there is to say after a run, but of attributes that more is said about.
pub(super) fn said(program: &AttributeProgram, open: &[OpenSwitch], but: &[&str]) -> Vec<Diagnostic> {
    let each = open.iter().filter(|one| one.has_value).filter_map(|one| {
        let switch = program.switches().get(one.number)?;
        let source = program.program().attributes().get(switch.slot)?;
        let (target, keys) = (program.target(switch.attribute), listed(&switch.keys));
        match () {
            () if one.is_alike => Some(registry::switch_keys_spelled_otherwise(Span::default(), target, source, &keys)),
            () if switch.keys.len() < FEWEST_KEYS || but.contains(&&**source) => None,
            () => Some(registry::switch_without_key(Span::default(), target, source, &keys)),
        }
    });
    each.collect()
}

/// The first keys, and how many more there are.
fn listed(keys: &[Box<str>]) -> String {
    let (first, rest) = keys.split_at(keys.len().min(MOST_LISTED));
    let first = first.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    if rest.is_empty() { first } else { format!("{first} and {} more", rest.len()) }
}

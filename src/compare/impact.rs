//! The effect of a changed mapping: how many payloads change, which attributes in them, and how, with a few samples.
//! Knows nothing of mappings.

use super::members::Differences;
use super::pattern::Pattern;
use crate::scim::{HIDDEN, overlaps};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many samples are kept for each tally.
const SAMPLES: usize = 3;

/// The result for a record under one mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeEffect<'p> {
    /// It has this payload, which is JSON.
    Payload(&'p [u8]),
    /// It is not in scope.
    OutOfScope,
    /// It cannot be mapped; the diagnostics' codes.
    Failed(Vec<String>),
}

/// The effect of a changed mapping on records.
#[derive(Clone, Debug, Default)]
pub struct Impact {
    /// How many records were compared.
    pub records: u64,
    /// How many of them have another result.
    pub changed: u64,
    /// By target and pattern: how many there are, and the first of them.
    tallies: BTreeMap<String, BTreeMap<Pattern, (u64, Vec<Sample>)>>,
    /// The targets of which no value is shown.
    hidden: Vec<String>,
}

/// How often one attribute changed in the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The attribute; empty for the whole payload.
    pub target: String,
    /// How it changed.
    pub pattern: Pattern,
    /// How many payloads.
    pub count: u64,
    /// The first of them.
    pub samples: Vec<Sample>,
}

/// One changed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// The record's location: its line in the file.
    pub line: u64,
    /// The value before.
    pub old: Option<String>,
    /// The value after.
    pub new: Option<String>,
}

impl Impact {
    /// A comparison that shows no value of these targets: they get what `Redact` hides.
    pub fn hiding<'t>(targets: impl IntoIterator<Item = &'t str>) -> Self {
        Self { hidden: targets.into_iter().map(str::to_owned).collect(), ..Self::default() }
    }

    /// Compares the two results for one record.
    pub fn add(&mut self, line: u64, old: &ChangeEffect<'_>, new: &ChangeEffect<'_>) {
        self.records += 1;
        if old == new {
            return;
        }
        match (old, new) {
            (ChangeEffect::Payload(old), ChangeEffect::Payload(new)) => {
                let differences = Differences::of(old, new);
                if !differences.any {
                    return;
                }
                self.payloads(line, &differences);
            }
            (_, ChangeEffect::Failed(codes)) if !matches!(old, ChangeEffect::Failed(_)) => {
                self.count("", Pattern::Fails, line, (None, Some(&codes.join(", "))));
            }
            (ChangeEffect::Failed(codes), ChangeEffect::Failed(now)) => {
                self.count("", Pattern::Other, line, (Some(&codes.join(", ")), Some(&now.join(", "))));
            }
            (ChangeEffect::Failed(codes), _) => {
                self.count("", Pattern::Succeeds, line, (Some(&codes.join(", ")), None));
            }
            (_, ChangeEffect::OutOfScope) => self.count("", Pattern::LeavesScope, line, (None, None)),
            _ => self.count("", Pattern::EntersScope, line, (None, None)),
        }
        self.changed += 1;
    }

    /// How many of the records changed, from 0 to 1.
    pub fn share(&self) -> f64 {
        if self.records == 0 { 0.0 } else { self.changed as f64 / self.records as f64 }
    }

    /// What changed and how often, the most frequent first.
    pub fn tallies(&self) -> Vec<Tally> {
        let mut tallies = Vec::new();
        for (target, patterns) in &self.tallies {
            tallies.extend(patterns.iter().map(|(pattern, (count, samples))| Tally {
                target: target.clone(),
                pattern: *pattern,
                count: *count,
                samples: samples.clone(),
            }));
        }
        tallies.sort_by_key(|tally| std::cmp::Reverse(tally.count));
        tallies
    }

    /// Counts what differs between two payloads.
    fn payloads(&mut self, line: u64, Differences { texts, before, after, .. }: &Differences<'_>) {
        let mut differs = !texts.is_empty();
        for (target, value, now) in texts {
            self.count(target, Pattern::of(Some(value), Some(now)), line, (Some(value), Some(now)));
        }
        for (target, value) in before {
            let now = after.get(target);
            if now != Some(value) {
                differs = true;
                let pattern = Pattern::of(Some(value), now.map(String::as_str));
                self.count(target, pattern, line, (Some(value), now.map(String::as_str)));
            }
        }
        for (target, value) in after.iter().filter(|(target, _)| !before.contains_key(*target)) {
            differs = true;
            self.count(target, Pattern::Gained, line, (None, Some(value)));
        }
        if !differs {
            // The same strings, but a different payload: a type, or the order of values.
            self.count("", Pattern::Other, line, (None, None));
        }
    }

    fn count(&mut self, target: &str, pattern: Pattern, line: u64, (old, new): (Option<&str>, Option<&str>)) {
        if !self.tallies.contains_key(target) {
            self.tallies.insert(target.to_owned(), BTreeMap::new());
        }
        let Some(patterns) = self.tallies.get_mut(target) else { return };
        let (count, samples) = patterns.entry(pattern).or_default();
        *count += 1;
        if samples.len() < SAMPLES {
            let hides = self.hidden.iter().any(|hidden| overlaps(hidden, target));
            let shown = |value: Option<&str>| value.map(|value| if hides { HIDDEN } else { value }.to_owned());
            samples.push(Sample { line, old: shown(old), new: shown(new) });
        }
    }
}

/// A value whose letters and digits are hidden, but whose shape is visible: `Ada.L@contoso.com` is `Xxx.X@xxxxxxx.xxx`.
/// What stands for a hidden value stays.
pub fn masked(value: &str) -> String {
    if value == HIDDEN {
        return value.to_owned();
    }
    let mask = |character: char| match character {
        digit if digit.is_numeric() => '9',
        letter if letter.is_uppercase() => 'X',
        letter if letter.is_alphabetic() => 'x',
        sign if sign.is_ascii() => sign,
        _ => 'x',
    };
    value.chars().map(mask).collect()
}

//! Conditions on attributes for something to happen, and how they are combined.
//!
//! Knows nothing of expressions.

use super::{Occurs, Witness};

/// How many needs are kept; a record with more of them is too long to be useful in a message.
const MOST: usize = 256;

/// A condition on an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// It has no value.
    Absent,
    /// It has a value.
    Present,
    /// It has this value.
    Is(Box<str>),
    /// It has a value other than these; absent counts as the empty string.
    OtherThan(Vec<Box<str>>),
}

/// When something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    Never,
    /// For records with these needs. Not certain if something else that is not known also has to be true.
    Sometimes {
        needs: Vec<(u32, Need)>,
        certain: bool,
    },
    Always,
}

impl Formula {
    /// It depends on more than the values of attributes.
    pub fn unknown() -> Self {
        Formula::Sometimes { needs: Vec::new(), certain: false }
    }

    pub fn certainly(truth: bool) -> Self {
        if truth { Formula::Always } else { Formula::Never }
    }

    pub fn needs(slot: u32, need: Need) -> Self {
        Formula::Sometimes { needs: vec![(slot, need)], certain: true }
    }

    /// Either of two. Only one is kept, the certain one or the one with fewer needs: it is an example, not the whole truth.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Formula::Always, _) | (_, Formula::Always) => Formula::Always,
            (Formula::Never, when) | (when, Formula::Never) => when,
            (
                Formula::Sometimes { needs, certain },
                Formula::Sometimes { needs: other_needs, certain: other_certain },
            ) => {
                let first = (!certain, needs.len()) <= (!other_certain, other_needs.len());
                match first {
                    true => Formula::Sometimes { needs, certain },
                    false => Formula::Sometimes { needs: other_needs, certain: other_certain },
                }
            }
        }
    }

    /// Both of two. If needs exclude each other, it never happens.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Formula::Never, _) | (_, Formula::Never) => Formula::Never,
            (Formula::Always, when) | (when, Formula::Always) => when,
            (
                Formula::Sometimes { mut needs, certain },
                Formula::Sometimes { needs: other_needs, certain: other_certain },
            ) => {
                let mut certain = certain && other_certain;
                for (slot, need) in other_needs {
                    let is_full = needs.len() == MOST;
                    match needs.iter_mut().find(|(known, _)| *known == slot) {
                        None if is_full => certain = false,
                        None => needs.push((slot, need)),
                        Some((_, known)) => match both(known.clone(), need) {
                            Some(need) => *known = need,
                            // Not quite true after an `or`: an alternative that was not kept might be possible.
                            None => return Formula::Never,
                        },
                    }
                }
                Formula::Sometimes { needs, certain }
            }
        }
    }

    /// All of them.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().fold(Formula::Always, Self::and)
    }

    /// When it happens, with an example record; `required` are the attributes that every record has.
    pub fn told(self, attributes: &[Box<str>], required: &[bool]) -> Occurs {
        let (needs, certain) = match self {
            Formula::Never => return Occurs::Never,
            Formula::Always => return Occurs::Always,
            Formula::Sometimes { needs, certain } => (needs, certain),
        };
        let mut record = Vec::new();
        for (slot, need) in needs {
            let slot = slot as usize;
            let Some(name) = attributes.get(slot) else { continue };
            let may_be_absent = !required.get(slot).copied().unwrap_or(false);
            let value = match need {
                Need::Present => continue,
                Need::Absent => None,
                Need::Is(value) => Some(value),
                Need::OtherThan(values) if may_be_absent && !values.iter().any(|value| value.is_empty()) => None,
                Need::OtherThan(values) => Some(other_than(&values)),
            };
            record.push((name.clone(), value));
        }
        Occurs::MayBe(Witness { record, certain })
    }
}

/// The need that is equivalent to both needs, if they can both be satisfied.
fn both(one: Need, other: Need) -> Option<Need> {
    match (one, other) {
        (Need::Absent, Need::Absent) => Some(Need::Absent),
        (Need::Absent, Need::OtherThan(values)) | (Need::OtherThan(values), Need::Absent) => {
            (!values.iter().any(|value| value.is_empty())).then_some(Need::Absent)
        }
        (Need::Absent, _) | (_, Need::Absent) => None,
        (Need::Present, Need::Present) => Some(Need::Present),
        (Need::Present, Need::Is(value)) | (Need::Is(value), Need::Present) => {
            (!value.is_empty()).then_some(Need::Is(value))
        }
        (Need::Present, Need::OtherThan(mut values)) | (Need::OtherThan(mut values), Need::Present) => {
            values.push("".into());
            Some(Need::OtherThan(values))
        }
        (Need::Is(value), Need::Is(other)) => (value == other).then_some(Need::Is(value)),
        (Need::Is(value), Need::OtherThan(values)) | (Need::OtherThan(values), Need::Is(value)) => {
            (!values.contains(&value)).then_some(Need::Is(value))
        }
        (Need::OtherThan(mut values), Need::OtherThan(more)) => {
            values.extend(more);
            Some(Need::OtherThan(values))
        }
    }
}

/// A string that is different from all of these.
fn other_than(values: &[Box<str>]) -> Box<str> {
    let mut other = "other".to_owned();
    while values.iter().any(|value| **value == *other) {
        other.push('x');
    }
    other.into()
}

//! Conditions on attributes for something to happen, and how they are combined.
//!
//! Knows nothing of expressions.

use super::{Occurs, Witness};

/// How many needs are kept; a record with more of them is too long to be useful in a message.
const MOST: usize = 256;

/// How many cases are told apart.
const MOST_CASES: usize = 8;

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
    /// In any of these cases, and in no other; the best example first.
    Sometimes(Vec<Case>),
    Always,
}

/// Records with these needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    needs: Vec<(u32, Need)>,
    /// Whether the needs are enough. Otherwise something else that is not known also has to be true.
    certain: bool,
}

impl Formula {
    /// It depends on more than the values of attributes.
    pub fn unknown() -> Self {
        Formula::Sometimes(vec![Case { needs: Vec::new(), certain: false }])
    }

    pub fn certainly(truth: bool) -> Self {
        if truth { Formula::Always } else { Formula::Never }
    }

    pub fn needs(slot: u32, need: Need) -> Self {
        Formula::Sometimes(vec![Case { needs: vec![(slot, need)], certain: true }])
    }

    /// Either of two.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Formula::Always, _) | (_, Formula::Always) => Formula::Always,
            (Formula::Never, when) | (when, Formula::Never) => when,
            (Formula::Sometimes(mut cases), Formula::Sometimes(others)) => {
                others.into_iter().for_each(|case| add(&mut cases, case));
                Formula::Sometimes(cases)
            }
        }
    }

    /// Both of two. If needs exclude each other in every case, it never happens.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Formula::Never, _) | (_, Formula::Never) => Formula::Never,
            (Formula::Always, when) | (when, Formula::Always) => when,
            (Formula::Sometimes(cases), Formula::Sometimes(others)) => {
                let mut together = Vec::new();
                for case in &cases {
                    for other in &others {
                        if let Some(case) = case.clone().and(other) {
                            add(&mut together, case);
                        }
                    }
                }
                if together.is_empty() { Formula::Never } else { Formula::Sometimes(together) }
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
            Formula::Sometimes(cases) => {
                let best = cases.into_iter().next();
                best.map_or((Vec::new(), false), |case| (case.needs, case.certain))
            }
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

/// Adds a case. The certain ones with few needs are the best examples. Of too many, two become one that has only the needs
/// that both have: less is known then, but no case is lost.
fn add(cases: &mut Vec<Case>, case: Case) {
    if cases.contains(&case) {
        return;
    }
    let order = |case: &Case| (!case.certain, case.needs.len());
    cases.insert(cases.partition_point(|known| order(known) <= order(&case)), case);
    if cases.len() > MOST_CASES
        && let (Some(mut one), Some(other)) = (cases.pop(), cases.pop())
    {
        one.needs.retain(|need| other.needs.contains(need));
        one.certain = false;
        add(cases, one);
    }
}

impl Case {
    /// Both of two, if needs do not exclude each other.
    fn and(mut self, other: &Case) -> Option<Self> {
        self.certain &= other.certain;
        for (slot, need) in &other.needs {
            let is_full = self.needs.len() == MOST;
            match self.needs.iter_mut().find(|(known, _)| known == slot) {
                None if is_full => self.certain = false,
                None => self.needs.push((*slot, need.clone())),
                Some((_, known)) => *known = both(known.clone(), need.clone())?,
            }
        }
        Some(self)
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

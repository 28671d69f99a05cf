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

/// When something happens: in any of these cases, and in no other.
#[derive(Clone, Debug)]
pub struct Formula(Vec<Case>);

/// Records with these needs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Case {
    needs: Vec<(u32, Need)>,
    /// Whether the needs are enough. Otherwise something else that is not known also has to be true.
    certain: bool,
}

impl Formula {
    pub fn never() -> Self {
        Self(Vec::new())
    }

    pub fn always() -> Self {
        Self(vec![Case { needs: Vec::new(), certain: true }])
    }

    /// It depends on more than the values of attributes.
    pub fn unknown() -> Self {
        Self(vec![Case { needs: Vec::new(), certain: false }])
    }

    pub fn certainly(truth: bool) -> Self {
        if truth { Self::always() } else { Self::never() }
    }

    pub fn needs(slot: u32, need: Need) -> Self {
        Self(vec![Case { needs: vec![(slot, need)], certain: true }])
    }

    pub fn is_never(&self) -> bool {
        self.0.is_empty()
    }

    pub fn is_always(&self) -> bool {
        self.0.first().is_some_and(Case::is_any_record)
    }

    /// Either of two.
    pub fn or(mut self, other: Self) -> Self {
        other.0.into_iter().for_each(|case| self.add(case));
        self
    }

    /// Both of two. If needs exclude each other in every case, it never happens.
    pub fn and(self, other: Self) -> Self {
        let mut together = Self::never();
        for case in &self.0 {
            for other in &other.0 {
                if let Some(case) = case.clone().and(other) {
                    together.add(case);
                }
            }
        }
        together
    }

    /// Adds a case. One too many and the last become one that has only the needs that both have: less is known then, but no
    /// case is lost.
    fn add(&mut self, case: Case) {
        let Self(cases) = self;
        if case.is_any_record() {
            cases.clear();
        } else if cases.first().is_some_and(Case::is_any_record) || cases.contains(&case) {
            return;
        }
        let is_full = cases.len() == MOST_CASES;
        match cases.last_mut().filter(|_| is_full) {
            Some(last) => {
                last.needs.retain(|need| case.needs.contains(need));
                last.certain = false;
            }
            None => cases.push(case),
        }
    }

    /// All of them.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().fold(Self::always(), Self::and)
    }

    /// When it happens, with an example record; `required` are the attributes that every record has.
    pub fn told(self, attributes: &[Box<str>], required: &[bool]) -> Occurs {
        if self.is_always() {
            return Occurs::Always;
        }
        // A certain case with few needs is the best example.
        let Some(best) = self.0.into_iter().min_by_key(|case| (!case.certain, case.needs.len())) else {
            return Occurs::Never;
        };
        let mut record = Vec::new();
        for (slot, need) in best.needs {
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
        Occurs::MayBe(Witness { record, certain: best.certain })
    }
}

impl Case {
    fn is_any_record(&self) -> bool {
        self.certain && self.needs.is_empty()
    }

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

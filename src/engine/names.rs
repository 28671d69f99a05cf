//! The names that a mapping reads, held against the names that the records of a run have: a column in another letter case
//! gives no value, and nothing else would say so.
//!
//! Sees all records for whether they have a value, and the names of the first ones. Does not know what becomes of them.

use super::attributes::AttributeProgram;
use crate::diagnostic::{Diagnostic, registry};
use crate::dotnet::casing::lower_invariant;
use crate::record::{RecordBody, each_name};
use crate::text::{Span, nearest};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many records' names are looked at: a CSV file has the same in each, and in JSON what the first ones lack is rare.
const SAMPLE: usize = 64;
/// How many names are kept at most, and how many attributes are named in one message.
const MOST_NAMES: usize = 10_000;
const MOST_LISTED: usize = 8;

/// What the records of a run did not have so far, and the names that the first of them have. Shared by threads.
#[derive(Debug, Default)]
pub struct Unseen {
    /// The slots of a program that had no value in any record; nothing before the first runner is done.
    slots: Mutex<Option<Vec<usize>>>,
    /// How many records' names are noted.
    records: AtomicUsize,
    names: Mutex<BTreeSet<String>>,
}

impl Unseen {
    /// Notes the names of a record, if it is one of the first. Those of nested objects are joined by dots.
    pub fn note(&self, record: RecordBody<'_>) {
        if self.records.load(Ordering::Relaxed) < SAMPLE {
            self.records.fetch_add(1, Ordering::Relaxed);
            let mut names = locked(&self.names);
            each_name(record, &mut |name| {
                if names.len() < MOST_NAMES {
                    names.insert(name.to_owned());
                }
            });
        }
    }

    /// Adds what one runner has not seen; what another one saw is seen.
    pub fn add(&self, of_one: &[usize]) {
        match &mut *locked(&self.slots) {
            Some(known) => known.retain(|slot| of_one.contains(slot)),
            none => *none = Some(of_one.to_vec()),
        }
    }
}

/// What is behind a lock; a thread that panicked while it had it leaves whole values.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The names in records.
struct Names<'n>(&'n BTreeSet<String>);

impl<'n> Names<'n> {
    fn all(&self) -> impl Iterator<Item = &'n str> + use<'n> {
        self.0.iter().map(String::as_str)
    }

    /// Whether records have it, as a whole or in part.
    fn has(&self, name: &str) -> bool {
        self.0.contains(name) || self.all().any(|known| continues(known, name) || continues(name, known))
    }

    /// The name that is written for another one: the same but for letter case, blanks, separators and numbers of items.
    fn same(&self, name: &str) -> Option<&'n str> {
        let wanted = plain(name)?;
        self.all().find(|known| plain(known).as_ref() == Some(&wanted))
    }

    /// A name that may be meant.
    fn near(&self, name: &str) -> Option<&'n str> {
        let last = |name: &str| plain(name.rsplit(['.', ':']).next().unwrap_or(name));
        let whole = plain(name)?;
        let part = last(name)?;
        self.all()
            .find(|known| plain(known).as_ref() == Some(&part) || last(known).as_ref() == Some(&whole))
            .or_else(|| nearest(name, self.all()))
    }
}

/// Whether a path goes on where another one ends.
fn continues(path: &str, start: &str) -> bool {
    path.strip_prefix(start).is_some_and(|rest| rest.starts_with(['.', '[', ':']))
}

/// A name without what people and tools write in different ways; nothing where only numbers are left.
fn plain(name: &str) -> Option<String> {
    let unfiltered: String =
        name.split('[').map(|part| part.split_once(']').map_or(part, |(_, behind)| behind)).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let segments: String = unfiltered.split('.').filter(|part| !is_number(part)).collect();
    let letters: String = lower_invariant(&segments).chars().filter(|it| it.is_alphanumeric()).collect();
    Some(letters).filter(|letters| !letters.is_empty())
}

/// What two names that mean the same differ in.
fn difference(name: &str, other: &str) -> &'static str {
    match () {
        () if other.trim() == name.trim() => "a blank at the beginning or the end",
        () if lower_invariant(other) == lower_invariant(name) => "letter case",
        () if !other.is_ascii() => "a character that is not seen, or looks like another one",
        () => "blanks, separators or the numbers of items",
    }
}

impl AttributeProgram {
    /// What there is to say after a run: attributes that the mapping reads and no record had a value for. Where the records
    /// have the name in another spelling, that is an error: the values are there and were not read.
    pub fn unread(&self, unseen: &Unseen) -> Vec<Diagnostic> {
        let (mut found, mut absent) = (Vec::new(), Vec::new());
        let (slots, names) = (locked(&unseen.slots), locked(&unseen.names));
        let names = Names(&names);
        if unseen.records.load(Ordering::Relaxed) == 0 {
            return found;
        }
        for name in self.named_slots(slots.as_deref().unwrap_or_default()) {
            if names.has(name) {
                continue;
            }
            match (names.same(name), names.near(name)) {
                (Some(same), _) => {
                    found.push(registry::attribute_spelled_otherwise(
                        Span::default(),
                        name,
                        same,
                        difference(name, same),
                    ));
                }
                (None, Some(near)) => {
                    found.push(registry::attribute_in_no_record(Span::default(), name, near));
                }
                (None, None) => absent.push(name),
            }
        }
        if !absent.is_empty() {
            let (listed, rest) = absent.split_at(absent.len().min(MOST_LISTED));
            let listed = listed.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let rest = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            found.push(registry::attributes_without_values(Span::default(), &format!("{listed}{rest}")));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_written_for_others() {
        let rows = [
            ("Active", " Active", Some(true)),
            ("userPrincipalName", "UserPrincipalName", Some(true)),
            ("userPrincipalName", "user_principal_name", Some(true)),
            ("organizations.title", "organizations.0.title", Some(true)),
            ("organizations[primary eq true].title", "organizations.0.title", Some(true)),
            ("profile.login", "login", Some(false)),
            ("givenName", "name.givenName", Some(false)),
            ("surname", "surnames", Some(false)),
            ("1", "0", None),
            ("mail", "manager", None),
            ("city", "id", None),
            ("name.givenName", "name", None),
        ];
        for (name, known, expected) in rows {
            let names = BTreeSet::from([known.to_owned()]);
            let names = Names(&names);
            let found = match () {
                () if names.has(name) => None,
                () if names.same(name).is_some() => Some(true),
                () => names.near(name).map(|_| false),
            };
            assert_eq!(found, expected, "{name:?} where records have {known:?}");
        }
    }
}

//! The names that a mapping reads, compared with the names that the records of a run have: a column in another letter
//! case gives no value, and nothing else would say so.
//!
//! Every record is watched for which slots have a value, only the first ones for their names. Does not know what
//! becomes of the records.

use super::Runner;
use super::attributes::AttributeProgram;
use crate::check::ACTIVE;
use crate::diagnostic::{Diagnostic, registry};
use crate::dotnet::casing::lower_invariant;
use crate::record::{RecordBody, each_name};
use crate::text::{Span, is_flattened, nearest, order};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

/// How many records' names are looked at: a CSV file has the same in each, and in JSON what the first ones lack is
/// rare.
const SAMPLE: usize = 64;
/// How many names are kept at most, and how many attributes are named in one message.
const MOST_NAMES: usize = 10_000;
const MOST_LISTED: usize = 8;
/// For how many names a similar one is looked for: that takes a look at all others.
const GUESSES: usize = 100;

/// What the records of a run did not have so far, and the names that the first of them have. Shared by threads.
#[derive(Debug, Default)]
pub struct Unseen {
    /// The slots of a program that had no value in any record; nothing before the first runner is done. Soon nothing
    /// changes any more, and then a mapper's threads only read it, once for each record.
    slots: RwLock<Option<Vec<usize>>>,
    /// How many records' names are noted.
    records: AtomicUsize,
    names: Mutex<NotedNames>,
    /// How many records in scope had no `active`, where the service disables their accounts.
    without_active: AtomicU64,
}

/// The names in the records that were looked at.
#[derive(Debug, Default)]
struct NotedNames {
    all: HashSet<String>,
    /// Those whose value is the text of an object or array, as PowerShell writes it.
    flattened: HashSet<String>,
    /// Those whose value is a word for true or false that the service does not know.
    words: HashSet<String>,
}

/// The longest of the words, in bytes.
const LONGEST_WORD: usize = 10;

/// Words for true and false in tables: of people, of databases, and of Excel in other languages, which has `WAHR` in a cell
/// where the file had `True`.
const WORDS: [&str; 32] = [
    "0",
    "1",
    "y",
    "n",
    "yes",
    "no",
    "t",
    "f",
    "on",
    "off",
    "x",
    "active",
    "inactive",
    "enabled",
    "disabled",
    "wahr",
    "falsch",
    "ja",
    "nein",
    "vrai",
    "faux",
    "oui",
    "non",
    "verdadero",
    "falso",
    "vero",
    "sí",
    "si",
    "verdadeiro",
    "waar",
    "onwaar",
    "prawda",
];

impl Unseen {
    /// Notes the names of a record, if it is one of the first. Those of nested objects are joined by dots.
    #[inline]
    pub fn note(&self, record: RecordBody<'_>) {
        if self.records.load(Ordering::Relaxed) < SAMPLE {
            self.note_names(record);
        }
    }

    #[cold]
    fn note_names(&self, record: RecordBody<'_>) {
        self.records.fetch_add(1, Ordering::Relaxed);
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let NotedNames { all, flattened, words } = &mut *names;
        let note = |names: &mut HashSet<String>, name: &str| {
            if names.len() < MOST_NAMES {
                names.insert(name.to_owned());
            }
        };
        each_name(record, &mut |name, value| {
            note(all, name);
            let value = value.trim_matches('"').trim();
            if is_flattened(value) {
                note(flattened, name);
            } else if value.len() <= LONGEST_WORD && WORDS.contains(&&*lower_invariant(value)) {
                note(words, name);
            }
        });
    }

    /// Adds the slots that a runner, which is done, has seen no value in. A slot stays unseen only while no runner has
    /// seen it.
    pub fn add(&self, runner: &Runner<'_>) {
        // Slots are in ascending order.
        let of_one = runner.unseen();
        let is_unseen = |slot: &usize| of_one.binary_search(slot).is_ok();
        self.without_active.fetch_add(runner.without_active(), Ordering::Relaxed);
        // A thread that panicked while it had a lock leaves whole values.
        let known = self.slots.read().unwrap_or_else(PoisonError::into_inner);
        if known.as_ref().is_some_and(|known| known.iter().all(is_unseen)) {
            return;
        }
        drop(known);
        match &mut *self.slots.write().unwrap_or_else(PoisonError::into_inner) {
            Some(known) => known.retain(is_unseen),
            none => *none = Some(of_one.to_vec()),
        }
    }
}

/// The names in records, and which of them are another spelling of a name that is looked for.
struct Names<'n> {
    /// In order.
    all: Vec<&'n str>,
    /// The first name of each that is the same but for what [`plain`] takes away, of the whole name and of its last
    /// part.
    whole: HashMap<String, &'n str>,
    last: HashMap<String, &'n str>,
    guesses: Cell<usize>,
}

impl<'n> Names<'n> {
    fn new(names: &'n HashSet<String>) -> Self {
        let mut all: Vec<&str> = names.iter().map(String::as_str).collect();
        order::sort_by(&mut all, Ord::cmp);
        let (mut whole, mut last) = (HashMap::new(), HashMap::new());
        for name in &all {
            plain(name).map(|plain| *whole.entry(plain).or_insert(*name));
            last_part(name).map(|plain| *last.entry(plain).or_insert(*name));
        }
        Self { all, whole, last, guesses: Cell::new(GUESSES) }
    }

    /// Whether records have the name, a path that begins with it, or a path that it begins with.
    fn has(&self, name: &str) -> bool {
        let goes_on = |mark: char| {
            let start = format!("{name}{mark}");
            let next = self.all.partition_point(|known| **known < *start);
            self.all.get(next).is_some_and(|known| known.starts_with(&start))
        };
        let is_known = |name: &str| self.all.binary_search_by(|known| (*known).cmp(name)).is_ok();
        let begins = |(end, _): (usize, &str)| name.get(..end).is_some_and(is_known);
        is_known(name) || MARKS.into_iter().any(goes_on) || name.match_indices(MARKS).any(begins)
    }

    /// The name in records that differs from this one only by letter case, spaces, separators and numbers of items.
    fn same(&self, name: &str) -> Option<&'n str> {
        self.whole.get(&plain(name)?).copied()
    }

    /// A name that may be meant.
    fn near(&self, name: &str) -> Option<&'n str> {
        let (whole, part) = (plain(name)?, last_part(name)?);
        let known = [self.whole.get(&part), self.last.get(&whole)].into_iter().flatten().min();
        known.copied().or_else(|| {
            self.guesses.set(self.guesses.get().checked_sub(1)?);
            nearest(name, self.all.iter().copied())
        })
    }
}

/// What comes between the parts of a path.
const MARKS: [char; 3] = ['.', '[', ':'];

/// The last part of a path, plain.
fn last_part(name: &str) -> Option<String> {
    plain(name.rsplit(['.', ':']).next().unwrap_or(name))
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

/// What the parts of a name seem to be separated by, where it is the header of a table that was read as one column: the character
/// as it is written, and what it is called.
fn separator_in(name: &str) -> Option<(&'static str, &'static str)> {
    let has = |mark: char, least: usize| name.matches(mark).count() >= least;
    match () {
        () if has('|', 1) => Some(("|", "`|`")),
        () if has(';', 2) => Some((";", "`;`")),
        () if has('\t', 2) => Some(("\t", "a tab")),
        () if has('^', 2) => Some(("^", "`^`")),
        () if has('~', 2) => Some(("~", "`~`")),
        () if has(',', 2) => Some((",", "`,`")),
        () => None,
    }
}

/// The first names of some, and how many more there are.
fn listed(names: &[&str]) -> String {
    let (first, rest) = names.split_at(names.len().min(MOST_LISTED));
    let first = first.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if rest.is_empty() { first } else { format!("{first} and {} more", rest.len()) }
}

impl AttributeProgram {
    /// What there is to say after a run: attributes that the mapping reads and no record had a value for. Where the
    /// records have the name in another spelling, that is an error: the values are there and were not read.
    pub fn unread(&self, unseen: &Unseen) -> Vec<Diagnostic> {
        let (mut found, mut absent) = (Vec::new(), Vec::new());
        let slots = unseen.slots.read().unwrap_or_else(PoisonError::into_inner);
        let names = unseen.names.lock().unwrap_or_else(PoisonError::into_inner);
        let NotedNames { all, flattened, words } = &*names;
        let names = Names::new(all);
        if unseen.records.load(Ordering::Relaxed) == 0 {
            return found;
        }
        if let Some((mark, word)) = all.iter().next().filter(|_| all.len() == 1).and_then(|only| separator_in(only)) {
            let is_known = |name: &str| names.has(name);
            if self.slots().names().next().is_some() && !self.slots().names().any(is_known) {
                found.push(registry::one_column(Span::default(), mark, word));
                return found;
            }
        }
        let is_read = |known: &String| {
            let is_inside = |name: &str| name.strip_prefix(&**known).is_some_and(|rest| rest.starts_with(MARKS));
            self.slots().names().any(|name| name == known || is_inside(name))
        };
        let mut flattened: Vec<&str> = flattened.iter().filter(|known| is_read(known)).map(String::as_str).collect();
        if !flattened.is_empty() {
            order::sort_by(&mut flattened, Ord::cmp);
            found.push(registry::flattened_values(Span::default(), &listed(&flattened)));
        }
        let worded: Vec<&str> = self.booleans().filter(|name| words.contains(*name)).collect();
        if !worded.is_empty() {
            found.push(registry::boolean_in_other_words(Span::default(), &listed(&worded)));
        }
        let mut without_active = unseen.without_active.load(Ordering::Relaxed);
        for name in self.named_slots(slots.as_deref().unwrap_or_default()) {
            if names.has(name) {
                continue;
            }
            let is_active = without_active > 0 && name == ACTIVE;
            let same = names.same(name);
            let near = if same.is_none() { names.near(name) } else { None };
            if is_active && (same.is_some() || near.is_some()) {
                // It may well be sent, and is not read.
                without_active = 0;
            }
            match (same, near) {
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
                (None, None) if is_active => {}
                (None, None) => absent.push(name),
            }
        }
        if !absent.is_empty() {
            found.push(registry::attributes_without_values(Span::default(), &listed(&absent)));
        }
        if without_active > 0 {
            found.push(registry::active_left_out(Span::default(), without_active));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_is_bounded() {
        let names = (0..1_000).map(|index| format!("attribute_name{index:06}")).collect();
        let names = Names::new(&names);
        let found = (0..10_000).filter(|index| {
            let name = format!("attribute_xx{index:06}");
            !names.has(&name) && names.same(&name).is_none() && names.near(&name).is_some()
        });
        assert_eq!(found.count(), GUESSES);
    }

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
            let names = HashSet::from([known.to_owned()]);
            let names = Names::new(&names);
            let found = match () {
                () if names.has(name) => None,
                () if names.same(name).is_some() => Some(true),
                () => names.near(name).map(|_| false),
            };
            assert_eq!(found, expected, "{name:?} where records have {known:?}");
        }
    }
}

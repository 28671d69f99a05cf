//! The names that a mapping reads, compared with the names that the records of a run have: a column in another letter
//! case gives no value, and nothing else would say so.
//!
//! Every record is watched for which slots have a value, only the first ones for their names. Does not know what
//! becomes of the records.

mod spelling;

use super::Runner;
use super::attributes::{AttributeProgram, NamedSlot};
use super::switches::{self, OpenSwitch};
use crate::check::ACTIVE;
use crate::diagnostic::{Diagnostic, registry};
use crate::dotnet::casing::lower_invariant;
use crate::record::{RecordBody, each_name};
use crate::text::{Span, is_flattened, order};
use spelling::{MARKS, Names, difference};
use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

/// How many records' names are looked at: a CSV file has the same in each, and in JSON what the first ones lack is
/// rare.
const SAMPLE: usize = 64;
/// How many names are kept at most, and how many attributes are named in one message.
const MOST_NAMES: usize = 10_000;
const MOST_LISTED: usize = 8;

/// What the records of a run did not have so far, and the names that the first of them have. Shared by threads.
#[derive(Debug, Default)]
pub struct Unseen {
    /// Nothing before the first runner is done. Soon nothing changes any more, and then a mapper's threads only read it, once for
    /// each record.
    missing: RwLock<Option<Missing>>,
    /// How many records' names are noted.
    records: AtomicUsize,
    names: Mutex<NotedNames>,
    /// How many records in scope had no `active`, where the service disables their accounts.
    without_active: AtomicU64,
}

/// What no record had.
#[derive(Debug, Default)]
struct Missing {
    /// The slots of a program that had no value in any record.
    slots: Vec<usize>,
    switches: Vec<OpenSwitch>,
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
        let switches = runner.open_switches();
        // A thread that panicked while it had a lock leaves whole values.
        let known = self.missing.read().unwrap_or_else(PoisonError::into_inner);
        if known
            .as_ref()
            .is_some_and(|known| known.slots.iter().all(is_unseen) && switches::is_known(&known.switches, switches))
        {
            return;
        }
        drop(known);
        match &mut *self.missing.write().unwrap_or_else(PoisonError::into_inner) {
            Some(known) => {
                known.slots.retain(is_unseen);
                switches::merge(&mut known.switches, switches);
            }
            none => *none = Some(Missing { slots: of_one.to_vec(), switches: switches.to_vec() }),
        }
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
        let missing = unseen.missing.read().unwrap_or_else(PoisonError::into_inner);
        let (slots, open) = missing.as_ref().map_or((&[][..], &[][..]), |known| (&known.slots, &known.switches));
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
        if switches::WATCHES {
            found.extend(switches::said(self, open, &worded));
        }
        let mut without_active = unseen.without_active.load(Ordering::Relaxed);
        for NamedSlot { name, origin, is_computed } in self.named_slots(slots) {
            if names.has(name) {
                continue;
            }
            let is_active = without_active > 0 && name == ACTIVE;
            let spelled = |name| Some((name, names.same(name)?));
            let from = origin.map(|(from, is_seen)| (from, is_seen || names.has(from)));
            let same = match from {
                // What the other name has is read in its place, unless the service works it out from both.
                Some((_, true)) => spelled(name).filter(|_| is_computed),
                Some((from, false)) => spelled(name).or_else(|| spelled(from)),
                None => spelled(name),
            };
            if same.is_none() && (is_computed || from.is_some_and(|(_, has_values)| has_values)) {
                continue;
            }
            let near = if same.is_none() { names.near(name) } else { None };
            if is_active && (same.is_some() || near.is_some()) {
                // It may well be sent, and is not read.
                without_active = 0;
            }
            match (same, near) {
                (Some((name, same)), _) => {
                    let difference = difference(name, same);
                    found.push(registry::attribute_spelled_otherwise(Span::default(), name, same, &difference));
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

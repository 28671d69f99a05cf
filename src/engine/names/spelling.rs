//! The names in records, and which of them is another spelling of a name, or near it. Does not know what is read.

use crate::dotnet::casing::lower_invariant;
use crate::text::characters::{as_it_looks, oddity_of_name};
use crate::text::{nearest, order};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// For how many names a similar one is looked for: that takes a look at all others.
const GUESSES: usize = 100;

/// The names in records, and which of them are another spelling of a name that is looked for.
pub(super) struct Names<'n> {
    /// In order.
    all: Vec<&'n str>,
    /// The first name of each that is the same but for what [`plain`] takes away, of the whole name and of its last
    /// part.
    whole: HashMap<String, &'n str>,
    last: HashMap<String, &'n str>,
    guesses: Cell<usize>,
}

impl<'n> Names<'n> {
    pub fn new(names: &'n HashSet<String>) -> Self {
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
    pub fn has(&self, name: &str) -> bool {
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
    pub fn same(&self, name: &str) -> Option<&'n str> {
        self.whole.get(&plain(name)?).copied()
    }

    /// A name that may be meant.
    pub fn near(&self, name: &str) -> Option<&'n str> {
        let (whole, part) = (plain(name)?, last_part(name)?);
        let known = [self.whole.get(&part), self.last.get(&whole)].into_iter().flatten().min();
        known.copied().or_else(|| {
            self.guesses.set(self.guesses.get().checked_sub(1)?);
            nearest(name, self.all.iter().copied())
        })
    }
}

/// What comes between the parts of a path.
pub(super) const MARKS: [char; 3] = ['.', '[', ':'];

/// The last part of a path, plain.
fn last_part(name: &str) -> Option<String> {
    plain(name.rsplit(['.', ':']).next().unwrap_or(name))
}

/// A name without what people and tools write in different ways; nothing where only numbers are left.
fn plain(name: &str) -> Option<String> {
    let name = as_it_looks(unwrapped(name));
    let unfiltered: String =
        name.split('[').map(|part| part.split_once(']').map_or(part, |(_, behind)| behind)).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let segments: String = unfiltered.split('.').filter(|part| !is_number(part)).collect();
    let letters: String = lower_invariant(&segments).chars().filter(|it| it.is_alphanumeric()).collect();
    Some(letters).filter(|letters| !letters.is_empty())
}

/// What two names that mean the same differ in. What nobody can see, or tell from another character, is named.
pub(super) fn difference(name: &str, other: &str) -> String {
    let odd = |of: &str, in_place: &str| oddity_of_name(of).filter(|it| !in_place.contains(it.character));
    if other.trim_matches(' ') == name.trim_matches(' ') {
        "a blank at the beginning or the end".to_owned()
    } else if lower_invariant(other) == lower_invariant(name) {
        "letter case".to_owned()
    } else if let Some(odd) = odd(other, name).or_else(|| odd(name, other)) {
        odd.to_string()
    } else if unwrapped(other).len() < other.len() {
        "the brackets around it".to_owned()
    } else {
        "blanks, separators or the numbers of items".to_owned()
    }
}

/// A name without the brackets that it has as a whole: who copies it from an expression takes them along.
fn unwrapped(name: &str) -> &str {
    name.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name)
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
            ("mail", "[mail]", Some(true)),
            ("mail", " [Mail] ", Some(true)),
            ("mail", "mail\u{A0}", Some(true)),
            ("mail", "m\u{430}il", Some(true)),
            ("mail", "ma\u{200B}il", Some(true)),
            ("mail", "[]", None),
            ("roles[primary eq true]", "roles", None),
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
    #[test]
    fn a_difference_is_named_where_it_cannot_be_seen() {
        for (name, other, expected) in [
            ("mail", " mail", "a blank at the beginning or the end"),
            ("mail", "Mail", "letter case"),
            ("mail", "mail\u{A0}", "U+00A0, a no-break space"),
            ("mail", "\u{FEFF}Mail", "U+FEFF, an invisible byte order mark"),
            ("mail", "m\u{430}il", "U+0430, a Cyrillic letter that looks like `a`"),
            ("m\u{430}il", "mail", "U+0430, a Cyrillic letter that looks like `a`"),
            ("mail", "[mail]", "the brackets around it"),
            ("größe", "Größe", "letter case"),
            ("größe", "grö-ße", "blanks, separators or the numbers of items"),
            ("a\u{A0}b", "A\u{A0}B", "letter case"),
            ("a\u{A0}b", "ab\u{A0}", "blanks, separators or the numbers of items"),
        ] {
            assert_eq!(difference(name, other), expected, "{other:?} in place of {name:?}");
        }
    }
}

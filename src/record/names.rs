//! The names of a directory's attributes, each with a number: learnt from the entries so far, so that most lines are recognised by
//! comparing with the name that followed the last one before.
//!
//! Knows nothing of values, nor of what the attributes are for.

use super::attributes::quick_hash;
use super::fields::Names;

/// How many names are looked up by their hash. Entries that have more are rare; what is beyond gets a number for each line.
const MOST: usize = 256;
const BUCKETS: usize = MOST * 2;
/// How long the names may be together before they are forgotten.
const LONGEST: usize = 1 << 14;
/// How many buckets are tried, so that names made to collide cost no more than others.
const PROBES: usize = 8;

/// What was learnt. One per input.
#[derive(Debug, Default)]
pub(super) struct NameTable {
    text: String,
    ends: Vec<usize>,
    /// For each name the one that followed it last.
    followers: Vec<usize>,
    kinds: Vec<NameKind>,
    /// By a hash of their text, the numbers of names plus one; zero is a free bucket.
    buckets: Vec<u16>,
}

/// What a name means to the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    /// Which entry it is.
    Entry,
    /// What is done to the entry.
    Change,
    Attribute,
}

impl NameTable {
    /// All names, for the fields of an entry.
    pub fn names(&self) -> Names<'_> {
        Names { text: &self.text, ends: &self.ends, any_case: true }
    }

    pub fn kind(&self, number: usize) -> NameKind {
        self.kinds.get(number).copied().unwrap_or(NameKind::Attribute)
    }

    /// Forgets all names if they have become many. Before an entry, because numbers are valid as long as the entry is.
    pub fn keep_small(&mut self) {
        if self.ends.len() > MOST || self.text.len() > LONGEST {
            *self = Self::default();
        }
    }

    /// The name that a line most likely begins with, and its length: the one that followed the last before, the last itself, or
    /// the next after one that is left out.
    #[inline]
    pub fn expected(&self, last: usize, line: &[u8]) -> Option<(usize, usize)> {
        let next = self.followers.get(last).copied()?;
        self.stands_at(next, line)
            .or_else(|| self.stands_at(last, line))
            .or_else(|| self.stands_at(self.followers.get(next).copied()?, line))
    }

    #[inline]
    fn stands_at(&self, number: usize, line: &[u8]) -> Option<(usize, usize)> {
        let name = self.names().get(number)?.as_bytes();
        (line.get(name.len()) == Some(&b':') && line.starts_with(name)).then_some((number, name.len()))
    }

    /// The number of any name that came after another.
    pub fn find(&mut self, last: Option<usize>, name: &str) -> usize {
        if self.buckets.is_empty() {
            self.buckets.resize(BUCKETS, 0);
        }
        let first = quick_hash(name.as_bytes());
        let mut probed = (0..PROBES).map(|step| (first + step) % BUCKETS);
        let bucket = probed.find_map(|bucket| {
            let number = usize::from(*self.buckets.get(bucket)?).checked_sub(1);
            let is_it = number.is_none_or(|number| self.names().get(number) == Some(name));
            is_it.then_some((bucket, number))
        });
        let number = match bucket {
            Some((_, Some(number))) => number,
            _ => self.add(name, bucket.map(|(bucket, _)| bucket)),
        };
        if let Some(follower) = last.filter(|last| *last != number).and_then(|last| self.followers.get_mut(last)) {
            *follower = number;
        }
        number
    }

    fn add(&mut self, name: &str, bucket: Option<usize>) -> usize {
        let number = self.ends.len();
        self.text.push_str(name);
        self.ends.push(self.text.len());
        // It is expected that an entry begins anew.
        self.followers.push(0);
        self.kinds.push(match () {
            () if name.eq_ignore_ascii_case("dn") => NameKind::Entry,
            () if name.eq_ignore_ascii_case("changetype") => NameKind::Change,
            () => NameKind::Attribute,
        });
        if let Some(bucket) = bucket.and_then(|bucket| self.buckets.get_mut(bucket)).filter(|_| number < MOST) {
            *bucket = u16::try_from(number + 1).unwrap_or_default();
        }
        number
    }
}

//! The groups of a pattern, numbered as in .NET: unnamed ones from the left, then named ones, skipping the numbers that
//! the pattern assigns itself.
//!
//! A group's *index* is its position in the sorted numbers; the two differ only if a pattern leaves numbers out.

/// The groups of one pattern. Group 0, the whole match, is always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    numbers: Vec<u32>,
    /// Names and their numbers, in order of appearance.
    names: Vec<(String, u32)>,
}

impl Groups {
    /// How many groups there are, group 0 included.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The index of a group's number.
    pub fn index_of_number(&self, number: u32) -> Option<usize> {
        self.numbers.binary_search(&number).ok()
    }

    /// The index of a group with a name in the pattern.
    pub fn index_of_name(&self, name: &str) -> Option<usize> {
        let named = self.names.iter().find(|named| named.0 == name)?;
        self.index_of_number(named.1)
    }

    /// The index of a group by a caller's name: its name, or the number of an unnamed group.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        let has_gap = self.numbers.last().is_some_and(|&last| last as usize >= self.numbers.len());
        if !self.names.is_empty() || has_gap {
            // .NET lists the names. A number is a name only of a group that has no other, and only in canonical form.
            return self.names().iter().position(|known| known == name);
        }
        let number = name.parse().ok().filter(|_| name.bytes().all(|byte| byte.is_ascii_digit()))?;
        self.index_of_number(number)
    }

    /// The names of all groups in the order of their numbers; the name of an unnamed group is its number.
    pub fn names(&self) -> Vec<String> {
        let name = |number: &u32| {
            let named = self.names.iter().find(|named| named.1 == *number);
            named.map_or_else(|| number.to_string(), |named| named.0.clone())
        };
        self.numbers.iter().map(name).collect()
    }
}

/// Collects the groups while a pattern is parsed for the first time.
#[derive(Debug, Default)]
pub struct Census {
    /// Sorted.
    numbers: Vec<u32>,
    names: Vec<String>,
    unnamed: u32,
}

impl Census {
    /// Counts an unnamed group.
    pub fn unnamed(&mut self) {
        self.unnamed += 1;
        self.insert(self.unnamed);
    }

    /// Counts a group that the pattern numbers.
    pub fn numbered(&mut self, number: u32) {
        self.insert(number);
    }

    /// Counts a group that the pattern names.
    pub fn named(&mut self, name: String) {
        if !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    fn insert(&mut self, number: u32) {
        if let Err(place) = self.numbers.binary_search(&number) {
            self.numbers.insert(place, number);
        }
    }

    /// Assigns the remaining numbers to the named groups.
    pub fn finish(mut self) -> Groups {
        self.insert(0);
        let mut next = self.unnamed + 1;
        let mut names = Vec::with_capacity(self.names.len());
        for name in std::mem::take(&mut self.names) {
            while self.numbers.binary_search(&next).is_ok() {
                next = next.saturating_add(1);
            }
            self.insert(next);
            names.push((name, next));
            next = next.saturating_add(1);
        }
        Groups { numbers: self.numbers, names }
    }
}

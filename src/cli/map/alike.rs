//! Errors that every record of a run has, from the first on: their cause is the file or the mapping, and they are told once, with
//! a count. As soon as a record has no error or another one, each of them is told. Knows neither files nor diagnostics.

use std::mem::take;

/// How many are held until another record decides. More are only counted.
const MOST_HELD: usize = 100;

/// How many records have to have the same errors.
const FEWEST: u64 = 5;

/// The errors of the records so far.
#[derive(Default)]
pub(super) struct Alike {
    /// What the errors of all records so far have in common.
    shared: String,
    /// What is to be told of each.
    held: Vec<String>,
    /// How many records have begun, and how many of them had these errors.
    records: u64,
    count: u64,
    /// Whether the records differ.
    is_over: bool,
}

impl Alike {
    /// The next record begins. Returns what is to be told now.
    pub fn turn(&mut self) -> Vec<String> {
        self.records += 1;
        // The record before this had no error.
        if self.is_over || self.count + 1 == self.records { Vec::new() } else { self.each() }
    }

    /// An error of the current record: what it has in common with those of other records, and what is to be told of it. Returns what
    /// is to be told now.
    pub fn error(&mut self, shared: &str, told: String) -> Vec<String> {
        if !self.is_over && self.count + 1 == self.records && (self.count == 0 || self.shared == shared) {
            if self.count == 0 {
                shared.clone_into(&mut self.shared);
            }
            self.count += 1;
            if self.held.len() < MOST_HELD {
                self.held.push(told);
            }
            return Vec::new();
        }
        let mut all = self.each();
        all.push(told);
        all
    }

    /// What is to be told of each record so far, because they are not all alike.
    pub fn each(&mut self) -> Vec<String> {
        let more = self.count.saturating_sub(self.held.len() as u64);
        let mut told = take(&mut self.held);
        if !std::mem::replace(&mut self.is_over, true) && more > 0 {
            told.push(format!("the same for {more} more records"));
        }
        told
    }

    /// What is to be told after the last record.
    pub fn end(&mut self) -> Vec<String> {
        if self.is_over || self.count < FEWEST || self.count < self.records {
            return self.each();
        }
        self.is_over = true;
        let mut told = take(&mut self.held);
        told.truncate(1);
        told.push(format!("the same for all {} records", self.count));
        told
    }
}

#[cfg(test)]
mod tests {
    use super::{Alike, FEWEST, MOST_HELD};

    /// What is told of records with these errors; a dot is a record without one.
    fn told(records: &str) -> String {
        let mut alike = Alike::default();
        let mut all = Vec::new();
        for (number, errors) in records.split(' ').enumerate() {
            all.extend(alike.turn());
            for error in errors.chars().filter(|error| *error != '.') {
                all.extend(alike.error(&error.to_string(), format!("{error}{}", number + 1)));
            }
        }
        all.extend(alike.end());
        all.join(", ")
    }

    #[test]
    fn what_all_records_have_is_told_once() {
        for (records, expected) in [
            ("a", "a1"),
            (".", ""),
            ("a a a a", "a1, a2, a3, a4"),
            ("a a a a a", "a1, the same for all 5 records"),
            ("a a a a a .", "a1, a2, a3, a4, a5"),
            (". a a a a a", "a2, a3, a4, a5, a6"),
            ("a a a a a b", "a1, a2, a3, a4, a5, b6"),
            ("a a a a a ab", "a1, a2, a3, a4, a5, a6, b6"),
            ("a a . a a a a a", "a1, a2, a4, a5, a6, a7, a8"),
        ] {
            assert_eq!(told(records), expected, "{records}");
        }
        assert_eq!(FEWEST, 5);
        let many = vec!["a"; MOST_HELD + 7].join(" ");
        assert_eq!(told(&many), format!("a1, the same for all {} records", MOST_HELD + 7));
        let last = told(&format!("{many} ."));
        assert!(last.ends_with(&format!("a{MOST_HELD}, the same for 7 more records")), "{last}");
    }
}

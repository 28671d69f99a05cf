//! Finds where a JSON value ends as the bytes are streamed: brackets and strings are followed, nothing else is checked.
//!
//! The value is parsed strictly afterwards; here it only matters not to lose the records that follow.

use super::levels::Levels;
use super::scan::Scanner;
use super::string::plain_length;

/// How far a value has been followed.
#[derive(Default)]
pub(super) struct Structure {
    levels: Levels,
    /// The number of levels beyond those that are tracked.
    deeper: usize,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

/// The outcome of following some more bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Followed {
    /// The value ends before that many of the bytes.
    Whole(usize),
    /// The value continues.
    More,
    /// Brackets do not match or a string does not end: the end of the value cannot be found. The last of that many
    /// bytes shows it.
    Lost(usize),
}

impl Structure {
    /// For a value whose opening brace has already been read.
    pub fn inside_object() -> Self {
        let mut structure = Self { begun: true, ..Self::default() };
        structure.levels.enter(true);
        structure
    }

    /// Follows the value through more bytes.
    pub fn follow(&mut self, bytes: &[u8]) -> Followed {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if self.in_string {
                if self.escaped {
                    self.escaped = false;
                    at += 1;
                    continue;
                }
                let rest = bytes.get(at..).unwrap_or_default();
                let found = plain_length(rest);
                at += found + 1;
                match rest.get(found) {
                    Some(b'"') => {
                        self.in_string = false;
                        if self.is_outside() {
                            return Followed::Whole(at);
                        }
                    }
                    Some(b'\\') => self.escaped = true,
                    Some(b'\n') => return Followed::Lost(at),
                    Some(_) => {}
                    None => return Followed::More,
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.deeper += usize::from(!self.levels.enter(*byte == b'{')),
                b'}' | b']' if self.is_outside() => return Followed::Whole(at),
                b'}' | b']' if self.deeper > 0 => self.deeper -= 1,
                b'}' | b']' => {
                    if self.levels.innermost() != Some(*byte == b'}') {
                        return Followed::Lost(at + 1);
                    }
                    self.levels.leave();
                    if self.is_outside() {
                        return Followed::Whole(at + 1);
                    }
                }
                b',' | b' ' | b'\t' | b'\r' | b'\n' if self.begun && self.is_outside() => return Followed::Whole(at),
                _ => {}
            }
            self.begun = true;
            at += 1;
        }
        Followed::More
    }

    fn is_outside(&self) -> bool {
        self.levels.innermost().is_none()
    }
}

/// The array of a bulk request.
const OPERATIONS: &str = "Operations";

/// Whether the text before an array is that of a bulk request: its last name says so.
pub(super) fn names_operations(before: &[u8]) -> bool {
    let name = before.rsplit(|byte| *byte == b'"').nth(1);
    name == Some(OPERATIONS.as_bytes())
}

/// The data of an operation of a bulk request, as a range of its text; nothing where it is no such operation.
pub(super) fn bulk_data(operation: &str) -> Option<std::ops::Range<usize>> {
    let (mut data, mut is_operation) = (None, false);
    super::path::each_member_at(operation, |key, start, value| match key.meant(&bumpalo::Bump::new()) {
        "method" => is_operation = true,
        "data" if value.starts_with('{') => data = Some(start..start + value.len()),
        _ => {}
    });
    data.filter(|_| is_operation)
}

/// Objects that wrap records in an array: its key, and the prefixes of the keys that may come before it, in any letter case.
const WRAPPERS: [(&str, &[&str]); 5] = [
    // Microsoft Graph, and the API before it
    ("value", &["@", "odata."]),
    // Microsoft Graph's SDK
    ("Value", &["Odata"]),
    // SCIM's ListResponse
    ("Resources", &["schemas", "totalResults", "itemsPerPage", "startIndex", "id", "meta"]),
    // A bulk request of SCIM: the records are the data of its operations
    (OPERATIONS, &["schemas", "failOnErrors"]),
    // Google's directory
    ("users", &["kind", "etag", "nextPageToken"]),
];

/// Whether the first object of these bytes wraps records in an array.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// Its array begins after that many bytes.
    Array(usize),
    /// It is a record itself.
    None,
    /// More bytes are needed.
    Unclear,
}

/// How far into an object the array of a wrapper may begin.
const WRAPPER_LENGTH: usize = 64 << 10;

/// Looks for a wrapper's array.
pub(super) fn wrapping(bytes: &[u8]) -> Wrapping {
    match bytes.get(..WRAPPER_LENGTH) {
        // More bytes would not be looked at.
        Some(beginning) => match wrapping_within(beginning) {
            Wrapping::Unclear => Wrapping::None,
            clear => clear,
        },
        None => wrapping_within(bytes),
    }
}

fn wrapping_within(bytes: &[u8]) -> Wrapping {
    let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let arena = bumpalo::Bump::new();
    let mut scanner = Scanner::new(text);
    scanner.blank();
    let mut candidates = WRAPPERS.map(Some);
    loop {
        // The opening brace, then commas.
        scanner.advance(1);
        let key = match scanner.key() {
            Ok(key) => key.meant(&arena),
            Err(malformed) if malformed.at_end => return Wrapping::Unclear,
            Err(_) => return Wrapping::None,
        };
        // A PATCH request has operations, too, and they are no records.
        let before = scanner.since(0);
        candidates = candidates.map(|one| {
            one.filter(|(array, _)| *array != OPERATIONS || before.contains("BulkRequest") || key != OPERATIONS)
        });
        if candidates.iter().flatten().any(|(array, _)| *array == key) && scanner.peek() != Some(b'"') {
            if scanner.peek() == Some(b'[') {
                scanner.advance(1);
                let begins = scanner.offset();
                scanner.blank();
                return match scanner.peek() {
                    Some(b'{' | b']') => Wrapping::Array(begins),
                    Some(_) => Wrapping::None,
                    None => Wrapping::Unclear,
                };
            }
            return if scanner.peek().is_none() { Wrapping::Unclear } else { Wrapping::None };
        }
        let begins = |word: &&str| key.get(..word.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(word));
        for candidate in &mut candidates {
            *candidate = candidate.filter(|(_, before)| before.iter().any(begins));
        }
        if candidates.iter().all(Option::is_none) {
            return Wrapping::None;
        }
        match scanner.skip() {
            Ok(()) => {}
            Err(malformed) if malformed.at_end => return Wrapping::Unclear,
            Err(_) => return Wrapping::None,
        }
        scanner.blank();
        match scanner.peek() {
            Some(b',') => {}
            Some(_) => return Wrapping::None,
            None => return Wrapping::Unclear,
        }
    }
}

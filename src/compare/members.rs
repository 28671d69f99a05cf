//! What differs between two payloads, found in their texts. Most members of a changed payload are the same bytes as before,
//! and no tree is made of them.
//!
//! Knows nothing of what members mean.

use super::payload::{DEEPEST, collect};
use crate::scim::member;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// What differs between two payloads.
#[derive(Debug, Default)]
pub(super) struct Differences<'p> {
    /// Whether anything does: not what is only written in another way.
    pub any: bool,
    /// Strings that became other strings, each with its path.
    pub texts: Vec<(String, Cow<'p, str>, Cow<'p, str>)>,
    /// The attributes of all other values that differ. What is inside of lists may be the same.
    pub before: BTreeMap<String, String>,
    pub after: BTreeMap<String, String>,
}

/// A member with its name and its value on both sides.
type Member<'p> = (&'p [u8], Option<&'p [u8]>, Option<&'p [u8]>);

impl<'p> Differences<'p> {
    /// What differs between two JSON texts. What is no JSON is compared as text.
    pub fn of(old: &'p [u8], new: &'p [u8]) -> Self {
        let mut found = Self::default();
        found.values("", 0, old, new);
        found
    }

    /// Compares what has this path.
    fn values(&mut self, path: &str, depth: usize, old: &'p [u8], new: &'p [u8]) {
        if old == new {
            return;
        }
        if let (Some(old), Some(new)) = (string(old), string(new)) {
            if old != new {
                self.any = true;
                self.texts.push((path.to_owned(), old, new));
            }
            return;
        }
        let members = if depth < DEEPEST { differing(old, new) } else { None };
        let Some(members) = members else {
            let (old, new) = (whole(old), whole(new));
            if old != new {
                self.any = true;
                collect(&old, path, depth, &mut self.before);
                collect(&new, path, depth, &mut self.after);
            }
            return;
        };
        for (name, old, new) in members {
            let path = member(path, &string(name).unwrap_or_else(|| String::from_utf8_lossy(name)));
            let (side, value) = match (old, new) {
                (Some(old), Some(new)) => {
                    self.values(&path, depth + 1, old, new);
                    continue;
                }
                (Some(old), None) => (&mut self.before, old),
                (None, Some(new)) => (&mut self.after, new),
                (None, None) => continue,
            };
            self.any = true;
            collect(&whole(value), &path, depth + 1, side);
        }
    }
}

/// The members of which the texts differ; nothing if one of the two is no object.
fn differing<'p>(old: &'p [u8], new: &'p [u8]) -> Option<Vec<Member<'p>>> {
    let (mut old, mut new, mut found) = (Members::of(old)?, Members::of(new)?, Vec::new());
    // Members mostly have the same order on both sides.
    while !old.is_done() && !new.is_done() {
        let begin = (old, new);
        let text = old.next()?;
        if new.skip(text) {
            continue;
        }
        let ((name, value), (other, now)) = (split(text)?, split(new.next()?)?);
        if name != other {
            (old, new) = begin;
            break;
        }
        found.push((name, Some(value), Some(now)));
        if old.rest() == new.rest() {
            return Some(found);
        }
    }
    by_name(old.all()?, new.all()?, &mut found);
    Some(found)
}

/// Finds the members of one side on the other.
fn by_name<'p>(old: Vec<(&'p [u8], &'p [u8])>, new: Vec<(&'p [u8], &'p [u8])>, found: &mut Vec<Member<'p>>) {
    let mut others: HashMap<&[u8], &[u8]> = new.iter().copied().collect();
    for (name, value) in old {
        let now = others.remove(name);
        if now != Some(value) {
            found.push((name, Some(value), now));
        }
    }
    let come = new.into_iter().filter(|(name, _)| others.contains_key(name));
    found.extend(come.map(|(name, value)| (name, None, Some(value))));
}

/// What is no JSON is compared as text.
fn whole(payload: &[u8]) -> Json {
    serde_json::from_slice(payload).unwrap_or_else(|_| Json::from(String::from_utf8_lossy(payload)))
}

/// What a string means.
fn string(text: &[u8]) -> Option<Cow<'_, str>> {
    let inside = text.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    match memchr::memchr2(b'"', b'\\', inside) {
        None => str::from_utf8(inside).ok().map(Cow::Borrowed),
        Some(_) => serde_json::from_slice(text).ok().map(Cow::Owned),
    }
}

/// The members of an object from a place in its text on.
#[derive(Clone, Copy)]
struct Members<'p> {
    text: &'p [u8],
    at: usize,
}

impl<'p> Members<'p> {
    /// All of them; nothing if it is no object.
    fn of(text: &'p [u8]) -> Option<Self> {
        let text = text.trim_ascii();
        let inside = text.strip_prefix(b"{")?.strip_suffix(b"}")?;
        Some(Self { text, at: if inside.trim_ascii().is_empty() { text.len() } else { 1 } })
    }

    fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    fn rest(&self) -> &'p [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The text of the next.
    fn next(&mut self) -> Option<&'p [u8]> {
        let end = end_of_member(self.text, self.at)?;
        let member = self.text.get(self.at..end)?;
        self.at = end + 1;
        Some(member)
    }

    /// Goes past the next if it has this text.
    fn skip(&mut self, member: &[u8]) -> bool {
        let is_same = matches!(self.rest().strip_prefix(member), Some([b',' | b'}', ..]));
        self.at += if is_same { member.len() + 1 } else { 0 };
        is_same
    }

    /// The others, each as its name and its value.
    fn all(mut self) -> Option<Vec<(&'p [u8], &'p [u8])>> {
        let mut all = Vec::new();
        while !self.is_done() {
            all.push(split(self.next()?)?);
        }
        Some(all)
    }
}

/// A member's name as it is written, and its value.
fn split(member: &[u8]) -> Option<(&[u8], &[u8])> {
    let member = member.trim_ascii();
    let end = end_of_string(member.strip_prefix(b"\"")?, 0)? + 2;
    let (name, rest) = member.split_at_checked(end)?;
    Some((name, rest.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start()))
}

/// Where a member ends that begins here: at the comma or brace behind it.
fn end_of_member(text: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match text.get(at)? {
            b'"' => at = end_of_string(text, at + 1)?,
            b'{' | b'[' => depth += 1,
            b',' | b'}' if depth == 0 => return Some(at),
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += 1;
    }
}

/// The quote that ends a string.
fn end_of_string(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        match text.get(at) {
            Some(b'"') => return Some(at),
            _ => at += 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Differences;

    /// Each as `path: before > after`; a dash is nothing.
    fn differences(old: &str, new: &str) -> String {
        let found = Differences::of(old.as_bytes(), new.as_bytes());
        let texts = found.texts.iter().map(|(path, old, new)| format!("{path}: {old} > {new}"));
        let before = found.before.iter().map(|(path, value)| format!("{path}: {value} > –"));
        let after = found.after.iter().map(|(path, value)| format!("{path}: – > {value}"));
        let lines: Vec<String> = texts.chain(before).chain(after).collect();
        match (found.any, lines.is_empty()) {
            (false, true) => "–".to_owned(),
            (true, true) => "something".to_owned(),
            (true, false) => lines.join(", "),
            (false, false) => panic!("{old} {new} {lines:?}"),
        }
    }

    #[test]
    fn only_what_differs_is_read() {
        for (old, new, expected) in [
            (r#"{"a":1}"#, r#"{"a":1}"#, "–"),
            (r#"{}"#, r#"{ }"#, "–"),
            (r#"{"a":1,"b":"x"}"#, r#"{"b":"x","a":1}"#, "–"),
            (r#"{"a":"\u0041"}"#, r#"{"a":"A"}"#, "–"),
            (r#"{"a":[1, 2]}"#, r#"{"a":[1,2]}"#, "–"),
            (r#"{"a" : {"b":1,"c":2} }"#, r#"{"a":{"c":2,"b":1}}"#, "–"),
            (r#"{"a":{"b":1,"c":2}}"#, r#" {"a":{"c":3,"b":1}}"#, "a.c: 2 > –, a.c: – > 3"),
            (r#"{"a":1,"b":2,"c":3}"#, r#"{"a":1,"b":4,"c":3}"#, "b: 2 > –, b: – > 4"),
            (r#"{"a":1}"#, r#"{"a":12}"#, "a: 1 > –, a: – > 12"),
            (r#"{"a":"x","b":"y"}"#, r#"{"a":"xy","b":"z"}"#, "a: x > xy, b: y > z"),
            (r#"{"a":"x\"","b":"}"}"#, r#"{"a":"\"","b":"}"}"#, "a: x\" > \""),
            (r#"{"a":"},\"","b":1}"#, r#"{"a":"},\"","b":[{"c":"]"}]}"#, "b: 1 > –, b[0].c: – > ]"),
            (
                r#"{"a":[{"b":1,"c":2}]}"#,
                r#"{"a":[{"b":1,"c":3}]}"#,
                "a[0].b: 1 > –, a[0].c: 2 > –, a[0].b: – > 1, a[0].c: – > 3",
            ),
            (r#"{"a":1,"c":3}"#, r#"{"a":1,"b":2,"c":3}"#, "b: – > 2"),
            (r#"{"a":1,"b":2,"c":3}"#, r#"{"c":3,"b":1,"a":1}"#, "b: 2 > –, b: – > 1"),
            (r#"{"a":1,"b":"x"}"#, r#"{"a":1}"#, "b: x > –"),
            (r#"{"a":1}"#, "{}", "a: 1 > –"),
            (r#"{"a":null}"#, "{}", "something"),
            (r#"{"a":"1"}"#, r#"{"a":1}"#, "a: 1 > –, a: – > 1"),
            (r#"{"urn:a:b":{"c":{"d":"x"}}}"#, r#"{"urn:a:b":{"c":{"d":"y"}}}"#, "urn:a:b:c:d: x > y"),
            (r#"{"a":{"b":"x"}}"#, r#"{"a":"x"}"#, "a.b: x > –, a: – > x"),
            (r#"{"\u0061":"x"}"#, r#"{"\u0061":"y"}"#, "a: x > y"),
            ("[1]", "[2]", ": [1] > –, : – > [2]"),
            ("{", "{}", ": { > –"),
            (r#"{"a"}"#, "{}", ": {\"a\"} > –"),
        ] {
            assert_eq!(differences(old, new), expected, "{old} {new}");
        }
    }

    #[test]
    fn what_is_nested_deep_is_one_value() {
        let nested = |value: &str| format!("{}{value}{}", "{\"a\":".repeat(9), "}".repeat(9));
        assert_eq!(
            differences(&nested("1"), &nested("2")),
            "a.a.a.a.a.a.a.a: {\"a\":1} > –, a.a.a.a.a.a.a.a: – > {\"a\":2}"
        );
    }
}

//! Records that are named values rather than JSON: rows of CSV, entries of LDIF. Knows neither format.

use super::attributes::{Destination, Slots};
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;

/// The fields of one record, in order. A name may occur more than once.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'r> {
    pub(super) names: &'r str,
    pub(super) values: &'r str,
    pub(super) locations: &'r [Field],
    /// Whether names are not case-sensitive, as in a directory.
    pub(super) any_case: bool,
}

/// Where a field's name is in the joined names, and its value in the joined values: from and to, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub name: (usize, usize),
    pub value: (usize, usize),
}

impl<'r> Fields<'r> {
    /// All values, joined by nothing.
    pub fn joined(self) -> &'r str {
        self.values
    }

    /// Names with their values.
    pub fn iter(self) -> impl Iterator<Item = (&'r str, &'r str)> {
        self.locations.iter().map(move |field| {
            let name = self.names.get(field.name.0..field.name.1).unwrap_or_default();
            (name, self.values.get(field.value.0..field.value.1).unwrap_or_default())
        })
    }
}

impl Slots {
    /// Fills `values`, which has the slots' length, from named values, all of them strings. A repeated name makes the
    /// attribute multi-valued. Paths do not apply: a field holds one string.
    pub fn fill_fields<'r>(&self, fields: Fields<'r>, arena: &'r Bump, values: &mut [Value<'r>]) {
        values.fill(Value::Absent);
        let mut found = BumpVec::new_in(arena);
        for (name, text) in fields.iter() {
            match self.wanted(name, fields.any_case) {
                Destination::Nothing => {}
                Destination::Slot(slot) => found.push((slot, text)),
                Destination::Key(key) => {
                    let whole = self.keys.get(key).map_or(&[][..], |key| &key.whole);
                    found.extend(whole.iter().map(|slot| (*slot, text)));
                }
            }
        }
        // Sorting once means that a group with a hundred thousand members is not copied for each of them.
        found.sort_by_key(|(slot, _)| *slot);
        for same in found.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((slot, first)) = same.first() else { continue };
            if let Some(room) = values.get_mut(*slot) {
                *room = match same {
                    [_] => Value::Str(first),
                    several => {
                        Value::Multi(arena.alloc_slice_fill_iter(several.iter().map(|(_, text)| Value::Str(text))))
                    }
                };
            }
        }
    }
}

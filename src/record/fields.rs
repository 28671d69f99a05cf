//! Records that are named values rather than JSON: rows of CSV, entries of LDIF. Knows neither format.

use super::attributes::{Destination, Slots, quick_hash};
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

/// What is done with the names that were looked up before: the columns of a table are the same in every row.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownNames {
    /// By a hash of the name; the first that comes keeps its place.
    names: Vec<Option<(Box<str>, Destination)>>,
}

/// How many names are kept at most, a power of two.
const KNOWN: usize = 256;

impl KnownNames {
    fn wanted(&mut self, name: &str, slots: &Slots, any_case: bool) -> Destination {
        // In WebAssembly every byte of code is downloaded, and tables are small.
        if cfg!(target_family = "wasm") {
            return slots.wanted(name, any_case);
        }
        if self.names.is_empty() {
            self.names.resize_with(KNOWN, || None);
        }
        match self.names.get_mut(quick_hash(name.as_bytes()) % KNOWN) {
            Some(Some((known, wanted))) if **known == *name => *wanted,
            Some(free @ None) => {
                let wanted = slots.wanted(name, any_case);
                *free = Some((name.into(), wanted));
                wanted
            }
            _ => slots.wanted(name, any_case),
        }
    }

    /// Fills `values`, which has the slots' length, from named values, all of them strings. A repeated name makes the
    /// attribute multi-valued. Paths do not apply: a field holds one string.
    ///
    /// Apart from the code for JSON, which is slower with this inside.
    #[inline(never)]
    pub fn fill<'r>(&mut self, slots: &Slots, fields: Fields<'r>, arena: &'r Bump, values: &mut [Value<'r>]) {
        values.fill(Value::Absent);
        // The values of repeated names, and for each slot the number of its list: of many members none is copied twice.
        let (mut lists, mut of_slot) = (BumpVec::new_in(arena), BumpVec::new_in(arena));
        let mut note = |slot: usize, text: &'r str| {
            let Some(value) = values.get_mut(slot) else { return };
            if value.is_absent() {
                *value = Value::Str(text);
                return;
            }
            of_slot.resize(slots.len(), 0);
            let Some(list) = of_slot.get_mut(slot) else { return };
            if *list == 0 {
                let mut first = BumpVec::new_in(arena);
                first.push(*value);
                lists.push(first);
                *list = lists.len();
            }
            lists.get_mut(*list - 1).into_iter().for_each(|values| values.push(Value::Str(text)));
        };
        for (name, text) in fields.iter() {
            match self.wanted(name, slots, fields.any_case) {
                Destination::Nothing => {}
                Destination::Slot(slot) => note(slot, text),
                Destination::Key(key) => {
                    let whole = slots.keys.get(key).map_or(&[][..], |key| &key.whole);
                    whole.iter().for_each(|slot| note(*slot, text));
                }
            }
        }
        for (value, list) in values.iter_mut().zip(of_slot) {
            if let Some(several) = list.checked_sub(1).and_then(|list| lists.get_mut(list)) {
                *value = Value::Multi(std::mem::replace(several, BumpVec::new_in(arena)).into_bump_slice());
            }
        }
    }
}

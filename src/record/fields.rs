//! Records that are named values rather than JSON: rows of CSV, entries of LDIF. Knows neither format.

use super::attributes::{Destination, Slots};
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;

/// The fields of one record, in order. A name may occur more than once.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'r> {
    pub(super) names: Names<'r>,
    /// The text that the values are cut from.
    pub(super) values: &'r str,
    pub(super) cells: &'r [Cell],
}

/// The names that fields of an input have, joined; mostly the same for every record, so that they are looked up once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'r> {
    pub text: &'r str,
    /// Where in the text each name ends, and the next begins.
    pub ends: &'r [usize],
    /// Whether names are not case-sensitive, as in a directory.
    pub any_case: bool,
}

/// The number of a field's name, and where its value is in the text: from and to, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub name: usize,
    pub from: usize,
    pub to: usize,
}

impl<'r> Names<'r> {
    /// The name with a number.
    pub fn get(self, number: usize) -> Option<&'r str> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(number)?)
    }
}

impl<'r> Fields<'r> {
    /// The text that the values are cut from: at least as long as all of them.
    pub fn joined(self) -> &'r str {
        self.values
    }

    /// Names with their values.
    pub fn iter(self) -> impl Iterator<Item = (&'r str, &'r str)> {
        self.cells.iter().map(move |cell| {
            let value = self.values.get(cell.from..cell.to).unwrap_or_default();
            (self.names.get(cell.name).unwrap_or_default(), value)
        })
    }
}

/// What is done with the names of the last record, by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownNames {
    text: String,
    ends: Vec<usize>,
    any_case: bool,
    wanted: Vec<Destination>,
}

impl KnownNames {
    /// Looks up the names that were not there in the last record.
    fn learn(&mut self, slots: &Slots, names: Names<'_>) {
        let both = self.ends.len().min(names.ends.len());
        let length = both.checked_sub(1).and_then(|last| names.ends.get(last).copied()).unwrap_or_default();
        let same = self.any_case == names.any_case
            && self.ends.get(..both) == names.ends.get(..both)
            && self.text.as_bytes().get(..length) == names.text.as_bytes().get(..length);
        if !same {
            *self = Self { any_case: names.any_case, ..Self::default() };
        }
        for number in self.ends.len()..names.ends.len() {
            let name = names.get(number).unwrap_or_default();
            self.text.push_str(name);
            self.ends.push(self.text.len());
            self.wanted.push(slots.wanted(name, names.any_case));
        }
    }

    /// Fills `values`, which has the slots' length, from named values, all of them strings. A repeated name makes the
    /// attribute multi-valued. Paths do not apply: a field holds one string.
    ///
    /// Apart from the code for JSON, which is slower with this inside.
    #[inline(never)]
    pub fn fill<'r>(&mut self, slots: &Slots, fields: Fields<'r>, arena: &'r Bump, values: &mut [Value<'r>]) {
        self.learn(slots, fields.names);
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
        for cell in fields.cells {
            let wanted = self.wanted.get(cell.name).copied().unwrap_or(Destination::Nothing);
            let text = || fields.values.get(cell.from..cell.to).unwrap_or_default();
            match wanted {
                Destination::Nothing => {}
                Destination::Slot(slot) => note(slot, text()),
                Destination::Key(key) => {
                    let whole = slots.keys.get(key).map_or(&[][..], |key| &key.whole);
                    whole.iter().for_each(|slot| note(*slot, text()));
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

//! The settings of a file, by their names. There are few, so a sorted list is enough.
//!
//! Does not know where a run takes others from.

use super::model::Located;
use std::collections::BTreeMap;

/// The settings of a file with their values, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(Vec<(String, Located<String>)>);

impl Settings {
    /// Sets one; of two with the same name the later counts.
    pub fn insert(&mut self, name: String, value: Located<String>) {
        match self.place(&name) {
            Ok(at) => self.0.splice(at..=at, [(name, value)]).for_each(drop),
            Err(at) => self.0.insert(at, (name, value)),
        }
    }

    /// The value of one.
    pub fn get(&self, name: &str) -> Option<&Located<String>> {
        self.0.get(self.place(name).ok()?).map(|(_, value)| value)
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, (String, Located<String>)> {
        self.0.iter()
    }

    /// What they say, for a run.
    pub fn values(&self) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        // `collect` would add another sort function to the module for browsers.
        values.extend(self.iter().map(|(name, value)| (name.clone(), value.value.clone())));
        values
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }
}

impl<'s> IntoIterator for &'s Settings {
    type Item = &'s (String, Located<String>);
    type IntoIter = std::slice::Iter<'s, (String, Located<String>)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

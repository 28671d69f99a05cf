//! The attributes of a source object, against which names are checked.

use crate::text::nearest;
use crate::value::TargetType;
use std::collections::BTreeMap;

/// How many names are compared for all expressions of an object mapping together, and how many at least for each.
const COMPARISONS: usize = 1_000_000;
const FEWEST: usize = 20;

/// What is known about a source object.
#[derive(Clone, Debug, Default)]
pub struct SourceSchema {
    object: String,
    /// In an order, so that of very many names the same are compared in every run.
    attributes: BTreeMap<Box<str>, KnownAttribute>,
    /// The first name of each that differs in letter case only, by its small letters.
    by_letters: BTreeMap<Box<str>, Box<str>>,
    /// How many of the names are compared with one that is not known.
    compared: usize,
}

/// What is known about an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownAttribute {
    /// Its type.
    pub kind: TargetType,
    /// Whether it is multi-valued.
    pub multivalued: bool,
    /// Whether it always has a value.
    pub required: bool,
}

impl SourceSchema {
    /// The attributes of an object.
    pub fn new<'a>(object: &str, attributes: impl IntoIterator<Item = (&'a str, KnownAttribute)>) -> Self {
        let attributes: BTreeMap<Box<str>, KnownAttribute> =
            attributes.into_iter().map(|(name, known)| (name.into(), known)).collect();
        let mut by_letters = BTreeMap::new();
        for name in attributes.keys() {
            by_letters.entry(name.to_ascii_lowercase().into()).or_insert_with(|| name.clone());
        }
        Self { object: object.to_owned(), attributes, by_letters, compared: COMPARISONS }
    }

    /// The same for so many expressions, all of which may have names that are not known.
    pub(super) fn for_expressions(self, count: usize) -> Self {
        Self { compared: (COMPARISONS / count.max(1)).max(FEWEST), ..self }
    }

    /// The name that is the same but for the case of ASCII letters.
    pub(super) fn in_other_case(&self, name: &str) -> Option<&str> {
        self.by_letters.get(&*name.to_ascii_lowercase()).map(|name| &**name)
    }

    /// The most similar name, if one is similar. Of very many names not all are compared.
    pub(super) fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.names().take(self.compared))
    }

    /// The object's name.
    pub fn object(&self) -> &str {
        &self.object
    }

    /// What is known about an attribute. Its name is case-sensitive.
    pub fn get(&self, name: &str) -> Option<&KnownAttribute> {
        self.attributes.get(name)
    }

    /// The names of the attributes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.keys().map(|name| &**name)
    }
}

//! The attributes of a source object, against which names are checked.

use crate::value::TargetType;
use std::collections::HashMap;

/// What is known about a source object.
#[derive(Clone, Debug, Default)]
pub struct SourceSchema {
    object: String,
    attributes: HashMap<Box<str>, KnownAttribute>,
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
        let attributes = attributes.into_iter().map(|(name, known)| (name.into(), known)).collect();
        Self { object: object.to_owned(), attributes }
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

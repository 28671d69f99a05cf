//! The attributes of a source object, against which names are checked. Does not know whether a mapping file lists them or a
//! built-in schema.

use crate::text::{nearest, order};
use crate::value::TargetType;

/// How many names are compared for all expressions of an object mapping together, and how many at least for each.
const COMPARISONS: usize = 1_000_000;
const FEWEST: usize = 20;

/// What is known about a source object.
#[derive(Clone, Debug, Default)]
pub struct SourceSchema {
    object: String,
    /// By their names, so that of very many the same are compared in every run.
    attributes: Vec<(Box<str>, KnownAttribute)>,
    /// Names in small letters, and which attribute each is of, the first one of the same letters first.
    by_letters: Vec<(Box<str>, usize)>,
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
    /// The attributes of an object; of those with one name the first counts, as everywhere.
    pub fn new<'a>(object: &str, attributes: impl IntoIterator<Item = (&'a str, KnownAttribute)>) -> Self {
        let mut attributes: Vec<(Box<str>, KnownAttribute)> =
            attributes.into_iter().map(|(name, known)| (name.into(), known)).collect();
        order::sort_by(&mut attributes, |(one, _), (other, _)| one.cmp(other));
        attributes.dedup_by(|(other, _), (one, _)| one == other);
        let letters = |(at, (name, _)): (usize, &(Box<str>, KnownAttribute))| (name.to_ascii_lowercase().into(), at);
        let mut by_letters: Vec<(Box<str>, usize)> = attributes.iter().enumerate().map(letters).collect();
        order::sort_by(&mut by_letters, |(one, _), (other, _)| one.cmp(other));
        Self { object: object.to_owned(), attributes, by_letters, compared: COMPARISONS }
    }

    /// The same for so many expressions, all of which may have names that are not known.
    pub(super) fn for_expressions(self, count: usize) -> Self {
        Self { compared: (COMPARISONS / count.max(1)).max(FEWEST), ..self }
    }

    /// The name that is the same but for the case of ASCII letters.
    pub(super) fn in_other_case(&self, name: &str) -> Option<&str> {
        let letters = name.to_ascii_lowercase();
        let first = self.by_letters.partition_point(|(known, _)| **known < *letters);
        let (_, at) = self.by_letters.get(first).filter(|(known, _)| **known == *letters)?;
        self.attributes.get(*at).map(|(name, _)| &**name)
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
        let at = self.attributes.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        self.attributes.get(at).map(|(_, known)| known)
    }

    /// The names of the attributes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| &**name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_attributes_with_one_name_the_first_counts() {
        let known = |required: bool| KnownAttribute { kind: TargetType::String, multivalued: !required, required };
        let attributes = [("b", known(false)), ("a", known(true)), ("a", known(false)), ("A", known(false))];
        let schema = SourceSchema::new("User", attributes);
        assert_eq!(schema.get("a"), Some(&known(true)));
        assert_eq!(schema.get("A"), Some(&known(false)));
        assert_eq!(schema.names().collect::<Vec<_>>(), ["A", "a", "b"]);
    }
}

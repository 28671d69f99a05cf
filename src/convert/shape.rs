//! The object mappings of a file in its order, and their two sides. Does not know how they are written.

use super::json::Json;
use crate::mapping::{Located, Mapping, ObjectDefinition, ObjectMapping, Rule};
use std::collections::{HashMap, HashSet};

/// A side of an object mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Source,
    Target,
}

impl Side {
    pub const ALL: [Side; 2] = [Side::Source, Side::Target];

    /// Its name in files.
    pub fn word(self) -> &'static str {
        match self {
            Side::Source => "source",
            Side::Target => "target",
        }
    }

    pub fn directory_word(self) -> &'static str {
        match self {
            Side::Source => "source.directory",
            Side::Target => "target.directory",
        }
    }

    pub fn object_word(self) -> &'static str {
        match self {
            Side::Source => "source.object",
            Side::Target => "target.object",
        }
    }

    pub fn directory(self, rule: &Rule) -> &Located<String> {
        match self {
            Side::Source => &rule.source_directory,
            Side::Target => &rule.target_directory,
        }
    }

    pub fn object(self, object: &ObjectMapping) -> &Located<String> {
        match self {
            Side::Source => &object.source_object,
            Side::Target => &object.target_object,
        }
    }

    pub fn definition<'m>(
        self,
        mapping: &'m Mapping,
        rule: &Rule,
        object: &ObjectMapping,
    ) -> Option<&'m ObjectDefinition> {
        match self {
            Side::Source => mapping.source_definition(rule, object),
            Side::Target => mapping.target_definition(rule, object),
        }
    }
}

/// The object mappings of a file with their rules, in the order of their locations.
pub struct Objects<'m> {
    mapping: &'m Mapping,
    all: Vec<(&'m Rule, &'m ObjectMapping)>,
    /// Definitions that a TOML file can list: the only one of its directory and object, without repeated attribute
    /// names.
    listable: HashSet<(String, String)>,
}

impl<'m> Objects<'m> {
    pub fn of(mapping: &'m Mapping) -> Self {
        let mut all: Vec<_> = mapping.object_mappings().collect();
        all.sort_by_key(|(_, object)| object.span.start);
        let mut seen: HashMap<(String, String), bool> = HashMap::new();
        for directory in &mapping.directories {
            for object in &directory.objects {
                let mut names = HashSet::new();
                let distinct = object.attributes.iter().all(|attribute| names.insert(&attribute.name.value));
                let key = (directory.name.value.clone(), object.name.value.clone());
                seen.entry(key).and_modify(|listable| *listable = false).or_insert(distinct);
            }
        }
        let listable = seen.into_iter().filter(|(_, listable)| *listable).map(|(key, _)| key).collect();
        Self { mapping, all, listable }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'m Rule, &'m ObjectMapping)> + '_ {
        self.all.iter().copied()
    }

    pub fn get(&self, number: usize) -> Option<(&'m Rule, &'m ObjectMapping)> {
        self.all.get(number).copied()
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The definition of a side that a TOML file can list.
    pub fn listed(&self, rule: &Rule, object: &ObjectMapping, side: Side) -> Option<&'m ObjectDefinition> {
        let key = (side.directory(rule).value.clone(), side.object(object).value.clone());
        side.definition(self.mapping, rule, object).filter(|_| self.listable.contains(&key))
    }

    /// The label that identifies an object mapping when others are added or removed.
    pub fn label(object: &ObjectMapping) -> Json {
        let parts = [&object.name, &object.source_object, &object.target_object];
        Json::List(parts.into_iter().map(|part| Json::text(&part.value)).collect())
    }
}

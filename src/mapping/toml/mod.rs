//! Reads attrflow's own mapping file: TOML for people who write mappings by hand.
//!
//! A file has one object mapping at its top level, or several, each in its own `[[object]]`; these inherit the keys
//! that they do not set from the top level. The keys are listed beside the function that reads them. Does not know what
//! expressions mean.

mod attributes;
mod schemas;
mod scopes;
pub(crate) mod values;

pub use schemas::{built_in_attributes, built_in_names};

use super::MOST_FINDINGS;
use super::definition::{AttributeDefinition, Directory, ObjectDefinition, UNNAMED_SOURCE, scim_schema};
use super::flow::FlowTypes;
use super::model::{Located, Mapping, MappingFormat, ObjectMapping, Rule};
use crate::diagnostic::{Diagnostic, registry};
use crate::mapping::ScimVersion;
use crate::text::{Source, Span};
use toml::de::DeTable;
use values::{Table, TomlReader};

/// `graph` holds the parts of synchronizationSchema that the other keys cannot express; only the conversion to JSON
/// reads it.
const FILE: &[&str] = &[
    "name",
    "source",
    "target",
    "settings",
    "enabled",
    "changes",
    "attribute",
    "scope",
    "input-scope",
    "object",
    "graph",
];
const OBJECT: &[&str] = &["name", "source", "target", "enabled", "changes", "attribute", "scope", "input-scope"];
const SOURCE: &[&str] = &["directory", "object", "schema", "attributes"];
const TARGET: &[&str] = &["directory", "object", "schema", "attributes", "filterable", "scim"];

/// The longest file that is read, in bytes.
const LARGEST_FILE: usize = 4 << 20;

/// The most object mappings of a file: each may come with a schema of its own.
const MOST_OBJECTS: usize = 256;

/// The source or the target as described in the file.
#[derive(Clone)]
struct Side {
    directory: Located<String>,
    object: Located<String>,
    /// The attributes of the named schema and those listed; `None` when there are neither.
    attributes: Option<Vec<AttributeDefinition>>,
    /// The attributes that the system can be searched by.
    filterable: Option<Vec<Located<String>>>,
    /// The version of SCIM that the system speaks.
    scim: Option<ScimVersion>,
}

/// Reads a file. The mapping holds what could be read, the diagnostics report the rest.
pub fn read(source: &Source) -> (Mapping, Vec<Diagnostic>) {
    let mut mapping = Mapping::empty(source.clone(), MappingFormat::Toml);
    let text = source.text();
    if text.len() > LARGEST_FILE {
        return (mapping, vec![registry::mapping_too_large(Span::at(0), text.len(), LARGEST_FILE)]);
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = TomlReader { text, diagnostics: Vec::new() };
    reader.file(Table::new(root.get_ref(), "file", Span::at(0)), &mut mapping);
    // A text that is not called a TOML file and has nothing of one was not meant to be one.
    let has_table = || ["[[attribute", "[[object", "[source", "[target"].iter().any(|table| text.contains(table));
    let is_meant = source.name().to_ascii_lowercase().ends_with(".toml") || has_table();
    if !errors.is_empty() && !is_meant {
        let found = "a text that is neither JSON nor TOML";
        return (mapping, vec![registry::not_a_mapping(Span::at(0), found, super::export_it())]);
    }
    if !errors.is_empty() {
        reader.diagnostics = errors.iter().take(MOST_FINDINGS).map(not_toml).collect();
    }
    (mapping, reader.diagnostics)
}

/// The TOML parser's error, with its location.
pub fn not_toml(error: &toml::de::Error) -> Diagnostic {
    let what = error.message().lines().collect::<Vec<_>>().join(", ");
    registry::not_toml(error.span().map_or(Span::at(0), Span::from), &what)
}

impl<'t> TomlReader<'t> {
    fn file(&mut self, file: Table<'_, 't>, mapping: &mut Mapping) {
        self.only(file, FILE);
        if let Some(settings) = self.table(file, "settings", "settings") {
            for (name, field) in settings.fields {
                let name = name.get_ref().trim_matches('%').to_owned();
                if let Some(value) = self.scalar(settings, &name, field) {
                    mapping.settings.insert(name, value);
                }
            }
        }
        let nowhere = |value: &str| Located::plain(value.to_owned(), Span::at(0));
        let unsaid = |directory| Side {
            directory: nowhere(directory),
            object: nowhere("User"),
            attributes: None,
            filterable: None,
            scim: None,
        };
        let source = self.side(file, "source", &unsaid(UNNAMED_SOURCE));
        let target = self.side(file, "target", &unsaid("target"));
        let name = self.text(file, "name").unwrap_or_else(|| nowhere(""));
        let objects = self.tables(file, "object", "object");
        if objects.is_empty() {
            return self.object(file, mapping, (&name, ""), &source, &target);
        }
        if let Some(key) = ["attribute", "scope", "input-scope"].into_iter().find(|key| file.get(key).is_some()) {
            let span = file.fields.iter().find(|(name, _)| name.get_ref() == key).map(|(name, _)| name.span());
            self.report(registry::conflicting_keys(span.map_or(Span::at(0), Span::from), key, "object"));
        }
        if let Some(beyond) = objects.get(MOST_OBJECTS) {
            self.report(registry::too_many_objects(beyond.span, objects.len(), MOST_OBJECTS));
        }
        for (number, object) in objects.into_iter().take(MOST_OBJECTS).enumerate() {
            self.only(object, OBJECT);
            let source = self.side(object, "source", &source);
            let target = self.side(object, "target", &target);
            self.object(object, mapping, (&name, &format!("/object/{number}")), &source, &target);
        }
    }

    /// `[source]` or `[target]`; what it does not set comes from `above`.
    fn side(&mut self, owner: Table<'_, 't>, key: &'static str, above: &Side) -> Side {
        let Some(table) = self.table(owner, key, key) else { return above.clone() };
        self.only(table, if key == "source" { SOURCE } else { TARGET });
        let mut side = above.clone();
        if let Some(directory) = self.text(table, "directory") {
            side.directory = directory;
        }
        if let Some(object) = self.text(table, "object") {
            // Another object has other attributes.
            side.attributes = side.attributes.filter(|_| object.value == side.object.value);
            side.object = object;
        }
        if let Some(schema) = self.text(table, "schema") {
            side.attributes = self.built_in(&schema);
        }
        if let Some(attributes) = self.table(table, "attributes", "attributes") {
            let listed = self.listed_attributes(attributes);
            merge(side.attributes.get_or_insert_default(), listed);
        }
        if table.get("filterable").is_some() {
            side.filterable = Some(self.scalars(table, "filterable"));
        }
        if let Some(version) = self.word(table, "scim", &ScimVersion::ALL) {
            side.scim = Some(version);
        }
        side
    }

    /// One object mapping, given the name of its rule and its own JSON pointer.
    fn object(
        &mut self,
        table: Table<'_, 't>,
        mapping: &mut Mapping,
        (rule, pointer): (&Located<String>, &str),
        source: &Side,
        target: &Side,
    ) {
        let name = self.text(table, "name").unwrap_or_else(|| Located::plain(String::new(), table.span));
        let scim = scim_schema(&target.object.value).filter(|_| target.attributes.is_none());
        let scim = scim.and_then(built_in_attributes).unwrap_or_default();
        let (attribute_mappings, declared) = self.attributes(table, target.attributes.as_deref(), scim, pointer);
        let mut attributes = target.attributes.clone().unwrap_or_default();
        merge(&mut attributes, declared);
        if let Some(names) = &target.filterable {
            self.mark_filterable(&mut attributes, names);
        }
        let object = ObjectMapping {
            name,
            enabled: self.flag(table, "enabled").unwrap_or(true),
            source_object: source.object.clone(),
            target_object: target.object.clone(),
            flow_types: self.changes(table),
            scim: target.scim,
            scope: self.scope(table),
            attribute_mappings,
            metadata: Vec::new(),
            span: table.span,
        };
        define(mapping, &source.directory, &source.object, source.attributes.clone());
        define(mapping, &target.directory, &target.object, Some(attributes));
        let same = |known: &&mut Rule| {
            known.source_directory.value == source.directory.value
                && known.target_directory.value == target.directory.value
        };
        match mapping.rules.iter_mut().find(same) {
            Some(rule) => rule.object_mappings.push(object),
            None => mapping.rules.push(Rule {
                document: 0,
                name: rule.clone(),
                priority: 1,
                editable: true,
                source_directory: source.directory.clone(),
                target_directory: target.directory.clone(),
                object_mappings: vec![object],
            }),
        }
    }

    /// `filterable = ["userName"]`: the system can be searched by these and no others.
    fn mark_filterable(&mut self, attributes: &mut [AttributeDefinition], names: &[Located<String>]) {
        for attribute in attributes.iter_mut() {
            attribute.filterable = Some(names.iter().any(|name| name.value == attribute.name.value));
        }
        let known: Vec<&str> = attributes.iter().map(|attribute| attribute.name.value.as_str()).collect();
        for name in names.iter().filter(|name| !known.contains(&name.value.as_str())) {
            self.unknown_word("filterable", name, &known);
        }
    }

    /// `changes = ["add", "update", "delete"]`
    fn changes(&mut self, table: Table<'_, 't>) -> FlowTypes {
        if table.get("changes").is_none() {
            return FlowTypes::ALL;
        }
        let mut types = FlowTypes::NONE;
        for word in self.scalars(table, "changes") {
            match types.with(&word.value) {
                Some(with) => types = with,
                None => self.unknown_word("changes", &word, &["add", "update", "delete"]),
            }
        }
        types
    }
}

/// Adds attributes to a list; an attribute with the same name is replaced.
fn merge(attributes: &mut Vec<AttributeDefinition>, more: Vec<AttributeDefinition>) {
    let mut locations: std::collections::HashMap<Box<str>, usize> =
        attributes.iter().enumerate().map(|(at, attribute)| (attribute.name.value.as_str().into(), at)).collect();
    for attribute in more {
        match locations.get(&*attribute.name.value).and_then(|at| attributes.get_mut(*at)) {
            Some(known) => *known = attribute,
            None => {
                locations.insert(attribute.name.value.as_str().into(), attributes.len());
                attributes.push(attribute);
            }
        }
    }
}

/// Adds an object to its directory.
fn define(
    mapping: &mut Mapping,
    directory: &Located<String>,
    object: &Located<String>,
    attributes: Option<Vec<AttributeDefinition>>,
) {
    let at = mapping.directories.iter().position(|known| known.name.value == directory.value);
    let at = at.unwrap_or_else(|| {
        mapping.directories.push(Directory { document: 0, name: directory.clone(), objects: Vec::new() });
        mapping.directories.len() - 1
    });
    let (Some(attributes), Some(known)) = (attributes, mapping.directories.get_mut(at)) else { return };
    match known.objects.iter_mut().find(|known| known.name.value == object.value) {
        Some(known) => merge(&mut known.attributes, attributes),
        None => known.objects.push(ObjectDefinition { name: object.clone(), attributes }),
    }
}

#[cfg(test)]
mod tests;

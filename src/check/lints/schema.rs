//! Lints about definitions: directories, objects, attributes, and object mappings as wholes. Does not look at expressions.

use super::Lints;
use super::subject::{ObjectLint, Reporter};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::registry::diagnostics;
use crate::mapping::{
    AttributeDefinition, Directory, FlowTypes, Located, Mapping, MappingFormat, ObjectDefinition, json,
};
use crate::text::nearest;
use std::collections::HashSet;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, whole: &[object], ..Lints::NONE };

diagnostics! {
    /// The source or target directory of a rule is not defined in the file.
    ///
    /// | json                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `{"directories": [{"name": "a", "objects": []}], "synchronizationRules": [{"sourceDirectoryName": "a", "targetDirectoryName": "b", "objectMappings": []}]}` | `undefined-directory` |
    /// | `{"directories": [{"name": "a", "objects": []}], "synchronizationRules": [{"sourceDirectoryName": "a", "targetDirectoryName": "a", "objectMappings": []}]}` | – |
    Warning undefined_directory(name: &str, nearest: Option<&str>): "the directory `{name}` is not defined",
        help nearest.map(|nearest| format!("did you mean `{nearest}`?"));

    /// A schema has no directories. A PUT replaces the whole schema of a job, and so the definitions of all attributes with
    /// nothing.
    ///
    /// The cmdlets of Graph PowerShell leave the directories out unless they are asked for.
    ///
    /// | json                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `{"synchronizationRules": [{"objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}]}` | `missing-directories` |
    /// | `{"directories": null, "synchronizationRules": [{"objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}]}` | `missing-directories` |
    /// | `{"Directories": null, "SynchronizationRules": [{"ObjectMappings": [{"AttributeMappings": [{"TargetAttributeName": "a"}]}]}]}` | `missing-directories` |
    /// | `{"value": [{"synchronizationRules": [{"objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}]}]}` | `missing-directories` |
    /// | `{"id": "t", "schema": {"synchronizationRules": [{"objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}]}}` | `missing-directories` |
    /// | `{"directories": [{"name": "a", "objects": []}], "synchronizationRules": [{"objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}]}` | – |
    /// | `{"directories": [], "synchronizationRules": [{"objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}]}` | – |
    /// | `{"synchronizationRules": []}`                                                    | –                     |
    /// | `{"objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}`     | –                     |
    /// | `{"attributeMappings": [{"targetAttributeName": "a"}]}`                           | –                     |
    /// | `[{"targetAttributeName": "a"}]`                                                  | –                     |
    Warning missing_directories(key: &str):
        "the schema has no `{key}`: a PUT of this file would erase the directories",
        help "take them from what `GET …/synchronization/jobs/…/schema` answers";

    /// A schema lists no directories, or a directory without objects. A PUT of it replaces what the job knows of them.
    ///
    /// | json                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `{"directories": [], "synchronizationRules": [{"objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}]}` | `empty-directories` |
    /// | `{"directories": [{"name": "a", "objects": []}], "synchronizationRules": [{"sourceDirectoryName": "a", "objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}]}` | `empty-directories` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": []}]}], "synchronizationRules": [{"sourceDirectoryName": "a", "objectMappings": [{"attributeMappings": [{"targetAttributeName": "a"}]}]}]}` | – |
    /// | `{"directories": [{"name": "a", "objects": []}], "synchronizationRules": []}`      | –                     |
    /// | `{"directories": []}`                                                             | –                     |
    Info empty_directories(what: &str): "{what}: a PUT of this file would erase what is there",
        help "take the directories from what `GET …/synchronization/jobs/…/schema` answers";

    /// The source or target object of an object mapping is not defined in its directory.
    ///
    /// | json                                                                              | raises             |
    /// |-----------------------------------------------------------------------------------|--------------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b"}]}]}], "synchronizationRules": [{"sourceDirectoryName": "a", "targetDirectoryName": "a", "objectMappings": [{"sourceObjectName": "user", "targetObjectName": "User", "attributeMappings": []}]}]}` | `undefined-object` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b"}]}]}], "synchronizationRules": [{"sourceDirectoryName": "a", "targetDirectoryName": "a", "objectMappings": [{"sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": []}]}]}` | – |
    Warning undefined_object(name: &str, directory: &str, nearest: Option<&str>):
        "`{directory}` defines no object `{name}`",
        help nearest.map(|nearest| format!("did you mean `{nearest}`?"));

    /// Two directories, objects of a directory, or attributes of an object have the same name.
    ///
    /// | json                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true}, {"name": "b"}]}]}]}` | `duplicate-definition` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true}, {"name": "B"}]}]}]}` | – |
    Warning duplicate_definition(what: &str, name: &str): "the {what} `{name}` is defined twice",
        help "names must be unique; attrflow uses the first definition";

    /// An object has no anchor: no attribute that identifies it.
    ///
    /// | json                                                                              | raises      |
    /// |-----------------------------------------------------------------------------------|-------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b"}]}]}]}` | `no-anchor` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true}]}]}]}` | – |
    Info no_anchor(object: &str): "`{object}` has no anchor attribute", help "set `\"anchor\": true` on one attribute";

    /// A reference points to an object that its directory does not define.
    ///
    /// | json                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "type": "Reference", "referencedObjects": [{"referencedObjectName": "Person"}]}]}]}]}` | `undefined-reference` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "type": "Reference", "referencedObjects": [{"referencedObjectName": "User"}]}]}]}]}` | – |
    Info undefined_reference(attribute: &str, object: &str):
        "`{attribute}` refers to `{object}`, which the directory does not define";

    /// The case of a type differs from the case that the service uses.
    ///
    /// | json                                                                              | raises      |
    /// |-----------------------------------------------------------------------------------|-------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "type": "string"}]}]}]}` | `type-case` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "type": "String"}]}]}]}` | – |
    Info type_case(found: &str, right: &str): "the type `{found}` should be written `{right}`";

    /// A multi-valued attribute has `flowNullValues`. Only single-valued attributes can be cleared by null values.
    ///
    /// | json                                                                              | raises             |
    /// |-----------------------------------------------------------------------------------|--------------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "multivalued": true, "flowNullValues": true}]}]}]}` | `null-into-several` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "flowNullValues": true}]}]}]}` | – |
    Warning null_into_several(attribute: &str): "`{attribute}` is multi-valued and cannot be cleared by null values";

    /// An object mapping allows no change.
    ///
    /// | toml                                                                              | raises          |
    /// |-----------------------------------------------------------------------------------|-----------------|
    /// | `object = [{ changes = [], attribute = [{ target = "a", value = "[b]" }] }]`      | `nothing-flows` |
    /// | `object = [{ changes = ["add"], attribute = [{ target = "a", value = "[b]" }] }]` | –               |
    Warning nothing_flows(object: &str): "`{object}` neither creates nor updates nor deletes anything",
        help "list the changes that it allows: `Add, Update, Delete`";

    /// The mapping of users is disabled.
    ///
    /// | toml                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `object = [{ enabled = false, attribute = [{ target = "a", value = "[b]" }] }]`   | `disabled-users` |
    /// | `object = [{ enabled = true, attribute = [{ target = "a", value = "[b]" }] }]`    | –                |
    Info disabled_users(object: &str): "`{object}` is disabled, so no user is provisioned";
}

/// The diagnostics about the definitions of a file: once per file, not per object mapping.
pub fn definitions(mapping: &Mapping) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // The definitions of a TOML file are derived from its mappings and from built-in schemas.
    if mapping.format != MappingFormat::Graph {
        return diagnostics;
    }
    erased(mapping, &mut diagnostics);
    let mut documents: Vec<(usize, Names<'_>)> = Vec::new();
    for directory in &mapping.directories {
        let last = documents.last_mut().filter(|(document, _)| *document == directory.document);
        match last {
            Some((_, names)) => names.see("directory", &directory.name, &mut diagnostics),
            None => {
                let mut names = Names::default();
                names.see("directory", &directory.name, &mut diagnostics);
                documents.push((directory.document, names));
            }
        }
        self::directory(directory, &mut diagnostics);
    }
    for rule in &mapping.rules {
        let names = || {
            mapping
                .directories
                .iter()
                .filter(|known| known.document == rule.document)
                .map(|known| known.name.value.as_str())
        };
        for side in [&rule.source_directory, &rule.target_directory] {
            if !side.value.is_empty() && names().next().is_some() && !names().any(|name| name == side.value) {
                diagnostics.push(undefined_directory(side.span(), &side.value, nearest(&side.value, names())));
            }
        }
    }
    diagnostics
}

/// What the definitions of a job would lose by a PUT of this file, which is a schema with mappings.
fn erased(mapping: &Mapping, diagnostics: &mut Vec<Diagnostic>) {
    let mut names: HashSet<&str> = HashSet::new();
    for rule in &mapping.rules {
        if rule.object_mappings.iter().any(|object| !object.attribute_mappings.is_empty()) {
            names.extend([&*rule.source_directory.value, &*rule.target_directory.value]);
        }
    }
    if names.is_empty() {
        return;
    }
    for known in &mapping.directories {
        let name = &known.name;
        if known.objects.is_empty() && names.contains(&*name.value) {
            diagnostics.push(empty_directories(name.span(), &format!("`{}` has no objects", name.value)));
        }
    }
    if !mapping.directories.is_empty() {
        return;
    }
    let (Some(text), _) = json::check(mapping.source.text()) else { return };
    for root in json::Index::new(&text).roots() {
        // A template holds a schema, a list several.
        let value = root.get("value").unwrap_or(root);
        for node in value.items().chain([root]) {
            diagnostics.extend(without_directories(node.get("schema").unwrap_or(node)));
        }
    }
}

fn without_directories(schema: json::Node<'_>) -> Option<Diagnostic> {
    let (rules, value) = schema.member("synchronizationRules")?;
    value.items().next()?;
    Some(match schema.member("directories") {
        Some((key, value)) if value.shape() == json::NodeShape::Array => {
            empty_directories(value.span(), &format!("`{}` is empty", key.text().unwrap_or_default()))
        }
        _ => {
            let is_capital = rules.raw().starts_with("\"S");
            missing_directories(rules.span(), if is_capital { "Directories" } else { "directories" })
        }
    })
}

/// The names that have occurred.
#[derive(Default)]
struct Names<'m>(HashSet<&'m str>);

impl<'m> Names<'m> {
    fn see(&mut self, what: &str, name: &'m Located<String>, diagnostics: &mut Vec<Diagnostic>) {
        if !self.0.insert(&name.value) && !name.value.is_empty() {
            diagnostics.push(duplicate_definition(name.span(), what, &name.value));
        }
    }
}

fn directory(directory: &Directory, diagnostics: &mut Vec<Diagnostic>) {
    let mut names = Names::default();
    for object in &directory.objects {
        names.see("object", &object.name, diagnostics);
    }
    for object in &directory.objects {
        let mut attributes = Names::default();
        for attribute in &object.attributes {
            attributes.see("attribute", &attribute.name, diagnostics);
            self::attribute(attribute, directory, diagnostics);
        }
        anchor(object, diagnostics);
    }
}

fn anchor(object: &ObjectDefinition, diagnostics: &mut Vec<Diagnostic>) {
    if !object.attributes.is_empty() && !object.attributes.iter().any(|attribute| attribute.anchor) {
        diagnostics.push(no_anchor(object.name.span(), &object.name.value));
    }
}

fn attribute(attribute: &AttributeDefinition, directory: &Directory, diagnostics: &mut Vec<Diagnostic>) {
    let (name, location) = (attribute.name.value.as_str(), attribute.span());
    let right = attribute.kind.name();
    if attribute.type_text != right && attribute.type_text.eq_ignore_ascii_case(right) {
        diagnostics.push(type_case(location, &attribute.type_text, right));
    }
    if attribute.multivalued && attribute.flow_null_values {
        diagnostics.push(null_into_several(location, name));
    }
    for object in attribute.referenced_objects.iter().filter(|object| directory.object(object).is_none()) {
        diagnostics.push(undefined_reference(location, name, object));
    }
}

fn object(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    let sides = [
        (&lint.rule.source_directory, &lint.object.source_object),
        (&lint.rule.target_directory, &lint.object.target_object),
    ];
    for (directory, object) in sides {
        let known = lint.mapping.directory(lint.rule.document, &directory.value);
        // A directory that lists no objects does not define which exist.
        let Some(known) = known.filter(|known| !known.objects.is_empty() && !object.value.is_empty()) else { continue };
        if known.object(&object.value).is_none() {
            let near = nearest(&object.value, known.objects.iter().map(|known| known.name.value.as_str()));
            reporter.report_at_mapping(undefined_object(object.span(), &object.value, &directory.value, near));
        }
    }
    if lint.object.flow_types == FlowTypes::NONE && !lint.parts.is_empty() {
        reporter.report_at_mapping(nothing_flows(lint.location(), &lint.name()));
    }
    if !lint.object.enabled && lint.is_of_users() && !lint.parts.is_empty() {
        reporter.report_at_mapping(disabled_users(lint.location(), &lint.name()));
    }
}

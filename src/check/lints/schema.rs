//! Lints about definitions: directories, objects, attributes, and object mappings as wholes.

use super::subject::{ObjectLint, Reporter};
use crate::diagnostic::{Diagnostic, registry};
use crate::mapping::{AttributeDefinition, Directory, FlowTypes, Located, Mapping, MappingFormat, ObjectDefinition};
use crate::text::nearest;
use std::collections::HashSet;

/// The diagnostics about the definitions of a file: once per file, not per object mapping.
pub fn definitions(mapping: &Mapping) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // The definitions of a TOML file are derived from its mappings and from built-in schemas.
    if mapping.format != MappingFormat::Graph {
        return diagnostics;
    }
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
                diagnostics.push(registry::undefined_directory(
                    side.span(),
                    &side.value,
                    nearest(&side.value, names()),
                ));
            }
        }
    }
    diagnostics
}

/// The names that have occurred.
#[derive(Default)]
struct Names<'m>(HashSet<&'m str>);

impl<'m> Names<'m> {
    fn see(&mut self, what: &str, name: &'m Located<String>, diagnostics: &mut Vec<Diagnostic>) {
        if !self.0.insert(&name.value) && !name.value.is_empty() {
            diagnostics.push(registry::duplicate_definition(name.span(), what, &name.value));
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
        diagnostics.push(registry::no_anchor(object.name.span(), &object.name.value));
    }
}

fn attribute(attribute: &AttributeDefinition, directory: &Directory, diagnostics: &mut Vec<Diagnostic>) {
    let (name, location) = (attribute.name.value.as_str(), attribute.span());
    let right = attribute.kind.name();
    if attribute.type_text != right && attribute.type_text.eq_ignore_ascii_case(right) {
        diagnostics.push(registry::type_case(location, &attribute.type_text, right));
    }
    if attribute.multivalued && attribute.flow_null_values {
        diagnostics.push(registry::null_into_several(location, name));
    }
    for object in attribute.referenced_objects.iter().filter(|object| directory.object(object).is_none()) {
        diagnostics.push(registry::undefined_reference(location, name, object));
    }
}

pub(super) fn object(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
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
            reporter.report_at_mapping(registry::undefined_object(
                object.span(),
                &object.value,
                &directory.value,
                near,
            ));
        }
    }
    if lint.object.flow_types == FlowTypes::NONE && !lint.parts.is_empty() {
        reporter.report_at_mapping(registry::nothing_flows(lint.location(), &lint.name()));
    }
    if !lint.object.enabled && lint.is_of_users() && !lint.parts.is_empty() {
        reporter.report_at_mapping(registry::disabled_users(lint.location(), &lint.name()));
    }
}

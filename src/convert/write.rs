//! A mapping as attrflow's TOML: canonical, every key in its position, defaults left out. Does not know what TOML
//! cannot state.
//!
//! A single object mapping is at the top level of the file, several are each in their `[[object]]`. If all attributes
//! of a target are mapped, their properties are written beside the mapping; otherwise they are listed, based on a
//! built-in schema if one fits.

use super::fields;
use super::json::Json;
use super::literal::{key, list, text};
use super::shape::{Objects, Side};
use super::sources::{Says, says};
use crate::mapping::ScimVersion;
use crate::mapping::{
    AttributeDefinition, AttributeMapping, FlowBehavior, FlowType, FlowTypes, Group, Mapping, Mutability,
    ObjectDefinition, ObjectMapping, Rule, schema_attributes, schema_names,
};
use crate::value::TargetType;
use std::fmt::Write;

/// The file without the `[graph]` table.
pub fn write(mapping: &Mapping) -> String {
    let objects = Objects::of(mapping);
    let mut writer = Writer { out: String::new(), mapping, objects };
    writer.file();
    writer.out
}

struct Writer<'m> {
    out: String,
    mapping: &'m Mapping,
    objects: Objects<'m>,
}

/// The name of a value in TOML: the last one of its names.
fn word<T: PartialEq>(all: &[(T, &'static [&'static str])], value: &T) -> String {
    let names = all.iter().find(|(known, _)| known == value).map(|(_, names)| *names);
    text(names.and_then(|names| names.last()).copied().unwrap_or_default())
}

impl<'m> Writer<'m> {
    fn line(&mut self, name: &str, value: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{name} = {value}");
    }

    fn header(&mut self, header: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(header);
        self.out.push('\n');
    }

    fn file(&mut self) {
        let all: Vec<_> = self.objects.iter().collect();
        if let [(rule, object)] = all.as_slice() {
            self.object_keys(object);
            self.sides(rule, object, "");
            self.settings();
            self.object_lists(rule, object, "");
            return;
        }
        let mut names = self.mapping.rules.iter().map(|rule| rule.name.value.as_str());
        let first = names.next().filter(|first| !first.is_empty() && names.all(|name| name == *first));
        if let Some(name) = first {
            self.line("name", &text(name));
        }
        self.settings();
        for (rule, object) in all {
            self.header("[[object]]");
            self.object_keys(object);
            self.sides(rule, object, "object.");
            self.object_lists(rule, object, "object.");
        }
    }

    fn settings(&mut self) {
        let mapping = self.mapping;
        if !mapping.settings.is_empty() {
            self.header("[settings]");
        }
        for (name, value) in &mapping.settings {
            self.line(&key(name), &text(&value.value));
        }
    }

    fn object_keys(&mut self, object: &ObjectMapping) {
        if !object.name.value.is_empty() {
            self.line("name", &text(&object.name.value));
        }
        if !object.enabled {
            self.line("enabled", "false");
        }
        let types = object.flow_types;
        if types != FlowTypes::ALL {
            let flows = [types.add, types.update, types.delete].into_iter().zip(FlowTypes::WORDS);
            let words: Vec<String> = flows.filter(|(flows, _)| *flows).map(|(_, word)| word.to_lowercase()).collect();
            self.line("changes", &list(words.iter().map(String::as_str)));
        }
    }

    fn sides(&mut self, rule: &Rule, object: &ObjectMapping, prefix: &str) {
        for side in Side::ALL {
            self.header(&format!("[{prefix}{}]", side.word()));
            // Two directories without a name would be one, and the target's attributes those of the source.
            let directory = &side.directory(rule).value;
            if !directory.is_empty() {
                self.line("directory", &text(directory));
            }
            self.line("object", &text(&side.object(object).value));
            if let Some(version) = object.scim.filter(|_| side == Side::Target) {
                self.line("scim", &word(&ScimVersion::ALL, &version));
            }
            let Some(definition) = self.objects.listed(rule, object, side) else { continue };
            let base = schema_of(definition);
            if let Some((name, _)) = base {
                self.line("schema", &text(name));
            }
            let searched = definition.attributes.iter().filter(|attribute| attribute.filterable == Some(true));
            if side == Side::Target && definition.attributes.iter().any(|attribute| attribute.filterable.is_some()) {
                let names: Vec<&str> = searched.map(|attribute| attribute.name.value.as_str()).collect();
                self.line("filterable", &list(names));
            }
            if side == Side::Target && self.inline(rule, object, definition) {
                continue;
            }
            let known = base.map_or(&[][..], |(_, known)| known);
            let differs = |(at, attribute): &(usize, &AttributeDefinition)| {
                known.get(*at).is_none_or(|known| properties(known, true) != properties(attribute, true))
            };
            let rest: Vec<_> = definition.attributes.iter().enumerate().filter(differs).collect();
            if !rest.is_empty() || base.is_none() {
                self.header(&format!("[{prefix}{}.attributes]", side.word()));
            }
            for (_, attribute) in rest {
                self.line(&key(&attribute.name.value), &listed(attribute));
            }
        }
    }

    /// Whether the properties of the target's attributes are written beside their mappings.
    fn inline(&self, rule: &Rule, object: &ObjectMapping, definition: &ObjectDefinition) -> bool {
        let here = (&rule.target_directory.value, &definition.name.value);
        let uses = self
            .objects
            .iter()
            .flat_map(|(rule, object)| Side::ALL.map(|side| (&side.directory(rule).value, &side.object(object).value)));
        let targets = object.attribute_mappings.iter().map(|one| &one.target.value);
        let names = definition.attributes.iter().map(|attribute| &attribute.name.value);
        uses.filter(|used| *used == here).count() == 1 && targets.eq(names) && schema_of(definition).is_none()
    }

    fn object_lists(&mut self, rule: &Rule, object: &ObjectMapping, prefix: &str) {
        let target = self.objects.listed(rule, object, Side::Target);
        let inline = target.filter(|definition| self.inline(rule, object, definition));
        for (at, attribute) in object.attribute_mappings.iter().enumerate() {
            self.header(&format!("[[{prefix}attribute]]"));
            self.attribute(attribute, inline.and_then(|definition| definition.attributes.get(at)));
        }
        let scope = object.scope.as_ref();
        let groups = scope.map_or(&[][..], |scope| &scope.groups);
        let input_groups = scope.map_or(&[][..], |scope| &scope.input_groups);
        for (name, groups) in [("scope", groups), ("input-scope", input_groups)] {
            for group in groups {
                self.header(&format!("[[{prefix}{name}]]"));
                self.group(group);
            }
        }
    }

    fn attribute(&mut self, attribute: &AttributeMapping, definition: Option<&AttributeDefinition>) {
        self.line("target", &text(&attribute.target.value));
        match attribute.source.as_ref().map(says) {
            Some(Says::Value(expression)) => self.line("value", &text(&expression)),
            Some(Says::Constant(constant)) => self.line("constant", &text(&constant)),
            None => {}
        }
        match &attribute.default {
            Some(default) => self.line("default", &text(&default.value)),
            // Without this, the entry would declare the attribute and not map it.
            None if attribute.source.is_none() => self.line("default", "''"),
            None => {}
        }
        if attribute.matching_priority != 0 {
            self.line("match", &attribute.matching_priority.to_string());
        }
        if attribute.flow_type != FlowType::default() {
            self.line("flow", &word(&FlowType::ALL, &attribute.flow_type));
        }
        if attribute.flow_behavior != FlowBehavior::default() {
            self.line("behavior", &word(&FlowBehavior::ALL, &attribute.flow_behavior));
        }
        if attribute.export_missing_references {
            self.line("export-missing-references", "true");
        }
        for (name, value) in definition.map(|definition| properties(definition, false)).into_iter().flatten() {
            self.line(name, &value);
        }
    }

    fn group(&mut self, group: &Group) {
        if let Some(name) = &group.name {
            self.line("name", &text(&name.value));
        }
        if group.clauses.is_empty() {
            return self.line("clauses", "[]");
        }
        self.out.push_str("clauses = [\n");
        for clause in &group.clauses {
            let (attribute, operator) = (text(&clause.attribute.value), text(&clause.operator.value));
            let _ = write!(self.out, "  {{ attribute = {attribute}, operator = {operator}");
            if !clause.values.is_empty() {
                let values = list(clause.values.iter().map(|value| value.value.as_str()));
                let _ = write!(self.out, ", values = {values}");
            }
            self.out.push_str(if clause.any_value { ", multivalued = 'any' },\n" } else { " },\n" });
        }
        self.out.push_str("]\n");
    }
}

/// The built-in schema with the same first attributes as a definition, whatever their properties.
fn schema_of(definition: &ObjectDefinition) -> Option<(&'static str, &'static [AttributeDefinition])> {
    let attributes = &definition.attributes;
    let begins = |known: &[AttributeDefinition]| {
        known.len() <= attributes.len()
            && known.iter().zip(attributes).all(|(one, other)| one.name.value == other.name.value)
    };
    schema_names()
        .filter_map(|name| Some((name, schema_attributes(name)?)))
        .filter(|(_, known)| begins(known))
        .max_by_key(|(_, known)| known.len())
}

/// An attribute's properties by their keys; a String attribute needs no type, unless it is to be stated.
fn properties(attribute: &AttributeDefinition, stated: bool) -> Vec<(&'static str, String)> {
    let mut properties = Vec::new();
    if stated || attribute.kind != TargetType::String {
        let kind = fields::type_name(attribute);
        properties.push(("type", text(kind)));
    }
    for (name, flag) in [
        ("multivalued", attribute.multivalued),
        ("required", attribute.required),
        ("case-exact", attribute.case_exact),
        ("anchor", attribute.anchor),
        ("flow-null-values", attribute.flow_null_values),
    ] {
        properties.extend(flag.then(|| (name, "true".to_owned())));
    }
    if attribute.mutability != Mutability::default() {
        properties.push(("mutability", word(&Mutability::ALL, &attribute.mutability)));
    }
    properties.extend(attribute.maximum_length.map(|length| ("max-length", length.to_string())));
    if !attribute.referenced_objects.is_empty() {
        properties.push(("references", list(attribute.referenced_objects.iter().map(String::as_str))));
    }
    properties
}

fn listed(attribute: &AttributeDefinition) -> String {
    match properties(attribute, true).as_slice() {
        [(_, kind)] => kind.clone(),
        all => {
            let all: Vec<String> = all.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            format!("{{ {} }}", all.join(", "))
        }
    }
}

/// The `[graph]` table.
pub fn graph_table(outlines: &[Json], patterns: &[Json]) -> String {
    let mut out = String::from(
        "\n# Parts of synchronizationSchema without a key above. `attrflow convert` writes them back.\n[graph]\n",
    );
    for (name, values) in [("patterns", patterns), ("outline", outlines)] {
        let _ = writeln!(out, "{name} = [");
        for value in values {
            let _ = writeln!(out, "{},", super::literal::json(&value.compact()));
        }
        out.push_str("]\n");
    }
    out
}

//! Directories, their objects and attributes. Does not know which of them are mapped.

use super::index::Node;
use super::values::{GraphReader, present};
use crate::mapping::definition::{AttributeDefinition, Directory, Mutability, ObjectDefinition};
use crate::value::TargetType;

impl GraphReader {
    pub fn directory(&mut self, node: Node<'_>, document: usize) -> Option<Directory> {
        if !self.is_object(node) {
            return None;
        }
        let name = self.text_or_empty(node, "name");
        let mut objects = Vec::new();
        for object in self.items(node, "objects") {
            objects.extend(self.object_definition(object));
        }
        Some(Directory { document, name, objects })
    }

    /// An object with its attributes. One whose attributes are not listed is unknown, and is left out.
    fn object_definition(&mut self, node: Node<'_>) -> Option<ObjectDefinition> {
        if !self.is_object(node) || node.get("attributes").is_none() {
            return None;
        }
        let name = self.text_or_empty(node, "name");
        let mut attributes = Vec::new();
        for attribute in self.items(node, "attributes") {
            attributes.extend(self.attribute_definition(attribute));
        }
        // What synchronizationSchema cannot express is stored in an annotation of our own, which the service ignores.
        if present(node, "@attrflow.filterable").is_some() {
            let mut names = std::collections::HashSet::new();
            for item in self.items(node, "@attrflow.filterable") {
                names.extend(self.text_of(item).map(|name| name.value));
            }
            for attribute in &mut attributes {
                attribute.filterable = Some(names.contains(&attribute.name.value));
            }
        }
        Some(ObjectDefinition { name, attributes })
    }

    fn attribute_definition(&mut self, node: Node<'_>) -> Option<AttributeDefinition> {
        if !self.is_object(node) {
            return None;
        }
        let mut attribute = AttributeDefinition::new(self.text(node, "name")?);
        if let Some(written) = self.text(node, "type") {
            match TargetType::parse(&written.value) {
                Some(kind) => attribute.kind = kind,
                None => {
                    let known = TargetType::ALL.map(|(_, name)| name);
                    self.unknown_word("type", &written.value, written.span(), &known);
                }
            }
            attribute.type_text = written.value;
        }
        attribute.required = self.flag(node, "required", false);
        attribute.multivalued = self.flag(node, "multivalued", false);
        attribute.mutability = self.word(node, "mutability", &Mutability::ALL);
        attribute.case_exact = self.flag(node, "caseExact", false);
        attribute.anchor = self.flag(node, "anchor", false);
        attribute.default = self.text(node, "defaultValue").filter(|text| !text.value.is_empty());
        attribute.flow_null_values = self.flag(node, "flowNullValues", false);
        for object in self.items(node, "referencedObjects") {
            if self.is_object(object) {
                attribute.referenced_objects.extend(self.text(object, "referencedObjectName").map(|name| name.value));
            }
        }
        let length = self.metadata(node).into_iter().find(|(key, _)| key == "MaximumLength");
        attribute.maximum_length = length.and_then(|(_, value)| value.trim_matches('"').parse().ok());
        Some(attribute)
    }

    /// The keys and values of `metadata`.
    pub fn metadata(&mut self, owner: Node<'_>) -> Vec<(String, String)> {
        let mut entries = Vec::new();
        for entry in self.items(owner, "metadata") {
            if self.is_object(entry) {
                let key = self.text(entry, "key").map(|key| key.value);
                let value = self.text(entry, "value").map(|value| value.value);
                entries.extend(key.map(|key| (key, value.unwrap_or_default())));
            }
        }
        entries
    }
}

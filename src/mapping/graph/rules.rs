//! Synchronization rules, object mappings and attribute mappings. Expressions and target paths are only strings here.

use super::index::{Node, NodeShape};
use super::values::{GraphReader, present};
use crate::diagnostic::registry;
use crate::mapping::ScimVersion;
use crate::mapping::flow::{FlowBehavior, FlowType, FlowTypes};
use crate::mapping::model::{AttributeMapping, Located, ObjectMapping, Rule};
use crate::text::Span;

impl GraphReader {
    /// A rule, given its JSON pointer.
    pub fn rule(&mut self, node: Node<'_>, document: usize, pointer: &str) -> Rule {
        let mut object_mappings = Vec::new();
        let list = node.spelling("objectMappings");
        for (number, object) in self.items(node, "objectMappings").enumerate() {
            if self.is_object(object) {
                object_mappings.push(self.object_mapping(object, &format!("{pointer}/{list}/{number}")));
            }
        }
        Rule {
            document,
            name: self.text_or_empty(node, "name"),
            priority: self.integer(node, "priority").unwrap_or(0),
            editable: self.flag(node, "editable", true),
            source_directory: self.text_or_empty(node, "sourceDirectoryName"),
            target_directory: self.text_or_empty(node, "targetDirectoryName"),
            object_mappings,
        }
    }

    /// An object mapping, given its JSON pointer.
    pub fn object_mapping(&mut self, node: Node<'_>, pointer: &str) -> ObjectMapping {
        let mut object = unnamed_object_mapping(node.span());
        object.name = self.text_or_empty(node, "name");
        object.enabled = self.flag(node, "enabled", true);
        object.source_object = self.text_or_empty(node, "sourceObjectName");
        object.target_object = self.text_or_empty(node, "targetObjectName");
        object.flow_types = self.flow_types(node);
        object.scope = present(node, "scope").and_then(|scope| self.scope(scope));
        object.metadata = self.metadata(node);
        // The service knows the protocol of its targets; in a file it is an annotation of our own.
        if present(node, "@attrflow.scim").is_some() {
            object.scim = self.optional_word(node, "@attrflow.scim", &ScimVersion::ALL);
        }
        let list = node.spelling("attributeMappings");
        for (number, item) in self.items(node, "attributeMappings").enumerate() {
            object.attribute_mappings.extend(self.attribute_mapping(item, format!("{pointer}/{list}/{number}")));
        }
        object
    }

    /// The flags that are written `Add, Update, Delete`.
    fn flow_types(&mut self, node: Node<'_>) -> FlowTypes {
        let Some(written) = self.text(node, "flowTypes") else { return FlowTypes::ALL };
        let mut types = FlowTypes::NONE;
        for word in written.value.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match types.with(word) {
                Some(with) => types = with,
                None if word.eq_ignore_ascii_case("None") => {}
                None => self.unknown_word("flowTypes", word, written.span(), &FlowTypes::WORDS),
            }
        }
        types
    }

    pub fn attribute_mapping(&mut self, node: Node<'_>, pointer: String) -> Option<AttributeMapping> {
        if !self.is_object(node) {
            return None;
        }
        let target = match present(node, "targetAttributeName") {
            Some(target) => self.text_of(target)?,
            None => {
                self.report(registry::missing_target(node.span(), "targetAttributeName"));
                return None;
            }
        };
        let source = present(node, "source").filter(|source| !is_unset(*source));
        let source = source.and_then(|source| self.mapping_source(source, &target.value));
        Some(AttributeMapping {
            source,
            default: self.text(node, "defaultValue").filter(|text| !text.value.is_empty()),
            flow_type: self.word(node, "flowType", &FlowType::ALL),
            flow_behavior: self.word(node, "flowBehavior", &FlowBehavior::ALL),
            matching_priority: self.integer(node, "matchingPriority").unwrap_or(0),
            export_missing_references: self.flag(node, "exportMissingReferences", false),
            span: node.span(),
            pointer,
            target,
        })
    }
}

/// An object mapping with the service's defaults.
pub fn unnamed_object_mapping(span: Span) -> ObjectMapping {
    let nowhere = || Located::plain(String::new(), Span::at(span.start as usize));
    ObjectMapping {
        name: nowhere(),
        enabled: true,
        source_object: nowhere(),
        target_object: nowhere(),
        flow_types: FlowTypes::ALL,
        scim: None,
        scope: None,
        attribute_mappings: Vec::new(),
        metadata: Vec::new(),
        span,
    }
}

/// Whether a node is an object all of whose members are null: what PowerShell's cmdlets write in the place of null.
fn is_unset(node: Node<'_>) -> bool {
    let empty = |value: Node<'_>| value.shape() == NodeShape::Null || is_blank(value);
    !is_blank(node) && node.shape() == NodeShape::Object && node.members().all(|(_, value)| empty(value))
}

/// Whether a node is an object without members, as skeletons have them.
pub fn is_blank(node: Node<'_>) -> bool {
    node.shape() == NodeShape::Object && node.members().next().is_none()
}

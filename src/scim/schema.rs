//! The schemas of payloads as schema resources for a server: RFC 7643, section 7.
//!
//! States only what the targets show of a schema: a server's own definition of a core schema has attributes that no
//! mapping writes. Knows nothing of values.

use super::envelope::is_enterprise;
use super::group::{Attribute, Block, Element, Shape, group, is_list, is_members, member};
use super::path::{Condition, Literal};
use super::template::{Target, Template};
use crate::mapping::ScimVersion;
use crate::value::TargetType;
use serde_json::{Value as Json, json};
use std::iter;

/// The properties of a target besides its path and its type.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trait {
    /// Whether an object must have it.
    pub required: bool,
    /// Whether a change of letter case is a change.
    pub case_exact: bool,
}

impl Template {
    /// A schema for the core and for each extension that the targets name, the core first. `traits` are those of the
    /// targets, in the order of the targets.
    pub fn schemas(&self, traits: &[Trait]) -> Vec<Json> {
        let blocks = group(&self.targets, &self.envelope).unwrap_or_default();
        let describe = Describe { template: self, traits };
        blocks.iter().map(|block| describe.schema(block)).collect()
    }
}

struct Describe<'t> {
    template: &'t Template,
    traits: &'t [Trait],
}

impl Describe<'_> {
    fn schema(&self, block: &Block<'_>) -> Json {
        let id = block.schema.unwrap_or(&self.template.envelope.core);
        // Every object has an external id, whatever its schema: RFC 7643, section 3.1.
        let is_common = |name: &str| block.schema.is_none() && ["id", "externalId"].iter().any(|it| same(it, name));
        let attributes = block.attributes.iter().filter(|attribute| !is_common(attribute.name));
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": id,
            "name": self.friendly_name(id),
            "attributes": attributes.map(|attribute| self.attribute(block, attribute)).collect::<Json>(),
        })
    }

    /// The distinguishing parts of the URN, such as `EnterpriseUser`.
    fn friendly_name(&self, urn: &str) -> String {
        let after = urn.split(':').skip_while(|part| !same(part, "schemas")).skip(1);
        let telling = after.filter(|part| {
            !["core", "extension"].iter().any(|known| same(part, known))
                && !part.starts_with(|it: char| it.is_ascii_digit())
        });
        let capital = |part: &str| {
            let mut characters = part.chars();
            characters
                .next()
                .map(|first| iter::once(first.to_ascii_uppercase()).chain(characters).collect::<String>())
                .unwrap_or_default()
        };
        let name: String = telling.map(capital).collect();
        if name.is_empty() { self.template.envelope.resource.clone() } else { name }
    }

    fn attribute(&self, block: &Block<'_>, attribute: &Attribute<'_>) -> Json {
        let numbers = || attribute.elements.iter().flat_map(|element| element.targets.iter().copied());
        let (name, is_list) = (attribute.name, is_list(block, attribute.name));
        let Some((number, target)) = numbers().next().and_then(|number| Some((number, self.target(number)?))) else {
            return Json::Null;
        };
        match attribute.shape {
            Shape::Whole if is_members(target) => {
                let parts = [part("value", TargetType::String), part("$ref", TargetType::Reference)];
                let parts = parts.into_iter().chain([part("display", TargetType::String)]);
                complex(name, true, parts.chain([part("type", TargetType::String)]).collect())
            }
            Shape::Whole if is_manager(block, target) => {
                let id = if self.template.envelope.version == ScimVersion::V1 { "managerId" } else { "value" };
                let parts = [part(id, TargetType::String), part("displayName", TargetType::String)];
                complex(name, false, parts.into_iter().chain([part("$ref", TargetType::Reference)]).collect())
            }
            Shape::Whole => self.simple(name, number, target, is_list || target.multivalued),
            Shape::Object | Shape::List => {
                let mut parts: Vec<Json> = Vec::new();
                let of_filters = attribute.elements.iter().flat_map(|element: &Element<'_>| element.filter).map(fixed);
                let of_targets = numbers().filter_map(|number| {
                    let target = self.target(number)?;
                    Some(self.simple(member(&target.path)?, number, target, false))
                });
                // The service marks the work e-mail as the primary one by default.
                let unasked = same(name, "emails").then(|| part("primary", TargetType::Boolean));
                for one in of_targets.chain(of_filters).chain(unasked) {
                    if !parts.iter().any(|known| same(name_of(known), name_of(&one))) {
                        parts.push(one);
                    }
                }
                complex(name, attribute.shape == Shape::List, parts)
            }
        }
    }

    fn target(&self, number: usize) -> Option<&Target> {
        self.template.targets.get(number)
    }

    fn simple(&self, name: &str, number: usize, target: &Target, multivalued: bool) -> Json {
        let traits = self.traits.get(number).copied().unwrap_or_default();
        property(name, kind(target.kind), multivalued, traits)
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn name_of(attribute: &Json) -> &str {
    attribute.get("name").and_then(Json::as_str).unwrap_or_default()
}

/// Whether a target refers to the manager, which is an object that has the id.
fn is_manager(block: &Block<'_>, target: &Target) -> bool {
    target.kind == TargetType::Reference
        && same(target.path.attribute(), "manager")
        && block.schema.is_some_and(is_enterprise)
}

/// The sub-attribute that a filter fixes.
fn fixed(condition: &Condition) -> Json {
    let kind = match condition.written() {
        Literal::Text(_) => TargetType::String,
        Literal::Bool(_) => TargetType::Boolean,
        Literal::Number(_) => TargetType::Integer,
    };
    part(&condition.attribute, kind)
}

fn kind(kind: TargetType) -> &'static str {
    match kind {
        // A reference is an id: a reference in RFC 7643 is a URI.
        TargetType::String | TargetType::Reference => "string",
        TargetType::Boolean => "boolean",
        TargetType::Integer => "integer",
        TargetType::DateTime => "dateTime",
        TargetType::Binary => "binary",
    }
}

fn part(name: &str, kind_of: TargetType) -> Json {
    property(name, kind(kind_of), false, Trait::default())
}

fn complex(name: &str, multivalued: bool, parts: Vec<Json>) -> Json {
    let mut attribute = property(name, "complex", multivalued, Trait::default());
    attribute.as_object_mut().map(|attribute| attribute.insert("subAttributes".to_owned(), Json::Array(parts)));
    attribute
}

fn property(name: &str, kind: &str, multivalued: bool, Trait { required, case_exact }: Trait) -> Json {
    json!({
        "name": name,
        "type": kind,
        "multiValued": multivalued,
        "required": required,
        "caseExact": case_exact,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    })
}

//! A JSON document without the content that the TOML file states: the `[graph]` table.
//!
//! The outline is the document in which each left-out part is replaced by an object with one member whose key begins
//! with `$`:
//!
//! | member                                  | stands for                                                          |
//! |-----------------------------------------|---------------------------------------------------------------------|
//! | `"$object": [n, label, pattern]`        | object mapping `n`, which was called `label`                        |
//! | `"$mappings": list`                     | the attribute mappings of the object mapping around it              |
//! | `"$loose": [n, label, list]`            | the attribute mappings of one without an object around them         |
//! | `"$single": [n, label, list]`           | the same, of an only one that is in no list                         |
//! | `"$definition": [n, side, list, style]` | the object definition of a side of an object mapping                |
//! | `"$name": [n, side, literal, meaning]`  | a directory's or an object's name                                   |
//! | `"$settings": [literal, meaning]`       | the settings                                                        |
//! | `"$is": value`                          | the value, which looks like one of these                            |
//!
//! A list is the number of a pattern that all items have, or a list of `[name, number]` and, for items that cannot be
//! read, `[literal]`.

use super::fields::{self, Field, SETTINGS};
use super::json::{Json, Unreadable};
use super::patch_graph::settings;
use super::pattern;
use super::shape::{Objects, Side};
use crate::mapping::json::{Node, NodeShape};
use crate::mapping::{AttributeDefinition, AttributeMapping, Mapping, ObjectDefinition, ObjectMapping};
use crate::text::Span;
use std::collections::HashMap;

/// The name and the fields of a readable item of a list.
type Finder<'f> = dyn Fn(Node<'_>) -> Option<(String, Vec<Field>)> + 'f;

pub struct Outliner<'m> {
    mapping: &'m Mapping,
    objects: HashMap<Span, usize>,
    mappings: HashMap<Span, &'m AttributeMapping>,
    /// Where the names of directories and objects are: the object mapping, the part of it, and its value.
    names: HashMap<Span, (usize, &'static str, &'m str)>,
    /// Where the names of listed object definitions are.
    definitions: HashMap<Span, (usize, Side, &'m ObjectDefinition)>,
    all: Objects<'m>,
    patterns: Vec<Json>,
    numbers: HashMap<String, usize>,
}

impl<'m> Outliner<'m> {
    pub fn new(mapping: &'m Mapping) -> Self {
        let all = Objects::of(mapping);
        let (mut objects, mut mappings, mut names, mut definitions) =
            (HashMap::new(), HashMap::new(), HashMap::new(), HashMap::new());
        for (number, (rule, object)) in all.iter().enumerate() {
            objects.insert(object.span, number);
            mappings.extend(object.attribute_mappings.iter().map(|one| (one.span, one)));
            for side in Side::ALL {
                let directory = side.directory(rule);
                names.entry(directory.span()).or_insert((number, side.directory_word(), directory.value.as_str()));
                let found = mapping.directory(rule.document, &directory.value);
                if let Some(found) = found {
                    let entry = (number, side.directory_word(), found.name.value.as_str());
                    names.entry(found.name.span()).or_insert(entry);
                }
                if let Some(definition) = all.listed(rule, object, side) {
                    let entry = (number, side.object_word(), definition.name.value.as_str());
                    names.entry(definition.name.span()).or_insert(entry);
                    definitions.entry(definition.name.span()).or_insert((number, side, definition));
                }
            }
        }
        names.retain(|span, _| !span.is_empty());
        definitions.retain(|span, _| !span.is_empty());
        Self { mapping, objects, mappings, names, definitions, all, patterns: Vec::new(), numbers: HashMap::new() }
    }

    /// The outline of a document.
    pub fn outline(&mut self, node: Node<'_>) -> Result<Json, Unreadable> {
        // What is nested too deeply for the literals is nested too deeply for the outline.
        Json::of(node)?;
        self.value(node)
    }

    /// The patterns that the outlines refer to by number.
    pub fn patterns(&self) -> &[Json] {
        &self.patterns
    }

    fn value(&mut self, node: Node<'_>) -> Result<Json, Unreadable> {
        let number = self.objects.get(&node.span()).copied();
        if let Some((number, (_, object))) = number.and_then(|number| Some((number, self.all.get(number)?))) {
            return self.object(node, number, object);
        }
        match node.shape() {
            NodeShape::Array => {
                let items = node.items().map(|item| self.value(item));
                Ok(Json::List(items.collect::<Result<_, _>>()?))
            }
            NodeShape::Object => self.members(node),
            NodeShape::String => {
                let literal = Json::of(node)?;
                let inside = Span::new(node.span().start as usize + 1, (node.span().end as usize).saturating_sub(1));
                Ok(match self.names.get(&inside) {
                    Some((number, part, meaning)) => {
                        marked("$name", vec![Json::number(number), Json::text(part), literal, Json::text(meaning)])
                    }
                    None => literal,
                })
            }
            _ => Json::of(node),
        }
    }

    fn members(&mut self, node: Node<'_>) -> Result<Json, Unreadable> {
        if let Some((number, side, definition)) = self.definition(node) {
            return self.object_definition(node, number, side, definition);
        }
        let mut members = Vec::new();
        for (name, value) in node.members() {
            let key = key_text(&key_literal(name));
            let value = match name.text().as_deref() {
                Some(SETTINGS) => marked("$settings", vec![Json::of(value)?, settings(self.mapping)]),
                _ => self.value(value)?,
            };
            members.push((key, value));
        }
        let looks_marked = matches!(members.as_slice(), [(key, _)] if key.starts_with("\"$"));
        let object = Json::Object(members);
        Ok(if looks_marked { Json::object([("$is", object)]) } else { object })
    }

    fn definition(&self, node: Node<'_>) -> Option<(usize, Side, &'m ObjectDefinition)> {
        let name = node.get("name")?.span();
        let inside = Span::new(name.start as usize + 1, (name.end as usize).saturating_sub(1));
        self.definitions.get(&inside).copied()
    }

    fn object_definition(
        &mut self,
        node: Node<'_>,
        number: usize,
        side: Side,
        definition: &'m ObjectDefinition,
    ) -> Result<Json, Unreadable> {
        let by_name: HashMap<Span, &AttributeDefinition> =
            definition.attributes.iter().map(|attribute| (attribute.name.span(), attribute)).collect();
        let fields = fields::object_definition(definition, side);
        let (mut list, mut items, stated) = (Json::number(0), Vec::new(), stated(node, &fields));
        let listed = node.member("attributes").map(|(key, _)| key.span());
        for (key, value) in node.members() {
            let literal = Json::of(value)?;
            let name = key_literal(key);
            if listed == Some(key.span()) && value.shape() == NodeShape::Array {
                let found = |item: Node<'_>| {
                    let name = item.get("name")?.span();
                    let inside = Span::new(name.start as usize + 1, (name.end as usize).saturating_sub(1));
                    by_name.get(&inside).map(|found| (found.name.value.clone(), fields::attribute_definition(found)))
                };
                list = self.list(value, &found)?;
                items.push(Json::List(vec![name, marked("$attributes", Vec::new())]));
                continue;
            }
            let kept = self.value(value)?;
            items.push(pattern::item(&key_text(&name), &literal, kept, stated.get(&key.span()).copied(), None));
        }
        let style = Json::List(items);
        Ok(marked("$definition", vec![Json::number(number), Json::text(side.word()), list, style]))
    }

    fn object(&mut self, node: Node<'_>, number: usize, object: &'m ObjectMapping) -> Result<Json, Unreadable> {
        let label = Objects::label(object);
        let found = self.mapping_finder();
        if node.shape() == NodeShape::Array {
            let list = self.list(node, &found)?;
            return Ok(marked("$loose", vec![Json::number(number), label, list]));
        }
        if let Some((name, fields)) = found(node) {
            let pattern = self.pattern(node, &fields)?;
            let list = Json::List(vec![Json::List(vec![Json::text(&name), Json::number(self.number(pattern))])]);
            return Ok(marked("$single", vec![Json::number(number), label, list]));
        }
        let fields = fields::object_mapping(object, Json::List(Vec::new()));
        let (mut items, stated) = (Vec::new(), stated(node, &fields));
        for (key, value) in node.members() {
            let name = key_literal(key);
            let literal = Json::of(value)?;
            let field = stated.get(&key.span()).copied();
            if field.is_some_and(|field| field.key == "attributeMappings") && value.shape() == NodeShape::Array {
                let list = self.list(value, &found)?;
                items.push(Json::List(vec![name, Json::object([("$mappings", list)])]));
                continue;
            }
            let inner = match field {
                Some(field) if field.key == "scope" && value.shape() == NodeShape::Object => {
                    let fields = fields::scope(object.scope.as_ref());
                    Some(self.pattern(value, &fields)?.items().to_vec())
                }
                _ => None,
            };
            let kept = self.value(value)?;
            items.push(pattern::item(&key_text(&name), &literal, kept, field, inner));
        }
        Ok(marked("$object", vec![Json::number(number), label, Json::List(items)]))
    }

    /// Finds the attribute mapping at a node: its name and its fields.
    fn mapping_finder(&self) -> impl Fn(Node<'_>) -> Option<(String, Vec<Field>)> + use<'m> {
        let known = self.mappings.clone();
        move |item: Node<'_>| {
            let found = known.get(&item.span())?;
            Some((found.target.value.clone(), fields::attribute_mapping(found)))
        }
    }

    fn list(&mut self, node: Node<'_>, found: &Finder<'_>) -> Result<Json, Unreadable> {
        let (mut items, mut used, mut names) = (Vec::new(), Vec::new(), std::collections::HashSet::new());
        let mut uniform = true;
        for item in node.items() {
            let Some((name, fields)) = found(item) else {
                uniform = false;
                items.push(Json::List(vec![self.value(item)?]));
                continue;
            };
            let pattern = self.pattern(item, &fields)?;
            let number = self.number(pattern);
            used.push(number);
            items.push(Json::List(vec![Json::text(&name), Json::number(number)]));
            uniform &= names.insert(name);
        }
        match used.first() {
            // Only a pattern without content of its own is suitable for new items.
            Some(first)
                if uniform
                    && used.iter().all(|number| number == first)
                    && self.patterns.get(*first).is_some_and(pattern::is_plain) =>
            {
                Ok(Json::number(first))
            }
            _ => Ok(Json::List(items)),
        }
    }

    fn pattern(&mut self, node: Node<'_>, fields: &[Field]) -> Result<Json, Unreadable> {
        let (mut items, stated) = (Vec::new(), stated(node, fields));
        for (key, value) in node.members() {
            let literal = Json::of(value)?;
            let kept = self.value(value)?;
            let field = stated.get(&key.span()).copied();
            items.push(pattern::item(&key_text(&key_literal(key)), &literal, kept, field, None));
        }
        Ok(Json::List(items))
    }

    /// The number of a pattern; equal patterns have the same number.
    fn number(&mut self, pattern: Json) -> usize {
        let next = self.patterns.len();
        let number = *self.numbers.entry(pattern.compact()).or_insert(next);
        if number == next {
            self.patterns.push(pattern);
        }
        number
    }
}

fn marked(mark: &str, parts: Vec<Json>) -> Json {
    Json::object([(mark, Json::List(parts))])
}

fn key_literal(key: Node<'_>) -> Json {
    Json::of(key).unwrap_or_else(|_| Json::null())
}

fn key_text(key: &Json) -> String {
    if let Json::Leaf(leaf) = key { leaf.clone() } else { String::new() }
}

/// The fields that an object states, by the location of the key that states them.
fn stated<'f>(owner: Node<'_>, fields: &'f [Field]) -> HashMap<Span, &'f Field> {
    fields.iter().filter_map(|field| Some((owner.member(field.key)?.0.span(), field))).collect()
}

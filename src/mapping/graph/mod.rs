//! Reads synchronizationSchema JSON, complete or in part, into a [`Mapping`].
//!
//! What cannot be read is reported and left out; everything around it is kept. Properties that are not modelled stay in
//! the source text, and code that edits a file replaces parts of the text. Does not know what expressions mean.

mod cut;
mod definitions;
mod filters;
mod index;
mod rules;
mod sources;
mod syntax;
mod values;

pub use cut::is_cut;
pub use index::{Index, Node, NodeShape};
pub use syntax::check;

use super::model::{Located, Mapping, MappingFormat, ObjectMapping, Rule};
use crate::diagnostic::{Diagnostic, registry};
use crate::text::{Source, Span};
use values::GraphReader;

/// The longest file that is read, in bytes.
pub const LARGEST_FILE: usize = 64 << 20;

/// The kind of an object, recognized by the property that only it has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Wrapper,
    Template,
    Schema,
    Rule,
    ObjectMapping,
    AttributeMapping,
    Directory,
}

/// The properties that distinguish the kinds; the first one that an object has decides. `schema` and `value` are the
/// last, because other objects may have properties of these names, too.
const MARKS: &[(&str, Part)] = &[
    ("synchronizationRules", Part::Schema),
    ("directories", Part::Schema),
    ("objectMappings", Part::Rule),
    ("attributeMappings", Part::ObjectMapping),
    ("targetAttributeName", Part::AttributeMapping),
    ("objects", Part::Directory),
    ("schema", Part::Template),
    ("value", Part::Wrapper),
];

/// Reads a file. The mapping holds what could be read, the diagnostics report the rest.
pub fn read(source: &Source) -> (Mapping, Vec<Diagnostic>) {
    let mut mapping = Mapping::empty(source.clone(), MappingFormat::Graph);
    let text = source.text();
    if text.len() > LARGEST_FILE {
        return (mapping, vec![registry::mapping_too_large(Span::at(0), text.len(), LARGEST_FILE)]);
    }
    let (checked, diagnostics) = syntax::check(text);
    let Some(checked) = checked else { return (mapping, diagnostics) };
    let index = Index::new(&checked);
    let mut reader = GraphReader::new(diagnostics);
    let mut documents = 0;
    for root in index.roots() {
        reader.document(root, &mut mapping, &mut documents);
    }
    if let Some((first, depth)) = reader.cut {
        // What is left of the file does not mean what the whole file means.
        let depth = depth.saturating_sub(1);
        return (Mapping::empty(source.clone(), MappingFormat::Graph), vec![registry::export_cut_off(first, depth)]);
    }
    if documents == 0 {
        // A file without any mapping in it is one mistake, and not one for each of its objects.
        let mut others = 0;
        reader.diagnostics.retain(|found| {
            others += usize::from(found.code() == "not-a-mapping");
            found.code() != "not-a-mapping" || others == 1
        });
    }
    if documents == 0 && reader.diagnostics.is_empty() {
        reader.report(registry::not_a_mapping(Span::at(0), "nothing", super::export_it()));
    }
    (mapping, reader.diagnostics)
}

fn part(node: Node<'_>) -> Option<Part> {
    MARKS.iter().find(|(mark, _)| node.get(mark).is_some()).map(|(_, part)| *part)
}

impl GraphReader {
    /// Reads one JSON value of the file; wrappers and arrays hold several documents.
    fn document(&mut self, root: Node<'_>, mapping: &mut Mapping, documents: &mut usize) {
        let (listed, base) = match part(root) {
            Some(Part::Wrapper) => (root.get("value"), format!("/{}", root.spelling("value"))),
            _ => (Some(root).filter(|root| root.shape() == NodeShape::Array), String::new()),
        };
        let Some(list) = listed else { return self.part(root, "", mapping, documents) };
        if list.shape() != NodeShape::Array {
            return self.part(list, &base, mapping, documents);
        }
        let items: Vec<(Node<'_>, String)> =
            list.items().enumerate().map(|(number, item)| (item, format!("{base}/{number}"))).collect();
        // A list of attribute mappings without an object mapping around it; the empty objects of skeletons are allowed
        // in it.
        let loose = |(item, _): &(Node<'_>, String)| matches!(part(*item), Some(Part::AttributeMapping) | None);
        if items.iter().all(loose) && items.iter().any(|(item, _)| part(*item).is_some()) {
            let object = self.loose_attribute_mappings(&items, list.span());
            return self.loose_object(object, mapping, documents);
        }
        *documents += usize::from(items.is_empty());
        for (item, pointer) in &items {
            self.part(*item, pointer, mapping, documents);
        }
    }

    /// Reads a schema or a part of one, given its JSON pointer.
    fn part(&mut self, node: Node<'_>, pointer: &str, mapping: &mut Mapping, documents: &mut usize) {
        let document = *documents;
        match part(node) {
            Some(Part::Schema) => self.schema(node, mapping, document, pointer),
            Some(Part::Template) => match node.get("schema") {
                Some(schema) if schema.shape() == NodeShape::Object => {
                    let key = node.spelling("schema");
                    self.schema(schema, mapping, document, &format!("{pointer}/{key}"))
                }
                _ => {
                    return self.report(registry::not_a_mapping(
                        node.span(),
                        "a template without its schema",
                        super::export_it(),
                    ));
                }
            },
            Some(Part::Rule) => {
                let rule = self.rule(node, document, pointer);
                mapping.rules.push(rule);
            }
            Some(Part::ObjectMapping) => {
                let object = self.object_mapping(node, pointer);
                return self.loose_object(object, mapping, documents);
            }
            Some(Part::AttributeMapping) => {
                let object = self.loose_attribute_mappings(&[(node, pointer.to_owned())], node.span());
                return self.loose_object(object, mapping, documents);
            }
            Some(Part::Directory) => mapping.directories.extend(self.directory(node, document)),
            Some(Part::Wrapper) | None if is_cut(node) => return self.refuse(node, "an object"),
            Some(Part::Wrapper) | None => {
                let found = match node.members().next().and_then(|(key, _)| key.text()) {
                    Some(key) => format!("an object with `{}`", key.chars().take(60).collect::<String>()),
                    None if node.shape() == NodeShape::Object => "an empty object".to_owned(),
                    None => node.describe().to_owned(),
                };
                return self.report(registry::not_a_mapping(node.span(), &found, super::export_it()));
            }
        }
        *documents += 1;
    }

    fn schema(&mut self, node: Node<'_>, mapping: &mut Mapping, document: usize, pointer: &str) {
        // The service stores settings elsewhere; in a file they are an annotation of our own.
        for (key, value) in node.get("@attrflow.settings").into_iter().flat_map(Node::members) {
            if let (Some(name), Some(value)) = (key.text(), self.text_of(value)) {
                mapping.settings.insert(name.trim_matches('%').to_owned(), value);
            }
        }
        for directory in self.items(node, "directories") {
            mapping.directories.extend(self.directory(directory, document));
        }
        let list = node.spelling("synchronizationRules");
        for (number, rule) in self.items(node, "synchronizationRules").enumerate() {
            match part(rule) {
                Some(Part::AttributeMapping) => {
                    let home = "synchronizationRules[].objectMappings[].attributeMappings";
                    let (found, wanted) = ("an attribute mapping", "a synchronization rule");
                    self.report(registry::misplaced_object(rule.span(), found, wanted, home));
                }
                Some(Part::ObjectMapping) => {
                    let home = "synchronizationRules[].objectMappings";
                    let (found, wanted) = ("an object mapping", "a synchronization rule");
                    self.report(registry::misplaced_object(rule.span(), found, wanted, home));
                }
                _ => {
                    if self.is_object(rule) {
                        let pointer = format!("{pointer}/{list}/{number}");
                        let rule = self.rule(rule, document, &pointer);
                        mapping.rules.push(rule);
                    }
                }
            }
        }
    }

    fn loose_attribute_mappings(&mut self, items: &[(Node<'_>, String)], span: Span) -> ObjectMapping {
        let mut object = rules::unnamed_object_mapping(span);
        for (item, pointer) in items {
            object.attribute_mappings.extend(self.attribute_mapping(*item, pointer.clone()));
        }
        object
    }

    /// An object mapping without a rule gets a rule without a name.
    fn loose_object(&mut self, object: ObjectMapping, mapping: &mut Mapping, documents: &mut usize) {
        let nowhere = || Located::plain(String::new(), Span::at(object.span.start as usize));
        mapping.rules.push(Rule {
            document: *documents,
            name: nowhere(),
            priority: 0,
            editable: true,
            source_directory: nowhere(),
            target_directory: nowhere(),
            object_mappings: vec![object],
        });
        *documents += 1;
    }
}

#[cfg(test)]
mod tests;

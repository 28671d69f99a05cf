//! Renames a source attribute of a mapping: in every expression over the same object, in the scopes, where the attribute is
//! declared, and in JSON also in the parameters that are stored beside expressions.

use super::answer::edits;
use super::document::{Document, Region};
use super::position::{offset, range};

use attrflow::tool::conversion::{edited, tree_edits};
use attrflow::tool::trees;
use attrflow::tool::trees::Node;
use attrflow::tool::{Located, Mapping, MappingFormat, read_mapping};
use attrflow::{Edit, Source, Span};
use lsp_types as lsp;
use std::collections::HashSet;

/// An attribute of a source object.
struct Attribute<'d> {
    name: String,
    object: &'d str,
    span: Span,
}

/// The range of the attribute's name at a position, if it can be renamed.
pub(super) fn prepare(document: &Document, at: lsp::Position) -> Option<lsp::Range> {
    let found = find(document, offset(&document.source, at))?;
    Some(range(&document.source, found.span))
}

/// The edits that rename the attribute at a position, or why it cannot have the new name.
pub(super) fn rename(document: &Document, at: lsp::Position, name: &str) -> Result<Vec<lsp::TextEdit>, String> {
    let found = find(document, offset(&document.source, at)).ok_or("there is no source attribute here")?;
    let reads_back = matches!(&trees::parse(&format!("[{name}]")).root.node, Node::Attribute(read) if **read == *name);
    if name.trim().is_empty() || name.contains(['\n', '\r', '\'']) || !reads_back {
        return Err(format!("`{name}` is not a valid attribute name"));
    }
    let mut all: Vec<Edit> = Vec::new();
    for region in document.regions.iter().filter(|region| region.source_object == found.object) {
        let text = region.location.written(name);
        all.extend(uses(document, region, &found.name).map(|span| Edit { span, text: text.clone() }));
    }
    if let Some(mapping) = document.mapping() {
        let locations = names(document, mapping, found.object);
        let renamed = locations.into_iter().filter(|(location, _)| location.value == found.name);
        all.extend(
            renamed.map(|(location, is_key)| Edit {
                span: location.span(),
                text: written(document, location, is_key, name),
            }),
        );
    }
    all.sort_by_key(|edit| edit.span);
    all.dedup_by_key(|edit| edit.span);
    Ok(edits(&document.source, &with_trees(document, all)))
}

/// The edits with those of the parameters that JSON stores beside the expressions that change. Parameters that differ from their
/// expression already stay as they are.
fn with_trees(document: &Document, edits: Vec<Edit>) -> Vec<Edit> {
    let Some(before) = document.mapping().filter(|mapping| mapping.format == MappingFormat::Graph) else {
        return edits;
    };
    let renamed = edited(document.source.text(), &edits.iter().rev().collect::<Vec<_>>());
    let (after, _) = read_mapping(&Source::new(document.source.name(), renamed.as_str()));
    let stale = stale_sources(before);
    let source_of = |edit: &Edit| sources(&after).find(|(_, span)| holds(*span, edit.span));
    let mut trees = tree_edits(&after, Some(before));
    trees.retain(|edit| !source_of(edit).is_some_and(|(place, _)| stale.contains(&place)));
    if trees.is_empty() {
        return edits;
    }
    let whole = edited(&renamed, &trees.iter().rev().collect::<Vec<_>>());
    difference(document.source.text(), &whole)
}

/// The sources whose parameters differ from their expression.
fn stale_sources(mapping: &Mapping) -> HashSet<(usize, &str)> {
    let edits = tree_edits(mapping, None);
    let is_stale = |span: Span| edits.iter().any(|edit| holds(span, edit.span));
    sources(mapping).filter(|(_, span)| is_stale(*span)).map(|(place, _)| place).collect()
}

/// The sources of attribute mappings: their document with the pointer in it, and their spans.
fn sources(mapping: &Mapping) -> impl Iterator<Item = ((usize, &str), Span)> {
    mapping.object_mappings().flat_map(|(rule, object)| {
        object.attribute_mappings.iter().filter_map(|attribute| {
            Some(((rule.document, attribute.pointer.as_str()), attribute.source.as_ref()?.span))
        })
    })
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The edits between two texts, by lines.
fn difference(old: &str, new: &str) -> Vec<Edit> {
    let lines = similar::TextDiff::configure().algorithm(similar::Algorithm::Patience).diff_lines(old, new);
    let offsets = |text: &str| {
        let ends = text.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        });
        std::iter::once(0).chain(ends).collect::<Vec<usize>>()
    };
    let (before, after) = (offsets(old), offsets(new));
    let span = |offsets: &[usize], lines: std::ops::Range<usize>| {
        Some(Span::new(*offsets.get(lines.start)?, *offsets.get(lines.end)?))
    };
    let changed = lines.ops().iter().filter(|change| change.tag() != similar::DiffTag::Equal);
    changed
        .filter_map(|change| {
            let text = span(&after, change.new_range())?.of(new).to_owned();
            Some(Edit { span: span(&before, change.old_range())?, text })
        })
        .collect()
}

fn find(document: &Document, at: usize) -> Option<Attribute<'_>> {
    let mapping = document.mapping()?;
    if let Some((region, inner)) = document.region_at(at) {
        let mut name = None;
        trees::parse(&region.text).root.walk(&mut |part| {
            let span = part.span.range();
            if let (Node::Attribute(found), true) = (&part.node, span.start <= inner && inner <= span.end) {
                name = Some((found.to_string(), part.span));
            }
        });
        let (name, span) = name?;
        return Some(Attribute { name, object: &region.source_object, span: inside(document, region, span) });
    }
    for (_, object) in mapping.object_mappings() {
        let object = object.source_object.value.as_str();
        for (location, _) in names(document, mapping, object) {
            let span = location.span();
            if span.range().start <= at && at <= span.range().end {
                return Some(Attribute { name: location.value.clone(), object, span });
            }
        }
    }
    None
}

/// The span of the name in the document, given the span of the attribute with its brackets in an expression.
fn inside(document: &Document, region: &Region, span: Span) -> Span {
    let inner = Span::new(span.range().start + 1, span.range().end.saturating_sub(1));
    region.location.locate(document.source.text(), inner)
}

/// Where an expression reads an attribute.
fn uses<'d>(document: &'d Document, region: &'d Region, name: &str) -> impl Iterator<Item = Span> + 'd {
    let mut found = Vec::new();
    trees::parse(&region.text).root.walk(&mut |part| {
        let is_closed = part.span.of(&region.text).ends_with(']');
        if matches!(&part.node, Node::Attribute(read) if **read == *name) && is_closed {
            found.push(part.span);
        }
    });
    found.into_iter().map(|span| inside(document, region, span))
}

/// Where the scopes name attributes of a source object, and where these are declared; the flag is true for TOML keys.
fn names<'m>(document: &Document, mapping: &'m Mapping, object: &str) -> Vec<(&'m Located<String>, bool)> {
    let mut found = Vec::new();
    for (rule, mapped) in mapping.object_mappings().filter(|(_, mapped)| mapped.source_object.value == object) {
        let groups = mapped.scope.iter().flat_map(|scope| scope.groups.iter().chain(&scope.input_groups));
        found.extend(groups.flat_map(|group| &group.clauses).map(|clause| (&clause.attribute, false)));
        let declared = mapping.source_definition(rule, mapped).map(|known| known.attributes.as_slice());
        let declared = declared.unwrap_or_default().iter().map(|attribute| (&attribute.name, true));
        // An attribute of a built-in schema is not in the file.
        found.extend(declared.filter(|(name, _)| bare(document, name) == name.value));
    }
    found
}

/// A key of the file without its quotes.
fn bare<'d>(document: &'d Document, name: &Located<String>) -> &'d str {
    name.span().of(document.source.text()).trim_matches(['"', '\''])
}

/// A name as it is written at a location; a key that is not a bare key needs quotes.
fn written(document: &Document, location: &Located<String>, is_key: bool, name: &str) -> String {
    if !is_key || document.mapping().is_some_and(|mapping| mapping.format == MappingFormat::Graph) {
        return location.location.written(name);
    }
    let is_bare = name.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
    let was_bare = bare(document, location) == location.span().of(document.source.text());
    if is_bare && was_bare { name.to_owned() } else { serde_json::Value::from(name).to_string() }
}

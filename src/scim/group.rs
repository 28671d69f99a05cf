//! Groups targets: which of them are parts of one object, and which exclude each other.
//!
//! Knows nothing of values or of bytes. Names, URNs and the strings in filters are not case-sensitive, as in RFC 7643
//! for attributes without `caseExact`; the first spelling is the one that is written.
#![allow(clippy::result_large_err, reason = "targets are grouped once, before any record")]

use super::envelope::{Envelope, is_any_core, is_known_as_multivalued};
use super::path::{Condition, TargetPath};
use super::template::Target;
use crate::diagnostic::{Diagnostic, registry};
use crate::dotnet::casing::lower_invariant;
use crate::text::{Span, order};
use std::collections::HashMap;

/// The attributes of one schema.
#[derive(Debug, Default)]
pub(super) struct Block<'t> {
    /// The URN of an extension, `None` for the core.
    pub schema: Option<&'t str>,
    /// Its attributes, in the order in which they first appear.
    pub attributes: Vec<Attribute<'t>>,
}

/// One attribute with everything that is written to it.
#[derive(Debug)]
pub(super) struct Attribute<'t> {
    pub name: &'t str,
    pub shape: Shape,
    /// One for each filter, and one for the targets without a filter.
    pub elements: Vec<Element<'t>>,
}

/// The JSON form of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The result of the only attribute mapping.
    Whole,
    /// An object of the sub-attributes.
    Object,
    /// An array with an object for each element.
    List,
}

/// One object of an attribute.
#[derive(Debug)]
pub(super) struct Element<'t> {
    pub filter: &'t [Condition],
    /// The indices of the targets in it.
    pub targets: Vec<usize>,
}

/// The member of its object that a target is, `None` if it is the whole attribute. A filter without a sub-attribute
/// means `value`, the significant sub-attribute in RFC 7643.
pub(super) fn member(path: &TargetPath) -> Option<&str> {
    path.sub_attribute().or(if path.filter().is_empty() { None } else { Some("value") })
}

/// Whether a core attribute is always an array.
pub(super) fn is_list(block: &Block<'_>, attribute: &str) -> bool {
    block.schema.is_none() && is_known_as_multivalued(attribute)
}

/// Whether a target is `members` of a group.
pub(super) fn is_members(target: &Target) -> bool {
    target.path.schema().is_none_or(is_any_core)
        && target.path.attribute().eq_ignore_ascii_case("members")
        && member(&target.path).is_none()
}

/// Groups targets by schema, attribute and filter; the core comes first, then the extensions in order of appearance.
///
/// # Errors
///
/// The diagnostics, each with the index of its target, sorted by it.
pub(super) fn group<'t>(
    targets: &'t [Target],
    envelope: &Envelope,
) -> Result<Vec<Block<'t>>, Vec<(usize, Diagnostic)>> {
    let mut grouping =
        Grouping { targets, blocks: vec![Block::default()], known: HashMap::new(), diagnostics: Vec::new() };
    for (number, target) in targets.iter().enumerate() {
        if let Err(diagnostic) = grouping.add(number, &target.path, envelope) {
            grouping.diagnostics.push((number, diagnostic));
        }
    }
    grouping.finish()
}

struct Grouping<'t> {
    targets: &'t [Target],
    blocks: Vec<Block<'t>>,
    /// The index of each block, attribute, element and member, by its path in lower case.
    known: HashMap<Box<str>, usize>,
    diagnostics: Vec<(usize, Diagnostic)>,
}

impl<'t> Grouping<'t> {
    fn add(&mut self, number: usize, path: &'t TargetPath, envelope: &Envelope) -> Result<(), Diagnostic> {
        let span = whole(path);
        let schema = path.schema().filter(|schema| !envelope.is_core(schema));
        if let Some(foreign) = schema.filter(|schema| is_any_core(schema)) {
            return Err(registry::foreign_core_schema(span, foreign, &envelope.core));
        }
        let is_reserved = |name: &&&str| path.attribute().eq_ignore_ascii_case(name);
        if let Some(reserved) = ["schemas", "meta"].iter().find(is_reserved).filter(|_| schema.is_none()) {
            return Err(registry::reserved_target(span, reserved));
        }
        let mut key = lower_invariant(schema.unwrap_or_default()).into_owned();
        let block = match schema {
            None => 0,
            Some(_) => *self.known.entry(key.as_str().into()).or_insert(self.blocks.len()),
        };
        if block == self.blocks.len() {
            self.blocks.push(Block { schema, attributes: Vec::new() });
        }
        let Some(block) = self.blocks.get_mut(block) else { return Ok(()) };

        key.push('\n');
        key.push_str(&lower_invariant(path.attribute()));
        let location = *self.known.entry(key.as_str().into()).or_insert(block.attributes.len());
        if location == block.attributes.len() {
            block.attributes.push(Attribute { name: path.attribute(), shape: Shape::Whole, elements: Vec::new() });
        }
        let Some(attribute) = block.attributes.get_mut(location) else { return Ok(()) };

        let (attribute_key, first) =
            (key.clone(), attribute.elements.first().and_then(|element| element.targets.first()));
        if let Some(first) = first.and_then(|first| self.targets.get(*first))
            && member(&first.path).is_none() != member(path).is_none()
        {
            return Err(registry::conflicting_targets(span, &path.to_string(), &first.path.to_string()));
        }
        key = attribute_key + &filter_key(path.filter());
        let location = *self.known.entry(key.as_str().into()).or_insert(attribute.elements.len());
        if location == attribute.elements.len() {
            attribute.elements.push(Element { filter: path.filter(), targets: Vec::new() });
        }

        key.push('\n');
        key.push_str(&lower_invariant(member(path).unwrap_or_default()));
        if let Some(first) = self.known.insert(key.into(), number).and_then(|first| self.targets.get(first)) {
            return Err(registry::duplicate_target(span, &path.to_string(), &first.path.to_string()));
        }
        attribute.elements.get_mut(location).into_iter().for_each(|element| element.targets.push(number));
        Ok(())
    }

    /// Decides the shapes, for which all targets have to be known.
    fn finish(mut self) -> Result<Vec<Block<'t>>, Vec<(usize, Diagnostic)>> {
        for block in &mut self.blocks {
            let lists: Vec<bool> = block.attributes.iter().map(|attribute| is_list(block, attribute.name)).collect();
            for (attribute, is_list) in block.attributes.iter_mut().zip(lists) {
                let first = attribute.elements.first().and_then(|element| element.targets.first());
                let path = first.and_then(|first| self.targets.get(*first)).map(|target| &target.path);
                attribute.shape = match path.and_then(member) {
                    None => Shape::Whole,
                    Some(_) if is_list || attribute.elements.iter().any(|it| !it.filter.is_empty()) => Shape::List,
                    Some(_) => Shape::Object,
                };
                for element in attribute.elements.iter().filter(|_| attribute.shape == Shape::List) {
                    self.diagnostics.extend(several_beside_others(element, self.targets));
                }
            }
        }
        order::sort_by(&mut self.diagnostics, |(one, _), (other, _)| one.cmp(other));
        if self.diagnostics.is_empty() { Ok(self.blocks) } else { Err(self.diagnostics) }
    }
}

/// Multiple values for one sub-attribute create several objects, and the other sub-attributes would belong to none of
/// them.
fn several_beside_others(element: &Element<'_>, targets: &[Target]) -> Option<(usize, Diagnostic)> {
    let several =
        element.targets.iter().find(|number| targets.get(**number).is_some_and(|target| target.multivalued))?;
    let other = element.targets.iter().find(|number| *number != several)?;
    let (path, beside) = (&targets.get(*several.max(other))?.path, &targets.get(*several.min(other))?.path);
    let diagnostic = registry::conflicting_targets(whole(path), &path.to_string(), &beside.to_string());
    Some((*several.max(other), diagnostic))
}

/// A filter as one string that is the same for the same conditions in another order.
fn filter_key(filter: &[Condition]) -> String {
    let conditions =
        filter.iter().map(|it| lower_invariant(&format!("\n{}={}", it.attribute, it.written())).into_owned());
    let mut conditions: Vec<String> = conditions.collect();
    order::sort_by(&mut conditions, String::cmp);
    format!("\n[{}]", conditions.concat())
}

/// The span of a whole path.
pub(super) fn whole(path: &TargetPath) -> Span {
    Span::new(0, path.to_string().len())
}

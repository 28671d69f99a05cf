//! What a lint over an object mapping sees, and where it reports. Knows none of the lints.

use super::ALL;
use crate::check::{Checked, Nullability, SourceSchema};
use crate::diagnostic::Diagnostic;
use crate::mapping::{AttributeDefinition, AttributeMapping, Mapping, ObjectDefinition, ObjectMapping, Rule};
use crate::text::Span;
use std::cell::Cell;
use std::collections::HashMap;

/// An object mapping with what is known about it.
pub(in crate::check) struct ObjectLint<'o> {
    pub mapping: &'o Mapping,
    pub rule: &'o Rule,
    pub object: &'o ObjectMapping,
    /// The attributes of the source object by name, if they are known.
    pub source: Option<HashMap<&'o str, &'o AttributeDefinition>>,
    pub source_schema: Option<&'o SourceSchema>,
    pub target: Option<&'o ObjectDefinition>,
    /// The attribute mappings, in the order of the file.
    pub parts: Vec<Part<'o>>,
    /// How many more times the nearest of many names may be searched.
    pub searches: Cell<usize>,
}

/// An attribute mapping with what is known about it.
pub(in crate::check) struct Part<'o> {
    pub attribute: &'o AttributeMapping,
    /// The definition of its target attribute.
    pub known: Option<&'o AttributeDefinition>,
    /// Its checked expression; `None` if it has no expression, or one with errors.
    pub checked: Option<&'o Checked>,
    /// When there is no value.
    pub flow: Option<&'o Nullability>,
    /// The expression of the parameter tree, if it differs from the text.
    pub other_tree: Option<&'o str>,
}

/// A diagnostic of a lint.
pub(in crate::check) struct LintHit {
    /// The attribute mapping that it is about.
    pub part: Option<usize>,
    /// Whether its locations are in the expression; otherwise they are in the file.
    pub inside: bool,
    pub diagnostic: Diagnostic,
}

/// Collects the diagnostics of lints.
pub(in crate::check) struct Reporter<'f> {
    part: Option<usize>,
    found: &'f mut Vec<LintHit>,
}

impl<'f> Reporter<'f> {
    /// For the lints of an attribute mapping, or of the object mapping as a whole.
    pub fn new(part: Option<usize>, found: &'f mut Vec<LintHit>) -> Self {
        Self { part, found }
    }

    /// Reports a diagnostic whose location is in the file.
    pub fn report_at_mapping(&mut self, diagnostic: Diagnostic) {
        self.found.push(LintHit { part: self.part, inside: false, diagnostic });
    }

    /// Reports a diagnostic whose location is in the expression.
    pub fn report_at_expression(&mut self, diagnostic: Diagnostic) {
        self.found.push(LintHit { part: self.part, inside: true, diagnostic });
    }

    /// Reports a diagnostic about an attribute mapping other than the current one.
    pub fn report_at_other(&mut self, part: usize, diagnostic: Diagnostic) {
        self.found.push(LintHit { part: Some(part), inside: false, diagnostic });
    }
}

/// Runs the lints for an object mapping: each attribute mapping in turn, then the object mapping as a whole.
pub(in crate::check) fn object(lint: &ObjectLint<'_>) -> Vec<LintHit> {
    let mut found = Vec::new();
    for (number, part) in lint.parts.iter().enumerate() {
        let mut reporter = Reporter::new(Some(number), &mut found);
        for look in ALL.iter().flat_map(|lints| lints.attributes) {
            look(lint, part, &mut reporter);
        }
    }
    let mut reporter = Reporter::new(None, &mut found);
    for look in ALL.iter().flat_map(|lints| lints.whole) {
        look(lint, &mut reporter);
    }
    found
}

impl ObjectLint<'_> {
    /// Where the object mapping is named.
    pub(super) fn location(&self) -> Span {
        let object = self.object;
        [object.name.span(), object.target_object.span(), object.source_object.span()]
            .into_iter()
            // If the file does not name it, the span is that of the element that would contain the name.
            .find(|span| !span.is_empty() && !span.of(self.mapping.source.text()).contains('\n'))
            .unwrap_or(Span::at(object.span.start as usize))
    }

    /// Its name for messages.
    pub(super) fn name(&self) -> String {
        crate::check::object_name(self.object)
    }

    /// Whether it maps users, according to the name of its target object.
    pub(super) fn is_of_users(&self) -> bool {
        self.object.target_object.value.eq_ignore_ascii_case("user")
    }
}

impl<'o> Part<'o> {
    /// The target attribute's name.
    pub(super) fn target(&self) -> &'o str {
        &self.attribute.target.value
    }

    /// Where the target attribute is named.
    pub(super) fn location(&self) -> Span {
        self.attribute.target.span()
    }
}

//! Lints for an object mapping: first for each attribute mapping, then for the object mapping as a whole.

use super::{account_status, chance, defaults, filters, matching, schema, targets};
use crate::check::{Checked, Nullability, SourceSchema};
use crate::diagnostic::Diagnostic;
use crate::functions::Property;
use crate::mapping::{AttributeDefinition, AttributeMapping, Mapping, ObjectDefinition, ObjectMapping, Rule, is_entra};
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
    pub vocabulary: Option<&'o SourceSchema>,
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
pub(super) struct Reporter<'f> {
    part: Option<usize>,
    found: &'f mut Vec<LintHit>,
}

impl Reporter<'_> {
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

/// A lint for one attribute mapping.
type AttributeLint = fn(&ObjectLint<'_>, &Part<'_>, &mut Reporter<'_>);
/// A lint for the whole object mapping.
type WholeLint = fn(&ObjectLint<'_>, &mut Reporter<'_>);

/// The only list of lints for one attribute mapping.
const ATTRIBUTES: &[AttributeLint] = &[
    targets::unknown,
    targets::names,
    targets::mutability,
    targets::required_value,
    targets::constants,
    targets::several_values,
    targets::references,
    targets::secrets,
    targets::roles,
    targets::letter_case,
    account_status::inverted,
    account_status::may_be_absent,
    defaults::dead,
    defaults::defaults,
    defaults::said_twice,
    defaults::write_only_sources,
    defaults::switch_defaults,
    defaults::changing_values,
    unique_values,
    matching::sources,
    matching::targets,
];

/// The only list of lints for the whole object mapping.
const WHOLE: &[WholeLint] = &[
    targets::required,
    account_status::missing,
    matching::any,
    matching::priorities,
    matching::nullable,
    filters::filters,
    schema::object,
];

/// Runs the lints for an object mapping.
pub(in crate::check) fn object(lint: &ObjectLint<'_>) -> Vec<LintHit> {
    let mut found = Vec::new();
    for (number, part) in lint.parts.iter().enumerate() {
        let mut reporter = Reporter { part: Some(number), found: &mut found };
        for look in ATTRIBUTES {
            look(lint, part, &mut reporter);
        }
    }
    let mut reporter = Reporter { part: None, found: &mut found };
    for look in WHOLE {
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

fn unique_values(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    use crate::diagnostic::registry;
    use crate::mapping::FlowType;
    let Some(root) = part.checked.map(Checked::root) else { return };
    if super::Call::with(root, Property::Reserves).is_none() {
        return;
    }
    if part.attribute.matching_priority > 0 {
        reporter.report_at_mapping(registry::unique_value_matching(part.location(), part.target()));
    }
    if part.attribute.flow_type != FlowType::ObjectAddOnly {
        reporter.report_at_mapping(registry::unique_value_always(part.location(), part.target()));
    }
    let directory = &lint.rule.target_directory;
    let is_known = !directory.span().is_empty() && !directory.value.is_empty();
    if is_known && (is_entra(&directory.value) || !directory.value.contains("Active Directory")) {
        reporter.report_at_expression(registry::unique_value_target(root.span, &directory.value));
    }
}

/// The call that makes a value different each time, if there is one.
pub(super) fn changing_call(checked: &Checked) -> Option<(Span, &'static str)> {
    chance::changing(checked.root()).map(|(part, function)| (part.span, function.name))
}

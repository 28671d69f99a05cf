//! The lists of the lints over an object mapping: each attribute mapping in turn, then the object mapping as a whole.

use super::subject::{LintHit, ObjectLint, Part, Reporter};
use super::{account_status, defaults, filters, matching, schema, targets, unique};

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
    unique::targets,
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
        let mut reporter = Reporter::new(Some(number), &mut found);
        for look in ATTRIBUTES {
            look(lint, part, &mut reporter);
        }
    }
    let mut reporter = Reporter::new(None, &mut found);
    for look in WHOLE {
        look(lint, &mut reporter);
    }
    found
}

//! Lints about `SelectUniqueValue`: in an expression, and about its attribute mapping. Does not know which values are taken.

use super::subject::{ObjectLint, Part, Reporter};
use super::{Call, Lint, Lints, NodeFilter};
use crate::check::{Checked, Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::functions::Property;
use crate::mapping::{FlowType, is_entra};

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[(NodeFilter::Call, nested), (NodeFilter::Call, rules)],
    attributes: &[targets],
    ..Lints::NONE
};

diagnostics! {
    /// `SelectUniqueValue` is used inside another call.
    ///
    /// It works only at the top level; the service does not run it elsewhere.
    ///
    /// | expression                                         | raises                |
    /// |----------------------------------------------------|-----------------------|
    /// | `ToLower(SelectUniqueValue([a], [b]))`             | `nested-unique-value` |
    /// | `SelectUniqueValue(ToLower([a]), ToLower([b]))`    | –                     |
    Error nested_unique_value(): "`SelectUniqueValue` works only as the outermost function",
        help "put the other calls into its rules: `SelectUniqueValue(ToLower(…), ToLower(…))`";

    /// `SelectUniqueValue` has a single rule, and no alternative if its value is already in use.
    ///
    /// | expression                       | raises               |
    /// |----------------------------------|----------------------|
    /// | `SelectUniqueValue([a])`         | `single-unique-rule` |
    /// | `SelectUniqueValue([a], [b])`    | –                    |
    Warning single_unique_rule(): "`SelectUniqueValue` takes at least two rules";

    /// A rule of `SelectUniqueValue` may return characters that the search in the directory does not accept.
    ///
    /// The search does not escape special characters. The reference wraps rules in `NormalizeDiacritics`.
    ///
    /// | expression                                         | raises                  |
    /// |----------------------------------------------------|-------------------------|
    /// | `SelectUniqueValue([a], NormalizeDiacritics([b]))` | `unnormalized-rule`     |
    /// | `SelectUniqueValue(NormalizeDiacritics([a]), NormalizeDiacritics([b]))` | –  |
    Info unnormalized_rule(): "special characters in this rule's value break the search for it",
        help "write `NormalizeDiacritics(…)` around it";

    /// `SelectUniqueValue` fills a matching attribute.
    ///
    /// | toml                                                                              | raises                  |
    /// |-----------------------------------------------------------------------------------|-------------------------|
    /// | `attribute = [{ target = "a", value = "SelectUniqueValue([a], [b])", flow = "only-on-create", match = 1 }]` | `unique-value-matching` |
    /// | `attribute = [{ target = "a", value = "SelectUniqueValue([a], [b])", flow = "only-on-create" }]` | –        |
    Error unique_value_matching(target: &str):
        "`{target}` is a matching attribute and cannot be filled by `SelectUniqueValue`",
        help "match by an attribute whose value is known before";

    /// `SelectUniqueValue` runs at every synchronization.
    ///
    /// At the second one the object itself has the value, so the next rule is used.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `attribute = [{ target = "a", value = "SelectUniqueValue([a], [b])" }]`           | `unique-value-always` |
    /// | `attribute = [{ target = "a", value = "SelectUniqueValue([a], [b])", flow = "only-on-create" }]` | –      |
    Warning unique_value_always(target: &str): "`{target}` is selected again at every synchronization",
        help "let it flow only on creation: `\"flowType\": \"ObjectAddOnly\"`, in TOML `flow = \"only-on-create\"`";

    /// `SelectUniqueValue` fills an attribute of a system that it is not documented for.
    ///
    /// It searches Active Directory, in mappings from Workday, SuccessFactors or the provisioning API to it.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `object = [{ target = { directory = "Workplace" }, attribute = [{ target = "a", value = "SelectUniqueValue([a], [b])" }] }]` | `unique-value-target` |
    /// | `object = [{ target = { directory = "Active Directory" }, attribute = [{ target = "a", value = "SelectUniqueValue([a], [b])" }] }]` | – |
    Warning unique_value_target(directory: &str):
        "`SelectUniqueValue` is documented for Active Directory as the target, not for `{directory}`";
}

fn nested(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    if around.is_some() && Call::with(part, Property::Reserves).is_some() {
        lint.report(nested_unique_value(part.span));
    }
}

fn rules(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::with(part, Property::Reserves) else { return };
    if call.arguments.len() < 2 {
        lint.report(single_unique_rule(part.span));
    }
    for rule in call.arguments {
        let (mut reads, mut normalizes) = (false, false);
        rule.walk(&mut |part| {
            reads |= matches!(part.node, ExprKind::Attribute(_));
            normalizes |= Call::with(part, Property::Normalizes).is_some();
        });
        if reads && !normalizes {
            lint.report(unnormalized_rule(rule.span));
        }
    }
}

fn targets(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(root) = part.checked.map(Checked::root) else { return };
    if Call::with(root, Property::Reserves).is_none() {
        return;
    }
    if part.attribute.matching_priority > 0 {
        reporter.report_at_mapping(unique_value_matching(part.location(), part.target()));
    }
    if part.attribute.flow_type != FlowType::ObjectAddOnly {
        reporter.report_at_mapping(unique_value_always(part.location(), part.target()));
    }
    let directory = &lint.rule.target_directory;
    let is_known = !directory.span().is_empty() && !directory.value.is_empty();
    if is_known && (is_entra(&directory.value) || !directory.value.contains("Active Directory")) {
        reporter.report_at_expression(unique_value_target(root.span, &directory.value));
    }
}

//! Lints about `SelectUniqueValue` in an expression. Lints about its attribute mapping are in `object`.

use super::subject::{ObjectLint, Part, Reporter};
use super::{Call, Lint};
use crate::check::{Checked, Expr, ExprKind};
use crate::diagnostic::registry;
use crate::functions::Property;
use crate::mapping::{FlowType, is_entra};

pub(super) fn nested(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    if around.is_some() && Call::with(part, Property::Reserves).is_some() {
        lint.report(registry::nested_unique_value(part.span));
    }
}

pub(super) fn rules(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::with(part, Property::Reserves) else { return };
    if call.arguments.len() < 2 {
        lint.report(registry::single_unique_rule(part.span));
    }
    for rule in call.arguments {
        let (mut reads, mut normalizes) = (false, false);
        rule.walk(&mut |part| {
            reads |= matches!(part.node, ExprKind::Attribute(_));
            normalizes |= Call::with(part, Property::Normalizes).is_some();
        });
        if reads && !normalizes {
            lint.report(registry::unnormalized_rule(rule.span));
        }
    }
}

pub(super) fn targets(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(root) = part.checked.map(Checked::root) else { return };
    if Call::with(root, Property::Reserves).is_none() {
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

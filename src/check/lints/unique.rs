//! Lints about `SelectUniqueValue` in an expression. Lints about its attribute mapping are in `object`.

use super::{Call, Lint};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::functions::Property;

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

//! Lints about `SelectUniqueValue` in an expression; what its attribute mapping has to be like is among the targets.

use super::{Call, Lint};
use crate::check::{Typed, TypedNode};
use crate::diagnostic::catalogue;
use crate::functions::Nature;

pub(super) fn nested(lint: &mut Lint<'_>, part: &Typed, around: Option<&Typed>) {
    if around.is_some() && Call::that(part, Nature::Claims).is_some() {
        lint.report(catalogue::nested_unique_value(part.span));
    }
}

pub(super) fn rules(lint: &mut Lint<'_>, part: &Typed, _: Option<&Typed>) {
    let Some(call) = Call::that(part, Nature::Claims) else { return };
    if call.arguments.len() < 2 {
        lint.report(catalogue::single_unique_rule(part.span));
    }
    for rule in call.arguments {
        let (mut reads, mut normalizes) = (false, false);
        rule.walk(&mut |part| {
            reads |= matches!(part.node, TypedNode::Attribute(_));
            normalizes |= Call::named(part, "NormalizeDiacritics").is_some();
        });
        if reads && !normalizes {
            lint.report(catalogue::unnormalized_rule(rule.span));
        }
    }
}

//! Lints about choices of any form: branches that may fail in the service, branches that are never taken, values that
//! cannot be chosen.

use super::{Call, Lint};
use crate::check::nullability::{Occurs, of_part};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::functions::Property;
use crate::value::{TargetType, ValueKind};

/// The part that decides a choice, and the parts that are chosen from.
fn choice(part: &Expr) -> Option<(&Expr, Vec<&Expr>)> {
    match &part.node {
        ExprKind::If(parts) => {
            let [condition, yes, no] = &**parts;
            Some((condition, vec![yes, no]))
        }
        ExprKind::Switch(ends, pairs) => {
            let [source, default] = &**ends;
            Some((source, std::iter::once(default).chain(pairs.iter().map(|(_, value)| value)).collect()))
        }
        _ => None,
    }
}

pub(super) fn eager(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    // The choice around this one has already been checked.
    if around.is_some_and(|around| choice(around).is_some()) {
        return;
    }
    let Some((decides, values)) = choice(part) else { return };
    let mut guards = Vec::new();
    decides.walk(&mut |part| {
        if let ExprKind::Attribute(slot) = part.node {
            guards.push(slot);
        }
    });
    let mut found: Option<&Expr> = None;
    for value in values {
        value.walk(&mut |part| {
            if found.is_none() && may_fail(part) && reads(part, &guards) {
                found = Some(part);
            }
        });
    }
    if let Some((found, call)) = found.and_then(|found| Some((found, Call::of(found)?))) {
        lint.report(registry::eager_branch(found.span, call.function.name));
    }
}

/// Whether a call fails for some values of its arguments that a condition may exclude.
fn may_fail(part: &Expr) -> bool {
    let Some(call) = Call::of(part) else { return false };
    let reads_date = call.of_kind(ValueKind::Date).any(|(_, argument)| argument.text().is_none());
    reads_date || call.function.is(Property::MayFail)
}

fn reads(part: &Expr, attributes: &[u32]) -> bool {
    let mut found = false;
    part.walk(&mut |part| found |= matches!(part.node, ExprKind::Attribute(slot) if attributes.contains(&slot)));
    found
}

pub(super) fn coalesce(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Coalesce(sources) = &part.node else { return };
    if let [only] = sources.as_slice() {
        let written = only.span.of(lint.text).to_owned();
        let diagnostic = registry::single_source(part.span);
        return lint.report(diagnostic.with_fix("use the source alone", part.span, written));
    }
    for (source, next) in sources.iter().zip(sources.iter().skip(1)) {
        let flow = of_part(source, lint.attributes, &|name| lint.is_always_present(name));
        if flow.absent != Occurs::Never {
            continue;
        }
        let before = source.span.of(lint.text);
        let why = match flow.empty {
            Occurs::Never => format!("`{before}` always has a value"),
            _ => format!("`{before}` may be the empty string, but is never absent"),
        };
        return lint.report(registry::unreachable_source(next.span, &why).with_related(source.span, "never absent"));
    }
}

pub(super) fn references(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((decides, values)) = choice(part) else { return };
    let is_reference = |part: &&Expr| match part.node {
        ExprKind::Attribute(slot) => {
            let known = lint.context.source_schema.and_then(|known| known.get(lint.attribute(slot)));
            known.is_some_and(|known| known.kind == TargetType::Reference)
        }
        _ => false,
    };
    let found = std::iter::once(decides).chain(values).find(is_reference);
    if let Some((found, ExprKind::Attribute(slot))) = found.map(|found| (found, &found.node)) {
        let name = lint.attribute(*slot).to_owned();
        lint.report(registry::reference_in_choice(found.span, &name));
    }
}

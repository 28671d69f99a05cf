//! Lints about the condition of `IIF`.

use super::{Call, Lint, alike};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::functions::Property;
use crate::program::Constant;
use crate::syntax::Operator;
use crate::value::{Comparison, ValueKind};

/// The two sides of a comparison and its operator.
fn comparison(part: &Expr) -> Option<(&Expr, Comparison, &Expr)> {
    match &part.node {
        ExprKind::Operate(left, rest) => match rest.as_slice() {
            [(Operator::Compare(operator), right)] => Some((left, *operator, right)),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn on_absent(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::If(parts) = &part.node else { return };
    let condition = &parts[0];
    let asks = |part: &Expr| Call::of(part).is_some_and(|call| call.function.tests_presence().is_some());
    let found = match comparison(condition) {
        Some((left, Comparison::Equal | Comparison::NotEqual, right)) => {
            [left, right].into_iter().any(|side| side.text() == Some("") || asks(side))
        }
        Some(_) => false,
        None => {
            asks(condition)
                || Call::with(condition, Property::Negates).is_some_and(|call| call.arguments.iter().any(asks))
        }
    };
    if found {
        lint.report(registry::condition_on_absent(condition.span));
    }
}

pub(super) fn constant(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    if let ExprKind::If(parts) = &part.node
        && let ExprKind::Constant(Constant::Bool(flag)) = parts[0].node
    {
        let why = if flag { "it is `True`" } else { "it is `False`" };
        return lint.report(registry::constant_condition(parts[0].span, why));
    }
    let Some((left, operator, right)) = comparison(part) else { return };
    let both_constant = matches!((&left.node, &right.node), (ExprKind::Constant(_), ExprKind::Constant(_)));
    let is_equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
    let never_equal = [(left, right), (right, left)].into_iter().find_map(|(call, key)| {
        let text = key.text().filter(|text| !matches!(*text, "True" | "False" | ""))?;
        (call.kind() == ValueKind::Boolean && matches!(call.node, ExprKind::Call(..))).then_some((key, text))
    });
    if both_constant {
        lint.report(registry::constant_condition(part.span, "both sides are constants"));
    } else if alike(lint.text, left, right) && is_pure(left) {
        lint.report(registry::constant_condition(part.span, "both sides are the same"));
    } else if let Some((key, text)) = never_equal.filter(|_| is_equality) {
        let why = format!("the other side is `True` or `False`, never `{text}`");
        let diagnostic = registry::constant_condition(key.span, &why);
        let word = ["True", "False"].into_iter().find(|word| word.eq_ignore_ascii_case(text));
        lint.report(match word {
            Some(word) => diagnostic.with_unsafe_fix(format!("write `{word}`"), key.span, format!("\"{word}\"")),
            None => diagnostic,
        });
    }
}

/// Whether a part has the same value each time it is evaluated for a record.
fn is_pure(part: &Expr) -> bool {
    let mut pure = true;
    part.walk(&mut |part| pure &= Call::of(part).is_none_or(|call| call.function.is_pure()));
    pure
}

pub(super) fn same_branches(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::If(parts) = &part.node else { return };
    let [_, yes, no] = &**parts;
    if alike(lint.text, yes, no) && is_pure(yes) {
        lint.report(registry::same_branches(no.span).with_related(yes.span, "the other value"));
    }
}

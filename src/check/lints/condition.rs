//! Lints about the condition of `IIF`. Its values are in `choice`, except for two that are the same.

use super::{Call, Lint, Lints, NodeFilter, alike, quoted};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::functions::Property;
use crate::program::Constant;
use crate::syntax::Operator;
use crate::value::{Comparison, ValueKind};

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[(NodeFilter::Choice, on_absent), (NodeFilter::Choice, equal_branches), (NodeFilter::Any, constant)],
    ..Lints::NONE
};

diagnostics! {
    /// The condition of `IIF` tests whether there is a value.
    ///
    /// The reference lists it as unsupported, but Microsoft's own default mappings for cloud sync do it. attrflow
    /// treats absent as `""` in a comparison. `Switch([a], [a], "", "none")` is the documented way.
    ///
    /// | expression                                       | raises                |
    /// |--------------------------------------------------|-----------------------|
    /// | `IIF([country]="", "none", [country])`           | `condition-on-absent` |
    /// | `IIF(IsNullOrEmpty([country]), "none", [country])` | `condition-on-absent` |
    /// | `Switch([country], [country], "", "none")`       | –                     |
    /// | `IIF([country]="NZ", "none", [country])`         | –                     |
    Info condition_on_absent(): "the reference lists conditions on absent values as unsupported",
        help "use `Switch([a], [a], \"\", \"none\")`, or `Coalesce([a], \"none\")`";

    /// A comparison has the same outcome for every record.
    ///
    /// | expression                                       | raises               |
    /// |--------------------------------------------------|----------------------|
    /// | `IIF(IsPresent([a])="true", "x", "y")`           | `constant-condition` |
    /// | `IIF("a"="b", "x", "y")`                         | `constant-condition` |
    /// | `IIF([a]=[a], "x", "y")`                         | `constant-condition` |
    /// | `IIF(IsPresent([a])="True", "x", "y")`           | –                    |
    /// | `IIF([a]="b", "x", "y")`                         | –                    |
    Warning constant_condition(why: &str): "the condition is the same for every record: {why}";

    /// Both values of an `IIF` are the same, so the condition has no effect.
    ///
    /// | expression                        | raises          |
    /// |-----------------------------------|-----------------|
    /// | `IIF([a]="b", [c], [c])`          | `same-branches` |
    /// | `IIF([a]="b", [c], [d])`          | –               |
    Warning same_branches(): "both values of the condition are the same";
}

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

fn on_absent(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
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
        lint.report(condition_on_absent(condition.span));
    }
}

fn constant(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    if let ExprKind::If(parts) = &part.node
        && let ExprKind::Constant(Constant::Bool(flag)) = parts[0].node
    {
        let why = if flag { "it is `True`" } else { "it is `False`" };
        return lint.report(constant_condition(parts[0].span, why));
    }
    let Some((left, operator, right)) = comparison(part) else { return };
    let both_constant = matches!((&left.node, &right.node), (ExprKind::Constant(_), ExprKind::Constant(_)))
        && ![left, right].into_iter().any(|side| quoted::quotes_attribute(lint, side));
    let is_equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
    let never_equal = [(left, right), (right, left)].into_iter().find_map(|(call, key)| {
        let text = key.text().filter(|text| !matches!(*text, "True" | "False" | ""))?;
        (call.kind() == ValueKind::Boolean && matches!(call.node, ExprKind::Call(..))).then_some((key, text))
    });
    if both_constant {
        lint.report(constant_condition(part.span, "both sides are constants"));
    } else if alike(lint.text, left, right) && is_pure(left) {
        lint.report(constant_condition(part.span, "both sides are the same"));
    } else if let Some((key, text)) = never_equal.filter(|_| is_equality) {
        let why = format!("the other side is `True` or `False`, never `{text}`");
        let diagnostic = constant_condition(key.span, &why);
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

fn equal_branches(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::If(parts) = &part.node else { return };
    let [_, yes, no] = &**parts;
    if alike(lint.text, yes, no) && is_pure(yes) {
        lint.report(same_branches(no.span).with_related(yes.span, "the other value"));
    }
}

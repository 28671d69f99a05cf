//! Lints of a language with types: operators that a reader of Visual Basic takes in another order, and comparisons with nothing.

use super::{Lint, Lints, NodeFilter};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::program::Constant;
use crate::syntax::Operator;
use crate::value::Comparison;

pub(super) const LINTS: Lints =
    Lints { entries: ENTRIES, parts: &[(NodeFilter::Other, order), (NodeFilter::Other, nothing)], ..Lints::NONE };

diagnostics! {
    /// `&&` stands behind `||`, without parentheses.
    ///
    /// Entra Connect Sync evaluates both from left to right. In Visual Basic, and in most languages, `&&` binds first.
    ///
    /// | expression                                            | dialect | raises        |
    /// |-------------------------------------------------------|---------|---------------|
    /// | `[a] = "x" \|\| [b] = "y" && [c] = "z"`               | connect | `mixed-logic` |
    /// | `IIF(IsNull([a]) \|\| IsNull([b]) && IsNull([c]), 1, 2)` | connect | `mixed-logic` |
    /// | `[a] = "x" && [b] = "y" \|\| [c] = "z"`               | connect | –             |
    /// | `[a] = "x" \|\| ([b] = "y" && [c] = "z")`             | connect | –             |
    /// | `([a] = "x" \|\| [b] = "y") && [c] = "z"`             | connect | –             |
    /// | `[a] = "x" \|\| [b] = "y" \|\| [c] = "z"`             | connect | –             |
    Warning mixed_logic(): "`&&` stands behind `||`, and does not bind first",
        help "write parentheses around what belongs together";

    /// An operator stands behind one that binds less in Visual Basic, without parentheses.
    ///
    /// Entra Connect Sync evaluates `*`, `+`, `-` and `&` from left to right: `2 + 5 * 3` is 21.
    ///
    /// | expression         | dialect | raises             |
    /// |--------------------|---------|--------------------|
    /// | `2 + 5 * 3`        | connect | `mixed-arithmetic` |
    /// | `10 - [n] * 3`     | connect | `mixed-arithmetic` |
    /// | `1 + [n] * [m]`    | connect | `mixed-arithmetic` |
    /// | `2 * 5 + 3`        | connect | –                  |
    /// | `2 + (5 * 3)`      | connect | –                  |
    /// | `1 + 2 & [a]`      | connect | –                  |
    /// | `1 + 2 - 3`        | connect | –                  |
    /// | `[a] & [b] + [c]`  | connect | –                  |
    Warning mixed_arithmetic(later: &str, earlier: &str):
        "`{later}` stands behind `{earlier}`, and does not bind first",
        help "write parentheses around what belongs together";

    /// A value is compared with `NULL` or the empty string.
    ///
    /// A comparison with no value is false, `<>` too. The empty string is not kept in the metaverse, where it is no value.
    ///
    /// | expression                      | dialect | raises            |
    /// |---------------------------------|---------|-------------------|
    /// | `IIF([mail] = NULL, 1, 2)`      | connect | `null-comparison` |
    /// | `IIF(NULL <> [mail], 1, 2)`     | connect | `null-comparison` |
    /// | `IIF([mail] = "", 1, 2)`        | connect | `null-comparison` |
    /// | `IIF([mail] <> "", 1, 2)`       | connect | `null-comparison` |
    /// | `IIF(IsNull([mail]), 1, 2)`     | connect | –                 |
    /// | `IIF([mail] = "x", 1, 2)`       | connect | –                 |
    /// | `IIF([mail] > "", 1, 2)`        | connect | –                 |
    /// | `IIF([mail] = "x", NULL, 2)`    | connect | –                 |
    Warning null_comparison(nothing: &str): "a comparison with {nothing} is not true where there is no value",
        help "ask `IsNullOrEmpty(…)` or `IsPresent(…)`";
}

fn order(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Operate(first, rest) = &part.node else { return };
    if !lint.context.language.has_types() {
        return;
    }
    let mut left = &**first;
    for ((earlier, middle), (later, right)) in rest.iter().zip(rest.iter().skip(1)) {
        let span = left.span.to(right.span);
        match (earlier, later) {
            (Operator::Or, Operator::And) => return lint.report(mixed_logic(span)),
            _ if binds(*later) > binds(*earlier) && !joins(*earlier, *later, [left, middle, right]) => {
                return lint.report(mixed_arithmetic(span, later.sign(), earlier.sign()));
            }
            _ => {}
        }
        left = middle;
    }
}

/// How strongly an operator of numbers and strings binds in Visual Basic.
fn binds(operator: Operator) -> u8 {
    match operator {
        Operator::Multiply => 2,
        Operator::Add | Operator::Subtract => 1,
        _ => 0,
    }
}

/// Whether two operators put strings together, where the order does not matter: `+` does between what may be strings.
fn joins(earlier: Operator, later: Operator, operands: [&Expr; 3]) -> bool {
    let is_number = |part: &Expr| matches!(part.node, ExprKind::Constant(Constant::Int(_)));
    earlier == Operator::Concatenate && later == Operator::Add && !operands.into_iter().any(is_number)
}

fn nothing(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Operate(left, rest) = &part.node else { return };
    let [(Operator::Compare(comparison @ (Comparison::Equal | Comparison::NotEqual)), right)] = rest.as_slice() else {
        return;
    };
    if !lint.context.language.has_types() {
        return;
    }
    let is_null = |side: &Expr| matches!(side.node, ExprKind::Constant(Constant::Absent));
    let is_empty = |side: &Expr| side.text() == Some("");
    let (asked, nothing) = if is_null(left) || is_empty(left) { (right, &**left) } else { (&**left, right) };
    if !is_null(nothing) && !is_empty(nothing) {
        return;
    }
    let name = if *comparison == Comparison::Equal { "IsNullOrEmpty" } else { "IsPresent" };
    let meant = format!("{name}({})", asked.span.of(lint.text));
    let diagnostic = null_comparison(part.span, if is_null(nothing) { "`NULL`" } else { "the empty string" });
    lint.report(diagnostic.with_unsafe_fix(format!("write `{name}`"), part.span, meant));
}

//! Operands joined by operators, grouped by the precedence of the operators. Does not know the precedence: the language has
//! it.

use super::{Expr, ExprKind};
use crate::syntax::Operator;
use crate::text::Span;

/// The node of a chain. Operators of a higher level bind first; operators of the same level are evaluated from left to
/// right.
pub(super) fn group(first: Expr, rest: Vec<(Operator, Expr)>, level: &dyn Fn(Operator) -> u8) -> ExprKind {
    let levels = rest.iter().map(|(operator, _)| level(*operator));
    let (Some(lowest), Some(highest)) = (levels.clone().min(), levels.max()) else { return first.node };
    if lowest == highest {
        return ExprKind::Operate(Box::new(first), rest);
    }
    // Everything between two operators of the lowest level is one operand.
    let (mut operands, mut joins) = (vec![(first, Vec::new())], Vec::new());
    for (operator, part) in rest {
        if level(operator) == lowest {
            joins.push(operator);
            operands.push((part, Vec::new()));
        } else if let Some((_, inner)) = operands.last_mut() {
            inner.push((operator, part));
        }
    }
    let mut operands = operands.into_iter().map(|(first, inner)| {
        let end = inner.last().map_or(first.span.end, |(_, last)| last.span.end);
        let span = Span::new(first.span.start as usize, end as usize);
        Expr { span, node: group(first, inner, level) }
    });
    match operands.next() {
        Some(first) => ExprKind::Operate(Box::new(first), joins.into_iter().zip(operands).collect()),
        None => ExprKind::Operate(Box::new(Expr::absent(Span::at(0))), Vec::new()),
    }
}

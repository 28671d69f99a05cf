//! Operands joined by operators, grouped by the precedence of the operators. Does not know the precedence: the language has
//! it.

use super::{Expr, ExprKind};
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::Comparison;

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

/// Whether a chain has a comparison, directly or in parentheses, with another result in a product where a comparison with an
/// absent value is false. Each comparison of an attribute is one, except `=` with a constant that is not empty: that is false
/// for an absent value here, too.
pub(super) fn turns_on_absent(first: &Expr, rest: &[(Operator, Expr)]) -> bool {
    let mut left = first;
    let here = rest.iter().any(|(operator, right)| {
        let sides = [std::mem::replace(&mut left, right), right];
        let is_attribute = sides.iter().any(|side| matches!(side.node, ExprKind::Attribute(_)));
        let is_sure = *operator == Operator::Compare(Comparison::Equal)
            && sides.iter().any(|side| side.text().is_some_and(|text| !text.is_empty()));
        matches!(operator, Operator::Compare(_)) && is_attribute && !is_sure
    });
    here || std::iter::once(first).chain(rest.iter().map(|(_, part)| part)).any(|part| match &part.node {
        ExprKind::Operate(first, rest) => turns_on_absent(first, rest),
        _ => false,
    })
}

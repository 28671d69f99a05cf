//! Constant folding: pure calls with constant arguments are replaced by their results. A call that fails is kept, so that the
//! error has its location and only occurs in a run. Operators and conditions are kept, too.

use crate::check::{Expr, ExprKind};
use crate::program::Constant;
use crate::vm;

/// The same expression, with calls of constants computed and sources of `Coalesce` that cannot be selected removed.
pub(super) fn fold(part: &Expr) -> Expr {
    let node = match &part.node {
        ExprKind::Call(function, arguments) => {
            let arguments: Vec<Expr> = arguments.iter().map(fold).collect();
            let constants: Option<Vec<&Constant>> = arguments.iter().map(constant).collect();
            let folded =
                constants.filter(|_| function.is_pure()).and_then(|values| vm::call_constant(function, &values));
            folded.map_or_else(|| ExprKind::Call(function, arguments), ExprKind::Constant)
        }
        ExprKind::Coalesce(parts) => first_that(parts.iter().map(fold).collect()),
        ExprKind::If(parts) => ExprKind::If(Box::new([fold(&parts[0]), fold(&parts[1]), fold(&parts[2])])),
        ExprKind::Switch(ends, pairs) => {
            let pairs = pairs.iter().map(|(key, value)| (fold(key), fold(value))).collect();
            ExprKind::Switch(Box::new([fold(&ends[0]), fold(&ends[1])]), pairs)
        }
        ExprKind::Operate(first, rest) => {
            let rest = rest.iter().map(|(operator, part)| (*operator, fold(part))).collect();
            ExprKind::Operate(Box::new(fold(first)), rest)
        }
        ExprKind::Form(form) => form.map(&fold),
        other => other.clone(),
    };
    Expr { span: part.span, node }
}

fn constant(part: &Expr) -> Option<&Constant> {
    match &part.node {
        ExprKind::Constant(constant) => Some(constant),
        _ => None,
    }
}

/// Removes parts that are never present, and all parts after one that is always present. The last part is kept: if no
/// part is present, its result is the result, and "ignore flow" from an earlier part is not.
fn first_that(parts: Vec<Expr>) -> ExprKind {
    let (mut kept, count) = (Vec::new(), parts.len());
    for (index, part) in parts.into_iter().enumerate() {
        let known = constant(&part).cloned();
        if known == Some(Constant::Absent) && index + 1 < count {
            continue;
        }
        kept.push(part);
        if known.is_some() {
            break;
        }
    }
    match kept.as_slice() {
        [Expr { node: ExprKind::Constant(constant), .. }] => ExprKind::Constant(constant.clone()),
        _ => ExprKind::Coalesce(kept),
    }
}

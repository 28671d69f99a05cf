//! The branches of one checked expression, derived from its form without knowing any function by name.

use super::Branch;
use crate::check::{Expr, ExprKind};
use crate::functions::Function;
use crate::program::Constant;
use crate::text::Span;
use crate::value::ValueKind;

/// How a taken branch is detected. Spans are in the expression's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::testing) enum Way {
    /// Something inside this part is evaluated.
    Runs(Span),
    /// An implicit part is evaluated: the constant that replaces it has the location of the whole call.
    RunsUnwritten(Span),
    /// This part is present, so that later ones are not evaluated.
    Present(Span),
    /// The call's result differs from its source.
    Changes { call: Span, source: Span },
    /// The call's result equals its source.
    Keeps { call: Span, source: Span },
    /// The expression returns a value.
    Gives,
    /// It returns no value, and the default is used.
    Defaults,
    /// It returns ignore flow.
    Skips,
    /// The record is in scope.
    InScope,
    /// It is not in scope.
    OutOfScope,
}

/// The longest text of a part that is shown, in characters.
const SHOWN: usize = 40;

/// The branches of an expression. `locate` returns the location in the file of a span of its text.
pub(super) fn of_expression(text: &str, root: &Expr, locate: &dyn Fn(Span) -> Span) -> Vec<Branch> {
    let mut branches = Vec::new();
    root.walk(&mut |part| {
        let name = name_of(text, part.span);
        let mut add = |what: String, at: Span, way| {
            branches.push(Branch { what, span: locate(at), covered: false, way });
        };
        match &part.node {
            ExprKind::If(parts) => {
                let [_, truly, falsely] = &**parts;
                for (arm, which) in [(truly, "true"), (falsely, "false")] {
                    let (way, at) = arm_of(part.span, arm);
                    add(format!("the {which} value{} of `{name}`", shown(text, arm.span, part.span)), at, way);
                }
            }
            ExprKind::Switch(ends, pairs) => {
                let mut seen = Vec::new();
                for (key, value) in pairs {
                    // If two keys are equal, the second is never reached.
                    if key.text().is_some_and(|key| seen.contains(&key)) {
                        continue;
                    }
                    seen.extend(key.text());
                    let what = format!("the key{} of `{name}`", shown(text, key.span, part.span));
                    add(what, key.span, arm_of(part.span, value).0);
                }
                let (way, at) = arm_of(part.span, &ends[1]);
                add(format!("the default{} of `{name}`", shown(text, ends[1].span, part.span)), at, way);
            }
            ExprKind::Coalesce(parts) if parts.len() > 1 => {
                let parts = reachable(parts);
                for (index, source) in parts.iter().enumerate() {
                    let last = index + 1 == parts.len();
                    let way = if last { Way::Runs(source.span) } else { Way::Present(source.span) };
                    add(format!("the source{} of `{name}`", shown(text, source.span, part.span)), source.span, way);
                }
            }
            ExprKind::Call(function, arguments) if replaces(function, arguments) => {
                let Some(source) = arguments.first().map(|source| source.span) else { return };
                let call = part.span;
                add(format!("`{name}` replacing something"), call, Way::Changes { call, source });
                add(format!("`{name}` replacing nothing"), call, Way::Keeps { call, source });
            }
            _ => {}
        }
    });
    branches
}

/// Whether the whole expression may ignore flow without a separate part for that.
pub(super) fn may_skip(root: &Expr) -> bool {
    matches!(&root.node, ExprKind::Call(function, _) if function.result.skips())
}

/// The sources that can be reached: none that is never present, none after one that is always present.
fn reachable(parts: &[Expr]) -> Vec<&Expr> {
    let mut kept = Vec::new();
    for part in parts {
        match &part.node {
            ExprKind::Constant(Constant::Absent) => {}
            ExprKind::Constant(_) => {
                kept.push(part);
                break;
            }
            _ => kept.push(part),
        }
    }
    kept
}

/// Whether a call searches its source for something to replace.
fn replaces(function: &Function, arguments: &[Expr]) -> bool {
    let constant = arguments.first().is_none_or(|source| matches!(source.node, ExprKind::Constant(_)));
    let given = arguments
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, argument)| !matches!(argument.node, ExprKind::Constant(Constant::Absent)));
    let mut kinds = given.filter_map(|(slot, _)| function.parameter(slot)).map(|parameter| parameter.ty.kind);
    !constant && kinds.any(|kind| matches!(kind, ValueKind::Pattern | ValueKind::Replacement))
}

/// How a taken arm is detected, and its location.
fn arm_of(whole: Span, arm: &Expr) -> (Way, Span) {
    if arm.span == whole { (Way::RunsUnwritten(whole), whole) } else { (Way::Runs(arm.span), arm.span) }
}

/// The text of a part in backticks, if it has one.
fn shown(text: &str, part: Span, whole: Span) -> String {
    let written = part.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if written.is_empty() || part == whole {
        return String::new();
    }
    match written.char_indices().nth(SHOWN) {
        Some((end, _)) => format!(" `{}…`", written.get(..end).unwrap_or_default()),
        None => format!(" `{written}`"),
    }
}

/// The name of the function at the start of a call's text.
fn name_of(text: &str, call: Span) -> &str {
    call.of(text).split('(').next().unwrap_or_default().trim()
}

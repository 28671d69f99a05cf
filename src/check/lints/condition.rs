//! Lints about the condition of `IIF`. Its values are in `choice`, except for two that are the same.

use super::{Call, Lint, Lints, NodeFilter, alike, has_outer_blank, quoted, switch};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::registry::diagnostics;
use crate::functions::Property;
use crate::program::Constant;
use crate::syntax::{Operator, quote};
use crate::text::Span;
use crate::value::{Comparison, ValueKind};

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[
        (NodeFilter::Choice, on_absent),
        (NodeFilter::Choice, equal_branches),
        (NodeFilter::Any, constant),
        (NodeFilter::Other, blanks),
    ],
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
    /// | `IIF("[a]"="b", "x", "y")`                       | `constant-condition` |
    /// | `IIF(ToUpper([a])="de", "x", "y")`               | `constant-condition` |
    /// | `IIF(Left([a], 2)="DEU", "x", "y")`              | `constant-condition` |
    /// | `IIF(Len([a])="abc", "x", "y")`                  | `constant-condition` |
    /// | `IIF(InStr([a], "@")=-1, "x", "y")`              | `constant-condition` |
    /// | `IIF(InStr([a], "@") >= 0, "x", "y")`            | `constant-condition` |
    /// | `IIF(Len([a]) < 0, "x", "y")`                    | `constant-condition` |
    /// | `IIF([accountEnabled]="true", "x", "y")`         | `constant-condition` |
    /// | `IIF("FALSE"<>[IsSoftDeleted], "x", "y")`        | `constant-condition` |
    /// | `IIF(PCase([a])="HR", "x", "y")`                 | `constant-condition` |
    /// | `IIF(StripSpaces([a])="Human Resources", "x", "y")` | `constant-condition` |
    /// | `IIF(Word([mail], 1, "@")="ada@x", "x", "y")`    | `constant-condition` |
    /// | `IIF([accountEnabled]="True", "x", "y")`         | –                    |
    /// | `IIF([accountenabled]="true", "x", "y")`         | –                    |
    /// | `IIF(PCase([a])="Hr", "x", "y")`                 | –                    |
    /// | `IIF(StripSpaces([a])="HumanResources", "x", "y")` | –                  |
    /// | `IIF(Word([mail], 1, "@")="ada", "x", "y")`      | –                    |
    /// | `IIF(IsPresent([a])="True", "x", "y")`           | –                    |
    /// | `IIF(ToUpper([a])="DE", "x", "y")`               | –                    |
    /// | `IIF(ToUpper([a]) > "de", "x", "y")`             | –                    |
    /// | `IIF(Left([a], 2)="DE", "x", "y")`               | –                    |
    /// | `IIF(Left([a], 2)="005", "x", "y")`              | –                    |
    /// | `IIF(Len([a])="05", "x", "y")`                   | –                    |
    /// | `IIF(InStr([a], "@") > 0, "x", "y")`             | –                    |
    /// | `IIF(Len([a]) <= 0, "x", "y")`                   | –                    |
    /// | `IIF(BitAnd([a], 2)=-1, "x", "y")`               | –                    |
    /// | `IIF([a]="b", "x", "y")`                         | –                    |
    Warning constant_condition(why: &str): "the condition is the same for every record: {why}";

    /// A string in a condition begins or ends with a space, and only a value with the same space equals it.
    ///
    /// | expression                                       | raises               |
    /// |--------------------------------------------------|----------------------|
    /// | `IIF([country]="NZ ", "x", "y")`                 | `comparison-blanks`  |
    /// | `IIF([country]<>" NZ", "x", "y")`                | `comparison-blanks`  |
    /// | `IIF("NZ "=[country], "x", "y")`                 | `comparison-blanks`  |
    /// | `IIF(ToUpper([country])="NZ ", "x", "y")`        | `comparison-blanks`  |
    /// | `IIF([country]="NZ ", "x", "y")`                 | `comparison-blanks`  |
    /// | `IIF([country]="NZ", "x ", " y")`                | –                    |
    /// | `IIF([country]=" ", "x", "y")`                   | –                    |
    /// | `IIF(Left([code], 3)="NZ ", "x", "y")`           | –                    |
    /// | `IIF([country]="New Zealand", "x", "y")`         | –                    |
    /// | `IIF([name] > "NZ ", "x", "y")`                  | –                    |
    Warning comparison_blanks(text: &str): "the string `{text}` begins or ends with a space", help "remove the space";

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
    let never_equal = [(left, right), (right, left)].into_iter().filter(|_| is_equality).find_map(|(call, key)| {
        let text = key.text().filter(|text| !text.is_empty())?;
        // Two strings that read as numbers are compared as numbers.
        let is_number = call.kind() != ValueKind::Boolean && text.trim().parse::<f64>().is_ok();
        let gives = switch::gives(lint, call).filter(|_| !is_number)?;
        Some((key, text, gives.never(text)?))
    });
    if both_constant {
        lint.report(constant_condition(part.span, "both sides are constants"));
    } else if alike(lint.text, left, right) && is_pure(left) {
        lint.report(constant_condition(part.span, "both sides are the same"));
    } else if let Some((key, text, (why, meant))) = never_equal {
        let diagnostic = constant_condition(key.span, &format!("the other side is {why}, never `{text}`"));
        lint.report(match meant {
            Some(meant) => diagnostic.with_unsafe_fix(format!("write `{meant}`"), key.span, quote(&meant)),
            None => diagnostic,
        });
    } else if let Some(diagnostic) = counted(left, operator, right) {
        lint.report(diagnostic);
    }
}

/// The diagnostic of a number that is never below 0, compared as if it was.
fn counted(left: &Expr, operator: Comparison, right: &Expr) -> Option<Diagnostic> {
    let call = Call::with(left, Property::NeverNegative)?;
    let limit = right.text()?.trim().parse::<i64>().ok()?;
    let (is_same, finds) = match operator {
        Comparison::Equal | Comparison::LessOrEqual => (limit < 0, false),
        Comparison::Less => (limit <= 0, false),
        Comparison::NotEqual | Comparison::Greater => (limit < 0, true),
        Comparison::GreaterOrEqual => (limit <= 0, true),
    };
    if !is_same {
        return None;
    }
    let between = Span::new(left.span.start as usize, right.span.end as usize);
    let diagnostic = constant_condition(between, &format!("`{}` is never less than 0", call.function.name));
    // In other languages, a position is -1 if there is none; the other numbers have no such meaning.
    if call.function.name != "InStr" {
        return Some(diagnostic);
    }
    let meant = if finds { " > 0" } else { " = 0" };
    let help = Some("positions are counted from 1, and 0 is none".to_owned());
    let rest = Span::new(left.span.end as usize, right.span.end as usize);
    Some(Diagnostic { help, ..diagnostic }.with_unsafe_fix(format!("write `{}`", meant.trim()), rest, meant))
}

/// What an attribute, as it is or in another case, is compared with for equality.
fn compared(part: &Expr) -> Option<&Expr> {
    let Some((left, Comparison::Equal | Comparison::NotEqual, right)) = comparison(part) else { return None };
    let from_record = |part: &Expr| match &part.node {
        ExprKind::Attribute(_) => true,
        ExprKind::Call(function, arguments) => {
            let cases = function.is(Property::LowerCases) || function.is(Property::UpperCases);
            cases && arguments.first().is_some_and(|first| matches!(first.node, ExprKind::Attribute(_)))
        }
        _ => false,
    };
    [(left, right), (right, left)].into_iter().filter(|(other, _)| from_record(other)).map(|(_, key)| key).next()
}

/// Whether spaces at the ends of a string are reported as those of a key of `Switch` or of a string in a condition.
pub(super) fn reports_blanks(around: &Expr, part: &Expr) -> bool {
    match &around.node {
        ExprKind::Switch(_, pairs) => pairs.binary_search_by_key(&part.span, |(key, _)| key.span).is_ok(),
        _ => compared(around).is_some_and(|key| key.span == part.span),
    }
}

fn blanks(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(key) = compared(part) else { return };
    if let Some(text) = key.text().filter(|text| has_outer_blank(text) && !text.trim().is_empty()) {
        let diagnostic = comparison_blanks(key.span, text);
        lint.report(diagnostic.with_unsafe_fix("remove the space", key.span, quote(text.trim())));
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

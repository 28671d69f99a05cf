//! Words, variables and paths that people bring along from other languages, and what stands for them here.
//!
//! Knows only what the parser reads as a word, a call, a variable, an attribute or a chain with `+`; what it cannot read is in
//! `paste`.

use crate::diagnostic::{Diagnostic, Edit, Fix, registry};
use crate::language::Language;
use crate::syntax::{Expression, Node, Operator};
use crate::text::Span;

/// An operator of a chain, where it is, and its right side.
type Operation = (Operator, Span, Expression);

/// No value, in other languages.
const NULLS: [&str; 4] = ["null", "nil", "nothing", "undefined"];

/// A line break, in other languages.
const BREAKS: [&str; 9] = ["CRLF", "LF", "CR", "vbCrLf", "vbCr", "vbLf", "vbNewLine", "NewLine", "Newline"];

/// The date and the time, in other languages.
const NOWS: [&str; 5] = ["Get-Date", "Sysdate", "Current_Timestamp", "Current_Date", "Getdate"];

/// The function that makes a character from its number, in other languages.
const CHARACTERS: [&str; 5] = ["Char", "Chr", "ChrW", "ChrB", "FromCharCode"];

/// A word that stands for no value or for a line break elsewhere.
pub(super) fn word(word: &str, span: Span, language: &Language) -> Option<Diagnostic> {
    if language.word(word).is_some() {
        return None;
    }
    if NULLS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
        return Some(registry::null_word(span, word).with_unsafe_fix("leave the argument empty", span, ""));
    }
    if NOWS.iter().any(|known| known.eq_ignore_ascii_case(word)) && language.function("Now").is_some() {
        let diagnostic =
            registry::foreign_syntax(span, &format!("`{word}`"), "write `Now()` for the date and the time");
        return Some(diagnostic.with_unsafe_fix("write `Now()`", span, "Now()"));
    }
    let is_break = BREAKS.iter().any(|known| known.eq_ignore_ascii_case(word));
    is_break.then(|| registry::line_break_word(span, word))
}

/// A call that makes a line break or a tab elsewhere, such as `Char(10)`.
pub(super) fn call(name: &str, arguments: &[Expression], span: Span, language: &Language) -> Option<Diagnostic> {
    let is_known = language.resolve(name).is_some() || language.lacks(name);
    let is_maker = !is_known && CHARACTERS.iter().any(|known| known.eq_ignore_ascii_case(name));
    let [only] = arguments else { return None };
    let Node::Number(number) = &only.node else { return None };
    let is_break = is_maker && matches!(&**number, "10" | "13" | "9");
    is_break.then(|| registry::line_break_word(span, &format!("{name}({number})")))
}

/// A chain in which names with hyphens are one word or call each: `lower-case(…)` of XPath, `Get-Date` of PowerShell. `None` if
/// there are none.
pub(super) fn with_hyphens(text: &str, first: &Expression, rest: &[Operation]) -> Option<(Expression, Vec<Operation>)> {
    let operands = std::iter::once(first).chain(rest.iter().map(|(.., operand)| operand));
    let glued = operands.zip(rest).map(|(before, (operator, sign, after))| {
        let is_close = before.span.end == sign.start && sign.end == after.span.start;
        let is_name = matches!(before.node, Node::Word(_)) && matches!(after.node, Node::Word(_) | Node::Call(_));
        *operator == Operator::Subtract && is_close && is_name
    });
    let glued: Vec<bool> = glued.collect();
    glued.contains(&true).then_some(())?;
    let (mut start, mut last, mut signs, mut parts) = (first.span.start, first, Vec::new(), Vec::new());
    for ((operator, sign, operand), is_glued) in rest.iter().zip(glued) {
        if !is_glued {
            parts.push(named(text, start, last));
            signs.push((*operator, *sign));
            start = operand.span.start;
        }
        last = operand;
    }
    parts.push(named(text, start, last));
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    Some((first, signs.into_iter().zip(parts).map(|((operator, sign), part)| (operator, sign, part)).collect()))
}

/// An operand whose name begins at an offset before it.
fn named(text: &str, start: u32, operand: &Expression) -> Expression {
    let mut operand = operand.clone();
    if operand.span.start > start {
        operand.span.start = start;
        match &mut operand.node {
            Node::Call(call) => {
                call.name_span.start = start;
                call.name = call.name_span.of(text).into();
            }
            node => *node = Node::Word(operand.span.of(text).into()),
        }
    }
    operand
}

/// `$name` in a language without variables.
pub(super) fn variable(name: &str, span: Span) -> Diagnostic {
    let attribute = format!("[{name}]");
    let diagnostic =
        registry::foreign_syntax(span, &format!("`${name}`"), &format!("write `{attribute}` for the attribute"));
    diagnostic.with_unsafe_fix("write it as an attribute", span, attribute)
}

/// An operand without the parentheses around it.
fn bare(mut operand: &Expression) -> &Expression {
    while let Node::Group(inner) = &operand.node {
        operand = inner;
    }
    operand
}

/// Strings that are joined by `+`, or by `||` as in SQL, in a language without it.
pub(super) fn sum(text: &str, first: &Expression, rest: &[Operation], language: &Language) -> Option<Diagnostic> {
    let (joins, ..) = rest.first()?;
    let is_same = rest.iter().all(|(operator, ..)| operator == joins);
    if !is_same || !matches!(joins, Operator::Add | Operator::Or) || language.operator(*joins).is_some() {
        return None;
    }
    let operands = || std::iter::once(first).chain(rest.iter().map(|(_, _, operand)| operand)).map(bare);
    if operands().any(|operand| matches!(operand.node, Node::Number(_) | Node::Missing)) {
        return None;
    }
    // `||` of SQL also joins conditions in other languages.
    let is_part = |operand: &Expression| matches!(operand.node, Node::Str(_) | Node::Attribute(_) | Node::Call(_));
    let is_string = |operand: &Expression| matches!(operand.node, Node::Str(_));
    if *joins == Operator::Or && !(operands().all(is_part) && operands().any(is_string)) {
        return None;
    }
    let (whole, joined) = joined(text, first, rest)?;
    let sign = rest.first().map(|(_, sign, _)| *sign)?;
    let diagnostic = registry::foreign_syntax(
        sign,
        &format!("`{}` between strings", joins.sign()),
        "join strings with `Join(\"\", …, …)`",
    );
    Some(diagnostic.with_unsafe_fix("write `Join`", whole, joined))
}

/// The operands of a chain as a call of `Join`, and what it replaces.
fn joined(text: &str, first: &Expression, rest: &[Operation]) -> Option<(Span, String)> {
    let last = rest.last().map(|(.., operand)| operand.span)?;
    let operands = std::iter::once(first).chain(rest.iter().map(|(.., operand)| operand)).map(bare);
    let parts: Vec<&str> = operands.map(|operand| operand.span.of(text)).collect();
    Some((first.span.to(last), together(&parts)))
}

/// The expression that puts parts together, each of which is one already; a single one is the whole.
pub(super) fn together<T: AsRef<str>>(parts: &[T]) -> String {
    match parts {
        [only] => only.as_ref().to_owned(),
        _ => format!("Join(\"\", {})", parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")),
    }
}

/// A diagnostic about a chain, with the fix that writes `Join` if it is one of `&` only.
pub(super) fn with_join(diagnostic: Diagnostic, text: &str, first: &Expression, rest: &[Operation]) -> Diagnostic {
    let joins = rest.iter().all(|(operator, ..)| *operator == Operator::Concatenate);
    match joined(text, first, rest).filter(|_| joins) {
        Some((whole, joined)) => diagnostic.with_unsafe_fix("write `Join`", whole, joined),
        None => diagnostic,
    }
}

/// `- 10` and `+ 10`: where the sign is, and the fix that makes a number of it.
pub(super) fn signed(first: &Expression, rest: &[Operation]) -> Option<(Span, Fix)> {
    let [(operator, sign, number)] = rest else { return None };
    let is_number = matches!((&first.node, &number.node), (Node::Missing, Node::Number(_)));
    let from = match operator {
        Operator::Subtract => sign.end,
        Operator::Add => sign.start,
        _ => return None,
    };
    let span = Span { start: from, end: number.span.start };
    let title = if *operator == Operator::Add { "remove the sign" } else { "write the sign before the number" };
    let edits = vec![Edit { span, text: String::new() }];
    is_number.then(|| (*sign, Fix { title: title.to_owned(), edits, safe: true }))
}

/// Where Microsoft Graph has the extension attributes.
const EXTENSIONS: &str = "onPremisesExtensionAttributes";

/// What is to be done about an attribute that is named by a path of Microsoft Graph or of claims: the help, and the
/// name that the attribute has here.
pub(super) fn path(name: &str) -> Option<(String, Option<&str>)> {
    let name = name.strip_prefix("user.").filter(|rest| rest.starts_with(EXTENSIONS)).unwrap_or(name);
    let (owner, inner) = name.split_once(['.', '/'])?;
    let is_name = !inner.is_empty() && inner.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    if !is_name {
        return None;
    }
    match owner {
        EXTENSIONS | "employeeOrgData" | "user" => Some((format!("the attribute is called `[{inner}]`"), Some(inner))),
        "manager" => Some((
            "`manager` is a reference to another object, whose attributes an expression cannot read".to_owned(),
            None,
        )),
        _ => None,
    }
}

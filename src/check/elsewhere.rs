//! Words, variables and paths that people bring along from other languages, and what stands for them here.
//!
//! Knows only what the parser reads as a word, a call, a variable, an attribute or a chain with `+`; what it cannot read is in
//! `paste`.

use crate::diagnostic::{Diagnostic, registry};
use crate::language::Language;
use crate::syntax::{Expression, Node, Operator};
use crate::text::Span;

/// No value, in other languages.
const NULLS: [&str; 4] = ["null", "nil", "nothing", "undefined"];

/// A line break, in other languages.
const BREAKS: [&str; 9] = ["CRLF", "LF", "CR", "vbCrLf", "vbCr", "vbLf", "vbNewLine", "NewLine", "Newline"];

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

/// Strings that are joined by `+`, in a language without it.
pub(super) fn sum(
    text: &str,
    first: &Expression,
    rest: &[(Operator, Span, Expression)],
    language: &Language,
) -> Option<Diagnostic> {
    if language.operator(Operator::Add).is_some() || !rest.iter().all(|(operator, ..)| *operator == Operator::Add) {
        return None;
    }
    let operands = || std::iter::once(first).chain(rest.iter().map(|(_, _, operand)| operand)).map(bare);
    if operands().any(|operand| matches!(operand.node, Node::Number(_) | Node::Missing)) {
        return None;
    }
    let (sign, last) = rest.last().map(|(_, sign, operand)| (*sign, operand.span))?;
    let sign = rest.first().map_or(sign, |(_, first, _)| *first);
    let parts: Vec<&str> = operands().map(|operand| operand.span.of(text)).collect();
    let joined = format!("Join(\"\", {})", parts.join(", "));
    let diagnostic = registry::foreign_syntax(sign, "`+` between strings", "join strings with `Join(\"\", …, …)`");
    Some(diagnostic.with_unsafe_fix("write `Join`", first.span.to(last), joined))
}

/// What is to be done about an attribute that is named by a path of Microsoft Graph or of claims: the help, and the
/// name that the attribute has here.
pub(super) fn path(name: &str) -> Option<(String, Option<&str>)> {
    let (owner, inner) = name.split_once('.')?;
    let is_name = !inner.is_empty() && inner.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    if !is_name {
        return None;
    }
    match owner {
        "onPremisesExtensionAttributes" | "user" => Some((format!("the attribute is called `[{inner}]`"), Some(inner))),
        "manager" => Some((
            "`manager` is a reference to another object, whose attributes an expression cannot read".to_owned(),
            None,
        )),
        _ => None,
    }
}

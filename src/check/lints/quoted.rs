//! Lints about strings that are parts of the language in quotation marks: attributes, and whole calls. A whole expression
//! in quotation marks with other mistakes is in `paste`.

use super::{Lint, Lints, NodeFilter, parameter_for};
use crate::check::{Expr, check_expression};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::registry::diagnostics;
use crate::mapping::schema_attributes;
use crate::syntax::{self, Node};
use crate::value::ValueKind;
use std::collections::HashSet;
use std::sync::LazyLock;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, parts: &[(NodeFilter::Any, strings)], ..Lints::NONE };

diagnostics! {
    /// The name of an attribute stands in quotation marks, with its brackets: everybody gets the name, not the value.
    ///
    /// It is reported where the name is one of an attribute: of the source object, of the directory, or of another part of
    /// the expression. Other strings in brackets are marks, such as `[EXT]`.
    ///
    /// | expression                                      | raises              |
    /// |-------------------------------------------------|---------------------|
    /// | `Join(" ", "[givenName]", "[surname]")`         | `quoted-attribute`  |
    /// | `Append([badge], "[badge]")`                    | `quoted-attribute`  |
    /// | `"[mail]"`                                      | `quoted-attribute`  |
    /// | `Coalesce([a], "[userPrincipalName]")`          | `quoted-attribute`  |
    /// | `ToLower("[extensionAttribute7]")`              | `quoted-attribute`  |
    /// | `ToLower("[DisplayName]")`                      | `quoted-attribute`  |
    /// | `Append([displayName], "[Title]")`              | –                   |
    /// | `Append([displayName], " [EXT]")`               | –                   |
    /// | `Append([displayName], "[external]")`           | –                   |
    /// | `Join(" ", [displayName], "[Guest]")`           | –                   |
    /// | `Join(" ", "[", [mail], "]")`                   | –                   |
    /// | `Append("see [mail] ", [a])`                    | –                   |
    /// | `Replace([a], , "[mail]", , "", , )`            | –                   |
    /// | `Replace([a], "[mail]", , , , , "to [mail]")`   | –                   |
    Warning quoted_attribute(name: &str):
        "`\"[{name}]\"` is a string, not the value of the attribute",
        help "remove the quotation marks";

    /// A whole call stands in quotation marks: everybody gets the expression, not its result.
    ///
    /// | expression                                      | raises              |
    /// |-------------------------------------------------|---------------------|
    /// | `"Join(\" \", [givenName], [surname])"`         | `quoted-call`       |
    /// | `Coalesce([mail], "Append([alias], \"@x\")")`   | `quoted-call`       |
    /// | `"Now()"`                                       | `quoted-call`       |
    /// | `Append([a], "ToLower([b])")`                   | `quoted-call`       |
    /// | `"IIF([a]=\"b\", \"c\", \"d\")"`                | `quoted-call`       |
    /// | `Append([a], " Left(hand)")`                    | –                   |
    /// | `Append([a], "Left (hand)")`                    | –                   |
    /// | `Append([a], "(ToLower)")`                      | –                   |
    /// | `Append([a], "Sales (IT)")`                     | –                   |
    /// | `Append([a], "Word(s)")`                        | –                   |
    Warning quoted_call(name: &str):
        "the call of `{name}` is in quotation marks, so it is a string and does not run",
        help "remove the quotation marks";
}

fn strings(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let Some(text) = part.text().filter(|_| part.span.of(lint.text).starts_with('"')) else { return };
    if is_taken_literally(part, around) {
        return;
    }
    if let Some(name) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
        && let Some(name) = attribute(lint, name)
    {
        let diagnostic = quoted_attribute(part.span, &name);
        return lint.report(diagnostic.with_unsafe_fix("remove the quotation marks", part.span, format!("[{name}]")));
    }
    if let Some(name) = call(lint, text) {
        let diagnostic = quoted_call(part.span, &name);
        lint.report(diagnostic.with_unsafe_fix("remove the quotation marks", part.span, text.to_owned()));
    }
}

/// Whether a string is a pattern, or only searched for or filled in.
fn is_taken_literally(part: &Expr, around: Option<&Expr>) -> bool {
    parameter_for(part, around).is_some_and(|(function, parameter)| {
        let replaces = function.name == "Replace" && !["source", "replacementValue"].contains(&parameter.name);
        replaces || parameter.ty.kind == ValueKind::Pattern
    })
}

/// The attribute that a name is, with the case in which it is known.
fn attribute(lint: &Lint<'_>, name: &str) -> Option<String> {
    let is_name = name.starts_with(|c: char| c.is_alphabetic())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if !is_name {
        return None;
    }
    if let Some(known) = lint.context.source_schema {
        return known.names().find(|known| *known == name).map(str::to_owned);
    }
    let is_here = lint.attributes.iter().any(|here| **here == *name);
    // Of a name in another case only one with capital letters inside is sure to be no mark: `[DisplayName]`.
    let in_case = || {
        KNOWN
            .iter()
            .find(|known| known.eq_ignore_ascii_case(name) && known.contains(|it: char| it.is_ascii_uppercase()))
    };
    match is_here || KNOWN.contains(name) {
        true => Some(name.to_owned()),
        false => in_case().map(|known| (*known).to_owned()),
    }
}

/// The attributes of users, as the directories name them.
static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let schemas = ["entra:User", "entra:Group", "active-directory:User"];
    let all = schemas.into_iter().filter_map(schema_attributes).flatten();
    // A short word may be a mark: `[c]`, `[co]`, `[title]`. Those of the directory stay.
    all.map(|attribute| attribute.name.value.as_str()).filter(|name| name.len() > 3).collect()
});

/// The function that a text is a sound call of.
fn call(lint: &Lint<'_>, text: &str) -> Option<String> {
    let name = text.split('(').next().filter(|_| text.ends_with(')'))?;
    lint.context.language.function(name)?;
    let ast = syntax::parse(text);
    let Node::Call(call) = &ast.root.node else { return None };
    let is_sound = !check_expression(text, &ast, lint.context).1.iter().any(Diagnostic::is_error);
    is_sound.then(|| call.name.to_string())
}

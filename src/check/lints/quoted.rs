//! Lints about strings that are parts of the language in quotation marks: attributes, and whole calls. A whole expression
//! in quotation marks with other mistakes is in `paste`.

use super::{Lint, Lints, NodeFilter, parameter_for, up_to};
use crate::check::elsewhere::together;
use crate::check::{Expr, check_expression};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::registry::diagnostics;
use crate::mapping::schema_attributes;
use crate::syntax::{self, Node};
use crate::text::Span;
use crate::value::ValueKind;
use std::collections::HashSet;
use std::sync::LazyLock;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, parts: &[(NodeFilter::Any, strings)], ..Lints::NONE };

diagnostics! {
    /// The name of an attribute stands in quotation marks, with its brackets: everybody gets the name, not the value.
    ///
    /// It is reported where the name is one of an attribute: of the source object, of the directory, or of another part of
    /// the expression. Other strings in brackets are marks, such as `[EXT]`. A string with several attributes and what stands
    /// between them is a template of other systems; here it is `Join("", …)`.
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
    /// | `"[givenName].[surname]@contoso.com"`           | `quoted-attribute`  |
    /// | `Append("[givenName].[surname]", "@x")`         | `quoted-attribute`  |
    /// | `Join("", "Hello [givenName]!")`                | `quoted-attribute`  |
    /// | `Append("Dept: [department]", [a])`             | `quoted-attribute`  |
    /// | `IIF("[country]"="DE", "a", "b")`               | `quoted-attribute`  |
    /// | `Append([badge], " of [badge]")`                | `quoted-attribute`  |
    /// | `"${givenName}.${surname}"`                     | `quoted-attribute`  |
    /// | `Append([a], "$([givenName]).$([surname])")`    | `quoted-attribute`  |
    /// | `"$($user.GivenName).$($user.Surname)"`         | `quoted-attribute`  |
    /// | `"${user.givenName} ${user.surname}"`           | `quoted-attribute`  |
    /// | `Append([a], "{givenName}")`                    | –                   |
    /// | `Append([a], "$(user.badge)")`                  | –                   |
    /// | `Append([a], "${firstname}")`                   | –                   |
    /// | `Replace([a], , "(?<surname>.*)", , "${surname}", , )` | –            |
    /// | `Append([displayName], " [EXT] [Title]")`       | –                   |
    /// | `Append([displayName], "[c] [external] a")`     | –                   |
    /// | `Append("[", Append([mail], "]"))`              | –                   |
    /// | `Append("ToLower([mail], ", [a])`               | –                   |
    /// | `Append("[displayName ", "surname]")`           | –                   |
    /// | `Replace([a], , "[mail]+[surname]", , "", , )`  | –                   |
    /// | `Replace([a], , "[mail]", , "", , )`            | –                   |
    /// | `Replace([a], "[mail]", , , , , "to [mail]")`   | –                   |
    Warning quoted_attribute(found: &str):
        "`{found}` is a string, not the value of the attribute",
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
    /// | `"=ToLower([mail])"`                            | `quoted-call`       |
    /// | `"tolower([mail])"`                             | `quoted-call`       |
    /// | `"Concat([givenName], [surname])"`              | `quoted-call`       |
    /// | `"UCase([mail])"`                               | `quoted-call`       |
    /// | `"Room([physicalDeliveryOfficeName])"`          | –                   |
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
    if let Some(name) = whole(lint, text) {
        let diagnostic = quoted_attribute(part.span, &format!("\"[{name}]\""));
        return lint.report(diagnostic.with_unsafe_fix("remove the quotation marks", part.span, format!("[{name}]")));
    }
    let bare = text.trim_start_matches('=');
    if let Some((name, is_sound)) = call(lint, bare) {
        let diagnostic = quoted_call(part.span, &name);
        return lint.report(match is_sound {
            true => diagnostic.with_unsafe_fix("remove the quotation marks", part.span, bare.to_owned()),
            false => diagnostic,
        });
    }
    let refers = parameter_for(part, around).is_some_and(|(_, parameter)| parameter.ty.kind == ValueKind::Replacement);
    if let Some((first, meant)) = template(lint, text, !refers) {
        let diagnostic = quoted_attribute(lint.inside(part, first), first.of(text));
        let fix = "join the attributes with what is between them";
        let help = Some(format!("write `{meant}`"));
        lint.report(Diagnostic { help, ..diagnostic }.with_unsafe_fix(fix, part.span, meant));
    }
}

/// Whether a string is a pattern, or only searched for or filled in.
fn is_taken_literally(part: &Expr, around: Option<&Expr>) -> bool {
    parameter_for(part, around).is_some_and(|(function, parameter)| {
        let replaces = function.name == "Replace" && !["source", "replacementValue"].contains(&parameter.name);
        replaces || parameter.ty.kind == ValueKind::Pattern
    })
}

/// The attribute that a string is the name of, with its brackets.
fn whole(lint: &Lint<'_>, text: &str) -> Option<String> {
    attribute(lint, text.strip_prefix('[')?.strip_suffix(']')?)
}

/// Whether a part is the name of an attribute in quotation marks: it is no constant that somebody meant.
pub(super) fn quotes_attribute(lint: &Lint<'_>, part: &Expr) -> bool {
    part.text().is_some_and(|text| whole(lint, text).is_some())
}

/// Where the first attribute stands in a string that has attributes and something else, and the call that makes what is meant.
/// `has_variables` is whether `${name}`, as scripts write it, may be one of them.
fn template(lint: &Lint<'_>, text: &str, has_variables: bool) -> Option<(Span, String)> {
    // A mark of few letters may be the name of an attribute: ` [co]`.
    const SHORTEST: usize = 4;
    // A call with a mistake of its own is no text with attributes in it.
    if text.split_once('(').is_some_and(|(name, _)| lint.context.language.function(name.trim()).is_some()) {
        return None;
    }
    let (mut first, mut parts, mut done) = (None, Vec::new(), 0);
    let literal = |from: usize, to: usize| text.get(from..to).filter(|text| !text.is_empty()).map(syntax::quote);
    let opening: &[char] = if has_variables { &['[', '{', '('] } else { &['['] };
    for (at, sign) in text.match_indices(opening).take(20) {
        let (before, behind) = (text.get(..at)?, up_to(text.get(at + 1..)?, 80));
        let end = match sign {
            "[" => ']',
            "{" => '}',
            _ => ')',
        };
        let Some((written, rest)) = behind.split_once(end) else { continue };
        // `$([name])` is a variable too.
        let is_subexpression = before.ends_with("$(") && rest.starts_with(')') && sign == "[";
        let around = match sign {
            "[" if is_subexpression => (2, 1),
            "[" => (0, 0),
            _ if before.ends_with('$') => (1, 0),
            _ => continue,
        };
        // A variable may have an owner: `${user.mail}`, `$($user.mail)`.
        let name = match sign {
            "[" => written,
            _ => written.trim_start_matches('$').rsplit('.').next().unwrap_or_default(),
        };
        let found = Some(name).filter(|name| name.len() >= SHORTEST).and_then(|name| attribute(lint, name));
        let owned = || {
            KNOWN
                .iter()
                .find(|known| written.contains('.') && known.eq_ignore_ascii_case(name))
                .map(|known| (*known).to_owned())
        };
        let Some(name) = found.or_else(owned) else {
            continue;
        };
        let (start, end) = (at - around.0, at + written.len() + 2 + around.1);
        first = first.or(Some(Span::new(start, end)));
        parts.extend(literal(done, start));
        parts.push(format!("[{name}]"));
        done = end;
    }
    parts.extend(literal(done, text.len()));
    Some((first?, together(&parts)))
}

/// Whether a directory has the attribute with several values.
pub(super) fn is_known_multivalued(name: &str) -> bool {
    let schemas = ["entra:User", "active-directory:User"];
    schemas
        .into_iter()
        .filter_map(schema_attributes)
        .flatten()
        .any(|it| it.multivalued && it.name.value.as_str() == name)
}

/// Whether a directory has an attribute of this name.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.contains(name)
}

/// The attribute that a name is, with the case in which it is known.
fn attribute(lint: &Lint<'_>, name: &str) -> Option<String> {
    let is_name = name.starts_with(|c: char| c.is_alphabetic())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if !is_name {
        return None;
    }
    if let Some(known) = lint.context.listed() {
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

/// The function that a text is a call of, and whether it can stand as it is: what has another name or case here is said when the
/// quotation marks are gone.
fn call(lint: &Lint<'_>, text: &str) -> Option<(String, bool)> {
    let name = text.split('(').next().filter(|_| text.ends_with(')'))?;
    let is_known = lint.context.language.function(name).is_some();
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_known || is_name && text.contains('[')).then_some(())?;
    let ast = syntax::parse(text);
    let Node::Call(call) = &ast.root.node else { return None };
    let found = check_expression(text, &ast, lint.context).1;
    let mut errors = found.iter().filter(|it| it.is_error());
    let is_sound = errors.clone().next().is_none();
    (is_sound || !is_known && errors.all(|error| error.fix.is_some())).then(|| (call.name.to_string(), is_sound))
}

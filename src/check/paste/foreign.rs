//! Attributes and functions written as in claims transformations, Okta, JavaScript, C# and templates.
//!
//! Only what has exactly one counterpart here is rewritten; the rest is reported by name.

use super::{interpolated, methods, operators};
use crate::check::Context;
use crate::diagnostic::{Diagnostic, registry};
use crate::mapping::schema_attributes;
use crate::syntax::paste::{Code, Layer, LayerKind, edit, layer as a_layer};
use crate::text::Span;

/// How far a step of a path is looked for, in characters.
const LONGEST_STEP: usize = 100;

/// What stands before the name of an attribute in other languages.
const OWNERS: [&str; 15] = [
    "user",
    "appuser",
    "source",
    "idpuser",
    "claims",
    "person",
    "profile",
    "account",
    "worker",
    "employee",
    "attributes",
    "this",
    "session",
    "assignedUser",
    "onPremisesExtensionAttributes",
];

/// What other systems call the attributes of Entra.
const NAMES: [(&str, &str); 10] = [
    ("email", "mail"),
    ("emailaddress", "mail"),
    ("firstname", "givenName"),
    ("lastname", "surname"),
    ("familyname", "surname"),
    ("login", "userPrincipalName"),
    ("upn", "userPrincipalName"),
    ("username", "userPrincipalName"),
    ("employeenumber", "employeeId"),
    ("title", "jobTitle"),
];

/// Rewrites one kind of foreign syntax.
pub(super) fn layer(text: &str, context: Context<'_>) -> Option<Layer> {
    spaced(text, context)
        .or_else(|| interpolated::layer(text, context))
        .or_else(|| attributes(text, context))
        .or_else(|| values(text))
        .or_else(|| methods::filter(text))
        .or_else(|| methods::layer(text))
        .or_else(|| operators::layer(text, context))
}

/// The name of a function with blanks between its words: `To Lower([mail])`.
fn spaced(text: &str, context: Context<'_>) -> Option<Layer> {
    /// The most words of a name: `AssertiveAppRoleAssignmentsComplex`.
    const MOST: usize = 5;
    let functions = context.language.functions();
    let calls = Code::new(text).filter(|(_, character)| *character == '(');
    let (start, end, function) = calls.map(|(end, _)| end).find_map(|end| {
        let before = text.get(..end).filter(|before| !before.ends_with(' '))?;
        let is_part = |it: &(usize, char)| it.1.is_ascii_alphabetic() || it.1 == ' ';
        let run = before.char_indices().rev().take(LONGEST_STEP).take_while(is_part);
        let mut blanks = run.filter(|(_, character)| *character == ' ').map(|(at, _)| at).take(MOST);
        blanks.find_map(|blank| {
            let words = before.get(..blank)?;
            let start = words.rfind(|it: char| !it.is_ascii_alphabetic()).map_or(0, |at| at + 1);
            let name = before.get(start..).filter(|_| start < blank)?.replace(' ', "");
            let known = functions.iter().find(|known| known.name.eq_ignore_ascii_case(&name))?;
            Some((start, end, known.name))
        })
    })?;
    a_layer(LayerKind::Wrapping, format!("a blank in the name of `{function}`"), vec![edit(start, end, function)])
}

/// What cannot be rewritten, but is certainly of another language.
pub(super) fn unreadable(text: &str) -> Option<Diagnostic> {
    let inner = text.trim();
    let at = Span::new(text.len() - text.trim_start().len(), text.trim_end().len());
    if let Some(at) = line_break(text) {
        return Some(registry::line_break_word(at, at.of(text)));
    }
    if let Some(diagnostic) = operators::sentence(text) {
        return Some(diagnostic);
    }
    if let Some(diagnostic) = operators::unknown(text).or_else(|| methods::unknown_filter(text)) {
        return Some(diagnostic);
    }
    if let Some(at) = pattern(text) {
        let here = "a pattern is a string: `Replace(source, , regexPattern, , replacementValue, , )`";
        return Some(registry::foreign_syntax(at, "a pattern between slashes", here));
    }
    if is_xpath(inner) || has_xpath(text) {
        let here = "the XPath belongs to the definition of the attribute; in an expression write the attribute's name, `[name]`";
        return Some(registry::foreign_syntax(at, "an XPath of Workday", here));
    }
    let (method, span) = methods::unknown(text)?;
    let here =
        "a function is called by its name alone, with everything it needs as arguments, such as `ToLower([mail])`";
    Some(registry::foreign_syntax(span, &format!("`{method}`"), here))
}

/// A pattern between slashes, as in JavaScript: `/@.*/`.
fn pattern(text: &str) -> Option<Span> {
    let code = Code::new(text);
    let (at, rest) = Code::new(text).find_map(|(at, character)| {
        let begins = character == '/' && text.get(..at)?.trim_end().ends_with(['(', ',']);
        begins.then(|| (at, code.from(at + 1)))
    })?;
    let end =
        rest.char_indices().take(LONGEST_STEP).find(|(_, it)| matches!(it, '/' | '\n')).filter(|(_, it)| *it == '/')?.0;
    let behind = rest.get(end + 1..)?.trim_start_matches(|it: char| it.is_ascii_lowercase());
    let is_whole = end > 0 && behind.trim_start().starts_with([',', ')', ';']);
    is_whole.then(|| Span::new(at, text.len() - behind.len()))
}

/// A line break as a constant of C# or Java.
fn line_break(text: &str) -> Option<Span> {
    const NAMES: [&str; 4] = ["Environment.NewLine", "System.lineSeparator()", "\\r\\n", "\\n"];
    let code = Code::new(text);
    Code::new(text).find_map(|(at, _)| {
        let name = NAMES.into_iter().find(|name| code.from(at).starts_with(name))?;
        Some(Span::new(at, at + name.len()))
    })
}

/// Whether a path with prefixes stands outside of strings and attributes.
fn has_xpath(text: &str) -> bool {
    let code = Code::new(text);
    let mut before = ' ';
    Code::new(text).any(|(at, character)| {
        let begins = character.is_ascii_alphabetic() && !before.is_alphanumeric();
        before = character;
        if !begins {
            return false;
        }
        let rest = code.from(at);
        let near = rest.char_indices().nth(LONGEST_STEP).map_or(rest.len(), |(end, _)| end);
        let near = rest.get(..near).unwrap_or_default();
        let path = near.split(|it: char| !it.is_alphanumeric() && !"_-:/.".contains(it)).next().unwrap_or_default();
        is_xpath(path)
    })
}

/// `wd:Worker_Data/wd:Personal_Data`
fn is_xpath(text: &str) -> bool {
    let path = text.trim_start_matches('/');
    let step = |step: &str| {
        let name = step.split(['[', '(']).next().unwrap_or_default();
        name.split_once(':').is_some_and(|(prefix, name)| {
            let is_name =
                |part: &str| !part.is_empty() && part.chars().all(|it| it.is_alphanumeric() || "_-.".contains(it));
            is_name(prefix) && is_name(name)
        })
    };
    path.contains('/') && path.split('/').next().is_some_and(step)
}

/// `user.givenname`, `{givenName}`, `${user.mail}`, `{{mail}}`.
pub(super) fn attributes(text: &str, context: Context<'_>) -> Option<Layer> {
    let mut edits = Vec::new();
    let mut first = None;
    let mut code = Code::new(text);
    let mut before = ' ';
    while let Some((at, character)) = code.next() {
        let rest = code.from(at);
        let found = match character {
            '$' if !context.language.has_parentheses => braced(rest).or_else(|| variable(rest)),
            '{' | '$' | '#' | '@' | '<' => braced(rest),
            '/' if !is_part_of_name(before) && before != '/' => slashed(rest),
            _ if character.is_ascii_alphabetic() && !is_part_of_name(before) && before != '/' => {
                indexed(rest).or_else(|| owned(rest)).or_else(|| slashed(rest))
            }
            _ => None,
        };
        before = character;
        // Before a bracket, the name is one that lacks its own.
        let found = found.filter(|(_, length)| !rest.get(*length..).is_some_and(|rest| rest.starts_with(']')));
        if let Some((name, length)) = found {
            first.get_or_insert(rest.get(..length).unwrap_or_default());
            // What a template does to the attribute stays behind it.
            let filter = rest.get(..length).and_then(|it| it.split_once('|')).filter(|_| character != '/');
            let filter = filter.map(|(_, filter)| format!(" | {}", filter.trim_end_matches('}').trim()));
            let filter = filter.unwrap_or_default();
            let owned = rest.get(..length).is_some_and(|it| it.contains(['.', '/']));
            edits.push(edit(at, at + length, format!("[{}]{filter}", here(name, owned, context))));
            code.skip_to(at + length);
            before = ']';
        }
    }
    a_layer(LayerKind::Foreign, format!("`{}` for an attribute in brackets", first.unwrap_or_default()), edits)
}

/// Values that other languages have by a name with a full stop.
fn values(text: &str) -> Option<Layer> {
    const VALUES: [(&str, &str); 5] = [
        ("DateTime.Now", "Now()"),
        ("DateTime.UtcNow", "Now()"),
        ("DateTimeOffset.UtcNow", "Now()"),
        ("String.Empty", "\"\""),
        ("string.Empty", "\"\""),
    ];
    let mut before = ' ';
    let (at, there, here) = Code::new(text).find_map(|(at, character)| {
        let is_first = !is_part_of_name(before);
        before = character;
        let (there, here) =
            VALUES.into_iter().find(|(there, _)| text.get(at..).is_some_and(|it| it.starts_with(there)))?;
        let is_whole =
            !text.get(at + there.len()..)?.starts_with(|it: char| it.is_alphanumeric() || "._(".contains(it));
        (is_first && is_whole).then_some((at, there, here))
    })?;
    a_layer(LayerKind::Foreign, format!("`{there}`"), vec![edit(at, at + there.len(), here)])
}

fn is_part_of_name(character: char) -> bool {
    character.is_alphanumeric() || "_.$%@".contains(character)
}

/// An attribute in braces, and its length.
fn braced(rest: &str) -> Option<(&str, usize)> {
    let (open, close) = [("${{", "}}"), ("{{", "}}"), ("${", "}"), ("#{", "}"), ("@{", "}"), ("{", "}"), ("<", ">")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))?;
    let inner = rest.get(open.len()..)?;
    let end = inner.bytes().take(200).position(|byte| matches!(byte, b'}' | b'>'))?;
    let name = inner.get(..end)?.split('|').next()?.trim();
    inner.get(end..)?.starts_with(close).then_some(())?;
    let name = owned(name).filter(|(_, length)| *length == name.len()).map_or(name, |(name, _)| name);
    let sound = name.starts_with(|first: char| first.is_alphabetic())
        && name.chars().all(|it| it.is_alphanumeric() || "_-".contains(it));
    sound.then_some((name, open.len() + end + close.len()))
}

/// `$givenName`, and its length.
fn variable(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('$')?;
    let name = inner.split(|it: char| !it.is_alphanumeric() && it != '_').next()?;
    let (name, length) = owned(inner).or_else(|| member(inner, name)).unwrap_or((name, name.len()));
    name.starts_with(|first: char| first.is_alphabetic()).then_some((name, 1 + length))
}

/// `$_.mail`, `$row.mail`: the attribute of a variable, and the length of both.
fn member<'t>(rest: &'t str, variable: &str) -> Option<(&'t str, usize)> {
    let inner = rest.get(variable.len()..)?.strip_prefix('.')?;
    let name = inner.split(|it: char| !it.is_ascii_alphanumeric() && it != '_').next()?;
    let is_attribute =
        !name.is_empty() && !inner.get(name.len()..)?.starts_with('(') && !name.eq_ignore_ascii_case("length");
    is_attribute.then_some((name, variable.len() + 1 + name.len()))
}

/// `/user/mail`, an attribute behind its owner, and the length of both.
fn slashed(rest: &str) -> Option<(&str, usize)> {
    let path = rest.strip_prefix('/').unwrap_or(rest);
    let (owner, inner) = path.get(..path.len().min(LONGEST_STEP)).unwrap_or(path).split_once('/')?;
    let name = inner.split(|it: char| !it.is_ascii_alphanumeric() && it != '_').next()?;
    let known = OWNERS.iter().any(|known| known.eq_ignore_ascii_case(owner));
    let length = rest.len() - path.len() + owner.len() + 1 + name.len();
    let is_whole = !rest.get(length..)?.starts_with(['/', '(', '.', ':']);
    (known && is_whole && !name.is_empty()).then_some((name, length))
}

/// `user['mail']`, `triggerBody()?['data']?['mail']`: the last name in brackets, and the length of all.
fn indexed(rest: &str) -> Option<(&str, usize)> {
    let word = rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '_')?;
    let mut left = rest.get(word..)?;
    left = left.strip_prefix("()").unwrap_or(left);
    let mut found = None;
    loop {
        let inner = left.strip_prefix('?').unwrap_or(left);
        let Some(inner) = inner.strip_prefix("['").or(inner.strip_prefix("[\"")) else { break };
        let end = inner.char_indices().take(LONGEST_STEP).find(|(_, it)| matches!(it, '\'' | '"'))?.0;
        found = inner.get(..end).filter(|name| name.starts_with(char::is_alphabetic));
        left = inner.get(end + 1..)?.strip_prefix(']')?;
    }
    found.map(|name| (name, rest.len() - left.len()))
}

/// An attribute behind its owner, and the length of both. The last part of `user.mail.toLowerCase()` is a method.
pub(super) fn owned(rest: &str) -> Option<(&str, usize)> {
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    let end = rest.char_indices().take(LONGEST_STEP).find(|(_, it)| !is_word(*it) && *it != '.');
    let chain = match end {
        Some((end, _)) => rest.get(..end)?,
        None => rest.get(..LONGEST_STEP).is_none().then_some(rest)?,
    };
    let chain = chain.trim_end_matches(['.', '-']);
    let is_call = rest.get(chain.len()..)?.starts_with('(');
    let chain = if is_call { chain.rsplit_once('.')?.0 } else { chain };
    let chain = chain.strip_suffix(".length").or(chain.strip_suffix(".Length")).unwrap_or(chain);
    let owner = chain.split('.').next()?;
    let name = chain.rsplit('.').next()?;
    let sound = name.len() < chain.len() && OWNERS.iter().any(|known| known.eq_ignore_ascii_case(owner));
    (sound && !name.is_empty()).then_some((name, chain.len()))
}

/// The attribute's name as it is written here. Only behind an owner such as `user` it is certainly one of another system:
/// `firstName` alone is an attribute of some sources.
pub(super) fn here(name: &str, owned: bool, context: Context<'_>) -> String {
    let known = NAMES.iter().find(|(there, _)| there.eq_ignore_ascii_case(name)).map(|(_, here)| *here);
    let known = known.filter(|_| owned);
    let is_it = |other: &&str| other.eq_ignore_ascii_case(name);
    let found = match context.listed() {
        Some(schema) => schema.names().find(is_it).map(str::to_owned),
        None => {
            let names = schema_attributes("entra:User").unwrap_or_default().iter();
            names.map(|attribute| attribute.name.value.as_str()).find(is_it).map(str::to_owned)
        }
    };
    found.or(known.map(str::to_owned)).unwrap_or_else(|| name.to_owned())
}

//! Lints about regular expressions and replacement strings as other languages write them: delimiters, classes with names,
//! references to groups. Mistakes in .NET's own form are in `patterns`.

use super::patterns::LONGEST;
use super::replace::with_pattern;
use super::{Lint, Lints, NodeFilter, up_to};
use crate::check::{Expr, patterns};
use crate::diagnostic::registry::diagnostics;
use crate::syntax::quote;
use crate::text::Span;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[(NodeFilter::Call, delimiters), (NodeFilter::Call, classes), (NodeFilter::Call, references)],
    ..Lints::NONE
};

diagnostics! {
    /// A pattern stands between slashes, as in JavaScript, and matches only what has these slashes.
    ///
    /// Behind the second slash there are options in other languages: `g` is always on here, `i` is `(?i)` at the beginning.
    ///
    /// | expression                                             | raises                  |
    /// |--------------------------------------------------------|-------------------------|
    /// | `Replace([a], , "/[^0-9]/g", , "", , )`                | `pattern-delimiters`    |
    /// | `Replace([a], , "/@.*$/", , "", , )`                   | `pattern-delimiters`    |
    /// | `Replace([a], , "/^ada/i", , "", , )`                  | `pattern-delimiters`    |
    /// | `Replace([a], , "@.*$/i", , "", , )`                   | `pattern-delimiters`    |
    /// | `Replace([a], , "/\\s+/gi", , "", , )`                 | `pattern-delimiters`    |
    /// | `Replace([a], , "/home/", , "", , )`                   | –                       |
    /// | `Replace([a], , "/[^/]*/", , "", , )`                  | –                       |
    /// | `Replace([a], , "^/ou/.*/", , "", , )`                 | –                       |
    /// | `Replace([a], , "/team/s", , "", , )`                  | –                       |
    /// | `Replace([a], , "/", , "", , )`                        | –                       |
    Warning pattern_delimiters(meant: &str):
        "the slashes around this pattern are a part of it",
        help format!("write `{meant}`");

    /// A pattern has a class of POSIX. .NET reads its characters as a set: `[:space:]` is one of `:`, `s`, `p`, `a`, `c`, `e`.
    ///
    /// | expression                                             | raises                  |
    /// |--------------------------------------------------------|-------------------------|
    /// | `Replace([a], , "[[:space:]]+", , "", , )`             | `posix-class`           |
    /// | `Replace([a], , "[^[:alnum:]]", , "", , )`             | `posix-class`           |
    /// | `Replace([a], , "[[:alpha:][:digit:]-]", , "", , )`    | `posix-class`           |
    /// | `Replace([a], , "[:digit:]+", , "", , )`               | `posix-class`           |
    /// | `Replace([a], , "[[:upper:]]", , "", , )`              | `posix-class`           |
    /// | `Replace([a], , "[\\s:]+", , "", , )`                  | –                       |
    /// | `Replace([a], , "[:,;]", , "", , )`                    | –                       |
    /// | `Replace([a], , "\\[:alpha:\\]", , "", , )`            | –                       |
    /// | `Replace([a], , "(:space:)", , "", , )`                | –                       |
    /// | `Replace([a], "[:space:]", , , " ", , )`               | –                       |
    Warning posix_class(found: &str, meant: &str):
        "`{found}` is no class in a .NET pattern, but a set of these characters",
        help format!("write `{meant}`");

    /// A replacement refers to a group of the pattern as another language does. It is written literally.
    ///
    /// In .NET a reference is `$1` or `${name}`.
    ///
    /// | expression                                             | raises                    |
    /// |--------------------------------------------------------|---------------------------|
    /// | `Replace([a], , "(.*)@.*", , "\\1@x", , )`             | `foreign-group-reference` |
    /// | `Replace([a], , "(.*) (.*)", , "\2.\1", , )`           | `foreign-group-reference` |
    /// | `Replace([a], , "(?<f>.*)@.*", , "$f", , )`            | `foreign-group-reference` |
    /// | `Replace([a], , "(?<f>.*)@.*", , "{f}@x", , )`         | `foreign-group-reference` |
    /// | `Replace([a], , "(?<f>.*)@.*", , "$(f)", , )`          | `foreign-group-reference` |
    /// | `Replace([a], , "(?<f>.*)@.*", , "\\g<f>", , )`        | `foreign-group-reference` |
    /// | `Replace([a], , "(?<f>.*)@.*", , "$<f>", , )`          | `foreign-group-reference` |
    /// | `Replace([a], , "(?<f>.*)@.*", , "%f%", , )`           | `foreign-group-reference` |
    /// | `Replace([a], , "(?<f>.*)@.*", , "[f]", , )`           | `foreign-group-reference` |
    /// | `Replace([a], , "(.*)@.*", , "$ 1", , )`               | `foreign-group-reference` |
    /// | `Replace([a], , "(.*)@.*", , "%1", , )`                | `foreign-group-reference` |
    /// | `Replace([a], , "(.*)@.*", , "\\g<1>", , )`            | `foreign-group-reference` |
    /// | `Replace([a], , "(.*) .*", , "US$ 1", , )`             | –                         |
    /// | `Replace([a], , "(.*) .*", , "10%1", , )`              | –                         |
    /// | `Replace([a], , ".*@.*", , "%1", , )`                  | –                         |
    /// | `Replace([a], , "(?<f>.*)@.*", , "[g]", , )`           | –                         |
    /// | `Replace([a], , "(?<f>.*)@.*", , "%f", , )`            | –                         |
    /// | `Replace([a], , "(.*)@.*", , "$1", , )`                | –                         |
    /// | `Replace([a], , ".*@.*", , "\\1", , )`                 | –                         |
    /// | `Replace([a], , "(.*)@.*", , "C:\\1", , )`             | –                         |
    /// | `Replace([a], , "(.*)@.*", , "\\\\srv\\1", , )`        | –                         |
    /// | `Replace([a], , "(?<f>.*)@.*", , "${f}", , )`          | –                         |
    /// | `Replace([a], , "(?<f>.*)@.*", , "$foo {g}", , )`      | –                         |
    /// | `Replace([a], , "(?<f>.*)@.*", "f", "$f", , )`         | –                         |
    /// | `Replace([a], , "(?<f>.*)@.*", , "$$f", , )`           | –                         |
    Warning foreign_group_reference(found: &str, meant: &str):
        "`{found}` is not a reference to a group here, and is written literally",
        help format!("write `{meant}`");
}

fn delimiters(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((_, regex, argument)) = with_pattern(part) else { return };
    let Some((inside, options)) = regex.pattern().rsplit_once('/') else { return };
    if options.len() > 3 || !options.chars().all(|c| "gimsuy".contains(c)) {
        return;
    }
    let opened = inside.strip_prefix('/');
    let inner = opened.unwrap_or(inside);
    // No string has something before its beginning or behind its end.
    let never = opened.is_some() && inner.starts_with('^') || inner.ends_with('$') && !inner.ends_with("\\$");
    let is_pattern = inner.contains(['\\', '[', '^', '*', '+', '(']);
    if !never && (options.is_empty() || opened.is_none() || !is_pattern) {
        return;
    }
    let meant = format!("{}{inner}", if options.contains('i') { "(?i)" } else { "" });
    let diagnostic = pattern_delimiters(argument.span, &quote(&meant));
    lint.report(match patterns::read(&meant) {
        Ok(_) => diagnostic.with_unsafe_fix("remove the slashes", argument.span, quote(&meant)),
        Err(_) => diagnostic,
    });
}

/// The classes of POSIX, and what is in the brackets of the same class here.
const CLASSES: [(&str, &str); 9] = [
    ("alnum", "a-zA-Z0-9"),
    ("alpha", "a-zA-Z"),
    ("blank", " \\t"),
    ("digit", "0-9"),
    ("lower", "a-z"),
    ("space", "\\s"),
    ("upper", "A-Z"),
    ("word", "\\w"),
    ("xdigit", "0-9a-fA-F"),
];

fn classes(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((_, regex, argument)) = with_pattern(part) else { return };
    let pattern = regex.pattern();
    let (mut in_class, mut found, mut characters) = (false, Vec::new(), pattern.char_indices());
    while let Some((at, character)) = characters.next() {
        let rest = up_to(pattern.get(at..).unwrap_or_default(), LONGEST);
        let class = CLASSES.iter().find_map(|(name, meant)| {
            let inner = rest.strip_prefix("[:")?.strip_prefix(name)?;
            inner.starts_with(":]").then_some((name.len() + 4, *meant))
        });
        match (character, class) {
            ('[', Some((length, meant))) => {
                let meant = if in_class { meant.to_owned() } else { format!("[{meant}]") };
                found.push((Span::new(at, at + length), meant.replace('\\', "\\\\")));
                characters.nth(length - 2);
            }
            ('[', None) => in_class = true,
            (']', _) => in_class = false,
            ('\\', _) => {
                characters.next();
            }
            _ => {}
        }
    }
    let Some((first, meant)) = found.first() else { return };
    let diagnostic = posix_class(lint.inside(argument, *first), first.of(pattern), meant);
    let edits = lint.edits_inside(argument, &found);
    lint.report(diagnostic.with_unsafe_edits("write the class of .NET", edits));
}

fn references(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((call, regex, _)) = with_pattern(part) else { return };
    // With the name of a group, the replacement is used literally.
    if call.argument("regexGroupName").is_some() {
        return;
    }
    let Some(argument) = call.argument("replacementValue") else { return };
    let Some(text) = argument.text() else { return };
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(here) = text.get(at..).and_then(|rest| rest.find(['\\', '$', '{', '%', '['])).map(|next| at + next) {
        let rest = up_to(text.get(here..).unwrap_or_default(), LONGEST);
        at = here + if rest.starts_with("$$") || rest.starts_with("${") { 2 } else { 1 };
        // In a path, digits may follow a backslash; a number or a unit may stand before `%` and `$ `.
        let is_path = rest.starts_with('\\') && (text.contains("\\\\") || text.contains(":\\"));
        let is_amount = (rest.starts_with('%') || rest.starts_with("$ ")) && here > 0;
        if is_path || is_amount {
            continue;
        }
        if let Some((length, name)) = reference(rest).filter(|(_, name)| regex.has_group(name)) {
            let is_number = name.starts_with(|c: char| c.is_ascii_digit());
            let is_apart =
                !text.get(here + length..).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
            let meant = if is_number && is_apart { format!("${name}") } else { format!("${{{name}}}") };
            found.push((Span::new(here, here + length), meant));
            at = here + length;
        }
    }
    let Some((first, meant)) = found.first() else { return };
    let diagnostic = foreign_group_reference(lint.inside(argument, *first), first.of(text), meant);
    let edits = lint.edits_inside(argument, &found);
    lint.report(diagnostic.with_unsafe_edits("write the reference of .NET", edits));
}

/// The length of a reference to a group as other languages write it, and the name or the number of the group.
fn reference(text: &str) -> Option<(usize, &str)> {
    if let Some(digits) =
        text.strip_prefix('\\').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() && c != '0'))
    {
        return Some((2, digits.get(..1)?));
    }
    let is_digit = |c: char| c.is_ascii_digit() && c != '0';
    let number = ["$ ", "%"].iter().find_map(|open| Some((open.len(), text.strip_prefix(open)?)));
    if let Some((length, rest)) = number.filter(|(_, rest)| rest.starts_with(is_digit)) {
        return Some((length + 1, rest.get(..1)?));
    }
    let is_name = |name: &str| {
        let is_numbered = text.starts_with("\\g<") && name.starts_with(is_digit);
        (is_numbered || name.starts_with(|c: char| c.is_alphabetic() || c == '_'))
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    for (open, close) in [("\\g<", ">"), ("\\k<", ">"), ("$(", ")"), ("$<", ">"), ("{", "}"), ("%", "%"), ("[", "]")] {
        if let Some((name, _)) = text.strip_prefix(open).and_then(|rest| rest.split_once(close)) {
            return is_name(name).then_some((open.len() + name.len() + close.len(), name));
        }
    }
    let rest = text.strip_prefix('$')?;
    let name = rest.get(..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()))?;
    is_name(name).then_some((1 + name.len(), name))
}

//! Lints about strings of a template that nobody filled in.
//!
//! Only what cannot be a real value is reported, so not `contoso.com` and `example.com`: they are in many tests.

use super::{Lint, Lints, NodeFilter, parameter_for, up_to};
use crate::check::Expr;
use crate::diagnostic::registry::diagnostics;
use crate::text::Span;
use crate::value::ValueKind;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, parts: &[(NodeFilter::Any, strings)], ..Lints::NONE };

diagnostics! {
    /// A string has a placeholder of a template, which should have been replaced by a value.
    ///
    /// | expression                                            | raises        |
    /// |-------------------------------------------------------|---------------|
    /// | `Coalesce([ou], "OU=<Enter your OU>,DC=contoso,DC=com")` | `placeholder` |
    /// | `Join("@", [alias], "<tenant>.onmicrosoft.com")`      | `placeholder` |
    /// | `Join("@", [alias], "<your-domain>")`                 | `placeholder` |
    /// | `Join("@", [alias], "YOURDOMAIN")`                    | `placeholder` |
    /// | `Join("@", [alias], "yourdomain.com")`                | `placeholder` |
    /// | `Join("@", [alias], "your-company.com")`              | `placeholder` |
    /// | `Join("@", [alias], "{{domain}}")`                    | `placeholder` |
    /// | `Append([alias], "@{tenant}.com")`                    | `placeholder` |
    /// | `Coalesce([title], "TODO")`                           | `placeholder` |
    /// | `Coalesce([title], "TODO: ask HR")`                   | `placeholder` |
    /// | `IIF([a]="<tenant id>", "b", "c")`                    | `placeholder` |
    /// | `Join("@", [alias], "[your domain]")`                 | `placeholder` |
    /// | `Join("@", [alias], "<Company Name>")`                | `placeholder` |
    /// | `Join("@", [alias], "INSERT_DOMAIN_HERE")`            | `placeholder` |
    /// | `Append([alias], "@${domain}")`                       | `placeholder` |
    /// | `Append([alias], "@%DOMAIN%")`                        | `placeholder` |
    /// | `Append([alias], "@$DOMAIN")`                         | `placeholder` |
    /// | `Append([alias], "@__DOMAIN__")`                      | `placeholder` |
    /// | `Append([alias], "@%%YOUR_TENANT%%")`                 | `placeholder` |
    /// | `Switch([a], "<default>", "b", "c")`                  | `placeholder` |
    /// | `IIF([a]="b", "c", "<value>")`                        | `placeholder` |
    /// | `Append([alias], "@[domain]")`                        | `placeholder` |
    /// | `Append([alias], "@$(Domain)")`                       | `placeholder` |
    /// | `Append([alias], "@#domain#")`                        | `placeholder` |
    /// | `Append([alias], "@!DOMAIN!")`                        | `placeholder` |
    /// | `Append([alias], "@((domain))")`                      | `placeholder` |
    /// | `Coalesce([title], "[Enter value here]")`             | `placeholder` |
    /// | `Coalesce([title], "your value here")`                | `placeholder` |
    /// | `Append([a], " [domain]")`                            | –             |
    /// | `Append([a], "#1 tenant #2")`                         | –             |
    /// | `Append([a], " (domain)")`                            | –             |
    /// | `Coalesce([title], "[Enter]")`                        | –             |
    /// | `Coalesce([motto], "You are here")`                   | –             |
    /// | `Append("\\\\srv\\home\\%username%", [a])`          | –             |
    /// | `Append([a], "__init__")`                             | –             |
    /// | `Append([a], "100% here, 50%")`                       | –             |
    /// | `Append([a], " US$DOMAINS")`                          | –             |
    /// | `Switch([a], "<none>", "b", "c")`                     | –             |
    /// | `Append([a], "${b}")`                                 | –             |
    /// | `Coalesce([title], "<not set>")`                      | –             |
    /// | `Coalesce([title], "DOMAIN_ADMIN")`                   | –             |
    /// | `Join("@", [alias], "contoso.com")`                   | –             |
    /// | `Join("@", [alias], "example.com")`                   | –             |
    /// | `Replace([UserID], "<username>", , , , , "<username>@contoso.com")` | – |
    /// | `Replace([a], , "(?<domain>.*)", , "${domain}", , )`  | –             |
    /// | `Append([a], " <external>")`                          | –             |
    /// | `Append([a], "<br>")`                                 | –             |
    /// | `Append("TODO: ", [task])`                            | –             |
    /// | `Append([a], " <ada@contoso.com>")`                   | –             |
    /// | `Coalesce([title], "todo")`                           | –             |
    /// | `Coalesce([title], "Todos los Santos")`               | –             |
    /// | `Append([a], "{0}")`                                  | –             |
    /// | `Coalesce([company], "Bayourdomaine")`                | –             |
    /// | `Append("Your manager: ", [manager])`                 | –             |
    /// | `IIF([a] < 5, "<5", ">5")`                            | –             |
    /// | `Coalesce([motto], "Your company, your way")`         | –             |
    Warning placeholder(found: &str):
        "`{found}` is a placeholder of a template that was not filled in",
        help "replace it by the value that it stands for; as it is, it flows into the target";
}

/// Words that stand for a value to fill in, in brackets of any kind.
const OWN: [&str; 18] = [
    "your",
    "enter",
    "insert",
    "fill",
    "replace",
    "placeholder",
    "todo",
    "here",
    "tenant",
    "tenantid",
    "tenantname",
    "domain",
    "domainname",
    "yourdomain",
    "yourtenant",
    "yourcompany",
    "companyname",
    "orgname",
];

/// What a value is for, where that stands alone between `<` and `>`.
const KINDS: [&str; 5] = ["default", "value", "constant", "attribute", "expression"];

/// What follows `your` in a placeholder, without a space between them.
const YOURS: [&str; 10] =
    ["domain", "company", "tenant", "organization", "organisation", "org", "name", "prefix", "suffix", "value"];

/// Whole words in capital letters that stand for work to do.
const NOTES: [&str; 4] = ["TODO", "FIXME", "CHANGEME", "CHANGE_ME"];

/// The longest placeholder that is looked for between brackets, in bytes.
const LONGEST: usize = 80;

fn strings(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let Some(text) = part.text().filter(|_| part.span.of(lint.text).starts_with('"')) else { return };
    if is_own_template(part, around) {
        return;
    }
    // In a replacement, `${name}` is a group of the pattern.
    let refers = parameter_for(part, around).is_some_and(|(_, parameter)| parameter.ty.kind == ValueKind::Replacement);
    let variable = || variable(text).filter(|_| !refers);
    let Some((at, length)) = bracketed(text).or_else(variable).or_else(|| yours(text)).or_else(|| note(text)) else {
        return;
    };
    let found = text.get(at..at + length).unwrap_or_default();
    let span = lint.inside(part, Span::new(at, at + length));
    lint.report(placeholder(span, found));
}

/// Whether a call fills the placeholders of the string itself, or reads it as a pattern.
fn is_own_template(part: &Expr, around: Option<&Expr>) -> bool {
    parameter_for(part, around).is_some_and(|(function, parameter)| {
        let fills = function.name == "Replace" && ["oldValue", "template"].contains(&parameter.name);
        fills || parameter.ty.kind == ValueKind::Pattern
    })
}

/// Words in brackets, one of which stands for a value to fill in: `<Enter your …>`, `{{domain}}`.
fn bracketed(text: &str) -> Option<(usize, usize)> {
    for (open, close) in [("{{", "}}"), ("<", ">"), ("{", "}"), ("[", "]")] {
        for (at, _) in text.match_indices(open) {
            // `${name}` is a group of a pattern.
            let is_reference = text.get(..at).is_some_and(|before| before.ends_with('$'));
            let inside = up_to(text.get(at + open.len()..).unwrap_or_default(), LONGEST);
            let Some((inside, _)) = inside.split_once(close) else { continue };
            let words: Vec<String> = words(inside).map(str::to_ascii_lowercase).collect();
            let is_plain = !words.is_empty()
                && inside.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '\'' | ':'));
            let is_own = open == "{{" || words.iter().any(|word| OWN.contains(&word.as_str()));
            // `<Company Name>`
            let is_described =
                words.len() > 1 && words.last().is_some_and(|last| ["name", "id", "value"].contains(&&**last));
            let is_kind = matches!(words.as_slice(), [only] if KINDS.contains(&only.as_str()));
            let is_own = is_own || open == "<" && (is_described || is_kind);
            // Other words in square brackets may be the name of an attribute, or a mark such as `[EXT]`.
            let is_asked = words.len() > 2 && words.last().is_some_and(|last| last == "here");
            let is_domain = text.get(..at).is_some_and(|before| before.ends_with('@'));
            let is_sure = is_asked || is_domain || words.iter().any(|word| word.starts_with("your"));
            let is_own = is_own && (open != "[" || is_sure);
            if is_plain && is_own && !is_reference {
                return Some((at, open.len() + inside.len() + close.len()));
            }
        }
    }
    None
}

/// A variable of a script or of a template, whose name stands for a value to fill in: `${domain}`, `%DOMAIN%`, `$DOMAIN`.
fn variable(text: &str) -> Option<(usize, usize)> {
    let is_own = |name: &str| {
        let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        is_name && words(name).any(|word| OWN.contains(&&*word.to_ascii_lowercase()))
    };
    const SIGNS: [(&str, &str); 8] =
        [("${", "}"), ("$(", ")"), ("%%", "%%"), ("%", "%"), ("__", "__"), ("#", "#"), ("!", "!"), ("((", "))")];
    for (open, close) in SIGNS {
        for (at, _) in text.match_indices(open) {
            let inside = up_to(text.get(at + open.len()..).unwrap_or_default(), LONGEST);
            let Some((name, _)) = inside.split_once(close) else { continue };
            if is_own(name) {
                return Some((at, open.len() + name.len() + close.len()));
            }
        }
    }
    text.match_indices('$').find_map(|(at, _)| {
        let behind = up_to(text.get(at + 1..)?, LONGEST);
        let length = behind.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(behind.len());
        let name = behind.get(..length)?;
        (is_own(name) && !name.contains(|c: char| c.is_lowercase())).then_some((at, 1 + length))
    })
}

/// `YOURDOMAIN`, `your-company`: one word that begins with `your`.
fn yours(text: &str) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("your ") && lower.ends_with(" here") {
        return Some((0, text.len()));
    }
    lower.match_indices("your").map(|(at, _)| at).find_map(|at| {
        let begins = !lower.get(..at)?.ends_with(char::is_alphanumeric);
        let rest = lower.get(at + 4..)?;
        let behind = rest.trim_start_matches(['-', '_']);
        let own = YOURS.iter().filter(|own| behind.starts_with(**own)).max_by_key(|own| own.len())?;
        let ends = !behind.get(own.len()..)?.starts_with(|c: char| c.is_alphabetic());
        (begins && ends).then_some((at, 4 + rest.len() - behind.len() + own.len()))
    })
}

fn note(text: &str) -> Option<(usize, usize)> {
    let begin = text.as_ptr() as usize;
    let is_asked = |word: &str| {
        let is_constant = word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        is_constant
            && (["INSERT_", "ENTER_", "REPLACE_"].iter().any(|begin| word.starts_with(begin))
                || word.ends_with("_HERE"))
    };
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let word = words.find(|word| NOTES.contains(word) || is_asked(word))?;
    let at = word.as_ptr() as usize - begin;
    // `TODO: ` alone is the label of what follows it.
    let is_label = text.get(at + word.len()..).is_some_and(|behind| behind.trim() == ":");
    (!is_label).then_some((at, word.len()))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

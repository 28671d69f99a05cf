//! Lints about the names of attributes: what is invisible in them, or looks like something else.
//!
//! Where the source object is known, a name that it does not have is an error, and its help says what is odd about the name.

use super::{Call, Lint, Lints, NodeFilter, quoted};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::registry::diagnostics;
use crate::text::Span;
use crate::text::characters::{as_it_looks, oddity_of_name};

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, parts: &[(NodeFilter::Other, names)], ..Lints::NONE };

diagnostics! {
    /// The name of an attribute has something in it that is not seen, or not taken for a part of the name.
    ///
    /// Spaces beside the brackets, second brackets, characters without width and letters of another script are all part of
    /// the name. No attribute has such a name, and so there is no value.
    ///
    /// | expression                             | raises               |
    /// |----------------------------------------|----------------------|
    /// | `ToLower([givenName ])`                | `odd-attribute-name` |
    /// | `ToLower([ givenName])`                | `odd-attribute-name` |
    /// | `ToLower([[givenName]])`               | `odd-attribute-name` |
    /// | `ToLower([given​Name])`                | `odd-attribute-name` |
    /// | `ToLower([givеnName])`                 | `odd-attribute-name` |
    /// | `ToLower([ｍａｉｌ])`                  | `odd-attribute-name` |
    /// | `ToLower([Employee ID])`               | `odd-attribute-name` |
    /// | `[mail ]`                              | `odd-attribute-name` |
    /// | `ToLower([Employee ID])`               | –                    |
    /// | `ToLower(['mail'])`                    | `odd-attribute-name` |
    /// | `ToLower([$mail])`                     | `odd-attribute-name` |
    /// | `ToLower([mail,])`                     | `odd-attribute-name` |
    /// | `ToLower([mail.])`                     | `odd-attribute-name` |
    /// | `[extension_01234567-89ab-cdef-0123-456789abcdef_dept]` | `odd-attribute-name` |
    /// | `[extensionAttribute16]`               | `odd-attribute-name` |
    /// | `ToLower([{mail}])`                    | `odd-attribute-name` |
    /// | `ToLower([<mail>])`                    | `odd-attribute-name` |
    /// | `ToLower([%mail%])`                    | `odd-attribute-name` |
    /// | `ToLower([*mail*])`                    | `odd-attribute-name` |
    /// | `ToLower([@mail])`                     | `odd-attribute-name` |
    /// | `ToLower([#mail])`                     | `odd-attribute-name` |
    /// | `ToLower([mail:])`                     | `odd-attribute-name` |
    /// | `Join(" ", [givenName, surname])`      | `odd-attribute-name` |
    /// | `Join(" ", [givenName surname])`       | `odd-attribute-name` |
    /// | `ToLower([businessPhones[0]])`         | `odd-attribute-name` |
    /// | `[extension_<appId>_dept]`             | `odd-attribute-name` |
    /// | `[extension_{appid}_costCenter]`       | `odd-attribute-name` |
    /// | `[extension_0123-4567-89ab_dept]`      | `odd-attribute-name` |
    /// | `[extension_0123456789abcdef0123456789abcdef]` | `odd-attribute-name` |
    /// | `[extensionAttribute0]`                | `odd-attribute-name` |
    /// | `[extensionattribute1]`                | `odd-attribute-name` |
    /// | `[ExtensionAttribute_15]`              | `odd-attribute-name` |
    /// | `ToLower([@odata.type])`               | –                    |
    /// | `ToLower([share %])`                  | –                    |
    /// | `ToLower([name:given])`                | –                    |
    /// | `ToLower([urn:x:2.0:User:mail])`       | –                    |
    /// | `ToLower([Last name, first name])`     | –                    |
    /// | `ToLower([manager name])`              | –                    |
    /// | `ToLower([Given Name])`                | –                    |
    /// | `[extension_abc_dept]`                 | –                    |
    /// | `[extension_deadbeef_dept]`            | –                    |
    /// | `[extensionAttributes]`                | –                    |
    /// | `[extensionAttribute1]`                | –                    |
    /// | `[extension_0123456789abcdef0123456789abcdef_dept]` | – |
    /// | `[extension_cost-center_dept]`         | –                    |
    /// | `[extensionAttribute15]`               | –                    |
    /// | `[$ref]`                               | –                    |
    /// | `ToLower([o'neil])`                    | –                    |
    /// | `ToLower([user.mail])`                 | –                    |
    /// | `ToLower([größe])`                     | –                    |
    /// | `ToLower([имя])`                       | –                    |
    /// | `ToLower([emails[type eq "work"].value])` | –                 |
    /// | `ToLower([extension_1f_x-y.z])`        | –                    |
    ///
    /// | toml                                                            | raises               |
    /// |-----------------------------------------------------------------|----------------------|
    /// | `object = [{ attribute = [{ target = "a", value = 'ToLower(["mail"])' }] }]` | `odd-attribute-name` |
    /// | `object = [{ attribute = [{ target = "a", value = 'ToLower([“mail”])' }] }]` | `odd-attribute-name` |
    /// | `object = [{ attribute = [{ target = "a", value = 'ToLower([mail])' }] }]` | – |
    /// | `object = [{ source = { directory = "Workday" }, attribute = [{ target = "a", value = 'ToLower([ExtensionAttribute1])' }] }]` | – |
    /// | `object = [{ source = { directory = "Workday" }, attribute = [{ target = "a", value = 'ToLower([{mail}])' }] }]` | `odd-attribute-name` |
    Warning odd_attribute_name(shown: &str, what: &str):
        "the attribute's name in `{shown}` has {what}",
        help "no attribute has such a name, and the value is lost";
}

/// A name that is not what it looks like.
pub(in crate::check) struct OddName {
    /// What is odd about it.
    pub(in crate::check) what: String,
    /// The name that is probably meant.
    pub(in crate::check) meant: String,
}

/// What is odd about a name.
pub(in crate::check) fn odd_name(name: &str) -> Option<OddName> {
    let looks = as_it_looks(name);
    let outer = name.trim();
    let doubled = outer.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let what = match (oddity_of_name(name), doubled) {
        (Some(odd), _) => odd.to_string(),
        (None, Some(_)) => "a second pair of brackets".to_owned(),
        (None, None) if outer != name => {
            let at = if name.starts_with(char::is_whitespace) { "begin" } else { "end" };
            format!("a space at its {at}{}", if at == "begin" { "ning" } else { "" })
        }
        (None, None) => {
            let sign = bare(name)?;
            return Some(OddName { what: sign.0.to_owned(), meant: sign.1 });
        }
    };
    let meant = if oddity_of_name(name).is_some() { looks } else { name.to_owned() };
    let mut meant = meant.trim();
    while let Some(inner) = meant.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        meant = inner.trim();
    }
    let is_name = !meant.is_empty() && !meant.starts_with(['[', ']']) && !meant.ends_with('[');
    is_name.then(|| OddName { what, meant: meant.to_owned() })
}

/// What a name has beside it, or in it, that another place asks for, and the name without it.
fn bare(name: &str) -> Option<(&'static str, String)> {
    let is_word = |name: &str| {
        name.starts_with(|c: char| c.is_alphabetic())
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    let is_own = |name: &str| name == "$ref" || name.starts_with("@odata.");
    let mut all = MARKS.iter().filter(|_| !is_own(name));
    let found = all.find_map(|(open, close, what)| Some((*what, name.strip_prefix(open)?.strip_suffix(close)?)));
    match found.filter(|(_, meant)| is_word(meant)) {
        Some((what, meant)) => Some((what, meant.to_owned())),
        None => Some(("hyphens in the application's id", without_hyphens(name)?)),
    }
}

/// What stands before and behind names in other languages, and what that is; quotation marks come first.
const MARKS: [(&str, &str, &str); 16] = [
    ("\"", "\"", "quotation marks"),
    ("'", "'", "quotation marks"),
    ("“", "”", "quotation marks"),
    ("‘", "’", "quotation marks"),
    ("`", "`", "quotation marks"),
    ("{", "}", "braces"),
    ("<", ">", "angle brackets"),
    ("%", "%", "percent signs"),
    ("*", "*", "asterisks"),
    ("$", "", "a `$`"),
    ("@", "", "an `@`"),
    ("#", "", "a `#`"),
    ("", ",", "a comma at its end"),
    ("", ";", "a semicolon at its end"),
    ("", ".", "a dot at its end"),
    ("", ":", "a colon at its end"),
];

/// The name of a directory extension, `extension_{application's id}_{name}`, whose id is written with its hyphens.
fn without_hyphens(name: &str) -> Option<String> {
    let (id, rest) = name.strip_prefix("extension_")?.split_once('_')?;
    let lengths = id.split('-').map(str::len);
    let is_id = lengths.eq([8, 4, 4, 4, 12]) && id.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    is_id.then(|| format!("extension_{}_{rest}", id.replace('-', "")))
}

/// What is wrong with the name of an extension of Microsoft Entra ID, and the name that is meant, if that is known.
fn bad_extension(name: &str) -> Option<(&'static str, Option<String>)> {
    const NUMBERED: &str = "extensionAttribute";
    if let Some((stem, rest)) = name.split_at_checked(NUMBERED.len())
        && stem.eq_ignore_ascii_case(NUMBERED)
        && let number = rest.trim_start_matches(['_', '-', ' '])
        && number.len() < 4
        && let Ok(number) = number.parse::<u32>()
    {
        let meant = format!("{NUMBERED}{number}");
        return match (1..16).contains(&number) {
            false => Some(("a number that there is not; the last one is 15", None)),
            true => (meant != name).then_some(("another spelling than the directory's", Some(meant))),
        };
    }
    let rest = name.strip_prefix("extension_")?;
    let (id, own) = rest.split_once('_').unwrap_or((rest, ""));
    let is_id = id.chars().all(|c| c == '-' || c.is_ascii_hexdigit()) && id.chars().any(|c| c.is_ascii_digit());
    let what = match () {
        () if rest.contains(['<', '>', '{', '}']) => "a placeholder for the application's id",
        () if is_id && id.len() == 32 && own.is_empty() => "no name behind the application's id",
        () if is_id && id.len() > 8 && id.len() != 32 && without_hyphens(name).is_none() => {
            "an application's id that is not 32 digits and letters long"
        }
        () => return None,
    };
    Some((what, None))
}

/// Several names of the directory in one pair of brackets, as they are written in pairs of their own.
fn several(name: &str) -> Option<String> {
    let names: Vec<&str> = name.split([',', ' ']).filter(|name| !name.is_empty()).collect();
    let is_camel = |name: &&str| name.contains(|c: char| c.is_ascii_uppercase());
    let are_known = names.len() > 1 && names.iter().all(|name| quoted::is_known(name)) && names.iter().any(is_camel);
    are_known.then(|| names.join("], ["))
}

/// An element of a list as another language asks for it, `businessPhones[0]`: the call that is meant.
fn element(name: &str) -> Option<String> {
    let (list, index) = name.strip_suffix(']')?.split_once('[')?;
    let index = index.parse::<u16>().ok()?;
    Some(format!("Item([{list}], {})", u32::from(index) + 1))
}

fn names(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let ExprKind::Attribute(slot) = part.node else { return };
    let name = lint.attribute(slot);
    // The source object has it under this name, or it would be an error.
    if lint.context.listed().is_some() {
        return;
    }
    let report = |what: &str| odd_attribute_name(part.span, part.span.of(lint.text), what);
    // Another directory may have any names.
    let of_entra = || lint.context.source_schema.is_none();
    if let Some((what, meant)) = bad_extension(name).filter(|_| of_entra()) {
        let diagnostic = report(what);
        return lint.report(match meant {
            Some(meant) => diagnostic.with_unsafe_fix(format!("write `[{meant}]`"), part.span, format!("[{meant}]")),
            None => diagnostic,
        });
    }
    let lists = || several(name).filter(|_| of_entra() && around.and_then(Call::of).is_some());
    if let Some((what, meant)) =
        lists().map(|names| ("more than one name", format!("[{names}]"))).or_else(|| Some(("an index", element(name)?)))
    {
        let fix = format!("write `{meant}`");
        let diagnostic = Diagnostic { help: Some(fix.clone()), ..report(what) };
        return lint.report(diagnostic.with_unsafe_fix(fix, part.span, meant));
    }
    let Some(odd) = odd_name(name) else { return };
    let inner = Span::new(part.span.start as usize + 1, (part.span.end as usize).saturating_sub(1));
    let diagnostic = odd_attribute_name(part.span, part.span.of(lint.text), &odd.what);
    lint.report(diagnostic.with_unsafe_fix(format!("write `[{}]`", odd.meant), inner, odd.meant));
}

//! Lints about the names of attributes: what is invisible in them, or looks like something else.
//!
//! Where the source object is known, a name that it does not have is an error, and its help says what is odd about the name.

use super::{Lint, Lints, NodeFilter};
use crate::check::{Expr, ExprKind};
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
    let quoted = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('`', '`')]
        .into_iter()
        .find_map(|(open, close)| name.strip_prefix(open)?.strip_suffix(close));
    let ended = [(',', "a comma at its end"), (';', "a semicolon at its end"), ('.', "a dot at its end")];
    let found = match (quoted, name.strip_prefix('$')) {
        (Some(inner), _) => Some(("quotation marks", inner)),
        (None, Some(rest)) => Some(("a `$`", rest)).filter(|_| rest != "ref"),
        (None, None) => ended.into_iter().find_map(|(sign, what)| Some((what, name.strip_suffix(sign)?))),
    };
    match found.filter(|(_, meant)| is_word(meant)) {
        Some((what, meant)) => Some((what, meant.to_owned())),
        None => Some(("hyphens in the application's id", without_hyphens(name)?)),
    }
}

/// The name of a directory extension, `extension_{application's id}_{name}`, whose id is written with its hyphens.
fn without_hyphens(name: &str) -> Option<String> {
    let (id, rest) = name.strip_prefix("extension_")?.split_once('_')?;
    let lengths = id.split('-').map(str::len);
    let is_id = lengths.eq([8, 4, 4, 4, 12]) && id.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    is_id.then(|| format!("extension_{}_{rest}", id.replace('-', "")))
}

/// Whether it is an extension attribute with a number that the directories do not have.
fn is_beyond_the_last(name: &str) -> bool {
    let number = name.strip_prefix("extensionAttribute").filter(|number| !number.starts_with('0'));
    number.is_some_and(|number| number.len() < 4 && number.parse::<u32>().is_ok_and(|number| number > 15))
}

fn names(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Attribute(slot) = part.node else { return };
    let name = lint.attribute(slot);
    // The source object has it under this name, or it would be an error.
    if lint.context.source_schema.is_some() {
        return;
    }
    if is_beyond_the_last(name) {
        let what = "a number above 15, which is the last one";
        return lint.report(odd_attribute_name(part.span, part.span.of(lint.text), what));
    }
    let Some(odd) = odd_name(name) else { return };
    let inner = Span::new(part.span.start as usize + 1, (part.span.end as usize).saturating_sub(1));
    let diagnostic = odd_attribute_name(part.span, part.span.of(lint.text), &odd.what);
    lint.report(diagnostic.with_unsafe_fix(format!("write `[{}]`", odd.meant), inner, odd.meant));
}

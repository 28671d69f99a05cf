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
    /// | `ToLower([größe])`                     | –                    |
    /// | `ToLower([имя])`                       | –                    |
    /// | `ToLower([emails[type eq "work"].value])` | –                 |
    /// | `ToLower([extension_1f_x-y.z])`        | –                    |
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
        (None, None) => return None,
    };
    let meant = if oddity_of_name(name).is_some() { looks } else { name.to_owned() };
    let mut meant = meant.trim();
    while let Some(inner) = meant.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        meant = inner.trim();
    }
    let is_name = !meant.is_empty() && !meant.starts_with(['[', ']']) && !meant.ends_with('[');
    is_name.then(|| OddName { what, meant: meant.to_owned() })
}

fn names(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Attribute(slot) = part.node else { return };
    let name = lint.attribute(slot);
    // The source object has it under this name, or it would be an error.
    if lint.context.source_schema.is_some() {
        return;
    }
    let Some(odd) = odd_name(name) else { return };
    let inner = Span::new(part.span.start as usize + 1, (part.span.end as usize).saturating_sub(1));
    let diagnostic = odd_attribute_name(part.span, part.span.of(lint.text), &odd.what);
    lint.report(diagnostic.with_unsafe_fix(format!("write `[{}]`", odd.meant), inner, odd.meant));
}

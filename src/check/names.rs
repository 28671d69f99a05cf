//! What a name means, and what was probably meant by one that means nothing.

use crate::diagnostic::{Diagnostic, registry};
use crate::functions::{self, Dialect, Function};
use crate::text::{Span, nearest};

/// What a bare word of the language means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// It stands for itself, as a text.
    Text,
    /// It orders to leave the attribute, or the whole object, as it is.
    Skip,
    /// It stands for no value.
    Absent,
}

/// The bare words, with the meaning of each.
const WORDS: [(&str, Word); 13] = [
    ("True", Word::Text),
    ("False", Word::Text),
    ("vbBinaryCompare", Word::Text),
    ("vbTextCompare", Word::Text),
    ("UTF8", Word::Text),
    ("Unicode", Word::Text),
    ("ASCII", Word::Text),
    ("CaseSensitive", Word::Text),
    ("CaseInsensitive", Word::Text),
    ("IgnoreAttributeFlow", Word::Skip),
    ("IgnoreObjectFlow", Word::Skip),
    ("IgnoreThisFlow", Word::Skip),
    ("NULL", Word::Absent),
];

/// Every bare word with its meaning.
pub fn words() -> impl Iterator<Item = (&'static str, Word)> {
    WORDS.iter().copied()
}

/// What a bare word means; a wrong case and an unknown word are diagnostics.
pub(super) fn word(word: &str, span: Span) -> Result<&'static Word, Box<Diagnostic>> {
    if let Some((_, meaning)) = WORDS.iter().find(|(known, _)| *known == word) {
        return Ok(meaning);
    }
    Err(Box::new(match WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)) {
        Some((right, _)) => {
            registry::wrong_case_word(span, word, right).with_fix(format!("write `{right}`"), span, *right)
        }
        None => {
            let quoted = format!("\"{word}\"");
            registry::unquoted_word(span, word).with_unsafe_fix("make it a text", span, quoted)
        }
    }))
}

/// Functions that only Entra Connect Sync has; its operators and variables are told apart by the grammar.
const CONNECT_ONLY: [&str; 54] = [
    "BitOr",
    "CBin",
    "CertExtensionOids",
    "CertFormat",
    "CertFriendlyName",
    "CertHashString",
    "CertIssuer",
    "CertIssuerDN",
    "CertIssuerOid",
    "CertKeyAlgorithm",
    "CertKeyAlgorithmParams",
    "CertNameInfo",
    "CertNotAfter",
    "CertNotBefore",
    "CertPublicKeyOid",
    "CertPublicKeyParametersOid",
    "CertSerialNumber",
    "CertSignatureAlgorithmOid",
    "CertSubject",
    "CertSubjectNameDN",
    "CertSubjectNameOid",
    "CertThumbprint",
    "CertVersion",
    "CGuid",
    "CNum",
    "ConvertFromUTF8Hex",
    "DNComponentRev",
    "EscapeDNComponent",
    "ImportedValue",
    "InStrRev",
    "IsBitSet",
    "IsCert",
    "IsDate",
    "IsEmpty",
    "IsGuid",
    "IsNumeric",
    "ItemOrNull",
    "LCase",
    "LTrim",
    "PadLeft",
    "PadRight",
    "RandomNum",
    "ReplaceChars",
    "Right",
    "RTrim",
    "Select",
    "StringFromGuid",
    "Thumbprint",
    "UCase",
    "ValueCount",
    "Where",
    "With",
    "Cert",
    "CertNameOid",
];

/// Functions that default mappings hold and no document describes.
const INTERNAL: [&str; 1] = ["AltSecIdFromNetId"];

/// What a function's name leads to.
pub(super) enum Resolution {
    /// A function, with a warning where it belongs to another dialect.
    Function(&'static Function, Option<Diagnostic>),
    /// Something that cannot be run, with the warning.
    Unavailable(Diagnostic),
    /// Nothing.
    Nothing(Diagnostic),
}

/// What a function's name means in a dialect.
pub(super) fn function(name: &str, span: Span, dialect: Dialect) -> Resolution {
    if let Some(function) = functions::find(name) {
        let elsewhere = (!function.dialects.contains(dialect)).then(|| {
            let there = function.dialects.names().collect::<Vec<_>>().join("`, `");
            registry::other_dialect(span, &format!("`{name}`"), dialect.name(), &there)
        });
        return Resolution::Function(function, elsewhere);
    }
    if INTERNAL.contains(&name) {
        return Resolution::Unavailable(registry::internal_function(span, name));
    }
    if CONNECT_ONLY.contains(&name) {
        let here = called_otherwise(name);
        let diagnostic = registry::connect_function(span, name, here);
        return Resolution::Nothing(match here {
            Some(here) => diagnostic.with_unsafe_fix(format!("write `{here}`"), span, here),
            None => diagnostic,
        });
    }
    let right = functions::all().map(|function| function.name).find(|right| right.eq_ignore_ascii_case(name));
    Resolution::Nothing(match right {
        Some(right) => {
            registry::wrong_case_function(span, name, right).with_fix(format!("write `{right}`"), span, right)
        }
        None => {
            // Who knows the function by another name means that one, and not what is spelt alike.
            let spelt = || nearest(name, functions::all().map(|function| function.name));
            let nearest = called_otherwise(name).or_else(spelt);
            let diagnostic = registry::unknown_function(span, name, nearest);
            match nearest {
                Some(nearest) => diagnostic.with_unsafe_fix(format!("write `{nearest}`"), span, nearest),
                None => diagnostic,
            }
        }
    })
}

/// The function that others call so; letter case does not count.
fn called_otherwise(name: &str) -> Option<&'static str> {
    let is_it = |function: &&Function| function.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name));
    functions::all().find(is_it).map(|function| function.name)
}

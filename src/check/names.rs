//! The meaning of a name in a language, and the probable meaning of an unknown name.

use crate::diagnostic::{Diagnostic, registry};
use crate::functions::Function;
use crate::language::{LANGUAGES, Language, Word};
use crate::text::{Span, nearest};

/// The meaning of a word without quotation marks, in this language or in another one. The latter is an error of its
/// own.
pub(super) enum Meaning {
    /// The meaning in this language.
    Here(Word),
    /// The meaning in another language.
    Elsewhere(Word),
}

/// The meaning of a word; wrong case and unknown words are errors.
pub(super) fn word(word: &str, span: Span, language: &Language) -> Result<Meaning, Box<Diagnostic>> {
    if let Some(meaning) = language.word(word) {
        return Ok(Meaning::Here(meaning));
    }
    if let Some(meaning) = LANGUAGES.iter().find_map(|other| other.word(word)) {
        return Ok(Meaning::Elsewhere(meaning));
    }
    let known = LANGUAGES.iter().flat_map(|language| language.words());
    let right = known.map(|(known, _)| known).find(|known| known.eq_ignore_ascii_case(word));
    Err(Box::new(match right {
        Some(right) => registry::wrong_case_word(span, word, right).with_fix(format!("write `{right}`"), span, right),
        None => {
            let quoted = format!("\"{word}\"");
            registry::unquoted_word(span, word).with_unsafe_fix("put it in quotation marks", span, quoted)
        }
    }))
}

/// The resolution of a function name.
pub(super) enum Resolution {
    /// A function, with a warning if it belongs to another language.
    Function(&'static Function, Option<Diagnostic>),
    /// A function that attrflow does not run, with a warning if it is not documented.
    Unavailable(Option<Diagnostic>),
    /// An error: there is no such function.
    Nothing(Diagnostic),
}

/// The function that a name refers to in a language.
pub(super) fn function(name: &str, span: Span, language: &Language) -> Resolution {
    if let Some(function) = language.function(name) {
        return Resolution::Function(function, None);
    }
    if language.lacks(name) {
        return Resolution::Unavailable(None);
    }
    if language.is_internal(name) {
        return Resolution::Unavailable(Some(registry::internal_function(span, name)));
    }
    if let Some(function) = language.resolve(name) {
        let there = Language::having(name).collect::<Vec<_>>().join("`, `");
        return match language.borrows_functions {
            true => {
                let warning = registry::other_dialect(span, &format!("`{name}`"), language.name, &there);
                Resolution::Function(function, Some(warning))
            }
            false => Resolution::Nothing(registry::function_not_in_dialect(span, name, language.name, &there)),
        };
    }
    if LANGUAGES.iter().any(|other| other.lacks(name)) {
        let here = called_otherwise(name, language);
        let diagnostic = registry::connect_function(span, name, here);
        return Resolution::Nothing(match here {
            Some(here) => diagnostic.with_unsafe_fix(format!("write `{here}`"), span, here),
            None => diagnostic,
        });
    }
    let known: Vec<&'static str> = language.known_functions().into_iter().map(|function| function.name).collect();
    let right = known.iter().copied().find(|right| right.eq_ignore_ascii_case(name));
    Resolution::Nothing(match right {
        Some(right) => {
            registry::wrong_case_function(span, name, right).with_fix(format!("write `{right}`"), span, right)
        }
        None => {
            // A name from another language is more likely than a misspelled name.
            let spelt = || nearest(name, known.iter().copied());
            let nearest = called_otherwise(name, language).or_else(spelt);
            let diagnostic = registry::unknown_function(span, name, nearest);
            match nearest {
                Some(nearest) => diagnostic.with_unsafe_fix(format!("write `{nearest}`"), span, nearest),
                None => diagnostic,
            }
        }
    })
}

/// The function that has this name in other languages, ignoring case.
fn called_otherwise(name: &str, language: &Language) -> Option<&'static str> {
    let is_it = |function: &&Function| function.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name));
    language.known_functions().into_iter().find(is_it).map(|function| function.name)
}

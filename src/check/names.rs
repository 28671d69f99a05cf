//! The meaning of a name in a language, and the probable meaning of an unknown name. The names of a source's
//! attributes are in `source_schema`.

use super::Context;
use super::aliases::{Counterpart, Written, counterpart, own_form};
use crate::diagnostic::{Diagnostic, Edit, Fix, registry};
use crate::functions::Function;
use crate::language::{LANGUAGES, Language, Word};
use crate::mapping::schema_attributes;
use crate::text::characters::oddity_of_name;
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
pub(super) fn word(word: &str, span: Span, context: Context<'_>) -> Result<Meaning, Box<Diagnostic>> {
    let language = context.language;
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
            // Where nothing is known about the source, it is most often Microsoft Entra ID.
            let usual = || schema_attributes("entra:User").unwrap_or_default().iter().any(|it| *it.name.value == *word);
            let is_attribute = context.source_schema.map_or_else(usual, |known| known.get(word).is_some());
            let (title, text) = match is_attribute {
                true => ("put it in brackets", format!("[{word}]")),
                false => ("put it in quotation marks", format!("\"{word}\"")),
            };
            registry::unquoted_word(span, word).with_unsafe_fix(title, span, text)
        }
    }))
}

/// A name that denies something, such as `IsNotNull`, without its negation. `Nothing` denies nothing.
fn without_negation(name: &str) -> Option<String> {
    /// A shorter name is rather one of `Not` itself.
    const SHORTEST: usize = 6;
    let lower = name.to_ascii_lowercase();
    let (at, word) = ["isnt", "not"].into_iter().find_map(|word| {
        let found = lower.match_indices(word).map(|(at, _)| at);
        let is_it = |at: &usize| lower.get(*at..).is_some_and(|rest| !rest.starts_with("nothing"));
        found.filter(is_it).map(|at| (at, word)).next()
    })?;
    let kept = if word == "isnt" { "Is" } else { "" };
    (lower.len() >= SHORTEST).then_some(())?;
    Some(format!("{}{kept}{}", name.get(..at)?, name.get(at + word.len()..)?))
}

/// The resolution of a function name.
pub(super) enum Resolution {
    /// A function, with a warning if it belongs to another language.
    Function(&'static Function, Option<Diagnostic>),
    /// A function that attrflow does not run, with a warning if it is not documented.
    Unavailable(Option<Diagnostic>),
    /// An error: there is no such function. The fix is only offered if a trial shows that it is right.
    Nothing(Diagnostic, Option<Fix>),
}

/// The function that the name of a call refers to in a language.
pub(super) fn function(call: &Written<'_>, language: &Language) -> Resolution {
    let (name, span) = (call.name, call.name_span);
    if let Some(function) = language.function(name) {
        return Resolution::Function(function, None);
    }
    if language.lacks(name) {
        return Resolution::Unavailable(None);
    }
    if language.is_internal(name) {
        return Resolution::Unavailable(Some(registry::internal_function(span, name)));
    }
    let there = Language::having(name).collect::<Vec<_>>().join("`, `");
    if let Some(function) = language.resolve(name) {
        let warning = registry::other_dialect(span, &format!("`{name}`"), language.name, &there);
        return Resolution::Function(function, Some(warning));
    }
    if let Some(product) = Language::sole_product(name) {
        let counterpart = counterpart(call, language);
        let help = counterpart.as_ref().map(|there| match there.renamed {
            Some(right) => format!("the provisioning service has `{right}`"),
            None => format!("in the provisioning service: {}", there.help),
        });
        let diagnostic = registry::connect_function(span, name, product, help);
        return Resolution::Nothing(diagnostic, counterpart.and_then(|there| there.fix));
    }
    if !there.is_empty() {
        let diagnostic = registry::function_not_in_dialect(span, name, language.name, &there);
        return match counterpart(call, language) {
            Some(here) => Resolution::Nothing(Diagnostic { help: Some(here.help), ..diagnostic }, here.fix),
            None => Resolution::Nothing(diagnostic, None),
        };
    }
    // First the aliases, then similar names: `Concat` is rather the function of another language than a misspelled one.
    if let Some(Counterpart { help, fix, .. }) = counterpart(call, language) {
        return Resolution::Nothing(registry::unknown_function(span, name, Some(help)), fix);
    }
    let known = language.documented_names();
    let renamed = |right: &str, safe: bool| {
        let edits = vec![Edit { span, text: right.to_owned() }];
        Some(Fix { title: format!("write `{right}`"), edits, safe })
    };
    if let Some(right) = known.iter().copied().find(|right| right.eq_ignore_ascii_case(name)) {
        let own = language.resolve(right).and_then(|function| own_form(call, function)?.fix);
        let fix = own.or_else(|| renamed(right, true));
        return Resolution::Nothing(registry::wrong_case_function(span, name, right), fix);
    }
    // A word that denies is no slip of one that does not: that one gives the opposite.
    let denied = without_negation(name);
    if let Some(denied) = &denied
        && let Some(right) = known.iter().copied().find(|right| right.eq_ignore_ascii_case(denied))
    {
        let edits = vec![
            Edit { span, text: format!("Not({right}") },
            Edit { span: Span::at(call.span.end as usize), text: ")".into() },
        ];
        let title = format!("write `Not({right}(…))`");
        let diagnostic = registry::unknown_function(span, name, Some(title.clone()));
        return Resolution::Nothing(diagnostic, Some(Fix { title, edits, safe: false }));
    }
    let near = nearest(name, known).filter(|near| without_negation(near).is_some() == denied.is_some());
    // The right name may look like the wrong one.
    let odd = oddity_of_name(name).map(|odd| format!("the name has {odd}; ")).unwrap_or_default();
    let help = near.map(|near| format!("{odd}did you mean `{near}`?"));
    Resolution::Nothing(registry::unknown_function(span, name, help), near.and_then(|near| renamed(near, false)))
}

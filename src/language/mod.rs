//! The languages that attribute mappings are written in. Each is a value with everything in which it differs from the
//! others: its functions, words, operators and other features. Code that checks, compiles or completes an expression
//! takes a language as an argument, and never asks which one it is.
//!
//! Knows nothing of mapping files and of how expressions are checked.

#[cfg(feature = "connect")]
mod attributes;
mod cloud_sync;
mod connect;
mod entra;
mod operators;
mod words;

pub use cloud_sync::CLOUD_SYNC;
pub use connect::CONNECT;
pub use entra::ENTRA;
pub use operators::{OperatorRule, Support};
pub use words::Word;

use crate::functions::{self, Function, Languages};
use crate::syntax::{self, Ast, Operator};
use crate::value::TargetType;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language of attribute mapping expressions.
pub struct Language {
    /// Its name, as `--dialect` and files have it: `entra`, `cloud-sync` or `connect`.
    pub name: &'static str,
    /// The product that runs it.
    pub product: &'static str,
    /// Its functions by name.
    functions: LazyLock<HashMap<&'static str, &'static Function>>,
    /// Functions that the product documents and attrflow does not run, because attrflow has no function of that name or
    /// one with another meaning. A check accepts them; in a run they are an error that names them.
    unavailable: &'static [&'static str],
    /// Functions that occur in mappings of the product, but are not documented.
    internal: &'static [&'static str],
    words: &'static [&'static [(&'static str, Word)]],
    operators: &'static [OperatorRule],
    /// Whether it has parentheses around parts of an expression, `$variables`, and comparisons of comparisons.
    pub(crate) has_parentheses: bool,
    /// Whether `""` inside of a string is a quotation mark, as in Visual Basic.
    #[cfg(feature = "connect")]
    doubles_quotes: bool,
    /// The types of attributes, if values have types that nothing converts silently: a number is no string, and the other
    /// way around. `None` if nearly everything is a string.
    pub(crate) types: Option<AttributeTypes>,
    /// Whether this build runs it. Otherwise its expressions are only checked, and its functions are known by name.
    pub(crate) is_run: bool,
    /// Whether an absent value in a comparison counts as the empty string. Otherwise the comparison is false, `<>` too.
    pub(crate) absent_is_empty: bool,
    /// The languages whose functions are run here too, with a warning, where this one has none of the name. Others' are an
    /// error.
    borrows_from: &'static [&'static Language],
    /// Lints and warnings that report nothing here: the product's own documents or default mappings do what they warn of.
    silent_on: &'static [&'static str],
}

/// The type of an attribute of the product's directories, and whether it may have multiple values; `None` for attributes that are
/// not known.
pub(crate) type AttributeTypes = fn(&str) -> Option<(TargetType, bool)>;

/// Every language; the first is the default.
pub const LANGUAGES: [&Language; 3] = [&ENTRA, &CLOUD_SYNC, &CONNECT];

impl Language {
    /// The language with a name; `None` if there is none.
    pub fn find(name: &str) -> Option<&'static Self> {
        LANGUAGES.into_iter().find(|language| language.name == name)
    }

    /// The names of all languages.
    pub fn names() -> [&'static str; LANGUAGES.len()] {
        LANGUAGES.map(|language| language.name)
    }

    /// The language of rules between two directories: cloud sync between Active Directory and Entra ID, otherwise
    /// application provisioning.
    pub(crate) fn between(active_directory: [bool; 2], entra: [bool; 2]) -> &'static Self {
        let syncs = active_directory[0] && entra[1] || entra[0] && active_directory[1];
        if syncs { &CLOUD_SYNC } else { &ENTRA }
    }

    /// Its function with a name, which is case-sensitive; `None` if it has none.
    pub fn function(&self, name: &str) -> Option<&'static Function> {
        self.functions.get(name).copied()
    }

    /// Its function with a name, otherwise the one that it borrows; `None` if there is neither.
    pub fn resolve(&self, name: &str) -> Option<&'static Function> {
        self.function(name).or_else(|| self.borrows_from.iter().find_map(|other| other.function(name)))
    }

    /// Its functions, ordered by name.
    pub fn functions(&self) -> Vec<&'static Function> {
        functions::sorted(self.functions.values().copied())
    }

    /// Its functions and those that it borrows, ordered by name.
    pub fn known_functions(&self) -> Vec<&'static Function> {
        self.with_those_of(self.borrows_from)
    }

    /// The functions of all languages, each name once: as the default language has it where it does.
    pub fn all_functions() -> Vec<&'static Function> {
        <&Language>::default().with_those_of(&LANGUAGES)
    }

    /// Its functions, then those that the first of some other languages has under a name that is not there yet; ordered by
    /// name.
    fn with_those_of(&self, others: &[&Language]) -> Vec<&'static Function> {
        let mut known = self.functions();
        for function in others.iter().flat_map(|other| other.functions.values()) {
            if known.iter().all(|it| it.name != function.name) {
                known.push(function);
            }
        }
        functions::sorted(known.into_iter())
    }

    /// The names of the functions that its check accepts, ordered.
    pub(crate) fn documented_names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.known_functions().into_iter().map(|function| function.name).collect();
        names.extend(self.unavailable);
        names.sort_unstable();
        names
    }

    /// The languages that have a function with a name.
    pub fn having(name: &str) -> impl Iterator<Item = &'static str> {
        let has = move |it: &&Language| it.function(name).is_some() || it.lacks(name);
        LANGUAGES.into_iter().filter(has).map(|language| language.name)
    }

    /// The product whose language is the only one with a function of this name, run by attrflow or not, and lends it to no
    /// other.
    pub(crate) fn sole_product(name: &str) -> Option<&'static str> {
        let mut having = LANGUAGES.into_iter().filter(|it| it.function(name).is_some() || it.lacks(name));
        let (only, None) = (having.next()?, having.next()) else { return None };
        let lends = LANGUAGES.iter().any(|other| other.borrows_from.contains(&only));
        (!lends).then_some(only.product)
    }

    /// Whether the product has a function with this name that attrflow does not run.
    pub(crate) fn lacks(&self, name: &str) -> bool {
        self.unavailable.contains(&name)
    }

    /// Whether a function with this name is internal to the product.
    pub(crate) fn is_internal(&self, name: &str) -> bool {
        self.internal.contains(&name)
    }

    /// Whether values have types that nothing converts silently.
    pub fn has_types(&self) -> bool {
        self.types.is_some()
    }

    /// The codes of the lints that report nothing here.
    pub(crate) fn silent_on(&self) -> &'static [&'static str] {
        self.silent_on
    }

    /// Its words with their meanings.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, Word)> {
        self.words.iter().copied().flatten().copied()
    }

    /// The meaning of a word.
    pub(crate) fn word(&self, word: &str) -> Option<Word> {
        self.words().find(|(known, _)| *known == word).map(|(_, meaning)| meaning)
    }

    /// The tree of a text in this language.
    pub fn parse(&self, text: &str) -> Ast {
        #[cfg(feature = "connect")]
        if self.doubles_quotes {
            let mut ast = syntax::parse(&syntax::with_escaped_quotes(text));
            ast.diagnostics.retain(|it| !self.silent_on.contains(&it.code()));
            return ast;
        }
        syntax::parse(text)
    }

    /// Its rule for an operator; `None` if it does not have the operator.
    pub(crate) fn operator(&self, operator: Operator) -> Option<OperatorRule> {
        self.operators.iter().copied().find(|rule| rule.is_about(operator))
    }
}

/// The index of a language's functions.
fn index(member: Languages) -> HashMap<&'static str, &'static Function> {
    functions::all().filter(|function| function.languages.intersects(member)).map(|it| (it.name, it)).collect()
}

impl Default for &'static Language {
    fn default() -> Self {
        &ENTRA
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Language {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_language_has_two_declarations_of_a_name() {
        let all: Vec<&Function> = functions::all().collect();
        for (index, one) in all.iter().enumerate() {
            for other in all.iter().skip(index + 1).filter(|other| other.name == one.name) {
                assert!(!one.languages.intersects(other.languages), "{} is declared twice in a language", one.name);
            }
        }
    }

    #[test]
    fn what_is_run_is_not_refused() {
        for language in LANGUAGES {
            for name in language.unavailable.iter().chain(language.internal) {
                assert!(
                    language.function(name).is_none(),
                    "{} runs {name}; take it out of `unavailable` in src/language",
                    language.name
                );
            }
        }
    }
}

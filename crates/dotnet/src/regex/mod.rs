//! .NET regular expressions, equivalent to `new Regex(pattern, RegexOptions.None)` in the invariant culture
//! (`System.Text.RegularExpressions`).
//!
//! A pattern is parsed by .NET's own rules into a tree. Where the tree and the text allow it, an engine matches in
//! linear time: that of the crate `regex-automata`, in WebAssembly a smaller one of this crate. A single class or a run
//! of one is replaced without any engine. Everything else is matched by a backtracking engine with .NET's rules for
//! captures, empty rounds and UTF-16, which returns an error when its limits are reached.
//!
//! Two things that .NET accepts are errors, because its own results for them are not reliable: balancing groups inside
//! look-behinds, and lazy repetitions of what can match nothing, where versions of .NET disagree; for some of these
//! that is known only when a text is matched. Knows no options but inline ones (`(?i)`), and no search from the right.
//!
//! ```
//! use attrflow_dotnet::regex::Regex;
//!
//! let regex = Regex::new(r"(?<first>\w+) (?<last>\w+)(?=,)")?;
//! let swapped = regex.replacement("${last} $1")?;
//! assert_eq!(regex.replace_all("Ada Lovelace, 1815", &swapped)?, "Lovelace Ada, 1815");
//! assert_eq!(regex.first_group("Ada Lovelace, 1815", "last")?, Some("Lovelace"));
//! assert_eq!(Regex::new(r"(?<=(a+").unwrap_err().to_string(), "`(` is not closed at byte 4 of the pattern");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod anchors;
mod ast;
mod blocks;
mod case;
mod error;
mod filter;
mod groups;
mod late;
mod linear;
mod matcher;
mod parse;
mod parse_class;
mod parse_escape;
mod parse_group;
#[cfg(any(test, target_family = "wasm"))]
mod plain;
mod program;
mod replacement;
mod run;
mod search;
mod set;
mod steps;
#[cfg(test)]
mod tests;
#[cfg(not(target_family = "wasm"))]
mod tuned;
mod unicode;

use bumpalo::Bump;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

pub use error::{MatchError, RefusalKind, RegexError};
pub use matcher::STEPS;
pub use parse::{MAX_NESTING, MAX_PATTERN};
pub use replacement::Replacement;
pub use run::{Allowance, Budget, Search};

use filter::Filter;
use groups::Groups;
use linear::{Alphabet, Linear, Translated};
use program::Program;

/// A .NET pattern: `Regex` without options. Engines are compiled when they are first needed, and threads share them.
#[derive(Debug)]
pub struct Regex {
    pattern: Box<str>,
    groups: Groups,
    steps: u64,
    root: ast::Node,
    filter: Option<Filter>,
    translated: Option<Translated>,
    ascii: OnceLock<Option<Linear>>,
    full: OnceLock<Option<Linear>>,
    program: OnceLock<Program>,
}

/// One match: its groups with their positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The last capture of each group in the order of [`Regex::group_names`]; the first is the whole match. Positions
    /// are UTF-16 units from the beginning of the text, as `Group.Index` counts; `None` for a group that captured
    /// nothing.
    pub groups: Vec<Option<Range<usize>>>,
}

impl Regex {
    /// Parses a pattern; no engine is compiled yet.
    ///
    /// # Errors
    /// A pattern that .NET rejects, one that is not supported, or one that exceeds [`MAX_PATTERN`] or [`MAX_NESTING`]:
    /// see [`RegexError::kind`].
    pub fn new(pattern: &str) -> Result<Self, RegexError> {
        let (root, groups) = parse::parse(pattern)?;
        let filter = Filter::of(&root);
        let translated = linear::translate(&root, Alphabet::Ascii);
        let (ascii, full, program) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Ok(Self { pattern: pattern.into(), groups, steps: STEPS, root, filter, translated, ascii, full, program })
    }

    /// The same pattern with a limit other than [`STEPS`] for one text where matching is not linear.
    pub fn with_steps(self, steps: u64) -> Self {
        Self { steps, ..self }
    }

    /// The pattern as it was written: `Regex.ToString`.
    #[inline]
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The groups' names in the order of their numbers, `0` first, as `Regex.GetGroupNames` gives them; the name of an
    /// unnamed group is its number.
    pub fn group_names(&self) -> Vec<String> {
        self.groups.names()
    }

    /// Whether there is a group with that name or number.
    pub fn has_group(&self, name: &str) -> bool {
        self.groups.index_of(name).is_some()
    }

    /// Whether the pattern may match the empty string somewhere. Never wrongly false.
    pub fn can_match_empty(&self) -> bool {
        self.root.minimum() == 0
    }

    /// Whether texts are searched in linear time. That is so for every text that the linear engine reads as .NET does
    /// (it reads some differently: with characters beyond U+FFFF, beyond ASCII if the pattern has `\b`, with a line
    /// feed at the end if it has `$`), unless the automaton would be too large, or the pieces of the pattern times the
    /// bytes of the text are more than 2²⁶.
    pub fn is_linear(&self) -> bool {
        self.translated.is_some()
    }

    /// Parses a replacement string for this pattern: `$1`, `${name}`, `$&`, `$$` and similar.
    ///
    /// # Errors
    /// A group's number above 2147483647, which .NET rejects too; the offset is inside the replacement string.
    pub fn replacement(&self, text: &str) -> Result<Replacement, RegexError> {
        Replacement::parse(text, &self.groups)
    }

    /// Replaces every match by a literal string, if the pattern needs no engine: returns the text itself if nothing
    /// matches, otherwise one built in the arena. `None` if the pattern needs an engine.
    pub fn replace_class<'t>(&self, text: &'t str, literal: &str, arena: &'t Bump) -> Option<&'t str> {
        let filter = self.filter.as_ref()?;
        if literal.is_empty()
            && let Some(rest) = filter.strip(text, arena)
        {
            return Some(rest);
        }
        let mut output = bumpalo::collections::String::with_capacity_in(text.len(), arena);
        let any = filter.replace(text, literal, &mut output)?;
        Some(if any { output.into_bump_str() } else { text })
    }

    /// Whether the pattern matches anywhere in the text: `Regex.IsMatch`.
    ///
    /// # Errors
    /// A limit is reached.
    pub fn is_match(&self, text: &str) -> Result<bool, MatchError> {
        Search::of(self).is_match(text)
    }

    /// The first `limit` matches from the left, as `Regex.Matches` gives them.
    ///
    /// # Errors
    /// A limit is reached.
    pub fn matches(&self, text: &str, limit: usize) -> Result<Vec<Match>, MatchError> {
        Search::of(self).matches(text, limit)
    }

    /// The same by the backtracking engine alone: for tests that compare the engines.
    ///
    /// # Errors
    /// A limit is reached.
    #[doc(hidden)]
    pub fn matches_stepwise(&self, text: &str, limit: usize) -> Result<Vec<Match>, MatchError> {
        Search::of(self).matches_stepwise(text, limit)
    }

    /// Replaces every match: `Regex.Replace`. The text itself is returned if nothing matches.
    ///
    /// # Errors
    /// A limit is reached, or the result would contain half a surrogate pair.
    pub fn replace_all<'t>(&self, text: &'t str, replacement: &Replacement) -> Result<Cow<'t, str>, MatchError> {
        Search::of(self).replace_all(text, replacement)
    }

    /// Replaces, in every match, the last capture of a group by a literal string. A match whose group has captured
    /// nothing is not changed, and neither is the text if there is no such group. (.NET has no method for this: it is a
    /// `MatchEvaluator` that puts `literal` in the place of `match.Groups[group]`.)
    ///
    /// # Errors
    /// A limit is reached, or the result would contain half a surrogate pair.
    pub fn replace_group<'t>(&self, text: &'t str, group: &str, literal: &str) -> Result<Cow<'t, str>, MatchError> {
        Search::of(self).replace_group(text, group, literal)
    }

    /// The last capture of a group in the first match, `Regex.Match(text).Groups[group].Value`: `None` if there is no
    /// match, no such group or no capture.
    ///
    /// # Errors
    /// A limit is reached, or the capture starts or ends inside a character.
    pub fn first_group<'t>(&self, text: &'t str, group: &str) -> Result<Option<&'t str>, MatchError> {
        Search::of(self).first_group(text, group)
    }

    /// The same searches, whose steps count together with those of all others within an allowance.
    pub fn within<'r>(&'r self, allowance: &'r dyn Allowance) -> Search<'r> {
        Search::within(self, allowance)
    }
}

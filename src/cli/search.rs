//! Finds functions and diagnostics by words: names, names in other languages, and what somebody wants to do – "last characters",
//! "line break". All words have to be found; where they are found decides the order.
//!
//! Knows no function. What it knows is English: which words people use for the same thing.

use attrflow::diagnostics::DiagnosticInfo;
use attrflow::languages::Function;

/// Words for the same thing; the reference uses one of them, and people any.
const SAME: [&[&str]; 20] = [
    &["last", "end", "ending", "right", "suffix", "trailing"],
    &["first", "begin", "beginning", "start", "left", "prefix", "leading", "initial"],
    &["part", "piece", "substring", "slice", "middle", "mid", "cut"],
    &["character", "char", "letter"],
    &["break", "newline", "feed"],
    &["remove", "delete", "strip", "omit", "without"],
    &["replace", "substitute", "exchange", "swap"],
    &["join", "concatenate", "concat", "combine", "together", "append"],
    &["split", "separate", "tokenize", "delimiter"],
    &["upper", "uppercase", "capital", "capitalize"],
    &["lower", "lowercase", "small"],
    &["blank", "space", "whitespace", "white"],
    &["accent", "diacritic", "umlaut", "ascii"],
    &["empty", "null", "missing", "absent", "present", "blank"],
    &["date", "time", "day", "month", "year", "timestamp"],
    &["format", "convert", "cast"],
    &["unique", "duplicate", "taken", "generate"],
    &["condition", "if", "iif", "case", "choose", "depending"],
    &["regex", "regexp", "pattern", "regular"],
    &["default", "fallback", "coalesce", "otherwise"],
];

/// Words that say nothing about what is searched.
const NOISE: [&str; 22] = [
    "a", "an", "the", "of", "to", "in", "from", "for", "with", "and", "or", "how", "get", "make", "into", "as", "by",
    "is", "value", "string", "strings", "text",
];

/// What is searched: for each word its stem, and those of the words for the same thing.
pub(super) struct Query {
    words: Vec<Vec<String>>,
}

/// How much a word counts by where it is found.
const IN_NAME: usize = 8;
const IN_ALIAS: usize = 6;
const IN_SUMMARY: usize = 3;
const IN_PAGE: usize = 1;
/// How much more the word itself counts than one for the same thing.
const ITSELF: usize = 2;

impl Query {
    /// A query, if it has a word that says something.
    pub(super) fn new(text: &str) -> Option<Self> {
        let words: Vec<String> = words(text).filter(|word| !NOISE.contains(&word.as_str())).collect();
        let all = words.iter().map(|word| {
            let same = SAME.iter().filter(|group| group.iter().any(|known| stem(known) == stem(word)));
            std::iter::once(stem(word)).chain(same.flat_map(|group| group.iter().map(|known| stem(known)))).collect()
        });
        let words: Vec<Vec<String>> = all.collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// The functions that have all words, the best first.
    pub(super) fn functions(&self, known: &[&'static Function]) -> Vec<&'static Function> {
        let scored = known.iter().filter_map(|function| {
            let aliases: Vec<&str> = function.aliases.iter().map(|alias| alias.name()).collect();
            let places = [
                (IN_NAME, parts(function.name)),
                (IN_ALIAS, aliases.into_iter().flat_map(parts).collect()),
                (IN_SUMMARY, words(&function.summary()).collect()),
                (IN_PAGE, words(&prose(function.docs())).collect()),
            ];
            Some((self.score(&places)?, *function))
        });
        best(scored.collect(), 3)
    }

    /// The diagnostics that have all words, the best first.
    pub(super) fn diagnostics<'d>(&self, known: impl Iterator<Item = &'d DiagnosticInfo>) -> Vec<&'d DiagnosticInfo> {
        let scored = known.filter_map(|entry| {
            let places = [
                (IN_NAME, words(entry.code).collect()),
                (IN_SUMMARY, words(&entry.summary()).collect()),
                (IN_PAGE, words(&prose(entry.page())).collect()),
            ];
            Some((self.score(&places)?, entry))
        });
        best(scored.collect(), 10)
    }

    /// The call of another language that the query means, and what it is here.
    pub(super) fn alias(&self, function: &Function) -> Option<(&'static str, &'static str)> {
        let is_meant = |name: &str| {
            let parts: Vec<String> = parts(name).iter().map(|part| stem(part)).collect();
            self.words.iter().any(|same| same.iter().any(|word| parts.contains(word)))
        };
        let meant = function.aliases.iter().find(|alias| is_meant(alias.name()))?;
        Some((meant.from, meant.to))
    }

    /// How well places fit; nothing where a word is in none of them.
    fn score(&self, places: &[(usize, Vec<String>)]) -> Option<usize> {
        let mut sum = 0;
        for same in &self.words {
            let of_place = |(weight, found): &(usize, Vec<String>)| {
                let stems: Vec<String> = found.iter().map(|word| stem(word)).collect();
                let itself = same.first().is_some_and(|word| stems.contains(word));
                let other = same.iter().any(|word| stems.contains(word));
                if itself { weight * ITSELF } else { weight * usize::from(other) }
            };
            sum += places.iter().map(of_place).max().filter(|score| *score > 0)?;
        }
        Some(sum)
    }
}

/// How many results are useful.
const MOST: usize = 12;

/// What was found, the best first, without what fits less than a part of the best.
fn best<T>(mut scored: Vec<(usize, T)>, part: usize) -> Vec<T> {
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let least = scored.first().map_or(0, |(score, _)| score / part);
    scored.into_iter().filter(|(score, _)| *score > least).take(MOST).map(|(_, found)| found).collect()
}

/// The words of a text, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|character: char| !character.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The words of a name, which begin with capitals, and the whole name.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![name.to_lowercase()];
    let mut part = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
        part.extend(character.to_lowercase());
    }
    parts.push(part);
    parts
}

/// The sentences of a page, without its tables and its code.
fn prose(page: &str) -> String {
    page.split("\n|").next().unwrap_or(page).split('`').step_by(2).collect()
}

/// A word without the endings of its forms.
fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    for ending in ["ing", "ed", "es", "s"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2 && !stem.ends_with('s')) {
            return stem.trim_end_matches('e').to_owned();
        }
    }
    word.trim_end_matches('e').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use attrflow::Language;

    fn functions(text: &str) -> Vec<&'static str> {
        let found = Query::new(text).map(|query| query.functions(&Language::all_functions()));
        found.unwrap_or_default().into_iter().map(|function| function.name).collect()
    }

    #[test]
    fn functions_are_found_by_task() {
        for (text, expected) in [
            ("last characters", "Replace"),
            ("first characters", "Left"),
            ("part of a string", "Mid"),
            ("upper case", "ToUpper"),
            ("make lowercase", "ToLower"),
            ("remove spaces", "StripSpaces"),
            ("remove accents", "NormalizeDiacritics"),
            ("concatenate", "Join"),
            ("combine strings", "Join"),
            ("split a string", "Split"),
            ("format a date", "FormatDateTime"),
            ("unique value", "SelectUniqueValue"),
            ("fallback", "Coalesce"),
            ("first letter of each word", "PCase"),
            ("is empty", "IsNullOrEmpty"),
            ("if condition", "IIF"),
            ("regular expression", "Replace"),
        ] {
            let found = functions(text);
            assert!(found.iter().take(4).any(|name| *name == expected), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_nothing_is_about_is_not_found() {
        for text in ["", "the of", "spreadsheet macro", "qwertz", "upper spreadsheet", "[mail]", "|"] {
            assert_eq!(functions(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn diagnostics_are_found_by_what_they_are_about() {
        for (text, expected) in [
            ("line break", "unknown-escape"),
            ("unclosed parenthesis", "unclosed-parenthesis"),
            ("unknown function", "unknown-function"),
            ("missing active", "missing-active"),
        ] {
            let found = Query::new(text).unwrap().diagnostics(attrflow::diagnostics::all());
            let codes: Vec<&str> = found.iter().map(|entry| entry.code).collect();
            assert!(codes.iter().take(3).any(|code| *code == expected), "{text}: {codes:?}");
        }
    }
}

//! Short strings that a regular expression matches.
//!
//! Approximate: what .NET writes differently is rewritten or left out, so whoever uses an example has to try it.

use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::{Parser, ParserBuilder};

/// How many examples are made of one pattern.
const VARIANTS: usize = 6;

/// The longest repetition in an example.
const REPEATED: u32 = 64;

/// The longest example that is repeated any further, in bytes.
const LONGEST: usize = 1 << 10;

/// Strings that the pattern probably matches, the plainest first: its alternatives, other characters, more repetitions.
pub(super) fn examples(pattern: &str) -> Vec<String> {
    let mut found = Vec::new();
    for hir in readings(pattern) {
        for text in (0..VARIANTS).map(|variant| example(&hir, variant)) {
            if !found.contains(&text) {
                found.push(text);
            }
        }
    }
    found
}

/// The pattern as it is, or in the forms that come nearest to it: without look-around, and with it as a part.
fn readings(pattern: &str) -> Vec<Hir> {
    if let Ok(hir) = parser().parse(pattern) {
        return vec![hir];
    }
    let mut ahead = Vec::new();
    let without = rewritten(pattern, None, &mut ahead);
    let with = rewritten(pattern, Some("(?:"), &mut Vec::new());
    let texts = [without, with].into_iter().chain(ahead.iter().map(|inside| rewritten(inside, None, &mut Vec::new())));
    texts.filter_map(|text| parser().parse(&text).ok()).collect()
}

fn parser() -> Parser {
    ParserBuilder::new().octal(true).build()
}

/// A pattern in the syntax of the parser. Look-ahead that has to match begins with `ahead`, or is left out and its
/// inside is added to `found`; all other look-around is left out.
fn rewritten(pattern: &str, ahead: Option<&str>, found: &mut Vec<String>) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let behind = rest.get(first.len_utf8()..).unwrap_or_default();
        let (written, length) = match first {
            '\\' => escape(behind),
            '[' => class(rest),
            '(' if rest.starts_with("(?>") => ("(?:".to_owned(), 3),
            '(' if rest.starts_with("(?=") && ahead.is_some() => (ahead.unwrap_or_default().to_owned(), 3),
            '(' if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|look| rest.starts_with(look)) => {
                let end = group_end(rest);
                if rest.starts_with("(?=") {
                    found.extend(rest.get(3..end.saturating_sub(1)).map(str::to_owned));
                }
                (String::new(), end)
            }
            '{' if !is_quantifier(behind) => ("\\{".to_owned(), 1),
            '{' => {
                let end = rest.find('}').map_or(1, |end| end + 1);
                (rest.get(..end).unwrap_or_default().to_owned(), end)
            }
            '}' => ("\\}".to_owned(), 1),
            other => (other.to_string(), other.len_utf8()),
        };
        text.push_str(&written);
        rest = rest.get(length..).unwrap_or_default();
    }
    text
}

/// What an escape is for the parser, and its length, with the backslash; `behind` follows the backslash.
fn escape(behind: &str) -> (String, usize) {
    match behind.chars().next() {
        Some('Z') => ("\\z".to_owned(), 2),
        // Where a search begins, and what a group matched before.
        Some('G' | '1'..='9') => (String::new(), 2),
        Some('e') => ("\\x1B".to_owned(), 2),
        Some(other) => (format!("\\{other}"), 1 + other.len_utf8()),
        None => (String::new(), 1),
    }
}

/// A class at the start of a text, and its length. What .NET takes as a character is not a set operation there.
fn class(text: &str) -> (String, usize) {
    let mut written = String::from("[");
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        let first = written == "[" || written == "[^";
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' | '&' | '~' => written.push('\\'),
            ']' if !first => {
                written.push(']');
                return (written, at + 1);
            }
            _ => {}
        }
        written.push(character);
    }
    (written, text.len())
}

/// Where a group that begins a text ends, behind its closing parenthesis.
fn group_end(text: &str) -> usize {
    let (mut depth, mut escaped, mut in_class) = (0_usize, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => depth += 1,
            ')' if depth == 1 => return at + 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether what follows a brace makes it a quantifier: `3}`, `3,}`, `3,5}`.
fn is_quantifier(behind: &str) -> bool {
    let Some((inside, _)) = behind.split_once('}') else { return false };
    let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
    let digits = |text: &str| text.chars().all(|character| character.is_ascii_digit());
    !least.is_empty() && digits(least) && digits(most)
}

/// A short string that a pattern matches; variants differ where the pattern allows it.
fn example(hir: &Hir, variant: usize) -> String {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => String::new(),
        HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).into_owned(),
        HirKind::Class(Class::Unicode(class)) => {
            // A letter or a digit rather than the first control character.
            let plain = ['a', 'A', '1', ' ', '-'].into_iter();
            let inside = |one: &char| class.ranges().iter().any(|range| (range.start()..=range.end()).contains(one));
            let ends = class.ranges().iter().flat_map(|range| [range.end(), range.start()]);
            let mut fitting: Vec<char> = Vec::new();
            for character in plain.filter(inside).chain(ends).take(VARIANTS) {
                if !fitting.contains(&character) {
                    fitting.push(character);
                }
            }
            let chosen = variant.checked_rem(fitting.len()).and_then(|at| fitting.get(at));
            chosen.map(char::to_string).unwrap_or_default()
        }
        HirKind::Class(Class::Bytes(_)) => String::new(),
        HirKind::Repetition(repeated) => {
            let once = example(&repeated.sub, variant);
            let most = repeated.max.unwrap_or(REPEATED);
            let wanted = match variant {
                0 => repeated.min.max(1),
                1 => repeated.min.saturating_add(1),
                2 => repeated.min,
                _ => repeated.min.saturating_add(u32::try_from(variant).unwrap_or_default()),
            };
            let count = wanted.min(most).min(REPEATED) as usize;
            // Nested repetitions multiply.
            once.repeat(count.min(LONGEST.checked_div(once.len()).unwrap_or_default().max(1)))
        }
        HirKind::Capture(capture) => example(&capture.sub, variant),
        HirKind::Concat(parts) => parts.iter().map(|part| example(part, variant)).collect(),
        HirKind::Alternation(parts) => {
            let chosen = variant.checked_rem(parts.len()).and_then(|at| parts.get(at));
            chosen.map(|part| example(part, variant)).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dotnet::regex::Regex;

    #[test]
    fn an_example_is_matched() {
        for pattern in [
            "^[a-z]+@contoso\\.com$",
            "(?<year>\\d{4})-(a|b)",
            "[^a-zA-Z]x?",
            "\\s+y",
            "^SystemMailbox{",
            "^CAS_([^{]*){",
            "^CN\\s*=\\s*([^\\,]*)\\0ACNF",
            "^(?!test).*@contoso\\.com\\Z",
            "^(?=.*@fabrikam\\.com$)",
            "^[a&&b[]+$",
            "(?>ab)+c{2}d{,3}",
        ] {
            let (regex, found) = (Regex::new(pattern).unwrap(), examples(pattern));
            assert!(found.iter().any(|text| regex.is_match(text).unwrap()), "{pattern}: {found:?}");
        }
    }

    #[test]
    fn examples_stay_short_where_repetitions_multiply() {
        assert!(
            examples("^((((((((a{16}){16}){16}){16}){16}){16}){16}){16})").iter().all(|text| text.len() <= 2 * LONGEST)
        );
    }

    #[test]
    fn examples_reach_every_alternative() {
        assert!(examples("^(A|B|C)$").contains(&"C".to_owned()));
        assert!(["AAD_", "BBB_"].iter().all(|one| examples("^(AAD_|BBB_)").iter().any(|found| found.starts_with(one))));
    }
}

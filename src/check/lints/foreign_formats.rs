//! Lints about date formats of other systems, and about words in a format: those of `strftime`, and words that stand between
//! the letters without quotes. Mistakes in .NET's own formats are in `formats`, which says nothing of what is found here.

use super::date_letters::{Run, is_sound, runs};
use super::{Call, Lint, Lints, NodeFilter};
use crate::check::Expr;
use crate::diagnostic::registry::diagnostics;
use crate::syntax::quote;
use crate::text::Span;
use crate::value::ValueKind;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, parts: &[(NodeFilter::Call, formats)], ..Lints::NONE };

diagnostics! {
    /// A date format is written for `strftime`, as Python and Unix do. .NET ignores `%` and takes the letters as its own.
    ///
    /// | expression                                                 | raises             |
    /// |------------------------------------------------------------|--------------------|
    /// | `FormatDateTime([d], , , "%Y-%m-%d")`                      | `strftime-format`  |
    /// | `FormatDateTime([d], , "%d/%m/%Y %H:%M:%S", "yyyy")`       | `strftime-format`  |
    /// | `FormatDateTime([d], , , "%Y")`                            | `strftime-format`  |
    /// | `FormatDateTime([d], , , "%-d. %B %Y")`                    | `strftime-format`  |
    /// | `FormatDateTime([d], , , "%Y week %U")`                    | `strftime-format`  |
    /// | `FormatDateTime([d], , , "%d")`                            | –                  |
    /// | `FormatDateTime([d], , , "yyyy-MM-dd")`                    | –                  |
    /// | `FormatDateTime([d], , , "d.M.yyyy '%Y'")`                 | –                  |
    /// | `FormatDateTime([d], , , "%M")`                            | –                  |
    /// | `Append([d], "%Y-%m-%d")`                                  | –                  |
    Warning strftime_format(found: &str, help: String):
        "`{found}` is a format of `strftime`, and means something else in .NET",
        help help;

    /// A date format is the name of a format, or asks for a week, which .NET has no letters for. Its letters flow as they are
    /// written, and no date matches them.
    ///
    /// | expression                                                 | raises                |
    /// |------------------------------------------------------------|-----------------------|
    /// | `FormatDateTime([d], , "ISO8601", "yyyy")`                 | `date-format-unknown` |
    /// | `FormatDateTime([d], , , "ISO 8601")`                      | `date-format-unknown` |
    /// | `FormatDateTime([d], , "RFC3339", "yyyy")`                 | `date-format-unknown` |
    /// | `FormatDateTime([d], , , "Week ww")`                       | `date-format-unknown` |
    /// | `FormatDateTime([d], , , "yyyy-'W'ww")`                    | `date-format-unknown` |
    /// | `FormatDateTime([d], , , "o")`                             | –                     |
    /// | `FormatDateTime([d], , , "yyyy 'ww'")`                     | –                     |
    /// | `FormatDateTime([d], , , "yyyy-MM-ddTHH:mm:ssZ")`          | –                     |
    /// | `FormatDateTime([d], , , "'ISO8601'")`                     | –                     |
    Warning date_format_unknown(found: &str, help: &str):
        "`{found}` has no meaning in a date format of .NET",
        help help;

    /// A word stands in a date format without quotes, and some of its letters are read as parts of a date.
    ///
    /// In `dd of MMMM` the `f` of `of` is a fraction of a second. Letters without a meaning flow as they are written.
    ///
    /// | expression                                                 | raises             |
    /// |------------------------------------------------------------|--------------------|
    /// | `FormatDateTime([d], , , "dd of MMMM")`                    | `date-format-word` |
    /// | `FormatDateTime([d], , , "dd.MM.yyyy um HH:mm")`           | `date-format-word` |
    /// | `FormatDateTime([d], , , "d de MMMM de yyyy")`             | `date-format-word` |
    /// | `FormatDateTime([d], , , "MM/dd/yyyy at h:mm tt")`         | `date-format-word` |
    /// | `FormatDateTime([d], , , "HH:mm GMT")`                     | `date-format-word` |
    /// | `FormatDateTime([d], , , "dd 'of' MMMM")`                  | –                  |
    /// | `FormatDateTime([d], , , "HH:mm UTC")`                     | –                  |
    /// | `FormatDateTime([d], , , "yyyyMMddTHHmmssZ")`              | –                  |
    /// | `FormatDateTime([d], , , "d. MMMM yyyy h:mm tt")`          | –                  |
    /// | `FormatDateTime([d], , , "yyyyMMddUTC")`                   | –                  |
    Warning date_format_word(word: &str, meant: &str):
        "letters of `{word}` are read as parts of a date in this format",
        help format!("write `{meant}`");
}

fn formats(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    for (_, argument) in call.of_kind(ValueKind::DateFormat) {
        let Some(format) = argument.text() else { continue };
        if let Some((found, help)) = unknown(format) {
            lint.report(date_format_unknown(argument.span, found, help));
            continue;
        }
        if is_strftime(format) {
            let meant = translated(format).filter(|meant| is_sound(meant));
            let help = match &meant {
                Some(meant) => format!("write `{meant}`"),
                None => {
                    "write years as `yyyy`, months as `MM`, days as `dd`, hours as `HH`, minutes as `mm`".to_owned()
                }
            };
            let diagnostic = strftime_format(argument.span, format, help);
            lint.report(match meant {
                Some(meant) => diagnostic.with_unsafe_fix(format!("write `{meant}`"), argument.span, quote(&meant)),
                None => diagnostic,
            });
            continue;
        }
        let words = words(format);
        let Some(word) = words.first().map(|first| first.of(format)) else { continue };
        let meant = |span: &Span| format!("'{}'", span.of(format));
        let mut found = Vec::new();
        for word in &words {
            found.push((*word, meant(word)));
        }
        let edits = lint.edits_inside(argument, &found);
        let at = words.first().map_or(argument.span, |first| lint.inside(argument, *first));
        let diagnostic = date_format_word(at, word, &format!("'{word}'"));
        lint.report(diagnostic.with_unsafe_edits("put the word in single quotes", edits));
    }
}

/// Whether a format is another system's, or has words without quotes: then nothing else is to be said of it.
pub(super) fn is_foreign(format: &str) -> bool {
    is_strftime(format) || unknown(format).is_some() || !words(format).is_empty()
}

/// What .NET has no letters for, and what to do.
fn unknown(format: &str) -> Option<(&'static str, &'static str)> {
    const ISO: &str = "write the letters, such as `yyyy-MM-ddTHH:mm:ssK`";
    let name = ["ISO8601", "RFC3339", "RFC1123"].into_iter().find(|name| format.replace([' ', '-'], "") == *name);
    let has_week = || runs(format).iter().any(|run| run.letter == 'w' && run.count == 2);
    match name {
        Some(name) => Some((name, ISO)),
        None => has_week().then_some(("ww", "no function gives the number of a week")),
    }
}

/// The letters of `strftime`, and what they are in .NET.
const LETTERS: [(char, &str); 17] = [
    ('Y', "yyyy"),
    ('y', "yy"),
    ('m', "MM"),
    ('d', "dd"),
    ('H', "HH"),
    ('I', "hh"),
    ('M', "mm"),
    ('S', "ss"),
    ('f', "ffffff"),
    ('p', "tt"),
    ('B', "MMMM"),
    ('b', "MMM"),
    ('A', "dddd"),
    ('a', "ddd"),
    ('F', "yyyy-MM-dd"),
    ('T', "HH:mm:ss"),
    ('D', "MM/dd/yy"),
];

/// Whether it has two letters behind `%`, or one that .NET does not know. In .NET, `%d` alone is the day.
fn is_strftime(format: &str) -> bool {
    let letters = format.match_indices('%').filter_map(|(at, _)| {
        let is_quoted = format.get(..at).is_some_and(|before| before.matches(['\'', '"']).count() % 2 == 1);
        let behind = format.get(at + 1..)?.trim_start_matches(['-', '#']);
        behind.chars().next().filter(|letter| !is_quoted && letter.is_ascii_alphabetic())
    });
    let letters: Vec<char> = letters.take(20).collect();
    letters.len() > 1 || letters.iter().any(|letter| "YBAIpjU".contains(*letter))
}

/// The same format for .NET, if all of it has a counterpart.
fn translated(format: &str) -> Option<String> {
    let (mut meant, mut characters) = (String::new(), format.chars());
    while let Some(character) = characters.next() {
        match character {
            '%' => match characters.next()? {
                '-' | '#' => meant.push_str(match characters.next()? {
                    'd' => "d",
                    'm' => "M",
                    'H' => "H",
                    'I' => "h",
                    'M' => "m",
                    'S' => "s",
                    _ => return None,
                }),
                letter => meant.push_str(LETTERS.iter().find(|(known, _)| *known == letter)?.1),
            },
            'T' | 'Z' => meant.push(character),
            '\'' | '"' | '\\' => return None,
            _ if character.is_alphabetic() => return None,
            _ => meant.push(character),
        }
    }
    Some(meant)
}

/// The words of a format without quotes that have letters with a meaning and letters without one.
fn words(format: &str) -> Vec<Span> {
    // The letters that .NET reads, those that are often meant for them, and those of ISO 8601.
    const READ: &str = "dfFghHKmMstyz";
    const KNOWN: &str = "YDSJjTZ";
    let runs = runs(format);
    let is_apart = |one: &Run, next: &Run| one.at + one.count != next.at;
    let words = runs.chunk_by(|one, next| !is_apart(one, next)).filter(|word| {
        let reads = |run: &&Run| READ.contains(run.letter);
        let is_plain = word.iter().all(|run| run.count == 1 || run.count == 2 && !reads(&run));
        let has_other = word.iter().any(|run| !reads(&run) && !KNOWN.contains(run.letter));
        is_plain && word.iter().any(|run| reads(&run)) && has_other && word.len() > 1
    });
    words.filter_map(|word| Some(Span::new(word.first()?.at, word.last().map(|last| last.at + last.count)?))).collect()
}

//! Lints about date formats. Knows no dates: those are in `dates`.

use super::date_letters::{Run, refused, runs};
use super::foreign_formats::is_foreign;
use super::{Call, Lint, Lints, NodeFilter};
use crate::check::Expr;
use crate::diagnostic::registry;
use crate::diagnostic::registry::diagnostics;
use crate::dotnet::datetime::{self, DateTime, DateTimeKind as Zone, Styles, StylesError};
use crate::text::Span;
use crate::value::ValueKind;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[
        (NodeFilter::Call, formats),
        (NodeFilter::Call, old_form),
        (NodeFilter::Call, styles),
        (NodeFilter::Call, mismatch),
    ],
    ..Lints::NONE
};

diagnostics! {
    /// A format uses the 12-hour clock without AM or PM.
    ///
    /// On output, 15:00 and 03:00 look the same. On input, every hour above 12 is rejected.
    ///
    /// | expression                                                      | raises                   |
    /// |-----------------------------------------------------------------|--------------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy-MM-dd hh:mm")`       | `hour-without-half`      |
    /// | `FormatDateTime([d], , "M/d/yyyy h:mm:ss", "yyyy")`             | `hour-without-half`      |
    /// | `FormatDateTime([d], , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd HH:mm")` | –                     |
    Warning hour_without_half(found: &str, meant: &str):
        "`{found}` is for the 12-hour clock, but the format has no `tt` (AM or PM)",
        help format!("write `{meant}` for the 24-hour clock, or add `tt`");

    /// A format has minutes where months are expected, or months where minutes are expected.
    ///
    /// `M` is the month, `m` the minute.
    ///
    /// | expression                                                 | raises                |
    /// |------------------------------------------------------------|-----------------------|
    /// | `FormatDateTime([d], , "yyyy-mm-dd", "yyyy")`              | `month-minute-mix-up` |
    /// | `FormatDateTime([d], , "yyyyMMdd", "yyyy-MM-dd HH:MM")`    | `month-minute-mix-up` |
    /// | `FormatDateTime([d], , "yyyyMMddHHmmss", "HH:mm dd.MM.yyyy")` | –                  |
    Warning month_minute_mix_up(found: &str, is: &str, meant: &str):
        "`{found}` is {is}, but `{meant}` is expected here",
        help format!("write `{meant}`: `M` is the month, `m` the minute");

    /// A letter in a date format has no meaning and is used literally.
    ///
    /// The letters in .NET formats are case-sensitive: years are `y`, days `d`, seconds `s`.
    ///
    /// | expression                                           | raises               |
    /// |------------------------------------------------------|----------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "YYYY-MM-DD")`  | `date-format-letter` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "TT.MM.JJJJ")`  | `date-format-letter` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "dd.mm.jjjj")`  | `date-format-letter` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "gg/mm/aaaa")`  | `date-format-letter` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "HH:mm:SS")`    | `date-format-letter` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "EEEE")`        | `date-format-letter` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "EEE, d MMM")`  | `date-format-letter` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "'EEEE' d")`    | –                    |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ")` | –           |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "'DD' dd")`     | –                    |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy-MM-ddTHH")` | –                  |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "h:mm tt")`     | –                    |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy gg")`     | –                    |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "'Jahr' yyyy")` | –                    |
    Warning date_format_letter(found: &str, meant: &str):
        "`{found}` has no meaning in a date format and is used literally",
        help format!("write `{meant}`; put literal letters in single quotes");

    /// A date format begins or ends with a space, or has two in a row.
    ///
    /// The space is a part of the format, and the string must have it too.
    ///
    /// | expression                                           | raises               |
    /// |------------------------------------------------------|----------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd ", "yyyy")`       | `date-format-blanks` |
    /// | `FormatDateTime([d], , "M/d/yyyy h:mm:ss tt", "yyyy")` | –                  |
    Warning date_format_blanks():
        "the date format has an extra space here",
        help "remove the space";

    /// An output format has a space behind one separator and none behind another one of the same kind.
    ///
    /// The space flows into the date.
    ///
    /// | expression                                           | raises              |
    /// |------------------------------------------------------|---------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "dd. MM.yyyy")` | `date-format-gap`   |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "dd.MM .yyyy")` | `date-format-gap`   |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy- MM-dd")` | `date-format-gap`   |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "d/ M/yyyy HH:mm")` | `date-format-gap` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "HH:mm: ss")`   | `date-format-gap`   |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "d. M. yyyy")`  | –                   |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "d. MMMM yyyy")` | –                  |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "MMM d, yyyy")` | –                   |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "ddd, MMM d, yyyy")` | –              |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy-MM-dd - HH:mm")` | –            |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "dd.MM.yyyy', 'HH:mm")` | –           |
    /// | `FormatDateTime([d], , "yyyy-MM- dd", "yyyy")`       | –                   |
    Info date_format_gap(separator: char):
        "the format has a space beside this `{separator}`, and none beside another",
        help "remove the space";

    /// The input format does not match the result of a date function.
    ///
    /// `CDate`, `DateAdd`, `DateFromNum` and `Now` return strings such as `1/31/2026 5:00:00 PM`, in the format
    /// `M/d/yyyy h:mm:ss tt`. (`hh` rejects hours of one digit, `MM` months of one digit.)
    ///
    /// | expression                                                            | raises                 |
    /// |-----------------------------------------------------------------------|------------------------|
    /// | `FormatDateTime(Now(), , "yyyy-MM-dd", "yyyy")`                       | `date-format-mismatch` |
    /// | `FormatDateTime(Now(), , "M/d/yyyy hh:mm:ss tt", "yyyy")`             | `date-format-mismatch` |
    /// | `FormatDateTime(DateAdd("d", 7, [hired]), , "M/d/yyyy h:mm:ss tt", "yyyy")` | –                |
    /// | `FormatDateTime(Now(), , , "yyyy")`                                   | –                      |
    Warning date_format_mismatch(reason: &str):
        "this format does not match every result of a date function: {reason}",
        help "write `M/d/yyyy h:mm:ss tt`, or leave the slot empty";

    /// `FormatDateTime` is called in its old form, without a slot for the styles.
    ///
    /// attrflow runs it as it was meant. In the current reference it has four arguments, the second usually empty.
    ///
    /// | expression                                           | raises                 |
    /// |------------------------------------------------------|------------------------|
    /// | `FormatDateTime([d], "yyyyMMdd", "yyyy-MM-dd")`      | `old-date-form`        |
    /// | `FormatDateTime([d], , "yyyyMMdd", "yyyy-MM-dd")`    | –                      |
    Warning old_date_form(function: &str):
        "`{function}` has four arguments today, this is the form of older mappings",
        help "add an empty slot after the source: `FormatDateTime([date], , \"input\", \"output\")`";
}

fn formats(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    for (parameter, argument) in call.of_kind(ValueKind::DateFormat) {
        let Some(format) = argument.text().filter(|format| !is_foreign(format)) else { continue };
        if let Some(error) = refused(format, parameter.name == "inputFormat") {
            let span = lint.inside(argument, Span::new(error.at, error.at + 1));
            lint.report(registry::bad_date_format(span, parameter.name, &error.to_string()));
            continue;
        }
        let runs = runs(format);
        half_days(lint, argument, &runs);
        months_and_minutes(lint, argument, &runs);
        letters(lint, argument, format, &runs);
        blanks(lint, argument, format);
        if parameter.name != "inputFormat" {
            gaps(lint, argument, format);
        }
    }
}

fn half_days(lint: &mut Lint<'_>, argument: &Expr, runs: &[Run]) {
    let has = |letter| runs.iter().any(|run| run.letter == letter);
    if let Some(run) = runs.iter().find(|run| run.letter == 'h')
        && !has('t')
        && !has('H')
    {
        let (span, meant) = (run.span(lint, argument), run.text('H'));
        let diagnostic = hour_without_half(span, &run.text('h'), &meant);
        lint.report(diagnostic.with_unsafe_fix(format!("write `{meant}`"), span, meant));
    }
}

fn months_and_minutes(lint: &mut Lint<'_>, argument: &Expr, runs: &[Run]) {
    for (number, run) in runs.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| runs.get(before)).map(|run| run.letter);
        let after = runs.get(number + 1).map(|run| run.letter);
        let of_date = |letter| matches!(letter, Some('y' | 'd' | 'Y' | 'D'));
        let meant = match run.letter {
            'm' if of_date(before) || before.is_none() && of_date(after) => 'M',
            'M' if matches!(before, Some('h' | 'H'))
                || after == Some('s') && before.is_some_and(|b| b != 'd' && b != 'y') =>
            {
                'm'
            }
            _ => continue,
        };
        let (span, meant_text) = (run.span(lint, argument), run.text(meant));
        let is = if run.letter == 'm' { "the minute" } else { "the month" };
        let diagnostic = month_minute_mix_up(span, &run.text(run.letter), is, &meant_text);
        lint.report(diagnostic.with_unsafe_fix(format!("write `{meant_text}`"), span, meant_text));
    }
}

/// Reports the first letter without a meaning; the fix is for all of them.
fn letters(lint: &mut Lint<'_>, argument: &Expr, format: &str, runs: &[Run]) {
    let has = |letters: [char; 2]| runs.iter().any(|run| run.count > 1 && letters.contains(&run.letter));
    // Years are `J` in German and `A` in the Romance languages; days `T` and `G`. A month beside `dd` has its own
    // diagnostic.
    let (german, romance, hours) = (has(['J', 'j']), has(['A', 'a']), has(['H', 'h']));
    let meant = |run: &Run| match run.letter {
        'Y' | 'J' | 'j' | 'A' | 'a' => Some('y'),
        'D' | 'T' => Some('d'),
        'S' => Some('s'),
        'E' if run.count > 2 => Some('d'),
        't' if german && !hours => Some('d'),
        'G' | 'g' if romance => Some('d'),
        'm' if (german || romance) && !hours && !has(['d', 'D']) => Some('M'),
        _ => None,
    };
    let found: Vec<(&Run, char)> =
        runs.iter().filter(|run| run.count > 1).filter_map(|run| Some((run, meant(run)?))).collect();
    // What has a meaning of its own is only told with something that has none.
    let Some((first, _)) = found.iter().find(|(run, _)| !"mtg".contains(run.letter)) else { return };
    let mut whole: Vec<char> = format.chars().collect();
    if !format.is_ascii() {
        whole.clear();
    }
    for (run, letter) in &found {
        whole.iter_mut().skip(run.at).take(run.count).for_each(|it| *it = *letter);
    }
    let whole: String = whole.into_iter().collect();
    let mut written = Vec::new();
    for (run, letter) in &found {
        written.push((Span::new(run.at, run.at + run.count), run.text(*letter)));
    }
    let edits = lint.edits_inside(argument, &written);
    let shown = if whole.is_empty() { edits.first().map(|edit| edit.text.clone()).unwrap_or_default() } else { whole };
    let diagnostic = date_format_letter(first.span(lint, argument), &first.text(first.letter), &shown);
    lint.report(diagnostic.with_unsafe_edits(format!("write `{shown}`"), edits));
}

fn blanks(lint: &mut Lint<'_>, argument: &Expr, format: &str) {
    let location = if format.starts_with(' ') {
        Some(0)
    } else if format.ends_with(' ') && format.len() > 1 {
        Some(format.len() - 1)
    } else {
        format.find("  ")
    };
    if let Some(at) = location {
        let span = lint.inside(argument, Span::new(at, at + 1));
        lint.report(date_format_blanks(span).with_unsafe_fix("remove the space", span, ""));
    }
}

/// Reports the first of several equal separators that has a space on one side, where at least as many have none.
fn gaps(lint: &mut Lint<'_>, argument: &Expr, format: &str) {
    let is_literal = format.contains(&['\'', '"', '\\'][..]);
    for separator in ['.', '-', '/', ':', ','].into_iter().filter(|_| !is_literal) {
        let beside = |at: usize| {
            let before = format.get(..at).is_some_and(|before| before.ends_with(' '));
            (before, format.get(at + 1..).is_some_and(|after| after.starts_with(' ')))
        };
        let all: Vec<usize> = format.match_indices(separator).map(|(at, _)| at).collect();
        let (odd, even): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|at| beside(*at) != (false, false));
        // A separator with a space on both sides is meant: `yyyy-MM-dd - HH:mm`.
        let Some(at) = odd.iter().copied().find(|at| beside(*at) != (true, true)) else { continue };
        if odd.len() <= even.len() {
            let blank = if beside(at).0 { at - 1 } else { at + 1 };
            let span = lint.inside(argument, Span::new(blank, blank + 1));
            lint.report(date_format_gap(span, separator).with_unsafe_fix("remove the space", span, ""));
        }
    }
}

fn old_form(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    // One slot fewer than parameters: the slot for the styles is missing.
    let (Some(source), given) = (call.arguments.first(), call.arguments.len()) else { return };
    let short = call.function.counts_slots() && given + 1 == call.function.slots().count();
    if short {
        let at = Span::at(source.span.end as usize);
        let diagnostic = old_date_form(part.span, call.function.name);
        lint.report(diagnostic.with_fix("add an empty slot for the styles", at, ", "));
    }
}

fn styles(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(argument) = Call::of(part).and_then(|call| call.argument("dateTimeStyles")) else { return };
    let Some(list) = argument.text() else { return };
    if let Err(error) = Styles::parse(list) {
        let span = match &error {
            StylesError::Unknown { name, at } => lint.inside(argument, Span::new(*at, at + name.len())),
            StylesError::Clash(..) => argument.span,
        };
        lint.report(registry::bad_date_styles(span, &error.to_string(), error.meant()));
    }
}

/// Dates as the functions write them, with numbers of two digits and of one digit.
const RESULTS: [&str; 2] = ["12/31/2026 11:59:59 PM", "1/2/2026 3:04:05 AM"];

fn mismatch(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    let Some((argument, format)) = call.argument("inputFormat").and_then(|input| Some((input, input.text()?))) else {
        return;
    };
    let is_result = call.arguments.first().is_some_and(|source| source.kind() == ValueKind::Date);
    if !is_result || format.is_empty() || refused(format, true).is_some() {
        return;
    }
    let styles = match call.argument("dateTimeStyles").map(|styles| styles.text().map(Styles::parse)) {
        None => Styles::ROUNDTRIP_TRIMMED,
        Some(Some(Ok(styles))) => styles,
        Some(_) => return,
    };
    let Some(today) = DateTime::from_civil(2026, 1, 2, Zone::Utc) else { return };
    let error = RESULTS.iter().find_map(|text| Some((text, datetime::parse_exact(text, format, styles, today).err()?)));
    if let Some((text, error)) = error {
        let at = error.format_at.map_or(argument.span, |at| lint.inside(argument, Span::new(at, at + 1)));
        lint.report(date_format_mismatch(at, &format!("in `{text}`, {error}")));
    }
}

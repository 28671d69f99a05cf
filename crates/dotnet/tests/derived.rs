//! What .NET 9 has to give by its own rules: derived by hand, and not printed by .NET as the rows of the tables are.
//!
//! The rules: `DateTime.Parse` runs a text's tokens through a table of states (`states.rs`); after a number or the name of
//! a month it skips white space and right-to-left marks; in the third number of a time it reads a fraction.

use attrflow_dotnet::casing::{Culture, lower};
use attrflow_dotnet::datetime::{DateTime, DateTimeKind, Styles, format, parse, parse_exact};
use attrflow_dotnet::regex::{MatchError, RefusalKind, Regex};

/// Today is 2024-07-19.
fn today() -> DateTime {
    DateTime::from_civil(2024, 7, 19, DateTimeKind::Local).unwrap()
}

fn free(cases: &[(&str, Option<&str>)]) {
    for (text, expected) in cases {
        let date = parse(text, Styles::UNIVERSAL, today());
        let printed = date.map(|date| format(date, "M/d/yyyy h:mm:ss tt").unwrap());
        assert_eq!(printed.as_deref().ok(), *expected, "{text:?}: {date:?}");
    }
}

#[test]
fn numbers_before_a_half_of_the_day_are_a_time() {
    free(&[
        // Two numbers, or three, of which no date has taken one: hour, minute and second.
        ("2020-01-05 10.23 PM", Some("1/5/2020 10:23:00 PM")),
        ("1/5/2020 10 23 am", Some("1/5/2020 10:23:00 AM")),
        ("10,23 PM 1/5/2020", Some("1/5/2020 10:23:00 PM")),
        ("Jan 5, 2020 7.08 pm", Some("1/5/2020 7:08:00 PM")),
        ("10.23 PM", Some("7/19/2024 10:23:00 PM")),
        ("10.23.42PM 1/5/2020", Some("1/5/2020 10:23:42 PM")),
        ("1/5/2020 4.35 pm +06:00", Some("1/5/2020 10:35:00 AM")),
        ("1/5/2020 4.35 pm -06:00", Some("1/5/2020 10:35:00 PM")),
        ("1/5/2020 4.35 pm GMT", Some("1/5/2020 4:35:00 PM")),
        ("GMT 4.35 pm 1/5/2020", Some("1/5/2020 4:35:00 PM")),
        ("5 AM 1/5 2020", Some("1/5/2020 5:00:00 AM")),
        // The hour: 12 is 0 before noon, above 12 it is already that of an afternoon.
        ("2020-01-05 12.23.42 AM", Some("1/5/2020 12:23:42 AM")),
        ("2020-01-05 0.23 PM", Some("1/5/2020 12:23:00 PM")),
        ("2020-01-05 13.23 PM", Some("1/5/2020 1:23:00 PM")),
        ("2020-01-05 13.23 AM", None),
        // Each number has its range.
        ("2020-01-05 24.23 PM", None),
        ("2020-01-05 12.75 PM", None),
        ("2020-01-05 10.23.61 PM", None),
        // A fourth number: the first three are a date, and there is one already.
        ("2020-01-05 10.23.42.5 PM", None),
        // Without a date the first three are it: a second one follows.
        ("10.23.42.5 PM 1/5/2020", None),
        ("10.23.42.5 PM", Some("10/23/2042 5:00:00 PM")),
        ("10.23.42 PM", Some("7/19/2024 10:23:42 PM")),
        // What divides a date begins one.
        ("2020-01-05 10/23 PM", None),
        ("2020-01-05 10-23 PM", None),
        // Behind month and day without a year, a number is the year, and a last one before AM or PM the hour.
        ("1/5 10.23 PM", Some("1/5/2010 11:00:00 PM")),
        ("1/5 10 PM", Some("1/5/2024 10:00:00 PM")),
        // A part that has its unit stays, and has its range.
        ("10秒.23.42 PM 2020 1", Some("1/1/2020 11:42:10 PM")),
        ("2020秒1月5日 10:23", None),
        // AM or PM has to be behind the last number, and is one word.
        ("1/5/2020 4 pm 35", None),
        ("2020-01-05 10.23.42 p.m.", None),
        ("10.23.42 1/5/2020 PM", None),
    ]);
}

#[test]
fn a_comma_begins_a_fraction_behind_the_seconds() {
    free(&[
        ("2020-01-05 10:23:42,5 PM", Some("1/5/2020 10:23:42 PM")),
        // Its digits are rounded to a tick, and may make a second.
        ("2020-01-05 10:23:42,9999999999Z", Some("1/5/2020 10:23:43 AM")),
        ("2020-01-05T10:23:42,9999999999Z", Some("1/5/2020 10:23:43 AM")),
        // A comma without digits is nothing, in ISO 8601 an error.
        ("10:23:42, 5 Jan 2020", Some("1/5/2020 10:23:42 AM")),
        ("2020-01-05 10:23:42,", Some("1/5/2020 10:23:42 AM")),
        ("2020-01-05 10:23:42,5,", Some("1/5/2020 10:23:42 AM")),
        ("2020-01-05T10:23:42,", None),
        // A number that is neither fraction nor date.
        ("2020-01-05 10:23,5", None),
        ("10:23:42,5,6", None),
        ("2020-01-05 10:23:42,5.6", None),
        ("2020-01-05 10:23:42;5", None),
    ]);
    let ticks = |text| parse(text, Styles::NONE, today()).map(|date| date.ticks());
    assert_eq!(ticks("1/5/2020 10:23:42,0625"), ticks("2020-01-05T10:23:42.0625"));
}

#[test]
fn a_right_to_left_mark_is_skipped_behind_numbers_and_months() {
    free(&[
        ("2020-01-05\u{200F} 10:23", Some("1/5/2020 10:23:00 AM")),
        ("2020-01-05 \u{200F} \u{200F}10:23", Some("1/5/2020 10:23:00 AM")),
        ("5\u{200F}/1\u{200F}/2020\u{200F}", Some("5/1/2020 12:00:00 AM")),
        ("2020-01-05\u{200F}", Some("1/5/2020 12:00:00 AM")),
        ("Jan\u{200F} 5 2020", Some("1/5/2020 12:00:00 AM")),
        ("2020-01-05\u{200F}T10:23", Some("1/5/2020 10:23:00 AM")),
        ("10:23\u{200F} PM", Some("7/19/2024 10:23:00 PM")),
        ("10:23\u{200F}+01:00", Some("7/19/2024 9:23:00 AM")),
        // Not where a token begins, nor behind another word.
        ("\u{200F}2020-01-05", None),
        ("2020-\u{200F}01-05", None),
        ("10:23 PM\u{200F}", None),
        ("Sunday\u{200F} 5 Jan 2020", None),
        // A hyphen that begins an offset is read again from before the mark.
        ("2020-01-05\u{200F}-07:00", None),
        // No other mark is.
        ("2020-01-05\u{200E} 10:23", None),
        ("2020-01-05\u{200B} 10:23", None),
        ("\u{FEFF}2020-01-05", None),
    ]);
}

#[test]
fn open_dates_and_parts_out_of_range() {
    free(&[
        ("1/5/", None),
        ("2020-01-", None),
        ("2020-01-05-", None),
        ("Jan 5-", None),
        ("10:", None),
        ("10:23:", None),
        // The number that a date lacks is read before AM or PM too; then there is no hour, and noon remains.
        ("2020/1/ 5 PM", Some("1/5/2020 12:00:00 PM")),
        ("1/5/ 10 PM", Some("1/5/2010 12:00:00 PM")),
        ("Jan 2020 5 PM", Some("1/5/2020 12:00:00 PM")),
        ("Jan 5 10 AM", Some("1/5/2010 12:00:00 AM")),
        ("1/ 5 PM", None),
        ("Jan 5/ 10 PM", None),
        ("2020-01-05 24:00", None),
        ("2020-01-05 10:60", None),
        ("0/5/2020", None),
        ("1/0/2020", None),
        ("2/29/2023", None),
        ("10000-01-05", None),
        ("0000-01-05", None),
        ("1/5/123456789", None),
        ("1/5/49", Some("1/5/2049 12:00:00 AM")),
        ("1/5/50", Some("1/5/1950 12:00:00 AM")),
        ("2020-01-05 10:23 +14:00", Some("1/4/2020 8:23:00 PM")),
        ("2020-01-05 10:23 +14:01", None),
        ("2020-01-05 10:23 +01:60", None),
        ("9999-12-31 23:59 -01:00", None),
        ("0001-01-01 00:30 +01:00", Some("1/1/0001 11:30:00 PM")),
    ]);
}

#[test]
fn a_blank_of_a_format_reads_the_no_break_spaces() {
    const TRIMMED: Styles = Styles::ROUNDTRIP_TRIMMED;
    for (text, pattern, styles, is_date) in [
        ("5\u{A0}Jan\u{202F}2020", "d MMM yyyy", Styles::NONE, true),
        ("5\u{A0}Jan 2020", r"d\ MMM yyyy", Styles::NONE, true),
        ("5\u{A0}Jan 2020", "d' 'MMM yyyy", Styles::NONE, true),
        ("2020-01-05\u{202F}10:23:42Z", "u", Styles::NONE, true),
        ("05 January 2020\u{A0}10:23", "dd MMMM yyyy HH:mm", TRIMMED, true),
        // One for each blank, and no other space.
        ("5\u{A0}\u{A0}Jan 2020", "d MMM yyyy", Styles::NONE, false),
        ("5\u{A0}\u{A0}Jan 2020", "d  MMM yyyy", Styles::NONE, true),
        ("5\u{A0}\u{A0}Jan 2020", "d MMM yyyy", Styles::ALLOW_INNER_WHITE, true),
        ("5\u{2003}Jan 2020", "d MMM yyyy", Styles::NONE, false),
        ("5\tJan 2020", "d MMM yyyy", Styles::NONE, false),
        // Not the other way round.
        ("5 Jan 2020", "d\u{A0}MMM yyyy", Styles::NONE, false),
        ("5\u{202F}Jan 2020", "d\u{A0}MMM yyyy", Styles::NONE, false),
        ("5\u{A0}Jan 2020", "d\u{A0}MMM yyyy", Styles::NONE, true),
        // Without styles `r` is read by code of its own, character by character.
        ("Sun,\u{A0}05 Jan 2020 10:23:42 GMT", "r", Styles::NONE, false),
        ("Sun,\u{A0}05 Jan 2020 10:23:42 GMT", "R", TRIMMED, true),
        ("Sun, 05 Jan 2020 10:23:42 GMT", "r", Styles::NONE, true),
        // Marks are not skipped in formats.
        ("10:23\u{200F} PM", "h:mm tt", Styles::NONE, false),
        ("2020-01-05\u{200F}", "yyyy-MM-dd", TRIMMED, false),
    ] {
        let date = parse_exact(text, pattern, styles, today());
        assert_eq!(date.is_ok(), is_date, "{text:?} as {pattern:?}: {date:?}");
    }
}

#[test]
fn the_root_of_the_cultures_is_the_invariant_one() {
    for (name, expected) in [
        ("und", "İ"),
        ("ROOT", "İ"),
        ("c", "İ"),
        // With a region or a sort order, it is a culture with a name.
        ("und-TR", "i"),
        ("root-US", "i"),
        ("und_x", "i"),
        ("posix", "i"),
        ("tr", "i"),
    ] {
        assert_eq!(lower("İ", Culture::parse(name).unwrap()), expected, "{name}");
    }
    for name in ["a", "und-", "c-", "_c"] {
        assert!(Culture::parse(name).is_err(), "{name}");
    }
}

#[test]
fn a_group_number_with_a_leading_zero_needs_a_group_of_that_number() {
    for pattern in ["(?<01>a)", "(?'007'a)", "(?<01-1>a)", "(?<x>a)(?<03>b)", "(?<00>a)", "(?<0a>b)"] {
        let refused = Regex::new(pattern).map(|_| ()).unwrap_err();
        assert_eq!(refused.kind, RefusalKind::Invalid, "{pattern}");
    }
    for (pattern, text, replacement, expected) in [
        // The plain parenthesis is group 1, into which the other captures too.
        ("(b)(?<01>a)", "ba", "[$1]", "[a]"),
        ("(?<01>a)(b)", "ab", "[$1]", "[b]"),
        ("(?<1>a)|(?<01>b)", "ab", "[$1]", "[a][b]"),
        // Where a number is only read, zeros before it do not count.
        (r"(a)\k<01>", "aa", "x", "x"),
        ("(a)?(?(01)b|c)", "abc", "x", "xx"),
        ("(a)", "a", "[${01}$01]", "[aa]"),
    ] {
        assert_eq!(replace(pattern, text, replacement), Ok(expected.to_owned()), "{pattern} on {text}");
    }
    // Names of groups are compared as texts where numbers are left out, as numbers where not.
    assert!(Regex::new("(a)").unwrap().has_group("01"));
    assert!(!Regex::new("(?<5>a)").unwrap().has_group("05"));
    assert!(Regex::new("(?<5>a)").unwrap().has_group("5"));
}

#[test]
fn a_lazy_repetition_of_nothing_leaves_its_position_on_the_stack() {
    for (pattern, text, replacement, expected) in [
        // What is closed next begins at the position left last.
        (r"a\B+?b\B+?c", "xabc", "#", "xab#"),
        (r"a\B+?(b)c", "abc", "[$1]", "a[b]"),
        (r"(a)b\B+?c", "abc", "[$1]", "ab[a]"),
        // A group takes it, and leaves its own beginning to the match.
        (r"x(a\B+?b)c", "xabc", "[$1]", "x[b]"),
        (r"(a\B+?)bc", "abc", "[$1]", "[]"),
        (r"(?:a\B+?b)c", "abc", "#", "a#"),
        // The match can be empty by that, and the next search begins one unit later.
        (r"ab\B+?(?=c)", "abcabc", "#", "ab#cab#c"),
        // Where it is at the beginning nothing moves.
        (r"\b+?ab", "x ab", "#", "x #"),
        (r"^+?ab", "ab", "#", "#"),
        // At the end .NET 9 repeats it once, without a stack.
        (r"ab\B+?", "abc", "#", "#c"),
        (r"(?:ab\B+?|x)", "abc", "#", "#c"),
        (r"x(?:a*)+?", "xaa", "#", "#"),
        (r"x(?:a*)*?", "xaa", "#", "#aa"),
        // What is repeated no longer is still the last piece.
        (r"a\b+?(?:b*)*?", "a-", "#", "a#-"),
        // Counted and greedy ones, and those that may be left out, leave nothing.
        (r"a\B{2,}?b", "ab", "#", "#"),
        (r"a\B{1,9}?b", "ab", "#", "#"),
        (r"a\B+b", "ab", "#", "#"),
        (r"a\B??b", "ab", "#", "#"),
        (r"a\B*?b", "ab", "#", "#"),
        ("(a?){2,3}?b", "aab", "[$1]", "[a]"),
        ("x(a|){0,3}?b", "xaab", "[$1]", "[a]"),
        // Rounds that match something do neither.
        ("(a|)+?b", "aab", "[$1]", "[a]"),
        ("x(a|)*?b", "xb", "[$1]", "[]"),
        ("(?:x(a|)*?b|c)d", "xabd", "#", "#"),
    ] {
        assert_eq!(replace(pattern, text, replacement), Ok(expected.to_owned()), "{pattern} on {text}");
    }
    // What it leaves is taken for something else, or is not known before: no result.
    for (pattern, text) in [
        (r"a(?:\B+?b|c)d", "abd"),
        (r"(?:a\B+?b)+c", "abc"),
        (r"(?>a\B+?b)c", "abc"),
        (r"(?=a\B+?b)a", "ab"),
        (r"a\B+?b|c", "ab"),
        ("x(a|)+?b", "xb"),
        ("x(?:)+?b", "xb"),
    ] {
        assert_eq!(replace(pattern, text, "#"), Err(MatchError::Unreliable), "{pattern} on {text}");
    }
    for pattern in ["(?=(b*)*?c)a", "(?>(b*)+?c)a", "(?:(b|)*?c)+a", "a(b|)*?c|d", r"(a)(b|)*?\1c"] {
        let refused = Regex::new(pattern).map(|_| ()).unwrap_err();
        assert_eq!(refused.kind, RefusalKind::Unsupported, "{pattern}");
    }
}

fn replace(pattern: &str, text: &str, replacement: &str) -> Result<String, MatchError> {
    let regex = Regex::new(pattern).unwrap();
    let replacement = regex.replacement(replacement).unwrap();
    regex.replace_all(text, &replacement).map(|replaced| replaced.into_owned())
}

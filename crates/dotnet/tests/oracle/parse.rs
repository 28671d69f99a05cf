//! `DateTime.Parse` in the invariant culture: the results of CDate, of NumFromDate, and of each style.
//!
//! The rows that depend on the current day were recorded on 2024-07-19; all rows run with that current time.

use std::fmt::Debug;

use attrflow_dotnet::datetime::{self, DateTime, DateTimeKind, ParseError, Styles, TICKS_PER_SECOND};
use proptest::prelude::*;

use super::table::{Row, check};

/// Ticks of 1601-01-01, where file times begin.
const FILE_TIME_EPOCH: i64 = 504_911_232_000_000_000;

#[test]
fn cdate_prints_what_dotnet_prints() {
    check("cdate.jsonl", 1.0, |row| {
        let source = row.text("s");
        let printed = parse(source, Styles::UNIVERSAL).map(print);
        same(row, printed, row.expected().and_then(|text| text.as_str()).map(str::to_owned))?;
        // Not every row has been recorded without styles too.
        if row.expected().is_some() && row.json.get("none_kind").is_none() {
            return Ok(());
        }
        same(row, parse(source, Styles::NONE).map(ticks_and_kind), recorded(row.json.get("none_kind")))
    });
}

#[test]
fn every_style_gives_the_ticks_and_the_kind_of_dotnet() {
    check("parse.jsonl", 1.0, |row| {
        let answer = parse(row.text("s"), styles(row.text("styles"))).map(ticks_and_kind);
        same(row, answer, recorded(row.expected()))
    });
}

#[test]
fn file_times_count_from_the_same_point() {
    check("to_filetime.jsonl", 1.0, |row| {
        let answer = parse(row.text("s"), Styles::UNIVERSAL);
        // A date before the epoch is a valid date; only its file time is an error.
        if row.json["error"] == "ArgumentOutOfRangeException" {
            return same(row, answer.map(|date| date.ticks() < FILE_TIME_EPOCH), Some(true));
        }
        let answer = answer.map(|date| date.ticks() - FILE_TIME_EPOCH);
        same(row, answer, row.expected().and_then(serde_json::Value::as_i64))
    });
}

#[test]
fn an_error_points_at_the_invalid_part() {
    let cases = [
        ("", 0, "it is empty"),
        ("  ", 0, "it has neither a date nor a time"),
        ("next week", 0, "an unknown word"),
        ("2020-03-16 noon", 11, "an unknown word"),
        ("March 16th, 2020", 8, "an unknown word"),
        ("2020\u{2013}03", 4, "an unexpected character"),
        ("16.03.2020", 6, "there is no such day"),
        ("2020-02-30T10:00Z", 8, "there is no such day"),
        ("2020-02-28T24:00Z", 11, "there is no such time of day"),
        ("2020-03-16T1:00", 11, "two digits are missing"),
        ("2020-03-16T01:00:00 EST", 20, "only a zone may follow an ISO 8601 time"),
        ("2020-03-16 01:00 +99", 17, "the offset from UTC is beyond 14 hours"),
        ("2020-03-16 01:00:", 17, "the date is incomplete"),
        ("2020-03-16 01", 11, "a number alone is neither a date nor a time"),
        ("20200316", 0, "a number alone is neither a date nor a time"),
        ("13 AM", 0, "the hour is not before noon"),
    ];
    for (text, offset, reason) in cases {
        assert_eq!(parse(text, Styles::NONE), Err(ParseError { offset, reason }), "{text}");
    }
}

/// Pieces of dates in any order, to get deep into the state machine.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "2024",
        "0",
        "7",
        "31",
        "123456789",
        "June",
        "may ",
        "Mon",
        "T",
        "Z",
        "GMT",
        "AM",
        "pm ",
        "A.D.",
        "/",
        "-",
        ":",
        ".",
        ",",
        "+",
        "#",
        "\0",
        " ",
        "\u{202F}",
        "年",
        "月",
        "日",
        "時",
        "分",
        "é",
        "\u{1F4C5}",
        "x",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_a_date_or_an_error_with_a_position(text in pieces()) {
        for styles in [Styles::NONE, Styles::UNIVERSAL] {
            if let Err(error) = parse(&text, styles) {
                prop_assert!(text.is_char_boundary(error.offset), "{error} at {}", error.offset);
            }
        }
    }
}

#[test]
fn long_strings_take_linear_time() {
    const LENGTH: usize = 1_000_000;
    let pieces = ["9", "\0", " ", "\u{202F}", "#", ".", ",", "A.D.", "ad ", "a", "é", "\u{1F4C5}", "年", "-", "+"];
    for piece in pieces {
        for start in ["", "#", "2020-03-16", "2020-03-16 01:00:00", "2020-03-16T01:00:00", "2020-03-16 01:00:00."] {
            let text = start.to_owned() + &piece.repeat(LENGTH / piece.len());
            // White space, commas and further digits of a fraction are valid; the test is that parsing terminates.
            let _ = parse(&text, Styles::NONE);
        }
    }
}

fn parse(source: &str, styles: Styles) -> Result<DateTime, ParseError> {
    let today = DateTime::from_civil(2024, 7, 19, DateTimeKind::Local)
        .and_then(|midnight| midnight.add_ticks((12 * 3_600 + 34 * 60 + 56) * TICKS_PER_SECOND))
        .expect("the day exists");
    datetime::parse(source, styles, today)
}

/// `M/d/yyyy h:mm:ss tt`
fn print(date: DateTime) -> String {
    let ((year, month, day), (hour, minute, second)) = (date.civil(), date.time());
    let (half, hour) = (if hour < 12 { "AM" } else { "PM" }, (hour + 11) % 12 + 1);
    format!("{month}/{day}/{year:04} {hour}:{minute:02}:{second:02} {half}")
}

fn styles(names: &str) -> Styles {
    Styles::parse(names).expect("the table names styles of .NET")
}

fn ticks_and_kind(date: DateTime) -> (i64, String) {
    (date.ticks(), format!("{:?}", date.kind()))
}

fn recorded(answer: Option<&serde_json::Value>) -> Option<(i64, String)> {
    let answer = answer?;
    Some((answer["ticks"].as_i64()?, answer["kind"].as_str()?.to_owned()))
}

fn same<T: PartialEq + Debug>(row: &Row, answer: Result<T, ParseError>, expected: Option<T>) -> Result<(), String> {
    match (answer, expected) {
        (Ok(answer), Some(expected)) if answer == expected => Ok(()),
        (Err(_), None) => Ok(()),
        (answer, expected) => Err(format!("`{}` gives {answer:?}, .NET {expected:?}", row.text("s"))),
    }
}

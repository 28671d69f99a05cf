//! Dates: formatting, parsing with a format, adding intervals, counting intervals, and file times.

use crate::table::{Row, check};
use attrflow_dotnet::datetime::{
    DateMathError, DateTime, DateTimeKind, Interval, ParseExactError, ParseExactProblem as Problem, Styles,
    TICKS_PER_SECOND, date_add, date_diff, format, from_file_time, parse_exact, to_file_time,
};
use serde_json::Value;

/// The exceptions that .NET distinguishes.
const FORMAT: &str = "FormatException";
const ARGUMENT: &str = "ArgumentException";
const RANGE: &str = "ArgumentOutOfRangeException";
const OVERFLOW: &str = "OverflowException";

/// The current time when the tables were recorded: 2024-07-19 12:34:56.
fn today() -> DateTime {
    let midnight = DateTime::from_civil(2024, 7, 19, DateTimeKind::Local);
    let now = midnight.and_then(|midnight| midnight.add_ticks((12 * 3_600 + 34 * 60 + 56) * TICKS_PER_SECOND));
    now.expect("the day exists")
}

/// Compares the result with that of .NET: the value, or the exception that it threw.
fn compare(row: &Row, actual: Result<Value, &'static str>) -> Result<(), String> {
    let expected = row.expected().ok_or_else(|| row.json["error"].as_str().unwrap_or_default());
    match (expected, &actual) {
        (Ok(expected), Ok(actual)) if expected == actual => Ok(()),
        (Err(expected), Err(actual)) if expected == *actual => Ok(()),
        (expected, actual) => Err(format!("{}: {actual:?} instead of {expected:?}", row.json["in"])),
    }
}

fn ticks(row: &Row, name: &str) -> i64 {
    row.json["in"][name].as_i64().expect("ticks are a number")
}

fn date(row: &Row, name: &str, kind: DateTimeKind) -> DateTime {
    DateTime::from_ticks(ticks(row, name), kind).expect("ticks are in range")
}

fn print(date: DateTime, pattern: &str) -> Result<String, &'static str> {
    format(date, pattern).map_err(|_| FORMAT)
}

fn styles(list: &str) -> Result<Styles, &'static str> {
    Styles::parse(list).map_err(|_| ARGUMENT)
}

fn format_datetime(row: &Row) -> Result<(), String> {
    let run = || {
        let styles = row.json["in"]["dateTimeStyles"].as_str().map_or(Ok(Styles::ROUNDTRIP_TRIMMED), styles)?;
        let date = parse_exact(row.text("source"), row.text("inputFormat"), styles, today()).map_err(|_| FORMAT)?;
        print(date, row.text("outputFormat")).map(Value::from)
    };
    compare(row, run())
}

#[test]
fn a_date_is_read_by_one_format_and_printed_by_another() {
    check("format_datetime.jsonl", 1.0, format_datetime);
    check("format_datetime.now_dependent.jsonl", 1.0, format_datetime);
}

#[test]
fn a_date_is_printed_by_its_format() {
    check("tostring.jsonl", 1.0, |row| {
        let kind = match row.text("kind") {
            "Utc" => DateTimeKind::Utc,
            "Local" => DateTimeKind::Local,
            _ => DateTimeKind::Unspecified,
        };
        compare(row, print(date(row, "ticks", kind), row.text("format")).map(Value::from))
    });
}

#[test]
fn a_date_is_read_with_its_kind() {
    check("parse_exact.jsonl", 1.0, |row| {
        let run = || {
            let styles = styles(row.text("styles"))?;
            let date = parse_exact(row.text("s"), row.text("format"), styles, today()).map_err(|_| FORMAT)?;
            Ok(serde_json::json!({
                "o": print(date, "o")?,
                "kind": format!("{:?}", date.kind()),
                "ticks": date.ticks(),
            }))
        };
        compare(row, run())
    });
}

fn interval(row: &Row) -> Result<Interval, &'static str> {
    Interval::parse(row.text("interval")).ok_or(ARGUMENT)
}

fn exception(error: DateMathError) -> &'static str {
    match error {
        DateMathError::NumberTooLarge => OVERFLOW,
        DateMathError::OutOfRange | DateMathError::NoFileTime => RANGE,
    }
}

#[test]
fn intervals_are_added() {
    check("dateadd.jsonl", 1.0, |row| {
        let run = || {
            let number = row.json["in"]["number"].as_f64().expect("a number");
            // The table's dates are UTC.
            let date = date_add(interval(row)?, number, date(row, "ticks", DateTimeKind::Utc)).map_err(exception)?;
            print(date, "o").map(Value::from)
        };
        compare(row, run())
    });
}

#[test]
fn intervals_are_counted() {
    check("datediff.jsonl", 1.0, |row| {
        let run = || {
            let (from, to) = (date(row, "ticks1", DateTimeKind::Utc), date(row, "ticks2", DateTimeKind::Utc));
            date_diff(interval(row)?, from, to).map(Value::from).map_err(exception)
        };
        compare(row, run())
    });
}

#[test]
fn file_times_are_converted_in_both_directions() {
    check("filetime.jsonl", 1.0, |row| match row.op.as_str() {
        "ticks_to_filetime" => {
            compare(row, to_file_time(date(row, "ticks", DateTimeKind::Utc)).map(Value::from).map_err(exception))
        }
        "from_filetime" => {
            let date = from_file_time(ticks(row, "n")).map_err(exception);
            compare(row, date.and_then(|date| print(date, "o")).map(Value::from))
        }
        // These first read a string without a format, which the other half of the table tests.
        other => Err(format!("unknown operation: {other}")),
    });
}

#[test]
fn an_error_reports_where_the_string_does_not_match_the_format() {
    for (source, pattern, format_at, text_at, problem) in [
        ("2024-13-01", "yyyy-MM-dd", None, None, Problem::NoSuchDate { year: 2024, month: 13, day: 1 }),
        ("2024/07/19", "yyyy-MM-dd", Some(4), Some(4), Problem::ExpectedLiteral('-')),
        ("2024-07-19T", "yyyy-MM-dd", None, Some(10), Problem::TextGoesOn),
        ("19 Jux 2024", "d MMM yyyy", Some(2), Some(3), Problem::Expected("the English name of a month")),
        ("\u{e9}t\u{e9}x", "'\u{e9}t\u{e9}y'", Some(0), Some(5), Problem::ExpectedLiteral('y')),
        ("5 5 2024", "d d yyyy M", Some(8), Some(8), Problem::ExpectedLiteral(' ')),
        ("5 6 2024", "d d yyyy", Some(2), Some(2), Problem::Contradiction('d')),
        ("2024-07-19", "s", Some(0), Some(10), Problem::ExpectedLiteral('T')),
        ("Monday 19 July 2024", "dddd d MMMM yyyy", None, None, Problem::OtherWeekday(5)),
    ] {
        let error = parse_exact(source, pattern, Styles::NONE, today()).unwrap_err();
        assert_eq!(error, ParseExactError { problem, format_at, text_at }, "{source} by {pattern}");
    }
}

#[test]
fn long_strings_and_formats_take_linear_time() {
    let length = 200_000;
    for character in [" ", "y", "'", "\\", "%", ".", "F", "G", "-", "'' ", ".xF", "\u{e9}", "K"] {
        let long = character.repeat(length);
        for styles in [Styles::NONE, Styles::ALLOW_WHITE_SPACES, Styles::ROUNDTRIP_TRIMMED] {
            let _ = parse_exact("2024", &long, styles, today());
            let _ = parse_exact(&long, "yyyy", styles, today());
            let _ = parse_exact(&long, &long, styles, today());
        }
        let _ = format(today(), &long);
    }
    assert_eq!(parse_exact(&"8".repeat(length), &"y".repeat(length), Styles::NONE, today()).ok(), None);
}

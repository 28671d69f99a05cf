//! Casing, title case, Visual Basic's string functions, encodings, splitting, trimming and parsing of values.

use crate::table::{Row, check};
use attrflow_dotnet::casing::{self, Culture};
use attrflow_dotnet::vb::{self, Compare};
use attrflow_dotnet::{encoding, split};
use serde_json::{Value, json};

/// The result of .NET: a value, or the name of the exception that it threw.
fn compare(row: &Row, got: Result<Value, &str>) -> Result<(), String> {
    let wanted = row.expected().ok_or_else(|| row.json["error"].as_str().unwrap_or_default());
    if got.as_ref().map_err(|error| *error) == wanted { Ok(()) } else { Err(format!("{got:?} instead of {wanted:?}")) }
}

fn integer(row: &Row, name: &str) -> i64 {
    row.json["in"][name].as_i64().expect("the argument is an integer")
}

fn answer<T: Into<Value>>(row: &Row, got: Option<T>, otherwise: &'static str) -> Result<(), String> {
    compare(row, got.map(Into::into).ok_or(otherwise))
}

fn unknown(row: &Row) -> Result<(), String> {
    Err(format!("unknown operation: {}", row.op))
}

#[test]
fn case_culture() {
    check("case_culture.jsonl", 1.0, |row| {
        let culture = Culture::parse(row.text("culture"));
        let text = row.text("s");
        let got = match row.op.as_str() {
            "lower" => culture.map(|culture| casing::lower(text, culture)),
            "upper" => culture.map(|culture| casing::upper(text, culture)),
            _ => return unknown(row),
        };
        answer(row, got.ok(), "CultureNotFoundException")
    });
}

#[test]
fn titles() {
    check("title_case.jsonl", 1.0, |row| {
        let culture = Culture::parse(row.text("culture"));
        let text = row.text("s");
        let got = match row.op.as_str() {
            "title" => culture.map(|culture| casing::title(text, culture)),
            "lower_title" => culture.map(|culture| casing::lower_title(text, culture)),
            _ => return unknown(row),
        };
        answer(row, got.ok(), "CultureNotFoundException")
    });
}

#[test]
fn visual_basic() {
    check("instr_mid_left.jsonl", 0.995, |row| {
        let text = row.text("s");
        let got = match row.op.as_str() {
            "left" => vb::left(text, integer(row, "n")),
            "right" => vb::right(text, integer(row, "n")),
            "mid" => {
                // Without a length: the rest of the string.
                let length = row.json["in"]["length"].as_i64().unwrap_or(i64::MAX);
                vb::mid(text, integer(row, "start"), length)
            }
            "instr" => {
                let way = if row.text("compare") == "text" { Compare::Text } else { Compare::Binary };
                let got = vb::in_str(integer(row, "start"), row.text("s1"), row.text("s2"), way);
                return answer(row, got, "ArgumentException");
            }
            _ => return unknown(row),
        };
        answer(row, got, "ArgumentException")
    });
}

#[test]
fn encodings() {
    check("base64_utf16.jsonl", 1.0, |row| {
        let text = row.text("s");
        match row.op.as_str() {
            "base64_utf16" => {
                let encoded = encoding::base64_of_utf16(text);
                let bytes = encoding::bytes_of_base64(&encoded).ok_or("does not decode")?;
                if encoding::text_of_bytes(&bytes, encoding::Encoding::Unicode) != text {
                    return Err("does not decode to the original string".to_owned());
                }
                answer(row, Some(encoded), "")
            }
            "utf8hex" => answer(row, Some(encoding::hex_of_utf8(text)), ""),
            _ => unknown(row),
        }
    });
}

#[test]
fn pieces_and_values() {
    check("misc.jsonl", 1.0, |row| {
        let text = row.text("s");
        let keep = |piece: &&str| !(piece.is_empty() && row.json["in"]["remove_empty"] == true);
        match row.op.as_str() {
            "split" => answer(row, Some(split::split(text, row.text("sep")).filter(keep).collect::<Value>()), ""),
            "split_chars" => {
                answer(row, Some(split::split_any(text, row.text("sep")).filter(keep).collect::<Value>()), "")
            }
            "trim" => answer(row, Some(text.trim()), ""),
            "is_null_or_ws" => answer(row, Some(text.trim().is_empty()), ""),
            "bool_parse" => answer(row, encoding::parse_boolean(text), "FormatException"),
            "int_parse" => {
                let error = |error| match error {
                    encoding::IntegerError::Format => "FormatException",
                    encoding::IntegerError::Overflow => "OverflowException",
                };
                compare(row, encoding::parse_integer(text).map(|number| json!(number)).map_err(error))
            }
            _ => unknown(row),
        }
    });
}

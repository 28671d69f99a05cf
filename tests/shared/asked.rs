//! Translates a row of a table to the language: an expression, a record, and the expected result.
//!
//! It uses only the operation of the row, not its table, and does not run expressions.

use attrflow_dotnet::datetime::{DateTime, DateTimeKind, format};
use serde_json::{Value as Json, json};

/// The current time when the tables were recorded.
pub const NOW: &str = "2024-07-19T12:34:56Z";

/// The expression, the record, and the expected result.
pub struct Asked {
    pub expression: &'static str,
    pub record: Json,
    pub expected: Json,
}

/// The translation of a row, or `None` if the language cannot express it.
pub fn ask(row: &Json) -> Option<Asked> {
    let given = &row["in"];
    let plain = |expression| Some((expression, given.clone(), &row["expected"]));
    let (expression, record, expected) = match row["op"].as_str()? {
        // An empty pattern or group is a missing argument.
        "regex_replace" | "regex_replace_group" if given["pattern"] == "" || given["group"] == "" => None,
        "regex_replace" => Some(("Replace([s], , [p], , [r], , )", replacing(given), &row["expected"])),
        "regex_replace_group" => Some(("Replace([s], , [p], [g], [r], , )", replacing(given), &row["expected"])),
        // Without an input format the string is read as by `CDate`.
        "format_datetime" if given["inputFormat"] == "" => None,
        "format_datetime" => plain("FormatDateTime([source], [dateTimeStyles], [inputFormat], [outputFormat])"),
        "tostring" if given["culture"] == "" && given["kind"] == "Utc" && given["offset_minutes"].is_null() => {
            let record = json!({"d": date(&given["ticks"])?, "f": given["format"]});
            Some(("FormatDateTime([d], , \"o\", [f])", record, &row["expected"]))
        }
        "cdate" if given["culture"] == "" => plain("CDate([s])"),
        "to_filetime" => plain("NumFromDate([s])"),
        "from_filetime" => Some(("DateFromNum([n])", given.clone(), &row["us"])),
        "dateadd" if known_interval(given) => {
            let record = json!({"i": given["interval"], "n": given["number"], "d": date(&given["ticks"])?});
            Some(("DateAdd([i], [n], [d])", record, &row["us"]))
        }
        "datediff" if known_interval(given) && row["float_edge"] != true => {
            let record = json!({"i": given["interval"], "a": date(&given["ticks1"])?, "b": date(&given["ticks2"])?});
            Some(("DateDiff([i], [a], [b])", record, &row["expected"]))
        }
        "lower" => plain("ToLower([s], [culture])"),
        "upper" => plain("ToUpper([s], [culture])"),
        "lower_title" if given["culture"] == "" => plain("PCase([s])"),
        "base64_utf16" => plain("ConvertToBase64([s])"),
        // An empty string to search for is a missing argument.
        "string_replace" if given["old"] != "" => {
            let record = json!({"s": given.get("input")?, "o": given.get("old")?, "n": given.get("new")?});
            Some(("Replace([s], [o], , , [n], , )", record, &row["expected"]))
        }
        "split" if given["remove_empty"] != true && given["sep"] != "" => plain("Split([s], [sep])"),
        // For these arguments the reference defines the whole string as the result, but Visual Basic throws.
        "left" if given["n"].as_i64()? >= 0 => plain("Left([s], [n])"),
        "mid" if row.get("error").is_none() && given["s"].is_string() => plain("Mid([s], [start], [length])"),
        "instr" if given["compare"] == "text" => plain("InStr([s1], [s2], [start], vbTextCompare)"),
        "instr" => plain("InStr([s1], [s2], [start])"),
        _ => None,
    }?;
    Some(Asked { expression, record, expected: expected.clone() })
}

fn replacing(given: &Json) -> Json {
    json!({"s": given["input"], "p": given["pattern"], "r": given["replacement"], "g": given["group"]})
}

fn known_interval(given: &Json) -> bool {
    matches!(given["interval"].as_str(), Some("yyyy" | "m" | "d" | "ww" | "h" | "n" | "s"))
}

/// Ticks as a string that every function can read.
fn date(ticks: &Json) -> Option<Json> {
    let date = DateTime::from_ticks(ticks.as_i64()?, DateTimeKind::Utc)?;
    format(date, "o").ok().map(Json::from)
}

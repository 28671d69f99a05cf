//! The tables of what .NET prints, in full, through the language: each row is an expression over a record.

use crate::{evaluate, expression, rows, world};
use attrflow::machinery::dotnet::date_format::format;
use attrflow::machinery::dotnet::datetime::{DateTime, Kind};
use attrflow::{Dialect, Expression};
use serde_json::{Value as Json, json};

/// The clock that the tables were made under.
const NOW: &str = "2024-07-19T12:34:56Z";

/// A row as the language asks it: the expression, the record, and what must come.
type Asked = Option<(&'static str, Json, Json)>;

/// Runs a table. `ask` makes an expression of a row, or nothing where the language cannot ask that. Where .NET throws, so
/// must the language refuse or give no value. `share` of the rows must come out.
fn table(name: &str, share: f64, least: usize, ask: impl Fn(&Json, &Json) -> Asked) {
    let Some(rows) = rows(&format!("oracle/{name}.jsonl")) else { return };
    let world = world(NOW);
    let mut compiled: Vec<(&str, Expression)> = Vec::new();
    let (mut total, mut misses) = (0usize, Vec::new());
    for row in &rows {
        let Some((text, record, expected)) = ask(row, &row["in"]) else { continue };
        if !compiled.iter().any(|(known, _)| *known == text) {
            compiled.push((text, expression(text, Dialect::Entra).expect("the expression is sound")));
        }
        let Some((_, expression)) = compiled.iter().find(|(known, _)| *known == text) else { continue };
        total += 1;
        let found = evaluate(expression, &record, &world);
        let right = match (&found, row.get("error")) {
            (found, Some(_)) => !matches!(found, Ok(value) if !value.is_null()),
            (Ok(found), None) => *found == expected,
            (Err(_), None) => false,
        };
        if !right {
            misses.push(format!("{} {record}: {found:?}, not {expected} {}", row["id"], row["error"]));
        }
    }
    let passed = 1.0 - misses.len() as f64 / total.max(1) as f64;
    println!("{name}: {passed:.4} of {total}");
    misses.truncate(20);
    assert!(passed >= share, "{name}: {passed:.4} of {total}, {share} are promised\n{}", misses.join("\n"));
    assert!(total >= least, "{name}: only {total} rows");
}

fn expected(row: &Json) -> Json {
    row["expected"].clone()
}

/// Ticks as a text that every function reads.
fn date(ticks: &Json) -> Option<Json> {
    let date = DateTime::from_ticks(ticks.as_i64()?, Kind::Utc)?;
    format(date, "o").ok().map(Json::from)
}

#[test]
fn replacing() {
    table("regex_replace", 0.97, 2_500, |row, given| {
        let record =
            json!({"s": given["input"], "p": given["pattern"], "r": given["replacement"], "g": given["group"]});
        // An empty pattern or group is an argument that is not given.
        if given["pattern"] == "" || given["group"] == "" {
            return None;
        }
        match row["op"].as_str()? {
            "regex_replace" => Some(("Replace([s], , [p], , [r], , )", record, expected(row))),
            "regex_replace_group" => Some(("Replace([s], , [p], [g], [r], , )", record, expected(row))),
            _ => None,
        }
    });
}

#[test]
fn dates_by_formats() {
    for (name, least) in [("format_datetime", 2_500), ("format_datetime.now_dependent", 100)] {
        table(name, 0.995, least, |row, given| {
            // Without an input format the text is read as `CDate` reads it.
            if given["inputFormat"] == "" {
                return None;
            }
            Some((
                "FormatDateTime([source], [dateTimeStyles], [inputFormat], [outputFormat])",
                given.clone(),
                expected(row),
            ))
        });
    }
    table("tostring", 0.995, 100, |row, given| {
        let plain = given["culture"] == "" && given["kind"] == "Utc" && given["offset_minutes"].is_null();
        let record = json!({"d": date(&given["ticks"])?, "f": given["format"]});
        plain.then(|| ("FormatDateTime([d], , \"o\", [f])", record, expected(row)))
    });
}

#[test]
fn dates_as_they_come() {
    for (name, least) in [("cdate", 600), ("cdate.now_dependent", 10)] {
        table(name, 0.995, least, |row, given| {
            (given["culture"] == "").then(|| ("CDate([s])", given.clone(), expected(row)))
        });
    }
    table("filetime", 0.995, 100, |row, given| match row["op"].as_str()? {
        "to_filetime" => Some(("NumFromDate([s])", given.clone(), expected(row))),
        "from_filetime" => Some(("DateFromNum([n])", given.clone(), row["us"].clone())),
        _ => None,
    });
}

#[test]
fn date_arithmetic() {
    let known = |given: &Json| matches!(given["interval"].as_str(), Some("yyyy" | "m" | "d" | "ww" | "h" | "n" | "s"));
    table("dateadd", 0.995, 500, |row, given| {
        let record = json!({"i": given["interval"], "n": given["number"], "d": date(&given["ticks"])?});
        let asked = row["op"] == "dateadd" && known(given);
        asked.then(|| ("DateAdd([i], [n], [d])", record, row["us"].clone()))
    });
    table("datediff", 0.995, 500, |row, given| {
        let record = json!({"i": given["interval"], "a": date(&given["ticks1"])?, "b": date(&given["ticks2"])?});
        let asked = known(given) && row["float_edge"] != true;
        asked.then(|| ("DateDiff([i], [a], [b])", record, expected(row)))
    });
}

#[test]
fn casing() {
    table("case_culture", 0.995, 2_000, |row, given| {
        Some((
            if row["op"] == "lower" { "ToLower([s], [culture])" } else { "ToUpper([s], [culture])" },
            given.clone(),
            expected(row),
        ))
    });
    table("title_case", 0.995, 100, |row, given| {
        (row["op"] == "lower_title" && given["culture"] == "").then(|| ("PCase([s])", given.clone(), expected(row)))
    });
}

#[test]
fn texts() {
    table("base64_utf16", 0.995, 600, |row, given| {
        (row["op"] == "base64_utf16").then(|| ("ConvertToBase64([s])", given.clone(), expected(row)))
    });
    table("misc", 0.995, 100, |row, given| match row["op"].as_str()? {
        "string_replace" => {
            let record = json!({"s": given.get("input")?, "o": given.get("old")?, "n": given.get("new")?});
            // An empty text to look for is one that is not given.
            (record["o"] != "").then(|| ("Replace([s], [o], , , [n], , )", record, expected(row)))
        }
        "split" if given["remove_empty"] != true && given["sep"] != "" => {
            Some(("Split([s], [sep])", given.clone(), expected(row)))
        }
        _ => None,
    });
    table("instr_mid_left", 0.995, 1_000, |row, given| match row["op"].as_str()? {
        // The reference says what the whole text is given for, where Visual Basic throws.
        "left" if given["n"].as_i64()? >= 0 => Some(("Left([s], [n])", given.clone(), expected(row))),
        "mid" if row.get("error").is_none() && given["s"].is_string() => {
            Some(("Mid([s], [start], [length])", given.clone(), expected(row)))
        }
        "instr" if given["compare"] == "text" => {
            Some(("InStr([s1], [s2], [start], vbTextCompare)", given.clone(), expected(row)))
        }
        "instr" => Some(("InStr([s1], [s2], [start])", given.clone(), expected(row))),
        _ => None,
    });
}

//! The pages of the diagnostics for records: each row of their tables raises its diagnostic.

use crate::diagnostic::{DiagnosticInfo, registry};
use crate::record::{RECORD_LIMIT, RecordFormat};

/// The rows of a page: the input and what it raises.
fn rows(entry: &DiagnosticInfo) -> Vec<(Vec<u8>, Option<String>)> {
    let rows = entry.page().lines().map(str::trim).filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`'));
        let (input, raises) = (cells.next().unwrap(), cells.next().unwrap());
        (bytes(input), (raises != "–").then(|| raises.to_owned()))
    })
    .collect()
}

/// The notation of the pages: `\n`, `\xeb`, and `[×1000` for 1000 of them.
fn bytes(written: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut characters = written.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some('n')) => {
                characters.next();
                bytes.push(b'\n');
            }
            ('\\', Some('x')) => {
                let hex: String = characters.by_ref().skip(1).take(2).collect();
                bytes.push(u8::from_str_radix(&hex, 16).unwrap());
            }
            ('×', _) => {
                let mut count = String::new();
                while let Some(digit) = characters.next_if(char::is_ascii_digit) {
                    count.push(digit);
                }
                let last = *bytes.last().unwrap();
                bytes.extend(std::iter::repeat_n(last, count.parse::<usize>().unwrap() - 1));
            }
            _ => bytes.extend_from_slice(character.to_string().as_bytes()),
        }
    }
    bytes
}

#[test]
fn pages_are_correct() {
    let mut run = 0;
    // The tables of other topics begin with an expression.
    for entry in registry::all().filter(|entry| entry.page().contains("| input ")) {
        let format = match entry.code {
            "bad-csv-row" => RecordFormat::Csv,
            "bad-ldif" => RecordFormat::Ldif,
            _ => RecordFormat::Ndjson,
        };
        for (input, raises) in rows(entry) {
            let seen = crate::record::reading::all(&*input, Some(format), RECORD_LIMIT, &["mail"]);
            let refused = seen.iter().any(|said| said.ends_with(entry.code));
            assert_eq!(refused, raises.is_some_and(|code| code == entry.code), "{}: {seen:?}", entry.code);
            run += 1;
        }
    }
    assert!(run >= 15, "only {run} rows were found");
}

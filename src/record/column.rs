//! Writes cells of one column into CSV. Rows without a new cell stay as they are, byte by byte.
//!
//! Does not know what the column means.

use super::input::Input;
use super::split::Splitter;
use super::table::{delimiter, preamble};
use std::collections::BTreeMap;
use std::io;

/// The byte order mark that some programs write before the header.
const MARK: char = '\u{feff}';

/// The text with these cells in a column, by the number of their row, counted from 0 behind the header. The column's name is not
/// case-sensitive; a column that is missing is added as the last one.
pub fn with_column(text: &str, column: &str, cells: &BTreeMap<usize, String>) -> io::Result<String> {
    // Before Unix, a Mac ended its lines so.
    let lines = if text.contains('\n') { text.to_owned() } else { text.replace('\r', "\n") };
    let mut input = Input::new(lines.as_bytes());
    let (passed, stated) = preamble(&mut input)?;
    let delimiter = match stated {
        Some(delimiter) => delimiter,
        None => delimiter(&mut input)?,
    };
    let begin = lines.match_indices('\n').map(|(at, _)| at + 1).take(usize::try_from(passed).unwrap_or(0)).last();
    let begin = begin.unwrap_or(0);
    let mark = lines.get(begin..).is_some_and(|rest| rest.starts_with(MARK));
    let (head, mut rest) =
        lines.split_at_checked(begin + if mark { MARK.len_utf8() } else { 0 }).unwrap_or(("", &lines));
    let mut new = head.as_bytes().to_vec();
    let mut splitter = Splitter::new(delimiter);
    // Where the column is, and whether it was there.
    let mut found: Option<(usize, bool)> = None;
    let mut number = 0;
    while !rest.is_empty() {
        let (row, behind) = split(&mut splitter, rest);
        rest = behind;
        let bare = row.trim_end_matches(['\r', '\n']);
        let end = row.get(bare.len()..).unwrap_or_default();
        if bare.is_empty() {
            new.extend_from_slice(row.as_bytes());
            continue;
        }
        let Some((at, was_there)) = found else {
            let names = values(&mut splitter, bare);
            let known = names.iter().position(|name| name.eq_ignore_ascii_case(column));
            found = Some((known.unwrap_or(names.len()), known.is_some()));
            let added = if known.is_some() { "" } else { column };
            extend(&mut new, bare, (!added.is_empty()).then_some(added), delimiter, end);
            continue;
        };
        let own = values(&mut splitter, bare);
        // The line that tools for databases draw under the header.
        let is_rule = number == 0 && own.iter().all(|cell| cell.len() > 1 && cell.bytes().all(|byte| byte == b'-'));
        let cell = if is_rule { None } else { cells.get(&number) };
        number += usize::from(!is_rule);
        if !was_there {
            let cell = if is_rule { "--" } else { cell.map_or("", String::as_str) };
            extend(&mut new, bare, Some(cell), delimiter, end);
        } else if let Some(cell) = cell.filter(|_| at < own.len()) {
            let row: Vec<String> = own
                .iter()
                .enumerate()
                .map(|(index, old)| quoted(if index == at { cell } else { old }, delimiter))
                .collect();
            new.extend_from_slice(row.join(&*char::from(delimiter).to_string()).as_bytes());
            new.extend_from_slice(end.as_bytes());
        } else {
            new.extend_from_slice(row.as_bytes());
        }
    }
    Ok(String::from_utf8_lossy(&new).into_owned())
}

/// The next row with what ends it, and what is behind it.
fn split<'t>(splitter: &mut Splitter, text: &'t str) -> (&'t str, &'t str) {
    splitter.clear();
    let length = splitter.split(text.as_bytes()).unwrap_or(text.len());
    text.split_at_checked(length).unwrap_or((text, ""))
}

/// The cells of a row without what ends it.
fn values(splitter: &mut Splitter, row: &str) -> Vec<String> {
    splitter.clear();
    let mut bytes = row.as_bytes().to_vec();
    if splitter.split(&bytes).is_none() {
        splitter.end(bytes.len());
    }
    splitter.tidy(&mut bytes);
    let mut values = vec![String::new(); splitter.columns];
    for cell in &splitter.cells {
        if let (Some(value), Some(bytes)) = (values.get_mut(cell.name), bytes.get(cell.from..cell.to)) {
            *value = String::from_utf8_lossy(bytes).into_owned();
        }
    }
    values
}

/// Adds a row, with one more cell if there is one.
fn extend(new: &mut Vec<u8>, row: &str, cell: Option<&str>, delimiter: u8, end: &str) {
    new.extend_from_slice(row.as_bytes());
    if let Some(cell) = cell {
        new.push(delimiter);
        new.extend_from_slice(quoted(cell, delimiter).as_bytes());
    }
    new.extend_from_slice(end.as_bytes());
}

/// A cell as it is written: in quotation marks where it needs them.
fn quoted(cell: &str, delimiter: u8) -> String {
    let needs = cell.contains(['"', '\r', '\n', char::from(delimiter)]) || cell.trim().len() < cell.len();
    if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_go_into_their_column_and_the_rest_stays() {
        for (text, cells, expected) in [
            ("a,expected\n1,x\n2,y\n", &[(1, "z")][..], "a,expected\n1,x\n2,z\n"),
            // The name in any case, in quotation marks, behind a byte order mark.
            (
                "\u{feff}\"Expected\",\"a, b\"\n1,\"2 \"\"x\"\"\"\n",
                &[(0, "n")],
                "\u{feff}\"Expected\",\"a, b\"\nn,\"2 \"\"x\"\"\"\n",
            ),
            // A column that is missing; what is awkward is quoted; line ends stay.
            ("a;b\r\n1;2\r\n\r\n3;4", &[(0, "x;y"), (1, " q\"")], "a;b;expected\r\n1;2;\"x;y\"\r\n\r\n3;4;\" q\"\"\""),
            // Cells with line breaks are one row; rows without a new cell keep their spelling.
            ("a,expected\n\"1\n2\",\"x\"\n'q',\n", &[(1, "r")], "a,expected\n\"1\n2\",\"x\"\n'q',r\n"),
            // A stated separator, and the line under the header.
            ("sep=|\na|expected\n--|--\n1|2\n", &[(0, "z")], "sep=|\na|expected\n--|--\n1|z\n"),
            ("a\n--\n1\n", &[(0, "z")], "a,expected\n--,--\n1,z\n"),
            // A row that is too short has no such cell.
            ("a,b,expected\n1\n1,2,3\n", &[(0, "x"), (1, "y")], "a,b,expected\n1\n1,2,y\n"),
            ("a,expected\n", &[], "a,expected\n"),
            ("", &[(0, "x")], ""),
        ] {
            let cells = cells.iter().map(|(row, cell)| (*row, (*cell).to_owned())).collect();
            assert_eq!(with_column(text, "expected", &cells).unwrap(), expected, "{text:?}");
        }
    }
}

//! Which format an input has: known from its name, or from how it begins. Reads no records.

use super::input::{Input, trimmed};
use super::structure::{Followed, Structure, Wrapping, wrapping};
use std::io::{self, Read};

/// How many bytes are looked at before deciding.
const LOOK: usize = 1 << 20;

/// A format of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordFormat {
    /// JSON of any arrangement: an array, a wrapped array, one object, or one object per line.
    Json,
    /// JSON, one object per line.
    Ndjson,
    /// A table whose first row names the attributes.
    Csv,
    /// Entries of a directory.
    Ldif,
}

/// How the records of an input are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrangement {
    Lines,
    Document,
    Rows,
    Entries,
}

impl RecordFormat {
    /// The format of a file name's extension, given without its dot; case does not matter.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "json" => RecordFormat::Json,
            "ndjson" | "jsonl" => RecordFormat::Ndjson,
            "csv" | "tsv" => RecordFormat::Csv,
            "ldif" | "ldf" => RecordFormat::Ldif,
            _ => return None,
        })
    }
}

/// Decides, reading as much as is needed and consuming nothing.
pub(super) fn arrangement<R: Read>(input: &mut Input<R>, format: Option<RecordFormat>) -> io::Result<Arrangement> {
    match format {
        Some(RecordFormat::Ndjson) => return Ok(Arrangement::Lines),
        Some(RecordFormat::Csv) => return Ok(Arrangement::Rows),
        Some(RecordFormat::Ldif) => return Ok(Arrangement::Entries),
        Some(RecordFormat::Json) | None => {}
    }
    while trimmed(input.unread()).is_empty() && input.unread().len() < LOOK && input.fill_on()? {}
    match input.unread().get(trimmed(input.unread()).start) {
        Some(b'[') => Ok(Arrangement::Document),
        Some(b'{') => object(input),
        None => Ok(Arrangement::Lines),
        Some(_) if format.is_some() => Ok(Arrangement::Lines),
        Some(_) => plain(input),
    }
}

/// An object: one of many lines, or a document that spans several lines or wraps its records.
fn object<R: Read>(input: &mut Input<R>) -> io::Result<Arrangement> {
    loop {
        let bytes = input.unread();
        if let Wrapping::Array(_) = wrapping(bytes) {
            return Ok(Arrangement::Document);
        }
        let start = trimmed(bytes).start;
        let rest = bytes.get(start..).unwrap_or_default();
        let line_end = memchr::memchr(b'\n', rest);
        if let Some(end) = line_end {
            let (line, behind) = rest.split_at(end);
            if has_several(line) {
                return Ok(Arrangement::Document);
            }
            if Structure::default().follow(line) != Followed::More {
                return Ok(Arrangement::Lines);
            }
            // An incomplete line followed by a line with an object is a malformed line of many.
            if let Some(next) = behind.get(trimmed(behind).start) {
                let at_margin = behind.get(trimmed(behind).start.wrapping_sub(1)) == Some(&b'\n');
                let broken = *next == b'{' && at_margin;
                return Ok(if broken { Arrangement::Lines } else { Arrangement::Document });
            }
        }
        let (is_long, is_line) = (bytes.len() >= LOOK, line_end.is_some());
        if is_long || !input.fill_on()? {
            let several = has_several(input.unread().trim_ascii_start());
            return Ok(if is_line || several { Arrangement::Document } else { Arrangement::Lines });
        }
    }
}

/// Whether an object is followed by another one, without anything between them.
fn has_several(line: &[u8]) -> bool {
    let Followed::Whole(length) = Structure::default().follow(line) else { return false };
    line.get(length..).is_some_and(|more| more.trim_ascii_start().starts_with(b"{"))
}

/// Neither an object nor an array: a directory's entries or a table.
fn plain<R: Read>(input: &mut Input<R>) -> io::Result<Arrangement> {
    loop {
        let lines = input.unread().split_inclusive(|byte| *byte == b'\n');
        let mut telling = lines.filter(|line| !matches!(line, [b'#' | b' ' | b'\r' | b'\n', ..]));
        let first = telling.next().unwrap_or_default();
        let begins = |word: &[u8]| first.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if begins(b"dn:") || begins(b"version:") {
            return Ok(Arrangement::Entries);
        }
        if first.ends_with(b"\n") || input.unread().len() >= LOOK || !input.fill_on()? {
            return Ok(Arrangement::Rows);
        }
    }
}

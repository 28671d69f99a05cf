//! Reads the files that a command names: text in UTF-8 or UTF-16, mappings, records in any encoding, lists.
//!
//! A file that is certainly of another kind than the command needs is refused here, for all commands in the same words.

use super::compression::{Compression, Expanded};
use super::decoded::Decoded;
use super::error::CliError;
use super::output::plain;
use super::prose;
use attrflow::tool::{FileKind, Mapping, RECORD_LIMIT, Records, decode, registry};
use attrflow::{Diagnostic, RecordFormat, Report, Source, Span, connectors};
use encoding_rs::Encoding;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How much of a mapping file or a list is read into memory, in bytes. No mapping may be as large, and `lines` refuses
/// a list that is.
const LARGEST: u64 = 256 << 20;

/// How much of a file is looked at to tell its kind, in bytes.
const HEAD: u64 = 64 << 10;

/// What standard input is called.
const STDIN: &str = "<stdin>";

/// What a command calls a file of records.
pub(super) const RECORDS: &str = "a file of records";

/// What it calls the state of the target.
pub(super) const PAYLOADS: &str = "the payloads of an earlier run";

/// A file's text with its name; `-` is standard input. UTF-8 with and without a byte order mark, and UTF-16, are read.
pub(super) fn source(path: &str) -> Result<Source, CliError> {
    let (name, bytes) = bytes(path)?;
    let text = decode(&bytes).map_err(|wrong| match FileKind::of(&name, &wrong.text) {
        kind @ (FileKind::Archive | FileKind::Binary | FileKind::Pdf) => other_kind(&name, "a text", kind),
        _ => CliError::usage(format!(
            "`{path}` is not valid {}: invalid byte at offset {}",
            wrong.encoding, wrong.offset
        )),
    })?;
    Ok(Source::new(name, text))
}

/// The text of a file of one kind, which is called `what`. A file that is certainly of another kind is refused.
pub(super) fn source_of(path: &str, what: &str, fits: &[FileKind]) -> Result<Source, CliError> {
    let source = source(path)?;
    match FileKind::of(source.name(), source.text()) {
        FileKind::Unknown => Ok(source),
        kind if fits.contains(&kind) => Ok(source),
        kind => Err(other_kind(source.name(), what, kind)),
    }
}

/// The error that a file is of another kind than a command reads.
fn other_kind(name: &str, what: &str, kind: FileKind) -> CliError {
    // What a kind says itself is how to get a mapping.
    let help = match kind {
        FileKind::WebPage => "a page to sign in, or of an error, was saved in place of it; export it again".to_owned(),
        FileKind::GraphError => "the request failed; sign in again, and export it again".to_owned(),
        FileKind::Package | FileKind::Markdown | FileKind::Xml | FileKind::Yaml | FileKind::Script => {
            formats(what).to_owned()
        }
        _ => kind.remedy(name).unwrap_or_default(),
    };
    is_another(name, what, kind.noun(), &help)
}

/// What is read where something is called so.
fn formats(what: &str) -> &'static str {
    match what {
        RECORDS => "records are CSV, LDIF, JSON or NDJSON",
        PAYLOADS => "the payloads or the envelopes of an earlier run are JSON lines",
        _ => "name another file",
    }
}

/// The same for a kind that has no other mark than its words.
pub(super) fn is_another(name: &str, what: &str, noun: &str, help: &str) -> CliError {
    CliError::with_help(format!("{} is not {what}: it is {noun}", subject(name)), help)
}

/// A file's bytes with its name; `-` is standard input. What is larger than the limit is refused, and not cut off.
fn bytes(path: &str) -> Result<(String, Vec<u8>), CliError> {
    match bytes_up_to(path, LARGEST)? {
        (name, bytes, None) => Ok((name, bytes)),
        (name, ..) => Err(CliError::usage(format!("{} is larger than {} MiB", subject(&name), LARGEST >> 20))),
    }
}

/// The same with another limit; if the file is larger, only its beginning, and its size as far as that is known.
fn bytes_up_to(path: &str, largest: u64) -> Result<(String, Vec<u8>, Option<u64>), CliError> {
    let failed = |error| CliError::usage(format!("`{path}` cannot be read: {}", plain(&error)));
    let mut bytes = Vec::new();
    let mut read = |stream: &mut dyn Read, most| stream.take(most).read_to_end(&mut bytes).map_err(failed);
    let (name, mut size) = if path == "-" {
        read(&mut std::io::stdin().lock(), largest + 1)?;
        (STDIN.to_owned(), None)
    } else {
        let mut file = File::open(path).and_then(readable).map_err(failed)?;
        // A file's size is known before it is read; a pipe's is not.
        let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
        let size = size.filter(|size| *size > largest);
        read(&mut file, if size.is_some() { HEAD } else { largest + 1 })?;
        (path.to_owned(), size)
    };
    if bytes.len() as u64 > largest {
        size = Some(bytes.len() as u64);
        bytes.truncate(usize::try_from(HEAD).unwrap_or_default());
    }
    Ok((name, bytes, size))
}

/// The mapping of a file or of a built-in connector, with the diagnostics of reading it.
pub(super) fn mapping(name: &str) -> Result<(Mapping, Report), CliError> {
    mapping_called(name, None)
}

/// The same where standard input has a name, whose extension says what it is.
pub(super) fn mapping_called(name: &str, stdin: Option<&str>) -> Result<(Mapping, Report), CliError> {
    let (mapping, diagnostics) = match connectors::find(name) {
        Some(connector) => attrflow::tool::read_mapping(&connector.source()),
        None if name != "-" && !Path::new(name).exists() => return Err(no_mapping(name)),
        None => {
            let called = stdin.filter(|_| name == "-");
            let (name, bytes, larger) = bytes_up_to(name, Mapping::LARGEST_FILE)?;
            let name = called.map_or(name, str::to_owned);
            match larger {
                Some(size) => Mapping::too_large(&name, &bytes, size),
                None => attrflow::tool::read_mapping_bytes(&name, &bytes),
            }
        }
    };
    let source = mapping.source.clone();
    Ok((mapping, Report::new(source, diagnostics)))
}

/// The connector of a name.
pub(super) fn connector(name: &str) -> Result<&'static connectors::Connector, CliError> {
    connectors::find(name).ok_or_else(|| {
        let message = format!("there is no connector `{name}`");
        match similar(name) {
            Some(near) => CliError::with_help(message, format!("did you mean {near}?")),
            None => CliError::with_help(message, "`attrflow connectors` lists them"),
        }
    })
}

fn no_mapping(name: &str) -> CliError {
    let message = format!("`{name}` is neither a file nor a connector");
    match similar(name) {
        Some(near) => CliError::with_help(message, format!("did you mean the connector {near}?")),
        None => CliError::with_help(message, "`attrflow connectors` lists the connectors"),
    }
}

/// Connectors to suggest: the one whose name differs by a typing mistake, else those whose names contain the word.
fn similar(name: &str) -> Option<String> {
    let known = || connectors::CONNECTORS.iter().map(|connector| connector.name);
    if let Some(near) = attrflow::tool::nearest(name, known()) {
        return Some(format!("`{near}`"));
    }
    let word = name.to_ascii_lowercase();
    let holding: Vec<&str> = known().filter(|known| word.len() > 2 && known.contains(&word)).collect();
    (!holding.is_empty()).then(|| format!("`{}`", holding.join("` or `")))
}

/// The records of a file, in the format of its extension, else the format detected from its beginning; `-` is standard
/// input. Archives are decompressed.
pub(super) fn records(path: &str) -> Result<Records<Box<dyn Read>>, CliError> {
    records_in(path, format(path), RECORDS, RECORD_LIMIT)
}

/// The records of a file in a format; without one, the format is detected from its beginning. The file is called `what`
/// where it is of another kind. Each record may have up to `limit` bytes.
pub(super) fn records_in(
    path: &str,
    format: Option<RecordFormat>,
    what: &str,
    limit: usize,
) -> Result<Records<Box<dyn Read>>, CliError> {
    let stream: Box<dyn Read> = if path == "-" {
        of_records(Box::new(std::io::stdin().lock()), what)?
    } else {
        refuse_other_kinds(path, what)?;
        Box::new(opened(path)?)
    };
    Ok(Records::new(Box::new(Expanded::new(stream)), format, limit))
}

/// Refuses a file that is named where records are read, and is of another kind.
pub(super) fn refuse_other_kinds(path: &str, what: &str) -> Result<(), CliError> {
    refuse_other_kind(path, &head(path), what)
}

/// Standard input, unless it is of another kind than records. Only what the first read gives is looked at: records that
/// come one by one are not waited for.
pub(super) fn of_records(mut stream: Box<dyn Read>, what: &str) -> Result<Box<dyn Read>, CliError> {
    let mut head = vec![0; usize::try_from(HEAD).unwrap_or_default()];
    let count = loop {
        match stream.read(&mut head) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            read => break read.map_err(|error| CliError::usage(format!("`-` cannot be read: {}", plain(&error))))?,
        }
    };
    head.truncate(count);
    refuse_other_kind(STDIN, &head, what)?;
    Ok(Box::new(std::io::Cursor::new(head).chain(stream)))
}

fn refuse_other_kind(name: &str, head: &[u8], what: &str) -> Result<(), CliError> {
    // What is compressed with gzip or zstd is decompressed, whatever it is called. Office files are archives as well:
    // new ones are ZIP, old ones have a format of their own.
    let is_compressed = head.starts_with(b"\x1F\x8B") || head.starts_with(b"\x28\xB5\x2F\xFD");
    let is_office = head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0");
    let text = decode(head).unwrap_or_else(|wrong| wrong.text);
    match FileKind::of(name, &text) {
        _ if is_compressed => Ok(()),
        FileKind::Archive if !is_office => Ok(()),
        FileKind::Records | FileKind::Unknown => match prose::kind(&text) {
            Some((noun, help)) => Err(is_another(name, what, noun, help.unwrap_or_else(|| formats(what)))),
            None => Ok(()),
        },
        other => Err(other_kind(name, what, other)),
    }
}

/// What kind of file is named, as far as its beginning shows.
pub(super) fn kind(path: &str) -> FileKind {
    FileKind::of(path, &decode(&head(path)).unwrap_or_else(|wrong| wrong.text))
}

/// What is said where an expression is expected, and the name of a file is given. An expression that has no error is one, even
/// if a file is called so.
pub(super) fn no_expression(text: &str) -> Option<CliError> {
    Path::new(text).is_file().then(|| {
        let help = kind(text).remedy(text).unwrap_or_else(|| "`-f FILE` reads the expression from a file".to_owned());
        CliError::with_help(format!("`{text}` is a file, and an expression is expected"), help)
    })
}

/// The beginning of a file; empty if it cannot be read, which is reported where it is.
fn head(path: &str) -> Vec<u8> {
    let mut head = Vec::new();
    // Reading from a pipe would take from its reader.
    if std::fs::metadata(path).is_ok_and(|known| known.is_file())
        && let Ok(file) = File::open(path)
    {
        file.take(HEAD).read_to_end(&mut head).ok();
    }
    head
}

/// After the last record: that there was none. `kept` is how many objects are kept for that. A page of more has a word of its
/// own.
pub(super) fn no_records<R: Read>(path: &str, records: &Records<R>, kept: u64) -> Option<Diagnostic> {
    let why = records.why_none().filter(|_| records.missing().is_none())?;
    let consequence = match kept {
        0 => String::new(),
        1 => "; 1 object without a record is kept".to_owned(),
        _ => format!("; {kept} objects without a record are kept"),
    };
    Some(registry::no_records(Span::default(), &subject(path), why, &consequence))
}

/// The same as the report of a file of records.
pub(super) fn about_records<R: Read>(path: &str, records: &Records<R>) -> Report {
    let name = if path == "-" { STDIN } else { path };
    Report::new(Source::new(name, ""), no_records(path, records, 0).into_iter().collect())
}

/// What a file is called in a message.
pub(super) fn subject(name: &str) -> String {
    if matches!(name, STDIN | "-") { "standard input".to_owned() } else { format!("`{name}`") }
}

/// The records of a stream, which is decompressed if it is compressed.
pub(super) fn records_of(stream: Box<dyn Read>, format: Option<RecordFormat>) -> Records<Box<dyn Read>> {
    Records::new(Box::new(Expanded::new(stream)), format, RECORD_LIMIT)
}

/// The same for a stream in another encoding than UTF-8 or UTF-16.
pub(super) fn records_encoded(
    stream: Box<dyn Read>,
    format: Option<RecordFormat>,
    encoding: &'static Encoding,
) -> Records<Box<dyn Read>> {
    if encoding == encoding_rs::UTF_8 {
        return records_of(stream, format);
    }
    Records::new(Box::new(Decoded::new(Expanded::new(stream), encoding)), format, RECORD_LIMIT)
}

/// Reads the name of an encoding, such as `windows-1252`.
pub(super) fn encoding(name: &str) -> Result<&'static Encoding, String> {
    let unknown = || match oem_page(name) {
        Some(page) => format!(
            "the code page {page} of DOS, which `cmd` and `csvde` write, is not read; convert the file, such as with `iconv -f CP{page} -t UTF-8`"
        ),
        None => format!("there is no encoding `{name}`; names are such as `windows-1252`, `iso-8859-2`, `shift_jis`"),
    };
    Encoding::for_label(name.as_bytes()).ok_or_else(unknown)
}

/// The number of a code page of DOS in its name, such as `cp850`, `IBM-850`, `OEM437` or `850`.
fn oem_page(name: &str) -> Option<&str> {
    let letters = |mark: char| mark.is_ascii_alphabetic() || "-_ ".contains(mark);
    let number = name.trim().trim_start_matches(letters);
    let pages = [
        "437", "720", "737", "775", "850", "852", "855", "857", "858", "860", "861", "862", "863", "864", "865", "869",
    ];
    pages.into_iter().find(|page| *page == number).map(|_| number)
}

/// The record format of a file's extension, without the extension of the compression.
pub(super) fn format(path: &str) -> Option<RecordFormat> {
    let path = Path::new(path);
    let extension = match Compression::of_path(path) {
        Some(_) => Path::new(path.file_stem()?).extension(),
        None => path.extension(),
    };
    match RecordFormat::of_extension(extension?.to_str()?)? {
        // A file that is called so may have been printed for people, with an object on many lines; what it is shows at its
        // beginning.
        RecordFormat::Ndjson => Some(RecordFormat::Json),
        other => Some(other),
    }
}

/// A file to read from.
pub(super) fn opened(path: &str) -> Result<File, CliError> {
    File::open(path)
        .and_then(readable)
        .map_err(|error| CliError::usage(format!("`{path}` cannot be read: {}", plain(&error))))
}

/// Rejects folders, which can be opened like files and fail only when they are read.
fn readable(file: File) -> std::io::Result<File> {
    if file.metadata()?.is_dir() { Err(std::io::ErrorKind::IsADirectory.into()) } else { Ok(file) }
}

#[cfg(test)]
mod tests {
    use super::encoding;

    #[test]
    fn code_pages_of_dos_have_a_remedy() {
        for name in ["cp850", "CP437", "ibm850", "IBM-852", "oem858", "437"] {
            let said = encoding(name).expect_err("it is not read");
            assert!(said.contains("iconv -f CP"), "{name}: {said}");
        }
        for name in ["latin", "cp", "x850y", "cp8500"] {
            let said = encoding(name).map(|known| known.name());
            assert!(said.as_ref().is_err_and(|said| !said.contains("iconv")), "{name}: {said:?}");
        }
        for name in ["windows-1252", "cp1252", "ibm866", "cp866", "latin1", "utf-16le"] {
            assert!(encoding(name).is_ok(), "{name}");
        }
    }
}

//! Reads the files that a command names: text in any encoding that Windows writes, mappings, records, lists.

use super::compression::{Compression, Expanded};
use super::error::CliError;
use super::output::plain;
use attrflow::tool::{FileKind, Mapping, RECORD_LIMIT, Records, decode};
use attrflow::{RecordFormat, Report, Source, connectors};
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The largest mapping file or list that is read into memory.
const LARGEST: u64 = 256 << 20;

/// How much of a file tells its kind, in bytes.
const HEAD: u64 = 64 << 10;

/// A file's text with its name; `-` is standard input. UTF-8 with and without a byte order mark, and UTF-16, are read.
pub(super) fn source(path: &str) -> Result<Source, CliError> {
    let (name, bytes) = bytes(path)?;
    let text = decode(&bytes).map_err(|wrong| {
        CliError::usage(format!("`{path}` is not valid {}: invalid byte at offset {}", wrong.encoding, wrong.offset))
    })?;
    Ok(Source::new(name, text))
}

/// A file's bytes with its name; `-` is standard input.
fn bytes(path: &str) -> Result<(String, Vec<u8>), CliError> {
    let mut bytes = Vec::new();
    let (name, read) = if path == "-" {
        ("<stdin>".to_owned(), std::io::stdin().lock().take(LARGEST).read_to_end(&mut bytes))
    } else {
        let opened = std::fs::File::open(path);
        (path.to_owned(), opened.and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)))
    };
    read.map_err(|error| CliError::usage(format!("`{path}` cannot be read: {}", plain(&error))))?;
    Ok((name, bytes))
}

/// The mapping of a file or of a built-in connector, with the diagnostics of reading it.
pub(super) fn mapping(name: &str) -> Result<(Mapping, Report), CliError> {
    let (mapping, diagnostics) = match connectors::find(name) {
        Some(connector) => attrflow::tool::read_mapping(&connector.source()),
        None if name != "-" && !Path::new(name).exists() => return Err(no_mapping(name)),
        None => {
            let (name, bytes) = bytes(name)?;
            attrflow::tool::read_mapping_bytes(&name, &bytes)
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
    refuse_other_kinds(path)?;
    records_in(path, format(path))
}

/// The records of a file in a format; without one, the format is detected from its beginning.
pub(super) fn records_in(path: &str, format: Option<RecordFormat>) -> Result<Records<Box<dyn Read>>, CliError> {
    let stream: Box<dyn Read> = if path == "-" { Box::new(std::io::stdin().lock()) } else { Box::new(opened(path)?) };
    Ok(records_of(stream, format))
}

/// Refuses a file that is named where records are read, and is of another kind.
pub(super) fn refuse_other_kinds(path: &str) -> Result<(), CliError> {
    // Reading from a pipe would take from its reader; what cannot be opened is reported where it is read.
    let mut head = Vec::new();
    if std::fs::metadata(path).is_ok_and(|known| known.is_file())
        && let Ok(file) = File::open(path)
    {
        file.take(HEAD).read_to_end(&mut head).ok();
    }
    let text = decode(&head).unwrap_or_else(|wrong| wrong.text);
    match FileKind::of(path, &text) {
        FileKind::Records | FileKind::Unknown => Ok(()),
        // What is compressed is decompressed, whatever it is called; these are not streams of anything.
        FileKind::Archive if !head.starts_with(b"PK\x03\x04") => Ok(()),
        other => {
            let message = format!("`{path}` is not a file of records: it is {}", other.noun());
            Err(CliError::with_help(message, other.remedy(path).unwrap_or_default()))
        }
    }
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
    let decoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(Expanded::new(stream));
    Records::new(Box::new(decoded), format, RECORD_LIMIT)
}

/// Reads the name of an encoding, such as `windows-1252`.
pub(super) fn encoding(name: &str) -> Result<&'static Encoding, String> {
    let unknown =
        || format!("there is no encoding `{name}`; names are such as `windows-1252`, `iso-8859-2`, `shift_jis`");
    Encoding::for_label(name.as_bytes()).ok_or_else(unknown)
}

/// The record format of a file's extension, without the extension of the compression.
pub(super) fn format(path: &str) -> Option<RecordFormat> {
    let path = Path::new(path);
    let extension = match Compression::of_path(path) {
        Some(_) => Path::new(path.file_stem()?).extension(),
        None => path.extension(),
    };
    RecordFormat::of_extension(extension?.to_str()?)
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

/// The lines of a list file without the blank ones: values already in use.
pub(super) fn lines(path: &str) -> Result<Vec<String>, CliError> {
    let source = source(path)?;
    // What is not read would count as not there.
    if source.text().len() as u64 >= LARGEST {
        return Err(CliError::usage(format!("`{path}` is larger than {LARGEST} bytes")));
    }
    let lines = source.text().lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| serde_json::from_str(line).unwrap_or_else(|_| line.to_owned())).collect())
}

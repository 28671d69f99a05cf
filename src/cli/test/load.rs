//! Loads test files and the files that they name: mappings, records, tables, all relative to the test file. Runs
//! nothing.

use crate::cli::error::CliError;
use crate::cli::files;
use crate::cli::output::plain;
use attrflow::tool::testing;
use attrflow::tool::testing::{Suite, TestFile};
use attrflow::tool::{Mapping, MappingFormat, decode, nearest, read_mapping};
use attrflow::{Diagnostic, Report, Source, connectors};
use std::cell::RefCell;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest file of records or rows that a test names, in bytes. A part of one would leave out tests in silence.
const LARGEST: u64 = 64 << 20;

/// A compiled test file, and the diagnostics of it and of its mapping. The files that it names are added to `named`.
pub(in crate::cli) fn suite(
    source: &Source,
    named: &mut Vec<String>,
) -> Result<(Option<Suite>, Vec<Report>), CliError> {
    let folder = Path::new(source.name()).parent().map(Path::to_path_buf).unwrap_or_default();
    let others = RefCell::new(Vec::new());
    let load = |name: &str| {
        others.borrow_mut().push(folder.join(name).display().to_string());
        read(&folder.join(name))
    };
    let (file, mut diagnostics) = match MappingFormat::of(source) {
        MappingFormat::Graph => testing::read_cases(source),
        MappingFormat::Toml => testing::read(source, &load),
    };
    named.append(&mut others.borrow_mut());
    named.extend(file.mapping.as_ref().map(|name| folder.join(&name.value).display().to_string()));
    let mapping = match mapping(&file, &folder) {
        Ok(mapping) => mapping,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    };
    Ok(Suite::new(file, diagnostics, mapping))
}

/// The tests of a file as they are written, without those that are in other files.
pub(in crate::cli) fn tests(source: &Source) -> TestFile {
    testing::read(source, &|_| Err("is not read".to_owned())).0
}

/// The mapping that a test file names, with the diagnostics of reading it.
fn mapping(file: &TestFile, folder: &Path) -> Result<Option<(Mapping, Vec<Diagnostic>)>, Box<Diagnostic>> {
    let Some(name) = &file.mapping else { return Ok(None) };
    if let Some(connector) = connectors::find(&name.value) {
        return Ok(Some(read_mapping(&connector.source())));
    }
    let path = folder.join(&name.value);
    let refuse = |why: &str, help| {
        Box::new(attrflow::tool::registry::test_mapping_unreadable(name.span(), &name.value, why, help))
    };
    if !path.exists() {
        return Err(refuse("is neither a file next to the test file nor a connector", similar(&name.value, folder)));
    }
    let source = files::source(&path.display().to_string()).map_err(|_| refuse("cannot be read", None))?;
    Ok(Some(read_mapping(&source)))
}

/// A file or connector to suggest.
fn similar(name: &str, folder: &Path) -> Option<String> {
    let here = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_path_buf() };
    let beside = std::fs::read_dir(here).into_iter().flatten().filter_map(Result::ok);
    let names: Vec<String> = beside.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let names = names.iter().map(String::as_str).filter(|name| !name.ends_with(".test.toml"));
    let known = names.chain(connectors::CONNECTORS.iter().map(|connector| connector.name));
    nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

/// A file's text, or an error that continues a message after the file's name.
fn read(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(path);
    opened
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("cannot be read: {}", plain(&error)))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("is larger than {LARGEST} bytes"));
    }
    decode(&bytes).map_err(|wrong| format!("is not {}", wrong.encoding))
}

//! Writes the request for `install`: the resources that the engine for browsers is compiled without. These are the
//! pages of functions and diagnostics by name or code, and the files of connectors and schemas by path.

use attrflow::{diagnostics, languages};
use serde_json::{Map, Value as Json, json};
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// The project's folders whose files are included.
const FOLDERS: [&str; 2] = ["connectors", "connectors/schemas"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file] = arguments.as_slice() else {
        eprintln!("usage: attrflow-resources <FILE.json>");
        return ExitCode::from(2);
    };
    match texts().and_then(|texts| std::fs::write(file, json!({"texts": texts}).to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {file}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn texts() -> io::Result<Map<String, Json>> {
    let functions = languages::all().map(|function| (function.page, function.docs()));
    let diagnostics = diagnostics::all().map(|entry| (entry.code, entry.page()));
    let pages = functions.chain(diagnostics).map(|(name, text)| (name.to_owned(), Json::from(text)));
    let mut texts: Map<String, Json> = pages.collect();
    for folder in FOLDERS {
        let mut paths = std::fs::read_dir(project().join(folder))?
            .map(|entry| entry.map(|entry| entry.path()))
            .filter(|path| path.as_ref().map_or(true, |path| path.is_file()))
            .collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            texts.insert(format!("{folder}/{name}"), std::fs::read_to_string(&path)?.into());
        }
    }
    Ok(texts)
}

fn project() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

//! `--generate`: adds cases for uncovered branches at the end of the test file. The library searches for the records.

use crate::cli::error::CliError;
use crate::cli::say::say;
use crate::cli::write;
use crate::cli::{files, reports};
use attrflow::tool::testing::Suite;
use attrflow::tool::{FileKind, find_object, testing};
use attrflow::{Source, connectors};
use std::path::Path;

/// The test file that a path stands for. For a mapping or a connector it is the file next to it; one that is missing is
/// begun, and written with its first cases.
pub(super) fn begun(path: &str) -> Result<Source, CliError> {
    if files::kind(path) == FileKind::Tests {
        return files::source(path);
    }
    let (mapping, report) = files::mapping(path)?;
    let (name, tests) = match connectors::find(path) {
        Some(connector) => (connector.name.to_owned(), format!("{}.test.toml", connector.name)),
        None => {
            if mapping.object_mappings().all(|(_, object)| object.attribute_mappings.is_empty()) && report.has_errors()
            {
                reports::print_errors(&report);
                return Err(CliError::Diagnostics);
            }
            let file = Path::new(path);
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            (name, file.with_extension("test.toml").display().to_string())
        }
    };
    if Path::new(&tests).exists() {
        return files::source(&tests);
    }
    // The flavor is written even so: a test file that names none has that of RFC 7644, whatever its mapping's source.
    let flavor = find_object(&mapping, None).map(|(rule, object)| mapping.flavor(rule, object));
    let flavor = flavor.map(|flavor| format!("flavor = \"{}\"\n", flavor.name())).unwrap_or_default();
    Ok(Source::new(tests, format!("mapping = {}\n{flavor}", serde_json::Value::from(name))))
}

/// Generates cases for suites of one mapping and adds them to the file of the first.
pub(super) fn append(suites: &[&Suite]) -> Result<(), CliError> {
    let (Some(suite), Some(generated)) = (suites.first(), testing::generate(suites, &|_| true)) else { return Ok(()) };
    let path = suite.file.source.name();
    for (target, what) in &generated.open {
        say!("{path}: no record was found for {target}: {what}");
    }
    if generated.cases == 0 && Path::new(path).exists() {
        return Ok(());
    }
    let text = format!("{}{}", suite.file.source.text(), generated.text);
    // A file with its cases in one inline array cannot be extended at its end.
    if toml::from_str::<toml::Table>(&text).is_err() {
        let help = "write `case = [ … ]` as `[[case]]` tables";
        return Err(CliError::with_help(format!("no case can be added at the end of `{path}`"), help));
    }
    write::replace(Path::new(path), text.as_bytes())?;
    say!("{} {} written to {path}", generated.cases, if generated.cases == 1 { "case" } else { "cases" });
    Ok(())
}

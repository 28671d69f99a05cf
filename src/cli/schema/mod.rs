//! `attrflow schema`: JSON Schemas of the files that attrflow reads and writes, for editors and for those who check them.
//!
//! The shapes stand in files beside this one; lists that the library has – codes, dialects – are put in from there.

use super::error::CliError;
use super::output;
use attrflow::{Dialect, diagnostics};
use clap::ValueEnum;
use serde_json::Value as Json;
use std::io::Write;

/// Print the JSON Schema of a kind of file
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// The kind of file
    #[arg(value_enum)]
    kind: SchemaKind,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SchemaKind {
    /// attrflow.toml
    Config,
    /// Tests, *.test.toml
    Test,
    /// What `attrflow check --format json` prints
    Diagnostics,
    /// Mapping files in TOML
    Mapping,
}

impl Schema {
    pub(super) fn run(self) -> Result<(), CliError> {
        let text = match self.kind {
            SchemaKind::Config => include_str!("config.json"),
            SchemaKind::Test => include_str!("test.json"),
            SchemaKind::Diagnostics => include_str!("diagnostics.json"),
            SchemaKind::Mapping => include_str!("mapping.json"),
        };
        let mut schema: Json = serde_json::from_str(text).map_err(|_| CliError::Defect)?;
        fill(&mut schema, "code", diagnostics::all().map(|entry| entry.code).collect());
        fill(&mut schema, "dialect", Dialect::ALL.iter().map(|(_, name)| *name).collect());
        let mut out = output::standard();
        writeln!(out, "{schema:#}")?;
        Ok(out.flush()?)
    }
}

/// Puts the words of a list where a schema leaves room for them.
fn fill(schema: &mut Json, definition: &str, words: Vec<&str>) {
    if let Some(list) = schema.pointer_mut(&format!("/$defs/{definition}/enum")) {
        *list = Json::from(words);
    }
}

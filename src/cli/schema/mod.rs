//! `attrflow schema`: JSON Schemas of the files that attrflow reads and writes, for editors and for validation.
//!
//! The schemas are in files next to this one. Lists that the library has are filled in: codes, dialects, flavors.

use super::error::CliError;
use super::output;
use attrflow::{Flavor, Language, diagnostics};
use clap::ValueEnum;
use serde_json::Value as Json;
use std::io::Write;

/// Print the JSON Schema of a file format
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// File format
    #[arg(value_enum)]
    kind: SchemaKind,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SchemaKind {
    /// attrflow.toml
    Config,
    /// Tests, *.test.toml
    Test,
    /// Test cases in JSON, as scripts for the service have them
    Cases,
    /// The output of `attrflow check --format json`
    Diagnostics,
    /// Mapping files in TOML
    Mapping,
}

impl Schema {
    pub(super) fn run(self) -> Result<(), CliError> {
        let mut out = output::standard();
        writeln!(out, "{:#}", self.kind.schema()?)?;
        Ok(out.flush()?)
    }
}

impl SchemaKind {
    /// The schema, with the library's lists.
    pub(super) fn schema(self) -> Result<Json, CliError> {
        let text = match self {
            SchemaKind::Config => include_str!("config.json"),
            SchemaKind::Test => include_str!("test.json"),
            SchemaKind::Cases => include_str!("cases.json"),
            SchemaKind::Diagnostics => include_str!("diagnostics.json"),
            SchemaKind::Mapping => include_str!("mapping.json"),
        };
        let mut schema: Json = serde_json::from_str(text).map_err(|_| CliError::Defect)?;
        fill(&mut schema, "code", diagnostics::all().map(|entry| entry.code).collect());
        fill(&mut schema, "dialect", Language::names().to_vec());
        fill(&mut schema, "flavor", Flavor::ALL.map(|(_, name)| name).to_vec());
        Ok(schema)
    }
}

/// Fills a list of values into an empty `enum` of a schema.
fn fill(schema: &mut Json, definition: &str, words: Vec<&str>) {
    if let Some(list) = schema.pointer_mut(&format!("/$defs/{definition}/enum")) {
        *list = Json::from(words);
    }
}

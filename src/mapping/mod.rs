//! Mapping files: one [`Mapping`] whichever file it came from, and the scoping filters in it.
//!
//! Reads and places; what the expressions mean is for the floors above.

pub mod connectors;
mod definition;
mod filter;
mod flow;
mod graph;
mod model;
mod scope;
mod suggest;
mod toml;

pub use definition::{AttributeDefinition, Directory, Mutability, ObjectDefinition};
pub use filter::{Filter, GroupSet, Miss, Verdict};
pub use flow::{FlowBehavior, FlowType, FlowTypes};
pub use graph::LARGEST_FILE;
pub use model::{AttributeMapping, Format, Located, Mapping, MappingSource, ObjectMapping, Rule};
pub use scope::{Clause, Group, Scope};

use crate::diagnostic::Diagnostic;
use crate::text::Source;

/// Reads a mapping file of either kind. The mapping holds everything that could be read, the findings say what could not.
pub fn read(source: &Source) -> (Mapping, Vec<Diagnostic>) {
    match Format::of(source) {
        Format::Graph => graph::read(source),
        Format::Toml => toml::read(source),
    }
}

impl Format {
    /// The kind of a file: what its name ends in, else how its text begins.
    pub fn of(source: &Source) -> Self {
        let name = source.name().to_ascii_lowercase();
        if name.ends_with(".toml") {
            return Format::Toml;
        }
        if [".json", ".ndjson", ".jsonl"].iter().any(|ending| name.ends_with(ending)) {
            return Format::Graph;
        }
        let mut characters = source.text().chars().filter(|character| !character.is_whitespace());
        match (characters.next(), characters.next()) {
            (Some('{'), _) | (Some('['), Some('{' | ']')) => Format::Graph,
            _ => Format::Toml,
        }
    }
}

#[cfg(test)]
mod tests;

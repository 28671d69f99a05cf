//! Mapping files: one [`Mapping`] for both file formats, its scoping filters and the rules by which values flow.
//!
//! Does not know what expressions and target paths mean; the higher layers interpret them.

pub mod connectors;
mod definition;
mod filter;
mod flow;
mod graph;
mod kind;
mod model;
mod scope;
mod settings;
pub(crate) mod suggest;
pub(crate) mod toml;
mod version;

/// JSON texts with the locations of everything in them.
pub mod json {
    pub use super::graph::{Index, Node, NodeShape, check, is_cut};
}

pub use definition::{
    AttributeDefinition, BOOLEANS_OF_ENTRA, Directory, Mutability, ObjectDefinition, is_entra, may_be_entra,
    scim_schema,
};
pub use filter::{FailedClause, Filter, GroupSet, Operands, ScopeDecision, operators as scope_operators};
pub use flow::{Allow, FlowBehavior, FlowRule, FlowType, FlowTypes};
pub use kind::FileKind;
pub use model::{AttributeMapping, Located, Mapping, MappingFormat, MappingSource, ObjectMapping, Rule};
pub use scope::{Clause, Group, Scope};
pub use toml::{built_in_attributes as schema_attributes, built_in_names as schema_names};
pub use version::ScimVersion;

use crate::diagnostic::{Diagnostic, registry};
use crate::text::{Source, Span, decode};

/// The most diagnostics for one file of any format; further ones would add little.
pub(crate) const MOST_FINDINGS: usize = 1_000;

/// Reads a mapping file in either format. The mapping holds everything that could be read, the diagnostics report the
/// rest. A file of another kind gets one diagnostic that names the kind.
pub fn read(source: &Source) -> (Mapping, Vec<Diagnostic>) {
    let kind = FileKind::of(source.name(), source.text());
    if kind.is_no_mapping() {
        return (Mapping::empty(source.clone(), MappingFormat::of(source)), vec![no_mapping(kind, source.name())]);
    }
    match MappingFormat::of(source) {
        MappingFormat::Graph => graph::read(source),
        MappingFormat::Toml => toml::read(source),
    }
}

/// Reads the bytes of a mapping file, in UTF-8 or UTF-16. If the bytes are neither, the mapping's source shows what
/// could be decoded.
pub fn read_bytes(name: &str, bytes: &[u8]) -> (Mapping, Vec<Diagnostic>) {
    match decode(bytes) {
        Ok(text) => read(&Source::new(name, text)),
        Err(error) => {
            let span = Span::new(error.at, error.at + char::REPLACEMENT_CHARACTER.len_utf8());
            let source = Source::new(name, error.text);
            let format = MappingFormat::of(&source);
            // Records may be in another encoding or compressed, and no advice about that makes them a mapping.
            let kind = FileKind::of(name, source.text());
            if kind.is_no_mapping() {
                return (Mapping::empty(source, format), vec![no_mapping(kind, name)]);
            }
            (Mapping::empty(source, format), vec![registry::not_utf8(span, error.encoding, error.offset)])
        }
    }
}

impl Mapping {
    /// The size in bytes from which a file is certainly too large, even if each two of them are a character.
    pub const LARGEST_FILE: u64 = 2 * graph::LARGEST_FILE as u64;

    /// Of a larger file, only the beginning of which was read: nothing, and what is the matter with the file.
    pub fn too_large(name: &str, head: &[u8], bytes: u64) -> (Self, Vec<Diagnostic>) {
        let source = Source::new(name, decode(head).unwrap_or_else(|error| error.text));
        let (kind, format) = (FileKind::of(name, source.text()), MappingFormat::of(&source));
        let diagnostic = match kind.is_no_mapping() {
            true => no_mapping(kind, name),
            false => {
                let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
                registry::mapping_too_large(Span::at(0), bytes, graph::LARGEST_FILE)
            }
        };
        (Self::empty(source, format), vec![diagnostic])
    }
}

fn no_mapping(kind: FileKind, name: &str) -> Diagnostic {
    let help = kind.remedy(name).unwrap_or_default();
    registry::not_a_mapping(Span::at(0), kind.noun(), help)
}

/// What to do with a file that has nothing of a mapping and is of no known kind.
fn export_it() -> String {
    "a synchronizationSchema has `synchronizationRules` and `directories`; export it with `GET …/synchronization/jobs/…/schema`"
        .to_owned()
}

impl MappingFormat {
    /// The format of a file: from its name's extension, else from how its text begins.
    pub fn of(source: &Source) -> Self {
        let name = source.name().to_ascii_lowercase();
        if name.ends_with(".toml") {
            return MappingFormat::Toml;
        }
        if [".json", ".ndjson", ".jsonl"].iter().any(|ending| name.ends_with(ending)) {
            return MappingFormat::Graph;
        }
        let mut characters = source.text().chars().filter(|character| !character.is_whitespace());
        match (characters.next(), characters.next()) {
            (Some('{'), _) | (Some('['), Some('{' | ']')) => MappingFormat::Graph,
            _ => MappingFormat::Toml,
        }
    }
}

#[cfg(test)]
mod tests;

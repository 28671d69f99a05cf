//! The built-in connectors: one mapping file a target system, usable as it is, copied by `attrflow init`.
//!
//! Knows nothing of what is in them.

use crate::text::Source;

/// A mapping file for a target system.
#[derive(Clone, Copy, Debug)]
pub struct Connector {
    /// Its name, as it is asked for.
    pub name: &'static str,
    /// The file.
    pub text: &'static str,
}

/// Every connector: the one list.
pub const CONNECTORS: &[Connector] = &[
    Connector { name: "meta-work-accounts", text: include_str!("../../connectors/meta-work-accounts.toml") },
    Connector { name: "workplace", text: include_str!("../../connectors/workplace.toml") },
];

/// The connector of a name.
pub fn find(name: &str) -> Option<&'static Connector> {
    CONNECTORS.iter().find(|connector| connector.name == name)
}

impl Connector {
    /// What it is for: the file's first comment.
    pub fn summary(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }

    /// The file as a source that reads as TOML.
    pub fn source(&self) -> Source {
        Source::new(format!("{}.toml", self.name), self.text)
    }
}

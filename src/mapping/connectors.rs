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
pub static CONNECTORS: &[Connector] = &[
    Connector { name: "meta-work-accounts", text: include_str!("../../connectors/meta-work-accounts.toml") },
    Connector { name: "workgrid", text: include_str!("../../connectors/workgrid.toml") },
    Connector { name: "workplace", text: include_str!("../../connectors/workplace.toml") },
    Connector {
        name: "workplace-from-active-directory",
        text: include_str!("../../connectors/workplace-from-active-directory.toml"),
    },
    Connector { name: "workplace-from-ldap", text: include_str!("../../connectors/workplace-from-ldap.toml") },
    Connector { name: "workplace-from-okta", text: include_str!("../../connectors/workplace-from-okta.toml") },
    Connector { name: "workplace-from-onelogin", text: include_str!("../../connectors/workplace-from-onelogin.toml") },
    Connector {
        name: "workplace-from-pingfederate",
        text: include_str!("../../connectors/workplace-from-pingfederate.toml"),
    },
    Connector { name: "workplace-import-gsuite", text: include_str!("../../connectors/workplace-import-gsuite.toml") },
    Connector { name: "workplace-scim1", text: include_str!("../../connectors/workplace-scim1.toml") },
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

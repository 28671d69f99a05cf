//! The built-in connectors: one mapping file per target system, usable as they are, copied by `attrflow init`.
//!
//! Knows nothing of their content.

use crate::text::{File, Source, file_of_project};

/// A mapping file for a target system.
#[derive(Clone, Copy, Debug)]
pub struct Connector {
    /// Its name on the command line.
    pub name: &'static str,
    file: File,
}

/// Every connector: the one list.
pub static CONNECTORS: &[Connector] = &[
    Connector { name: "meta-work-accounts", file: file_of_project!("connectors/meta-work-accounts.toml") },
    Connector { name: "workgrid", file: file_of_project!("connectors/workgrid.toml") },
    Connector { name: "workplace", file: file_of_project!("connectors/workplace.toml") },
    Connector {
        name: "workplace-from-active-directory",
        file: file_of_project!("connectors/workplace-from-active-directory.toml"),
    },
    Connector { name: "workplace-from-ldap", file: file_of_project!("connectors/workplace-from-ldap.toml") },
    Connector { name: "workplace-from-okta", file: file_of_project!("connectors/workplace-from-okta.toml") },
    Connector { name: "workplace-from-onelogin", file: file_of_project!("connectors/workplace-from-onelogin.toml") },
    Connector {
        name: "workplace-from-pingfederate",
        file: file_of_project!("connectors/workplace-from-pingfederate.toml"),
    },
    Connector { name: "workplace-import-gsuite", file: file_of_project!("connectors/workplace-import-gsuite.toml") },
    Connector { name: "workplace-scim1", file: file_of_project!("connectors/workplace-scim1.toml") },
];

/// The connector with that name.
pub fn find(name: &str) -> Option<&'static Connector> {
    CONNECTORS.iter().find(|connector| connector.name == name)
}

impl Connector {
    /// The file's text.
    pub fn text(&self) -> &'static str {
        self.file.text()
    }

    /// Its description: the first comment of the file.
    pub fn summary(&self) -> &'static str {
        self.text().lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }

    /// The file as a source that is read as TOML.
    pub fn source(&self) -> Source {
        Source::new(format!("{}.toml", self.name), self.text())
    }
}

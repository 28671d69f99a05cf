//! Long texts that not every answer needs: pages, connectors, schemas. They are in the library, but for a build with
//! `--cfg attrflow_external_resources`: there whoever runs it provides them, since in a browser they can come after the first
//! result. Until they do, the texts are empty.
//!
//! Knows nothing of what stands in a text.

/// A file of the project.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File {
    /// Its path from the project's root.
    pub(crate) path: &'static str,
    /// Its text as far as it is in the library; see [`File::text`].
    pub(crate) written: &'static str,
}

impl File {
    /// Its text.
    pub(crate) fn text(&self) -> &'static str {
        text(self.path, self.written)
    }
}

/// The file at a path from the project's root.
macro_rules! file_of_project {
    ($path:literal) => {
        $crate::text::File {
            path: $path,
            written: if cfg!(attrflow_external_resources) {
                ""
            } else {
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path))
            },
        }
    };
}
pub(crate) use file_of_project;

/// The text of a page as it goes into the library.
macro_rules! resource {
    ($($line:literal),+) => {
        if cfg!(attrflow_external_resources) { "" } else { concat!($($line, "\n"),+) }
    };
}
pub(crate) use resource;

/// The text that a function's name, a diagnostic's code or a file's path stands for, given what is in the library.
#[cfg(not(attrflow_external_resources))]
pub(crate) fn text(_name: &str, written: &'static str) -> &'static str {
    written
}

#[cfg(attrflow_external_resources)]
pub use installed::{are_installed, install};
#[cfg(attrflow_external_resources)]
pub(crate) use installed::text;

#[cfg(attrflow_external_resources)]
mod installed {
    use std::sync::OnceLock;

    static PROVIDED: OnceLock<Vec<(String, String)>> = OnceLock::new();

    /// Provides the texts, each after the function's name, the diagnostic's code or the file's path; only the first time
    /// counts. Mapping files may be read from then on: their schemas are among the texts.
    pub fn install(texts: Vec<(String, String)>) {
        let _ = PROVIDED.set(texts);
    }

    /// Whether the texts are there.
    pub fn are_installed() -> bool {
        PROVIDED.get().is_some()
    }

    pub(crate) fn text(name: &str, written: &'static str) -> &'static str {
        let texts = PROVIDED.get().map_or(&[][..], Vec::as_slice);
        texts.iter().find(|(known, _)| known == name).map_or(written, |(_, text)| text)
    }
}

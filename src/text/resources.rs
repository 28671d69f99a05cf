//! Long texts that not every call needs: pages, connectors, schemas. They are part of the library, except in a build
//! with `--cfg attrflow_external_resources`: there the host installs them, since in a browser they can be loaded after
//! the first result. Until then the texts are empty.
//!
//! Knows nothing of what the texts contain.

/// A file of the project.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File {
    /// Its path from the project's root.
    pub(crate) path: &'static str,
    /// Its text as far as it is built into the library; see [`File::text`].
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

/// The text of a page as it is built into the library.
macro_rules! resource {
    ($($line:literal),+) => {
        if cfg!(attrflow_external_resources) { "" } else { concat!($($line, "\n"),+) }
    };
}
pub(crate) use resource;

/// The text that belongs to a function's name, a diagnostic's code or a file's path; `written` is the text that is built
/// into the library.
#[cfg(not(attrflow_external_resources))]
pub(crate) fn text(_name: &str, written: &'static str) -> &'static str {
    written
}

#[cfg(attrflow_external_resources)]
pub(crate) use installed::text;
#[cfg(attrflow_external_resources)]
pub use installed::{are_installed, install};

#[cfg(attrflow_external_resources)]
mod installed {
    use std::sync::OnceLock;

    static PROVIDED: OnceLock<Vec<(String, String)>> = OnceLock::new();

    /// Installs the texts, each with the function's name, the diagnostic's code or the file's path; only the first call
    /// has an effect. Call it before reading mapping files: the built-in schemas that they name are among the texts.
    pub fn install(texts: Vec<(String, String)>) {
        let _ = PROVIDED.set(texts);
    }

    /// Whether the texts are installed.
    pub fn are_installed() -> bool {
        PROVIDED.get().is_some()
    }

    pub(crate) fn text(name: &str, written: &'static str) -> &'static str {
        let texts = PROVIDED.get().map_or(&[][..], Vec::as_slice);
        texts.iter().find(|(known, _)| known == name).map_or(written, |(_, text)| text)
    }
}

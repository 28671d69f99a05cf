//! Where the texts of pages are. They are in the library, but for a build with `--cfg attrflow_pages_apart`: there whoever
//! runs it provides them, since in a browser they can come after the first result. Until they do, pages are empty.
//!
//! Knows nothing of what stands in a page.

/// The text of a page as it goes into the library.
macro_rules! written {
    ($($line:literal),+) => {
        if cfg!(attrflow_pages_apart) { "" } else { concat!($($line, "\n"),+) }
    };
}
pub(crate) use written;

/// The text of the page that a function's name or a finding's code stands for, given what is in the library.
#[cfg(not(attrflow_pages_apart))]
pub(crate) fn text(_name: &str, written: &'static str) -> &'static str {
    written
}

#[cfg(attrflow_pages_apart)]
pub use apart::provide;
#[cfg(attrflow_pages_apart)]
pub(crate) use apart::text;

#[cfg(attrflow_pages_apart)]
mod apart {
    use std::sync::OnceLock;

    static PROVIDED: OnceLock<Vec<(String, String)>> = OnceLock::new();

    /// Provides the texts of pages, each after the function's name or the finding's code; only the first time counts.
    pub fn provide(pages: Vec<(String, String)>) {
        let _ = PROVIDED.set(pages);
    }

    pub(crate) fn text(name: &str, written: &'static str) -> &'static str {
        let pages = PROVIDED.get().map_or(&[][..], Vec::as_slice);
        pages.iter().find(|(known, _)| known == name).map_or(written, |(_, text)| text)
    }
}

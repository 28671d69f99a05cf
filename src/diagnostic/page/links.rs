//! The addresses of the project: its site, with a page for each diagnostic and each function, and its repository. Reports, editors
//! and terminals link to them. Knows nothing of what the pages say.

/// The documentation site, without a slash at its end: the package's homepage.
pub const SITE: &str = env!("CARGO_PKG_HOMEPAGE");

/// The repository.
pub const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The page of a diagnostic on a copy of the site: [`SITE`], or a path to a folder.
pub fn diagnostic(site: &str, code: &str) -> String {
    format!("{}/diagnostics/{code}.html", site.trim_end_matches('/'))
}

/// The page of a function.
pub fn function(site: &str, name: &str) -> String {
    format!("{}/functions/{}.html", site.trim_end_matches('/'), name.to_ascii_lowercase())
}

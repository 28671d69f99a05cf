//! What all parts of reading a test file share: TOML with locations, and a way to load the files that it names.

use crate::codes;
use crate::diagnostic::registry;
use crate::mapping::toml::values::{Table, TomlReader};
use crate::text::Span;

/// Loads a file that a test file names by its relative path: its text, or why it cannot be read.
pub type Load<'l> = &'l dyn Fn(&str) -> Result<String, String>;

/// A reader of TOML that can load other files.
pub(super) struct TestReader<'t, 'l> {
    pub inner: TomlReader<'t>,
    pub load: Load<'l>,
}

impl TestReader<'_, '_> {
    /// Reports an unknown code.
    pub fn known_error(&mut self, code: &str, span: Span) {
        if codes::find(code).is_none() {
            let known: Vec<&str> = codes::all().map(|entry| entry.code).collect();
            let help = match crate::text::nearest(code, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`attrflow explain` lists them".to_owned(),
            };
            self.inner.report(registry::unknown_test_error(span, code, help));
        }
    }
}

/// The header of a `[[case]]`, or where an inline one begins.
pub(super) fn head(table: Table<'_, '_>) -> Span {
    let first = table.fields.keys().map(|key| Span::from(key.span())).min();
    first.unwrap_or(Span::at(table.span.start as usize))
}

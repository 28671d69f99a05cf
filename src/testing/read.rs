//! Reads a test file. An unknown key, a value of the wrong kind and an unknown code are reported with their locations.
//! Compiles nothing: whether a target or an expression is right is found out later.
//!
//! | where            | keys |
//! |------------------|------|
//! | the file         | `mapping`, `object`, `dialect`, `flavor`, `now`, `seed`, `settings`, `taken`, `record` |
//! | `[[case]]`       | `name`, `record` or `record-file`, `without`, `expect`, `absent`, `skip`, `error`, `scope`, `payload` |
//! | `[[expression]]` | `name`, `text` or `target`, `table` or `table-file` |

use super::file::{Case, Expectation, Expected, Snapshot, TestFile};
use super::reader::{Load, TestReader, head};
use super::record::{Base, json_of};
use crate::diagnostic::{Diagnostic, registry};
use crate::language::Language;
use crate::mapping::toml::not_toml;
use crate::mapping::toml::values::{Table, TomlReader};
use crate::mapping::{FileKind, Located, MOST_FINDINGS};
use crate::scim::Flavor;
use crate::text::{Source, Span};
use serde_json::Value as Json;
use toml::de::DeTable;

const FILE: &[&str] =
    &["mapping", "object", "dialect", "flavor", "now", "seed", "settings", "taken", "record", "case", "expression"];
const CASE: &[&str] =
    &["name", "record", "record-file", "without", "expect", "absent", "skip", "error", "scope", "payload"];

/// The longest test file, in bytes.
const LARGEST_FILE: usize = 16 << 20;

/// Reads a test file. What could be read is returned; if a diagnostic is an error, the file must not be run.
pub fn read(source: &Source, load: Load<'_>) -> (TestFile, Vec<Diagnostic>) {
    let mut file = TestFile::empty(source);
    if let Some(diagnostic) = refused(source) {
        return (file, vec![diagnostic]);
    }
    let text = source.text();
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = TestReader { inner: TomlReader { text, diagnostics: Vec::new() }, load };
    reader.file(Table::new(root.get_ref(), "file", Span::at(0)), &mut file);
    let is_meant = source.name().to_ascii_lowercase().ends_with(".toml") || text.contains("[[");
    if !errors.is_empty() && !is_meant {
        let help = "tests are TOML, or JSON with `Expression`, `InputAttributes` and `ExpectedResult`".to_owned();
        let found = "a text that is neither JSON nor TOML";
        return (file, vec![registry::not_a_test_file(Span::at(0), found, help)]);
    }
    if !errors.is_empty() {
        return (file, errors.iter().take(MOST_FINDINGS).map(not_toml).collect());
    }
    (file, reader.inner.diagnostics)
}

/// Why a file is not read at all: it is too long, or certainly something else.
pub(super) fn refused(source: &Source) -> Option<Diagnostic> {
    let length = source.text().len();
    if length > LARGEST_FILE {
        return Some(registry::mapping_too_large(Span::at(0), length, LARGEST_FILE));
    }
    let kind = FileKind::of(source.name(), source.text());
    let help = || kind.remedy(source.name()).unwrap_or_default();
    (!matches!(kind, FileKind::Tests | FileKind::Unknown))
        .then(|| registry::not_a_test_file(Span::at(0), kind.noun(), help()))
}

impl<'t> TestReader<'t, '_> {
    fn file(&mut self, root: Table<'_, 't>, file: &mut TestFile) {
        self.inner.only(root, FILE);
        file.mapping = self.inner.text(root, "mapping");
        file.object = self.inner.text(root, "object");
        file.dialect = self.dialect(root);
        if let Some(flavor) = self.flavor(root) {
            file.flavor = flavor;
        }
        if let Some(now) = self.now(root) {
            file.now = now;
        }
        if let Some(seed) = self.inner.integer(root, "seed") {
            file.seed = seed.cast_unsigned();
        }
        if let Some(settings) = self.inner.table(root, "settings", "settings") {
            for (name, field) in settings.fields {
                let name = name.get_ref().trim_matches('%').to_owned();
                let value = self.inner.scalar(settings, &name, field);
                file.settings.extend(value.map(|value| (name, value.value)));
            }
        }
        file.taken = self.inner.scalars(root, "taken").into_iter().map(|value| value.value).collect();
        let base = self.base(root);
        file.base = base.attributes.clone();
        for (number, table) in self.inner.tables(root, "case", "case").into_iter().enumerate() {
            let case = self.case(table, number, &base);
            file.cases.push(case);
        }
        for (number, table) in self.inner.tables(root, "expression", "expression").into_iter().enumerate() {
            let read = self.table(table, number, &base);
            file.tables.extend(read);
        }
    }

    fn dialect(&mut self, root: Table<'_, 't>) -> Option<&'static Language> {
        let word = self.inner.text(root, "dialect")?;
        let dialect = Language::find(&word.value);
        if dialect.is_none() {
            self.inner.unknown_word("dialect", &word, &Language::names());
        }
        dialect
    }

    fn flavor(&mut self, root: Table<'_, 't>) -> Option<Flavor> {
        let word = self.inner.text(root, "flavor")?;
        let flavor = Flavor::parse(&word.value);
        if flavor.is_none() {
            self.inner.unknown_word("flavor", &word, &Flavor::ALL.map(|(_, name)| name));
        }
        flavor
    }

    fn now(&mut self, root: Table<'_, 't>) -> Option<crate::dotnet::datetime::DateTime> {
        let field = root.get("now")?;
        // TOML has dates of its own, which need no quotes.
        let text = match field.get_ref() {
            toml::de::DeValue::Datetime(date) => date.to_string(),
            _ => self.inner.text(root, "now")?.value,
        };
        let moment = crate::engine::moment(&text);
        if moment.is_none() {
            self.inner.report(registry::bad_test_moment(Span::from(field.span()), &text));
        }
        moment
    }

    fn case(&mut self, table: Table<'_, 't>, number: usize, base: &Base) -> Case {
        self.inner.only(table, CASE);
        let name = self.inner.text(table, "name").map(|name| name.value);
        let mut expectations = Vec::new();
        if let Some(expected) = self.inner.table(table, "expect", "expect") {
            self.expected(expected, "", &mut expectations);
        }
        for (key, wanted) in [("absent", Expected::Absent), ("skip", Expected::Skip)] {
            for target in self.inner.scalars(table, key) {
                let span = target.span();
                expectations.push(Expectation { target, wanted: wanted.clone(), span });
            }
        }
        if let Some(errors) = self.inner.table(table, "error", "error") {
            self.errors(errors, "", &mut expectations);
        }
        // The TOML parser sorts the keys of a table; people read from top to bottom.
        crate::text::order::sort_by(&mut expectations, |one, other| one.span.cmp(&other.span));
        let (scope, payload) = (self.scope(table), self.snapshot(table));
        let span = table.get("name").map_or(head(table), |name| Span::from(name.span()));
        if expectations.is_empty() && scope.is_none() && payload.is_none() {
            self.inner.report(registry::nothing_expected(span));
        }
        Case {
            name: name.unwrap_or_else(|| format!("case {}", number + 1)),
            span,
            record: self.record(table, base),
            scope,
            expectations,
            payload,
        }
    }

    /// Values by target. A nested table continues a path: `expect.name.givenName = "Ada"`.
    fn expected(&mut self, table: Table<'_, 't>, path: &str, found: &mut Vec<Expectation>) {
        for (key, field) in table.fields {
            let target = format!("{path}{}", key.get_ref());
            if let Some(fields) = field.get_ref().as_table() {
                let inner = Table::new(fields, "expect", Span::from(field.span()));
                self.expected(inner, &format!("{target}."), found);
                continue;
            }
            let span = Span::from(field.span());
            match json_of(field.get_ref()) {
                Ok(value) => {
                    let target = Located::plain(target, Span::from(key.span()));
                    found.push(Expectation { target, wanted: Expected::Value(value), span });
                }
                Err(found) => self.inner.report(registry::wrong_shape(span, &target, "a JSON value", found)),
            }
        }
    }

    /// Codes by target.
    fn errors(&mut self, table: Table<'_, 't>, path: &str, found: &mut Vec<Expectation>) {
        for (key, field) in table.fields {
            let target = format!("{path}{}", key.get_ref());
            if let Some(fields) = field.get_ref().as_table() {
                self.errors(Table::new(fields, "error", Span::from(field.span())), &format!("{target}."), found);
            } else if let Some(code) = self.inner.text(table, key.get_ref()) {
                self.known_error(&code.value, code.span());
                let (target, span) = (Located::plain(target, Span::from(key.span())), code.span());
                found.push(Expectation { target, wanted: Expected::Error(code.value), span });
            }
        }
    }

    fn scope(&mut self, table: Table<'_, 't>) -> Option<(bool, Span)> {
        const WORDS: [(bool, &[&str]); 2] = [(true, &["in"]), (false, &["out"])];
        let location = self.inner.text(table, "scope")?.span();
        Some((self.inner.word(table, "scope", &WORDS)?, location))
    }

    fn snapshot(&mut self, table: Table<'_, 't>) -> Option<Snapshot> {
        let text = self.inner.text(table, "payload")?;
        let literal = table.get("payload").map(|field| Span::from(field.span()))?;
        let payload = match text.value.trim() {
            "" => None,
            json => match serde_json::from_str::<Json>(json) {
                Ok(payload) => Some(payload),
                Err(error) => {
                    self.inner.report(registry::bad_test_payload(literal, &error.to_string()));
                    None
                }
            },
        };
        Some(Snapshot { payload, location: text.location, literal })
    }
}

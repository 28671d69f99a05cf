//! Single values of a parsed TOML table, each reported if it is of another kind, and the locations of strings.
//!
//! Knows nothing of what the keys mean.

use crate::diagnostic::{Diagnostic, registry};
use crate::mapping::MOST_FINDINGS;
use crate::mapping::flow;
use crate::mapping::model::Located;
use crate::mapping::suggest;
use crate::text::{Quoted, Quoting, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its location, from the toml crate.
pub type Field<'t> = Spanned<DeValue<'t>>;

/// A table with its name in messages: `attribute`, `object`.
#[derive(Clone, Copy)]
pub struct Table<'a, 't> {
    pub fields: &'a DeTable<'t>,
    pub name: &'static str,
    pub span: Span,
}

impl<'a, 't> Table<'a, 't> {
    pub fn new(fields: &'a DeTable<'t>, name: &'static str, header: Span) -> Self {
        let leaves = fields.iter().flat_map(|(key, value)| [key.span(), value.span()]);
        let span = leaves.fold(header, |whole, leaf| whole.to(Span::from(leaf)));
        Self { fields, name, span }
    }

    pub fn get(self, key: &str) -> Option<&'a Field<'t>> {
        self.fields.get(key)
    }
}

/// Collects the diagnostics while a file is read.
pub struct TomlReader<'t> {
    pub text: &'t str,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'t> TomlReader<'t> {
    pub fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MOST_FINDINGS {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports the unknown keys of a table.
    pub fn only(&mut self, table: Table<'_, 't>, known: &[&str]) {
        for key in table.fields.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) || self.diagnostics.len() >= MOST_FINDINGS {
                continue;
            }
            let span = Span::from(key.span());
            let owner = format!("`{}`", table.name);
            let diagnostic = registry::unknown_key(span, name, &owner, suggest::nearest_or_all(name, known));
            self.report(match crate::text::nearest(name, known.iter().copied()) {
                Some(near) => diagnostic.with_unsafe_fix(format!("write `{near}`"), span, near),
                None => diagnostic,
            });
        }
    }

    /// Reports that a value is not of the expected kind.
    pub fn refuse(&mut self, table: Table<'_, 't>, key: &str, field: &Field<'t>, expected: &str) {
        let location = if table.name == "file" { key.to_owned() } else { format!("{}.{key}", table.name) };
        let found = describe(field.get_ref());
        self.report(registry::wrong_shape(Span::from(field.span()), &location, expected, found));
    }

    /// A string.
    pub fn text(&mut self, table: Table<'_, 't>, key: &str) -> Option<Located<String>> {
        let field = table.get(key)?;
        let text = self.string(field);
        if text.is_none() {
            self.refuse(table, key, field, "a string");
        }
        text
    }

    /// A string; or a whole number or a Boolean, as the string that the service has for it.
    pub fn scalar(&mut self, table: Table<'_, 't>, key: &str, field: &Field<'t>) -> Option<Located<String>> {
        let plain = |value: String| Some(Located::plain(value, Span::from(field.span())));
        match field.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => plain(number.as_str().to_owned()),
            DeValue::Boolean(true) => plain("True".to_owned()),
            DeValue::Boolean(false) => plain("False".to_owned()),
            _ => {
                let text = self.string(field);
                if text.is_none() {
                    self.refuse(table, key, field, "a string, a whole number or a Boolean");
                }
                text
            }
        }
    }

    /// A string with the location of its inside, or `None` if it is not a string.
    pub fn string(&self, field: &Field<'t>) -> Option<Located<String>> {
        let value = field.get_ref().as_str()?.to_owned();
        let span = Span::from(field.span());
        let raw = span.of(self.text);
        let (open, close, quoting) = match raw {
            raw if raw.starts_with("'''\r\n") => (5, 3, Quoting::Plain),
            raw if raw.starts_with("'''\n") => (4, 3, Quoting::Plain),
            raw if raw.starts_with("'''") => (3, 3, Quoting::Plain),
            raw if raw.starts_with("\"\"\"\r\n") => (5, 3, Quoting::Toml),
            raw if raw.starts_with("\"\"\"\n") => (4, 3, Quoting::Toml),
            raw if raw.starts_with("\"\"\"") => (3, 3, Quoting::Toml),
            raw if raw.starts_with('"') => (1, 1, Quoting::Toml),
            raw if raw.starts_with('\'') => (1, 1, Quoting::Plain),
            // What the parser treats as a string where the quotes are missing.
            _ => (0, 0, Quoting::Plain),
        };
        // Nor does a string have to be closed to be read.
        let quotes = raw.get(..close).unwrap_or_default();
        let close = if raw.get(open..).is_some_and(|inside| inside.ends_with(quotes)) { close } else { 0 };
        let inside = Span::new(span.start as usize + open, (span.end as usize).saturating_sub(close));
        Some(Located { value, location: Quoted { span: inside, quoting } })
    }

    /// A Boolean.
    pub fn flag(&mut self, table: Table<'_, 't>, key: &str) -> Option<bool> {
        let field = table.get(key)?;
        let flag = field.get_ref().as_bool();
        if flag.is_none() {
            self.refuse(table, key, field, "`true` or `false`");
        }
        flag
    }

    /// A whole number.
    pub fn integer(&mut self, table: Table<'_, 't>, key: &str) -> Option<i64> {
        let field = table.get(key)?;
        let number =
            field.get_ref().as_integer().and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.refuse(table, key, field, "a whole number");
        }
        number
    }

    /// One of a set of words.
    pub fn word<T: Copy>(
        &mut self,
        table: Table<'_, 't>,
        key: &str,
        all: &[(T, &'static [&'static str])],
    ) -> Option<T> {
        let text = self.text(table, key)?;
        let word = flow::word(all, &text.value);
        if word.is_none() {
            self.unknown_word(key, &text, &flow::words(all, false));
        }
        word
    }

    /// Reports an unknown word of a key.
    pub fn unknown_word(&mut self, key: &str, found: &Located<String>, known: &[&str]) {
        let help = suggest::nearest_or_all(&found.value, known);
        self.report(registry::unknown_word(found.span(), key, &found.value, help));
    }

    /// A table.
    pub fn table<'a>(&mut self, owner: Table<'a, 't>, key: &str, name: &'static str) -> Option<Table<'a, 't>> {
        let field = owner.get(key)?;
        let Some(fields) = field.get_ref().as_table() else {
            self.refuse(owner, key, field, "a table");
            return None;
        };
        Some(Table::new(fields, name, Span::from(field.span())))
    }

    /// The tables of an array, `[[key]]`.
    pub fn tables<'a>(&mut self, owner: Table<'a, 't>, key: &str, name: &'static str) -> Vec<Table<'a, 't>> {
        let mut tables = Vec::new();
        for item in self.items(owner, key) {
            match item.get_ref().as_table() {
                Some(fields) => tables.push(Table::new(fields, name, Span::from(item.span()))),
                None => self.refuse(owner, key, item, "tables"),
            }
        }
        tables
    }

    /// The items of an array.
    pub fn items<'a>(&mut self, owner: Table<'a, 't>, key: &str) -> impl Iterator<Item = &'a Field<'t>> + use<'a, 't> {
        let field = owner.get(key);
        let list = field.and_then(|field| field.get_ref().as_array());
        if let (Some(field), None) = (field, list) {
            self.refuse(owner, key, field, "an array");
        }
        list.into_iter().flat_map(|list| list.iter())
    }

    /// The values of an array, or a single value, as [`scalar`](Self::scalar) reads them.
    pub fn scalars(&mut self, owner: Table<'_, 't>, key: &str) -> Vec<Located<String>> {
        match owner.get(key) {
            None => Vec::new(),
            Some(field) if field.get_ref().is_array() => {
                let items: Vec<_> = self.items(owner, key).collect();
                items.into_iter().filter_map(|item| self.scalar(owner, key, item)).collect()
            }
            Some(field) => self.scalar(owner, key, field).into_iter().collect(),
        }
    }
}

/// What a value is, in words.
pub fn describe(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "a Boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

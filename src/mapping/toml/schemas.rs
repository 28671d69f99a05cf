//! The built-in schemas: attribute lists of well-known objects, one data file each. Does not know which mapping uses
//! them.

use super::super::definition::AttributeDefinition;
use super::super::model::Located;
use super::super::suggest;
use super::values::{Table, TomlReader};
use crate::diagnostic::{Diagnostic, registry};
use crate::text::{File, Quoted, Span, file_of_project};
use std::sync::LazyLock;
use toml::de::DeTable;

/// Every built-in schema: its name and its file. The one list.
const FILES: &[(&str, File)] = &[
    ("active-directory:User", file_of_project!("connectors/schemas/active-directory-user.toml")),
    ("entra:Group", file_of_project!("connectors/schemas/entra-group.toml")),
    ("entra:User", file_of_project!("connectors/schemas/entra-user.toml")),
    ("google:User", file_of_project!("connectors/schemas/google-user.toml")),
    ("ldap:User", file_of_project!("connectors/schemas/ldap-user.toml")),
    ("okta:User", file_of_project!("connectors/schemas/okta-user.toml")),
    ("onelogin:User", file_of_project!("connectors/schemas/onelogin-user.toml")),
    ("ping:User", file_of_project!("connectors/schemas/ping-user.toml")),
    ("scim:Group", file_of_project!("connectors/schemas/scim-group.toml")),
    ("scim:User", file_of_project!("connectors/schemas/scim-user.toml")),
];

/// The names of the built-in schemas.
pub fn built_in_names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

/// The attributes of a built-in schema. Their locations are in the schema's own file.
pub fn built_in_attributes(name: &str) -> Option<&'static [AttributeDefinition]> {
    let at = FILES.iter().position(|(known, _)| *known == name)?;
    READ.get(at).map(Vec::as_slice)
}

/// The files, read when the first is needed.
static READ: LazyLock<Vec<Vec<AttributeDefinition>>> =
    LazyLock::new(|| FILES.iter().map(|(_, file)| read(file.text()).0).collect());

fn read(text: &'static str) -> (Vec<AttributeDefinition>, Vec<Diagnostic>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = TomlReader { text, diagnostics: errors.iter().map(super::not_toml).collect() };
    let file = Table::new(root.get_ref(), "schema", Span::at(0));
    reader.only(file, &["attributes"]);
    let attributes = reader.table(file, "attributes", "attributes");
    let attributes = attributes.map(|table| reader.listed_attributes(table)).unwrap_or_default();
    (attributes, reader.diagnostics)
}

impl TomlReader<'_> {
    /// The attributes of a schema. Their location is the name of the schema in the file.
    pub fn built_in(&mut self, name: &Located<String>) -> Option<Vec<AttributeDefinition>> {
        let Some(at) = FILES.iter().position(|(known, _)| *known == name.value) else {
            let known: Vec<&str> = built_in_names().collect();
            let help = suggest::nearest_or_all(&name.value, &known);
            self.report(registry::unknown_schema(name.span(), &name.value, help));
            return None;
        };
        let here = |attribute: &AttributeDefinition| AttributeDefinition {
            name: Located { value: attribute.name.value.clone(), location: Quoted::plain(name.span()) },
            ..attribute.clone()
        };
        READ.get(at).map(|attributes| attributes.iter().map(here).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schemas_are_read_without_diagnostics() {
        for (name, file) in FILES {
            let text = file.text();
            let (attributes, diagnostics) = read(text);
            assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
            let written = text.lines().filter(|line| line.contains(" = ") && !line.starts_with('#')).count();
            assert!(attributes.len() == written && written > 0, "{name}");
        }
    }
}

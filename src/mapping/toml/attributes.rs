//! `[[attribute]]`: a target attribute with its properties and its source. `[source.attributes]`: the properties alone.
//! Expressions and target paths are only strings here.

use super::super::definition::{AttributeDefinition, Mutability};
use super::super::flow::{FlowBehavior, FlowType};
use super::super::model::{AttributeMapping, Located, MappingSource};
use super::values::{Field, Table, TomlReader};
use crate::diagnostic::registry;
use crate::syntax::TreeKind;
use crate::text::Span;
use crate::value::TargetType;

/// Properties of the attribute itself.
const PROPERTIES: &[&str] = &[
    "type",
    "multivalued",
    "required",
    "mutability",
    "case-exact",
    "anchor",
    "max-length",
    "references",
    "flow-null-values",
];

/// Its source, and when it flows. An entry with neither `value`, `constant` nor `default` only declares the attribute.
const FILLING: &[&str] =
    &["target", "value", "constant", "default", "match", "flow", "behavior", "export-missing-references"];

impl<'t> TomlReader<'t> {
    /// The attribute mappings of an object mapping, and the target attributes that they declare. `scim` are attributes
    /// whose types apply where the file states none.
    pub fn attributes(
        &mut self,
        object: Table<'_, 't>,
        known: Option<&[AttributeDefinition]>,
        scim: &[AttributeDefinition],
        pointer: &str,
    ) -> (Vec<AttributeMapping>, Vec<AttributeDefinition>) {
        let all: Vec<&str> = FILLING.iter().chain(PROPERTIES).copied().collect();
        let (mut mappings, mut declared) = (Vec::new(), Vec::new());
        for (number, entry) in self.tables(object, "attribute", "attribute").into_iter().enumerate() {
            self.only(entry, &all);
            if entry.get("target").is_none() {
                self.report(registry::missing_target(entry.span, "target"));
                continue;
            }
            let Some(target) = self.text(entry, "target") else { continue };
            let schema = known.map(|known| known.iter().find(|attribute| attribute.name.value == target.value));
            // With a schema, a name that is not in it is a mistake unless the entry states the type.
            if !matches!(schema, Some(None)) || entry.get("type").is_some() {
                let typed = scim.iter().find(|attribute| attribute.name.value == target.value);
                let typed = typed.map(|typed| AttributeDefinition {
                    kind: typed.kind,
                    multivalued: typed.multivalued,
                    ..AttributeDefinition::new(target.clone())
                });
                let base = schema.flatten().cloned().or(typed);
                declared.push(self.properties(entry, target.clone(), base));
            }
            mappings.extend(self.attribute_mapping(entry, target, format!("{pointer}/attribute/{number}")));
        }
        (mappings, declared)
    }

    fn attribute_mapping(
        &mut self,
        entry: Table<'_, 't>,
        target: Located<String>,
        pointer: String,
    ) -> Option<AttributeMapping> {
        let source = self.source(entry);
        let default = self.default_value(entry);
        if source.is_none() && entry.get("default").is_none() {
            return None;
        }
        Some(AttributeMapping {
            target,
            source,
            default,
            flow_type: self.word(entry, "flow", &FlowType::ALL).unwrap_or_default(),
            flow_behavior: self.word(entry, "behavior", &FlowBehavior::ALL).unwrap_or_default(),
            matching_priority: self.integer(entry, "match").unwrap_or(0),
            export_missing_references: self.flag(entry, "export-missing-references").unwrap_or(false),
            span: entry.span,
            pointer,
        })
    }

    fn default_value(&mut self, entry: Table<'_, 't>) -> Option<Located<String>> {
        let field = entry.get("default")?;
        self.scalar(entry, "default", field).filter(|text| !text.value.is_empty())
    }

    /// `value`, an expression, or `constant`, a literal string.
    fn source(&mut self, entry: Table<'_, 't>) -> Option<MappingSource> {
        if let (Some(_), Some(constant)) = (entry.get("value"), entry.get("constant")) {
            self.report(registry::conflicting_keys(Span::from(constant.span()), "constant", "value"));
        }
        if let Some(field) = entry.get("value") {
            let expression = self.text(entry, "value")?;
            let kind = MappingSource::kind_of(&expression.value);
            let (expression, span) = (Some(expression), Span::from(field.span()));
            return Some(MappingSource { kind, expression, name: None, tree: None, span });
        }
        let field = entry.get("constant")?;
        let name = Some(self.scalar(entry, "constant", field)?);
        let span = Span::from(field.span());
        Some(MappingSource { kind: TreeKind::Constant, expression: None, name, tree: None, span })
    }

    /// Attributes by name: `mail = "String"`, `proxyAddresses = { type = "String", multivalued = true }`.
    pub fn listed_attributes(&mut self, table: Table<'_, 't>) -> Vec<AttributeDefinition> {
        let mut attributes = Vec::new();
        let mut fields: Vec<_> = table.fields.iter().collect();
        crate::text::order::sort_by(&mut fields, |(one, _), (other, _)| one.span().start.cmp(&other.span().start));
        for (key, field) in fields {
            let name = Located::plain(key.get_ref().to_string(), Span::from(key.span()));
            if let Some(fields) = field.get_ref().as_table() {
                let entry = Table::new(fields, "attributes", Span::from(field.span()));
                self.only(entry, PROPERTIES);
                attributes.push(self.properties(entry, name, None));
            } else {
                attributes.push(self.typed(table, field, name));
            }
        }
        attributes
    }

    fn typed(&mut self, table: Table<'_, 't>, field: &Field<'t>, name: Located<String>) -> AttributeDefinition {
        let key = name.value.clone();
        let mut attribute = AttributeDefinition::new(name);
        if field.get_ref().is_str() {
            let written = self.text(table, &key);
            self.set_type(&mut attribute, written);
        } else {
            self.refuse(table, &key, field, "a type or a table");
        }
        attribute
    }

    /// The properties of an entry; those not stated come from the schema.
    fn properties(
        &mut self,
        entry: Table<'_, 't>,
        name: Located<String>,
        schema: Option<AttributeDefinition>,
    ) -> AttributeDefinition {
        let mut attribute = AttributeDefinition::new(name);
        if let Some(schema) = schema {
            attribute = AttributeDefinition { name: attribute.name, ..schema };
        }
        let written = self.text(entry, "type");
        self.set_type(&mut attribute, written);
        let flags = [
            ("multivalued", &mut attribute.multivalued),
            ("required", &mut attribute.required),
            ("case-exact", &mut attribute.case_exact),
            ("anchor", &mut attribute.anchor),
            ("flow-null-values", &mut attribute.flow_null_values),
        ];
        for (key, flag) in flags {
            *flag = self.flag(entry, key).unwrap_or(*flag);
        }
        if let Some(mutability) = self.word(entry, "mutability", &Mutability::ALL) {
            attribute.mutability = mutability;
        }
        if let Some(length) = self.integer(entry, "max-length") {
            attribute.maximum_length = usize::try_from(length).ok();
        }
        if entry.get("references").is_some() {
            attribute.referenced_objects =
                self.scalars(entry, "references").into_iter().map(|name| name.value).collect();
        }
        attribute
    }

    fn set_type(&mut self, attribute: &mut AttributeDefinition, written: Option<Located<String>>) {
        let Some(written) = written else { return };
        match TargetType::parse(&written.value) {
            Some(kind) => attribute.kind = kind,
            None => self.unknown_word("type", &written, &TargetType::ALL.map(|(_, name)| name)),
        }
        attribute.type_text = written.value;
    }
}

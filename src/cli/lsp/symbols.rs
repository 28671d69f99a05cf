//! The outline of a document: object mappings with their attribute mappings, tests, and what a configuration ignores.

use super::document::{Content, Document};
use super::position::range;
use crate::cli::config;
use attrflow::tool::Mapping;
use attrflow::tool::mappings::{AttributeMapping, ObjectMapping};
use attrflow::{Source, Span};
use lsp_types as lsp;

/// The symbols of a document, in the order of the file.
pub(super) fn symbols(document: &Document) -> Vec<lsp::DocumentSymbol> {
    let source = &document.source;
    match &document.content {
        Content::Mapping(mapping) => objects(source, mapping),
        Content::Tests(tests) => {
            let cases = tests.cases.iter().map(|case| (case.name.clone(), case.span));
            let tables = tests.tables.iter().filter_map(|table| {
                let first = table.rows.first()?.span;
                let name = if table.name.is_empty() { "table".to_owned() } else { table.name.clone() };
                Some((
                    name,
                    table.rows.last().map_or(first, |last| Span::new(first.range().start, last.span.range().end)),
                ))
            });
            let symbol = |(name, span)| symbol(source, name, lsp::SymbolKind::METHOD, span, span);
            cases.chain(tables).map(symbol).collect()
        }
        Content::Configuration => {
            let ignores = config::parse(source).map(|config| config.ignores).unwrap_or_default();
            let symbol = |ignore: &config::Ignore| {
                let name = match &ignore.target {
                    Some(target) => format!("{} ({target})", ignore.code),
                    None => ignore.code.to_owned(),
                };
                symbol(source, name, lsp::SymbolKind::KEY, ignore.span, ignore.span)
            };
            ignores.iter().map(symbol).collect()
        }
        Content::Markdown | Content::Other => Vec::new(),
    }
}

fn objects(source: &Source, mapping: &Mapping) -> Vec<lsp::DocumentSymbol> {
    let object = |object: &ObjectMapping| {
        let children = object.attribute_mappings.iter().map(|attribute| attribute_symbol(source, attribute));
        let name = match (object.name.value.as_str(), object.target_object.value.as_str()) {
            ("", "") => "object mapping".to_owned(),
            ("", target) => format!("{} → {target}", object.source_object.value),
            (name, _) => name.to_owned(),
        };
        let whole = object.attribute_mappings.iter().fold(object.span, |whole, attribute| {
            let (one, other) = (whole.range(), attribute.span.range());
            Span::new(one.start.min(other.start), one.end.max(other.end))
        });
        let mut symbol = symbol(source, name, lsp::SymbolKind::CLASS, whole, object.target_object.span());
        symbol.children = Some(children.collect());
        symbol
    };
    mapping.object_mappings().map(|(_, it)| object(it)).collect()
}

fn attribute_symbol(source: &Source, attribute: &AttributeMapping) -> lsp::DocumentSymbol {
    let target = &attribute.target;
    let name = if target.value.is_empty() { "(no target)" } else { &target.value };
    let mut symbol = symbol(source, name.to_owned(), lsp::SymbolKind::FIELD, attribute.span, target.span());
    let given = attribute.source.as_ref().and_then(|given| given.expression.as_ref().or(given.name.as_ref()));
    symbol.detail = given.map(|given| given.value.split_whitespace().collect::<Vec<_>>().join(" "));
    symbol
}

/// A symbol; what is selected for it has to be inside of it.
fn symbol(source: &Source, name: String, kind: lsp::SymbolKind, whole: Span, selected: Span) -> lsp::DocumentSymbol {
    let is_inside = whole.range().start <= selected.range().start && selected.range().end <= whole.range().end;
    let selected = if is_inside { selected } else { Span::at(whole.range().start) };
    // `deprecated` is itself deprecated, and has to be given.
    #[allow(deprecated)]
    lsp::DocumentSymbol {
        name,
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range: range(source, whole),
        selection_range: range(source, selected),
        children: None,
    }
}

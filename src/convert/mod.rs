//! Converts synchronizationSchema JSON to attrflow's TOML and back, without loss.
//!
//! * JSON to TOML to JSON results in the same bytes as the JSON printed canonically: two spaces per level, a member or
//!   item per line, the order of members and the digits of numbers unchanged. What TOML has no keys for stays in its
//!   `[graph]` table.
//! * An edit of the TOML is an edit of the JSON: an expression gets a new parameter tree, attribute mappings are added
//!   or removed, everything else is unchanged.
//! * TOML to JSON to TOML results in the same mapping, in canonical TOML. Comments are lost, and only there.
//!
//! The name of a rule and the names of definitions that do not belong to an object mapping cannot be edited through
//! TOML.

mod defaults;
mod edits;
mod emit_graph;
mod fields;
mod journal;
mod json;
mod literal;
mod matching;
mod migrate;
mod patch_graph;
mod pattern;
mod shape;
mod skeleton;
mod sources;
mod trees;
mod write;

pub use edits::{edited, expression_edit, fix_edits, literal, with_edits};
pub use migrate::migrate;
pub use trees::tree_edits;

use crate::diagnostic::{Diagnostic, registry};
use crate::mapping::json::{Index, check};
use crate::mapping::{Mapping, MappingFormat, read};
use crate::text::{Source, Span};
use json::{Json, canonical};
use skeleton::Outliner;
use toml::de::DeTable;

/// The mapping as a file in a format, printed canonically. `diagnostics` are those of its reading: a TOML file with
/// errors is not converted, since the parts that could not be read would be lost.
pub fn convert(mapping: &Mapping, diagnostics: &[Diagnostic], to: MappingFormat) -> Result<String, Vec<Diagnostic>> {
    if mapping.format == MappingFormat::Toml && diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).cloned().collect());
    }
    // A file with nothing of a mapping would become an empty one.
    let is_other = |found: &&Diagnostic| {
        matches!(found.code(), "not-a-mapping" | "export-cut-off" | "mapping-too-large" | "not-utf8")
    };
    let others: Vec<Diagnostic> = diagnostics.iter().filter(is_other).cloned().collect();
    if mapping.rules.is_empty() && mapping.directories.is_empty() && !others.is_empty() {
        return Err(others);
    }
    match to {
        MappingFormat::Graph => to_graph(mapping),
        MappingFormat::Toml => to_toml(mapping),
    }
}

/// The mapping as synchronizationSchema JSON, printed canonically: for a JSON file its own text, for a TOML file the
/// content of its `[graph]` table updated with the rest of the file. Otherwise returns the diagnostics that prevent it.
pub fn to_graph(mapping: &Mapping) -> Result<String, Vec<Diagnostic>> {
    Ok(canonical(&documents(mapping)?))
}

/// The mapping as TOML. It is returned only if converting it back gives the same JSON; otherwise the diagnostics are
/// returned.
pub fn to_toml(mapping: &Mapping) -> Result<String, Vec<Diagnostic>> {
    if mapping.format == MappingFormat::Toml {
        let name = mapping.source.name();
        let (graph, diagnostics) = read(&Source::new(format!("{name}.json"), to_graph(mapping)?));
        return errors(diagnostics).map_or_else(|| to_toml(&graph), Err);
    }
    let original = to_graph(mapping)?;
    let plain = write::write(mapping);
    if comes_back(&plain).is_ok_and(|back| back == original) {
        return Ok(plain);
    }
    let text = checked(mapping)?;
    let index = Index::new(&text);
    let mut outliner = Outliner::new(mapping);
    let outlines: Result<Vec<Json>, _> = index.roots().map(|root| outliner.outline(root)).collect();
    let outlines = outlines.map_err(|_| vec![registry::graph_table_nested_too_deep(Span::at(0))])?;
    let whole = plain + &write::graph_table(&outlines, outliner.patterns());
    let lossy = |what: &str| vec![registry::lossy_conversion(Span::at(0), what)];
    match comes_back(&whole) {
        Ok(back) if back == original => Ok(whole),
        Ok(back) => Err(lossy(&first_difference(&original, &back))),
        Err(diagnostics) => Err(lossy(diagnostics.first().map_or("", |diagnostic| diagnostic.message.as_str()))),
    }
}

/// The JSON of a TOML text.
fn comes_back(text: &str) -> Result<String, Vec<Diagnostic>> {
    let (mapping, diagnostics) = read(&Source::new("converted.toml", text));
    // Errors in the original's words are no obstacle; a text that is not read completely is.
    let stops =
        |diagnostic: &Diagnostic| matches!(diagnostic.code(), "not-toml" | "mapping-too-large" | "too-many-objects");
    let stopping: Vec<Diagnostic> = diagnostics.into_iter().filter(stops).collect();
    if stopping.is_empty() { to_graph(&mapping) } else { Err(stopping) }
}

fn first_difference(original: &str, back: &str) -> String {
    let different = original.lines().zip(back.lines()).find(|(one, other)| one != other);
    different.map_or_else(String::new, |(line, _)| format!("`{}`", line.trim().chars().take(60).collect::<String>()))
}

fn errors(diagnostics: Vec<Diagnostic>) -> Option<Vec<Diagnostic>> {
    diagnostics.iter().any(Diagnostic::is_error).then_some(diagnostics)
}

/// The text of a JSON file, with invalid commas replaced by spaces.
fn checked(mapping: &Mapping) -> Result<String, Vec<Diagnostic>> {
    match check(mapping.source.text()) {
        (Some(text), _) => Ok(text.into_owned()),
        (None, diagnostics) => Err(diagnostics),
    }
}

fn documents(mapping: &Mapping) -> Result<Vec<Json>, Vec<Diagnostic>> {
    if mapping.format == MappingFormat::Graph {
        let text = checked(mapping)?;
        let roots: Result<Vec<Json>, _> = Index::new(&text).roots().map(Json::of).collect();
        return roots.map_err(|_| vec![registry::graph_table_nested_too_deep(Span::at(0))]);
    }
    match graph_table(mapping.source.text()) {
        None => Ok(vec![emit_graph::document(mapping)]),
        Some((location, kept)) => {
            let Some((outlines, patterns)) = kept else { return Err(vec![registry::invalid_graph_table(location)]) };
            patch_graph::restore(mapping, &outlines, &patterns, location).map_err(|diagnostic| vec![*diagnostic])
        }
    }
}

/// The outlines and the patterns.
type Kept = (Vec<Json>, Vec<Json>);

/// The `[graph]` table of a TOML text, with its location; the content is `None` if attrflow did not write it.
fn graph_table(text: &str) -> Option<(Span, Option<Kept>)> {
    let (root, _) = DeTable::parse_recoverable(text);
    let table = root.get_ref().get("graph")?;
    let location = Span::from(table.span());
    let values = |name: &str| -> Option<Vec<Json>> {
        let list = table.get_ref().as_table()?.get(name)?.get_ref().as_array()?;
        let texts = list.iter().map(|item| item.get_ref().as_str());
        let mut values = Vec::new();
        for text in texts {
            values.extend(Json::read(text?).ok()?);
        }
        Some(values)
    };
    Some((location, values("outline").zip(values("patterns"))))
}

#[cfg(test)]
mod tests;

//! Edits of a mapping file: those of fixes, and a new expression for an attribute mapping. All other bytes of the file stay as
//! they are, and the parameters beside an edited expression are made anew.
//!
//! Does not judge fixes: whoever offers one says whether it is safe.

use super::json::Json;
use super::sources::{Says, to_graph};
use super::tree_edits;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::mapping::{AttributeMapping, Mapping, MappingFormat, read};
use crate::text::{Source, Span};
use std::collections::BTreeMap;

/// The text after the edits, which are sorted from the last to the first and do not overlap. It is written once from the
/// front: an edit in place moves all that is behind it.
pub fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut kept = 0;
    for edit in edits.iter().rev() {
        let range = edit.span.range();
        let between = text.get(kept..range.start).filter(|_| text.is_char_boundary(range.end));
        if let Some(between) = between {
            new.push_str(between);
            new.push_str(&edit.text);
            kept = range.end;
        }
    }
    new.push_str(text.get(kept..).unwrap_or_default());
    new
}

/// The text of a mapping file after the edits, with the parameters of the edited expressions.
pub fn with_edits(old: &Source, edits: &[&Edit]) -> String {
    let new = edited(old.text(), edits);
    let (before, _) = read(old);
    let (after, _) = read(&Source::new(old.name(), new.as_str()));
    let trees = tree_edits(&after, Some(&before));
    edited(&new, &trees.iter().rev().collect::<Vec<_>>())
}

/// The edits of the wanted fixes that do not overlap, from the last to the first. A fix is applied as a whole or not at all.
/// Of two fixes that overlap, the later one is applied: if one is inside the other, that is the inner one.
pub fn fix_edits(diagnostics: &[Diagnostic], wanted: impl Fn(&Fix) -> bool) -> Vec<&Edit> {
    let fixes = diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let mut fixes: Vec<_> = fixes.filter(|fix| wanted(fix)).collect();
    let begins = |fix: &Fix| fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)).min();
    fixes.sort_by_key(|fix| std::cmp::Reverse(begins(fix)));
    // The chosen edits by their start. They do not overlap, so another edit can only overlap its two neighbors.
    let mut taken: BTreeMap<(u32, u32), &Edit> = BTreeMap::new();
    for fix in fixes {
        let is_free = |edit: &Edit| {
            let Span { start, end } = edit.span;
            let before = taken.range(..=(start, end)).next_back();
            let after = taken.range((start, end)..).next();
            before.is_none_or(|((from, to), _)| *to <= start && (*from, *to) != (start, end))
                && after.is_none_or(|((from, _), _)| end <= *from)
        };
        if fix.edits.iter().all(is_free) {
            taken.extend(fix.edits.iter().map(|edit| ((edit.span.start, edit.span.end), edit)));
        }
    }
    taken.into_values().rev().collect()
}

/// The edits that give an attribute mapping another expression; `None` if it has no source in the file that could be replaced.
pub fn expression_edit(mapping: &Mapping, attribute: &AttributeMapping, expression: &str) -> Option<Edit> {
    let source = attribute.source.as_ref()?;
    let text = mapping.source.text();
    match mapping.format {
        MappingFormat::Graph => Some(match &source.expression {
            Some(old) => Edit { span: old.span(), text: old.location.written(expression) },
            None => {
                let new = to_graph(&Says::Value(expression.to_owned()));
                Edit { span: source.span, text: Json::compact(&new) }
            }
        }),
        MappingFormat::Toml => {
            let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let new = literal(expression, newline);
            if source.expression.is_some() {
                return Some(Edit { span: source.span, text: new });
            }
            // The key says that its string is no expression.
            let start = source.span.range().start;
            let key = text.get(..start)?.trim_end().strip_suffix('=')?.trim_end().strip_suffix("constant")?.len();
            Some(Edit { span: Span::new(key, source.span.range().end), text: format!("value = {new}") })
        }
    }
}

/// A string as a TOML string literal, without escapes if possible.
pub fn literal(text: &str, newline: &str) -> String {
    let is_plain = !text.chars().any(|character| character.is_control() && character != '\n');
    let lines = text.replace('\n', newline);
    match (text.contains('\n'), is_plain) {
        (true, true) if !text.contains("'''") => format!("'''{newline}{lines}'''"),
        (false, true) if !text.contains('\'') => format!("'{text}'"),
        // JSON's escapes are valid in TOML, but only TOML requires one for U+007F.
        _ => serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_where_they_were_meant() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
        let all = [edit(7, 9, "é"), edit(4, 4, "new "), edit(0, 3, "")];
        for (text, chosen, expected) in [
            ("one two three", &all[..], " new twoéhree"),
            ("one two three", &all[2..], " two three"),
            ("one two three", &[], "one two three"),
            ("", &[edit(0, 0, "all")], "all"),
            // Within a character, and behind the end.
            ("aé", &[edit(2, 3, "x")], "aé"),
            ("a", &[edit(1, 2, "x")], "a"),
        ] {
            assert_eq!(edited(text, &chosen.iter().collect::<Vec<_>>()), expected, "{text}");
        }
    }

    #[test]
    fn a_literal_means_its_text() {
        for text in ["a \"b\"", "it's", "a\nb", "a'''b\nc", "tab\t", "a\\b", "it's \u{7f}"] {
            let table: toml::Table = toml::from_str(&format!("x = {}", literal(text, "\n"))).unwrap();
            assert_eq!(table["x"].as_str(), Some(text));
        }
    }

    /// The file after an attribute mapping got another expression.
    fn given(name: &str, text: &str, expression: &str) -> Option<String> {
        let source = Source::new(name, text);
        let (mapping, _) = read(&source);
        let (_, object) = mapping.object_mappings().next()?;
        let edit = expression_edit(&mapping, object.attribute_mappings.first()?, expression)?;
        Some(with_edits(&source, &[&edit]))
    }

    #[test]
    fn an_expression_is_replaced_and_nothing_else() {
        let head = "[source]\nobject = 'User' # kept\n[target]\nobject = 'User'\n[[attribute]]\ntarget = 'userName'\n";
        for (before, after) in [
            ("value = '[mail]'\n", "value = 'ToLower([mail])'\n"),
            ("value   = \"[mail]\" # why\nmatch = 1\n", "value   = 'ToLower([mail])' # why\nmatch = 1\n"),
            ("constant = 'sso'\n", "value = 'ToLower([mail])'\n"),
        ] {
            let new = given("m.toml", &format!("{head}{before}"), "ToLower([mail])");
            assert_eq!(new, Some(format!("{head}{after}")));
        }
        // A quoted key, and no source at all.
        assert_eq!(given("m.toml", &format!("{head}\"constant\" = 'sso'\n"), "[mail]"), None);
        assert_eq!(given("m.toml", &format!("{head}default = 'x'\n"), "[mail]"), None);
    }

    #[test]
    fn the_parameters_beside_an_expression_go_with_it() {
        let file = |source: &str| {
            format!(
                "{{\"synchronizationRules\": [{{\"objectMappings\":  [{{\"enabled\": true, \"attributeMappings\": [\
                {{\"source\": {source}, \"targetAttributeName\": \"userName\"}}]}}]}}]}}\n"
            )
        };
        let attribute = r#"{"expression": "[mail]", "name": "mail", "type": "Attribute", "parameters": []}"#;
        let new = given("m.json", &file(attribute), "ToLower([mail])").unwrap();
        let back: serde_json::Value = serde_json::from_str(&new).unwrap();
        let source = &back["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"][0]["source"];
        assert_eq!((&source["expression"], &source["type"]), (&"ToLower([mail])".into(), &"Function".into()), "{new}");
        assert_eq!((&source["name"], source["parameters"].as_array().unwrap().len()), (&"ToLower".into(), 1), "{new}");
        assert!(new.starts_with("{\"synchronizationRules\": [{\"objectMappings\":  [{"), "{new}");
        // What only names its attribute gets a whole source.
        let named = r#"{"name": "mail", "type": "Attribute"}"#;
        let new = given("m.json", &file(named), "ToLower([mail])").unwrap();
        assert!(new.contains("\"ToLower([mail], )\""), "{new}");
    }
}

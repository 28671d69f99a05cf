//! The attributes that an expression can use: those of the source object, and those of a sample record. Knows nothing of the
//! caret.

use super::Surroundings;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// How many attributes of a record are listed, and to which depth.
const MOST: usize = 1_000;
const DEEPEST: usize = 4;

/// Every known attribute with its description, by name.
pub(super) fn known(surroundings: &Surroundings<'_>) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    if let Some(sample) = surroundings.sample {
        collect(sample, "", 0, &mut known);
    }
    if let Some(source_schema) = surroundings.context.source_schema {
        known.extend(
            source_schema.names().map(|name| (name.to_owned(), declared(surroundings, name).unwrap_or_default())),
        );
    }
    known
}

/// The source object's declaration of an attribute: `String, multi-valued, required`.
pub(super) fn declared(surroundings: &Surroundings<'_>, name: &str) -> Option<String> {
    let attribute = surroundings.context.source_schema?.get(name)?;
    let mut words = vec![attribute.kind.name()];
    words.extend(attribute.multivalued.then_some("multi-valued"));
    words.extend(attribute.required.then_some("required"));
    Some(words.join(", "))
}

/// The value of a sample record's attribute, by its name or by a path of names.
pub(super) fn sampled<'j>(sample: &'j Json, name: &str) -> Option<&'j Json> {
    let whole = sample.get(name);
    whole.or_else(|| name.split('.').try_fold(sample, |inner, part| inner.get(part)))
}

fn collect(value: &Json, prefix: &str, depth: usize, known: &mut BTreeMap<String, String>) {
    let Json::Object(fields) = value else { return };
    for (name, value) in fields {
        if known.len() >= MOST {
            return;
        }
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            Json::Object(_) if depth < DEEPEST => collect(value, &path, depth + 1, known),
            Json::Array(items) if items.iter().any(Json::is_object) => {
                let types = items.iter().filter_map(|item| item.get("type")?.as_str());
                for kind in types.filter(|kind| !kind.contains(&['"', '[', ']'][..])) {
                    known.insert(format!("{path}[type eq \"{kind}\"].value"), "from the sample record".to_owned());
                }
            }
            _ => {
                known.insert(path, "from the sample record".to_owned());
            }
        }
    }
}

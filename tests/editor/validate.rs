//! JSON Schema, as far as our schemas use it. An unknown keyword fails the test.

use serde_json::Value as Json;

/// Where a document does not match a schema, each with its location; `$ref` points into `root`.
pub fn errors(root: &Json, schema: &Json, document: &Json, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, wanted) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let target = root.pointer(wanted.as_str().unwrap().trim_start_matches('#')).unwrap();
                found.extend(errors(root, target, document, at));
            }
            "type" if !is_one_of(wanted, document) => found.push(format!("{at}: is not of type {wanted}")),
            "enum" if !wanted.as_array().unwrap().contains(document) => found.push(format!("{at}: not in {wanted}")),
            "const" if document != wanted => found.push(format!("{at}: is not {wanted}")),
            "minimum" if document.as_i64() < wanted.as_i64() => found.push(format!("{at}: below {wanted}")),
            "maxItems" if document.as_array().map(Vec::len) > wanted.as_u64().map(|most| most as usize) => {
                found.push(format!("{at}: more than {wanted}"));
            }
            "anyOf" => {
                let mut choices = wanted.as_array().unwrap().iter();
                if !choices.any(|choice| errors(root, choice, document, at).is_empty()) {
                    found.push(format!("{at}: matches none of the choices"));
                }
            }
            "required" => {
                let names = wanted.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                let missing = names.filter(|name| document.is_object() && document.get(name).is_none());
                found.extend(missing.map(|name| format!("{at}: lacks {name}")));
            }
            "items" => {
                let items = document.as_array().into_iter().flatten().enumerate();
                found.extend(items.flat_map(|(number, item)| errors(root, wanted, item, &format!("{at}/{number}"))));
            }
            "properties" => {
                for (name, schema) in wanted.as_object().unwrap() {
                    let value = document.get(name);
                    found.extend(
                        value.into_iter().flat_map(|value| errors(root, schema, value, &format!("{at}/{name}"))),
                    );
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Json::as_object);
                let fields = document.as_object().into_iter().flatten();
                for (name, value) in fields.filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name))) {
                    let location = format!("{at}/{name}");
                    match wanted {
                        Json::Bool(false) => found.push(format!("{location}: is unknown")),
                        schema => found.extend(errors(root, schema, value, &location)),
                    }
                }
            }
            "type" | "enum" | "const" | "minimum" | "maxItems" => {}
            other => panic!("unknown keyword {other}"),
        }
    }
    found
}

fn is_one_of(types: &Json, document: &Json) -> bool {
    let is = |kind: &Json| match kind.as_str().unwrap() {
        "object" => document.is_object(),
        "array" => document.is_array(),
        "string" => document.is_string(),
        "integer" => document.is_i64() || document.is_u64(),
        "number" => document.is_number(),
        "boolean" => document.is_boolean(),
        "null" => document.is_null(),
        other => panic!("unknown type {other}"),
    };
    types.as_array().map_or_else(|| is(types), |types| types.iter().any(is))
}

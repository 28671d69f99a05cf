//! Keys and values of the files that attrflow reads in TOML – mappings, tests, the configuration – from their JSON Schemas, which
//! say what each key is for. Holds no list of keys.

use super::place::{Place, Role, place};
use crate::cli::schema::SchemaKind;
use serde_json::Value as Json;
use std::ops::Range;

/// The file's schema.
pub(super) struct Keys {
    schema: Json,
}

/// A key or a value that can stand at a position.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// How it is shown.
    pub label: String,
    /// What is inserted.
    pub text: String,
    /// What it replaces.
    pub replaced: Range<usize>,
    /// What it is for.
    pub about: String,
    pub is_key: bool,
}

impl Keys {
    pub fn new(kind: SchemaKind) -> Option<Self> {
        Some(Self { schema: kind.schema().ok()? })
    }

    /// What can stand at an offset of a file.
    pub fn offers(&self, text: &str, at: usize) -> Vec<Offer> {
        let Some(place) = place(text, at) else { return Vec::new() };
        match place.role {
            Role::Header => self.headers(&place),
            Role::Key => self.keys(text, &place),
            Role::Value { quoted } => self.values(&place, quoted),
        }
    }

    /// What the key or the value at an offset is for, with its range.
    pub fn about(&self, text: &str, at: usize) -> Option<(String, Range<usize>)> {
        let mut place = place(text, at)?;
        if matches!(place.role, Role::Value { .. }) {
            return None;
        }
        place.path.push(text.get(place.typed.clone()).filter(|name| !name.is_empty())?.to_owned());
        let (name, found) = (place.path.last()?.clone(), self.at(&place.path)?);
        let about = self.described(found);
        Some((format!("`{name}`: {about}"), place.typed)).filter(|_| !about.is_empty())
    }

    /// Tables, and arrays of tables, below a header's path.
    fn headers(&self, place: &Place) -> Vec<Offer> {
        let at = self.at(&place.path).map(|schema| self.resolved(schema));
        let properties = at.and_then(|schema| schema.get("properties")).and_then(Json::as_object);
        let tables = properties.into_iter().flatten().filter(|(_, schema)| self.is_table(schema));
        tables.map(|(name, schema)| self.offer(name, name.clone(), place, schema)).collect()
    }

    fn is_table(&self, schema: &Json) -> bool {
        let schema = self.resolved(schema);
        schema.get("properties").is_some() || schema.get("type").is_some_and(|kind| kind == "object")
    }

    /// The keys that a table does not have yet.
    fn keys(&self, text: &str, place: &Place) -> Vec<Offer> {
        let at = self.at(&place.path).map(|schema| self.resolved(schema));
        let properties = at.and_then(|schema| schema.get("properties")).and_then(Json::as_object);
        let is_assigned =
            text.get(place.typed.end..).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('='));
        let missing = properties.into_iter().flatten().filter(|(name, _)| !place.present.contains(name));
        let offer = |(name, schema): (&String, &Json)| {
            let text = if is_assigned { name.clone() } else { format!("{name} = ") };
            self.offer(name, text, place, schema)
        };
        missing.map(offer).collect()
    }

    fn offer(&self, name: &str, text: String, place: &Place, schema: &Json) -> Offer {
        Offer {
            label: name.to_owned(),
            text,
            replaced: place.typed.clone(),
            about: self.described(schema),
            is_key: true,
        }
    }

    /// The values that a key may have, where there are only some.
    fn values(&self, place: &Place, quoted: bool) -> Vec<Offer> {
        let Some(schema) = self.at(&place.path) else { return Vec::new() };
        let mut words = Vec::new();
        self.words(schema, &mut words);
        let offer = |word: &Json| {
            let text = match word {
                Json::String(word) if quoted => word.clone(),
                Json::String(word) => format!("'{word}'"),
                other => other.to_string(),
            };
            let label = word.as_str().map_or_else(|| word.to_string(), str::to_owned);
            Offer { label, text, replaced: place.typed.clone(), about: String::new(), is_key: false }
        };
        words.iter().filter(|word| word.is_string() || !quoted).map(offer).collect()
    }

    fn words(&self, schema: &Json, words: &mut Vec<Json>) {
        let schema = self.resolved(schema);
        if let Some(listed) = schema.get("enum").and_then(Json::as_array) {
            words.extend(listed.iter().cloned());
        }
        if schema.get("type").is_some_and(|kind| kind == "boolean") {
            words.extend([Json::Bool(true), Json::Bool(false)]);
        }
        if let Some(items) = schema.get("items") {
            self.words(items, words);
        }
        schema.get("anyOf").and_then(Json::as_array).into_iter().flatten().for_each(|one| self.words(one, words));
    }

    /// The schema at a path. Tables of an array have no number in it.
    fn at(&self, path: &[String]) -> Option<&Json> {
        path.iter().try_fold(&self.schema, |schema, name| self.member(schema, name))
    }

    fn member<'s>(&'s self, schema: &'s Json, name: &str) -> Option<&'s Json> {
        let schema = self.resolved(schema);
        let named = schema.get("properties").and_then(|properties| properties.get(name));
        let any = || schema.get("additionalProperties").filter(|any| any.is_object());
        let one = || schema.get("anyOf")?.as_array()?.iter().find_map(|one| self.member(one, name));
        named.or_else(any).or_else(one)
    }

    /// A schema without references, and that of the items of an array.
    fn resolved<'s>(&'s self, mut schema: &'s Json) -> &'s Json {
        // No schema refers to itself in a circle; the number only makes sure of an end.
        for _ in 0..8 {
            let referred = schema.get("$ref").and_then(Json::as_str).and_then(|name| name.strip_prefix('#'));
            let next = referred.and_then(|pointer| self.schema.pointer(pointer));
            let items = || schema.get("items").filter(|items| self.has_properties(items));
            match next.or_else(items) {
                Some(inner) => schema = inner,
                None => break,
            }
        }
        schema
    }

    fn has_properties(&self, items: &Json) -> bool {
        let referred = items.get("$ref").and_then(Json::as_str).and_then(|name| name.strip_prefix('#'));
        let items = referred.and_then(|pointer| self.schema.pointer(pointer)).unwrap_or(items);
        items.get("properties").is_some()
    }

    /// What a key is for, and the values that it may have.
    fn described(&self, schema: &Json) -> String {
        let text = |schema: &Json| schema.get("description").and_then(Json::as_str).map(str::to_owned);
        let about = text(schema).or_else(|| text(self.resolved(schema)));
        let mut words = Vec::new();
        self.words(schema, &mut words);
        let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
        let listed = (!words.is_empty() && words.len() < 12).then(|| format!("One of `{}`.", words.join("`, `")));
        about.into_iter().chain(listed).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(kind: SchemaKind, marked: &str) -> Vec<String> {
        let at = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let offers = Keys::new(kind).unwrap().offers(&text, at);
        offers.into_iter().map(|offer| offer.text).collect()
    }

    #[test]
    fn keys_and_values_come_from_the_schema() {
        let mapping = |text| offered(SchemaKind::Mapping, text);
        assert!(mapping("[sour|]").contains(&"source".to_owned()));
        assert!(mapping("[[object.|]]").contains(&"attribute".to_owned()));
        let keys = mapping("[[attribute]]\ntarget = 'a'\n|");
        assert!(keys.contains(&"value = ".to_owned()) && !keys.contains(&"target = ".to_owned()), "{keys:?}");
        assert!(mapping("[[attribute]]\n| = 'a'").contains(&"target".to_owned()));
        assert_eq!(mapping("[target]\nscim = '|'"), ["1.1", "2.0"]);
        assert_eq!(mapping("[target]\nscim = |"), ["'1.1'", "'2.0'"]);
        assert_eq!(mapping("enabled = |"), ["true", "false"]);
        assert!(mapping("[source]\nattributes = { mail = 'B|' }").contains(&"Boolean".to_owned()));
        assert!(mapping("[[scope]]\nclauses = [{ attribute = 'a', | }]").contains(&"operator = ".to_owned()));
        assert!(mapping("name = 'na|'").is_empty());
        assert!(mapping("nothing = |").is_empty());
        assert!(offered(SchemaKind::Test, "[[case]]\n|").contains(&"expect = ".to_owned()));
        assert!(offered(SchemaKind::Test, "dialect = '|'").contains(&"cloud-sync".to_owned()));
        assert!(offered(SchemaKind::Config, "select = ['|']").contains(&"unknown-function".to_owned()));
        assert!(offered(SchemaKind::Config, "[[ignore]]\ncode = '|'").contains(&"unknown-function".to_owned()));
    }

    #[test]
    fn a_key_is_explained_and_nothing_else() {
        let keys = Keys::new(SchemaKind::Test).unwrap();
        let text = "seed = 1\n[[case]]\nname = 'seed'\nexpect = { seed = 1 }\n";
        let about = |piece: &str| keys.about(text, text.find(piece).unwrap() + 1).map(|(about, _)| about);
        assert!(about("seed = 1\n[").unwrap().contains("random"));
        assert!(about("expect").unwrap().contains("expected"));
        assert_eq!(about("'seed'"), None);
        assert_eq!(about("seed = 1 }"), None);
    }
}

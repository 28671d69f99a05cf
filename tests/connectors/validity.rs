//! Checks whether SCIM allows a payload (RFC 7643 and its predecessor). It looks only at the payload, not at the
//! mapping.

use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

const ENTERPRISE: &[&str] = &["employeeNumber", "costCenter", "organization", "division", "department"];

/// The string attributes of the core schemas, and the sub-attributes of their complex attributes.
const TEXTS: &[&str] = &["userName", "externalId", "displayName", "title", "preferredLanguage"];
const NAME: &[&str] = &["formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix"];
const PLURAL: &[(&str, &[&str])] = &[
    ("emails", &["value"]),
    ("phoneNumbers", &["value"]),
    ("addresses", &["formatted", "streetAddress", "locality", "region", "postalCode", "country"]),
];

/// An attribute that is not a string, and a check of its value.
type Typed = (&'static str, fn(&Json) -> bool);

/// An extension: its string attributes, then its attributes of other types.
type Extension = (&'static str, &'static [&'static str], &'static [Typed]);

const EXTENSIONS: &[Extension] = &[
    ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", ENTERPRISE, &[("manager", is_something)]),
    ("urn:scim:schemas:extension:enterprise:1.0", ENTERPRISE, &[("manager", is_something)]),
    ("urn:scim:schemas:extension:facebook:auth_method:1.0", &["auth_method"], &[]),
    ("urn:scim:schemas:extension:facebook:frontline:1.0", &[], &[("is_frontline", Json::is_boolean)]),
    ("urn:scim:schemas:extension:facebook:starttermdates:1.0", &[], &[("startDate", Json::is_i64)]),
];

/// References are set after an object is created; their format is not checked here.
fn is_something(value: &Json) -> bool {
    !value.is_null()
}

/// What is wrong with a payload for an object of a core schema.
pub fn errors(payload: &Json, core: &str) -> Vec<String> {
    let mut errors = Errors(Vec::new());
    let Some(object) = payload.as_object() else { return vec!["the payload is not an object".to_owned()] };
    errors.schemas(object, core);
    let name = if core.ends_with("Group") { "displayName" } else { "userName" };
    if object.get(name).and_then(Json::as_str).is_none_or(str::is_empty) {
        errors.say(name, "is missing or empty");
    }
    for (key, value) in object {
        errors.hollow(key, value);
        errors.attribute(key, value);
    }
    errors.0
}

struct Errors(Vec<String>);

impl Errors {
    fn say(&mut self, location: &str, what: &str) {
        self.0.push(format!("`{location}` {what}"));
    }

    /// `schemas` lists the core schema first, and then the extensions in the payload, each once. Microsoft's service,
    /// the only one that sends `meta`, always lists the same two.
    fn schemas(&mut self, object: &Map<String, Json>, core: &str) {
        let listed = object.get("schemas").and_then(Json::as_array).into_iter().flatten();
        let listed: Vec<&str> = listed.filter_map(Json::as_str).collect();
        let distinct: BTreeSet<&str> = listed.iter().copied().collect();
        let there = object.keys().map(String::as_str).filter(|key| key.starts_with("urn:"));
        let expected: BTreeSet<&str> = match (object.contains_key("meta"), core.ends_with("Group")) {
            (false, _) => there.chain([core]).collect(),
            (true, false) => [core, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].into(),
            (true, true) => [core, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"].into(),
        };
        if listed.first() != Some(&core) || distinct != expected || distinct.len() != listed.len() {
            self.say("schemas", &format!("is {listed:?}, with {expected:?} in use"));
        }
    }

    /// No value is null, and no object or array is empty.
    fn hollow(&mut self, location: &str, value: &Json) {
        match value {
            Json::Null => self.say(location, "is null"),
            Json::Array(items) if items.is_empty() => self.say(location, "is an empty array"),
            Json::Object(members) if members.is_empty() => self.say(location, "is an empty object"),
            Json::Array(items) => items.iter().for_each(|item| self.hollow(location, item)),
            Json::Object(members) => {
                members.iter().for_each(|(key, value)| self.hollow(&format!("{location}.{key}"), value));
            }
            _ => {}
        }
    }

    fn attribute(&mut self, key: &str, value: &Json) {
        let extension = EXTENSIONS.iter().find(|(known, ..)| *known == key);
        let plural = PLURAL.iter().find(|(known, _)| *known == key);
        match (extension, plural) {
            _ if key == "schemas" || key == "members" => {}
            _ if key == "active" => self.expect(key, value.is_boolean(), "is not a Boolean"),
            _ if key == "meta" => {
                let kind = value.get("resourceType").and_then(Json::as_str);
                self.expect(key, matches!(kind, Some("User" | "Group")), "has no known `resourceType`");
            }
            _ if key == "name" => self.members(key, value, NAME, &[]),
            _ if TEXTS.contains(&key) => self.expect(key, value.is_string(), "is not a string"),
            (Some((_, texts, others)), _) => self.members(key, value, texts, others),
            (_, Some((_, parts))) => self.plural(key, value, parts),
            _ => self.say(key, "is unknown"),
        }
    }

    fn expect(&mut self, location: &str, holds: bool, otherwise: &str) {
        if !holds {
            self.say(location, otherwise);
        }
    }

    fn members(&mut self, location: &str, value: &Json, texts: &[&str], others: &[Typed]) {
        let Some(members) = value.as_object() else { return self.say(location, "is not an object") };
        for (key, value) in members {
            let other = others.iter().find(|(known, _)| known == key);
            let fits = texts.contains(&key.as_str()) && value.is_string() || other.is_some_and(|(_, fits)| fits(value));
            self.expect(&format!("{location}.{key}"), fits, "is unknown or has the wrong type");
        }
    }

    /// Every element has its own type; at most one element is primary; no element has only a type.
    fn plural(&mut self, location: &str, value: &Json, parts: &[&str]) {
        let Some(elements) = value.as_array() else { return self.say(location, "is not an array") };
        let mut types = BTreeSet::new();
        let is_primary = |element: &&Json| element.get("primary") == Some(&Json::Bool(true));
        self.expect(location, elements.iter().filter(is_primary).count() <= 1, "has two primary values");
        for element in elements {
            let kind = element.get("type").and_then(Json::as_str).unwrap_or_default();
            self.expect(location, !kind.is_empty() && types.insert(kind), "has a value without a type of its own");
            let texts: Vec<&str> = parts.iter().copied().chain(["type"]).collect();
            self.members(location, element, &texts, &[("primary", Json::is_boolean)]);
            let said = parts.iter().any(|part| element.get(part).is_some());
            self.expect(location, said, "has a value with only a type");
            let address = element.get("value").and_then(Json::as_str);
            let fits = location != "emails" || address.is_some_and(|address| address.contains('@'));
            self.expect(location, fits, "has a value that is not an address");
        }
    }
}

#[test]
fn the_check_finds_what_scim_does_not_allow() {
    const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let found = |more: &str| {
        let text = format!(r#"{{"schemas":["{CORE}"],"userName":"a"{more}}}"#).replace("ENTERPRISE", ENTERPRISE);
        errors(&serde_json::from_str(&text).expect("the row is JSON"), CORE).len()
    };
    for (more, count) in [
        ("", 0),
        (r#","active":true,"name":{"givenName":"A"}"#, 0),
        (
            r#","emails":[{"type":"work","value":"a@b.example","primary":true},{"type":"home","value":"c@d.example"}]"#,
            0,
        ),
        (r#","active":"True""#, 1),
        (r#","title":null"#, 2),
        (r#","title":true"#, 1),
        (r#","nickname":"A""#, 1),
        (r#","name":{}"#, 1),
        (r#","name":{"given":"A"}"#, 1),
        (r#","emails":[]"#, 1),
        (r#","emails":[{"type":"work","value":"a"}]"#, 1),
        (r#","emails":[{"value":"a@b.example"}]"#, 1),
        (r#","phoneNumbers":[{"type":"work","value":"1"},{"type":"work","value":"2"}]"#, 1),
        (
            r#","phoneNumbers":[{"type":"work","value":"1","primary":true},{"type":"fax","value":"2","primary":true}]"#,
            1,
        ),
        (r#","addresses":[{"type":"work"}]"#, 1),
        (r#","ENTERPRISE":{"department":"A"}"#, 1),
        (r#","urn:unknown:1.0":{"a":"b"}"#, 2),
    ] {
        assert_eq!(found(more), count, "{more}");
    }
}

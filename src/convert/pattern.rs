//! How an object is written: its members, their order, and the content that the TOML file cannot express.
//!
//! A pattern is a list with one item per member:
//!
//! | item                          | means                                                                    |
//! |-------------------------------|--------------------------------------------------------------------------|
//! | `"key"`                       | what the TOML file says, as the service writes it                        |
//! | `{"key": ["b", "a"]}`         | the same, the members of its objects in this order and no others         |
//! | `["key", literal]`            | the literal                                                              |
//! | `["key", literal, meaning]`   | the literal as long as the TOML file says what it means                  |
//! | `["key", pattern, null, 0]`   | an object with a pattern of its own                                      |
//!
//! A member that is not in a pattern is added if the TOML file states something other than the default for a missing
//! member. Keys are spelt as the file spells them: PowerShell's cmdlets write them with a capital letter.

use super::fields::{Field, with_maximum_length};
use super::json::{Json, is_key, is_same_key, literal};

/// No value that attrflow writes has as many keys.
const MOST_KEYS: usize = 32;

/// The member of an object as an item. `inner` are the members of the value, if it has a pattern of its own; `kept` is
/// the value as a literal of the outline.
pub fn item(key: &str, value: &Json, kept: Json, field: Option<&Field>, inner: Option<Vec<Json>>) -> Json {
    let name = Json::Leaf(key.to_owned());
    let Some(field) = field else { return Json::List(vec![name, kept]) };
    if *value == field.value {
        return name;
    }
    let mut order = Vec::new();
    let known = order_of(value, &mut order);
    if known && restyle(&field.value, &order).as_ref() == Some(value) {
        return Json::Object(vec![(key.to_owned(), Json::List(order.into_iter().map(Json::Leaf).collect()))]);
    }
    match inner {
        Some(inner) => Json::List(vec![name, Json::List(inner), Json::null(), Json::number(0)]),
        None => Json::List(vec![name, kept, field.meaning.clone()]),
    }
}

/// The members of an object by a pattern, `None` if the pattern is invalid. `literal` returns the value of a literal of
/// the outline, `inner` the fields of a member with a pattern of its own.
pub fn fill(
    pattern: &[Json],
    fields: &[Field],
    literal: &mut dyn FnMut(&Json) -> Option<Json>,
    inner: &dyn Fn(&str) -> Vec<Field>,
) -> Option<Json> {
    let mut members: Vec<(String, Json)> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for item in pattern {
        let key = key_of(item)?;
        let exact = fields.iter().find(|field| is_key(key, field.key));
        let field = exact.or_else(|| fields.iter().find(|field| is_same_key(key, &self::literal(field.key))));
        let (value, follows) = match item {
            Json::Leaf(_) => (field?.value.clone(), true),
            Json::Object(members) => (styled(&field?.value, members.first()?.1.items()), true),
            Json::List(parts) => match parts.as_slice() {
                [_, Json::List(nested), _, _] => (fill(nested, &inner(field?.key), literal, &|_| Vec::new())?, true),
                [_, kept, meaning] => (unless_changed(literal(kept)?, meaning, field?), true),
                [_, kept] => (literal(kept)?, false),
                _ => return None,
            },
        };
        if let Some(field) = field.filter(|_| follows) {
            said.push(field.key);
        }
        members.push((key.to_owned(), value));
    }
    // A literal member with a key that also follows is an earlier one of the same name; one without a follower is kept.
    let has = |key: &str| members.iter().any(|(name, _)| is_same_key(name, &self::literal(key)));
    let more: Vec<&Field> = fields
        .iter()
        .filter(|field| !said.contains(&field.key) && field.meaning != field.unsaid && !has(field.key))
        .collect();
    let spelling: Vec<String> = members.iter().map(|(key, _)| key.clone()).collect();
    members.extend(more.into_iter().map(|field| {
        let key = self::literal(field.key);
        (spelt(&key, &spelling), respelt(&field.value, &spelling))
    }));
    Some(Json::Object(members))
}

fn unless_changed(kept: Json, meaning: &Json, field: &Field) -> Json {
    match field {
        field if field.meaning == *meaning => kept,
        field if field.key == "metadata" => with_maximum_length(&kept, &field.value),
        field => respelt_as(&field.value, &kept),
    }
}

/// A key as the keys beside it are spelt: as the same one, else with a capital letter if all of them have one.
fn spelt(key: &str, spelling: &[String]) -> String {
    if let Some(known) = spelling.iter().find(|known| is_same_key(known, key)) {
        return known.clone();
    }
    let is_capital = |key: &String| key.chars().nth(1).is_some_and(|first| first.is_ascii_uppercase());
    match key.strip_prefix('"').and_then(|rest| rest.split_at_checked(1)) {
        Some((first, rest)) if !spelling.is_empty() && spelling.iter().all(is_capital) => {
            format!("\"{}{rest}", first.to_ascii_uppercase())
        }
        _ => key.to_owned(),
    }
}

/// A value with all its keys spelt as those of another.
pub fn respelt_as(value: &Json, other: &Json) -> Json {
    let mut spelling = Vec::new();
    order_of(other, &mut spelling);
    respelt(value, &spelling)
}

/// A value with all its keys as others are spelt.
fn respelt(value: &Json, spelling: &[String]) -> Json {
    match value {
        Json::Leaf(_) => value.clone(),
        Json::List(items) => Json::List(items.iter().map(|item| respelt(item, spelling)).collect()),
        Json::Object(members) => {
            let members = members.iter().map(|(key, inside)| (spelt(key, spelling), respelt(inside, spelling)));
            Json::Object(members.collect())
        }
    }
}

/// The key of an item, as a literal.
fn key_of(item: &Json) -> Option<&str> {
    match item {
        Json::Leaf(key) => Some(key),
        Json::Object(members) => members.first().map(|(key, _)| key.as_str()),
        Json::List(parts) => match parts.first() {
            Some(Json::Leaf(key)) => Some(key),
            _ => None,
        },
    }
}

/// The keys of an object and those inside, in the order of their first appearance; false if there are too many for
/// attrflow's own.
fn order_of(value: &Json, order: &mut Vec<String>) -> bool {
    for (key, _) in value.members() {
        if !order.contains(key) {
            // Spelt in two ways, it is no style.
            if order.iter().any(|known| is_same_key(known, key)) {
                return false;
            }
            order.push(key.clone());
        }
        if order.len() > MOST_KEYS {
            return false;
        }
    }
    let mut inside = value.items().iter().chain(value.members().iter().map(|(_, inside)| inside));
    inside.all(|inside| order_of(inside, order))
}

/// A value with the members of its objects in another order, and without those that the order does not have. Only an
/// attribute in a parameter tree may lose members: its expression and its empty lists. Otherwise there is no result.
fn restyle(value: &Json, order: &[String]) -> Option<Json> {
    Some(match value {
        Json::Leaf(_) => value.clone(),
        Json::List(items) => Json::List(items.iter().map(|item| restyle(item, order)).collect::<Option<_>>()?),
        Json::Object(members) => {
            let spare = |key: &str, inside: &Json| {
                is_leaf(value) && (is_key(key, "expression") || inside == &Json::List(Vec::new()))
            };
            let is_listed = |key: &String| order.iter().any(|listed| is_same_key(listed, key));
            if members.iter().any(|(key, inside)| !is_listed(key) && !spare(key, inside)) {
                return None;
            }
            let mut sorted = Vec::new();
            for key in order {
                for (_, inside) in members.iter().filter(|(name, _)| is_same_key(name, key)) {
                    sorted.push((key.clone(), restyle(inside, order)?));
                }
            }
            Json::Object(sorted)
        }
    })
}

/// Whether it is an attribute in a parameter tree, which is complete with a name and a type.
fn is_leaf(value: &Json) -> bool {
    let kind = value.get("type").and_then(Json::as_text);
    matches!(kind.as_deref(), Some("Attribute")) && value.get("parameters").is_some()
}

fn styled(value: &Json, order: &[Json]) -> Json {
    let order: Vec<String> =
        order.iter().filter_map(|key| if let Json::Leaf(key) = key { Some(key.clone()) } else { None }).collect();
    restyle(value, &order).unwrap_or_else(|| respelt(value, &order))
}

/// Whether new objects may be written by a pattern: it keeps no content of its own.
pub fn is_plain(pattern: &Json) -> bool {
    let empty = |kept: &Json| {
        matches!(kept, Json::Leaf(leaf) if leaf == "null") || matches!(kept, Json::List(list) if list.is_empty())
    };
    pattern.items().iter().all(|item| match item {
        Json::List(parts) => matches!(parts.as_slice(), [_, kept] if empty(kept)),
        _ => true,
    })
}

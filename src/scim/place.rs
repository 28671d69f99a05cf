//! Where a value of a payload is, as a target path says it, and the values that a target path leads to.
//!
//! Knows nothing of how payloads are made.

use crate::dotnet::casing::lower_invariant;
use serde_json::Value as Json;

/// What stands for a value that `Redact` hides, as in the logs of the service.
pub const HIDDEN: &str = "[Redact]";

/// How deep a payload is searched.
const DEEPEST: usize = 64;

/// The path of a member. An extension's name is a URN, which is followed by a colon.
pub(crate) fn member(path: &str, name: &str) -> String {
    let separator = match path {
        "" => "",
        path if path.starts_with("urn:") => ":",
        _ => ".",
    };
    format!("{path}{separator}{name}")
}

/// The path of an item of a list: by its type, else by its index.
pub(crate) fn list_item(path: &str, number: usize, item: &Json) -> String {
    match item.get("type").and_then(Json::as_str) {
        Some(kind) => format!("{path}[type eq \"{kind}\"]"),
        None => format!("{path}[{number}]"),
    }
}

/// Changes the values of a payload whose paths are chosen. A value inside a chosen one is not asked about.
pub(crate) fn change_values(payload: &mut Json, chosen: &dyn Fn(&str) -> bool, change: &mut dyn FnMut(&mut Json)) {
    search(payload, "", 0, chosen, change);
}

fn search(
    value: &mut Json,
    path: &str,
    depth: usize,
    chosen: &dyn Fn(&str) -> bool,
    change: &mut dyn FnMut(&mut Json),
) {
    let is_inner = match value {
        Json::Object(_) => true,
        Json::Array(items) => items.iter().any(Json::is_object),
        _ => false,
    };
    match value {
        Json::Object(fields) if depth < DEEPEST => {
            fields.iter_mut().for_each(|(name, value)| search(value, &member(path, name), depth + 1, chosen, change));
        }
        Json::Array(items) if depth < DEEPEST && is_inner => {
            for (number, item) in items.iter_mut().enumerate() {
                let path = list_item(path, number, item);
                search(item, &path, depth + 1, chosen, change);
            }
        }
        value if chosen(path) => change(value),
        _ => {}
    }
}

/// Whether one of two paths leads to the other, or into it: `name` and `name.givenName`, `emails[type eq "work"].value`
/// and `emails`. Items of a list are the same unless their types differ.
pub(crate) fn overlaps(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && steps(one).zip(steps(other)).all(|(one, other)| meets(one, other))
}

fn meets(one: &str, other: &str) -> bool {
    let parted = |step| str::split_once(step, '[').map_or((step, None), |(name, selector)| (name, Some(selector)));
    let ((name, selector), (other_name, other_selector)) = (parted(one), parted(other));
    let typed = [selector, other_selector].map(|selector| selector.filter(|selector| selector.contains(" eq ")));
    let differ = matches!(typed, [Some(one), Some(other)] if lower_invariant(one) != lower_invariant(other));
    name.eq_ignore_ascii_case(other_name) && !differ
}

/// The steps of a path. What stands in brackets is no step, and neither is a part of a URN.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    let whole =
        if path.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:")) { path.rfind(':') } else { None };
    let (urn, rest) = path.split_at(whole.map_or(0, |colon| colon + 1));
    let mut depth = 0_usize;
    let names = rest.split(move |sign| {
        depth = match sign {
            '[' => depth + 1,
            ']' => depth.saturating_sub(1),
            _ => depth,
        };
        sign == '.' && depth == 0
    });
    std::iter::once(urn).filter(|urn| !urn.is_empty()).chain(names)
}

#[cfg(test)]
mod tests {
    use super::overlaps;

    #[test]
    fn paths_overlap() {
        let user = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        for (one, other, expected) in [
            ("nickName", "nickname", true),
            ("nickName", "title", false),
            ("name", "name.givenName", true),
            ("name.familyName", "name.givenName", false),
            ("emails[type eq \"work\"].value", "emails[type eq \"work\"].value", true),
            ("emails[type eq \"work\"].value", "emails[type eq \"home\"].value", false),
            ("emails[type eq \"work\"].value", "emails[0].value", true),
            ("emails[type eq \"work\"].value", "emails[type eq \"work\"].primary", false),
            ("emails[value eq \"a.b\"].value", "emails", true),
            (&format!("{user}:department"), &format!("{user}:department"), true),
            (&format!("{user}:department"), &format!("{user}:division"), false),
            ("", "title", false),
        ] {
            assert_eq!(overlaps(one, other), expected, "{one} and {other}");
            assert_eq!(overlaps(other, one), expected, "{other} and {one}");
        }
    }
}

//! Writes the payload from its 23 values in one pass; missing values are left out.

/// The values in the order of the mapping. `active` is `true` or `false`.
pub type Values<V> = [Option<V>; 23];

/// Appends the payload's JSON.
pub fn write<V: AsRef<str>>(values: &Values<V>, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]"#);
    let mut first = false;
    member(out, &mut first, "userName", &values[0]);
    member(out, &mut first, "externalId", &values[1]);
    if let Some(active) = &values[2] {
        out.extend_from_slice(b",\"active\":");
        out.extend_from_slice(active.as_ref().as_bytes());
    }
    for (key, value) in [("title", 3), ("displayName", 4), ("nickName", 5)] {
        member(out, &mut first, key, &values[value]);
    }
    item(out, r#","emails":[{"primary":true,"type":"work""#, &[("value", &values[6])], "}]");
    let name = [("givenName", &values[7]), ("familyName", &values[8]), ("formatted", &values[9])];
    group(out, r#","name":{"#, &name, "}");
    let parts = ["formatted", "streetAddress", "locality", "region", "postalCode", "country"];
    let address: Vec<_> = parts.into_iter().zip(&values[10..16]).collect();
    item(out, r#","addresses":[{"type":"work""#, &address, "}]");
    if values[16].is_some() || values[17].is_some() {
        out.extend_from_slice(br#","phoneNumbers":["#);
        item(out, r#"{"type":"work""#, &[("value", &values[16])], "}");
        if values[16].is_some() && values[17].is_some() {
            out.push(b',');
        }
        item(out, r#"{"type":"mobile""#, &[("value", &values[17])], "}");
        out.push(b']');
    }
    member(out, &mut first, "preferredLanguage", &values[18]);
    let parts = ["employeeNumber", "department", "costCenter", "startDate"];
    let enterprise: Vec<_> = parts.into_iter().zip(&values[19..23]).collect();
    group(out, r#","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"#, &enterprise, "}");
    out.push(b'}');
}

fn member<V: AsRef<str>>(out: &mut Vec<u8>, first: &mut bool, key: &str, value: &Option<V>) {
    let Some(value) = value else { return };
    if !std::mem::take(first) {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
    serde_json::to_writer(out, value.as_ref()).expect("memory can be written to");
}

/// An object without a prefix before its members.
fn group<V: AsRef<str>>(out: &mut Vec<u8>, opening: &str, members: &[(&str, &Option<V>)], closing: &str) {
    object(out, opening, true, members, closing);
}

/// An object that begins with its type.
fn item<V: AsRef<str>>(out: &mut Vec<u8>, opening: &str, members: &[(&str, &Option<V>)], closing: &str) {
    object(out, opening, false, members, closing);
}

fn object<V: AsRef<str>>(
    out: &mut Vec<u8>,
    opening: &str,
    mut first: bool,
    members: &[(&str, &Option<V>)],
    closing: &str,
) {
    if members.iter().all(|(_, value)| value.is_none()) {
        return;
    }
    out.extend_from_slice(opening.as_bytes());
    for (key, value) in members {
        member(out, &mut first, key, value);
    }
    out.extend_from_slice(closing.as_bytes());
}

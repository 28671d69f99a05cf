//! Which target of a connector corresponds to an old target: the same attribute of the same schema, in another version.
//!
//! Names are compared; there is no list: `urn:scim:schemas:extension:enterprise:1.0.department` and
//! `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department` are both the `department` of `enterprise`.

/// A target's name without the parts that differ between versions of SCIM.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Matching {
    /// The schema's name without prefix and version, such as `enterprise`; empty for the core.
    family: String,
    /// The attribute in the schema, ignoring case and spaces.
    path: String,
}

impl Matching {
    /// From a target attribute's name.
    pub fn of(target: &str) -> Self {
        let (schema, path) = split(target);
        let schema = schema.to_ascii_lowercase();
        let words = schema.split(':').skip_while(|word| *word != "extension" && *word != "core").skip(1);
        // After a version only the resource follows; a schema in another form is its own family.
        let family: Vec<&str> = words.take_while(|word| !is_version(word)).collect();
        let is_core = schema.is_empty() || schema.split(':').any(|word| word == "core");
        let family = match family.join(":") {
            _ if is_core => String::new(),
            named if !named.is_empty() => named,
            _ => schema.clone(),
        };
        let path = path.chars().filter(|character| !character.is_whitespace()).collect::<String>().to_lowercase();
        Self { family, path }
    }
}

/// The schema's URN and the attribute in it. The version ends the URN, followed by the resource if it is named; SCIM
/// 1.0 has a dot or a colon before the attribute.
fn split(target: &str) -> (&str, &str) {
    let filter = target.find(['[', '"']).unwrap_or(target.len());
    let head = target.get(..filter).unwrap_or_default();
    if !head.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("urn:")) {
        return ("", target);
    }
    let mut behind = 0;
    for word in head.split(':') {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let minor = word.get(digits..).and_then(|rest| rest.strip_prefix('.'));
        let minor = minor.map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        if digits > 0 && minor > 0 {
            let end = behind + digits + 1 + minor;
            let (schema, rest) = (target.get(..end).unwrap_or_default(), target.get(end + 1..).unwrap_or_default());
            let resource = ["User:", "Group:"].iter().find_map(|name| rest.strip_prefix(name));
            return (schema, resource.unwrap_or(rest));
        }
        behind += word.len() + 1;
    }
    match head.rfind(':') {
        Some(colon) => (target.get(..colon).unwrap_or_default(), target.get(colon + 1..).unwrap_or_default()),
        None => ("", target),
    }
}

fn is_version(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_a_target_are_the_same_attribute() {
        for (old, new) in [
            (
                "urn:scim:schemas:extension:enterprise:1.0.department",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            ),
            ("urn:scim:schemas:core:1.0.userName", "userName"),
            ("urn:scim:schemas:core:1.0:name.givenName", "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName"),
            ("urn:scim:schemas:core:1.0:emails[type eq \"work\"].value", "emails[type eq \"work\"].value"),
            (
                "urn:scim:schemas:extension:facebook:auth_method:1.0:auth_method",
                "urn:ietf:params:scim:schemas:extension:facebook:auth_method:2.0:User:auth_method",
            ),
        ] {
            assert_eq!(Matching::of(old), Matching::of(new), "{old}");
        }
    }

    #[test]
    fn different_attributes_stay_different() {
        for (one, other) in [
            ("urn:scim:schemas:extension:enterprise:1.0.title", "title"),
            ("emails[type eq \"work\"].value", "emails[type eq \"home\"].value"),
            ("urn:scim:schemas:extension:a:1.0.code", "urn:scim:schemas:extension:b:1.0.code"),
            ("urn:contoso:people:code", "code"),
            ("urn:contoso:people:code", "urn:contoso:machines:code"),
        ] {
            assert_ne!(Matching::of(one), Matching::of(other), "{one}");
        }
    }
}

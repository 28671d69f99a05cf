//! Payloads of real target lists: applications of the gallery, the service's default mapping, RFC 7643's examples; and
//! properties that hold for every payload.

use super::*;
use crate::mapping::ScimVersion;
use proptest::prelude::*;

const WORKPLACE: &str = r#"
    userName                                | String  | "ada@contoso.com"
    displayName                             | String  | "Ada Lovelace"
    active                                  | Boolean | "True"
    title                                   | Boolean | "False"
    emails[type eq "work"].value            | String  | "ada@contoso.com"
    name.givenName                          | String  | "Ada"
    name.familyName                         | String  | "Lovelace"
    name.formatted                          | String  | "Ada Lovelace"
    addresses[type eq "work"].formatted     | String  | "1 Main St\nLondon"
    addresses[type eq "work"].streetAddress | String  | "1 Main St"
    addresses[type eq "work"].locality      | String  | "London"
    addresses[type eq "work"].region        | String  | "LND"
    addresses[type eq "work"].country       | String  | "UK"
    addresses[type eq "work"].postalCode    | String  | "E1"
    addresses[type eq "other"].formatted    | String  | "Room 3"
    phoneNumbers[type eq "work"].value      | String  | "+44 1"
    phoneNumbers[type eq "mobile"].value    | String  | "+44 2"
    phoneNumbers[type eq "fax"].value       | String  | "+44 3"
    externalId                              | String  | "ada"
    preferredLanguage                       | String  | "en-GB"
    urn:scim:schemas:extension:enterprise:1.0.manager        | String | "m-1"
    urn:scim:schemas:extension:enterprise:1.0.department     | String | "Engines"
    urn:scim:schemas:extension:enterprise:1.0.division       | String | "D"
    urn:scim:schemas:extension:enterprise:1.0.organization   | String | "O"
    urn:scim:schemas:extension:enterprise:1.0.costCenter     | String | "C"
    urn:scim:schemas:extension:enterprise:1.0.employeeNumber | String | 42
    urn:scim:schemas:extension:facebook:auth_method:1.0:auth_method    | String  | "sso"
    urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline     | Boolean | true
    urn:scim:schemas:extension:facebook:starttermdates:1.0.startDate   | Integer | "1577836800"
"#;

const WORK_PHONE_AND_ENTERPRISE: &str = r#"
    userName                                | String  | "ada@contoso.com"
    externalId                              | String  | "ada"
    active                                  | Boolean | "True"
    title                                   | String  | "Countess"
    emails[type eq "work"].value            | String  | "ada@contoso.com"
    preferredLanguage                       | String  | "en-GB"
    name.givenName                          | String  | "Ada"
    name.familyName                         | String  | "Lovelace"
    name.formatted                          | String  | "Ada Lovelace"
    addresses[type eq "work"].formatted     | String  | "1 Main St"
    addresses[type eq "work"].streetAddress | String  | "1 Main St"
    addresses[type eq "work"].locality      | String  | "London"
    addresses[type eq "work"].region        | String  |
    addresses[type eq "work"].postalCode    | String  | "E1"
    addresses[type eq "work"].country       | String  | "UK"
    phoneNumbers[type eq "work"].value      | String  | "+44 1"
    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber | String | "42"
    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department     | String | "Engines"
"#;

#[test]
fn applications_of_the_gallery() {
    payload_in(
        &Envelope::new("User", ScimVersion::V1, Flavor::Entra),
        WORKPLACE,
        concat!(
            r#"{"schemas":[CORE,"urn:scim:schemas:extension:enterprise:1.0","#,
            r#""urn:scim:schemas:extension:facebook:auth_method:1.0","#,
            r#""urn:scim:schemas:extension:facebook:frontline:1.0","#,
            r#""urn:scim:schemas:extension:facebook:starttermdates:1.0"],"#,
            r#""userName":"ada@contoso.com","displayName":"Ada Lovelace","active":true,"title":false,"#,
            r#""emails":[{"primary":true,"type":"work","value":"ada@contoso.com"}],"#,
            r#""name":{"givenName":"Ada","familyName":"Lovelace","formatted":"Ada Lovelace"},"#,
            r#""addresses":[{"type":"work","formatted":"1 Main St\nLondon","streetAddress":"1 Main St","#,
            r#""locality":"London","region":"LND","country":"UK","postalCode":"E1"},"#,
            r#"{"type":"other","formatted":"Room 3"}],"#,
            r#""phoneNumbers":[{"type":"work","value":"+44 1"},{"type":"mobile","value":"+44 2"},"#,
            r#"{"type":"fax","value":"+44 3"}],"externalId":"ada","preferredLanguage":"en-GB","#,
            r#""urn:scim:schemas:extension:enterprise:1.0":{"manager":"m-1","department":"Engines","division":"D","#,
            r#""organization":"O","costCenter":"C","employeeNumber":"42"},"#,
            r#""urn:scim:schemas:extension:facebook:auth_method:1.0":{"auth_method":"sso"},"#,
            r#""urn:scim:schemas:extension:facebook:frontline:1.0":{"is_frontline":true},"#,
            r#""urn:scim:schemas:extension:facebook:starttermdates:1.0":{"startDate":1577836800}}"#
        ),
    );
    payload_in(
        &Envelope::new("User", ScimVersion::V2, Flavor::Entra),
        WORK_PHONE_AND_ENTERPRISE,
        concat!(
            r#"{"schemas":[CORE,ENTERPRISE],"userName":"ada@contoso.com","externalId":"ada","active":true,"#,
            r#""title":"Countess","emails":[{"primary":true,"type":"work","value":"ada@contoso.com"}],"#,
            r#""preferredLanguage":"en-GB","#,
            r#""name":{"givenName":"Ada","familyName":"Lovelace","formatted":"Ada Lovelace"},"#,
            r#""addresses":[{"type":"work","formatted":"1 Main St","streetAddress":"1 Main St","#,
            r#""locality":"London","postalCode":"E1","country":"UK"}],"#,
            r#""phoneNumbers":[{"type":"work","value":"+44 1"}],"#,
            r#"ENTERPRISE:{"employeeNumber":"42","department":"Engines"},"meta":{"resourceType":"User"}}"#
        ),
    );
}

#[test]
fn the_version_is_that_of_the_schemas() {
    let version = |rows: &str| {
        let paths: Vec<TargetPath> =
            rows.lines().filter_map(|row| TargetPath::parse(row.split('|').next()?.trim()).ok()).collect();
        ScimVersion::of(paths.iter().filter_map(TargetPath::schema))
    };
    assert_eq!(version(WORKPLACE), ScimVersion::V1);
    assert_eq!(version(WORK_PHONE_AND_ENTERPRISE), ScimVersion::V2);
    assert_eq!(version("userName"), ScimVersion::V2);
}

/// What the service is documented to send when it creates a user and a role assignment.
#[test]
fn documented_create_requests() {
    payload_in(
        &Envelope::new("User", ScimVersion::V2, Flavor::Entra),
        r#"
        externalId                     | String  | "0a21f0f2"
        userName                       | String  | "Test_User"
        active                         | Boolean | "True"
        emails[type eq "work"].value   | String  | "Test_User@testuser.com"
        name.formatted                 | String  | "givenName familyName"
        roles                          | String  | [{"primary": false, "type": "WindowsAzureActiveDirectoryRole", "value": "Admin"}]
        "#,
        concat!(
            r#"{"schemas":[CORE,ENTERPRISE],"externalId":"0a21f0f2","userName":"Test_User","active":true,"#,
            r#""emails":[{"primary":true,"type":"work","value":"Test_User@testuser.com"}],"#,
            r#""name":{"formatted":"givenName familyName"},"#,
            r#""roles":[{"primary":false,"type":"WindowsAzureActiveDirectoryRole","value":"Admin"}],"#,
            r#""meta":{"resourceType":"User"}}"#
        ),
    );
}

/// The shapes of RFC 7643's enterprise user and group.
#[test]
fn examples_of_the_rfc() {
    payload(
        r#"
        userName                                    | String    | "bjensen@example.com"
        name.honorificSuffix                        | String    | "III"
        emails[type eq "work"].value                | String    | "bjensen@example.com"
        emails[type eq "work"].primary              | Boolean   | "true"
        emails[type eq "home"].value                | String    | "babs@jensen.org"
        addresses[type eq "work"].formatted         | String    | "100 Universal City Plaza\nHollywood, CA 91608 USA"
        addresses[type eq "work"].primary           | Boolean   | true
        x509Certificates.value                      | Binary*   | ["MIIDQzCCAqyg"]
        urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter | String    | 4130
        urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager    | Reference | "26118915"
        "#,
        concat!(
            r#"{"schemas":[CORE,ENTERPRISE],"userName":"bjensen@example.com","name":{"honorificSuffix":"III"},"#,
            r#""emails":[{"type":"work","value":"bjensen@example.com","primary":true},"#,
            r#"{"type":"home","value":"babs@jensen.org"}],"#,
            r#""addresses":[{"type":"work","formatted":"100 Universal City Plaza\nHollywood, CA 91608 USA","primary":true}],"#,
            r#""x509Certificates":[{"value":"MIIDQzCCAqyg"}],"#,
            r#"ENTERPRISE:{"costCenter":"4130","manager":{"value":"26118915"}}}"#
        ),
    );
    payload_in(
        &Envelope::new("Group", ScimVersion::V2, Flavor::Rfc7644),
        "displayName | String | \"Tour Guides\"\nmembers | Reference* | [\"2819c223\", \"902c246b\"]",
        r#"{"schemas":[CORE],"displayName":"Tour Guides","members":[{"value":"2819c223"},{"value":"902c246b"}]}"#,
    );
}

fn any_value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value as Json;
    let one = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
        prop_oneof!["True", "0", "-1", " 12 ", "false", ""].prop_map(Json::from),
        ".{0,9}".prop_map(|text| serde_json::json!({"value": text, "b ": [1, {"c": ""}]})),
    ];
    prop_oneof![3 => one.clone(), 1 => prop::collection::vec(one, 0..4).prop_map(Json::from)]
}

fn any_target() -> impl Strategy<Value = (String, &'static str)> {
    let schema = prop_oneof![3 => Just(""), 1 => Just("urn:a:b:2.0:User:"), 1 => Just("urn:scim:x:1.0.")];
    let filter = prop_oneof![
        3 => Just(""),
        2 => Just("[type eq \"work\"]"),
        1 => Just("[primary eq \"True\" and type eq \"q\\\"\"]"),
    ];
    let sub = prop_oneof![2 => Just(""), 2 => Just(".value"), 1 => Just(".type"), 1 => Just(".primary")];
    let name = prop_oneof![Just("a"), Just("emails"), Just("members"), Just("manager"), Just("c")];
    let kind = prop_oneof![Just("String"), Just("Boolean"), Just("Integer*"), Just("String*"), Just("Reference")];
    (schema, name, filter, sub, kind)
        .prop_map(|(schema, name, filter, sub, kind)| (format!("{schema}{name}{filter}{sub}"), kind))
}

/// Whether an object or array in it is empty.
fn is_hollow(json: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match json {
        Json::Array(parts) => parts.is_empty() || parts.iter().any(is_hollow),
        Json::Object(parts) => parts.is_empty() || parts.values().any(is_hollow),
        _ => false,
    }
}

proptest! {
    /// Any text parses to a path or has a diagnostic inside it, and a path parses back to the same path.
    #[test]
    fn paths_read_back(text in prop_oneof![any::<String>(), "(urn:)?([a-z.:\\[\\]\" ]|1\\.0|eq|and|\"x\"|é){0,24}"]) {
        match TargetPath::parse(&text) {
            Ok(path) => prop_assert_eq!(TargetPath::parse(&path.to_string()).ok(), Some(path)),
            Err(diagnostic) => prop_assert!(text.get(diagnostic.span.range()).is_some()),
        }
    }

    /// Every payload is JSON without a repeated member in one object, and an error removes one target only.
    #[test]
    fn payloads_are_json(rows in prop::collection::vec((any_target(), any_value()), 0..9), entra: bool) {
        let envelope = Envelope::new("User", ScimVersion::V2, if entra { Flavor::Entra } else { Flavor::Rfc7644 });
        let arena = Bump::new();
        let (mut targets, mut values) = (Vec::new(), Vec::new());
        for ((path, kind), json) in &rows {
            let mut with = targets.clone();
            with.push(target(path, kind));
            if Template::new(with.clone(), &envelope).is_ok() {
                targets = with;
                values.push(value(json, &arena));
            }
        }
        let template = Template::new(targets, &envelope).unwrap();
        let (mut out, mut errors) = (b"before\n".to_vec(), Vec::new());
        template.write(&values, &mut out, &mut errors);
        let payload = std::str::from_utf8(&out[7..]).unwrap();
        let read: serde_json::Value = serde_json::from_str(payload).unwrap();
        // Parsed and printed again it would be shorter if it had white space or a repeated member.
        prop_assert_eq!(read.to_string().len(), payload.len());
        let parts = read.as_object().unwrap().values();
        prop_assert!(!parts.into_iter().any(is_hollow), "an empty part was left in {}", payload);
        errors.iter().for_each(|(number, _)| values[*number] = Value::Absent);
        let (mut again, mut none) = (b"before\n".to_vec(), Vec::new());
        template.write(&values, &mut again, &mut none);
        prop_assert!(none.is_empty());
        prop_assert_eq!(out, again);
    }
}

//! Paths and payloads as rows. A payload's row has a line for each target: path, type (`*` for several values), value.

use super::*;
use crate::diagnostic::catalogue;
use crate::value::{TargetType, Value};
use bumpalo::Bump;
use std::fmt::Write as _;

/// A JSON value as a record's value.
fn value<'r>(json: &serde_json::Value, arena: &'r Bump) -> Value<'r> {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::Absent,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Number(arena.alloc_str(&number.to_string())), Value::Int)
        }
        Json::String(text) => Value::Text(arena.alloc_str(text)),
        Json::Array(values) => Value::Multi(arena.alloc_slice_fill_iter(values.iter().map(|it| value(it, arena)))),
        Json::Object(_) => Value::Complex(arena.alloc_str(&json.to_string())),
    }
}

fn target(path: &str, kind: &str) -> Target {
    let path = TargetPath::parse(path).unwrap_or_else(|finding| panic!("{path}: {}", finding.message));
    Target { path, kind: TargetType::parse(kind.trim_end_matches('*')).unwrap(), multivalued: kind.ends_with('*') }
}

/// What a template gives: the payload, then a line for each fault or finding.
fn given(rows: &str, envelope: &Envelope) -> String {
    let arena = Bump::new();
    let (mut targets, mut values) = (Vec::new(), Vec::new());
    for row in rows.lines().filter(|row| !row.trim().is_empty()) {
        let cells: Vec<&str> = row.splitn(3, '|').map(str::trim).collect();
        targets.push(target(cells[0], cells[1]));
        let json = match cells[2] {
            "" => serde_json::Value::Null,
            text => serde_json::from_str(text).unwrap(),
        };
        values.push(if cells[2] == "\"skip\"" { Value::Skip } else { value(&json, &arena) });
    }
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    match Template::new(targets, envelope) {
        Ok(template) => template.write(&values, &mut out, &mut faults),
        Err(findings) => faults = findings.into_iter().map(|(number, finding)| (number, Box::new(finding))).collect(),
    }
    let mut text = String::from_utf8(out).unwrap();
    if !text.is_empty() {
        serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    }
    faults.iter().for_each(|(number, fault)| write!(text, "\n{number} {}: {}", fault.code(), fault.message).unwrap());
    text
}

fn user() -> Envelope {
    Envelope::new("User", Version::V2, Flavor::Rfc7644)
}

/// Asserts the payload of a user; `CORE` and `ENTERPRISE` stand for the schemas.
#[track_caller]
fn payload(rows: &str, expected: &str) {
    payload_in(&user(), rows, expected);
}

#[track_caller]
fn payload_in(envelope: &Envelope, rows: &str, expected: &str) {
    let enterprise = "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"";
    let core = format!("\"{}\"", envelope.core);
    assert_eq!(given(rows, envelope).replace(enterprise, "ENTERPRISE").replace(&core, "CORE"), expected);
}

#[test]
fn paths_have_parts_and_read_back() {
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let rows: &[(&str, Option<&str>, &str, usize, Option<&str>)] = &[
        ("userName", None, "userName", 0, None),
        ("name.givenName", None, "name", 0, Some("givenName")),
        ("emails[type eq \"work\"].value", None, "emails", 1, Some("value")),
        ("emails[type eq \"work\" and primary eq true].value", None, "emails", 2, Some("value")),
        ("emails[type eq \"work\"]", None, "emails", 1, None),
        ("roles[primary eq \"True\"].value", None, "roles", 1, Some("value")),
        ("addresses[type eq \"other\"].Formatted", None, "addresses", 1, Some("Formatted")),
        ("x[order eq -1.5].value", None, "x", 1, Some("value")),
        ("x[type eq \"a\\\"]é\"].value", None, "x", 1, Some("value")),
        ("members", None, "members", 0, None),
        ("members.$ref", None, "members", 0, Some("$ref")),
        (&format!("{enterprise}:department"), Some(enterprise), "department", 0, None),
        (&format!("{enterprise}:manager.value"), Some(enterprise), "manager", 0, Some("value")),
        (&format!("{enterprise}:emails[type eq \"a:b\"].value"), Some(enterprise), "emails", 1, Some("value")),
        (
            "urn:scim:schemas:extension:enterprise:1.0.manager",
            Some("urn:scim:schemas:extension:enterprise:1.0"),
            "manager",
            0,
            None,
        ),
        (
            "urn:scim:schemas:extension:enterprise:1.0.manager.managerId",
            Some("urn:scim:schemas:extension:enterprise:1.0"),
            "manager",
            0,
            Some("managerId"),
        ),
        (
            "urn:scim:schemas:extension:facebook:auth_method:1.0:auth_method",
            Some("urn:scim:schemas:extension:facebook:auth_method:1.0"),
            "auth_method",
            0,
            None,
        ),
        (
            "urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline",
            Some("urn:scim:schemas:extension:facebook:frontline:1.0"),
            "is_frontline",
            0,
            None,
        ),
        (
            "urn:ietf:params:scim:schemas:extension:ECMA2Host:2.0:User:-dn-",
            Some("urn:ietf:params:scim:schemas:extension:ECMA2Host:2.0:User"),
            "-dn-",
            0,
            None,
        ),
        ("URN:com.example:x:2.0:User:a", Some("URN:com.example:x:2.0:User"), "a", 0, None),
        ("Username", None, "Username", 0, None),
        ("custom:country", None, "custom:country", 0, None),
        ("extension_0a1b_costCenter", None, "extension_0a1b_costCenter", 0, None),
        ("CustomSecurityAttributes.Set_Name", None, "CustomSecurityAttributes", 0, Some("Set_Name")),
        ("größe", None, "größe", 0, None),
    ];
    for (text, schema, attribute, conditions, sub_attribute) in rows {
        let path = TargetPath::parse(text).unwrap_or_else(|finding| panic!("{text}: {}", finding.message));
        let parts = (path.schema(), path.attribute(), path.filter().len(), path.sub_attribute());
        assert_eq!(parts, (*schema, *attribute, *conditions, *sub_attribute), "{text}");
        assert_eq!(path.to_string(), *text);
    }
    let loose = TargetPath::parse("emails[ type  EQ \"work\"  and primary eq TRUE ].value").unwrap();
    assert_eq!(loose.to_string(), "emails[type eq \"work\" and primary eq true].value");
}

#[test]
fn slips_are_found_where_they_are() {
    let rows = [
        ("", "", "target-without-attribute"),
        ("user name", " name", "invalid-target"),
        (" userName", "", "target-without-attribute"),
        ("userName ", " ", "invalid-target"),
        ("emails[type eq \"work\"]value", "value", "invalid-target"),
        ("name.", "", "target-without-attribute"),
        ("name..given", "", "target-without-attribute"),
        ("a.b.c", ".c", "target-too-deep"),
        ("emails[type eq \"work\".value", "[", "unclosed-target-filter"),
        ("emails[type eq \"work].value", "[", "unclosed-target-filter"),
        ("emails[type eq \"a\" and kind ne \"b\"].value", "kind ne \"b\"", "unsupported-target-filter"),
        ("emails[type eq \"a\" and Type eq \"b\"].value", "Type eq \"b\"", "unsupported-target-filter"),
        ("emails[type eq \"\\q\"].value", "type eq \"\\q\"", "unsupported-target-filter"),
        ("emails[type eq 01].value", "type eq 01", "unsupported-target-filter"),
        ("emails[type pr].value", "type pr", "unsupported-target-filter"),
        ("urn:ietf:params:scim:schemas:extension:x:2.0:User", "User", "target-without-attribute"),
        ("urn:ietf:params:scim:schemas:extension:x:2.0:User:", "", "target-without-attribute"),
        ("urn:ietf:params:scim:schemas:extension:x:2.0:User.a", "User", "target-without-attribute"),
        ("urn:scim:schemas:extension:enterprise:1.0.", "", "target-without-attribute"),
        ("urn:scim:schemas:extension:enterprise:1.0", "", "target-without-attribute"),
        ("urn::a:b", "::a:b", "invalid-target"),
    ];
    for (text, place, code) in rows {
        let finding = TargetPath::parse(text).expect_err(text);
        assert_eq!((finding.span.of(text), finding.code()), (place, code), "{text}");
    }
}

#[test]
fn nothing_gives_the_schemas_alone() {
    payload("", r#"{"schemas":[CORE]}"#);
    let rows = "
        userName                                                              | String  |
        name.givenName                                                        | String  | []
        emails[type eq \"work\"].value                                        | String  | \"skip\"
        urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department | String  |
        urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:a.b        | String* | []";
    payload(rows, r#"{"schemas":[CORE]}"#);
    let entra = Envelope::new("Group", Version::V2, Flavor::Entra);
    payload_in(&entra, rows, r#"{"schemas":[CORE],"meta":{"resourceType":"Group"}}"#);
    payload_in(&Envelope::new("User", Version::V1, Flavor::Entra), rows, r#"{"schemas":[CORE]}"#);
}

#[test]
fn sub_attributes_gather_in_objects_where_the_first_stands() {
    payload(
        r#"
        name.givenName    | String | "Ada"
        userName          | String | "ada \"q\" \\ ü"
        name.familyName   | String | "Lovelace"
        active            | Boolean | " tRUE "
        age               | Integer | "+007"
        Name.Formatted    | String | ""
        urn:ietf:params:scim:schemas:core:2.0:User:title | String | 15
        "#,
        concat!(
            r#"{"schemas":[CORE],"name":{"givenName":"Ada","familyName":"Lovelace","Formatted":""},"#,
            r#""userName":"ada \"q\" \\ ü","active":true,"age":7,"title":"15"}"#
        ),
    );
}

#[test]
fn filters_gather_in_one_array() {
    payload(
        r#"
        emails[type eq "work"].value        | String | "a@b"
        phoneNumbers[type eq "fax"].value   | String |
        emails[type eq "home"].value        | String | "c@d"
        emails[type eq "Work"].display      | String | "A"
        roles[primary eq "True"].value      | String | "Admin"
        roles[primary eq "True"].type       | String | "x"
        addresses[type eq "other" and primary eq false].Formatted | String | "street"
        addresses[primary eq "False" and type eq "other"].region  | String | "R"
        "#,
        concat!(
            r#"{"schemas":[CORE],"emails":[{"primary":true,"type":"work","value":"a@b","display":"A"},"#,
            r#"{"type":"home","value":"c@d"}],"roles":[{"primary":true,"value":"Admin","type":"x"}],"#,
            r#""addresses":[{"type":"other","primary":false,"Formatted":"street","region":"R"}]}"#
        ),
    );
}

#[test]
fn the_work_email_is_primary_unless_the_mapping_says_which_is() {
    let primary = r#"{"schemas":[CORE],"emails":[{"primary":true,"type":"work","value":"a"}]}"#;
    payload("emails[type eq \"work\"].value | String | \"a\"", primary);
    payload("emails[type eq \"work\"] | String | \"a\"", primary);
    payload(
        "emails[type eq \"work\" and primary eq \"True\"].value | String | \"a\"",
        &primary.replace(r#""primary":true,"type":"work""#, r#""type":"work","primary":true"#),
    );
    payload(
        "emails[type eq \"work\"].value | String | \"a\"\nemails[type eq \"home\"].primary | Boolean |",
        r#"{"schemas":[CORE],"emails":[{"type":"work","value":"a"}]}"#,
    );
    payload(
        "phoneNumbers[type eq \"work\"].value | String | \"a\"",
        r#"{"schemas":[CORE],"phoneNumbers":[{"type":"work","value":"a"}]}"#,
    );
    payload(
        "emails[type eq \"work\"].value | String* | [\"a\", \"b\"]",
        r#"{"schemas":[CORE],"emails":[{"type":"work","value":"a"},{"type":"work","value":"b"}]}"#,
    );
}

#[test]
fn a_mapped_sub_attribute_takes_the_place_of_what_the_filter_says() {
    let rows = |kind: &str, value: &str| {
        format!("ims[type eq \"a\"].type | String | {kind}\nims[type eq \"a\"].value | String | {value}")
    };
    payload(&rows("\"b\"", "1"), r#"{"schemas":[CORE],"ims":[{"value":"1","type":"b"}]}"#);
    payload(&rows("", "1"), r#"{"schemas":[CORE],"ims":[{"value":"1","type":"a"}]}"#);
    payload(&rows("\"b\"", ""), r#"{"schemas":[CORE]}"#);
    payload("ims[type eq \"a\"].type | String | \"b\"", r#"{"schemas":[CORE],"ims":[{"type":"b"}]}"#);
}

#[test]
fn several_values_are_arrays() {
    payload(
        r#"
        roles           | String  | [{"value": "a b"}, {"value": "b"}]
        emails          | String  | ["a", "b"]
        photos.value    | String  | "p"
        photos.type     | String  | "t"
        ims.value       | String* | ["x", "y"]
        otherMails      | String* | "one"
        flags           | Boolean* | ["True", false]
        name.prefixes   | String* | ["Dr", "Prof"]
        members         | Reference | ["1", "2"]
        single          | String  | ["s"]
        "#,
        concat!(
            r#"{"schemas":[CORE],"roles":[{"value":"a b"},{"value":"b"}],"emails":["a","b"],"#,
            r#""photos":[{"value":"p","type":"t"}],"ims":[{"value":"x"},{"value":"y"}],"otherMails":["one"],"#,
            r#""flags":[true,false],"name":{"prefixes":["Dr","Prof"]},"members":[{"value":"1"},{"value":"2"}],"#,
            r#""single":"s"}"#
        ),
    );
}

#[test]
fn json_arrays_are_spread() {
    let write = |path: &str, json: &'static str| {
        let template = Template::new(vec![target(path, "String")], &user()).unwrap();
        let (mut out, mut faults) = (Vec::new(), Vec::new());
        template.write(&[Value::Complex(json)], &mut out, &mut faults);
        let codes: String = faults.iter().map(|(_, fault)| fault.code()).collect();
        String::from_utf8(out).unwrap().replace(r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]"#, "")
            + &codes
    };
    assert_eq!(write("roles", " [ {\"a\" : \"b c\"} ,\n{} ] "), r#","roles":[{"a":"b c"},{}]}"#);
    assert_eq!(write("roles", "[ ]"), "}");
    assert_eq!(write("x", "[{\"a\": 1}]"), r#","x":{"a":1}}"#);
    assert_eq!(write("x", "[]"), "}");
    assert_eq!(write("x", "[1,2]"), "}several-values-for-target");
    assert_eq!(write("x.y", "{}"), "}wrong-type-for-target");
}

#[test]
fn extensions_are_objects_and_listed_when_they_have_a_value() {
    let rows = |department: &str, team: &str, manager: &str| {
        format!(
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department | String | {department}
            urn:a:b:2.0:User:teams[type eq \"x\"].value | String | {team}
            userName | String | \"u\"
            urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager | Reference | {manager}
            urn:c:d:2.0:User:e | Boolean | true"
        )
    };
    payload(
        &rows("\"d\"", "\"t\"", ""),
        concat!(
            r#"{"schemas":[CORE,ENTERPRISE,"urn:a:b:2.0:User","urn:c:d:2.0:User"],"userName":"u","#,
            r#"ENTERPRISE:{"department":"d"},"urn:a:b:2.0:User":{"teams":[{"type":"x","value":"t"}]},"#,
            r#""urn:c:d:2.0:User":{"e":true}}"#
        ),
    );
    payload(
        &rows("", "\"t\"", "\"9\""),
        concat!(
            r#"{"schemas":[CORE,ENTERPRISE,"urn:a:b:2.0:User","urn:c:d:2.0:User"],"userName":"u","#,
            r#"ENTERPRISE:{"manager":{"value":"9"}},"urn:a:b:2.0:User":{"teams":[{"type":"x","value":"t"}]},"#,
            r#""urn:c:d:2.0:User":{"e":true}}"#
        ),
    );
    payload_in(
        &Envelope::new("User", Version::V2, Flavor::Entra),
        &rows("", "", "\"9\""),
        concat!(
            r#"{"schemas":[CORE,ENTERPRISE,"urn:c:d:2.0:User"],"userName":"u",ENTERPRISE:{"manager":"9"},"#,
            r#""urn:c:d:2.0:User":{"e":true},"meta":{"resourceType":"User"}}"#
        ),
    );
    payload(&rows("", "", ""), r#"{"schemas":[CORE,"urn:c:d:2.0:User"],"userName":"u","urn:c:d:2.0:User":{"e":true}}"#);
}

#[test]
fn a_fault_leaves_out_its_attribute_and_nothing_else() {
    payload(
        r#"
        userName | String  | ["a", "b"]
        active   | Boolean | "yes"
        title    | String  | "t"
        flags    | Boolean* | [true, 1]
        name.n   | Integer | "1.5"
        urn:a:b:2.0:User:e | Boolean | ""
        "#,
        concat!(
            r#"{"schemas":[CORE],"title":"t"}"#,
            "\n0 several-values-for-target: `userName` takes one value, the mapping gave 2",
            "\n1 wrong-type-for-target: `active` takes `True` or `False`, but the mapping gave a text that cannot be read as such",
            "\n3 wrong-type-for-target: `flags` takes `True` or `False`, but the mapping gave 2 values that cannot be read as such",
            "\n4 wrong-type-for-target: `name.n` takes an integer, but the mapping gave a text that cannot be read as such",
            "\n5 wrong-type-for-target: `urn:a:b:2.0:User:e` takes `True` or `False`, but the mapping gave a text that cannot be read as such",
        ),
    );
}

#[test]
fn targets_that_exclude_each_other_are_found_with_their_numbers() {
    let rows = "
        name           | String |
        name.givenName | String |
        NAME           | String |
        ims[type eq \"x\"].value   | String* |
        ims[type eq \"x\"].display | String  |
        ims            | String |
        schemas        | String |
        urn:ietf:params:scim:schemas:core:2.0:Group:displayName | String |";
    let expected = "
1 conflicting-targets: `name.givenName` and `name` cannot both be written
2 duplicate-target: `NAME` is written by another attribute mapping already, as `name`
4 conflicting-targets: `ims[type eq \"x\"].display` and `ims[type eq \"x\"].value` cannot both be written
5 conflicting-targets: `ims` and `ims[type eq \"x\"].value` cannot both be written
6 reserved-target: `schemas` is not for attribute mappings to write
7 foreign-core-schema: `urn:ietf:params:scim:schemas:core:2.0:Group` is not the schema of the objects written here";
    assert_eq!(given(rows, &user()), expected);
}

/// The rows of the catalogue's pages: paths, or paths with a type and a value, and what they raise.
#[test]
fn the_pages_of_target_findings_hold() {
    let mut rows = 0;
    for entry in catalogue::all().filter(|entry| entry.page.contains("| target ")) {
        let table = entry.page.lines().map(str::trim).filter(|line| line.starts_with("| `"));
        for row in table {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let unquoted = |cell: &str| cell.trim_matches('`').to_owned();
            let (kind, json) =
                if let [_, kind, json, _] = cells[..] { (kind, unquoted(json)) } else { ("String", "null".into()) };
            let paths: Vec<&str> = cells[0].trim_matches('`').split("`, `").collect();
            let raised =
                paths.iter().find_map(|path| TargetPath::parse(path).err()).map(|finding| finding.code().to_owned());
            let lines: Vec<String> = paths.iter().map(|path| format!("{path} | {kind} | {json}")).collect();
            let raised = raised.or_else(|| {
                let given = given(&lines.join("\n"), &user());
                given.lines().nth(1).and_then(|fault| fault.split([' ', ':']).nth(1)).map(str::to_owned)
            });
            let expected = Some(unquoted(cells[cells.len() - 1])).filter(|code| code != "–");
            assert_eq!(raised, expected, "{}: {row}", entry.code);
            rows += 1;
        }
    }
    assert!(rows > 40, "only {rows} rows were found");
}

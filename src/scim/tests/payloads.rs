//! Payloads of made-up mappings, one rule of the template at a time.

use super::*;
use crate::mapping::ScimVersion;

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
    let entra = Envelope::new("Group", ScimVersion::V2, Flavor::Entra);
    let listed = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
    payload_in(&entra, rows, &format!(r#"{{"schemas":[CORE,"{listed}"],"meta":{{"resourceType":"Group"}}}}"#));
    payload_in(&Envelope::new("User", ScimVersion::V1, Flavor::Entra), rows, r#"{"schemas":[CORE]}"#);
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
fn a_mapped_sub_attribute_takes_the_location_of_what_the_filter_says() {
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
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        template.write(&[Value::Complex(json)], &mut out, &mut errors);
        let codes: String = errors.iter().map(|(_, error)| error.code()).collect();
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
        &Envelope::new("User", ScimVersion::V2, Flavor::Entra),
        &rows("", "", "\"9\""),
        concat!(
            r#"{"schemas":[CORE,ENTERPRISE],"userName":"u",ENTERPRISE:{"manager":"9"},"#,
            r#""urn:c:d:2.0:User":{"e":true},"meta":{"resourceType":"User"}}"#
        ),
    );
    payload(&rows("", "", ""), r#"{"schemas":[CORE,"urn:c:d:2.0:User"],"userName":"u","urn:c:d:2.0:User":{"e":true}}"#);
}

/// The service creates a group and adds its members afterwards; a role has a type that no mapping changes.
#[test]
fn what_the_service_leaves_out_and_adds_on_create() {
    for flavor in [Flavor::Entra, Flavor::Entra2020] {
        payload_in(
            &Envelope::new("Group", ScimVersion::V2, flavor),
            "displayName | String | \"Tour Guides\"\nmembers | Reference* | [\"2819c223\"]",
            concat!(
                r#"{"schemas":[CORE,"http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"#,
                r#""displayName":"Tour Guides","meta":{"resourceType":"Group"}}"#
            ),
        );
        payload_in(
            &Envelope::new("User", ScimVersion::V2, flavor),
            r#"
            roles[primary eq "True"].value | String | "Admin"
            roles[primary eq "True"].type  | String | "mine"
            "#,
            concat!(
                r#"{"schemas":[CORE,ENTERPRISE],"roles":[{"primary":true,"type":"WindowsAzureActiveDirectoryRole","#,
                r#""value":"Admin"}],"meta":{"resourceType":"User"}}"#
            ),
        );
        // Mapped alone, the type says that there is a role and not which.
        payload_in(
            &Envelope::new("User", ScimVersion::V2, flavor),
            r#"roles[primary eq "True"].type | String | "Admin""#,
            concat!(
                r#"{"schemas":[CORE,ENTERPRISE],"roles":[{"primary":true,"type":"WindowsAzureActiveDirectoryRole"}],"#,
                r#""meta":{"resourceType":"User"}}"#
            ),
        );
        payload_in(
            &Envelope::new("User", ScimVersion::V2, flavor),
            r#"roles[primary eq "True"].type | String | "#,
            r#"{"schemas":[CORE,ENTERPRISE],"meta":{"resourceType":"User"}}"#,
        );
        // Named by the core schema, the object has the extension only where something of it is mapped.
        let core =
            Envelope::new("User", ScimVersion::V2, flavor).of_object("urn:ietf:params:scim:schemas:core:2.0:User");
        payload_in(
            &core,
            "title | String | \"Dr\"",
            r#"{"schemas":[CORE],"title":"Dr","meta":{"resourceType":"User"}}"#,
        );
        payload_in(
            &core,
            "title | String | \"Dr\"\nurn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department | String | ",
            r#"{"schemas":[CORE,ENTERPRISE],"title":"Dr","meta":{"resourceType":"User"}}"#,
        );
    }
    payload(
        r#"
        roles[primary eq "True"].value | String | "Admin"
        roles[primary eq "True"].type  | String | "mine"
        "#,
        r#"{"schemas":[CORE],"roles":[{"primary":true,"value":"Admin","type":"mine"}]}"#,
    );
}

#[test]
fn a_error_leaves_out_its_attribute_and_nothing_else() {
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
            "\n0 several-values-for-target: `userName` takes one value, the mapping returns 2",
            "\n1 wrong-type-for-target: `active` must be `True` or `False`, but the mapping returns a string that cannot be converted",
            "\n3 wrong-type-for-target: `flags` must be `True` or `False`, but the mapping returns 2 values that cannot be converted",
            "\n4 wrong-type-for-target: `name.n` must be an integer, but the mapping returns a string that cannot be converted",
            "\n5 wrong-type-for-target: `urn:a:b:2.0:User:e` must be `True` or `False`, but the mapping returns a string that cannot be converted",
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
2 duplicate-target: `NAME` is already written by another attribute mapping, as `name`
4 conflicting-targets: `ims[type eq \"x\"].display` and `ims[type eq \"x\"].value` cannot both be written
5 conflicting-targets: `ims` and `ims[type eq \"x\"].value` cannot both be written
6 reserved-target: `schemas` is reserved and cannot be written by an attribute mapping
7 foreign-core-schema: `urn:ietf:params:scim:schemas:core:2.0:Group` is not the core schema of the objects written here";
    assert_eq!(given(rows, &user()), expected);
}

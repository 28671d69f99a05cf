//! Target paths: their parts, their errors, and the rows of the diagnostics' pages.

use super::*;
use crate::diagnostic::registry;

/// Source text, schema, attribute, number of conditions, sub-attribute.
type Row<'t> = (&'t str, Option<&'t str>, &'t str, usize, Option<&'t str>);

#[test]
fn paths_have_parts_and_read_back() {
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let rows: &[Row<'_>] = &[
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
        let path = TargetPath::parse(text).unwrap_or_else(|diagnostic| panic!("{text}: {}", diagnostic.message));
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
    for (text, location, code) in rows {
        let diagnostic = TargetPath::parse(text).expect_err(text);
        assert_eq!((diagnostic.span.of(text), diagnostic.code()), (location, code), "{text}");
    }
}

/// The rows of the registry's pages: paths, or paths with a type and a value, and what they raise.
#[test]
fn the_pages_of_target_diagnostics_hold() {
    let mut rows = 0;
    for entry in registry::all().filter(|entry| entry.page().contains("| target ")) {
        let table = entry.page().lines().map(str::trim).filter(|line| line.starts_with("| `"));
        for row in table {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let unquoted = |cell: &str| cell.trim_matches('`').to_owned();
            let (kind, json) =
                if let [_, kind, json, _] = cells[..] { (kind, unquoted(json)) } else { ("String", "null".into()) };
            let paths: Vec<&str> = cells[0].trim_matches('`').split("`, `").collect();
            let raised = paths
                .iter()
                .find_map(|path| TargetPath::parse(path).err())
                .map(|diagnostic| diagnostic.code().to_owned());
            let lines: Vec<String> = paths.iter().map(|path| format!("{path} | {kind} | {json}")).collect();
            let raised = raised.or_else(|| {
                let given = given(&lines.join("\n"), &user());
                given.lines().nth(1).and_then(|error| error.split([' ', ':']).nth(1)).map(str::to_owned)
            });
            let expected = Some(unquoted(cells[cells.len() - 1])).filter(|code| code != "–");
            assert_eq!(raised, expected, "{}: {row}", entry.code);
            rows += 1;
        }
    }
    assert!(rows > 40, "only {rows} rows were found");
}

//! Users as identity providers publish them, mapped to Workplace with the connectors on the command line.

use crate::shared::shared;
use serde_json::Value as Json;
use std::process::Command;

/// The payloads of a file of records.
fn mapped(connector: &str, records: &str) -> Option<(Vec<Json>, String)> {
    let path = shared(&format!("samples/users/{records}"))?;
    let run = Command::new(env!("CARGO_BIN_EXE_attrflow")).arg("map").arg(connector).arg(path).output();
    let run = run.expect("attrflow starts");
    let said = String::from_utf8(run.stderr).expect("attrflow prints text");
    assert!(run.status.success(), "{connector}: {records}: {said}");
    let out = String::from_utf8(run.stdout).expect("attrflow prints text");
    Some((out.lines().map(|line| serde_json::from_str(line).expect("a payload is JSON")).collect(), said))
}

/// A connector, a file, its number of users, and the values at locations in the payload of the first one.
type Row = (&'static str, &'static str, usize, &'static [(&'static str, &'static str)]);

const ROWS: &[Row] = &[
    (
        "workplace-from-okta",
        "okta-user.json",
        1,
        &[
            ("/userName", "isaac.brock@example.com"),
            ("/name/formatted", "Isaac Brock"),
            ("/phoneNumbers/1/value", "+1-555-415-1337"),
            ("/addresses/0/formatted", "301 Brannan St., San Francisco, CA, 94107, US"),
            ("/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/division", "R&D"),
        ],
    ),
    (
        "workplace-import-gsuite",
        "google-directory-user-get.json",
        1,
        &[
            ("/userName", "liz@example.com"),
            ("/emails/0/value", "liz@example.com"),
            ("/title", "SWE"),
            ("/addresses/0/formatted", "1600 Amphitheatre Parkway, Mountain View, CA, 94043"),
        ],
    ),
    (
        "workplace-from-ldap",
        "ldif-midpoint-example.ldif",
        4,
        &[("/userName", "jgibbs"), ("/phoneNumbers/1/value", "+1 408 555 4321"), ("/name/givenName", "Joshamee")],
    ),
    (
        "workplace",
        "graph-create-user-full.json",
        1,
        &[
            ("/userName", "jane.smith@contoso.com"),
            ("/phoneNumbers/0/value", "+1-206-555-0200"),
            ("/phoneNumbers/1/value", "+1-206-555-0100"),
            ("/addresses/1/formatted", "Seattle HQ"),
        ],
    ),
    ("workplace", "graph-get-user-default.json", 1, &[("/userName", "AdeleV@contoso.com")]),
];

#[test]
fn users_of_each_provider_become_payloads() {
    for (connector, records, count, expected) in ROWS {
        let Some((payloads, said)) = mapped(connector, records) else { return };
        assert_eq!(payloads.len(), *count, "{connector}: {said}");
        for (pointer, value) in *expected {
            let found = payloads[0].pointer(pointer).and_then(Json::as_str);
            assert_eq!(found, Some(*value), "{connector}: {pointer}");
        }
        for payload in &payloads {
            let active = payload.get("active");
            assert!(active == Some(&Json::Bool(true)) || *records == "graph-get-user-default.json", "{payload}");
        }
    }
}

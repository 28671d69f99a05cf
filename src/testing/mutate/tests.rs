//! A change that is tried with its attribute mapping alone has the same result as with the whole object mapping.

use super::super::read::read;
use super::*;
use crate::mapping;

const MAPPING: &str = r#"
[[attribute]]
target = 'userName'
value = 'ToLower([upn], )'
required = true
[[attribute]]
target = 'displayName'
value = 'IIF(IsPresent([display]), [display], Join(" ", [given], [surname]))'
[[attribute]]
target = 'emails[type eq "work"].value'
value = 'Coalesce([mail], [upn])'
[[attribute]]
target = 'emails[type eq "work"].primary'
type = 'Boolean'
value = 'IIF(IsPresent([mail]), "True", "False")'
[[attribute]]
target = 'emails[type eq "home"].value'
value = 'IgnoreFlowIfNullOrEmpty([other])'
[[attribute]]
target = 'name.givenName'
value = 'Left([given], 3)'
[[attribute]]
target = 'name.familyName'
value = '[surname]'
default = 'none'
[[attribute]]
target = 'title'
value = 'Switch([kind], "Member", "C", "Contractor", "X", "External")'
default = 'Employee'
[[attribute]]
target = 'active'
type = 'Boolean'
value = 'Not([disabled])'
[[attribute]]
target = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'
value = '[department]'
[[attribute]]
target = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter'
value = 'IIF([level]>=3, Mid([code], 1, 2), "low")'
[[attribute]]
target = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager'
type = 'Reference'
value = '[manager]'
[[attribute]]
target = 'locale'
value = 'Mid([hired], [start], 4)'
[[attribute]]
target = 'phoneNumbers[type eq "work"].value'
value = 'Item([phones], 1)'
[[scope]]
clauses = [{ attribute = 'department', operator = 'NOT EQUALS', values = ['Guests'] }]
"#;

/// Test files: expectations, payloads, errors, tables, and several cases of one attribute mapping.
const TESTS: &[&str] = &[
    r#"
[[case]]
name = "expected values"
record = { department = "R", upn = "Ada@x", given = "Ada", surname = "L", kind = "C", level = 3, code = "abc", hired = "2020-01-01", start = 2, phones = ["1"] }
expect = { userName = "ada@x", displayName = "Ada L", title = "Contractor", "name.givenName" = "Ada" }
[[case]]
name = "out of scope"
record = { upn = "b", department = "Guests" }
scope = "out"
"#,
    r#"
[[case]]
name = "an error that is expected"
record = { department = "R", upn = "B", display = "Bo", mail = "b@x", hired = "2020-01-01", start = "soon", phones = ["1", "2"] }
error.locale = "wrong-kind"
expect = { "emails[type eq \"work\"].primary" = true }
"#,
    r#"
[[expression]]
target = "displayName"
table = [{ given = "A", surname = "L", expected = "A L" }, { display = "x", expected = "x" }]
[[expression]]
target = "emails[type eq \"home\"].value"
table = [{ other = "o", expected = "o" }]
"#,
];

fn suite(text: &str) -> Suite {
    let text = format!("mapping = 'm.toml'\n{text}");
    let (file, diagnostics) = read(&Source::new("m.test.toml", text.as_str()), &|name| Err(format!("no {name}")));
    let mapping = mapping::read(&Source::new("m.toml", MAPPING));
    let (suite, reports) = Suite::new(file, diagnostics, Some(mapping));
    let suite = suite.unwrap_or_else(|| panic!("{reports:?}"));
    for result in suite.run(&|_| true) {
        assert!(result.passed(), "{}: {:?}", result.name, result.failures);
    }
    suite
}

/// The test file with a case whose payload is that of the mapping.
fn with_payload(record: &str) -> String {
    let case = |payload: &str| format!("[[case]]\nname = 'all'\nrecord = {record}\npayload = '''{payload}'''\n");
    let text = format!("mapping = 'm.toml'\n{}", case("{}"));
    let (file, diagnostics) = read(&Source::new("m.test.toml", text.as_str()), &|name| Err(format!("no {name}")));
    let (suite, _) = Suite::new(file, diagnostics, Some(mapping::read(&Source::new("m.toml", MAPPING))));
    let results = suite.expect("it has no errors").run(&|_| true);
    let payload = results.first().and_then(|result| result.payload.clone()).expect("it has a payload");
    case(&payload.to_string())
}

#[test]
fn a_change_alone_is_noticed_as_in_the_whole() {
    let full = r#"{ upn = "Ada@x", mail = "a@x", other = "o", given = "Adalbert", surname = "L", kind = "X", disabled = false, department = "R", level = 2, code = "abc", manager = "m", hired = "2020-01-01", start = 2, phones = ["1", "2"] }"#;
    let short = r#"{ department = "R", upn = "Ada@x", hired = "2020-01-01", start = 2, phones = ["1"] }"#;
    let mut texts: Vec<String> = TESTS.iter().map(|text| (*text).to_owned()).collect();
    texts.extend([with_payload(full), with_payload(short), [with_payload(short), TESTS.concat()].concat()]);
    let mut counts = [0; 3];
    for text in texts {
        let suites = [suite(&text)];
        let suites: Vec<(&Suite, World)> = suites.iter().map(|suite| (suite, suite.own_world())).collect();
        let subject = suites[0].0.subject.as_ref().expect("there is a mapping");
        let arena = Bump::new();
        let mut trier = Trier::new(subject, &suites, &|_| true, &arena).expect("there is an object mapping");
        for mutant in mutants(subject) {
            let Some(alone) = trier.alone(&mutant.edit) else {
                assert!(mutant.target == "scope", "{mutant:?} is not tried alone");
                continue;
            };
            assert_eq!(alone, trier.in_whole(&mutant.edit), "{mutant:?} {text}");
            counts[alone.map_or(2, usize::from)] += 1;
        }
    }
    // Noticed, unnoticed, and not tried.
    assert!(counts[0] > 100 && counts[1] > 100 && counts[2] > 5, "{counts:?}");
}

//! VRL: one program that returns the 23 values; only diacritics are handled after it.

use crate::{Engine, native, payload};
use std::borrow::Cow;
use std::collections::BTreeMap;
use vrl::compiler::state::RuntimeState;
use vrl::compiler::{Context, TargetValue, TimeZone};
use vrl::value::{Secrets, Value};

const PROGRAM: &str = r#"
mail = .mail
if is_null(mail) { mail = .userPrincipalName }
work = null
if length!(.businessPhones) > 0 { work = replace(string!(.businessPhones[0]), r'[()\s-]+', "") }
mobile = null
if !is_null(.mobilePhone) { mobile = replace(string!(.mobilePhone), r'[()\s-]+', "") }
address = compact([.streetAddress, .city, .state, .postalCode, .country])
codes = {"Engineering": "100", "Sales": "200", "Marketing": "300", "Finance": "400", "Human Resources": "500", "Legal": "600", "IT": "700", "Operations": "800"}
code = "000"
if !is_null(.department) { code = get(codes, [string!(.department)]) ?? "000" }
if is_null(code) { code = "000" }
region = "INT-"
if .country == "US" { region = "US-" }
start = null
if !is_null(.employeeHireDate) { start = format_timestamp!(parse_timestamp!(.employeeHireDate, "%Y-%m-%dT%H:%M:%SZ"), "%Y-%m-%d") }
active = "true"
if .IsSoftDeleted == true { active = "false" }
[
    downcase(string!(mail)), .mailNickname, active, .jobTitle, .displayName,
    downcase(truncate(string!(.givenName), 1) + truncate(string!(.surname), 7)),
    mail, .givenName, .surname, string!(.givenName) + " " + string!(.surname), join!(address, ", "),
    .streetAddress, .city, .state, .postalCode, .country, work, mobile, .preferredLanguage, .employeeId, .department,
    region + string!(code), start,
]
"#;

/// Compiles the program once.
pub fn engine() -> Engine {
    let compiled = vrl::compiler::compile(PROGRAM, &vrl::stdlib::all());
    let program = compiled.unwrap_or_else(|failures| panic!("it does not compile: {failures:?}")).program;
    let zone = TimeZone::parse("UTC").expect("there is UTC");
    let mut state = RuntimeState::default();
    Box::new(move |user, out| {
        let record: Value = serde_json::from_str(user).expect("a record is JSON");
        let (metadata, secrets) = (Value::Object(BTreeMap::new()), Secrets::default());
        let mut target = TargetValue { value: record, metadata, secrets };
        state.clear();
        let found = program.resolve(&mut Context::new(&mut target, &mut state, &zone)).expect("it runs");
        let Value::Array(found) = found else { panic!("the program returns an array") };
        let mut values: payload::Values<Cow<'_, str>> =
            std::array::from_fn(|index| found.get(index)?.to_str_lossy());
        values[7] = values[7].take().map(|text| native::plain(&text).into_owned().into());
        payload::write(&values, out);
    })
}

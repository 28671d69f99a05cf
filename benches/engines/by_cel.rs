//! CEL: 23 compiled programs over the record's attributes as variables.

use crate::{Engine, native, payload};
use cel::{Context, Env, Program, Value};
use std::sync::Arc;

/// The expressions in the order of the mapping.
const EXPRESSIONS: [&str; 23] = [
    "lower(mail == null ? userPrincipalName : mail)",
    "mailNickname",
    "IsSoftDeleted ? 'false' : 'true'",
    "jobTitle",
    "displayName",
    "lower(first(givenName, 1) + first(surname, 7))",
    "mail == null ? userPrincipalName : mail",
    "plain(givenName)",
    "surname",
    "givenName + ' ' + surname",
    "joined([streetAddress, city, state, postalCode, country])",
    "streetAddress",
    "city",
    "state",
    "postalCode",
    "country",
    "size(businessPhones) > 0 ? phone(businessPhones[0]) : null",
    "mobilePhone == null ? null : phone(mobilePhone)",
    "preferredLanguage",
    "employeeId",
    "department",
    "(country == 'US' ? 'US-' : 'INT-') + (department == 'Engineering' ? '100' : department == 'Sales' ? '200' : department == 'Marketing' ? '300' : department == 'Finance' ? '400' : department == 'Human Resources' ? '500' : department == 'Legal' ? '600' : department == 'IT' ? '700' : department == 'Operations' ? '800' : '000')",
    "employeeHireDate == null ? null : day(employeeHireDate)",
];

/// Compiles the programs once.
pub fn engine() -> Engine {
    let programs = EXPRESSIONS.map(|text| Program::compile(text).expect("it compiles"));
    let environment = Arc::new(Env::stdlib());
    let mut root = Context::with_env(environment);
    let known = [
        root.add_function("lower", |text: Arc<String>| text.to_lowercase()),
        root.add_function("first", |text: Arc<String>, count: i64| native::first(&text, count as usize).to_owned()),
        root.add_function("plain", |text: Arc<String>| native::plain(&text).into_owned()),
        root.add_function("phone", |text: Arc<String>| native::phone(&text).into_owned()),
        root.add_function("day", |text: Arc<String>| native::day(&text).unwrap_or_default().to_owned()),
        root.add_function("joined", |texts: Arc<Vec<Value>>| {
            native::joined(
                texts.iter().map(|text| if let Value::String(text) = text { Some(text.as_str()) } else { None }),
            )
        }),
    ];
    assert!(known.iter().all(Result::is_ok), "a function is rejected");
    let root: &'static Context<'static, 'static> = Box::leak(Box::new(root));
    Box::new(move |user, out| {
        let record: serde_json::Map<String, serde_json::Value> = serde_json::from_str(user).expect("a record is JSON");
        let mut context = root.new_inner_scope();
        for (name, value) in record {
            context.add_variable(name, value).expect("it is a value");
        }
        let values: payload::Values<Arc<String>> =
            std::array::from_fn(|index| match programs[index].execute(&context).expect("it runs") {
                Value::String(text) => Some(text),
                _ => None,
            });
        let texts: payload::Values<&str> = std::array::from_fn(|index| values[index].as_deref().map(String::as_str));
        payload::write(&texts, out);
    })
}

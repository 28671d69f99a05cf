//! minijinja: 23 compiled expressions over the record.

use crate::{Engine, native, payload};
use minijinja::{Environment, Value};

/// The expressions in the order of the mapping.
const EXPRESSIONS: [&str; 23] = [
    "(mail or userPrincipalName)|lower",
    "mailNickname",
    "'false' if IsSoftDeleted else 'true'",
    "jobTitle",
    "displayName",
    "(givenName[:1] ~ surname[:7])|lower",
    "mail or userPrincipalName",
    "plain(givenName)",
    "surname",
    "givenName ~ ' ' ~ surname",
    "[streetAddress, city, state, postalCode, country]|select|join(', ')",
    "streetAddress",
    "city",
    "state",
    "postalCode",
    "country",
    "phone(businessPhones[0]) if businessPhones else none",
    "phone(mobilePhone) if mobilePhone else none",
    "preferredLanguage",
    "employeeId",
    "department",
    "('US-' if country == 'US' else 'INT-') ~ ({'Engineering': '100', 'Sales': '200', 'Marketing': '300', 'Finance': '400', 'Human Resources': '500', 'Legal': '600', 'IT': '700', 'Operations': '800'}[department] or '000')",
    "day(employeeHireDate) if employeeHireDate else none",
];

/// Compiles the expressions once, for the whole run of the program.
pub fn engine() -> Engine {
    let mut environment = Environment::new();
    environment.add_function("plain", |text: &str| native::plain(text).into_owned());
    environment.add_function("phone", |text: &str| native::phone(text).into_owned());
    environment.add_function("day", |text: &str| native::day(text).map(str::to_owned));
    let environment: &'static Environment<'static> = Box::leak(Box::new(environment));
    let expressions = EXPRESSIONS.map(|text| environment.compile_expression(text).expect("it compiles"));
    Box::new(move |user, out| {
        let record: Value = serde_json::from_str(user).expect("a record is JSON");
        let values: payload::Values<Value> = std::array::from_fn(|index| {
            let value = expressions[index].eval(record.clone()).expect("it runs");
            (!value.is_none() && !value.is_undefined()).then_some(value)
        });
        let texts: payload::Values<&str> = std::array::from_fn(|index| values[index].as_ref()?.as_str());
        payload::write(&texts, out);
    })
}

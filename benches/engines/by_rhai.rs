//! Rhai: 23 compiled expressions over the record as a map.

use crate::{Engine, native, payload};
use rhai::{AST, Array, Dynamic, ImmutableString, Scope};

/// The expressions in the order of the mapping.
const EXPRESSIONS: [&str; 23] = [
    "(r.mail ?? r.userPrincipalName).to_lower()",
    "r.mailNickname",
    "if r.IsSoftDeleted { \"false\" } else { \"true\" }",
    "r.jobTitle",
    "r.displayName",
    "(first(r.givenName, 1) + first(r.surname, 7)).to_lower()",
    "r.mail ?? r.userPrincipalName",
    "plain(r.givenName)",
    "r.surname",
    "r.givenName + \" \" + r.surname",
    "joined([r.streetAddress, r.city, r.state, r.postalCode, r.country])",
    "r.streetAddress",
    "r.city",
    "r.state",
    "r.postalCode",
    "r.country",
    "if r.businessPhones.len > 0 { phone(r.businessPhones[0]) } else { () }",
    "phone(r.mobilePhone)",
    "r.preferredLanguage",
    "r.employeeId",
    "r.department",
    "(if r.country == \"US\" { \"US-\" } else { \"INT-\" }) + switch r.department { \"Engineering\" => \"100\", \"Sales\" => \"200\", \"Marketing\" => \"300\", \"Finance\" => \"400\", \"Human Resources\" => \"500\", \"Legal\" => \"600\", \"IT\" => \"700\", \"Operations\" => \"800\", _ => \"000\" }",
    "day(r.employeeHireDate)",
];

/// Compiles the expressions once.
pub fn engine() -> Engine {
    let mut engine = rhai::Engine::new();
    engine.register_fn("first", |text: &str, count: i64| native::first(text, count as usize).to_owned());
    engine.register_fn("plain", |text: &str| native::plain(text).into_owned());
    engine.register_fn("phone", |text: &str| Dynamic::from(native::phone(text).into_owned()));
    engine.register_fn("phone", |(): ()| Dynamic::UNIT);
    engine.register_fn("day", |text: &str| native::day(text).map_or(Dynamic::UNIT, |day| day.to_owned().into()));
    engine.register_fn("day", |(): ()| Dynamic::UNIT);
    engine.register_fn("joined", |texts: Array| {
        let texts: Vec<Option<ImmutableString>> =
            texts.into_iter().map(|text| text.into_immutable_string().ok()).collect();
        native::joined(texts.iter().map(|text| text.as_deref()))
    });
    let scripts = EXPRESSIONS.map(|text| engine.compile(text).expect("it compiles"));
    Box::new(move |user, out| {
        let record: Dynamic = serde_json::from_str(user).expect("a record is JSON");
        let mut scope = Scope::new();
        scope.push_dynamic("r", record);
        let mut run = |script: &AST| -> Option<ImmutableString> {
            let value: Dynamic = engine.eval_ast_with_scope(&mut scope, script).expect("it runs");
            value.into_immutable_string().ok()
        };
        let values: payload::Values<ImmutableString> = std::array::from_fn(|index| run(&scripts[index]));
        payload::write(&values, out);
    })
}

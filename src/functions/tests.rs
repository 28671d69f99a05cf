//! What the rows of the function pages cannot test: limits, borrowing, random values, and that no argument makes a body
//! panic.

use super::*;
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::datetime::{DateTime, DateTimeKind};
use crate::dotnet::regex::Budget;
use crate::dotnet::regex::Regex;
use crate::text::Span;
use crate::value::Value;
use bumpalo::Bump;
use proptest::prelude::*;
use std::cell::Cell;
use std::sync::Arc;

struct World;

impl Host for World {
    fn now(&self) -> DateTime {
        DateTime::from_civil(2026, 1, 15, DateTimeKind::Utc).unwrap()
    }

    fn entropy(&self, record: &str, site: u32) -> u64 {
        record.len() as u64 ^ u64::from(site)
    }

    fn setting(&self, _: &str) -> Option<&str> {
        None
    }

    fn reserve(&self, value: &str) -> bool {
        value.len().is_multiple_of(2)
    }
}

impl Patterns for World {
    fn compiled(&self, pattern: &str) -> Result<Arc<Regex>, EvalError> {
        let refused =
            |error: crate::dotnet::regex::RegexError| Box::new(registry::bad_pattern(Span::default(), &error.message));
        Regex::new(pattern).map(Arc::new).map_err(refused)
    }
}

fn scope(arena: &Bump) -> Scope<'_> {
    Scope {
        arena,
        host: &World,
        patterns: &World,
        longest_text: 1000,
        most_bytes: 1 << 20,
        steps: Budget::new(1_000_000),
        is_large: false,
        record: "Ada",
        site: Cell::new(7),
    }
}

/// The result of a call, or the code of its error.
fn call<'r>(scope: &'r Scope<'r>, name: &str, arguments: &[Value<'r>]) -> Result<Value<'r>, &'static str> {
    let function = all().find(|function| function.name == name);
    let Body::Native(body) = function.unwrap().body else { panic!("{name} has a special form") };
    match apply(body, scope, arguments) {
        Ok(value) => Ok(value),
        Err(CallError::Absent) => Ok(Value::Absent),
        Err(CallError::Argument(_, error) | CallError::Call(error)) => Err(error.code()),
    }
}

fn texts<'r, const N: usize>(texts: [&'r str; N]) -> [Value<'r>; N] {
    texts.map(Value::Str)
}

#[test]
fn nothing_longer_than_the_limit_is_made() {
    let arena = Bump::new();
    let scope = scope(&arena);
    let long = "x".repeat(600);
    let long = long.as_str();
    let slot = |text| if text == "-" { Value::Absent } else { Value::Str(text) };
    let replace = |arguments: [&'static str; 6]| [[Value::Str(long)].as_slice(), &arguments.map(slot)].concat();
    for (name, arguments) in [
        ("Append", texts([long, long]).to_vec()),
        ("Prepend", texts([long, long]).to_vec()),
        ("Join", texts(["", long, long]).to_vec()),
        ("Split", texts([long, "x"]).to_vec()),
        ("ConvertToBase64", texts([long]).to_vec()),
        ("ConvertToUTF8Hex", texts([long]).to_vec()),
        ("Replace", replace(["x", "-", "-", "yy", "-", "-"])),
        ("Replace", replace(["y", "-", "-", "-", "-", "yy"])),
        ("Replace", replace(["-", "x", "-", "yy", "-", "-"])),
        ("Replace", replace(["-", "x{600}", "-", "$_$_", "-", "-"])),
        ("Replace", replace(["-", "(?<g>x)", "g", "yy", "-", "-"])),
    ] {
        assert_eq!(call(&scope, name, &arguments), Err("text-too-long"), "{name} {:?}", &arguments[1..]);
    }
    let few = replace(["-", "^x", "-", "a long text for a single match", "-", "-"]);
    assert!(call(&scope, "Replace", &few).is_ok(), "a result that could be too long but is not");
}

#[test]
fn texts_that_do_not_change_are_not_copied() {
    let arena = Bump::new();
    let scope = scope(&arena);
    for (name, text, rest) in [
        ("Append", "ada", &[""][..]),
        ("ToLower", "ada", &[]),
        ("ToUpper", "ADA", &[]),
        ("PCase", "Ada", &[]),
        ("PCase", "Ada", &["-"]),
        ("StripSpaces", "ada", &[]),
        ("NormalizeDiacritics", "ada", &[]),
        ("Mid", "ada", &["1", "99"]),
        ("Trim", "ada", &[]),
        ("CStr", "ada", &[]),
        ("Replace", "ada", &["x", "", "", "y"]),
    ] {
        let rest = rest
            .iter()
            .map(|&text| if text.is_empty() && name == "Replace" { Value::Absent } else { Value::Str(text) });
        let arguments: Vec<_> = [Value::Str(text)].into_iter().chain(rest).collect();
        let Ok(Value::Str(result)) = call(&scope, name, &arguments) else { panic!("{name} returns no string") };
        assert_eq!(result.as_ptr(), text.as_ptr(), "{name}");
    }
}

#[test]
fn random_strings_keep_their_minimums_and_repeat() {
    let arena = Bump::new();
    let scope = scope(&arena);
    let draw = |site| {
        scope.site.set(site);
        let arguments = [12, 2, 3, 4, 1].map(Value::Int);
        let Ok(Value::Str(text)) = call(&scope, "RandomString", &arguments) else { panic!("no string") };
        text
    };
    for site in 0..200 {
        let text = draw(site);
        let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
        assert_eq!(text.len(), 12);
        assert!(count(char::is_ascii_digit) >= 2 && count(char::is_ascii_punctuation) >= 3, "{text}");
        assert!(count(char::is_ascii_uppercase) >= 4 && count(char::is_ascii_lowercase) >= 1, "{text}");
        assert_eq!(text, draw(site), "the same site and record");
        assert_ne!(text, draw(site + 1), "another site");
    }
}

const HOSTILE: [&str; 20] = [
    "",
    " ",
    "x",
    "True",
    "-1",
    "0",
    "9223372036854775807",
    "&H8000000000000000",
    "1e308",
    "d",
    "yyyy",
    "9999-12-31",
    "1/15/2026 9:30:00 AM",
    "(?<g>.)*?",
    "$_${g}$`",
    "a😀é\u{300}\0",
    "{\"value\": 1",
    "{\"value\": \"a\"}",
    "CN=a\\",
    "SGk=",
];

fn hostile() -> impl Strategy<Value = Value<'static>> {
    const MANY: &[Value<'static>] = &[Value::Str("a"), Value::Int(-7), Value::Complex("{}"), Value::Bool(false)];
    prop_oneof![
        6 => proptest::sample::select(HOSTILE.as_slice()).prop_map(Value::Str),
        1 => any::<i64>().prop_map(Value::Int),
        1 => Just(Value::Absent),
        1 => proptest::sample::select(vec![
            Value::Bool(true), Value::Number("1.5"), Value::Complex("{\"id\": \"\"}"), Value::Multi(MANY), Value::Multi(&[]), Value::Skip,
        ]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    /// Any arguments, also too few and too many: a value, or an error whose message contains none of the strings.
    #[test]
    fn no_arguments_make_a_body_panic(arguments in proptest::collection::vec(hostile(), 0..8)) {
        let arena = Bump::new();
        let scope = scope(&arena);
        for function in all() {
            let Body::Native(body) = function.body else { continue };
            match apply(body, &scope, &arguments) {
                Ok(Value::Str(text)) => prop_assert!(text.len() <= scope.longest_text),
                // Patterns and messages of the mapping itself are shown, and constants are the mapping's.
                Err(CallError::Argument(_, error) | CallError::Call(error))
                    if !matches!(error.code(), "bad-pattern" | "raised-error") =>
                {
                    let shown = |value: &&Value| matches!(value, Value::Str(text) if text.len() > 5 && integer(text).is_none() && error.message.contains(text));
                    prop_assert_eq!(arguments.iter().find(shown), None, "{}: {}", function.name, error.message);
                }
                _ => {}
            }
        }
    }
}

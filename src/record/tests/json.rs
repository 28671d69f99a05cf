//! One JSON record: its attributes, what is rejected and where, and that serde_json agrees.

use crate::record::agree::{KEYS, agree};
use crate::record::malformed::{MalformedKind, NESTING_LIMIT};
use crate::record::reading::shown;
use crate::record::{Malformed, RecordReader, Slots};
use crate::value::Value;
use bumpalo::Bump;
use proptest::prelude::*;

/// Reads `record` and returns the value of each attribute in the notation of [`shown`].
fn read(names: &[&str], record: &str) -> Result<Vec<String>, Malformed> {
    read_after(names, &[], record)
}

/// The same with a reader that has read other records before.
fn read_after(names: &[&str], before: &[&str], record: &str) -> Result<Vec<String>, Malformed> {
    let slots = Slots::new(names.iter().copied());
    let mut reader = RecordReader::new(&slots);
    for earlier in before {
        let arena = Bump::new();
        let _ = reader.read(earlier, &arena, reader.clone().room(&arena));
    }
    let arena = Bump::new();
    let values = reader.room(&arena);
    reader.read(record, &arena, values).map_err(|malformed| *malformed)?;
    Ok(values.iter().map(|value| shown(*value)).collect())
}

/// Attribute, record, value.
const VALUES: &[(&str, &str, &str)] = &[
    ("a", r#"{"a":"x"}"#, r#""x""#),
    ("a", r#" { "b" : 1 , "a" : "x" } "#, r#""x""#),
    ("a", r#"{"a":"\u00e9\n\ud83d\ude00\/"}"#, r#""é\n😀/""#),
    ("a", r#"{"\u0061":"x"}"#, r#""x""#),
    ("a", r#"{"a":null}"#, "-"),
    ("a", r#"{}"#, "-"),
    ("a", r#"{"A":1}"#, "-"),
    ("a", r#"{"a":true}"#, "true"),
    ("a", r#"{"a":-12}"#, "-12"),
    ("a", r#"{"a":9223372036854775807}"#, "9223372036854775807"),
    ("a", r#"{"a":9223372036854775808}"#, "#9223372036854775808"),
    ("a", r#"{"a":1.50}"#, "#1.50"),
    ("a", r#"{"a":1E3}"#, "#1E3"),
    ("a", r#"{"a":["x",null,2,true]}"#, r#"["x", 2, true]"#),
    ("a", r#"{"a":[ ]}"#, "[]"),
    ("a", r#"{"a":{"b": [1]}}"#, r#"~{"b": [1]}"#),
    ("a", r#"{"a":[{"b":1},[2, 3]]}"#, r#"[~{"b":1}, ~[2, 3]]"#),
    // Of duplicate keys the last one is used, even if it is null.
    ("a", r#"{"a":1,"a":2}"#, "2"),
    ("a", r#"{"a":1,"a":null}"#, "-"),
    ("name.givenName", r#"{"name":{"familyName":"L","givenName":"Ada"}}"#, r#""Ada""#),
    ("name.givenName", r#"{"name.givenName":"exact","name":{"givenName":"Ada"}}"#, r#""exact""#),
    ("name.givenName", r#"{"name":{"givenName":"Ada"},"name.givenName":"exact"}"#, r#""exact""#),
    ("name.givenName", r#"{"name":"Ada"}"#, "-"),
    ("name.givenName", r#"{"name":null}"#, "-"),
    ("name.givenName", r#"{"name":{"givenName":"Ada"},"name":{"givenName":"Eva"}}"#, r#""Eva""#),
    ("name.givenName", r#"{"name":{"given\u004eame":"Ada","givenName":"Eva"}}"#, r#""Eva""#),
    ("a.b.c", r#"{"a":{"b":{"c":[1,2]}}}"#, "[1, 2]"),
    ("emails.value", r#"{"emails":[{"value":"a"},{"x":1},{"value":"b"}]}"#, r#"["a", "b"]"#),
    ("emails.value", r#"{"emails":[]}"#, "[]"),
    (
        r#"emails[type eq "work"].value"#,
        r#"{"emails":[{"type":"home","value":"h"},{"type":"work","value":"w"}]}"#,
        r#""w""#,
    ),
    (
        r#"emails[type eq "work"].value"#,
        r#"{"emails":[{"value":"w","type":"Work"},{"value":"v","type":"work"}]}"#,
        r#"["w", "v"]"#,
    ),
    (r#"emails[type eq "work"].value"#, r#"{"emails":{"value":"w","type":"work"}}"#, r#""w""#),
    (r#"emails[type eq "work"].value"#, r#"{"emails":[{"type":"home","value":"h"}]}"#, "-"),
    (r#"emails[type eq "a\"]b"].value"#, r#"{"emails":[{"type":"a\"]b","value":"h"}]}"#, r#""h""#),
    ("phones[primary eq true].value", r#"{"phones":[{"value":1},{"value":2,"primary":true}]}"#, "2"),
    (r#"roles[primary eq "True"]"#, r#"{"roles":[{"primary":true}]}"#, r#"~{"primary":true}"#),
    (
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
        r#"{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"m1"}}}"#,
        r#""m1""#,
    ),
];

#[test]
fn attributes_are_found() {
    for (name, record, expected) in VALUES {
        let found = read(&[name, "name", name], record).unwrap_or_else(|error| panic!("{record}: {error:?}"));
        assert_eq!((&*found[0], &*found[2]), (*expected, *expected), "{name} of {record}");
        // A reader that predicts another key order, or this one, has the same result.
        for before in [r#"{"z":1,"a":{}}"#, record] {
            assert_eq!(
                read_after(&[name], &[before], record).unwrap()[0],
                *expected,
                "{name} of {record} after {before}"
            );
        }
    }
}

/// Record, offset of the error, what was expected there.
const REFUSED: &[(&str, usize, &str)] = &[
    ("", 0, "an object"),
    ("{", 1, "an attribute name in double quotes"),
    (r#"{"a":1,}"#, 7, "an attribute name in double quotes"),
    (r#"{a:1}"#, 1, "an attribute name in double quotes"),
    (r#"{"a" 1}"#, 5, "`:` after an attribute name"),
    (r#"{"a":}"#, 5, "a value"),
    (r#"{"a":'x'}"#, 5, "a value"),
    (r#"{"a":"x}"#, 8, "a closing `\"`"),
    ("{\"a\":\"x\ty\"}", 7, "an escape such as `\\n` for a control character"),
    ("{\"a\":\"\0\"}", 6, "an escape such as `\\n` for a control character"),
    (r#"{"a":"\x"}"#, 7, "one of `\"\\/bfnrtu` after a backslash"),
    (r#"{"a":"\u12g4"}"#, 10, "four hexadecimal digits after `\\u`"),
    (r#"{"a":"\ud800"}"#, 12, "the low half of a surrogate pair"),
    (r#"{"a":"\ud800\u0041"}"#, 12, "the low half of a surrogate pair"),
    (r#"{"a":"\udc00"}"#, 6, "a whole surrogate pair, not only its low half"),
    (r#"{"a":tru}"#, 5, "`true`"),
    (r#"{"a":01}"#, 6, "a number without a leading zero"),
    (r#"{"a":1.}"#, 7, "a digit"),
    (r#"{"a":-}"#, 6, "a digit"),
    (r#"{"a":1 "b":2}"#, 7, "`,` or `}`"),
    (r#"{"a":[1 2]}"#, 8, "`,` or `]`"),
    (r#"{"a":[1,]}"#, 8, "a value"),
    (r#"{"a":[1}}"#, 7, "`,` or `]`"),
    (r#"{"a":{"b":1]}"#, 11, "`,` or `}`"),
    (r#"{"a":1} {"#, 8, "nothing more after the object"),
    (r#"{"a":1}{"a":1}"#, 7, "nothing more after the object"),
    (r#"{"a":1"a":1}"#, 6, "`,` or `}`"),
    (r#"{"b":1{"a":1}"#, 6, "`,` or `}`"),
    (r#"{"b":1 {"a":1}"#, 7, "`,` or `}`"),
    (r#","b":2}"#, 0, "a record, which begins with `{`"),
    (r#", "b":2}"#, 0, "a record, which begins with `{`"),
    (r#"{"b":2,,"a":1}"#, 7, "an attribute name in double quotes"),
];

#[test]
fn invalid_json_is_rejected_with_its_location_in_every_attribute() {
    for (record, offset, expected) in REFUSED {
        for names in [["a"], ["other"], ["a.b"]] {
            // What a reader has learnt of other records lets nothing stand where it may not.
            let learnt = vec![r#"{"a":1,"b":2}"#, r#"{"b":1,"a":1}"#, r#"{"b":1, "b":2,"a":1}"#, r#" {"a":1 ,"b":2}"#];
            for before in [vec![], vec![r#"{"a":1}"#], vec![r#"{"a":1,"b":2}"#], learnt] {
                let refused = read_after(&names, &before, record).unwrap_err();
                let location = (refused.offset, refused.problem);
                assert_eq!(
                    location,
                    (*offset, MalformedKind::Expected(expected)),
                    "{record} for {names:?} after {before:?}"
                );
            }
        }
    }
}

#[test]
fn json_that_is_not_an_object_is_reported_with_its_type() {
    for (record, found) in [("[1]", "an array"), ("\"{}\"", "a string"), (" null", "`null`"), ("-1.5", "a number")] {
        assert_eq!(read(&["a"], record).unwrap_err().problem, MalformedKind::NotARecord(found));
    }
    let message = read(&["a"], "[1]").unwrap_err().diagnostic().message;
    assert_eq!(message, "expected an object with attributes, found an array");
}

#[test]
fn nesting_is_read_to_the_limit_and_rejected_beyond_it_without_a_stack() {
    let nested =
        |open: &str, close: &str, depth: usize| format!("{{\"a\":{}1{}}}", open.repeat(depth), close.repeat(depth));
    for names in [["a"], ["b"], ["a.b"]] {
        for (open, close) in [("[", "]"), ("{\"b\":", "}"), ("[{\"b\":", "}]")] {
            let levels = open.matches(['[', '{']).count();
            assert!(read(&names, &nested(open, close, NESTING_LIMIT / levels)).is_ok());
            let refused = read(&names, &nested(open, close, 100_000)).unwrap_err();
            assert_eq!(refused.problem, MalformedKind::TooDeep);
            assert!(refused.offset < 10 + 10 * NESTING_LIMIT);
        }
    }
}

#[test]
fn a_string_without_escapes_is_not_copied() {
    let slots = Slots::new(["a", "b.c"]);
    let record = r#"{"a":"plain é text","b":{"c":"nested"}}"#;
    let arena = Bump::new();
    let mut reader = RecordReader::new(&slots);
    let values = reader.room(&arena);
    reader.read(record, &arena, values).unwrap();
    let inside = |value: Value<'_>| match value {
        Value::Str(text) => record.as_bytes().as_ptr_range().contains(&text.as_ptr()),
        _ => false,
    };
    assert!(inside(values[0]) && inside(values[1]));
}

#[test]
fn keys_may_come_in_any_order_and_number() {
    let names: Vec<String> = (0..40).map(|number| format!("attribute{number}")).collect();
    let needed: Vec<&str> = names.iter().step_by(2).map(String::as_str).collect();
    let slots = Slots::new(needed.iter().copied());
    let mut reader = RecordReader::new(&slots);
    for stride in [1, 3, 7, 11, 39, 1] {
        for left_out in [0, 1, 2, 5, 9] {
            let keys: Vec<usize> =
                (0..40).map(|at| at * stride % 40).filter(|key| left_out == 0 || key % 10 >= left_out).collect();
            let members: Vec<String> = keys.iter().map(|key| format!("\"attribute{key}\":{key}")).collect();
            let (record, arena) = (format!("{{{}}}", members.join(",")), Bump::new());
            let values = reader.room(&arena);
            reader.read(&record, &arena, values).unwrap();
            for (slot, value) in values.iter().enumerate() {
                let expected = if keys.contains(&(slot * 2)) { Value::Int(slot as i64 * 2) } else { Value::Absent };
                assert_eq!(*value, expected, "{} of {record}", needed[slot]);
            }
        }
    }
}

fn documents() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        "[ -~]{0,30}".prop_map(Into::into),
    ];
    let key = prop_oneof![prop::sample::select(&KEYS[..]).prop_map(str::to_owned), any::<String>()];
    let inner = leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map(key.clone(), inner, 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    });
    let key = prop::sample::select(&KEYS[..]).prop_map(str::to_owned);
    prop::collection::btree_map(key, inner, 0..6)
        .prop_map(|members| serde_json::Value::Object(members.into_iter().collect()))
}

/// A document in one of the ways to write it.
fn written(document: &serde_json::Value, way: u8) -> String {
    match way % 3 {
        0 => document.to_string(),
        1 => serde_json::to_string_pretty(document).unwrap(),
        _ => document.to_string().chars().fold(String::new(), |text, character| {
            let mut units = [0; 2];
            match character {
                character if character.is_ascii() => text + &character.to_string(),
                other => {
                    other.encode_utf16(&mut units).iter().fold(text, |text, unit| text + &format!("\\u{unit:04X}"))
                }
            }
        }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn generated_documents_read_as_serde_json_reads_them(document in documents(), other in documents(), way: u8) {
        let text = written(&document, way);
        agree(&text, &text).map_err(TestCaseError::fail)?;
        agree(&text, &written(&other, way)).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn invalid_documents_are_rejected_if_serde_json_rejects_them(
        document in documents(),
        way: u8,
        edits in prop::collection::vec((any::<prop::sample::Index>(), "[\\[\\]{},:\"\\\\u0-9a-f.eE+ \t\r\n\u{1}-]{0,2}"), 1..4),
    ) {
        let whole = written(&document, way);
        let mut text = whole.clone();
        for (location, with) in edits {
            let characters: Vec<char> = text.chars().collect();
            let at = location.index(characters.len().max(1)).min(characters.len());
            text = characters[..at].iter().collect::<String>() + &with + &characters.iter().skip(at + 1).collect::<String>();
        }
        agree(&text, &whole).map_err(TestCaseError::fail)?;
        agree(&text, "{}").map_err(TestCaseError::fail)?;
    }

    #[test]
    fn any_text_is_read_or_rejected(text in "\\{\"[a-z]\":[\\[\\]{},:\"\\\\u0-9a-f.eE+ -]{0,20}\\}") {
        agree(&text, "{\"a\":1}").map_err(TestCaseError::fail)?;
    }
}

proptest! {
    // Each case is truncated at every byte.
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn truncated_documents_are_rejected(document in documents(), way: u8) {
        let whole = written(&document, way);
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            let refused = read_after(&KEYS, &[&whole], &whole[..end]);
            prop_assert!(refused.is_err_and(|refused| refused.offset <= end), "{} was read", &whole[..end]);
        }
    }
}

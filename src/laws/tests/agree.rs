//! The VM and the reference interpreter agree, for every row of the documentation and for random cases.

use crate::language::LANGUAGES;
use crate::laws::machine::{Case, holds};
use crate::laws::tests::chance::case;
use crate::laws::tests::rows::cases;
use proptest::prelude::*;

#[test]
fn rows_agree_folded_or_not_and_copy_nothing() {
    let (mut ran, mut failures) = (0, Vec::new());
    for case in cases() {
        match holds(&case) {
            Ok(could) => ran += usize::from(could),
            Err(why) => failures.push(why),
        }
    }
    assert!(failures.is_empty(), "{} rows\n{}", failures.len(), failures.join("\n"));
    assert!(ran > 500, "only {ran} rows could be run");
}

#[test]
fn what_folding_could_get_wrong_agrees() {
    let mut ran = 0;
    for expression in [
        "Coalesce(IgnoreThisFlow, NULL)",
        "Coalesce(NULL, IgnoreThisFlow)",
        "Coalesce(NULL, NULL)",
        "Coalesce(\"\", [a])",
        "Switch([a], \"d\", Len(\"abc\"), \"three\", \"b\", \"x\")",
        "Switch(Len(\"abc\"), \"d\", \"3\", \"three\")",
        "Join(\",\", Split(\"a,b\", \",\"))",
        "IIF(Len(\"abc\")=3, IIF(NULL=\"\", \"both\", \"one\"), \"none\")",
        "Append(NULL, \"a\")",
        "Left(\"abc\", Len([a]))",
        "IIF(\"yes\", 1, 2)",
        "Item(Split(\"a\", \",\"), 2)",
        "CDate(\"10:30\")",
        "FormatDateTime(\"10:30\", , \"HH:mm\", \"yyyy-MM-dd\")",
        "NumFromDate(\"10:30\")",
        "DateFromNum(0)",
    ] {
        for a in [serde_json::json!("3"), serde_json::json!(["1", "2"]), serde_json::json!(3)] {
            for dialect in LANGUAGES {
                let case = Case { expression: expression.to_owned(), record: serde_json::json!({ "a": a }), dialect };
                ran += usize::from(holds(&case).expect("the property holds"));
            }
        }
    }
    assert!(ran > 60, "only {ran} cases could be run");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn random_cases_agree(case in case()) {
        match holds(&case) {
            Ok(could) => prop_assume!(could),
            Err(why) => prop_assert!(false, "{}", why),
        }
    }
}

//! Any text has a valid syntax tree: rows of the documentation, their mutations and random text.

use crate::language::Language;
use crate::laws::expression::holds;
use crate::laws::tests::chance::case;
use crate::laws::tests::rows::cases;
use proptest::prelude::*;

#[test]
fn every_row_has_a_valid_tree() {
    let failures: Vec<String> = cases().iter().filter_map(|case| holds(&case.expression, case.dialect).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn language(name: &str) -> &'static Language {
    Language::find(name).expect("there is that language")
}

/// The text of a row with a part removed, duplicated or inserted.
fn mutation() -> impl Strategy<Value = String> {
    let texts: Vec<String> = cases().into_iter().map(|case| case.expression).collect();
    let pieces =
        ["(", ")", "[", "]", "\"", ",", "\\", "%", "“", "'", "&quot;", "==", "//", "&", "é", " ", "\n", "0", "="];
    let edit =
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop::sample::select(pieces.to_vec()), 0..4);
    (prop::sample::select(texts), proptest::collection::vec(edit, 1..4)).prop_map(|(mut text, edits)| {
        for (from, to, piece, how) in edits {
            let locations: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (one, other) = (*from.get(&locations), *to.get(&locations));
            let (start, end) = (one.min(other), one.max(other));
            match how {
                0 => text.replace_range(start..end, ""),
                1 => text = format!("{}{}", &text[..end], &text[start..]),
                _ => text.insert_str(start, piece),
            }
            if text.len() > 2_000 {
                break;
            }
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_tree(text in "\\PC{0,60}") {
        prop_assert_eq!(holds(&text, language("entra")), Ok(()));
    }

    #[test]
    fn characters_of_the_language_have_a_tree(text in "[-a-cIF ()\\[\\],\"\\\\%$&=<>'“”|*/.0-9\n]{0,40}") {
        prop_assert_eq!(holds(&text, language("connect")), Ok(()));
    }

    #[test]
    fn mutations_of_rows_have_a_tree(text in mutation()) {
        prop_assert_eq!(holds(&text, language("entra")), Ok(()));
    }

    #[test]
    fn generated_calls_have_a_tree(case in case()) {
        prop_assert_eq!(holds(&case.expression, case.dialect), Ok(()));
    }
}

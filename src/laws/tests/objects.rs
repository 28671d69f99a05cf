//! Random mappings over random records, and random slips in expressions: the properties that a fuzzer looks for longer.

use crate::laws::{expression, generate, object};
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_is_sent_is_json_and_only_once_the_same(tape in vec(any::<u8>(), 1..400)) {
        prop_assert_eq!(object::holds(&tape), Ok(()));
    }

    #[test]
    fn slips_are_told_in_proportion_and_where_they_are(tape in vec(any::<u8>(), 1..200)) {
        let (text, language) = generate::with_slips(&tape);
        prop_assert_eq!(expression::holds(&text, language), Ok(()));
    }
}

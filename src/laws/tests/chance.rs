//! Random cases and records, for proptest.

use crate::laws::generate;
use crate::laws::machine::Case;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value as Json;

/// A random case.
pub fn case() -> impl Strategy<Value = Case> {
    vec(any::<u8>(), 1..160).prop_map(|tape| generate::case(&tape))
}

/// A random record.
pub fn any_record() -> impl Strategy<Value = Json> {
    vec(any::<u8>(), 0..24).prop_map(|tape| generate::any_record(&tape))
}

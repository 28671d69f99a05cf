//! Reading JSON from bytes. Knows nothing of what it says.

use serde::Deserialize;

/// The JSON in some bytes, if it is valid. It is read as a string, as all other JSON is: each further kind of input would
/// link another copy of the deserialiser.
pub fn from_json<'t, T: Deserialize<'t>>(bytes: &'t [u8]) -> Option<T> {
    serde_json::from_str(std::str::from_utf8(bytes).ok()?).ok()
}

//! Requests to a SCIM server: method, path, and the filter that finds an object whose id is not known.

use crate::engine::{Address, ObjectProgram};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::sync::Arc;

/// A single request. Serialises to `{"method":"PATCH","path":"/Users/2819c223","body":{…}}`.
///
/// If the object's id is not known, the path ends with the endpoint of its type, and `filter` finds the object: look it up
/// (RFC 7644, section 3.4.2.2) and append its id to the path.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// `POST`, `PATCH`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path below the server's base, such as `/Users/2819c223`.
    pub path: String,
    /// The filter that finds the object, if its id is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The body as JSON text; a DELETE has none.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::text::as_json")]
    pub body: Option<Arc<str>>,
}

impl Request {
    /// A request that creates an object.
    pub(super) fn create(program: &ObjectProgram, payload: Arc<str>) -> Self {
        Self { method: "POST", path: program.endpoint(), filter: None, body: Some(payload) }
    }

    /// A request about an object. Without matching attributes the record's own id is the object's.
    pub(super) fn about<'r>(
        program: &ObjectProgram,
        method: &'static str,
        address: Address,
        record: impl FnOnce() -> Option<&'r str>,
        body: Option<Arc<str>>,
    ) -> Self {
        let endpoint = program.endpoint();
        let (id, filter) = match address {
            Address::Id(id) => (Some(id), None),
            Address::Filter(filter) => (None, Some(filter)),
            Address::Unknown if program.matching().is_empty() => (record().map(str::to_owned), None),
            Address::Unknown => (None, None),
        };
        let path = id.map_or_else(|| endpoint.clone(), |id| format!("{endpoint}/{}", segment(&id)));
        Self { method, path, filter, body }
    }
}

/// What has to be escaped in a segment of a path: all but `pchar` (RFC 3986, section 3.3).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@')
    .remove(b':')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// An id as a segment of a path.
fn segment(id: &str) -> String {
    utf8_percent_encode(id, SEGMENT).to_string()
}

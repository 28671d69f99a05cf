//! Requests to a SCIM server: method, path, and the filter that finds an object whose id is not known.

use crate::engine::ObjectProgram;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value as Json;

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
    /// The body; a DELETE has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Json>,
}

impl Request {
    /// A request that creates an object.
    pub(super) fn create(program: &ObjectProgram, payload: Json) -> Self {
        Self { method: "POST", path: program.endpoint(), filter: None, body: Some(payload) }
    }

    /// A request about the object with this payload. Without matching attributes the record's own id is the object's.
    pub(super) fn about(
        program: &ObjectProgram,
        method: &'static str,
        payload: &Json,
        record: Option<&str>,
        body: Option<Json>,
    ) -> Self {
        let own = payload.get("id").and_then(Json::as_str);
        let endpoint = program.endpoint();
        match own.or(record.filter(|_| program.matching().is_empty() && payload.get("id").is_none())) {
            Some(id) => Self { method, path: format!("{endpoint}/{}", segment(id)), filter: None, body },
            None => Self { method, path: endpoint, filter: program.match_filter(payload), body },
        }
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

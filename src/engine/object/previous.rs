//! What the target has of an object, as text; taken apart only when its parts are asked for, since most objects of a run are
//! unchanged. Says also where such an object is on a server.

use super::ObjectProgram;
use serde_json::Value as Json;
use std::cell::OnceCell;

/// An earlier payload.
pub struct Previous<'p> {
    text: &'p str,
    parts: OnceCell<Option<Json>>,
    /// Whether it is asked what the object is after a change.
    pub(super) tells_state: bool,
}

impl<'p> Previous<'p> {
    /// A payload as JSON text.
    pub fn new(text: &'p str) -> Self {
        Self { text, parts: OnceCell::new(), tells_state: true }
    }

    /// The same for somebody who only sends what has changed: the payload that the object has then is left out of
    /// [`Changed`](super::Changed).
    pub fn without_state(self) -> Self {
        Self { tells_state: false, ..self }
    }

    /// The text.
    pub fn text(&self) -> &'p str {
        self.text
    }

    /// The payload; nothing where it nests deeper than JSON is read.
    pub fn parts(&self) -> Option<&Json> {
        self.parts.get_or_init(|| crate::text::from_json(self.text.as_bytes())).as_ref()
    }
}

/// How an object is found on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// By the server's id.
    Id(String),
    /// By a filter for its matching attribute.
    Filter(String),
    /// Its payload has nothing that finds it.
    Unknown,
}

impl ObjectProgram {
    /// How the object with this payload is found: by its own id, otherwise by the first matching attribute that it has.
    pub fn address(&self, payload: &Json) -> Address {
        match payload.get("id").and_then(Json::as_str) {
            Some(id) => Address::Id(id.to_owned()),
            None => self.match_filter(payload).map_or(Address::Unknown, Address::Filter),
        }
    }
}

//! The members of a request's JSON object, taken one by one. One that is missing, or null, is not given; one of another
//! type is an error that names it. They are read by hand, because derived deserialisers for them were a hundredth of
//! what a browser loads.
//!
//! Does not know what they mean.

use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// What of an object is not taken yet.
pub(crate) struct Members(Map<String, Json>);

impl Members {
    /// Those of an object.
    pub(crate) fn of(json: Json) -> Result<Self, String> {
        match json {
            Json::Object(members) => Ok(Self(members)),
            _ => Err("it is no object".to_owned()),
        }
    }

    fn take(&mut self, name: &str) -> Option<Json> {
        self.0.remove(name).filter(|json| !json.is_null())
    }

    /// A string.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        self.take(name).map(|json| string(json, name)).transpose()
    }

    /// A whole number that is not negative.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<u64>, String> {
        let number = |json: Json| json.as_u64().ok_or_else(|| format!("`{name}` is no number such as 7"));
        self.take(name).map(number).transpose()
    }

    /// A Boolean; false where it is not given.
    pub(crate) fn flag(&mut self, name: &str) -> Result<bool, String> {
        let flag = |json: Json| json.as_bool().ok_or_else(|| format!("`{name}` is neither true nor false"));
        self.take(name).map_or(Ok(false), flag)
    }

    /// An object of strings.
    pub(crate) fn texts(&mut self, name: &str) -> Result<Option<BTreeMap<String, String>>, String> {
        let Some(json) = self.take(name) else { return Ok(None) };
        let Json::Object(members) = json else { return Err(format!("`{name}` is no object of strings")) };
        let mut texts = BTreeMap::new();
        for (key, json) in members {
            let text = string(json, &format!("{name}.{key}"))?;
            texts.insert(key, text);
        }
        Ok(Some(texts))
    }

    /// A list; empty where it is not given.
    pub(crate) fn list(&mut self, name: &str) -> Result<Vec<Json>, String> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Json::Array(items)) => Ok(items),
            Some(_) => Err(format!("`{name}` is no list")),
        }
    }

    /// An object.
    #[cfg(feature = "all-requests")]
    pub(crate) fn object(&mut self, name: &str) -> Option<Json> {
        self.take(name)
    }
}

/// A string; an error that names the member where it is something else.
pub(crate) fn string(json: Json, name: &str) -> Result<String, String> {
    if let Json::String(text) = json { Ok(text) } else { Err(format!("`{name}` is no string")) }
}

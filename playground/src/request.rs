//! Requests: a JSON string in, a JSON string out. All requests have one type with only optional fields.
//!
//! Knows nothing about what the requests mean.

use crate::members::{Members, string};
use attrflow::tool::{Context, KnownAttribute, SourceSchema, TargetType};
use attrflow::{DateTime, Language, World, moment};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// The fields of all requests.
#[derive(Debug, Default)]
pub(crate) struct Request {
    pub(crate) expression: String,
    /// The caret in the expression.
    pub(crate) offset: usize,
    pub(crate) record: String,
    #[cfg(feature = "all-requests")]
    pub(crate) on_demand: crate::on_demand::Fields,
    #[cfg(attrflow_external_resources)]
    pub(crate) texts: BTreeMap<String, String>,
    dialect: Option<String>,
    now: Option<String>,
    seed: u64,
    settings: BTreeMap<String, String>,
    taken: Vec<String>,
    /// The source object's attributes, where they are known.
    attributes: Vec<Attribute>,
}

/// An attribute of a source object, as `inspect` returns it.
#[derive(Debug)]
struct Attribute {
    name: String,
    kind: String,
    several: bool,
    required: bool,
}

impl Attribute {
    fn read(json: Json) -> Result<Self, String> {
        let mut given = Members::of(json)?;
        Ok(Self {
            name: given.text("name")?.unwrap_or_default(),
            kind: given.text("type")?.unwrap_or_default(),
            several: given.flag("several")?,
            required: given.flag("required")?,
        })
    }
}

impl Request {
    /// Reads a request; unknown members are ignored.
    pub(crate) fn read(json: Json) -> Result<Self, String> {
        let mut given = Members::of(json)?;
        Ok(Self {
            #[cfg(feature = "all-requests")]
            on_demand: crate::on_demand::Fields::read(&mut given)?,
            expression: given.text("expression")?.unwrap_or_default(),
            offset: given.number("offset")?.map_or(0, |offset| usize::try_from(offset).unwrap_or(usize::MAX)),
            record: given.text("record")?.unwrap_or_default(),
            #[cfg(attrflow_external_resources)]
            texts: given.texts("texts")?.unwrap_or_default(),
            dialect: given.text("dialect")?,
            now: given.text("now")?,
            seed: given.number("seed")?.unwrap_or_default(),
            settings: given.texts("settings")?.unwrap_or_default(),
            taken: given.list("taken")?.into_iter().map(|json| string(json, "taken")).collect::<Result<_, _>>()?,
            attributes: given.list("attributes")?.into_iter().map(Attribute::read).collect::<Result<_, _>>()?,
        })
    }

    /// The attributes of the source object; `None` if none are known.
    pub(crate) fn source_schema(&self) -> Option<SourceSchema> {
        let known = self.attributes.iter().map(|attribute| {
            let kind = TargetType::parse(&attribute.kind).unwrap_or_default();
            let (multivalued, required) = (attribute.several, attribute.required);
            (attribute.name.as_str(), KnownAttribute { kind, multivalued, required })
        });
        (!self.attributes.is_empty()).then(|| SourceSchema::new("source object", known))
    }

    /// The context in which expressions are checked.
    pub(crate) fn context<'v>(&self, source_schema: Option<&'v SourceSchema>) -> Result<Context<'v>, String> {
        Ok(Context { language: self.dialect()?.unwrap_or_default(), source_schema })
    }

    /// The current time. Without one it is the beginning of 1970, because the module has no clock.
    pub(crate) fn moment(&self) -> Result<DateTime, String> {
        let text = self.now.as_deref().unwrap_or("1970-01-01T00:00:00Z");
        moment(text).ok_or_else(|| format!("`{text}` is not a point in time such as `2026-01-15T09:30:00Z`"))
    }

    /// The dialect, if the request names one.
    pub(crate) fn dialect(&self) -> Result<Option<&'static Language>, String> {
        let Some(name) = &self.dialect else { return Ok(None) };
        Language::find(name).map(Some).ok_or_else(|| format!("there is no dialect `{name}`"))
    }

    /// The evaluation context, with the settings of a mapping where the request does not set them.
    pub(crate) fn world(&self, of_mapping: &BTreeMap<String, String>) -> Result<World, String> {
        let mut world = World::at(self.moment()?).with_seed(self.seed).with_taken(&self.taken);
        for (name, value) in of_mapping.iter().chain(&self.settings) {
            world = world.with_setting(name, value);
        }
        Ok(world)
    }
}

/// What the whole engine asks besides.
#[cfg(feature = "all-requests")]
impl Request {
    /// The seed for random values.
    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// The settings of the provisioning job.
    pub(crate) fn settings(&self) -> impl Iterator<Item = (String, String)> {
        self.settings.iter().map(|(name, value)| (name.clone(), value.clone()))
    }

    /// Values already in use in the target.
    pub(crate) fn taken(&self) -> &[String] {
        &self.taken
    }
}

/// Reads a request, calls the function, and writes the answer; errors of the request are `{"request_error": …}`.
pub(crate) fn answer(request: &str, give: fn(Request) -> Result<Json, String>) -> String {
    let read = serde_json::from_str(request).map_err(|why| why.to_string()).and_then(Request::read);
    match read.map_err(|why| format!("the request cannot be read: {why}")).and_then(give) {
        Ok(answer) => answer.to_string(),
        Err(why) => json!({"request_error": why}).to_string(),
    }
}

/// Converts an offset in a string from bytes to UTF-16 code units.
pub(crate) fn units(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    text.get(..byte).unwrap_or_default().chars().map(char::len_utf16).sum()
}

/// Converts an offset in a string from UTF-16 code units to bytes; inside a character it is the character's beginning.
pub(crate) fn bytes(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (byte, character) in text.char_indices() {
        if passed + character.len_utf16() > units {
            return byte;
        }
        passed += character.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_counted_as_browsers_do() {
        let text = "aé😀b";
        for (byte, unit) in [(0, 0), (1, 1), (3, 2), (7, 4), (8, 5)] {
            assert_eq!(units(text, byte), unit);
            assert_eq!(bytes(text, unit), byte);
        }
        assert_eq!((units(text, 99), bytes(text, 99)), (5, 8));
        assert_eq!((units(text, 5), bytes(text, 3)), (2, 3), "an offset inside a character is its beginning");
    }
}

//! Reads the target's ids for ids of the source: a JSON object, JSON lines, or CSV with two columns.
//!
//! A line of JSON or CSV has the source's id first. In a JSON object the members may be in any order if they have known
//! names, such as `source` and `target`. Does not know which ids records have.

use crate::cli::error::CliError;
use crate::cli::files;
use attrflow::tool::FileKind;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// The ids of a file, in its order. No more of the file is held than its text and the ids.
pub(super) fn ids(path: &str) -> Result<Vec<(String, String)>, CliError> {
    let source = files::source_of(path, "a list of ids", &[FileKind::Records])?;
    let text = source.text().trim();
    if text.starts_with('{') {
        if let Ok(object) = serde_json::from_str::<Object>(text)
            && (object.pair().is_none() || object.0.len() != 2)
        {
            let each = object.0.into_iter().map(|(id, target)| match target.text() {
                Some(target) => Ok((id, target)),
                None => Err(CliError::with_help(
                    format!("`{path}`: the target id of `{id}` is neither a string nor a number"),
                    "write `{\"source id\": \"target id\"}`",
                )),
            });
            return each.collect();
        }
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let each = lines.map(|(index, line)| {
            let row: Option<Row> = serde_json::from_str(line).ok();
            row.and_then(|row| row.0).ok_or(index as u64 + 1)
        });
        return each.collect::<Result<_, _>>().map_err(|number| misfit(path, "line", number));
    }
    if text.starts_with('[')
        && let Ok(rows) = serde_json::from_str::<Vec<Row>>(text)
    {
        let each = rows.into_iter().enumerate().map(|(index, row)| row.0.ok_or(index as u64 + 1));
        return each.collect::<Result<_, _>>().map_err(|number| misfit(path, "entry", number));
    }
    table(text).map_err(|number| misfit(path, "line", number))
}

/// The two columns of a CSV file, or the line that does not have two. A header is harmless: no record has such an id.
fn table(text: &str) -> Result<Vec<(String, String)>, u64> {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut ids = Vec::new();
    for row in rows.records() {
        let row = row.map_err(|error| error.position().map_or(1, csv::Position::line))?;
        let line = row.position().map_or(1, csv::Position::line);
        match row.iter().map(str::trim).collect::<Vec<_>>().as_slice() {
            [from, to] if !from.is_empty() && !to.is_empty() => ids.push(((*from).to_owned(), (*to).to_owned())),
            _ => return Err(line),
        }
    }
    Ok(ids)
}

fn misfit(path: &str, what: &str, number: u64) -> CliError {
    let message = format!("`{path}`, {what} {number}: expected a source id and a target id");
    CliError::with_help(message, "write `{\"source\": \"…\", \"target\": \"…\"}` or `source,target`")
}

/// An id, or something else in its stead.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
    Other(IgnoredAny),
}

impl Id {
    fn text(self) -> Option<String> {
        match self {
            Id::Text(text) if !text.is_empty() => Some(text),
            Id::Number(number) => Some(number.to_string()),
            Id::Text(_) | Id::Other(_) => None,
        }
    }
}

/// An object, whose members need not have different names.
struct Object(Vec<(String, Id)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Object, M::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        from.deserialize_map(Members)
    }
}

impl Object {
    /// Where the source and target ids of an object are that names them with one of the known pairs of names.
    fn pair(&self) -> Option<(usize, usize)> {
        const NAMES: [(&str, &str); 4] =
            [("source", "target"), ("id", "targetId"), ("sourceId", "targetId"), ("from", "to")];
        let find = |wanted: &str| self.0.iter().rposition(|(name, _)| name == wanted);
        NAMES.iter().find_map(|(from, to)| Some((find(from)?, find(to)?)))
    }
}

/// The two ids of a row, if it has two.
struct Row(Option<(String, String)>);

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Shape {
            Object(Object),
            Array(Vec<Id>),
            Other(IgnoredAny),
        }
        let texts = |from: Id, to: Id| Some((from.text()?, to.text()?));
        Ok(Row(match Shape::deserialize(from)? {
            Shape::Object(mut object) => match (object.pair(), object.0.len()) {
                (Some((from, to)), _) => {
                    let mut take =
                        |at: usize| object.0.get_mut(at).map(|(_, id)| std::mem::replace(id, Id::Other(IgnoredAny)));
                    take(from).zip(take(to)).and_then(|(from, to)| texts(from, to))
                }
                (None, 1) => object.0.pop().and_then(|(id, target)| Some((id, target.text()?))),
                (None, _) => None,
            },
            Shape::Array(ids) => match <[Id; 2]>::try_from(ids) {
                Ok([from, to]) => texts(from, to),
                Err(_) => None,
            },
            Shape::Other(_) => None,
        }))
    }
}

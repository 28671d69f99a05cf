//! Reads the target's ids for ids of the source: a JSON object, JSON lines, or CSV with two columns.
//!
//! A line of JSON or CSV has the source's id first. In a JSON object the members may be in any order if they have known
//! names, such as `source` and `target`. Does not know which ids records have.

use crate::cli::error::CliError;
use crate::cli::files;
use attrflow::tool::FileKind;
use serde_json::{Map, Value as Json};

/// The ids of a file, in its order.
pub(super) fn ids(path: &str) -> Result<Vec<(String, String)>, CliError> {
    let source = files::source_of(path, "a list of ids", &[FileKind::Records])?;
    let text = source.text().trim();
    if let Ok(Json::Object(object)) = serde_json::from_str(text)
        && (pair(&object).is_none() || object.len() != 2)
    {
        let each = object.iter().map(|(id, target)| match id_text(target) {
            Some(target) => Ok((id.clone(), target)),
            None => Err(CliError::with_help(
                format!("`{path}`: the target id of `{id}` is neither a string nor a number"),
                "write `{\"source id\": \"target id\"}`",
            )),
        });
        return each.collect();
    }
    if let Ok(Json::Array(rows)) = serde_json::from_str(text) {
        let each = rows.iter().enumerate().map(|(index, row)| json_pair(row).ok_or(index as u64 + 1));
        return each.collect::<Result<_, _>>().map_err(|number| misfit(path, "entry", number));
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    if text.starts_with('{') {
        let each = lines.map(|(index, line)| {
            let row: Option<Json> = serde_json::from_str(line).ok();
            row.as_ref().and_then(json_pair).ok_or(index as u64 + 1)
        });
        return each.collect::<Result<_, _>>().map_err(|number| misfit(path, "line", number));
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

fn id_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The source and target ids of an object that names them with one of the known pairs of names.
fn pair(object: &Map<String, Json>) -> Option<(String, String)> {
    const NAMES: [(&str, &str); 4] =
        [("source", "target"), ("id", "targetId"), ("sourceId", "targetId"), ("from", "to")];
    let named = NAMES.iter().find_map(|(from, to)| Some((object.get(*from)?, object.get(*to)?)));
    named.and_then(|(from, to)| Some((id_text(from)?, id_text(to)?)))
}

fn json_pair(row: &Json) -> Option<(String, String)> {
    match row {
        Json::Object(object) => pair(object).or_else(|| {
            let mut only = object.iter().filter(|_| object.len() == 1);
            only.next().and_then(|(id, target)| Some((id.clone(), id_text(target)?)))
        }),
        Json::Array(pair) => match pair.as_slice() {
            [from, to] => Some((id_text(from)?, id_text(to)?)),
            _ => None,
        },
        _ => None,
    }
}

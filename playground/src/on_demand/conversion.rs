//! Mapping files in the other format. How one is converted is decided in the library.

use crate::mapping::{refused, source};
use crate::request::Request;
use attrflow::tool::{MappingFormat, conversion, read_mapping};
use serde_json::{Value as Json, json};

/// See [`super::convert`].
pub(crate) fn convert(request: Request) -> Result<Json, String> {
    let to = match &*request.on_demand.to {
        "toml" => MappingFormat::Toml,
        "json" => MappingFormat::Graph,
        other => return Err(format!("there is no format `{other}`: the formats are `toml` and `json`")),
    };
    let source = source(&request)?;
    let (mapping, read) = read_mapping(&source);
    Ok(match conversion::convert(&mapping, &read, to) {
        Ok(text) => json!({"status": "converted", "text": text}),
        Err(found) => refused(&source, &found),
    })
}

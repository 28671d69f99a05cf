//! An expression in the layout of `attrflow fmt`, which the library has.

use crate::request::Request;
use attrflow::tool::assistance::{self, Layout};
use serde_json::{Value as Json, json};

/// See [`super::format`].
pub(crate) fn format(request: Request) -> Result<Json, String> {
    let layout = if request.on_demand.multi { Layout::Multi } else { Layout::Line };
    let language = request.dialect()?.unwrap_or_default();
    Ok(json!({"text": assistance::format(&request.expression, layout, language)}))
}

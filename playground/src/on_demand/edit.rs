//! Edits of a mapping file. How a file is edited is decided in the library.

use crate::mapping::source;
use crate::request::Request;
use attrflow::tool::conversion::{expression_edit, fix_edits, with_edits};
use attrflow::tool::{check_mapping, read_mapping};
use attrflow::{Diagnostic, Report};
use serde_json::{Value as Json, json};

/// See [`super::edit`].
pub(crate) fn edit(request: Request) -> Result<Json, String> {
    let source = source(&request)?;
    let (mapping, read) = read_mapping(&source);
    let number = |number: Option<u64>| number.and_then(|number| usize::try_from(number).ok());
    let text = if let Some(attribute) = number(request.on_demand.attribute) {
        let chosen = number(request.on_demand.index).and_then(|number| mapping.object_mappings().nth(number));
        let chosen = chosen.and_then(|(_, object)| object.attribute_mappings.get(attribute));
        let attribute = chosen.ok_or("the mapping has no such attribute mapping")?;
        let edit = expression_edit(&mapping, attribute, &request.expression);
        let edit = edit.ok_or("this attribute mapping has no source that can be replaced; edit the file itself")?;
        with_edits(&source, &[&edit])
    } else {
        let checked = check_mapping(&mapping, request.dialect()?, None);
        let report = Report::new(source.clone(), read.into_iter().chain(checked).collect());
        let wanted = |number: usize| request.on_demand.fixes.contains(&(number as u64));
        let all = report.diagnostics.iter().enumerate();
        let chosen: Vec<Diagnostic> = all
            .filter(|(number, _)| request.on_demand.safe || wanted(*number))
            .map(|(_, found)| found.clone())
            .collect();
        let edits = fix_edits(&chosen, |fix| fix.safe || !request.on_demand.safe);
        if edits.is_empty() { source.text().to_owned() } else { with_edits(&source, &edits) }
    };
    Ok(json!({"name": source.name(), "text": text}))
}

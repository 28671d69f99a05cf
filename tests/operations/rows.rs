//! Runs the rows. Each is run twice: the second run has nothing to send.

use super::merge;
use super::row::{Case, rows};
use attrflow::tool::page::Row;
use serde_json::json;

fn run(row: &Row) -> Result<(), String> {
    let case = Case::of(row)?;
    let sent = case.sent(&case.holds)?;
    if *sent.operations() != case.sends {
        return Err(format!("sends\n    {}\n  not\n    {}", sent.operations(), case.sends));
    }
    let diagnostic = row.get("diagnostic").unwrap_or_default();
    if sent.unresolved.join(", ") != diagnostic {
        return Err(format!("finds {:?}, not {diagnostic}", sent.unresolved));
    }
    if row.get("scim") == Some("1.1") && sent.body.is_object() {
        let server = merge::patched(&case.holds, &sent.body);
        if server != merge::bare(sent.state.clone()) {
            return Err(format!("changes the object to\n    {server}\n  not\n    {}", sent.state));
        }
    }
    let again = case.sent(&sent.state)?;
    let again = again.operations();
    let repeats = case.mapping.source.text().contains("behavior = 'always'");
    if !sent.operations().is_string() && *again != json!("nothing") && !repeats {
        return Err(format!("sends {again} again, although the object is {}", sent.state));
    }
    Ok(())
}

#[test]
fn only_changes_are_sent() {
    let rows = rows();
    let failures: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            run(row)
                .err()
                .map(|why| format!("line {}: {}\n  {why}", row.line, row.get("attributes").unwrap_or_default()))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {} rows fail\n{}", failures.len(), rows.len(), failures.join("\n"));
    assert!(rows.len() > 40, "only {} rows were found", rows.len());
}

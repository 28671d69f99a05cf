//! Every expression of the documentation with the record and the dialect of its row.

use crate::diagnostic::page;
use crate::language::Language;
use crate::laws::machine::Case;
use crate::{codes, functions};

/// The rows of the pages of functions and diagnostics and of the guide.
pub fn cases() -> Vec<Case> {
    let mut pages: Vec<String> = functions::all().map(|function| function.docs().to_owned()).collect();
    pages.extend(codes::all().map(|entry| entry.page().to_owned()));
    for file in std::fs::read_dir("tests/spec").expect("the folder is in the repository") {
        pages.push(std::fs::read_to_string(file.expect("it can be read").path()).expect("a page is text"));
    }
    let rows = pages.iter().flat_map(|text| page::rows(text));
    let cases: Vec<Case> = rows
        .filter_map(|row| {
            let record = row.get("record").filter(|record| !record.is_empty()).unwrap_or("{}");
            Some(Case {
                expression: row.get("expression")?.to_owned(),
                record: serde_json::from_str(record).expect("a record is JSON"),
                dialect: Language::find(row.get("dialect").unwrap_or("entra")).expect("the dialect exists"),
            })
        })
        .collect();
    assert!(cases.len() > 500, "only {} rows were found", cases.len());
    cases
}

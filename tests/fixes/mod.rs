//! Every fix that a row of a diagnostic's page is offered, applied alone: it makes no error that was not there, and the
//! fix of a warning removes what was found.

use attrflow::tool::page;
use attrflow::tool::trees::parse;
use attrflow::tool::{Context, check_expression};
use attrflow::{Diagnostic, Edit, Language, diagnostics};

fn found(text: &str, language: &'static Language) -> Vec<Diagnostic> {
    check_expression(text, &parse(text), Context { language, source_schema: None }).1
}

/// The text after these edits; of two that overlap, the first.
pub fn edited<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let (mut new, mut at) = (String::new(), 0);
    for edit in edits {
        let range = edit.span.range();
        if range.start < at {
            continue;
        }
        new.push_str(&text[at..range.start]);
        new.push_str(&edit.text);
        at = range.end;
    }
    new + &text[at..]
}

/// The text after these fixes.
pub fn fixed<'d>(text: &str, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    edited(text, diagnostics.into_iter().filter_map(|found| found.fix.as_ref()).flat_map(|fix| &fix.edits))
}

#[test]
fn a_fix_alone_makes_no_error_and_removes_what_it_was_a_warning_of() {
    let (mut fixes, mut failures) = (0, Vec::new());
    let pages = diagnostics::all().map(|entry| entry.page());
    for row in pages.flat_map(page::rows) {
        let Some(text) = row.get("expression") else { continue };
        let language = Language::find(row.get("dialect").filter(|name| !name.is_empty()).unwrap_or("entra"));
        let language = language.expect("a row names a language");
        let before = found(text, language);
        for diagnostic in &before {
            let Some(fix) = &diagnostic.fix else { continue };
            fixes += 1;
            let new = edited(text, &fix.edits);
            let after = found(&new, language);
            let is_new =
                |error: &&Diagnostic| error.is_error() && before.iter().all(|known| known.code() != error.code());
            if let Some(error) = after.iter().find(is_new) {
                failures.push(format!("{text}: the fix of {} makes {new}: {}", diagnostic.code(), error.message));
            }
            let count = |all: &[Diagnostic]| all.iter().filter(|found| found.code() == diagnostic.code()).count();
            if !diagnostic.is_error() && count(&after) >= count(&before) {
                failures.push(format!("{text}: the fix of {} makes {new}, where it is still", diagnostic.code()));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {fixes} fixes\n{}", failures.len(), failures.join("\n"));
    assert!(fixes > 80, "only {fixes} fixes were tried");
}

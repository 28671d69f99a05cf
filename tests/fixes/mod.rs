//! Every fix that a row of a diagnostic's page is offered, applied alone: it makes no error that was not there, and the fix
//! of a warning removes what was found.

use attrflow::tool::page;
use attrflow::tool::trees::parse;
use attrflow::tool::{Context, check_expression};
use attrflow::{Diagnostic, Fix, Language, diagnostics};

fn found(text: &str, language: &'static Language) -> Vec<Diagnostic> {
    check_expression(text, &parse(text), Context { language, source_schema: None }).1
}

fn edited(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut new = text.to_owned();
    edits.iter().for_each(|edit| new.replace_range(edit.span.range(), &edit.text));
    new
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
            let new = edited(text, fix);
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

//! Every fix that a row of a diagnostic's page is offered, applied alone: it makes no error that was not there, and the
//! fix of a warning removes what was found. A safe one changes no result.

use attrflow::tool::page;
use attrflow::tool::trees::parse;
use attrflow::tool::{Context, check_expression};
use attrflow::{DateTime, Diagnostic, Edit, Evaluator, Language, Options, diagnostics};
use serde_json::{Map, Value as Json, json};

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

/// The expressions of all pages of diagnostics, with their languages.
fn texts() -> impl Iterator<Item = (String, &'static Language)> {
    let rows = diagnostics::all().flat_map(|entry| page::rows(entry.page()));
    rows.filter_map(|row| {
        let language = Language::find(row.get("dialect").filter(|name| !name.is_empty()).unwrap_or("entra"));
        Some((row.get("expression")?.to_owned(), language.expect("a row names a language")))
    })
}

#[test]
fn a_fix_alone_makes_no_error_and_removes_what_it_was_a_warning_of() {
    let (mut fixes, mut failures) = (0, Vec::new());
    for (text, language) in texts() {
        let text = &*text;
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

/// The values of a record's attributes: of each kind, and such as expressions of the pages compare with.
fn values() -> Vec<Json> {
    let strings =
        ["", " ", "Ada Lovelace", "ada@contoso.com", "SMTP:ada@contoso.com;b", "2026-01-15T09:30:00Z", "DE", "True"];
    let others = [json!(null), json!(true), json!(false), json!(5), json!(-1), json!(["a", "b"]), json!([])];
    strings.into_iter().map(Json::from).chain(others).collect()
}

/// Records with these attributes: with all of one value, and with values of several kinds side by side.
fn records<'n>(names: &'n [Box<str>]) -> impl Iterator<Item = String> + 'n {
    let values = values();
    let counts = (0..values.len()).flat_map(|first| [0, 1, 2, 5].map(move |step| (first, step)));
    counts.map(move |(first, step)| {
        let value = |place: usize| values[(first + place * step) % values.len()].clone();
        let members: Map<String, Json> =
            names.iter().enumerate().map(|(place, name)| (name.to_string(), value(place))).collect();
        Json::Object(members).to_string()
    })
}

#[test]
fn a_safe_fix_changes_no_result() {
    let (mut compared, mut failures) = (0, Vec::new());
    for (text, language) in texts() {
        let text = &*text;
        let mut options = Options::new().seed(7).now(DateTime::default());
        options.dialect = Some(language);
        let Ok(before) = Evaluator::with_options(text, &options) else { continue };
        let fixes = before.report().diagnostics.iter().filter_map(|found| Some((found.code(), found.fix.as_ref()?)));
        for (code, fix) in fixes.filter(|(_, fix)| fix.safe) {
            let new = edited(text, &fix.edits);
            let after = Evaluator::with_options(&new, &options).expect("a fix alone makes no error");
            for record in records(before.referenced_attributes()) {
                let Ok(was) = before.evaluate(&record) else { continue };
                compared += 1;
                match after.evaluate(&record) {
                    Ok(is) if is == was => {}
                    is => failures
                        .push(format!("{text}: the safe fix of {code} makes {new}: for {record} {is:?}, not {was:?}")),
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {compared} results\n{}", failures.len(), failures.join("\n"));
    assert!(compared > 150, "only {compared} results were compared");
}

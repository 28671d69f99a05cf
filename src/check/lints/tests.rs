//! The rows of diagnostic pages that are whole mapping files. Each file is read and checked, and must raise the stated
//! diagnostic.

use crate::check::{Context, check_expression, check_object, definitions, language_of};
use crate::diagnostic::{Diagnostic, page, registry};
use crate::language::LANGUAGES;
use crate::mapping;
use crate::syntax;
use crate::text::Source;

/// All diagnostics of a mapping file.
fn check(name: &str, text: &str) -> Vec<Diagnostic> {
    let (mapping, mut diagnostics) = mapping::read(&Source::new(name, text));
    diagnostics.extend(definitions(&mapping));
    for (rule, object) in mapping.object_mappings() {
        diagnostics.extend(check_object(&mapping, rule, object, language_of(rule), mapping.flavor(rule, object)).1);
    }
    diagnostics
}

#[test]
fn mapping_files_raise_what_their_rows_say() {
    let (mut rows, mut failures) = (0, Vec::new());
    for entry in registry::all().chain(super::entries()) {
        for row in page::rows(entry.page()) {
            let Some((kind, text)) = ["toml", "json"].into_iter().find_map(|kind| Some((kind, row.get(kind)?))) else {
                continue;
            };
            rows += 1;
            let codes: Vec<_> = check(&format!("row.{kind}"), text).iter().map(Diagnostic::code).collect();
            let raises = row.get("raises").unwrap_or_default();
            let kept = if raises == "–" { !codes.contains(&entry.code) } else { codes.contains(&raises) };
            if !kept {
                failures.push(format!("{}: {text}: raises {codes:?}, not {raises}", entry.code));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(rows > 100, "only {rows} rows were found");
}

#[test]
fn every_lint_shows_what_raises_it_and_what_comes_near() {
    for entry in super::entries() {
        let rows = page::rows(entry.page());
        assert!(rows.iter().all(|row| !row.ragged), "a row of {} has another number of cells", entry.code);
        let raises: Vec<String> = rows.iter().filter_map(|row| row.get("raises").map(str::to_owned)).collect();
        assert!(raises.iter().any(|code| code == entry.code), "{} has no row that raises it", entry.code);
        assert!(raises.iter().any(|code| code == "–"), "{} has no near miss, a row with `–`", entry.code);
    }
}

#[test]
fn languages_are_silent_on_lints_that_exist() {
    for language in LANGUAGES {
        for code in language.silent_on() {
            let mut known = super::entries().chain(crate::diagnostic::registry::all());
            assert!(known.any(|entry| entry.code == *code), "{}: there is no `{code}`", language.name);
        }
    }
}

/// An expression, a code, and the part of the expression that the diagnostic points at.
const LOCATIONS: &[(&str, &str, &str)] = &[
    (r#"Replace([a], , "(?<x>.)\\d", , "${x}-${yy}", , )"#, "unknown-replacement-group", "${yy}"),
    (r#"Replace([a], , "\\s\\\\d+", , "", , )"#, "double-escape", r"\\\\d"),
    (r#"Replace([a], , "(.)", "b", "", , )"#, "unknown-pattern-group", "\"b\""),
    (r#"FormatDateTime([a], , "'hh' yyyy-mm-dd", "yyyy")"#, "month-minute-mix-up", "mm"),
    (r#"FormatDateTime([a], , "yyyy", "\\'yyyy hh")"#, "hour-without-half", "hh"),
    (r#"FormatDateTime(Now(), , "M/d/yyyy hh:mm:ss tt", "yyyy")"#, "date-format-mismatch", "h"),
    (r#"FormatDateTime([a], , "yyyy 'x", "yyyy")"#, "bad-date-format", "'"),
    (r#"Switch([a], , "x", "1", "x", "2")"#, "duplicate-key", "\"x\""),
    (r#"Coalesce("none", [a])"#, "unreachable-source", "[a]"),
];

#[test]
fn diagnostics_point_into_constants() {
    for (text, code, location) in LOCATIONS {
        let (_, diagnostics) = check_expression(text, &syntax::parse(text), Context::default());
        let locations: Vec<_> =
            diagnostics.iter().filter(|found| found.code() == *code).map(|found| found.span.of(text)).collect();
        assert_eq!(locations, [*location], "{text}: {diagnostics:?}");
    }
}

#[test]
fn diagnostics_point_through_the_escapes_of_the_file() {
    let text = r#"{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "Replace",
        "expression": "Replace([a], , \"\\\\d(?<x>.)\", , \"${y}\", , )"}}]}"#;
    let found = check("a.json", text).into_iter().find(|found| found.code() == "unknown-replacement-group");
    assert_eq!(found.map(|found| found.span.of(text)), Some("${y}"));
}

#[test]
fn the_connectors_raise_neither_errors_nor_warnings() {
    for connector in mapping::connectors::CONNECTORS {
        let diagnostics = check(&format!("{}.toml", connector.name), connector.text());
        let severe: Vec<_> =
            diagnostics.iter().filter(|found| found.severity() != crate::diagnostic::Severity::Info).collect();
        assert!(severe.is_empty(), "{}: {severe:?}", connector.name);
    }
}

#[test]
fn thousands_of_unknown_names_take_no_time_out_of_proportion() {
    let attributes: String = (0..4_000)
        .map(|number| {
            format!("[[attribute]]\ntarget = 'nam{number}'\nvalue = 'Replace([mail], , \"[a-z]+\", , \"\", , )'\n")
        })
        .collect();
    let text = format!("[source]\nschema = 'entra:User'\n[target]\nschema = 'scim:User'\n{attributes}");
    let diagnostics = check("a.toml", &text);
    assert_eq!(diagnostics.iter().filter(|found| found.code() == "unknown-target").count(), 4_000);
}

//! Any text and any locations in it: every format accepts them, and its output stays readable.

use attrflow::tool::render::{FORMATS, Style};
use attrflow::tool::{page, registry};
use attrflow::{Report, Source, Span, Subject};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[ -~]{0,8}",
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("\t".to_owned()),
        Just("😀é\u{301}\u{200d}\u{202e}".to_owned()),
        Just("\u{1b}[31m\0\u{85}".to_owned()),
        Just("\\\"\\u00e9\"".to_owned()),
        Just("中文字".repeat(40)),
    ];
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn span() -> impl Strategy<Value = Span> {
    (0_usize..200, 0_usize..60).prop_map(|(start, length)| Span::new(start, start + length * (length % 2)))
}

fn report() -> impl Strategy<Value = Report> {
    let diagnostic = (text(), span(), proptest::option::of((text(), span())), proptest::collection::vec(span(), 0..3));
    let diagnostics = proptest::collection::vec(diagnostic, 1..3);
    (text(), text(), diagnostics).prop_map(|(name, text, diagnostics)| {
        let diagnostics = diagnostics.into_iter().map(|(message, span, expression, locations)| {
            let mut diagnostic =
                registry::unknown_function(span, &message, Some(message.clone())).with_value(message.as_str());
            diagnostic.subject = expression.map(|expression| {
                let (pointer, object, target) = (name.clone(), message.clone(), message.clone());
                let expression = (expression.0.into(), expression.1);
                Box::new(Subject { pointer, object, target, expression: Some(expression) })
            });
            for location in locations {
                diagnostic = diagnostic.with_related(location, message.as_str()).with_unsafe_fix(
                    "fix",
                    location,
                    message.as_str(),
                );
            }
            diagnostic
        });
        Report::new(Source::new(name.as_str(), text.as_str()), diagnostics.collect())
    })
}

proptest! {
    #[test]
    fn every_format_stands_everything(report in report(), unicode: bool, width in 0_usize..160, show_values: bool) {
        let style = Style { unicode, width, show_values, ..Style::default() };
        let reports = [report];
        for format in FORMATS {
            let written = format.text(&reports, &style);
            prop_assert!(!written.contains(['\u{1b}', '\0']), "{}: {written:?}", format.name);
            match format.name {
                "json" | "sarif" | "gitlab" => {
                    prop_assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok());
                }
                "junit" | "checkstyle" => prop_assert!(roxmltree::Document::parse(&written).is_ok(), "{written}"),
                "markdown" => {
                    prop_assert_eq!(written.lines().count(), reports[0].diagnostics.len() + 4, "{}", written);
                }
                "html" => {
                    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
                    prop_assert!(roxmltree::Document::parse_with_options(&written, options).is_ok(), "{written}");
                }
                "ndjson" | "concise" | "github" | "azure" => {
                    prop_assert_eq!(written.lines().count(), reports[0].diagnostics.len(), "{}", written);
                }
                _ => {
                    // Under the line, or next to the lines if there are several.
                    let signs = if unicode { [" · ", "╰─"] } else { [" : ", "`-"] };
                    let marks = written.lines().filter(|line| {
                        let frame = line.trim_end().ends_with(if unicode { "╰────" } else { "`----" });
                        !frame && signs.iter().any(|sign| line.contains(sign))
                    });
                    prop_assert!(marks.count() >= reports[0].diagnostics.len(), "{written}");
                    prop_assert!(!written.contains("Failed to read"), "{written}");
                }
            }
        }
    }

    #[test]
    fn any_text_is_a_page(lines in proptest::collection::vec("[ -~é😀\u{1b}]{0,12}|\\|[-| `\\\\a]{0,12}|```|- a|# b", 0..12), width in 0_usize..90) {
        let text = lines.join("\n");
        let style = Style { width, ..Style::default() };
        let shown = page::terminal(&text, &style);
        prop_assert!(!shown.contains('\u{1b}'), "{:?}", shown);
        for row in page::rows(&text) {
            let line = text.lines().nth(row.line - 1).unwrap_or_default();
            prop_assert!(line.trim_start().starts_with('|'), "line {} of {:?}", row.line, text);
        }
    }
}

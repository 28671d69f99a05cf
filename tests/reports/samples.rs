//! Diagnostics about invented texts for the tests of the formats: a line of 100 kB, CRLF and tabs, emoji, an empty
//! text.

use attrflow::tool::registry;
use attrflow::{Diagnostic, Report, Source, Span, Subject};

/// A report about a text.
pub fn report(name: &str, text: &str, diagnostics: Vec<Diagnostic>) -> Report {
    Report::new(Source::new(name, text), diagnostics)
}

/// The diagnostic as one about a part of an expression in a mapping file.
pub fn about(mut diagnostic: Diagnostic, object: &str, target: &str, expression: &str, part: &str) -> Diagnostic {
    diagnostic.subject = Some(Box::new(Subject {
        pointer: "/synchronizationRules/0/objectMappings/1".to_owned(),
        object: object.to_owned(),
        target: target.to_owned(),
        expression: Some((expression.into(), location(expression, part))),
    }));
    diagnostic
}

/// The location of a part in a text; the empty span at its end if `part` is empty.
pub fn location(text: &str, part: &str) -> Span {
    let start = if part.is_empty() { text.len() } else { text.find(part).unwrap() };
    Span::new(start, start + part.len())
}

/// An export without line breaks that contains the escaped expression.
pub fn one_line(expression: &str) -> String {
    let filler = "{\"id\":\"\",\"notes\":\"é\"},".repeat(4_762);
    format!("{{\"rules\":[{filler}{{\"expression\":{}}}]}}", serde_json::to_string(expression).unwrap())
}

/// Reports about five texts, one of them without diagnostics.
pub fn several() -> Vec<Report> {
    let expression = "Append(\"<é>\", Lower([mail]))";
    let export = one_line(expression);
    let lower =
        registry::unknown_function(location(&export, "Lower"), "Lower", Some("did you mean `ToLower`?".to_owned()))
            .with_fix("write `ToLower`", location(&export, "Lower"), "ToLower")
            .with_related(location(&export, "Append"), "an argument of this call");
    let crlf = "[mail]\r\n# Ł\r\nexpression =\t'''\tJoin(\"-\",\r\n\t\t  \"\\d\", [mail]\r\n'''\r\n";
    let emoji = "x = J😀in(, 1)";
    vec![
        report("exports/one line.json", &export, vec![about(lower, "User", "userName", expression, "Lower")]),
        report("maps/clean.toml", "a", vec![]),
        report(
            "maps/crlf.toml",
            crlf,
            vec![
                registry::unknown_escape(location(crlf, "\\d"), "\\d"),
                registry::unclosed_parenthesis(location(crlf, "("), "`Join(`"),
            ],
        ),
        report("<expression>", "", vec![registry::empty_expression(Span::at(0))]),
        report(
            "./maps/emoji.toml",
            emoji,
            vec![
                registry::wrong_kind(location(emoji, ","), "Left\n::error::", "source", "a string", "a number")
                    .with_value("ada@contoso.com"),
                registry::empty_argument(location(emoji, "J😀in"), "J😀in"),
            ],
        ),
    ]
}

//! Table tests: an expression, when it is absent, when it is empty. The attribute `always` has a value in every record.

use super::nullability;
use crate::check::{Context, check_expression};
use crate::language::LANGUAGES;
use crate::syntax;

const ROWS: &[(&str, &str, &str)] = &[
    ("[a]", "when `[a]` is absent", "never"),
    ("[always]", "never", "never"),
    ("\"x\"", "never", "never"),
    ("\"\"", "never", "for any record"),
    ("ToLower([a])", "when `[a]` is absent", "never"),
    ("Append([a], [b])", "when `[a]` is absent", "never"),
    ("Append([always], [b])", "when `[b]` is absent", "never"),
    ("Join(\" \", [a], [b])", "never", "when `[a]` is absent and `[b]` is absent"),
    ("Join(\" \", [a], \"x\")", "never", "never"),
    ("Left([a], 3)", "never", "when `[a]` is absent"),
    ("Mid(Join(\"\", [a], [b]), 1, 8)", "never", "when `[a]` is absent and `[b]` is absent"),
    ("Split(Join(\",\", [a], [b]), \",\")", "for some records", "when `[a]` is absent and `[b]` is absent"),
    ("FormatDateTime([always], , \"yyyy\", [a])", "for some records", "never"),
    ("Len([a])", "never", "never"),
    ("Redact([a])", "when `[a]` is absent", "never"),
    ("Redact(RandomString(6, 3, 0, 0, 3))", "never", "never"),
    ("Replace([a], \"x\", , , \"y\", , )", "when `[a]` is absent", "never"),
    ("Coalesce([a], [b])", "when `[a]` is absent and `[b]` is absent", "never"),
    ("Coalesce([a], [always])", "never", "never"),
    ("Coalesce([a], \"\")", "never", "when `[a]` is absent"),
    ("IgnoreFlowIfNullOrEmpty(Join(\"\", [a], [b]))", "when `[a]` is absent and `[b]` is absent", "never"),
    ("IIF([a]=\"x\", [b], \"y\")", "when `[a]` is `x` and `[b]` is absent", "never"),
    ("IIF([a]=\"x\", [a], \"y\")", "never", "never"),
    ("IIF([a]=\"x\", \"y\", [a])", "when `[a]` is absent", "never"),
    ("IIF([a]<>\"\", [a], \"y\")", "never", "never"),
    ("IIF(IsPresent([a]), [a], \"y\")", "never", "never"),
    ("IIF(IsPresent([a]), [b], [a])", "when `[a]` is absent", "never"),
    ("IIF(IsNullOrEmpty([a]), \"y\", ToLower([a]))", "never", "never"),
    ("IIF(Not(IsPresent([a])), \"y\", [a])", "never", "never"),
    ("IIF(IsPresent([a]), \"x\", )", "when `[a]` is absent", "never"),
    ("IIF(IsPresent([a]), Append([a], [b]), \"y\")", "when `[b]` is absent", "never"),
    ("IIF(IsPresent([b]), Append([a], [b]), \"y\")", "when `[a]` is absent", "never"),
    ("IIF(IsPresent([a]), IIF(IsPresent([b]), Append([a], [b]), \"y\"), \"z\")", "never", "never"),
    ("IIF(IsPresent([a]), IIF([b]=\"x\", ToLower([a]), ToUpper([a])), \"z\")", "never", "never"),
    ("IIF([a]=\"x\", Append([a], [b]), Append([b], [a]))", "when `[a]` is absent", "never"),
    (
        "Coalesce(Append([a], [b]), IIF(IsPresent([a]), \"y\", [b]))",
        "when `[a]` is absent and `[b]` is absent",
        "never",
    ),
    // More cases than are told apart: what all of them need is kept.
    (
        "IIF(IsPresent([a]), Switch([b], [a], \"1\", [a], \"2\", [a], \"3\", [a], \"4\", [a], \"5\", [a], \"6\", [a], \"7\", [a], \"8\", [a], \"9\", [a], \"10\", [a]), \"z\")",
        "never",
        "never",
    ),
    (
        "Switch([b], [a], \"1\", [a], \"2\", [a], \"3\", [a], \"4\", [a], \"5\", [a], \"6\", [a], \"7\", [a], \"8\", [a], \"9\", [a], \"10\", [a])",
        "when `[b]` is `1` and `[a]` is absent",
        "never",
    ),
    ("IIF(Len([a]) > 3, [b], \"y\")", "when `[b]` is absent", "never"),
    ("IIF([a]=\"x\", \"y\", IgnoreAttributeFlow)", "when `[a]` is absent", "never"),
    ("Switch([a], , \"x\", \"y\")", "when `[a]` is absent", "never"),
    ("Switch([a], , \"x\", \"y\", \"\", \"z\")", "when `[a]` is `other`", "never"),
    ("Switch([always], , \"x\", \"y\")", "when `[always]` is `other`", "never"),
    ("Switch([a], [a], \"\", \"none\")", "never", "never"),
    ("Switch([a], [a], \"x\", \"none\")", "when `[a]` is absent", "never"),
    ("Switch([a], \"y\", \"x\", [b])", "when `[a]` is `x` and `[b]` is absent", "never"),
    ("Switch([a], \"y\", \"x\", \"1\", \"x\", [b])", "never", "never"),
    ("Not([a])", "never", "never"),
    ("Not([IsSoftDeleted])", "never", "never"),
    ("FormatDateTime([a], , \"yyyy\", \"yyyy\")", "when `[a]` is absent", "never"),
    ("Guid()", "never", "never"),
];

#[test]
fn what_is_absent_shows_in_what_is_given() {
    for (text, absent, empty) in ROWS {
        let ast = syntax::parse(text);
        let (checked, diagnostics) = check_expression(text, &ast, Context::default());
        let checked = checked.unwrap_or_else(|| panic!("{text}: {diagnostics:?}"));
        let flow = nullability(&checked, &|name| name == "always");
        assert_eq!((flow.absent.to_string().as_str(), flow.empty.to_string().as_str()), (*absent, *empty), "{text}");
    }
}

#[test]
fn a_comparison_with_nothing_is_false_in_some_languages() {
    for language in LANGUAGES {
        let text = "IIF([a]<>\"x\", \"y\", [a])";
        let context = Context { language, ..Context::default() };
        let (checked, _) = check_expression(text, &syntax::parse(text), context);
        let absent = nullability(&checked.unwrap(), &|_| false).absent.to_string();
        let expected = if language.absent_is_empty { "never" } else { "when `[a]` is absent" };
        assert_eq!(absent, expected, "{}", language.name);
    }
}

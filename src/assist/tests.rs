//! Help at a caret, as tables; `|` is the caret.

use super::*;
use crate::check::{KnownAttribute, SourceSchema};
use crate::language::ENTRA;
use crate::syntax;
use crate::value::TargetType;
use serde_json::json;

fn caret(marked: &str) -> (String, usize) {
    (marked.replacen('|', "", 1), marked.find('|').unwrap())
}

/// The text after accepting the first completion, with the caret marked; the empty string without completions.
fn completed(marked: &str) -> String {
    let (text, offset) = caret(marked);
    let known = |multivalued| KnownAttribute { kind: TargetType::String, multivalued, required: false };
    let attributes = [("mail", known(false)), ("mailNickname", known(false)), ("proxyAddresses", known(true))];
    let source_schema = SourceSchema::new("User", attributes);
    let sample =
        json!({"state": ["QLD", "NSW"], "name": {"givenName": "Ada"}, "emails": [{"type": "work", "value": "a@b"}]});
    let settings = [("DomainFQDN".to_owned(), "contoso.com".to_owned())];
    let context = Context { source_schema: Some(&source_schema), ..Context::default() };
    let surroundings = Surroundings { context, sample: Some(&sample), settings: &settings };
    let Some(first) = complete(&text, offset, &surroundings).into_iter().next() else { return String::new() };
    let mut after = text.clone();
    let mut insert = first.insert.clone();
    insert.insert(first.caret, '|');
    after.replace_range(first.start..first.end, &insert);
    after
}

#[test]
fn the_first_completion_is_the_likely_one() {
    for (marked, expected) in [
        ("ToLow|", "ToLower(|)"),
        ("Join(\" \", tolow|", "Join(\" \", ToLower(|)"),
        ("ToLow|([mail])", "ToLower|([mail])"),
        ("Trim([mail|", "Trim([mail]|"),
        ("Trim([mailn|])", "Trim([mailNickname|])"),
        ("Trim([|])", "Trim([emails[type eq \"work\"].value|])"),
        ("Trim([given|", "Trim([name.givenName]|"),
        ("Trim(prox|", "Trim([proxyAddresses]|"),
        ("Switch([state], , \"Q|", "Switch([state], , \"QLD\"|"),
        ("Switch([state], , \"Q|\", \"Queensland\")", "Switch([state], , \"QLD|\", \"Queensland\")"),
        (
            "Join(Switch([mail], , \"key\", \"1\"), Switch([mail], , \"|\"",
            "Join(Switch([mail], , \"key\", \"1\"), Switch([mail], , \"key|\"",
        ),
        ("IIF([state]=\"N|\", 1, 2)", "IIF([state]=\"NSW|\", 1, 2)"),
        ("Join(\"N|\")", ""),
        ("\"text|\"", ""),
        ("Join(\"@\", %Dom|", "Join(\"@\", %DomainFQDN%|"),
        ("Join(\"@\", %Dom|%)", "Join(\"@\", %DomainFQDN%|)"),
        ("InStr([mail], \"é\", 1, vbt|)", "InStr([mail], \"é\", 1, vbTextCompare|)"),
        ("IIF(Ispr|", "IIF(IsPresent(|)"),
    ] {
        assert_eq!(completed(marked), expected, "{marked}");
    }
}

#[test]
fn no_text_and_no_offset_is_refused() {
    let texts =
        ["", "é", "\"é", "[é", "%", "%é%", "Switch([", "((((", "Join(\"\\", "[a[b", "a b [c", "\"a\" \"", "“x”"];
    for text in texts {
        for offset in 0..=text.len() + 2 {
            for item in complete(text, offset, &Surroundings::default()) {
                assert!(text.get(item.start..item.end).is_some(), "{text} {offset} {item:?}");
                assert!(item.insert.is_char_boundary(item.caret), "{item:?}");
            }
            hover(text, offset, &Surroundings::default());
            signature(text, offset, &ENTRA);
        }
        format(text, Layout::Line, &ENTRA);
        format(text, Layout::Multi, &ENTRA);
    }
}

#[test]
fn the_active_parameter_is_the_one_being_written() {
    for (marked, expected) in [
        ("Mid(|", Some("source")),
        ("Mid([a], 1, |)", Some("length")),
        ("Mid([a], 1, 2, |)", None),
        ("Coalesce([a], [b], |", Some("source")),
        ("Switch([a], , \"x\", |", Some("switchValue")),
        ("Replace([a], , \"b\", |, , , )", Some("regexGroupName")),
        ("FormatDateTime([a], |\"x\", \"y\")", Some("inputFormat")),
    ] {
        let (text, offset) = caret(marked);
        let signature = signature(&text, offset, &ENTRA).unwrap();
        let active = signature.active.map(|active| &signature.parameters[active]);
        assert_eq!(active.map(|parameter| parameter.name.as_str()), expected, "{marked}");
        for parameter in &signature.parameters {
            assert_eq!(signature.label[parameter.start..parameter.end], parameter.name);
        }
    }
}

#[test]
fn hover_says_what_a_part_means() {
    let sample = json!({"mail": "ada@contoso.com"});
    for (marked, expected) in [
        ("Jo|in(\" \", [a])", "Join(separator"),
        ("Trim([ma|il])", "ada@contoso.com"),
        ("IIF([a]=\"x\", IgnoreAttributeFl|ow, [a])", "Leaves the target attribute as it is"),
        ("FormatDateTime([a], , \"M/d/yyyy\", \"yyyy-MM-dd|\")", "2026-03-09"),
        ("FormatDateTime([a], , \"M/d/yyyy|\", \"yyyy\")", "- `d` the day, one or two digits"),
        ("Replace([a], , \"(?<n>\\\\d+)|\", , \"\", , )", "- `(?<n>` the group `n`"),
        ("Replace([a], , \"a(|\", , \"\", , )", "Not a pattern"),
        ("Mid([a], 1, 2|)", "`length`: integer"),
    ] {
        let (text, offset) = caret(marked);
        let found = hover(&text, offset, &Surroundings { sample: Some(&sample), ..Surroundings::default() });
        assert!(found.as_ref().is_some_and(|hover| hover.text.contains(expected)), "{marked}: {found:?}");
    }
}

#[test]
fn a_line_is_the_services_line() {
    for (text, expected) in [
        ("Coalesce([mail],[userPrincipalName])", "Coalesce([mail], [userPrincipalName])"),
        ("Replace([a],\"b\",,,\"c\")", "Replace([a], \"b\", , , \"c\", , )"),
        ("IIF( [a] = 1 , True, \"no\" )", "IIF([a]=\"1\", \"True\", \"no\")"),
        ("Mid([a], \"1\", 2)", "Mid([a], 1, 2)"),
        // A word for ignore flow is not a string, and a setting is not left out.
        ("IIF([a]=\"1\",[a],IgnoreAttributeFlow)", "IIF([a]=\"1\", [a], IgnoreAttributeFlow)"),
        ("Join(\"@\",[a],%Domain%)", "Join(\"@\", [a], %Domain%)"),
        ("FormatDateTime([a],\"x\",\"y\")", "FormatDateTime([a], \"x\", \"y\")"),
        ("Replace([a], , \"\\d\", , \"\", , )", "Replace([a], , \"\\\\d\", , \"\", , )"),
        ("Join(\"-\" [a])", "Join(\"-\" [a])"),
    ] {
        assert_eq!(format(text, Layout::Line, &ENTRA), expected);
        assert_eq!(format(expected, Layout::Line, &ENTRA), expected);
    }
}

#[test]
fn long_expressions_are_broken_where_they_are_read() {
    let text = "IIF(IsPresent([extension_department]),Switch([state],,\"New South Wales\",\"Australia/Sydney\",\"Queensland\",\"Australia/Brisbane\",\"Victoria\",[city]),Replace([aLongAttributeName],,\"[^a-z]+\",,\"\",,))";
    let expected = r#"IIF(
    IsPresent([extension_department]),
    Switch(
        [state], ,
        "New South Wales", "Australia/Sydney",
        "Queensland", "Australia/Brisbane",
        "Victoria", [city]
    ),
    Replace([aLongAttributeName], , "[^a-z]+", , "", , )
)"#;
    assert_eq!(format(text, Layout::Multi, &ENTRA), expected);
    assert_eq!(format(expected, Layout::Multi, &ENTRA), expected);
    assert_eq!(format(expected, Layout::Line, &ENTRA), format(text, Layout::Line, &ENTRA));
    let wide = format!("Replace([{}], \"a\", , , , , )", "x".repeat(100));
    let broken = format(&wide, Layout::Multi, &ENTRA);
    assert_eq!(broken, format!("Replace(\n    [{}],\n    \"a\", , , , ,\n)", "x".repeat(100)));
    assert_eq!(syntax::print(&syntax::parse(&broken).root), wide);
}

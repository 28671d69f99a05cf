//! Differences as tables.

use super::*;
use crate::mapping;
use crate::text::Source;
use serde_json::{Value as Json, json};

fn changes(old: &str, new: &str) -> Vec<String> {
    let read = |text: &str| {
        let (mapping, diagnostics) = mapping::read(&Source::new("x.toml", text));
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        mapping
    };
    let line = |change: Change| {
        let shown = |text: Option<String>| text.unwrap_or("–".to_owned());
        let mut line =
            format!("{} {}: {} > {}", change.target, change.topic.name(), shown(change.old), shown(change.new));
        for detail in change.details {
            line.push_str(&format!(" ({detail})"));
        }
        line.trim_start().to_owned()
    };
    compare(&read(old), &read(new)).into_iter().map(line).collect()
}

fn details(old: &str, new: &str) -> Vec<String> {
    let file = |value: &str| format!("[[attribute]]\ntarget = 'a'\nvalue = '''{value}'''\n");
    let all = changes(&file(old), &file(new));
    all.iter().flat_map(|line| line.split(" (").skip(1).map(|part| part.trim_end_matches(')').to_owned())).collect()
}

#[test]
fn expressions_differ_part_by_part() {
    for (old, new, expected) in [
        ("Coalesce([a],[b])", "Coalesce( [a], [b] )", &[][..]),
        ("IIF([a]=1, True, 2)", "IIF([a]=\"1\", \"True\", \"2\")", &[]),
        ("Join(\"-\", [a])", "Join(\"_\", [a])", &["`\"-\"` became `\"_\"`"]),
        ("[a]", "Trim([a])", &["`Trim` wrapped around `[a]`"]),
        ("ToLower(Trim([a]))", "[a]", &["`ToLower` removed from around `[a]`"]),
        ("Coalesce([a],[b])", "Coalesce([a],[c],[b])", &["`[c]` added to `Coalesce`"]),
        ("Coalesce([a],[c],[b])", "Coalesce([a],[b])", &["`[c]` removed from `Coalesce`"]),
        ("IIF([a]=\"1\",[b],[c])", "IIF([a]<>\"1\",[b],[d])", &["`=` became `<>`", "`[c]` became `[d]`"]),
        ("Replace([a],\"b\",,,\"c\",,)", "Replace([a],,\"b\",,\"c\",,)", &["`\"b\"` removed", "`\"b\"` added"]),
    ] {
        assert_eq!(details(old, new), expected, "{old} | {new}");
    }
}

#[test]
fn expressions_are_compared_in_the_language_of_their_directories() {
    let file = |value: &str| {
        let directories = "[source]\ndirectory = 'Active Directory'\n[target]\ndirectory = 'Azure Active Directory'\n";
        format!("{directories}[[attribute]]\ntarget = 'a'\nvalue = '''{value}'''\n")
    };
    for (old, new, expected) in [
        ("IIF([a]=1, True, 2)", "IIF( [a]=\"1\", \"True\", \"2\" )", &[][..]),
        ("Mid([a], 1, 2)", "Mid([a], \"1\", 2)", &[]),
        // The two forms of the call have their formats in other slots.
        (
            "FormatDateTime([a], \"d\", \"o\")",
            "FormatDateTime([a], \"d\", \"o\", )",
            &["a expression: FormatDateTime([a], \"d\", \"o\") > FormatDateTime([a], \"d\", \"o\", )"],
        ),
        ("Mid([a], 1, 2)", "Mid([a], 1, 3)", &["a expression: Mid([a], 1, 2) > Mid([a], 1, 3) (`2` became `3`)"]),
    ] {
        assert_eq!(changes(&file(old), &file(new)), expected, "{old} | {new}");
    }
}

#[test]
fn every_part_of_a_mapping_is_compared() {
    let old = r#"
        [settings]
        Domain = "a"
        [[scope]]
        name = "one"
        clauses = [{ attribute = "department", operator = "EQUALS", values = ["Sales"] }]
        [[attribute]]
        target = "userName"
        value = '[mail]'
        match = 1
        [[attribute]]
        target = "title"
        value = '[jobTitle]'
        default = "none"
        [[attribute]]
        target = "gone"
        constant = "x"
    "#;
    let new = old
        .replace("Domain = \"a\"", "Domain = \"b\"")
        .replace("[\"Sales\"]", "[\"IT\"]")
        .replace("match = 1", "match = 2\nflow = \"only-on-create\"")
        .replace("default = \"none\"", "behavior = \"always\"")
        .replace("target = \"gone\"\n        constant", "target = \"come\"\n        constant");
    let found = changes(old, &new);
    let expected = [
        "scope: department EQUALS `Sales` > department EQUALS `IT` (removed: department EQUALS `Sales`) (added: department EQUALS `IT`)",
        "userName flow type: Always > ObjectAddOnly",
        "userName matching priority: 1 > 2",
        "title default: none > –",
        "title flow behavior: FlowWhenChanged > FlowAlways",
        "come attribute mapping: – > \"x\"",
        "gone attribute mapping: \"x\" > –",
        "Domain setting: a > b",
    ];
    assert_eq!(found, expected);
}

#[test]
fn changed_values_fall_into_patterns() {
    for (old, new, expected) in [
        (json!({"a": "Ada"}), json!({"a": "ADA"}), Pattern::CaseOnly),
        (json!({"a": "x@a.org"}), json!({"a": "x@b.org"}), Pattern::DomainChanged),
        (json!({"a": "X@a.org"}), json!({"a": "x@b.org"}), Pattern::DomainChanged),
        (json!({"a": "ada"}), json!({"a": "Ms ada"}), Pattern::AffixAdded),
        (json!({"a": "ada (ext)"}), json!({"a": "ada"}), Pattern::AffixRemoved),
        (json!({"a": "ada"}), json!({}), Pattern::Lost),
        (json!({}), json!({"a": "ada"}), Pattern::Gained),
        (json!({"a": "ada"}), json!({"a": "bob"}), Pattern::Other),
        (json!({"a": "ada"}), json!({"a": ""}), Pattern::Other),
        (json!({"a": ["b", "c"]}), json!({"a": ["b"]}), Pattern::Other),
        (json!({"a": "1"}), json!({"a": 1}), Pattern::Other),
    ] {
        let mut impact = Impact::default();
        let texts = [&old, &new].map(Json::to_string);
        let [before, after] = texts.each_ref().map(|text| ChangeEffect::Payload(text.as_bytes()));
        impact.add(1, &before, &after);
        let found: Vec<Pattern> = impact.tallies().iter().map(|tally| tally.pattern).collect();
        assert_eq!((found, impact.changed), (vec![expected], 1), "{old} {new}");
    }
}

#[test]
fn attributes_of_a_payload_are_named_as_targets_are() {
    let old = r#"{"emails":[{"type":"work","value":"a"}],"urn:x:User":{"department":"b"},"name":{"givenName":"c"}}"#;
    let new = r#"{"emails":[{"type":"work","value":"A"}]}"#;
    let mut impact = Impact::default();
    impact.add(7, &ChangeEffect::Payload(old.as_bytes()), &ChangeEffect::Payload(new.as_bytes()));
    impact.add(8, &ChangeEffect::OutOfScope, &ChangeEffect::OutOfScope);
    impact.add(9, &ChangeEffect::OutOfScope, &ChangeEffect::Failed(vec!["wrong-kind".to_owned()]));
    let mut targets: Vec<String> = impact.tallies().into_iter().map(|tally| tally.target).collect();
    targets.sort();
    assert_eq!(targets, ["", "emails[type eq \"work\"].value", "name.givenName", "urn:x:User:department"]);
    assert_eq!((impact.records, impact.changed), (3, 2));
    assert_eq!(masked("Ada.L@contoso.com é9"), "Xxx.X@xxxxxxx.xxx x9");
}

#[test]
fn what_the_directories_say_is_compared() {
    let file = |source: &str, target: &str, attribute: &str| {
        format!("[source]\n{source}\n[target]\n{target}\n[[attribute]]\ntarget = 'a'\nvalue = '[b]'\n{attribute}\n")
    };
    let plain = file("directory = 'Microsoft Entra ID'\nobject = 'User'", "directory = 'App'\nobject = 'User'", "");
    for (new, expected) in [
        (plain.clone(), &[][..]),
        (plain.replace("Microsoft Entra ID", "Azure Active Directory"), &[]),
        (plain.replace("Microsoft Entra ID", "HR"), &["source: User of Microsoft Entra ID > User of HR"]),
        (plain.replace("'App'", "'Other'"), &["target: User of App > User of Other"]),
        (format!("{plain}type = 'Boolean'"), &["a target attribute: String > Boolean"]),
        (format!("{plain}type = 'String'"), &[]),
        (format!("{plain}required = true"), &["a target attribute: String > String, required"]),
        (format!("{plain}multivalued = true"), &["a target attribute: String > String, multi-valued"]),
    ] {
        assert_eq!(changes(&plain, &new), expected, "{new}");
    }
}

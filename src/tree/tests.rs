//! Trees as the service stores them, in both directions.

use super::{from_tree, to_tree};
use crate::syntax::{Tree, parse, print};

fn tree(text: &str) -> Tree {
    to_tree(&parse(text).root)
}

/// The keys of a tree's parameters with the names of their values.
fn keys(tree: &Tree) -> Vec<String> {
    tree.parameters.iter().map(|(key, value)| format!("{key}={}", value.name)).collect()
}

#[test]
fn arguments_have_the_service_s_keys() {
    let rows: [(&str, &[&str]); 6] = [
        (
            "Replace([preferredLanguage], \"-\", , , \"_\", , )",
            &["source=preferredLanguage", "Find=-", "Replacement=_"],
        ),
        (
            "IIF(BitAnd([u], 2)=\"0\", \"True\", \"False\")",
            &["one=BitAnd", "two==", "three=0", "four=True", "five=False"],
        ),
        ("IIF(IsPresent([a]), [a], )", &["one=IsPresent", "four=a"]),
        ("Join(\"@\", [a], %DomainFQDN%)", &["separator=@", "source=a", "source=%DomainFQDN%"]),
        ("Switch([a], , \"x\", \"y\")", &["source=a", "switchValue=x", "switchValue=y"]),
        ("FormatDateTime([a], , \"yyyy\")", &["source=a", "outputFormat=yyyy"]),
    ];
    for (text, expected) in rows {
        assert_eq!(keys(&tree(text)), expected, "{text}");
    }
}

#[test]
fn lines_are_the_service_s() {
    let rows = [
        ("Mid([a],\"1\",8)", "Mid([a], 1, 8)"),
        ("ToLower( [a] )", "ToLower([a], )"),
        ("IIF([a] = 1,\"x\",\"y\")", "IIF([a]=\"1\", \"x\", \"y\")"),
        ("Join(\"@\", [a], %DomainFQDN%)", "Join(\"@\", [a], )"),
        ("FormatDateTime(DateFromNum([a]), , \"yyyy\")", "FormatDateTime(DateFromNum([a]), , \"yyyy\")"),
    ];
    for (text, expected) in rows {
        assert_eq!(tree(text).expression.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_tree_gives_back_its_expression() {
    for text in [
        "Replace([preferredLanguage], \"-\", , , \"_\", , )",
        "IIF(IsPresent([a]), FormatDateTime(DateFromNum([a]), , \"yyyyMMddHHmmss.0Z\"), )",
        "IIF([a]=\"0\", \"True\", Switch([b], , \"x\", \"y\"))",
        "Join(\"@\", [a], %DomainFQDN%)",
        "FormatDateTime([a], , \"yyyy-MM-dd\", \"yyyy\")",
        "FormatDateTime([a], \"None\", \"yyyy-MM-dd\", \"yyyy\")",
    ] {
        let once = tree(text);
        let back = from_tree(&once).unwrap();
        assert_eq!(to_tree(&back), once, "{text} came back as {}", print(&back));
    }
}

#[test]
fn a_tree_that_fits_no_function_is_refused() {
    let json = r#"{"name":"ToLower","type":"Function","parameters":[{"key":"sauce","value":{"name":"a"}}]}"#;
    let message = from_tree(&serde_json::from_str(json).unwrap()).unwrap_err();
    assert_eq!(message, "`ToLower` has no parameter `sauce`");
}

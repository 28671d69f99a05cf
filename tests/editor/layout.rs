//! `attrflow fmt`: which text changes, and that nothing else does.

use crate::editor::run::Folder;

const EXPORT: &str = r#"{ "x": 1.0,	"attributeMappings": [
  { "targetAttributeName": "a", "source": {"expression":"Coalesce([b],\"\u00e9\")", "type": "Function", "name": "Coalesce" } },
  { "targetAttributeName": "b", "source": {"expression":"[b]", "type": "Attribute", "name": "b"}, "unheard": [ ] },
  { "targetAttributeName": "c", "source": {"expression":"Replace([b], \"a\", , , \"c\", , )", "type": "Function", "name": "Replace"} } ] }
"#;

#[test]
fn only_expressions_of_an_export_change() {
    let folder = Folder::new();
    folder.write("export.json", EXPORT);
    let (code, _, told) = folder.run(&["fmt", "--check"]);
    assert_eq!((code, told.as_str()), (1, "export.json would change\n1 of 1 file would change\n"));
    assert_eq!(folder.read("export.json"), EXPORT);
    let (code, shown, _) = folder.run(&["fmt", "--diff", "export.json"]);
    assert_eq!(code, 1);
    assert!(shown.contains("+  { \"targetAttributeName\": \"a\""), "{shown}");
    assert_eq!(folder.run(&["fmt"]).0, 0);
    let expected = EXPORT.replace(r#"Coalesce([b],\"\u00e9\")"#, r#"Coalesce([b], \"é\")"#);
    assert_eq!(folder.read("export.json"), expected);
    for nothing in [&["fmt", "--check"][..], &["fmt", "--diff"], &["fmt", "--trees", "--diff"], &["check", "--diff"]] {
        assert_eq!(folder.run(nothing).0, 0, "{nothing:?}");
    }
    let stale = r#"{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "Trim([b])", "name": "Trim",
      "type": "Function", "parameters": [{"key": "source", "value": {"expression": "[c]", "name": "c", "type": "Attribute"}}]}}]}"#;
    folder.write("stale.json", stale);
    assert_eq!(folder.run(&["fmt", "--trees", "--diff", "stale.json"]).0, 1);
    assert_eq!(folder.read("stale.json"), stale);
    assert_eq!(folder.run(&["fmt", "--trees", "stale.json"]).0, 0);
    assert_eq!(folder.run(&["fmt", "--trees", "--diff", "stale.json"]).0, 0);
    assert_eq!(folder.run(&["fmt", "--diff", "-e", "Join( \"\", [a], [b])"]).0, 1);
    assert_eq!(folder.run(&["fmt", "--diff", "-e", "Join(\"\", [a], [b])"]).0, 0);
}

#[test]
fn long_expressions_of_a_toml_file_are_broken() {
    let folder = Folder::new();
    let long = |name: &str| {
        format!(
            "Switch([{name}],,\"one of the keys\",\"1\",\"another one of the keys\",\"2\",\"the last of the keys\",\"3\",\"4\",\"5\")"
        )
    };
    let text = format!(
        "# kept\r\n[[attribute]]\r\ntarget = \"a\" # kept\r\nvalue = '{}'\r\n\r\n[[attribute]]\r\ntarget = 'b'\r\nvalue = \"Trim( [it's] )\"\r\n",
        long("x")
    );
    folder.write("m.toml", &text);
    assert_eq!(folder.run(&["fmt", "m.toml"]).0, 0);
    let expected = "# kept\r\n[[attribute]]\r\ntarget = \"a\" # kept\r\nvalue = '''\r\nSwitch(\r\n    [x], ,\r\n    \
        \"one of the keys\", \"1\",\r\n    \"another one of the keys\", \"2\",\r\n    \"the last of the keys\", \"3\",\r\n    \
        \"4\", \"5\"\r\n)'''\r\n\r\n[[attribute]]\r\ntarget = 'b'\r\nvalue = \"Trim([it's])\"\r\n";
    assert_eq!(folder.read("m.toml"), expected);
    assert_eq!(folder.run(&["fmt", "--check", "m.toml"]).0, 0);
}

#[test]
fn the_connectors_mean_the_same_afterwards() {
    let folder = Folder::new();
    for file in std::fs::read_dir("connectors").unwrap().map(|entry| entry.unwrap().path()) {
        if file.is_file() {
            let name = file.file_stem().unwrap().to_str().unwrap();
            folder.write("m.toml", &std::fs::read_to_string(&file).unwrap());
            assert_eq!(folder.run(&["fmt", "m.toml"]).0, 0);
            let (code, shown, _) = folder.run(&["diff", name, "m.toml"]);
            assert_eq!((code, shown.as_str()), (0, "no differences in meaning\n"), "{name}");
        }
    }
}

#[test]
fn a_single_expression_is_formatted() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["fmt", "-e", "Join(\"@\",[a])"]).1, "Join(\"@\", [a])\n");
    assert_eq!(folder.run(&["fmt", "-e", "Join(\"@\",[a])", "--check"]).0, 1);
    let (code, shown, told) = folder.run(&["fmt", "-e", "Join(\"@\""]);
    assert_eq!((code, shown.as_str()), (1, ""));
    assert!(told.contains("unclosed-parenthesis"), "{told}");
}

#[test]
fn what_cannot_be_formatted_is_reported() {
    let folder = Folder::new();
    folder.write("broken.json", "{\"attributeMappings\": [");
    assert_eq!(folder.run(&["fmt", "broken.json"]).0, 1);
    assert_eq!(folder.read("broken.json"), "{\"attributeMappings\": [");
    let (code, _, told) = folder.run(&["fmt", "workplace"]);
    assert_eq!(code, 2);
    assert!(told.contains("`workplace` is built in"), "{told}");
}

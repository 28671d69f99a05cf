//! `attrflow diff`: formats, masks and the threshold.

use crate::editor::run::Folder;
use serde_json::Value as Json;

const OLD: &str =
    "[[attribute]]\ntarget = 'userName'\nvalue = '[mail]'\n\n[[attribute]]\ntarget = 'title'\nvalue = '[job]'\n";
const RECORDS: &str = "{\"mail\":\"ada@a.org\",\"job\":\"Poet\"}\n{\"mail\":\"bob@a.org\"}\n{\"mail\":\"eve@a.org\"}\n{\"mail\":\"joe@b.org\"}\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("old.toml", OLD);
    let new = OLD.replace("'[mail]'", "'Replace([mail], \"a.org\", , , \"c.org\", , )'");
    folder.write("new.toml", &new.replace("'[job]'", "'ToUpper([job])'"));
    folder.write("records.ndjson", RECORDS);
    folder
}

#[test]
fn the_impact_is_counted_by_patterns() {
    let (code, shown, _) = folder().run(&["diff", "old.toml", "new.toml", "--records", "records.ndjson"]);
    assert_eq!(code, 0);
    for line in [
        "  ~ userName: expression: [mail] → Replace([mail], \"a.org\", , , \"c.org\", , )",
        "      `Replace` wrapped around `[mail]`",
        "3 of 4 payloads change (75.0 %)",
        "        3  userName: domain changed",
        "           record 1: xxx@x.xxx → xxx@x.xxx",
        "        1  title: case only",
        "           record 1: Xxxx → XXXX",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
    assert!(!shown.contains("ada"), "{shown}");
}

#[test]
fn values_are_shown_only_on_request() {
    let arguments = ["diff", "old.toml", "new.toml", "--records", "records.ndjson", "--format", "json"];
    let folder = folder();
    let (_, masked, _) = folder.run(&arguments);
    assert!(!masked.contains("ada@"), "{masked}");
    let document: Json = serde_json::from_str(&masked).unwrap();
    assert_eq!(document["impact"]["tallies"][0]["pattern"], "domain-changed");
    assert_eq!(document["changes"][0]["topic"], "expression");
    let (_, shown, _) = folder.run(&[&arguments[..], &["--show-values"]].concat());
    let document: Json = serde_json::from_str(&shown).unwrap();
    assert_eq!(document["impact"]["tallies"][0]["samples"][0]["new"], "ada@c.org");
}

#[test]
fn the_threshold_decides() {
    let folder = folder();
    for (most, expected) in [("74%", 1), ("75%", 0), ("2", 1), ("3", 0), ("101%", 2), ("some", 2)] {
        let arguments = ["diff", "old.toml", "new.toml", "--records", "records.ndjson", "--max-changed", most];
        assert_eq!(folder.run(&arguments).0, expected, "{most}");
    }
    let same = ["diff", "old.toml", "old.toml", "--records", "records.ndjson", "--max-changed", "0"];
    assert_eq!(folder.run(&same).0, 0);
}

#[test]
fn a_comment_for_a_pull_request_is_a_table() {
    let arguments = ["diff", "old.toml", "new.toml", "--records", "records.ndjson", "--format", "markdown"];
    let (_, shown, _) = folder().run(&arguments);
    assert!(shown.contains("| 3 | userName | domain changed | `record 1: xxx@x.xxx → xxx@x.xxx` |"), "{shown}");
    let rows = shown.lines().filter(|line| line.starts_with('|'));
    assert!(rows.clone().count() == 8 && rows.clone().all(|row| row.ends_with('|')), "{shown}");
}

#[test]
fn the_page_for_reviewers_shows_the_impact_and_the_difference() {
    let folder = folder();
    let arguments = ["diff", "old.toml", "new.toml", "--records", "records.ndjson", "--report", "html=diff.html"];
    let (code, shown, _) = folder.run(&arguments);
    assert_eq!(code, 0);
    assert!(shown.contains("3 of 4 payloads change"), "the report is printed in addition");
    let page = folder.read("diff.html");
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(&page, options).unwrap();
    let named = |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
    let bars = named("rect").filter(|bar| bar.attribute("class") == Some("bar"));
    let widths: Vec<&str> = bars.filter_map(|bar| bar.attribute("width")).collect();
    assert_eq!(widths, ["75", "25"], "a bar for each pattern, as long as its share");
    let added: Vec<&str> = named("ins").filter_map(|node| node.text()).collect();
    assert!(added.concat().contains("ToUpper"), "{added:?}");
    assert!(!page.contains("ada") && page.contains("xxx@x.xxx → xxx@x.xxx"), "values are masked");
    assert!(
        folder.run(&["diff", "old.toml", "new.toml", "--report", "pdf=x"]).2.contains("text, json, markdown, html")
    );
}

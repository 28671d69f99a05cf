//! Machine-readable reports, parsed with a reader of their format.

use attrflow::Source;
use attrflow::tool::read_mapping;
use attrflow::tool::render::Style;
use attrflow::tool::testing::{Coverage, FileResult, Run, Suite, read, render};

fn run() -> Run {
    let mapping = "[[attribute]]\ntarget = 'title'\nvalue = '[a]'";
    let text = "mapping = 'm'\n[[case]]\nname = 'a < \"b\" # c'\nrecord = { a = \"x\\u0007\" }\nexpect.title = '&'\n\
                [[case]]\nname = 'fine'\nrecord = { a = 'x' }\nexpect.title = 'x'\n";
    let source = Source::new("x.test.toml", text);
    let (file, diagnostics) = read(&source, &|_| Err(String::new()));
    let suite = Suite::new(file, diagnostics, Some(read_mapping(&Source::new("m.toml", mapping)))).0.unwrap();
    Run { files: vec![FileResult { source, tests: suite.run(&|_| true) }], ..Run::default() }
}

fn text(format: &str) -> String {
    let mut out = Vec::new();
    (render::find(format).unwrap().render)(&run(), &Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn junit_is_xml_with_the_failures() {
    let text = text("junit");
    let document = roxmltree::Document::parse(&text).unwrap();
    let cases: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testcase")).collect();
    assert_eq!(cases[0].attribute("name"), Some("a < \"b\" # c"));
    let failure = cases[0].first_element_child().unwrap();
    assert!(failure.attribute("message").unwrap().starts_with("`title`: expected \"&\""));
    assert!(failure.text().unwrap().starts_with("x.test.toml:5:16: "));
    assert!(cases[1].first_element_child().is_none());
    let suite = quick_junit::Report::deserialize_from_str(&text).unwrap();
    assert_eq!((suite.tests, suite.failures), (2, 1));
}

#[test]
fn json_has_locations() {
    let document: serde_json::Value = serde_json::from_str(&text("json")).unwrap();
    assert_eq!(document["format_version"], "1.0");
    assert_eq!((&document["passed"], &document["failed"]), (&1.into(), &1.into()));
    let failure = &document["files"][0]["tests"][0]["failures"][0];
    assert_eq!(failure["location"]["line"], 5);
    assert_eq!(failure["expected"], "\"&\"");
}

#[test]
fn tap_counts_and_escapes() {
    let text = text("tap");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(&lines[..3], ["TAP version 14", "1..2", "not ok 1 - x.test.toml: a < \"b\" \\# c"]);
    assert_eq!(lines.last(), Some(&"ok 2 - x.test.toml: fine"));
}

#[test]
fn annotations_point_at_the_expectation() {
    let text = text("github");
    assert!(text.starts_with("::error file=x.test.toml,line=5,"), "{text}");
    assert!(text.ends_with("1 passed, 1 failed\n"), "{text}");
}

#[test]
fn azure_gets_an_issue_for_the_expectation() {
    let text = text("azure");
    let issue =
        "##vso[task.logissue type=error;sourcepath=x.test.toml;linenumber=5;columnnumber=16;code=expectation-failed;]";
    assert!(text.starts_with(issue), "{text}");
}

#[test]
fn markdown_has_a_row_for_each_failure() {
    let text = text("markdown");
    assert!(text.starts_with("### attrflow test: 1 passed, 1 failed\n"), "{text}");
    assert!(text.contains("| a &lt; \"b\" # c | `x.test.toml:5:16` | `title`: expected \"&\", got"), "{text}");
}

/// The texts of the elements of a page with a name and a class.
fn texts(page: &roxmltree::Document<'_>, name: &str, class: Option<&str>) -> Vec<String> {
    let named = |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == name && node.attribute("class") == class;
    let text = |node: roxmltree::Node<'_, '_>| {
        node.descendants().filter_map(|it| it.text().filter(|_| it.is_text())).collect()
    };
    page.descendants().filter(named).map(text).collect()
}

#[test]
fn the_page_highlights_the_covered_parts_of_the_expressions() {
    let mapping = "[[attribute]]\ntarget = 'title'\nvalue = \"Coalesce([a], IIF([b]=\\\"x\\\", [c], '<'))\"\n"
        .replace("'<'", "\\\"<\\\"");
    let text = "mapping = 'm'\n[[case]]\nname = 'one'\nrecord = { b = 'x', c = 'd' }\nexpect.title = 'd'\n\
                [[case]]\nname = 'two <b>'\nrecord = { a = 'x' }\nexpect.title = 'y'\n";
    let source = Source::new("x.test.toml", text);
    let (file, diagnostics) = read(&source, &|_| Err(String::new()));
    let suite = Suite::new(file, diagnostics, Some(read_mapping(&Source::new("m.toml", mapping)))).0.unwrap();
    let coverage = Coverage::of(&[&suite], &|_| true).into_iter().collect();
    let files = vec![FileResult { source, tests: suite.run(&|_| true) }];
    let run = Run { files, coverage, ..Run::default() };
    let mut page = Vec::new();
    (render::find("html").unwrap().render)(&run, &Style::default(), &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let page = roxmltree::Document::parse_with_options(&page, options).unwrap();
    let taken = texts(&page, "mark", Some("taken"));
    assert!(taken.contains(&"[a]".to_owned()) && taken.contains(&"[c]".to_owned()), "{taken:?}");
    assert_eq!(texts(&page, "mark", Some("missed")), ["not covered", "\"<\""]);
    let drawn = texts(&page, "pre", None);
    assert_eq!(drawn.last().unwrap(), "Coalesce([a], IIF([b]=\"x\", [c], \"<\"))", "escapes of the file are decoded");
    assert!(texts(&page, "h3", None).iter().any(|title| title == "failed two <b>"));
    assert!(texts(&page, "script", None).is_empty());
}

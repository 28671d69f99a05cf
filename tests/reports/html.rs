//! The page for reviewers: well-formed, self-contained, and each mark is the part that its diagnostic is about.

use crate::reports::samples::{about, location, report};
use crate::reports::{rendered, samples};
use attrflow::tool::registry;
use roxmltree::{Document, Node, ParsingOptions};

fn parse(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap_or_else(|error| panic!("{error}\n{page:.2000}"))
}

fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

fn all<'a, 'i>(page: &'a Document<'i>, name: &'static str) -> Vec<Node<'a, 'i>> {
    page.descendants().filter(move |node| node.tag_name().name() == name).collect()
}

/// Checks that a page has nothing that runs, and nothing that fetches anything.
fn is_self_contained(page: &Document<'_>) {
    let forbidden = ["script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video"];
    for node in page.descendants().filter(Node::is_element) {
        assert!(!forbidden.contains(&node.tag_name().name()), "{node:?}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && !["src", "srcset", "style", "action"].contains(&name), "{node:?}");
            // A link that somebody may follow, which does not say where it was followed from.
            let is_page = value.starts_with(&format!("{}/diagnostics/", attrflow::tool::page::links::SITE))
                && node.tag_name().name() == "a"
                && node.attribute("rel") == Some("noreferrer");
            assert!(name != "href" || value.starts_with('#') || is_page, "{node:?}");
        }
    }
    let style = text(all(page, "style")[0]);
    assert!(!style.contains("url(") && !style.contains("@import"), "{style}");
    let policy =
        all(page, "meta").into_iter().find_map(|meta| meta.attribute("content").filter(|it| it.contains("src")));
    assert!(policy.unwrap().starts_with("default-src 'none';"));
}

#[test]
fn a_page_is_well_formed_and_asks_for_nothing() {
    let page = rendered("html", &samples::several());
    let page = parse(&page);
    is_self_contained(&page);
    let files: Vec<String> = all(&page, "h2").into_iter().map(text).collect();
    assert_eq!(
        files,
        ["exports/one line.json", "maps/clean.toml", "maps/crlf.toml", "<expression>", "maps/emoji.toml"]
    );
    is_self_contained(&parse(&rendered("html", &[])));
}

#[test]
fn every_diagnostic_is_told_once_and_marked_where_it_is() {
    let page = rendered("html", &samples::several());
    let page = parse(&page);
    let told: Vec<Node<'_, '_>> = all(&page, "li").into_iter().filter(|item| item.attribute("id").is_some()).collect();
    assert_eq!(told.len(), 6);
    let links: Vec<&str> = all(&page, "a").into_iter().filter_map(|link| link.attribute("href")).collect();
    for item in told.iter().filter(|item| !text(**item).contains("empty-expression")) {
        let address = format!("#{}", item.attribute("id").unwrap());
        assert!(links.contains(&address.as_str()), "{address} of {links:?}");
    }
    let marks: Vec<(String, &str)> =
        all(&page, "mark").into_iter().map(|mark| (text(mark), mark.attribute("class").unwrap())).collect();
    let expected = [("Lower", "error"), ("(", "error"), ("\\d", "warning"), ("J😀in", "info"), (",", "error")];
    assert_eq!(marks, expected.map(|(text, class)| (text.to_owned(), class)));
    let drawn: Vec<String> = all(&page, "pre").into_iter().map(text).collect();
    assert_eq!(drawn[0], "Append(\"<é>\", Lower1([mail]))", "the decoded expression, and the number of the diagnostic");
}

#[test]
fn markup_in_a_mapping_is_text() {
    let expression = "Tolower(\"</pre><script>alert(1)</script>\u{1b}[2J\u{202e}\")";
    let target = "<img src=x onerror=alert(1)>";
    let diagnostic = registry::wrong_case_function(location(expression, "Tolower"), "Tolower", "<b>ToLower</b>");
    let page = rendered(
        "html",
        &[report("<a>&\".json", expression, vec![about(diagnostic, "\"><i>", target, expression, "Tolower")])],
    );
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}') && !page.contains("<script"), "{page}");
    let page = parse(&page);
    is_self_contained(&page);
    assert_eq!(text(all(&page, "h3")[0]), target);
    assert!(text(all(&page, "pre")[0]).contains("</pre><script>alert(1)</script>␛[2J"));
}

#[test]
fn parts_that_lie_in_each_other_are_marked_as_the_most_severe() {
    let expression = "ToLower(Append([a], [b]))";
    let inner =
        about(registry::unknown_attribute(location(expression, "[b]"), "b", "User", None), "U", "t", expression, "[b]");
    let outer = about(
        registry::skip_inside_call(location(expression, "Append([a], [b])")),
        "U",
        "t",
        expression,
        "Append([a], [b])",
    );
    let page = rendered("html", &[report("a.toml", expression, vec![inner, outer])]);
    let page = parse(&page);
    let marks: Vec<(String, &str)> =
        all(&page, "mark").into_iter().map(|mark| (text(mark), mark.attribute("class").unwrap())).collect();
    let expected = [("Append([a], ", "warning"), ("[b]", "error"), (")", "warning")];
    assert_eq!(marks, expected.map(|(text, class)| (text.to_owned(), class)));
}

#[test]
fn an_endless_line_is_cut_around_its_marks() {
    let expression = format!("Append([a], \"{}\", Lower([b]))", "x".repeat(100_000));
    let diagnostic = registry::unknown_function(location(&expression, "Lower"), "Lower", None);
    let page =
        rendered("html", &[report("a.toml", &expression, vec![about(diagnostic, "U", "t", &expression, "Lower")])]);
    assert!(page.len() < 20_000, "{} bytes", page.len());
    assert!(text(all(&parse(&page), "pre")[0]).ends_with("Lower1([b]))"));
}

#[test]
fn markdown_is_a_table_that_nothing_breaks_out_of() {
    let text = rendered("markdown", &samples::several());
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 2 + 6);
    for row in &rows {
        let bars = row.match_indices('|').filter(|(at, _)| !row[..*at].ends_with('\\')).count();
        assert_eq!(bars, 5, "{row}");
    }
    assert!(rows[2].starts_with("| error | `exports/one line.json:1:104806` | `userName` | "), "{}", rows[2]);
    assert!(rows[7].starts_with("| info |"), "the most severe come first");
    let hostile = report("a|b`c.toml", "x", vec![registry::unquoted_word(location("x", "x"), "a|b`<i>*c*")]);
    let row = rendered("markdown", &[hostile]).lines().last().unwrap().to_owned();
    assert!(row.contains("`` a\\|b`c.toml:1:1 ``") && row.contains("&lt;i>\\*c\\*"), "{row}");
}

//! Every report links to the page of each code, on the public site or on the copy that the caller names. That the site has these
//! pages is checked where it is built (`crates/site`).

use crate::reports::{rendered, samples};
use attrflow::diagnostics;
use attrflow::tool::page::links::{self, SITE};
use attrflow::tool::render::{Style, find};

#[test]
fn an_address_is_made_from_the_homepage_of_the_package() {
    assert_eq!(SITE, env!("CARGO_PKG_HOMEPAGE"));
    assert!(SITE.starts_with("https://") && !SITE.ends_with('/'));
    for (site, address) in [
        (SITE, "https://attrflow.github.io/attrflow/diagnostics/missing-comma.html"),
        ("https://docs.contoso.com/", "https://docs.contoso.com/diagnostics/missing-comma.html"),
        ("../site", "../site/diagnostics/missing-comma.html"),
        ("", "/diagnostics/missing-comma.html"),
    ] {
        assert_eq!(links::diagnostic(site, "missing-comma"), address);
    }
    assert_eq!(links::function("x", "ToLower"), "x/functions/tolower.html");
}

#[test]
fn reports_link_to_the_pages_of_their_codes() {
    let reports = samples::several();
    let codes = || reports.iter().flat_map(|report| &report.diagnostics).map(attrflow::Diagnostic::code);
    for (format, before, after) in [
        ("sarif", "\"helpUri\": \"", "\""),
        ("json", "\"url\": \"", "\""),
        ("ndjson", "\"url\":\"", "\""),
        ("markdown", "](", ")"),
        ("html", "<a href=\"", "\""),
    ] {
        let copy = Style { site: "../copy".to_owned(), ..Style::default() };
        let (public, copied) = (rendered(format, &reports), find(format).unwrap().text(&reports, &copy));
        for code in codes() {
            let link = |site: &str| format!("{before}{}{after}", links::diagnostic(site, code));
            assert!(public.contains(&link(SITE)), "{format}: {code}");
            assert!(copied.contains(&link("../copy")) && !copied.contains(&link(SITE)), "{format}: {code}");
        }
    }
}

#[test]
fn every_code_can_stand_in_an_address() {
    for entry in diagnostics::all() {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(entry.code.bytes().all(plain), "{}", entry.code);
    }
}

#[test]
fn a_terminal_gets_links_only_if_it_shows_them() {
    let reports = samples::several();
    let pretty = find("pretty").unwrap();
    for color in [false, true] {
        let without = Style { color, ..Style::default() };
        let with = Style { hyperlinks: true, ..without.clone() };
        let (plain, linked) = (pretty.text(&reports, &without), pretty.text(&reports, &with));
        assert!(!plain.contains("\u{1b}]8"), "{plain}");
        let mut stripped = linked.replace("\u{1b}]8;;\u{1b}\\", "");
        for diagnostic in reports.iter().flat_map(|report| &report.diagnostics) {
            let open = format!("\u{1b}]8;;{}\u{1b}\\", links::diagnostic(SITE, diagnostic.code()));
            assert!(linked.contains(&format!("{open}{}", diagnostic.code())), "{linked}");
            stripped = stripped.replace(&open, "");
        }
        assert_eq!(stripped, plain);
    }
}

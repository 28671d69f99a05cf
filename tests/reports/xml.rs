//! The XML formats, read by independent parsers.

use crate::reports::{rendered, samples};
use quick_junit::TestCaseStatus;

#[test]
fn junit_has_a_suite_for_each_file() {
    let text = rendered("junit", &samples::several());
    let report = quick_junit::Report::deserialize_from_str(&text).unwrap();
    assert_eq!((report.tests, report.failures), (7, 4));
    let suites: Vec<(&str, usize, usize)> =
        report.test_suites.iter().map(|suite| (suite.name.as_str(), suite.tests, suite.failures)).collect();
    assert_eq!(
        suites,
        [
            ("exports/one line.json", 1, 1),
            ("maps/clean.toml", 1, 0),
            ("maps/crlf.toml", 2, 1),
            ("<expression>", 1, 1),
            ("maps/emoji.toml", 2, 1),
        ]
    );
    let case = &report.test_suites[0].test_cases[0];
    assert_eq!(case.name.as_str(), "userName: unknown-function at 1:104806");
    let TestCaseStatus::NonSuccess { message, .. } = &case.status else { panic!("an error has passed") };
    assert_eq!(message.as_ref().unwrap().as_str(), "there is no function `Lower`");
    let warning = &report.test_suites[2].test_cases[1];
    assert!(matches!(warning.status, TestCaseStatus::Success { .. }));
    assert!(warning.system_out.as_ref().unwrap().as_str().contains("warning[unknown-escape]: `\\d` is not an escape"));
}

#[test]
fn checkstyle_has_an_element_for_each_diagnostic() {
    let text = rendered("checkstyle", &samples::several());
    let document = roxmltree::Document::parse(&text).unwrap();
    let files: Vec<_> = document.root_element().children().filter(|node| node.has_tag_name("file")).collect();
    assert_eq!(files.len(), 5);
    let errors: Vec<_> = files[4].children().filter(|node| node.has_tag_name("error")).collect();
    let values = ["line", "column", "severity", "source"].map(|name| errors[1].attribute(name).unwrap());
    assert_eq!(values, ["1", "10", "error", "attrflow.wrong-kind"]);
    assert!(errors[1].attribute("message").unwrap().starts_with("`source` of `Left\n::error::` must be a string"));
}

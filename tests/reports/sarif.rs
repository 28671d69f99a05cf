//! SARIF read by types that are generated from its schema.

use crate::reports::{rendered, samples};
use serde_sarif::sarif::Sarif;

#[test]
fn the_log_says_what_the_diagnostics_say() {
    let reports = samples::several();
    let log: Sarif = serde_json::from_str(&rendered("sarif", &reports)).unwrap();
    let run = &log.runs[0];
    let results = run.results.as_ref().unwrap();
    let rules = run.tool.driver.rules.as_ref().unwrap();
    assert_eq!((results.len(), rules.len()), (6, 6));
    for result in results {
        let rule = &rules[usize::try_from(result.rule_index.unwrap()).unwrap()];
        assert_eq!(Some(&rule.id), result.rule_id.as_ref());
        let page = rule.help.as_ref().unwrap().markdown.as_ref().unwrap();
        assert!(page.contains("| expression") && !page.starts_with(' '), "{page}");
    }
    let first = serde_json::to_value(&results[0]).unwrap();
    let location = &first["locations"][0];
    assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "exports/one%20line.json");
    let region = &location["physicalLocation"]["region"];
    let (start, length) = (region["byteOffset"].as_u64().unwrap(), region["byteLength"].as_u64().unwrap());
    let (start, length) = (usize::try_from(start).unwrap(), usize::try_from(length).unwrap());
    assert_eq!(&reports[0].source.text()[start..start + length], "Lower");
    assert_eq!((&region["startLine"], &region["startColumn"]), (&1.into(), &104_806.into()));
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "/synchronizationRules/0/objectMappings/1");
    let change = &first["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "ToLower");
    assert_eq!(first["relatedLocations"][0]["message"]["text"], "an argument of this call");
    let prints: Vec<_> = results.iter().map(|result| result.partial_fingerprints.clone().unwrap()).collect();
    assert!(prints.iter().all(|print| print["primaryLocationLineHash"].len() == 32));
}

#[test]
fn columns_are_counted_as_the_log_says() {
    let log = rendered("sarif", &samples::several());
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    assert_eq!(log["runs"][0]["columnKind"], "utf16CodeUnits");
    let region = &log["runs"][0]["results"][5]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startColumn"], &region["endColumn"]), (&11.into(), &12.into()));
}

#[test]
fn a_log_without_diagnostics_is_a_log() {
    let log: Sarif = serde_json::from_str(&rendered("sarif", &[])).unwrap();
    assert_eq!(log.runs[0].results.as_ref().unwrap().len(), 0);
}

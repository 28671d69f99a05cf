//! The built-in connectors: each has the attributes of its system's table, has no errors or warnings, and maps every
//! sample record to a payload that SCIM allows.

mod cases;
mod run;
mod schemas;
mod tables;
mod validity;

use attrflow::connectors::{CONNECTORS, find};
use attrflow::tool::mappings::AttributeMapping;
use attrflow::tool::{Mapping, TargetType, check_mapping, read_mapping};
use attrflow::{Flavor, Severity};
use cases::{CASES, SAMPLES};
use run::{Mapped, map};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use tables::TABLES;

/// The mapping of a connector; it must be read without diagnostics.
fn mapping(name: &str) -> Mapping {
    let (mapping, diagnostics) = read_mapping(&find(name).unwrap_or_else(|| panic!("no connector `{name}`")).source());
    assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
    mapping
}

#[test]
fn connectors_check_without_errors_and_warnings() {
    for connector in CONNECTORS {
        for flavor in [Flavor::Entra, Flavor::Rfc7644] {
            let diagnostics = check_mapping(&mapping(connector.name), None, flavor);
            let loud = diagnostics.iter().filter(|diagnostic| diagnostic.severity() != Severity::Info);
            let said: Vec<_> = loud.map(|diagnostic| (diagnostic.code(), diagnostic.message.as_str())).collect();
            assert!(said.is_empty(), "{}: {said:?}", connector.name);
        }
    }
}

#[test]
fn connectors_map_what_their_systems_tables_name() {
    for expected in TABLES {
        let mapping = mapping(expected.connector);
        let (rule, object) = mapping.find_object(expected.object).expect("the object mapping is there");
        let definition = mapping.target_definition(rule, object).expect("the target is known");
        let found = object.attribute_mappings.iter().map(|attribute| {
            let name = attribute.target.value.as_str();
            (name, definition.attribute(name).expect("the attribute is declared").kind)
        });
        let rows = expected.table.lines().filter_map(|line| line.rsplit_once('|')).map(|(name, kind)| {
            let (name, kind) = (name.trim(), kind.trim());
            let departure = expected.departures.iter().find(|(departing, _)| *departing == name);
            (name, departure.map_or_else(|| TargetType::parse(kind).expect("the type is known"), |known| known.1))
        });
        assert_eq!(found.collect::<Vec<_>>(), rows.collect::<Vec<_>>(), "{}", expected.connector);
    }
}

#[test]
fn the_two_versions_of_workplace_differ_in_nothing_but_the_version() {
    let attributes = |name: &str| {
        let mapping = mapping(name);
        let (_, object) = mapping.find_object("User").expect("users are mapped");
        let one = |attribute: &AttributeMapping| {
            let source = attribute.source.as_ref()?;
            source.expression.as_ref().or(source.name.as_ref()).map(|text| text.value.clone())
        };
        let all = object.attribute_mappings.iter();
        all.map(|attribute| (attribute.target.value.clone(), one(attribute))).collect::<Vec<_>>()
    };
    assert_eq!(attributes("workplace"), attributes("workplace-scim1"));
}

#[test]
fn every_object_mapping_is_tested_with_a_sample() {
    let tried: BTreeSet<_> =
        SAMPLES.iter().map(|sample| (sample.connector.to_owned(), sample.object.to_owned())).collect();
    let there = CONNECTORS.iter().flat_map(|connector| {
        let objects: Vec<_> =
            mapping(connector.name).object_mappings().map(|(_, object)| object.target_object.value.clone()).collect();
        objects.into_iter().map(|object| (connector.name.to_owned(), object))
    });
    assert_eq!(there.collect::<BTreeSet<_>>(), tried);
}

#[test]
fn every_sample_record_becomes_a_valid_payload() {
    for sample in SAMPLES {
        for flavor in [Flavor::Entra, Flavor::Rfc7644] {
            let mapped = map(&mapping(sample.connector), sample.object, sample.records, flavor);
            assert_eq!(mapped.len(), sample.count, "{}: {}", sample.connector, sample.records);
            for (number, outcome) in mapped.iter().enumerate() {
                let location = format!("{}: record {} of {}", sample.connector, number + 1, sample.records);
                let Mapped::Payload(payload) = outcome else { panic!("{location}: {outcome:?}") };
                let expected = sample.exceptions.iter().filter(|(record, _)| *record == number + 1);
                let expected: Vec<&str> = expected.map(|(_, error)| *error).collect();
                assert_eq!(validity::errors(payload, sample.core), expected, "{location}\n{payload}");
            }
        }
    }
}

#[test]
fn edge_cases_have_the_expected_payloads() {
    for case in CASES {
        let sample = SAMPLES.iter().find(|sample| sample.connector == case.connector && sample.records == case.records);
        let sample = sample.unwrap_or_else(|| panic!("{} is not tested with {}", case.connector, case.records));
        let mapped = map(&mapping(case.connector), sample.object, case.records, Flavor::Entra);
        let Some(Mapped::Payload(payload)) = mapped.get(case.record - 1) else { panic!("no record {}", case.record) };
        let expected: Option<Json> = case.expected.map(|text| serde_json::from_str(text).expect("the case is JSON"));
        assert_eq!(
            payload.pointer(case.pointer),
            expected.as_ref(),
            "{}: {} of record {} of {}, {}",
            case.connector,
            case.pointer,
            case.record,
            case.records,
            case.why
        );
    }
}

#[test]
fn each_connector_has_a_section_that_says_what_it_follows_and_what_it_leaves_open() {
    let page = std::fs::read_to_string("docs/connectors.md").expect("the page is in the repository");
    for connector in CONNECTORS {
        let heading = format!("\n## {}\n", connector.name);
        let (_, section) = page.split_once(&heading).unwrap_or_else(|| panic!("no section `{}`", connector.name));
        let section = section.split("\n## ").next().expect("the section has a first part");
        for word in ["Follows", "Leaves open"] {
            assert!(section.contains(&format!("\n{word} ")), "{}: {word}", connector.name);
        }
        assert!(page.contains(&format!("| [`{0}`](#{0}) |", connector.name)), "{} is not in the table", connector.name);
    }
    let listed = page.lines().filter(|line| line.starts_with("| [`")).count();
    assert_eq!(listed, CONNECTORS.len());
    for sample in SAMPLES {
        assert!(page.contains(&format!("`{}`", sample.records)), "{}", sample.records);
    }
}

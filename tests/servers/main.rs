//! Sends attrflow's requests to servers written by others. `cargo xtask test --servers` installs them and runs these
//! tests; `cargo test` does not.

mod client;
mod command;
mod engine;
mod journey;
mod journeys;
mod pairs;
mod proxy;
#[path = "../operations/row.rs"]
mod row;
mod rows;
mod same;
mod server;

use journeys::JOURNEYS;
use server::Kind;

#[test]
fn every_connector_on_scim2_server() {
    JOURNEYS.iter().for_each(|journey| journey::make(Kind::Scim2Server, journey));
}

#[test]
fn every_connector_on_scimmy() {
    JOURNEYS.iter().for_each(|journey| journey::make(Kind::Scimmy, journey));
}

#[test]
fn every_attribute_changes_on_scim2_server() {
    JOURNEYS.iter().for_each(|journey| pairs::change(Kind::Scim2Server, journey));
}

#[test]
fn every_attribute_changes_on_scimmy() {
    JOURNEYS.iter().for_each(|journey| pairs::change(Kind::Scimmy, journey));
}

#[test]
fn servers_reject_only_the_known_deviations_of_the_service() {
    [Kind::Scim2Server, Kind::Scimmy].into_iter().for_each(pairs::like_the_service);
}

#[test]
fn every_row_of_the_page_on_scim2_server() {
    rows::send(Kind::Scim2Server);
}

#[test]
fn every_row_of_the_page_on_scimmy() {
    rows::send(Kind::Scimmy);
}

#[test]
fn the_sync_engine_is_killed_on_scim2_server() {
    engine::is_killed_everywhere(Kind::Scim2Server);
}

#[test]
fn the_sync_engine_is_killed_on_scimmy() {
    engine::is_killed_everywhere(Kind::Scimmy);
}

#[test]
fn every_connector_has_an_end_to_end_test() {
    let made = JOURNEYS.iter().flat_map(|journey| journey.parts.iter().map(|part| (journey.connector, part.object)));
    let made: std::collections::BTreeSet<_> = made.map(|(connector, object)| (connector, object.to_owned())).collect();
    let there = attrflow::connectors::CONNECTORS.iter().flat_map(|connector| {
        let (mapping, _) = attrflow::tool::read_mapping(&connector.source());
        let objects: Vec<_> = mapping.object_mappings().map(|(_, it)| it.target_object.value.clone()).collect();
        objects.into_iter().map(|object| (connector.name, object))
    });
    assert_eq!(made, there.collect());
}

#[test]
fn the_page_names_the_versions_that_are_pinned() {
    let file = |path: &str| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let page = file("docs/servers.md");
    let node: serde_json::Value = serde_json::from_str(&file("tests/servers/scimmy/package.json")).expect("it is JSON");
    let node = node["dependencies"].as_object().expect("it has dependencies").clone();
    let node = node.into_iter().map(|(name, version)| format!("{name} {}", version.as_str().unwrap_or_default()));
    let python = file("tests/servers/scim2-server.txt");
    let python = python.lines().filter(|line| line.starts_with("scim2-")).map(|line| line.replace("==", " "));
    for version in python.chain(node) {
        assert!(page.contains(&version), "the page does not name {version}");
    }
}

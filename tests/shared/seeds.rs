//! The tutorials that define the target systems: each connector maps the attributes of its tutorial, in the same order.

use crate::shared::shared;
use attrflow::connectors;
use attrflow::tool::read_mapping;

/// The attributes and types of the first table of a tutorial that has the attribute `userName`.
fn table(document: &str) -> Vec<(String, String)> {
    let rows = document.lines().map(str::trim).filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix('|')?.trim_end_matches('|').split('|').map(str::trim).collect();
        Some(((*cells.first()?).to_owned(), (*cells.get(1)?).to_owned()))
    });
    let rows: Vec<_> = rows.filter(|(name, _)| *name != "Attribute" && !name.starts_with("---")).collect();
    assert_eq!(rows.first().map(|row| row.0.as_str()), Some("userName"));
    rows
}

/// The targets of a connector's users with their types.
fn mapped(connector: &str) -> Vec<(String, String)> {
    let (mapping, diagnostics) = read_mapping(&connectors::find(connector).expect("it is built in").source());
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let (rule, object) = mapping.find_object("User").expect("users are mapped");
    let definition = mapping.target_definition(rule, object).expect("the target is known");
    let one = |name: &str| definition.attribute(name).expect("the attribute is declared").kind.name().to_owned();
    let targets = object.attribute_mappings.iter().map(|attribute| attribute.target.value.clone());
    targets.map(|name| (name.clone(), one(&name))).collect()
}

/// Attributes whose type differs from the tutorial's table, with the type of the connector: mistakes in the tutorial.
const DEPARTURES: [(&str, &str); 2] =
    [("title", "String"), ("urn:scim:schemas:extension:enterprise:1.0.manager", "Reference")];

#[test]
fn connectors_map_what_their_tutorials_list() {
    for (connector, seed, count) in [
        ("workplace", "seeds/000_1016cf99fabf099d.txt", 29),
        ("workplace-scim1", "seeds/000_1016cf99fabf099d.txt", 29),
        ("meta-work-accounts", "seeds/002_6c9befa2ab3c3c98.txt", 18),
    ] {
        let Some(path) = shared(seed) else { return };
        let mut listed = table(&std::fs::read_to_string(path).expect("a tutorial is text"));
        assert_eq!(listed.len(), count, "{connector}");
        for (name, kind) in listed.iter_mut().filter(|_| connector != "meta-work-accounts") {
            if let Some((_, instead)) = DEPARTURES.iter().find(|(departing, _)| departing == name) {
                *kind = (*instead).to_owned();
            }
        }
        assert_eq!(mapped(connector), listed, "{connector}");
    }
}

#[test]
fn workplace_import_fills_the_eleven_fields() {
    let Some(path) = shared("seeds/003_017a5f57fcc69807.txt") else { return };
    let document = std::fs::read_to_string(path).expect("a page is text");
    let (_, list) = document.split_once("automatically mapped are the following:").expect("the page lists them");
    let list = list.lines().next().expect("the list is on one line").trim().trim_end_matches('.');
    let fields: Vec<&str> = list.split(',').map(str::trim).collect();
    assert_eq!(fields.len(), 11);
    let connector = connectors::find("workplace-import-gsuite").expect("it is built in");
    for field in fields {
        let comment = format!("\n# {field}");
        let is_it = |rest: &str| rest.starts_with(['\n', '.', ',']);
        assert!(connector.text().split(comment.as_str()).skip(1).any(is_it), "{field}");
    }
    // Every field, and the sign-in name.
    assert_eq!(mapped("workplace-import-gsuite").len(), 12);
}

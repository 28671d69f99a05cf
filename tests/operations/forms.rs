//! The wire format that is shown where none is named, and that it is said.

use super::command::{BEFORE, Folder, MAPPING};

const NAMED: &str = "(flavor rfc7644)";
const SERVICES: &str = "(flavor entra, as the service sends it; `--flavor rfc7644` for plain SCIM)";

#[test]
fn the_form_is_the_services_where_the_source_is_its_own_and_is_named() {
    let other = MAPPING.replace("Microsoft Entra ID", "Okta");
    let folder = Folder::new(&[("m.toml", MAPPING), ("other.toml", &other), ("r.ndjson", BEFORE)]);
    for (arguments, said, has_meta) in [
        ("map m.toml r.ndjson", SERVICES, true),
        ("map m.toml r.ndjson --flavor entra", "(flavor entra)", true),
        ("map m.toml r.ndjson --flavor entra-2020", "(flavor entra-2020)", true),
        ("map m.toml r.ndjson --flavor rfc7644", NAMED, false),
        ("map other.toml r.ndjson", NAMED, false),
        ("map other.toml r.ndjson --flavor entra", "(flavor entra)", true),
        ("map m.toml r.ndjson --quiet", "", true),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments}: {}", ran.errors);
        let last = ran.errors.lines().last().unwrap_or_default();
        assert!(last.ends_with(said) && last.is_empty() == said.is_empty(), "{arguments}: {}", ran.errors);
        assert!(ran.lines.iter().all(|line| line.get("meta").is_some() == has_meta), "{arguments}: {:?}", ran.lines);
    }
    let enveloped = folder.run("map m.toml r.ndjson --envelope");
    assert_eq!(enveloped.lines[0].pointer("/payload/meta/resourceType"), Some(&"User".into()));
    for (mapping, name) in [("m.toml", "entra"), ("other.toml", "rfc7644")] {
        let ran = folder.run(&format!("simulate {mapping} --before r.ndjson --after r.ndjson"));
        assert!(ran.errors.ends_with(&format!("(flavor {name})\n")), "{}", ran.errors);
        folder.run(&format!("test --generate {mapping}"));
        let name_of_tests = mapping.replace("toml", "test.toml");
        let tests = std::fs::read_to_string(folder.path(&name_of_tests)).unwrap();
        assert!(tests.contains(&format!("flavor = \"{name}\"\n")), "{tests}");
        let ran = folder.run(&format!("test {name_of_tests}"));
        assert_eq!(ran.code, Some(0), "{:?} {}", ran.lines, ran.errors);
    }
}

/// A target that an earlier run brought up to date in one form needs nothing in another.
#[test]
fn the_form_of_the_earlier_payloads_does_not_matter() {
    let folder = Folder::new(&[("m.toml", MAPPING), ("r.ndjson", BEFORE), ("ids.csv", "1,1\n2,2\n3,3\n4,4\n")]);
    folder.put("none", "");
    for (first, then) in [("rfc7644", "entra"), ("entra", "rfc7644"), ("rfc7644", "entra-2020")] {
        let patch = "map m.toml r.ndjson --operation patch --references ids.csv --envelope";
        let ran = folder.run(&format!("{patch} --previous none --flavor {first} -o {first}.ndjson"));
        assert_eq!(ran.code, Some(0), "{}", ran.errors);
        let ran = folder.run(&format!("{patch} --previous {first}.ndjson --flavor {then}"));
        assert_eq!(ran.all("/status"), ["unchanged"; 4], "{first}, then {then}: {:?}", ran.lines);
    }
}

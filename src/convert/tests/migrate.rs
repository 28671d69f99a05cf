//! Migrating mappings to another connector: each old file in `tests/data/migrate` has a new file and a journal.
//!
//! The name of the file is the connector. `UPDATE=1` rewrites the expected files.

use crate::convert::journal::StepKind;
use crate::convert::{migrate, to_graph};
use crate::mapping::{self, Filter, Mapping, MappingFormat, connectors};
use crate::text::Source;
use std::fmt::Write;
use std::path::Path;

fn read(name: &str, text: &str) -> Mapping {
    let (mapping, diagnostics) = mapping::read(&Source::new(name, text));
    assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
    mapping
}

fn expect(path: &Path, found: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, found).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(found, expected, "{}", path.display());
}

#[test]
fn old_files_are_migrated_as_expected() {
    let mut scenes = 0;
    for entry in std::fs::read_dir("tests/data/migrate").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some((connector, extension)) = name.split_once(".old.") else { continue };
        let old = read(&name, &std::fs::read_to_string(&path).unwrap());
        let moved = migrate(&old, connectors::find(connector).unwrap(), None, None);
        let mut said = moved.journal.to_string();
        for diagnostic in moved.dropped.iter().map(|(_, diagnostic)| diagnostic).chain(&moved.diagnostics) {
            writeln!(
                said,
                "{}: {} at `{}`",
                diagnostic.severity(),
                diagnostic.code(),
                diagnostic.span.of(old.source.text()).lines().next().unwrap_or_default()
            )
            .unwrap();
        }
        expect(&path.with_file_name(format!("{connector}.journal.txt")), &said);
        expect(&path.with_file_name(format!("{connector}.new.{extension}")), &moved.text);
        let new = read(&format!("new.{extension}"), &moved.text);
        for (_, object) in new.object_mappings() {
            assert!(Filter::compile(object.scope.as_ref(), new.format).1.is_empty());
        }
        scenes += 1;
    }
    assert!(scenes >= 2);
}

/// How the target object of an old file is called, and whether its mapping is carried over to one for users.
const OBJECTS: &[(&str, bool)] = &[
    ("User", true),
    ("user", true),
    ("urn:ietf:params:scim:schemas:core:2.0:User", true),
    ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", true),
    ("urn:ietf:params:scim:schemas:core:2.0:Device", false),
    ("urn:ietf:params:scim:schemas:extension:other:2.0:User", false),
    ("urn:User", false),
    ("Users", false),
    ("Person", false),
    ("", false),
];

#[test]
fn an_object_that_a_scim_schema_names_is_known() {
    for (object, is_kept) in OBJECTS {
        for format in [None, Some(MappingFormat::Graph), Some(MappingFormat::Toml)] {
            let attribute = "attribute = [{ target = 'userName', value = '[extensionAttribute9]', match = 1 }]";
            let old = read("old.toml", &format!("target = {{ directory = 'App', object = '{object}' }}\n{attribute}"));
            let moved = migrate(&old, connectors::find("workplace").unwrap(), None, format);
            assert_eq!(moved.is_all_dropped, !is_kept, "{object}");
            assert_eq!(moved.text.contains("[extensionAttribute9]"), *is_kept, "{object}");
            assert_eq!(moved.dropped.is_empty(), *is_kept, "{object}");
            assert!(moved.diagnostics.is_empty(), "{object}");
            let is_json = serde_json::from_str::<serde_json::Value>(&moved.text).is_ok();
            assert_eq!(is_json, format == Some(MappingFormat::Graph), "{object}");
        }
    }
    let empty = migrate(&read("a.toml", ""), connectors::find("workplace").unwrap(), None, None);
    assert!(!empty.is_all_dropped, "there was nothing to drop");
}

#[test]
fn every_loss_is_reported() {
    let text = std::fs::read_to_string("tests/data/migrate/workplace.old.toml").unwrap();
    let old = read("old.toml", &text);
    for connector in connectors::CONNECTORS {
        let moved = migrate(&old, connector, None, None);
        for (_, object) in old.object_mappings() {
            for one in &object.attribute_mappings {
                let said =
                    moved.journal.steps.iter().filter(|step| step.from.as_deref() == Some(one.target.value.as_str()));
                assert_eq!(said.count(), 1, "{}: {}", connector.name, one.target.value);
            }
        }
        let new = read("new.toml", &moved.text);
        for (_, object) in new.object_mappings() {
            // An object mapping that the old file does not have is reported as a whole.
            if moved.journal.of(StepKind::Added).any(|step| step.to.as_ref() == Some(&object.target_object.value)) {
                continue;
            }
            for one in &object.attribute_mappings {
                let to = Some(one.target.value.as_str());
                let said = moved.journal.steps.iter().filter(|step| step.to.as_deref() == to);
                let kinds = said.map(|step| step.kind).collect::<Vec<_>>();
                let fine = matches!(kinds.as_slice(), [StepKind::Carried | StepKind::Changed | StepKind::Added]);
                assert!(fine, "{}: {}: {kinds:?}", connector.name, one.target.value);
            }
            assert!(object.attribute_mappings.iter().any(|one| one.matching_priority > 0), "{}", connector.name);
        }
    }
}

#[test]
fn accounts_are_still_found_if_the_old_matching_is_rejected() {
    let text = "[[attribute]]\ntarget = 'userName'\nvalue = '[mail]'\n\
                [[attribute]]\ntarget = 'externalId'\nvalue = '[objectId]'\nmatch = 1\n";
    let moved = migrate(&read("old.toml", text), connectors::find("meta-work-accounts").unwrap(), None, None);
    assert_eq!(moved.diagnostics[0].code(), "unmigrated-matching");
    let changed: Vec<String> = moved.journal.of(StepKind::Changed).map(ToString::to_string).collect();
    assert_eq!(changed.len(), 2, "{changed:?}");
    let new = read("new.toml", &moved.text);
    let (_, object) = new.object_mappings().next().unwrap();
    let matching: Vec<_> = object.attribute_mappings.iter().filter(|one| one.matching_priority > 0).collect();
    assert!(matches!(matching.as_slice(), [only] if only.target.value == "userName"));
}

#[test]
fn a_connector_migrated_to_itself_does_not_change() {
    for connector in connectors::CONNECTORS {
        let old = read("old.toml", connector.text());
        let moved = migrate(&old, connector, None, None);
        assert!(moved.diagnostics.is_empty() && moved.dropped.is_empty(), "{}: {}", connector.name, moved.journal);
        let again = to_graph(&read("new.toml", &moved.text)).unwrap();
        assert_eq!(again, to_graph(&old).unwrap(), "{}", connector.name);
    }
}

/// All mappings of the old application except one, and one of them changed.
fn made_of_the_defaults() -> String {
    let text = connectors::find("workplace-scim1").unwrap().text();
    let without = |text: &str, target: &str| {
        let at = text.find(&format!("target = '{target}'")).unwrap();
        let (begin, end) = (text[..at].rfind("[[attribute]]").unwrap(), at + text[at..].find("\n\n").unwrap());
        format!("{}{}", &text[..begin], &text[end..])
    };
    let name = "value = 'Join(\" \", [givenName], [surname])'";
    assert!(text.contains(name));
    without(&text.replace(name, "value = 'Join(\", \", [surname], [givenName])'"), "title")
}

#[test]
fn customised_mappings_are_distinguished_from_the_defaults() {
    let (text, to, from) =
        (made_of_the_defaults(), connectors::find("workplace").unwrap(), connectors::find("workplace-scim1"));
    let moved = migrate(&read("old.toml", &text), to, from, None);
    let customised: Vec<String> =
        moved.journal.of(StepKind::Carried).filter(|step| !step.note.is_empty()).map(ToString::to_string).collect();
    assert_eq!(customised, ["name.formatted (customised)"]);
    let targets = |moved: &str| {
        let new = read("new.toml", moved);
        let (_, object) = new.object_mappings().next().unwrap();
        object.attribute_mappings.iter().map(|one| one.target.value.clone()).collect::<Vec<_>>()
    };
    // A mapping that was removed on purpose is not added again.
    assert_eq!(moved.journal.of(StepKind::LeftOut).map(ToString::to_string).collect::<Vec<_>>(), ["title"]);
    assert_eq!(moved.journal.of(StepKind::Added).count(), 0);
    assert!(!targets(&moved.text).iter().any(|target| target == "title"));
    // Without the old connector its defaults are unknown.
    let moved = migrate(&read("old.toml", &text), to, None, None);
    assert_eq!(
        moved.journal.of(StepKind::Added).map(ToString::to_string).collect::<Vec<_>>(),
        ["title (the connector's default)"]
    );
    assert!(targets(&moved.text).iter().any(|target| target == "title"));
}

#[test]
fn the_last_matching_attribute_is_not_left_out() {
    let text = "[[attribute]]\ntarget = 'title'\nvalue = '[jobTitle]'\n";
    let (to, from) = (connectors::find("workplace").unwrap(), connectors::find("workplace-scim1"));
    let moved = migrate(&read("old.toml", text), to, from, None);
    let new = read("new.toml", &moved.text);
    let (_, object) = new.object_mappings().next().unwrap();
    let targets: Vec<&str> = object.attribute_mappings.iter().map(|one| one.target.value.as_str()).collect();
    assert_eq!(targets, ["userName", "title"]);
}

#[test]
fn another_type_is_reported() {
    let target = "urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline";
    let text = format!("[[attribute]]\ntarget = '{target}'\ntype = 'String'\nvalue = '[employeeType]'\n");
    let moved = migrate(&read("old.toml", &text), connectors::find("workplace").unwrap(), None, None);
    assert!(moved.diagnostics.iter().any(|diagnostic| diagnostic.code() == "migrated-type"), "{:?}", moved.diagnostics);
    let changed: Vec<String> = moved.journal.of(StepKind::Changed).map(ToString::to_string).collect();
    assert_eq!(changed[0], format!("{target} (String before, Boolean now)"));
}

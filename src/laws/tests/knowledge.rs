//! Provisioning on incomplete knowledge, for any records and any state of the target: what fails, is skipped, cannot be read
//! or is not there holds back every deletion of an object without a record; no object is lost, touched twice, or changed
//! while it cannot be told from another.

use crate::dotnet::datetime::DateTime;
use crate::engine::{ObjectProgram, RunLimits, World, compile_object, moment};
use crate::functions::Host;
use crate::mapping::read;
use crate::provision::{Action, DeletionLimit, Operation, Provisioner, RecordId, Status, TargetReader};
use crate::record::{RawRecord, RecordBody, RecordLocation};
use crate::scim::Flavor;
use crate::text::Source;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

const MAPPING: &str = r#"
name = "Users"
[source]
directory = "Contoso"
[target]
directory = "Fabrikam"
[[attribute]]
target = 'userName'
value = '[name]'
match = 1
[[attribute]]
target = 'externalId'
value = '[badge]'
match = 2
[[attribute]]
target = 'title'
value = 'ToUpper([title])'
[[scope]]
name = "staff"
clauses = [{ attribute = "kind", operator = "IS NULL" }]
"#;
const ACTIVE: &str = "[[attribute]]\ntarget = 'active'\ntype = 'Boolean'\nvalue = 'Not([off])'\n";

/// The clock that a run is cancelled by: at the step of this number.
struct Clock(World, Cell<usize>);

impl Host for Clock {
    fn now(&self) -> DateTime {
        self.0.now()
    }

    fn entropy(&self, record: &str, site: u32) -> u64 {
        self.0.entropy(record, site)
    }

    fn setting(&self, name: &str) -> Option<&str> {
        self.0.setting(name)
    }

    fn reserve(&self, value: &str) -> bool {
        self.0.reserve(value)
    }

    fn is_cancelled(&self) -> bool {
        self.1.get() == 0
    }
}

fn program(active: bool) -> ObjectProgram {
    let text = if active { MAPPING.replace("[[scope]]", &format!("{ACTIVE}[[scope]]")) } else { MAPPING.to_owned() };
    let (mapping, diagnostics) = read(&Source::new("m.toml", text));
    let (program, more) = compile_object(&mapping, None, None, Flavor::Rfc7644);
    program.unwrap_or_else(|| panic!("{diagnostics:?} {more:?}"))
}

/// A line of the records: a record, or what is none.
fn line() -> impl Strategy<Value = Option<Json>> {
    let names = prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g", "h"]);
    let extras = prop::sample::select(vec![
        json!({}),
        json!({}),
        json!({}),
        json!({"title": "x"}),
        json!({"kind": "guest"}),
        json!({"off": true}),
        json!({"badge": "1"}),
        json!({"badge": "2"}),
        json!({"title": ["x", "y"]}),
        json!({"name": null}),
        json!({"name": null, "badge": "1"}),
        json!({"IsSoftDeleted": true}),
    ]);
    let record = (names, extras).prop_map(|(name, extras)| {
        let mut record = json!({"name": name});
        extras.as_object().into_iter().flatten().for_each(|(key, value)| record[key] = value.clone());
        Some(record)
    });
    prop_oneof![24 => record, 1 => Just(None)]
}

/// An object of the target, which its `id` tells from all others.
fn object() -> impl Strategy<Value = Json> {
    let names = prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]);
    let badges = prop::sample::select(vec!["", "", "1", "2", "3"]);
    (names, badges, any::<bool>()).prop_map(|(name, badge, active)| {
        let mut object =
            json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": name, "active": active});
        if !badge.is_empty() {
            object["externalId"] = json!(badge);
        }
        object
    })
}

/// A line of JSON, by its index.
fn record(text: &str, index: usize) -> RawRecord<'_> {
    RawRecord {
        location: RecordLocation { line: index as u64 + 1, entry: index as u64 + 1 },
        shape: RecordBody::Json(text),
    }
}

/// The `id` of an object in what the target has afterwards.
fn id(state: Option<&str>) -> Option<String> {
    let payload: Json = serde_json::from_str(state?).expect("a payload is JSON");
    payload["id"].as_str().map(str::to_owned)
}

/// The objects that requests of an action are about, by their paths.
fn touched(action: &Action) -> Vec<(String, &'static str)> {
    let about = action.requests.iter().filter(|request| request.method != "POST");
    about.filter_map(|it| Some((it.path.strip_prefix("/Users/")?.to_owned(), it.method))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_deleted_disabled_or_overwritten_on_incomplete_knowledge(
        lines in prop::collection::vec(line(), 0..12),
        objects in prop::collection::vec(object(), 0..16),
        (active, replace, incomplete, unread, skips) in any::<(bool, bool, bool, bool, bool)>(),
        limit in prop_oneof![Just(None), (0u64..4).prop_map(|it| Some(DeletionLimit::Count(it))), Just(Some(DeletionLimit::Percent(20)))],
        steps in prop_oneof![3 => Just(usize::MAX), 1 => 0usize..12],
    ) {
        let (program, limit) = (program(active), limit.unwrap_or_default());
        let world = World::at(moment("2026-01-15T09:30:00Z").expect("it is a point in time"));
        let world = if skips && unread { world.with_setting("SkipOutOfScopeDeletions", "True") } else { world };
        let clock = Clock(world, Cell::new(steps));
        let mut target = TargetReader::new(&program);
        let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, object) in objects.iter().enumerate() {
            let mut object = object.clone();
            object["id"] = json!(format!("t{index}"));
            prop_assert!(target.add(Ok(record(&object.to_string(), index))).is_ok());
            *by_name.entry(objects[index]["userName"].as_str().unwrap_or_default()).or_default() += 1;
        }
        let operation = if replace { Operation::Replace } else { Operation::Patch };
        let mut provisioner = Provisioner::new(&program, operation, true, &clock).with_limit(limit);
        let mut runner = program.runner(RunLimits::default());
        let (mut actions, mut is_sure) = (Vec::new(), !lines.is_empty());
        // Some runs know that they do not know all.
        let (incomplete, unread) = (incomplete && lines.len() % 3 == 0, unread && objects.len() % 3 == 0);
        if unread {
            let cut = target.add(Ok(record("{", objects.len())));
            prop_assert!(cut.is_err());
        }
        let target = target.finish();
        for (index, line) in lines.iter().enumerate() {
            clock.1.set(steps.saturating_sub(index));
            match line {
                None => provisioner.failed(),
                Some(record) => {
                    let line = index as u64 + 1;
                    let text = record.to_string();
                    let id = RecordId::of(self::record(&text, index));
                    let step = runner.with(RecordBody::Json(&text), &clock, |_, input| {
                        provisioner.step(input, &id, line, &target)
                    });
                    actions.push((index, step.unwrap_or_else(|_| panic!("{record} is a record"))));
                }
            }
            is_sure &= line.is_some();
        }
        if incomplete {
            provisioner.incomplete();
        }
        is_sure &= !incomplete && !unread;
        is_sure &= actions.iter().all(|(_, action)| !matches!(action.status, Status::Error | Status::Skipped));
        let before = actions.iter().filter(|(_, action)| action.status == Status::Deleted).count();
        let orphans: Vec<Action> = provisioner.orphans(&target).map(|orphan| orphan.action).collect();

        // Of the objects without a record, none is touched where something is open, and those that are touched go.
        prop_assert!(is_sure || orphans.iter().all(|action| action.requests.is_empty() && matches!(action.status, Status::Kept | Status::HeldBack)));
        prop_assert!(orphans.iter().all(|it| it.requests.is_empty() || it.status == Status::Deleted));
        let deleted = before + orphans.iter().filter(|action| action.status == Status::Deleted).count();
        prop_assert!(deleted as u64 <= limit.of(objects.len() as u64), "{deleted} of {}", objects.len());
        prop_assert!(!skips || clock.0.setting("SkipOutOfScopeDeletions").is_none() || deleted == 0);

        // An orphan is decided about behind all records.
        actions.extend(orphans.into_iter().map(|action| (lines.len(), action)));

        // What failed, was skipped or is held back sends nothing; what is sent is one of the words.
        for (_, action) in &actions {
            let is_quiet = matches!(
                action.status,
                Status::Error | Status::Skipped | Status::HeldBack | Status::Kept | Status::Unchanged | Status::OutOfScope
            );
            prop_assert_eq!(is_quiet, action.requests.is_empty(), "{:?}", action.status);
        }

        // Each object is touched by one action at most, and none that has a twin of its name.
        let mut seen = BTreeSet::new();
        for (index, action) in &actions {
            for id in touched(action).into_iter().map(|(id, _)| id).collect::<BTreeSet<_>>() {
                let name = id.strip_prefix('t').and_then(|it| it.parse::<usize>().ok()).map(|it| &objects[it]["userName"]);
                let is_found_by_name = name.and_then(Json::as_str).is_some_and(|name| by_name[name] > 1)
                    && lines[..*index].iter().flatten().any(|record| Some(&record["name"]) == name);
                prop_assert!(!is_found_by_name, "{} is one of several", id);
                prop_assert!(seen.insert(id.clone()), "{} is touched twice", id);
            }
        }

        // Whatever the target had is there once, or deleted once.
        let mut left: Vec<String> = actions.iter().filter_map(|(_, action)| id(action.state.as_deref())).collect();
        let gone = actions.iter().filter(|(_, action)| action.status == Status::Deleted);
        left.extend(gone.flat_map(|(_, action)| touched(action)).map(|(id, _)| id));
        left.sort();
        let mut all: Vec<String> = (0..objects.len()).map(|index| format!("t{index}")).collect();
        all.sort();
        prop_assert_eq!(left, all);
    }
}

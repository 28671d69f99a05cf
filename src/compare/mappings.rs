//! Compares two mapping files: object mappings by name, attribute mappings by target. Knows no records.

use super::{definition, expression, scope};
use crate::check::{language_of, object_name};
use crate::language::Language;
use crate::mapping::{AttributeMapping, FlowBehavior, FlowType, FlowTypes, Mapping, ObjectMapping, Rule, is_entra};
use serde::Serialize;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The object mapping; empty if it concerns the whole file.
    pub object: String,
    /// The target attribute, or the setting; empty if it concerns the whole object mapping.
    pub target: String,
    /// What differs.
    pub topic: Topic,
    /// The old value; `None` if it was added.
    pub old: Option<String>,
    /// The new value; `None` if it was removed.
    pub new: Option<String>,
    /// The difference in detail, for expressions and scopes.
    pub details: Vec<String>,
}

/// What differs in a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// A whole object mapping.
    ObjectMapping,
    /// Whether an object mapping runs.
    Enabled,
    /// The object that records are of, and its directory.
    Source,
    /// The object that payloads are of, and its directory.
    Target,
    /// Which changes of objects flow.
    Changes,
    /// Which records are in scope.
    Scope,
    /// A whole attribute mapping.
    Attribute,
    /// The type of the target attribute, and what else its directory says of it.
    Definition,
    /// How the value is computed.
    Expression,
    /// The value that replaces a missing value.
    Default,
    /// When the value flows.
    FlowType,
    /// Whether unchanged values flow.
    FlowBehavior,
    /// Whether objects are matched by it, and with which priority.
    Matching,
    /// Whether references to objects out of scope are exported.
    MissingReferences,
    /// A setting of the provisioning job.
    Setting,
}

impl Topic {
    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Topic::ObjectMapping => "object mapping",
            Topic::Enabled => "enabled",
            Topic::Source => "source",
            Topic::Target => "target",
            Topic::Changes => "changes that flow",
            Topic::Scope => "scope",
            Topic::Attribute => "attribute mapping",
            Topic::Definition => "target attribute",
            Topic::Expression => "expression",
            Topic::Default => "default",
            Topic::FlowType => "flow type",
            Topic::FlowBehavior => "flow behavior",
            Topic::Matching => "matching priority",
            Topic::MissingReferences => "missing references",
            Topic::Setting => "setting",
        }
    }
}

/// Every difference in meaning, in the order of the new file, followed by what was removed.
pub fn compare(old: &Mapping, new: &Mapping) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut before: Vec<(&Rule, &ObjectMapping)> = old.object_mappings().collect();
    for (rule, object) in new.object_mappings() {
        let mut note = Notes { object: object_name(object), changes: &mut changes };
        match partner(&before, rule, object).map(|index| before.remove(index)) {
            Some((old_rule, known)) => objects([(old, old_rule, known), (new, rule, object)], &mut note),
            None => note.whole(Topic::ObjectMapping, "", None, Some(title(object))),
        }
    }
    for (_, gone) in before {
        let mut note = Notes { object: object_name(gone), changes: &mut changes };
        note.whole(Topic::ObjectMapping, "", Some(title(gone)), None);
    }
    settings(old, new, &mut changes);
    changes
}

/// The object mapping that corresponds to another: with the same name, else between the same objects of the same
/// directories.
fn partner(before: &[(&Rule, &ObjectMapping)], rule: &Rule, object: &ObjectMapping) -> Option<usize> {
    let same_objects = |known: &ObjectMapping| {
        known.source_object.value == object.source_object.value
            && known.target_object.value == object.target_object.value
    };
    let same_name = |known: &ObjectMapping| !known.name.value.is_empty() && known.name.value == object.name.value;
    let same_systems = |known: &Rule| {
        known.source_directory.value == rule.source_directory.value
            && known.target_directory.value == rule.target_directory.value
    };
    let by = |test: &dyn Fn(&Rule, &ObjectMapping) -> bool| {
        before.iter().position(|(known_rule, known)| test(known_rule, known))
    };
    by(&|_, known| same_name(known) && same_objects(known))
        .or_else(|| by(&|_, known| same_name(known)))
        .or_else(|| by(&|known_rule, known| same_objects(known) && same_systems(known_rule)))
        .or_else(|| by(&|_, known| same_objects(known)))
}

fn title(object: &ObjectMapping) -> String {
    let count = object.attribute_mappings.len();
    format!("{} → {}, {count} attributes", object.source_object.value, object.target_object.value)
}

struct Notes<'n> {
    object: String,
    changes: &'n mut Vec<Change>,
}

impl Notes<'_> {
    fn whole(&mut self, topic: Topic, target: &str, old: Option<String>, new: Option<String>) {
        self.detailed(topic, target, old, new, Vec::new());
    }

    fn detailed(&mut self, topic: Topic, target: &str, old: Option<String>, new: Option<String>, details: Vec<String>) {
        let (object, target) = (self.object.clone(), target.to_owned());
        self.changes.push(Change { object, target, topic, old, new, details });
    }

    /// Records a change if two values differ.
    fn differing<T: PartialEq>(&mut self, topic: Topic, target: &str, old: T, new: T, shown: impl Fn(T) -> String) {
        if old != new {
            self.whole(topic, target, Some(shown(old)), Some(shown(new)));
        }
    }
}

/// What Microsoft Entra ID is called.
const ENTRA: &str = "Microsoft Entra ID";

/// An object mapping in its file.
type Place<'m> = (&'m Mapping, &'m Rule, &'m ObjectMapping);

fn objects([old, new]: [Place<'_>; 2], note: &mut Notes<'_>) {
    let sides = [old, new].map(|(_, rule, object)| {
        // Microsoft Entra ID has two names.
        let named = |directory: &str| if is_entra(directory) { ENTRA } else { directory }.to_owned();
        let side = |directory: &str, object: &str| (named(directory), object.to_owned());
        let source = side(&rule.source_directory.value, &object.source_object.value);
        (source, side(&rule.target_directory.value, &object.target_object.value))
    });
    let shown = |(directory, object): (String, String)| format!("{object} of {directory}");
    let [(old_source, old_target), (new_source, new_target)] = sides;
    note.differing(Topic::Source, "", old_source, new_source, shown);
    note.differing(Topic::Target, "", old_target, new_target, shown);
    let ((old_file, old_rule, old), (new_file, rule, new)) = (old, new);
    let languages = [language_of(old_rule), language_of(rule)];
    note.differing(Topic::Enabled, "", old.enabled, new.enabled, |flag| flag.to_string());
    note.differing(Topic::Changes, "", old.flow_types, new.flow_types, changes);
    let lines = |file: &Mapping, object: &ObjectMapping| scope::lines(object.scope.as_ref(), file.source.text());
    let (before, after) = (lines(old_file, old), lines(new_file, new));
    if before != after {
        let details = scope::differences(&before, &after);
        let shown = |lines: Vec<String>| Some(lines.join("; ")).filter(|text| !text.is_empty());
        note.detailed(Topic::Scope, "", shown(before), shown(after), details);
    }
    let definitions = [old_file.target_definition(old_rule, old), new_file.target_definition(rule, new)];
    let mut before: Vec<&AttributeMapping> = old.attribute_mappings.iter().collect();
    for attribute in &new.attribute_mappings {
        let target = &attribute.target.value;
        match before.iter().position(|known| known.target.value == *target).map(|index| before.remove(index)) {
            Some(known) => {
                // Where one file does not describe the object, that says nothing of its attributes.
                if let [Some(old), Some(new)] = definitions {
                    let [old, new] = [old, new].map(|object| definition::shown(object.attribute(target)));
                    note.differing(Topic::Definition, target, old, new, |shown| shown);
                }
                attributes(known, attribute, languages, note);
            }
            None => note.whole(Topic::Attribute, target, None, Some(expression::shown(attribute, languages[1]))),
        }
    }
    for gone in before {
        note.whole(Topic::Attribute, &gone.target.value, Some(expression::shown(gone, languages[0])), None);
    }
}

fn attributes(old: &AttributeMapping, new: &AttributeMapping, languages: [&'static Language; 2], note: &mut Notes<'_>) {
    let target = new.target.value.as_str();
    if let Some(details) = expression::differences(old, new, languages) {
        let (old, new) = (expression::shown(old, languages[0]), expression::shown(new, languages[1]));
        note.detailed(Topic::Expression, target, Some(old), Some(new), details);
    }
    let (before, after) = (text(old), text(new));
    if before != after {
        note.whole(Topic::Default, target, before, after);
    }
    let flow = |flow: FlowType| word(&FlowType::ALL, flow);
    note.differing(Topic::FlowType, target, old.flow_type, new.flow_type, flow);
    let behavior = |behavior: FlowBehavior| word(&FlowBehavior::ALL, behavior);
    note.differing(Topic::FlowBehavior, target, old.flow_behavior, new.flow_behavior, behavior);
    let priority = |priority: i64| if priority > 0 { priority.to_string() } else { "not matching".to_owned() };
    note.differing(Topic::Matching, target, old.matching_priority.max(0), new.matching_priority.max(0), priority);
    let flag = |flag: bool| if flag { "exported" } else { "not exported" }.to_owned();
    let (before, after) = (old.export_missing_references, new.export_missing_references);
    note.differing(Topic::MissingReferences, target, before, after, flag);
}

fn text(attribute: &AttributeMapping) -> Option<String> {
    attribute.default.as_ref().map(|default| default.value.clone())
}

fn word<T: PartialEq>(all: &[(T, &'static [&'static str])], value: T) -> String {
    let names = all.iter().find(|(known, _)| *known == value).map(|(_, names)| *names);
    names.and_then(|names| names.first()).map_or(String::new(), |name| (*name).to_owned())
}

fn changes(flows: FlowTypes) -> String {
    let flags = [flows.add, flows.update, flows.delete];
    let words: Vec<&str> =
        FlowTypes::WORDS.into_iter().zip(flags).filter(|(_, flows)| *flows).map(|(word, _)| word).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

fn settings(old: &Mapping, new: &Mapping, changes: &mut Vec<Change>) {
    let mut note = Notes { object: String::new(), changes };
    let value = |mapping: &Mapping, name: &str| mapping.settings.get(name).map(|value| value.value.clone());
    let added = new.settings.iter().filter(|(name, _)| old.settings.get(name).is_none());
    let mut all: Vec<&String> = old.settings.iter().chain(added).map(|(name, _)| name).collect();
    crate::text::order::sort_by(&mut all, Ord::cmp);
    for name in all {
        let (before, after) = (value(old, name), value(new, name));
        if before != after {
            note.whole(Topic::Setting, name, before, after);
        }
    }
}

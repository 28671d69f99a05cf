//! Migrating a mapping to another target system: what the move would lose is carried over to the new connector.
//!
//! The old file takes precedence over the connector's defaults: expressions, constants, defaults, flows, matching,
//! scopes, settings. Targets become the connector's own. Ids and metadata of the old application are dropped: they do
//! not apply to the new one. Everything that is left out is reported.

use super::defaults::Defaults;
use super::journal::{Journal, MigrationStep, StepKind};
use super::matching::Matching;
use super::{emit_graph, json, write};
use crate::diagnostic::{Diagnostic, registry};
use crate::mapping::connectors::Connector;
use crate::mapping::{
    AttributeDefinition, AttributeMapping, Mapping, MappingFormat, ObjectDefinition, ObjectMapping, Rule, read,
    scim_schema,
};
use std::collections::HashMap;

/// A mapping for its new target system.
#[derive(Clone, Debug)]
pub struct Migration {
    /// The new file.
    pub text: String,
    /// Whether nothing of the old file is in it: no object mapping of the old file has a match.
    pub is_all_dropped: bool,
    /// What happened to every item.
    pub journal: Journal,
    /// What is not in the new file, by its name in the old one.
    pub dropped: Vec<(String, Diagnostic)>,
    /// What is in it with a difference, with its location in the old file.
    pub diagnostics: Vec<Diagnostic>,
}

/// What has to be set in the portal: it is not part of a mapping file.
const BY_HAND: &[&str] = &[
    "admin credentials: authorize again, and test the connection",
    "notification email, and whether failures are mailed",
    "scope of the provisioning: assigned users and groups, or all",
    "provisioning status: turn it on when the mapping has been reviewed",
];

/// The tenant URLs of connectors that need a different one than before.
const TENANT_URLS: &[(&str, &str)] = &[("workplace", "https://scim.workplace.com/")];

/// Migrates a mapping to a connector, and writes it in a format, else in its own. `from` is the connector of the
/// application that the mapping was made for: with it the journal shows what was customised, and what was removed from
/// its defaults stays removed.
pub fn migrate(
    old: &Mapping,
    connector: &Connector,
    from: Option<&Connector>,
    format: Option<MappingFormat>,
) -> Migration {
    let (mut new, _) = read(&connector.source());
    let (journal, defaults) = (Journal::default(), from.map(Defaults::of));
    let mut mover = Mover { journal, dropped: Vec::new(), diagnostics: Vec::new(), defaults, kept: 0 };
    mover.objects(old, &mut new);
    for (name, value) in &old.settings {
        new.settings.insert(name.clone(), value.clone());
        mover.note(StepKind::Carried, "", Some(format!("%{name}%")), None, "setting");
    }
    let url = TENANT_URLS.iter().find(|(name, _)| *name == connector.name);
    let url = url.map(|(_, url)| format!("tenant URL: {url}"));
    for what in url.into_iter().chain(BY_HAND.iter().map(|what| (*what).to_owned())) {
        mover.note(StepKind::ByHand, "", None, None, &what);
    }
    let text = match format.unwrap_or(old.format) {
        MappingFormat::Toml => write::write(&new),
        MappingFormat::Graph => json::canonical(&[emit_graph::document(&new)]),
    };
    let had_some = old.object_mappings().any(|(_, object)| !object.attribute_mappings.is_empty());
    let is_all_dropped = had_some && mover.kept == 0;
    let Mover { journal, dropped, diagnostics, .. } = mover;
    Migration { text, is_all_dropped, journal, dropped, diagnostics }
}

struct Mover {
    journal: Journal,
    dropped: Vec<(String, Diagnostic)>,
    diagnostics: Vec<Diagnostic>,
    /// The default mappings of the old application, if known.
    defaults: Option<Defaults>,
    /// How many object mappings of the old file have a match.
    kept: usize,
}

impl Mover {
    fn note(&mut self, kind: StepKind, object: &str, from: Option<String>, to: Option<String>, note: &str) {
        self.journal.steps.push(MigrationStep { kind, object: object.to_owned(), from, to, note: note.to_owned() });
    }

    /// Notes what is not in the new file.
    fn drops(&mut self, object: &str, name: &str, reason: &str, diagnostic: Diagnostic) {
        self.note(StepKind::Dropped, object, Some(name.to_owned()), None, reason);
        self.dropped.push((name.to_owned(), diagnostic));
    }

    fn objects(&mut self, old: &Mapping, new: &mut Mapping) {
        let mut unused: Vec<(&Rule, &ObjectMapping)> = old.object_mappings().collect();
        let (mut additions, mut renames) = (Vec::new(), Vec::new());
        let directories = &new.directories;
        for rule in &mut new.rules {
            let (mut source_directory, target_directory) = (None, rule.target_directory.value.clone());
            for object in &mut rule.object_mappings {
                let name = object.target_object.value.clone();
                let same = |(_, one): &(&Rule, &ObjectMapping)| {
                    object_of(&one.target_object.value).eq_ignore_ascii_case(object_of(&name))
                };
                let Some(at) = unused.iter().position(same) else {
                    self.note(StepKind::Added, &name, None, Some(name.clone()), "object mapping of the connector");
                    continue;
                };
                let (old_rule, old_object) = unused.remove(at);
                self.kept += 1;
                let definition = directories.iter().find(|directory| directory.name.value == target_directory);
                let definition = definition.and_then(|directory| directory.object(&name));
                let targets = definition.map_or(&[][..], |definition| &definition.attributes);
                let before = old.target_definition(old_rule, old_object);
                object.attribute_mappings = self.attributes(old_object, object, Targets { before, now: targets });
                self.whole(old_object, object);
                let known = old.source_definition(old_rule, old_object);
                additions.extend(known.map(|known| (object.source_object.value.clone(), known.attributes.clone())));
                // A name that the old file does not state has no location in it.
                let stated = Some(&old_rule.source_directory).filter(|name| !name.span().is_empty());
                source_directory = source_directory.or(stated.filter(|name| !name.value.is_empty()));
            }
            // The source stays the same tenant, under its name in the old file.
            if let Some(name) = source_directory {
                renames.push((std::mem::replace(&mut rule.source_directory, name.clone()).value, name.clone()));
            }
        }
        for (_, object) in unused {
            let name = object.target_object.value.clone();
            let diagnostic = registry::unmigrated_object(object.span, &name);
            self.drops(&name, &name, "the connector has no such object", diagnostic);
        }
        for (before, name) in renames {
            if let Some(directory) = new.directories.iter_mut().find(|directory| directory.name.value == before) {
                directory.name = name;
            }
        }
        add_sources(new, additions);
    }

    /// Notes the properties of an object mapping itself.
    fn whole(&mut self, old: &ObjectMapping, new: &mut ObjectMapping) {
        let name = new.target_object.value.clone();
        if let Some(scope) = &old.scope {
            let clauses =
                |groups: &[crate::mapping::Group]| groups.iter().map(|group| group.clauses.len()).sum::<usize>();
            let count = clauses(&scope.groups) + clauses(&scope.input_groups);
            if count > 0 {
                let plural = if count == 1 { "clause" } else { "clauses" };
                self.note(StepKind::Carried, &name, Some("scope".to_owned()), None, &format!("{count} {plural}"));
            }
            new.scope = Some(scope.clone());
            if let Some(location) = scope.category_groups {
                let diagnostic = registry::unmigrated_category_groups(location);
                let reason = diagnostic.message.clone();
                self.drops(&name, "categoryFilterGroups", &reason, diagnostic);
            }
        }
        if !old.name.value.is_empty() && old.name.value != new.name.value {
            let (from, to) = (old.name.value.clone(), new.name.value.clone());
            self.note(StepKind::Changed, &name, Some(from), Some(to), "name of the object mapping");
        }
        if old.flow_types != new.flow_types {
            self.note(StepKind::Carried, &name, Some("changes".to_owned()), None, "which changes flow");
        }
        if !old.enabled {
            self.note(StepKind::Carried, &name, Some("enabled".to_owned()), None, "the object mapping is disabled");
        }
        if old.source_object.value != new.source_object.value {
            let (from, to) = (old.source_object.value.clone(), new.source_object.value.clone());
            self.note(StepKind::Changed, &name, Some(from), Some(to), "source object");
        }
        (new.flow_types, new.enabled) = (old.flow_types, old.enabled);
    }

    fn attributes(&mut self, old: &ObjectMapping, new: &ObjectMapping, targets: Targets<'_>) -> Vec<AttributeMapping> {
        let object = new.target_object.value.as_str();
        let mut locations: HashMap<Matching, Vec<&str>> = HashMap::new();
        for target in targets.now {
            locations.entry(Matching::of(&target.name.value)).or_default().push(&target.name.value);
        }
        let winners = winners(old, &locations);
        let mut moved: HashMap<&str, AttributeMapping> = HashMap::new();
        for (number, one) in old.attribute_mappings.iter().enumerate() {
            let from = one.target.value.as_str();
            let reason = match (location_of(from, &locations), locations.get(&Matching::of(from)).map(Vec::as_slice)) {
                (Some(to), _) if winners.get(to) == Some(&number) => {
                    let carried = self.carried((old, one), to, object, targets);
                    moved.insert(to, carried);
                    continue;
                }
                (Some(to), _) => format!("another mapping is already carried over to `{to}`"),
                (None, Some(several)) => format!("the connector has more than one: `{}`", several.join("`, `")),
                (None, None) => "the connector has no such attribute".to_owned(),
            };
            self.drops(object, from, &reason, registry::unmigrated_mapping(one.target.span(), from, &reason));
        }
        let matches = moved.values().any(|one| one.matching_priority > 0);
        let mut attributes = Vec::new();
        for default in &new.attribute_mappings {
            let name = default.target.value.as_str();
            if let Some(mut carried) = moved.remove(name) {
                // Without any matching, accounts would be created again.
                if !matches && default.matching_priority > 0 {
                    carried.matching_priority = default.matching_priority;
                    let to = Some(name.to_owned());
                    self.note(
                        StepKind::Changed,
                        object,
                        None,
                        to,
                        "matched as in the connector: no matching attribute is left of the old mapping",
                    );
                }
                attributes.push(carried);
                continue;
            }
            let is_needed = !matches && default.matching_priority > 0;
            if !is_needed && self.defaults.as_ref().is_some_and(|defaults| defaults.was_removed(old, name)) {
                self.note(StepKind::LeftOut, object, Some(name.to_owned()), None, "");
                continue;
            }
            let mut added = default.clone();
            let mut note = "the connector's default";
            if matches && added.matching_priority > 0 {
                added.matching_priority = 0;
                note = "the connector's default, without its matching: the old matching is kept";
            }
            self.note(StepKind::Added, object, None, Some(name.to_owned()), note);
            attributes.push(added);
        }
        // Targets that the connector declares but does not fill.
        let mut rest: Vec<AttributeMapping> = moved.into_values().collect();
        rest.sort_by_key(|one| one.span.start);
        attributes.extend(rest);
        attributes
    }

    /// An old mapping under its new name.
    fn carried(
        &mut self,
        (old, one): (&ObjectMapping, &AttributeMapping),
        to: &str,
        object: &str,
        targets: Targets<'_>,
    ) -> AttributeMapping {
        let from = one.target.value.clone();
        let mut carried = one.clone();
        carried.target.value = to.to_owned();
        let target = targets.now.iter().find(|target| target.name.value == to);
        let before = targets.before.and_then(|before| before.attribute(&from));
        if one.matching_priority > 0 && target.is_some_and(|target| target.filterable == Some(false)) {
            carried.matching_priority = 0;
            let diagnostic = registry::unmigrated_matching(one.target.span(), to);
            self.note(StepKind::Changed, object, Some(from.clone()), Some(to.to_owned()), &diagnostic.message);
            self.diagnostics.push(diagnostic);
        } else if let (Some(before), Some(now)) = (before.filter(|it| !it.type_text.is_empty()), target)
            && before.kind != now.kind
        {
            let diagnostic = registry::migrated_type(one.target.span(), to, now.kind.name(), before.kind.name());
            let note = format!("{} before, {} now", before.kind.name(), now.kind.name());
            self.note(StepKind::Changed, object, Some(from), Some(to.to_owned()), &note);
            self.diagnostics.push(diagnostic);
        } else {
            let renamed = (from != to).then_some("renamed");
            let origin = self.defaults.as_ref().and_then(|defaults| defaults.origin(old, one).note());
            let note: Vec<&str> = renamed.into_iter().chain(origin).collect();
            self.note(StepKind::Carried, object, Some(from), Some(to.to_owned()), &note.join(", "));
        }
        carried
    }
}

/// What an object is called, also if a SCIM schema names it.
fn object_of(name: &str) -> &str {
    scim_schema(name).and_then(|schema| schema.split_once(':')).map_or(name, |(_, object)| object)
}

/// The known target attributes of an object, in the old file and in the new one.
#[derive(Clone, Copy)]
struct Targets<'t> {
    before: Option<&'t ObjectDefinition>,
    now: &'t [AttributeDefinition],
}

/// The new name of an old target, if there is exactly one.
fn location_of<'t>(from: &str, locations: &HashMap<Matching, Vec<&'t str>>) -> Option<&'t str> {
    let named = locations.get(&Matching::of(from))?;
    let exact = named.iter().find(|name| **name == from);
    exact.or(if let [only] = named.as_slice() { Some(only) } else { None }).copied()
}

/// Which old mapping becomes which target: a mapping that already has the new name wins over one that is renamed to it.
fn winners<'t>(old: &ObjectMapping, locations: &HashMap<Matching, Vec<&'t str>>) -> HashMap<&'t str, usize> {
    let mut winners = HashMap::new();
    for exact in [true, false] {
        for (number, one) in old.attribute_mappings.iter().enumerate() {
            let from = one.target.value.as_str();
            if let Some(to) = location_of(from, locations).filter(|to| (*to == from) == exact) {
                winners.entry(to).or_insert(number);
            }
        }
    }
    winners
}

/// Adds the attributes of the old source objects to those of the connector.
fn add_sources(new: &mut Mapping, additions: Vec<(String, Vec<AttributeDefinition>)>) {
    for (object, attributes) in additions {
        let sources: Vec<String> = new.rules.iter().map(|rule| rule.source_directory.value.clone()).collect();
        let known = new
            .directories
            .iter_mut()
            .filter(|directory| sources.contains(&directory.name.value))
            .flat_map(|directory| &mut directory.objects)
            .find(|known| known.name.value == object);
        let Some(known) = known else { continue };
        let names: std::collections::HashSet<String> =
            known.attributes.iter().map(|attribute| attribute.name.value.clone()).collect();
        known.attributes.extend(attributes.into_iter().filter(|attribute| !names.contains(&attribute.name.value)));
    }
}

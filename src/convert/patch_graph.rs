//! Builds the JSON document from an outline and the current content of the TOML file.
//!
//! Items are identified by their names: items that the TOML file adds are added, items that it no longer has are
//! removed, and the order is the TOML file's. An outline that was edited by hand and is invalid is rejected, never used
//! in part.

use super::emit_graph;
use super::fields::{self, Field, SETTINGS};
use super::json::{Json, is_key, literal};
use super::pattern;
use super::shape::{Objects, Side};
use crate::diagnostic::{Diagnostic, registry};
use crate::mapping::{Mapping, ObjectMapping, Rule};
use crate::text::Span;
use std::collections::{HashMap, VecDeque};

/// An invalid outline.
#[derive(Debug)]
struct InvalidOutline;

type Restored = Result<Option<Json>, InvalidOutline>;

struct Restorer<'m> {
    all: Objects<'m>,
    patterns: &'m [Json],
    /// The outline's object mappings in the TOML file.
    known: HashMap<usize, usize>,
    /// New object mappings, by the one of the outline that they follow.
    extra: HashMap<usize, Vec<usize>>,
    settings: Json,
    settings_written: bool,
}

/// The settings in the form of the annotation.
pub fn settings(mapping: &Mapping) -> Json {
    let members = mapping.settings.iter().map(|(name, value)| (literal(name), Json::text(&value.value)));
    Json::Object(members.collect())
}

/// The documents of the outlines, or why there are none. `location` is where the outlines are.
pub fn restore(
    mapping: &Mapping,
    outlines: &[Json],
    patterns: &[Json],
    location: Span,
) -> Result<Vec<Json>, Box<Diagnostic>> {
    let mut labels = Vec::new();
    if outlines.iter().try_for_each(|outline| labels_of(outline, &mut labels)).is_err() {
        return Err(Box::new(registry::invalid_graph_table(location)));
    }
    let all = Objects::of(mapping);
    let known = matched(&labels, &all);
    let mut extra: HashMap<usize, Vec<usize>> = HashMap::new();
    for number in (0..all.len()).filter(|number| !known.values().any(|known| known == number)) {
        let Some((rule, object)) = all.get(number) else { continue };
        // A file without object mappings still has the one at its top level, which is then empty.
        if labels.is_empty() && object.attribute_mappings.is_empty() && object.scope.is_none() {
            continue;
        }
        let same = |other: &usize| {
            all.get(*other).is_some_and(|(other, _)| {
                Side::ALL.iter().all(|side| side.directory(other).value == side.directory(rule).value)
            })
        };
        let home = labels.iter().rev().find(|(outlined, _)| known.get(outlined).is_some_and(&same));
        let Some((home, _)) = home else {
            return Err(Box::new(registry::object_mapping_without_rule(object.span, &object.name.value)));
        };
        extra.entry(*home).or_default().push(number);
    }
    let settings = settings(mapping);
    let mut restorer = Restorer { all, patterns, known, extra, settings, settings_written: false };
    let mut roots = Vec::new();
    for outline in outlines {
        match restorer.value(outline, None) {
            Ok(root) => roots.push(root.unwrap_or_else(Json::null)),
            Err(InvalidOutline) => return Err(Box::new(registry::invalid_graph_table(location))),
        }
    }
    if let Some(Json::Object(members)) = roots.first_mut()
        && !mapping.settings.is_empty()
        && !restorer.settings_written
        && !members.iter().any(|(key, _)| is_key(key, SETTINGS))
    {
        members.push((literal(SETTINGS), restorer.settings));
    }
    Ok(roots)
}

/// The object mappings of an outline, with their labels, in order.
fn labels_of(outline: &Json, labels: &mut Vec<(usize, Json)>) -> Result<(), InvalidOutline> {
    if let [(key, value)] = outline.members() {
        if ["$object", "$loose", "$single"].iter().any(|mark| is_key(key, mark)) {
            let [number, label, _] = value.items() else { return Err(InvalidOutline) };
            labels.push((number.as_index().ok_or(InvalidOutline)?, label.clone()));
        }
        if is_key(key, "$is") {
            return value.members().iter().try_for_each(|(_, value)| labels_of(value, labels));
        }
    }
    let mut inside = outline.items().iter().chain(outline.members().iter().map(|(_, value)| value));
    inside.try_for_each(|inside| labels_of(inside, labels))
}

/// Which object mapping of the TOML file is which of the outline: by order if none was added or removed, else by name.
fn matched(labels: &[(usize, Json)], all: &Objects<'_>) -> HashMap<usize, usize> {
    if labels.len() == all.len() {
        return labels.iter().enumerate().map(|(at, (number, _))| (*number, at)).collect();
    }
    let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (number, (_, object)) in all.iter().enumerate() {
        free.entry(Objects::label(object).compact()).or_default().push_back(number);
    }
    let mut known = HashMap::new();
    for (number, label) in labels {
        if let Some(found) = free.get_mut(&label.compact()).and_then(VecDeque::pop_front) {
            known.insert(*number, found);
        }
    }
    known
}

impl<'m> Restorer<'m> {
    fn find(&self, number: &Json) -> Option<(&'m Rule, &'m ObjectMapping)> {
        self.all.get(*self.known.get(&number.as_index()?)?)
    }

    /// The value of a part of the outline; nothing if it is an object mapping that was removed.
    fn value(&mut self, part: &Json, around: Option<&'m ObjectMapping>) -> Restored {
        match part {
            Json::Leaf(_) => Ok(Some(part.clone())),
            Json::List(items) => {
                let mut restored = Vec::new();
                for item in items {
                    restored.extend(self.value(item, around)?);
                    let number = item.get("$object").and_then(|object| object.items().first()?.as_index());
                    for extra in number.and_then(|number| self.extra.remove(&number)).into_iter().flatten() {
                        restored.extend(self.all.get(extra).map(|(_, object)| emit_graph::object_mapping(object)));
                    }
                }
                Ok(Some(Json::List(restored)))
            }
            Json::Object(members) => {
                if let [(key, value)] = members.as_slice()
                    && key.starts_with("\"$")
                {
                    return self.marked(key.trim_matches('"'), value, around);
                }
                let mut restored = Vec::new();
                for (key, value) in members {
                    restored.extend(self.value(value, around)?.map(|value| (key.clone(), value)));
                }
                Ok(Some(Json::Object(restored)))
            }
        }
    }

    fn marked(&mut self, mark: &str, value: &Json, around: Option<&'m ObjectMapping>) -> Restored {
        match (mark, value.items()) {
            ("$is", _) => {
                let mut restored = Vec::new();
                for (key, value) in value.members() {
                    restored.extend(self.value(value, around)?.map(|value| (key.clone(), value)));
                }
                Ok(Some(Json::Object(restored)))
            }
            ("$object", [number, _, Json::List(items)]) => {
                let Some((_, object)) = self.find(number) else { return Ok(None) };
                let fields = fields::object_mapping(object, emit_graph::attribute_mappings(object));
                let inner = |key: &str| if key == "scope" { fields::scope(object.scope.as_ref()) } else { Vec::new() };
                let mut literal =
                    |kept: &Json| self.value(kept, Some(object)).ok().map(|value| value.unwrap_or_else(Json::null));
                pattern::fill(items, &fields, &mut literal, &inner).map(Some).ok_or(InvalidOutline)
            }
            ("$mappings", _) => self.mappings(value, around.ok_or(InvalidOutline)?),
            ("$loose", [number, _, list]) => match self.find(number) {
                Some((_, object)) => self.mappings(list, object),
                None => Ok(Some(Json::List(Vec::new()))),
            },
            ("$single", [number, _, list]) => match self.find(number) {
                Some((_, object)) => Ok(self.mappings(list, object)?.map(|list| match list {
                    Json::List(mut items) if items.len() == 1 => items.remove(0),
                    several => several,
                })),
                None => Ok(Some(Json::List(Vec::new()))),
            },
            ("$definition", [number, side, list, Json::List(style)]) => self.definition(number, side, list, style),
            ("$name", [number, part, kept, meaning]) => {
                let (part, meaning) = (part.as_text().ok_or(InvalidOutline)?, meaning.as_text().ok_or(InvalidOutline)?);
                let sides = Side::ALL.iter().find_map(|side| {
                    let (rule, object) = self.find(number)?;
                    let named =
                        [(side.directory_word(), side.directory(rule)), (side.object_word(), side.object(object))];
                    named.into_iter().find(|(word, _)| *word == part).map(|(_, name)| name.value.clone())
                });
                Ok(Some(match sides.filter(|name| *name != meaning) {
                    Some(changed) => Json::text(&changed),
                    None => kept.clone(),
                }))
            }
            ("$settings", [kept, meaning]) => {
                self.settings_written = true;
                Ok(Some(if self.settings == *meaning { kept.clone() } else { self.settings.clone() }))
            }
            _ => Err(InvalidOutline),
        }
    }

    fn mappings(&mut self, list: &Json, object: &'m ObjectMapping) -> Restored {
        let named = object.attribute_mappings.iter().map(|attribute| {
            let name = attribute.target.value.clone();
            (name, fields::attribute_mapping(attribute), emit_graph::attribute_mapping(attribute))
        });
        let named = named.collect();
        self.list(list, named)
    }

    fn definition(&mut self, number: &Json, side: &Json, list: &Json, style: &[Json]) -> Restored {
        let side = side.as_text().and_then(|word| Side::ALL.into_iter().find(|side| side.word() == word));
        let side = side.ok_or(InvalidOutline)?;
        let Some((rule, object)) = self.find(number) else { return Ok(None) };
        let Some(definition) = self.all.listed(rule, object, side) else { return Ok(None) };
        let named = definition.attributes.iter().map(|attribute| {
            let name = attribute.name.value.clone();
            (name, fields::attribute_definition(attribute), emit_graph::attribute_definition(attribute))
        });
        let attributes = self.list(list, named.collect())?.ok_or(InvalidOutline)?;
        let fields = fields::object_definition(definition, side);
        let mut literal = |kept: &Json| {
            if kept.get("$attributes").is_some() {
                return Some(attributes.clone());
            }
            self.value(kept, None).ok().map(|value| value.unwrap_or_else(Json::null))
        };
        pattern::fill(style, &fields, &mut literal, &|_| Vec::new()).map(Some).ok_or(InvalidOutline)
    }

    /// A list of named items: each with its previous pattern, a new one with the most common pattern that has no
    /// literals of its own.
    fn list(&mut self, list: &Json, named: Vec<(String, Vec<Field>, Json)>) -> Restored {
        let patterns = self.patterns;
        let plain = |number: usize| patterns.get(number).filter(|pattern| pattern::is_plain(pattern)).map(|_| number);
        let mut free: HashMap<String, VecDeque<(usize, Vec<&Json>)>> = HashMap::new();
        let (mut before, mut common): (Vec<&Json>, HashMap<usize, usize>) = (Vec::new(), HashMap::new());
        let mut last: Option<(String, usize)> = None;
        for item in list.items() {
            match item.items() {
                [kept] => match &last {
                    None => before.push(kept),
                    Some((name, at)) => {
                        let queue = free.get_mut(name).and_then(|queue| queue.get_mut(*at));
                        queue.ok_or(InvalidOutline)?.1.push(kept);
                    }
                },
                [name, number] => {
                    let (name, number) =
                        (name.as_text().ok_or(InvalidOutline)?, number.as_index().ok_or(InvalidOutline)?);
                    let queue = free.entry(name.clone()).or_default();
                    queue.push_back((number, Vec::new()));
                    last = Some((name, queue.len() - 1));
                    *common.entry(number).or_default() += usize::from(plain(number).is_some());
                }
                _ => return Err(InvalidOutline),
            }
        }
        let every = list.as_index();
        let common = common
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .max_by_key(|(number, count)| (*count, usize::MAX - number));
        let usual = every.and_then(plain).or(common.map(|(number, _)| number));
        let mut restored = Vec::new();
        for kept in before {
            restored.extend(self.value(kept, None)?);
        }
        for (name, fields, fresh) in named {
            let known = free.get_mut(&name).and_then(VecDeque::pop_front);
            let (number, behind) = match known {
                Some((number, behind)) => (Some(number), behind),
                None => (usual, Vec::new()),
            };
            restored.push(match number {
                Some(number) => {
                    let pattern = patterns.get(number).ok_or(InvalidOutline)?;
                    let mut literal =
                        |kept: &Json| self.value(kept, None).ok().map(|value| value.unwrap_or_else(Json::null));
                    pattern::fill(pattern.items(), &fields, &mut literal, &|_| Vec::new()).ok_or(InvalidOutline)?
                }
                None => fresh,
            });
            for kept in behind {
                restored.extend(self.value(kept, None)?);
            }
        }
        // Content that followed a removed item does not belong to that item.
        for item in list.items() {
            let Some(queue) = item.items().first().and_then(Json::as_text).and_then(|name| free.get_mut(&name)) else {
                continue;
            };
            for (_, behind) in queue.drain(..) {
                for kept in behind {
                    restored.extend(self.value(kept, None)?);
                }
            }
        }
        Ok(Some(Json::List(restored)))
    }
}

//! The changes of an object: the desired values of each target compared with the earlier payload. Knows nothing of how
//! they are sent.

use super::super::group::member;
use super::super::template::{Target, Template};
use super::desired::DesiredValue;
use super::payload::{all_elements, elements_with, extend, has_element, is_described, list_schema, put, take};
use super::payload::{value_at, values_at};
use super::same::{Same, referred};
use super::shape::{Shape, shape};
use crate::diagnostic::EvalError;
use crate::mapping::{Allow, FlowRule};
use crate::value::{TargetType, Value};
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};

/// A change of one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The index of the target.
    pub target: usize,
    /// The change.
    pub action: Action,
}

/// The change of a target.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// It gets a value and had none.
    Add(Json),
    /// It gets another value.
    Replace(Json),
    /// It loses its value.
    Remove,
    /// It gets these values in addition to the existing ones.
    AddValues(Vec<Json>),
    /// It loses these values.
    RemoveValues(Vec<Json>),
    /// It gets these values instead of all existing ones.
    ReplaceValues(Vec<Json>),
}

/// All changes of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The changes, in the order of the targets.
    pub changes: Vec<Change>,
    /// The payload of the object after the changes.
    pub state: Json,
    /// Elements of arrays that did not exist, for each attribute with the targets that they are built from.
    pub(super) elements: Vec<(Vec<usize>, Vec<Json>)>,
}

impl Template {
    /// Compares the desired values of a record with the previous payload of the object. Rules and desired values are in
    /// the order of the targets; missing ones have the default.
    ///
    /// # Errors
    ///
    /// The values that do not fit their targets, each with the index of its target, as returned by
    /// [`write`](Template::write).
    pub fn difference(
        &self,
        rules: &[FlowRule],
        wanted: &[DesiredValue<'_>],
        previous: &Json,
    ) -> Result<Difference, Vec<(usize, EvalError)>> {
        let (mut changes, mut errors) = (Vec::new(), Vec::new());
        for (number, target) in self.targets.iter().enumerate() {
            let rule = rules.get(number).copied().unwrap_or_default();
            let wish = wanted.get(number).copied().unwrap_or_default();
            match self.wanted(target, wish.value) {
                Ok(values) => {
                    let actions = match shape(target) {
                        Shape::One => one(target, rule, wish, values, previous).into_iter().collect(),
                        _ => self.several(target, rule, wish, values, previous),
                    };
                    changes.extend(actions.into_iter().map(|action| Change { target: number, action }));
                }
                Err(mismatch) => errors.push((number, self.error(number, wish.value, mismatch))),
            }
        }
        if errors.is_empty() { Ok(self.applied(changes, wanted, previous)) } else { Err(errors) }
    }

    /// Applies the changes to the payload.
    fn applied(&self, mut changes: Vec<Change>, wanted: &[DesiredValue<'_>], previous: &Json) -> Difference {
        let is_missing = |change: &Change| {
            matches!(change.action, Action::Add(_))
                && self.targets.get(change.target).is_some_and(|target| !has_element(previous, &target.path))
        };
        let missing: Vec<usize> = changes.iter().filter(|it| is_missing(it)).map(|change| change.target).collect();
        let elements = self.new_elements(&missing, wanted);
        let made: HashSet<usize> = elements.iter().flat_map(|(targets, _)| targets.iter().copied()).collect();
        changes.retain(|change| made.contains(&change.target) || !missing.contains(&change.target));

        let mut state = previous.clone();
        for change in changes.iter().filter(|change| !made.contains(&change.target)) {
            let Some(target) = self.targets.get(change.target) else { continue };
            match &change.action {
                Action::Add(value) | Action::Replace(value) => {
                    put(&mut state, &target.path, self.standing(target, value.clone()));
                }
                Action::Remove => take(&mut state, &target.path),
                Action::AddValues(values) => extend(&mut state, &target.path, values.iter().cloned()),
                Action::RemoveValues(gone) => {
                    // By their texts: there may be as many of them as a group has members.
                    let gone: HashSet<String> = gone.iter().map(Json::to_string).collect();
                    retain(&mut state, target, |value| !gone.contains(&value.to_string()));
                }
                Action::ReplaceValues(values) => {
                    retain(&mut state, target, |_| false);
                    extend(&mut state, &target.path, values.iter().cloned());
                }
            }
        }
        for (targets, elements) in &elements {
            if let Some(target) = targets.first().and_then(|first| self.targets.get(*first)) {
                extend(&mut state, &target.path, elements.iter().cloned());
            }
        }
        if self.envelope.always_listed().is_none() {
            let schemas = self.targets.iter().filter_map(|target| target.path.schema());
            schemas.filter(|schema| !self.envelope.is_core(schema)).for_each(|it| list_schema(&mut state, it));
        }
        Difference { changes, state, elements }
    }

    /// The new elements of targets that are not in the payload yet, as in a create request.
    fn new_elements(&self, missing: &[usize], wanted: &[DesiredValue<'_>]) -> Vec<(Vec<usize>, Vec<Json>)> {
        if missing.is_empty() {
            return Vec::new();
        }
        let mut values = vec![Value::Absent; self.targets.len()];
        for number in missing {
            if let (Some(location), Some(wish)) = (values.get_mut(*number), wanted.get(*number)) {
                *location = wish.value;
            }
        }
        let mut fragment = Vec::new();
        self.write(&values, &mut fragment, &mut Vec::new());
        let fragment: Json = crate::text::from_json(&fragment).unwrap_or_default();
        let mut made: Vec<(Vec<usize>, Vec<Json>)> = Vec::new();
        for number in missing {
            let Some(path) = self.targets.get(*number).map(|target| &target.path) else { continue };
            let elements = all_elements(&fragment, path);
            if !elements.iter().any(|element| is_described(element, path.filter())) {
                continue;
            }
            let of_same = made.iter_mut().find(|(targets, _)| {
                let first = targets.first().and_then(|first| self.targets.get(*first));
                first.is_some_and(|first| {
                    first.path.attribute().eq_ignore_ascii_case(path.attribute())
                        && all_elements(&fragment, &first.path) == elements
                })
            });
            match of_same {
                Some((targets, _)) => targets.push(*number),
                None => made.push((vec![*number], elements.to_vec())),
            }
        }
        made
    }

    fn several(
        &self,
        target: &Target,
        rule: FlowRule,
        wish: DesiredValue<'_>,
        values: Vec<Json>,
        previous: &Json,
    ) -> Vec<Action> {
        if values.is_empty() && !wish.emptied || rule.allow == Allow::Nothing {
            return Vec::new();
        }
        let refers = target.kind == TargetType::Reference || target.is_members();
        let same = Same { exact: rule.exact || refers };
        let name = if shape(target) == Shape::Elements { member(&target.path).unwrap_or("value") } else { "value" };
        let mut current: Vec<&Json> = match shape(target) {
            Shape::Elements => elements_with(previous, &target.path),
            _ => values_at(previous, &target.path).iter().collect(),
        };
        let mut seen = HashSet::new();
        if refers {
            // An object that is listed twice in the target is referred to once.
            current.retain(|value| referred(value).is_none_or(|id| seen.insert(id)));
        }
        let Sides { added, removed } = Sides::of(same, name, &current, &values);
        let unchanged = added.is_empty() && removed.is_empty();
        match rule.allow {
            Allow::WhenEmpty if !current.is_empty() => Vec::new(),
            _ if unchanged && !rule.always => Vec::new(),
            _ if unchanged && values.is_empty() => Vec::new(),
            Allow::Anything if rule.whole => vec![Action::ReplaceValues(values)],
            Allow::Anything if !rule.grows && unchanged => vec![Action::ReplaceValues(values)],
            Allow::Anything if !rule.grows && !removed.is_empty() => {
                let is_apart =
                    |value: &Json| (value.is_object() || self.removes_plain()) && !same.key(value, name).is_empty();
                let gone: HashSet<String> = removed.iter().map(|value| same.key(value, name)).collect();
                let stays = |value: &&Json| gone.contains(&same.key(value, name)) && !added.contains(*value);
                if removed.iter().all(is_apart) && !values.iter().any(|value| stays(&value)) {
                    let added = Some(added).filter(|added| !added.is_empty()).map(Action::AddValues);
                    std::iter::once(Action::RemoveValues(removed)).chain(added).collect()
                } else {
                    vec![Action::ReplaceValues(values)]
                }
            }
            _ if added.is_empty() && rule.always => vec![Action::AddValues(values)],
            _ if added.is_empty() => Vec::new(),
            _ => vec![Action::AddValues(added)],
        }
    }
}

/// The change of a single-valued target.
fn one(target: &Target, rule: FlowRule, wish: DesiredValue<'_>, values: Vec<Json>, previous: &Json) -> Option<Action> {
    let current = value_at(previous, &target.path);
    let wanted = values.into_iter().next();
    let is_same = |current: &Json, wanted: &Json| match target.kind {
        TargetType::Reference => referred(current) == referred(wanted),
        _ => Same { exact: rule.exact }.holds(current, wanted),
    };
    let clears = rule.clears && wish.value != Value::Skip;
    match (rule.allow, current, wanted) {
        (Allow::Nothing, ..) => None,
        (_, None, wanted) => wanted.map(Action::Add),
        (Allow::Anything, Some(_), None) => clears.then_some(Action::Remove),
        (Allow::NewValues | Allow::WhenEmpty, ..) | (_, _, None) => None,
        (_, Some(current), Some(wanted)) if is_same(current, &wanted) && !rule.always => None,
        (Allow::Additions, _, Some(wanted)) => Some(Action::Add(wanted)),
        (Allow::Anything, _, Some(wanted)) => Some(Action::Replace(wanted)),
    }
}

/// The values of each of two sets that are not in the other.
struct Sides {
    added: Vec<Json>,
    removed: Vec<Json>,
}

impl Sides {
    fn of(same: Same, name: &str, current: &[&Json], wanted: &[Json]) -> Self {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, value) in current.iter().enumerate() {
            by_key.entry(same.key(value, name)).or_default().push(index);
        }
        let mut kept = HashSet::new();
        let mut added: Vec<Json> = Vec::new();
        let mut added_keys: HashMap<String, Vec<usize>> = HashMap::new();
        for value in wanted {
            let key = same.key(value, name);
            let candidates = by_key.get(&key).into_iter().flatten();
            let mut holding = candidates.filter(|index| current.get(**index).is_some_and(|it| same.holds(it, value)));
            if let Some(index) = holding.next() {
                kept.insert(*index);
                continue;
            }
            let known = added_keys.entry(key).or_default();
            if !known.iter().any(|index| added.get(*index).is_some_and(|it| same.holds(it, value))) {
                known.push(added.len());
                added.push(value.clone());
            }
        }
        let removed = current.iter().enumerate().filter(|(index, _)| !kept.contains(index));
        Self { added, removed: removed.map(|(_, value)| (*value).clone()).collect() }
    }
}

/// Keeps only the values of a target for which `stays` is true.
fn retain(state: &mut Json, target: &Target, stays: impl Fn(&Json) -> bool) {
    let path = &target.path;
    let name = member(path).filter(|_| shape(target) == Shape::Elements);
    let goes = |value: &Json| {
        let is_meant = name.is_none_or(|name| {
            is_described(value, path.filter())
                && value.as_object().is_some_and(|it| super::payload::get(it, name).is_some())
        });
        is_meant && !stays(value)
    };
    super::payload::drop_values(state, path, goes);
}

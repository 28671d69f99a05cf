//! Which object of the target a record belongs to: the values of the matching attributes, in the order of their
//! priority. Looks nothing up.

use super::super::attributes::RecordInput;
use super::ObjectProgram;
use crate::dotnet::casing::lower_invariant;
use crate::mapping::ObjectMapping;
use crate::record::Slots;
use crate::scim::{Template, key_text, values_at};
use serde_json::Value as Json;

/// The matching attributes, the lowest priority above 0 first.
pub(super) fn order(object: &ObjectMapping) -> Vec<usize> {
    let with_priority = object.attribute_mappings.iter().enumerate();
    let mut matching: Vec<(i64, usize)> = with_priority
        .filter(|(_, attribute)| attribute.matching_priority > 0)
        .map(|(index, attribute)| (attribute.matching_priority, index))
        .collect();
    crate::text::order::sort_by(&mut matching, Ord::cmp);
    matching.into_iter().map(|(_, index)| index).collect()
}

/// What a line of the target's state is scanned for: its own id, the parts of an envelope, and the matching attributes; one
/// that is no plain attribute of a payload has a name that nothing has.
pub(super) fn scanned(matching: &[usize], template: &Template) -> Slots {
    let plain = matching.iter().map(|number| template.plain_name(*number).unwrap_or("\0"));
    Slots::new(["id", "status", "payload"].into_iter().chain(plain))
}

impl ObjectProgram {
    /// The slots of a line of the target's state: `id`, `status`, `payload`, then the [matching](Self::matching) attributes.
    pub(crate) fn scanned(&self) -> &Slots {
        &self.scanned
    }

    /// The attribute mappings that find a record's object, the first to try first.
    pub fn matching(&self) -> &[usize] {
        &self.matching
    }

    /// The value that each matching attribute of a record has, in the order of [`matching`](Self::matching); nothing
    /// where it has none.
    pub fn match_values<'r>(&'r self, input: &RecordInput<'r>) -> Vec<Option<String>> {
        let RecordInput { session, values, text, arena, host } = self.attributes.complete(input);
        let scope = arena.alloc(session.scope(arena, host, text));
        let value = |index: &usize| {
            let plan = self.attributes.plans().get(*index)?;
            let value = session.value(plan.entry?, values, scope, &mut ()).ok()?;
            let text = value.text(arena).or(plan.default.as_deref())?;
            Some(text.to_owned()).filter(|text| !text.is_empty())
        };
        self.matching.iter().map(value).collect()
    }

    /// The first matching attribute that has a value, with the key that it is looked up by. `values` are those of
    /// [`match_values`](Self::match_values).
    pub fn first_match(&self, values: &[Option<String>]) -> Option<(usize, String)> {
        let mut found = self.matching.iter().zip(values);
        found.find_map(|(attribute, value)| Some((*attribute, self.match_key(*attribute, value.as_deref()?))))
    }

    /// The value that a matching attribute has in a payload.
    pub fn match_value_in(&self, attribute: usize, payload: &Json) -> Option<String> {
        let target = self.template.targets().get(attribute)?;
        values_at(payload, &target.path).first().and_then(key_text)
    }

    /// The filter that finds the object with this payload in the target, by the first matching attribute that it has.
    pub fn match_filter(&self, payload: &Json) -> Option<String> {
        self.matching.iter().find_map(|attribute| self.template.filter_for(*attribute, payload))
    }

    /// What a matching value is looked up by: targets compare without regard to case unless they say otherwise.
    pub fn match_key(&self, attribute: usize, value: &str) -> String {
        let is_exact = self.attributes.plans().get(attribute).is_some_and(|plan| plan.rule.exact && plan.declares);
        if is_exact { value.to_owned() } else { lower_invariant(value).into_owned() }
    }
}

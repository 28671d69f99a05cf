//! Which object of the target a record belongs to: the values of the matching attributes, in the order of their
//! priority. Looks nothing up.

use super::super::attributes::RecordInput;
use super::ObjectProgram;
use crate::dotnet::casing::lower_invariant;
use crate::mapping::ObjectMapping;
use crate::record::Slots;
use crate::scim::{Template, key_text, values_at};
use serde_json::Value as Json;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// What an object is looked up by: a digest of a matching value, with a key of its own for each object mapping that was
/// compiled, so that nobody can make two values with the same one. With 96 bits, two of a million million values have it by
/// chance once in ten thousand runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchKey([u32; 3]);

impl Hash for MatchKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [first, second, _] = self.0;
        state.write_u64(u64::from(first) << 32 | u64::from(second));
    }
}

/// The hasher of what is a digest already.
#[derive(Clone, Copy, Debug, Default)]
pub struct Digested(u64);

impl Hasher for Digested {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0 << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, digest: u64) {
        self.0 = digest;
    }
}

/// The keys of an object mapping's digests.
#[derive(Default)]
pub(super) struct Digests([RandomState; 2]);

impl Digests {
    fn of(&self, attribute: usize, value: &str) -> MatchKey {
        let [first, second] = self.0.each_ref().map(|state| {
            let mut hasher = state.build_hasher();
            hasher.write_usize(attribute);
            hasher.write(value.as_bytes());
            hasher.finish()
        });
        MatchKey([(first >> 32) as u32, first as u32, second as u32])
    }
}

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
fn scanned(matching: &[usize], template: &Template) -> Slots {
    let plain = matching.iter().map(|number| template.plain_name(*number).unwrap_or("\0"));
    Slots::new(["id", "status", "payload"].into_iter().chain(plain))
}

impl ObjectProgram {
    /// The slots of a line of the target's state: `id`, `status`, `payload`, then the [matching](Self::matching) attributes.
    pub(crate) fn scanned(&self) -> &Slots {
        self.scanned.get_or_init(|| scanned(&self.matching, &self.template))
    }

    /// The attribute mappings that find a record's object, the first to try first.
    pub fn matching(&self) -> &[usize] {
        &self.matching
    }

    /// What each matching attribute of a record is looked up by, in the order of [`matching`](Self::matching); nothing
    /// where it has no value.
    pub fn match_keys<'r>(&'r self, input: &RecordInput<'r>) -> &'r [Option<MatchKey>] {
        let RecordInput { session, values, text, arena, host } = self.attributes.complete(input);
        let scope = arena.alloc(session.scope(arena, host, text));
        let key = |index: &usize| {
            let plan = self.attributes.plans().get(*index)?;
            let value = session.value(plan.entry?, values, scope, &mut ()).ok()?;
            let text = value.text(arena).or(plan.default.as_deref()).filter(|text| !text.is_empty())?;
            Some(self.match_key(*index, text))
        };
        arena.alloc_slice_fill_iter(self.matching.iter().map(key))
    }

    /// The first matching attribute that has a value, with what it is looked up by. `keys` are
    /// [`match_keys`](Self::match_keys).
    pub fn first_match(&self, keys: &[Option<MatchKey>]) -> Option<(usize, MatchKey)> {
        self.matching.iter().zip(keys).find_map(|(attribute, key)| Some((*attribute, (*key)?)))
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
    pub fn match_key(&self, attribute: usize, value: &str) -> MatchKey {
        let is_exact = self.attributes.plans().get(attribute).is_some_and(|plan| plan.rule.exact && plan.declares);
        let is_plain = || value.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        match is_exact || is_plain() {
            true => self.digests.of(attribute, value),
            false => self.digests.of(attribute, &lower_invariant(value)),
        }
    }

    /// What an id is looked up by.
    pub(crate) fn id_key(&self, id: &str) -> MatchKey {
        self.digests.of(usize::MAX, id)
    }
}

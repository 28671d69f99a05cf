//! What can be told of an object from the bytes of its payload alone: that nothing has changed, which values may have, and the
//! PUT request for one of which nothing is known. All are what comparing target by target says, which costs ten times as much;
//! the law in `laws/object` holds them together.

use super::super::attributes::{AttributeError, AttributePlan, Evaluated, RecordInput, Stage};
use super::update::Method;
use super::{Address, Changed, ObjectProgram, Previous, Update};
use crate::mapping::Allow;
use crate::record::member_texts;
use crate::scim::{DesiredValue, Glance, Target, Template};
use crate::text::written_json;
use crate::value::Value;

/// How much longer than the earlier payload a payload gets before it is clear that they differ: the commas that its end takes
/// back again.
const SLACK: usize = 16;

/// What the bytes of an object mapping's payloads tell.
#[derive(Clone, Copy)]
pub(super) struct Tells {
    /// Whether an object is unchanged: not where an attribute mapping flows whether or not something has changed, nor where
    /// a payload does not say all values.
    unchanged: bool,
    /// What finds the object: not where a payload may have an id of its own.
    address: bool,
}

impl Tells {
    fn of(template: &Template, plans: &[AttributePlan]) -> Self {
        let says_all = template.says_all_values();
        let is_id = |target: &Target| target.path.schema().is_none() && target.path.attribute() == "id";
        Self {
            unchanged: says_all && !plans.iter().any(|plan| plan.rule.always),
            address: says_all && !template.targets().iter().any(is_id),
        }
    }
}

impl ObjectProgram {
    fn tells(&self) -> Tells {
        *self.tells.get_or_init(|| Tells::of(&self.template, self.attributes.plans()))
    }

    /// Whether the payload of these values is this text, to the byte: then nothing has changed.
    pub(super) fn is_written_as(&self, evaluated: &Evaluated<'_>, text: &str) -> bool {
        if !evaluated.errors.is_empty() || !self.tells().unchanged {
            return false;
        }
        let most = text.len().saturating_add(SLACK);
        let (mut out, mut mismatches) = (Vec::with_capacity(most), Vec::new());
        self.template.write_within(most, evaluated.values, &mut out, &mut mismatches);
        mismatches.is_empty() && out == text.as_bytes()
    }

    /// What becomes of an object most of whose values stay as they are to the byte, whatever the order of its keys and
    /// whatever else it has; nothing where that is not to be told. The values that may change are compared as ever.
    pub(super) fn at_a_glance<'r>(
        &'r self,
        input: &RecordInput<'r>,
        evaluated: &Evaluated<'r>,
        method: Method,
        previous: &Previous<'_>,
    ) -> Option<Update> {
        let Evaluated { values, errors, skipped, unresolved, .. } = evaluated;
        // Numbers may be written in eight times as many bytes again.
        let most = input.session.limits().largest_payload / 2;
        if !errors.is_empty() || !unresolved.is_empty() || previous.text().len() > most / 8 {
            return None;
        }
        let (skipped, mut glance) = (skipped.clone(), Glance::of(previous.text(), member_texts)?);
        let plans = self.attributes.plans().iter().zip(values.iter()).enumerate();
        let stays = plans.map(|(number, (plan, value))| {
            plan.roles.is_none() && self.template.surely_stays(number, plan.rule, *value, &mut glance)
        });
        let stays: Vec<bool> = stays.collect();
        let changing = || stays.iter().enumerate().filter(|(_, stays)| !**stays).map(|(number, _)| number);
        if changing().next().is_none() {
            return Some(Update::Unchanged { skipped, unresolved: Vec::new() });
        }
        if method == Method::Put || previous.tells_state {
            return None;
        }
        let part = self.template.part(&glance, changing().chain(self.matching.iter().copied()))?;
        let (mut wanted, mut rules) = self.wanted(input, values, unresolved);
        for ((wish, rule), _) in wanted.iter_mut().zip(&mut rules).zip(&stays).filter(|(_, stays)| **stays) {
            (*wish, rule.allow) = (DesiredValue::default(), Allow::Nothing);
        }
        // Who compares all of it says what is wrong.
        let difference = self.template.difference(&rules, &wanted, &part).ok()?;
        if difference.state.to_string().len() > most {
            return None;
        }
        let Some(body) = self.template.patch_body(&difference, &wanted, &part) else {
            return Some(Update::Unchanged { skipped, unresolved: Vec::new() });
        };
        let (body, address) = (body.to_string().into(), self.address(&part));
        Some(Update::Changed(Box::new(Changed { body, state: None, address, skipped, unresolved: Vec::new() })))
    }

    /// The PUT request for an object of which no earlier payload is known: everything that the record says, references
    /// included.
    pub fn replace_whole<'r>(&'r self, input: &RecordInput<'r>) -> Update {
        let input = &self.attributes.complete(input);
        let evaluated = match self.evaluated(input, Stage::Whole) {
            Ok(evaluated) => evaluated,
            Err(update) => return *update,
        };
        match self.address_of(evaluated.values) {
            Some(address) => self.put(input, evaluated, address),
            None => self.compared(input, evaluated, (Stage::Whole, Method::Put), &self.template.empty()),
        }
    }

    fn put<'r>(&'r self, input: &RecordInput<'r>, evaluated: Evaluated<'r>, address: Address) -> Update {
        let Evaluated { values, mut errors, skipped, unresolved, .. } = evaluated;
        let (most, mut out, mut mismatches) = (input.session.limits().largest_payload, Vec::new(), Vec::new());
        if !self.template.write_within(most, values, &mut out, &mut mismatches) {
            errors.push(AttributeError::too_large(most));
        }
        errors.extend(self.misfits(std::mem::take(&mut mismatches)));
        let mut nothing = Vec::new();
        self.template.write(&[], &mut nothing, &mut mismatches);
        match () {
            () if !errors.is_empty() => Update::Failed(errors),
            () if out == nothing => Update::Unchanged { skipped, unresolved },
            () => {
                let body = written_json(&out);
                Update::Changed(Box::new(Changed { state: Some(body.clone()), body, address, skipped, unresolved }))
            }
        }
    }

    /// How the object is found that these values make, where that can be told without making it: by the first matching
    /// attribute that has a value, if each of them is a plain one.
    fn address_of(&self, values: &[Value<'_>]) -> Option<Address> {
        let mut found = None;
        if !self.tells().address {
            return None;
        }
        for number in self.matching.iter().rev() {
            let filter = self.template.plain_filter(*number, values.get(*number).copied().unwrap_or_default())?;
            found = filter.or(found);
        }
        Some(found.map_or(Address::Unknown, Address::Filter))
    }
}

/// The same by comparing target by target, for the law that holds both together.
#[cfg(any(test, fuzzing))]
impl ObjectProgram {
    pub(crate) fn replace_by_comparing<'r>(&'r self, input: &RecordInput<'r>) -> Update {
        self.by_comparing(input, (Stage::Whole, Method::Put), &self.template.empty())
    }

    pub(crate) fn patch_by_comparing<'r>(&'r self, input: &RecordInput<'r>, previous: &serde_json::Value) -> Update {
        self.by_comparing(input, (Stage::Update, Method::Patch), previous)
    }

    fn by_comparing<'r>(
        &'r self,
        input: &RecordInput<'r>,
        how: (Stage, Method),
        previous: &serde_json::Value,
    ) -> Update {
        let input = &self.attributes.complete(input);
        match self.evaluated(input, how.0) {
            Ok(evaluated) => self.compared(input, evaluated, how, previous),
            Err(update) => *update,
        }
    }
}

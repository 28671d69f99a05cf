//! The attribute mappings of an object mapping, compiled: from a record to values. Does not know where the values go.
//!
//! | file          | what                                                        |
//! |---------------|-------------------------------------------------------------|
//! | record_input  | one record with what it is run with                         |
//! | plan          | what one attribute mapping does                             |
//! | evaluate      | the values of a record's attribute mappings                 |
//! | reference     | from ids of the source to ids of the target                 |
//! | graph_aliases | attributes that a record has under another name             |
//! | booleans      | Booleans that a record has as text                          |
//! | watch         | looking on                                                  |

mod booleans;
mod evaluate;
mod graph_aliases;
mod plan;
mod record_input;
mod reference;
mod watch;

pub(super) use evaluate::{Evaluated, Stage};
pub(super) use plan::AttributePlan;
pub use record_input::RecordInput;
pub(super) use reference::Reference;
pub use watch::AttributeObserver;

use super::switches::KeyedSwitch;
use super::{RunLimits, Session};
use crate::check::{ACTIVE, CheckedObject, disables_without_active};
use crate::compile::compile;
use crate::diagnostic::{EvalError, registry};
use crate::mapping::{Mapping, ObjectMapping, Rule, may_be_entra};
use crate::program::Program;
use crate::record::Slots;
use crate::text::Span;
use crate::value::Value;
use crate::vm::redacted;
use bumpalo::Bump;
use graph_aliases::GraphAlias;
use plan::DirectMapping;

/// The attribute mappings of an object mapping, compiled.
pub struct AttributeProgram {
    program: Program,
    slots: Slots,
    plans: Vec<AttributePlan>,
    /// Those that only hand an attribute on, and the numbers of the others.
    passed: Vec<DirectMapping>,
    computed: Vec<usize>,
    /// The slot that says whether the record's object is disabled.
    soft_deleted: Option<usize>,
    /// The slot of `active`, where the service disables the accounts of records without it.
    active: Option<usize>,
    /// Attributes that a record may have under another name.
    derived: Vec<GraphAlias>,
    /// The slots of attributes that are Booleans.
    booleans: Vec<usize>,
    switches: Vec<KeyedSwitch>,
}

/// An attribute that had no value in any record.
pub(super) struct NamedSlot<'p> {
    pub name: &'p str,
    /// What Microsoft Graph calls it, and whether that had values.
    pub origin: Option<(&'p str, bool)>,
    /// Whether the service works it out, so that no record needs to have it.
    pub is_computed: bool,
}

/// How deep an earlier payload may nest: serde_json's own limit.
const DEEPEST_JSON: usize = 127;

/// Why an attribute mapping gives no value.
#[derive(Debug)]
pub struct AttributeError {
    /// The attribute mapping's number in the file's order; nothing where it is about the record: its scope
    /// could not be decided, or its payload is too large.
    pub attribute: Option<usize>,
    /// What is the matter; its span is in the expression's text, or in the target path.
    pub error: EvalError,
}

impl AttributeError {
    /// The error of a payload that would have more than `most` bytes.
    pub(super) fn too_large(most: usize) -> Self {
        Self { attribute: None, error: Box::new(registry::payload_too_large(Span::default(), most)) }
    }

    /// The error of an earlier payload that nests deeper than JSON is read.
    pub(crate) fn too_deep() -> Self {
        Self { attribute: None, error: Box::new(registry::record_nested_too_deep(Span::default(), DEEPEST_JSON)) }
    }

    /// The error of a record that is not run because the run is cancelled.
    pub(crate) fn cancelled() -> Self {
        Self { attribute: None, error: Box::new(registry::run_cancelled(Span::default())) }
    }
}

impl AttributeProgram {
    /// Compiles the attribute mappings of a checked object mapping; `refers` says of each target whether it refers to
    /// other objects. The program also reads the attributes of the scoping filter.
    pub(super) fn new(
        (mapping, rule, object): (&Mapping, &Rule, &ObjectMapping),
        checked: &CheckedObject,
        refers: &[Option<Reference>],
    ) -> Self {
        let names = object.attribute_mappings.iter().map(|attribute| attribute.target.value.as_str());
        let expressions = names.zip(&checked.expressions).filter_map(|(name, checked)| Some((name, checked.as_ref()?)));
        let filtered = checked.filter.attributes().iter().map(String::as_str);
        let read = checked.expressions.iter().flatten().flat_map(|one| one.attributes()).map(|name| &**name);
        let origins = if may_be_entra(&rule.source_directory.value) {
            graph_aliases::origins(read.chain(filtered.clone()))
        } else {
            Vec::new()
        };
        let also = filtered.chain(origins.iter().map(String::as_str));
        let program = compile(checked.language, expressions, also);
        let slot_of = |name: &str| program.attributes().iter().position(|known| **known == *name);
        let plans = plan::plans((mapping, rule, object), checked, &program, refers, &slot_of);
        let soft_deleted = slot_of(graph_aliases::SOFT_DELETED);
        let derived = if origins.is_empty() {
            Vec::new()
        } else {
            graph_aliases::all(program.attributes().iter().map(|name| &**name), &slot_of)
        };
        let (passed, computed) = plan::split(&plans);
        let slots = Slots::new(program.attributes().iter().map(|name| &**name));
        let follows_active = disables_without_active(mapping, (rule, object), &checked.expressions);
        let active = slot_of(ACTIVE).filter(|_| follows_active);
        let names = program.attributes().iter().map(|name| &**name);
        let booleans = booleans::slots(names, &rule.source_directory.value, mapping.source_definition(rule, object));
        let switches = KeyedSwitch::all(&checked.expressions, &slot_of);
        Self { program, slots, plans, passed, computed, soft_deleted, active, derived, booleans, switches }
    }

    /// The slot of an attribute that the program reads.
    pub(super) fn slot(&self, name: &str) -> Option<usize> {
        self.program.attributes().iter().position(|known| **known == *name)
    }

    /// The slot of `active`, where the service disables the accounts of records without it.
    pub(super) fn active(&self) -> Option<usize> {
        self.active
    }

    /// Those of these slots, which had no value, that are to be reported: not those that are read only because Microsoft Graph
    /// has them for another one.
    pub(super) fn named_slots(&self, unseen: &[usize]) -> impl Iterator<Item = NamedSlot<'_>> {
        let name = |slot: usize| self.program.attributes().get(slot).map(|name| &**name);
        let slots = unseen.iter().filter(|slot| self.derived.iter().all(|one| one.from != **slot));
        slots.filter_map(move |slot| {
            let derived = self.derived.iter().find(|one| one.slot == *slot);
            let origin = derived.and_then(|one| Some((name(one.from)?, !unseen.contains(&one.from))));
            Some(NamedSlot { name: name(*slot)?, origin, is_computed: Some(*slot) == self.soft_deleted })
        })
    }

    /// What each attribute mapping does, in the file's order.
    pub(super) fn plans(&self) -> &[AttributePlan] {
        &self.plans
    }

    /// The code.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The attributes that a record is read for; a sync engine fetches these and no others.
    pub fn referenced_attributes(&self) -> &[Box<str>] {
        self.program.attributes()
    }

    /// The slots that a reader of this program's records fills.
    pub fn slots(&self) -> &Slots {
        &self.slots
    }

    /// The target of an attribute mapping.
    pub fn target(&self, attribute: usize) -> &str {
        self.plans.get(attribute).map_or("", |plan| &plan.target)
    }

    /// The targets of all attribute mappings, in the file's order.
    pub fn targets(&self) -> impl ExactSizeIterator<Item = &str> {
        self.plans.iter().map(|plan| &*plan.target)
    }

    /// The default of an attribute mapping: what a created object gets when the expression gives no value.
    pub fn default_of(&self, attribute: usize) -> Option<&str> {
        self.plans.get(attribute)?.default.as_deref()
    }

    /// A session for one thread.
    pub fn session(&self, limits: RunLimits) -> Session<'_> {
        Session::new(&self.program, limits)
    }

    /// One attribute mapping's value for a record, whether or not the record takes part; absent where there is no such
    /// attribute mapping. A reference is what the source has.
    pub fn attribute<'r>(
        &'r self,
        attribute: usize,
        input: &RecordInput<'r>,
        watcher: &mut impl AttributeObserver,
    ) -> Result<Value<'r>, EvalError> {
        let RecordInput { session, values, text, arena, host } = self.complete(input);
        let scope = arena.alloc(session.scope(arena, host, text));
        match self.plans.get(attribute) {
            Some(plan) => plan.value((attribute, Stage::Create), &session.machine(values, scope), watcher),
            None => Ok(Value::Absent),
        }
    }

    /// Whether the record says that its object is disabled in the source; the service creates no object for it.
    pub fn is_soft_deleted(&self, slots: &[Value<'_>]) -> bool {
        let arena = Bump::new();
        let slots = self.completed(slots, &arena);
        let value = self.soft_deleted.and_then(|slot| slots.get(slot)).copied().unwrap_or_default();
        match value.single() {
            Value::Bool(flag) => flag,
            Value::Str(text) => text.trim().eq_ignore_ascii_case("true"),
            _ => false,
        }
    }

    /// The slot that says whether the record's object is disabled.
    pub(super) fn soft_deleted_slot(&self) -> Option<usize> {
        self.soft_deleted
    }

    /// The error of a value that does not fit its target; it does not hold the value if the expression calls `Redact`.
    pub(super) fn misfit(&self, index: usize, error: EvalError) -> AttributeError {
        let entry = self.plans.get(index).and_then(|plan| self.program.entries().get(plan.entry?));
        let error = match entry {
            Some(entry) => redacted(error, &self.program, entry.start),
            None => error,
        };
        AttributeError { attribute: Some(index), error }
    }

    /// The values of a record, with those that it has under another name, and its Booleans as the service writes them.
    pub(in crate::engine) fn completed<'s, 'r>(&self, slots: &'s [Value<'r>], arena: &'r Bump) -> &'s [Value<'r>] {
        booleans::read(&self.booleans, graph_aliases::completed(&self.derived, slots, arena), arena)
    }

    /// The names of attributes that are Booleans.
    pub(super) fn booleans(&self) -> impl Iterator<Item = &str> {
        self.booleans.iter().filter_map(|slot| self.program.attributes().get(*slot).map(|name| &**name))
    }

    /// The attribute mappings that are watched for a `Switch` without a key for any record.
    pub(super) fn switches(&self) -> &[KeyedSwitch] {
        &self.switches
    }

    /// Whether an attribute mapping refers to another object.
    pub(crate) fn refers(&self) -> bool {
        self.plans.iter().any(|plan| plan.refers.is_some())
    }

    /// A record with its [`completed`](Self::completed) values.
    pub(super) fn complete<'r>(&self, input: &RecordInput<'r>) -> RecordInput<'r> {
        RecordInput { values: self.completed(input.values, input.arena), ..*input }
    }
}

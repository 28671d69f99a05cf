//! One object mapping, compiled: from a record's values to a payload, or to what changes of an object.
//!
//! | file      | what                                                        |
//! |-----------|-------------------------------------------------------------|
//! | turn      | one record with what it is run with                         |
//! | plan      | what one attribute mapping does                             |
//! | evaluate  | the values of a record's attribute mappings                 |
//! | reference | from ids of the source to ids of the target                 |
//! | matching  | which object of the target a record belongs to              |
//! | update    | the PATCH or PUT request for an object that exists          |
//! | derived   | attributes that a record has under another name             |
//! | watch     | looking on                                                  |

mod evaluate;
mod explain;
mod graph_aliases;
mod matching;
mod plan;
mod record_input;
mod reference;
mod update;
mod watch;

pub use explain::AttributeResult;
pub use record_input::RecordInput;
pub use update::{Changed, Update};
pub use watch::AttributeObserver;

use super::{RunLimits, Session};
use crate::check::CheckedObject;
use crate::compile::compile;
use crate::diagnostic::{EvalError, registry};
use crate::mapping::{
    FailedClause, Filter, FlowTypes, GroupSet, Mapping, ObjectMapping, Rule, ScopeDecision, may_be_entra,
};
use crate::program::Program;
use crate::record::Slots;
use crate::scim::{Template, Trait};
use crate::text::Span;
use crate::value::Value;
use crate::vm::redacted;
use bumpalo::Bump;
use evaluate::{Evaluated, Stage};
use graph_aliases::GraphAlias;
use plan::{AttributePlan, DirectMapping};
use std::collections::HashSet;

/// An object mapping, compiled. One is made once and shared by all threads.
pub struct ObjectProgram {
    program: Program,
    slots: Slots,
    template: Template,
    filter: Filter,
    /// The slots of the filter's attributes.
    filter_slots: Vec<usize>,
    attributes: Vec<AttributePlan>,
    /// Those that only hand an attribute on, and the numbers of the others.
    passed: Vec<DirectMapping>,
    computed: Vec<usize>,
    /// The attribute mappings that find a record's object, the first to try first.
    matching: Vec<usize>,
    flow_types: FlowTypes,
    /// The slot that says whether the record's object is disabled.
    soft_deleted: Option<usize>,
    /// Attributes that a record may have under another name.
    derived: Vec<GraphAlias>,
    /// Whether an attribute mapping of the same target calls `Redact`, for each attribute mapping.
    hidden: Vec<bool>,
}

/// What became of a record.
#[derive(Debug)]
pub enum Outcome {
    /// It has a payload, which was written. The attribute mappings that ordered to leave their target as it is are
    /// named by their numbers.
    Payload {
        /// Attribute mappings that were skipped.
        skipped: Vec<usize>,
        /// Attribute mappings whose references are not part of a create request; they are sent once the object exists.
        deferred: Vec<usize>,
        /// References to objects that the target is not known to have; they were left out.
        unresolved: Vec<AttributeError>,
    },
    /// It takes no part; these clauses kept it out.
    OutOfScope(Vec<FailedClause>),
    /// It cannot be mapped. Nothing was written.
    Failed(Vec<AttributeError>),
}

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
    /// That of a payload that would have more bytes than may be.
    fn too_large(most: usize) -> Self {
        Self { attribute: None, error: Box::new(registry::payload_too_large(Span::default(), most)) }
    }
}

/// What is hidden belongs to the target: each of its attribute mappings is.
fn hidden(object: &ObjectMapping, checked: &CheckedObject) -> Vec<bool> {
    let targets = || object.attribute_mappings.iter().map(|attribute| attribute.target.value.to_lowercase());
    let hides =
        checked.expressions.iter().map(|checked| checked.as_ref().is_some_and(|checked| checked.root().hides()));
    let hiding: HashSet<String> = targets().zip(hides).filter(|(_, hides)| *hides).map(|(target, _)| target).collect();
    targets().map(|target| hiding.contains(&target)).collect()
}

impl ObjectProgram {
    /// Compiles a checked object mapping.
    pub fn new(mapping: &Mapping, rule: &Rule, object: &ObjectMapping, checked: CheckedObject) -> Self {
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
        let attributes = plan::plans(mapping, rule, object, &checked, &program, &slot_of);
        let filter_slots = checked.filter.attributes().iter().map(|name| slot_of(name).unwrap_or_default()).collect();
        let soft_deleted = slot_of(graph_aliases::SOFT_DELETED);
        let derived = if origins.is_empty() {
            Vec::new()
        } else {
            graph_aliases::all(program.attributes().iter().map(|name| &**name), &slot_of)
        };
        let hidden = hidden(object, &checked);
        let CheckedObject { template, filter, .. } = checked;
        let (passed, computed) = plan::split(&attributes);
        let matching = matching::order(object);
        let flow_types = object.flow_types;
        let slots = Slots::new(program.attributes().iter().map(|name| &**name));
        Self {
            program,
            slots,
            template,
            filter,
            filter_slots,
            attributes,
            passed,
            computed,
            matching,
            flow_types,
            soft_deleted,
            derived,
            hidden,
        }
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

    /// Whether the target of an attribute mapping gets what `Redact` hides: no value of it may be shown.
    pub fn hides(&self, attribute: usize) -> bool {
        self.hidden.get(attribute).copied().unwrap_or_default()
    }

    /// The targets that get what `Redact` hides.
    pub fn hidden_targets(&self) -> impl Iterator<Item = &str> {
        self.targets().enumerate().filter(|(index, _)| self.hides(*index)).map(|(_, target)| target)
    }

    /// The target of an attribute mapping.
    pub fn target(&self, attribute: usize) -> &str {
        self.attributes.get(attribute).map_or("", |plan| &plan.target)
    }

    /// The targets of all attribute mappings, in the file's order.
    pub fn targets(&self) -> impl ExactSizeIterator<Item = &str> {
        self.attributes.iter().map(|plan| &*plan.target)
    }

    /// What a created object gets in an attribute mapping's location when its expression gives nothing.
    pub fn default_of(&self, attribute: usize) -> Option<&str> {
        self.attributes.get(attribute)?.default.as_deref()
    }

    /// How payloads are written.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// Which records take part.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What a clause that kept a record out says.
    pub fn describe(&self, miss: &FailedClause) -> String {
        self.filter.describe(miss)
    }

    /// A session for one thread.
    pub fn session(&self, limits: RunLimits) -> Session<'_> {
        Session::new(&self.program, limits)
    }

    /// Maps one record, and appends its payload to `out`.
    pub fn create<'r>(&'r self, turn: &RecordInput<'r>, out: &mut Vec<u8>) -> Outcome {
        self.create_watched(turn, out, &mut ())
    }

    /// The same while somebody looks on.
    pub fn create_watched<'r>(
        &'r self,
        turn: &RecordInput<'r>,
        out: &mut Vec<u8>,
        watcher: &mut impl AttributeObserver,
    ) -> Outcome {
        let turn = &self.complete(turn);
        let evaluated = match self.in_scope(turn.values) {
            Ok(()) => self.evaluate(turn, Stage::Create, watcher),
            Err(outcome) => return outcome,
        };
        let Evaluated { values, mut errors, skipped, deferred, unresolved, .. } = evaluated;
        let begin = out.len();
        let (most, mut mismatches) = (turn.session.limits().largest_payload, Vec::new());
        if !self.template.write_within(most, values, out, &mut mismatches) {
            errors.push(AttributeError::too_large(most));
        }
        errors.extend(mismatches.into_iter().map(|(index, error)| self.misfit(index, error)));
        if errors.is_empty() {
            return Outcome::Payload { skipped, deferred, unresolved };
        }
        out.truncate(begin);
        Outcome::Failed(errors)
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
        match self.attributes.get(attribute) {
            Some(plan) => plan.value((attribute, Stage::Create), &session.machine(values, scope), watcher),
            None => Ok(Value::Absent),
        }
    }

    /// Where objects of this kind are on a server, such as `/Users`.
    pub fn endpoint(&self) -> String {
        self.template.endpoint()
    }

    /// The schema of bulk requests to such a server.
    pub fn bulk_schema(&self) -> &'static str {
        self.template.bulk_schema()
    }

    /// The schemas that payloads are written in, as RFC 7643 has a server publish them: the core schema as far as it is
    /// mapped, then each extension. Whoever sets up a server to try the mapping with needs them.
    pub fn schemas(&self) -> Vec<serde_json::Value> {
        let of = |plan: &AttributePlan| Trait { required: plan.required, case_exact: plan.rule.exact && plan.declares };
        self.template.schemas(&self.attributes.iter().map(of).collect::<Vec<_>>())
    }

    /// The changes of objects that flow.
    pub fn flow_types(&self) -> FlowTypes {
        self.flow_types
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

    /// Whether an object is deprovisioned whose record is kept out by these clauses: not where it falls out of
    /// `inputFilterGroups`.
    pub fn deprovisions(&self, misses: &[FailedClause]) -> bool {
        misses.iter().any(|miss| miss.set == GroupSet::Groups)
    }

    /// A value that does not fit its target.
    fn misfit(&self, index: usize, error: EvalError) -> AttributeError {
        let entry = self.attributes.get(index).and_then(|plan| self.program.entries().get(plan.entry?));
        let error = match entry {
            Some(entry) => redacted(error, &self.program, entry.start),
            None => error,
        };
        AttributeError { attribute: Some(index), error }
    }

    /// The values of a record, those that it has under another name under the program's.
    pub(super) fn completed<'s, 'r>(&self, slots: &'s [Value<'r>], arena: &'r Bump) -> &'s [Value<'r>] {
        graph_aliases::completed(&self.derived, slots, arena)
    }

    /// The turn of a record with these values.
    fn complete<'r>(&self, turn: &RecordInput<'r>) -> RecordInput<'r> {
        RecordInput { values: self.completed(turn.values, turn.arena), ..*turn }
    }

    fn in_scope(&self, slots: &[Value<'_>]) -> Result<(), Outcome> {
        match self.verdict(slots) {
            ScopeDecision::In => Ok(()),
            ScopeDecision::Out(misses) => Err(Outcome::OutOfScope(misses)),
            ScopeDecision::Undecided(error) => Err(Outcome::Failed(vec![AttributeError { attribute: None, error }])),
        }
    }

    fn verdict(&self, slots: &[Value<'_>]) -> ScopeDecision {
        if self.filter.lets_all_in() {
            return ScopeDecision::In;
        }
        let slot = |index: usize| self.filter_slots.get(index).and_then(|slot| slots.get(*slot));
        self.filter.verdict_by_slot(|index| slot(index).copied().unwrap_or_default())
    }
}

//! One object mapping, compiled: from a record to what its object in the target is to be, or to what changes of it.
//!
//! The values of the attribute mappings come from [`AttributeProgram`]; this is where they go: into payloads of SCIM.
//! Knows no formats of records, and sends nothing.
//!
//! | file     | what                                                        |
//! |----------|-------------------------------------------------------------|
//! | desired  | what a record's values mean for an object that exists       |
//! | matching | which object of the target a record belongs to              |
//! | previous | what the target has of an object                            |
//! | update   | the PATCH or PUT request for an object that exists          |
//! | written  | what the bytes of a payload tell without comparing          |
//! | explain  | what each attribute mapping makes of a record               |

mod desired;
mod explain;
mod matching;
mod previous;
mod update;
mod written;

pub use explain::AttributeResult;
pub use matching::{Digested, MatchKey};
pub use previous::{Address, Previous};
pub use update::{Changed, Update};

use super::attributes::{AttributeError, AttributeObserver, AttributeProgram, RecordInput, Reference};
use super::attributes::{AttributePlan, Evaluated, Stage};
use crate::check::CheckedObject;
use crate::diagnostic::{Diagnostic, registry};
use crate::dotnet::casing::lower_invariant;
use crate::mapping::{FailedClause, Filter, FlowTypes, GroupSet, Mapping, ObjectMapping, Rule, ScopeDecision};
use crate::record::Slots;
use crate::scim::{Target, Template, Trait};
use crate::text::Span;
use crate::value::{TargetType, Value};
use std::collections::HashSet;
use std::sync::OnceLock;
use written::Tells;

/// An object mapping, compiled. One is made once and shared by all threads.
pub struct ObjectProgram {
    attributes: AttributeProgram,
    template: Template,
    filter: Filter,
    /// The slots of the filter's attributes.
    filter_slots: Vec<usize>,
    /// The attribute mappings that find a record's object, the first to try first.
    matching: Vec<usize>,
    digests: matching::Digests,
    /// What a line of the target's state is scanned for.
    scanned: OnceLock<Slots>,
    flow_types: FlowTypes,
    /// Whether an attribute mapping of the same target calls `Redact`, for each attribute mapping.
    hidden: Vec<bool>,
    tells: OnceLock<Tells>,
}

/// What became of a record.
#[derive(Debug)]
pub enum Outcome {
    /// It has a payload, which was written. Attribute mappings are named by their numbers.
    Payload {
        /// Attribute mappings that gave ignore flow: their targets stay as they are.
        skipped: Vec<usize>,
        /// Attribute mappings whose references are not part of a create request; they are sent once the object exists.
        deferred: Vec<usize>,
        /// References to objects that the target is not known to have; they were left out.
        unresolved: Vec<AttributeError>,
        /// Whether it is enough for an object.
        fit: Fit,
    },
    /// It is out of scope; these clauses kept it out.
    OutOfScope(Vec<FailedClause>),
    /// It cannot be mapped. Nothing was written.
    Failed(Vec<AttributeError>),
}

impl Outcome {
    /// A record that was given up before it was run.
    pub(crate) fn cancelled() -> Self {
        Self::Failed(vec![AttributeError::cancelled()])
    }
}

/// Whether a record has what its object needs. The service skips a record that does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It has.
    Enough,
    /// It has no value for any matching attribute: nothing finds its object.
    NoMatchingValue,
    /// No attribute mapping gives a value.
    Nothing,
}

/// Hiding belongs to the target: if one of its attribute mappings calls `Redact`, the values of all of them are hidden.
fn hidden(object: &ObjectMapping, checked: &CheckedObject) -> Vec<bool> {
    let targets = || object.attribute_mappings.iter().map(|attribute| lower_invariant(&attribute.target.value));
    let hides =
        checked.expressions.iter().map(|checked| checked.as_ref().is_some_and(|checked| checked.root().hides()));
    let hiding: HashSet<String> =
        targets().zip(hides).filter(|(_, hides)| *hides).map(|(target, _)| target.into_owned()).collect();
    targets().map(|target| hiding.contains(&*target)).collect()
}

impl ObjectProgram {
    /// Compiles a checked object mapping.
    pub fn new(mapping: &Mapping, rule: &Rule, object: &ObjectMapping, checked: CheckedObject) -> Self {
        let refers: Vec<Option<Reference>> = checked.template.targets().iter().map(reference).collect();
        let attributes = AttributeProgram::new((mapping, rule, object), &checked, &refers);
        let hidden = hidden(object, &checked);
        let CheckedObject { template, filter, .. } = checked;
        let filter_slots = filter.attributes().iter().map(|name| attributes.slot(name).unwrap_or_default()).collect();
        let matching = matching::order(object);
        // For provisioning alone: whoever only maps has no use for them.
        let (scanned, tells) = (OnceLock::new(), OnceLock::new());
        let flow_types = object.flow_types;
        let digests = matching::Digests::default();
        Self { attributes, template, filter, filter_slots, matching, digests, scanned, flow_types, hidden, tells }
    }

    /// From a record to the values of its attribute mappings.
    pub fn attributes(&self) -> &AttributeProgram {
        &self.attributes
    }

    /// Whether the target of an attribute mapping gets what `Redact` hides: no value of it may be shown.
    pub fn hides(&self, attribute: usize) -> bool {
        self.hidden.get(attribute).copied().unwrap_or_default()
    }

    /// The targets that get what `Redact` hides.
    pub fn hidden_targets(&self) -> impl Iterator<Item = &str> {
        self.attributes.targets().enumerate().filter(|(index, _)| self.hides(*index)).map(|(_, target)| target)
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

    /// Maps one record, and appends its payload to `out`.
    pub fn create<'r>(&'r self, input: &RecordInput<'r>, out: &mut Vec<u8>) -> Outcome {
        self.create_watched(input, out, &mut ())
    }

    /// The same while somebody looks on.
    pub fn create_watched<'r>(
        &'r self,
        input: &RecordInput<'r>,
        out: &mut Vec<u8>,
        watcher: &mut impl AttributeObserver,
    ) -> Outcome {
        let input = &self.attributes.complete(input);
        let evaluated = match self.in_scope(input.values) {
            Ok(()) => self.attributes.evaluate(input, Stage::Create, watcher),
            Err(outcome) => return outcome,
        };
        let Evaluated { values, mut errors, skipped, deferred, unresolved, .. } = evaluated;
        let fit = self.fit(values, &deferred);
        let begin = out.len();
        let (most, mut mismatches) = (input.session.limits().largest_payload, Vec::new());
        if !self.template.write_within(most, values, out, &mut mismatches) {
            errors.push(AttributeError::too_large(most));
        }
        errors.extend(mismatches.into_iter().map(|(index, error)| self.attributes.misfit(index, error)));
        if errors.is_empty() {
            return Outcome::Payload { skipped, deferred, unresolved, fit };
        }
        out.truncate(begin);
        Outcome::Failed(errors)
    }

    fn fit(&self, values: &[Value<'_>], deferred: &[usize]) -> Fit {
        let is_empty = |attribute: &usize| values.get(*attribute).is_none_or(|value| value.is_empty());
        match () {
            () if !self.matching.is_empty() && self.matching.iter().all(is_empty) => Fit::NoMatchingValue,
            () if deferred.is_empty() && values.iter().all(|value| value.is_absent()) => Fit::Nothing,
            () => Fit::Enough,
        }
    }

    /// Why a record is skipped that does not have what its object needs.
    #[inline]
    pub fn why_skipped(&self, fit: Fit) -> Option<Diagnostic> {
        match fit {
            Fit::Enough => None,
            Fit::NoMatchingValue => Some(self.no_matching_value()),
            Fit::Nothing => Some(registry::nothing_mapped(Span::default(), self.attributes.targets().len())),
        }
    }

    #[cold]
    fn no_matching_value(&self) -> Diagnostic {
        let names = self.matching.iter().map(|index| format!("`{}`", self.attributes.target(*index)));
        registry::no_matching_value(Span::default(), &names.collect::<Vec<_>>().join(" or "))
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
        self.template.schemas(&self.attributes.plans().iter().map(of).collect::<Vec<_>>())
    }

    /// The changes of objects that flow.
    pub fn flow_types(&self) -> FlowTypes {
        self.flow_types
    }

    /// Whether an object is deprovisioned whose record is kept out by these clauses: not where it falls out of
    /// `inputFilterGroups`.
    pub fn deprovisions(&self, misses: &[FailedClause]) -> bool {
        misses.iter().any(|miss| miss.set == GroupSet::Groups)
    }

    #[inline]
    fn in_scope(&self, slots: &[Value<'_>]) -> Result<(), Outcome> {
        if self.filter.lets_all_in() { Ok(()) } else { self.in_filter(slots) }
    }

    fn in_filter(&self, slots: &[Value<'_>]) -> Result<(), Outcome> {
        match self.verdict(slots) {
            ScopeDecision::In => Ok(()),
            ScopeDecision::Out(misses) => Err(Outcome::OutOfScope(misses)),
            ScopeDecision::Undecided(error) => Err(Outcome::Failed(vec![AttributeError { attribute: None, error }])),
        }
    }

    /// Whether a record with these values is in scope.
    pub(super) fn lets_in(&self, slots: &[Value<'_>]) -> bool {
        matches!(self.verdict(slots), ScopeDecision::In)
    }

    fn verdict(&self, slots: &[Value<'_>]) -> ScopeDecision {
        let slot = |index: usize| self.filter_slots.get(index).and_then(|slot| slots.get(*slot));
        self.filter.verdict_by_slot(|index| slot(index).copied().unwrap_or_default())
    }
}

/// How a target refers to other objects.
fn reference(target: &Target) -> Option<Reference> {
    if target.is_members() || target.kind == TargetType::Reference && target.multivalued {
        return Some(Reference::Several);
    }
    (target.kind == TargetType::Reference).then_some(Reference::One)
}

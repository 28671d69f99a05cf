//! Which attributes flow when records change, as an incremental cycle of the service sees them.
//!
//! With Microsoft Entra ID as the source, only what has changed of a record is loaded. A `Switch` with a default whose
//! source has not changed then gives nothing, and the target is overwritten with that: a known issue of the service
//! (<https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data>).
//! Everything else is computed from the whole record. Knows nothing of payloads and requests.

use super::compile::find_object;
use super::{ObjectProgram, RunLimits, Session, to_json};
use crate::check::{Checked, Expr, ExprKind, check_object, language_of};
use crate::compile::compile;
use crate::diagnostic::{Diagnostic, EvalError, registry};
use crate::functions::Host;
use crate::language::Language;
use crate::mapping::{AttributeMapping, FlowBehavior, FlowType, Mapping, is_entra};
use crate::program::Program;
use crate::record::{Malformed, RecordBody, RecordReader};
use crate::scim::HIDDEN;
use crate::syntax::TreeKind;
use crate::text::Span;
use crate::value::Value;
use bumpalo::Bump;
use serde_json::Value as Json;
use std::collections::HashMap;

/// An object mapping made ready for simulation.
pub struct Simulator {
    program: ObjectProgram,
    attributes: Vec<Attribute>,
    /// Whether the source loads only what has changed.
    incremental: bool,
}

/// Simulates one change of a record after the other, keeping what can be kept between them.
pub struct Simulation<'s> {
    simulator: &'s Simulator,
    /// For each state a reader of its own: the records of two files may have their keys in different orders.
    readers: [RecordReader<'s>; 2],
    arena: Bump,
    /// The programs of single expressions, by the attribute mapping's number and the parts that are not loaded.
    programs: HashMap<(usize, Vec<Span>), Alone>,
}

/// What of an attribute mapping decides about its flow.
struct Attribute {
    /// What it computes; nothing where it is a constant or has only a default.
    checked: Option<Checked>,
    /// The slots of its attributes, in their order.
    reads: Vec<usize>,
    /// Whether a part of it may not be loaded.
    has_switch: bool,
    flow_type: FlowType,
    flow_behavior: FlowBehavior,
}

/// The program of one expression, with the slots of the object mapping where the values of its attributes are.
struct Alone {
    program: Program,
    slots: Vec<Option<usize>>,
}

/// An attribute that flows.
#[derive(Debug)]
pub struct SimulatedFlow {
    /// The number of its attribute mapping.
    pub attribute: usize,
    /// What the mapping gave before the change; null is no value.
    pub before: Json,
    /// What flows.
    pub after: Json,
    /// Whether the target gets what `Redact` hides: both values are only said to be there.
    pub hidden: bool,
    /// What is the matter with it: `null-overwrite`, or why there is no value.
    pub diagnostic: Option<Diagnostic>,
}

/// What a change of a record results in.
#[derive(Debug)]
pub struct Simulated {
    /// The source attributes that have changed.
    pub changed: Vec<String>,
    /// The attributes that flow.
    pub flows: Vec<SimulatedFlow>,
}

impl Simulator {
    /// Compiles the object mapping of a name, as [`compile_object`](super::compile_object) does.
    pub fn new(
        mapping: &Mapping,
        name: Option<&str>,
        language: Option<&'static Language>,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let (rule, object) = match find_object(mapping, name) {
            Ok(found) => found,
            Err(diagnostic) => return (None, vec![*diagnostic]),
        };
        let language = language.unwrap_or_else(|| language_of(rule));
        let (checked, diagnostics) = check_object(mapping, rule, object, language, mapping.flavor(rule, object));
        let Some(checked) = checked else { return (None, diagnostics) };
        let (incremental, expressions) = (is_entra(rule.source_directory.value.as_str()), checked.expressions.clone());
        let program = ObjectProgram::new(mapping, rule, object, checked);
        let slots = program.attributes().referenced_attributes().iter().enumerate();
        let slots: HashMap<&str, usize> = slots.map(|(slot, name)| (&**name, slot)).collect();
        let each = object.attribute_mappings.iter().zip(expressions);
        let attributes = each.map(|(attribute, checked)| Attribute::new(attribute, checked, &slots)).collect();
        (Some(Self { program, attributes, incremental }), diagnostics)
    }

    /// The object mapping.
    pub fn program(&self) -> &ObjectProgram {
        &self.program
    }

    /// A simulation on one thread.
    pub fn simulation(&self) -> Simulation<'_> {
        let reader = || RecordReader::new(self.program.attributes().slots());
        Simulation { simulator: self, readers: [reader(), reader()], arena: Bump::new(), programs: HashMap::new() }
    }
}

impl Simulation<'_> {
    /// Compares two states of a record: the source attributes that have changed, and the attributes that flow.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub fn compare(
        &mut self,
        before: RecordBody<'_>,
        after: RecordBody<'_>,
        host: &dyn Host,
    ) -> Result<Simulated, Box<Malformed>> {
        let Self { simulator, readers: [old, new], arena, programs } = self;
        arena.reset();
        let (was, is) = (old.room(arena), new.room(arena));
        old.read_shape(before, arena, was)?;
        new.read_shape(after, arena, is)?;
        if was == is {
            return Ok(Simulated { changed: Vec::new(), flows: Vec::new() });
        }
        let names = simulator.program.attributes().referenced_attributes();
        let changed = differing(was, is).zip(names).filter(|(differs, _)| *differs);
        let changed = changed.map(|(_, name)| name.to_string()).collect();
        Ok(Simulated { changed, flows: simulator.flows(was, is, programs, arena, host) })
    }
}

/// Of each slot whether its value has changed.
fn differing<'v>(before: &'v [Value<'_>], after: &'v [Value<'_>]) -> impl Iterator<Item = bool> + 'v {
    before.iter().zip(after).map(|(before, after)| before != after)
}

impl Simulator {
    /// What flows of a record that has changed. The values are those of the program's attributes. Attribute mappings
    /// that flow only on creation do not flow, and defaults are no values.
    fn flows<'r>(
        &self,
        before: &[Value<'r>],
        after: &[Value<'r>],
        programs: &mut HashMap<(usize, Vec<Span>), Alone>,
        arena: &'r Bump,
        host: &'r dyn Host,
    ) -> Vec<SimulatedFlow> {
        let (before, after) =
            (self.program.attributes().completed(before, arena), self.program.attributes().completed(after, arena));
        let changed: Vec<bool> = differing(before, after).collect();
        if !changed.contains(&true) {
            return Vec::new();
        }
        let mut flows = Vec::new();
        for (index, attribute) in self.attributes.iter().enumerate() {
            let Some(checked) = &attribute.checked else { continue };
            let is_changed =
                |slot: u32| attribute.reads.get(slot as usize).and_then(|slot| changed.get(*slot)) == Some(&true);
            let mut gone = Vec::new();
            if self.incremental && attribute.has_switch {
                not_loaded(checked.root(), &is_changed, &mut gone);
            }
            let is_partial = !gone.is_empty();
            let always = attribute.flow_behavior == FlowBehavior::FlowAlways;
            let reads_changed = || attribute.reads.iter().any(|slot| changed.get(*slot) == Some(&true));
            if !is_partial && !always && !reads_changed() {
                continue;
            }
            let mut run = |gone: Vec<Span>, values| {
                let alone =
                    programs.entry((index, gone)).or_insert_with_key(|(_, gone)| attribute.without(checked, gone));
                evaluate(alone, values, arena, host)
            };
            let (old, new) = (run(Vec::new(), before), run(gone, after));
            let hidden = self.program.hides(index);
            let shown = |value: Value<'_>| match hidden && !value.is_absent() {
                true => Json::from(HIDDEN),
                false => json(value),
            };
            let before = old.map(|old| if old == Value::Skip { Value::Absent } else { old }).unwrap_or_default();
            let new = match new {
                Ok(Value::Skip) => continue,
                Ok(new) => new,
                Err(error) => {
                    flows.push(SimulatedFlow {
                        attribute: index,
                        before: shown(before),
                        after: Json::Null,
                        hidden,
                        diagnostic: Some(*error),
                    });
                    continue;
                }
            };
            let flows_at_all = match attribute.flow_type {
                FlowType::ObjectAddOnly => false,
                FlowType::AttributeAddOnly => before.is_absent(),
                FlowType::ValueAddOnly | FlowType::MultiValueAddOnly => !new.is_absent(),
                FlowType::Always => true,
            };
            // What is not loaded may make no difference, as behind the first value of a `Coalesce`.
            let is_overwritten = is_partial && run(Vec::new(), after).ok() != Some(new);
            let is_lost = is_overwritten && new.is_absent();
            // The service sends a null only for a value that is lost in this way.
            let is_sent = !new.is_absent() || is_lost;
            if flows_at_all && is_sent && (always || before != new && !(before.is_absent() && new.is_absent())) {
                let diagnostic = is_overwritten
                    .then(|| registry::null_overwrite(Span::default(), self.program.attributes().target(index)));
                flows.push(SimulatedFlow {
                    attribute: index,
                    before: shown(before),
                    after: shown(new),
                    hidden,
                    diagnostic,
                });
            }
        }
        flows
    }
}

impl Attribute {
    fn new(attribute: &AttributeMapping, checked: Option<Checked>, slots: &HashMap<&str, usize>) -> Self {
        // A constant never changes.
        let source = attribute.source.as_ref();
        let computes = source.is_some_and(|source| source.expression.is_some() || source.kind == TreeKind::Attribute);
        let checked = checked.filter(|_| computes);
        let names = checked.as_ref().map_or(&[][..], |checked| checked.attributes());
        let mut has_switch = false;
        if let Some(checked) = &checked {
            checked.root().walk(&mut |part| has_switch |= matches!(part.node, ExprKind::Switch(..)));
        }
        Self {
            reads: names.iter().map(|name| slots.get(&**name).copied().unwrap_or(usize::MAX)).collect(),
            has_switch,
            checked,
            flow_type: attribute.flow_type,
            flow_behavior: attribute.flow_behavior,
        }
    }

    /// What it computes without the parts that are not loaded.
    fn without(&self, checked: &Checked, gone: &[Span]) -> Alone {
        let program = compile(checked.language(), [("value", &checked.without(gone))], []);
        let known = checked.attributes().iter().zip(&self.reads);
        let known: HashMap<&str, usize> = known.map(|(name, slot)| (&**name, *slot)).collect();
        let slots = program.attributes().iter().map(|name| known.get(&**name).copied()).collect();
        Alone { program, slots }
    }
}

fn json(value: Value<'_>) -> Json {
    if value.is_absent() { Json::Null } else { to_json(value) }
}

/// The parts that are not loaded: each `Switch` with a default whose source has not changed.
fn not_loaded(part: &Expr, is_changed: &dyn Fn(u32) -> bool, gone: &mut Vec<Span>) {
    if let ExprKind::Switch(ends, _) = &part.node {
        let [source, default] = &**ends;
        let (mut reads, mut changes) = (false, false);
        source.walk(&mut |inner| {
            if let ExprKind::Attribute(slot) = inner.node {
                (reads, changes) = (true, changes || is_changed(slot));
            }
        });
        if !default.is_empty_slot_of(part) && reads && !changes {
            return gone.push(part.span);
        }
    }
    part.children().into_iter().for_each(|child| not_loaded(child, is_changed, gone));
}

/// The value of a single expression for a record.
fn evaluate<'r>(
    Alone { program, slots }: &Alone,
    values: &[Value<'r>],
    arena: &'r Bump,
    host: &'r dyn Host,
) -> Result<Value<'r>, EvalError> {
    let value = |slot: &Option<usize>| slot.and_then(|slot| values.get(slot)).copied().unwrap_or_default();
    let slots: Vec<Value<'r>> = slots.iter().map(value).collect();
    let session = Session::new(program, RunLimits::default());
    let inner = Bump::new();
    let scope = session.scope(&inner, host, "");
    session.value(0, &slots, &scope, &mut ()).map(|value| copied(value, arena))
}

/// The value with its texts in another arena.
fn copied<'r>(value: Value<'_>, arena: &'r Bump) -> Value<'r> {
    match value {
        Value::Absent => Value::Absent,
        Value::Skip => Value::Skip,
        Value::Bool(flag) => Value::Bool(flag),
        Value::Int(number) => Value::Int(number),
        Value::Number(text) => Value::Number(arena.alloc_str(text)),
        Value::Str(text) => Value::Str(arena.alloc_str(text)),
        Value::Complex(text) => Value::Complex(arena.alloc_str(text)),
        Value::Typed(typed) => Value::Typed(arena.alloc(typed.copied(arena))),
        Value::Multi(values) => {
            let values: Vec<Value<'r>> = values.iter().map(|value| copied(*value, arena)).collect();
            Value::Multi(arena.alloc_slice_copy(&values))
        }
    }
}

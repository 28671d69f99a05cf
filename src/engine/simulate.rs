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
use crate::record::{Malformed, RecordReader};
use crate::scim::HIDDEN;
use crate::syntax::TreeKind;
use crate::text::Span;
use crate::value::Value;
use bumpalo::Bump;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};

/// An object mapping made ready for simulation.
pub struct Simulator {
    program: ObjectProgram,
    attributes: Vec<Attribute>,
    /// Whether the source loads only what has changed.
    incremental: bool,
    /// The programs of single expressions, by the attribute mapping's number and the parts that are not loaded.
    programs: HashMap<(usize, Vec<Span>), Program>,
}

/// What of an attribute mapping decides about its flow.
struct Attribute {
    /// What it computes; nothing where it is a constant or has only a default.
    checked: Option<Checked>,
    flow_type: FlowType,
    flow_behavior: FlowBehavior,
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
        let each = object.attribute_mappings.iter().zip(&checked.expressions);
        let attributes = each.map(|(attribute, checked)| Attribute::new(attribute, checked.as_ref())).collect();
        let incremental = is_entra(rule.source_directory.value.as_str());
        let program = ObjectProgram::new(mapping, rule, object, checked);
        (Some(Self { program, attributes, incremental, programs: HashMap::new() }), diagnostics)
    }

    /// The object mapping.
    pub fn program(&self) -> &ObjectProgram {
        &self.program
    }

    /// Compares two states of a record, JSON objects: the source attributes that have changed, and the attributes that
    /// flow.
    ///
    /// # Errors
    /// One of them is no JSON object.
    pub fn compare(&mut self, before: &str, after: &str, host: &dyn Host) -> Result<Simulated, Box<Malformed>> {
        let arena = Bump::new();
        let read = |text| {
            let mut reader = RecordReader::new(self.program.attributes().slots());
            let values = reader.room(&arena);
            reader.read(text, &arena, values).map(|()| &*values)
        };
        let (before, after) = (read(before)?, read(after)?);
        let changed: Vec<String> = self.changed(before, after).into_iter().map(str::to_owned).collect();
        let flows = if changed.is_empty() { Vec::new() } else { self.flows(before, after, &arena, host) };
        Ok(Simulated { changed, flows })
    }

    /// The source attributes that have changed.
    fn changed(&self, before: &[Value<'_>], after: &[Value<'_>]) -> Vec<&str> {
        let names = self.program.attributes().referenced_attributes().iter().zip(before.iter().zip(after));
        names.filter(|(_, (before, after))| before != after).map(|(name, _)| &**name).collect()
    }

    /// What flows of a record that has changed. The values are those of the program's attributes. Attribute mappings
    /// that flow only on creation do not flow, and defaults are no values.
    fn flows<'r>(
        &mut self,
        before: &[Value<'r>],
        after: &[Value<'r>],
        arena: &'r Bump,
        host: &'r dyn Host,
    ) -> Vec<SimulatedFlow> {
        let (before, after) =
            (self.program.attributes().completed(before, arena), self.program.attributes().completed(after, arena));
        let changed: HashSet<String> = self.changed(before, after).into_iter().map(str::to_owned).collect();
        if changed.is_empty() {
            return Vec::new();
        }
        let mut flows = Vec::new();
        for (index, attribute) in self.attributes.iter().enumerate() {
            let Some(checked) = &attribute.checked else { continue };
            let mut gone = Vec::new();
            if self.incremental {
                not_loaded(checked.root(), checked.attributes(), &changed, &mut gone);
            }
            let is_partial = !gone.is_empty();
            let always = attribute.flow_behavior == FlowBehavior::FlowAlways;
            if !is_partial && !always && !checked.attributes().iter().any(|name| changed.contains(&**name)) {
                continue;
            }
            let names = self.program.attributes().referenced_attributes();
            let mut run = |gone: Vec<Span>, values| {
                let program = self.programs.entry((index, gone)).or_insert_with_key(|(_, gone)| {
                    compile(checked.language(), [("value", &checked.without(gone))], [])
                });
                evaluate(program, names, values, arena, host)
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
    fn new(attribute: &AttributeMapping, checked: Option<&Checked>) -> Self {
        // A constant never changes.
        let source = attribute.source.as_ref();
        let computes = source.is_some_and(|source| source.expression.is_some() || source.kind == TreeKind::Attribute);
        Self {
            checked: checked.filter(|_| computes).cloned(),
            flow_type: attribute.flow_type,
            flow_behavior: attribute.flow_behavior,
        }
    }
}

fn json(value: Value<'_>) -> Json {
    if value.is_absent() { Json::Null } else { to_json(value) }
}

/// The parts that are not loaded: each `Switch` with a default whose source has not changed.
fn not_loaded(part: &Expr, attributes: &[Box<str>], changed: &HashSet<String>, gone: &mut Vec<Span>) {
    if let ExprKind::Switch(ends, _) = &part.node {
        let [source, default] = &**ends;
        let mut reads = Vec::new();
        source.walk(&mut |inner| {
            if let ExprKind::Attribute(slot) = inner.node {
                reads.extend(attributes.get(slot as usize));
            }
        });
        let has_default = !default.is_empty_slot_of(part);
        if has_default && !reads.is_empty() && !reads.iter().any(|name| changed.contains(&***name)) {
            return gone.push(part.span);
        }
    }
    part.children().into_iter().for_each(|child| not_loaded(child, attributes, changed, gone));
}

/// The value of a single expression for a record. `names` are those of the values.
fn evaluate<'r>(
    program: &Program,
    names: &[Box<str>],
    values: &[Value<'r>],
    arena: &'r Bump,
    host: &'r dyn Host,
) -> Result<Value<'r>, EvalError> {
    let slot = |name: &str| names.iter().position(|known| **known == *name).and_then(|slot| values.get(slot));
    let slots: Vec<Value<'r>> =
        program.attributes().iter().map(|name| slot(name).copied().unwrap_or_default()).collect();
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
        Value::Multi(values) => {
            let values: Vec<Value<'r>> = values.iter().map(|value| copied(*value, arena)).collect();
            Value::Multi(arena.alloc_slice_copy(&values))
        }
    }
}

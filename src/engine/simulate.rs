//! Which attributes flow when records change, as an incremental cycle of the service sees them.
//!
//! With Microsoft Entra ID as the source only what has changed of a record is loaded. A `Switch` with a default whose
//! source has not changed gives nothing then, and the target is overwritten with that; everything else is computed from
//! the whole record.

use super::compile::find_object;
use super::{Expression, ObjectProgram, RunLimits, Session, compile_object, to_json};
use crate::check::Context;
use crate::diagnostic::{Diagnostic, EvalError, registry};
use crate::functions::{self, Body, Dialect, Host};
use crate::mapping::{FlowBehavior, FlowType, Mapping, ObjectMapping, is_entra};
use crate::scim::Flavor;
use crate::syntax::{self, Expression as Part, Node};
use crate::text::Span;
use crate::value::Value;
use bumpalo::Bump;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};

/// An attribute that has no value: only what the mapping names itself is read from a record.
const NOT_LOADED: &str = "[attribute that is not loaded]";

/// An object mapping made ready for simulation.
pub struct Simulator {
    program: ObjectProgram,
    attributes: Vec<Attribute>,
    dialect: Dialect,
    /// Whether the source loads only what has changed.
    incremental: bool,
    /// Expressions with parts that are not loaded, by their texts.
    expressions: HashMap<String, Option<Expression>>,
}

/// What of an attribute mapping decides about its flow.
struct Attribute {
    expression: Option<String>,
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
    /// What is the matter with it: `null-overwrite`, or why there is no value.
    pub diagnostic: Option<Diagnostic>,
}

impl Simulator {
    /// Compiles the object mapping of a name, as [`compile_object`] does.
    pub fn new(mapping: &Mapping, name: Option<&str>, dialect: Option<Dialect>) -> (Option<Self>, Vec<Diagnostic>) {
        let (program, diagnostics) = compile_object(mapping, name, dialect, Flavor::Entra);
        let (Some(program), Ok((rule, object))) = (program, find_object(mapping, name)) else {
            return (None, diagnostics);
        };
        let source = rule.source_directory.value.as_str();
        let incremental = is_entra(source);
        let dialect = program.program().dialect();
        let attributes = attributes(object);
        (Some(Self { program, attributes, dialect, incremental, expressions: HashMap::new() }), diagnostics)
    }

    /// The object mapping.
    pub fn program(&self) -> &ObjectProgram {
        &self.program
    }

    /// The source attributes that have changed.
    pub fn changed(&self, before: &[Value<'_>], after: &[Value<'_>]) -> Vec<&str> {
        let names = self.program.referenced_attributes().iter().zip(before.iter().zip(after));
        names.filter(|(_, (before, after))| before != after).map(|(name, _)| &**name).collect()
    }

    /// What flows of a record that has changed. The values are those of the program's attributes. Attribute mappings
    /// that flow only on creation do not flow, and defaults are no values.
    pub fn flows<'r>(
        &mut self,
        before: &[Value<'r>],
        after: &[Value<'r>],
        arena: &'r Bump,
        host: &'r dyn Host,
    ) -> Vec<SimulatedFlow> {
        let (before, after) = (self.program.completed(before, arena), self.program.completed(after, arena));
        let changed: HashSet<String> = self.changed(before, after).into_iter().map(str::to_owned).collect();
        if changed.is_empty() {
            return Vec::new();
        }
        let mut flows = Vec::new();
        for (index, attribute) in self.attributes.iter().enumerate() {
            let Some(text) = attribute.expression.as_deref() else { continue };
            let root = syntax::parse(text).root;
            let mut sources = HashSet::new();
            names(&root, &mut sources);
            let loaded = if self.incremental { unloaded(text, &root, &changed) } else { text.to_owned() };
            let is_partial = loaded != text;
            let always = attribute.flow_behavior == FlowBehavior::FlowAlways;
            if !is_partial && !always && sources.is_disjoint(&changed) {
                continue;
            }
            let slots = self.program.referenced_attributes();
            let old = evaluate(&mut self.expressions, self.dialect, text, slots, before, arena, host);
            let new = evaluate(&mut self.expressions, self.dialect, &loaded, slots, after, arena, host);
            let (Some(old), Some(new)) = (old, new) else { continue };
            let before = old.map(|old| if old == Value::Skip { Value::Absent } else { old }).unwrap_or_default();
            let new = match new {
                Ok(Value::Skip) => continue,
                Ok(new) => new,
                Err(error) => {
                    flows.push(SimulatedFlow {
                        attribute: index,
                        before: json(before),
                        after: Json::Null,
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
            let is_lost = is_partial && new.is_absent();
            // Otherwise the service sends no nulls.
            let is_sent = !new.is_absent() || is_lost;
            if flows_at_all && is_sent && (always || before != new && !(before.is_absent() && new.is_absent())) {
                let diagnostic =
                    is_partial.then(|| registry::null_overwrite(Span::default(), self.program.target(index)));
                flows.push(SimulatedFlow { attribute: index, before: json(before), after: json(new), diagnostic });
            }
        }
        flows
    }
}

fn attributes(object: &ObjectMapping) -> Vec<Attribute> {
    let each = object.attribute_mappings.iter().map(|attribute| {
        let source = attribute.source.as_ref();
        let written = source.and_then(|source| Some(source.expression.as_ref()?.value.clone()));
        let named = || {
            let source = source.filter(|source| source.kind == syntax::TreeKind::Attribute)?;
            Some(format!("[{}]", source.name.as_ref()?.value))
        };
        Attribute {
            expression: written.or_else(named),
            flow_type: attribute.flow_type,
            flow_behavior: attribute.flow_behavior,
        }
    });
    each.collect()
}

fn json(value: Value<'_>) -> Json {
    if value.is_absent() { Json::Null } else { to_json(value) }
}

fn names(part: &Part, found: &mut HashSet<String>) {
    part.walk(&mut |inner| {
        if let Node::Attribute(name) = &inner.node {
            found.insert(name.to_string());
        }
    });
}

/// An expression's text with an absent attribute for each `Switch` with a default whose source has not changed.
fn unloaded(text: &str, root: &Part, changed: &HashSet<String>) -> String {
    let mut gone = Vec::new();
    collect(root, changed, &mut gone);
    let mut loaded = String::with_capacity(text.len());
    let mut at = 0;
    for span in gone {
        let range = span.range();
        loaded.push_str(text.get(at..range.start).unwrap_or_default());
        loaded.push_str(NOT_LOADED);
        at = range.end;
    }
    loaded + text.get(at..).unwrap_or_default()
}

fn collect(part: &Part, changed: &HashSet<String>, gone: &mut Vec<Span>) {
    if let Node::Call(call) = &part.node
        && functions::find(&call.name).is_some_and(|function| matches!(function.body, Body::Switch))
        && call.arguments.get(1).is_some_and(|default| !default.is_missing())
    {
        let mut sources = HashSet::new();
        call.arguments.iter().take(1).for_each(|source| names(source, &mut sources));
        if !sources.is_empty() && sources.is_disjoint(changed) {
            gone.push(part.span);
            return;
        }
    }
    part.children().into_iter().for_each(|child| collect(child, changed, gone));
}

/// The value of an expression for a record; nothing where the expression cannot be run by itself.
fn evaluate<'r>(
    known: &mut HashMap<String, Option<Expression>>,
    dialect: Dialect,
    text: &str,
    names: &[Box<str>],
    values: &[Value<'r>],
    arena: &'r Bump,
    host: &'r dyn Host,
) -> Option<Result<Value<'r>, EvalError>> {
    let make = || Expression::new(text, Context { dialect, source: None }).ok();
    let expression = known.entry(text.to_owned()).or_insert_with(make).as_ref()?;
    let slot = |name: &str| names.iter().position(|known| **known == *name).and_then(|slot| values.get(slot));
    let slots: Vec<Value<'r>> =
        expression.program().attributes().iter().map(|name| slot(name).copied().unwrap_or_default()).collect();
    let session = Session::new(expression.program(), RunLimits::default());
    let inner = Bump::new();
    let scope = session.scope(&inner, host, "");
    Some(session.value(0, &slots, &scope, &mut ()).map(|value| copied(value, arena)))
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

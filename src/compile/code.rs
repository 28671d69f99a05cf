//! One expression's instructions.

use crate::check::{Typed, TypedNode};
use crate::functions::{Body, Function, Mode};
use crate::program::{Arithmetic, Builder, Constant, KeyTable, Op};
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::Kind;

/// Adds the instructions that leave the value of `part` on the stack. `slots` are the program's slots of the
/// expression's attributes.
pub(super) fn emit(builder: &mut Builder, part: &Typed, slots: &[u32]) {
    let span = part.span;
    match &part.node {
        TypedNode::Constant(constant) => push_constant(builder, constant.clone(), span),
        TypedNode::Skip => builder.push(Op::Skip, span),
        TypedNode::Attribute(slot) => {
            builder.push(Op::Attribute(slots.get(*slot as usize).copied().unwrap_or_default()), span);
        }
        TypedNode::Setting(name) => {
            builder.asks_the_world();
            let index = builder.constant(Constant::Text(name.clone()));
            builder.push(Op::Setting(index), span);
        }
        TypedNode::Unavailable(name) => {
            let index = builder.constant(Constant::Text(name.clone()));
            builder.push(Op::Unavailable(index), span);
        }
        TypedNode::Call(function, arguments) => call(builder, function, arguments, span, slots),
        TypedNode::FirstThat(parts) => first_that(builder, parts, span, slots),
        TypedNode::Branch(parts) => branch(builder, parts, span, slots),
        TypedNode::Match(ends, pairs) => choose(builder, ends, pairs, span, slots),
        TypedNode::Operate(first, rest) => {
            emit(builder, first, slots);
            for (operator, part) in rest {
                emit(builder, part, slots);
                builder.push(operation(*operator), span);
            }
        }
    }
}

fn push_constant(builder: &mut Builder, constant: Constant, span: Span) {
    let index = builder.constant(constant);
    builder.push(Op::Constant(index), span);
}

fn call(builder: &mut Builder, function: &'static Function, arguments: &[Typed], span: Span, slots: &[u32]) {
    let given = arguments.get(..given(function, arguments)).unwrap_or(arguments);
    for (slot, argument) in given.iter().enumerate() {
        let takes = function.parameter(slot).map(|parameter| parameter.takes.kind);
        if let (Some(Kind::Pattern), Some(pattern)) = (takes, argument.text()) {
            builder.pattern(pattern);
        }
        emit(builder, argument, slots);
    }
    let Body::Native(native) = function.body else { return };
    let count = u16::try_from(given.len()).unwrap_or(u16::MAX);
    let spans = arguments.iter().map(|argument| argument.span).collect();
    let site = builder.here();
    builder.call(function, Op::Call { function, native, arguments: count, site }, span, spans);
}

/// How many arguments a call hands over: what is left blank at the end is as absent to a function that is not given it,
/// unless it counts its arguments or takes any number of them.
fn given(function: &Function, arguments: &[Typed]) -> usize {
    let counts = function.counts_slots() || function.slots().any(|slot| slot.takes.mode == Mode::Repeating);
    let is_blank = |argument: &Typed| matches!(argument.node, TypedNode::Constant(Constant::Absent));
    let last = arguments.iter().rposition(|argument| counts || !is_blank(argument));
    last.map_or(0, |last| last + 1)
}

/// Each part in turn; the first that is present jumps to the end.
fn first_that(builder: &mut Builder, parts: &[Typed], span: Span, slots: &[u32]) {
    let depth = builder.depth();
    let mut marks = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        emit(builder, part, slots);
        if index + 1 < parts.len() {
            marks.push(builder.jump(Op::JumpIfPresent(0), part.span));
        }
    }
    if parts.is_empty() {
        push_constant(builder, Constant::Absent, span);
    }
    for mark in marks {
        builder.land(mark);
    }
    builder.set_depth(depth + 1);
}

fn branch(builder: &mut Builder, parts: &[Typed; 3], span: Span, slots: &[u32]) {
    let [condition, truly, falsely] = parts;
    let depth = builder.depth();
    emit(builder, condition, slots);
    let otherwise = builder.jump(Op::JumpUnless(0), condition.span);
    emit(builder, truly, slots);
    let end = builder.jump(Op::Jump(0), span);
    builder.land(otherwise);
    builder.set_depth(depth);
    emit(builder, falsely, slots);
    builder.land(end);
}

/// A `Switch`: by a table where all keys are constant texts, otherwise key after key.
fn choose(builder: &mut Builder, ends: &[Typed; 2], pairs: &[(Typed, Typed)], span: Span, slots: &[u32]) {
    let [source, default] = ends;
    let depth = builder.depth();
    emit(builder, source, slots);
    if pairs.iter().all(|(key, _)| key.text().is_some()) {
        by_table(builder, default, pairs, (source.span, span), depth, slots);
        return;
    }
    builder.push(Op::Key, source.span);
    let mut ends = Vec::new();
    for (key, value) in pairs {
        emit(builder, key, slots);
        let next = builder.jump(Op::JumpUnlessKey(0), key.span);
        builder.set_depth(depth);
        emit(builder, value, slots);
        ends.push(builder.jump(Op::Jump(0), value.span));
        builder.land(next);
        builder.set_depth(depth + 1);
    }
    builder.push(Op::Pop, source.span);
    emit(builder, default, slots);
    for end in ends {
        builder.land(end);
    }
    builder.set_depth(depth + 1);
}

fn by_table(
    builder: &mut Builder,
    default: &Typed,
    pairs: &[(Typed, Typed)],
    (source, whole): (Span, Span),
    depth: usize,
    slots: &[u32],
) {
    let table = builder.table();
    builder.push(Op::Match(table), source);
    let (mut keys, mut ends) = (Vec::new(), Vec::new());
    for (key, value) in pairs {
        keys.extend(key.text().map(|key| (key.into(), builder.here())));
        builder.set_depth(depth);
        emit(builder, value, slots);
        ends.push(builder.jump(Op::Jump(0), whole));
    }
    let here = builder.here();
    if let Some(table) = builder.table_mut(table) {
        *table = KeyTable::new(keys, here);
    }
    builder.set_depth(depth);
    emit(builder, default, slots);
    for end in ends {
        builder.land(end);
    }
}

fn operation(operator: Operator) -> Op {
    Op::Operate(match operator {
        Operator::Compare(comparison) => return Op::Compare(comparison),
        Operator::And => Arithmetic::And,
        Operator::Or => Arithmetic::Or,
        Operator::Concatenate => Arithmetic::Concatenate,
        Operator::Add => Arithmetic::Add,
        Operator::Subtract => Arithmetic::Subtract,
        Operator::Multiply => Arithmetic::Multiply,
        Operator::Divide => Arithmetic::Divide,
    })
}

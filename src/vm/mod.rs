//! The machine: runs a program's code over a record's values.
//!
//! It attaches the place to every fault, so that function bodies never see one. It touches its own stack and the scope's
//! arena, nothing else.

mod operate;
mod patterns;

pub use operate::truth;
pub use patterns::PatternCache;

use crate::diagnostic::{Fault, catalogue};
use crate::dotnet::datetime::DateTime;
use crate::functions::{Body, Dialect, Function, Host, Patterns, Refusal, Scope};
use crate::program::{Constant, Op, PatternTable, Program};
use crate::text::Span;
use crate::value::{Value, compare};
use bumpalo::Bump;

/// Somebody who looks on while the machine runs.
pub trait Observer {
    /// An instruction has left a value on the stack.
    fn value(&mut self, program: &Program, at: usize, value: Value<'_>);
}

/// Nobody.
impl Observer for () {
    fn value(&mut self, _: &Program, _: usize, _: Value<'_>) {}
}

/// Runs the code from `start` to its `Return` and gives the value left. `slots` are the values of the program's
/// attributes.
pub fn run<'r>(
    program: &'r Program,
    start: u32,
    slots: &[Value<'r>],
    scope: &'r Scope<'r>,
    observer: &mut impl Observer,
) -> Result<Value<'r>, Fault> {
    let mut stack = Stack { values: scope.arena.alloc_slice_fill_copy(program.stack(), Value::Absent), depth: 0 };
    let mut at = start as usize;
    while let Some(op) = program.op(at) {
        let next = at + 1;
        at = match *op {
            Op::Attribute(slot) => stack.push(slots.get(usize::from(slot)).copied().unwrap_or_default(), next),
            Op::Constant(index) => stack.push(program.constant(index), next),
            Op::Skip => stack.push(Value::Skip, next),
            Op::Setting(index) => {
                let value = setting(program, index, scope).map_err(|fault| placed(fault, program.span(at)))?;
                stack.push(value, next)
            }
            Op::Unavailable(index) => {
                let name = text_of(program.constant(index));
                return Err(Box::new(catalogue::unavailable_function(program.span(at), name)));
            }
            Op::Call { native, arguments, .. } => {
                scope.site.set(u32::try_from(at).unwrap_or(u32::MAX));
                let arguments = stack.take(usize::from(arguments));
                let value = match native(scope, arguments) {
                    Ok(value) => value,
                    Err(refusal) => refused(refusal, program, at)?,
                };
                stack.push(value, next)
            }
            Op::Compare(comparison) => {
                let (left, right) = stack.take_two();
                let Some(ordering) = compare(left, right) else {
                    return Err(Box::new(catalogue::several_values_compared(program.span(at))));
                };
                stack.push(Value::Bool(comparison.holds(ordering)), next)
            }
            Op::Operate(operator) => {
                let (left, right) = stack.take_two();
                let value = operate::operate(operator, left, right, scope);
                stack.push(value.map_err(|fault| placed(fault, program.span(at)))?, next)
            }
            Op::JumpIfPresent(to) if !stack.top().is_absent() => to as usize,
            Op::JumpIfPresent(_) | Op::Pop => {
                stack.pop();
                at += 1;
                continue;
            }
            Op::JumpUnless(to) => {
                at = match truth(stack.pop()) {
                    Some(true) => next,
                    Some(false) => to as usize,
                    None => return Err(Box::new(catalogue::not_a_condition(program.span(at)))),
                };
                continue;
            }
            Op::Jump(to) => to as usize,
            Op::Match(table) => {
                let source = stack.pop();
                let key = key_text(source, scope).ok_or_else(|| several_keys(source, program.span(at)))?;
                at = program.table(table).map_or(next, |table| table.target(key) as usize);
                continue;
            }
            Op::JumpUnlessKey(to) => {
                let key = stack.pop();
                let source = stack.top();
                let (Some(wanted), Some(found)) = (key_text(key, scope), key_text(source, scope)) else {
                    return Err(several_keys(
                        if key_text(key, scope).is_none() { key } else { source },
                        program.span(at),
                    ));
                };
                at = if wanted == found {
                    stack.pop();
                    next
                } else {
                    to as usize
                };
                continue;
            }
            Op::Return => return Ok(stack.pop()),
        };
        observer.value(program, next - 1, stack.top());
    }
    Ok(Value::Absent)
}

/// The stack, as deep as the program needs it.
struct Stack<'s, 'r> {
    values: &'s mut [Value<'r>],
    depth: usize,
}

impl<'r> Stack<'_, 'r> {
    /// Pushes a value and gives back where to go on, so that arms of the machine's loop read as one line.
    fn push(&mut self, value: Value<'r>, next: usize) -> usize {
        if let Some(place) = self.values.get_mut(self.depth) {
            *place = value;
        }
        self.depth += 1;
        next
    }

    fn pop(&mut self) -> Value<'r> {
        self.depth = self.depth.saturating_sub(1);
        self.values.get(self.depth).copied().unwrap_or_default()
    }

    fn top(&self) -> Value<'r> {
        self.depth.checked_sub(1).and_then(|top| self.values.get(top)).copied().unwrap_or_default()
    }

    fn take(&mut self, count: usize) -> &[Value<'r>] {
        let end = self.depth;
        self.depth = end.saturating_sub(count);
        self.values.get(self.depth..end).unwrap_or_default()
    }

    fn take_two(&mut self) -> (Value<'r>, Value<'r>) {
        let right = self.pop();
        (self.pop(), right)
    }
}

fn setting<'r>(program: &'r Program, index: u16, scope: &'r Scope<'r>) -> Result<Value<'r>, Fault> {
    let name = text_of(program.constant(index));
    match scope.host.setting(name) {
        Some(value) => Ok(Value::Text(value)),
        None => Err(Box::new(catalogue::unset_setting(Span::default(), name))),
    }
}

fn text_of(value: Value<'_>) -> &str {
    match value {
        Value::Text(text) => text,
        _ => "",
    }
}

/// The text that a `Switch` compares; absent counts as the empty text.
fn key_text<'r>(value: Value<'r>, scope: &'r Scope<'r>) -> Option<&'r str> {
    if value.is_absent() { Some("") } else { value.text(scope.arena) }
}

fn several_keys(value: Value<'_>, span: Span) -> Fault {
    let count = if let Value::Multi(values) = value { values.len() } else { 0 };
    Box::new(catalogue::several_values(span, "Switch", "source", count))
}

fn placed(mut fault: Fault, span: Span) -> Fault {
    fault.span = span;
    fault
}

/// What a refused call comes to: no value, or a fault at the call or at one of its arguments.
fn refused<'r>(refusal: Refusal, program: &Program, at: usize) -> Result<Value<'r>, Fault> {
    match refusal {
        Refusal::Absent => Ok(Value::Absent),
        Refusal::Call(fault) => Err(placed(fault, program.span(at))),
        Refusal::Argument(argument, fault) => {
            Err(placed(fault, program.argument_span(at, argument).unwrap_or(program.span(at))))
        }
    }
}

/// The result of a pure function for constants, or nothing where it fails or is no constant. Long results are left to
/// the run, so that a program stays small.
pub fn call_constant(function: &Function, arguments: &[&Constant], dialect: Dialect) -> Option<Constant> {
    const LONGEST_FOLDED: usize = 10_000;
    let Body::Native(native) = function.body else { return None };
    let (arena, table, nobody) = (Bump::new(), PatternTable::default(), Nobody);
    let patterns = PatternCache::new(&table);
    let patterns: &dyn Patterns = &patterns;
    let scope = Scope {
        arena: &arena,
        host: &nobody,
        patterns,
        dialect,
        longest_text: LONGEST_FOLDED,
        record: "",
        site: std::cell::Cell::new(0),
    };
    let values: Vec<Value<'_>> = arguments.iter().map(|constant| constant.value()).collect();
    let values = arena.alloc_slice_copy(&values);
    match native(&scope, values) {
        Ok(value) => Constant::of(value),
        Err(Refusal::Absent) => Some(Constant::Absent),
        Err(_) => None,
    }
}

/// The world of functions that do not look at it.
struct Nobody;

impl Host for Nobody {
    fn now(&self) -> DateTime {
        DateTime::default()
    }

    fn entropy(&self, _: &str, _: u32) -> u64 {
        0
    }

    fn setting(&self, _: &str) -> Option<&str> {
        None
    }

    fn claim(&self, _: &str) -> bool {
        false
    }
}

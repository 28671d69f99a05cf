//! The machine: runs a program's code over a record's values.
//!
//! It attaches the place to every fault, so that function bodies never see one. It touches its own stack and the scope's
//! arena, nothing else.

mod operate;
mod patterns;

pub use operate::truth;
pub use patterns::{PatternCache, PatternLimits};

use crate::diagnostic::{Fault, catalogue};
use crate::dotnet::datetime::DateTime;
use crate::functions::{Body, Dialect, Function, Host, Patterns, Refusal, Scope};
use crate::program::{Constant, Op, PatternTable, Program, Start};
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

/// A machine for one record: its stack is made once, and serves all expressions one after the other.
pub struct Machine<'s, 'r> {
    program: &'r Program,
    /// The values of the program's constants.
    constants: &'r [Value<'r>],
    /// The values of the program's attributes.
    slots: &'s [Value<'r>],
    scope: &'r Scope<'r>,
    stack: &'r mut [Value<'r>],
}

impl<'s, 'r> Machine<'s, 'r> {
    /// A machine for the record whose attributes' values are `slots`, in the order of the program's attributes.
    /// `constants` are the program's, which do not change with the record.
    pub fn new(program: &'r Program, constants: &'r [Value<'r>], slots: &'s [Value<'r>], scope: &'r Scope<'r>) -> Self {
        let stack = scope.arena.alloc_slice_fill_copy(program.stack(), Value::Absent);
        Self { program, constants, slots, scope, stack }
    }

    /// The value of one of the program's expressions; absent where there is no such.
    #[inline(never)]
    pub fn value(&mut self, entry: usize, observer: &mut impl Observer) -> Result<Value<'r>, Fault> {
        let entry = self.program.entries().get(entry);
        entry.map_or(Ok(Value::Absent), |entry| self.start(entry.start, observer))
    }

    /// The value of an expression of the program that comes about so.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub fn start(&mut self, start: Start, observer: &mut impl Observer) -> Result<Value<'r>, Fault> {
        match start {
            Start::Attribute(slot) => Ok(*self.slots.get(slot as usize).unwrap_or(&Value::Absent)),
            Start::Code(code) => self.run(code, observer).map_err(|fault| redacted(fault, self.program, start)),
        }
    }

    /// Runs the code from `start` to its `Return` and gives the value left. A part of whoever runs one expression after the
    /// other, so that what they have in common is fetched once.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn run(&mut self, start: u32, observer: &mut impl Observer) -> Result<Value<'r>, Fault> {
        let Self { program, constants, slots, scope, .. } = *self;
        let mut stack = Stack { values: self.stack, depth: 0 };
        let code = program.code();
        // The next instruction.
        let mut next = start as usize;
        while let Some(op) = code.get(next) {
            let at = next;
            next += 1;
            match *op {
                // Half of all instructions.
                Op::Attribute(slot) => stack.push(*slots.get(slot as usize).unwrap_or(&Value::Absent)),
                Op::Constant(index) => stack.push(*constants.get(index as usize).unwrap_or(&Value::Absent)),
                Op::Skip => stack.push(Value::Skip),
                Op::Setting(index) => {
                    let span = program.span(at);
                    stack.push(setting(program, index, scope).map_err(|fault| placed(fault, span))?);
                }
                Op::Unavailable(index) => {
                    let name = text_of(program.constant(index));
                    let span = program.span(at);
                    return Err(Box::new(catalogue::unavailable_function(span, name)));
                }
                Op::Call { native, arguments, site, .. } => {
                    scope.site.set(site);
                    let value = match native(scope, stack.take(usize::from(arguments))) {
                        Ok(value) => value,
                        Err(refusal) => refused(refusal, program, site as usize)?,
                    };
                    stack.push(value);
                }
                Op::Compare(comparison) => {
                    let (left, right) = stack.pop_two();
                    let Some(ordering) = compare(left, right) else {
                        let span = program.span(at);
                        return Err(Box::new(catalogue::several_values_compared(span)));
                    };
                    stack.push(Value::Bool(comparison.holds(ordering)));
                }
                Op::Operate(operator) => {
                    let (left, right) = stack.pop_two();
                    let span = program.span(at);
                    stack.push(operate::operate(operator, left, right, scope).map_err(|fault| placed(fault, span))?);
                }
                Op::JumpIfPresent(to) => {
                    if !stack.is_present() {
                        stack.pop();
                        continue;
                    }
                    // The value is shown with the jump that found it there.
                    observer.value(program, at, stack.top());
                    next = to as usize;
                    continue;
                }
                Op::Pop => {
                    stack.pop();
                    continue;
                }
                Op::JumpUnless(to) => {
                    let condition = stack.pop();
                    match if let Value::Bool(flag) = condition { Some(flag) } else { truth(condition) } {
                        Some(true) => {}
                        Some(false) => next = to as usize,
                        None => {
                            let span = program.span(at);
                            return Err(Box::new(catalogue::not_a_condition(span)));
                        }
                    }
                    continue;
                }
                Op::Jump(to) => {
                    observer.value(program, at, stack.top());
                    next = to as usize;
                    continue;
                }
                Op::Match(table) => {
                    let source = stack.pop();
                    let Some(key) = key_text(source, scope) else {
                        return Err(several_keys(source, program.span(at)));
                    };
                    if let Some(table) = program.table(table) {
                        next = table.target(key) as usize;
                    }
                    continue;
                }
                Op::Key => {
                    let source = stack.pop();
                    let Some(key) = key_text(source, scope) else {
                        return Err(several_keys(source, program.span(at)));
                    };
                    // Nothing that whoever looks on should see: the source's value has been shown.
                    stack.push(Value::Text(key));
                    continue;
                }
                Op::JumpUnlessKey(to) => {
                    let key = stack.pop();
                    let Some(wanted) = key_text(key, scope) else {
                        return Err(several_keys(key, program.span(at)));
                    };
                    if stack.top() == Value::Text(wanted) {
                        stack.pop();
                    } else {
                        next = to as usize;
                    }
                    continue;
                }
                Op::Return => return Ok(stack.pop()),
            }
            observer.value(program, at, stack.top());
        }
        Ok(Value::Absent)
    }
}

/// A fault without the value that shows what is wrong, where the expression calls `Redact`.
#[cold]
pub fn redacted(mut fault: Fault, program: &Program, start: Start) -> Fault {
    if fault.value.is_some() && program.redacts(start) {
        fault.value = None;
    }
    fault
}

/// The stack, as deep as the program needs it.
struct Stack<'s, 'r> {
    values: &'s mut [Value<'r>],
    depth: usize,
}

impl<'r> Stack<'_, 'r> {
    #[inline]
    fn push(&mut self, value: Value<'r>) {
        if let Some(place) = self.values.get_mut(self.depth) {
            *place = value;
        }
        self.depth += 1;
    }

    #[inline]
    fn pop(&mut self) -> Value<'r> {
        self.depth = self.depth.saturating_sub(1);
        *self.values.get(self.depth).unwrap_or(&Value::Absent)
    }

    #[inline]
    fn pop_two(&mut self) -> (Value<'r>, Value<'r>) {
        let right = self.pop();
        (self.pop(), right)
    }

    #[inline]
    fn top(&self) -> Value<'r> {
        *self.depth.checked_sub(1).and_then(|top| self.values.get(top)).unwrap_or(&Value::Absent)
    }

    /// Whether the topmost value is present.
    #[inline]
    fn is_present(&self) -> bool {
        let top = self.depth.checked_sub(1).and_then(|top| self.values.get(top));
        top.is_some_and(|value| !matches!(value, Value::Absent | Value::Skip | Value::Multi([])))
    }

    #[inline]
    fn take(&mut self, count: usize) -> &[Value<'r>] {
        let end = self.depth;
        self.depth = end.saturating_sub(count);
        self.values.get(self.depth..end).unwrap_or_default()
    }
}

fn setting<'r>(program: &'r Program, index: u32, scope: &'r Scope<'r>) -> Result<Value<'r>, Fault> {
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
    let values = arena.alloc_slice_fill_iter(arguments.iter().map(|constant| constant.value()));
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

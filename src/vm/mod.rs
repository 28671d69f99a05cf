//! The VM: runs the code of a program with the values of a record.
//!
//! It adds the location to every error, so that function bodies need no locations. It writes only to its own registers
//! and to the arena of the scope. Does not know the text that the code came from, or where a value goes. Code only jumps
//! forward, and a loop takes as many turns as it has values, so a run ends when its code does.

mod observe;
mod operate;
mod patterns;
#[cfg(feature = "connect")]
mod typed;

pub use observe::{Observer, Shown};
pub use operate::truth;
pub use patterns::{PatternCache, PatternLimits};

use crate::diagnostic::{EvalError, registry};
use crate::dotnet::datetime::DateTime;
use crate::dotnet::regex::{Budget, STEPS};
use crate::functions::{Body, CallError, Function, Host, Operand, OperandFrame, Patterns, Scope, apply};
use crate::program::{Constant, Op, Operands, PatternTable, Program, Start};
use crate::text::Span;
#[cfg(feature = "connect")]
use crate::value::Typed;
use crate::value::{Value, compare};
use bumpalo::Bump;
use observe::{Cancellable, show_operands, show_result};
use std::cell::Cell;

/// A VM for one record. Its registers are allocated once and used for all expressions, one after the other.
pub struct Machine<'s, 'r> {
    program: &'r Program,
    frame: OperandFrame<'s, 'r>,
    scope: &'r Scope<'r>,
}

impl<'s, 'r: 's> Machine<'s, 'r> {
    /// A VM for a record. `slots` are the values of its attributes, in the order of the program's attributes;
    /// `constants` are those of the program, which are the same for every record.
    pub fn new(program: &'r Program, constants: &'r [Value<'r>], slots: &'s [Value<'r>], scope: &'r Scope<'r>) -> Self {
        let registers = scope.arena.alloc_slice_fill_copy(program.registers(), Value::Absent);
        let registers = Cell::from_mut(registers).as_slice_of_cells();
        #[cfg(feature = "connect")]
        let slots = typed::with_types(program, slots, scope.arena);
        Self { program, frame: OperandFrame { attributes: slots, constants, registers }, scope }
    }

    /// The value of one of the program's expressions; absent if there is no such expression.
    #[inline(never)]
    pub fn value(&self, entry: usize, observer: &mut impl Observer) -> Result<Value<'r>, EvalError> {
        match self.program.entries().get(entry).map(|entry| entry.start) {
            Some(start @ Start::Code { start: first, .. }) if self.is_large() => {
                self.run_large(first, observer).map_err(|error| redacted(error, self.program, start))
            }
            Some(start) => self.start(start, observer),
            None => Ok(Value::Absent),
        }
    }

    /// Whether the record is so large that the host is asked between instructions whether to give up. Only
    /// [`value`](Self::value) does so: asking costs time in each instruction, and code over other records is too short.
    pub fn is_large(&self) -> bool {
        self.scope.is_large && cfg!(not(target_family = "wasm"))
    }

    /// The value of the expression of the program with this start.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub fn start(&self, start: Start, observer: &mut impl Observer) -> Result<Value<'r>, EvalError> {
        match start {
            Start::Attribute(slot) => Ok(*self.frame.attributes.get(slot as usize).unwrap_or(&Value::Absent)),
            Start::Code { start: first, .. } => self
                .run(self.program.code(), first as usize, observer)
                .map_err(|error| redacted(error, self.program, start)),
        }
    }

    /// The same for a large record, which somebody may cancel.
    #[cold]
    #[inline(never)]
    fn run_large<O: Observer>(&self, start: u32, observer: &mut O) -> Result<Value<'r>, EvalError> {
        let (code, start) = (self.program.code(), start as usize);
        match O::ENABLED {
            true => self.run(code, start, observer),
            false => self.run(code, start, &mut Cancellable(self.scope.host)),
        }
    }

    /// Runs the program's code from `start` to a `Return` and returns its value; `code` may end earlier. It is inlined into callers that run one
    /// expression after the other, so that what these have in common is loaded only once.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn run<O: Observer>(&self, code: &[Op], start: usize, observer: &mut O) -> Result<Value<'r>, EvalError> {
        let Self { program, scope, ref frame } = *self;
        // The next instruction.
        let mut next = start;
        while let Some(op) = code.get(next) {
            let at = next;
            next += 1;
            if O::ENABLED {
                if observer.stops() {
                    return Err(Box::new(registry::run_cancelled(program.span(at))));
                }
                show_operands(program, at, frame, observer);
            }
            match *op {
                Op::Move { from, into } => frame.set(into, frame.get(from)),
                Op::Skip { into } => frame.set(into, Value::Skip),
                Op::Setting { name, into } => {
                    let value = setting(program, name, scope).map_err(|error| placed(error, program.span(at)))?;
                    frame.set(into, value);
                }
                Op::Unavailable(name) => {
                    let name = text_of(program.constant(name));
                    let product = program.language().product;
                    return Err(Box::new(registry::unavailable_function(program.span(at), name, product)));
                }
                Op::Call { native, operands, into, .. } => {
                    scope.site.set(at as u32);
                    let value = match native(scope, frame, program.operands(operands)) {
                        Ok(value) => value,
                        Err(error) => refused(error, program, at, operands)?,
                    };
                    frame.set(into, value);
                }
                Op::Compare { comparison, operands, into } => {
                    let (left, right) = two(program, operands, frame);
                    let Some(ordering) = compare(left, right) else {
                        return Err(Box::new(registry::several_values_compared(program.span(at))));
                    };
                    let nothing = left.is_absent() || right.is_absent();
                    let compares = !nothing || program.language().absent_is_empty;
                    frame.set(into, Value::Bool(compares && comparison.holds(ordering)));
                }
                Op::Concatenate { operands, into } => {
                    let (left, right) = two(program, operands, frame);
                    let result = operate::concatenate(left, right, scope);
                    frame.set(into, result.map_err(|error| placed(error, program.span(at)))?);
                }
                #[cfg(feature = "connect")]
                Op::Typed { operator, operands, into } => {
                    let (left, right) = two(program, operands, frame);
                    let result = typed::operate(operator, left, right, scope);
                    frame.set(into, result.map_err(|error| placed(error, program.span(at)))?);
                }
                #[cfg(feature = "connect")]
                Op::Clear { into } => frame.set(into, Value::Typed(&Typed::Clear)),
                #[cfg(feature = "connect")]
                Op::Each { .. } => next = self.each(at, observer)?,
                Op::JumpIfPresent { from, into, target } => {
                    let value = frame.get(from);
                    if !value.is_absent() {
                        frame.set(into, value);
                        next = target as usize;
                    }
                }
                Op::JumpUnless { condition, target } => {
                    let condition = frame.get(condition);
                    let holds = match condition {
                        Value::Bool(flag) => flag,
                        other => condition_of(program, other, at)?,
                    };
                    if !holds {
                        next = target as usize;
                    }
                }
                Op::Jump { target } => next = target as usize,
                Op::Match { source, table } => {
                    let key = key_text(frame.get(source), scope, program, at)?;
                    if let Some(table) = program.table(table) {
                        next = table.target(key) as usize;
                    }
                }
                Op::Key { source, into } => {
                    frame.set(into, Value::Str(key_text(frame.get(source), scope, program, at)?));
                }
                Op::JumpUnlessKey { key, source, target } => {
                    let key = key_text(frame.get(key), scope, program, at)?;
                    if frame.get(Operand::Register(source)) != Value::Str(key) {
                        next = target as usize;
                    }
                }
                Op::Return(operand) => return Ok(frame.get(operand)),
            }
            if O::ENABLED {
                show_result(program, at, next, frame, observer);
            }
        }
        Ok(Value::Absent)
    }
}

/// Whether a condition holds that is no Boolean.
fn condition_of(program: &Program, value: Value<'_>, at: usize) -> Result<bool, EvalError> {
    #[cfg(feature = "connect")]
    return typed::condition(program, value, program.span(at));
    #[cfg(not(feature = "connect"))]
    truth(value).ok_or_else(|| Box::new(registry::not_a_condition(program.span(at))))
}

/// An error without the value that caused it, if the expression calls a function that hides its result (`Redact`).
#[cold]
pub fn redacted(mut error: EvalError, program: &Program, start: Start) -> EvalError {
    if error.value.is_some() && program.redacts(start) {
        error.value = None;
    }
    error
}

/// The two operands of an instruction.
#[inline]
fn two<'r>(program: &Program, operands: Operands, frame: &OperandFrame<'_, 'r>) -> (Value<'r>, Value<'r>) {
    match program.operands(operands) {
        [left, right] => (frame.get(*left), frame.get(*right)),
        _ => (Value::Absent, Value::Absent),
    }
}

fn setting<'r>(program: &'r Program, index: u32, scope: &'r Scope<'r>) -> Result<Value<'r>, EvalError> {
    let name = text_of(program.constant(index));
    match scope.host.setting(name) {
        Some(value) => Ok(Value::Str(value)),
        None => Err(Box::new(registry::unset_setting(Span::default(), name))),
    }
}

fn text_of(value: Value<'_>) -> &str {
    match value {
        Value::Str(text) => text,
        _ => "",
    }
}

/// The string that a `Switch` compares. Absent counts as the empty string: the documented key `""` matches no value.
#[inline]
fn key_text<'r>(value: Value<'r>, scope: &'r Scope<'r>, program: &Program, at: usize) -> Result<&'r str, EvalError> {
    match value {
        Value::Str(text) => Ok(text),
        value if value.is_absent() => Ok(""),
        value => value.text(scope.arena).ok_or_else(|| several_keys(value, program.span(at))),
    }
}

#[cold]
fn several_keys(value: Value<'_>, span: Span) -> EvalError {
    let count = if let Value::Multi(values) = value { values.len() } else { 0 };
    Box::new(registry::several_values(span, "Switch", "source", count))
}

fn placed(mut error: EvalError, span: Span) -> EvalError {
    error.span = span;
    error
}

/// The outcome of a call without a result: no value, or an error at the call or at one of its arguments.
fn refused<'r>(error: CallError, program: &Program, at: usize, operands: Operands) -> Result<Value<'r>, EvalError> {
    match error {
        CallError::Absent => Ok(Value::Absent),
        CallError::Call(error) => Err(placed(error, program.span(at))),
        CallError::Argument(argument, error) => {
            let span = program.operand_spans(operands).get(argument).copied();
            Err(placed(error, span.unwrap_or(program.span(at))))
        }
    }
}

/// The result of a pure function with constant arguments; `None` if it fails or its result cannot be a constant. Long
/// results are computed by the run, so that programs stay small.
pub fn call_constant(function: &Function, arguments: &[&Constant]) -> Option<Constant> {
    /// The longest constant that is made here, in bytes.
    const LONGEST_FOLDED: usize = 10_000;
    /// The most bytes that the strings of one call may take together.
    const FOLDED_BYTES: usize = 1 << 20;
    let Body::Native(native) = function.body else { return None };
    let (arena, table, nobody) = (Bump::new(), PatternTable::default(), Nobody);
    let patterns = PatternCache::new(&table);
    let patterns: &dyn Patterns = &patterns;
    let scope = Scope {
        arena: &arena,
        host: &nobody,
        patterns,
        longest_text: LONGEST_FOLDED,
        most_bytes: FOLDED_BYTES,
        steps: Budget::new(STEPS),
        is_large: false,
        record: "",
        site: Cell::new(0),
    };
    let values: Vec<Value<'_>> = arguments.iter().map(|constant| constant.value()).collect();
    match apply(native, &scope, &values) {
        Ok(value) => Constant::of(value),
        Err(CallError::Absent) => Some(Constant::Absent),
        Err(_) => None,
    }
}

/// A host for functions that do not use it: only pure ones are folded.
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

    fn reserve(&self, _: &str) -> bool {
        false
    }
}

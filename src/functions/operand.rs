//! Where the values of a run are stored, and how an instruction refers to them. Values are not copied to be passed to a
//! function.
//!
//! Knows nothing of instructions.

use super::{CallError, Native, Scope};
use crate::value::Value;
use std::cell::Cell;

/// The location of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// In the record: an attribute of the program.
    Attribute(u32),
    /// In the program: a constant.
    Constant(u32),
    /// In a register, written by an earlier instruction.
    Register(u32),
}

/// The values of a run.
#[derive(Clone, Copy, Debug)]
pub struct OperandFrame<'m, 'r> {
    /// The values of the program's attributes.
    pub attributes: &'m [Value<'r>],
    /// The program's constants.
    pub constants: &'m [Value<'r>],
    /// The computed values.
    pub registers: &'m [Cell<Value<'r>>],
}

impl<'r> OperandFrame<'_, 'r> {
    /// The value of an operand.
    #[inline(always)]
    pub fn get(&self, operand: Operand) -> Value<'r> {
        let value = match operand {
            Operand::Attribute(index) => self.attributes.get(index as usize).copied(),
            Operand::Constant(index) => self.constants.get(index as usize).copied(),
            Operand::Register(index) => self.registers.get(index as usize).map(Cell::get),
        };
        value.unwrap_or(Value::Absent)
    }

    /// Puts a value into a register.
    #[inline(always)]
    pub fn set(&self, register: u32, value: Value<'r>) {
        if let Some(location) = self.registers.get(register as usize) {
            location.set(value);
        }
    }
}

/// The arguments of a call, taken one after the other.
#[derive(Clone, Copy)]
pub struct Arguments<'m, 'r> {
    frame: &'m OperandFrame<'m, 'r>,
    operands: &'m [Operand],
    taken: usize,
}

impl<'m, 'r> Arguments<'m, 'r> {
    /// The arguments at these locations.
    #[inline]
    pub fn new(frame: &'m OperandFrame<'m, 'r>, operands: &'m [Operand]) -> Self {
        Self { frame, operands, taken: 0 }
    }

    /// The next one; absent if there are no more.
    #[inline(always)]
    pub fn take(&mut self) -> Value<'r> {
        let value = self.operands.get(self.taken).map_or(Value::Absent, |operand| self.frame.get(*operand));
        self.taken += 1;
        value
    }

    /// The number of arguments that are left.
    #[inline(always)]
    pub fn left(&self) -> usize {
        self.operands.len().saturating_sub(self.taken)
    }

    /// Skips all that are left.
    #[inline(always)]
    pub fn pass_all(&mut self) {
        self.taken = self.operands.len();
    }

    /// The location of the argument that was taken last.
    #[inline(always)]
    pub fn last(&self) -> (&'m OperandFrame<'m, 'r>, Operand) {
        // An argument that does not exist refers to no register of the frame.
        (self.frame, self.operands.get(self.slot()).copied().unwrap_or(Operand::Register(u32::MAX)))
    }

    /// The slot of the argument that was taken last, counted from 0.
    #[inline]
    pub fn slot(&self) -> usize {
        self.taken.saturating_sub(1)
    }

    /// The number of arguments of the call, including those that were taken.
    #[inline]
    pub fn count(&self) -> usize {
        self.operands.len()
    }
}

/// Calls a function with a slice of values, without instructions.
///
/// # Errors
/// The errors of the function.
pub fn apply<'r>(native: Native, scope: &'r Scope<'r>, values: &[Value<'r>]) -> Result<Value<'r>, CallError> {
    let operands: Vec<Operand> = (0..).map(Operand::Constant).take(values.len()).collect();
    native(scope, &OperandFrame { attributes: &[], constants: values, registers: &[] }, &operands)
}

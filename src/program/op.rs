//! Instructions.

use crate::functions::{Function, Native, Operand, Property};
use crate::value::Comparison;
use std::ops::Range;

/// A location for a computed value.
pub type Register = u32;

/// An instruction. Jumps only go forward, so a run takes no more steps than there are instructions.
///
/// Values are used where they stand. An instruction that names one operand has the operand's location in the text; of one
/// that has several, the program knows the place of each.
#[derive(Clone, Copy, Debug)]
pub enum Op {
    /// Puts a value into a register.
    Move {
        /// The value.
        from: Operand,
        /// The register.
        into: Register,
    },
    /// Puts the value of a setting into a register.
    Setting {
        /// The constant that is its name.
        name: u32,
        /// The register.
        into: Register,
    },
    /// Puts the order to leave the attribute as it is into a register.
    Skip {
        /// The register.
        into: Register,
    },
    /// Puts a function's result into a register.
    Call {
        /// The function, for the listing.
        function: &'static Function,
        /// Its body.
        native: Native,
        /// What it takes.
        operands: Operands,
        /// The register.
        into: Register,
    },
    /// Refuses to run: the service's own function, whose name is a constant.
    Unavailable(u32),
    /// Puts into a register whether a comparison of two values holds.
    Compare {
        /// The comparison.
        comparison: Comparison,
        /// The two values.
        operands: Operands,
        /// The register.
        into: Register,
    },
    /// Puts the result of an operator on two values into a register.
    Operate {
        /// The operator.
        operator: Arithmetic,
        /// The two values.
        operands: Operands,
        /// The register.
        into: Register,
    },
    /// Where a value is present, puts it into a register and jumps.
    JumpIfPresent {
        /// The value.
        from: Operand,
        /// The register.
        into: Register,
        /// Where to.
        target: u32,
    },
    /// Jumps where a value is not true.
    JumpUnless {
        /// The value.
        condition: Operand,
        /// Where to.
        target: u32,
    },
    /// Jumps.
    Jump {
        /// Where to.
        target: u32,
    },
    /// Jumps where the table has a value, or to the table's default.
    Match {
        /// The value.
        source: Operand,
        /// The table.
        table: u32,
    },
    /// Puts the text of a value that a `Switch` compares into a register.
    Key {
        /// The value.
        source: Operand,
        /// The register.
        into: Register,
    },
    /// Jumps unless a key equals the text in a register.
    JumpUnlessKey {
        /// The key.
        key: Operand,
        /// The register.
        source: Register,
        /// Where to.
        target: u32,
    },
    /// Ends the expression with its value.
    Return(Operand),
}

/// Some of a program's operands, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operands {
    /// The first.
    pub start: u32,
    /// How many there are.
    pub count: u16,
}

impl Operands {
    /// Where they stand among the program's.
    #[inline]
    pub fn range(self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.count)
    }
}

impl Op {
    /// The operand of an instruction that has one.
    pub fn operand(&self) -> Option<Operand> {
        match *self {
            Op::Move { from, .. } | Op::JumpIfPresent { from, .. } => Some(from),
            Op::JumpUnless { condition, .. } => Some(condition),
            Op::Match { source, .. } | Op::Key { source, .. } => Some(source),
            Op::JumpUnlessKey { key, .. } => Some(key),
            Op::Return(operand) => Some(operand),
            Op::Setting { .. } | Op::Skip { .. } | Op::Call { .. } | Op::Unavailable(_) | Op::Compare { .. } => None,
            Op::Operate { .. } | Op::Jump { .. } => None,
        }
    }

    /// Whether it calls a function with a property.
    pub fn calls(&self, property: Property) -> bool {
        matches!(self, Op::Call { function, .. } if function.is(property))
    }

    /// The operands of an instruction that takes a number of them.
    pub fn operands(&self) -> Option<Operands> {
        match self {
            Op::Call { operands, .. } | Op::Compare { operands, .. } | Op::Operate { operands, .. } => Some(*operands),
            _ => None,
        }
    }

    /// The register that an instruction writes.
    pub fn register(&self) -> Option<Register> {
        match self {
            Op::Move { into, .. } | Op::Setting { into, .. } | Op::Skip { into } | Op::Call { into, .. } => Some(*into),
            Op::Compare { into, .. } | Op::Operate { into, .. } | Op::Key { into, .. } => Some(*into),
            Op::JumpIfPresent { into, .. } => Some(*into),
            _ => None,
        }
    }

    /// Where an instruction may jump to, but for what a table says.
    pub fn target_mut(&mut self) -> Option<&mut u32> {
        match self {
            Op::JumpIfPresent { target, .. } | Op::JumpUnless { target, .. } | Op::Jump { target } => Some(target),
            Op::JumpUnlessKey { target, .. } => Some(target),
            _ => None,
        }
    }
}

/// An operator of Entra Connect Sync, and `&`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `&`
    Concatenate,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

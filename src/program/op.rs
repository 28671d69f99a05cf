//! The instructions. How they run is the VM's business.

use crate::functions::{Function, Native, Operand, Property};
use crate::value::Comparison;
use std::ops::Range;

/// The index of a register for a computed value.
pub type Register = u32;

/// An instruction. Jumps only go forward, so a run takes no more steps than there are instructions.
///
/// Values are used where they are stored. The span of an instruction with one operand is that of the operand; for an
/// instruction with several, the program has a span for each.
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
    /// Puts "ignore flow" into a register.
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
        /// Its arguments.
        operands: Operands,
        /// The register.
        into: Register,
    },
    /// Stops with an error: a function that attrflow does not run. Its name is a constant.
    Unavailable(u32),
    /// Puts the result of a comparison of two values into a register.
    Compare {
        /// The comparison.
        comparison: Comparison,
        /// The two values.
        operands: Operands,
        /// The register.
        into: Register,
    },
    /// Puts two strings, joined, into a register.
    Concatenate {
        /// The two values.
        operands: Operands,
        /// The register.
        into: Register,
    },
    /// If a value is present, puts it into a register and jumps.
    JumpIfPresent {
        /// The value.
        from: Operand,
        /// The register.
        into: Register,
        /// The target.
        target: u32,
    },
    /// Jumps if a value is not true.
    JumpUnless {
        /// The value.
        condition: Operand,
        /// The target.
        target: u32,
    },
    /// Jumps.
    Jump {
        /// The target.
        target: u32,
    },
    /// Jumps to the target of a value in the table, or to the default of the table.
    Match {
        /// The value.
        source: Operand,
        /// The table.
        table: u32,
    },
    /// Puts the string that a `Switch` compares into a register.
    Key {
        /// The value.
        source: Operand,
        /// The register.
        into: Register,
    },
    /// Jumps unless a key equals the string in a register.
    JumpUnlessKey {
        /// The key.
        key: Operand,
        /// The register.
        source: Register,
        /// The target.
        target: u32,
    },
    /// Puts the result of an operator of a language with types into a register.
    #[cfg(feature = "connect")]
    Typed {
        /// The operator.
        operator: TypedOperator,
        /// The two values.
        operands: Operands,
        /// The register.
        into: Register,
    },
    /// Puts the order to clear an attribute into a register.
    #[cfg(feature = "connect")]
    Clear {
        /// The register.
        into: Register,
    },
    /// Runs the instructions up to `end` for each of multiple values, or once if there are not several. They put their value
    /// into `result`, where that of the loop is afterwards.
    #[cfg(feature = "connect")]
    Each {
        /// What becomes of the values of the turns.
        collects: Collects,
        /// Where the values come from; the loop is over the only one with several.
        sources: Operands,
        /// The register of the first source's value in a turn; those of the others follow.
        local: Register,
        /// The register of a turn's value, and of the loop's.
        result: Register,
        /// The instruction behind the loop.
        end: u32,
    },
    /// Ends the expression and returns its value.
    Return(Operand),
}

/// A range of the operands of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operands {
    /// The first.
    pub start: u32,
    /// How many there are.
    pub count: u16,
}

impl Operands {
    /// Their range in the operands of the program.
    #[inline]
    pub fn range(self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.count)
    }
}

impl Op {
    /// The operand of an instruction that takes one.
    pub fn operand(&self) -> Option<Operand> {
        match *self {
            Op::Move { from, .. } | Op::JumpIfPresent { from, .. } => Some(from),
            Op::JumpUnless { condition, .. } => Some(condition),
            Op::Match { source, .. } | Op::Key { source, .. } => Some(source),
            Op::JumpUnlessKey { key, .. } => Some(key),
            Op::Return(operand) => Some(operand),
            Op::Setting { .. } | Op::Skip { .. } | Op::Call { .. } | Op::Unavailable(_) | Op::Compare { .. } => None,
            Op::Concatenate { .. } | Op::Jump { .. } => None,
            #[cfg(feature = "connect")]
            Op::Typed { .. } | Op::Clear { .. } | Op::Each { .. } => None,
        }
    }

    /// Whether it calls a function with a property.
    pub fn calls(&self, property: Property) -> bool {
        matches!(self, Op::Call { function, .. } if function.is(property))
    }

    /// The operands of an instruction that takes several.
    pub fn operands(&self) -> Option<Operands> {
        match self {
            Op::Call { operands, .. } | Op::Compare { operands, .. } | Op::Concatenate { operands, .. } => {
                Some(*operands)
            }
            #[cfg(feature = "connect")]
            Op::Typed { operands, .. } | Op::Each { sources: operands, .. } => Some(*operands),
            _ => None,
        }
    }

    /// The register that an instruction writes.
    pub fn register(&self) -> Option<Register> {
        match self {
            Op::Move { into, .. } | Op::Setting { into, .. } | Op::Skip { into } | Op::Call { into, .. } => Some(*into),
            Op::Compare { into, .. } | Op::Concatenate { into, .. } | Op::Key { into, .. } => Some(*into),
            #[cfg(feature = "connect")]
            Op::Typed { into, .. } | Op::Clear { into } | Op::Each { result: into, .. } => Some(*into),
            Op::JumpIfPresent { into, .. } => Some(*into),
            _ => None,
        }
    }

    /// The jump target of an instruction, except for the targets in a table.
    pub fn target_mut(&mut self) -> Option<&mut u32> {
        match self {
            Op::JumpIfPresent { target, .. } | Op::JumpUnless { target, .. } | Op::Jump { target } => Some(target),
            Op::JumpUnlessKey { target, .. } => Some(target),
            #[cfg(feature = "connect")]
            Op::Each { end, .. } => Some(end),
            _ => None,
        }
    }
}

/// An operator of a language with types.
#[cfg(feature = "connect")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedOperator {
    /// A comparison.
    Compare(Comparison),
    /// `&`
    Concatenate,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
}

/// What a loop makes of the values of its turns.
#[cfg(feature = "connect")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collects {
    /// They are the loop's values: a part that takes one value and was given several.
    Mapped,
    /// The same, of a condition, which cannot be several.
    Condition,
    /// They are the loop's values: `Select`.
    Selected,
    /// They say which values stay: `Where`.
    Kept,
}

#[cfg(feature = "connect")]
impl Collects {
    /// Whether nobody has written the loop.
    pub fn is_mapped(self) -> bool {
        matches!(self, Collects::Mapped | Collects::Condition)
    }
}

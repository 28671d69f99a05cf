//! What the VM runs: flat bytecode, constants, names, and the location in the text of each instruction.
//!
//! A program owns all of this, is `Send + Sync`, and is displayed as its listing. It knows neither the trees that it
//! comes from nor records.

mod builder;
mod keys;
mod listing;
mod op;
mod patterns;

pub use builder::{Builder, Mark};
pub use keys::KeyTable;
#[cfg(feature = "connect")]
pub use op::{Collects, TypedOperator};
pub use op::{Op, Operands, Register};
pub use patterns::{Compiled, PatternTable};

use crate::functions::{Operand, Property};
use crate::language::Language;
use crate::text::Span;
use crate::value::Value;

/// A constant of a program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    /// No value.
    Absent,
    /// A Boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A string.
    Str(Box<str>),
}

impl Constant {
    /// The value, borrowed.
    pub fn value(&self) -> Value<'_> {
        match self {
            Constant::Absent => Value::Absent,
            Constant::Bool(flag) => Value::Bool(*flag),
            Constant::Int(number) => Value::Int(*number),
            Constant::Str(text) => Value::Str(text),
        }
    }

    /// The constant with a value, if a constant can have that value.
    pub fn of(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Absent => Some(Constant::Absent),
            Value::Bool(flag) => Some(Constant::Bool(flag)),
            Value::Int(number) => Some(Constant::Int(number)),
            Value::Str(text) => Some(Constant::Str(text.into())),
            Value::Skip | Value::Number(_) | Value::Multi(_) | Value::Complex(_) | Value::Typed(_) => None,
        }
    }
}

/// One or more compiled expressions. Built by the compiler, run by the VM.
#[derive(Debug)]
pub struct Program {
    code: Vec<Op>,
    /// The location of each instruction in the text of its expression.
    spans: Vec<Span>,
    /// The operands of instructions that take several, and their locations in the text.
    operands: Vec<Operand>,
    operand_spans: Vec<Span>,
    constants: Vec<Constant>,
    attributes: Vec<Box<str>>,
    /// The types of the attributes, in a language that has them.
    #[cfg(feature = "connect")]
    types: Vec<Option<crate::value::TargetType>>,
    tables: Vec<KeyTable>,
    patterns: PatternTable,
    entries: Vec<ProgramEntry>,
    registers: usize,
    pure: bool,
    language: &'static Language,
}

/// The code of an expression, and the target that it is for.
#[derive(Clone, Debug)]
pub struct ProgramEntry {
    /// The target attribute, or a name for a single expression.
    pub name: Box<str>,
    /// How its value is computed.
    pub start: Start,
}

/// How the value of an entry is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It is the value of an attribute; the VM is not needed.
    Attribute(u32),
    /// It is computed by code that runs to a `Return`.
    Code {
        /// Its first instruction.
        start: u32,
        /// The one after its last.
        end: u32,
    },
}

impl Program {
    /// The attributes that it reads, in slot order.
    pub fn attributes(&self) -> &[Box<str>] {
        &self.attributes
    }

    /// The types of its attributes, in slot order; empty in a language without types.
    #[cfg(feature = "connect")]
    pub fn types(&self) -> &[Option<crate::value::TargetType>] {
        &self.types
    }

    /// Its expressions.
    pub fn entries(&self) -> &[ProgramEntry] {
        &self.entries
    }

    /// Its regular expressions.
    pub fn patterns(&self) -> &PatternTable {
        &self.patterns
    }

    /// The language that its expressions are written in.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// Whether the same record always has the same result, independent of the clock, random numbers and settings.
    pub fn is_pure(&self) -> bool {
        self.pure
    }

    /// Whether the result for a record depends on earlier records: `SelectUniqueValue` returns each value only once.
    pub fn depends_on_order(&self) -> bool {
        self.code.iter().any(|op| op.calls(Property::Reserves))
    }

    /// Whether an expression calls `Redact`, so that its values must not be shown.
    pub fn redacts(&self, start: Start) -> bool {
        self.code_of(start).any(|(_, op)| op.calls(Property::Hides))
    }

    /// The number of registers that its instructions write.
    pub fn registers(&self) -> usize {
        self.registers
    }

    /// All instructions, expression after expression.
    pub fn code(&self) -> &[Op] {
        &self.code
    }

    /// The instructions of an expression, each with its index in the code.
    pub fn code_of(&self, start: Start) -> impl Iterator<Item = (usize, &Op)> {
        let (start, end) = match start {
            Start::Attribute(_) => (0, 0),
            Start::Code { start, end } => (start as usize, end as usize),
        };
        (start..end).zip(self.code.get(start..end).unwrap_or_default())
    }

    /// The instruction at an index.
    pub fn op(&self, at: usize) -> Option<&Op> {
        self.code.get(at)
    }

    /// The operands of an instruction.
    pub fn operands(&self, operands: Operands) -> &[Operand] {
        self.operands.get(operands.range()).unwrap_or_default()
    }

    /// The location of an instruction in the text.
    pub fn span(&self, at: usize) -> Span {
        self.spans.get(at).copied().unwrap_or_default()
    }

    /// The locations of an instruction's operands in the text.
    pub fn operand_spans(&self, operands: Operands) -> &[Span] {
        self.operand_spans.get(operands.range()).unwrap_or_default()
    }

    /// The values of all constants.
    pub fn constants(&self) -> impl Iterator<Item = Value<'_>> {
        self.constants.iter().map(Constant::value)
    }

    /// The value of a constant.
    pub fn constant(&self, index: u32) -> Value<'_> {
        self.constants.get(index as usize).map_or(Value::Absent, Constant::value)
    }

    /// A table of keys.
    pub fn table(&self, index: u32) -> Option<&KeyTable> {
        self.tables.get(index as usize)
    }
}

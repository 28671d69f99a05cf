//! What the machine runs: flat bytecode, constants, names, and the locations in the texts that instructions came from.
//!
//! A program owns everything, is `Send + Sync`, and prints as its listing.

mod builder;
mod keys;
mod listing;
mod op;
mod patterns;

pub use builder::{Builder, Mark};
pub use keys::KeyTable;
pub use op::{Arithmetic, Op, Operands, Register};
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
    /// A text.
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

    /// The constant of a value, where there is one.
    pub fn of(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Absent => Some(Constant::Absent),
            Value::Bool(flag) => Some(Constant::Bool(flag)),
            Value::Int(number) => Some(Constant::Int(number)),
            Value::Str(text) => Some(Constant::Str(text.into())),
            Value::Skip | Value::Number(_) | Value::Multi(_) | Value::Complex(_) => None,
        }
    }
}

/// One or several expressions, compiled. Made by the compiler, run by the machine.
#[derive(Debug)]
pub struct Program {
    code: Vec<Op>,
    /// The place of each instruction in its expression's text.
    spans: Vec<Span>,
    /// What instructions take that take a number of values, and their places in the text.
    operands: Vec<Operand>,
    operand_spans: Vec<Span>,
    constants: Vec<Constant>,
    attributes: Vec<Box<str>>,
    tables: Vec<KeyTable>,
    patterns: PatternTable,
    entries: Vec<ProgramEntry>,
    registers: usize,
    pure: bool,
    language: &'static Language,
}

/// Where an expression's code begins, and what it is for.
#[derive(Clone, Debug)]
pub struct ProgramEntry {
    /// The target attribute, or a name for an expression that stands alone.
    pub name: Box<str>,
    /// How its value comes about.
    pub start: Start,
}

/// How an entry's value comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It is an attribute's value; the machine is not needed.
    Attribute(u32),
    /// Code runs to a `Return`.
    Code {
        /// Its first instruction.
        start: u32,
        /// The one behind its last.
        end: u32,
    },
}

impl Program {
    /// The attributes that it reads, in the order of their slots.
    pub fn attributes(&self) -> &[Box<str>] {
        &self.attributes
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

    /// Whether the same record always gives the same result, whatever the clock, chance and settings say.
    pub fn is_pure(&self) -> bool {
        self.pure
    }

    /// Whether the result for a record depends on the records before it: `SelectUniqueValue` gives each value to one.
    pub fn depends_on_order(&self) -> bool {
        self.code.iter().any(|op| op.calls(Property::Reserves))
    }

    /// Whether an expression calls `Redact`: the values in it are for nobody's eyes.
    pub fn redacts(&self, start: Start) -> bool {
        self.code_of(start).any(|(_, op)| op.calls(Property::Hides))
    }

    /// How many registers its instructions write.
    pub fn registers(&self) -> usize {
        self.registers
    }

    /// All instructions, expression after expression.
    pub fn code(&self) -> &[Op] {
        &self.code
    }

    /// The instructions of an expression, each with its place in the code.
    pub fn code_of(&self, start: Start) -> impl Iterator<Item = (usize, &Op)> {
        let (start, end) = match start {
            Start::Attribute(_) => (0, 0),
            Start::Code { start, end } => (start as usize, end as usize),
        };
        (start..end).zip(self.code.get(start..end).unwrap_or_default())
    }

    /// The instruction at a location.
    pub fn op(&self, at: usize) -> Option<&Op> {
        self.code.get(at)
    }

    /// What an instruction takes.
    pub fn operands(&self, operands: Operands) -> &[Operand] {
        self.operands.get(operands.range()).unwrap_or_default()
    }

    /// The location in the text that an instruction came from.
    pub fn span(&self, at: usize) -> Span {
        self.spans.get(at).copied().unwrap_or_default()
    }

    /// The locations in the text of what an instruction takes.
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

//! What the machine runs: flat bytecode, constants, names, and the places in the texts that instructions came from.
//!
//! A program owns everything, is `Send + Sync`, and prints as its listing.

mod builder;
mod listing;
mod op;
mod patterns;

pub use builder::{Builder, Mark};
pub use op::{Arithmetic, KeyTable, Op};
pub use patterns::{Compiled, PatternTable};

use crate::functions::Dialect;
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
    Text(Box<str>),
}

impl Constant {
    /// The value, borrowed.
    pub fn value(&self) -> Value<'_> {
        match self {
            Constant::Absent => Value::Absent,
            Constant::Bool(flag) => Value::Bool(*flag),
            Constant::Int(number) => Value::Int(*number),
            Constant::Text(text) => Value::Text(text),
        }
    }

    /// The constant of a value, where there is one.
    pub fn of(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Absent => Some(Constant::Absent),
            Value::Bool(flag) => Some(Constant::Bool(flag)),
            Value::Int(number) => Some(Constant::Int(number)),
            Value::Text(text) => Some(Constant::Text(text.into())),
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
    /// The places of a call's arguments, by the call's instruction; in order of instructions.
    argument_spans: Vec<(u32, Box<[Span]>)>,
    constants: Vec<Constant>,
    attributes: Vec<Box<str>>,
    tables: Vec<KeyTable>,
    patterns: PatternTable,
    entries: Vec<Entry>,
    stack: usize,
    pure: bool,
    dialect: Dialect,
}

/// Where an expression's code begins, and what it is for.
#[derive(Clone, Debug)]
pub struct Entry {
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
    /// Code runs from here to its `Return`.
    Code(u32),
}

impl Program {
    /// The attributes that it reads, in the order of their slots.
    pub fn attributes(&self) -> &[Box<str>] {
        &self.attributes
    }

    /// Its expressions.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Its regular expressions.
    pub fn patterns(&self) -> &PatternTable {
        &self.patterns
    }

    /// The dialect that it was checked for.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Whether the same record always gives the same result, whatever the clock, chance and settings say.
    pub fn is_pure(&self) -> bool {
        self.pure
    }

    /// Whether the result for a record depends on the records before it: `SelectUniqueValue` gives each value to one.
    pub fn depends_on_order(&self) -> bool {
        self.code.iter().any(|op| matches!(op, Op::Call { function, .. } if function.name == "SelectUniqueValue"))
    }

    /// Whether an expression calls `Redact`: the values in it are for nobody's eyes.
    pub fn redacts(&self, start: Start) -> bool {
        let Start::Code(start) = start else { return false };
        let code = self.code.get(start as usize..).unwrap_or_default();
        let own = code.iter().take_while(|op| !matches!(op, Op::Return));
        own.into_iter().any(|op| matches!(op, Op::Call { function, .. } if function.name == "Redact"))
    }

    /// How many values the stack holds at most.
    pub fn stack(&self) -> usize {
        self.stack
    }

    /// All instructions, expression after expression.
    pub fn code(&self) -> &[Op] {
        &self.code
    }

    /// The instruction at a place.
    pub fn op(&self, at: usize) -> Option<&Op> {
        self.code.get(at)
    }

    /// The place in the text that an instruction came from.
    pub fn span(&self, at: usize) -> Span {
        self.spans.get(at).copied().unwrap_or_default()
    }

    /// The place in the text of an argument of a call.
    pub fn argument_span(&self, call: usize, argument: usize) -> Option<Span> {
        let call = u32::try_from(call).ok()?;
        let found = self.argument_spans.binary_search_by_key(&call, |(at, _)| *at).ok()?;
        self.argument_spans.get(found)?.1.get(argument).copied()
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

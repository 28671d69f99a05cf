//! Putting a program together, instruction by instruction.

use super::{Constant, KeyTable, Op, Operands, PatternTable, Program, ProgramEntry, Start};
use crate::functions::{Function, Operand};
use crate::language::Language;
use crate::text::Span;
use std::collections::HashMap;
use std::hash::Hash;

/// A program in the making.
#[derive(Debug, Default)]
pub struct Builder {
    program: Program,
    /// Where the attributes and the constants stand in their lists.
    attributes: HashMap<Box<str>, u32>,
    constants: HashMap<Constant, u32>,
}

/// A jump whose target is not known yet.
#[derive(Debug)]
#[must_use = "a jump needs its target"]
pub struct Mark(usize);

impl Default for Program {
    fn default() -> Self {
        Self {
            code: Vec::new(),
            spans: Vec::new(),
            operands: Vec::new(),
            operand_spans: Vec::new(),
            constants: Vec::new(),
            attributes: Vec::new(),
            tables: Vec::new(),
            patterns: PatternTable::default(),
            entries: Vec::new(),
            registers: 0,
            pure: true,
            language: <&'static Language>::default(),
        }
    }
}

impl Builder {
    /// An empty program of expressions in a language.
    pub fn new(language: &'static Language) -> Self {
        Self { program: Program { language, ..Program::default() }, ..Self::default() }
    }

    /// The finished program.
    pub fn finish(self) -> Program {
        self.program
    }

    /// Where the next instruction goes.
    pub fn here(&self) -> u32 {
        number_of(self.program.code.len())
    }

    /// Adds an expression whose value comes about as `start` says.
    pub fn entry(&mut self, name: &str, start: Start) {
        self.program.entries.push(ProgramEntry { name: name.into(), start });
    }

    /// The slot of an attribute.
    pub fn attribute(&mut self, name: &str) -> u32 {
        index_of(&mut self.program.attributes, &mut self.attributes, Box::from(name))
    }

    /// The index of a constant.
    pub fn constant(&mut self, constant: Constant) -> u32 {
        index_of(&mut self.program.constants, &mut self.constants, constant)
    }

    /// The index of a table whose targets are filled in later.
    pub fn table(&mut self) -> u32 {
        self.program.tables.push(KeyTable::default());
        number_of(self.program.tables.len() - 1)
    }

    /// A table that was added.
    pub fn table_mut(&mut self, index: u32) -> Option<&mut KeyTable> {
        self.program.tables.get_mut(index as usize)
    }

    /// Takes in a constant regular expression.
    pub fn pattern(&mut self, pattern: &str) {
        self.program.patterns.add(pattern);
    }

    /// Takes in what an instruction takes, with the locations in the text.
    pub fn operands(&mut self, operands: impl IntoIterator<Item = (Operand, Span)>) -> Operands {
        let start = self.program.operands.len();
        for (operand, span) in operands {
            self.program.operands.push(operand);
            self.program.operand_spans.push(span);
        }
        let count = u16::try_from(self.program.operands.len() - start).unwrap_or(u16::MAX);
        Operands { start: number_of(start), count }
    }

    /// Adds an instruction.
    pub fn push(&mut self, op: Op, span: Span) {
        let used = op.register().map_or(0, |register| register as usize + 1);
        self.program.registers = self.program.registers.max(used);
        self.program.code.push(op);
        self.program.spans.push(span);
    }

    /// Notes that the program calls a function.
    pub fn calls(&mut self, function: &Function) {
        self.program.pure &= function.is_pure();
    }

    /// Notes that the program asks the world for something.
    pub fn asks_the_world(&mut self) {
        self.program.pure = false;
    }

    /// Adds a jump without a target.
    pub fn jump(&mut self, op: Op, span: Span) -> Mark {
        self.push(op, span);
        Mark(self.program.code.len() - 1)
    }

    /// Gives a jump its target: here.
    pub fn land(&mut self, mark: Mark) {
        let here = self.here();
        if let Some(target) = self.program.code.get_mut(mark.0).and_then(Op::target_mut) {
            *target = here;
        }
    }
}

/// The number of a location in a list. No list of a program can be longer than the texts that it is made from.
fn number_of(location: usize) -> u32 {
    u32::try_from(location).unwrap_or(u32::MAX)
}

/// The index of what is in a list already, or of what is put there.
fn index_of<T: Clone + Eq + Hash>(list: &mut Vec<T>, known: &mut HashMap<T, u32>, one: T) -> u32 {
    let next = number_of(list.len());
    let index = *known.entry(one.clone()).or_insert(next);
    if index == next {
        list.push(one);
    }
    index
}

//! Builds a program, instruction by instruction. Knows nothing of the trees that it comes from.

use super::{Constant, KeyTable, Op, Operands, PatternTable, Program, ProgramEntry, Start};
use crate::functions::{Function, Operand};
use crate::language::Language;
use crate::text::Span;
use std::collections::HashMap;
use std::hash::Hash;

/// A program that is being built.
#[derive(Debug, Default)]
pub struct Builder {
    program: Program,
    /// The indexes of the attributes and the constants in their lists.
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
            #[cfg(feature = "connect")]
            types: Vec::new(),
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

    /// The language of its expressions.
    #[cfg(feature = "connect")]
    pub fn language(&self) -> &'static Language {
        self.program.language
    }

    /// The finished program.
    pub fn finish(self) -> Program {
        self.program
    }

    /// The index of the next instruction.
    pub fn here(&self) -> u32 {
        number_of(self.program.code.len())
    }

    /// Adds an expression; `start` defines how its value is computed.
    pub fn entry(&mut self, name: &str, start: Start) {
        self.program.entries.push(ProgramEntry { name: name.into(), start });
    }

    /// The slot of an attribute.
    pub fn attribute(&mut self, name: &str) -> u32 {
        #[cfg(feature = "connect")]
        if let Some(type_of) = self.program.language.types
            && !self.attributes.contains_key(name)
        {
            self.program.types.push(type_of(name).map(|(kind, _)| kind));
        }
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

    /// Adds a constant regular expression.
    pub fn pattern(&mut self, pattern: &str) {
        self.program.patterns.add(pattern);
    }

    /// Adds the operands of an instruction, with their locations in the text.
    pub fn operands(&mut self, operands: impl IntoIterator<Item = (Operand, Span)>) -> Operands {
        let start = self.program.operands.len();
        for (operand, span) in operands {
            self.program.operands.push(operand);
            self.program.operand_spans.push(span);
        }
        // A call has at most 4,096 arguments (`syntax::Limits`), so the count always fits.
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

    /// Records that the program calls a function.
    pub fn calls(&mut self, function: &Function) {
        self.program.pure &= function.is_pure();
    }

    /// Records that the program reads something from the host.
    pub fn asks_the_world(&mut self) {
        self.program.pure = false;
    }

    /// Adds a jump without a target.
    pub fn jump(&mut self, op: Op, span: Span) -> Mark {
        self.push(op, span);
        Mark(self.program.code.len() - 1)
    }

    /// Sets the target of a jump: the next instruction.
    pub fn land(&mut self, mark: Mark) {
        let here = self.here();
        if let Some(target) = self.program.code.get_mut(mark.0).and_then(Op::target_mut) {
            *target = here;
        }
    }
}

/// An index in a list as a `u32`. No list of a program can be longer than the expressions that it is compiled from.
fn number_of(location: usize) -> u32 {
    u32::try_from(location).unwrap_or(u32::MAX)
}

/// The index of an item in a list. The item is added if it is not there yet.
fn index_of<T: Clone + Eq + Hash>(list: &mut Vec<T>, known: &mut HashMap<T, u32>, one: T) -> u32 {
    let next = number_of(list.len());
    let index = *known.entry(one.clone()).or_insert(next);
    if index == next {
        list.push(one);
    }
    index
}

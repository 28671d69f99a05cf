//! Putting a program together, instruction by instruction.

use super::{Constant, Entry, KeyTable, Op, PatternTable, Program, Start};
use crate::functions::{Dialect, Function};
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
    /// How many values are on the stack here.
    depth: usize,
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
            argument_spans: Vec::new(),
            constants: Vec::new(),
            attributes: Vec::new(),
            tables: Vec::new(),
            patterns: PatternTable::default(),
            entries: Vec::new(),
            stack: 0,
            pure: true,
            dialect: Dialect::default(),
        }
    }
}

impl Builder {
    /// An empty program for a dialect.
    pub fn new(dialect: Dialect) -> Self {
        Self { program: Program { dialect, ..Program::default() }, ..Self::default() }
    }

    /// The finished program.
    pub fn finish(self) -> Program {
        self.program
    }

    /// Where the next instruction goes.
    pub fn here(&self) -> u32 {
        u32::try_from(self.program.code.len()).unwrap_or(u32::MAX)
    }

    /// Adds an expression whose value comes about as `start` says.
    pub fn entry(&mut self, name: &str, start: Start) {
        self.program.entries.push(Entry { name: name.into(), start });
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
        u32::try_from(self.program.tables.len() - 1).unwrap_or(u32::MAX)
    }

    /// A table that was added.
    pub fn table_mut(&mut self, index: u32) -> Option<&mut KeyTable> {
        self.program.tables.get_mut(index as usize)
    }

    /// Takes in a constant regular expression.
    pub fn pattern(&mut self, pattern: &str) {
        self.program.patterns.add(pattern);
    }

    /// Adds an instruction.
    pub fn push(&mut self, op: Op, span: Span) {
        let (taken, given) = effect(&op);
        self.depth = self.depth.saturating_sub(taken) + given;
        self.program.stack = self.program.stack.max(self.depth);
        self.program.code.push(op);
        self.program.spans.push(span);
    }

    /// Adds a call of a function with a body.
    pub fn call(&mut self, function: &'static Function, op: Op, span: Span, arguments: Box<[Span]>) {
        self.program.pure &= function.is_pure();
        self.program.argument_spans.push((self.here(), arguments));
        self.push(op, span);
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
        let jump = self.program.code.get_mut(mark.0);
        if let Some(Op::Jump(to) | Op::JumpUnless(to) | Op::JumpIfPresent(to) | Op::JumpUnlessKey(to)) = jump {
            *to = here;
        }
    }

    /// Says that the stack is as deep here as it was when `depth` was taken; for code behind a jump.
    pub fn set_depth(&mut self, depth: usize) {
        self.depth = depth;
    }

    /// How many values are on the stack here.
    pub fn depth(&self) -> usize {
        self.depth
    }
}

/// How many values an instruction takes from the stack, and how many it puts there.
fn effect(op: &Op) -> (usize, usize) {
    match op {
        Op::Attribute(_) | Op::Constant(_) | Op::Setting(_) | Op::Skip | Op::Unavailable(_) => (0, 1),
        Op::Call { arguments, .. } => (usize::from(*arguments), 1),
        Op::Compare(_) | Op::Operate(_) => (2, 1),
        Op::JumpIfPresent(_) | Op::JumpUnless(_) | Op::Match(_) | Op::JumpUnlessKey(_) | Op::Pop | Op::Return => (1, 0),
        Op::Key => (1, 1),
        Op::Jump(_) => (0, 0),
    }
}

/// The index of what is in a list already, or of what is put there.
fn index_of<T: Clone + Eq + Hash>(list: &mut Vec<T>, known: &mut HashMap<T, u32>, one: T) -> u32 {
    let next = u32::try_from(list.len()).unwrap_or(u32::MAX);
    let index = *known.entry(one.clone()).or_insert(next);
    if index == next {
        list.push(one);
    }
    index
}

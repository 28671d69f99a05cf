//! Instructions.

use crate::functions::{Function, Native};
use crate::text::order;
use crate::value::Comparison;
use std::cmp::Ordering;

/// An instruction. Jumps only go forward, so a run takes no more steps than there are instructions.
#[derive(Clone, Copy, Debug)]
pub enum Op {
    /// Pushes an attribute's value.
    Attribute(u32),
    /// Pushes a constant.
    Constant(u32),
    /// Pushes the value of a setting, whose name is a constant.
    Setting(u32),
    /// Pushes the order to leave the attribute as it is.
    Skip,
    /// Replaces the topmost values by the function's result.
    Call {
        /// The function, for the listing.
        function: &'static Function,
        /// Its body.
        native: Native,
        /// How many values it takes.
        arguments: u16,
        /// The place of the call, for chance that differs between calls.
        site: u32,
    },
    /// Refuses to run: the service's own function, whose name is a constant.
    Unavailable(u32),
    /// Replaces the two topmost values by whether the comparison holds.
    Compare(Comparison),
    /// Replaces the two topmost values by the result of an operator.
    Operate(Arithmetic),
    /// Jumps where the topmost value is present, otherwise removes it.
    JumpIfPresent(u32),
    /// Removes the topmost value and jumps where it is not true.
    JumpUnless(u32),
    /// Jumps.
    Jump(u32),
    /// Removes the topmost value and jumps where the table has it, or to the table's default.
    Match(u32),
    /// Replaces the topmost value by the text that a `Switch` compares.
    Key,
    /// Removes a key; where it equals the value below, removes that too, otherwise jumps.
    JumpUnlessKey(u32),
    /// Removes the topmost value.
    Pop,
    /// Ends the expression; the topmost value is its value.
    Return,
}

/// An operator of Entra Connect Sync, and `&`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `&&`
    And,
    /// `||`
    Or,
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

/// The constant keys of a `Switch`, and where each leads.
#[derive(Debug, Default)]
pub struct KeyTable {
    /// Where each key's value is computed. In the order of `place`, so that a search compares lengths before texts; no
    /// hash, which a table of a few short keys does not repay and which hostile keys could make collide.
    keys: Vec<(Box<str>, u32)>,
    /// Where the default is computed.
    pub default: u32,
}

impl KeyTable {
    /// A table of these keys. Of two equal ones the first is taken.
    pub fn new(mut keys: Vec<(Box<str>, u32)>, default: u32) -> Self {
        order::sort_by(&mut keys, |(left, _), (right, _)| place(left, right));
        keys.dedup_by(|(later, _), (earlier, _)| later == earlier);
        Self { keys, default }
    }

    /// The keys and where each leads.
    pub fn keys(&self) -> &[(Box<str>, u32)] {
        &self.keys
    }

    /// Where a source leads.
    pub fn target(&self, source: &str) -> u32 {
        // A few keys are told apart sooner by their lengths alone than by halving.
        const FEW: usize = 16;
        let found = if self.keys.len() <= FEW {
            self.keys.iter().find(|(key, _)| **key == *source)
        } else {
            let found = self.keys.binary_search_by(|(key, _)| place(key, source)).ok();
            found.and_then(|found| self.keys.get(found))
        };
        found.map_or(self.default, |(_, to)| *to)
    }
}

/// Shorter keys first.
fn place(left: &str, right: &str) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

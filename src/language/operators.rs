//! What a language says of an operator.

use crate::syntax::Operator;

/// An operator of a language.
#[derive(Clone, Copy, Debug)]
pub struct OperatorRule {
    operators: &'static [Operator],
    comparisons: bool,
    /// How tightly it binds; among equal ones the left goes first.
    pub level: u8,
    /// Whether the language documents it.
    pub support: Support,
}

/// Whether a language documents what it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It does.
    Documented,
    /// Only another language does, the one of this name.
    DocumentedFor(&'static str),
}

impl OperatorRule {
    /// All comparisons.
    pub(super) const fn comparisons(level: u8) -> Self {
        Self { operators: &[], comparisons: true, level, support: Support::Documented }
    }

    /// These operators.
    pub(super) const fn of(operators: &'static [Operator], level: u8, support: Support) -> Self {
        Self { operators, comparisons: false, level, support }
    }

    /// Whether it is about an operator.
    pub(super) fn is_about(&self, operator: Operator) -> bool {
        match operator {
            Operator::Compare(_) => self.comparisons,
            other => self.operators.contains(&other),
        }
    }
}

//! The clauses of a filter one at a time, for whoever makes records that satisfy all of them or break a certain one.
//!
//! Knows which clauses hold for values, and not which values to try.

use super::{ClauseTest, FailedClause, Filter, Group, GroupSet, Operands};
use crate::value::Value;

impl Filter {
    /// The clauses of each group of a set, as they would be reported.
    pub fn clauses(&self, set: GroupSet) -> Vec<Vec<FailedClause>> {
        let groups = self.set(set).iter().enumerate();
        let located = |group: usize, of: &Group| {
            let tests = of.tests.iter().enumerate();
            tests.map(|(clause, test)| FailedClause { set, group, clause, span: test.span }).collect()
        };
        groups.map(|(number, group)| located(number, group)).collect()
    }

    /// A clause in words: `` `country` EQUALS `NZ` ``.
    pub fn clause_text(&self, at: &FailedClause) -> &str {
        self.test(at).map_or("", |test| &test.shown)
    }

    /// The index of a clause's attribute in [`attributes`](Self::attributes).
    pub fn slot_of(&self, at: &FailedClause) -> Option<usize> {
        Some(self.test(at)?.slot)
    }

    /// What a clause compares its attribute with; `None` if it never holds.
    pub fn operands_of(&self, at: &FailedClause) -> Option<Operands> {
        Some(self.test(at)?.operator?.operands)
    }

    /// Whether a clause holds for a value of its attribute. What cannot be decided does not hold.
    pub fn holds_at(&self, at: &FailedClause, value: Value<'_>) -> bool {
        self.test(at).is_some_and(|test| self.holds(test, at.set, value).unwrap_or(false))
    }

    fn test(&self, at: &FailedClause) -> Option<&ClauseTest> {
        self.set(at.set).get(at.group)?.tests.get(at.clause)
    }

    pub(super) fn set(&self, set: GroupSet) -> &[Group] {
        match set {
            GroupSet::Groups => &self.groups,
            GroupSet::InputGroups => &self.input_groups,
        }
    }
}

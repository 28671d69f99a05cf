//! Scoping filters, compiled: whether a record is in scope, and which clause excludes it.
//!
//! Groups are alternatives; all clauses of a group must hold. A record is in scope when a group of `groups` holds and a
//! group of `inputFilterGroups` does; if there are no groups, every record is in scope.
//!
//! * An absent or empty value satisfies IS NULL and nothing else; in `inputFilterGroups` also the negative operators and
//!   IS FALSE.
//! * Several operands: any of them; a negative operator holds when none of them matches.
//! * A multi-valued attribute: all values have to pass, unless the clause says any.

mod clause;
mod compile;
mod operator;

use super::scope::Clause;
use crate::diagnostic::{EvalError, registry};
use crate::text::Span;
use crate::value::Value;
pub use operator::Operands;
use operator::{Operand, Operator, Test, text, whole};

/// A compiled scoping filter.
pub struct Filter {
    attributes: Vec<String>,
    groups: Vec<Group>,
    input_groups: Vec<Group>,
}

struct Group {
    name: Option<String>,
    tests: Vec<ClauseTest>,
}

/// One clause. Without an operator it could not be compiled and never holds.
struct ClauseTest {
    operator: Option<&'static Operator>,
    slot: usize,
    operands: Vec<Operand>,
    any_value: bool,
    span: Span,
    shown: String,
}

/// The names of the operators with what each compares with, and whether it holds where there is no value: in `groups`, and in
/// `inputFilterGroups`.
pub fn operators() -> impl Iterator<Item = (&'static str, Operands, [bool; 2])> {
    operator::OPERATORS.iter().map(|operator| (operator.name, operator.operands, operator.when_absent))
}

/// Which groups of a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupSet {
    /// `groups`: a record that leaves this scope is deprovisioned.
    Groups,
    /// `inputFilterGroups`: a record that leaves this scope is ignored from then on.
    InputGroups,
}

/// Whether a record is in scope.
#[derive(Debug)]
pub enum ScopeDecision {
    /// It is in scope.
    In,
    /// It is not: the first clause that failed in each group of one set, in the file's order.
    Out(Vec<FailedClause>),
    /// It cannot be decided.
    Undecided(EvalError),
}

/// A clause that excluded a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedClause {
    /// The set that the group belongs to.
    pub set: GroupSet,
    /// The group, counted from 0.
    pub group: usize,
    /// The clause in it, counted from 0.
    pub clause: usize,
    /// The clause in the file.
    pub span: Span,
}

impl Filter {
    /// The attributes that the filter reads, each once; a slot is an index into them.
    pub fn attributes(&self) -> &[String] {
        &self.attributes
    }

    /// Whether every record is in scope.
    pub fn lets_all_in(&self) -> bool {
        self.groups.is_empty() && self.input_groups.is_empty()
    }

    /// Whether a record is in scope; its values are looked up by name.
    pub fn verdict<'r>(&self, value_of: impl Fn(&str) -> Value<'r>) -> ScopeDecision {
        self.verdict_by_slot(|slot| self.attributes.get(slot).map_or(Value::Absent, |name| value_of(name)))
    }

    /// Whether a record is in scope; its values are looked up by slot.
    pub fn verdict_by_slot<'r>(&self, value_of: impl Fn(usize) -> Value<'r>) -> ScopeDecision {
        for (set, groups) in [(GroupSet::InputGroups, &self.input_groups), (GroupSet::Groups, &self.groups)] {
            match self.misses(set, groups, &value_of) {
                Ok(None) => {}
                Ok(Some(misses)) => return ScopeDecision::Out(misses),
                Err(error) => return ScopeDecision::Undecided(error),
            }
        }
        ScopeDecision::In
    }

    /// A failed clause in words: ``group `Staff`: `country` EQUALS `NZ` ``.
    pub fn describe(&self, miss: &FailedClause) -> String {
        format!("{}: {}", self.group_name(miss), self.clause_text(miss))
    }

    /// The group of a clause in words: ``group `Staff` ``, or its number.
    pub fn group_name(&self, miss: &FailedClause) -> String {
        match self.set(miss.set).get(miss.group).and_then(|group| group.name.as_ref()) {
            Some(name) => format!("group `{name}`"),
            None => format!("group {}", miss.group + 1),
        }
    }

    /// `None` when a group holds or there are none, otherwise the clause that failed in each.
    fn misses<'r>(
        &self,
        set: GroupSet,
        groups: &[Group],
        value_of: &impl Fn(usize) -> Value<'r>,
    ) -> Result<Option<Vec<FailedClause>>, EvalError> {
        let mut misses = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            let mut failed = None;
            for (at, test) in group.tests.iter().enumerate() {
                if !self.holds(test, set, value_of(test.slot))? {
                    failed = Some(FailedClause { set, group: number, clause: at, span: test.span });
                    break;
                }
            }
            match failed {
                None => return Ok(None),
                Some(miss) => misses.push(miss),
            }
        }
        Ok(Some(misses).filter(|misses| !misses.is_empty()))
    }

    fn holds(&self, test: &ClauseTest, set: GroupSet, value: Value<'_>) -> Result<bool, EvalError> {
        let Some(operator) = test.operator else { return Ok(false) };
        let Value::Multi(values @ [_, _, ..]) = value else { return self.one(test, operator, set, value.single()) };
        for value in values {
            if self.one(test, operator, set, *value)? == test.any_value {
                return Ok(test.any_value);
            }
        }
        Ok(!test.any_value)
    }

    fn one(&self, test: &ClauseTest, operator: &Operator, set: GroupSet, value: Value<'_>) -> Result<bool, EvalError> {
        if value.is_empty() {
            let [in_groups, in_input_groups] = operator.when_absent;
            return Ok(if set == GroupSet::Groups { in_groups } else { in_input_groups });
        }
        let fits = match operator.test {
            Test::Presence => true,
            Test::Value(fits) => fits(value),
            Test::Text(fits) => {
                test.operands.iter().any(|operand| matches!(operand, Operand::Text(operand) if fits(value, operand)))
            }
            Test::Integer(fits) => {
                // A value that is not a number satisfies neither an operator nor its opposite.
                let Some(number) = whole(value) else { return Ok(false) };
                let fits = |operand: &Operand| matches!(operand, Operand::Integer(operand) if fits(number, *operand));
                test.operands.iter().any(fits)
            }
            Test::Pattern => self.matches(test, &text(value))?,
        };
        Ok(fits != operator.negative)
    }

    fn matches(&self, test: &ClauseTest, text: &str) -> Result<bool, EvalError> {
        for operand in &test.operands {
            let Operand::Pattern(regex) = operand else { continue };
            match regex.is_match(text) {
                Ok(false) => {}
                Ok(true) => return Ok(true),
                Err(error) => {
                    let attribute = self.attributes.get(test.slot).map_or("", String::as_str);
                    return Err(Box::new(registry::filter_match_failed(test.span, attribute, &error.to_string())));
                }
            }
        }
        Ok(false)
    }
}

/// The clause in words.
fn shown(clause: &Clause, operator: &str) -> String {
    let values: Vec<String> = clause.values.iter().map(|value| format!("`{}`", value.value)).collect();
    let words = format!("`{}` {operator} {}", clause.attribute.value, values.join(" or "));
    words.trim_end().to_owned()
}

#[cfg(test)]
mod tests;

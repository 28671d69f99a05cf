//! Nullability: whether an expression has a value for every record, for some records or for none, and an example
//! record.
//!
//! It is derived from the declarations of the functions and the special forms; no function is run. Values in records are
//! assumed not to be empty; only absent attributes matter.

mod needs;

use super::{Checked, Expr, ExprKind};
use crate::functions::{Function, Mode, Property};
use crate::language::Language;
use crate::program::Constant;
use crate::syntax::Operator;
use crate::value::{Comparison, ValueKind};
use needs::{Formula, Need};

/// Whether something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occurs {
    /// For no record.
    Never,
    /// For some records; with an example.
    MayBe(Witness),
    /// For every record.
    Always,
}

/// An example of a record for which it happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Attributes with their values; `None` if an attribute is absent. Attributes that are not listed have a value.
    pub record: Vec<(Box<str>, Option<Box<str>>)>,
    /// Whether this record is sufficient. Otherwise it also depends on the results of functions for other values.
    pub certain: bool,
}

/// When an expression has no value or an empty value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nullability {
    /// Whether there is no value, including "ignore flow".
    pub absent: Occurs,
    /// Whether the value is the empty string.
    pub empty: Occurs,
}

/// The nullability of an expression. `is_always_present` returns whether every record has a value for an attribute.
pub fn nullability(checked: &Checked, is_always_present: &dyn Fn(&str) -> bool) -> Nullability {
    #[cfg(feature = "connect")]
    if checked.language().has_types() {
        let root = super::mapped::without_loops(checked.root());
        return of_part(&root, checked.attributes(), checked.language(), is_always_present);
    }
    of_part(checked.root(), checked.attributes(), checked.language(), is_always_present)
}

/// The nullability of a part of an expression whose attributes are `attributes`.
pub(super) fn of_part(
    part: &Expr,
    attributes: &[Box<str>],
    language: &Language,
    is_always_present: &dyn Fn(&str) -> bool,
) -> Nullability {
    let required: Vec<bool> = attributes.iter().map(|name| is_always_present(name)).collect();
    let outcome = Analyzer { required: &required, absent_is_empty: language.absent_is_empty }.outcome(part);
    let occurs = |when: Formula| when.told(attributes, &required);
    Nullability { absent: occurs(outcome.absent), empty: occurs(outcome.empty) }
}

impl Occurs {
    /// Whether it happens for some record.
    pub fn happens(&self) -> bool {
        *self != Occurs::Never
    }
}

impl std::fmt::Display for Occurs {
    /// As a phrase that follows a statement: ``when `[mail]` is absent``.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let witness = match self {
            Occurs::Never => return out.write_str("never"),
            Occurs::Always => return out.write_str("for any record"),
            Occurs::MayBe(witness) => witness,
        };
        if witness.record.is_empty() {
            return out.write_str("for some records");
        }
        for (number, (name, value)) in witness.record.iter().enumerate() {
            out.write_str(if number == 0 { "when " } else { " and " })?;
            match value {
                None => write!(out, "`[{name}]` is absent")?,
                Some(value) => write!(out, "`[{name}]` is `{value}`")?,
            }
        }
        Ok(())
    }
}

/// When a part is absent and when it is the empty string.
struct Outcome {
    absent: Formula,
    empty: Formula,
}

impl Outcome {
    fn value() -> Self {
        Self { absent: Formula::never(), empty: Formula::never() }
    }

    /// When it is absent or empty.
    fn nothing(self) -> Formula {
        self.absent.or(self.empty)
    }
}

struct Analyzer<'r> {
    required: &'r [bool],
    absent_is_empty: bool,
}

impl Analyzer<'_> {
    fn outcome(&self, part: &Expr) -> Outcome {
        match &part.node {
            ExprKind::Constant(Constant::Absent) | ExprKind::Skip => {
                Outcome { absent: Formula::always(), empty: Formula::never() }
            }
            ExprKind::Constant(Constant::Str(text)) if text.is_empty() => {
                Outcome { absent: Formula::never(), empty: Formula::always() }
            }
            ExprKind::Constant(_) | ExprKind::Setting(_) => Outcome::value(),
            ExprKind::Attribute(slot) => Outcome { absent: self.need(*slot, Need::Absent), empty: Formula::never() },
            ExprKind::Unavailable(..) | ExprKind::Form(_) => {
                Outcome { absent: Formula::unknown(), empty: Formula::unknown() }
            }
            ExprKind::Call(function, arguments) => self.call(function, arguments),
            ExprKind::Coalesce(sources) => self.first_that(sources),
            ExprKind::If(parts) => {
                let [condition, taken, other] = &**parts;
                let (yes, no) = (self.holds(condition, true), self.holds(condition, false));
                self.either([(yes, taken), (no, other)])
            }
            ExprKind::Switch(ends, pairs) => {
                let [source, default] = &**ends;
                let mut branches = Vec::with_capacity(pairs.len() + 1);
                for (number, (key, value)) in pairs.iter().enumerate() {
                    let earlier = pairs.get(..number).unwrap_or_default();
                    let is_first =
                        key.text().is_none_or(|key| !earlier.iter().any(|(other, _)| other.text() == Some(key)));
                    branches.push((if is_first { self.equals(source, key) } else { Formula::never() }, value));
                }
                branches.push((self.equals_none(source, pairs), default));
                self.either(branches)
            }
            ExprKind::Operate(first, rest) => match rest.last() {
                Some((Operator::Concatenate, _)) => {
                    let parts = std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part));
                    let empty = Formula::all(parts.map(|part| self.outcome(part).nothing()));
                    Outcome { absent: Formula::never(), empty }
                }
                _ => Outcome::value(),
            },
        }
    }

    /// The outcome of several branches, each with the condition under which it is taken.
    fn either<'t>(&self, branches: impl IntoIterator<Item = (Formula, &'t Expr)>) -> Outcome {
        let mut whole = Outcome::value();
        for (taken, part) in branches {
            if taken.is_never() {
                continue;
            }
            let outcome = self.outcome(part);
            whole.absent = whole.absent.or(taken.clone().and(outcome.absent));
            whole.empty = whole.empty.or(taken.and(outcome.empty));
        }
        whole
    }

    fn first_that(&self, sources: &[Expr]) -> Outcome {
        let mut whole = Outcome { absent: Formula::always(), empty: Formula::never() };
        for source in sources {
            let outcome = self.outcome(source);
            whole.empty = whole.empty.or(whole.absent.clone().and(outcome.empty));
            whole.absent = whole.absent.and(outcome.absent);
        }
        whole
    }

    fn call(&self, function: &Function, arguments: &[Expr]) -> Outcome {
        let mut outcome = self.call_by_types(function, arguments);
        // For an empty argument such a function may return the empty string, something else or, if it can, no value.
        if function.is(Property::ChangesEmpty) && !outcome.empty.is_never() {
            let unsure = outcome.empty.and(Formula::unknown());
            outcome.absent =
                if function.result.may_be_absent { outcome.absent.or(unsure.clone()) } else { outcome.absent };
            outcome.empty = unsure;
        }
        outcome
    }

    /// What the types of a function's parameters and of its result say.
    fn call_by_types(&self, function: &Function, arguments: &[Expr]) -> Outcome {
        let gives = function.result;
        let is_text = matches!(gives.kind, ValueKind::Str | ValueKind::Any | ValueKind::Values);
        let (mut absent, mut texts) = (Formula::never(), Vec::new());
        let (mut lenient, mut optional, mut repeating) = (Vec::new(), Vec::new(), Vec::new());
        for (slot, argument) in arguments.iter().enumerate() {
            let Some(parameter) = function.parameter_of(slot, arguments.len()) else { continue };
            let outcome = self.outcome(argument);
            match parameter.ty.mode {
                // If the argument is absent, so is the call. If all arguments are empty, the result is an empty string.
                Mode::NullPropagating => {
                    absent = absent.or(outcome.absent);
                    // Multiple values are made from the first string only; the others are options.
                    if parameter.ty.kind == ValueKind::Str && (texts.is_empty() || gives.kind != ValueKind::Values) {
                        texts.push(outcome.empty);
                    }
                }
                Mode::Nullable => lenient.push(outcome),
                Mode::Optional | Mode::Recommended => optional.push(outcome),
                Mode::Variadic => repeating.push(outcome),
                Mode::Injected(_) => {}
            }
        }
        if gives.skips() {
            return Outcome {
                absent: Formula::all(lenient.into_iter().map(Outcome::nothing)),
                empty: Formula::never(),
            };
        }
        // An optional argument that may be absent changes the result in a way that depends on the function.
        let optional_is_known =
            !optional.iter().any(|outcome| !outcome.absent.is_never() && !outcome.absent.is_always());
        let sources: Vec<Outcome> = if repeating.is_empty() { lenient } else { repeating };
        if sources.is_empty() {
            if gives.may_be_absent && (optional.is_empty() || !optional_is_known) {
                absent = absent.or(Formula::unknown());
            }
            let empty = if texts.is_empty() || !is_text { Formula::never() } else { Formula::all(texts) };
            return Outcome { absent, empty };
        }
        let start = if optional_is_known { Formula::always() } else { Formula::unknown() };
        let (mut all_absent, mut all_empty, mut all_nothing) = (start.clone(), start.clone(), start);
        for outcome in sources {
            all_absent = all_absent.and(outcome.absent.clone());
            all_empty = all_empty.and(outcome.empty.clone());
            all_nothing = all_nothing.and(outcome.nothing());
        }
        // Without any value, a function returns no value if its type allows that, as `SelectUniqueValue` does; otherwise the
        // empty string, as `Join` and `Left` do.
        match (gives.may_be_absent, is_text) {
            (true, _) => {
                Outcome { absent: absent.or(all_absent), empty: if is_text { all_empty } else { Formula::never() } }
            }
            (false, true) => Outcome { absent, empty: all_nothing },
            (false, false) => Outcome { absent, empty: Formula::never() },
        }
    }

    /// When a condition is true, or when it is false.
    fn holds(&self, condition: &Expr, truth: bool) -> Formula {
        match &condition.node {
            ExprKind::Constant(Constant::Bool(flag)) => Formula::certainly(*flag == truth),
            ExprKind::Constant(Constant::Absent) => Formula::certainly(!truth),
            ExprKind::Attribute(slot) if truth => self.need(*slot, Need::Is("True".into())),
            ExprKind::Attribute(slot) => self.need(*slot, Need::OtherThan(vec!["True".into()])),
            ExprKind::Call(function, arguments) => match (function.tests_presence(), arguments.as_slice()) {
                (Some(says), [asked]) => self.present(asked, says == truth),
                _ if function.is(Property::Negates) => match arguments.as_slice() {
                    [inner] => self.holds(inner, !truth),
                    _ => Formula::unknown(),
                },
                _ => Formula::unknown(),
            },
            ExprKind::Operate(left, rest) if self.absent_is_empty => match rest.as_slice() {
                [(Operator::Compare(Comparison::Equal), right)] => self.equal(left, right, truth),
                [(Operator::Compare(Comparison::NotEqual), right)] => self.equal(left, right, !truth),
                _ => Formula::unknown(),
            },
            _ => Formula::unknown(),
        }
    }

    fn present(&self, asked: &Expr, truth: bool) -> Formula {
        if let ExprKind::Attribute(slot) = asked.node {
            return self.need(slot, if truth { Need::Present } else { Need::Absent });
        }
        let nothing = self.outcome(asked).nothing();
        match truth {
            false => nothing,
            true if nothing.is_never() => Formula::always(),
            true if nothing.is_always() => Formula::never(),
            true => Formula::unknown(),
        }
    }

    fn equal(&self, left: &Expr, right: &Expr, truth: bool) -> Formula {
        let (asked, key) = if left.text().is_some() { (right, left) } else { (left, right) };
        match (&asked.node, truth, key.text()) {
            (_, true, _) => self.equals(asked, key),
            (ExprKind::Attribute(slot), false, Some(text)) => self.need(*slot, Need::OtherThan(vec![text.into()])),
            _ => Formula::unknown(),
        }
    }

    /// When a source equals a key.
    fn equals(&self, source: &Expr, key: &Expr) -> Formula {
        match (&source.node, key.text()) {
            // Absent counts as the empty string, and no attribute of a record is assumed to be empty.
            (ExprKind::Attribute(slot), Some("")) => self.need(*slot, Need::Absent),
            (ExprKind::Attribute(slot), Some(text)) => self.need(*slot, Need::Is(text.into())),
            (ExprKind::Constant(_), Some(text)) => Formula::certainly(source.text() == Some(text)),
            _ => Formula::unknown(),
        }
    }

    /// When a source equals none of the keys.
    fn equals_none(&self, source: &Expr, pairs: &[(Expr, Expr)]) -> Formula {
        let keys: Option<Vec<Box<str>>> = pairs.iter().map(|(key, _)| key.text().map(Into::into)).collect();
        match (&source.node, keys) {
            (ExprKind::Attribute(slot), Some(keys)) => self.need(*slot, Need::OtherThan(keys)),
            _ => Formula::unknown(),
        }
    }

    fn need(&self, slot: u32, need: Need) -> Formula {
        let required = self.required.get(slot as usize).copied().unwrap_or(false);
        match (required, need) {
            (true, Need::Absent) => Formula::never(),
            (true, Need::Present) => Formula::always(),
            (_, need) => Formula::needs(slot, need),
        }
    }
}

#[cfg(test)]
mod tests;

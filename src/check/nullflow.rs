//! Null flow: whether an expression gives a value for every record, for some, or for none, and which record shows it.
//!
//! Derived from the declarations of the functions and the forms of the choices; of single functions only those are known
//! by name that ask for presence. Values of records are taken as not empty: what matters is what is absent.

mod needs;

use super::{Checked, Typed, TypedNode};
use crate::functions::{Function, Mode};
use crate::program::Constant;
use crate::syntax::Operator;
use crate::value::{Comparison, Kind};
use needs::{Need, When};

/// Whether something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NullFlow {
    /// For no record.
    Never,
    /// For some; with one of them.
    MayBe(Witness),
    /// For every record.
    Always,
}

/// A record for which it happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Attributes with the value that each has, or nothing where it is absent. What is not listed has a value.
    pub record: Vec<(Box<str>, Option<Box<str>>)>,
    /// Whether this record is enough. Otherwise it also depends on what functions make of other values.
    pub certain: bool,
}

/// What an expression gives when values are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Whether there is no value, the order to skip the attribute included.
    pub absent: NullFlow,
    /// Whether the value is the empty text.
    pub empty: NullFlow,
}

/// The null flow of an expression. `is_always_present` says which attributes every record has.
pub fn null_flow(checked: &Checked, is_always_present: &dyn Fn(&str) -> bool) -> Flow {
    of_part(checked.root(), checked.attributes(), is_always_present)
}

/// The null flow of a part of an expression whose attributes are `attributes`.
pub(super) fn of_part(part: &Typed, attributes: &[Box<str>], is_always_present: &dyn Fn(&str) -> bool) -> Flow {
    let required: Vec<bool> = attributes.iter().map(|name| is_always_present(name)).collect();
    let outcome = Reader { required: &required }.outcome(part);
    let told = |when: When| when.told(attributes, &required);
    Flow { absent: told(outcome.absent), empty: told(outcome.empty) }
}

impl NullFlow {
    /// Whether it happens for some record.
    pub fn happens(&self) -> bool {
        *self != NullFlow::Never
    }
}

impl std::fmt::Display for NullFlow {
    /// In words that follow a statement: ``when `[mail]` is absent``.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let witness = match self {
            NullFlow::Never => return out.write_str("never"),
            NullFlow::Always => return out.write_str("for any record"),
            NullFlow::MayBe(witness) => witness,
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

/// When a part is absent and when it is the empty text.
struct Outcome {
    absent: When,
    empty: When,
}

impl Outcome {
    fn value() -> Self {
        Self { absent: When::Never, empty: When::Never }
    }

    /// When it is one or the other.
    fn nothing(self) -> When {
        self.absent.or(self.empty)
    }
}

/// Functions that ask whether there is a value, with what they say when there is.
const PRESENCE: [(&str, bool); 4] =
    [("IsPresent", true), ("IsNullOrEmpty", false), ("IsNull", false), ("IsNothing", false)];

/// Whether a function asks for the presence of a value, and what it says then.
pub(super) fn asks_for_presence(function: &Function) -> Option<bool> {
    PRESENCE.iter().find(|(name, _)| *name == function.name).map(|(_, says)| *says)
}

struct Reader<'r> {
    required: &'r [bool],
}

impl Reader<'_> {
    fn outcome(&self, part: &Typed) -> Outcome {
        match &part.node {
            TypedNode::Constant(Constant::Absent) | TypedNode::Skip => {
                Outcome { absent: When::Always, empty: When::Never }
            }
            TypedNode::Constant(Constant::Text(text)) if text.is_empty() => {
                Outcome { absent: When::Never, empty: When::Always }
            }
            TypedNode::Constant(_) | TypedNode::Setting(_) => Outcome::value(),
            TypedNode::Attribute(slot) => Outcome { absent: self.need(*slot, Need::Absent), empty: When::Never },
            TypedNode::Unavailable(_) => Outcome { absent: When::unknown(), empty: When::unknown() },
            TypedNode::Call(function, arguments) => self.call(function, arguments),
            TypedNode::FirstThat(sources) => self.first_that(sources),
            TypedNode::Branch(parts) => {
                let [condition, taken, other] = &**parts;
                let (yes, no) = (self.holds(condition, true), self.holds(condition, false));
                self.either([(yes, taken), (no, other)])
            }
            TypedNode::Match(ends, pairs) => {
                let [source, default] = &**ends;
                let mut ways = Vec::with_capacity(pairs.len() + 1);
                for (number, (key, value)) in pairs.iter().enumerate() {
                    let earlier = pairs.get(..number).unwrap_or_default();
                    let is_first =
                        key.text().is_none_or(|key| !earlier.iter().any(|(other, _)| other.text() == Some(key)));
                    ways.push((if is_first { self.equals(source, key) } else { When::Never }, value));
                }
                ways.push((self.equals_none(source, pairs), default));
                self.either(ways)
            }
            TypedNode::Operate(first, rest) => match rest.last() {
                Some((Operator::Concatenate, _)) => {
                    let parts = std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part));
                    let empty = When::all(parts.map(|part| self.outcome(part).nothing()));
                    Outcome { absent: When::Never, empty }
                }
                _ => Outcome::value(),
            },
        }
    }

    /// The outcome of alternatives, each with when it is taken.
    fn either<'t>(&self, ways: impl IntoIterator<Item = (When, &'t Typed)>) -> Outcome {
        let mut whole = Outcome::value();
        for (taken, part) in ways {
            if taken == When::Never {
                continue;
            }
            let outcome = self.outcome(part);
            whole.absent = whole.absent.or(taken.clone().and(outcome.absent));
            whole.empty = whole.empty.or(taken.and(outcome.empty));
        }
        whole
    }

    fn first_that(&self, sources: &[Typed]) -> Outcome {
        let mut whole = Outcome { absent: When::Always, empty: When::Never };
        for source in sources {
            let outcome = self.outcome(source);
            whole.empty = whole.empty.or(whole.absent.clone().and(outcome.empty));
            whole.absent = whole.absent.and(outcome.absent);
        }
        whole
    }

    fn call(&self, function: &Function, arguments: &[Typed]) -> Outcome {
        let gives = function.result;
        let is_text = matches!(gives.kind, Kind::Text | Kind::Any | Kind::Values);
        let (mut absent, mut texts) = (When::Never, Vec::new());
        let (mut lenient, mut optional, mut repeating) = (Vec::new(), Vec::new(), Vec::new());
        for (slot, argument) in arguments.iter().enumerate() {
            let Some(parameter) = function.parameter_of(slot, arguments.len()) else { continue };
            let outcome = self.outcome(argument);
            match parameter.takes.mode {
                // What is absent makes the call so; what is empty makes a text empty when nothing else is in it.
                Mode::Strict => {
                    absent = absent.or(outcome.absent);
                    // A list is made of the first text alone, the others say how.
                    if parameter.takes.kind == Kind::Text && (texts.is_empty() || gives.kind != Kind::Values) {
                        texts.push(outcome.empty);
                    }
                }
                Mode::Lenient => lenient.push(outcome),
                Mode::Optional | Mode::Expected => optional.push(outcome),
                Mode::Repeating => repeating.push(outcome),
                Mode::Injected(_) => {}
            }
        }
        if gives.skips() {
            return Outcome { absent: When::all(lenient.into_iter().map(Outcome::nothing)), empty: When::Never };
        }
        // An optional argument that may be absent changes what the function does, in a way that is its own.
        let optional_is_known = !optional.iter().any(|outcome| matches!(outcome.absent, When::Sometimes { .. }));
        let sources: Vec<Outcome> = if repeating.is_empty() { lenient } else { repeating };
        if sources.is_empty() {
            if gives.may_be_absent && (optional.is_empty() || !optional_is_known) {
                absent = absent.or(When::unknown());
            }
            let empty = if texts.is_empty() || !is_text { When::Never } else { When::all(texts) };
            return Outcome { absent, empty };
        }
        let start = if optional_is_known { When::Always } else { When::unknown() };
        let (mut all_absent, mut all_empty, mut all_nothing) = (start.clone(), start.clone(), start);
        for outcome in sources {
            all_absent = all_absent.and(outcome.absent.clone());
            all_empty = all_empty.and(outcome.empty.clone());
            all_nothing = all_nothing.and(outcome.nothing());
        }
        match (gives.may_be_absent, is_text) {
            (true, _) => {
                Outcome { absent: absent.or(all_absent), empty: if is_text { all_empty } else { When::Never } }
            }
            (false, true) => Outcome { absent, empty: all_nothing },
            (false, false) => Outcome { absent, empty: When::Never },
        }
    }

    /// When a condition is true, or when it is false.
    fn holds(&self, condition: &Typed, truth: bool) -> When {
        match &condition.node {
            TypedNode::Constant(Constant::Bool(flag)) => When::certainly(*flag == truth),
            TypedNode::Constant(Constant::Absent) => When::certainly(!truth),
            TypedNode::Attribute(slot) if truth => self.need(*slot, Need::Is("True".into())),
            TypedNode::Attribute(slot) => self.need(*slot, Need::OtherThan(vec!["True".into()])),
            TypedNode::Call(function, arguments) => match (asks_for_presence(function), arguments.as_slice()) {
                (Some(says), [asked]) => self.present(asked, says == truth),
                _ if function.name == "Not" => match arguments.as_slice() {
                    [inner] => self.holds(inner, !truth),
                    _ => When::unknown(),
                },
                _ => When::unknown(),
            },
            TypedNode::Operate(left, rest) => match rest.as_slice() {
                [(Operator::Compare(Comparison::Equal), right)] => self.equal(left, right, truth),
                [(Operator::Compare(Comparison::NotEqual), right)] => self.equal(left, right, !truth),
                _ => When::unknown(),
            },
            _ => When::unknown(),
        }
    }

    fn present(&self, asked: &Typed, truth: bool) -> When {
        if let TypedNode::Attribute(slot) = asked.node {
            return self.need(slot, if truth { Need::Present } else { Need::Absent });
        }
        let nothing = self.outcome(asked).nothing();
        match (truth, nothing) {
            (false, nothing) => nothing,
            (true, When::Never) => When::Always,
            (true, When::Always) => When::Never,
            (true, _) => When::unknown(),
        }
    }

    fn equal(&self, left: &Typed, right: &Typed, truth: bool) -> When {
        let (asked, key) = if left.text().is_some() { (right, left) } else { (left, right) };
        match (&asked.node, truth, key.text()) {
            (_, true, _) => self.equals(asked, key),
            (TypedNode::Attribute(slot), false, Some(text)) => self.need(*slot, Need::OtherThan(vec![text.into()])),
            _ => When::unknown(),
        }
    }

    /// When a source equals a key.
    fn equals(&self, source: &Typed, key: &Typed) -> When {
        match (&source.node, key.text()) {
            (TypedNode::Attribute(slot), Some("")) => self.need(*slot, Need::Absent),
            (TypedNode::Attribute(slot), Some(text)) => self.need(*slot, Need::Is(text.into())),
            (TypedNode::Constant(_), Some(text)) => When::certainly(source.text() == Some(text)),
            _ => When::unknown(),
        }
    }

    /// When a source equals none of the keys.
    fn equals_none(&self, source: &Typed, pairs: &[(Typed, Typed)]) -> When {
        let keys: Option<Vec<Box<str>>> = pairs.iter().map(|(key, _)| key.text().map(Into::into)).collect();
        match (&source.node, keys) {
            (TypedNode::Attribute(slot), Some(keys)) => self.need(*slot, Need::OtherThan(keys)),
            _ => When::unknown(),
        }
    }

    fn need(&self, slot: u32, need: Need) -> When {
        let required = self.required.get(slot as usize).copied().unwrap_or(false);
        match (required, need) {
            (true, Need::Absent) => When::Never,
            (true, Need::Present) => When::Always,
            (_, need) => When::needs(slot, need),
        }
    }
}

#[cfg(test)]
mod tests;

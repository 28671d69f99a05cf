//! What the functions of a language with types take and give. Each takes the values of its own type only: a number is no
//! string. What is absent is as in `parameter`.
//!
//! Does not know which function is called, except for the names in its messages.

use crate::diagnostic::registry;
use crate::dotnet::datetime::DateTime;
use crate::functions::operand::{Arguments, Operand};
use crate::functions::parameter::{Answer, Argument, Names, Scalar};
use crate::functions::{CallError, Mode, ParamType, ReturnType, Scope};
use crate::text::Span;
use crate::value::{Typed, Value, ValueKind};

/// The error of an argument of another type.
#[cold]
pub(super) fn refuse((function, parameter): Names, slot: usize, value: Value<'_>, expected: &str) -> CallError {
    let found = value.describe();
    let diagnostic = registry::type_of_value(Span::default(), function, parameter, expected, &found);
    CallError::Argument(slot, Box::new(diagnostic))
}

macro_rules! types {
    ($($(#[doc = $docs:literal])+ $name:ident $(<$life:lifetime>)? ($inner:ty) = $kind:ident, $expected:literal:
        $($pattern:pat => $value:expr),+;
    )+) => {$(
        $(#[doc = $docs])+
        #[derive(Clone, Copy)]
        pub struct $name $(<$life>)? (pub $inner);

        impl<'r> Scalar<'r> for $name $(<$life>)? {
            const KIND: ValueKind = ValueKind::$kind;

            #[inline(always)]
            fn at_once(value: Value<'r>) -> Option<Self> {
                match value {
                    $($pattern => Some(Self($value)),)+
                    _ => None,
                }
            }

            fn read(_: &'r Scope<'r>, value: Value<'r>) -> Option<Self> {
                Self::at_once(value.single())
            }

            fn refuse(names: Names, slot: usize, value: Value<'_>) -> CallError {
                refuse(names, slot, value, $expected)
            }
        }
    )+};
}

types! {
    /// A string.
    Str<'r>(&'r str) = Str, "a string": Value::Str(text) => text;
    /// A number: a whole one of 64 bits.
    Num(i64) = Integer, "a number": Value::Int(number) => number;
    /// A Boolean.
    Flag(bool) = Boolean, "a Boolean": Value::Bool(flag) => flag;
    /// A point in time.
    Moment(DateTime) = Moment, "a date": Value::Typed(Typed::Date(date)) => *date;
    /// Bytes.
    Bytes<'r>(&'r [u8]) = Binary, "a binary value": Value::Typed(Typed::Bytes(bytes)) => bytes;
    /// A reference to another object.
    Reference<'r>(&'r str) = Reference, "a reference": Value::Typed(Typed::Reference(name)) => name;
    /// A .NET date format.
    Format<'r>(&'r str) = DateFormat, "a string": Value::Str(text) => text;
    /// A .NET regular expression.
    Regex<'r>(&'r str) = Pattern, "a string": Value::Str(text) => text;
    /// A string that is a name, or a reference.
    Name<'r>(&'r str) = Any, "a string or a reference": Value::Str(text) => text, Value::Typed(Typed::Reference(name)) => name;
    /// One value of any type.
    One<'r>(Value<'r>) = Any, "one value":
        value @ (Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::Number(_) | Value::Complex(_) | Value::Typed(_)) => value;
}

/// A string or bytes.
#[derive(Clone, Copy)]
pub enum Cut<'r> {
    /// A string.
    Str(&'r str),
    /// Bytes.
    Bytes(&'r [u8]),
}

impl<'r> Scalar<'r> for Cut<'r> {
    const KIND: ValueKind = ValueKind::Any;

    fn read(_: &'r Scope<'r>, value: Value<'r>) -> Option<Self> {
        match value.single() {
            Value::Str(text) => Some(Self::Str(text)),
            Value::Typed(Typed::Bytes(bytes)) => Some(Self::Bytes(bytes)),
            _ => None,
        }
    }

    fn refuse(names: Names, slot: usize, value: Value<'_>) -> CallError {
        refuse(names, slot, value, "a string or a binary value")
    }
}

/// All values of an argument, whatever they are: one, several or none.
pub struct Many<'r>(pub Value<'r>);

impl<'m, 'r> Argument<'m, 'r> for Many<'r> {
    const TAKES: ParamType = ParamType { kind: ValueKind::Values, mode: Mode::Nullable };

    fn take(_: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, _: Names) -> Result<Self, CallError> {
        Ok(Many(arguments.take()))
    }
}

/// A string, and whether the expression itself has it: only then may a message show it.
pub struct Message<'r> {
    /// The string; empty if there is none.
    pub text: &'r str,
    /// Whether it is written out in the expression.
    pub is_constant: bool,
}

impl<'m, 'r> Argument<'m, 'r> for Message<'r> {
    const TAKES: ParamType = ParamType { kind: ValueKind::Str, mode: Mode::Nullable };

    fn take(scope: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, names: Names) -> Result<Self, CallError> {
        let text = <Option<Str<'r>> as Argument>::take(scope, arguments, names)?;
        let is_constant = matches!(arguments.last().1, Operand::Constant(_));
        Ok(Message { text: text.map_or("", |text| text.0), is_constant })
    }
}

/// Result types: the Rust type, its kind, whether it may be absent, and the value.
macro_rules! answers {
    ($($type:ty, $kind:ident, $may_be_absent:literal, ($from:ident, $scope:ident) => $value:expr;)+) => {$(
        impl<'r> Answer<'r> for $type {
            const GIVES: ReturnType = ReturnType { kind: ValueKind::$kind, may_be_absent: $may_be_absent };

            fn answer(self, $scope: &'r Scope<'r>) -> Result<Value<'r>, CallError> {
                let $from = self;
                Ok($value)
            }
        }
    )+};
}

answers! {
    Moment, Moment, false, (date, scope) => Value::Typed(scope.arena.alloc(Typed::Date(date.0)));
    Option<Moment>, Moment, true, (date, scope) => match date {
        Some(date) => Value::Typed(scope.arena.alloc(Typed::Date(date.0))),
        None => Value::Absent,
    };
    Bytes<'r>, Binary, false, (bytes, scope) => Value::Typed(scope.arena.alloc(Typed::Bytes(bytes.0)));
    Reference<'r>, Reference, false, (name, scope) => Value::Typed(scope.arena.alloc(Typed::Reference(name.0)));
    Many<'r>, Values, true, (values, _scope) => values.0;
    Cut<'r>, Any, false, (cut, scope) => match cut {
        Cut::Str(text) => Value::Str(text),
        Cut::Bytes(bytes) => Value::Typed(scope.arena.alloc(Typed::Bytes(bytes))),
    };
}

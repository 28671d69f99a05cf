//! Parameter and result types: how arguments become Rust values, and how results become values of the language. Does not
//! know which function is called, except for the names in its messages.

use super::decimal::whole_part;
use super::operand::{Arguments, Operand, OperandFrame};
use super::{CallError, Host, Injected, Mode, ParamType, ReturnType, Scope};
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::encoding;
use crate::text::Span;
use crate::value::{Value, ValueKind};

/// The names of a function and of its parameter, for messages. They are static, so that they cost nothing unless there
/// is a message.
pub type Names = &'static (&'static str, &'static str);

/// The error of the argument in a slot.
#[cold]
fn refuse((function, parameter): Names, slot: usize, value: Value<'_>, expected: &str) -> CallError {
    let diagnostic = match value {
        Value::Multi(values) => registry::several_values(Span::default(), function, parameter, values.len()),
        other => registry::wrong_kind(Span::default(), function, parameter, expected, &other.describe()),
    };
    let shown = match value {
        Value::Str(text) | Value::Number(text) | Value::Complex(text) => diagnostic.with_value(text),
        _ => diagnostic,
    };
    CallError::Argument(slot, Box::new(shown))
}

/// A Rust type that a parameter can have.
pub trait Argument<'m, 'r>: Sized {
    /// What the parameter takes.
    const TAKES: ParamType;

    /// Takes the argument.
    fn take(scope: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, names: Names) -> Result<Self, CallError>;
}

/// A scalar that one present value can be read as.
pub trait Scalar<'r>: Sized {
    /// Its kind.
    const KIND: ValueKind;

    /// The value if it has the most common type, which needs no further call.
    #[inline(always)]
    fn at_once(_: Value<'r>) -> Option<Self> {
        None
    }

    /// Converts a present value; `None` if that is not possible.
    fn read(scope: &'r Scope<'r>, value: Value<'r>) -> Option<Self>;

    /// The error of a value that cannot be converted.
    #[cold]
    fn refuse(names: Names, slot: usize, value: Value<'_>) -> CallError {
        refuse(names, slot, value, Self::expected())
    }

    /// The expected type, for messages.
    fn expected() -> &'static str {
        Self::KIND.name()
    }
}

impl<'r> Scalar<'r> for &'r str {
    const KIND: ValueKind = ValueKind::Str;

    #[inline(always)]
    fn at_once(value: Value<'r>) -> Option<Self> {
        if let Value::Str(text) = value { Some(text) } else { None }
    }

    fn read(scope: &'r Scope<'r>, value: Value<'r>) -> Option<Self> {
        value.text(scope.arena)
    }
}

impl<'r> Scalar<'r> for i64 {
    const KIND: ValueKind = ValueKind::Integer;

    #[inline(always)]
    fn at_once(value: Value<'r>) -> Option<Self> {
        if let Value::Int(number) = value { Some(number) } else { None }
    }

    fn read(_: &'r Scope<'r>, value: Value<'r>) -> Option<Self> {
        match value.single() {
            Value::Int(number) => Some(number),
            Value::Str(text) | Value::Number(text) => integer(text),
            _ => None,
        }
    }
}

impl<'r> Scalar<'r> for bool {
    const KIND: ValueKind = ValueKind::Boolean;

    fn read(_: &'r Scope<'r>, value: Value<'r>) -> Option<Self> {
        match value.single() {
            Value::Bool(flag) => Some(flag),
            Value::Str(text) => encoding::parse_boolean(text),
            Value::Int(number) => Some(number != 0),
            _ => None,
        }
    }
}

/// The whole part of a number that may have a fraction. Its kind is `Any`: with the kind `Integer`, a check would reject
/// constants such as `-1.9`.
pub struct WholePart(pub i64);

impl<'r> Scalar<'r> for WholePart {
    const KIND: ValueKind = ValueKind::Any;

    fn read(_: &'r Scope<'r>, value: Value<'r>) -> Option<Self> {
        match value.single() {
            Value::Int(number) => Some(Self(number)),
            Value::Str(text) | Value::Number(text) => integer(text).or_else(|| whole_part(text.trim())).map(Self),
            _ => None,
        }
    }

    fn expected() -> &'static str {
        "number"
    }
}

/// An integer of the language: decimal digits as .NET reads them, or `&H` and hexadecimal digits.
pub fn integer(text: &str) -> Option<i64> {
    match text.strip_prefix("&H").or_else(|| text.strip_prefix("&h")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => encoding::parse_integer(text).ok(),
    }
}

impl<'m, 'r, T: Scalar<'r>> Argument<'m, 'r> for T {
    const TAKES: ParamType = ParamType { kind: T::KIND, mode: Mode::NullPropagating };

    // Without this, passing arguments takes a third of the time of a call. In WebAssembly, size counts more.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn take(scope: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, names: Names) -> Result<Self, CallError> {
        <Option<T> as Argument>::take(scope, arguments, names)?.ok_or(CallError::Absent)
    }
}

impl<'m, 'r, T: Scalar<'r>> Argument<'m, 'r> for Option<T> {
    const TAKES: ParamType = ParamType { kind: T::KIND, mode: Mode::Nullable };

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn take(scope: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, names: Names) -> Result<Self, CallError> {
        match arguments.take() {
            Value::Absent => Ok(None),
            value => match T::at_once(value) {
                Some(read) => Ok(Some(read)),
                None => read_again(scope, arguments.last(), arguments.slot(), names),
            },
        }
    }
}

/// Reads an argument that does not have the most common type. It is looked up again, because a borrowed value would not
/// be kept in CPU registers.
#[inline(never)]
fn read_again<'r, T: Scalar<'r>>(
    scope: &'r Scope<'r>,
    (frame, operand): (&OperandFrame<'_, 'r>, Operand),
    slot: usize,
    names: Names,
) -> Result<Option<T>, CallError> {
    match frame.get(operand) {
        value if value.is_absent() => Ok(None),
        value => T::read(scope, value).map(Some).ok_or_else(|| T::refuse(names, slot, value)),
    }
}

/// An argument that may be omitted.
pub struct Optional<T>(pub Option<T>);

impl<'m, 'r, T: Scalar<'r>> Argument<'m, 'r> for Optional<T> {
    const TAKES: ParamType = ParamType { kind: T::KIND, mode: Mode::Optional };

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn take(scope: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, names: Names) -> Result<Self, CallError> {
        <Option<T> as Argument>::take(scope, arguments, names).map(Optional)
    }
}

/// An argument that may be omitted, although the function reference requires it: cloud sync omits it.
pub struct Recommended<T>(pub Option<T>);

impl<'m, 'r, T: Scalar<'r>> Argument<'m, 'r> for Recommended<T> {
    const TAKES: ParamType = ParamType { kind: T::KIND, mode: Mode::Recommended };

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn take(scope: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, names: Names) -> Result<Self, CallError> {
        <Option<T> as Argument>::take(scope, arguments, names).map(Recommended)
    }
}

/// A string with a special meaning, so that the checker can look into constant ones.
macro_rules! text_kinds {
    ($($(#[doc = $docs:literal])+ $name:ident = $kind:ident;)+) => {$(
        $(#[doc = $docs])+
        pub struct $name<'r>(pub &'r str);

        impl<'r> Scalar<'r> for $name<'r> {
            const KIND: ValueKind = ValueKind::$kind;

            #[inline(always)]
            fn at_once(value: Value<'r>) -> Option<Self> {
                <&'r str>::at_once(value).map($name)
            }

            fn read(scope: &'r Scope<'r>, value: Value<'r>) -> Option<Self> {
                <&'r str>::read(scope, value).map($name)
            }
        }
    )+};
}

text_kinds! {
    /// A .NET regular expression.
    Pattern = Pattern;
    /// A replacement string with `${group}`.
    Replacement = Replacement;
    /// A .NET date format.
    DateFormat = DateFormat;
    /// A point in time as a string.
    DateText = Date;
}

impl<'m, 'r> Argument<'m, 'r> for Value<'r> {
    const TAKES: ParamType = ParamType { kind: ValueKind::Any, mode: Mode::Nullable };

    #[inline]
    fn take(_: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, _: Names) -> Result<Self, CallError> {
        Ok(arguments.take())
    }
}

/// All values of one argument: a list of one for a single value, the empty list for absent.
pub struct Values<'r>(pub &'r [Value<'r>]);

impl<'m, 'r> Argument<'m, 'r> for Values<'r> {
    const TAKES: ParamType = ParamType { kind: ValueKind::Values, mode: Mode::Nullable };

    #[inline]
    fn take(scope: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, _: Names) -> Result<Self, CallError> {
        Ok(Values(arguments.take().values(scope.arena)))
    }
}

/// All further arguments.
#[derive(Clone, Copy)]
pub struct Varargs<'m, 'r>(Arguments<'m, 'r>);

impl<'m, 'r> Argument<'m, 'r> for Varargs<'m, 'r> {
    const TAKES: ParamType = ParamType { kind: ValueKind::Any, mode: Mode::Variadic };

    #[inline]
    fn take(_: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, _: Names) -> Result<Self, CallError> {
        let rest = *arguments;
        arguments.pass_all();
        Ok(Varargs(rest))
    }
}

impl<'r> Iterator for Varargs<'_, 'r> {
    type Item = Value<'r>;

    #[inline]
    fn next(&mut self) -> Option<Value<'r>> {
        (self.0.left() > 0).then(|| self.0.take())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.left(), Some(self.0.left()))
    }
}

impl ExactSizeIterator for Varargs<'_, '_> {}

impl<'m, 'r> Argument<'m, 'r> for &'r Scope<'r> {
    const TAKES: ParamType = ParamType { kind: ValueKind::Any, mode: Mode::Injected(Injected::Run) };

    #[inline]
    fn take(scope: &'r Scope<'r>, _: &mut Arguments<'m, 'r>, _: Names) -> Result<Self, CallError> {
        Ok(scope)
    }
}

/// The number of argument slots in the call, including empty ones, for functions with an older, shorter form.
pub struct Slots(pub usize);

impl<'m, 'r> Argument<'m, 'r> for Slots {
    const TAKES: ParamType = ParamType { kind: ValueKind::Any, mode: Mode::Injected(Injected::SlotCount) };

    #[inline]
    fn take(_: &'r Scope<'r>, arguments: &mut Arguments<'m, 'r>, _: Names) -> Result<Self, CallError> {
        Ok(Slots(arguments.count()))
    }
}

impl<'m, 'r> Argument<'m, 'r> for &'r dyn Host {
    const TAKES: ParamType = ParamType { kind: ValueKind::Any, mode: Mode::Injected(Injected::World) };

    #[inline]
    fn take(scope: &'r Scope<'r>, _: &mut Arguments<'m, 'r>, _: Names) -> Result<Self, CallError> {
        Ok(scope.host)
    }
}

/// A value, or "ignore flow", which leaves the attribute as it is.
pub struct FlowControl<'r>(pub Value<'r>);

/// A Rust type that a function can return.
pub trait Answer<'r>: Sized {
    /// What the function returns.
    const GIVES: ReturnType;

    /// The value.
    fn answer(self, scope: &'r Scope<'r>) -> Result<Value<'r>, CallError>;
}

/// Declares result types: the Rust type, its kind, whether it may be absent, and the value it becomes.
macro_rules! answers {
    ($($type:ty, $kind:ident, $may_be_absent:literal, $from:ident => $value:expr;)+) => {$(
        impl<'r> Answer<'r> for $type {
            const GIVES: ReturnType = ReturnType { kind: ValueKind::$kind, may_be_absent: $may_be_absent };

            fn answer(self, _: &'r Scope<'r>) -> Result<Value<'r>, CallError> {
                let $from = self;
                Ok($value)
            }
        }
    )+};
}

answers! {
    &'r str, Str, false, text => Value::Str(text);
    Option<&'r str>, Str, true, text => text.map_or(Value::Absent, Value::Str);
    i64, Integer, false, number => Value::Int(number);
    bool, Boolean, false, flag => Value::Bool(flag);
    Value<'r>, Any, true, value => value;
    FlowControl<'r>, FlowControl, true, order => order.0;
    Values<'r>, Values, true, values => Value::Multi(values.0);
    DateText<'r>, Date, false, date => Value::Str(date.0);
}

impl<'r, T: Answer<'r>> Answer<'r> for Result<T, EvalError> {
    const GIVES: ReturnType = T::GIVES;

    fn answer(self, scope: &'r Scope<'r>) -> Result<Value<'r>, CallError> {
        self.map_err(CallError::Call)?.answer(scope)
    }
}

impl<'r, T: Answer<'r>> Answer<'r> for Result<T, CallError> {
    const GIVES: ReturnType = T::GIVES;

    fn answer(self, scope: &'r Scope<'r>) -> Result<Value<'r>, CallError> {
        self?.answer(scope)
    }
}

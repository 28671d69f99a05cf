//! How a function is declared: once, as a documented Rust function inside [`functions!`]. Everything else is derived
//! from it: signature, reference, completion, checks, the service's parameter tree, and the rows of its table as tests.
//!
//! The Rust type of a parameter defines how it behaves:
//!
//! | type              | the argument                                                                    |
//! |-------------------|---------------------------------------------------------------------------------|
//! | `&'r str`, `i64`… | required; if it is absent, so is the result of the call                         |
//! | `Option<T>`       | required; the body decides what absent means                                    |
//! | `Optional<T>`     | optional                                                                        |
//! | `Recommended<T>`  | may be omitted, with a warning: the reference requires it                       |
//! | `Value<'r>`       | required; any value, or absent                                                  |
//! | `Values<'r>`      | required; all values of an attribute                                            |
//! | `Varargs<'_, 'r>` | all further arguments                                                           |
//! | `&'r Scope<'r>`   | injected, not an argument: the arena and the rest of the run                    |
//! | `Slots`           | injected, not an argument: the number of slots in the call                      |
//! | `&'r dyn Host`    | injected, not an argument: the host; it makes the function impure               |

use super::{Alias, Languages, Operand, OperandFrame, RoleForm, Scope};
use crate::diagnostic::{Diagnostic, EvalError, registry};
use crate::value::{Value, ValueKind};

/// A function of the language.
#[derive(Debug)]
pub struct Function {
    /// Its name, which is case-sensitive.
    pub name: &'static str,
    /// The name of its page among the resources: its name, and its languages if they are declared.
    pub page: &'static str,
    /// The part of its page that is in the library; see [`Function::docs`].
    pub(crate) written: &'static str,
    /// Its parameters in order.
    pub parameters: &'static [Parameter],
    /// What it returns.
    pub result: ReturnType,
    /// The languages that have it.
    pub languages: Languages,
    /// What other languages call it, and how their calls go over.
    pub aliases: &'static [Alias],
    /// What other modules have to know about it besides its result.
    pub properties: &'static [Property],
    /// How its result is computed.
    pub body: Body,
}

/// What checks, lints and the engine have to know about a function besides its result, so that none of them depends on
/// a function's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Its result must not be shown: errors and traces leave its value out.
    Hides,
    /// The result is reserved for its record: no other record gets it.
    Reserves,
    /// It is for app role assignments. `Some` says how the roles that it returns are written to an object; `None` is a
    /// function whose result is not written as roles.
    Roles(Option<RoleForm>),
    /// It tests whether its argument has a value: this is its result if there is one.
    TestsPresence(bool),
    /// It negates its argument.
    Negates,
    /// Its result means the same as its first argument when read as a Boolean.
    KeepsTruth,
    /// Its result has no upper-case letters.
    LowerCases,
    /// Its result has no lower-case letters.
    UpperCases,
    /// With its first argument alone, each word of its result begins with a capital letter and has no other.
    TitleCases,
    /// A string for this parameter is one of these, which are in backticks.
    OneOf(&'static str, &'static str),
    /// Its result has none of these characters.
    Lacks(&'static str),
    /// Its result has none of the characters of this parameter.
    LacksThoseOf(&'static str),
    /// It replaces letters with diacritics.
    Normalizes,
    /// It returns another value each time.
    Varies,
    /// It returns another value each time, but what is computed from it may stay the same.
    VariesWithTime,
    /// It fails for values that records often have, so that a condition is written around it, as around `Item`: then the
    /// check warns where the branch runs anyway. A bad option or length is no reason.
    MayFail,
    /// The strings of these parameters are searched for in another one.
    SearchesFor(&'static [&'static str]),
    /// For the empty string it may return something, or nothing, instead of the empty string.
    ChangesEmpty,
    /// Its result is a number, and never less than 0.
    NeverNegative,
    /// Its result has at most as many characters as this parameter says.
    LongestBy(&'static str),
    /// Its argument is the name of an attribute in a constant string, and it takes the values of the attribute.
    NamesAttribute,
    /// Its result, or each of its results, has the type of its first argument.
    KeepsType,
    /// With an argument for this parameter below this number, the call always returns what is described.
    LowestUseful(&'static str, i64, &'static str),
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name in the documentation.
    pub name: &'static str,
    /// Its keys in the service's parameter tree. A condition has more than one: left side, operator, right side.
    pub keys: &'static [&'static str],
    /// What it takes.
    pub ty: ParamType,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParamType {
    /// The kind of value.
    pub kind: ValueKind,
    /// How often it is given, and what absent means.
    pub mode: Mode,
}

/// How often an argument is given and what an absent one means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Once; an absent value makes the result absent.
    NullPropagating,
    /// Once; absent is treated as a value.
    Nullable,
    /// Once or not at all.
    Optional,
    /// Once; omitting it is a warning, because the reference requires it but existing mappings omit it.
    Recommended,
    /// Once or more often, as the last parameter; absent is treated as a value.
    Variadic,
    /// Not an argument; supplied by the engine.
    Injected(Injected),
}

/// What the engine supplies in addition to the arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Injected {
    /// The arena and the rest of the run.
    Run,
    /// The host; it makes a function impure.
    World,
    /// The number of slots in the call.
    SlotCount,
}

/// What a function returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnType {
    /// The kind of value.
    pub kind: ValueKind,
    /// Whether it may be absent although no null-propagating argument is.
    pub may_be_absent: bool,
}

/// What a function does.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// Computes its result from its arguments.
    Native(Native),
    /// Returns the first argument that is present; the rest is not evaluated.
    Coalesce,
    /// Returns its second or third argument, depending on the first; the other is not evaluated.
    If,
    /// Returns the value after the first key that equals the source, or the default; nothing else is evaluated.
    Switch,
    /// A form that only a language with variables has.
    #[cfg(feature = "connect")]
    Special(SpecialForm),
}

/// A form that only a language with variables has.
#[cfg(feature = "connect")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecialForm {
    /// Returns the value behind the first condition that is true. All conditions are evaluated, and no other value.
    Switch,
    /// Returns its last argument, in which a variable has a value.
    With,
    /// Returns its last argument for each of multiple values.
    Select,
    /// Returns those of multiple values for which its last argument is true.
    Where,
}

/// A native body. It takes the run, the values of the run, and the location of each argument among these values.
pub type Native = for<'r> fn(&'r Scope<'r>, &OperandFrame<'_, 'r>, &[Operand]) -> Result<Value<'r>, CallError>;

/// Why a call returns no value.
pub enum CallError {
    /// A null-propagating argument is absent, and so is the result.
    Absent,
    /// An argument, counted from 0, has a value that the parameter does not take.
    Argument(usize, EvalError),
    /// The function cannot be computed.
    Call(EvalError),
}

impl Mode {
    /// Whether a call without the argument can be run.
    pub fn may_be_left_out(self) -> bool {
        matches!(self, Mode::Optional | Mode::Recommended)
    }
}

impl ReturnType {
    /// Whether it may be "ignore flow", which leaves the attribute as it is.
    pub fn skips(self) -> bool {
        self.kind == ValueKind::FlowControl
    }
}

impl From<EvalError> for CallError {
    fn from(error: EvalError) -> Self {
        CallError::Call(error)
    }
}

impl CallError {
    /// A string argument, counted from 0, that the function cannot use; the string is only shown on request.
    pub(super) fn text(slot: usize, diagnostic: Diagnostic, text: &str) -> Self {
        CallError::Argument(slot, Box::new(diagnostic.with_value(text)))
    }
}

impl Function {
    /// The parameters that have a slot in a call.
    pub fn slots(&self) -> impl Iterator<Item = &'static Parameter> {
        self.parameters.iter().filter(|parameter| !matches!(parameter.ty.mode, Mode::Injected(_)))
    }

    /// The parameter of an argument slot, counted from 0; a variadic one has no last slot.
    pub fn parameter(&self, slot: usize) -> Option<&'static Parameter> {
        let last = self.slots().last().filter(|last| last.ty.mode == Mode::Variadic);
        self.slots().nth(slot).or(last)
    }

    /// The parameter of an argument slot in a call with `given` slots. A function that counts its slots has an older,
    /// shorter form without the first optional parameters.
    pub fn parameter_of(&self, slot: usize, given: usize) -> Option<&'static Parameter> {
        let left_out = self.slots().count().saturating_sub(given);
        match slot {
            0 => self.parameter(0),
            _ if self.counts_slots() => self.parameter(slot + left_out),
            _ => self.parameter(slot),
        }
    }

    /// Whether the string of a parameter is searched for in another one.
    pub fn searches_for(&self, parameter: &str) -> bool {
        let mut properties = self.properties.iter();
        properties.any(|property| matches!(property, Property::SearchesFor(names) if names.contains(&parameter)))
    }

    /// Whether it has a property.
    pub fn is(&self, property: Property) -> bool {
        self.properties.contains(&property)
    }

    /// How it treats app roles; `None` if it is not for them.
    pub fn roles(&self) -> Option<Option<RoleForm>> {
        self.properties.iter().find_map(|property| match property {
            Property::Roles(form) => Some(*form),
            _ => None,
        })
    }

    /// What it returns if its argument has a value; `None` if it does not test for one.
    pub fn tests_presence(&self) -> Option<bool> {
        self.properties.iter().find_map(|property| match property {
            Property::TestsPresence(when_present) => Some(*when_present),
            _ => None,
        })
    }

    /// Whether the same arguments always have the same result.
    pub fn is_pure(&self) -> bool {
        !self.takes(Injected::World)
    }

    /// Whether the number of slots in a call, empty ones included, changes its meaning.
    pub fn counts_slots(&self) -> bool {
        self.takes(Injected::SlotCount)
    }

    fn takes(&self, injected: Injected) -> bool {
        self.parameters.iter().any(|parameter| parameter.ty.mode == Mode::Injected(injected))
    }

    /// The signature as the reference prints it: `Mid(source, start, length)`, with `?` after optional parameters and
    /// `…` after variadic ones. The last one of a function that counts its slots is never left out.
    pub fn signature(&self) -> String {
        let needed = self.slots().last().filter(|_| self.counts_slots()).map(|last| last.name);
        let parameters = self.slots().map(|parameter| match parameter.ty.mode {
            mode if mode.may_be_left_out() && needed != Some(parameter.name) => format!("{}?", parameter.name),
            Mode::Variadic => format!("{}…", parameter.name),
            _ => parameter.name.to_owned(),
        });
        format!("{}({})", self.name, parameters.collect::<Vec<_>>().join(", "))
    }

    /// Its page in Markdown: a sentence, details, and a table whose rows are run as tests.
    pub fn docs(&self) -> &'static str {
        crate::text::text(self.page, self.written)
    }

    /// The first paragraph of the page.
    pub fn summary(&self) -> String {
        registry::first_paragraph(self.docs())
    }
}

/// Declares functions. Each is a documented Rust function. A parameter may state its keys in the service's parameter
/// tree if they differ from its name: `oldValue["Find"]: Optional<&'r str>`. `#[aliases("…" => "…")]` lists calls of other
/// languages that the function is for, and `#[properties(…)]` its properties.
macro_rules! functions {
    ($(
        $(#[doc = $docs:literal])+
        $(#[languages($languages:ident)])?
        $(#[aliases($($from:literal => $to:literal),+ $(,)?)])?
        $(#[properties($($property:expr),+)])?
        fn $name:ident<$r:lifetime>(
            $($parameter:ident $([$($key:literal),+])? : $type:ty),* $(,)?
        ) -> $result:ty $body:block
    )+) => {
        $(
            #[allow(non_snake_case, clippy::needless_lifetimes, clippy::extra_unused_lifetimes, clippy::too_many_arguments)]
            fn $name<$r>($($parameter: $type),*) -> $result $body
        )+

        /// The functions of this theme.
        pub(super) static FUNCTIONS: &[$crate::functions::Function] = &[$($crate::functions::Function {
            name: stringify!($name),
            page: concat!(stringify!($name) $(, " ", stringify!($languages))?),
            written: $crate::text::resource!($($docs),+),
            parameters: &[$($crate::functions::Parameter {
                name: stringify!($parameter),
                keys: $crate::functions::declare::either!([$($($key),+)?], [stringify!($parameter)]),
                ty: {
                    #[allow(clippy::extra_unused_lifetimes)]
                    const fn takes<$r>() -> $crate::functions::ParamType {
                        <$type as $crate::functions::parameter::Argument<'_, $r>>::TAKES
                    }
                    takes()
                },
            }),*],
            result: {
                #[allow(clippy::extra_unused_lifetimes)]
                const fn gives<$r>() -> $crate::functions::ReturnType {
                    <$result as $crate::functions::parameter::Answer<$r>>::GIVES
                }
                gives()
            },
            languages: $crate::functions::declare::either!([$($crate::functions::Languages::$languages)?], [$crate::functions::Languages::CLOUD] plain),
            aliases: &[$($($crate::functions::Alias { from: $from, to: $to }),+)?],
            properties: &[$($({
                #[allow(unused_imports)]
                use $crate::functions::Property::*;
                $property
            }),+)?],
            body: $crate::functions::Body::Native({
                #[allow(unused_variables, unused_mut, clippy::extra_unused_lifetimes)]
                fn call<$r>(
                    scope: &$r $crate::functions::Scope<$r>,
                    frame: &$crate::functions::OperandFrame<'_, $r>,
                    operands: &[$crate::functions::Operand],
                ) -> Result<$crate::value::Value<$r>, $crate::functions::CallError> {
                    let mut arguments = $crate::functions::operand::Arguments::new(frame, operands);
                    let answer = $name($(
                        <$type as $crate::functions::parameter::Argument<'_, $r>>::take(
                            scope, &mut arguments, &(stringify!($name), stringify!($parameter)),
                        )?
                    ),*);
                    $crate::functions::parameter::Answer::answer(answer, scope)
                }
                call
            }),
        }),+];
    };
}
pub(super) use functions;

/// The first list, or the second if the first is empty.
macro_rules! either {
    ([], [$($second:tt)+] plain) => { $($second)+ };
    ([$($first:tt)+], [$($second:tt)+] plain) => { $($first)+ };
    ([], [$($second:tt)+]) => { &[$($second)+] };
    ([$($first:tt)+], [$($second:tt)+]) => { &[$($first)+] };
}
pub(super) use either;

//! How a function is declared: once, as a documented Rust function inside [`functions!`], from which everything else is
//! read – signature, reference, completion, checks, the service's parameter tree, and the rows of its table as tests.
//!
//! A parameter's Rust type says everything about it:
//!
//! | type              | the argument                                                                    |
//! |-------------------|---------------------------------------------------------------------------------|
//! | `&'r str`, `i64`… | must be given; where it is absent, so is the call's result                      |
//! | `Option<T>`       | must be given; the body decides what absent means                               |
//! | `Optional<T>`     | may be left out                                                                 |
//! | `Recommended<T>`  | may be left out, with a warning: the reference requires it                       |
//! | `Value<'r>`       | must be given; anything, absent too                                             |
//! | `Values<'r>`      | must be given; all values of an attribute                                       |
//! | `Rest<'_, 'r>`    | all further arguments                                                           |
//! | `&'r Scope<'r>`   | not an argument: the arena and the rest of the run, injected                    |
//! | `Slots`           | not an argument: how many slots the call has, injected                          |
//! | `&'r dyn Host`    | not an argument: the world, injected; taking it makes the function impure       |

use super::{Languages, Operand, OperandFrame, RoleForm, Scope};
use crate::diagnostic::{Diagnostic, EvalError, registry};
use crate::value::{Value, ValueKind};

/// A function of the language.
#[derive(Debug)]
pub struct Function {
    /// Its name, exact in case.
    pub name: &'static str,
    /// What its page is called among the resources: its name, and its languages where these are stated.
    pub page: &'static str,
    /// Its page as far as it is in the library; see [`Function::docs`].
    pub(crate) written: &'static str,
    /// Its parameters in order.
    pub parameters: &'static [Parameter],
    /// What it gives.
    pub result: ReturnType,
    /// Where it exists.
    pub languages: Languages,
    /// What other languages call it, for those who write that.
    pub aliases: &'static [&'static str],
    /// What others have to know of it besides its result.
    pub properties: &'static [Property],
    /// What it does.
    pub body: Body,
}

/// What checks, lints and the engine have to know of a function besides its result, so that none of them knows a function
/// by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Its result must not be shown.
    Hides,
    /// The value that a record gets is reserved: no other record gets it.
    Reserves,
    /// It is for app role assignments; if it gives complex roles, this is how they reach an object.
    Roles(Option<RoleForm>),
    /// It says whether its argument has a value: this is its result where there is one.
    TestsPresence(bool),
    /// It gives the opposite of its argument.
    Negates,
    /// It keeps what its first argument says as a Boolean.
    KeepsTruth,
    /// Its result has no upper-case letters.
    LowerCases,
    /// Its result has no lower-case letters.
    UpperCases,
    /// It replaces letters with diacritics.
    Normalizes,
    /// It gives another value each time.
    Varies,
    /// It gives another value each time; what is computed from it may stay the same.
    VariesWithTime,
    /// It fails for some values of its arguments.
    MayFail,
    /// A lower number for this parameter than this one has no effect but the one described.
    LowestUseful(&'static str, i64, &'static str),
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name in the documentation.
    pub name: &'static str,
    /// Its keys in the service's parameter tree. More than one for a condition: left side, operator, right side.
    pub keys: &'static [&'static str],
    /// What it takes.
    pub ty: ParamType,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParamType {
    /// The kind of value.
    pub kind: ValueKind,
    /// How often, and what absent means.
    pub mode: Mode,
}

/// How often an argument is given and what an absent one means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Once; an absent value makes the result absent.
    NullPropagating,
    /// Once; absent is a value like others.
    Nullable,
    /// Once or not at all.
    Optional,
    /// Once; left out it is a warning, because the reference requires it and mappings do without.
    Recommended,
    /// Once or more often, as the last parameter; absent ones are values like others.
    Variadic,
    /// Not an argument; supplied by the engine.
    Injected(Injected),
}

/// What the engine supplies beside the arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Injected {
    /// The arena and the rest of the run.
    Run,
    /// The world; taking it makes a function impure.
    World,
    /// How many slots the call has.
    SlotCount,
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnType {
    /// The kind of value.
    pub kind: ValueKind,
    /// Whether it may be absent although no strict argument is.
    pub may_be_absent: bool,
}

/// What a function does.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// Computes its result from its arguments.
    Native(Native),
    /// Gives the first argument that is present; the rest is not evaluated.
    Coalesce,
    /// Gives its second or third argument, as the first says; the other is not evaluated.
    If,
    /// Gives the value beside the first key that equals the source, or the default; nothing else is evaluated.
    Switch,
}

/// A native body: the run, its values, and where among them those of the argument slots stand that the call has.
pub type Native = for<'r> fn(&'r Scope<'r>, &OperandFrame<'_, 'r>, &[Operand]) -> Result<Value<'r>, CallError>;

/// Why a call gives no value.
pub enum CallError {
    /// A strict argument is absent, and so is the result.
    Absent,
    /// An argument, counted from 0, is not what the parameter takes.
    Argument(usize, EvalError),
    /// The function cannot be computed.
    Call(EvalError),
}

impl Mode {
    /// Whether a call without the argument runs.
    pub fn may_be_left_out(self) -> bool {
        matches!(self, Mode::Optional | Mode::Recommended)
    }
}

impl ReturnType {
    /// Whether it may be the order to leave the attribute as it is.
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
    /// A text argument, counted from 0, that the function cannot use; the text is shown to those who ask for values.
    pub(super) fn text(slot: usize, diagnostic: Diagnostic, text: &str) -> Self {
        CallError::Argument(slot, Box::new(diagnostic.with_value(text)))
    }
}

impl Function {
    /// The parameters that a call has slots for.
    pub fn slots(&self) -> impl Iterator<Item = &'static Parameter> {
        self.parameters.iter().filter(|parameter| !matches!(parameter.ty.mode, Mode::Injected(_)))
    }

    /// The parameter of an argument slot, counted from 0; a repeating one, or the pairs of a match, go on for ever.
    pub fn parameter(&self, slot: usize) -> Option<&'static Parameter> {
        let last = self.slots().last().filter(|last| last.ty.mode == Mode::Variadic);
        self.slots().nth(slot).or(last)
    }

    /// The parameter of an argument slot in a call that has `given` of them. A function that counts its slots has an
    /// older, shorter form, in which the first optional parameters are not there.
    pub fn parameter_of(&self, slot: usize, given: usize) -> Option<&'static Parameter> {
        let left_out = self.slots().count().saturating_sub(given);
        match slot {
            0 => self.parameter(0),
            _ if self.counts_slots() => self.parameter(slot + left_out),
            _ => self.parameter(slot),
        }
    }

    /// Whether it has a property.
    pub fn is(&self, property: Property) -> bool {
        self.properties.contains(&property)
    }

    /// How it treats app roles; nothing where it is not about them.
    pub fn roles(&self) -> Option<Option<RoleForm>> {
        self.properties.iter().find_map(|property| match property {
            Property::Roles(form) => Some(*form),
            _ => None,
        })
    }

    /// What it gives where its argument has a value; nothing where it does not test for one.
    pub fn tests_presence(&self) -> Option<bool> {
        self.properties.iter().find_map(|property| match property {
            Property::TestsPresence(when_present) => Some(*when_present),
            _ => None,
        })
    }

    /// Whether the same arguments always give the same result.
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

    /// The signature as the reference prints it: `Mid(source, start, length)`, optional ones with `?`, repeating with `…`.
    pub fn signature(&self) -> String {
        let parameters = self.slots().map(|parameter| match parameter.ty.mode {
            mode if mode.may_be_left_out() => format!("{}?", parameter.name),
            Mode::Variadic => format!("{}…", parameter.name),
            _ => parameter.name.to_owned(),
        });
        format!("{}({})", self.name, parameters.collect::<Vec<_>>().join(", "))
    }

    /// Its page: a sentence, then more, then a table of rows that run. Markdown.
    pub fn docs(&self) -> &'static str {
        crate::text::text(self.page, self.written)
    }

    /// The first paragraph of the page.
    pub fn summary(&self) -> String {
        registry::first_paragraph(self.docs())
    }
}

/// Declares functions. Each is a documented Rust function; a parameter may name its keys in the service's parameter
/// tree, where they differ from its own name: `oldValue["Find"]: Optional<&'r str>`. `#[also_called("…")]` says what
/// others call the function, and `#[properties(…)]` what others have to know of it.
macro_rules! functions {
    ($(
        $(#[doc = $docs:literal])+
        $(#[languages($languages:ident)])?
        $(#[also_called($($alias:literal),+)])?
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
            aliases: &[$($($alias),+)?],
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

/// The first list, or the second where the first is empty.
macro_rules! either {
    ([], [$($second:tt)+] plain) => { $($second)+ };
    ([$($first:tt)+], [$($second:tt)+] plain) => { $($first)+ };
    ([], [$($second:tt)+]) => { &[$($second)+] };
    ([$($first:tt)+], [$($second:tt)+]) => { &[$($first)+] };
}
pub(super) use either;

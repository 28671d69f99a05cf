//! The signature of the call around the caret, and which of its parameters is being written. Does not look at the arguments.

use super::cursor::CursorLocation;
use crate::diagnostic::page;
use crate::functions::{Body, Function, Mode, Parameter};
use crate::language::Language;

/// The call around the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The signature: `Mid(source, start, length)`.
    pub label: String,
    /// What the function returns, Markdown.
    pub documentation: String,
    /// Its parameters.
    pub parameters: Vec<ParameterHelp>,
    /// Which parameter the caret is at; `None` after the last one.
    pub active: Option<usize>,
}

/// A parameter of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterHelp {
    /// Its name.
    pub name: String,
    /// Where in the label it begins, in bytes.
    pub start: usize,
    /// Where in the label it ends.
    pub end: usize,
    /// The kind of value it accepts, in words.
    pub kind: &'static str,
    /// How often it is given, and the meaning of an absent value, Markdown.
    pub documentation: String,
}

/// The signature of the innermost known function whose parentheses contain the caret.
pub fn signature(text: &str, offset: usize, language: &Language) -> Option<Signature> {
    let location = CursorLocation::new(text, offset);
    let (call, slot) = location.call()?;
    let function = language.resolve(&call.name)?;
    let active = active(function, slot, call.arguments.len().max(slot + 1));
    let documentation = function.summary();
    Some(Signature { label: function.signature(), documentation, parameters: parameters(function), active })
}

/// The index of the parameter that an argument slot belongs to.
fn active(function: &Function, slot: usize, given: usize) -> Option<usize> {
    let parameter = function.parameter_of(slot, given)?;
    function.slots().position(|known| known.name == parameter.name)
}

fn parameters(function: &Function) -> Vec<ParameterHelp> {
    let mut start = function.name.len() + 1;
    let mut all = Vec::new();
    for parameter in function.slots() {
        let end = start + parameter.name.len();
        let (kind, documentation) = (parameter.ty.kind.name(), describe(function, parameter));
        all.push(ParameterHelp { name: parameter.name.to_owned(), start, end, kind, documentation });
        let sign = match parameter.ty.mode {
            Mode::Optional | Mode::Recommended => "?",
            Mode::Variadic => "…",
            _ => "",
        };
        start = end + sign.len() + ", ".len();
    }
    all
}

/// What a parameter accepts, in a sentence.
pub(super) fn describe(function: &Function, parameter: &Parameter) -> String {
    let kind = parameter.ty.kind.name();
    let mode = match (parameter.ty.mode, function.body) {
        (Mode::Variadic, Body::Switch) => "; keys and values alternate",
        (Mode::Variadic, _) => "; can be repeated",
        (Mode::Optional | Mode::Recommended, _) => "; optional, its slot can be left empty",
        (Mode::NullPropagating, _) => "; if it is absent, the result is absent",
        (Mode::Nullable | Mode::Injected(_), _) => "",
    };
    format!("`{}`: {kind}{mode}.", parameter.name)
}

/// A function's page with its signature as the title, Markdown.
pub(super) fn page_of(function: &Function) -> String {
    format!("```ad-attr-mapping-expr\n{}\n```\n\n{}", function.signature(), page::markdown(function.docs()).trim_end())
}

//! Lints about strings, multiple values and numbers, and about the form of the whole expression. What the characters of a
//! string are is in `characters`.

use super::{Call, Lint, Lints, NodeFilter, integer};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::diagnostic::registry::diagnostics;
use crate::dotnet::casing::Culture;
use crate::functions::{Mode, Property};
use crate::syntax::Operator;
use crate::value::ValueKind;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[
        (NodeFilter::Call, numbers),
        (NodeFilter::Call, items),
        (NodeFilter::Call, delimiters),
        (NodeFilter::Call, cultures),
        (NodeFilter::Call, several_values),
        (NodeFilter::Other, skip_words),
        (NodeFilter::Any, outermost_operator),
        (NodeFilter::Any, primary_addresses),
    ],
    ..Lints::NONE
};

diagnostics! {
    /// A keyword ignores the flow of the attribute or the object.
    ///
    /// Only Microsoft's guide for Workday shows it; the function reference does not mention it.
    ///
    /// | expression                                         | raises             |
    /// |----------------------------------------------------|--------------------|
    /// | `IIF([a]="b", [c], IgnoreAttributeFlow)`           | `undocumented-word` |
    /// | `IgnoreFlowIfNullOrEmpty([c])`                     | –                  |
    Info undocumented_word(word: &str): "`{word}` is not in the function reference",
        help "`IgnoreFlowIfNullOrEmpty(…)` around the whole expression is documented";

    /// Two addresses are marked as primary. Only one can be: it begins with `SMTP:`, the others begin with `smtp:`.
    ///
    /// | expression                                                                        | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `Split(Join(",", Append("SMTP:", [mail]), Append("SMTP:", [otherMail])), ",")`    | `two-primary-addresses` |
    /// | `Split(Join(",", Append("SMTP:", [mail]), Append("smtp:", [otherMail])), ",")`    | –                   |
    Warning two_primary_addresses(): "a second address begins with `SMTP:`, which marks the primary one",
        help "begin the others with `smtp:`";

    /// A position or a length is so low that the function does nothing with it.
    ///
    /// Characters, words and items are counted from 1.
    ///
    /// | expression               | raises            |
    /// |--------------------------|-------------------|
    /// | `Mid([a], 0, 3)`         | `number-too-low`  |
    /// | `Mid([a], 1, 0)`         | `number-too-low`  |
    /// | `Left([a], -1)`          | `number-too-low`  |
    /// | `Word([a], 0, " ")`      | `number-too-low`  |
    /// | `Mid([a], 1, 3)`         | –                 |
    Warning number_too_low(function: &str, parameter: &str, effect: &str):
        "with this `{parameter}`, `{function}` returns {effect}",
        help "positions and lengths are counted from 1";

    /// `Item` asks for an item before the first.
    ///
    /// | expression            | raises                |
    /// |-----------------------|-----------------------|
    /// | `Item([mails], 0)`    | `item-before-first`   |
    /// | `Item([mails], 1)`    | –                     |
    Error item_before_first(index: i64): "there is no item {index}", help "items are counted from 1";

    /// The delimiter of `Split` is not one character.
    ///
    /// The reference documents a single character. attrflow splits at the whole string.
    ///
    /// | expression                | raises             |
    /// |---------------------------|--------------------|
    /// | `Split([mails], ", ")`    | `split-delimiter`  |
    /// | `Split([mails], "")`      | `split-delimiter`  |
    /// | `Split([mails], ",")`     | –                  |
    Warning split_delimiter(characters: usize):
        "the delimiter has {characters} characters, `Split` is documented for one",
        help "split at one character, and remove spaces with `Replace` or `StripSpaces`";

    /// The name of a culture stands where characters are listed that separate words, and its letters do.
    ///
    /// `PCase` takes no culture, unlike `ToLower`.
    ///
    /// | expression                | raises                   |
    /// |---------------------------|--------------------------|
    /// | `PCase([name], "de-DE")`  | `culture-as-separators`  |
    /// | `PCase([name], "en-US")`  | `culture-as-separators`  |
    /// | `PCase([name], "fr")`     | `culture-as-separators`  |
    /// | `PCase([name], "-' ")`    | –                        |
    /// | `PCase([name], " -/")`    | –                        |
    /// | `ToLower([name], "de-DE")` | –                       |
    Warning culture_as_separators(function: &str, culture: &str):
        "`{function}` takes the characters of `{culture}` as those between words, not as a culture",
        help "leave the argument out, or list the characters between words, such as `\" -\"`";

    /// An expression is not a function, an attribute or a constant.
    ///
    /// The service expects a function that contains everything else. Operators are used only in the condition of `IIF`.
    ///
    /// | expression                        | raises             |
    /// |-----------------------------------|--------------------|
    /// | `[a] = [b]`                       | `not-a-function`   |
    /// | `IIF([a] = [b], "True", "False")` | –                  |
    /// | `[a]`                             | –                  |
    Warning not_a_function(operator: &str): "the whole expression is a `{operator}`, not a function",
        help "write `IIF(…, \"True\", \"False\")` around a comparison, `Join(\"\", …)` around strings";

    /// A comparison stands where a value is expected.
    ///
    /// The service knows comparisons only as conditions of `IIF` and `CBool`, and stores another one as text. attrflow compares,
    /// and goes on with `True` or `False`.
    ///
    /// | expression                                      | raises                |
    /// |-------------------------------------------------|-----------------------|
    /// | `Switch([country]="DE", , "True", "a")`         | `comparison-as-value` |
    /// | `ToLower([a]="b")`                              | `comparison-as-value` |
    /// | `Append([a]="x", "y")`                          | `comparison-as-value` |
    /// | `Join(" ", [a]="x", [b])`                       | `comparison-as-value` |
    /// | `IIF([a]="x", [b]="y", "c")`                    | `comparison-as-value` |
    /// | `IIF([a]="x", "y", "c")`                        | –                     |
    /// | `CBool([a]="x")`                                | –                     |
    /// | `IIF(Not([a]="x"), "y", "c")`                   | –                     |
    /// | `IIF(CBool([a]="x"), "y", "c")`                 | –                     |
    /// | `Switch([a], , "x=y", "z")`                     | –                     |
    Warning comparison_as_value(): "a comparison stands where a value is expected",
        help "write `IIF(…, \"True\", \"False\")` around it";

    /// A multi-valued attribute is used where one value is expected.
    ///
    /// It works for records with one value and fails for others.
    ///
    /// | toml                                                                       | raises                |
    /// |----------------------------------------------------------------------------|-----------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = 'ToLower([proxyAddresses])' }] }]` | `several-values-likely` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = 'ToLower(Item([proxyAddresses], 1))' }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = 'Join(",", [proxyAddresses])' }] }]` | – |
    Warning several_values_likely(attribute: &str, function: &str, parameter: &str):
        "`[{attribute}]` is multi-valued, but `{parameter}` of `{function}` takes one value",
        help "take one with `Item(…, 1)` or join them with `Join(\",\", …)`";
}

fn numbers(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::of(part) else { return };
    for property in call.function.properties {
        if let Property::OneOf(parameter, options) = *property
            && let Some(argument) = call.argument(parameter)
            && argument.text().is_some_and(|text| options.split('`').skip(1).step_by(2).all(|option| option != text))
        {
            lint.report(registry::unknown_option(argument.span, parameter, call.function.name, options));
        }
        let Property::LowestUseful(parameter, lowest, effect) = *property else { continue };
        let Some(argument) = call.argument(parameter) else { continue };
        if integer(argument).is_some_and(|number| number < lowest) {
            lint.report(number_too_low(argument.span, call.function.name, parameter, effect));
        }
    }
    if let Some(start) = Call::named_anywhere(part, "InStr").and_then(|call| call.argument("start"))
        && integer(start).is_some_and(|start| start < 1)
    {
        lint.report(registry::argument_out_of_range(start.span, "start", "InStr", "at least 1"));
    }
}

fn items(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(argument) = Call::named_anywhere(part, "Item").and_then(|call| call.argument("index")) else { return };
    if let Some(index) = integer(argument).filter(|index| *index < 1) {
        lint.report(item_before_first(argument.span, index));
    }
}

fn delimiters(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(argument) = Call::named_anywhere(part, "Split").and_then(|call| call.argument("delimiter")) else {
        return;
    };
    let Some(characters) = argument.text().map(|text| text.chars().count()) else { return };
    if characters != 1 {
        lint.report(split_delimiter(argument.span, characters));
    }
}

fn cultures(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    if let Some(call) = Call::of(part)
        && let Some(culture) = call.argument("culture")
        && let Some(Err(reason)) = culture.text().filter(|text| !text.is_empty()).map(Culture::parse)
    {
        return lint.report(registry::bad_culture(culture.span, call.function.name, &reason.to_string()));
    }
    let Some(call) = Call::with(part, Property::TitleCases) else { return };
    let Some((argument, text)) = call.arguments.get(1).and_then(|it| Some((it, it.text()?))) else { return };
    if text.len() > 1 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('-').all(|it| it.len() == 2) {
        lint.report(culture_as_separators(argument.span, call.function.name, text));
    }
}

fn outermost_operator(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    if let ExprKind::Operate(_, rest) = &part.node
        && let Some((operator, _)) = rest.first()
    {
        if around.is_some() {
            let is_value = around.is_some_and(|around| match &around.node {
                ExprKind::Call(function, _) => {
                    let is_condition = function.is(Property::Negates) || function.is(Property::KeepsTruth);
                    function.result.kind != ValueKind::Boolean || !is_condition
                }
                ExprKind::If(parts) => parts.first().is_none_or(|condition| condition.span != part.span),
                _ => true,
            });
            if is_value && matches!(operator, Operator::Compare(_)) && !lint.context.language.has_parentheses {
                let inner = format!("IIF({}, \"True\", \"False\")", part.span.of(lint.text));
                lint.report(comparison_as_value(part.span).with_unsafe_fix("ask in `IIF`", part.span, inner));
            }
            return;
        }
        let what = if matches!(operator, Operator::Compare(_)) { "comparison" } else { operator.sign() };
        lint.report(not_a_function(part.span, what));
    }
}

fn several_values(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(source_schema) = lint.context.source_schema else { return };
    let Some(call) = Call::of(part) else { return };
    for (parameter, argument) in call.given() {
        let takes_one =
            parameter.ty.mode != Mode::Variadic && !matches!(parameter.ty.kind, ValueKind::Any | ValueKind::Values);
        let ExprKind::Attribute(slot) = argument.node else { continue };
        let name = lint.attribute(slot).to_owned();
        if takes_one && source_schema.get(&name).is_some_and(|known| known.multivalued) {
            lint.report(several_values_likely(argument.span, &name, call.function.name, parameter.name));
        }
    }
}

fn primary_addresses(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    if around.is_some() {
        return;
    }
    // Choices return only one of their values, so their constants are not counted.
    fn constants<'t>(part: &'t Expr, found: &mut Vec<&'t Expr>) {
        match &part.node {
            ExprKind::If(_) | ExprKind::Switch(..) | ExprKind::Coalesce(_) => {}
            _ if part.text().is_some_and(|text| text.starts_with("SMTP:")) => found.push(part),
            _ => part.children().into_iter().for_each(|child| constants(child, found)),
        }
    }
    let mut found = Vec::new();
    constants(part, &mut found);
    if let [first, second, ..] = found.as_slice() {
        lint.report(two_primary_addresses(second.span).with_related(first.span, "the first"));
    }
}

fn skip_words(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    if matches!(part.node, ExprKind::Skip) {
        lint.report(undocumented_word(part.span, part.span.of(lint.text)));
    }
}

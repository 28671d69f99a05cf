//! Lints about choices of any form: branches that may fail in the service, branches that are never taken, values that
//! cannot be chosen. Keys are in `switch`, conditions in `condition`.

use super::{Call, Lint, Lints, NodeFilter};
use crate::check::nullability::{Occurs, of_part};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::functions::Property;
use crate::value::{TargetType, ValueKind};

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[(NodeFilter::Choice, eager), (NodeFilter::Choice, coalesce), (NodeFilter::Choice, references)],
    ..Lints::NONE
};

diagnostics! {
    /// A reference passes through `Switch` or `IIF`.
    ///
    /// References such as `manager` are resolved in a separate step, and such expressions are not part of that step.
    ///
    /// | toml                                                            | raises                |
    /// |-----------------------------------------------------------------|-----------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "boss", value = 'Switch([manager], [manager], "", "none")' }] }]` | `reference-in-choice` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "boss", value = '[manager]' }] }]` | – |
    Warning reference_in_choice(attribute: &str):
        "`[{attribute}]` is a reference and cannot be chosen by `Switch` or `IIF`",
        help "map the reference directly";

    /// A value that is not selected may still make the mapping fail in the service.
    ///
    /// attrflow evaluates only the selected value. Whether the service does the same is not documented, and a function
    /// that reads a date or an item fails if there is none.
    ///
    /// | expression                                                  | raises         |
    /// |-------------------------------------------------------------|----------------|
    /// | `IIF(IsPresent([end]), NumFromDate([end]), "0")`            | `eager-branch` |
    /// | `IIF(IsPresent([mails]), Item([mails], 1), "none")`         | `eager-branch` |
    /// | `IIF(IsPresent([end]), [end], "none")`                      | –              |
    Info eager_branch(function: &str): "`{function}` may fail in the service even if its value is not selected",
        help "whether the service evaluates such values is not documented; try it with on-demand provisioning";

    /// `Coalesce` with a single source is that source.
    ///
    /// | expression                    | raises            |
    /// |-------------------------------|-------------------|
    /// | `Coalesce([mail])`            | `single-source`   |
    /// | `Coalesce([mail], "none")`    | –                 |
    Warning single_source(): "`Coalesce` has only one source", help "add a second source, or use the first alone";

    /// A source of `Coalesce` comes after one that is never absent, and is never used.
    ///
    /// Constants always have a value. So does `Join`, which returns `""` if all of its sources are absent: `Coalesce`
    /// skips only absent values.
    ///
    /// | expression                                               | raises               |
    /// |----------------------------------------------------------|----------------------|
    /// | `Coalesce("none", [mail])`                               | `unreachable-source` |
    /// | `Coalesce(Join(" ", [givenName], [surname]), [mail])`    | `unreachable-source` |
    /// | `Coalesce([mail], "none")`                               | –                    |
    /// | `Coalesce(IIF(IsPresent([givenName]), Append([givenName], [surname]), "x"), [mail])` | – |
    /// | `Coalesce(IIF(IsPresent([givenName]), Append([givenName], "x"), "x"), [mail])` | `unreachable-source` |
    Warning unreachable_source(why: &str): "this source is never used: {why}";
}

/// The part that decides a choice, and the parts that are chosen from.
fn choice(part: &Expr) -> Option<(&Expr, Vec<&Expr>)> {
    match &part.node {
        ExprKind::If(parts) => {
            let [condition, yes, no] = &**parts;
            Some((condition, vec![yes, no]))
        }
        ExprKind::Switch(ends, pairs) => {
            let [source, default] = &**ends;
            Some((source, std::iter::once(default).chain(pairs.iter().map(|(_, value)| value)).collect()))
        }
        _ => None,
    }
}

fn eager(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    // The choice around this one has already been checked.
    if around.is_some_and(|around| choice(around).is_some()) {
        return;
    }
    let Some((decides, values)) = choice(part) else { return };
    let mut guards = Vec::new();
    decides.walk(&mut |part| {
        if let ExprKind::Attribute(slot) = part.node {
            guards.push(slot);
        }
    });
    let mut found: Option<&Expr> = None;
    for value in values {
        value.walk(&mut |part| {
            if found.is_none() && may_fail(part) && reads(part, &guards) {
                found = Some(part);
            }
        });
    }
    if let Some((found, call)) = found.and_then(|found| Some((found, Call::of(found)?))) {
        lint.report(eager_branch(found.span, call.function.name));
    }
}

/// Whether a call fails for some values of its arguments that a condition may exclude.
fn may_fail(part: &Expr) -> bool {
    let Some(call) = Call::of(part) else { return false };
    let reads_date = call.of_kind(ValueKind::Date).any(|(_, argument)| argument.text().is_none());
    reads_date || call.function.is(Property::MayFail)
}

fn reads(part: &Expr, attributes: &[u32]) -> bool {
    let mut found = false;
    part.walk(&mut |part| found |= matches!(part.node, ExprKind::Attribute(slot) if attributes.contains(&slot)));
    found
}

fn coalesce(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Coalesce(sources) = &part.node else { return };
    if let [only] = sources.as_slice() {
        let written = only.span.of(lint.text).to_owned();
        let diagnostic = single_source(part.span);
        return lint.report(diagnostic.with_fix("use the source alone", part.span, written));
    }
    for (source, next) in sources.iter().zip(sources.iter().skip(1)) {
        let flow = of_part(source, lint.attributes, lint.context.language, &|name| lint.is_always_present(name));
        if flow.absent != Occurs::Never {
            continue;
        }
        let before = source.span.of(lint.text);
        let why = match flow.empty {
            Occurs::Never => format!("`{before}` always has a value"),
            _ => format!("`{before}` may be the empty string, but is never absent"),
        };
        return lint.report(unreachable_source(next.span, &why).with_related(source.span, "never absent"));
    }
}

fn references(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((decides, values)) = choice(part) else { return };
    let is_reference = |part: &&Expr| match part.node {
        ExprKind::Attribute(slot) => {
            let known = lint.context.source_schema.and_then(|known| known.get(lint.attribute(slot)));
            known.is_some_and(|known| known.kind == TargetType::Reference)
        }
        _ => false,
    };
    let found = std::iter::once(decides).chain(values).find(is_reference);
    if let Some((found, ExprKind::Attribute(slot))) = found.map(|found| (found, &found.node)) {
        let name = lint.attribute(*slot).to_owned();
        lint.report(reference_in_choice(found.span, &name));
    }
}

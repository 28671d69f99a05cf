//! Lints about the target attribute for the account status: whether an account is active. What is special to API-driven
//! provisioning is in `inbound`.

use super::Lints;
use super::subject::{ObjectLint, Part, Reporter};
use crate::check::{Expr, ExprKind, Occurs};
use crate::diagnostic::registry::diagnostics;
use crate::dotnet::encoding;
use crate::functions::Property;
use crate::mapping::{Mutability, may_be_entra};
use crate::program::Constant;
use crate::syntax::Operator;
use crate::value::{Comparison, TargetType};

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    attributes: &[inverted, without_assignment, may_be_absent],
    whole: &[missing],
    ..Lints::NONE
};

diagnostics! {
    /// No attribute mapping sets whether the account is active.
    ///
    /// A user who is disabled in Entra, or leaves the scope, keeps an active account in the target.
    ///
    /// | toml                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[userPrincipalName]" }] }]` | `missing-active` |
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "active", value = "Not([IsSoftDeleted])" }] }]` | – |
    Warning missing_active(target: &str):
        "no attribute mapping fills `{target}`: users who are disabled or out of scope stay active",
        help "map `Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")` to it";

    /// An account is active exactly when it should not be.
    ///
    /// | toml                                                                              | raises            |
    /// |-----------------------------------------------------------------------------------|-------------------|
    /// | `attribute = [{ target = "active", type = "Boolean", value = "[IsSoftDeleted]" }]` | `inverted-active` |
    /// | `attribute = [{ target = "active", type = "Boolean", value = 'Switch([IsSoftDeleted], , "True", "True", "False", "False")' }]` | `inverted-active` |
    /// | `attribute = [{ target = "accountEnabled", type = "Boolean", value = "Not([accountEnabled])" }]` | `inverted-active` |
    /// | `attribute = [{ target = "active", type = "Boolean", value = "Not([IsSoftDeleted])" }]` | –            |
    /// | `attribute = [{ target = "active", type = "Boolean", value = "[accountEnabled]" }]` | –                |
    Warning inverted_active(target: &str, source: &str, gives: &str):
        "`{target}` is `{gives}` when `[{source}]` is `True`",
        help "invert it with `Not(…)`, or swap the values";

    /// An account is active as long as its owner may sign in, whoever is assigned to the application.
    ///
    /// For a user who loses the assignment, leaves the scope or is deleted, the service sets `[IsSoftDeleted]` and changes
    /// nothing else: an account that follows `[accountEnabled]` alone stays active.
    ///
    /// | toml                                                                              | raises            |
    /// |-----------------------------------------------------------------------------------|-------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", type = "Boolean", value = "[accountEnabled]" }] }]` | `active-without-assignment` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", type = "Boolean", value = 'Switch([accountEnabled], "False", "True", "True")' }] }]` | `active-without-assignment` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", type = "Boolean", value = 'Coalesce([accountEnabled], "False")' }] }]` | `active-without-assignment` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", type = "Boolean", value = '[accountEnabled]', default = "True" }] }]` | `active-without-assignment` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "isActive", type = "Boolean", value = 'IIF([accountEnabled]="True", "True", "False")' }] }]` | `active-without-assignment` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", type = "Boolean", value = "Not([IsSoftDeleted])" }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", type = "Boolean", value = 'IIF([IsSoftDeleted]="True", "False", [accountEnabled])' }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "nickName", value = "[accountEnabled]" }] }]` | – |
    /// | `object = [{ source = { attributes = { accountEnabled = "Boolean" } }, attribute = [{ target = "active", type = "Boolean", value = "[accountEnabled]" }] }]` | – |
    /// | `attribute = [{ target = "active", type = "Boolean", value = "[accountEnabled]" }]` | – |
    Warning active_without_assignment(target: &str):
        "`{target}` follows `[accountEnabled]` alone: who loses the assignment or leaves the scope stays active",
        help "map `Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")`: it is also set for users who are disabled";

    /// The value that makes an account active or inactive may be absent.
    ///
    /// | toml                                                                              | raises            |
    /// |-----------------------------------------------------------------------------------|-------------------|
    /// | `object = [{ source = { attributes = { accountEnabled = "Boolean" } }, attribute = [{ target = "active", type = "Boolean", value = "[accountEnabled]" }] }]` | `nullable-active` |
    /// | `object = [{ source = { directory = "Workday", attributes = { Active = "Boolean" } }, attribute = [{ target = "accountEnabled", type = "Boolean", value = "[Active]" }] }]` | `nullable-active` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", type = "Boolean", value = "Not([IsSoftDeleted])" }] }]` | – |
    /// | `object = [{ source = { schema = "scim:User" }, target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "accountEnabled", type = "Boolean", value = "[active]" }] }]` | – |
    Warning nullable_active(target: &str, when: &str, remedy: &str):
        "`{target}` has no value {when}, and keeps its old value",
        help remedy;
}

/// Names of the target attribute.
const TARGETS: [&str; 3] = ["active", "accountEnabled", "isActive"];

/// Source attributes that determine it, and whether the account is active if they are true.
const SOURCES: [(&str, bool); 3] = [("IsSoftDeleted", false), ("accountDisabled", false), ("accountEnabled", true)];

fn is_state(name: &str) -> bool {
    TARGETS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn missing(lint: &ObjectLint<'_>, reporter: &mut Reporter<'_>) {
    let knows_deleted = lint.source_schema.is_some_and(|known| known.get("IsSoftDeleted").is_some());
    let Some(target) = lint.target.filter(|_| knows_deleted && lint.is_of_users() && !lint.parts.is_empty()) else {
        return;
    };
    let known = target.attributes.iter().find(|known| is_state(&known.name.value));
    let Some(known) = known.filter(|known| known.mutability != Mutability::ReadOnly) else { return };
    if !lint.parts.iter().any(|part| is_state(part.target())) {
        reporter.report_at_mapping(missing_active(lint.location(), &known.name.value));
    }
}

fn inverted(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| is_state(part.target())) else { return };
    for (source, active_when_true) in SOURCES {
        let Some(slot) = checked.attributes().iter().position(|name| **name == *source) else { continue };
        let gives = |value: &'static str| {
            let setting = Setting { slot, value };
            setting.of(checked.root()).and_then(|text| encoding::parse_boolean(&text))
        };
        let (Some(when_true), Some(when_false)) = (gives("True"), gives("False")) else { continue };
        if when_true != active_when_true && when_false == active_when_true {
            let gives = if when_true { "True" } else { "False" };
            reporter.report_at_expression(inverted_active(checked.root().span, part.target(), source, gives));
        }
    }
}

/// One attribute with a value, or without one, which is `""` here. With it, the result of an expression is found without
/// running it.
pub(super) struct Setting {
    pub slot: usize,
    pub value: &'static str,
}

impl Setting {
    /// The string that a part returns, if only this attribute determines it.
    pub fn of(&self, part: &Expr) -> Option<String> {
        match &part.node {
            ExprKind::Constant(Constant::Bool(flag)) => Some(word(*flag)),
            ExprKind::Constant(_) => part.text().map(str::to_owned),
            ExprKind::Attribute(slot) if *slot as usize == self.slot => Some(self.value.to_owned()),
            ExprKind::Call(function, arguments) => match arguments.as_slice() {
                [inner] if function.is(Property::Negates) => {
                    let inner = self.of(inner)?;
                    Some(word(encoding::parse_boolean(&inner) != Some(true)))
                }
                [inner, ..] if function.is(Property::KeepsTruth) => self.of(inner),
                _ => None,
            },
            ExprKind::Coalesce(sources) => {
                let mut values = sources.iter().map(|source| self.of(source));
                values.find(|value| value.as_ref().is_none_or(|value| !value.is_empty())).unwrap_or_default()
            }
            ExprKind::Switch(ends, pairs) => {
                let [source, default] = &**ends;
                let source = self.of(source)?;
                let pair = pairs.iter().find(|(key, _)| key.text() == Some(source.as_str()));
                match pair {
                    Some((_, value)) => self.of(value),
                    None if default.is_empty_slot_of(part) => Some(String::new()),
                    None => self.of(default),
                }
            }
            ExprKind::If(parts) => {
                let [condition, yes, no] = &**parts;
                let holds = encoding::parse_boolean(&self.of(condition)?)?;
                self.of(if holds { yes } else { no })
            }
            ExprKind::Operate(left, rest) => match rest.as_slice() {
                [(Operator::Compare(Comparison::Equal), right)] => Some(word(self.of(left)? == self.of(right)?)),
                [(Operator::Compare(Comparison::NotEqual), right)] => Some(word(self.of(left)? != self.of(right)?)),
                _ => None,
            },
            _ => None,
        }
    }
}

fn word(flag: bool) -> String {
    if flag { "True" } else { "False" }.to_owned()
}

/// Whether an account follows the sign-in of its owner, in a source that also says who is in scope.
fn ignores_assignment(lint: &ObjectLint<'_>, part: &Part<'_>) -> bool {
    let Some(checked) = part.checked.filter(|_| is_state(part.target())) else { return false };
    let reads = |wanted: &str| checked.attributes().iter().any(|name| **name == *wanted);
    let knows = lint.source_schema.is_some_and(|known| known.get("IsSoftDeleted").is_some());
    knows && reads("accountEnabled") && !reads("IsSoftDeleted")
}

fn without_assignment(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    if ignores_assignment(lint, part) {
        reporter.report_at_mapping(active_without_assignment(part.location(), part.target()));
    }
}

fn may_be_absent(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    // In API-driven provisioning it does not keep its value: `active-may-be-left-out`.
    if ignores_assignment(lint, part) || lint.is_api_driven() {
        return;
    }
    let Some(flow) = part.flow.filter(|_| is_state(part.target()) && lint.source_schema.is_some()) else { return };
    // For a Boolean, a case other than its two values cannot occur.
    let is_boolean_gap = |flow: &Occurs| match flow {
        Occurs::MayBe(witness) => witness.record.iter().any(|(name, value)| {
            let known = lint.source_schema.and_then(|known| known.get(name));
            value.is_some() && known.is_some_and(|known| known.kind == TargetType::Boolean)
        }),
        _ => false,
    };
    if flow.absent.happens() && !is_boolean_gap(&flow.absent) && part.attribute.default.is_none() {
        let remedy = match may_be_entra(&lint.rule.source_directory.value) {
            true => "use `[IsSoftDeleted]`, which every user has",
            false => "give it a value there too: the default of a `Switch`, or a last argument of `Coalesce`",
        };
        reporter.report_at_mapping(nullable_active(part.location(), part.target(), &flow.absent.to_string(), remedy));
    }
}

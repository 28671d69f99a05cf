//! Lints about attribute mappings: their defaults, their sources, when they flow, and duplicate information in the
//! file. What the target takes is in `targets`.

use super::chance::changing_call;
use super::subject::{ObjectLint, Part, Reporter};
use super::{Lints, is_missing};
use crate::check::{Expr, ExprKind, Occurs};
use crate::diagnostic::registry::diagnostics;
use crate::mapping::is_entra;
use crate::mapping::{FlowType, MappingFormat, Mutability};
use crate::program::Constant;
use crate::syntax::TreeKind;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    attributes: &[dead, defaults, said_twice, write_only_sources, switch_defaults, changing_values],
    ..Lints::NONE
};

diagnostics! {
    /// `Switch` with a default, where the source is an attribute of Microsoft Entra ID.
    ///
    /// A known limitation of the service: when another attribute of the user changes, the source is not loaded, and the
    /// target may be overwritten with nothing. The documented workarounds are `IIF`, or `IgnoreFlowIfNullOrEmpty`
    /// around the `Switch`.
    ///
    /// | toml                                                            | raises              |
    /// |-----------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = 'Switch([city], [city], "W", "Wellington")' }] }]` | `switch-default` |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = 'Switch([city], , "W", "Wellington")' }] }]` | – |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = 'IgnoreFlowIfNullOrEmpty(Switch([city], [city], "W", "Wellington"))' }] }]` | – |
    Info switch_default():
        "a `Switch` with a default may overwrite the target with nothing when another attribute changes",
        help "a known limitation of the service; put `IgnoreFlowIfNullOrEmpty(…)` around it, or use `IIF`";

    /// A new value is generated at every synchronization.
    ///
    /// With the flow type `Always` the target changes each time. Passwords and identifiers are generated when the
    /// object is created.
    ///
    /// | toml                                                                       | raises           |
    /// |----------------------------------------------------------------------------|------------------|
    /// | `attribute = [{ target = "externalId", value = "Guid()" }]`                | `changing-value` |
    /// | `attribute = [{ target = "a", value = 'FormatDateTime(Now(), , , "yyyy")' }]` | `changing-value` |
    /// | `attribute = [{ target = "externalId", value = "Guid()", flow = "only-on-create" }]` | –       |
    /// | `attribute = [{ target = "a", value = 'IIF(DateDiff("d", Now(), CDate([b])) > 0, "x", "y")' }]` | – |
    Warning changing_value(function: &str):
        "`{function}` returns another value at every synchronization, and the mapping always flows",
        help "let it flow only on creation: `\"flowType\": \"ObjectAddOnly\"`, in TOML `flow = \"only-on-create\"`";

    /// An attribute mapping has neither a source nor a default. It does nothing.
    ///
    /// | json                                                                       | raises         |
    /// |----------------------------------------------------------------------------|----------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": null}]}`    | `dead-mapping` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": null, "defaultValue": "b"}]}` | – |
    Warning dead_mapping(target: &str): "nothing flows to `{target}`: there is neither a source nor a default",
        help "add a source or a default, or remove the attribute mapping";

    /// A default replaces a value that may be absent. It is used only when the object is created.
    ///
    /// If the value becomes absent later, the target keeps its old value.
    ///
    /// | toml                                                                              | raises             |
    /// |-----------------------------------------------------------------------------------|--------------------|
    /// | `attribute = [{ target = "a", value = "[b]", default = "none" }]`                 | `default-on-create` |
    /// | `attribute = [{ target = "a", value = 'Coalesce([b], "none")' }]`                 | –                  |
    /// | `attribute = [{ target = "a", value = "[b]", default = "none", flow = "only-on-create" }]` | –         |
    Info default_on_create(target: &str): "the default of `{target}` is used only on creation",
        help "write `Coalesce(…, \"…\")` if it should also apply to updates";

    /// An attribute mapping has a default, but its source always has a value.
    ///
    /// | toml                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `attribute = [{ target = "a", value = 'Coalesce([b], "none")', default = "c" }]`  | `unused-default` |
    /// | `attribute = [{ target = "a", value = "[b]", default = "c" }]`                    | –                |
    /// | `attribute = [{ target = "a", value = 'IIF(IsPresent([b]), Append([b], [d]), "x")', default = "c" }]` | – |
    Info unused_default(target: &str): "the default of `{target}` is never used: its source always has a value";

    /// The text of the expression and the parameter tree next to it differ.
    ///
    /// Usually one of them was edited by hand. attrflow uses the text.
    ///
    /// | json                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "ToLower", "expression": "ToLower([b])", "parameters": [{"key": "source", "value": {"type": "Attribute", "name": "c", "expression": "[c]"}}]}}]}` | `tree-disagrees` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "ToLower", "expression": "ToLower( [b] )", "parameters": [{"key": "source", "value": {"type": "Attribute", "name": "b", "expression": "[b]"}}]}}]}` | – |
    Warning tree_disagrees(stored: &str): "the parameters next to the expression are those of `{stored}`",
        help "`attrflow fmt --trees` makes them anew from the expression";

    /// The type of an attribute mapping is not that of its expression.
    ///
    /// | json                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Attribute", "name": "b", "expression": "ToLower([b])"}}]}` | `kind-disagrees` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "b", "expression": "[b]"}}]}` | `kind-disagrees` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Attribute", "name": "b", "expression": "[b]"}}]}` | – |
    Warning kind_disagrees(said: &str, is: &str): "the type is `{said}`, but the expression has the type `{is}`",
        help format!("write `\"type\": \"{is}\"`");

    /// The source is an attribute that cannot be read.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { attributes = { pin = { type = "String", mutability = "write-only" } } }, attribute = [{ target = "a", value = "[pin]" }] }]` | `write-only-source` |
    /// | `object = [{ source = { attributes = { pin = { type = "String", mutability = "read-only" } } }, attribute = [{ target = "a", value = "[pin]" }] }]` | – |
    Warning write_only_source(attribute: &str): "`[{attribute}]` is write-only and cannot be read";
}

fn dead(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    if part.attribute.source.is_none() && part.attribute.default.is_none() {
        reporter.report_at_mapping(dead_mapping(part.location(), part.target()));
    }
}

fn defaults(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let (Some(default), Some(flow)) = (&part.attribute.default, part.flow) else { return };
    match flow.absent {
        Occurs::Never => reporter.report_at_mapping(unused_default(default.span(), part.target())),
        Occurs::MayBe(_) if part.attribute.flow_type != FlowType::ObjectAddOnly => {
            reporter.report_at_mapping(default_on_create(default.span(), part.target()));
        }
        _ => {}
    }
}

fn said_twice(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let (Some(source), Some(checked)) = (&part.attribute.source, part.checked) else { return };
    let Some(expression) = source.expression.as_ref().filter(|_| lint.mapping.format == MappingFormat::Graph) else {
        return;
    };
    if let Some(stored) = part.other_tree {
        reporter.report_at_mapping(tree_disagrees(expression.span(), stored));
    }
    let is = match checked.root().node {
        ExprKind::Attribute(_) => TreeKind::Attribute,
        ExprKind::Constant(Constant::Str(_)) | ExprKind::Setting(_) => TreeKind::Constant,
        _ => TreeKind::Function,
    };
    if source.kind != is {
        let name = |kind| TreeKind::ALL.into_iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| name);
        reporter.report_at_mapping(kind_disagrees(expression.span(), name(source.kind), name(is)));
    }
}

fn write_only_sources(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let (Some(known), Some(checked)) = (&lint.source, part.checked) else { return };
    for name in checked.attributes() {
        if known.get(&**name).is_some_and(|known| known.mutability == Mutability::WriteOnly) {
            reporter.report_at_mapping(write_only_source(part.location(), name));
        }
    }
}

fn switch_defaults(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| is_entra(&lint.rule.source_directory.value)) else { return };
    if part.attribute.flow_type != FlowType::Always {
        return;
    }
    if let Some(default) = defaulted_switch(checked.root()) {
        reporter.report_at_expression(switch_default(default.span));
    }
}

/// The default of a `Switch` that is not inside an ignore-flow function.
fn defaulted_switch(part: &Expr) -> Option<&Expr> {
    match &part.node {
        ExprKind::Switch(ends, _) if !is_missing(&ends[1]) => Some(&ends[1]),
        ExprKind::Call(function, _) if function.result.skips() => None,
        _ => part.children().into_iter().find_map(defaulted_switch),
    }
}

fn changing_values(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| part.attribute.flow_type == FlowType::Always) else { return };
    if let Some((span, function)) = changing_call(checked) {
        reporter.report_at_expression(changing_value(span, function));
    }
}

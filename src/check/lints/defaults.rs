//! Lints about attribute mappings: their defaults, their sources, when they flow, and duplicate information in the
//! file.

use super::chance::changing_call;
use super::is_missing;
use super::subject::{ObjectLint, Part, Reporter};
use crate::check::{Expr, ExprKind, Occurs};
use crate::diagnostic::registry;
use crate::mapping::is_entra;
use crate::mapping::{FlowType, MappingFormat, Mutability};
use crate::program::Constant;
use crate::syntax::TreeKind;

pub(super) fn dead(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    if part.attribute.source.is_none() && part.attribute.default.is_none() {
        reporter.report_at_mapping(registry::dead_mapping(part.location(), part.target()));
    }
}

pub(super) fn defaults(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let (Some(default), Some(flow)) = (&part.attribute.default, part.flow) else { return };
    match flow.absent {
        Occurs::Never => reporter.report_at_mapping(registry::unused_default(default.span(), part.target())),
        Occurs::MayBe(_) if part.attribute.flow_type != FlowType::ObjectAddOnly => {
            reporter.report_at_mapping(registry::default_on_create(default.span(), part.target()));
        }
        _ => {}
    }
}

pub(super) fn said_twice(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let (Some(source), Some(checked)) = (&part.attribute.source, part.checked) else { return };
    let Some(expression) = source.expression.as_ref().filter(|_| lint.mapping.format == MappingFormat::Graph) else {
        return;
    };
    if let Some(stored) = part.other_tree {
        reporter.report_at_mapping(registry::tree_disagrees(expression.span(), stored));
    }
    let is = match checked.root().node {
        ExprKind::Attribute(_) => TreeKind::Attribute,
        ExprKind::Constant(Constant::Str(_)) | ExprKind::Setting(_) => TreeKind::Constant,
        _ => TreeKind::Function,
    };
    if source.kind != is {
        let name = |kind| TreeKind::ALL.into_iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| name);
        reporter.report_at_mapping(registry::kind_disagrees(expression.span(), name(source.kind), name(is)));
    }
}

pub(super) fn write_only_sources(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let (Some(known), Some(checked)) = (&lint.source, part.checked) else { return };
    for name in checked.attributes() {
        if known.get(&**name).is_some_and(|known| known.mutability == Mutability::WriteOnly) {
            reporter.report_at_mapping(registry::write_only_source(part.location(), name));
        }
    }
}

pub(super) fn switch_defaults(lint: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| is_entra(&lint.rule.source_directory.value)) else { return };
    if part.attribute.flow_type != FlowType::Always {
        return;
    }
    if let Some(default) = switch_default(checked.root()) {
        reporter.report_at_expression(registry::switch_default(default.span));
    }
}

/// The default of a `Switch` that is not inside an ignore-flow function.
fn switch_default(part: &Expr) -> Option<&Expr> {
    match &part.node {
        ExprKind::Switch(ends, _) if !is_missing(&ends[1]) => Some(&ends[1]),
        ExprKind::Call(function, _) if function.result.skips() => None,
        _ => part.children().into_iter().find_map(switch_default),
    }
}

pub(super) fn changing_values(_: &ObjectLint<'_>, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let Some(checked) = part.checked.filter(|_| part.attribute.flow_type == FlowType::Always) else { return };
    if let Some((span, function)) = changing_call(checked) {
        reporter.report_at_expression(registry::changing_value(span, function));
    }
}

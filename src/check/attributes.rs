//! The attributes of an expression: their slots, and names that the source object does not have.

use super::expression::Checker;
use super::lints::odd_name;
use super::{ExprKind, SourceSchema, elsewhere};
use crate::diagnostic::registry;
use crate::syntax::{self, Node};
use crate::text::Span;

/// How many diagnostics an expression may have before the nearest known name is no longer searched for an unknown one.
const GUESSES: usize = 200;

impl Checker<'_> {
    /// The attribute with a name that is written at `span`.
    pub(super) fn attribute(&mut self, name: &str, span: Span) -> ExprKind {
        if !span.of(self.text).ends_with(']') {
            // Where its name ends is open.
        } else if name.trim().is_empty() || name.contains(&['(', ')', '\n', '\r'][..]) {
            let diagnostic = registry::not_an_attribute_name(span, name);
            let inner = syntax::parse(name);
            self.diagnostics.push(match inner.root.node {
                Node::Call(_) if !inner.has_errors() => diagnostic.with_fix("take off the brackets", span, name),
                _ => diagnostic,
            });
        } else if let Some(source_schema) = self.context.listed()
            && source_schema.get(name).is_none()
        {
            self.unknown_attribute(source_schema, name, span);
        } else if self.context.listed().is_none()
            && let Some((help, here)) = elsewhere::path(name)
        {
            let diagnostic = registry::attribute_path(span, name, &help);
            self.diagnostics.push(match here {
                Some(here) => diagnostic.with_unsafe_fix(format!("write `[{here}]`"), inside(span), here),
                None => diagnostic,
            });
        }
        let next = u32::try_from(self.attributes.len()).unwrap_or(u32::MAX);
        let slot = *self.slots.entry(name.into()).or_insert(next);
        if slot == next {
            self.attributes.push(name.into());
        }
        ExprKind::Attribute(slot)
    }

    fn unknown_attribute(&mut self, source_schema: &SourceSchema, name: &str, span: Span) {
        let inner = inside(span);
        // An expression of nothing but unknown names needs no guess for each.
        let guesses = self.diagnostics.len() < GUESSES;
        let find = |name: &str| source_schema.in_other_case(name);
        let odd = odd_name(name);
        let meant = odd.as_ref().and_then(|odd| find(&odd.meant));
        let unknown = |help| registry::unknown_attribute(span, name, source_schema.object(), help);
        self.diagnostics.push(match (find(name), odd, meant, elsewhere::path(name)) {
            (Some(right), ..) => {
                let diagnostic = registry::wrong_case_attribute(span, name, right);
                diagnostic.with_fix(format!("write `[{right}]`"), inner, right)
            }
            (None, Some(odd), Some(right), _) => {
                // The right name may look like the wrong one.
                let diagnostic = unknown(Some(format!("the name has {}; did you mean `[{right}]`?", odd.what)));
                diagnostic.with_unsafe_fix(format!("write `[{right}]`"), inner, right)
            }
            (.., Some((help, here))) => match here.filter(|here| source_schema.get(here).is_some()) {
                Some(here) => unknown(Some(help)).with_unsafe_fix(format!("write `[{here}]`"), inner, here),
                None => unknown(Some(help)),
            },
            _ => {
                let near = Some(name).filter(|_| guesses).and_then(|name| source_schema.nearest(name));
                unknown(near.map(|near| format!("did you mean `[{near}]`?")))
            }
        });
    }
}

/// What stands between the brackets of an attribute.
fn inside(span: Span) -> Span {
    Span::new(span.start as usize + 1, (span.end as usize).saturating_sub(1))
}

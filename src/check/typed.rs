//! The check of types in a language that converts nothing silently: what each part gives, as far as that is known, and whether
//! what takes it can.
//!
//! Works on the checked tree, once it has no other error. Does not know which functions there are: their declarations say what
//! they take and give.

use super::form::{Each, Form};
use super::{Expr, ExprKind};
use crate::diagnostic::{Diagnostic, registry};
use crate::functions::{Function, Property, integer};
use crate::language::Language;
use crate::program::{Collects, Constant};
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::{TargetType, ValueKind};
use std::collections::HashMap;

/// The type of a part; `None` where it is not known, and for `NULL`, which every type has.
type Kind = Option<ValueKind>;

/// Reports what is not of the type that is needed.
pub(super) fn check(text: &str, root: &Expr, attributes: &[Box<str>], language: &Language) -> Vec<Diagnostic> {
    let Some(type_of) = language.types else { return Vec::new() };
    let types = attributes.iter().map(|name| type_of(name).map(|(kind, _)| of_attribute(kind))).collect();
    let mut checker = TypeChecker { text, types, attributes, locals: HashMap::new(), diagnostics: Vec::new() };
    checker.kind(root);
    checker.diagnostics
}

fn of_attribute(kind: TargetType) -> ValueKind {
    match kind {
        TargetType::String => ValueKind::Str,
        TargetType::Boolean => ValueKind::Boolean,
        TargetType::Integer => ValueKind::Integer,
        TargetType::Reference => ValueKind::Reference,
        TargetType::DateTime => ValueKind::Moment,
        TargetType::Binary => ValueKind::Binary,
    }
}

struct TypeChecker<'c> {
    text: &'c str,
    types: Vec<Kind>,
    attributes: &'c [Box<str>],
    locals: HashMap<u32, Kind>,
    diagnostics: Vec<Diagnostic>,
}

impl TypeChecker<'_> {
    /// The type of a part; reports what is wrong inside it.
    fn kind(&mut self, part: &Expr) -> Kind {
        match &part.node {
            ExprKind::Constant(Constant::Str(_)) | ExprKind::Setting(_) => Some(ValueKind::Str),
            ExprKind::Constant(Constant::Int(_)) => Some(ValueKind::Integer),
            ExprKind::Constant(Constant::Bool(_)) => Some(ValueKind::Boolean),
            ExprKind::Constant(Constant::Absent) | ExprKind::Skip => None,
            ExprKind::Attribute(slot) => self.types.get(*slot as usize).copied().flatten(),
            ExprKind::Call(function, arguments) => self.call(function, arguments),
            ExprKind::If(parts) => {
                let [condition, yes, no] = &**parts;
                self.condition(condition);
                let (yes, no) = (self.kind(yes), self.kind(no));
                either(yes, no)
            }
            ExprKind::Operate(first, rest) => self.operate(first, rest),
            ExprKind::Form(form) => self.form(form),
            ExprKind::Unavailable(..) | ExprKind::Coalesce(_) | ExprKind::Switch(..) => {
                part.written_parts().into_iter().for_each(|inner| {
                    self.kind(inner);
                });
                None
            }
        }
    }

    fn form(&mut self, form: &Form) -> Kind {
        match form {
            Form::Clear => None,
            Form::Local(local) => self.locals.get(local).copied().flatten(),
            Form::Let(local, value, body) => {
                let kind = self.kind(value);
                self.locals.insert(*local, kind);
                self.kind(body)
            }
            Form::Each(Each { collects, sources, body }) => {
                let mut kept = None;
                for (local, source) in sources {
                    kept = self.kind(source);
                    self.locals.insert(*local, kept);
                }
                match collects {
                    Collects::Kept => {
                        self.condition(body);
                        kept
                    }
                    _ => self.kind(body),
                }
            }
            Form::Cases(cases) => {
                let mut kinds = Vec::with_capacity(cases.len());
                for (condition, value) in cases {
                    self.condition(condition);
                    kinds.push(self.kind(value));
                }
                kinds.into_iter().reduce(either).flatten()
            }
        }
    }

    fn call(&mut self, function: &Function, arguments: &[Expr]) -> Kind {
        let mut first = None;
        for (slot, argument) in arguments.iter().enumerate() {
            let found = self.kind(argument);
            if slot == 0 {
                first = found;
            }
            let Some(parameter) = function.parameter(slot) else { continue };
            let (Some(found), Some(expected)) = (found, single(parameter.ty.kind)) else { continue };
            if found != expected {
                let message = registry::wrong_type(
                    argument.span,
                    function.name,
                    parameter.name,
                    &article(expected),
                    &article(found),
                    conversion(found, expected),
                );
                self.report(message, argument, expected);
            }
        }
        match function.result.kind {
            _ if function.is(Property::KeepsType) => first,
            ValueKind::Any | ValueKind::Values | ValueKind::FlowControl => None,
            kind => Some(kind),
        }
    }

    fn condition(&mut self, part: &Expr) {
        if let Some(found) = self.kind(part).filter(|kind| *kind != ValueKind::Boolean) {
            let help = match found {
                ValueKind::Integer => "compare it, such as with `> 0`",
                _ => "compare it, or ask `IsPresent(…)`",
            };
            self.diagnostics.push(registry::not_boolean(part.span, &article(found), help));
        }
    }

    fn operate(&mut self, first: &Expr, rest: &[(Operator, Expr)]) -> Kind {
        let mut left = first;
        let mut kind = None;
        for (index, (operator, right)) in rest.iter().enumerate() {
            match operator {
                Operator::And | Operator::Or => {
                    if index == 0 {
                        self.condition(left);
                    }
                    self.condition(right);
                    kind = Some(ValueKind::Boolean);
                }
                Operator::Compare(_) => {
                    let before = if index == 0 { self.kind(left) } else { kind };
                    let after = self.kind(right);
                    let whole = if index == 0 { left.span.to(right.span) } else { right.span };
                    if index > 0 {
                        self.diagnostics.push(registry::chained_comparisons(whole));
                        return Some(ValueKind::Boolean);
                    }
                    self.compare((before, left), (after, right), whole);
                    kind = Some(ValueKind::Boolean);
                }
                Operator::Concatenate => {
                    let before = if index == 0 { self.kind(left) } else { kind };
                    let after = self.kind(right);
                    kind = self.concatenate([(before, left), (after, right)], index == 0);
                }
                Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => {
                    let before = if index == 0 { self.kind(left) } else { kind };
                    let after = self.kind(right);
                    kind = self.arithmetic(*operator, [(before, left), (after, right)]);
                }
            }
            left = right;
        }
        kind
    }

    /// Decision T3: types that differ are not compared.
    fn compare(&mut self, (before, left): (Kind, &Expr), (after, right): (Kind, &Expr), whole: Span) {
        let (Some(one), Some(other)) = (before, after) else { return };
        if one == other {
            return;
        }
        // What is written out is what is wrong, mostly: `[userAccountControl] = "512"`.
        let (constant, wanted) = if left.is_constant() { (left, other) } else { (right, one) };
        let help = conversion(if left.is_constant() { one } else { other }, wanted);
        let diagnostic = registry::types_compared(whole, &article(one), &article(other), help);
        self.report(diagnostic, constant, wanted);
    }

    fn concatenate(&mut self, sides: [(Kind, &Expr); 2], is_first: bool) -> Kind {
        for (kind, part) in sides.iter().skip(usize::from(!is_first)) {
            if let Some(found @ (ValueKind::Boolean | ValueKind::Moment | ValueKind::Reference)) = kind {
                let help = conversion(*found, ValueKind::Str);
                self.diagnostics.push(registry::wrong_operand(part.span, "&", &article(*found), help));
                return None;
            }
        }
        let [(one, first), (other, _)] = sides;
        let is_binary = |kind: Kind| kind == Some(ValueKind::Binary);
        match (one, other) {
            (Some(one), Some(other)) if is_binary(Some(one)) != is_binary(Some(other)) => {
                let binary = if is_binary(Some(one)) { first.span } else { sides[1].1.span };
                let help = conversion(ValueKind::Binary, ValueKind::Str);
                self.diagnostics.push(registry::wrong_operand(binary, "&", &article(ValueKind::Binary), help));
                None
            }
            _ if is_binary(one) && is_binary(other) => Some(ValueKind::Binary),
            (Some(_), _) | (_, Some(_)) if !is_binary(one) && !is_binary(other) => Some(ValueKind::Str),
            _ => None,
        }
    }

    fn arithmetic(&mut self, operator: Operator, sides: [(Kind, &Expr); 2]) -> Kind {
        let texts = sides.iter().filter(|(kind, _)| *kind == Some(ValueKind::Str)).count();
        let numbers = sides.iter().filter(|(kind, _)| *kind == Some(ValueKind::Integer)).count();
        if operator == Operator::Add && texts > 0 && numbers == 0 {
            return Some(ValueKind::Str);
        }
        for (kind, part) in sides {
            let Some(found) = kind.filter(|kind| *kind != ValueKind::Integer) else { continue };
            let help = conversion(found, ValueKind::Integer);
            let diagnostic = registry::wrong_operand(part.span, operator.sign(), &article(found), help);
            self.report(diagnostic, part, ValueKind::Integer);
            return None;
        }
        (texts + numbers > 0).then_some(ValueKind::Integer)
    }

    /// Reports a part of the wrong type; a constant that is written as another type gets a fix.
    fn report(&mut self, diagnostic: Diagnostic, part: &Expr, expected: ValueKind) {
        let written = part.span.of(self.text);
        let fix = match (&part.node, expected) {
            (ExprKind::Constant(Constant::Str(text)), ValueKind::Integer) if integer(text).is_some() => {
                Some(text.to_string())
            }
            (ExprKind::Constant(Constant::Str(text)), ValueKind::Boolean) => match text.to_ascii_lowercase().as_str() {
                "true" => Some("True".to_owned()),
                "false" => Some("False".to_owned()),
                _ => None,
            },
            (ExprKind::Constant(Constant::Int(_) | Constant::Bool(_)), ValueKind::Str) => {
                Some(format!("\"{written}\""))
            }
            (ExprKind::Attribute(slot), ValueKind::Str)
                if self.types.get(*slot as usize) == Some(&Some(ValueKind::Integer)) =>
            {
                self.attributes.get(*slot as usize).map(|name| format!("CStr([{name}])"))
            }
            _ => None,
        };
        self.diagnostics.push(match fix {
            Some(fix) => diagnostic.with_unsafe_fix(format!("write `{fix}`"), part.span, fix),
            None => diagnostic,
        });
    }
}

/// The type of a parameter that takes one type.
fn single(kind: ValueKind) -> Kind {
    match kind {
        ValueKind::Any | ValueKind::Values | ValueKind::FlowControl | ValueKind::Roles => None,
        ValueKind::Pattern | ValueKind::Replacement | ValueKind::DateFormat => Some(ValueKind::Str),
        one => Some(one),
    }
}

fn either(one: Kind, other: Kind) -> Kind {
    match (one, other) {
        (Some(one), Some(other)) if one == other => Some(one),
        // `NULL` has no type of its own.
        (Some(one), None) | (None, Some(one)) => Some(one),
        _ => None,
    }
}

fn article(kind: ValueKind) -> String {
    match kind {
        ValueKind::Integer => "a number".to_owned(),
        ValueKind::Binary => "a binary value".to_owned(),
        other => format!("a {}", other.name()),
    }
}

/// How a value of one type becomes one of another.
fn conversion(from: ValueKind, to: ValueKind) -> Option<&'static str> {
    use ValueKind::{Binary, Boolean, Integer, Moment, Reference, Str};
    Some(match (from, to) {
        (Integer | Reference | Boolean, Str) => "`CStr(…)` makes a string of it",
        (Moment, Str) => "`FormatDateTime(…, \"yyyy-MM-dd\")` makes a string of it",
        (Binary, Str) => {
            "`ConvertToBase64(…)` makes a string of it, `StringFromGuid(…)` and `StringFromSid(…)` the usual forms"
        }
        (Str, Integer) => "`CNum(…)` makes a number of it",
        (Moment, Integer) => "`NumFromDate(…)` makes a number of it",
        (Str, Moment) => "`CDate(…)` makes a date of it",
        (Integer, Moment) => "`DateFromNum(…)` makes a date of it",
        (Str, Reference) => "`CRef(…)` makes a reference of it",
        (Integer, Boolean) => "`CBool(…)` makes a Boolean of it, and `> 0` does",
        (Str, Binary) => "`CGuid(…)` makes the bytes of a GUID of it",
        _ => return None,
    })
}

//! The special forms of a language with variables: `With`, `Select` and `Where` bind one, `Switch` takes conditions, and
//! some functions name an attribute in a string. Numbers are numbers here, and not strings.
//!
//! Does not know the types of arguments: those are in `typed`.

use super::arguments::count;
use super::expression::{Checker, Position};
use super::form::{Each, Form};
use super::{Expr, ExprKind};
use crate::diagnostic::registry;
use crate::functions::{self, Function, SpecialForm};
use crate::program::{Collects, Constant};
use crate::syntax::{Call, Expression, Node};
use crate::text::{Span, nearest};

/// The variables in scope, and the numbers of all locals.
#[derive(Default)]
pub(super) struct Locals {
    scope: Vec<(Box<str>, u32)>,
    next: u32,
}

impl Locals {
    /// The number of the first local that is free.
    pub(super) fn next(&self) -> u32 {
        self.next
    }
}

impl Checker<'_> {
    /// Checks a call of a special form.
    pub(super) fn form(
        &mut self,
        (form, function): (SpecialForm, &'static Function),
        call: &Call,
        span: Span,
        location: Position,
    ) -> ExprKind {
        let is_whole = !call.broken && !self.is_torn;
        let before = self.diagnostics.len();
        if is_whole && form != SpecialForm::Switch {
            count(self, function, call, span);
        }
        let is_complete = is_whole && self.diagnostics.len() == before;
        match (form, call.arguments.as_slice()) {
            (SpecialForm::Switch, cases) => self.cases(cases, is_whole, call, location),
            (_, [variable, value, body]) if is_complete => {
                self.binding(form, function, [variable, value, body], location)
            }
            (_, parts) => {
                self.with_first_bound(parts, |checker, part| {
                    checker.expression(part, Position::Argument);
                });
                ExprKind::Constant(Constant::Absent)
            }
        }
    }

    /// Checks the arguments of a call that is not what it should be. If the first is a variable, it is meant to be bound.
    pub(super) fn with_first_bound(&mut self, parts: &[Expression], check: impl Fn(&mut Self, &Expression)) {
        let depth = self.locals.scope.len();
        for (slot, part) in parts.iter().enumerate() {
            match &part.node {
                Node::Variable(name) if slot == 0 => self.locals.scope.push((name.clone(), self.locals.next)),
                _ => check(self, part),
            }
        }
        self.locals.scope.truncate(depth);
    }

    /// `With`, `Select` and `Where`.
    fn binding(
        &mut self,
        form: SpecialForm,
        function: &Function,
        [variable, value, body]: [&Expression; 3],
        location: Position,
    ) -> ExprKind {
        let value = self.expression(value, Position::Argument);
        let local = self.locals.next;
        self.locals.next += 1;
        let depth = self.locals.scope.len();
        match &variable.node {
            Node::Variable(name) => self.locals.scope.push((name.clone(), local)),
            _ => self.diagnostics.push(registry::variable_expected(variable.span, function.name)),
        }
        let location = if form == SpecialForm::With { location } else { Position::Argument };
        let body = self.expression(body, location);
        self.locals.scope.truncate(depth);
        let collects = match form {
            SpecialForm::Select => Collects::Selected,
            SpecialForm::Where => Collects::Kept,
            _ => return ExprKind::Form(Box::new(Form::Let(local, value, body))),
        };
        ExprKind::Form(Box::new(Form::Each(Each { collects, sources: vec![(local, value)], body })))
    }

    /// A `Switch` of conditions with their values.
    fn cases(&mut self, cases: &[Expression], is_whole: bool, call: &Call, location: Position) -> ExprKind {
        if is_whole && (cases.is_empty() || cases.len() % 2 == 1) {
            self.diagnostics.push(registry::condition_pairs(call.name_span, cases.len()));
        }
        let mut pairs = Vec::with_capacity(cases.len() / 2);
        for pair in cases.chunks(2) {
            let [condition, rest @ ..] = pair else { continue };
            let is_even = is_whole && cases.len().is_multiple_of(2);
            if let Some(empty) = pair.iter().find(|one| one.is_missing()).filter(|_| is_even) {
                self.diagnostics.push(registry::empty_case(super::arguments::around(self.text, empty.span)));
            }
            let condition = self.expression(condition, Position::Argument);
            if let [value] = rest {
                pairs.push((condition, self.expression(value, location)));
            }
        }
        ExprKind::Form(Box::new(Form::Cases(pairs)))
    }

    /// The attribute whose name is in a constant string.
    pub(super) fn named_attribute(&mut self, function: &Function, name: &Expression) -> Expr {
        match &name.node {
            Node::Str(text) => return Expr { span: name.span, node: self.attribute(text, name.span) },
            // The usual slips: the name is meant, and not the value.
            Node::Attribute(attribute) | Node::Word(attribute) => {
                let diagnostic = registry::quoted_name_expected(name.span, function.name);
                let quoted = crate::syntax::quote(attribute);
                self.diagnostics.push(diagnostic.with_fix(format!("write `{quoted}`"), name.span, quoted));
            }
            Node::Missing => {}
            _ => self.diagnostics.push(registry::quoted_name_expected(name.span, function.name)),
        }
        Expr::absent(name.span)
    }

    /// `$name`.
    pub(super) fn variable(&mut self, name: &str, span: Span) -> ExprKind {
        let scope = &self.locals.scope;
        if let Some((_, local)) = scope.iter().rev().find(|(known, _)| **known == *name) {
            return ExprKind::Form(Box::new(Form::Local(*local)));
        }
        // What the variable is bound by may be what is broken.
        if self.has_syntax_errors {
            return ExprKind::Constant(Constant::Absent);
        }
        let known: Vec<&str> = scope.iter().map(|(known, _)| &**known).collect();
        let near = known.iter().copied().find(|known| known.eq_ignore_ascii_case(name));
        let near = near.or_else(|| nearest(name, known)).map(|near| format!("${near}"));
        let diagnostic = registry::unknown_variable(span, name, near.as_deref());
        self.diagnostics.push(match near {
            Some(near) => diagnostic.with_unsafe_fix(format!("write `{near}`"), span, near),
            None => diagnostic,
        });
        ExprKind::Constant(Constant::Absent)
    }

    /// A number: whole, of 64 bits.
    pub(super) fn number(&mut self, text: &str, span: Span) -> ExprKind {
        match functions::integer(text) {
            Some(number) => ExprKind::Constant(Constant::Int(number)),
            None => {
                self.diagnostics.push(registry::not_a_whole_number(span, text));
                ExprKind::Constant(Constant::Absent)
            }
        }
    }

    /// The order to clear an attribute, or to leave it as it is: only where a result of the flow is (decision F1).
    pub(super) fn flow_word(&mut self, word: &str, span: Span, location: Position) {
        if location == Position::Argument {
            self.diagnostics.push(registry::result_inside_call(span, word));
        }
    }
}

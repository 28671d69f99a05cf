//! The instructions of what only a language with variables has. A local has a register, below those that are free in the part
//! where it is known.

use super::code::{Emitter, To};
use crate::check::{Each, Expr, ExprKind, Form};
use crate::functions::Operand;
use crate::program::{Constant, Op, Register, TypedOperator};
use crate::syntax::Operator;
use crate::text::Span;
use std::collections::HashMap;

/// The registers of locals.
pub(super) type Locals = HashMap<u32, Register>;

/// The operator of an instruction. `&&` and `||` are jumps, and `/` is in no language with types.
pub(super) fn typed(operator: Operator) -> TypedOperator {
    match operator {
        Operator::Compare(comparison) => TypedOperator::Compare(comparison),
        Operator::Add => TypedOperator::Add,
        Operator::Subtract => TypedOperator::Subtract,
        Operator::Multiply => TypedOperator::Multiply,
        Operator::Concatenate | Operator::And | Operator::Or | Operator::Divide => TypedOperator::Concatenate,
    }
}

impl Emitter<'_> {
    /// The register of a local, where its value is read.
    pub(super) fn local(&self, part: &Expr) -> Option<Operand> {
        let ExprKind::Form(form) = &part.node else { return None };
        let Form::Local(local) = **form else { return None };
        self.locals.get(&local).map(|register| Operand::Register(*register))
    }

    /// Adds the instructions of a form.
    pub(super) fn form(&mut self, form: &Form, span: Span, to: To) {
        let into = to.free();
        match form {
            Form::Clear => {
                self.builder.push(Op::Clear { into }, span);
                self.end(Operand::Register(into), span, to);
            }
            Form::Local(local) => match self.locals.get(local) {
                Some(register) => self.end(Operand::Register(*register), span, to),
                None => self.value(&Expr { span, node: ExprKind::Constant(Constant::Absent) }, to),
            },
            Form::Let(local, value, body) => {
                self.value(value, To::Register(into));
                self.locals.insert(*local, into);
                match to {
                    To::Out(_) => self.value(body, To::Out(into + 1)),
                    To::Register(_) => {
                        self.value(body, To::Register(into + 1));
                        self.end(Operand::Register(into + 1), span, to);
                    }
                }
            }
            Form::Each(each) => self.each(each, span, to),
            Form::Cases(cases) => self.cases(cases, span, to),
        }
    }

    fn each(&mut self, each: &Each, span: Span, to: To) {
        let local = to.free();
        let mut operands = Vec::with_capacity(each.sources.len());
        let mut register = local;
        for (number, source) in &each.sources {
            operands.push((self.operand(source, register), source.span));
            self.locals.insert(*number, register);
            register += 1;
        }
        let sources = self.builder.operands(operands);
        let (collects, result) = (each.collects, register);
        let end = self.builder.jump(Op::Each { collects, sources, local, result, end: 0 }, span);
        self.value(&each.body, To::Register(result));
        self.builder.land(end);
        self.end(Operand::Register(result), span, to);
    }

    /// All conditions, then the value of the first that is true.
    fn cases(&mut self, cases: &[(Expr, Expr)], span: Span, to: To) {
        let mut free = to.free();
        let mut conditions = Vec::with_capacity(cases.len());
        for (condition, _) in cases {
            let operand = self.operand(condition, free);
            free += Register::from(operand == Operand::Register(free));
            conditions.push(operand);
        }
        let mut ends = Vec::new();
        for (operand, (condition, value)) in conditions.into_iter().zip(cases) {
            let next = self.builder.jump(Op::JumpUnless { condition: operand, target: 0 }, condition.span);
            ends.extend(self.arm(value, span, to));
            self.builder.land(next);
        }
        self.value(&Expr { span, node: ExprKind::Constant(Constant::Absent) }, to);
        ends.into_iter().for_each(|end| self.builder.land(end));
    }

    /// Takes a value to its destination.
    fn end(&mut self, operand: Operand, span: Span, to: To) {
        match to {
            To::Out(_) => self.builder.push(Op::Return(operand), span),
            To::Register(into) if operand == Operand::Register(into) => {}
            To::Register(into) => self.builder.push(Op::Move { from: operand, into }, span),
        }
    }
}

//! The instructions of one expression. The destination of a value is passed down, so that no value has to be moved
//! later. Does not know how instructions are run.

use crate::check::{Expr, ExprKind};
use crate::functions::{Body, Function, Mode, Operand};
use crate::language::Language;
use crate::program::{Builder, Constant, KeyTable, Mark, Op, Operands, Register};
use crate::syntax::Operator;
use crate::text::Span;
use crate::value::ValueKind;

/// The destination of a value.
#[derive(Clone, Copy)]
pub(super) enum To {
    /// The value is the result of the expression. Registers from this one on are free.
    Out(Register),
    /// A register. Registers with a higher number are free.
    Register(Register),
}

impl To {
    /// The first register that is free while the value is computed.
    pub(super) fn free(self) -> Register {
        match self {
            To::Out(register) | To::Register(register) => register,
        }
    }
}

/// Adds the instructions of an expression. `slots` are the slots of its attributes in the program.
pub(super) fn emit(builder: &mut Builder, root: &Expr, slots: &[u32]) {
    #[cfg(feature = "connect")]
    let locals = super::forms::Locals::default();
    Emitter {
        builder,
        slots,
        #[cfg(feature = "connect")]
        locals,
    }
    .value(root, To::Out(0));
}

/// Adds the instruction that refuses an expression of a language that this build does not run.
pub(super) fn refuse(builder: &mut Builder, root: &Expr, language: &Language) {
    let name = builder.constant(Constant::Str(language.name.into()));
    builder.push(Op::Unavailable(name), root.span);
}

pub(super) struct Emitter<'b> {
    pub(super) builder: &'b mut Builder,
    slots: &'b [u32],
    /// The registers of the locals.
    #[cfg(feature = "connect")]
    pub(super) locals: super::forms::Locals,
}

impl Emitter<'_> {
    /// Adds the instructions that compute the value of `part` into its destination.
    pub(super) fn value(&mut self, part: &Expr, to: To) {
        let (span, into) = (part.span, to.free());
        match &part.node {
            ExprKind::Constant(_) | ExprKind::Attribute(_) => {
                let operand = self.operand(part, into);
                return match to {
                    To::Out(_) => self.builder.push(Op::Return(operand), span),
                    To::Register(into) => self.builder.push(Op::Move { from: operand, into }, span),
                };
            }
            #[cfg(feature = "connect")]
            ExprKind::Form(form) => return self.form(form, span, to),
            #[cfg(not(feature = "connect"))]
            ExprKind::Form(form) => match **form {},
            // These have several branches, each of which writes to the destination itself.
            ExprKind::If(parts) => return self.branch(parts, span, to),
            ExprKind::Switch(ends, pairs) => return self.choose(ends, pairs, span, to),
            ExprKind::Coalesce(parts) => return self.first_that(parts, span, to),
            ExprKind::Skip => self.builder.push(Op::Skip { into }, span),
            ExprKind::Setting(name) => {
                self.builder.asks_the_world();
                let name = self.builder.constant(Constant::Str(name.clone()));
                self.builder.push(Op::Setting { name, into }, span);
            }
            ExprKind::Unavailable(name, _) => {
                let name = self.builder.constant(Constant::Str(name.clone()));
                self.builder.push(Op::Unavailable(name), span);
            }
            ExprKind::Call(function, arguments) => self.call(function, arguments, span, into),
            ExprKind::Operate(first, rest) => self.chain(first, rest, span, into),
        }
        if let To::Out(_) = to {
            self.builder.push(Op::Return(Operand::Register(into)), span);
        }
    }

    /// The location of the value of `part` after its instructions have run. A value that has to be computed is computed
    /// into the register `free`.
    pub(super) fn operand(&mut self, part: &Expr, free: Register) -> Operand {
        #[cfg(feature = "connect")]
        if let Some(local) = self.local(part) {
            return local;
        }
        match &part.node {
            ExprKind::Constant(constant) => Operand::Constant(self.builder.constant(constant.clone())),
            ExprKind::Attribute(slot) => {
                Operand::Attribute(self.slots.get(*slot as usize).copied().unwrap_or_default())
            }
            _ => {
                self.value(part, To::Register(free));
                Operand::Register(free)
            }
        }
    }

    fn call(&mut self, function: &'static Function, arguments: &[Expr], span: Span, into: Register) {
        let given = arguments.get(..given(function, arguments)).unwrap_or(arguments);
        let mut operands = Vec::with_capacity(given.len());
        let mut free = into;
        for (slot, argument) in given.iter().enumerate() {
            let takes = function.parameter(slot).map(|parameter| parameter.ty.kind);
            if let (Some(ValueKind::Pattern), Some(pattern)) = (takes, argument.text()) {
                self.builder.pattern(pattern);
            }
            let operand = self.operand(argument, free);
            // Registers are used like a stack. A constant or an attribute is read where it stands and takes none.
            free += Register::from(operand == Operand::Register(free));
            operands.push((operand, argument.span));
        }
        let Body::Native(native) = function.body else { return };
        self.builder.calls(function);
        let operands = self.builder.operands(operands);
        self.builder.push(Op::Call { function, native, operands, into }, span);
    }

    /// Operators of one level, from left to right.
    fn chain(&mut self, first: &Expr, rest: &[(Operator, Expr)], span: Span, into: Register) {
        let mut left = (self.operand(first, into), first.span);
        for (operator, part) in rest {
            let free = into + Register::from(left.0 == Operand::Register(into));
            match operator {
                Operator::And | Operator::Or => self.logic(*operator == Operator::Or, left, part, span, into),
                #[cfg(feature = "connect")]
                operator if self.builder.language().types.is_some() => {
                    let operands = self.two(left, part, free);
                    let operator = super::forms::typed(*operator);
                    self.builder.push(Op::Typed { operator, operands, into }, span);
                }
                Operator::Compare(comparison) => {
                    let operands = self.two(left, part, free);
                    self.builder.push(Op::Compare { comparison: *comparison, operands, into }, span);
                }
                // Arithmetic is only in languages with types.
                Operator::Concatenate | Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => {
                    let operands = self.two(left, part, free);
                    self.builder.push(Op::Concatenate { operands, into }, span);
                }
            }
            left = (Operand::Register(into), span);
        }
    }

    fn two(&mut self, left: (Operand, Span), right: &Expr, free: Register) -> Operands {
        let right = (self.operand(right, free), right.span);
        self.builder.operands([left, right])
    }

    /// `&&` and `||`: if the left side decides the result, the right side is not evaluated.
    fn logic(&mut self, is_or: bool, left: (Operand, Span), right: &Expr, span: Span, into: Register) {
        let [yes, no] = [true, false].map(|flag| Operand::Constant(self.builder.constant(Constant::Bool(flag))));
        let (mut to_no, mut to_end) = (Vec::new(), Vec::new());
        let left_is_no = self.builder.jump(Op::JumpUnless { condition: left.0, target: 0 }, left.1);
        if is_or {
            self.builder.push(Op::Move { from: yes, into }, span);
            to_end.push(self.builder.jump(Op::Jump { target: 0 }, span));
            self.builder.land(left_is_no);
        } else {
            to_no.push(left_is_no);
        }
        let condition = self.operand(right, into);
        to_no.push(self.builder.jump(Op::JumpUnless { condition, target: 0 }, right.span));
        self.builder.push(Op::Move { from: yes, into }, span);
        to_end.push(self.builder.jump(Op::Jump { target: 0 }, span));
        to_no.into_iter().for_each(|mark| self.builder.land(mark));
        self.builder.push(Op::Move { from: no, into }, span);
        to_end.into_iter().for_each(|mark| self.builder.land(mark));
    }

    /// Evaluates the parts in order; the first that is present jumps to the end.
    fn first_that(&mut self, parts: &[Expr], span: Span, to: To) {
        let into = to.free();
        let Some((last, parts)) = parts.split_last() else {
            return self.value(&Expr { span, node: ExprKind::Constant(Constant::Absent) }, to);
        };
        let mut marks = Vec::new();
        for part in parts {
            let from = self.operand(part, into);
            marks.push(self.builder.jump(Op::JumpIfPresent { from, into, target: 0 }, part.span));
        }
        self.value(last, to);
        let found = !marks.is_empty();
        marks.into_iter().for_each(|mark| self.builder.land(mark));
        if let (To::Out(_), true) = (to, found) {
            self.builder.push(Op::Return(Operand::Register(into)), span);
        }
    }

    fn branch(&mut self, parts: &[Expr; 3], span: Span, to: To) {
        let [condition, truly, falsely] = parts;
        let operand = self.operand(condition, to.free());
        let otherwise = self.builder.jump(Op::JumpUnless { condition: operand, target: 0 }, condition.span);
        let end = self.arm(truly, span, to);
        self.builder.land(otherwise);
        self.value(falsely, to);
        end.into_iter().for_each(|end| self.builder.land(end));
    }

    /// One branch, and the jump over the other branches if it does not end the expression.
    pub(super) fn arm(&mut self, part: &Expr, span: Span, to: To) -> Option<Mark> {
        self.value(part, to);
        match to {
            To::Out(_) => None,
            To::Register(_) => Some(self.builder.jump(Op::Jump { target: 0 }, span)),
        }
    }

    /// A `Switch`: with a table if all keys are constant strings, otherwise key after key.
    fn choose(&mut self, ends: &[Expr; 2], pairs: &[(Expr, Expr)], span: Span, to: To) {
        let [source, default] = ends;
        let into = to.free();
        let operand = self.operand(source, into);
        let mut marks = Vec::new();
        if pairs.iter().all(|(key, _)| key.text().is_some()) {
            let table = self.builder.table();
            self.builder.push(Op::Match { source: operand, table }, source.span);
            let mut keys = Vec::new();
            for (key, value) in pairs {
                keys.extend(key.text().map(|key| (key.into(), self.builder.here())));
                marks.extend(self.arm(value, span, to));
            }
            let here = self.builder.here();
            if let Some(table) = self.builder.table_mut(table) {
                *table = KeyTable::new(keys, here);
            }
        } else {
            self.builder.push(Op::Key { source: operand, into }, source.span);
            for (key, value) in pairs {
                let operand = self.operand(key, into + 1);
                let op = Op::JumpUnlessKey { key: operand, source: into, target: 0 };
                let next = self.builder.jump(op, key.span);
                marks.extend(self.arm(value, span, to));
                self.builder.land(next);
            }
        }
        self.value(default, to);
        marks.into_iter().for_each(|mark| self.builder.land(mark));
    }
}

/// The number of arguments that a call passes. Empty slots at the end are not passed, because a missing argument is
/// absent as well, unless the function counts its arguments or is variadic.
fn given(function: &Function, arguments: &[Expr]) -> usize {
    let counts = function.counts_slots() || function.slots().any(|slot| slot.ty.mode == Mode::Variadic);
    let is_blank = |argument: &Expr| matches!(argument.node, ExprKind::Constant(Constant::Absent));
    let last = arguments.iter().rposition(|argument| counts || !is_blank(argument));
    last.map_or(0, |last| last + 1)
}

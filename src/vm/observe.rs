//! Looking on while the machine runs. Knows nothing of what is done with what is seen.

use crate::functions::{Operand, OperandFrame};
use crate::program::{Op, Program};
use crate::text::Span;
use crate::value::Value;

/// Somebody who looks on while the machine runs.
pub trait Observer {
    /// Whether there is anybody.
    const ENABLED: bool = true;

    /// A part of the expression, by its place in the text, has this value.
    fn value(&mut self, shown: Shown, span: Span, value: Value<'_>);
}

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// An attribute's value, where it is used.
    Attribute,
    /// A constant, where it is used. What is not written has the place of the call that it is missing in.
    Constant,
    /// What a function gave.
    Result,
    /// What is present, so that the parts behind it are not looked at.
    Present,
    /// What something else gave.
    Other,
}

/// Nobody.
impl Observer for () {
    const ENABLED: bool = false;

    fn value(&mut self, _: Shown, _: Span, _: Value<'_>) {}
}

/// Shows what an instruction is about to use. What was computed has been shown as a result.
pub(super) fn show_operands(program: &Program, at: usize, frame: &OperandFrame<'_, '_>, observer: &mut impl Observer) {
    let Some(op) = program.op(at) else { return };
    let mut show = |operand, span| match operand {
        Operand::Attribute(_) => observer.value(Shown::Attribute, span, frame.get(operand)),
        Operand::Constant(_) => observer.value(Shown::Constant, span, frame.get(operand)),
        Operand::Register(_) => {}
    };
    op.operand().into_iter().for_each(|operand| show(operand, program.span(at)));
    if let Some(operands) = op.operands() {
        let spans = program.operand_spans(operands);
        program.operands(operands).iter().zip(spans).for_each(|(operand, span)| show(*operand, *span));
    }
}

/// Shows what an instruction gave that has run; the machine goes on at `next`.
pub(super) fn show_result(
    program: &Program,
    at: usize,
    next: usize,
    frame: &OperandFrame<'_, '_>,
    observer: &mut impl Observer,
) {
    let shown = match program.op(at) {
        Some(Op::Call { .. }) => Shown::Result,
        Some(Op::JumpIfPresent { .. }) if next != at + 1 => Shown::Present,
        Some(Op::Setting { .. } | Op::Skip { .. } | Op::Compare { .. } | Op::Operate { .. }) => Shown::Other,
        _ => return,
    };
    if let Some(register) = program.op(at).and_then(Op::register) {
        observer.value(shown, program.span(at), frame.get(Operand::Register(register)));
    }
}

//! Observation of the VM while it runs. Knows nothing of what is done with the observed values.

use crate::functions::{Host, Operand, OperandFrame};
use crate::program::{Op, Program};
use crate::text::Span;
use crate::value::Value;

/// An observer of the VM while it runs.
pub trait Observer {
    /// Whether there is an observer. A constant, so that without one the loop is compiled without the calls.
    const ENABLED: bool = true;

    /// Called when a part of the expression, given by its location in the text, has a value.
    fn value(&mut self, shown: Shown, span: Span, value: Value<'_>);

    /// Called before each instruction: whether to stop.
    fn stops(&self) -> bool {
        false
    }
}

/// Stops the VM once the host has given up. Only for large records: each instruction costs more.
pub(super) struct Cancellable<'h>(pub &'h dyn Host);

impl Observer for Cancellable<'_> {
    fn value(&mut self, _: Shown, _: Span, _: Value<'_>) {}

    fn stops(&self) -> bool {
        self.0.is_cancelled()
    }
}

/// What kind of value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The value of an attribute, where it is used.
    Attribute,
    /// A constant, where it is used. An omitted argument has the location of its call.
    Constant,
    /// The result of a function.
    Result,
    /// A present value, so that the parts after it are not evaluated.
    Present,
    /// The result of another instruction.
    Other,
}

/// No observer.
impl Observer for () {
    const ENABLED: bool = false;

    fn value(&mut self, _: Shown, _: Span, _: Value<'_>) {}
}

/// Shows the values that the next instruction uses. Computed values have already been shown as results.
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

/// Shows the result of the instruction that was run; `next` is the index of the instruction that follows.
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
        Some(Op::Setting { .. } | Op::Skip { .. } | Op::Compare { .. } | Op::Concatenate { .. }) => Shown::Other,
        #[cfg(feature = "connect")]
        Some(Op::Typed { .. } | Op::Clear { .. } | Op::Each { .. }) => Shown::Other,
        _ => return,
    };
    if let Some(register) = program.op(at).and_then(Op::register) {
        observer.value(shown, program.span(at), frame.get(Operand::Register(register)));
    }
}

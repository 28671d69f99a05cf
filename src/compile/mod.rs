//! Compiles checked expressions to a program. This cannot fail: every checked expression can be compiled. Does not know where
//! the values go.

mod code;
mod fold;
#[cfg(feature = "connect")]
mod forms;

use crate::check::{Checked, Expr, ExprKind};
use crate::language::Language;
use crate::program::{Builder, Program, Start};

/// Compiles expressions, each with the name of its target, into one program. The program also has slots for the
/// attributes in `also`, which are read by other code.
pub fn compile<'c>(
    language: &'static Language,
    expressions: impl IntoIterator<Item = (&'c str, &'c Checked)>,
    also: impl IntoIterator<Item = &'c str>,
) -> Program {
    let expressions = expressions.into_iter();
    assemble(language, expressions.map(|(name, checked)| (name, checked, fold::fold(checked.root()))), also)
}

/// The same without constant folding, for comparison.
#[cfg(any(test, fuzzing))]
pub fn compile_as_written<'c>(
    language: &'static Language,
    expressions: impl IntoIterator<Item = (&'c str, &'c Checked)>,
    also: impl IntoIterator<Item = &'c str>,
) -> Program {
    let expressions = expressions.into_iter();
    assemble(language, expressions.map(|(name, checked)| (name, checked, checked.root().clone())), also)
}

fn assemble<'c>(
    language: &'static Language,
    expressions: impl IntoIterator<Item = (&'c str, &'c Checked, Expr)>,
    also: impl IntoIterator<Item = &'c str>,
) -> Program {
    let mut builder = Builder::new(language);
    for (name, checked, root) in expressions {
        let slots: Vec<u32> = checked.attributes().iter().map(|name| builder.attribute(name)).collect();
        // An expression that is one attribute needs no code: its value is read from the slot, and the VM is not entered.
        if let ExprKind::Attribute(slot) = root.node
            && language.is_run
        {
            let slot = slots.get(slot as usize).copied().unwrap_or_default();
            builder.entry(name, Start::Attribute(slot));
            continue;
        }
        let start = builder.here();
        match language.is_run {
            true => code::emit(&mut builder, &root, &slots),
            false => code::refuse(&mut builder, &root, language),
        }
        let end = builder.here();
        builder.entry(name, Start::Code { start, end });
    }
    for name in also {
        builder.attribute(name);
    }
    builder.finish()
}

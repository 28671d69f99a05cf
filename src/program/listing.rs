//! The listing: one line an instruction, with the place in the text that it came from.

use super::{Op, Program, Start};
use crate::value::Value;
use std::fmt::{Display, Formatter, Result};

impl Display for Program {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for entry in self.entries() {
            match entry.start {
                Start::Attribute(slot) => writeln!(out, "{}:\n      attribute      {}", entry.name, name(self, slot))?,
                Start::Code(start) => {
                    writeln!(out, "{}:", entry.name)?;
                    listing(self, start as usize, out)?;
                }
            }
        }
        Ok(())
    }
}

fn listing(program: &Program, start: usize, out: &mut Formatter<'_>) -> Result {
    for at in start.. {
        let Some(op) = program.op(at) else { return Ok(()) };
        let span = program.span(at);
        let (mnemonic, operand) = words(program, op);
        let line = format!("{at:4}  {mnemonic:<14} {operand}");
        writeln!(out, "{:<58} ; {}..{}", line.trim_end(), span.start, span.end)?;
        if matches!(op, Op::Return) {
            return Ok(());
        }
    }
    Ok(())
}

fn words(program: &Program, op: &Op) -> (&'static str, String) {
    match op {
        Op::Attribute(slot) => ("attribute", name(program, *slot)),
        Op::Constant(index) => ("constant", constant(program, *index)),
        Op::Setting(index) => ("setting", constant(program, *index)),
        Op::Skip => ("skip", String::new()),
        Op::Call { function, arguments, .. } => ("call", format!("{}/{arguments}", function.name)),
        Op::Unavailable(index) => ("unavailable", constant(program, *index)),
        Op::Compare(comparison) => ("compare", comparison.sign().to_owned()),
        Op::Operate(operator) => ("operate", format!("{operator:?}").to_lowercase()),
        Op::JumpIfPresent(to) => ("jump-present", to.to_string()),
        Op::JumpUnless(to) => ("jump-unless", to.to_string()),
        Op::Jump(to) => ("jump", to.to_string()),
        Op::JumpUnlessKey(to) => ("jump-not-key", to.to_string()),
        Op::Match(index) => ("match", table(program, *index)),
        Op::Key => ("key", String::new()),
        Op::Pop => ("pop", String::new()),
        Op::Return => ("return", String::new()),
    }
}

fn name(program: &Program, slot: u32) -> String {
    program.attributes().get(slot as usize).map_or(String::new(), |name| format!("[{name}]"))
}

fn constant(program: &Program, index: u32) -> String {
    match program.constant(index) {
        Value::Absent => "absent".to_owned(),
        Value::Text(text) => format!("{text:?}"),
        Value::Int(number) => number.to_string(),
        Value::Bool(flag) => if flag { "True" } else { "False" }.to_owned(),
        _ => String::new(),
    }
}

fn table(program: &Program, index: u32) -> String {
    let Some(table) = program.table(index) else { return String::new() };
    let mut keys: Vec<String> = table.keys().iter().map(|(key, to)| format!("{key:?} -> {to}")).collect();
    crate::text::order::sort_by(&mut keys, String::cmp);
    keys.push(format!("else -> {}", table.default));
    keys.join(", ")
}

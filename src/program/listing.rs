//! The listing: one line per instruction, with its location in the text. Registers are `r0`, `r1`, … Runs nothing.

#[cfg(feature = "connect")]
use super::{Collects, TypedOperator};
use super::{Op, Operands, Program, Start};
use crate::functions::Operand;
use crate::value::Value;
use std::fmt::{Display, Formatter, Result};

impl Display for Program {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for entry in self.entries() {
            writeln!(out, "{}:", entry.name)?;
            if let Start::Attribute(slot) = entry.start {
                writeln!(out, "      return {}", written(self, Operand::Attribute(slot)))?;
            }
            for (at, op) in self.code_of(entry.start) {
                let (line, span) = (format!("{at:4}  {}", words(self, op)), self.span(at));
                writeln!(out, "{line:<58} ; {}..{}", span.start, span.end)?;
            }
        }
        Ok(())
    }
}

fn words(program: &Program, op: &Op) -> String {
    let one = |operand: Operand| written(program, operand);
    let all = |operands: Operands| program.operands(operands).iter().map(|operand| one(*operand)).collect::<Vec<_>>();
    let constant = |index: u32| one(Operand::Constant(index));
    match *op {
        Op::Move { from, into } => format!("r{into} = {}", one(from)),
        Op::Setting { name, into } => format!("r{into} = setting {}", constant(name)),
        Op::Skip { into } => format!("r{into} = skip"),
        Op::Call { function, operands, into, .. } => {
            format!("r{into} = {}({})", function.name, all(operands).join(", "))
        }
        Op::Unavailable(name) => format!("unavailable {}", constant(name)),
        Op::Compare { comparison, operands, into } => {
            format!("r{into} = {}", all(operands).join(&format!(" {} ", comparison.sign())))
        }
        Op::Concatenate { operands, into } => format!("r{into} = {}", all(operands).join(" & ")),
        #[cfg(feature = "connect")]
        Op::Typed { operator, operands, into } => {
            format!("r{into} = {}", all(operands).join(&format!(" {} ", sign(operator))))
        }
        #[cfg(feature = "connect")]
        Op::Clear { into } => format!("r{into} = clear"),
        #[cfg(feature = "connect")]
        Op::Each { collects, sources, local, result, end } => {
            let how = match collects {
                Collects::Mapped => "map",
                Collects::Condition => "condition",
                Collects::Selected => "select",
                Collects::Kept => "where",
            };
            format!("r{result} = {how} {} as r{local}, up to {end}", all(sources).join(", "))
        }
        Op::JumpIfPresent { from, into, target } => format!("if present r{into} = {}, go to {target}", one(from)),
        Op::JumpUnless { condition, target } => format!("unless {}, go to {target}", one(condition)),
        Op::Jump { target } => format!("go to {target}"),
        Op::Match { source, table } => format!("match {}: {}", one(source), keys(program, table)),
        Op::Key { source, into } => format!("r{into} = key {}", one(source)),
        Op::JumpUnlessKey { key, source, target } => format!("unless r{source} is {}, go to {target}", one(key)),
        Op::Return(operand) => format!("return {}", one(operand)),
    }
}

fn written(program: &Program, operand: Operand) -> String {
    match operand {
        Operand::Register(register) => format!("r{register}"),
        Operand::Attribute(slot) => {
            let name = program.attributes().get(slot as usize);
            format!("[{}]", name.map_or("", |name| name))
        }
        Operand::Constant(index) => match program.constant(index) {
            Value::Str(text) => format!("{text:?}"),
            Value::Int(number) => number.to_string(),
            Value::Bool(flag) => if flag { "True" } else { "False" }.to_owned(),
            _ => "absent".to_owned(),
        },
    }
}

fn keys(program: &Program, index: u32) -> String {
    let Some(table) = program.table(index) else { return String::new() };
    let mut keys: Vec<String> = table.keys().iter().map(|(key, to)| format!("{key:?} to {to}")).collect();
    crate::text::order::sort_by(&mut keys, String::cmp);
    keys.push(format!("else to {}", table.default));
    keys.join(", ")
}

#[cfg(feature = "connect")]
fn sign(operator: TypedOperator) -> &'static str {
    match operator {
        TypedOperator::Compare(comparison) => comparison.sign(),
        TypedOperator::Concatenate => "&",
        TypedOperator::Add => "+",
        TypedOperator::Subtract => "-",
        TypedOperator::Multiply => "*",
    }
}

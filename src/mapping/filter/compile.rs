//! Compiles a scope from a file to a filter that runs, with diagnostics about what cannot work.
//!
//! A clause that cannot be compiled never holds: an unreadable filter must not let in records that it should keep out.

use super::operator::{self, OPERATORS, Operand, Operands, Operator};
use super::{ClauseTest, Filter, Group, shown};
use crate::diagnostic::{Diagnostic, registry};
use crate::dotnet::regex::Regex;
use crate::mapping::model::{Located, MappingFormat};
use crate::mapping::scope::{self, Clause, Scope};
use crate::mapping::suggest;
use std::collections::HashMap;

impl Filter {
    /// Compiles the scope of an object mapping; without a scope every record is in scope. The file's format decides the
    /// wording of the diagnostics.
    pub fn compile(scope: Option<&Scope>, format: MappingFormat) -> (Self, Vec<Diagnostic>) {
        let mut compiler = Compiler { attributes: Vec::new(), slots: HashMap::new(), diagnostics: Vec::new(), format };
        let groups = scope.map(|scope| compiler.groups(&scope.groups)).unwrap_or_default();
        let input_groups = scope.map(|scope| compiler.groups(&scope.input_groups)).unwrap_or_default();
        if let Some(span) = scope.and_then(|scope| scope.category_groups) {
            compiler.diagnostics.push(registry::category_filter_ignored(span));
        }
        (Filter { attributes: compiler.attributes, groups, input_groups }, compiler.diagnostics)
    }
}

struct Compiler {
    attributes: Vec<String>,
    slots: HashMap<Box<str>, usize>,
    diagnostics: Vec<Diagnostic>,
    format: MappingFormat,
}

impl Compiler {
    fn groups(&mut self, groups: &[scope::Group]) -> Vec<Group> {
        groups.iter().map(|group| self.group(group)).collect()
    }

    fn group(&mut self, group: &scope::Group) -> Group {
        if group.clauses.is_empty() {
            self.diagnostics.push(registry::empty_filter_group(group.span));
        }
        let tests = group.clauses.iter().map(|clause| self.clause(clause)).collect();
        Group { name: group.name.as_ref().map(|name| name.value.clone()).filter(|name| !name.is_empty()), tests }
    }

    fn clause(&mut self, clause: &Clause) -> ClauseTest {
        let name = &clause.attribute.value;
        let operator = operator::find(&clause.operator.value);
        if operator.is_none() {
            let known: Vec<&str> = OPERATORS.iter().map(|operator| operator.name).collect();
            let help = suggest::nearest_or_all(&clause.operator.value, &known);
            self.diagnostics.push(registry::unknown_operator(clause.operator.span(), &clause.operator.value, help));
        }
        if name.is_empty() {
            let key = if self.format == MappingFormat::Graph { "sourceOperandName" } else { "attribute" };
            self.diagnostics.push(registry::clause_without_attribute(clause.span, key));
        }
        let operands = operator.map(|operator| self.operands(clause, operator)).unwrap_or_default();
        ClauseTest {
            operator: operator.filter(|operator| {
                let usable = operator.operands == Operands::None || operands.len() == clause.values.len();
                usable && !name.is_empty() && (operator.operands == Operands::None || !operands.is_empty())
            }),
            slot: self.slot(name),
            operands,
            any_value: clause.any_value,
            span: clause.span,
            shown: shown(clause, operator.map_or(&clause.operator.value, |operator| operator.name)),
        }
    }

    fn slot(&mut self, name: &str) -> usize {
        *self.slots.entry(name.into()).or_insert_with(|| {
            self.attributes.push(name.to_owned());
            self.attributes.len() - 1
        })
    }

    /// The valid operands; fewer than the clause has if some are invalid.
    fn operands(&mut self, clause: &Clause, operator: &Operator) -> Vec<Operand> {
        match (operator.operands, clause.values.first()) {
            (Operands::None, None) => {}
            (Operands::None, Some(first)) => {
                self.diagnostics.push(registry::operator_with_value(first.span(), operator.name));
            }
            (_, None) => {
                self.diagnostics.push(registry::operator_without_value(clause.operator.span(), operator.name));
            }
            (_, Some(_)) => {}
        }
        clause.values.iter().filter_map(|value| self.operand(value, operator)).collect()
    }

    fn operand(&mut self, value: &Located<String>, operator: &Operator) -> Option<Operand> {
        match operator.operands {
            Operands::None => None,
            Operands::Texts => Some(Operand::Text(value.value.clone())),
            Operands::Integers => {
                let number = crate::functions::integer(&value.value);
                if number.is_none() {
                    self.diagnostics.push(registry::operand_not_integer(value.span(), operator.name, &value.value));
                }
                number.map(Operand::Integer)
            }
            Operands::Patterns => match Regex::new(&value.value) {
                Ok(regex) => Some(Operand::Pattern(Box::new(regex))),
                Err(error) => {
                    let diagnostic = registry::bad_filter_pattern(value.span(), &value.value, &error.to_string());
                    self.diagnostics.push(diagnostic);
                    None
                }
            },
        }
    }
}

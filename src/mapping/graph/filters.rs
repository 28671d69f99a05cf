//! Scoping filters: groups and clauses with their locations. Whether there is such an operator, and whether its
//! operands fit, is not looked at here.

use super::index::Node;
use super::values::{GraphReader, present};
use crate::diagnostic::registry;
use crate::mapping::model::Located;
use crate::mapping::scope::{Clause, Group, Scope};
use crate::mapping::suggest;

const SCOPE: &[&str] = &["groups", "inputFilterGroups", "categoryFilterGroups"];
const GROUP: &[&str] = &["clauses", "name"];
const CLAUSE: &[&str] = &["sourceOperandName", "operatorName", "targetOperand", "multivaluedComparisonType"];
const OPERAND: &[&str] = &["values"];

/// What the cmdlets of Graph PowerShell add to every object.
const OF_CMDLETS: &str = "AdditionalProperties";

impl GraphReader {
    pub fn scope(&mut self, node: Node<'_>) -> Option<Scope> {
        if !self.is_object(node) {
            return None;
        }
        self.no_others(node, "a scope", SCOPE);
        let category = self.items(node, "categoryFilterGroups").next();
        Some(Scope {
            groups: self.groups(node, "groups"),
            input_groups: self.groups(node, "inputFilterGroups"),
            category_groups: category.map(|group| group.span()),
            span: node.span(),
        })
    }

    fn groups(&mut self, owner: Node<'_>, key: &str) -> Vec<Group> {
        let mut groups = Vec::new();
        for group in self.items(owner, key) {
            if !self.is_object(group) {
                continue;
            }
            self.no_others(group, "a filter group", GROUP);
            let mut clauses = Vec::new();
            for clause in self.items(group, "clauses") {
                if self.is_object(clause) {
                    clauses.push(self.clause(clause));
                }
            }
            groups.push(Group { name: self.text(group, "name"), clauses, span: group.span() });
        }
        groups
    }

    fn clause(&mut self, node: Node<'_>) -> Clause {
        self.no_others(node, "a filter clause", CLAUSE);
        let operand = present(node, "targetOperand");
        let mut values = Vec::new();
        if let Some(operand) = operand.filter(|operand| self.is_object(*operand)) {
            self.no_others(operand, "a filter operand", OPERAND);
            for value in self.items(operand, "values") {
                values.extend(self.text_of(value));
            }
        }
        Clause {
            attribute: self.text_or_empty(node, "sourceOperandName"),
            operator: self.text_or_empty(node, "operatorName"),
            values,
            any_value: self.any_value(node),
            span: node.span(),
        }
    }

    fn any_value(&mut self, node: Node<'_>) -> bool {
        let Some(Located { value, location }) = self.text(node, "multivaluedComparisonType") else { return false };
        let any = value.eq_ignore_ascii_case("Any");
        if !any && !value.eq_ignore_ascii_case("All") {
            self.unknown_word("multivaluedComparisonType", &value, location.span, &["All", "Any"]);
        }
        any
    }

    /// Reports the unknown properties of a filter. Annotations have an `@`.
    fn no_others(&mut self, node: Node<'_>, owner: &str, known: &[&str]) {
        for (key, _) in node.members() {
            let is_read = |known: &&str| node.member(known).is_some_and(|(found, _)| found.span() == key.span());
            let is_known = |name: &str| known.contains(&name) || name == OF_CMDLETS || known.iter().any(is_read);
            let Some(name) = key.text().filter(|name| !name.contains('@') && !is_known(name)) else { continue };
            self.report(registry::ignored_property(key.span(), &name, owner, &suggest::list(known)));
        }
    }
}

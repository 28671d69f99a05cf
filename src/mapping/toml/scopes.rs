//! `[[scope]]` and `[[input-scope]]`: groups of clauses, `clauses = [{ attribute = …, operator = …, values = […] }]`.
//! Whether there is such an operator, and whether its operands fit, is not looked at here.

use super::super::model::Located;
use super::super::scope::{Clause, Group, Scope};
use super::values::{Table, TomlReader};

const GROUP: &[&str] = &["name", "clauses"];
const CLAUSE: &[&str] = &["attribute", "operator", "values", "multivalued"];

impl<'t> TomlReader<'t> {
    pub fn scope(&mut self, object: Table<'_, 't>) -> Option<Scope> {
        let groups = self.groups(object, "scope", "scope");
        let input_groups = self.groups(object, "input-scope", "input-scope");
        let span = groups.iter().chain(&input_groups).map(|group| group.span).reduce(|whole, group| whole.to(group))?;
        Some(Scope { groups, input_groups, category_groups: None, span })
    }

    fn groups(&mut self, object: Table<'_, 't>, key: &str, name: &'static str) -> Vec<Group> {
        let mut groups = Vec::new();
        for group in self.tables(object, key, name) {
            self.only(group, GROUP);
            let mut clauses = Vec::new();
            for clause in self.tables(group, "clauses", "clause") {
                clauses.push(self.clause(clause));
            }
            groups.push(Group { name: self.text(group, "name"), clauses, span: group.span });
        }
        groups
    }

    fn clause(&mut self, table: Table<'_, 't>) -> Clause {
        self.only(table, CLAUSE);
        let nowhere = || Located::plain(String::new(), table.span);
        let (attribute, operator) = (self.text(table, "attribute"), self.text(table, "operator"));
        let any_value = self.word(table, "multivalued", &[(false, &["All", "all"]), (true, &["Any", "any"])]);
        Clause {
            attribute: attribute.unwrap_or_else(nowhere),
            operator: operator.unwrap_or_else(nowhere),
            values: self.scalars(table, "values"),
            any_value: any_value.unwrap_or(false),
            span: table.span,
        }
    }
}

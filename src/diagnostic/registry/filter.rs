//! Diagnostics about scoping filters.

use super::diagnostics;

diagnostics! {
    /// Scoping filters do not have this operator. Case, spaces and underscores do not matter.
    ///
    /// | clause                                                                   | raises             |
    /// |--------------------------------------------------------------------------|--------------------|
    /// | `{ attribute = "country", operator = "EQUAL TO", values = ["NZ"] }`      | `unknown-operator` |
    /// | `{ attribute = "country", operator = "equals", values = ["NZ"] }`        | –                  |
    /// | `{ attribute = "country", operator = "Greater Than", values = ["1"] }`   | –                  |
    Error unknown_operator(operator: &str, help: String):
        "scoping filters have no operator `{operator}`",
        help help;

    /// An operator that compares has no value to compare with. The clause is never true.
    ///
    /// | clause                                             | raises                   |
    /// |----------------------------------------------------|--------------------------|
    /// | `{ attribute = "country", operator = "EQUALS" }`   | `operator-without-value` |
    /// | `{ attribute = "country", operator = "IS NULL" }`  | –                        |
    Error operator_without_value(operator: &str):
        "`{operator}` compares with a value, but the clause has none",
        help "add `values`, or use IS NULL or IS NOT NULL";

    /// An operator that tests only the attribute has values. They are ignored.
    ///
    /// | clause                                                               | raises                |
    /// |----------------------------------------------------------------------|-----------------------|
    /// | `{ attribute = "accountEnabled", operator = "IS TRUE", values = ["x"] }` | `operator-with-value` |
    /// | `{ attribute = "accountEnabled", operator = "IS TRUE", values = [] }`    | –                     |
    Warning operator_with_value(operator: &str):
        "`{operator}` takes no value",
        help "remove the values";

    /// A value must be an integer, but is not. No record matches it.
    ///
    /// | clause                                                            | raises                 |
    /// |-------------------------------------------------------------------|------------------------|
    /// | `{ attribute = "level", operator = "Greater_Than", values = ["high"] }` | `operand-not-integer` |
    /// | `{ attribute = "level", operator = "Greater_Than", values = ["3"] }`    | –                     |
    /// | `{ attribute = "flags", operator = "&", values = ["&H10"] }`            | –                     |
    Error operand_not_integer(operator: &str, found: &str):
        "`{operator}` compares integers, `{found}` is not an integer";

    /// The regular expression of a clause cannot be read. No record matches it.
    ///
    /// | clause                                                               | raises               |
    /// |----------------------------------------------------------------------|----------------------|
    /// | `{ attribute = "mail", operator = "REGEX MATCH", values = ["(abc"] }` | `bad-filter-pattern` |
    /// | `{ attribute = "mail", operator = "REGEX MATCH", values = ["^abc"] }` | –                    |
    Error bad_filter_pattern(pattern: &str, why: &str):
        "the regular expression `{pattern}` cannot be read: {why}";

    /// A clause does not name the attribute that it tests. It is never true.
    ///
    /// | clause                                      | raises                     |
    /// |---------------------------------------------|----------------------------|
    /// | `{ operator = "EQUALS", values = ["NZ"] }`  | `clause-without-attribute` |
    /// | `{ attribute = "c", operator = "EQUALS", values = ["NZ"] }` | –          |
    Error clause_without_attribute(key: &str):
        "the clause has no attribute",
        help format!("name it with `{key}`");

    /// A group without clauses is true for every record, and so is the filter that it belongs to.
    ///
    /// | toml                                | raises               |
    /// |-------------------------------------|----------------------|
    /// | `scope = [{ clauses = [] }]`        | `empty-filter-group` |
    /// | `scope = [{ clauses = [{ attribute = "a", operator = "IS NULL" }] }]` | – |
    Warning empty_filter_group():
        "the group has no clauses and matches every record",
        help "remove the group, or add a clause";

    /// Category filter groups are an experimental feature of the service whose meaning is not published. They are not
    /// evaluated.
    ///
    /// | json                                                                     | raises                   |
    /// |--------------------------------------------------------------------------|--------------------------|
    /// | `{"attributeMappings": [], "scope": {"categoryFilterGroups": [{"name": "a"}]}}` | `category-filter-ignored` |
    /// | `{"attributeMappings": [], "scope": {"categoryFilterGroups": []}}`       | –                        |
    Warning category_filter_ignored():
        "category filter groups are not evaluated",
        help "records that only they exclude are reported as in scope";

    /// A regular expression of a filter took too many steps on a record. The record is not mapped.
    Error filter_match_failed(attribute: &str, why: &str):
        "the filter on `{attribute}` cannot be evaluated: {why}";
}

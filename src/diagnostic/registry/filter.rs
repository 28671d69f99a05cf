//! Diagnostics about scoping filters.

use super::diagnostics;

diagnostics! {
    /// An operator that scoping filters do not have. Case, blanks and underscores do not matter.
    ///
    /// | clause                                                                   | raises             |
    /// |--------------------------------------------------------------------------|--------------------|
    /// | `{ attribute = "country", operator = "EQUAL TO", values = ["NZ"] }`      | `unknown-operator` |
    /// | `{ attribute = "country", operator = "equals", values = ["NZ"] }`        | –                  |
    /// | `{ attribute = "country", operator = "Greater Than", values = ["1"] }`   | –                  |
    Error unknown_operator(operator: &str, help: String):
        "scoping filters have no operator `{operator}`",
        help help;

    /// An operator that compares has nothing to compare with. The clause never holds.
    ///
    /// | clause                                             | raises                   |
    /// |----------------------------------------------------|--------------------------|
    /// | `{ attribute = "country", operator = "EQUALS" }`   | `operator-without-value` |
    /// | `{ attribute = "country", operator = "IS NULL" }`  | –                        |
    Error operator_without_value(operator: &str):
        "`{operator}` compares with a value, and none is given",
        help "give `values`, or test with IS NULL or IS NOT NULL";

    /// An operator that looks at the attribute alone is given values. They are ignored.
    ///
    /// | clause                                                               | raises                |
    /// |----------------------------------------------------------------------|-----------------------|
    /// | `{ attribute = "accountEnabled", operator = "IS TRUE", values = ["x"] }` | `operator-with-value` |
    /// | `{ attribute = "accountEnabled", operator = "IS TRUE", values = [] }`    | –                     |
    Warning operator_with_value(operator: &str):
        "`{operator}` takes no value",
        help "remove the values";

    /// A value that has to be a whole number is not. Nothing compares with it.
    ///
    /// | clause                                                            | raises                 |
    /// |-------------------------------------------------------------------|------------------------|
    /// | `{ attribute = "level", operator = "Greater_Than", values = ["high"] }` | `operand-not-integer` |
    /// | `{ attribute = "level", operator = "Greater_Than", values = ["3"] }`    | –                     |
    /// | `{ attribute = "flags", operator = "&", values = ["&H10"] }`            | –                     |
    Error operand_not_integer(operator: &str, found: &str):
        "`{operator}` compares whole numbers, `{found}` is none";

    /// The regular expression of a clause cannot be had. Nothing matches it.
    ///
    /// | clause                                                               | raises               |
    /// |----------------------------------------------------------------------|----------------------|
    /// | `{ attribute = "mail", operator = "REGEX MATCH", values = ["(abc"] }` | `bad-filter-pattern` |
    /// | `{ attribute = "mail", operator = "REGEX MATCH", values = ["^abc"] }` | –                    |
    Error bad_filter_pattern(pattern: &str, why: &str):
        "the regular expression `{pattern}` cannot be read: {why}";

    /// A clause does not say which attribute it tests. It never holds.
    ///
    /// | clause                                      | raises                     |
    /// |---------------------------------------------|----------------------------|
    /// | `{ operator = "EQUALS", values = ["NZ"] }`  | `clause-without-attribute` |
    /// | `{ attribute = "c", operator = "EQUALS", values = ["NZ"] }` | –          |
    Error clause_without_attribute(key: &str):
        "the clause names no attribute",
        help format!("name it with `{key}`");

    /// A group without clauses holds for every record, and so does the filter that it belongs to.
    ///
    /// | toml                                | raises               |
    /// |-------------------------------------|----------------------|
    /// | `scope = [{ clauses = [] }]`        | `empty-filter-group` |
    /// | `scope = [{ clauses = [{ attribute = "a", operator = "IS NULL" }] }]` | – |
    Warning empty_filter_group():
        "the group has no clauses and lets every record in",
        help "remove the group, or give it a clause";

    /// Category filter groups are an experiment of the service whose meaning is not published. They are not evaluated.
    ///
    /// | json                                                                     | raises                   |
    /// |--------------------------------------------------------------------------|--------------------------|
    /// | `{"attributeMappings": [], "scope": {"categoryFilterGroups": [{"name": "a"}]}}` | `category-filter-ignored` |
    /// | `{"attributeMappings": [], "scope": {"categoryFilterGroups": []}}`       | –                        |
    Warning category_filter_ignored():
        "category filter groups are not evaluated",
        help "records that only they keep out are reported as in scope";

    /// A regular expression of a filter took too many steps on a record. The record is not mapped.
    Error filter_match_failed(attribute: &str, why: &str):
        "the filter on `{attribute}` cannot be decided: {why}";
}

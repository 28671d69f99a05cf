//! Lints about scoping filters.

use super::diagnostics;

diagnostics! {
    /// An operator does not go with the type of its attribute.
    ///
    /// | toml                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "city", operator = "IS TRUE" }] }] }]` | `filter-type` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "accountEnabled", operator = "REGEX MATCH", values = ["^T"] }] }] }]` | `filter-type` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "accountEnabled", operator = "IS TRUE" }] }] }]` | – |
    Warning filter_type(operator: &str, attribute: &str, kind: &str): "{operator} is not for `{attribute}`, which is of the type {kind}";

    /// A clause that excludes a value also keeps out everybody who has none.
    ///
    /// An absent value satisfies IS NULL and no other operator, NOT EQUALS and NOT REGEX MATCH included.
    ///
    /// | toml                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "city", operator = "NOT EQUALS", values = ["Rome"] }] }] }]` | `filter-misses-absent` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "userPrincipalName", operator = "NOT EQUALS", values = ["a"] }] }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "city", operator = "NOT EQUALS", values = ["Rome"] }] }, { clauses = [{ attribute = "city", operator = "IS NULL" }] }] }]` | – |
    Info filter_misses_absent(operator: &str, attribute: &str): "who has no `{attribute}` does not satisfy {operator} and is out of scope",
        help "add a second group with IS NULL where they should be in scope";

    /// A regular expression of a filter matches anywhere in the value.
    ///
    /// `sales` also matches `presales team`. `^` and `$` stand for the beginning and the end.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `scope = [{ clauses = [{ attribute = "mail", operator = "REGEX MATCH", values = ["contoso.com"] }] }]` | `unanchored-filter` |
    /// | `scope = [{ clauses = [{ attribute = "mail", operator = "REGEX MATCH", values = ["@contoso\\.com$"] }] }]` | –      |
    Info unanchored_filter(pattern: &str): "`{pattern}` matches anywhere in the value", help "write `^` before or `$` behind it";

    /// An attribute that the service does not support in scoping filters.
    ///
    /// | toml                                                                              | raises                         |
    /// |-----------------------------------------------------------------------------------|--------------------------------|
    /// | `scope = [{ clauses = [{ attribute = "manager", operator = "IS NOT NULL" }] }]`   | `unsupported-filter-attribute` |
    /// | `scope = [{ clauses = [{ attribute = "department", operator = "IS NOT NULL" }] }]` | –                             |
    Warning unsupported_filter_attribute(attribute: &str): "scoping filters do not support `{attribute}`",
        help "known are limits for `appRoleAssignments`, `userType`, `manager`, group members, dates and their like";

    /// A clause tests an attribute of several values.
    ///
    /// | toml                                                                              | raises               |
    /// |-----------------------------------------------------------------------------------|----------------------|
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "otherMails", operator = "IS NOT NULL" }] }] }]` | `multivalued-filter` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "mail", operator = "IS NOT NULL" }] }] }]` | – |
    Warning multivalued_filter(attribute: &str): "scoping filters do not support `{attribute}`, which may have several values";

    /// The clauses of a group exclude each other, and nobody satisfies all of them.
    ///
    /// Alternatives stand in groups of their own, or among the values of one clause.
    ///
    /// | toml                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["Rome"] }, { attribute = "city", operator = "EQUALS", values = ["Oslo"] }] }]` | `contradictory-filter` |
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "IS NULL" }, { attribute = "city", operator = "EQUALS", values = ["Oslo"] }] }]` | `contradictory-filter` |
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["Rome"] }] }, { clauses = [{ attribute = "city", operator = "EQUALS", values = ["Oslo"] }] }]` | – |
    Warning contradictory_filter(attribute: &str): "nothing that `{attribute}` can be satisfies this clause and an earlier one of the group",
        help "put alternatives into groups of their own";

    /// A value of a filter begins or ends with a blank.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["Rome "] }] }]` | `filter-value-blanks` |
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["New York"] }] }]` | –           |
    Warning filter_value_blanks(value: &str): "the value `{value}` has a blank at its edge", help "remove the blank";
}

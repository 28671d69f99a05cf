//! Lints about scoping filters.

use super::diagnostics;

diagnostics! {
    /// An operator does not fit the type of its attribute.
    ///
    /// | toml                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "city", operator = "IS TRUE" }] }] }]` | `filter-type` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "accountEnabled", operator = "REGEX MATCH", values = ["^T"] }] }] }]` | `filter-type` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "accountEnabled", operator = "IS TRUE" }] }] }]` | – |
    Warning filter_type(operator: &str, attribute: &str, kind: &str):
        "`{operator}` does not fit `{attribute}`, which has the type {kind}";

    /// A clause that excludes a value also excludes objects without a value.
    ///
    /// An absent value satisfies IS NULL and no other operator, NOT EQUALS and NOT REGEX MATCH included.
    ///
    /// | toml                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "city", operator = "NOT EQUALS", values = ["Rome"] }] }] }]` | `filter-misses-absent` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "userPrincipalName", operator = "NOT EQUALS", values = ["a"] }] }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "city", operator = "NOT EQUALS", values = ["Rome"] }] }, { clauses = [{ attribute = "city", operator = "IS NULL" }] }] }]` | – |
    Info filter_misses_absent(operator: &str, attribute: &str):
        "objects without `{attribute}` do not satisfy `{operator}` and are out of scope",
        help "add a second group with IS NULL if they should be in scope";

    /// A regular expression of a filter matches anywhere in the value.
    ///
    /// `sales` also matches `presales team`. `^` and `$` stand for the beginning and the end.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `scope = [{ clauses = [{ attribute = "mail", operator = "REGEX MATCH", values = ["contoso.com"] }] }]` | `unanchored-filter` |
    /// | `scope = [{ clauses = [{ attribute = "mail", operator = "REGEX MATCH", values = ["@contoso\\.com$"] }] }]` | –      |
    Info unanchored_filter(pattern: &str):
        "`{pattern}` matches anywhere in the value",
        help "add `^` at its beginning or `$` at its end";

    /// The service does not support the attribute in scoping filters.
    ///
    /// | toml                                                                              | raises                         |
    /// |-----------------------------------------------------------------------------------|--------------------------------|
    /// | `scope = [{ clauses = [{ attribute = "manager", operator = "IS NOT NULL" }] }]`   | `unsupported-filter-attribute` |
    /// | `scope = [{ clauses = [{ attribute = "department", operator = "IS NOT NULL" }] }]` | –                             |
    Warning unsupported_filter_attribute(attribute: &str): "scoping filters do not support `{attribute}`",
        help "limits are known for `appRoleAssignments`, `userType`, `manager`, group members, dates and the like";

    /// A clause tests a multi-valued attribute.
    ///
    /// | toml                                                                              | raises               |
    /// |-----------------------------------------------------------------------------------|----------------------|
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "otherMails", operator = "IS NOT NULL" }] }] }]` | `multivalued-filter` |
    /// | `object = [{ source = { schema = "entra:User" }, scope = [{ clauses = [{ attribute = "mail", operator = "IS NOT NULL" }] }] }]` | – |
    Warning multivalued_filter(attribute: &str): "scoping filters do not support `{attribute}`, which is multi-valued";

    /// The clauses of a group exclude each other, so no record satisfies all of them.
    ///
    /// Put alternatives in separate groups, or in the values of one clause.
    ///
    /// | toml                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["Rome"] }, { attribute = "city", operator = "EQUALS", values = ["Oslo"] }] }]` | `contradictory-filter` |
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "IS NULL" }, { attribute = "city", operator = "EQUALS", values = ["Oslo"] }] }]` | `contradictory-filter` |
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["Rome"] }] }, { clauses = [{ attribute = "city", operator = "EQUALS", values = ["Oslo"] }] }]` | – |
    Warning contradictory_filter(attribute: &str):
        "no value of `{attribute}` satisfies this clause and an earlier one of the group",
        help "put alternatives in separate groups";

    /// A value of a filter begins or ends with a space.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["Rome "] }] }]` | `filter-value-blanks` |
    /// | `scope = [{ clauses = [{ attribute = "city", operator = "EQUALS", values = ["New York"] }] }]` | –           |
    Warning filter_value_blanks(value: &str):
        "the value `{value}` begins or ends with a space",
        help "remove the space";
}

//! Findings about what flows where: results and the order to leave an attribute as it is.

use super::catalogue;

catalogue! {
    /// The order to skip an attribute is given inside another call, where it counts as no value.
    ///
    /// | expression                                          | raises             |
    /// |-----------------------------------------------------|--------------------|
    /// | `Append(IgnoreFlowIfNullOrEmpty([mail]), "x")`      | `skip-inside-call` |
    /// | `IgnoreFlowIfNullOrEmpty(Append([mail], "x"))`      | –                  |
    Warning skip_inside_call(): "the order to skip the attribute is lost inside a call", help "put `IgnoreFlowIfNullOrEmpty` around the whole expression";
}

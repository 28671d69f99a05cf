//! Findings while an expression runs: faults. Their messages name places of the mapping, never values of the record.

use super::catalogue;

catalogue! {
    /// An argument has several values where the function takes one.
    ///
    /// | expression       | record                  | raises           |
    /// |------------------|-------------------------|------------------|
    /// | `ToLower([mails])` | `{"mails": ["A", "B"]}` | `several-values` |
    /// | `ToLower([mails])` | `{"mails": ["A"]}`      | –                |
    Error several_values(function: &str, parameter: &str, count: usize):
        "`{parameter}` of `{function}` takes one value, the record has {count}",
        help "take one with `Item(…, 1)` or join them with `Join(\",\", …)`";

    /// An argument is not of the kind that the function takes.
    ///
    /// | expression           | record           | raises       |
    /// |----------------------|------------------|--------------|
    /// | `Left("abc", [n])`   | `{"n": "two"}`   | `wrong-kind` |
    /// | `Left("abc", [n])`   | `{"n": "2"}`     | –            |
    Error wrong_kind(function: &str, parameter: &str, expected: &str, found: &str):
        "`{parameter}` of `{function}` takes {expected}, but the record has {found} that cannot be read as such";

    /// A text grew beyond the limit of the run.
    Error text_too_long(limit: usize):
        "the result would be longer than {limit} bytes",
        help "the limit keeps a mapping from using up the memory; it can be raised where the program is run";
}

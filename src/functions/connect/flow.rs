//! Functions of Entra Connect Sync that are about the flow itself: what was imported, errors, new GUIDs.

use super::types::{Many, Message};
use crate::diagnostic::{EvalError, registry};
use crate::functions::declare::functions;
use crate::functions::parameter::Values;
use crate::functions::shared::random::guid;
use crate::functions::{CallError, Host, Scope};
use crate::text::Span;

functions! {
    /// Stops the object with an error.
    ///
    /// The message is shown where it is written out in the expression; one that is computed may have values of the record in
    /// it, and is a value of the record.
    ///
    /// | expression                                    | record            | dialect | gives        |
    /// |-----------------------------------------------|-------------------|---------|--------------|
    /// | `IIF(IsPresent([sn]), [sn], Error("no name"))` | `{}`             | connect | raised-error |
    /// | `IIF(IsPresent([sn]), [sn], Error("no name"))` | `{"sn": "Ada"}`  | connect | `"Ada"`      |
    #[languages(CONNECT)]
    fn Error<'r>(message: Message<'r>) -> Result<Many<'r>, CallError> {
        let mut diagnostic = registry::raised_error(Span::default());
        if message.is_constant && !message.text.is_empty() {
            diagnostic.message = format!("{}: {}", diagnostic.message, message.text);
        }
        Err(CallError::Call(Box::new(diagnostic.with_value(message.text))))
    }

    /// The values of an attribute as they were imported last.
    ///
    /// Here that are the values of the record. The name is a string, and not in brackets.
    ///
    /// | expression                                          | record                            | dialect | gives        |
    /// |-----------------------------------------------------|-----------------------------------|---------|--------------|
    /// | `ImportedValue("mail")`                             | `{"mail": "a@b.org"}`             | connect | `"a@b.org"`  |
    /// | `ImportedValue("mail")`                             | `{}`                              | connect | absent       |
    /// | `RemoveDuplicates(Trim(ImportedValue("proxyAddresses")))` | `{"proxyAddresses": ["a ", "a", "b"]}` | connect | `["a", "b"]` |
    #[languages(CONNECT)]
    #[properties(NamesAttribute, KeepsType)]
    fn ImportedValue<'r>(attribute: Many<'r>) -> Many<'r> {
        attribute
    }

    /// The number of values of an attribute, which are not loaded for it.
    ///
    /// The name is a string, and not in brackets. 0 without a value.
    ///
    /// | expression             | record                    | dialect | gives |
    /// |------------------------|---------------------------|---------|-------|
    /// | `ValueCount("member")` | `{"member": ["CN=a", "CN=b"]}` | connect | `2` |
    /// | `ValueCount("member")` | `{}`                      | connect | `0`   |
    #[languages(CONNECT)]
    #[properties(NamesAttribute, NeverNegative)]
    fn ValueCount<'r>(attribute: Values<'r>) -> i64 {
        i64::try_from(attribute.0.len()).unwrap_or(i64::MAX)
    }

    /// A new GUID.
    ///
    /// In lower case with hyphens, version 4. It is always the same for the same record and the same call.
    ///
    /// | expression           | record | dialect | gives |
    /// |----------------------|--------|---------|-------|
    /// | `Len(Guid())`        | `{}`   | connect | `36`  |
    /// | `Mid(Guid(), 15, 1)` | `{}`   | connect | `"4"` |
    #[languages(CONNECT)]
    #[aliases(
        "NewGuid()" => "Guid()",
        "NewId()" => "Guid()",
    )]
    #[properties(Varies)]
    fn Guid<'r>(scope: &'r Scope<'r>, host: &'r dyn Host) -> Result<&'r str, EvalError> {
        guid(scope, host)
    }
}

//! Lints about when values flow: ignore flow, random values, the current time.

use super::diagnostics;

diagnostics! {
    /// A keyword ignores the flow of the attribute or the object.
    ///
    /// Only Microsoft's guide for Workday shows it; the function reference does not mention it.
    ///
    /// | expression                                         | raises             |
    /// |----------------------------------------------------|--------------------|
    /// | `IIF([a]="b", [c], IgnoreAttributeFlow)`           | `undocumented-word` |
    /// | `IgnoreFlowIfNullOrEmpty([c])`                     | –                  |
    Info undocumented_word(word: &str): "`{word}` is not in the function reference",
        help "`IgnoreFlowIfNullOrEmpty(…)` around the whole expression is documented";

    /// A new value is generated at every synchronization.
    ///
    /// With the flow type `Always` the target changes each time. Passwords and identifiers are generated when the
    /// object is created.
    ///
    /// | toml                                                                       | raises           |
    /// |----------------------------------------------------------------------------|------------------|
    /// | `attribute = [{ target = "externalId", value = "Guid()" }]`                | `changing-value` |
    /// | `attribute = [{ target = "a", value = 'FormatDateTime(Now(), , , "yyyy")' }]` | `changing-value` |
    /// | `attribute = [{ target = "externalId", value = "Guid()", flow = "only-on-create" }]` | –       |
    /// | `attribute = [{ target = "a", value = 'IIF(DateDiff("d", Now(), CDate([b])) > 0, "x", "y")' }]` | – |
    Warning changing_value(function: &str):
        "`{function}` returns another value at every synchronization, and the mapping always flows",
        help "let it flow only on creation: `\"flowType\": \"ObjectAddOnly\"`, in TOML `flow = \"only-on-create\"`";
}

//! Lints about what flows when: skips, chance, the present.

use super::diagnostics;

diagnostics! {
    /// A bare word orders to skip the attribute or the object.
    ///
    /// Only Microsoft's guide for Workday shows it; the reference of functions does not know it.
    ///
    /// | expression                                         | raises             |
    /// |----------------------------------------------------|--------------------|
    /// | `IIF([a]="b", [c], IgnoreAttributeFlow)`           | `undocumented-word` |
    /// | `IgnoreFlowIfNullOrEmpty([c])`                     | –                  |
    Info undocumented_word(word: &str): "`{word}` is not in the reference of functions",
        help "`IgnoreFlowIfNullOrEmpty(…)` around the whole expression is documented";

    /// A value is drawn anew at every synchronization.
    ///
    /// With the flow type `Always` the target changes each time. Passwords and identifiers are drawn when the object is
    /// created.
    ///
    /// | toml                                                                       | raises           |
    /// |----------------------------------------------------------------------------|------------------|
    /// | `attribute = [{ target = "externalId", value = "Guid()" }]`                | `changing-value` |
    /// | `attribute = [{ target = "a", value = 'FormatDateTime(Now(), , , "yyyy")' }]` | `changing-value` |
    /// | `attribute = [{ target = "externalId", value = "Guid()", flow = "only-on-create" }]` | –       |
    /// | `attribute = [{ target = "a", value = 'IIF(DateDiff("d", Now(), CDate([b])) > 0, "x", "y")' }]` | – |
    Warning changing_value(function: &str): "`{function}` gives another value at every synchronization, and the mapping always flows",
        help "let it flow on creation only: `\"flowType\": \"ObjectAddOnly\"`, in TOML `flow = \"only-on-create\"`";
}

//! Lints about attribute mappings: defaults, types, and what a file states twice.

use super::diagnostics;

diagnostics! {
    /// An attribute mapping has neither a source nor a default. It does nothing.
    ///
    /// | json                                                                       | raises         |
    /// |----------------------------------------------------------------------------|----------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": null}]}`    | `dead-mapping` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": null, "defaultValue": "b"}]}` | – |
    Warning dead_mapping(target: &str): "nothing flows to `{target}`: there is neither a source nor a default",
        help "add a source or a default, or remove the attribute mapping";

    /// A default replaces a value that may be absent. It is used only when the object is created.
    ///
    /// If the value becomes absent later, the target keeps its old value.
    ///
    /// | toml                                                                              | raises             |
    /// |-----------------------------------------------------------------------------------|--------------------|
    /// | `attribute = [{ target = "a", value = "[b]", default = "none" }]`                 | `default-on-create` |
    /// | `attribute = [{ target = "a", value = 'Coalesce([b], "none")' }]`                 | –                  |
    /// | `attribute = [{ target = "a", value = "[b]", default = "none", flow = "only-on-create" }]` | –         |
    Info default_on_create(target: &str): "the default of `{target}` is used only on creation",
        help "write `Coalesce(…, \"…\")` if it should also apply to updates";

    /// An attribute mapping has a default, but its source always has a value.
    ///
    /// | toml                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `attribute = [{ target = "a", value = 'Coalesce([b], "none")', default = "c" }]`  | `unused-default` |
    /// | `attribute = [{ target = "a", value = "[b]", default = "c" }]`                    | –                |
    Info unused_default(target: &str): "the default of `{target}` is never used: its source always has a value";

    /// The text of the expression and the parameter tree next to it differ.
    ///
    /// Usually one of them was edited by hand. attrflow uses the text.
    ///
    /// | json                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "ToLower", "expression": "ToLower([b])", "parameters": [{"key": "source", "value": {"type": "Attribute", "name": "c", "expression": "[c]"}}]}}]}` | `tree-disagrees` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "ToLower", "expression": "ToLower( [b] )", "parameters": [{"key": "source", "value": {"type": "Attribute", "name": "b", "expression": "[b]"}}]}}]}` | – |
    Warning tree_disagrees(stored: &str): "the parameters next to the expression are those of `{stored}`",
        help "remove `parameters`, or create them again from the expression";

    /// The type of an attribute mapping is not that of its expression.
    ///
    /// | json                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Attribute", "name": "b", "expression": "ToLower([b])"}}]}` | `kind-disagrees` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "b", "expression": "[b]"}}]}` | `kind-disagrees` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Attribute", "name": "b", "expression": "[b]"}}]}` | – |
    Warning kind_disagrees(said: &str, is: &str): "the type is `{said}`, but the expression has the type `{is}`",
        help format!("write `\"type\": \"{is}\"`");

    /// The source is an attribute that cannot be read.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { attributes = { pin = { type = "String", mutability = "write-only" } } }, attribute = [{ target = "a", value = "[pin]" }] }]` | `write-only-source` |
    /// | `object = [{ source = { attributes = { pin = { type = "String", mutability = "read-only" } } }, attribute = [{ target = "a", value = "[pin]" }] }]` | – |
    Warning write_only_source(attribute: &str): "`[{attribute}]` is write-only and cannot be read";

    /// Two addresses are marked as primary. Only one can be: it begins with `SMTP:`, the others begin with `smtp:`.
    ///
    /// | expression                                                                        | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `Split(Join(",", Append("SMTP:", [mail]), Append("SMTP:", [otherMail])), ",")`    | `two-primary-addresses` |
    /// | `Split(Join(",", Append("SMTP:", [mail]), Append("smtp:", [otherMail])), ",")`    | –                   |
    Warning two_primary_addresses(): "a second address begins with `SMTP:`, which marks the primary one",
        help "begin the others with `smtp:`";
}

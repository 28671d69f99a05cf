//! Lints about attribute mappings as such: defaults, kinds, and what a file says twice.

use super::diagnostics;

diagnostics! {
    /// An attribute mapping has neither a source nor a default. It does nothing.
    ///
    /// | json                                                                       | raises         |
    /// |----------------------------------------------------------------------------|----------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": null}]}`    | `dead-mapping` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": null, "defaultValue": "b"}]}` | – |
    Warning dead_mapping(target: &str): "nothing flows to `{target}`: there is neither a source nor a default",
        help "give it a source or a default, or remove it";

    /// A default stands in for a value that may be absent. It is used when the object is created, and never again.
    ///
    /// When the value goes later, the target keeps what it has.
    ///
    /// | toml                                                                              | raises             |
    /// |-----------------------------------------------------------------------------------|--------------------|
    /// | `attribute = [{ target = "a", value = "[b]", default = "none" }]`                 | `default-on-create` |
    /// | `attribute = [{ target = "a", value = 'Coalesce([b], "none")' }]`                 | –                  |
    /// | `attribute = [{ target = "a", value = "[b]", default = "none", flow = "only-on-create" }]` | –         |
    Info default_on_create(target: &str): "the default of `{target}` is used on creation only",
        help "write `Coalesce(…, \"…\")` where it should hold for updates too";

    /// A default stands beside a source that always has a value.
    ///
    /// | toml                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `attribute = [{ target = "a", value = 'Coalesce([b], "none")', default = "c" }]`  | `unused-default` |
    /// | `attribute = [{ target = "a", value = "[b]", default = "c" }]`                    | –                |
    Info unused_default(target: &str): "the default of `{target}` is never used: its source always has a value";

    /// The expression's text and the parameter tree beside it say different things.
    ///
    /// Usually one of them was edited by hand. The text is what counts here.
    ///
    /// | json                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "ToLower", "expression": "ToLower([b])", "parameters": [{"key": "source", "value": {"type": "Attribute", "name": "c", "expression": "[c]"}}]}}]}` | `tree-disagrees` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "ToLower", "expression": "ToLower( [b] )", "parameters": [{"key": "source", "value": {"type": "Attribute", "name": "b", "expression": "[b]"}}]}}]}` | – |
    Warning tree_disagrees(stored: &str): "the parameters beside the expression say `{stored}`",
        help "remove `parameters`, or write them again from the expression";

    /// An attribute mapping says that it is of another kind than its expression.
    ///
    /// | json                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Attribute", "name": "b", "expression": "ToLower([b])"}}]}` | `kind-disagrees` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Function", "name": "b", "expression": "[b]"}}]}` | `kind-disagrees` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"type": "Attribute", "name": "b", "expression": "[b]"}}]}` | – |
    Warning kind_disagrees(said: &str, is: &str): "the type is `{said}`, the expression is of the type `{is}`",
        help format!("write `\"type\": \"{is}\"`");

    /// An attribute that is never read is the source.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { attributes = { pin = { type = "String", mutability = "write-only" } } }, attribute = [{ target = "a", value = "[pin]" }] }]` | `write-only-source` |
    /// | `object = [{ source = { attributes = { pin = { type = "String", mutability = "read-only" } } }, attribute = [{ target = "a", value = "[pin]" }] }]` | – |
    Warning write_only_source(attribute: &str): "`[{attribute}]` can be written and not read";

    /// Two primary addresses are put together. There is one: `SMTP:` in capitals; the others begin with `smtp:`.
    ///
    /// | expression                                                                        | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `Split(Join(",", Append("SMTP:", [mail]), Append("SMTP:", [otherMail])), ",")`    | `two-primary-addresses` |
    /// | `Split(Join(",", Append("SMTP:", [mail]), Append("smtp:", [otherMail])), ",")`    | –                   |
    Warning two_primary_addresses(): "a second address begins with `SMTP:`, which marks the primary one",
        help "begin the others with `smtp:`";
}

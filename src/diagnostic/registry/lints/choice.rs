//! Lints about `Switch`, `IIF` and `Coalesce`.

use super::diagnostics;

diagnostics! {
    /// `Switch` has the same key twice. The second is never reached.
    ///
    /// | expression                                         | raises          |
    /// |----------------------------------------------------|-----------------|
    /// | `Switch([a], , "x", "1", "y", "2", "x", "3")`      | `duplicate-key` |
    /// | `Switch([a], , "x", "1", "X", "1")`                | –               |
    Warning duplicate_key(key: &str):
        "the key `{key}` is used twice, the second is never reached",
        help "remove one of the two";

    /// Two keys of `Switch` differ only in case and have different values.
    ///
    /// Keys are compared exactly. That may be intended; often one of the two was forgotten when the other was changed.
    ///
    /// | expression                                  | raises           |
    /// |---------------------------------------------|------------------|
    /// | `Switch([a], , "usa", "1", "USA", "2")`     | `case-only-keys` |
    /// | `Switch([a], , "usa", "1", "USA", "1")`     | –                |
    Warning case_only_keys(key: &str, other: &str):
        "the keys `{other}` and `{key}` differ only in case, but have different values",
        help "compare in one case: `Switch(ToLower([source]), …)`";

    /// A key of `Switch` begins or ends with a space, and only a source with the same space equals it.
    ///
    /// | expression                                  | raises       |
    /// |---------------------------------------------|--------------|
    /// | `Switch([a], , "NZ ", "New Zealand")`       | `key-blanks` |
    /// | `Switch([a], , "NZ", "New Zealand")`        | –            |
    Warning key_blanks(key: &str): "the key `{key}` begins or ends with a space", help "remove the space";

    /// A key of `Switch` never equals the source.
    ///
    /// The result of `ToLower` has no capital letters; a Boolean is `True` or `False`, in exactly that case.
    ///
    /// | expression                                            | raises            |
    /// |-------------------------------------------------------|-------------------|
    /// | `Switch(ToLower([a]), , "NZ", "New Zealand")`         | `unreachable-key` |
    /// | `Switch(ToUpper([a]), , "nz", "New Zealand")`         | `unreachable-key` |
    /// | `Switch(Not([a]), , "true", "yes")`                   | `unreachable-key` |
    /// | `Switch(Len([a]), , "three", "yes")`                  | `unreachable-key` |
    /// | `Switch(ToLower([a]), , "nz", "New Zealand")`         | –                 |
    /// | `Switch(Not([a]), , "True", "yes")`                   | –                 |
    Warning unreachable_key(key: &str, why: &str): "the source never equals the key `{key}`: it is {why}";

    /// The source of `Switch` is a test for the presence of a value.
    ///
    /// The reference warns against it. The key `""` matches an absent source: `Switch([a], [a], "", "none")`.
    ///
    /// | expression                                                     | raises               |
    /// |----------------------------------------------------------------|----------------------|
    /// | `Switch(IsPresent([title]), "none", "True", [title])`          | `switch-on-presence` |
    /// | `Switch(IsNullOrEmpty([title]), [title], "True", "none")`      | `switch-on-presence` |
    /// | `Switch([title], [title], "", "none")`                         | –                    |
    Warning switch_on_presence(function: &str): "`{function}` is not intended as the source of `Switch`",
        help "use the attribute itself as the source and `\"\"` as the key for no value";

    /// A source that may be absent has neither a key `""` nor a default. Then nothing flows.
    ///
    /// | toml                                                            | raises              |
    /// |-----------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "title", value = 'Switch([jobTitle], , "CEO", "Chief")' }] }]` | `missing-empty-key` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "title", value = 'Switch([jobTitle], , "CEO", "Chief", "", "None")' }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", value = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' }] }]` | – |
    Info missing_empty_key(): "no key matches a source without a value, and there is no default",
        help "add the key `\"\"` with its value, or a default";

    /// `Switch` with a default, where the source is an attribute of Microsoft Entra ID.
    ///
    /// A known limitation of the service: when another attribute of the user changes, the source is not loaded, and the
    /// target may be overwritten with nothing. The documented workarounds are `IIF`, or `IgnoreFlowIfNullOrEmpty`
    /// around the `Switch`.
    ///
    /// | toml                                                            | raises              |
    /// |-----------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = 'Switch([city], [city], "W", "Wellington")' }] }]` | `switch-default` |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = 'Switch([city], , "W", "Wellington")' }] }]` | – |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = 'IgnoreFlowIfNullOrEmpty(Switch([city], [city], "W", "Wellington"))' }] }]` | – |
    Info switch_default():
        "a `Switch` with a default may overwrite the target with nothing when another attribute changes",
        help "a known limitation of the service; put `IgnoreFlowIfNullOrEmpty(…)` around it, or use `IIF`";

    /// A reference passes through `Switch` or `IIF`.
    ///
    /// References such as `manager` are resolved in a separate step, and such expressions are not part of that step.
    ///
    /// | toml                                                            | raises                |
    /// |-----------------------------------------------------------------|-----------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "boss", value = 'Switch([manager], [manager], "", "none")' }] }]` | `reference-in-choice` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "boss", value = '[manager]' }] }]` | – |
    Warning reference_in_choice(attribute: &str):
        "`[{attribute}]` is a reference and cannot be chosen by `Switch` or `IIF`",
        help "map the reference directly";

    /// The condition of `IIF` tests whether there is a value.
    ///
    /// The reference lists it as unsupported, but Microsoft's own default mappings for cloud sync do it. attrflow
    /// treats absent as `""` in a comparison. `Switch([a], [a], "", "none")` is the documented way.
    ///
    /// | expression                                       | raises                |
    /// |--------------------------------------------------|-----------------------|
    /// | `IIF([country]="", "none", [country])`           | `condition-on-absent` |
    /// | `IIF(IsNullOrEmpty([country]), "none", [country])` | `condition-on-absent` |
    /// | `Switch([country], [country], "", "none")`       | –                     |
    /// | `IIF([country]="NZ", "none", [country])`         | –                     |
    Info condition_on_absent(): "the reference lists conditions on absent values as unsupported",
        help "use `Switch([a], [a], \"\", \"none\")`, or `Coalesce([a], \"none\")`";

    /// A comparison has the same outcome for every record.
    ///
    /// | expression                                       | raises               |
    /// |--------------------------------------------------|----------------------|
    /// | `IIF(IsPresent([a])="true", "x", "y")`           | `constant-condition` |
    /// | `IIF("a"="b", "x", "y")`                         | `constant-condition` |
    /// | `IIF([a]=[a], "x", "y")`                         | `constant-condition` |
    /// | `IIF(IsPresent([a])="True", "x", "y")`           | –                    |
    /// | `IIF([a]="b", "x", "y")`                         | –                    |
    Warning constant_condition(why: &str): "the condition is the same for every record: {why}";

    /// Both values of an `IIF` are the same, so the condition has no effect.
    ///
    /// | expression                        | raises          |
    /// |-----------------------------------|-----------------|
    /// | `IIF([a]="b", [c], [c])`          | `same-branches` |
    /// | `IIF([a]="b", [c], [d])`          | –               |
    Warning same_branches(): "both values of the condition are the same";

    /// A value that is not selected may still make the mapping fail in the service.
    ///
    /// attrflow evaluates only the selected value. Whether the service does the same is not documented, and a function
    /// that reads a date or an item fails if there is none.
    ///
    /// | expression                                                  | raises         |
    /// |-------------------------------------------------------------|----------------|
    /// | `IIF(IsPresent([end]), NumFromDate([end]), "0")`            | `eager-branch` |
    /// | `IIF(IsPresent([mails]), Item([mails], 1), "none")`         | `eager-branch` |
    /// | `IIF(IsPresent([end]), [end], "none")`                      | –              |
    Info eager_branch(function: &str): "`{function}` may fail in the service even if its value is not selected",
        help "whether the service evaluates such values is not documented; try it with on-demand provisioning";

    /// `Coalesce` with a single source is that source.
    ///
    /// | expression                    | raises            |
    /// |-------------------------------|-------------------|
    /// | `Coalesce([mail])`            | `single-source`   |
    /// | `Coalesce([mail], "none")`    | –                 |
    Warning single_source(): "`Coalesce` has only one source", help "add a second source, or use the first alone";

    /// A source of `Coalesce` comes after one that is never absent, and is never used.
    ///
    /// Constants always have a value. So does `Join`, which returns `""` if all of its sources are absent: `Coalesce`
    /// skips only absent values.
    ///
    /// | expression                                               | raises               |
    /// |----------------------------------------------------------|----------------------|
    /// | `Coalesce("none", [mail])`                               | `unreachable-source` |
    /// | `Coalesce(Join(" ", [givenName], [surname]), [mail])`    | `unreachable-source` |
    /// | `Coalesce([mail], "none")`                               | –                    |
    Warning unreachable_source(why: &str): "this source is never used: {why}";
}

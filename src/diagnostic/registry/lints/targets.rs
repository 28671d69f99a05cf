//! Lints about target attributes: their definitions, and the values that flow to them.

use super::diagnostics;

diagnostics! {
    /// The target object has no such attribute.
    ///
    /// The service answers `No attribute named '…' is defined in the object 'User'`. A custom attribute is added to the
    /// target's schema first; in a TOML mapping file it is enough to set its `type`.
    ///
    /// | toml                                                                       | raises           |
    /// |----------------------------------------------------------------------------|------------------|
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "jobTitle", value = "[a]" }] }]` | `unknown-target` |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "title", value = "[a]" }] }]` | –   |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "jobTitle", type = "String", value = "[a]" }] }]` | – |
    Error unknown_target(target: &str, object: &str, nearest: Option<&str>): "`{object}` has no attribute `{target}`",
        help Some(match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "add it to the schema of the target; in a TOML mapping file, set its `type`".to_owned(),
        });

    /// The case of a target attribute differs from its definition.
    ///
    /// | toml                                                                       | raises             |
    /// |----------------------------------------------------------------------------|--------------------|
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "username", value = "[a]" }] }]` | `wrong-case-target` |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[a]" }] }]` | – |
    Error wrong_case_target(target: &str, right: &str):
        "there is no target attribute `{target}`, but there is `{right}`",
        help format!("attribute names are case-sensitive: write `{right}`");

    /// An attribute that the target requires is not mapped.
    ///
    /// The service reports `MandatoryFieldsMissing` for every object that it creates.
    ///
    /// | toml                                                                       | raises                     |
    /// |----------------------------------------------------------------------------|----------------------------|
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "title", value = "[a]" }] }]` | `required-target-unmapped` |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[a]" }] }]` | – |
    Warning required_target_unmapped(target: &str): "the target requires `{target}`, but nothing is mapped to it",
        help "map it, or add a default to its definition";

    /// An attribute that the target requires may have no value.
    ///
    /// | toml                                                                       | raises                     |
    /// |----------------------------------------------------------------------------|----------------------------|
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[mail]" }] }]` | `required-target-nullable` |
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "Coalesce([mail], [userPrincipalName])" }] }]` | – |
    Warning required_target_nullable(target: &str, when: &str):
        "the target requires `{target}`, which has no value {when}",
        help "add a source that always has a value: `Coalesce(…, [userPrincipalName])`";

    /// A read-only target attribute is mapped.
    ///
    /// | toml                                                                       | raises             |
    /// |----------------------------------------------------------------------------|--------------------|
    /// | `attribute = [{ target = "a", value = "[b]", mutability = "read-only" }]`  | `read-only-target` |
    /// | `attribute = [{ target = "a", value = "[b]", mutability = "write-only" }]` | –                  |
    Error read_only_target(target: &str): "`{target}` is read-only", help "remove the attribute mapping";

    /// An attribute that can be written only once has a mapping that always flows.
    ///
    /// | toml                                                                       | raises             |
    /// |----------------------------------------------------------------------------|--------------------|
    /// | `attribute = [{ target = "a", value = "[b]", mutability = "immutable" }]`  | `immutable-target` |
    /// | `attribute = [{ target = "a", value = "[b]", mutability = "immutable", flow = "only-on-create" }]` | – |
    Warning immutable_target(target: &str): "`{target}` cannot be changed after creation, but the mapping always flows",
        help "let it flow only on creation: `\"flowType\": \"ObjectAddOnly\"`, in TOML `flow = \"only-on-create\"`";

    /// The target is the identifier that the target system assigns.
    ///
    /// | toml                                                   | raises      |
    /// |--------------------------------------------------------|-------------|
    /// | `attribute = [{ target = "id", value = "[objectId]" }]` | `target-id` |
    /// | `attribute = [{ target = "externalId", value = "[objectId]" }]` | –   |
    Warning target_id(): "`id` is assigned by the target system", help "map your own identifier to `externalId`";

    /// The service does not support the target attribute.
    ///
    /// | toml                                                           | raises                |
    /// |----------------------------------------------------------------|-----------------------|
    /// | `attribute = [{ target = "entitlements", value = "[a]" }]`     | `unsupported-target`  |
    /// | `attribute = [{ target = "roles", multivalued = true, value = "[a]" }]` | –            |
    Warning unsupported_target(target: &str): "the service does not support the attribute `{target}`";

    /// The name of an extension attribute has a form that is not exported.
    ///
    /// The service logs that exporting the property is not supported for the operation `Add`.
    ///
    /// | toml                                                           | raises           |
    /// |----------------------------------------------------------------|------------------|
    /// | `attribute = [{ target = "custom:country", value = "[a]" }]`   | `extension-name` |
    /// | `attribute = [{ target = "urn:ietf:params:scim:schemas:extension:custom:2.0:User:country", value = "[a]" }]` | – |
    Warning extension_name(target: &str): "`{target}` is not a valid name for an extension attribute",
        help "write `urn:ietf:params:scim:schemas:extension:Name:2.0:User:attribute`";

    /// A source with multiple values fills an attribute that takes one.
    ///
    /// | toml                                                                       | raises             |
    /// |----------------------------------------------------------------------------|--------------------|
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "title", value = "[otherMails]" }] }]` | `several-into-one` |
    /// | `object = [{ target = { schema = "scim:User" }, attribute = [{ target = "title", value = 'Split([a], ",")' }] }]` | `several-into-one` |
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "title", value = "Item([otherMails], 1)" }] }]` | – |
    Warning several_into_one(target: &str): "`{target}` takes one value, but this may return several",
        help "take one with `Item(…, 1)`, join them with `Join(\",\", …)`, or declare the target as multi-valued";

    /// A constant is longer than the target takes.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `attribute = [{ target = "a", max-length = 3, constant = "abcd" }]`               | `constant-too-long` |
    /// | `attribute = [{ target = "a", max-length = 4, constant = "abcd" }]`               | –                   |
    Warning constant_too_long(target: &str, limit: usize): "`{target}` takes at most {limit} characters";

    /// A reference attribute is filled from a source that is not a reference.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "boss", type = "Reference", value = "[mail]" }] }]` | `reference-from-text` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "boss", type = "Reference", value = "[manager]" }] }]` | – |
    Warning reference_from_text(target: &str): "`{target}` is a reference, but its source is not",
        help "map a reference such as `[manager]`";

    /// A password may be shown in the provisioning logs.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `attribute = [{ target = "password", value = "RandomString(16, 2, 2, 2, 2)", flow = "only-on-create" }]` | `secret-not-redacted` |
    /// | `attribute = [{ target = "password", value = "Redact(RandomString(16, 2, 2, 2, 2))", flow = "only-on-create" }]` | – |
    /// | `attribute = [{ target = "passwordPolicy", constant = "none" }]`                  | –                     |
    Warning secret_not_redacted(target: &str): "the value of `{target}` is shown in the provisioning logs",
        help "write `Redact(…)` around it";

    /// No attribute mapping sets whether the account is active.
    ///
    /// A user who is disabled in Entra, or leaves the scope, keeps an active account in the target.
    ///
    /// | toml                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "userName", value = "[userPrincipalName]" }] }]` | `missing-active` |
    /// | `object = [{ source = { schema = "entra:User" }, target = { schema = "scim:User" }, attribute = [{ target = "active", value = "Not([IsSoftDeleted])" }] }]` | – |
    Warning missing_active(target: &str):
        "no attribute mapping fills `{target}`: users who are disabled or out of scope stay active",
        help "map `Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")` to it";

    /// An account is active exactly when it should not be.
    ///
    /// | toml                                                                              | raises            |
    /// |-----------------------------------------------------------------------------------|-------------------|
    /// | `attribute = [{ target = "active", type = "Boolean", value = "[IsSoftDeleted]" }]` | `inverted-active` |
    /// | `attribute = [{ target = "active", type = "Boolean", value = 'Switch([IsSoftDeleted], , "True", "True", "False", "False")' }]` | `inverted-active` |
    /// | `attribute = [{ target = "accountEnabled", type = "Boolean", value = "Not([accountEnabled])" }]` | `inverted-active` |
    /// | `attribute = [{ target = "active", type = "Boolean", value = "Not([IsSoftDeleted])" }]` | –            |
    /// | `attribute = [{ target = "active", type = "Boolean", value = "[accountEnabled]" }]` | –                |
    Warning inverted_active(target: &str, source: &str, gives: &str):
        "`{target}` is `{gives}` when `[{source}]` is `True`",
        help "invert it with `Not(…)`, or swap the values";

    /// The value that makes an account active or inactive may be absent.
    ///
    /// | toml                                                                              | raises            |
    /// |-----------------------------------------------------------------------------------|-------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", type = "Boolean", value = "[accountEnabled]" }] }]` | `nullable-active` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", type = "Boolean", value = "Not([IsSoftDeleted])" }] }]` | – |
    Warning nullable_active(target: &str, when: &str): "`{target}` has no value {when}, and keeps its old value",
        help "use `[IsSoftDeleted]`, which every user has";

    /// A string is converted to one case for an attribute that is not case-sensitive.
    ///
    /// If only the case changes, the service sees no change and writes nothing.
    ///
    /// | json                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `{"directories": [{"name": "t", "objects": [{"name": "User", "attributes": [{"name": "a", "type": "String", "caseExact": false}]}]}], "synchronizationRules": [{"targetDirectoryName": "t", "objectMappings": [{"targetObjectName": "User", "attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "ToLower([b])", "name": "ToLower", "type": "Function"}}]}]}]}` | `case-not-compared` |
    /// | `{"directories": [{"name": "t", "objects": [{"name": "User", "attributes": [{"name": "a", "type": "String", "caseExact": true}]}]}], "synchronizationRules": [{"targetDirectoryName": "t", "objectMappings": [{"targetObjectName": "User", "attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "ToLower([b])", "name": "ToLower", "type": "Function"}}]}]}]}` | – |
    Info case_not_compared(target: &str):
        "a change of case alone does not reach `{target}`, whose `caseExact` is false",
        help "set `caseExact` of the target attribute if the case matters";
}

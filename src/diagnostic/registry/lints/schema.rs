//! Lints about the definitions of directories, objects and attributes, and about object mappings.

use super::diagnostics;

diagnostics! {
    /// The source or target directory of a rule is not defined in the file.
    ///
    /// | json                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `{"directories": [{"name": "a", "objects": []}], "synchronizationRules": [{"sourceDirectoryName": "a", "targetDirectoryName": "b", "objectMappings": []}]}` | `undefined-directory` |
    /// | `{"directories": [{"name": "a", "objects": []}], "synchronizationRules": [{"sourceDirectoryName": "a", "targetDirectoryName": "a", "objectMappings": []}]}` | – |
    Warning undefined_directory(name: &str, nearest: Option<&str>): "the directory `{name}` is not defined",
        help nearest.map(|nearest| format!("did you mean `{nearest}`?"));

    /// The source or target object of an object mapping is not defined in its directory.
    ///
    /// | json                                                                              | raises             |
    /// |-----------------------------------------------------------------------------------|--------------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b"}]}]}], "synchronizationRules": [{"sourceDirectoryName": "a", "targetDirectoryName": "a", "objectMappings": [{"sourceObjectName": "user", "targetObjectName": "User", "attributeMappings": []}]}]}` | `undefined-object` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b"}]}]}], "synchronizationRules": [{"sourceDirectoryName": "a", "targetDirectoryName": "a", "objectMappings": [{"sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": []}]}]}` | – |
    Warning undefined_object(name: &str, directory: &str, nearest: Option<&str>):
        "`{directory}` defines no object `{name}`",
        help nearest.map(|nearest| format!("did you mean `{nearest}`?"));

    /// Two directories, objects of a directory, or attributes of an object have the same name.
    ///
    /// | json                                                                              | raises                 |
    /// |-----------------------------------------------------------------------------------|------------------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true}, {"name": "b"}]}]}]}` | `duplicate-definition` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true}, {"name": "B"}]}]}]}` | – |
    Warning duplicate_definition(what: &str, name: &str): "the {what} `{name}` is defined twice",
        help "names must be unique; attrflow uses the first definition";

    /// An object has no anchor: no attribute that identifies it.
    ///
    /// | json                                                                              | raises      |
    /// |-----------------------------------------------------------------------------------|-------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b"}]}]}]}` | `no-anchor` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true}]}]}]}` | – |
    Info no_anchor(object: &str): "`{object}` has no anchor attribute", help "set `\"anchor\": true` on one attribute";

    /// A reference points to an object that its directory does not define.
    ///
    /// | json                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "type": "Reference", "referencedObjects": [{"referencedObjectName": "Person"}]}]}]}]}` | `undefined-reference` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "type": "Reference", "referencedObjects": [{"referencedObjectName": "User"}]}]}]}]}` | – |
    Info undefined_reference(attribute: &str, object: &str):
        "`{attribute}` refers to `{object}`, which the directory does not define";

    /// The case of a type differs from the case that the service uses.
    ///
    /// | json                                                                              | raises      |
    /// |-----------------------------------------------------------------------------------|-------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "type": "string"}]}]}]}` | `type-case` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "type": "String"}]}]}]}` | – |
    Info type_case(found: &str, right: &str): "the type `{found}` should be written `{right}`";

    /// A multi-valued attribute has `flowNullValues`. Only single-valued attributes can be cleared by null values.
    ///
    /// | json                                                                              | raises             |
    /// |-----------------------------------------------------------------------------------|--------------------|
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "multivalued": true, "flowNullValues": true}]}]}]}` | `null-into-several` |
    /// | `{"directories": [{"name": "a", "objects": [{"name": "User", "attributes": [{"name": "b", "anchor": true, "flowNullValues": true}]}]}]}` | – |
    Warning null_into_several(attribute: &str): "`{attribute}` is multi-valued and cannot be cleared by null values";

    /// An object mapping allows no change.
    ///
    /// | toml                                                                              | raises          |
    /// |-----------------------------------------------------------------------------------|-----------------|
    /// | `object = [{ changes = [], attribute = [{ target = "a", value = "[b]" }] }]`      | `nothing-flows` |
    /// | `object = [{ changes = ["add"], attribute = [{ target = "a", value = "[b]" }] }]` | –               |
    Warning nothing_flows(object: &str): "`{object}` neither creates nor updates nor deletes anything",
        help "list the changes that it allows: `Add, Update, Delete`";

    /// The mapping of users is disabled.
    ///
    /// | toml                                                                              | raises           |
    /// |-----------------------------------------------------------------------------------|------------------|
    /// | `object = [{ enabled = false, attribute = [{ target = "a", value = "[b]" }] }]`   | `disabled-users` |
    /// | `object = [{ enabled = true, attribute = [{ target = "a", value = "[b]" }] }]`    | –                |
    Info disabled_users(object: &str): "`{object}` is disabled, so no user is provisioned";
}

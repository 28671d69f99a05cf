//! Lints about matching attributes: those by which the service finds the account that belongs to a record.

use super::diagnostics;

diagnostics! {
    /// No attribute mapping is used for matching.
    ///
    /// The service cannot find the account that belongs to a record.
    ///
    /// | toml                                                                              | raises                  |
    /// |-----------------------------------------------------------------------------------|-------------------------|
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = "[b]" }] }]` | `no-matching-attribute` |
    /// | `object = [{ source = { directory = "Microsoft Entra ID" }, attribute = [{ target = "a", value = "[b]", match = 1 }] }]` | – |
    Warning no_matching_attribute(object: &str): "`{object}` has no matching attribute",
        help "mark one: `\"matchingPriority\": 1`, in TOML `match = 1`";

    /// Two matching attributes have the same priority.
    ///
    /// They are tried one after the other, the lowest number first. They need not match together.
    ///
    /// | toml                                                                              | raises                       |
    /// |-----------------------------------------------------------------------------------|------------------------------|
    /// | `attribute = [{ target = "a", value = "[b]", match = 1 }, { target = "c", value = "[d]", match = 1 }]` | `same-matching-priority` |
    /// | `attribute = [{ target = "a", value = "[b]", match = 1 }, { target = "c", value = "[d]", match = 2 }]` | –       |
    Warning same_matching_priority(target: &str, first: &str, priority: i64):
        "`{target}` and `{first}` both have the matching priority {priority}",
        help "give them different priorities; the lowest is tried first";

    /// A matching attribute is built from several attributes.
    ///
    /// The service refuses to save such a mapping: `SchemaInvalid: Joining property … has more than one SourceName`.
    /// What it would send is known anyway, so attrflow runs the mapping.
    ///
    /// | toml                                                                              | raises                  |
    /// |-----------------------------------------------------------------------------------|-------------------------|
    /// | `attribute = [{ target = "a", value = 'Join("@", [b], [c])', match = 1 }]`        | `matching-several-sources` |
    /// | `attribute = [{ target = "a", value = 'Append([b], "@contoso.com")', match = 1 }]` | –                      |
    Warning matching_several_sources(target: &str, sources: &str):
        "the matching attribute `{target}` reads {sources}, but may read only one attribute",
        help "match by one attribute, or by several in turn with priorities 1 and 2";

    /// No matching attribute always has a value. Records without one are skipped.
    ///
    /// | toml                                                                              | raises              |
    /// |-----------------------------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[mail]", match = 1 }] }]` | `matching-nullable` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[userPrincipalName]", match = 1 }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[mail]", match = 1 }, { target = "c", value = "[objectId]", match = 2 }] }]` | – |
    Warning matching_nullable(target: &str, when: &str):
        "the matching attribute `{target}` has no value {when}: such records are skipped",
        help "match by an attribute that every record has, or add a second one";

    /// The target system cannot be searched by a matching attribute.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `object = [{ target = { filterable = ["userName"], attributes = { userName = "String" } }, attribute = [{ target = "externalId", type = "String", value = "[a]", match = 1 }] }]` | `matching-not-filterable` |
    /// | `object = [{ target = { filterable = ["userName"], attributes = { userName = "String" } }, attribute = [{ target = "userName", value = "[a]", match = 1 }] }]` | – |
    Error matching_not_filterable(target: &str): "the target system cannot be searched by `{target}`",
        help "match by an attribute that its schema lists as filterable";

    /// A matching attribute does not identify a record.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `attribute = [{ target = "a", constant = "b", match = 1 }]`                       | `matching-unsuitable` |
    /// | `attribute = [{ target = "a", type = "Boolean", value = "[b]", match = 1 }]`      | `matching-unsuitable` |
    /// | `attribute = [{ target = "a", multivalued = true, value = "[b]", match = 1 }]`    | `matching-unsuitable` |
    /// | `attribute = [{ target = "a", value = "[b]", match = 1 }]`                        | –                     |
    Warning matching_unsuitable(target: &str, why: &str): "`{target}` is not suitable for matching: {why}";

    /// Entra ID cannot be searched by its extension attributes 1 to 15.
    ///
    /// | toml                                                                              | raises                |
    /// |-----------------------------------------------------------------------------------|-----------------------|
    /// | `object = [{ target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "extensionAttribute1", value = "[a]", match = 1 }] }]` | `matching-extension-attribute` |
    /// | `object = [{ target = { directory = "Microsoft Entra ID" }, attribute = [{ target = "employeeId", value = "[a]", match = 1 }] }]` | – |
    Error matching_extension_attribute(target: &str): "`{target}` of Entra ID cannot be a matching attribute",
        help "match by `employeeId` or `userPrincipalName`";
}

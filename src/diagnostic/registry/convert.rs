//! What can be said when a mapping file is turned into one of the other kind, or moved to another target system.

use super::diagnostics;

diagnostics! {
    /// The `[graph]` table of a TOML file cannot be used.
    ///
    /// `attrflow convert` keeps in it what synchronizationSchema says beyond the keys of the TOML file. It is not meant to
    /// be edited. A file without the table is converted with the service's defaults.
    Error invalid_graph_table():
        "the `[graph]` table is not what `attrflow convert` writes",
        help "convert the JSON file again, or remove the table to start without it";

    /// A new object mapping goes between directories that no rule of the original file connects.
    Error object_mapping_without_rule(name: &str):
        "the object mapping `{name}` belongs to no rule of the file that this one was converted from",
        help "take the directories of another object mapping, or remove the `[graph]` table";

    /// A file is nested so deeply that it is not converted.
    Error graph_table_nested_too_deep():
        "the file is nested too deeply to be converted";

    /// A file was converted, and on the way back something was missing. Nothing is written.
    ///
    /// This is a defect of attrflow, or a file at one of its limits: a TOML file holds at most 4 MiB and 256 object
    /// mappings.
    Error lossy_conversion(what: &str):
        "the file cannot be converted without loss: {what}",
        help "use the file as it is; every command reads both kinds";

    /// An object mapping has no counterpart in the connector that a file is moved to, and is left behind.
    Warning unmigrated_object(object: &str):
        "the object mapping of `{object}` is left behind: the connector has no such object";

    /// An attribute mapping has no counterpart in the connector that a file is moved to, and is left behind.
    ///
    /// Counterparts are attributes of the same name in the same schema, whatever its version.
    Warning unmigrated_mapping(target: &str, reason: &str):
        "the mapping of `{target}` is left behind: {reason}",
        help "map one of the connector's attributes instead, or declare the attribute in the new file";

    /// Accounts were found by an attribute that the new connector cannot search by. The attribute keeps its mapping and is
    /// no longer matched.
    Warning unmigrated_matching(target: &str):
        "the connector cannot search by `{target}`, it is no longer a matching attribute",
        help "match by an attribute that the connector lists as `filterable`";

    /// The new connector takes values of another type than the old file declares for the attribute.
    ///
    /// The mapping is carried over as it is. What it gives is written as the new type, and where it cannot be read as such, the
    /// record fails.
    Warning migrated_type(target: &str, now: &str, before: &str):
        "`{target}` takes {now} here, {before} was declared before",
        help "look at what the mapping gives: map some records with the new file";

    /// Category filter groups are not evaluated, and have no location in a new file.
    Warning unmigrated_category_groups():
        "category filter groups are left behind";
}

//! Diagnostics about converting a mapping file to the other format, or migrating it to another target system.

use super::diagnostics;

diagnostics! {
    /// The `[graph]` table of a TOML file cannot be used.
    ///
    /// `attrflow convert` stores in it the parts of the synchronizationSchema that have no key in the TOML file. It is
    /// not meant to be edited. A file without the table is converted with the service's defaults.
    Error invalid_graph_table():
        "the `[graph]` table does not have the form that `attrflow convert` writes",
        help "convert the JSON file again, or remove the table to start without it";

    /// A new object mapping connects directories that no rule of the original file connects.
    Error object_mapping_without_rule(name: &str):
        "the object mapping `{name}` does not belong to a rule of the original file",
        help "use the directories of another object mapping, or remove the `[graph]` table";

    /// A file is nested too deeply to be converted.
    Error graph_table_nested_too_deep():
        "the file is nested too deeply to be converted";

    /// A file was converted, but converting it back did not restore everything. Nothing is written.
    ///
    /// This is an internal error of attrflow, or the file is at a limit: a TOML file holds at most 4 MiB and 256 object
    /// mappings.
    Error lossy_conversion(what: &str):
        "the file cannot be converted without loss: {what}",
        help "use the file as it is; every command reads both formats";

    /// An object mapping has no match in the new connector, and nothing is migrated until somebody leaves it out.
    Error unmigrated_object(object: &str):
        "the object mapping of `{object}` cannot be migrated: the connector has no such object",
        help left_out(object);

    /// An attribute mapping has no match in the new connector, and nothing is migrated until somebody leaves it out.
    ///
    /// Attributes match if they have the same name in the same schema, in any version of it. To keep the mapping, give its
    /// target in the old file the name of one of the connector's attributes.
    Error unmigrated_mapping(target: &str, reason: &str):
        "the mapping of `{target}` cannot be migrated: {reason}",
        help format!("map one of the connector's attributes instead; {}", left_out(target));

    /// The old file matches accounts by an attribute that the new connector cannot search by. The attribute keeps its
    /// mapping and is no longer a matching attribute.
    Warning unmigrated_matching(target: &str):
        "the connector cannot search by `{target}`, so it is no longer a matching attribute",
        help "match by an attribute that the connector lists as `filterable`";

    /// The new connector takes values of another type than the old file declares for the attribute.
    ///
    /// The mapping is migrated unchanged. Its result is converted to the new type, and if that is not possible, the
    /// record fails.
    Warning migrated_type(target: &str, now: &str, before: &str):
        "`{target}` has the type {now} here, the old file declares {before}",
        help "check the results of the mapping: map some records with the new file";

    /// Category filter groups are not evaluated, and nothing is migrated until somebody leaves them out.
    Error unmigrated_category_groups():
        "category filter groups cannot be migrated",
        help left_out("categoryFilterGroups");
}

/// How a part of the old file is left out.
fn left_out(name: &str) -> String {
    match name.contains(|c: char| c.is_whitespace() || "\"'[]".contains(c)) {
        true => format!("`--leave-out '{name}'` leaves it out"),
        false => format!("`--leave-out {name}` leaves it out"),
    }
}

//! Diagnostics about requests: which object a record belongs to, what it refers to, and what is sent for it.

use super::diagnostics;

diagnostics! {
    /// A record refers to an object whose id in the target is not known.
    ///
    /// References contain ids of the source, but the target needs its own ids: `--references` maps one to the other. A
    /// reference that does not resolve is left out, everything else of the record is sent. Members of a group are then
    /// only added and not removed, because the unknown member may be one of the existing members.
    ///
    /// An object must exist before others can refer to it. Create it, note its id, and run the references again: a
    /// PATCH contains only what has changed.
    Error unresolved_reference(target: &str):
        "`{target}` refers to an object whose id in the target is not known",
        help "add the id to the file of `--references`";

    /// Two records have the same value for a matching attribute.
    ///
    /// Both would be written to the same object. The first is mapped, the others are not; the service reports
    /// `DuplicateSourceEntries`.
    Error duplicate_match(target: &str, line: u64):
        "`{target}` has the same value as the record in line {line}, and matches the same object",
        help "match by an attribute whose values are unique";

    /// Two earlier payloads have the same value for a matching attribute.
    ///
    /// It is not clear which of them the record belongs to, so neither is changed or deleted. The service reports
    /// `DuplicateTargetEntries`.
    Error ambiguous_match(target: &str, first: u64, second: u64):
        "`{target}` matches two earlier payloads, in lines {first} and {second}",
        help "match by an attribute whose values are unique, or remove one of the payloads";

    /// An earlier payload has no value that a record could match.
    ///
    /// Records are matched with payloads by the matching attribute with the lowest priority, otherwise by `id`. A
    /// payload without it is neither changed nor deleted.
    Error previous_without_match(names: &str):
        "the earlier payload has no {names}, so no record matches it",
        help "give `--previous` the payloads or the envelopes of an earlier run of the same mapping";

    /// Objects without a record are not deleted, because some records failed.
    ///
    /// Such an object may belong to a record that could not be read or mapped.
    Error deletions_held_back(count: usize):
        "objects that no longer have a record are not deleted, because other records failed: {count}",
        help "fix the failed records and run again";

    /// A request cannot be part of a bulk request, because the id of its object is not known.
    ///
    /// It is written on a separate line, with the filter that finds the object.
    Warning bulk_without_id(target: &str):
        "the id of the object is not known, so its request is not part of the bulk request",
        help format!("find the object by `{target}`, and give `--previous` payloads with their `id`");

    /// A target attribute would be overwritten without the value of its `Switch`.
    ///
    /// With Microsoft Entra ID as the source, an incremental cycle loads only the attributes of a user that have
    /// changed. If the source of a `Switch` has not changed, it is not loaded, and a `Switch` with a default then
    /// returns nothing instead of its value. `IgnoreFlowIfNullOrEmpty` around it, or `IIF` instead of it, avoids that.
    Warning null_overwrite(target: &str):
        "`{target}` would be overwritten without the value of its `Switch`, because its unchanged source is not loaded",
        help "put `IgnoreFlowIfNullOrEmpty` around the expression, or use `IIF` instead of `Switch`";
}

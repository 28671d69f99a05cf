//! Diagnostics about requests: which object a record belongs to, what it refers to, what is sent for it.

use super::diagnostics;

diagnostics! {
    /// A record refers to an object that the target is not known to have.
    ///
    /// References hold ids of the source, the target wants its own: `--references` says which is which. What does not
    /// resolve is left out, everything else of the record is sent. Members of a group are only added then and not
    /// removed, since the one that is unknown may be among those that are there.
    ///
    /// An object that is referred to must exist first. Create it, note its id, and run the references again: a PATCH
    /// holds only what has changed.
    Error unresolved_reference(target: &str):
        "`{target}` refers to an object whose id in the target is not known",
        help "add the id to the file of `--references`";

    /// Two records have the same value for a matching attribute.
    ///
    /// Both would be written to one object. The first is mapped, the others are not; the service reports
    /// `DuplicateSourceEntries`.
    Error duplicate_match(target: &str, line: u64):
        "`{target}` has the same value as the record in line {line}, and finds the same object",
        help "match by an attribute whose values are unique";

    /// Two earlier payloads have the same value for a matching attribute.
    ///
    /// Which of them the record belongs to cannot be told, so neither is changed or deleted. The service reports
    /// `DuplicateTargetEntries`.
    Error ambiguous_match(target: &str, first: u64, second: u64):
        "`{target}` finds two earlier payloads, in lines {first} and {second}",
        help "match by an attribute whose values are unique, or remove one of the payloads";

    /// An earlier payload has no value by which a record could find it.
    ///
    /// Records find their payloads by the matching attribute with the lowest priority, else by `id`. A payload without
    /// it is neither changed nor deleted.
    Error previous_without_match(names: &str):
        "the earlier payload has no {names}, so that no record finds it",
        help "give `--previous` the payloads or the envelopes of an earlier run of the same mapping";

    /// Objects without a record are not deleted, because records are missing.
    ///
    /// A record that could not be read or mapped may be the one that such an object belongs to.
    Error deletions_held_back(count: usize):
        "objects that have no record any more are not deleted because other records failed: {count}",
        help "mend the failed records and run again";

    /// A request cannot be part of a bulk request, since the id of its object is not known.
    ///
    /// It is written on a line of its own, with the filter that finds the object.
    Warning bulk_without_id(target: &str):
        "the object's id is not known, so that its request stands outside of the bulk request",
        help format!("find the object by `{target}`, and give `--previous` payloads with their `id`");

    /// A target attribute would be overwritten without its `Switch`.
    ///
    /// With Microsoft Entra ID as the source, an incremental cycle loads only what has changed of a user. The source of
    /// a `Switch` that has not changed is not loaded then, and a `Switch` with a default gives nothing in place of its
    /// value. `IgnoreFlowIfNullOrEmpty` around it, or `IIF` in its place, avoids that.
    Warning null_overwrite(target: &str):
        "`{target}` would be overwritten without the value of its `Switch`, whose source is not loaded when it has not changed",
        help "put `IgnoreFlowIfNullOrEmpty` around the expression, or write it with `IIF`";
}

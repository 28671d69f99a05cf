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

    /// Objects without a record are not deleted, because some records failed or are not there.
    ///
    /// Such an object may belong to a record that could not be read or mapped, or to one of another page.
    Error deletions_held_back(count: usize, why: &str):
        "objects that no longer have a record are not deleted, because {why}: {count}",
        help "run again when all records are there and none fails";

    /// More objects would be deleted than the limit allows, and so those that have no record are all kept.
    ///
    /// A file that is cut off, or an export with another filter, looks as if everybody had left. The limit is 10 % of the
    /// objects in the target if there are more than ten of them.
    Error too_many_deletions(count: u64, total: u64, limit: u64):
        "{count} of {total} objects would be deleted, and {limit} may be; those without a record are kept",
        help "look whether the records are complete; `--max-deletions 100%` deletes them";

    /// The records are one page of a response, and there are more.
    ///
    /// Directories give their users in pages: Microsoft Graph's response names the next one in `@odata.nextLink`, Google's in
    /// `nextPageToken`, and SCIM's says in `totalResults` how many there are. An object whose record is on another page must
    /// not be taken for one without a record, so nothing is deleted.
    Warning incomplete_page(why: &str): "the records are not all there: {why}",
        help "get the other pages too, and put them one after the other into the file";

    /// The records are the answer of a delta query of Microsoft Graph, which has only what has changed.
    ///
    /// Its last page has an `@odata.deltaLink`. The first query without a token answers with everybody, each later one with those
    /// who have changed since; nothing in the answer tells one from the other. Whoever is not in it must not be taken for
    /// somebody who has left, so nothing is deleted.
    Warning only_changes(): "the records are the answer of a delta query (`@odata.deltaLink`): only what has changed, or everybody",
        help "to delete the objects that no longer have a record, get everybody without `/delta`";

    /// The file of the records has none.
    ///
    /// Without a character in it, it is most likely an export that has failed, and the command before it has said why. A list
    /// without members, or a header without rows, may also be what was asked for: a filter that fits nobody.
    ///
    /// It looks as if everybody had left, so `attrflow map` deletes nothing for it, however few objects the target has, and then
    /// ends with exit code 1; only `--max-deletions 100%` deletes them.
    Warning no_records(name: &str, why: &str, consequence: &str): "there are no records in {name}: {why}{consequence}",
        help match consequence {
            "" => "look whether the export has failed, or its filter fits nobody",
            _ => "look whether the export has failed; `--max-deletions 100%` deletes the objects",
        };

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

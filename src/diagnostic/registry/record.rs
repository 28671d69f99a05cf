//! Diagnostics about reading records. Their messages say what was expected, never what the record contains.

use super::diagnostics;

diagnostics! {
    /// A record is not valid JSON.
    ///
    /// It is skipped; the records after it are read. The whole record is checked, including parts that no mapping
    /// needs: a record with an error in one part cannot be trusted in another.
    ///
    /// | input                              | raises     |
    /// |------------------------------------|------------|
    /// | `{"mail": "ada@b.org",}`           | `bad-json` |
    /// | `{"mail": 'ada@b.org'}`            | `bad-json` |
    /// | `{"name": "\ud83d"}`               | `bad-json` |
    /// | `{"mail": "ada@b.org"}`            | –          |
    Error bad_json(expected: &str): "expected {expected}",
        help expected.starts_with("nothing more").then(|| "write one object on each line: `jq -c .`".to_owned());

    /// A record contains bytes that are not UTF-8.
    ///
    /// Files in UTF-16 are also read, if they begin with a byte order mark or a plain ASCII character; other encodings
    /// have to be converted first.
    ///
    /// | input                      | raises         |
    /// |----------------------------|----------------|
    /// | `{"name": "Zo\xeb"}`       | `invalid-utf8` |
    /// | `{"name": "Zoë"}`          | –              |
    Error invalid_utf8(offset: usize): "byte {offset} of the record is not UTF-8",
        help "say what the file is in, such as `map --encoding windows-1252`, or save it as UTF-8";

    /// A record contains bytes that are no characters in the encoding that `--encoding` names.
    ///
    /// It is skipped; the records after it are read. Most likely the file is in another encoding.
    Error undecodable_record(encoding: &str): "the record has bytes that are no characters in {encoding}",
        help "name the encoding that the file is in, such as `map --encoding windows-1252`, or save it as UTF-8";

    /// A record is larger than the limit.
    ///
    /// It is skipped without being kept in memory. The limit prevents a broken file, such as one without line breaks,
    /// from using up the memory.
    Error record_too_large(limit: usize): "the record is larger than {limit} bytes",
        help "check that the file has one record per line, or is a JSON array; \
              a program that embeds attrflow can raise the limit";

    /// The payload of a record has more bytes than the limit of the run.
    ///
    /// The record has no payload. The limit prevents a mapping that repeats a large attribute from using up the memory.
    /// Programs that run mappings of other people set it.
    Error payload_too_large(limit: usize): "the payload is larger than {limit} bytes",
        help "the limit is the option `largest_payload` of the program that embeds attrflow";

    /// The strings that the functions of a mapping make for one record take too much memory together.
    ///
    /// The limit prevents a mapping that multiplies a large attribute from using up the memory. Programs that run mappings of other
    /// people set it.
    Error record_over_budget(limit: usize): "the strings made for this record take more than {limit} bytes together",
        help "the limit is the option `record_bytes` of the program that embeds attrflow";

    /// The program that embeds attrflow has cancelled the run.
    ///
    /// The record has no result, and nothing is wrong with it: run it again. The command line prints no such error: it stops before
    /// the record, and `map --resume` goes on with it.
    Error run_cancelled(): "the run was cancelled before the record was finished",
        help "run the record again: nothing is known about it yet";

    /// The values of a record are nested too deeply.
    ///
    /// | input                                      | raises                   |
    /// |--------------------------------------------|--------------------------|
    /// | `{"a": [×1000]×1000}`                      | `record-nested-too-deep` |
    /// | `{"a": [[[[1]]]]}`                         | –                        |
    Error record_nested_too_deep(limit: usize): "values are nested more than {limit} levels deep";

    /// A record is JSON, but not an object.
    ///
    /// | input             | raises         |
    /// |-------------------|----------------|
    /// | `"ada@b.org"`     | `not-a-record` |
    /// | `[1]`             | `not-a-record` |
    /// | `{}`              | –              |
    Error not_a_record(found: &str): "expected an object with attributes, found {found}";

    /// A record of a delta query says that its object was removed.
    ///
    /// Microsoft Graph's `/delta` lists an object that was deleted, or that no longer fits the query, with its `id` and `@removed`
    /// and without its attributes. Mapped as a record, it would take every value from its object, so it is skipped; objects
    /// without a record are not deleted after it.
    ///
    /// | input                                             | raises           |
    /// |---------------------------------------------------|------------------|
    /// | `{"id": "1", "@removed": {"reason": "changed"}}`  | `removed-object` |
    /// | `{"@removed": {"reason": "deleted"}, "id": "1"}`  | `removed-object` |
    /// | `{"id": "1", "@odata.type": "#microsoft.graph.user", "mail": "a@b.org"}` | – |
    /// | `{"id": "1", "removed": {"reason": "changed"}}`   | –                |
    /// | `{"id": "1", "a": {"@removed": 1}}`               | –                |
    /// | `{"id": "1", "m@delta": [{"id": "2", "@removed": {"reason": "deleted"}}]}` | – |
    Error removed_object():
        "the record is skipped: `@removed` says that its object was deleted or no longer fits the query, and it has no attributes",
        help "leave out the records with `@removed`, or get everybody without `/delta`: whoever has no record then is deleted";

    /// The file is an array of responses, each with an array of records, as `jq -s` writes it.
    ///
    /// One response after the other is read, and so is an array of records. Whether a page is missing is only known of responses
    /// that stand on their own.
    Error array_of_pages(): "the array holds pages of a response, and not records",
        help "put the pages one after the other into the file, without brackets around them: `jq -c '.[]'`";

    /// A row of a CSV file has more or fewer fields than its header.
    ///
    /// | input                   | raises        |
    /// |-------------------------|---------------|
    /// | `mail,name\na@b.org`    | `bad-csv-row` |
    /// | `mail,name\na@b.org,`   | –             |
    Error bad_csv_row(found: usize, columns: usize):
        "the row has {found} fields, the header has {columns} columns",
        help match columns {
            1 => "the first line is read as the header; remove a title or anything else that stands before it",
            _ => "put a value that contains a comma, a quote or a line break in double quotes",
        };

    /// A line of an LDIF file cannot be read.
    ///
    /// An entry has lines of the form `attribute: value`, the first of them is its `dn`; `attribute:: value` is base64.
    /// A line that begins with a space continues the one before it. Entries are separated by an empty line.
    ///
    /// | input                          | raises     |
    /// |--------------------------------|------------|
    /// | `dn: cn=ada\nmail`             | `bad-ldif` |
    /// | `dn: cn=ada\ncn:: ?`           | `bad-ldif` |
    /// | `dn: cn=ada\nmail: a@b.org`    | –          |
    Error bad_ldif(expected: &str): "expected {expected}";

    /// No record has a value for an attribute that the mapping reads, but records have its name in another spelling.
    ///
    /// Names must be equal in every character. The values are there and were not read: `active` may have been `false` for
    /// every record because the header of a CSV file has a space before `Active`. It is reported once, after the last record.
    Error attribute_spelled_otherwise(attribute: &str, found: &str, differs_in: &str):
        "no record has a value for `{attribute}`, but records have `{found}`",
        help format!("the names differ in {differs_in}; write the same name in the mapping and in the records");

    /// No record has a value for an attribute that the mapping reads, and records have a similar name.
    ///
    /// It is reported once, after the last record.
    Warning attribute_in_no_record(attribute: &str, near: &str):
        "no record has a value for `{attribute}`",
        help format!("records have `{near}`; if that is meant, write the same name in the mapping and in the records");

    /// No record has a value for some attributes that the mapping reads.
    ///
    /// Either nobody has a value, or the export was made without the attribute. It is reported once, after the last record.
    Info attributes_without_values(names: &str):
        "no record has a value for {names}",
        help "if somebody has a value, export the records with these attributes";

    /// The header of a CSV file was read as one column, and the mapping reads none of that name.
    ///
    /// Columns are separated by commas, semicolons or tabs. Another separator is named in a line before the header, as Excel
    /// writes it. A header that is in quotes as a whole is one column, too. It is reported once, after the last record.
    Error one_column(mark: &str, called: &str):
        "the records have one column only, whose name seems to be several, separated by {called}",
        help match mark {
            "|" | "^" | "~" => format!("write `sep={mark}` as a line before the header, or separate the columns with commas"),
            _ => "take away the quotes around the whole header and around the rows".to_owned(),
        };

    /// Records have the text of an object or array in place of its members, for attributes that the mapping reads.
    ///
    /// PowerShell writes it: `Export-Csv` puts `System.String[]` into the cell of an array, and `ConvertTo-Json` writes `@{Id=1}`
    /// for what is nested deeper than its `-Depth`, which is 2. The text would become the value of the target. It is reported
    /// once, after the last record; the first 64 records are looked at.
    Error flattened_values(names: &str):
        "records have the text that PowerShell writes in place of an object or array, such as `System.String[]`: {names}",
        help "export JSON with `ConvertTo-Json -Depth 10`; for `Export-Csv`, make a column of each value that is needed";

    /// Records have a word for true or false that the service does not know, for attributes that are Booleans.
    ///
    /// `True` and `False` are read in any letter case, and nothing else: a program that opens a table may have put `WAHR`, `1` or
    /// `yes` in their place. An expression such as `Switch([IsSoftDeleted], , "False", "True", "True", "False")` has no case for
    /// it, and the account's `active` is left out. It is reported once, after the last record; the first 64 records are looked at.
    Warning boolean_in_other_words(names: &str):
        "records have other words than `True` and `False` for attributes that are Booleans: {names}",
        help "write `True` and `False`";

    /// The `Switch` of an attribute mapping has a key for no record, and records have keys of it in other letter case.
    ///
    /// Keys must be equal to the value in every character. The target gets no value from any record: an account stays enabled for
    /// everybody because the records have `Terminated` for the key `"terminated"`. It is reported once, after the last record, for
    /// a `Switch` over an attribute that has no default.
    Error switch_keys_spelled_otherwise(target: &str, attribute: &str, keys: &str):
        "the `Switch` of `{target}` has a key for no record: values of `{attribute}` differ from {keys} in letter case or blanks",
        help "write the keys as the records have the values";

    /// The `Switch` of an attribute mapping has two keys or more, and none of them for any record.
    ///
    /// The target gets no value from any record. Most likely the records have other words for the same. It is reported once, after
    /// the last record, for a `Switch` over an attribute that has no default; records without a value do not count.
    Warning switch_without_key(target: &str, attribute: &str, keys: &str):
        "the `Switch` of `{target}` has a key for no record: no value of `{attribute}` is one of {keys}",
        help "look what the records have, and write keys for it; a default stands second: `Switch([x], \"default\", …)`";

    /// Records leave out `active`, and the service disables their accounts.
    ///
    /// It does so in API-driven provisioning, whatever a request is for: one that only names a manager disables the account,
    /// too. It is reported for mappings from SCIM's attributes to Microsoft Entra ID or Active Directory, if the account
    /// follows `[active]` and the mapping does not say what a missing value means. It is reported once, after the last record;
    /// records that are out of scope do not count.
    Warning active_left_out(count: u64):
        "in API-driven provisioning, the service disables the accounts of records without `active`: {count}",
        help "send `active` with every record";

    /// A record has no value for any matching attribute.
    ///
    /// Nothing finds its object in the target, so the service skips the record, and so does attrflow.
    Error no_matching_value(names: &str):
        "the record is skipped: it has no value for {names}, by which its object would be found",
        help "give the record a value for it, or match by an attribute that every record has";

    /// No attribute mapping gives a value for a record.
    ///
    /// An object of it would be empty. Most likely the records have other names than the mapping reads.
    Error nothing_mapped(count: usize):
        "the record is skipped: none of its {count} attribute mappings gives a value",
        help "compare the names in the record with those in the mapping";

    /// Some records of a file cannot be read, and the others are looked at without them.
    ///
    /// The commands that look at records together say it once, after the last record; `attrflow map` reports each of them.
    Error records_left_out(count: u64, line: u64, message: &str, remedy: Option<&str>):
        "records that cannot be read are left out: {count}; the first is in line {line}: {message}",
        help remedy.map(str::to_owned);

    /// The input could not be read to the end.
    ///
    /// The records read before are kept, but the input may have more records than were read.
    Error unreadable_input(reason: &str): "reading stopped: {reason}";
}

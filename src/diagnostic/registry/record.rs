//! Diagnostics about records as they are read. Their messages say what was expected and never what the record holds.

use super::diagnostics;

diagnostics! {
    /// A record is not JSON.
    ///
    /// It is skipped; the records after it are read. Everything in a record is checked, also what no mapping needs: a
    /// record that is broken in one place is not to be trusted in another.
    ///
    /// | input                              | raises     |
    /// |------------------------------------|------------|
    /// | `{"mail": "ada@b.org",}`           | `bad-json` |
    /// | `{"mail": 'ada@b.org'}`            | `bad-json` |
    /// | `{"name": "\ud83d"}`               | `bad-json` |
    /// | `{"mail": "ada@b.org"}`            | –          |
    Error bad_json(expected: &str): "expected {expected}";

    /// A record holds bytes that are not UTF-8.
    ///
    /// Files in UTF-16 are read too, if they begin with a byte order mark or a plain ASCII character; other encodings
    /// have to be converted first.
    ///
    /// | input                      | raises         |
    /// |----------------------------|----------------|
    /// | `{"name": "Zo\xeb"}`       | `invalid-utf8` |
    /// | `{"name": "Zoë"}`          | –              |
    Error invalid_utf8(offset: usize): "byte {offset} of the record is not UTF-8",
        help "convert the file to UTF-8, such as with `iconv -f WINDOWS-1252 -t UTF-8`";

    /// A record is larger than the limit.
    ///
    /// It is passed over without being held in memory. The limit keeps a broken file, such as one without line breaks,
    /// from using up the memory.
    Error record_too_large(limit: usize): "the record is larger than {limit} bytes",
        help "is the file one record a line, or a JSON array? the limit can be raised where records are read";

    /// The payload of a record has more bytes than the limit of the run.
    ///
    /// It has no payload. The limit keeps a mapping that repeats a large attribute from using up the memory. Programs that run
    /// the mappings of others set it.
    Error payload_too_large(limit: usize): "the payload is larger than {limit} bytes",
        help "the limit is `largest_payload` of the program that has attrflow inside";

    /// A record nests deeper than is read.
    ///
    /// | input                                      | raises                   |
    /// |--------------------------------------------|--------------------------|
    /// | `{"a": [×1000]×1000}`                      | `record-nested-too-deep` |
    /// | `{"a": [[[[1]]]]}`                         | –                        |
    Error record_nested_too_deep(limit: usize): "values nest deeper than {limit} levels";

    /// A record is JSON, but not an object.
    ///
    /// | input             | raises         |
    /// |-------------------|----------------|
    /// | `"ada@b.org"`     | `not-a-record` |
    /// | `[1]`             | `not-a-record` |
    /// | `{}`              | –              |
    Error not_a_record(found: &str): "a record is an object with attributes, this is {found}";

    /// A row of a CSV file has more or fewer fields than its header.
    ///
    /// | input                   | raises        |
    /// |-------------------------|---------------|
    /// | `mail,name\na@b.org`    | `bad-csv-row` |
    /// | `mail,name\na@b.org,`   | –             |
    Error bad_csv_row(found: usize, columns: usize):
        "the row has {found} fields, the header has {columns} columns",
        help "a value that holds a comma, a quote or a line break stands in double quotes";

    /// A line of an LDIF file cannot be read.
    ///
    /// An entry is lines `attribute: value`, the first of them its `dn`; `attribute:: value` is base64. A line that
    /// begins with a space continues the one before it. Entries are separated by an empty line.
    ///
    /// | input                          | raises     |
    /// |--------------------------------|------------|
    /// | `dn: cn=ada\nmail`             | `bad-ldif` |
    /// | `dn: cn=ada\ncn:: ?`           | `bad-ldif` |
    /// | `dn: cn=ada\nmail: a@b.org`    | –          |
    Error bad_ldif(expected: &str): "expected {expected}";

    /// The input could not be read on.
    ///
    /// What was read before is not lost, but there may be more records than were seen.
    Error unreadable_input(reason: &str): "reading stopped: {reason}";
}

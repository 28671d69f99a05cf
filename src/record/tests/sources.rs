//! Every format and layout of records has the same attributes, each record with its line and number.

use crate::record::reading::{Dribble, all};
use crate::record::{RECORD_LIMIT, RecordFormat, RecordReader, Records, Slots};
use bumpalo::Bump;

/// The name of the case, the input, the records read: line/entry and the values of `id` and `mail`.
const INPUTS: &[(&str, &str, &[&str])] = &[
    ("nothing", "", &[]),
    ("blanks", " \n\r\n\t\n", &[]),
    ("lines", "{\"id\":1}\n{\"id\":2}\n", &["1/1 1 -", "2/2 2 -"]),
    ("lines without an end", "{\"id\":1}\n{\"id\":2}", &["1/1 1 -", "2/2 2 -"]),
    ("Windows lines, blank ones", "\r\n{\"id\":1}\r\n\r\n  {\"id\":2}  \r\n", &["2/1 1 -", "4/2 2 -"]),
    ("a byte order mark", "\u{feff}{\"id\":1}\n{\"id\":2}\n", &["1/1 1 -", "2/2 2 -"]),
    ("a broken line", "{\"id\":1}\n{\"id\":2\n{\"id\":3}\n", &["1/1 1 -", "2/2 bad-json", "3/3 3 -"]),
    ("a broken first line", "{\"id\":1\n{\"id\":2}\n", &["1/1 bad-json", "2/2 2 -"]),
    ("a first line of bad brackets", "{\"id\":[1}}\n{\"id\":2}\n", &["1/1 bad-json", "2/2 2 -"]),
    ("two objects on a line", "{\"id\":1}{\"id\":2}\n{\"id\":3}\n", &["1/1 1 -", "1/2 2 -", "2/3 3 -"]),
    ("two objects without a line end", "{\"id\":1} {\"id\":2}", &["1/1 1 -", "1/2 2 -"]),
    ("two objects on a later line", "{\"id\":1}\n{\"id\":2}{\"id\":3}\n", &["1/1 1 -", "2/2 bad-json"]),
    ("a comma after each object", "{\"id\":1},\n{\"id\":2} ,\n{\"id\":3}\n", &["1/1 1 -", "2/2 bad-json", "3/3 3 -"]),
    ("commas at the ends of Windows lines", "{\"id\":1},\r\n{\"id\":2}, \r\n", &["1/1 1 -", "2/2 2 -"]),
    ("two objects with a comma on a line", "{\"id\":1},{\"id\":2}\n{\"id\":3}\n", &["1/1 bad-json", "2/2 3 -"]),
    (
        "lines that are not objects",
        "{\"id\":1}\n7\n[]\nhello\n",
        &["1/1 1 -", "2/2 not-a-record", "3/3 not-a-record", "4/4 bad-json"],
    ),
    ("a form feed is not a space", "{\"id\":1}\n\u{c}{\"id\":2}\n", &["1/1 1 -", "2/2 bad-json"]),
    ("one object", "{\"id\":1}", &["1/1 1 -"]),
    ("one pretty object", "{\n  \"id\": 1,\n  \"mail\": \"a\"\n}\n", &["1/1 1 \"a\""]),
    ("two pretty objects", "{\n  \"id\": 1\n}\n{\n  \"id\": 2\n}\n", &["1/1 1 -", "4/2 2 -"]),
    ("an array", "[{\"id\":1},{\"id\":2}]", &["1/1 1 -", "1/2 2 -"]),
    ("an empty array", " [ ] ", &[]),
    ("a pretty array", "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": 2\n  }\n]\n", &["2/1 1 -", "5/2 2 -"]),
    (
        "an array of other things",
        "[1, \"a\", [2], null, {\"id\":\"]}\"}]",
        &["1/1 not-a-record", "1/2 not-a-record", "1/3 not-a-record", "1/4 not-a-record", "1/5 \"]}\" -"],
    ),
    ("an array with a broken element", "[{\"id\":tru},{\"id\":2}]", &["1/1 bad-json", "1/2 2 -"]),
    ("an array with bad brackets", "[{\"id\":1]},\n{\"id\":2}]", &["1/1 bad-json", "1/1 unreadable-input"]),
    ("an array with an open string", "[{\"id\":\"x},\n{\"id\":2}]", &["1/1 bad-json", "2/1 unreadable-input"]),
    ("an array truncated in an element", "[{\"id\":1},\n{\"id\":", &["1/1 1 -", "2/2 bad-json"]),
    ("an array truncated after an element", "[{\"id\":1}", &["1/1 1 -", "1/1 bad-json"]),
    ("an array truncated after a comma", "[{\"id\":1},", &["1/1 1 -", "1/1 bad-json"]),
    ("an array with an extra comma", "[{\"id\":1},]", &["1/1 1 -", "1/1 bad-json"]),
    ("an array with a missing comma", "[{\"id\":1} {\"id\":2}]", &["1/1 1 -", "1/1 bad-json"]),
    ("arrays one after the other", "[{\"id\":1}]\n[{\"id\":2}]", &["1/1 1 -", "2/2 2 -"]),
    ("text after an array", "[{\"id\":1}]\nx y", &["1/1 1 -", "2/2 bad-json", "2/2 unreadable-input"]),
    (
        "a page of Microsoft Graph",
        "{\"@odata.context\":\"x\",\"@odata.count\":2,\"value\":[\n{\"id\":1},\n{\"id\":2}],\"@odata.nextLink\":\"y\"}",
        &["2/1 1 -", "3/2 2 -"],
    ),
    ("one page per line", "{\"value\":[{\"id\":1}]}\n{\"value\":[{\"id\":2}]}\n", &["1/1 1 -", "2/2 2 -"]),
    (
        "a SCIM ListResponse",
        "{\n \"schemas\": [\"urn:x\"],\n \"totalResults\": 1,\n \"Resources\": [ {\n  \"id\": 1\n } ],\n \"startIndex\": 1\n}\n",
        &["4/1 1 -"],
    ),
    ("a table of an old Mac", "id,userName\r1,ada\r2,bob\r", &["2/1 \"1\" -", "3/2 \"2\" -"]),
    ("a table of an old Mac, unended", "id,userName\r1,ada", &["2/1 \"1\" -"]),
    ("entries of an old Mac", "dn: x\rid: 1\r\rdn: y\rid: 2\r", &["1/1 \"1\" -", "4/2 \"2\" -"]),
    ("lines of an old Mac", "{\"id\":1}\r{\"id\":2}\r", &["1/1 1 -", "2/2 2 -"]),
    ("a table with a line under its header", "id,userName\n--,--------\n1,ada\n", &["3/1 \"1\" -"]),
    ("hyphens that are a value", "id,userName\n1,ada\n--,--------\n", &["2/1 \"1\" -", "3/2 \"--\" -"]),
    ("a hyphen for nothing", "id,userName\n-,-\n", &["2/1 \"-\" -"]),
    ("a table with what Excel writes first", "sep=;\nid;userName\n1;ada\n", &["3/1 \"1\" -"]),
    ("a table of PowerShell", "#TYPE System.Object\r\n\"id\",\"userName\"\r\n\"1\",\"ada\"\r\n", &["3/1 \"1\" -"]),
    (
        "a bulk request of SCIM",
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":[\n{\"method\":\"POST\",\"path\":\"/Users\",\"data\":{\"id\":1}},\n{\"method\":\"PUT\",\"data\": {\"id\":2} }]}\n",
        &["2/1 1 -", "3/2 2 -"],
    ),
    (
        "a PATCH request of SCIM",
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"id\":1,\"Operations\":[{\"op\":\"add\",\"value\":{\"id\":2}}]}\n",
        &["1/1 1 -"],
    ),
    ("an empty page", "{\"value\":[]}", &[]),
    ("a truncated page", "{\"value\":[{\"id\":1}]", &["1/1 1 -", "1/1 bad-json"]),
    ("a record with an attribute `value`", "{\"id\":1,\"value\":[{\"id\":2}]}", &["1/1 1 -"]),
    ("a record of values", "{\"value\":[1,2],\"id\":1}", &["1/1 1 -"]),
    (
        "a table",
        "id,mail\n1,a@b\n2,\n,\"c,\"\"d\"\"\"\n",
        &["2/1 \"1\" \"a@b\"", "3/2 \"2\" -", "4/3 - \"c,\\\"d\\\"\""],
    ),
    ("a table with semicolons", "mail;id;x\r\na;1;,\r\n", &["2/1 \"1\" \"a\""]),
    (
        "a table with blank lines",
        "\r\n\nid,mail\r\n\r\n\r\n1,\"a\r\nb\"\r\n\n\n2,\"c\"\r\n3,d",
        &["6/1 \"1\" \"a\\r\\nb\"", "10/2 \"2\" \"c\"", "11/3 \"3\" \"d\""],
    ),
    ("a table with tabs", "\"id\"\tmail\n1\ta\n", &["2/1 \"1\" \"a\""]),
    (
        "rows of different lengths",
        "id,mail\n1\n2,b\n3,c,d\n4,e\n",
        &["2/1 bad-csv-row", "3/2 \"2\" \"b\"", "4/3 bad-csv-row", "5/4 \"4\" \"e\""],
    ),
    ("a cell with a line break", "id,mail\n1,\"a\nb\"\n2,c\n", &["2/1 \"1\" \"a\\nb\"", "4/2 \"2\" \"c\""]),
    ("a column twice", "id,mail,mail\n1,a,b\n2,,b\n", &["2/1 \"1\" [\"a\", \"b\"]", "3/2 \"2\" \"b\""]),
    ("a table without rows", "id,mail\n", &[]),
    (
        "entries of a directory",
        "version: 1\n# said\n  on\ndn: cn=a\nid: 1\nmail: a\nMail: b\n\n\n#\n\ndn: cn=b\nID:: w6k=\nmail: lo\n ng\n er\n",
        &["4/1 \"1\" [\"a\", \"b\"]", "12/2 \"é\" \"longer\""],
    ),
    (
        "entries with Windows lines",
        "dn: cn=a\r\nmail: x\r\n y\r\n\r\ndn: cn=b\r\nid:\r\n",
        &["1/1 - \"xy\"", "5/2 \"\" -"],
    ),
    ("bytes in a directory", "dn: cn=a\nid:: /wA=\n", &["1/1 \"/wA=\" -"]),
    ("entries to add", "dn: cn=a\nchangetype: add\nid: 1\n", &["1/1 \"1\" -"]),
    (
        "entries that cannot be read",
        "dn: cn=a\nid\n\ndn: cn=b\nid:: ?\n\ndn: cn=c\nid:< file:///x\n\nid: 4\n\ndn: cn=e\nchangetype: delete\n\ndn: cn=f\nid: 6\n",
        &["2/1 bad-ldif", "5/2 bad-ldif", "8/3 bad-ldif", "10/4 bad-ldif", "13/5 bad-ldif", "15/6 \"6\" -"],
    ),
];

const NAMES: [&str; 2] = ["id", "mail"];

fn hint(what: &str) -> Option<RecordFormat> {
    what.contains("not objects").then_some(RecordFormat::Ndjson)
}

#[test]
fn records_are_found_in_every_format() {
    for (what, input, expected) in INPUTS {
        let seen = all(input.as_bytes(), hint(what), RECORD_LIMIT, &NAMES);
        assert_eq!(seen, *expected, "{what}: {input:?}");
    }
}

#[test]
fn block_boundaries_do_not_matter() {
    for (what, input, expected) in INPUTS {
        for size in [1, 2, 3, 7] {
            let seen = all(Dribble(input.as_bytes(), size), hint(what), RECORD_LIMIT, &NAMES);
            assert_eq!(seen, *expected, "{what} by {size}");
        }
    }
}

#[test]
fn utf16_and_utf8_have_the_same_result() {
    for (what, input, expected) in INPUTS.iter().filter(|(_, input, _)| !input.starts_with('\u{feff}')) {
        let bytes = |mark: bool, bytes_of: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let units = mark.then_some(0xFEFF).into_iter().chain(input.encode_utf16());
            units.flat_map(bytes_of).collect()
        };
        for mark in [true, false] {
            for encoded in [bytes(mark, u16::to_le_bytes), bytes(mark, u16::to_be_bytes)] {
                for size in [1, 1 << 20] {
                    let seen = all(Dribble(&encoded, size), hint(what), RECORD_LIMIT, &NAMES);
                    assert_eq!(seen, *expected, "{what} in UTF-16, {mark}, by {size}");
                }
            }
        }
    }
}

#[test]
fn half_a_surrogate_pair_in_utf16_rejects_only_its_record() {
    let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
    let all_units = [units("{\"id\":\""), vec![0xD83D], units("\"}\n{\"id\":\"😀\"}\n")].concat();
    let bytes: Vec<u8> = all_units.into_iter().flat_map(u16::to_le_bytes).collect();
    assert_eq!(all(&*bytes, None, RECORD_LIMIT, &["id"]), ["1/1 invalid-utf8", "2/2 \"😀\""]);
    // Half a unit at the end belongs to the last record.
    assert_eq!(all(&bytes[..bytes.len() - 1], None, RECORD_LIMIT, &["id"])[1..], ["2/2 invalid-utf8"]);
}

#[test]
fn the_extension_determines_the_format() {
    let known = [
        ("ndjson", RecordFormat::Ndjson),
        ("JSONL", RecordFormat::Ndjson),
        ("json", RecordFormat::Json),
        ("csv", RecordFormat::Csv),
    ];
    for (extension, format) in known {
        assert_eq!(RecordFormat::of_extension(extension), Some(format));
    }
    assert_eq!(RecordFormat::of_extension("txt"), None);
    assert_eq!(
        all("id\n{\"id\"\n".as_bytes(), Some(RecordFormat::Csv), RECORD_LIMIT, &["id"]),
        ["2/1 \"{\\\"id\\\"\""]
    );
}

#[test]
fn a_record_is_identified_by_its_best_attribute() {
    let inputs = [
        ("{\"userName\":\"u\",\"id\":7}", Some(("id", "7"))),
        ("{\"a\":{\"id\":1},\"userName\":\"u\"}", Some(("userName", "u"))),
        ("{\"userPrincipalName\":\"u@b\",\"x\":}", Some(("userPrincipalName", "u@b"))),
        ("{\"mail\":\"m\"}", None),
        ("dn: cn=a\nmail: m\n", Some(("dn", "cn=a"))),
        ("id,mail\n4,m\n", Some(("id", "4"))),
    ];
    for (input, expected) in inputs {
        let mut records = Records::new(input.as_bytes(), None, RECORD_LIMIT);
        let identity = records.next_record().unwrap().unwrap().identity();
        assert_eq!(identity.as_ref().map(|(name, value)| (*name, value.as_str())), expected, "{input}");
    }
}

#[test]
fn an_error_inside_a_record_has_its_own_line() {
    let input = "[\n  {\n    \"id\": 1,\n    \"mail\": oops\n  }\n]\n";
    let slots = Slots::new(["id"]);
    let (mut reader, arena) = (RecordReader::new(&slots), Bump::new());
    let mut records = Records::new(input.as_bytes(), None, RECORD_LIMIT);
    let record = records.next_record().unwrap().unwrap();
    let malformed = reader.read_shape(record.shape, &arena, reader.clone().room(&arena)).unwrap_err();
    let refused = record.refuse(&malformed);
    assert_eq!((record.location.line, refused.location.line, refused.location.entry), (2, 4, 1));
    assert_eq!(refused.diagnostic.message, "expected a value");
}

//! Hostile inputs: nothing panics, hangs, or takes too much memory, and no other record is lost.

use crate::record::reading::{Dribble, all};
use crate::record::{RECORD_LIMIT, RecordFormat, Records};
use proptest::prelude::*;
use std::io::Read;

/// `left` bytes of one value, generated on demand; counts how many are left.
struct Endless<'a> {
    before: &'a [u8],
    byte: u8,
    left: usize,
    after: &'a [u8],
}

impl Read for Endless<'_> {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        if !self.before.is_empty() {
            return self.before.read(room);
        }
        if self.left == 0 {
            return self.after.read(room);
        }
        // The free space in the reader's buffer: more would mean that it keeps the whole record in memory.
        assert!(room.len() <= 4 << 20, "{} bytes were asked for at once", room.len());
        let count = self.left.min(room.len());
        room[..count].fill(self.byte);
        self.left -= count;
        Ok(count)
    }
}

#[test]
fn a_record_of_200_mb_is_rejected_and_the_next_is_read() {
    let megabytes = 200 << 20;
    for (before, byte, after, format, expected) in [
        ("{\"id\":1}\n{\"id\":\"", b'x', "\"}\n{\"id\":3}\n", None, vec!["1/1 1", "2/2 record-too-large", "3/3 3"]),
        ("{\"id\":1}\n", b' ', "\n{\"id\":3}\n", None, vec!["1/1 1", "2/2 record-too-large", "3/3 3"]),
        ("{\"id\":\"", b'x', "\"}\n{\"id\":3}\n", None, vec!["1/1 record-too-large", "2/2 3"]),
        ("[{\"id\":1},{\"id\":\"", b'x', "\"},{\"id\":3}]", None, vec!["1/1 1", "1/2 record-too-large", "1/3 3"]),
        ("[{\"id\":1},", b' ', "{\"id\":3}]", None, vec!["1/1 1", "1/2 3"]),
        ("{\"@odata.context\":\"", b'x', "\",\"value\":[]}\n{\"id\":3}", None, vec!["1/1 record-too-large", "2/2 3"]),
        (
            "dn: cn=a\nid: ",
            b'x',
            "\nid: 2\n\ndn: cn=b\nid: 3\n",
            Some(RecordFormat::Ldif),
            vec!["1/1 record-too-large", "5/2 \"3\""],
        ),
        // If a quote is never closed, the end of the row cannot be found.
        ("id\n\"", b'x', "\"\n2\n", Some(RecordFormat::Csv), vec!["2/1 record-too-large"]),
    ] {
        let mut input = Endless { before: before.as_bytes(), byte, left: megabytes, after: after.as_bytes() };
        let seen = all(&mut input, format, 1 << 20, &["id"]);
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(seen, expected, "{before}");
        assert!(format != Some(RecordFormat::Csv) || input.left > megabytes / 2, "the rest of the row was read");
    }
    let newlines = Endless { before: b"dn: cn=a\n", byte: b'\n', left: 1 << 20, after: b"dn: cn=b\nid: 3\n" };
    assert_eq!(all(newlines, None, 100, &["id"]), ["1/1 -", "1048578/2 \"3\""]);
}

#[test]
fn a_long_first_line_in_small_pieces_is_not_scanned_again_for_each() {
    let long = "x".repeat(900_000);
    for input in
        [format!("{{\"id\":\"{long}\"}}\n"), format!("{{\"@a\":\"{long}\",\"value\":[]}}"), format!("id,{long}\n1,2\n")]
    {
        assert_eq!(all(Dribble(input.as_bytes(), 5), None, RECORD_LIMIT, &["other"]).len(), 1);
    }
}

#[test]
fn a_record_just_within_the_limit_is_read() {
    let record = |length: usize| format!("{{\"id\":\"{}\"}}", "x".repeat(length - 9));
    for (length, fine) in [(1 << 16, true), ((1 << 16) + 1, false)] {
        for input in [format!("{}\n", record(length)), format!("[{}]", record(length)), record(length)] {
            let seen = all(input.as_bytes(), None, 1 << 16, &["other"]);
            assert_eq!(seen, [if fine { "1/1 -" } else { "1/1 record-too-large" }], "{length}: {}", &input[..9]);
        }
    }
}

#[test]
fn nesting_in_an_element_does_not_affect_the_next() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let input = format!("[{{\"x\":{nested}}},{{\"id\":2}}]");
        assert_eq!(all(input.as_bytes(), None, RECORD_LIMIT, &["id"]), ["1/1 record-nested-too-deep", "1/2 2"]);
        let input = format!("{{\"x\":{nested}}}\n{{\"id\":2}}\n");
        assert_eq!(all(input.as_bytes(), None, RECORD_LIMIT, &["id"]), ["1/1 record-nested-too-deep", "2/2 2"]);
        let open_only = format!("[{{\"x\":{}", open.repeat(100_000));
        assert_eq!(all(open_only.as_bytes(), None, RECORD_LIMIT, &["id"]), ["1/1 record-nested-too-deep"]);
    }
}

#[test]
fn invalid_utf8_is_rejected_at_every_location() {
    let lines = b"{\"x\":\"\xff\",\"id\":1}\n{\"x\":\"\xed\xa0\x80\"}\n{\"\xc3\":1}\n{\"id\":4}\n";
    let expected = ["1/1 invalid-utf8", "2/2 invalid-utf8", "3/3 invalid-utf8", "4/4 4"];
    assert_eq!(all(&lines[..], None, RECORD_LIMIT, &["id"]), expected);
    assert_eq!(all(&b"[{\"x\":\"\xff\"},{\"id\":2}]"[..], None, RECORD_LIMIT, &["id"]), ["1/1 invalid-utf8", "1/2 2"]);
    assert_eq!(all(&b"id,x\n1,\xff\n2,b\n"[..], None, RECORD_LIMIT, &["id"]), ["2/1 invalid-utf8", "3/2 \"2\""]);
    // Two cells that only together are valid.
    assert_eq!(all(&b"id,x\n1\xc3,\xa9\n2,b\n"[..], None, RECORD_LIMIT, &["id"]), ["2/1 invalid-utf8", "3/2 \"2\""]);
    let entries = b"dn: cn=a\nx: \xff\n\ndn: cn=b\nid: 2\n";
    assert_eq!(all(&entries[..], None, RECORD_LIMIT, &["id"]), ["1/1 invalid-utf8", "4/2 \"2\""]);
}

#[test]
fn nul_bytes_are_not_spaces() {
    let seen = all(
        &b"{\"id\":1}\n\0{\"id\":2}\n{\"id\":\0}\n{\"id\":\"\0\"}\n{\"id\":5}\0\n"[..],
        None,
        RECORD_LIMIT,
        &["id"],
    );
    assert_eq!(seen, ["1/1 1", "2/2 bad-json", "3/3 bad-json", "4/4 bad-json", "5/5 bad-json"]);
}

#[test]
fn a_group_with_many_members_is_read_in_reasonable_time() {
    let members: String = (0..200_000).map(|number| format!("member: {number}\n")).collect();
    let entry = format!("dn: cn=a\n{members}");
    let seen = all(entry.as_bytes(), Some(RecordFormat::Ldif), RECORD_LIMIT, &["member"]);
    assert!(seen[0].ends_with("\"199999\"]"));
}

#[test]
fn a_failing_input_ends_with_what_was_read() {
    struct Failing(bool);
    impl Read for Failing {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(std::io::Error::other("the disk is gone"));
            }
            (&b"{\"id\":1}\n{\"id\""[..]).read(room)
        }
    }
    let mut records = Records::new(Failing(false).chain(Failing(true)), None, RECORD_LIMIT);
    let first = records.next_record().unwrap().map(|record| record.location.entry);
    // The first bytes are read before the first record is returned, so the failure may come first; it is never lost.
    let mut failures = usize::from(first.is_err());
    while let Some(record) = records.next_record() {
        failures += usize::from(record.is_err_and(|refused| refused.diagnostic.message.contains("the disk is gone")));
    }
    assert_eq!(failures, 1);
}

const FORMATS: [Option<RecordFormat>; 5] =
    [None, Some(RecordFormat::Json), Some(RecordFormat::Ndjson), Some(RecordFormat::Csv), Some(RecordFormat::Ldif)];

#[test]
fn reading_truncated_inputs_terminates() {
    let inputs = [
        "\u{feff}{\"@odata.context\":\"x\",\"value\":[\n{\"id\":\"\\u00e9\"},\n{\"id\":[{}]}],\"n\":1}\n",
        "{\"id\":\"\\ud83d\\ude00\",\"n\":[1.5e3,null,true,{\"a\":\"b\"}]}\n{\"id\":\"é\"}\n",
        "id,mail\n\"a,\nb\",é\n1,2\n",
        "version: 1\ndn: cn=é\n ö\nid:: w6k=\n\n# x\n y\ndn: b\nid: 1\n",
    ];
    for input in inputs {
        for end in 0..=input.len() {
            for format in FORMATS {
                all(&input.as_bytes()[..end], format, RECORD_LIMIT, &["id", "n.a"]);
                all(Dribble(&input.as_bytes()[..end], 3), format, 8, &["id", "n.a"]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn reading_any_bytes_terminates(bytes in prop::collection::vec(any::<u8>(), 0..200), which in 0_usize..5, limit in 0_usize..100) {
        all(&*bytes, FORMATS[which], limit, &["id"]);
    }

    #[test]
    fn reading_any_format_characters_terminates(
        text in "([\\[\\]{},:;\"\\\\#\\- \n\r\ta-e0-2]|\\{\"id\":|dn: |\"value\":\\[){0,60}",
        which in 0_usize..5,
        limit in 0_usize..100,
        size in 1_usize..9,
    ) {
        let whole = all(text.as_bytes(), FORMATS[which], RECORD_LIMIT, &["id", "value"]);
        let pieces = all(Dribble(text.as_bytes(), size), FORMATS[which], RECORD_LIMIT, &["id", "value"]);
        prop_assert_eq!(whole, pieces, "{:?}", text);
        all(text.as_bytes(), FORMATS[which], limit, &["id"]);
    }
}

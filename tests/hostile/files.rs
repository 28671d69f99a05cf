//! Mapping files and record files: truncated, in other encodings, missing, too large.

use crate::hostile::{EXPORT, MAPPING, attrflow, file};

const RECORDS: &[u8] = b"{\"mail\": \"Ada@Contoso.com\"}\n";

#[test]
fn every_prefix_of_a_mapping() {
    // The library reads every prefix; the command line is run on some of them, and the whole file is valid.
    for text in [EXPORT, MAPPING] {
        for end in 0..text.len() {
            let (mapping, _) = attrflow::tool::read_mapping(&attrflow::Source::new("prefix", &text[..end]));
            attrflow::tool::check_mapping(&mapping, None, attrflow::Flavor::Rfc7644);
        }
    }
    for (kind, text, step) in [("json", EXPORT, 7), ("toml", MAPPING, 5)] {
        for end in (0..text.len()).step_by(step) {
            let ran = attrflow(&["check", &file(&format!("prefix-{kind}.{kind}"), &text[..end])], b"");
            let code = ran.code.unwrap_or(101);
            assert!(code <= 1 && (kind == "toml" || code == 1), "{kind} {end}: {code}\n{}\n{}", ran.out, ran.told);
            ran.is(code, "");
        }
        attrflow(&["check", &file(&format!("whole-{kind}.{kind}"), text)], b"").is(0, "");
    }
}

#[test]
fn mappings_in_the_encodings_of_windows() {
    let utf16 = |text: &str| -> Vec<u8> {
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let big = |text: &str| -> Vec<u8> {
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
    };
    for (kind, text) in [("json", EXPORT), ("toml", MAPPING)] {
        let marked = format!("\u{feff}{text}");
        for (name, bytes) in [
            ("little", utf16(text)),
            ("big", big(text)),
            ("marked", marked.into_bytes()),
            ("crlf", text.replace('\n', "\r\n").into_bytes()),
        ] {
            let ran = attrflow(&["map", &file(&format!("{name}-{kind}.{kind}"), bytes)], RECORDS);
            ran.is(0, "1 mapped").is(0, "ada@contoso.com");
        }
        let mut odd = utf16(text);
        odd.pop();
        attrflow(&["check", &file(&format!("odd-{kind}.{kind}"), odd)], b"").is(1, "not-utf8");
        let mut broken = text.as_bytes().to_vec();
        broken[40] = 0xFF;
        attrflow(&["check", &file(&format!("broken-{kind}.{kind}"), broken)], b"").is(1, "offset 40");
    }
}

#[test]
fn files_that_are_not_mappings() {
    for (name, text) in [
        ("empty.json", ""),
        ("blank.json", " \n"),
        ("null.json", "null"),
        ("nul.toml", "\0"),
        ("nul.json", "{\"a\": \"\0\"}"),
        ("surrogate.json", "{\"id\": \"\\ud800\"}"),
        ("number.json", "1e999999"),
    ] {
        let path = file(name, text);
        attrflow(&["check", &path], b"").is(1, "error[");
        attrflow(&["map", &path], RECORDS).is(1, "error[");
    }
    // An empty file is not a mapping: the user probably named the wrong file, or wrote to the wrong path.
    for (name, text) in [("list.json", "[]"), ("nothing.toml", "")] {
        attrflow(&["check", &file(name, text)], b"").is(1, "no-object-mapping");
        attrflow(&["map", &file(name, text)], RECORDS).is(1, "no-object-mapping");
    }
    let twice = EXPORT.replace("\"name\": \"Users\"", "\"name\": \"Users\", \"name\": \"Others\"");
    let ran = attrflow(&["check", &file("twice.json", twice)], b"");
    ran.is(ran.code.unwrap_or(101).min(1), "");
    let twice = MAPPING.replace("name = 'Users'\n", "name = 'Users'\nname = 'Others'\n");
    attrflow(&["check", &file("twice.toml", twice)], b"").is(1, "error[");
    for open in ["[", "{\"a\":", "[[[[{\"a\":"] {
        let deep = open.repeat(1_000_000 / open.len());
        attrflow(&["check", &file("deep.json", &deep)], b"").is(1, "error[");
        attrflow(&["check", &file("deep.toml", format!("a = {deep}"))], b"").is(1, "error[");
    }
}

#[test]
fn missing_files_and_folders() {
    let mapping = file("there.toml", MAPPING);
    let folder = env!("CARGO_TARGET_TMPDIR");
    attrflow(&["check", "no such file.json"], b"").is(2, "`no such file.json` is neither a file nor a connector");
    attrflow(&["map", folder], b"").is(2, "cannot be read");
    attrflow(&["map", &mapping, "no such records.json"], b"").is(2, "`no such records.json` cannot be read");
    let ran = attrflow(&["map", &mapping, folder], b"");
    ran.is(ran.code.unwrap_or(101).clamp(1, 2), "director");
    attrflow(&["map", &mapping, "-", "-o", &format!("{folder}/no/such/folder")], RECORDS).is(2, "cannot be written");
    attrflow(&["map", &mapping], b"").is(0, "0 mapped");
    attrflow(&["eval", "Now()", "--now", "yesterday"], b"").is(2, "is not a point in time");
}

#[test]
fn a_file_that_a_test_names_is_read_whole_or_not_at_all() {
    let named = file("large-named", b"mail,expected\na,a\n");
    let table = format!("[[expression]]\ntext = '[mail]'\ntable-file = '{named}'\n");
    let mapping = file("large-named.toml", MAPPING);
    let case = format!("mapping = '{mapping}'\n[[case]]\nname = 'x'\nrecord-file = '{named}'\nskip = ['userName']\n");
    let test = file("large-named.test.toml", &table);
    attrflow(&["test", &test], b"").is(0, "1 passed");
    // A hole of zeros, which takes no room.
    let grow = |length: u64| std::fs::OpenOptions::new().write(true).open(&named).unwrap().set_len(length).unwrap();
    grow((64 << 20) + 1);
    attrflow(&["test", &test], b"").is(1, "the table cannot be read: ").is(1, "is larger than 67108864 bytes");
    let test = file("large-named-case.test.toml", case);
    attrflow(&["test", &test], b"").is(1, "the record cannot be read: ").is(1, "is larger than 67108864 bytes");
    grow(64 << 20);
    let ran = attrflow(&["test", &test], b"");
    ran.is(1, "the record cannot be read: ");
    assert!(!ran.out.contains("is larger") && !ran.told.contains("is larger"), "{}", ran.told);
    std::fs::remove_file(&named).unwrap();
}

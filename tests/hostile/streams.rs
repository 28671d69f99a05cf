//! Streams of records, and outputs that are closed or full.

use crate::hostile::{MAPPING, attrflow, attrflow_in, file};
use std::process::{Command, Stdio};

fn map(name: &str, input: &[u8]) -> crate::hostile::Ran {
    attrflow(&["map", &file(&format!("stream-{name}.toml"), MAPPING)], input)
}

#[test]
fn every_prefix_of_a_record() {
    let record = r#"{"id": 7, "mail": "a\u00e9\ud83d\ude00@b.org", "x": [1.5e3, {"y": null}, true], "z": {}}"#;
    let mut input = String::new();
    for end in (1..record.len()).filter(|end| record.is_char_boundary(*end)) {
        input.push_str(&record[..end]);
        input.push('\n');
    }
    let prefixes = input.lines().count();
    input.push_str(record);
    // Line by line in one stream: each prefix is reported, the last line is mapped.
    let ran = map("prefixes", input.as_bytes());
    ran.is(1, &format!("1 mapped, 0 out of scope, {prefixes} failed")).is(1, "aé😀@b.org");
    // Each alone, as a truncated stream.
    for end in (1..record.len()).step_by(9) {
        map("prefix", &record.as_bytes()[..end]).is(1, "0 mapped, 0 out of scope, 1 failed");
    }
}

#[test]
fn a_line_of_a_hundred_megabytes() {
    let mut input = b"{\"mail\":\"first\"}\n{\"mail\":\"".to_vec();
    input.resize(input.len() + (100 << 20), b'x');
    input.extend_from_slice(b"\"}\n{\"mail\":\"last\"}\n");
    let ran = map("line", &input);
    ran.is(1, "2 mapped, 0 out of scope, 1 failed").is(1, "record 2: error[record-too-large]");
    assert!(ran.out.contains("first") && ran.out.contains("last"), "{}", ran.out);
}

/// What the target has may be larger than any record, and all of it larger than memory: it waits in a temporary file.
#[test]
fn objects_of_the_target_beyond_records_and_memory() {
    let keyed = format!("{MAPPING}match = 1\n");
    let object =
        |user: usize, length: usize| format!("{{\"userName\":\"u{user}\",\"note\":\"{}\"}}\n", "x".repeat(length));
    let mut previous = object(0, 17 << 20);
    (1..2000).for_each(|user| previous.push_str(&object(user, 100 << 10)));
    let previous = file("previous.ndjson", previous);
    // All but the last two have a record, one of which is new.
    let records: Vec<String> = (0..1998).chain([5000]).map(|user| format!("{{\"mail\":\"U{user}\"}}\n")).collect();
    let mapping = file("previous.toml", keyed);
    let input = records.concat();
    for threads in ["1", "2"] {
        let arguments = ["map", &mapping, "--operation", "patch", "--previous", &previous, "-j", threads];
        let ran = attrflow_in(160 << 10, &arguments, input.as_bytes());
        ran.is(0, "1 created, 0 changed, 1998 unchanged, 2 deleted");
        assert_eq!(ran.out.lines().count(), 3, "{:.2000}", ran.out);
    }
}

#[test]
fn a_million_brackets_and_deep_attributes() {
    for (name, open, close) in [("square", "[", "]"), ("curly", "{\"a\":", "}")] {
        let skipped = format!("{{\"mail\":\"a\",\"z\":{}1{}}}\n", open.repeat(100_000), close.repeat(100_000));
        let wanted = format!("{{\"mail\":{}1{}}}\n", open.repeat(100_000), close.repeat(100_000));
        let endless = open.repeat(1_000_000 / open.len());
        let input = format!("{{\"mail\":\"first\"}}\n{skipped}{wanted}{endless}\n{{\"mail\":\"last\"}}\n");
        let ran = map(&format!("deep-{name}"), input.as_bytes());
        ran.is(1, "2 mapped, 0 out of scope, 3 failed").is(1, "record-nested-too-deep");
        let alone = map(&format!("alone-{name}"), endless.as_bytes());
        alone.is(1, "0 mapped");
    }
}

#[test]
fn bytes_that_are_not_text() {
    let input = b"{\"mail\":\"first\"}\n{\"mail\":\"\xff\xfe\"}\n{\"mail\":\"\\ud800\"}\n{\"mail\":\"a\\u0000b\"}\n\0\0\0\n{\"mail\":\"last\"}\n";
    let ran = map("bytes", input);
    ran.is(1, "record 2: error[invalid-utf8]").is(1, "record 5: error[");
    assert!(ran.out.contains("first") && ran.out.contains("last"), "{}", ran.out);
    // Not JSON, so it is read as the header of a table without rows.
    map("nul", b"\0").is(0, "0 mapped, 0 out of scope, 0 failed");
}

#[test]
fn duplicate_keys() {
    let ran = map("keys", b"{\"mail\":\"A\",\"mail\":\"B\"}\n");
    ran.is(0, "1 mapped").is(0, "\"b\"");
}

#[test]
fn records_in_the_encodings_of_windows() {
    let text = "{\"mail\":\"ONE\"}\r\n{\"mail\":\"TWO\"}\r\n";
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for input in [text.as_bytes().to_vec(), format!("\u{feff}{text}").into_bytes(), utf16] {
        map("windows", &input).is(0, "2 mapped").is(0, "\"two\"");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn outputs_that_are_closed_or_full() {
    let mapping = file("pipe.toml", MAPPING);
    let records = file("pipe.ndjson", "{\"mail\":\"somebody@contoso.com\"}\n".repeat(100_000));
    let script = "\"$0\" map \"$1\" \"$2\" 2>\"$3\" | head -1; exit \"${PIPESTATUS[0]}\"";
    let told = file("pipe.txt", "");
    let piped = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_attrflow"), &mapping, &records, &told])
        .output()
        .expect("there is a shell");
    assert_eq!(piped.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&piped.stdout).lines().count(), 1);
    assert_eq!(std::fs::read_to_string(told).expect("it was written"), "", "a closed pipe is not reported");
    for arguments in [
        vec!["map", &mapping, &records],
        vec!["functions"],
        vec!["eval", "Now()"],
        vec!["check", &mapping, "--format", "json"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
        let ran = Command::new(env!("CARGO_BIN_EXE_attrflow"))
            .args(&arguments)
            .stdin(Stdio::null())
            .stdout(full)
            .output()
            .expect("the program can be started");
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains("the output cannot be written") && !told.contains("panicked"), "{arguments:?}: {told}");
    }
    attrflow(&["map", &mapping, &records, "-o", "/dev/full"], b"").is(2, "the output cannot be written");
    attrflow(&["map", &mapping, "-", "--errors", "/dev/full"], b"{\n").is(2, "the output cannot be written");
}

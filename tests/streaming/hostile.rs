//! Hostile inputs and outputs, each with the outcome that `docs/streaming.md` documents, in less memory than their
//! size.

use crate::streaming::run::{Folder, JOB};
use std::io::Write;
use std::process::{Command, Stdio};

/// The maximum virtual memory of a run, in kB, including the program itself.
const MEMORY: u32 = 96 << 10;

/// Runs the command in little memory with input that is generated on demand; returns the exit code, the number of lines
/// written, and standard error.
fn map(setup: &str, arguments: &[&str], pieces: impl IntoIterator<Item = Vec<u8>>) -> (Option<i32>, usize, String) {
    let mut child = Command::new("bash")
        .args(["-c", &format!("{setup} ulimit -v {MEMORY}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_attrflow"), "map"])
        .args(arguments)
        .env("MALLOC_ARENA_MAX", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let output = std::thread::spawn(move || child.wait_with_output().unwrap());
    for piece in pieces {
        if pipe.write_all(&piece).is_err() {
            break;
        }
    }
    drop(pipe);
    let output = output.join().unwrap();
    let lines = memchr::memchr_iter(b'\n', &output.stdout).count();
    (output.status.code(), lines, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn tables_directories_and_archives_take_no_more_memory_than_lines_do() {
    let filler = "x".repeat(10_000);
    let count = 12_000;
    let folder = Folder::new();
    let many = |head: &str, one: &dyn Fn(usize) -> String| -> Vec<Vec<u8>> {
        // 120 MB, generated one piece at a time.
        let pieces = (0..count).map(|number| one(number).into_bytes());
        std::iter::once(head.as_bytes().to_vec()).chain(pieces).collect()
    };
    let table =
        many("userPrincipalName,givenName,note\n", &|number| format!("u{number}@b.org,\"Ada, {number}\",{filler}\n"));
    let entries = many("version: 1\n\n", &|number| {
        format!("dn: cn={number}\nuserPrincipalName: u{number}@b.org\ndescription: {filler}\n\n")
    });
    let array = many("[", &|number| {
        let comma = if number == 0 { "" } else { "," };
        format!("{comma}{{\"userPrincipalName\": \"u{number}@b.org\",\n \"note\": \"{filler}\"}}\n")
    });
    for (name, pieces) in [("table", table), ("entries", entries), ("array", [array, vec![b"]".to_vec()]].concat())] {
        for threads in ["1", "2"] {
            let (code, lines, told) = map("", &[JOB, "-", "-j", threads], pieces.iter().cloned());
            assert_eq!((code, lines), (Some(0), count), "{name}: {told}");
        }
    }
    // An archive whose content is much larger than the archive.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    (0..count).for_each(|_| writeln!(encoder, "{{\"userPrincipalName\":\"a\",\"note\":\"{filler}\"}}").unwrap());
    folder.put("bomb.gz", encoder.finish().unwrap());
    let (code, lines, told) = map("", &[JOB, "-"], [folder.get("bomb.gz")]);
    assert_eq!((code, lines), (Some(0), count), "{told}");
}

#[test]
fn a_line_of_200_megabytes_is_rejected_and_the_next_is_mapped() {
    let piece = vec![b'x'; 1 << 20];
    let line = std::iter::once(b"{\"id\":\"1\",\"userPrincipalName\":\"a\"}\n{\"id\":\"".to_vec())
        .chain(std::iter::repeat_n(piece, 200))
        .chain([b"\"}\n{\"id\":\"3\",\"userPrincipalName\":\"c\"}\n".to_vec()]);
    let (code, _, told) = map("", &[JOB, "-"], line);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("record 2: error[record-too-large]: the record is larger than 16777216 bytes"), "{told}");
    assert!(told.contains("2 mapped, 0 out of scope, 1 failed"), "{told}");
}

#[test]
fn unusual_or_invalid_records_affect_no_other_record() {
    let nested = format!("{{\"id\":\"1\",\"skipped\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    for (record, told, mapped) in [
        (nested.as_bytes(), "error[record-nested-too-deep]: values are nested more than 512 levels deep", None),
        (b"{\"id\":\"1\",\"userPrincipalName\":\"a\0b\"}", "error[bad-json]", None),
        (b"\0", "error[bad-json]", None),
        (b"{\"id\":\"1\",\"userPrincipalName\":\"\\ud800\"}", "error[bad-json]", None),
        (b"{\"id\":\"1\",\"userPrincipalName\":\"\xed\xa0\x80\"}", "error[invalid-utf8]", None),
        (b"{\"id\":\"1\",\"userPrincipalName\":\"a\\u0000b\"}", "", Some("\"a\\u0000b\"")),
        (b"{\"id\":\"1\",\"userPrincipalName\":\"first\",\"userPrincipalName\":\"last\"}", "", Some("\"last\"")),
        (b"{\"id\":\"1\"", "error[bad-json]", None),
    ] {
        let input = [
            b"{\"id\":\"0\",\"userPrincipalName\":\"before\"}\n",
            record,
            b"\n{\"id\":\"2\",\"userPrincipalName\":\"behind\"}\n",
        ];
        let folder = Folder::new();
        let ran = folder.run(&["map", JOB, "-", "-o", "out.ndjson"], &input.concat());
        let out = String::from_utf8(folder.get("out.ndjson")).unwrap();
        assert!(out.contains("before") && out.contains("behind"), "{told}: {out}");
        assert_eq!(ran.code, Some(i32::from(mapped.is_none())), "{told}: {}", ran.told);
        assert!(ran.told.contains(told), "{told}: {}", ran.told);
        assert!(mapped.is_none_or(|text| out.contains(text)), "{out}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_whole_records_and_the_run_resumes_when_there_is_space() {
    let folder = Folder::new();
    let records: Vec<u8> = (0..30_000)
        .flat_map(|number| format!("{{\"id\":\"{number}\",\"userPrincipalName\":\"u{number}\"}}\n").into_bytes())
        .collect();
    assert_eq!(folder.run(&["map", JOB, "-", "-o", "whole.ndjson"], &records).code, Some(0));
    // The system limits the file size to this, in kB, like a full disk.
    let output = folder.path("out.ndjson");
    let full = "trap '' XFSZ; ulimit -f 1500;";
    let (code, _, told) = map(full, &[JOB, "-", "-o", &output], [records.clone()]);
    assert_eq!(code, Some(2), "{told}");
    assert!(
        told.contains("error: the output cannot be written: ") && told.contains("`--resume` continues there"),
        "{told}"
    );
    let written = folder.get("out.ndjson");
    assert!(written.is_empty() || written.ends_with(b"\n"));
    let ran = folder.run(&["map", JOB, "-", "-o", "out.ndjson", "--resume"], &records);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert!(folder.get("out.ndjson") == folder.get("whole.ndjson"));
}

#[test]
fn an_input_is_not_overwritten() {
    let folder = Folder::new();
    let (records, mapping) = ("{\"id\":\"1\",\"userPrincipalName\":\"a\"}\n", "x = 1\n");
    folder.put("in.ndjson", records);
    folder.put("mapping.toml", mapping);
    std::fs::hard_link(folder.path("in.ndjson"), folder.path("same.ndjson")).unwrap();
    for arguments in [
        &["map", JOB, "in.ndjson", "-o", "in.ndjson"][..],
        &["map", JOB, "in.ndjson", "-o", "same.ndjson"],
        &["map", JOB, "in.ndjson", "-o", "out.ndjson", "--errors", "in.ndjson"],
        &["map", JOB, "-", "-o", "in.ndjson", "--operation", "patch", "--previous", "in.ndjson"],
        &["map", JOB, "-", "-o", "in.ndjson", "--references", "in.ndjson"],
        &["map", "mapping.toml", "-", "-o", "mapping.toml"],
    ] {
        let ran = folder.run(arguments, b"");
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.told);
        assert!(ran.told.contains("they are the same file"), "{arguments:?}: {}", ran.told);
        assert_eq!(folder.get("in.ndjson"), records.as_bytes(), "{arguments:?}");
        assert_eq!(folder.get("mapping.toml"), mapping.as_bytes(), "{arguments:?}");
    }
    for (missing, told) in [("nothing.ndjson", "no such file"), (".", "directory")] {
        let ran = folder.run(&["map", JOB, missing, "-o", "out.ndjson"], b"");
        assert!(ran.code == Some(2) && ran.told.contains(told), "{}", ran.told);
        assert!(!folder.has("out.ndjson"), "no output is created");
    }
}

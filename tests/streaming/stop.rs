//! Ctrl-C and SIGTERM: the output has only whole records, and the message says how to resume.

use crate::streaming::run::{Folder, JOB, lines};
use crate::streaming::users::users;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

#[test]
fn a_signal_leaves_whole_records_and_says_how_to_resume() {
    let (folder, input) = (Folder::new(), users(9_000));
    let input = input.as_bytes();
    let arguments = ["map", JOB, "-", "-o", "out.ndjson"];
    assert_eq!(folder.run(&["map", JOB, "-", "-o", "whole.ndjson"], input).code, Some(0));
    let whole = folder.get("whole.ndjson");
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        // It stops although it waits for the rest of the pipe.
        let ran = folder.run_until(&arguments, &input[..input.len() - 700], ("out.ndjson.progress", 0), signal);
        assert_eq!(ran.code, Some(code), "{}", ran.told);
        let records = folder.noted("out.ndjson.progress", "records") as usize;
        let told = format!("stopped after record {records}, line {records}; the output is complete up to there");
        assert!(ran.told.contains(&told) && ran.told.contains("--resume"), "{}", ran.told);
        let output = folder.get("out.ndjson");
        assert!(records > 0 && output == whole[..lines(&whole, records)], "{records} records");
        let ran = folder.run(&["map", JOB, "-", "-o", "out.ndjson", "--resume"], input);
        assert_eq!(ran.code, Some(0), "{}", ran.told);
        assert!(folder.get("out.ndjson") == whole && !folder.has("out.ndjson.progress"));
    }
}

#[test]
fn standard_output_has_whole_records_too() {
    let input = users(2_000);
    let mut child = Command::new(env!("CARGO_BIN_EXE_attrflow"))
        .args(["map", JOB, "-j", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let mut out = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).unwrap();
        text
    });
    pipe.write_all(input.as_bytes()).unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("stopped after record ") && told.contains("`-o FILE`"), "{told}");
    let text = reader.join().unwrap();
    assert!(told.contains(&format!("stopped after record {},", text.lines().count())), "{told}");
    assert!(text.ends_with('\n') || text.is_empty());
    assert!(text.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
}

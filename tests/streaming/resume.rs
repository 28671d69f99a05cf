//! Runs that are killed and resumed have the same output as an uninterrupted run, byte for byte.

use crate::streaming::run::{Folder, JOB, UNIQUE, lines};
use crate::streaming::users::users;

/// Kills a run halfway, twice, and resumes it; then compares every output with that of an uninterrupted run.
fn holds(folder: &Folder, arguments: &[&str], input: &[u8], outputs: &[&str], code: i32) {
    let with = |more: &[&'static str], prefix: &str| -> Vec<String> {
        let renamed = arguments.iter().map(|argument| match outputs.contains(argument) {
            true => format!("{prefix}{argument}"),
            false => (*argument).to_owned(),
        });
        renamed.chain(more.iter().map(|more| (*more).to_owned())).collect()
    };
    fn borrowed(owned: &[String]) -> Vec<&str> {
        owned.iter().map(String::as_str).collect()
    }
    let journal = format!("{}.progress", outputs[0]);
    let begun = with(&["--now", "2026-01-15T09:30:00Z"], "");
    let ran = folder.run_until(&borrowed(&begun), &input[..input.len() / 2], (&journal, 0), "KILL");
    assert_eq!(ran.code, None, "{arguments:?}: {ran:?}");
    let first = folder.noted(&journal, "records");
    assert!(first > 0, "{arguments:?}");
    assert!(folder.length(outputs[0]) >= folder.noted(&journal, "output"));
    let resumed = with(&["--resume"], "");
    let ran = folder.run_until(&borrowed(&resumed), &input[..input.len() - 500], (&journal, first), "KILL");
    assert_eq!(ran.code, None, "{arguments:?}: {ran:?}");
    assert!(folder.noted(&journal, "records") > first, "{arguments:?}");
    let ran = folder.run(&borrowed(&with(&["--resume"], "")), input);
    assert_eq!(ran.code, Some(code), "{arguments:?}: {:.2000}", ran.told);
    assert!(!folder.has(&journal));
    let whole = folder.run(&borrowed(&with(&["--now", "2026-01-15T09:30:00Z"], "whole-")), input);
    assert_eq!(whole.code, Some(code));
    assert_eq!(
        ran.told.lines().last(),
        whole.told.lines().last(),
        "{arguments:?}: the counts are those of all records"
    );
    for output in outputs {
        let expanded = |name: &str| expanded(name, folder.get(name));
        assert!(!expanded(output).is_empty(), "{arguments:?}");
        assert!(expanded(output) == expanded(&format!("whole-{output}")), "{arguments:?}: {output} differs");
    }
}

fn expanded(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    use std::io::Read;
    let mut text = Vec::new();
    match name.rsplit('.').next() {
        Some("gz") => drop(flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut text).unwrap()),
        Some("zst") => text = zstd::stream::decode_all(&bytes[..]).unwrap(),
        _ => text = bytes,
    }
    text
}

#[test]
fn fifty_thousand_records_on_one_thread_and_on_multiple_threads() {
    let (folder, input) = (Folder::new(), users(50_000));
    for threads in ["1", "3"] {
        holds(&folder, &["map", JOB, "-", "-j", threads, "-o", "out.ndjson"], input.as_bytes(), &["out.ndjson"], 0);
    }
}

#[test]
fn archives_and_tables() {
    let folder = Folder::new();
    let mut table = String::from("userPrincipalName,mail,givenName,surname\n");
    (0..30_000).for_each(|number| table += &format!("u{number}@b.org,,\"Ada, {number}\",Lovelace\n"));
    let mut entries = String::from("version: 1\n\n");
    (0..30_000).for_each(|number| {
        entries += &format!("dn: cn={number}\nuserPrincipalName: u{number}@b.org\ngivenName: Ada\n\n")
    });
    for (input, output) in [(&table, "out.gz"), (&entries, "out.ndjson.zst"), (&entries, "out.ndjson")] {
        holds(&folder, &["map", JOB, "-", "-o", output], input.as_bytes(), &[output], 0);
    }
}

#[test]
fn unique_values_errors_and_envelopes() {
    let (folder, input) = (Folder::new(), users(12_000));
    folder.put("unique.toml", UNIQUE);
    let plain = ["map", "unique.toml", "-", "-o", "out.ndjson", "--errors", "errors.ndjson", "--seed", "7"];
    holds(&folder, &plain, input.as_bytes(), &["out.ndjson", "errors.ndjson"], 1);
    let enveloped = ["map", "unique.toml", "-", "-o", "out.zst", "--errors", "errors.gz", "--envelope"];
    holds(&folder, &enveloped, input.as_bytes(), &["out.zst", "errors.gz"], 1);
}

#[test]
fn requests_against_earlier_payloads_and_in_bulk() {
    let (folder, input) = (Folder::new(), users(6_000));
    let earlier = &input[..lines(input.as_bytes(), 5_000)].replace("Engineering", "Research");
    assert_eq!(folder.run(&["map", JOB, "-", "-o", "earlier.ndjson.gz"], earlier.as_bytes()).code, Some(0));
    let patch = ["map", JOB, "-", "--operation", "patch", "--previous", "earlier.ndjson.gz", "-o", "out.ndjson"];
    holds(&folder, &patch, input.as_bytes(), &["out.ndjson"], 0);
    let bulk = ["map", JOB, "-", "--operation", "replace", "--bulk", "70", "-o", "bulk.ndjson"];
    holds(&folder, &bulk, input.as_bytes(), &["bulk.ndjson"], 0);
}

#[test]
fn only_the_same_run_is_resumed() {
    let (folder, input) = (Folder::new(), users(9_000));
    let input = input.as_bytes();
    folder.put("unique.toml", UNIQUE);
    let other = &input[lines(input, 1)..];
    let arguments = ["map", JOB, "-", "-o", "out.ndjson"];
    // `--resume` also starts a new run, so that one command can be repeated until it succeeds.
    let resume = ["map", JOB, "-", "-o", "out.ndjson", "--resume"];
    let stopped = folder.run_until(&resume, &input[..input.len() - 700], ("out.ndjson.progress", 0), "KILL");
    assert_eq!(stopped.code, None);
    let (before, done) = (folder.get("out.ndjson.progress"), folder.noted("out.ndjson.progress", "records"));
    let refused = |arguments: &[&str], input: &[u8], told: &str| {
        let ran = folder.run(arguments, input);
        assert_eq!(ran.code, Some(2), "{}", ran.told);
        assert!(ran.told.contains(told), "{}", ran.told);
        assert!(ran.told.contains("help: "), "{}", ran.told);
        assert_eq!(folder.get("out.ndjson.progress"), before, "the run can still be resumed");
    };
    refused(&resume, other, "the input differs from that of the interrupted run: the first");
    refused(&resume, &input[..lines(input, 10)], &format!("the input ends after 10 records, but {done} were done"));
    refused(&[&resume[..], &["--seed", "9"]].concat(), input, "the options have changed");
    refused(&[&resume[..], &["--flavor", "rfc7644"]].concat(), input, "the options have changed");
    refused(&[&resume[..], &["--now", "2020-01-01T00:00:00Z"]].concat(), input, "`--now` is not ");
    refused(&["map", "unique.toml", "-", "-o", "out.ndjson", "--resume"], input, "the mapping has changed");
    // The form that the mapping's source decides may also be named.
    assert_eq!(folder.run(&[&resume[..], &["--flavor", "entra"]].concat(), input).code, Some(0));
    refused_whole(&folder, &resume, input);
    folder.run(&[&arguments[..3], &["-o", "whole.ndjson"]].concat(), input);
    assert!(folder.get("whole.ndjson") == folder.get("out.ndjson"));
    // Without an output file there is nothing to resume.
    let ran = folder.run(&["map", JOB, "-", "--resume"], input);
    assert_eq!(ran.code, Some(2), "{}", ran.told);
    let ran = folder.run(&["map", JOB, "-", "-o", "/dev/null", "--resume"], input);
    assert!(ran.code == Some(2) && ran.told.contains("only a run that writes to a file"), "{}", ran.told);
}

fn refused_whole(folder: &Folder, resume: &[&str], input: &[u8]) {
    let ran = folder.run(resume, input);
    assert!(ran.code == Some(2) && ran.told.contains("nothing to resume"), "{}", ran.told);
}

#[test]
fn an_output_that_was_truncated_is_rejected() {
    let (folder, input) = (Folder::new(), users(9_000));
    let (input, arguments) = (input.as_bytes(), ["map", JOB, "-", "-o", "out.ndjson"]);
    folder.run_until(&arguments, &input[..input.len() - 700], ("out.ndjson.progress", 0), "KILL");
    let output = folder.get("out.ndjson");
    folder.put("out.ndjson", &output[..100]);
    let ran = folder.run(&[&arguments[..], &["--resume"]].concat(), input);
    assert!(ran.code == Some(2) && ran.told.contains("`out.ndjson` is shorter than"), "{}", ran.told);
}

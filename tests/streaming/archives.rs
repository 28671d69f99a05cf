//! Archives as input and output: gzip and zstd, under any name, and continued by `--resume`.

use crate::streaming::run::{Folder, JOB, lines};
use crate::streaming::users::users;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(text, 1).unwrap()
}

#[test]
fn inputs_are_recognized_by_their_first_bytes_and_outputs_by_their_names() {
    let (folder, input) = (Folder::new(), users(3_000));
    let input = input.as_bytes();
    let middle = input.len() / 2;
    assert_eq!(folder.run(&["map", JOB, "-", "-o", "whole.ndjson"], input).code, Some(0));
    let whole = folder.get("whole.ndjson");
    let several = |pack: fn(&[u8]) -> Vec<u8>| [pack(&input[..middle]), pack(&[]), pack(&input[middle..])].concat();
    for (name, archive) in [
        ("users.ndjson.gz", gzip(input)),
        ("users.gz", several(gzip)),
        ("users.json.zst", zstd(input)),
        ("users.zst", several(zstd)),
        // The name of the input does not matter.
        ("users.ndjson", gzip(input)),
    ] {
        folder.put(name, &archive);
        for (records, stdin) in [(name, &[][..]), ("-", &archive[..])] {
            let ran = folder.run(&["map", JOB, records, "-o", "out.ndjson"], stdin);
            assert_eq!(ran.code, Some(0), "{name}: {}", ran.told);
            assert!(folder.get("out.ndjson") == whole, "{name} as {records}");
        }
    }
    // A table is still a table.
    folder.put("users.csv.gz", gzip(b"userPrincipalName;givenName\na@b.org;Ada\n"));
    let ran = folder.run(&["map", JOB, "users.csv.gz", "-o", "out.ndjson.GZ"], &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert!(folder.get("out.ndjson.GZ").starts_with(&[0x1F, 0x8B]));
    let ran = folder.run(&["map", JOB, "-", "-o", "nothing.zst"], &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert_eq!(zstd::stream::decode_all(&folder.get("nothing.zst")[..]).unwrap(), b"", "the archive is empty");
}

#[test]
fn a_truncated_archive_is_reported_and_the_run_resumes_when_it_is_complete() {
    let (folder, input) = (Folder::new(), users(3_000));
    let input = input.as_bytes();
    assert_eq!(folder.run(&["map", JOB, "-", "-o", "whole.ndjson"], input).code, Some(0));
    let whole = folder.get("whole.ndjson");
    for (kind, archive) in [("gzip", gzip(input)), ("zstd", zstd(input))] {
        let ran = folder.run(&["map", JOB, "-", "-o", "out.ndjson"], &archive[..archive.len() / 2]);
        assert_eq!(ran.code, Some(1), "{}", ran.told);
        let records = folder.noted("out.ndjson.progress", "records");
        let told = format!("error[unreadable-input]: reading stopped: the {kind} archive is cut off");
        assert!(ran.told.contains(&told), "{}", ran.told);
        assert!(
            ran.told.contains(&format!("the output holds the results of the {records} records before")),
            "{}",
            ran.told
        );
        assert!(records > 100 && folder.get("out.ndjson") == whole[..lines(&whole, records as usize)]);
        // Now the archive is complete.
        let ran = folder.run(&["map", JOB, "-", "-o", "out.ndjson", "--resume"], &archive);
        assert_eq!(ran.code, Some(0), "{}", ran.told);
        assert!(folder.get("out.ndjson") == whole);
    }
}

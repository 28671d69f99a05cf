//! Runs that are cancelled within a record: by a signal, by another thread, by a host.

use crate::hostile::{MAPPING, file};
use attrflow::{Evaluator, Limits, Mapper, Operation, Options, Provisioner, RecordFormat, Status};
use std::num::NonZeroUsize;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Without a limit on steps, its backtracking would practically never end.
const ENDLESS: &str = r#"Replace([mail], , "((a+)+)\\1b", , "", , )"#;

/// Nothing of it is endless, but there is very much of it, over a record of eight megabytes: reading is not counted.
fn lengthy() -> String {
    format!("Join(\"\"{})", ", InStr([mail], \"zz\")".repeat(4_000))
}

fn endless_record() -> String {
    format!("{{\"mail\": \"{}\"}}", "a".repeat(90))
}

/// Without limits, and cancelled after a third of a second.
fn options() -> Options {
    let mut limits = Limits::default();
    (limits.pattern_steps, limits.record_steps) = (u64::MAX, u64::MAX);
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        stop.store(true, Ordering::Relaxed);
    });
    Options::new().limits(limits).cancel(move || asked.load(Ordering::Relaxed))
}

/// Runs something that is cancelled; it must end soon after that.
fn soon<T>(run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    assert!(start.elapsed() < Duration::from_millis(1_300), "it took {:?}", start.elapsed());
    result
}

#[test]
fn an_evaluation_ends_within_its_record() {
    let evaluator = Evaluator::with_options(ENDLESS, &options()).unwrap();
    let error = soon(|| evaluator.evaluate(endless_record())).unwrap_err();
    assert_eq!(error.diagnostic.code(), "run-cancelled");
    let large = format!("{{\"mail\": \"{}\"}}", "z ".repeat(4 << 20));
    let evaluator = Evaluator::with_options(&lengthy(), &options()).unwrap();
    let error = soon(|| evaluator.evaluate(&large)).unwrap_err();
    assert_eq!(error.diagnostic.code(), "run-cancelled");
}

fn mapper(options: Options) -> Mapper {
    let mapping = MAPPING.replace("'ToLower([mail])'", &format!("'''{ENDLESS}'''\nmatch = 1"));
    Mapper::from_bytes("endless.toml", mapping.as_bytes(), options).unwrap()
}

#[test]
fn a_mapping_ends_within_its_record_on_any_number_of_threads() {
    let mapper = mapper(options());
    let envelope = soon(|| serde_json::to_string(&mapper.map(endless_record())).unwrap());
    assert!(envelope.contains("run-cancelled"), "{envelope}");
    let records = format!("{}\n", endless_record()).repeat(10_000);
    for threads in [1, 3] {
        let mapper = self::mapper(options());
        let mut cancelled = 0;
        let ended = soon(|| {
            mapper.map_all(records.as_bytes(), None, NonZeroUsize::new(threads).unwrap(), |envelope| {
                assert_eq!(envelope.status, Status::Error);
                cancelled += usize::from(envelope.errors[0].diagnostic.code() == "run-cancelled");
                Ok::<_, std::convert::Infallible>(())
            })
        });
        assert!(ended.is_ok());
        assert_eq!(cancelled, 10_000, "{threads} threads: every record is said to have no result");
    }
}

#[test]
fn a_mapping_asks_again_and_again_within_a_large_record_of_any_format() {
    let expression = format!("Join(\"\"{})", ", InStr([mail], \"zz\")".repeat(200));
    let mapping = MAPPING.replace("'ToLower([mail])'", &format!("'''{expression}'''\nmatch = 1"));
    for (length, ends) in [(1 << 20, &["run-cancelled"][..]), (1 << 18, &[])] {
        let value = "z ".repeat(length / 2);
        let csv = format!("mail\n{value}.\n");
        let ldif = format!("dn: uid=a\nmail: {value}.\n");
        let json = format!("{{\"mail\": \"{value}.\"}}\n");
        for (format, records) in [(RecordFormat::Csv, csv), (RecordFormat::Ldif, ldif), (RecordFormat::Ndjson, json)] {
            let asked = AtomicUsize::new(0);
            let options = Options::new().cancel(move || asked.fetch_add(1, Ordering::Relaxed) > 100);
            let mapper = Mapper::from_bytes("lengthy.toml", mapping.as_bytes(), options).unwrap();
            let mut codes = Vec::new();
            let ended = mapper.map_all(records.as_bytes(), Some(format), NonZeroUsize::MIN, |envelope| {
                codes.extend(envelope.errors.iter().map(|error| error.diagnostic.code()));
                Ok::<_, std::convert::Infallible>(())
            });
            assert!(ended.is_ok());
            assert_eq!(codes, ends, "{format:?} of {length} bytes");
        }
    }
}

#[test]
fn nothing_is_decided_about_an_object_whose_record_was_cancelled() {
    let before = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"ada"}"#;
    let mut provisioner = Provisioner::new(mapper(options()).into(), Operation::Patch, Some(before.as_bytes()));
    for _ in 0..2 {
        let envelope = soon(|| serde_json::to_string(&provisioner.step(endless_record())).unwrap());
        assert!(envelope.contains("run-cancelled") && !envelope.contains("requests\":[{"), "{envelope}");
    }
    let mut left = Vec::new();
    provisioner
        .finish(|envelope| {
            left.push((envelope.status, envelope.payload.is_some()));
            Ok::<_, std::convert::Infallible>(())
        })
        .unwrap();
    assert_eq!(left, [(Status::Kept, true)], "an object without a record is kept, with its payload");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_command_within_a_record() {
    // Each record takes as many steps as it may; a batch of them takes minutes.
    let hard = (0..12).map(|_| ENDLESS.replace("Replace", ",Replace")).collect::<String>();
    let mapping = MAPPING.replace("'ToLower([mail])'", &format!("'''Coalesce(Join(\"\" {hard}),[mail])'''\nmatch = 1"));
    let mapping = file("cancel.toml", mapping);
    let easy = "{\"mail\": \"b\"}\n";
    let records = file("cancel.ndjson", easy.repeat(3) + &format!("{}\n", endless_record()).repeat(3_000));
    let state = file("cancel-state.ndjson", "");
    let requests = ["--operation", "patch", "--previous", state.as_str()];
    for (name, threads, options) in [("one", "1", &[][..]), ("three", "3", &[]), ("patch", "1", &requests)] {
        for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
            let output = file(&format!("cancel-{name}.out"), "");
            std::fs::remove_file(&output).unwrap();
            let mut child = Command::new(env!("CARGO_BIN_EXE_attrflow"))
                .args(["map", &mapping, &records, "-q", "-j", threads, "-o", &output])
                .args(options)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            std::thread::sleep(Duration::from_millis(700));
            assert!(child.try_wait().unwrap().is_none(), "{name}: it is still running");
            let start = Instant::now();
            assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
            let ran = child.wait_with_output().unwrap();
            let (took, told) = (start.elapsed(), String::from_utf8_lossy(&ran.stderr));
            assert!(took < Duration::from_secs(1), "{name} {signal}: it took {took:?} to stop");
            assert_eq!(ran.status.code(), Some(code), "{told}");
            assert!(told.contains("--resume") && !told.contains("run-cancelled"), "{told}");
            let written = std::fs::read_to_string(&output).unwrap();
            assert!(written.is_empty() || written.ends_with('\n'), "{name}: whole records");
            assert!(std::path::Path::new(&format!("{output}.progress")).exists(), "{name}: it can be resumed");
        }
    }
}

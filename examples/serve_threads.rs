//! One mapper and many threads, as in a server: each takes a record at a time, and none waits for another.
//!
//!     cargo run --example serve_threads -- examples/onboarding.toml examples/newcomers.ndjson

use attrflow::{Mapper, Options, Status};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(records)) = (arguments.next(), arguments.next()) else {
        return Err("usage: serve_threads MAPPING RECORDS".into());
    };
    let mapper = Mapper::from_bytes(&file, &std::fs::read(&file)?, Options::new())?;
    let records = std::fs::read_to_string(records)?;
    let requests = Mutex::new(records.lines());
    let (mapped, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let next = || requests.lock().ok()?.next();
                while let Some(record) = next() {
                    let counter = if mapper.map(record).status == Status::Error { &failed } else { &mapped };
                    counter.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    println!("{} mapped, {} failed", mapped.into_inner(), failed.into_inner());
    Ok(())
}

//! The same job written by hand with typed serde structs, compared with this crate: first both outputs are compared
//! record by record, then both are timed.
#![allow(missing_docs)]
mod job;

use attrflow::World;
use attrflow::tool::{Records, RunLimits, Stream, present};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use job::typed::{Body, User};
use std::num::NonZeroUsize;

fn compare(bench: &mut Criterion) {
    let phones = regex::Regex::new(r"[()\s-]+").unwrap();
    let (program, users, world) = (job::program(), job::users::users(2_000), World::at(present()));
    let (limits, threads) = (RunLimits::default(), NonZeroUsize::MIN);
    let stream =
        Stream { program: &program, world: &world, limits, threads, matches: false, unseen: None, digest: None };
    let mut payloads: Vec<serde_json::Value> = Vec::new();
    let mut records = Records::new(users.as_bytes(), None, attrflow::tool::RECORD_LIMIT);
    let done = stream.map(&mut records, |turn| {
        payloads.push(serde_json::from_slice(turn.unwrap_or_else(|_| panic!("a user is rejected")).payload)?);
        Ok::<_, serde_json::Error>(())
    });
    done.unwrap();
    assert_eq!(payloads.len(), 2_000);
    for (line, ours) in users.lines().zip(&payloads) {
        let user: User<'_> = serde_json::from_str(line).unwrap();
        let theirs = serde_json::to_value(Body::of(&user, &phones)).unwrap();
        assert_eq!(*ours, theirs, "for {line}");
    }
    let mut group = bench.benchmark_group("by hand");
    group.throughput(Throughput::Elements(2_000));
    group.sample_size(20);
    group.bench_function("typed serde structs", |bench| {
        let mut out = Vec::new();
        bench.iter(|| {
            out.clear();
            for line in users.lines() {
                let user: User<'_> = serde_json::from_str(line).unwrap();
                serde_json::to_writer(&mut out, &Body::of(&user, &phones)).unwrap();
                out.push(b'\n');
            }
            out.len()
        });
    });
    group.bench_function("attrflow", |bench| {
        let mut out = Vec::new();
        bench.iter(|| {
            out.clear();
            let mut records = Records::new(users.as_bytes(), None, attrflow::tool::RECORD_LIMIT);
            let done = stream.map(&mut records, |turn| {
                out.extend_from_slice(turn.map_or(&[], |mapped| mapped.payload));
                out.push(b'\n');
                Ok::<_, ()>(())
            });
            done.unwrap();
            out.len()
        });
    });
    group.finish();
}

criterion_group!(benches, compare);
criterion_main!(benches);

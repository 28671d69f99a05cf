//! Each stage on its own: parsing an expression, checking, compiling, running one of each kind, a record, a stream.
#![allow(missing_docs)]
mod job;

use attrflow::languages::ENTRA;
use attrflow::tool::bumpalo::Bump;
use attrflow::tool::trees::parse;
use attrflow::tool::{Context, Expression, RecordReader, Records, RunLimits, Stream, check_expression, present};
use attrflow::{Flavor, Source, World};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::collections::HashMap;
use std::hint::black_box;
use std::num::NonZeroUsize;

const USUAL: &str = r#"Switch([state], "Australia/Sydney", "NSW", "Australia/Sydney", "QLD", "Australia/Brisbane")"#;

const CONTEXT: Context<'static> = Context { language: &ENTRA, source_schema: None };

fn one_expression(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("expression");
    group.bench_function("parse", |bench| bench.iter(|| parse(black_box(USUAL))));
    let tree = parse(USUAL);
    group.bench_function("check", |bench| {
        bench.iter(|| check_expression(black_box(USUAL), black_box(&tree), CONTEXT));
    });
    // What the third stage, compiling, takes is what is left of it.
    group.bench_function("all three", |bench| bench.iter(|| Expression::new(black_box(USUAL), CONTEXT).unwrap()));
    group.finish();
}

/// Each expression of the job that is computed, over a record with all attributes.
fn run(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("run");
    let user = job::users::users(1);
    let (program, world, record_arena) = (job::program(), World::at(present()), Bump::new());
    let session = program.attributes().session(RunLimits::default());
    let mut reader = RecordReader::new(program.attributes().slots());
    let values = reader.room(&record_arena);
    reader.read(user.trim_end(), &record_arena, values).unwrap();
    let expressions: HashMap<_, _> = job::attributes().into_iter().collect();
    for (number, entry) in program.attributes().program().entries().iter().enumerate() {
        if !expressions[&*entry.name].contains('(') {
            continue;
        }
        let mut arena = Bump::new();
        group.bench_function(&*entry.name, |bench| {
            bench.iter(|| {
                arena.reset();
                let scope = session.scope(&arena, &world, "");
                black_box(session.value(number, values, &scope, &mut ()).is_ok())
            });
        });
    }
    group.finish();
}

fn records(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("records");
    let (program, users, world) = (job::program(), job::users::users(2_000), World::at(present()));
    group.throughput(Throughput::Bytes(users.len() as u64));
    group.sample_size(20);
    let processors = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    for threads in [NonZeroUsize::MIN, processors] {
        let stream = Stream {
            program: &program,
            world: &world,
            limits: RunLimits::default(),
            threads,
            matches: false,
            unseen: None,
            digest: None,
        };
        group.bench_function(format!("2000 on {threads} threads"), |bench| {
            bench.iter(|| {
                let mut bytes = 0;
                let mut records = Records::new(users.as_bytes(), None, attrflow::tool::RECORD_LIMIT);
                let done = stream.map(&mut records, |turn| {
                    bytes += turn.map_or(0, |mapped| mapped.payload.len());
                    Ok::<_, ()>(())
                });
                done.unwrap();
                bytes
            });
        });
    }
    group.finish();
}

/// Checks a file of 20,000 attribute mappings.
fn large_mapping(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("mapping");
    group.sample_size(10);
    let targets = (0..20_000).map(|number| format!("urn:ietf:params:scim:schemas:extension:job:2.0:User:a{number}"));
    let attributes = job::attributes();
    let expressions = attributes.iter().map(|(_, expression)| expression.clone()).cycle();
    let text = job::schema(targets.zip(expressions));
    let source = Source::new("large.json", text);
    group.bench_function("read 20000", |bench| bench.iter(|| attrflow::tool::read_mapping(&source)));
    let (mapping, _) = attrflow::tool::read_mapping(&source);
    group.bench_function("check 20000", |bench| {
        bench.iter(|| attrflow::tool::check_mapping(&mapping, None, Flavor::Rfc7644));
    });
    group.finish();
}

criterion_group!(benches, one_expression, run, records, large_mapping);
criterion_main!(benches);

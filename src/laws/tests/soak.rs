//! Runs random mappings over random records in one process for minutes; its memory must not grow:
//! `cargo xtask soak --minutes 10`. Without `MINUTES` it takes seconds.

use crate::engine::{Mapped, Outcome, RunLimits, Stream, World, compile_object, moment};
use crate::laws::generate;
use crate::mapping::read;
use crate::record::{RECORD_LIMIT, Records};
use crate::scim::Flavor;
use crate::text::Source;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

/// How many records a mapping runs over.
const RECORDS: usize = 40;
/// How much the memory may grow between the first fifth and the end, in kB.
const GROWTH: u64 = 4 << 10;

#[derive(Default)]
struct Tally {
    mappings: u64,
    compiled: u64,
    payloads: u64,
    faulty: u64,
}

#[test]
#[ignore = "it takes minutes, and the memory of its process has to be its own"]
fn memory_does_not_grow() {
    let length = match std::env::var("MINUTES") {
        Ok(minutes) => Duration::from_secs(60 * minutes.parse::<u64>().expect("minutes are a number")),
        Err(_) => Duration::from_secs(5),
    };
    let mut dice = Dice(7);
    let (begun, mut tally, mut memory) = (Instant::now(), Tally::default(), Vec::new());
    let mut next = Duration::ZERO;
    while begun.elapsed() < length {
        one(&mut dice, &mut tally);
        if begun.elapsed() >= next {
            memory.push((begun.elapsed(), resident()));
            next += length / 40;
        }
    }
    let Tally { mappings, compiled, payloads, faulty } = tally;
    println!("{mappings} mappings, {compiled} without errors, {payloads} payloads, {faulty} invalid records");
    let most = |from: Duration, to: Duration| {
        memory.iter().filter(|(at, _)| (from..to).contains(at)).map(|(_, kilobytes)| *kilobytes).max().unwrap_or(0)
    };
    let (early, late) = (most(Duration::ZERO, length / 5), most(length / 5, length * 2));
    println!("at most {early} kB resident in the first fifth, {late} kB later, {} s", begun.elapsed().as_secs());
    assert!(early == 0 || late <= early + GROWTH, "memory grows: {memory:?}");
}

/// One mapping of random expressions over random records.
fn one(dice: &mut Dice, tally: &mut Tally) {
    let (object, dialect) = generate::mapping(&dice.tape(400));
    let (mapping, _) = read(&Source::new("m.json", object.to_string()));
    tally.mappings += 1;
    let (Some(program), _) = compile_object(&mapping, None, Some(dialect), Flavor::Entra) else { return };
    tally.compiled += 1;
    let records: String = (0..RECORDS).map(|_| format!("{}\n", generate::any_record(&dice.tape(24)))).collect();
    let world = World::at(moment("2026-01-15T09:30:00Z").expect("it is a point in time"))
        .with_setting("DomainFQDN", "contoso.com");
    let threads = NonZeroUsize::new(1 + tally.mappings as usize % 2).unwrap_or(NonZeroUsize::MIN);
    let stream = Stream {
        program: &program,
        world: &world,
        limits: RunLimits::default(),
        threads,
        matches: false,
        unseen: None,
        digest: None,
    };
    let done: Result<(), std::convert::Infallible> =
        stream.map(&mut Records::new(records.as_bytes(), None, RECORD_LIMIT), |turn| {
            match turn {
                Ok(Mapped { outcome: Ok(Outcome::Payload { .. }), .. }) => tally.payloads += 1,
                _ => tally.faulty += 1,
            }
            Ok(())
        });
    match done {
        Ok(()) => {}
    }
}

/// A reproducible random number generator: SplitMix64.
struct Dice(u64);

impl Dice {
    /// At most this many bytes.
    fn tape(&mut self, most: usize) -> Vec<u8> {
        let length = 1 + self.next() as usize % most;
        (0..length).map(|_| self.next() as u8).collect()
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// The memory of the process, in kB; zero if the system does not report it.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

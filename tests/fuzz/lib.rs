//! The laws of the house as fuzz targets: an input of which one does not hold stops the fuzzer.

// The corpora of the tests are no business of a fuzzer.
#[allow(dead_code)]
#[path = "../properties/holds/mod.rs"]
mod holds;

/// Holds the law of that name over an input.
pub fn hold(name: &str, input: &[u8]) {
    let target = holds::TARGETS.iter().find(|target| target.name == name).expect("the target is listed");
    if let Err(why) = (target.run)(input) {
        panic!("{why}");
    }
}

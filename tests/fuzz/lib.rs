//! The properties of the tests as fuzz targets: an input that violates a property stops the fuzzer.

// The fuzzer does not use the corpora of the tests.
#[allow(dead_code)]
#[path = "../properties/holds/mod.rs"]
mod holds;

/// Checks the property of that name for an input.
pub fn hold(name: &str, input: &[u8]) {
    let target = holds::TARGETS.iter().find(|target| target.name == name).expect("the target is listed");
    if let Err(why) = (target.run)(input) {
        panic!("{why}");
    }
}

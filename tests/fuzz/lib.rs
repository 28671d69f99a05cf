//! The laws of the library as fuzz targets: an input that violates one stops the fuzzer.

/// Checks the property of that name for an input.
pub fn hold(name: &str, input: &[u8]) {
    let target = attrflow::laws::TARGETS.iter().find(|target| target.name == name).expect("the target is listed");
    if let Err(why) = (target.run)(input) {
        panic!("{why}");
    }
}

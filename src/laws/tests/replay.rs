//! Runs the inputs from fuzzing again: the smallest inputs with the most coverage, and all inputs that once failed.

use crate::laws::TARGETS;
use data_encoding::BASE64;

#[test]
fn properties_hold_for_the_corpora() {
    for target in TARGETS {
        let path = format!("tests/fuzz/corpus/{}.txt", target.name);
        let mut lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        lines += &std::fs::read_to_string(format!("tests/fuzz/failures/{}.txt", target.name)).unwrap_or_default();
        let inputs: Vec<Vec<u8>> =
            lines.lines().map(|line| BASE64.decode(line.as_bytes()).expect("a line is base64")).collect();
        assert!(inputs.len() > 20, "{path} has {} inputs", inputs.len());
        for input in inputs {
            assert_eq!((target.run)(&input), Ok(()), "{}: {:?}", target.name, String::from_utf8_lossy(&input));
        }
    }
}

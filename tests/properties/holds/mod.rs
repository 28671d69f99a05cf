//! What must hold of any input, by the kind of input: each law takes one and says what does not hold.
//!
//! Tests hold them over rows, chance and what was found before; the fuzz targets over whatever the fuzzer comes up with.

pub mod corpus;
pub mod date;
pub mod expression;
pub mod generate;
pub mod machine;
pub mod mapping;
pub mod pattern;
pub mod records;
pub mod reference_interpreter;
pub mod still;

use attrflow::machinery::functions::Dialect;

/// A law over bytes, as fuzzers make them.
pub struct Target {
    /// Its name, and that of its corpus.
    pub name: &'static str,
    /// Runs it; what does not hold is an error.
    pub run: fn(&[u8]) -> Result<(), String>,
}

/// Every law that is fuzzed.
pub const TARGETS: [Target; 6] = [
    Target {
        name: "expression",
        run: |bytes| {
            let (choice, text) = choice(bytes);
            expression::holds(&text, Dialect::ALL[usize::from(choice) % 3].0)
        },
    },
    Target {
        name: "pattern",
        run: |bytes| {
            let [pattern, text, replacement] = parts(bytes);
            pattern::holds(&pattern, &text, &replacement)
        },
    },
    Target {
        name: "date",
        run: |bytes| {
            let [format, text] = parts(bytes);
            date::holds(&format, &text)
        },
    },
    Target {
        name: "mapping",
        run: |bytes| {
            let (choice, rest) = bytes.split_first().unwrap_or((&0, &[]));
            mapping::holds(if choice % 2 == 0 { "mapping.json" } else { "mapping.toml" }, rest)
        },
    },
    Target {
        name: "records",
        run: |bytes| {
            let (choice, rest) = bytes.split_first().unwrap_or((&0, &[]));
            records::holds(*choice, rest)
        },
    },
    Target { name: "machine", run: |bytes| machine::holds(&generate::case(bytes)).map(drop) },
];

/// The first byte, and the rest as text.
fn choice(bytes: &[u8]) -> (u8, String) {
    let (choice, rest) = bytes.split_first().unwrap_or((&0, &[]));
    (*choice, String::from_utf8_lossy(rest).into_owned())
}

/// Texts that line feeds part; the last has the rest.
fn parts<const N: usize>(bytes: &[u8]) -> [String; N] {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(N, '\n');
    std::array::from_fn(|_| parts.next().unwrap_or_default().to_owned())
}

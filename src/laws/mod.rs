//! What holds for any input, by the kind of input: each property takes one input and reports a violation.
//!
//! Only the tests, which check the properties for rows, random cases and earlier fuzzing inputs, and the fuzz targets, which
//! check them for the inputs of the fuzzer, are built with this module.

mod cost;
mod date;
mod expression;
mod generate;
mod machine;
mod mapping;
mod object;
mod pattern;
mod records;
mod reference_interpreter;
mod slip;
mod still;
#[cfg(test)]
mod tests;
#[cfg(feature = "connect")]
mod typed_interpreter;

use crate::language::LANGUAGES;

/// A property of bytes, as fuzzers generate them.
pub struct Target {
    /// Its name, which is also the name of its corpus.
    pub name: &'static str,
    /// Checks it; a violation is an error.
    pub run: fn(&[u8]) -> Result<(), String>,
}

/// Every property that is fuzzed.
pub const TARGETS: [Target; 8] = [
    Target {
        name: "expression",
        run: |bytes| {
            let (choice, text) = choice(bytes);
            expression::holds(&text, LANGUAGES[usize::from(choice) % 3])
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
    Target {
        name: "slips",
        run: |bytes| {
            let (text, language) = generate::with_slips(bytes);
            expression::holds(&text, language)
        },
    },
    Target { name: "object", run: object::holds },
    Target { name: "machine", run: |bytes| machine::holds(&generate::case(bytes)).map(drop) },
];

/// The first byte, and the rest as text.
fn choice(bytes: &[u8]) -> (u8, String) {
    let (choice, rest) = bytes.split_first().unwrap_or((&0, &[]));
    (*choice, String::from_utf8_lossy(rest).into_owned())
}

/// Strings separated by line feeds; the last has the rest.
fn parts<const N: usize>(bytes: &[u8]) -> [String; N] {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(N, '\n');
    std::array::from_fn(|_| parts.next().unwrap_or_default().to_owned())
}

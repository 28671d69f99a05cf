//! Fingerprints, which identify a diagnostic across exports: never by its line, because every export moves lines. Knows
//! nothing of the formats that print them.

use crate::diagnostic::{Diagnostic, Report};
use std::collections::HashMap;
use std::sync::Arc;

/// The fingerprints of all diagnostics, in the order of the reports and their diagnostics: 32 hexadecimal digits each,
/// all different.
///
/// A fingerprint is a hash of the code, the object, the target attribute and the expression without white space, so it
/// survives moved lines, another layout and a renamed file. If no expression is known, the text at the location is used
/// instead. Equal ones are made different by a counter.
pub fn fingerprints(reports: &[Report]) -> Vec<Vec<String>> {
    let mut seen: HashMap<u128, u32> = HashMap::new();
    let mut last = LastHashes::default();
    let mut print = |report: &Report, diagnostic: &Diagnostic| {
        let same = subject_hash(report, diagnostic, &mut last);
        let count = seen.entry(same).or_insert(0);
        let hash = hash(same, &count.to_le_bytes());
        *count += 1;
        format!("{hash:032x}")
    };
    reports
        .iter()
        .map(|report| report.diagnostics.iter().map(|diagnostic| print(report, diagnostic)).collect())
        .collect()
}

/// The hashes about the expression that was seen last, by code and attribute: an expression with a thousand diagnostics is
/// hashed once for each code, and not once for each diagnostic.
#[derive(Default)]
struct LastHashes {
    expression: Option<Arc<str>>,
    known: HashMap<(&'static str, String, String), u128>,
}

fn subject_hash(report: &Report, diagnostic: &Diagnostic, last: &mut LastHashes) -> u128 {
    let subject = diagnostic.subject.as_deref();
    let Some((subject, text)) = subject.and_then(|subject| Some((subject, &subject.expression.as_ref()?.0))) else {
        return hash_of(report, diagnostic);
    };
    if last.expression.as_ref().is_none_or(|last| !Arc::ptr_eq(last, text)) {
        *last = LastHashes { expression: Some(Arc::clone(text)), known: HashMap::new() };
    }
    let key = (diagnostic.code(), subject.object.clone(), subject.target.clone());
    *last.known.entry(key).or_insert_with(|| hash_of(report, diagnostic))
}

fn hash_of(report: &Report, diagnostic: &Diagnostic) -> u128 {
    let subject = diagnostic.subject.as_deref();
    let (object, target) = subject.map_or(("", ""), |subject| (&subject.object, &subject.target));
    let expression = subject.and_then(|subject| subject.expression.as_ref()).map(|(text, _)| &**text);
    let text = expression.unwrap_or_else(|| diagnostic.span.of(report.source.text()));
    let mut all = START;
    for part in [diagnostic.code(), object, target] {
        // The length separates the parts, whatever they contain.
        all = hash(hash(all, &(part.len() as u64).to_le_bytes()), part.as_bytes());
    }
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        all = hash(all, character.encode_utf8(&mut [0; 4]).as_bytes());
    }
    all
}

const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// FNV-1a with 128 bits: short, and the same on every machine and in every release.
fn hash(start: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(start, |all, byte| (all ^ u128::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv() {
        assert_eq!(hash(START, b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}

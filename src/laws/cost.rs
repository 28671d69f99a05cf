//! The number and the size of a text's diagnostics are bounded by its length: a text in which everything is wrong must
//! not exhaust the memory.

use crate::diagnostic::{Diagnostic, MOST_DIAGNOSTICS};

/// How many bytes one diagnostic has at most beside what it repeats of the text.
const SAID: usize = 4_000;
/// How often all diagnostics together may repeat the text.
const REPEATED: usize = 64;

/// Checks the diagnostics of one text; returns what is out of proportion.
pub fn is_bounded(text: &str, found: &[Diagnostic]) -> Result<(), String> {
    let said = |one: &Diagnostic| {
        let edits = one.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.text.len());
        one.message.len() + one.help.as_deref().map_or(0, str::len) + edits.sum::<usize>()
    };
    let bytes: usize = found.iter().map(said).sum();
    if found.len() > MOST_DIAGNOSTICS + 1 {
        return Err(format!("{text:?} has {} diagnostics", found.len()));
    }
    if bytes > SAID * found.len() + REPEATED * text.len() {
        return Err(format!("{} diagnostics of {} bytes say {bytes} bytes: {text:?}", found.len(), text.len()));
    }
    Ok(())
}

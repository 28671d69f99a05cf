//! What is told to people while a command runs: on standard error, made printable, and never a reason to panic.
//!
//! A log on a full disk must not stop the command: it goes on, and its exit code says that something was lost. A reader
//! that closes the pipe loses nothing. Does not know how diagnostics are drawn.

use attrflow::tool::render::printable;
use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether something could not be written.
static LOST: AtomicBool = AtomicBool::new(false);

/// Tells one line or several, as `eprintln!` does.
macro_rules! say {
    ($($format:tt)*) => { $crate::cli::say::line(&format!($($format)*)) };
}
pub(super) use say;

/// Tells one line or several.
pub(super) fn line(text: &str) {
    write(format!("{}\n", printable::lines(text)).as_bytes());
}

/// Writes what is printable already, and may have colours.
pub(super) fn write(bytes: &[u8]) {
    let mut err = std::io::stderr().lock();
    match err.write_all(bytes).and_then(|()| err.flush()) {
        // The reader that closed the pipe has all it wanted.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => LOST.store(true, Ordering::Relaxed),
        _ => {}
    }
}

/// Whether something that was to be told is lost.
pub(super) fn has_lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

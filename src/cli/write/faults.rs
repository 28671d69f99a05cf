//! Lets a call of [`system`](super::system) fail, or that call and all after it, or ends the program at the call. Only
//! for the unit tests, which start themselves again as the program that this happens to.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// What happens, and at which call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The call fails, those after it do not.
    Fails(u32),
    /// The call and all after it fail: the disk is full.
    FailsFrom(u32),
    /// The program ends at it, as if it was killed.
    Kills(u32),
}

static FAULT: OnceLock<Fault> = OnceLock::new();
static CALLS: AtomicU32 = AtomicU32::new(0);
static STRUCK: AtomicBool = AtomicBool::new(false);

/// Says once what is to happen in this process.
pub(super) fn set(fault: Fault) {
    let _ = FAULT.set(fault);
}

/// Whether it has happened.
pub(super) fn struck() -> bool {
    STRUCK.load(Ordering::SeqCst)
}

/// Comes before every call; `partly` is what is done of one that breaks off.
pub(super) fn step(partly: impl FnOnce()) -> io::Result<()> {
    let Some(fault) = FAULT.get() else { return Ok(()) };
    let number = CALLS.fetch_add(1, Ordering::SeqCst) + 1;
    let (strikes, kills) = match *fault {
        Fault::Fails(at) => (number == at, false),
        Fault::FailsFrom(at) => (number >= at, false),
        Fault::Kills(at) => (number == at, true),
    };
    if !strikes {
        return Ok(());
    }
    STRUCK.store(true, Ordering::SeqCst);
    partly();
    if kills {
        std::process::abort();
    }
    Err(io::ErrorKind::StorageFull.into())
}

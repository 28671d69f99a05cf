//! Ends calls that somebody cancels, and lets Python handle its signals while they run: Ctrl-C raises
//! `KeyboardInterrupt`.
//!
//! Python handles signals on its main thread and only when that runs Python. So a call that runs there asks every few
//! milliseconds; what it raises ends the call, and then the Python code that made it.

use attrflow::Options;
use pyo3::prelude::*;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often Python is asked, at most.
const EVERY: Duration = Duration::from_millis(50);

thread_local! {
    /// When this thread asked last.
    static ASKED: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Whether the calls of a mapper or an expression are to end.
#[derive(Default)]
pub(crate) struct Watch {
    /// For good.
    cancelled: AtomicBool,
    /// Until the call has raised it.
    interrupted: AtomicBool,
    raised: Mutex<Option<PyErr>>,
}

/// Options for something whose calls are watched.
pub(crate) fn watched(options: Options) -> (Options, Arc<Watch>) {
    let watch = Arc::new(Watch::default());
    let asked = watch.clone();
    (options.cancel(move || asked.ends()), watch)
}

impl Watch {
    /// Ends the calls under way and all later ones.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    /// Raises what a signal handler has raised during the call.
    pub(crate) fn raise(&self) -> PyResult<()> {
        let raised = self.raised.lock().unwrap_or_else(PoisonError::into_inner).take();
        match raised {
            Some(error) => {
                self.interrupted.store(false, Ordering::SeqCst);
                Err(error)
            }
            None => Ok(()),
        }
    }

    fn ends(&self) -> bool {
        if self.cancelled.load(Ordering::SeqCst) || self.interrupted.load(Ordering::SeqCst) {
            return true;
        }
        let now = Instant::now();
        let is_due = ASKED.get().is_none_or(|last| now - last >= EVERY);
        if is_due {
            ASKED.set(Some(now));
            // There is no interpreter to ask while Python ends.
            if let Some(Err(error)) = Python::try_attach(|python| python.check_signals()) {
                *self.raised.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                self.interrupted.store(true, Ordering::SeqCst);
            }
        }
        self.interrupted.load(Ordering::SeqCst)
    }
}

//! Ctrl-C and the order to terminate, for commands that have something to finish first.
//!
//! Who listens asks between records whether to stop. A second signal ends the program at once.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What was caught so far.
#[derive(Clone, Default)]
pub(super) struct Interrupt {
    /// The signal; zero while there is none.
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Listens from now on. Where the system does not let it, signals do what they always do.
    pub(super) fn listen() -> Self {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            let caught = Arc::new(AtomicBool::new(false));
            // Asked before the flag is set: only what comes after the first ends the program.
            let second = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&caught));
            if second.and_then(|_| flag::register(signal, caught)).is_ok() {
                let number = usize::try_from(signal).unwrap_or_default();
                // When it fails the first signal does nothing and the second ends the program.
                drop(flag::register_usize(signal, Arc::clone(&interrupt.signal), number));
            }
        }
        interrupt
    }

    /// The signal that was caught, by its number.
    pub(super) fn caught(&self) -> Option<u8> {
        match self.signal.load(Ordering::Relaxed) {
            0 => None,
            signal => u8::try_from(signal).ok(),
        }
    }

    /// Standard input, which gives an error once a signal is caught, also while there is nothing to read.
    pub(super) fn standard_input(&self) -> Box<dyn Read> {
        #[cfg(unix)]
        {
            use std::os::fd::AsFd;
            // Not the buffered one: waiting has to know all that is there.
            if let Ok(own) = io::stdin().as_fd().try_clone_to_owned() {
                return Box::new(Waiting { file: own.into(), interrupt: self.clone() });
            }
        }
        Box::new(io::stdin().lock())
    }
}

/// A stream that is waited for no longer than until a signal is caught.
#[cfg(unix)]
struct Waiting {
    file: std::fs::File,
    interrupt: Interrupt,
}

#[cfg(unix)]
impl Read for Waiting {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        loop {
            if self.interrupt.caught().is_some() {
                return Err(io::Error::other("stopped"));
            }
            // A signal between the question and the wait is seen when the wait is over.
            let timeout = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
            let ready = poll(&mut [PollFd::new(&self.file, PollFlags::IN)], Some(&timeout));
            match ready {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                // Where waiting is not possible, reading says why.
                Ok(_) | Err(_) => return self.file.read(room),
            }
        }
    }
}

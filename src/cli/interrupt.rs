//! Ctrl-C and SIGTERM, for commands that have something to finish first.
//!
//! Such a command checks between records whether to stop, and the library within a record. A second signal ends the
//! program at once. Does not know what there is to finish.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The signal that was caught so far.
#[derive(Clone, Default)]
pub(super) struct Interrupt {
    /// The signal; zero while there is none.
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Installs the signal handlers. If the system does not allow it, signals keep their usual effect.
    pub(super) fn listen() -> Self {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            let caught = Arc::new(AtomicBool::new(false));
            // Runs before the flag is set: only a signal after the first one ends the program.
            let second = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&caught));
            if second.and_then(|_| flag::register(signal, caught)).is_ok() {
                let number = usize::try_from(signal).unwrap_or_default();
                // If this fails, the first signal does nothing, and the second one ends the program.
                drop(flag::register_usize(signal, Arc::clone(&interrupt.signal), number));
            }
        }
        interrupt
    }

    /// The signal that was caught, by its number.
    pub(super) fn caught(&self) -> Option<u8> {
        match self.signal.load(Ordering::SeqCst) {
            0 => None,
            signal => u8::try_from(signal).ok(),
        }
    }

    /// Standard input, which returns an error once a signal is caught, even while there is nothing to read.
    pub(super) fn standard_input(&self) -> Box<dyn Read> {
        #[cfg(unix)]
        {
            use std::os::fd::AsFd;
            // Not the buffered handle: `poll` does not see what is in its buffer.
            if let Ok(own) = io::stdin().as_fd().try_clone_to_owned() {
                return Box::new(Waiting { file: own.into(), interrupt: self.clone() });
            }
        }
        Box::new(io::stdin().lock())
    }
}

/// A stream whose reads stop waiting once a signal is caught.
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
            // A signal between the check and `poll` is seen after the timeout.
            let timeout = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
            let ready = poll(&mut [PollFd::new(&self.file, PollFlags::IN)], Some(&timeout));
            match ready {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                // If `poll` fails, reading reports why.
                Ok(_) | Err(_) => return self.file.read(room),
            }
        }
    }
}

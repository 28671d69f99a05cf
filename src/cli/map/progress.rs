//! The progress display: records, their rate, and the time left if the size of the input is known.
//!
//! Only on a terminal, and only for runs that take longer than a second.

use crate::cli::say;
use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a run takes before progress is shown.
const SILENT: Duration = Duration::from_secs(1);

/// The progress display.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    read: Arc<AtomicU64>,
    /// The start of the time that the rate is measured over, and the number of records before it.
    begun: Instant,
    before: u64,
}

/// A stream that counts how many bytes were read.
struct Metered {
    stream: Box<dyn Read>,
    read: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        let count = self.stream.read(room)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Progress {
    /// Nothing is shown unless `wanted` is true.
    pub fn new(wanted: bool, size: Option<u64>) -> Self {
        let bar = wanted.then(|| {
            let target = ProgressDrawTarget::stderr_with_hz(4);
            let bar = ProgressBar::with_draw_target(size, target);
            bar.set_style(style(size.is_some()));
            bar
        });
        Self { bar, read: Arc::default(), begun: Instant::now(), before: 0 }
    }

    /// Wraps a stream, to count how much of it is read.
    pub fn watch(&self, stream: Box<dyn Read>) -> Box<dyn Read> {
        if self.bar.is_none() { stream } else { Box::new(Metered { stream, read: Arc::clone(&self.read) }) }
    }

    /// Measures the rate from here on.
    pub fn begin(&mut self, records: u64) {
        (self.begun, self.before) = (Instant::now(), records);
        if let Some(bar) = &self.bar {
            bar.set_position(self.read.load(Ordering::Relaxed));
            bar.reset_eta();
        }
    }

    /// Shows the number of records so far.
    pub fn show(&self, records: u64) {
        let Some(bar) = self.bar.as_ref().filter(|_| self.begun.elapsed() > SILENT) else { return };
        bar.set_position(self.read.load(Ordering::Relaxed));
        bar.set_message(message(records, records.saturating_sub(self.before), self.begun.elapsed()));
    }

    /// Writes a line to standard error without disturbing the display.
    pub fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say::line(line)),
            None => say::line(line),
        }
    }

    /// Removes the display.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(has_end: bool) -> ProgressStyle {
    let template =
        if has_end { "{bar:30} {percent:>3} % · {msg}, {eta} left" } else { "{spinner} {msg}, {elapsed} so far" };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let duration = |seconds: Duration, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{:#}", HumanDuration(seconds));
    };
    style
        .progress_chars("━━ ")
        .with_key("eta", move |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
            duration(state.eta(), out)
        })
        .with_key("elapsed", move |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
            duration(state.elapsed(), out);
        })
}

fn message(records: u64, counted: u64, took: Duration) -> String {
    let rate = counted as f64 / took.as_secs_f64().max(0.001);
    format!("{} records, {}/s", HumanCount(records), HumanCount(rate as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_their_rate_are_readable() {
        let shown = message(1_234_567, 1_000_000, Duration::from_secs(2));
        assert_eq!(shown, "1,234,567 records, 500,000/s");
        assert_eq!(message(0, 0, Duration::ZERO), "0 records, 0/s");
    }
}

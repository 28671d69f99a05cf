//! Bytes that are read again in the same run: few of them in memory, more in a temporary file, which goes with the run.
//! Knows nothing of what it keeps.

use super::system::Disk;
use crate::cli::error::{CliError, plain};
use attrflow::tool::provision::PayloadStore;
use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

/// How many bytes are kept in memory before there is a file, and between two writes to it.
const IN_MEMORY: usize = if cfg!(test) { 1 << 10 } else { 16 << 20 };
const BLOCK: usize = if cfg!(test) { 100 } else { 1 << 20 };

/// Why a spool does not work any more.
#[derive(Clone, Default)]
pub(in crate::cli) struct SpoolFailure(Arc<OnceLock<String>>);

impl SpoolFailure {
    /// Whether it still works.
    ///
    /// # Errors
    /// It does not: the run cannot go on.
    pub fn check(&self) -> Result<(), CliError> {
        match self.0.get() {
            None => Ok(()),
            Some(why) => Err(CliError::with_help(
                format!("what the target has cannot be kept in a temporary file: {why}"),
                "set `TMPDIR` to a folder with as much room as `--previous` takes uncompressed",
            )),
        }
    }

    fn note<T>(&self, result: io::Result<T>) -> Option<T> {
        result.map_err(|error| self.0.set(plain(&error).to_string())).ok()
    }
}

/// Bytes in memory or in a file.
pub(in crate::cli) struct Spool {
    file: Option<Disk>,
    /// How many bytes are in the file.
    written: u64,
    /// The bytes behind them.
    rest: String,
    pub failure: SpoolFailure,
}

impl Spool {
    pub fn new() -> Self {
        Self { file: None, written: 0, rest: String::new(), failure: SpoolFailure::default() }
    }

    /// Writes what is in memory, and a text behind it.
    fn write(&mut self, text: &str) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(Disk::temporary()?),
        };
        for part in [&*self.rest, text] {
            file.write_all(part.as_bytes())?;
            self.written += part.len() as u64;
        }
        self.rest.clear();
        self.rest.shrink_to(BLOCK);
        Ok(())
    }
}

impl PayloadStore for Spool {
    fn append(&mut self, text: &str) -> Option<u64> {
        let at = self.written + self.rest.len() as u64;
        let most = if self.file.is_some() { BLOCK } else { IN_MEMORY };
        if self.rest.len() + text.len() <= most {
            self.rest.push_str(text);
        } else {
            let written = self.write(text);
            self.failure.note(written)?;
        }
        Some(at)
    }

    fn in_memory(&self, at: u64, length: usize) -> Option<&str> {
        let from = usize::try_from(at.checked_sub(self.written)?).ok()?;
        self.rest.get(from..from.checked_add(length)?)
    }

    fn read(&self, at: u64, into: &mut [u8]) -> Option<usize> {
        let mut count = 0;
        if let Some(file) = self.file.as_ref().filter(|_| at < self.written) {
            let in_file = usize::try_from(self.written - at).unwrap_or(usize::MAX).min(into.len());
            self.failure.note(file.read_at(into.get_mut(..in_file)?, at))?;
            count = in_file;
        }
        if count == into.len() {
            return Some(count);
        }
        let from = usize::try_from((at + count as u64).checked_sub(self.written)?).ok()?;
        let rest = self.rest.as_bytes().get(from..).unwrap_or_default();
        let more = rest.len().min(into.len() - count);
        into.get_mut(count..count + more)?.copy_from_slice(rest.get(..more)?);
        Some(count + more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_from_memory_and_from_the_file() {
        let mut spool = Spool::new();
        let long = |number: usize| if number % 50 == 7 { 700 } else { number % 37 };
        let many = (0..200).map(|number| format!("{number}{}", "ä".repeat(long(number))));
        // Of two short ones the last stays in memory.
        let texts: Vec<String> = many.chain(["last but one".to_owned(), "last".to_owned()]).collect();
        let at: Vec<u64> = texts.iter().map(|text| spool.append(text).unwrap()).collect();
        assert!(spool.written > 0 && !spool.rest.is_empty());
        for (text, at) in texts.iter().zip(&at).rev().chain(texts.iter().zip(&at)) {
            let mut bytes = vec![0; text.len()];
            assert_eq!(spool.read(*at, &mut bytes), Some(text.len()));
            assert_eq!(bytes, text.as_bytes());
            let in_memory = spool.in_memory(*at, text.len());
            assert_eq!(in_memory, Some(&**text).filter(|_| *at >= spool.written));
        }
        // What is behind the end is not there, and what crosses it comes in part.
        let end = spool.written + spool.rest.len() as u64;
        assert_eq!(spool.read(end, &mut [0; 4]), Some(0));
        assert_eq!(spool.read(end - 2, &mut [0; 4]), Some(2));
        let mut all = vec![0; usize::try_from(end).unwrap()];
        assert_eq!(spool.read(0, &mut all), Some(all.len()));
        assert_eq!(all, texts.concat().as_bytes());
        assert!(spool.failure.check().is_ok());
    }
}

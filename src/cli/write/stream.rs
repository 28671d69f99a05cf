//! Outputs that grow while the program runs, and the locked file beside them that says how far they are whole.
//!
//! Such an output cannot be written under another name: what there is of it has to stay when the program is killed.
//! Nothing of a file is cut before all of them are open and none is an input.

use super::claims::Claims;
use super::failed;
use super::place::Place;
use super::system::{self, Disk};
use crate::cli::error::CliError;
use same_file::Handle;
use std::fs::TryLockError;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// An output that is open, with what it held before.
pub(in crate::cli) struct Opened {
    pub disk: Disk,
    /// Whether it is a plain file, which can be cut and continued.
    pub is_file: bool,
    path: PathBuf,
    created: bool,
}

impl Opened {
    fn open(path: &Path) -> io::Result<Self> {
        let (disk, created, is_file) = match Place::of(path)? {
            Place::Straight(straight) => (Disk::open_straight(&straight)?, false, false),
            Place::File(file, Some(_)) => (Disk::open(&file)?, false, true),
            Place::File(file, None) => match Disk::create(&file, false) {
                // Another program has created it in the meantime.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => (Disk::open(&file)?, false, true),
                created => (created?, true, true),
            },
        };
        Ok(Self { disk, is_file, path: path.to_owned(), created })
    }

    /// Cuts a plain file to the bytes that stay, and goes on behind them.
    pub(in crate::cli) fn keep(&mut self, length: u64) -> Result<(), CliError> {
        let cut = |opened: &mut Self| {
            if opened.is_file {
                opened.disk.cut(length)?;
            }
            Ok(opened.is_file && opened.created)
        };
        let is_new = cut(self).map_err(|error: io::Error| failed(&self.path, &error))?;
        if is_new {
            system::sync_folder_of(&self.path);
        }
        Ok(())
    }

    /// Whether a plain file has fewer bytes than these.
    pub(in crate::cli) fn is_shorter(&self, length: u64) -> Result<bool, CliError> {
        let known = self.disk.length().map_err(|error| failed(&self.path, &error))?;
        Ok(self.is_file && known < length)
    }
}

/// Opens outputs and compares them, once they are there, with inputs and with each other. If one is refused, those that
/// were created are removed.
pub(in crate::cli) fn open_all<const N: usize>(
    paths: [Option<&Path>; N],
    claims: &mut Claims,
) -> Result<[Option<Opened>; N], CliError> {
    let mut opened = [const { None }; N];
    let mut open = |slot: &mut Option<Opened>, path: &Path| {
        let output = Opened::open(path).map_err(|error| failed(path, &error))?;
        let claimed = claims.claim(path, output.disk.file());
        *slot = Some(output);
        claimed
    };
    for (slot, path) in opened.iter_mut().zip(paths) {
        if let Some(Err(failure)) = path.map(|path| open(slot, path)) {
            for output in opened.iter().flatten().filter(|output| output.created) {
                let _ = system::remove(&output.path);
            }
            return Err(failure);
        }
    }
    Ok(opened)
}

/// A file that one program at a time has: for its owner only, and locked. Lines are added to it.
pub(in crate::cli) struct Locked {
    disk: Disk,
    path: PathBuf,
    /// Up to where it holds whole lines.
    whole: u64,
}

impl Locked {
    /// Creates the file, or opens the one that a killed program has left. `None` if there is none and it is not wanted.
    pub(in crate::cli) fn open(path: &Path, create: bool, claims: &mut Claims) -> Result<Option<Self>, CliError> {
        let failed = |error: io::Error| failed(path, &error);
        // The program that holds the lock removes the file when it ends: what was opened here may have no name any
        // more.
        for _ in 0..100 {
            let disk = match if create { Disk::create(path, true) } else { Disk::open_readable(path) } {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Disk::open_readable(path),
                other => other,
            };
            let disk = match disk {
                Err(error) if error.kind() == io::ErrorKind::NotFound && !create => return Ok(None),
                Err(error) if error.kind() == io::ErrorKind::NotFound && path.parent().is_none_or(Path::is_dir) => {
                    continue;
                }
                other => other.map_err(failed)?,
            };
            match disk.file().try_lock() {
                Err(TryLockError::WouldBlock) => {
                    let message = format!("`{}` is in use: another run writes this output", path.display());
                    return Err(CliError::with_help(message, "wait until it has ended, or write to another file"));
                }
                // Not every file system has locks.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            let own = disk.file().try_clone().and_then(Handle::from_file).map_err(failed)?;
            if Handle::from_path(path).is_ok_and(|named| named == own) {
                claims.claim(path, disk.file())?;
                system::sync_folder_of(path);
                return Ok(Some(Self { disk, path: path.to_owned(), whole: 0 }));
            }
        }
        Err(failed(io::ErrorKind::ResourceBusy.into()))
    }

    /// The whole lines of the file; it goes on behind those that are kept, see [`Self::keep`].
    pub(in crate::cli) fn content(&mut self) -> io::Result<Vec<u8>> {
        self.disk.content()
    }

    /// Goes on behind so many bytes.
    pub(in crate::cli) fn keep(&mut self, length: u64) {
        self.whole = length;
    }

    /// Adds a line. If this fails, the file still holds those before it.
    pub(in crate::cli) fn add(&mut self, line: &str) -> io::Result<()> {
        self.disk.cut(self.whole)?;
        let line = format!("{line}\n");
        self.disk.write_all(line.as_bytes())?;
        self.disk.sync()?;
        self.whole += line.len() as u64;
        Ok(())
    }

    /// Removes the file.
    pub(in crate::cli) fn remove(&self) -> io::Result<()> {
        system::remove(&self.path)?;
        system::sync_folder_of(&self.path);
        Ok(())
    }
}

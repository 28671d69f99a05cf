//! A file that is written whole or not at all: under another name beside it, stored by the machine, and then renamed.

use super::claims::Claims;
use super::place::Place;
use super::system::{self, Disk};
use super::{Existing, failed};
use crate::cli::error::{CliError, plain};
use crate::cli::output::BLOCK;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// How many names are tried for the file beside the output. Names that are taken are left over from runs that were
/// killed.
const NAMES: u32 = 1_000;

/// Writes a file whole or not at all. What is no plain file is written straight.
pub(super) fn write(
    path: &Path,
    existing: Existing,
    claims: &mut Claims,
    content: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    // An error of writing does not name its file by itself.
    let named = |failure: CliError| match failure {
        CliError::Write(error) => failed(path, &error),
        other => other,
    };
    match Place::of(path).map_err(|error| failed(path, &error))? {
        Place::Straight(straight) => {
            let disk = Disk::open_straight(&straight).map_err(|error| failed(path, &error))?;
            claims.claim(path, disk.file())?;
            let mut out = BufWriter::with_capacity(BLOCK, disk);
            content(&mut out).and_then(|()| Ok(out.flush()?)).map_err(named)
        }
        Place::File(_, Some(_)) if existing == Existing::Refused => Err(exists(path)),
        Place::File(target, old) => {
            if old.is_some() {
                // A file that must not be written is not replaced either.
                let disk = Disk::open(&target).map_err(|error| failed(path, &error))?;
                claims.claim(path, disk.file())?;
            }
            let mut fresh = Fresh::beside(&target, old.is_some()).map_err(|error| no_room(path, &error))?;
            if let Some(old) = &old {
                fresh.disk.resemble(old).map_err(|error| failed(path, &error))?;
            }
            let mut out = BufWriter::with_capacity(BLOCK, fresh.disk.again()?);
            content(&mut out).and_then(|()| Ok(out.flush()?)).map_err(named)?;
            drop(out);
            fresh.become_file(&target, existing).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => exists(path),
                _ => failed(path, &error),
            })?;
            if old.is_none() {
                claims.claim(path, fresh.disk.file())?;
            }
            Ok(())
        }
    }
}

/// A file beside the one that it will be.
struct Fresh {
    disk: Disk,
    path: PathBuf,
    renamed: bool,
}

impl Fresh {
    /// Creates it. One that replaces another gets that one's mode before it has any content.
    fn beside(target: &Path, private: bool) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for _ in 0..NAMES {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = target.with_file_name(format!(".attrflow-{}-{number}", std::process::id()));
            match Disk::create(&path, private) {
                Ok(disk) => return Ok(Self { disk, path, renamed: false }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    fn become_file(&mut self, target: &Path, existing: Existing) -> io::Result<()> {
        self.disk.sync()?;
        match existing {
            Existing::Replaced => system::rename(&self.path, target)?,
            Existing::Refused => system::name_anew(&self.path, target)?,
        }
        self.renamed = true;
        system::sync_folder_of(target);
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if !self.renamed {
            // If it is gone already, or cannot be removed, nobody reads it.
            let _ = system::remove(&self.path);
        }
    }
}

fn exists(path: &Path) -> CliError {
    CliError::with_help(format!("`{}` already exists", path.display()), "overwrite it with `--force`")
}

fn no_room(path: &Path, error: &io::Error) -> CliError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => CliError::with_help(
            format!("`{}` cannot be written: no file can be created in its folder: {}", path.display(), plain(error)),
            "a file is written beside it first, so that a run that breaks off loses nothing; write to another folder",
        ),
        _ => failed(path, error),
    }
}

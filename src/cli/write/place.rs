//! Where an output goes, once links are followed. Does not write.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// The longest chain of links that is followed; Linux follows no more either.
const LINKS: usize = 40;

/// Where an output goes.
pub(super) enum Place {
    /// To a plain file, which is replaced, or to none yet.
    File(PathBuf, Option<Metadata>),
    /// To what is written straight: a pipe, a terminal, `/dev/null`.
    Straight(PathBuf),
}

impl Place {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let mut path = path.to_owned();
        for _ in 0..LINKS {
            // These are names of what the program has open, whatever that is.
            if path.starts_with("/proc") || path.starts_with("/dev/fd") {
                return Ok(Self::Straight(path));
            }
            let known = match fs::symlink_metadata(&path) {
                Ok(known) => known,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::File(path, None)),
                Err(error) => return Err(error),
            };
            if known.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            } else if known.is_file() {
                return Ok(Self::File(path, Some(known)));
            } else if !known.is_symlink() {
                return Ok(Self::Straight(path));
            }
            let target = fs::read_link(&path)?;
            path = path.parent().map_or_else(|| target.clone(), |folder| folder.join(&target));
        }
        Err(io::Error::other("too many links"))
    }

    /// The folder, written as the system knows it, and the name in it: the same for two ways to write a path.
    pub(super) fn absolute(&self) -> Option<PathBuf> {
        let Self::File(path, _) = self else { return None };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
    }
}

//! The calls to the operating system that outputs are made of. All calls that change a file are here, so that tests
//! reach all of them; the summary of a GitHub job, which `pipeline` adds to, is the exception.
//!
//! A test makes any of these calls fail, or ends the program at it; that is compiled for the unit tests only. This file
//! does not know in which order the calls are made.

#[cfg(test)]
use super::faults;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// A file that is written.
#[derive(Debug)]
pub(in crate::cli) struct Disk(File);

impl Disk {
    /// Creates a file, which must not exist; a private one is for its owner only.
    pub(super) fn create(path: &Path, private: bool) -> io::Result<Self> {
        step()?;
        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        if private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = private;
        options.open(path).map(Self)
    }

    /// Creates a file without a name that lasts, for its owner only: it is gone when the run ends, however it ends.
    pub(super) fn temporary() -> io::Result<Self> {
        loop {
            step()?;
            let name = format!(".attrflow-{:016x}", RandomState::new().build_hasher().finish());
            let path = std::env::temp_dir().join(name);
            let mut options = File::options();
            options.read(true).write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            // Windows deletes it when it is closed.
            #[cfg(windows)]
            std::os::windows::fs::OpenOptionsExt::custom_flags(&mut options, 0x0400_0000);
            match options.open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(file) => {
                    if cfg!(not(windows)) {
                        remove(&path)?;
                    }
                    return Ok(Self(file));
                }
            }
        }
    }

    /// Fills `into` with what stands there.
    pub(super) fn read_at(&self, into: &mut [u8], at: u64) -> io::Result<()> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::read_exact_at(&self.0, into, at);
        #[cfg(windows)]
        {
            let mut read = 0;
            while let Some(rest) = into.get_mut(read..).filter(|rest| !rest.is_empty()) {
                match std::os::windows::fs::FileExt::seek_read(&self.0, rest, at + read as u64)? {
                    0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                    count => read += count,
                }
            }
            Ok(())
        }
    }

    /// Opens an existing file, which stays as it is.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        step()?;
        File::options().write(true).open(path).map(Self)
    }

    /// The same, also to be read.
    pub(super) fn open_readable(path: &Path) -> io::Result<Self> {
        step()?;
        File::options().read(true).write(true).open(path).map(Self)
    }

    /// Opens what is no plain file. Where it leads to one after all, what that holds stays.
    pub(super) fn open_straight(path: &Path) -> io::Result<Self> {
        step()?;
        File::options().append(true).open(path).map(Self)
    }

    pub(super) fn file(&self) -> &File {
        &self.0
    }

    /// The same file.
    pub(in crate::cli) fn again(&self) -> io::Result<Self> {
        self.0.try_clone().map(Self)
    }

    pub(in crate::cli) fn length(&self) -> io::Result<u64> {
        self.0.metadata().map(|known| known.len())
    }

    /// Everything that the file holds.
    pub(in crate::cli) fn content(&mut self) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        self.0.rewind()?;
        self.0.read_to_end(&mut content)?;
        Ok(content)
    }

    /// Shortens the file to so many bytes; what is written next comes after them.
    pub(in crate::cli) fn cut(&mut self, length: u64) -> io::Result<()> {
        self.shorten(length)?;
        self.0.seek(io::SeekFrom::Start(length)).map(drop)
    }

    /// Shortens the file to so many bytes; nothing more is written.
    pub(in crate::cli) fn shorten(&self, length: u64) -> io::Result<()> {
        step()?;
        self.0.set_len(length)
    }

    /// Waits until the machine has stored the content.
    pub(in crate::cli) fn sync(&self) -> io::Result<()> {
        step()?;
        self.0.sync_all()
    }

    /// Gives the file the mode, and where possible the owner, of another.
    pub(super) fn resemble(&self, other: &fs::Metadata) -> io::Result<()> {
        step()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            let own = self.0.metadata()?;
            if (own.uid(), own.gid()) != (other.uid(), other.gid()) {
                // Only an administrator may give files away; for everybody else the new file is their own.
                let _ = fchown(&self.0, Some(other.uid()), Some(other.gid()));
            }
        }
        self.0.set_permissions(other.permissions())
    }
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        #[cfg(test)]
        faults::step(|| drop(self.0.write(bytes.get(..bytes.len() / 2).unwrap_or_default())))?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Gives a file another name, which replaces a file of that name.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    fs::rename(from, to)
}

/// Gives a file a name that no file has yet.
pub(super) fn name_anew(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    match fs::hard_link(from, to) {
        Ok(()) => remove(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Not every file system has links.
        Err(_) if to.symlink_metadata().is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

pub(super) fn remove(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_file(path)
}

/// Waits until the machine has stored the names in a file's folder. Not every system can; the file is whole either way.
pub(super) fn sync_folder_of(path: &Path) {
    #[cfg(unix)]
    if step().is_ok()
        && let Some(folder) = path.parent()
    {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Comes before every call.
fn step() -> io::Result<()> {
    #[cfg(test)]
    faults::step(|| ())?;
    Ok(())
}

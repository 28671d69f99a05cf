//! Compressed streams: gzip and zstd.
//!
//! | file     | what                                                       |
//! |----------|------------------------------------------------------------|
//! | expanded | reading; the format is detected from the first bytes       |
//! | writing  | writing, in blocks that several threads compress           |
//!
//! The format of an output is that of the file's name. Knows nothing about records.

mod expanded;
mod writing;

pub(super) use expanded::Expanded;
pub(super) use writing::Compressed;

use std::path::Path;

/// How a stream is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
}

impl Compression {
    /// The compression of a file's extension, such as `.gz`; `None` for others.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "gz" | "gzip" => Some(Self::Gzip),
            "zst" | "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }

    /// Detects the compression from the first bytes: a gzip member (RFC 1952), a zstd frame, or a skippable zstd frame
    /// (RFC 8878).
    fn of_beginning(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::io::{self, Read, Write};
    use std::num::NonZeroUsize;
    use std::rc::Rc;

    const ONE: NonZeroUsize = NonZeroUsize::MIN;

    /// A file whose content the test can read.
    #[derive(Clone, Default)]
    struct Shared(Rc<RefCell<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn expanded(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Expanded::new(Box::new(io::Cursor::new(bytes.to_vec()))).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn every_flush_ends_what_can_be_read_by_itself() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let file = Shared::default();
            let mut out = Compressed::new(compression, file.clone(), false, ONE);
            out.write_all(b"one\n").unwrap();
            out.flush().unwrap();
            let first = file.0.borrow().clone();
            assert_eq!(expanded(&first).unwrap(), "one\n");
            out.write_all(b"two\n").unwrap();
            out.flush().unwrap();
            out.flush().unwrap();
            let second = file.0.borrow().clone();
            assert_eq!(expanded(&second).unwrap(), "one\ntwo\n");
            // Another writer appends to the same file.
            let mut later = Compressed::new(compression, file.clone(), true, ONE);
            later.flush().unwrap();
            assert_eq!(file.0.borrow().len(), second.len());
            later.write_all(b"three\n").unwrap();
            later.flush().unwrap();
            assert_eq!(expanded(&file.0.borrow()).unwrap(), "one\ntwo\nthree\n");
        }
    }

    #[test]
    fn an_archive_of_nothing_is_an_archive() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let file = Shared::default();
            Compressed::new(compression, file.clone(), false, ONE).flush().unwrap();
            assert!(!file.0.borrow().is_empty());
            assert_eq!(expanded(&file.0.borrow()).unwrap(), "");
        }
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_told() {
        for (compression, name) in [(Compression::Gzip, "gzip"), (Compression::Zstd, "zstd")] {
            let file = Shared::default();
            let mut out = Compressed::new(compression, file.clone(), false, ONE);
            (0..2_000).for_each(|number| writeln!(out, "{}", number * 7_919 % 10_007).unwrap());
            out.flush().unwrap();
            let whole = file.0.borrow().clone();
            for end in [5, whole.len() / 2, whole.len() - 1] {
                assert_eq!(expanded(&whole[..end]).unwrap_err().to_string(), format!("the {name} archive is cut off"));
            }
            let mut damaged = whole.clone();
            let middle = damaged.len() / 2;
            damaged[middle..middle + 16].fill(0xA5);
            let told = expanded(&damaged).unwrap_err().to_string();
            assert!(told == format!("the {name} archive is damaged"), "{told}");
        }
        assert_eq!(expanded(b"").unwrap(), "");
        assert_eq!(expanded(b"{}\n").unwrap(), "{}\n");
        assert_eq!(expanded(b"\x1f").unwrap(), "\x1f");
    }

    /// Lines that differ, of some megabytes.
    fn lines() -> Vec<u8> {
        (0..300_000u64).flat_map(|number| format!("{}\n", number * 7_919 % 1_000_003).into_bytes()).collect()
    }

    #[test]
    fn the_bytes_do_not_depend_on_the_number_of_threads() {
        let lines = lines();
        for compression in [Compression::Gzip, Compression::Zstd] {
            let made = [1, 2, 5].map(|threads| {
                let file = Shared::default();
                let mut out = Compressed::new(compression, file.clone(), false, NonZeroUsize::new(threads).unwrap());
                lines.chunks(70_001).for_each(|part| out.write_all(part).unwrap());
                out.flush().unwrap();
                out.write_all(b"the end").unwrap();
                out.flush().unwrap();
                file.0.take()
            });
            assert!(made[0] == made[1] && made[0] == made[2]);
            let whole = format!("{}the end", str::from_utf8(&lines).unwrap());
            assert!(expanded(&made[0]).unwrap() == whole);
        }
    }

    /// A file that has room for so many bytes.
    struct Full(Rc<RefCell<Vec<u8>>>, usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let Self(file, room) = self;
            let taken = bytes.len().min(room.saturating_sub(file.borrow().len()));
            if taken == 0 { Err(io::ErrorKind::StorageFull.into()) } else { file.borrow_mut().write(&bytes[..taken]) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_told_and_nothing_is_written_after_it() {
        let lines = lines();
        for threads in [1, 3] {
            let file = Rc::new(RefCell::new(Vec::new()));
            let full = Full(file.clone(), 100_000);
            let mut out = Compressed::new(Compression::Gzip, full, false, NonZeroUsize::new(threads).unwrap());
            let failure = lines.chunks(1 << 16).find_map(|part| out.write_all(part).err());
            let failure = failure.or_else(|| out.flush().err()).unwrap();
            assert_eq!(failure.kind(), io::ErrorKind::StorageFull);
            let written = file.borrow().len();
            assert!(out.write_all(b"more").and_then(|()| out.flush()).is_err());
            drop(out);
            assert_eq!(file.borrow().len(), written);
        }
    }
}

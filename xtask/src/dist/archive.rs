//! Archives as people unpack them: `.tar.gz`, and `.zip` for Windows. The same files give the same bytes, because times
//! and owners are fixed.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// A file of an archive.
pub(super) struct Entry {
    /// Its path in the archive, with `/`.
    pub(super) name: String,
    pub(super) content: Vec<u8>,
    pub(super) is_program: bool,
}

impl Entry {
    /// A file that is read.
    pub(super) fn read(name: String, path: &Path) -> io::Result<Self> {
        let content = fs::read(path).map_err(|error| io::Error::other(format!("`{}`: {error}", path.display())))?;
        Ok(Self { name, content, is_program: false })
    }

    fn mode(&self) -> u32 {
        if self.is_program { 0o755 } else { 0o644 }
    }
}

/// Writes an archive; its name says of which kind.
pub(super) fn write(path: &Path, entries: &[Entry]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::create(path)?;
    match path.extension() {
        Some(extension) if extension == "zip" => zipped(file, entries),
        _ => tarred(file, entries),
    }
}

/// The same without compression, for what is compressed already.
pub(super) fn bundle(path: &Path, entries: &[Entry]) -> io::Result<()> {
    appended(File::create(path)?, entries)?.flush()
}

fn tarred(file: File, entries: &[Entry]) -> io::Result<()> {
    appended(GzEncoder::new(file, Compression::best()), entries)?.finish()?.flush()
}

fn appended<W: Write>(to: W, entries: &[Entry]) -> io::Result<W> {
    let mut archive = tar::Builder::new(to);
    for entry in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(entry.content.len() as u64);
        header.set_mode(entry.mode());
        header.set_mtime(0);
        header.set_uid(0);
        header.set_gid(0);
        archive.append_data(&mut header, &entry.name, entry.content.as_slice())?;
    }
    archive.into_inner()
}

/// A ZIP archive under another name, as wheels have.
pub(super) fn write_zip(path: &Path, entries: &[Entry]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    zipped(File::create(path)?, entries)
}

fn zipped(file: File, entries: &[Entry]) -> io::Result<()> {
    let mut archive = zip::ZipWriter::new(file);
    for entry in entries {
        let options = SimpleFileOptions::default().unix_permissions(entry.mode()).compression_level(Some(9));
        archive.start_file(entry.name.as_str(), options)?;
        archive.write_all(&entry.content)?;
    }
    archive.finish()?.flush()
}

/// One file of an archive.
pub(super) fn extract(path: &Path, name: &str) -> io::Result<Vec<u8>> {
    let missing = || io::Error::other(format!("`{}` has no `{name}`", path.display()));
    let mut content = Vec::new();
    if path.extension().is_some_and(|extension| extension == "zip") {
        zip::ZipArchive::new(File::open(path)?)?.by_name(name)?.read_to_end(&mut content)?;
        return Ok(content);
    }
    for entry in tar::Archive::new(GzDecoder::new(File::open(path)?)).entries()? {
        let mut entry = entry?;
        if entry.path()?.as_ref() == Path::new(name) {
            entry.read_to_end(&mut content)?;
            return Ok(content);
        }
    }
    Err(missing())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::root;

    #[test]
    fn what_is_packed_can_be_unpacked_and_does_not_change() {
        for name in ["a.tar.gz", "a.zip"] {
            let path = root().join("target/tmp-archive").join(name);
            let entry = |name: &str, is_program| Entry { name: name.to_owned(), content: name.into(), is_program };
            let entries = [entry("attrflow/attrflow", true), entry("attrflow/man/with blank.1", false)];
            write(&path, &entries).unwrap();
            let first = fs::read(&path).unwrap();
            write(&path, &entries).unwrap();
            assert_eq!(first, fs::read(&path).unwrap());
            for entry in &entries {
                assert_eq!(extract(&path, &entry.name).unwrap(), entry.content);
            }
            assert!(extract(&path, "attrflow/other").is_err());
        }
    }
}

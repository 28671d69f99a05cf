//! `SHA256SUMS`, as `sha256sum --check` reads it: one line for each file that people download.

use super::{PACKAGES, failed, package};
use crate::shell::{Failure, root};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::Path;

/// Its name. It has no line for itself.
pub(super) const FILE: &str = "SHA256SUMS";

/// The checksum of a file, in hexadecimal digits.
pub(super) fn of(path: &Path) -> io::Result<String> {
    Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(fs::read(path)?)))
}

/// Writes the checksums of all files in the folder of packages; what is in folders there is sent elsewhere.
pub(super) fn write() -> Result<(), Failure> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(root().join(PACKAGES)).map_err(|why| failed("Checksums", why))?.flatten() {
        let name = entry.file_name().display().to_string();
        if entry.path().is_file() && name != FILE {
            lines.push(format!("{}  {name}\n", of(&entry.path()).map_err(|why| failed("Checksums", why))?));
        }
    }
    lines.sort_by(|one, other| one.split("  ").nth(1).cmp(&other.split("  ").nth(1)));
    println!("   {FILE} has {} files", lines.len());
    fs::write(package(FILE), lines.concat()).map_err(|why| failed("Checksums", why))
}

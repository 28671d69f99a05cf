//! Wheels for Python: the library as a native module, made by maturin, and beside it the program, so that `uvx attrflow`
//! and `python -m attrflow` run it. The program is taken from the archive of the platform, and not built again.
//!
//! There is no source distribution: what it would build has no command. For Linux, maturin links with zig, so that the
//! module runs on systems older than the one that builds it.

use super::archive::{self, Entry};
use super::targets::{self, Target};
use super::{STAGING, failed, notices, package, version};
use crate::shell::{Failure, Step, root};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What makes the wheel.
const MATURIN: &str = "maturin>=1.8,<2";
const ZIG: &str = "ziglang>=0.13,<1";

/// Makes the wheel of a target.
pub(super) fn pack(target: Target) -> Result<(), Failure> {
    let program = targets::packed(target.platform)
        .ok_or_else(|| failed("Wheel", format!("there is no archive for {:?}", target.platform)))?;
    let python = environment(target)?;
    let folder = format!("{STAGING}/wheel-{}", target.triple);
    let _ = fs::remove_dir_all(root().join(&folder));
    let module = format!(
        "-m maturin build --manifest-path python/Cargo.toml --profile dist --locked --target {} --out {folder}{}",
        target.triple,
        compatibility(target),
    );
    // maturin looks for zig with the Python of the path, which is another one.
    Step::program("The native module", &python, &module).with("CARGO_ZIGBUILD_PYTHON_PATH", &python).run()?;
    let wheel = only_wheel(&root().join(folder)).map_err(|why| failed("Wheel", why))?;
    add_command(&wheel, program).map_err(|why| failed("Wheel", why))
}

/// A virtual environment with maturin. Returns its Python.
fn environment(target: Target) -> Result<String, Failure> {
    let (python, inside) = if cfg!(windows) { ("python", "Scripts/python.exe") } else { ("python3", "bin/python") };
    let venv = format!("{STAGING}/venv");
    Step::program("Environment for maturin", python, &format!("-m venv {venv}")).run()?;
    let inside = root().join(venv).join(inside).display().to_string();
    let zig = if target.platform.system == "linux" { format!(" {ZIG}") } else { String::new() };
    let install = format!("-m pip install --quiet --disable-pip-version-check --no-input {MATURIN}{zig}");
    Step::program("maturin", &inside, &install).run()?;
    Ok(inside)
}

/// Which systems the wheel says that it runs on.
fn compatibility(target: Target) -> &'static str {
    match target.triple {
        triple if triple.ends_with("-linux-gnu") => " --zig --compatibility manylinux2014",
        triple if triple.ends_with("-linux-musl") => " --zig --compatibility musllinux_1_2",
        _ => "",
    }
}

fn only_wheel(folder: &Path) -> io::Result<PathBuf> {
    let mut wheels =
        fs::read_dir(folder)?.flatten().map(|it| it.path()).filter(|it| it.extension().is_some_and(|it| it == "whl"));
    match (wheels.next(), wheels.next()) {
        (Some(wheel), None) => Ok(wheel),
        _ => Err(io::Error::other(format!("`{}` has not one wheel", folder.display()))),
    }
}

/// Writes the wheel with the program among its scripts.
fn add_command(wheel: &Path, target: Target) -> io::Result<()> {
    let name = wheel.file_name().map(|name| name.display().to_string()).unwrap_or_default();
    let of_archive = |name: &str| archive::extract(&package(&target.archive()), &format!("{}/{name}", target.folder()));
    let version = version::ours();
    let added = [
        Entry {
            name: format!("attrflow-{version}.data/scripts/{}", target.program()),
            content: of_archive(target.program())?,
            is_program: true,
        },
        Entry {
            name: format!("attrflow-{version}.dist-info/licenses/{}", notices::FILE),
            content: of_archive(notices::FILE)?,
            is_program: false,
        },
    ];
    let mut entries = read(wheel)?;
    let lines: String = added.iter().map(|it| record(&it.name, &it.content)).collect();
    let list = entries.iter_mut().find(|it| it.name.ends_with(".dist-info/RECORD"));
    list.ok_or_else(|| io::Error::other(format!("`{name}` has no RECORD")))?.content.splice(0..0, lines.into_bytes());
    // The list stands last, where pip looks for it first.
    let at = entries.len() - 1;
    entries.splice(at..at, added);
    println!("   wheels/{name} has {} files", entries.len());
    archive::write_zip(&package(&format!("wheels/{name}")), &entries)
}

/// A line of RECORD.
fn record(name: &str, content: &[u8]) -> String {
    let digest = data_encoding::BASE64URL_NOPAD.encode(&Sha256::digest(content));
    format!("{name},sha256={digest},{}\n", content.len())
}

fn read(wheel: &Path) -> io::Result<Vec<Entry>> {
    let mut archive = zip::ZipArchive::new(File::open(wheel)?)?;
    let mut entries = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at)?;
        let is_program = file.unix_mode().is_some_and(|mode| mode & 0o111 != 0);
        let name = file.name().map_err(io::Error::other)?.into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        entries.push(Entry { name, content, is_program });
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_is_as_pip_reads_it() {
        let line = record("a/b", b"");
        assert_eq!(line, "a/b,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n");
    }

    #[test]
    fn each_wheel_has_a_program_for_its_platform() {
        for target in targets::ALL.into_iter().filter(|target| target.has_wheel) {
            let program = |it: &Target| it.platform == target.platform && it.is_portable && it.runner.is_some();
            assert!(targets::ALL.iter().any(program), "{}", target.triple);
            assert_eq!(compatibility(target).is_empty(), target.platform.system != "linux", "{}", target.triple);
        }
    }
}

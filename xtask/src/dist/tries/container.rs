//! Tries the OCI archive: umoci unpacks it into an empty folder, and the program runs there as if the folder were the
//! whole system. Needs root, for `chroot`.

use super::{Try, left_out};
use crate::dist::{container, host, package, version};
use crate::shell::Failure;
use std::fs;
use std::path::Path;

pub(super) fn run() -> Result<(), Failure> {
    let archive = package(container::FILE);
    if !archive.is_file() || !host::exists("umoci") {
        return left_out("the container", "there is no archive, or no umoci");
    }
    let trial = Try::new("container")?;
    fs::create_dir_all(trial.folder().join("layout")).map_err(|why| trial.failed(&why.to_string()))?;
    trial.run(Path::new("tar"), &["-xf", &archive.display().to_string(), "-C", "layout"])?;
    let image = format!("layout:{}", version::ours());
    let unpacked = trial.run(Path::new("umoci"), &["unpack", "--image", &image, "bundle"]);
    if unpacked.is_err() && !container::is_root() {
        return left_out("the container", "only root may unpack it");
    }
    unpacked?;
    let config =
        fs::read_to_string(trial.folder().join("bundle/config.json")).map_err(|why| trial.failed(&why.to_string()))?;
    trial.has(&config, "\"/attrflow\"")?;
    trial.has(&config, "\"cwd\": \"/work\"").or_else(|_| trial.has(&config, "\"cwd\":\"/work\""))?;
    // A folder below the new root, where the program finds what it is given.
    let folder = trial.folder().join("bundle/rootfs");
    let call = ["bundle/rootfs", "/attrflow"];
    let run = |arguments: &[&str]| trial.run(Path::new("chroot"), &[&call[..], arguments].concat());
    trial.same(run(&["--version"])?.trim_end(), &format!("attrflow {}", version::ours()))?;
    trial.same(run(&["eval", "Append(\"a\", \"b\")"])?.trim_end(), "ab")?;
    fs::write(folder.join("users.ndjson"), "{\"userPrincipalName\": \"ada@contoso.com\"}\n")
        .map_err(|why| trial.failed(&why.to_string()))?;
    trial.has(&run(&["map", "meta-work-accounts", "/users.ndjson"])?, "ada@contoso.com")?;
    println!("   works: chroot {}", folder.display());
    Ok(())
}

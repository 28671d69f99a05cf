//! Tries the installer of the system, for sh or PowerShell, with a host of releases on this machine; and the checksums.

use super::{Try, left_out};
use crate::dist::serve::{self, Content};
use crate::dist::{PACKAGES, package, version};
use crate::shell::{Failure, root};
use std::path::Path;

pub(super) fn run() -> Result<(), Failure> {
    if !package("attrflow-installer.sh").is_file() {
        return left_out("the installers", "they were not made");
    }
    if cfg!(windows) { powershell() } else { shell() }
}

fn powershell() -> Result<(), Failure> {
    let mut trial = Try::new("PowerShell installer")?;
    let address = serve::start(Content::Folder(root().join(PACKAGES))).map_err(|why| trial.failed(&why.to_string()))?;
    trial.set("ATTRFLOW_RELEASES", &address);
    let installer = package("attrflow-installer.ps1").display().to_string();
    for (version, folder) in [(version::ours(), "own version"), ("latest", "latest version")] {
        let to = trial.folder().join(folder);
        let options = ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File", &installer, "-Version", version, "-To"];
        trial.run(Path::new("powershell"), &[&options[..], &[&to.display().to_string()]].concat())?;
        trial.works(&to.join("attrflow.exe"), &[])?;
    }
    Ok(())
}

fn shell() -> Result<(), Failure> {
    let installer = package("attrflow-installer.sh");
    let mut trial = Try::new("shell installer")?;
    let address = serve::start(Content::Folder(root().join(PACKAGES))).map_err(|why| trial.failed(&why.to_string()))?;
    trial.set("ATTRFLOW_RELEASES", &address);
    let installer = installer.display().to_string();
    let sh = Path::new("sh");
    // With the checksums that stand in the script, and with those of the release.
    for (version, folder) in [(None, "own version"), (Some("latest"), "latest version")] {
        let mut arguments = vec![installer.as_str(), "--to", folder];
        arguments.extend(version.into_iter().flat_map(|it| ["--version", it]));
        let told = trial.run(sh, &arguments)?;
        trial.has(&told, "not on the PATH")?;
        trial.works(&trial.folder().join(folder).join("attrflow"), &[])?;
    }
    // Where nothing is said, the folder is in the home of the user.
    trial.run(sh, &[&installer])?;
    trial.works(&trial.folder().join(".local/bin/attrflow"), &[])?;
    if cfg!(target_os = "linux") {
        let check = format!("cd '{}' && sha256sum --check --quiet SHA256SUMS", root().join(PACKAGES).display());
        trial.run(sh, &["-c", &check])?;
    }
    Ok(())
}

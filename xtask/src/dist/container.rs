//! The container: the program for musl in an otherwise empty image. The folder that the Dockerfile is built in, and the
//! same as an OCI archive for machines without a registry. The archive needs `umoci`.

use super::archive::{self, Entry};
use super::manifests::{DESCRIPTION, LICENCE, REPOSITORY};
use super::targets::{self, Target};
use super::{PACKAGES, STAGING, failed, host, notices, package, template, version};
use crate::shell::{Failure, Step, root};
use std::fs;
use std::path::Path;

/// Name of the archive.
pub(super) const FILE: &str = "attrflow-oci.tar";
/// The folder that the Dockerfile is built in.
const CONTEXT: &str = "container";

/// Makes both.
pub(super) fn pack() -> Result<(), Failure> {
    let context = package(CONTEXT);
    let _ = fs::remove_dir_all(&context);
    let words =
        [("VERSION", version::ours()), ("REPOSITORY", REPOSITORY), ("LICENCE", LICENCE), ("DESCRIPTION", DESCRIPTION)];
    let dockerfile = template::filled("Dockerfile", &words)?;
    let linux = targets::platforms().into_iter().filter(|it| it.system == "linux").filter_map(targets::packed);
    for target in linux {
        let name = processor(target);
        fill(target, &context.join(format!("linux-{name}"))).map_err(|why| failed("Container", why))?;
        if name == "amd64" {
            archive(&format!("{PACKAGES}/{CONTEXT}/linux-{name}"))?;
        }
    }
    fs::create_dir_all(&context)
        .and_then(|()| fs::write(context.join("Dockerfile"), dockerfile))
        .map_err(|why| failed("Container", why))
}

/// As registries of containers call it.
fn processor(target: Target) -> &'static str {
    if target.platform.processor == "x64" { "amd64" } else { "arm64" }
}

/// The root of the image: the program and its licences.
fn fill(target: Target, folder: &Path) -> std::io::Result<()> {
    let packed = package(&target.archive());
    let licences = ["LICENSE-APACHE", "LICENSE-MIT", notices::FILE];
    for (name, inside) in
        [("attrflow", "attrflow".to_owned())].into_iter().chain(licences.map(|it| (it, format!("licenses/{it}"))))
    {
        let content = archive::extract(&packed, &format!("{}/{name}", target.folder()))?;
        let path = folder.join(inside);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(&path, content)?;
    }
    executable(&folder.join("attrflow"))
}

/// Lets the file be run, on systems where files say whether they may.
#[cfg(unix)]
pub(super) fn executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
pub(super) fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// The image as an archive of the OCI layout.
fn archive(content: &str) -> Result<(), Failure> {
    if !host::exists("umoci") {
        println!("   {FILE} is not made: `apt-get install umoci` installs what it needs");
        return Ok(());
    }
    let layout = format!("{STAGING}/oci");
    let _ = fs::remove_dir_all(root().join(&layout));
    fs::create_dir_all(root().join(STAGING)).map_err(|why| failed("Container", why))?;
    let image = format!("{layout}:{}", version::ours());
    let rootless = if is_root() { "" } else { "--rootless " };
    let steps = [
        format!("init --layout {layout}"),
        format!("new --image {image}"),
        format!("insert {rootless}--image {image} {content} /"),
        format!(
            "config --image {image} --config.entrypoint /attrflow --config.cmd --help --config.workingdir /work --architecture amd64 --os linux"
        ),
        format!("config --image {image} --config.label org.opencontainers.image.version={}", version::ours()),
        format!("gc --layout {layout}"),
    ];
    steps.iter().try_for_each(|arguments| Step::program("Container", "umoci", arguments).run())?;
    let mut entries = Vec::new();
    collect(&root().join(&layout), "", &mut entries).map_err(|why| failed("Container", why))?;
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    archive::bundle(&package(FILE), &entries).map_err(|why| failed("Container", why))
}

/// Whether this user may give files to others, without which umoci has to be told so.
pub(super) fn is_root() -> bool {
    std::process::Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn collect(folder: &Path, name: &str, entries: &mut Vec<Entry>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let inside = format!("{name}{}", entry.file_name().display());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{inside}/"), entries)?;
        } else {
            entries.push(Entry::read(inside, &entry.path())?);
        }
    }
    Ok(())
}

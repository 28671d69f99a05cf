//! The installers, and what winget, Scoop and Homebrew want to know: templates, filled with the checksums of the archives
//! that are there.
//!
//! Submitting them is left to people: each of these registries reviews what it is given.

use super::targets::{self, Platform, Target};
use super::{checksums, failed, package, template, version};
use crate::shell::Failure;
use std::fs;

/// Facts of the package, as `Cargo.toml` says them.
pub(super) const REPOSITORY: &str = "https://github.com/attrflow/attrflow";
pub(super) const DESCRIPTION: &str = "Run, check and test Microsoft Entra attribute mappings outside the tenant";
pub(super) const LICENCE: &str = "MIT OR Apache-2.0";

/// Where the releases are.
const RELEASES: &str = "https://github.com/attrflow/attrflow/releases";
/// The glibc of the machines that build the programs for gnu: of Ubuntu 22.04.
const GLIBC: &str = "2.35";

/// winget's manifests, of which there are three.
const WINGET: [&str; 3] =
    ["attrflow.attrflow.yaml", "attrflow.attrflow.installer.yaml", "attrflow.attrflow.locale.en-US.yaml"];

/// An archive that is there.
struct Archive {
    target: Target,
    name: String,
    checksum: String,
}

impl Archive {
    fn address(&self) -> String {
        format!("{RELEASES}/download/v{}/{}", version::ours(), self.name)
    }
}

/// Writes them all.
pub(super) fn write() -> Result<(), Failure> {
    let mut archives = Vec::new();
    for target in targets::ALL {
        let name = target.archive();
        let path = package(&name);
        if path.is_file() {
            let checksum = checksums::of(&path).map_err(|why| failed("Manifests", why))?;
            archives.push(Archive { target, name, checksum });
        }
    }
    let sums: String = archives.iter().map(|it| format!("{}  {}\n", it.checksum, it.name)).collect();
    let common = [("VERSION", version::ours()), ("CHECKSUMS", sums.trim_end()), ("RELEASES", RELEASES)];
    put("attrflow-installer.sh", &template::filled("install.sh", &[&common[..], &[("GLIBC", GLIBC)]].concat())?)?;
    put("attrflow-installer.ps1", &template::filled("install.ps1", &common)?)?;
    winget(&archives)?;
    // At the top, because Scoop installs from the address of a manifest.
    put("attrflow.json", &scoop(&archives)?)?;
    put("manifests/homebrew/attrflow.rb", &homebrew(&archives)?)
}

fn put(name: &str, text: &str) -> Result<(), Failure> {
    let path = package(name);
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(&path, text)).map_err(|why| failed("Manifests", why))?;
    println!("   {name}");
    Ok(())
}

/// The portable programs of a system, one for each processor.
fn portable<'a>(archives: &'a [Archive], system: &'a str) -> impl Iterator<Item = &'a Archive> {
    let of_system = targets::platforms().into_iter().filter(move |it: &Platform| it.system == system);
    of_system.filter_map(|platform| {
        let matches = |it: &&Archive| it.target.platform == platform && it.target.is_portable;
        archives.iter().find(matches)
    })
}

fn winget(archives: &[Archive]) -> Result<(), Failure> {
    let mut installers = String::new();
    for archive in portable(archives, "win32") {
        installers += &format!(
            "- Architecture: {}\n  NestedInstallerFiles:\n  - RelativeFilePath: {}\\attrflow.exe\n    PortableCommandAlias: attrflow\n  \
             InstallerUrl: {}\n  InstallerSha256: {}\n",
            archive.target.platform.processor,
            archive.target.folder(),
            archive.address(),
            archive.checksum.to_uppercase(),
        );
    }
    let version = ("VERSION", version::ours());
    let locale = [
        version,
        ("REPOSITORY", REPOSITORY),
        ("RELEASES", RELEASES),
        ("LICENCE", LICENCE),
        ("DESCRIPTION", DESCRIPTION),
    ];
    let words: [&[(&str, &str)]; 3] = [&[version], &[version, ("INSTALLERS", &installers)], &locale];
    for (name, words) in WINGET.into_iter().zip(words) {
        put(&format!("manifests/winget/{name}"), &template::filled(&format!("winget/{name}"), words)?)?;
    }
    Ok(())
}

fn scoop(archives: &[Archive]) -> Result<String, Failure> {
    let architectures: Vec<String> = portable(archives, "win32")
        .map(|archive| {
            let name = if archive.target.platform.processor == "x64" { "64bit" } else { "arm64" };
            let (address, checksum, folder) = (archive.address(), &archive.checksum, archive.target.folder());
            format!(
                "        \"{name}\": {{\n            \"url\": \"{address}\",\n            \"hash\": \"{checksum}\",\n            \
                 \"extract_dir\": \"{folder}\"\n        }}"
            )
        })
        .collect();
    let words = [
        ("VERSION", version::ours()),
        ("REPOSITORY", REPOSITORY),
        ("RELEASES", RELEASES),
        // Scoop separates licences that may be chosen by `|`.
        ("SCOOP_LICENCE", "MIT|Apache-2.0"),
        ("DESCRIPTION", DESCRIPTION),
        ("ARCHITECTURES", &architectures.join(",\n")),
    ];
    template::filled("scoop.json", &words)
}

fn homebrew(archives: &[Archive]) -> Result<String, Failure> {
    let mut platforms = String::new();
    for (system, block) in [("darwin", "on_macos"), ("linux", "on_linux")] {
        let mut inside = String::new();
        for archive in portable(archives, system) {
            let processor = if archive.target.platform.processor == "x64" { "on_intel" } else { "on_arm" };
            let (address, checksum) = (archive.address(), &archive.checksum);
            inside += &format!("    {processor} do\n      url \"{address}\"\n      sha256 \"{checksum}\"\n    end\n");
        }
        if !inside.is_empty() {
            platforms += &format!("  {block} do\n{inside}  end\n\n");
        }
    }
    let words = [
        ("VERSION", version::ours()),
        ("REPOSITORY", REPOSITORY),
        ("DESCRIPTION", DESCRIPTION),
        ("PLATFORMS", platforms.trim_end_matches('\n')),
    ];
    template::filled("homebrew.rb", &words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::root;
    use serde_json::Value as Json;

    fn all() -> Vec<Archive> {
        let released = targets::ALL.into_iter().filter(|target| target.runner.is_some());
        released.map(|target| Archive { target, name: target.archive(), checksum: "0a".repeat(32) }).collect()
    }

    #[test]
    fn the_facts_are_those_of_the_package() {
        let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
        for (key, fact) in [("repository", REPOSITORY), ("description", DESCRIPTION), ("license", LICENCE)] {
            assert!(manifest.contains(&format!("{key} = \"{fact}\"")), "{key}");
        }
        assert_eq!(RELEASES, format!("{REPOSITORY}/releases"));
    }

    #[test]
    fn scoop_has_both_processors() {
        let manifest: Json = serde_json::from_str(&scoop(&all()).unwrap()).unwrap();
        for (name, triple) in [("64bit", "x86_64-pc-windows-msvc"), ("arm64", "aarch64-pc-windows-msvc")] {
            let one = &manifest["architecture"][name];
            let address = one["url"].as_str().unwrap();
            assert!(address.ends_with(&format!("/download/v{}/attrflow-{triple}.zip", version::ours())), "{address}");
            assert_eq!(one["extract_dir"], manifest["autoupdate"]["architecture"][name]["extract_dir"]);
            assert_eq!(one["hash"].as_str().unwrap().len(), 64);
            let next = manifest["autoupdate"]["architecture"][name]["url"].as_str().unwrap();
            assert_eq!(next.replace("$version", version::ours()), address);
        }
    }

    #[test]
    fn homebrew_has_one_program_for_each_platform() {
        let formula = homebrew(&all()).unwrap();
        assert_eq!(formula.matches("sha256 \"").count(), 4, "{formula}");
        assert_eq!(
            formula.matches(" do\n").count() + formula.matches("class ").count() + 1,
            formula.matches("end\n").count()
        );
        assert!(formula.contains("attrflow-aarch64-unknown-linux-musl.tar.gz"));
        // What is not there is not named.
        let few: Vec<Archive> = all().into_iter().filter(|it| it.target.platform.system == "linux").collect();
        assert!(!homebrew(&few).unwrap().contains("on_macos"));
    }
}

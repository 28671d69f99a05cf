//! Packages for npm: `attrflow`, which is the library as WebAssembly with a command, and one package for each platform
//! with the program that this command runs. npm installs the one that fits, because the others name another system.
//!
//! The command is the native program and not the library: it reads and writes files, uses all processors and is stopped by
//! signals, none of which WebAssembly has.

use super::archive::{self, Entry};
use super::manifests::{DESCRIPTION, LICENCE, REPOSITORY};
use super::targets::{self, Platform, Target};
use super::{failed, package, version};
use crate::shell::{Failure, root};
use serde_json::{Map, Value as Json, json};
use std::fs;
use std::io;
use std::path::Path;

/// The folder of the library's package, from the root of the repository.
const LIBRARY: &str = "playground/npm";
/// Part of it that is built.
const ENGINE: &str = "playground/npm/engine/engine_bg.wasm";
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Makes the packages of the platforms whose programs are there, and the library's if its engine is.
pub(super) fn pack() -> Result<(), Failure> {
    let packed: Vec<Target> = targets::platforms().into_iter().filter_map(targets::packed).collect();
    for target in packed {
        platform(target).map_err(|why| failed("npm", why))?;
    }
    if !root().join(ENGINE).is_file() {
        println!("   npm/{} is not made: `cargo xtask playground build` builds its engine", file("attrflow"));
        return Ok(());
    }
    library().map_err(|why| failed("npm", why))
}

/// Name of a platform's package.
fn name(platform: Platform) -> String {
    format!("@attrflow/cli-{}-{}", platform.system, platform.processor)
}

/// Name of a package's archive, as `npm pack` names it.
pub(super) fn file(name: &str) -> String {
    format!("{}-{}.tgz", name.trim_start_matches('@').replace('/', "-"), version::ours())
}

/// Name of the archive for a platform.
pub(super) fn file_of(platform: Platform) -> String {
    file(&name(platform))
}

fn platform(target: Target) -> io::Result<()> {
    let (name, program) = (name(target.platform), target.program());
    let manifest = json!({
        "name": name,
        "version": version::ours(),
        "description": format!("The program of attrflow for {} on {}", target.platform.system, target.platform.processor),
        "license": LICENCE,
        "repository": { "type": "git", "url": format!("git+{REPOSITORY}.git") },
        "os": [target.platform.system],
        "cpu": [target.platform.processor],
        "files": [program],
        "preferUnplugged": true,
    });
    let readme = format!("# {name}\n\n{DESCRIPTION}: the program that the command of [attrflow]({REPOSITORY}) runs.\n");
    let of_archive = |name: &str| archive::extract(&package(&target.archive()), &format!("{}/{name}", target.folder()));
    let mut entries = vec![
        text("package.json", &manifest)?,
        Entry { name: "package/README.md".to_owned(), content: readme.into(), is_program: false },
        Entry { name: format!("package/{program}"), content: of_archive(program)?, is_program: true },
    ];
    for name in LICENCES.into_iter().chain([super::notices::FILE]) {
        entries.push(Entry { name: format!("package/{name}"), content: of_archive(name)?, is_program: false });
    }
    put(&name, &entries)
}

fn library() -> io::Result<()> {
    let folder = root().join(LIBRARY);
    let manifest: Json = serde_json::from_slice(&fs::read(folder.join("package.json"))?)?;
    let files = files(&manifest)?;
    let mut entries = vec![text("package.json", &with_programs(manifest)?)?];
    for name in files {
        let is_program = name.starts_with("bin/");
        entries.push(Entry { is_program, ..read(&name, &folder.join(&name))? });
    }
    entries.push(read("README.md", &folder.join("README.md"))?);
    for name in LICENCES {
        entries.push(read(name, &root().join(name))?);
    }
    put("attrflow", &entries)
}

/// What the package names as its content: files only, no folders or patterns.
fn files(manifest: &Json) -> io::Result<Vec<String>> {
    let files = manifest["files"].as_array().ok_or_else(|| io::Error::other("package.json has no `files`"))?;
    Ok(files.iter().filter_map(Json::as_str).map(str::to_owned).collect())
}

/// The manifest with the packages that the command needs: those of all platforms, of which npm takes one. The one in the
/// repository does not have them, because there they are not published yet.
fn with_programs(mut manifest: Json) -> io::Result<Json> {
    if manifest["version"] != version::ours() {
        return Err(io::Error::other(format!("package.json has another version than {}", version::ours())));
    }
    let programs: Map<String, Json> =
        targets::platforms().into_iter().map(|it| (name(it), version::ours().into())).collect();
    manifest["optionalDependencies"] = programs.into();
    Ok(manifest)
}

fn text(name: &str, json: &Json) -> io::Result<Entry> {
    let content = serde_json::to_string_pretty(json)? + "\n";
    Ok(Entry { name: format!("package/{name}"), content: content.into(), is_program: false })
}

fn read(name: &str, path: &Path) -> io::Result<Entry> {
    Entry::read(format!("package/{name}"), path)
}

fn put(name: &str, entries: &[Entry]) -> io::Result<()> {
    let file = format!("npm/{}", file(name));
    println!("   {file} has {} files", entries.len());
    archive::write(&package(&file), entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_names_the_programs_of_all_platforms() {
        let manifest: Json =
            serde_json::from_slice(&fs::read(root().join(LIBRARY).join("package.json")).unwrap()).unwrap();
        assert_eq!(manifest["bin"], json!({ "attrflow": "bin/attrflow.js" }));
        assert!(files(&manifest).unwrap().contains(&"bin/attrflow.js".to_owned()));
        let manifest = with_programs(manifest).unwrap();
        let programs = manifest["optionalDependencies"].as_object().unwrap();
        assert_eq!(programs.len(), 6);
        assert_eq!(programs["@attrflow/cli-win32-arm64"], version::ours());
        assert!(with_programs(json!({ "version": "0.0.1" })).is_err());
    }

    #[test]
    fn archives_are_named_as_npm_names_them() {
        let linux = targets::find("x86_64-unknown-linux-musl").unwrap().platform;
        assert_eq!(file_of(linux), format!("attrflow-cli-linux-x64-{}.tgz", version::ours()));
        assert_eq!(file("attrflow"), format!("attrflow-{}.tgz", version::ours()));
    }
}

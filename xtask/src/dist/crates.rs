//! `cargo xtask dist crates`: the packages for the registry of crates, each verified by compiling what is in it, and none
//! larger than it has to be.

use super::{failed, package, version};
use crate::shell::{Failure, Step, root};
use std::fs;

/// The crates that are published, a crate after those that it uses.
const CRATES: [&str; 2] = ["attrflow-dotnet", "attrflow"];
/// How large one may be, in bytes, compressed.
const LARGEST: u64 = 1_000_000;
/// What each must have.
const PARTS: [&str; 4] = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "Cargo.toml"];

/// Packages and verifies them.
pub(super) fn pack() -> Result<(), Failure> {
    let names: String = CRATES.iter().map(|name| format!(" --package {name}")).collect();
    Step::cargo("Crates", &format!("package --locked{names}")).run()?;
    CRATES.into_iter().try_for_each(check)
}

/// The size and the parts of a package, which is copied to the others.
fn check(name: &str) -> Result<(), Failure> {
    let file = format!("{name}-{}.crate", version::ours());
    let path = root().join("target/package").join(&file);
    let size = fs::metadata(&path).map_err(|why| failed("Crates", why))?.len();
    println!("   {file}: {} kB", size / 1_000);
    if size > LARGEST {
        return Err(failed("Crates", format!("{file} has {size} bytes, {LARGEST} are allowed")));
    }
    for part in PARTS {
        let inside = format!("{name}-{}/{part}", version::ours());
        let content = super::archive::extract(&path, &inside).map_err(|why| failed("Crates", why))?;
        if content.is_empty() {
            return Err(failed("Crates", format!("{file}: {part} is empty")));
        }
    }
    let copy = package(&format!("crates/{file}"));
    let folder = copy.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::copy(&path, &copy)).map_err(|why| failed("Crates", why))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The members of the workspace that are not kept from being published.
    #[test]
    fn all_crates_that_may_be_published_are_packaged() {
        let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
        let members = workspace.lines().find_map(|line| line.strip_prefix("members = [")).unwrap();
        let members = members.split('"').skip(1).step_by(2);
        let mut published = Vec::new();
        for member in members.chain(["."]) {
            let text = fs::read_to_string(root().join(member).join("Cargo.toml")).unwrap();
            let name =
                text.lines().find_map(|line| line.strip_prefix("name = \"")).unwrap().trim_end_matches('"').to_owned();
            if !text.contains("\npublish = false") {
                published.push(name);
            }
        }
        published.sort_by_key(|name| CRATES.iter().position(|known| known == name));
        assert_eq!(published, CRATES);
    }
}

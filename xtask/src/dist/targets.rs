//! The targets that are released, each with what packagers call it. Nothing else lists them: the workflow's matrix is
//! held against this table.

/// Operating system and processor, as packages distinguish them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Platform {
    /// As Node's `process.platform`.
    pub(super) system: &'static str,
    /// As Node's `process.arch`.
    pub(super) processor: &'static str,
}

/// One target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) triple: &'static str,
    pub(super) platform: Platform,
    /// The machine of the release workflow that builds it.
    pub(super) runner: Option<&'static str>,
    /// Whether this target's program is that of the platform wherever there is one program for each platform: in npm,
    /// in wheels, in the container and in the manifests.
    pub(super) is_portable: bool,
    /// Whether Python's packages have a wheel for it.
    pub(super) has_wheel: bool,
}

const fn platform(system: &'static str, processor: &'static str) -> Platform {
    Platform { system, processor }
}

const fn target(triple: &'static str, platform: Platform, runner: &'static str) -> Target {
    Target { triple, platform, runner: Some(runner), is_portable: true, has_wheel: true }
}

const LINUX_X64: Platform = platform("linux", "x64");
const LINUX_ARM64: Platform = platform("linux", "arm64");
const MAC_X64: Platform = platform("darwin", "x64");
const MAC_ARM64: Platform = platform("darwin", "arm64");
const WINDOWS_X64: Platform = platform("win32", "x64");
const WINDOWS_ARM64: Platform = platform("win32", "arm64");

/// All of them. The builds for glibc need the version of the runner that they are built on, which is therefore an old
/// one; those for musl need nothing and run everywhere.
pub(super) const ALL: [Target; 9] = [
    Target { is_portable: false, ..target("x86_64-unknown-linux-gnu", LINUX_X64, "ubuntu-22.04") },
    Target { is_portable: false, ..target("aarch64-unknown-linux-gnu", LINUX_ARM64, "ubuntu-22.04-arm") },
    target("x86_64-unknown-linux-musl", LINUX_X64, "ubuntu-22.04"),
    target("aarch64-unknown-linux-musl", LINUX_ARM64, "ubuntu-22.04-arm"),
    target("x86_64-apple-darwin", MAC_X64, "macos-15-intel"),
    target("aarch64-apple-darwin", MAC_ARM64, "macos-15"),
    target("x86_64-pc-windows-msvc", WINDOWS_X64, "windows-2022"),
    target("aarch64-pc-windows-msvc", WINDOWS_ARM64, "windows-11-arm"),
    // Not released: what Linux can cross-build, so that the packages for Windows can be tried without Windows.
    Target { runner: None, has_wheel: false, ..target("x86_64-pc-windows-gnu", WINDOWS_X64, "") },
];

/// The platforms, in the order of the table.
pub(super) fn platforms() -> Vec<Platform> {
    let mut platforms: Vec<Platform> = Vec::new();
    for target in ALL {
        if !platforms.contains(&target.platform) {
            platforms.push(target.platform);
        }
    }
    platforms
}

/// The target with that name.
pub(super) fn find(triple: &str) -> Option<Target> {
    ALL.into_iter().find(|target| target.triple == triple)
}

/// The archive of a platform's portable program that is there, and its target.
pub(super) fn packed(platform: Platform) -> Option<Target> {
    let of_platform = |target: &Target| target.platform == platform && target.is_portable;
    ALL.into_iter().filter(of_platform).find(|target| super::package(&target.archive()).is_file())
}

impl Target {
    pub(super) fn is_windows(self) -> bool {
        self.platform.system == "win32"
    }

    /// Name of the archive, which has no version in it, so that `releases/latest/download` finds it.
    pub(super) fn archive(self) -> String {
        format!("attrflow-{}.{}", self.triple, if self.is_windows() { "zip" } else { "tar.gz" })
    }

    /// The folder in the archive.
    pub(super) fn folder(self) -> String {
        format!("attrflow-{}", self.triple)
    }

    /// Name of the program's file.
    pub(super) fn program(self) -> &'static str {
        if self.is_windows() { "attrflow.exe" } else { "attrflow" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::root;

    #[test]
    fn the_workflow_builds_what_is_released() {
        let workflow = std::fs::read_to_string(root().join(".github/workflows/release.yml")).unwrap();
        let rows = |key: &str| {
            let values =
                workflow.lines().filter_map(move |line| line.trim().trim_start_matches("- ").strip_prefix(key));
            values.map(|value| value.trim().to_owned()).collect::<Vec<_>>()
        };
        let released: Vec<Target> = ALL.into_iter().filter(|target| target.runner.is_some()).collect();
        let pairs: Vec<String> =
            released.iter().map(|it| format!("{{ target: {}, runner: {} }}", it.triple, it.runner.unwrap())).collect();
        let listed: Vec<String> = workflow
            .lines()
            .filter_map(|line| line.trim().strip_prefix("- { target: "))
            .map(|rest| format!("{{ target: {rest}"))
            .collect();
        assert_eq!(listed, [pairs.clone(), pairs].concat(), "once for the archives, once for the wheels");
        assert!(rows("runs-on:").contains(&"${{ matrix.runner }}".to_owned()));
    }

    #[test]
    fn each_platform_has_one_portable_program_that_is_released() {
        for platform in platforms() {
            let portable = |it: &&Target| it.platform == platform && it.is_portable && it.runner.is_some();
            assert_eq!(ALL.iter().filter(portable).count(), 1, "{platform:?}");
        }
    }

    #[test]
    fn archives_are_named_by_their_target() {
        assert_eq!(find("x86_64-pc-windows-msvc").unwrap().archive(), "attrflow-x86_64-pc-windows-msvc.zip");
        assert_eq!(find("aarch64-apple-darwin").unwrap().archive(), "attrflow-aarch64-apple-darwin.tar.gz");
        assert_eq!(find("riscv64gc-unknown-linux-gnu"), None);
    }
}

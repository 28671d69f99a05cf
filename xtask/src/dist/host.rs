//! The machine at hand: which targets it builds, and which of their programs it runs.

use super::targets::Target;
use crate::shell::root;
use std::process::{Command, Stdio};

/// Whether rustup has the target here, and there is a linker for it where it needs another one.
pub(super) fn builds(target: &Target) -> bool {
    let installed = Command::new("rustup")
        .args(["target", "list", "--installed"])
        .current_dir(root())
        .output()
        .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).lines().any(|line| line == target.triple));
    installed && compiler(target.triple).is_none_or(exists)
}

/// Whether the target is the one that cargo builds for without being told.
pub(super) fn is_default(target: Target) -> bool {
    let output = Command::new("rustc").arg("-vV").current_dir(root()).output();
    let told = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    told.lines().any(|line| line.strip_prefix("host: ") == Some(target.triple))
}

/// Whether this machine runs the target's programs.
pub(super) fn runs(target: Target) -> bool {
    let system = match target.platform.system {
        "darwin" => "macos",
        "win32" => "windows",
        other => other,
    };
    let processor = if target.platform.processor == "x64" { "x86_64" } else { "aarch64" };
    system == std::env::consts::OS && processor == std::env::consts::ARCH
}

/// The C compiler that a target needs besides the machine's own: zstd is in C.
fn compiler(triple: &str) -> Option<&'static str> {
    match triple {
        "x86_64-pc-windows-gnu" => Some("x86_64-w64-mingw32-gcc"),
        "x86_64-unknown-linux-musl" if std::env::consts::ARCH == "x86_64" => Some("musl-gcc"),
        "aarch64-unknown-linux-musl" if std::env::consts::ARCH == "aarch64" => Some("musl-gcc"),
        "aarch64-unknown-linux-musl" => Some("aarch64-linux-musl-gcc"),
        "aarch64-unknown-linux-gnu" if std::env::consts::ARCH != "aarch64" => Some("aarch64-linux-gnu-gcc"),
        _ => None,
    }
}

/// Whether there is a program of that name.
pub(super) fn exists(program: &str) -> bool {
    let silent = || Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    silent().is_ok_and(|status| status.success())
}

//! Runs the binary in a temporary folder that is deleted after the test.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// The binary.
pub const ATTRFLOW: &str = env!("CARGO_BIN_EXE_attrflow");

/// A temporary folder of a test.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder that does not use the configuration of an outer folder.
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("editor-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(path.join(".git")).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Runs attrflow in the folder: exit code, standard output, standard error.
    pub fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(ATTRFLOW);
        // A pipeline that runs the tests must not get their diagnostics as its own.
        for variable in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD"] {
            command.env_remove(variable);
        }
        told(command.args(arguments).current_dir(&self.0).output().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn told(output: Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

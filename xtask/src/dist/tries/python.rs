//! Tries the wheel that fits this machine: the library, the command, `python -m attrflow`, and `uvx` if there is one.

use super::{Try, left_out};
use crate::dist::{PACKAGES, host, version};
use crate::shell::{Failure, root};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn run() -> Result<(), Failure> {
    let wheels = wheels();
    if wheels.is_empty() {
        return left_out("the wheel", "there is none");
    }
    let trial = Try::new("wheel")?;
    let python = Path::new(if cfg!(windows) { "python" } else { "python3" });
    trial.run(python, &["-m", "venv", "environment"])?;
    let scripts = trial.folder().join("environment").join(if cfg!(windows) { "Scripts" } else { "bin" });
    let python = scripts.join("python");
    let folder = root().join(PACKAGES).join("wheels").display().to_string();
    // pip itself chooses the wheel that fits, and knows no other place to look.
    trial.run(
        &python,
        &["-m", "pip", "install", "--quiet", "--no-input", "--no-index", "--find-links", &folder, "attrflow"],
    )?;
    trial.works(&scripts.join("attrflow"), &[])?;
    trial.works(&python, &["-m", "attrflow"])?;
    let library = "import attrflow; print(attrflow.__version__, attrflow.evaluate('Append(\"a\", \"b\")', {}))";
    trial.same(trial.run(&python, &["-c", library])?.trim_end(), &format!("{} ab", version::ours()))?;
    if host::exists("uvx") {
        trial.works(Path::new("uvx"), &["--offline", "--no-index", "--find-links", &folder, "attrflow"])
    } else {
        left_out("uvx attrflow", "uv is not installed")
    }
}

fn wheels() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join(PACKAGES).join("wheels"));
    folder.into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

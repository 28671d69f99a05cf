//! Tries the installer and the scripts of the action with a release that is made up: programs that are shell scripts. So
//! it needs no build, and what goes wrong can be made to go wrong: a proxy, a wrong checksum, a folder that cannot be
//! written to. The scripts for PowerShell are only parsed, because no Linux machine needs to have it.

use super::Try;
use crate::dist::archive::{self, Entry};
use crate::dist::checksums;
use crate::dist::serve::{self, Content};
use crate::dist::targets;
use crate::dist::version;
use crate::shell::{Failure, root};
use std::fs;
use std::path::Path;

/// The version of the release that is made up.
const VERSION: &str = "9.9.9";
/// What the program prints for `--version`, and otherwise its arguments, one a line.
const PROGRAM: &str =
    "#!/bin/sh\n[ \"$1\" != --version ] || { echo 'attrflow 9.9.9'; exit; }\nprintf '<%s>\\n' \"$@\"\n";
/// What a proxy answers.
const PAGE: &str = "<!doctype html><title>Sign in</title>";

/// What is wrong with a release.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Release {
    Right,
    /// The archive is another one than that of the checksum.
    Changed,
    /// The list of checksums does not have the archive.
    Unlisted,
    /// The program ends with an error.
    Broken,
    /// The program says that it has another version.
    Other,
}

/// One call of the installer that must not install anything: the release, the arguments, and what the error says.
const REFUSED: [(Release, &[&str], &str); 9] = [
    (Release::Changed, &["--version", VERSION], "is not what was released"),
    (Release::Unlisted, &["--version", VERSION], "there is no checksum of `attrflow-"),
    (Release::Broken, &["--version", VERSION], "does not run on this system"),
    (Release::Other, &["--version", VERSION], "the archive of version 9.9.9 has `attrflow 1.0.0`"),
    (Release::Right, &["--version", "../9"], "`../9` is not a version"),
    (Release::Right, &[], "no version is given"),
    (Release::Right, &["--version"], "`--version` needs a value"),
    (Release::Right, &["--versoin", VERSION], "unknown option `--versoin`"),
    (Release::Right, &["--version", VERSION, "--target", "riscv64gc-unknown-linux-gnu"], "cannot be downloaded"),
];

/// All of them.
pub(in crate::dist) fn run() -> Result<(), Failure> {
    for shell in ["sh", "bash"] {
        installer(Path::new(shell))?;
    }
    action()
}

/// A server with a release.
fn serve(trial: &Try, release: Release) -> Result<String, Failure> {
    let told = |why: std::io::Error| trial.failed(&why.to_string());
    let folder = trial.folder().join(format!("release {}", release as u8));
    let program = match release {
        Release::Broken => "#!/bin/sh\nexit 1\n".to_owned(),
        Release::Other => PROGRAM.replace(VERSION, "1.0.0"),
        _ => PROGRAM.to_owned(),
    };
    let mut sums = String::new();
    for target in targets::ALL {
        let name = format!("{}/{}", target.folder(), target.program());
        let path = folder.join(target.archive());
        archive::write(&path, &[Entry { name: name.clone(), content: program.clone().into(), is_program: true }])
            .map_err(told)?;
        if release != Release::Unlisted {
            sums += &format!("{}  {}\n", checksums::of(&path).map_err(told)?, target.archive());
        }
        if release == Release::Changed {
            let other = Entry { name, content: b"#!/bin/sh\ntouch \"$HOME/was-run\"\n".into(), is_program: true };
            archive::write(&path, &[other]).map_err(told)?;
        }
    }
    fs::write(folder.join(checksums::FILE), sums).map_err(told)?;
    serve::start(Content::Folder(folder)).map_err(told)
}

fn installer(shell: &Path) -> Result<(), Failure> {
    let mut trial = Try::new("installer script")?;
    let script = root().join("xtask/templates/install.sh").display().to_string();
    let right = serve(&trial, Release::Right)?;
    trial.set("ATTRFLOW_RELEASES", &right);
    for (version, folder) in [(VERSION, "to this folder"), ("v9.9.9", "other"), ("latest", "newest")] {
        let told = trial.run(shell, &[&script, "--version", version, "--to", folder])?;
        trial.has(&told, &format!("installed attrflow {VERSION} to {folder}\n"))?;
        trial.same(&trial.run(&trial.folder().join(folder).join("attrflow"), &["a b"])?, "<a b>\n")?;
    }
    // Over what is there, and where variables say where.
    trial.set("ATTRFLOW_INSTALL_DIR", "other");
    trial.set("ATTRFLOW_VERSION", VERSION);
    trial.run(shell, &[&script])?;
    trial.set("ATTRFLOW_VERSION", "");
    trial.set("ATTRFLOW_INSTALL_DIR", "");
    let left = fs::read_dir(trial.folder().join("other")).into_iter().flatten().count();
    trial.same(&left.to_string(), "1")?;

    for (release, arguments, part) in REFUSED {
        let address = serve(&trial, release)?;
        trial.set("ATTRFLOW_RELEASES", &address);
        let told = trial.refused(shell, &[&[script.as_str(), "--to", "nothing"], arguments].concat())?;
        trial.has(&told, part)?;
        if trial.folder().join("nothing").exists() || trial.folder().join("was-run").exists() {
            return Err(trial.failed(&format!("something was installed or run in spite of: {told}")));
        }
    }
    let call = [script.as_str(), "--version", VERSION, "--to"];
    let page = serve::start(Content::Page(PAGE)).map_err(|why| trial.failed(&why.to_string()))?;
    // A file in the place of the folder cannot be written to by anybody, not even by root.
    trial.write("file", "")?;
    let rows: [(&str, &str, &str); 4] = [
        (&page, "nothing", "a proxy may have answered"),
        ("http://releases.invalid", "nothing", "is not an https address"),
        (&right, "file/folder", "the folder `file/folder` cannot be made"),
        (&right, "file", "file"),
    ];
    for (address, folder, part) in rows {
        trial.set("ATTRFLOW_RELEASES", address);
        let told = trial.refused(shell, &[&call[..], &[folder]].concat())?;
        trial.has(&told, part)?;
    }
    println!("   works: {} install.sh", shell.display());
    Ok(())
}

/// The scripts of the action, with what the runner gives them.
fn action() -> Result<(), Failure> {
    let mut trial = Try::new("action")?;
    let bash = Path::new("bash");
    let script = |name: &str| root().join(".github/action").join(name).display().to_string();
    let path_file = trial.folder().join("path file").display().to_string();
    let temporary = trial.folder().join("runner temp").display().to_string();
    trial.set("GITHUB_ACTION_PATH", &root().display().to_string());
    trial.set("GITHUB_PATH", &path_file);
    trial.set("RUNNER_TEMP", &temporary);
    let right = serve(&trial, Release::Right)?;
    trial.set("ATTRFLOW_RELEASES", &right);
    trial.set("ATTRFLOW_ACTION_VERSION", VERSION);
    trial.run(bash, &[&script("install.sh")])?;
    let folder = fs::read_to_string(&path_file).map_err(|why| trial.failed(&why.to_string()))?;
    trial.same(&folder, &format!("{temporary}/attrflow-{VERSION}\n"))?;
    // Without a version it is the action's own, which has not the version of the release that is made up.
    trial.set("ATTRFLOW_ACTION_VERSION", "");
    let told = trial.refused(bash, &[&script("install.sh")])?;
    trial.has(&told, &format!("the archive of version {} has `attrflow {VERSION}`", version::ours()))?;

    let path = std::env::var("PATH").unwrap_or_default();
    trial.set("PATH", &format!("{}:{path}", folder.trim_end()));
    let rows: [(&str, Option<&str>); 6] = [
        (".", Some("<.>\n")),
        ("my mappings\nother\n", Some("<my mappings>\n<other>\n")),
        ("one\r\ntwo\r\n", Some("<one>\n<two>\n")),
        ("-x.json\n*\n$HOME\n", Some("<-x.json>\n<*>\n<$HOME>\n")),
        ("Ärger/ü.json", Some("<Ärger/ü.json>\n")),
        ("\n", None),
    ];
    for (paths, expected) in rows {
        trial.set("ATTRFLOW_PATHS", paths);
        match expected {
            Some(paths) => {
                let told = trial.run(bash, &[&script("run.sh"), "check", "--report", "sarif=a b.sarif"])?;
                trial.same(&told, &format!("<check>\n<--report>\n<sarif=a b.sarif>\n<-->\n{paths}"))?;
            }
            None => trial.has(&trial.refused(bash, &[&script("run.sh"), "check"])?, "names no file")?,
        }
    }
    println!("   works: the scripts of the action");
    Ok(())
}

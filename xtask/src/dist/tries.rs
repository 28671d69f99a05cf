//! `cargo xtask dist --try`: installs what was packed as its users do, each in a folder that was empty and has a blank in
//! its name, with an environment that has nothing but the path; and runs it.
//!
//! This file has the order and what a try is; what is tried stands in the files below.

mod archives;
mod container;
pub(super) mod installer;
mod node;
mod python;
pub(super) mod scripts;

use super::{STAGING, failed, version};
use crate::shell::{Failure, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// All of them; what is not there, or does not run here, is named.
pub(super) fn run() -> Result<(), Failure> {
    archives::run()?;
    installer::run()?;
    python::run()?;
    node::run()?;
    container::run()?;
    println!("\nAll tries passed.");
    Ok(())
}

/// What is not tried, and why.
fn left_out(what: &str, why: &str) -> Result<(), Failure> {
    println!("   not tried: {what}: {why}");
    Ok(())
}

/// One try in a folder of its own.
pub(super) struct Try {
    title: &'static str,
    folder: PathBuf,
    environment: Vec<(String, String)>,
}

impl Try {
    /// With an empty folder.
    pub(super) fn new(title: &'static str) -> Result<Self, Failure> {
        let folder = root().join(STAGING).join(format!("try {title}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|why| failed(title, why))?;
        println!("\n── Try: {title} ──");
        Ok(Self { title, folder, environment: Vec::new() })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A variable for all that is run from now on.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// Writes a file.
    pub(super) fn write(&self, name: &str, content: &str) -> Result<(), Failure> {
        fs::write(self.folder.join(name), content).map_err(|why| failed(self.title, why))
    }

    /// Runs a program that has to succeed, for what it prints.
    pub(super) fn run(&self, program: &Path, arguments: &[&str]) -> Result<String, Failure> {
        let output = self.output(program, arguments)?;
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(told);
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(self.failed(&format!("`{}` {} said\n{told}{errors}", program.display(), arguments.join(" "))))
    }

    /// Runs a program that has to fail, for its errors.
    pub(super) fn refused(&self, program: &Path, arguments: &[&str]) -> Result<String, Failure> {
        let output = self.output(program, arguments)?;
        if output.status.success() {
            return Err(self.failed(&format!("`{}` {} succeeded", program.display(), arguments.join(" "))));
        }
        Ok(String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn output(&self, program: &Path, arguments: &[&str]) -> Result<Output, Failure> {
        let inherited = ["PATH", "SystemRoot", "TEMP", "PROCESSOR_ARCHITECTURE"]
            .into_iter()
            .filter_map(|name| Some((name, std::env::var_os(name)?)));
        Command::new(program)
            .args(arguments)
            .env_clear()
            .envs(inherited)
            .env("HOME", &self.folder)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|why| self.failed(&format!("`{}` cannot be started: {why}", program.display())))
    }

    /// Whether two texts are the same.
    pub(super) fn same(&self, found: &str, expected: &str) -> Result<(), Failure> {
        if found == expected { Ok(()) } else { Err(self.failed(&format!("found\n{found}\nexpected\n{expected}"))) }
    }

    /// Whether a text has another in it.
    pub(super) fn has(&self, found: &str, part: &str) -> Result<(), Failure> {
        if found.contains(part) { Ok(()) } else { Err(self.failed(&format!("found\n{found}\nwithout `{part}`"))) }
    }

    pub(super) fn failed(&self, why: &str) -> Failure {
        failed(self.title, why)
    }

    /// Whether a command is attrflow and works: its version, an expression, a mapping in a folder with a blank, and what it
    /// says of a wrong one.
    fn works(&self, program: &Path, before: &[&str]) -> Result<(), Failure> {
        let call = |arguments: &[&'static str]| [before, arguments].concat();
        self.same(self.run(program, &call(&["--version"]))?.trim_end(), &format!("attrflow {}", version::ours()))?;
        self.same(self.run(program, &call(&["eval", "Append(\"a\", \"b\")"]))?.trim_end(), "ab")?;
        let _ = fs::remove_dir_all(self.folder.join("my mappings"));
        fs::create_dir_all(self.folder.join("my mappings")).map_err(|why| failed(self.title, why))?;
        let mapping = "[[attribute]]\ntarget = 'userName'\nvalue = '[userPrincipalName]'\nrequired = true\nmatch = 1\n";
        self.write("my mappings/right.toml", mapping)?;
        self.run(program, &call(&["check", "my mappings"]))?;
        self.write(
            "my mappings/wrong.toml",
            &mapping.replace("[userP", "tolower([userP").replace("Name]'", "Name])'"),
        )?;
        self.refused(program, &call(&["check", "my mappings"]))?;
        self.write("users.ndjson", "{\"userPrincipalName\": \"ada@contoso.com\"}\n")?;
        let payload = self.run(program, &call(&["map", "my mappings/right.toml", "users.ndjson"]))?;
        self.has(&payload, "\"userName\":\"ada@contoso.com\"")?;
        println!("   works: {} {}", program.display(), before.join(" "));
        Ok(())
    }
}

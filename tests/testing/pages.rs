//! Runs pages: fences `toml NAME` (or `csv`, `json`) are files, `console` fences are commands with their output, and
//! `toml NAME after` is the content of a file after them. `UPDATE=1` writes the output into the page.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The words of a command; single quotes are around words with spaces.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for character in line.chars() {
        match character {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty())),
            other => word.push(other),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// The output of a command: standard output, then standard error, then its exit code if it is not 0.
fn console(folder: &Path, line: &str) -> String {
    let mut arguments = words(line.strip_prefix("attrflow ").expect("commands begin with attrflow")).into_iter();
    let mut command = Command::new(env!("CARGO_BIN_EXE_attrflow"));
    command.current_dir(folder).args(arguments.by_ref()).env("NO_COLOR", "1").env_remove("GITHUB_ACTIONS");
    command.env_remove("GITHUB_STEP_SUMMARY").env_remove("TF_BUILD");
    let output = command.output().expect("the binary runs");
    let mut shown = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    if let Some(code) = output.status.code().filter(|code| *code != 0) {
        shown.push_str(&format!("# exit {code}\n"));
    }
    shown
}

/// Runs a page in its own folder and returns the expected page.
fn run(page: &Path) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages").join(page.file_stem().unwrap());
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let text = std::fs::read_to_string(page).unwrap();
    let mut written = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        written.push_str(&format!("{line}\n"));
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let body: String = body.iter().map(|line| format!("{line}\n")).collect();
        match info.split(' ').collect::<Vec<_>>().as_slice() {
            ["console"] => {
                for command in body.lines().filter_map(|line| line.strip_prefix("$ ")) {
                    written.push_str(&format!("$ {command}\n{}", console(&folder, command)));
                }
            }
            [_, name, "after"] => written.push_str(&std::fs::read_to_string(folder.join(name)).unwrap()),
            [_, name] => {
                let file = folder.join(name);
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, &body).unwrap();
                written.push_str(&body);
            }
            _ => written.push_str(&body),
        }
        written.push_str("```\n");
    }
    written
}

fn check(page: &Path) {
    let (before, after) = (std::fs::read_to_string(page).unwrap(), run(page));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(page, after).unwrap();
    } else if let Some((number, (is, was))) =
        after.lines().zip(before.lines()).enumerate().find(|(_, (is, was))| is != was)
    {
        panic!("{}:{}: the page shows\n{was}\nbut the output is\n{is}", page.display(), number + 1);
    } else {
        assert_eq!(after, before, "{}", page.display());
    }
}

#[test]
fn the_pages_show_the_real_output() {
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir("tests/testing").unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    assert!(pages.len() >= 6);
    pages.iter().for_each(|page| check(page));
}

#[test]
fn the_documentation_is_correct() {
    check(Path::new("docs/tests.md"));
}

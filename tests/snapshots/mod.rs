//! Snapshots: runs the examples of the documentation.
//!
//! A snapshot is the section under one heading of a page: fences with input (`mapping`, `record`, `records`,
//! `expression`) and after them fences with output (`payload`, `report`, `listing`, `console`). The kind is the last
//! word after the three backticks, so that a language may come before it: ```` ```toml mapping ````. With `UPDATE=1` in
//! the environment, the output of the snapshots is written into the page.

mod console;
mod layout;
mod page;
mod scene;

use page::Page;
use std::path::{Path, PathBuf};

/// Runs the snapshots of a page. Returns the number of outputs, and the differences between the page and the output.
fn play(path: &Path) -> (usize, Vec<String>) {
    let text = std::fs::read_to_string(path).expect("the page is in the repository and is text");
    let mut page = Page::new(&text);
    let mut differences = Vec::new();
    let mut outputs = 0;
    for section in page.sections() {
        for (fence, comes) in scene::play(page.fences(&section)) {
            outputs += 1;
            let shown = page.body(fence);
            if shown != comes {
                let (name, line) = (path.display(), page.line(fence));
                differences.push(format!("{name}:{line} shows\n{shown}\nbut the output is\n{comes}"));
                page.replace(fence, comes);
            }
        }
    }
    if !differences.is_empty() && std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, page.text()).expect("the page can be written");
        differences.clear();
    }
    (outputs, differences)
}

fn pages(paths: &[PathBuf], least: usize) {
    let (mut outputs, mut differences) = (0, Vec::new());
    for path in paths {
        let (found, different) = play(path);
        outputs += found;
        differences.extend(different);
    }
    assert!(differences.is_empty(), "{}\n\n`UPDATE=1` writes the output into the pages", differences.join("\n\n"));
    assert!(outputs >= least, "only {outputs} outputs were found");
}

#[test]
fn the_readme_shows_the_real_output() {
    pages(&["README.md".into()], 2);
}

#[test]
fn the_tour_shows_the_real_output() {
    pages(&["docs/tour.md".into()], 8);
}

#[test]
fn the_specification_shows_the_real_output() {
    let folder = std::fs::read_dir("tests/spec").expect("the folder is in the repository");
    let paths: Vec<PathBuf> = folder.map(|file| file.expect("the folder can be read").path()).collect();
    pages(&paths, 20);
}

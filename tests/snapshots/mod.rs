//! Scenes: the examples of the documentation, run.
//!
//! A scene is what stands under one heading of a page: fences that give something (`mapping`, `record`, `records`,
//! `expression`) and after them fences that show what comes of it (`payload`, `report`, `listing`, `console`). The kind is
//! the last word behind the three backticks, so that a language may stand before it: ```` ```toml mapping ````.
//! With `UPDATE=1` in the environment, what comes of a scene is written into the page.

mod console;
mod layout;
mod page;
mod scene;

use page::Page;
use std::path::{Path, PathBuf};

/// Runs the scenes of a page. Gives how many outputs there were, and the page's differences from the truth.
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
                differences.push(format!("{name}:{line} shows\n{shown}\nbut what comes is\n{comes}"));
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
    assert!(differences.is_empty(), "{}\n\n`UPDATE=1` writes what comes into the pages", differences.join("\n\n"));
    assert!(outputs >= least, "only {outputs} outputs were found");
}

#[test]
fn the_readme_shows_what_happens() {
    pages(&["README.md".into()], 8);
}

#[test]
fn the_specification_shows_what_happens() {
    let folder = std::fs::read_dir("tests/spec").expect("the folder is in the repository");
    let paths: Vec<PathBuf> = folder.map(|file| file.expect("the folder can be read").path()).collect();
    pages(&paths, 20);
}

//! Source code rules: imports follow the layers of `src/lib.rs`, files stay small and describe their purpose, one
//! module of the command line writes, modules of a folder do not use each other in a circle, texts are parsed before
//! anything runs, the public names stay few, and nobody asks which language it is.

mod paths;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each module with the modules that it may use, from the table in `src/lib.rs`. The name is the first word of its
/// cell.
fn table(lib: &str) -> BTreeMap<String, (u32, Vec<String>)> {
    let rows =
        lib.lines().filter_map(|line| line.strip_prefix("//! | ")).filter(|row| row.starts_with(char::is_numeric));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_end_matches('|').split('|').map(str::trim).collect();
        let may_use = cells[2].split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let name = cells[1].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        (name.to_owned(), (cells[0].parse().unwrap(), may_use))
    })
    .collect()
}

/// The project's crates that stand on a floor, with the names that they have in `src/lib.rs`.
fn crates(lib: &str) -> BTreeMap<&str, &str> {
    let aliases =
        lib.lines().filter_map(|line| line.strip_prefix("use attrflow_")?.strip_suffix(';')?.split_once(" as "));
    aliases.collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all_sources(folders: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders {
        sources(Path::new(folder), &mut found);
    }
    found
}

#[test]
fn imports_go_down() {
    let lib = std::fs::read_to_string("src/lib.rs").unwrap();
    let (table, crates) = (table(&lib), crates(&lib));
    assert!(table.len() > 8, "the table of layers in src/lib.rs was not found");
    for (module, (floor, may_use)) in &table {
        let is_module = [".rs", "/mod.rs"].iter().any(|end| Path::new(&format!("src/{module}{end}")).is_file());
        let is_crate = crates.iter().any(|(name, alias)| alias == module && Path::new("crates").join(name).is_dir());
        assert!(is_module != is_crate, "{module} in layer {floor} is not one module or crate");
        for used in may_use {
            assert!(table[used].0 < *floor, "{module} in layer {floor} may not use {used}");
        }
    }
    for path in all_sources(&["src"]) {
        let inside = path.strip_prefix("src").unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if module == "lib" || module == "main" {
            continue;
        }
        let (_, may_use) = table.get(module).unwrap_or_else(|| panic!("{module} is in no layer of src/lib.rs"));
        let text = std::fs::read_to_string(&path).unwrap();
        let depth = inside.with_extension("").iter().filter(|part| *part != "mod").count();
        for (line, used) in paths::at_root(&text, depth) {
            let fine = used == module || may_use.contains(&used) || module == "cli";
            assert!(fine, "{}:{line}: {module} may not use {used}", path.display());
        }
        // Under its own name a crate would be used past the table.
        for (name, alias) in &crates {
            let own = format!("attrflow_{name}");
            assert!(!text.contains(&own), "{}: `{own}` is called `crate::{alias}`", path.display());
        }
    }
}

#[test]
fn files_are_small_and_describe_their_purpose() {
    let mut lengths = Vec::new();
    for path in all_sources(&["src", "crates", "tests", "xtask"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines, 400 are allowed", path.display());
        assert!(text.starts_with("//!"), "{} has no module documentation", path.display());
        lengths.push(lines);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 160, "the median file has {median} lines, 160 are allowed");
}

/// A file that is not written by `cli/write` may be left half, and `eprintln!` in the place of `say!` panics on a full
/// disk.
#[test]
fn one_module_of_the_command_line_writes() {
    let writes = [
        "fs::write",
        "File::create",
        "File::options",
        "OpenOptions::new",
        "fs::rename",
        "set_len(",
        "eprintln!",
        "eprint!",
    ];
    for path in all_sources(&["src/cli"]) {
        let inside = path.to_str().unwrap().replace('\\', "/");
        // The summary of a job is the pipeline's own log, to which others add as well.
        if inside.contains("cli/write/") || inside.ends_with("pipeline.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let found = writes.iter().find(|write| line.contains(**write));
            assert_eq!(found, None, "{inside}:{}", number + 1);
        }
    }
}

/// The modules of a room, such as `cli`, that one of its files uses.
fn named_in(room: &str, text: &str, is_top: bool, modules: &[String]) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let room = format!("crate::{room}::");
    let roots = if is_top { vec!["super::", &room] } else { vec![room.as_str()] };
    let mut found = Vec::new();
    for behind in roots.iter().flat_map(|root| code.split(root).skip(1)) {
        let list = match behind.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or_default(),
            None => behind.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default(),
        };
        let names = list.split(',').map(|name| name.trim().split("::").next().unwrap_or_default().to_owned());
        found.extend(names.filter(|name| modules.contains(name)));
    }
    found
}

#[test]
fn rooms_have_no_cyclic_dependencies() {
    for (room, least) in [("cli", 20), ("testing", 20), ("check/lints", 5)] {
        acyclic(room, least);
    }
}

/// Fails if modules of a room use each other in a circle, or if fewer than `least` uses are found.
fn acyclic(room: &str, least: usize) {
    let mut uses: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let folder = format!("src/{room}");
    let files = all_sources(&[&folder]);
    let module = |path: &Path| {
        let inside = path.strip_prefix(&folder).unwrap();
        inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned()
    };
    let modules: Vec<String> = files.iter().map(|path| module(path)).filter(|name| name != "mod").collect();
    for path in files.iter().filter(|path| module(path) != "mod") {
        let is_top = path.parent() == Some(Path::new(&folder)) || path.file_name().is_some_and(|name| name == "mod.rs");
        let named = named_in(&room.replace('/', "::"), &std::fs::read_to_string(path).unwrap(), is_top, &modules);
        let own = module(path);
        uses.entry(own.clone()).or_default().extend(named.into_iter().filter(|name| *name != own));
    }
    assert!(uses.values().flatten().count() > least, "{room}: {uses:?}");
    // Modules without remaining dependencies are removed; a cycle remains.
    loop {
        let free: Vec<String> = uses.iter().filter(|(_, used)| used.is_empty()).map(|(name, _)| name.clone()).collect();
        if free.is_empty() {
            break;
        }
        uses.retain(|name, _| !free.contains(name));
        uses.values_mut().for_each(|used| used.retain(|name| !free.contains(name)));
    }
    assert!(uses.is_empty(), "cyclic dependencies in {room}: {uses:?}");
}

/// Where source text becomes a tree, and where a name becomes a function. The laws are about texts.
const READERS: [&str; 7] = ["syntax", "language", "tree", "check", "convert", "assist", "laws"];

#[test]
fn texts_are_parsed_and_names_looked_up_before_anything_runs() {
    let mut readers = 0;
    for path in all_sources(&["src"]) {
        let inside = path.strip_prefix("src").unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let reads = ["syntax::parse", "anguage.resolve(", "anguage.function(", "functions::all()"];
            if reads.iter().any(|call| line.contains(call)) {
                readers += 1;
                // Mutants of a mapping are edits of its text, by what stands where.
                let fine =
                    READERS.contains(&module.as_str()) || module == "testing" && path.ends_with("mutate/changes.rs");
                assert!(fine, "{}:{}: {module} reads a text again", path.display(), number + 1);
            }
        }
    }
    assert!(readers > 5, "the test no longer finds what it looks for");
}

/// The names that a library user sees, and those of the project's own tools, as `src/lib.rs` lists them.
fn names() -> (usize, usize) {
    let lib = std::fs::read_to_string("src/lib.rs").unwrap();
    let code: String = lib.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join(" ");
    let (face, rest) = code.split_once("pub mod tool").expect("the tools have a module");
    let tool = rest.split("pub mod laws").next().unwrap();
    let count = |text: &str| {
        let modules = text.matches("pub mod ").count();
        let uses = text.split("pub use ").skip(1).map(|used| used.split(';').next().unwrap());
        modules
            + uses
                .map(|used| used.split(',').filter(|name| !name.trim_matches([' ', '}']).is_empty()).count())
                .sum::<usize>()
    };
    (count(face), count(tool))
}

#[test]
fn the_face_is_small() {
    let (face, tool) = names();
    assert!(face <= 60, "{face} names for users of the library, 60 are allowed");
    assert!(tool <= 80, "{tool} names for the project's own tools, 80 are allowed");
}

#[test]
fn nobody_asks_which_language_it_is() {
    let mut files = Vec::new();
    for path in all_sources(&["src"]) {
        let inside = path.strip_prefix("src").unwrap().display().to_string();
        // A language has its own file and names what is declared for it.
        let own = ["language/", "functions/"].iter().any(|folder| inside.starts_with(folder));
        let text = std::fs::read_to_string(&path).unwrap();
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let names = code.split(|c: char| !c.is_alphanumeric() && c != '_');
        if !own && names.into_iter().any(|name| ["ENTRA", "CLOUD_SYNC", "CONNECT"].contains(&name)) {
            files.push(inside);
        }
    }
    assert!(files.len() <= 4, "languages are named in {files:?}; what differs is a property");
}

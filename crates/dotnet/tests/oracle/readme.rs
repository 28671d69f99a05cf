//! The numbers of rows that the README claims. Knows no results.

use std::collections::BTreeMap;
use std::path::Path;

/// The themes of the README's table, by a word of theirs, with their tables.
const THEMES: [(&str, &[&str]); 5] = [
    ("regular expressions", &["regex"]),
    (
        "dates",
        &[
            "cdate",
            "dateadd",
            "datediff",
            "filetime",
            "format_datetime",
            "format_datetime.now_dependent",
            "parse",
            "parse_exact",
            "to_filetime",
            "tostring",
        ],
    ),
    ("case", &["case_culture", "title_case"]),
    ("Visual Basic", &["instr_mid_left"]),
    ("encodings", &["base64_utf16", "misc"]),
];

#[test]
fn the_readme_counts_the_rows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &Path| std::fs::read_to_string(path).expect("the file is in the repository");
    let folder = root.join("tests/oracle");
    let mut tables: BTreeMap<String, usize> = std::fs::read_dir(&folder)
        .expect("the folder is in the repository")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), read(&path).lines().count()))
        .collect();
    let misses = read(&folder.join("known-misses.txt"));
    let readme = read(&root.join("README.md"));
    let mut claims = readme.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
        let number = |cell: &str| cell.replace(',', "").parse::<usize>().ok();
        Some((cells[0].to_owned(), number(cells.get(1)?)?, number(cells.get(2)?)?))
    });
    for (word, names) in THEMES {
        let (theme, rows, misses_claimed) = claims.next().expect("the README has a row for each theme");
        assert!(theme.contains(word), "{theme}");
        let counted: usize = names.iter().map(|name| tables.remove(*name).expect("there is such a table")).sum();
        assert_eq!(rows, counted, "{theme}");
        let is_of_theme = |line: &&str| names.iter().any(|name| line.starts_with(&format!("{name}-")));
        assert_eq!(misses_claimed, misses.lines().filter(is_of_theme).count(), "{theme}");
    }
    assert!(tables.is_empty(), "the README does not count {tables:?}");
    assert_eq!(claims.next(), None, "the README counts what there is no table for");
}

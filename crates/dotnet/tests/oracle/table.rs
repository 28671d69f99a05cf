//! Reads a table and counts the rows that pass.

use std::collections::BTreeSet;

/// One row: the arguments of the operation and the result of .NET.
pub struct Row {
    pub id: String,
    pub op: String,
    pub json: serde_json::Value,
}

impl Row {
    /// An argument as a string; an absent one is empty.
    pub fn text(&self, name: &str) -> &str {
        self.json["in"][name].as_str().unwrap_or_default()
    }

    /// The result of .NET, or `None` if it threw an exception.
    pub fn expected(&self) -> Option<&serde_json::Value> {
        self.json.get("expected")
    }
}

/// Runs every row of a table. `run` checks whether a row has the same result as .NET. The rows that may fail are
/// listed, with the reason, in `known-misses.txt`; the test fails if another row fails, or if a listed row passes.
pub fn check(table: &str, share: f64, mut run: impl FnMut(&Row) -> Result<(), String>) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    let text = std::fs::read_to_string(folder.join(table)).expect("the table is in the repository");
    let listed = std::fs::read_to_string(folder.join("known-misses.txt")).expect("the list is in the repository");
    let listed: BTreeSet<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let (mut total, mut missed, mut surprises) = (0usize, 0usize, Vec::new());
    for line in text.lines() {
        let json: serde_json::Value = serde_json::from_str(line).expect("a row is JSON");
        let row = Row {
            id: json["id"].as_str().expect("a row has an id").to_owned(),
            op: json["op"].as_str().expect("a row has an operation").to_owned(),
            json,
        };
        total += 1;
        match (run(&row), listed.contains(row.id.as_str())) {
            (Ok(()), false) => {}
            (Err(_), true) => missed += 1,
            (Ok(()), true) => surprises.push(format!("{}: listed as a miss, but passes", row.id)),
            (Err(why), false) => {
                missed += 1;
                surprises.push(format!("{}: {why}", row.id));
            }
        }
    }
    assert!(total > 100, "{table}: the table is nearly empty");
    let passed = 1.0 - missed as f64 / total as f64;
    assert!(
        surprises.is_empty(),
        "{table}: {} of {total} rows are unexpected\n{}",
        surprises.len(),
        surprises.join("\n")
    );
    assert!(passed >= share, "{table}: {passed:.4} pass, {share} are required");
}

//! The tables of `tests/spec/filters.md`: a clause, and for each value of the columns whether a record with it is in
//! scope.

use attrflow::tool::{Outcome, RecordBody, RunLimits, compile_object, read_mapping};
use attrflow::{Flavor, Source, World, moment};
use std::collections::BTreeSet;

/// One cell: a clause and one value.
struct Cell<'p> {
    line: usize,
    section: &'p str,
    operator: &'p str,
    values: &'p str,
    multivalued: &'p str,
    /// The value of the attribute, as JSON.
    value: &'p str,
    is_in: bool,
}

fn cells(page: &str) -> Vec<Cell<'_>> {
    let (mut section, mut header, mut cells) = ("", Vec::new(), Vec::new());
    for (number, line) in page.lines().enumerate() {
        if let Some(heading) = line.strip_prefix("## In `") {
            section = heading.trim_end_matches('`');
        }
        let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) else {
            continue;
        };
        let row: Vec<&str> = row.split(" | ").map(|cell| cell.trim().trim_matches('`')).collect();
        if row.first() == Some(&"operator") {
            header = row;
            continue;
        }
        let of = |name: &str| header.iter().position(|known| *known == name).map_or("", |at| row[at]);
        let values = header.iter().zip(&row).filter(|(name, _)| !["operator", "values", "multivalued"].contains(*name));
        cells.extend(values.map(|(value, cell)| Cell {
            line: number + 1,
            section,
            operator: of("operator"),
            values: of("values"),
            multivalued: of("multivalued"),
            value,
            is_in: match *cell {
                "in" => true,
                "–" => false,
                other => panic!("line {}: `{other}`", number + 1),
            },
        }));
    }
    cells
}

/// Whether a record with this value of `a` is in scope.
fn takes_part(cell: &Cell<'_>) -> bool {
    let several = if cell.multivalued.is_empty() { "all" } else { cell.multivalued };
    let file = format!(
        "[[{}]]\nclauses = [{{ attribute = 'a', operator = '{}', values = {}, multivalued = '{several}' }}]\n\
         [[attribute]]\ntarget = 'userName'\nconstant = 'x'\nmatch = 1\n",
        cell.section, cell.operator, cell.values
    );
    let (mapping, diagnostics) = read_mapping(&Source::new("row.toml", file));
    assert!(diagnostics.is_empty(), "line {}: {diagnostics:?}", cell.line);
    let (program, diagnostics) = compile_object(&mapping, None, None, Flavor::Entra);
    let program = program.unwrap_or_else(|| panic!("line {}: {diagnostics:?}", cell.line));
    let world = World::at(moment("2026-01-15T09:30:00Z").expect("it is a point in time"));
    let record = format!("{{\"a\": {}}}", cell.value);
    let mut runner = program.runner(RunLimits::default());
    match runner.create(RecordBody::Json(&record), &world, &mut Vec::new()) {
        Ok(Outcome::Payload { .. }) => true,
        // What cannot be decided takes no part either.
        Ok(Outcome::OutOfScope(_) | Outcome::Failed(_)) => false,
        Err(_) => panic!("line {}: {record}", cell.line),
    }
}

#[test]
fn every_operator_matches_the_values_of_its_row() {
    let page = std::fs::read_to_string("tests/spec/filters.md").expect("the page is in the repository");
    let cells = cells(&page);
    let wrong: Vec<String> = cells
        .iter()
        .filter(|cell| takes_part(cell) != cell.is_in)
        .map(|cell| format!("line {}: {} {} over {}", cell.line, cell.operator, cell.values, cell.value))
        .collect();
    assert!(wrong.is_empty(), "{} of {} cells\n{}", wrong.len(), cells.len(), wrong.join("\n"));
    for section in ["scope", "input-scope"] {
        let operators: BTreeSet<&str> =
            cells.iter().filter(|cell| cell.section == section).map(|cell| cell.operator).collect();
        assert_eq!(operators.len(), 14, "{section}: {operators:?}");
        let values: BTreeSet<&str> =
            cells.iter().filter(|cell| cell.section == section).map(|cell| cell.value).collect();
        for kind in ["null", "\"\"", "true", "6", "[\"Ada\", \"Bo\"]"] {
            assert!(values.contains(kind), "{section}: {kind}");
        }
    }
}

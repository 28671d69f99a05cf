//! The full tables of .NET's results, tested through the language: each row is an expression and a record.

use crate::shared::asked::{Asked, NOW, ask};
use crate::shared::{evaluate, expression, rows, world};
use attrflow::languages::ENTRA;
use attrflow::tool::Expression;

/// Runs a table. If .NET throws, the language must return an error or no value. `share` of the rows must pass.
fn table(name: &str, share: f64, least: usize) {
    let Some(rows) = rows(&format!("oracle/{name}.jsonl")) else { return };
    let world = world(NOW);
    let mut compiled: Vec<(&str, Expression)> = Vec::new();
    let (mut total, mut misses) = (0usize, Vec::new());
    for row in &rows {
        let Some(Asked { expression: text, record, expected }) = ask(row) else { continue };
        if !compiled.iter().any(|(known, _)| *known == text) {
            compiled.push((text, expression(text, &ENTRA).expect("the expression is valid")));
        }
        let Some((_, expression)) = compiled.iter().find(|(known, _)| *known == text) else { continue };
        total += 1;
        let found = evaluate(expression, &record, &world);
        let right = match (&found, row.get("error")) {
            (found, Some(_)) => !matches!(found, Ok(value) if !value.is_null()),
            (Ok(found), None) => *found == expected,
            (Err(_), None) => false,
        };
        if !right {
            misses.push(format!("{} {record}: {found:?}, not {expected} {}", row["id"], row["error"]));
        }
    }
    let passed = 1.0 - misses.len() as f64 / total.max(1) as f64;
    println!("{name}: {passed:.4} of {total}");
    misses.truncate(20);
    assert!(passed >= share, "{name}: {passed:.4} of {total}, {share} are required\n{}", misses.join("\n"));
    assert!(total >= least, "{name}: only {total} rows");
}

#[test]
fn replacing() {
    table("regex_replace", 0.97, 2_500);
}

#[test]
fn dates_with_formats() {
    for (name, least) in [("format_datetime", 2_500), ("format_datetime.now_dependent", 100), ("tostring", 100)] {
        table(name, 0.995, least);
    }
}

#[test]
fn dates_without_formats() {
    for (name, least) in [("cdate", 600), ("cdate.now_dependent", 10), ("filetime", 100)] {
        table(name, 0.995, least);
    }
}

#[test]
fn date_arithmetic() {
    for name in ["dateadd", "datediff"] {
        table(name, 0.995, 500);
    }
}

#[test]
fn casing() {
    for (name, least) in [("case_culture", 2_000), ("title_case", 100)] {
        table(name, 0.995, least);
    }
}

#[test]
fn strings() {
    for (name, least) in [("base64_utf16", 600), ("misc", 100), ("instr_mid_left", 1_000)] {
        table(name, 0.995, least);
    }
}
